"""Tell what kind of subject a clause has, and whom a pronoun in its place means.

The kinds: "i", "we", "you", "pronoun" (he, she, they), "person" (a name, a role, everybody), "nobody" (somebody
unnamed), "thing", and "none" where the clause has no subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.extraction.owner_markers.spans import all_known
from extractor.language.people.name_lists import EVERYBODY
from extractor.language.people.roles import is_written_as_role
from extractor.language.people.roster import Roster
from extractor.language.syntax.clauses import Clause

_PRONOUNS = {
    "i": "i",
    "me": "i",
    "we": "we",
    "you": "you",
    "he": "pronoun",
    "she": "pronoun",
    "they": "pronoun",
    "him": "pronoun",
    "her": "pronoun",
    "them": "pronoun",
    "us": "we",
    "it": "thing",
    "this": "thing",
    "that": "thing",
    "these": "thing",
    "those": "thing",
    "there": "thing",
    "who": "thing",
    "which": "thing",
    "what": "thing",
    "one": "thing",
    "someone": "nobody",
    "somebody": "nobody",
    "anyone": "nobody",
    "people": "nobody",
}

_COMPANY = expression(r"(?:some|other|the|his|her|their|a|two|three)(?: [a-z]+){1,3}|others|colleagues|students")
_CAPITALISED = expression(r"(?:[A-Z][\w’'-]*)(?:\s+[A-Z][\w’'-]*){0,2}")
_MAX_ANTECEDENT_DISTANCE = 600  # characters before a pronoun in which the person that it means may stand


def subject_kind(words: str, roster: Roster, tag: str = "NNP") -> str:
    """Return the kind of a subject.

    Args:
        words: The subject, as written.
        roster: The people of the notes.
        tag: Penn tag of its head. Words off the roster that the parser does not tag as a name are a thing.
    """
    stripped = words.strip(" ,.:*_").casefold()
    if not stripped:
        return "none"
    if stripped in _PRONOUNS:
        return _PRONOUNS[stripped]
    if stripped in EVERYBODY:
        return "we" if stripped == "we" else "person"
    parts = roster.split(words)
    if len(parts) > 1 and roster.known(parts[0]) and _COMPANY.fullmatch(parts[-1]):
        return "person"  # "Kim and some students"
    if parts and all(part.casefold() in {"i", "we"} or roster.owners_only(part) for part in parts):
        named = tag.startswith("NNP") or any(roster.known(part) or is_written_as_role(part) for part in parts)
        return "person" if named or all_known(words, roster) else "thing"
    return "thing"


def kind_of(clause: Clause, roster: Roster) -> str:
    """Return the kind of the subject of a clause."""
    return subject_kind(clause.subject, roster, clause.subject_tag)


def last_person(clauses: Sequence[Clause], roster: Roster) -> str:
    """Return the last subject of these clauses that is a person, as written, or ""."""
    return next((clause.subject for clause in reversed(clauses) if kind_of(clause, roster) == "person"), "")


def last_named(text: str, roster: Roster) -> str:
    """Return the person of the roster whom a text names last, preferring those who open a sentence; or ""."""
    text = text[-_MAX_ANTECEDENT_DISTANCE:]
    last = opener = ""
    for match in _CAPITALISED.finditer(text):
        words = match.group()
        if roster.known(words) or roster.known(words := words.split()[0]):
            last = words
            if not match.start() or re.search(r"[.!?]\s+$", text[: match.start()]):
                opener = words
    return opener or last
