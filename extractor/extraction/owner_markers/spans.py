"""The span of a line that names an owner, and whether the notes know the people whom it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import EVERYBODY
from extractor.language.people.roster import Roster


@dataclass(frozen=True, slots=True)
class OwnerSpan:
    """The words that name the owners, and the part of the line that is not work because it names them."""

    who: str
    start: int
    end: int
    cue: str = ""  # the words that say that they are to do it: "to", "will", "," for a name behind a comma


def all_known(words: str, roster: Roster) -> bool:
    """Whether the notes name each of these owners elsewhere."""
    parts = roster.split(words)
    return bool(parts) and all(
        roster.known(part)
        or part.casefold() in EVERYBODY
        or part.casefold() in roster.called
        or (part.startswith("@") and roster.is_person(part))
        for part in parts
    )


_PLEASE = expression(r"(?<=[^\s,(])[\s,(]{1,4}(?:pls|plz|please)[\s.!)]{0,5}$", re.IGNORECASE)


def without_please(words: str) -> str:
    """Return words without a "please" at their end: "Lee pls!" is "Lee"."""
    return _PLEASE.sub("", words)
