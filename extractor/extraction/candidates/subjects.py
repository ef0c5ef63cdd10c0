"""Subjects: who a clause says commits, and whom a pronoun in its place means.

The kinds: "i", "we", "you", "pronoun" (he, she, they), "person" (a name, a role, everybody), "nobody" (somebody
unnamed), "thing", and "none" where no subject is said. No spaCy here: the parse has found the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.extraction.owner_markers import prefix
from extractor.language.people.name_lists import EVERYBODY, ROLE
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
_REACH = 600  # characters before a pronoun in which the person that it means may stand


def subject_kind(words: str, roster: Roster, tag: str = "NNP") -> str:
    """Who a subject is, as one of the kinds above.

    `tag` is the Penn tag of its head: a word off the roster that the parser takes for no name is none.
    """
    return roster.once(f"kind of {tag}", words, lambda words: _kind(words, roster, tag))


def _kind(words: str, roster: Roster, tag: str) -> str:
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
        named = tag.startswith("NNP") or any(roster.known(part) or ROLE.fullmatch(part) for part in parts)
        return "person" if named or prefix.all_known(words, roster) else "thing"
    return "thing"


def kind_of(clause: Clause, roster: Roster) -> str:
    """Who the subject of a clause is."""
    return subject_kind(clause.subject, roster, clause.subject_tag)


def last_person(clauses: Sequence[Clause], roster: Roster) -> str:
    """The last subject of these clauses that is a person, as written, or ""."""
    return next((own.subject for own in reversed(clauses) if kind_of(own, roster) == "person"), "")


def last_named(text: str, roster: Roster) -> str:
    """The person of the roster whom the text before a pronoun names last, sentence openers first, or ""."""
    text = text[-_REACH:]
    last = opener = ""
    for found in _CAPITALISED.finditer(text):
        words = found.group()
        if roster.known(words) or roster.known(words := words.split()[0]):
            last = words
            if not found.start() or re.search(r"[.!?]\s+$", text[: found.start()]):
                opener = words
    return opener or last
