"""Look words up among the people of the notes: "she", "@bob", "SL", "the chairs".

A Roster knows the people whom the notes name and answers two questions: where does a text name somebody (`spans`), and
whom do these words mean (`resolve`). It never guesses: words that could mean two people stay words, and a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import (
    ENDS_AS_NOUN,
    EVERYBODY,
    GIVEN_NAMES,
    NICKNAMES,
    NOBODY,
    NOT_NAMES,
    ROLE,
    common_words,
    fold_name,
    is_role,
)
from extractor.model import Person

T = TypeVar("T")

_HANDLE = expression(r"(?<![\w@./])@(?P<handle>[A-Za-z0-9][\w-]*(?:\.[\w-]+)*)(?![\w]*[@])")
_CALLED_OUT = expression(r"@[\w./-]+:?(?: [A-Z][\w.]*){0,2}")  # "@kim", "@Kim Lee"
_TEAM = expression(r"@[\w-]+/[\w-]+")  # a team's handle on GitHub
_SEPARATOR = expression(
    r"\s*(?:,\s*and\b|,\s*&|,|;|/|\+|&|\band\b|\bplus\b|\bwith\b(?=\s+(?:help|input|support)))\s*", re.IGNORECASE
)
_BESIDE = expression(r"\([^)]*\)|~.*$|\d+\s*(?:days?|hours?|hrs?|h)\b.*$")  # what a list of owners says of them
_TITLE = expression(r"^(?:mr|mrs|ms|dr|prof)\.?\s+", re.IGNORECASE)


def _forms(person: Person) -> set[str]:
    """Every form, folded, by which notes may call this person."""
    parts = fold_name(_TITLE.sub("", person.name)).split()
    forms = {" ".join(parts), "".join(parts)}
    forms.update(fold_name(alias) for alias in person.aliases)
    forms.update(alias.casefold() for alias in person.aliases)
    if parts:
        forms.add(parts[0])
    if len(parts) > 1:
        first, last = parts[0], parts[-1]
        forms.update(
            (
                last,
                f"{first} {last[0]}",
                f"{first}{last[0]}",
                f"{first} {last}",
                f"{first[0]} {last}",
                f"{first[0]}{last}",
            )
        )
        forms.add("".join(part[0] for part in parts))  # initials
        forms.update(part for part in parts[1:-1] if len(part) > 3)  # "Long", of Duc Long T
        forms.add(first[0] + last[0])
    if "-" in (parts[0] if parts else ""):
        forms.add("".join(piece[0] for piece in parts[0].split("-") if piece) + "".join(part[0] for part in parts[1:]))
    return {form for form in forms if form}


@dataclass(frozen=True)
class Roster:
    """The people whom the notes name, and the words that the notes use in lower case (which are therefore no names)."""

    people: tuple[Person, ...]
    common: frozenset[str] = frozenset()  # words that the notes also write in lower case
    called: Mapping[str, str] = field(default_factory=dict)  # names that stand where owners do, folded: as written

    signed: str | None = None  # who signed the notes

    @cached_property
    def _answers(self) -> dict[tuple[str, str], Any]:
        """Answers about single texts that were found with this roster, by question and text: many are asked twice."""
        return {}

    def once(self, question: str, words: str, ask: Callable[[str], T]) -> T:
        """What `ask` answers about these words, which is asked once: it must depend on them and this roster alone."""
        key = question, words
        if key not in self._answers:
            self._answers[key] = ask(words)
        answer: T = self._answers[key]
        return answer

    @cached_property
    def _by_form(self) -> dict[str, tuple[Person, ...]]:
        table: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            for form in _forms(person):
                if person not in table.get(form, ()):
                    table[form] = (*table.get(form, ()), person)
        return table

    @cached_property
    def _by_role(self) -> dict[str, tuple[Person, ...]]:
        table: dict[str, tuple[Person, ...]] = {}
        for person in self.people:
            if person.role:
                key = fold_name(person.role)
                table[key] = (*table.get(key, ()), person)
        return table

    @cached_property
    def _names(self) -> tuple[tuple[Person, list[str]], ...]:
        """The people, each with the folded parts of the name."""
        return tuple((person, parts) for person in self.people if (parts := fold_name(person.name).split()))

    def known(self, words: str) -> tuple[Person, ...]:
        """The people on the roster whom `words` can mean: none, one, or several who share the form."""
        return self.once("known", words, self._known)

    def _known(self, words: str) -> tuple[Person, ...]:
        folded = fold_name(_TITLE.sub("", words.strip().lstrip("@"))).rstrip(".")
        found = self._by_form.get(folded) or self._by_form.get(folded.replace(" ", "")) or ()
        if not found and words.strip().lstrip("@")[:1].isupper():
            return self._short(folded)
        if (
            len(folded) <= 3
            and found
            and not words.strip().lstrip("@").isupper()
            and folded not in {fold_name(a) for p in found for a in p.aliases}
        ):
            # "so" is a word, "SO" is Steve Olson: initials count in capitals, short names as they stand in the name
            found = tuple(p for p in found if folded in fold_name(p.name).split())
        exact = tuple(person for person in found if fold_name(person.name) == folded)
        return exact or found

    def _short(self, folded: str) -> tuple[Person, ...]:
        """Whom a short form of a first name means ("Tiff" for Tiffany), where it can be one person only."""
        if len(folded) == 1:
            people = tuple(person for person, parts in self._names if parts[0].startswith(folded))
            return people if len(people) == 1 else ()
        if len(folded) < 3 or " " in folded or (folded in common_words() and folded not in GIVEN_NAMES):
            return ()
        long = NICKNAMES.get(folded, ())
        people = tuple(person for person, parts in self._names if parts[0].startswith(folded) or parts[0] in long)
        if not people and len(folded) == 3:  # "JBR" for Joseph Rickert: the middle name is not on the roster
            ends = [folded[0], folded[2]]
            people = tuple(person for person, parts in self._names if [part[0] for part in parts] == ends)
        return people if len(people) == 1 else ()

    @cached_property
    def author(self) -> str | None:
        """Who wrote the notes, where they say so: "I" outside of speech."""
        if self.signed:
            return self.signed
        writers = [
            person.name
            for person in self.people
            if person.role and re.search(r"author|writer|notes|minutes", person.role, re.I)
        ]
        return writers[0] if len(writers) == 1 else None

    def is_person(self, words: str) -> bool:
        """Whether `words` look like somebody: on the roster, a handle, or a capitalised name that is no common word."""
        stripped = words.strip()
        if not stripped:
            return False
        if any(stripped in person.aliases for person in self.people):
            return True  # a handle as it is written: "miro to set up a poll"
        if self.known(stripped):
            return stripped[0].isupper() or stripped[0] == "@" or stripped.casefold() not in self.common
        if stripped[0] == "@":
            return _CALLED_OUT.fullmatch(stripped) is not None
        return stripped.casefold() in self.called or self.name_shaped(stripped)

    def name_shaped(self, words: str) -> bool:
        """Whether words off the roster have a name's shape: one to three capitalised words, none of them common."""
        parts = re.sub(r"(?<=\w)\.(?=\w)", ". ", _TITLE.sub("", words)).split()
        titled = bool(_TITLE.match(words))
        if not 1 <= len(parts) <= 3:
            return False
        for part in parts:
            bare = part.rstrip(".")
            if len(bare) == 1 and bare.isupper() and part is not parts[0]:
                continue  # "Ramin A"
            if not bare[:1].isupper() or not re.fullmatch(r"[^\W\d_][^\W\d_'’-]*", bare):
                return False
            if titled:
                continue
            word = bare.casefold()
            if word in NOT_NAMES or word in self.common or (len(parts) == 1 and word in common_words()):
                return False
            if bare is parts[0] and word in common_words() and word not in GIVEN_NAMES:
                return False  # "Connect Xray"
            if bare.isupper() and len(bare) > 3:
                return False
            if len(parts) == 1 and ENDS_AS_NOUN.search(word):
                return False  # "Continuation", "Onboarding"
            if (
                any(c.isupper() for c in bare[1:-1])
                and not bare.isupper()
                and not re.match(r"(?:Mc|Mac|O['’]|De|La|Le|Di|Van|D['’])", bare)
                and "-" not in bare
            ):
                return False  # GitHub, OpenCue
        return True

    def split(self, words: str) -> tuple[str, ...]:
        """The single owners' words in a list of them: "Tom, Ana and I", "Brian/Jory", "@a @b"."""
        return self.once("split", words, self._split)

    def _split(self, words: str) -> tuple[str, ...]:
        handles = "@" in words
        if (words.endswith("_") and self.known(words)) or (handles and _TEAM.fullmatch(words.strip())):
            return (words.strip(),)  # a nick, and no emphasis
        cleaned = _BESIDE.sub(" ", words).strip(" \t.:;-–—*_[]()")
        if handles and _HANDLE.search(cleaned) and not _SEPARATOR.search(cleaned):
            cleaned = re.sub(r"\s+(?=@)", ", ", cleaned)
        return tuple(
            part.strip(" .:;*_[]()") for part in _SEPARATOR.split(cleaned) if part and part.strip(" .:;*_[]()")
        )

    def resolve(self, words: str, speaker: str | None = None) -> tuple[str, ...]:
        """The owners whom `words` name, each in the fullest form that the notes give; () for nobody.

        `speaker` is whom "I" and "me" mean. Words that could mean several people of the roster stay as written.
        """
        if words.strip(" .*_()[]").casefold() in NOBODY:
            return ()  # "N/A" is not N and A
        owners: list[str] = []
        for said in self.split(words):
            for owner in self._one(said, speaker):
                if owner not in owners:
                    owners.append(owner)
        return tuple(owners)

    def _one(self, said: str, speaker: str | None) -> tuple[str, ...]:
        folded = said.casefold().strip("@ ")
        if folded in NOBODY or folded.strip("?") in {"", "who"} or not folded:
            return ()
        if folded in EVERYBODY or re.sub(r"^the ", "", folded) in EVERYBODY:
            return ("all",)
        if folded in {"i", "me", "myself", "i'll", "my"}:
            speaker = speaker or self.author
            return self.resolve(speaker) if speaker else ()
        people = self.known(said)
        if len(people) == 1:
            return (people[0].name,)
        if not people:
            bare = re.sub(r"^(?:the|our)\s+", "", said, flags=re.IGNORECASE)
            holders = self._by_role.get(fold_name(bare), ()) or tuple(
                person
                for person in self.people
                if person.role
                and ROLE.fullmatch(bare)
                and _is_called(fold_name(person.role).split(), fold_name(bare).split())
            )
            if len(holders) == 1:
                return (holders[0].name,)
            if bare != said or ROLE.fullmatch(said):
                return (bare,)
            titled = _TITLE.sub("", said)
            return (self._called_in_full(titled) or titled.lstrip("@"),)
        return (said.lstrip("@"),)

    def _called_in_full(self, said: str) -> str:
        """The one name called out in the notes that `said` is short for ("Tiff": Tiffany, "R": Richel), or ""."""
        folded = fold_name(said)
        if not said[:1].isupper() or " " in folded or len(folded) == 2 or folded in common_words():
            return ""
        full = {
            name
            for known, name in self.called.items()
            if known != folded and (known.startswith(folded) or known in NICKNAMES.get(folded, ()))
        }
        return full.pop() if len(full) == 1 else ""

    def doubt(self, words: str) -> str | None:
        """A sentence naming the people whom one of `words` could mean, or None when all are clear."""
        for said in self.split(words):
            people = self.known(said)
            if len(people) > 1:
                names = " or ".join(person.name for person in people[:4])
                return f'"{said}" could be {names}'
        return None

    def owners_only(self, words: str) -> bool:
        """Whether `words` are nothing but owners: people, handles, roles, everybody, nobody ("??")."""
        return self.once("owners", words, self._owners_only)

    def _owners_only(self, words: str) -> bool:
        parts = self.split(words)
        if not parts:
            return words.strip(" ()[]") in NOBODY
        owners = [part for part in parts if self._is_owner(part)]
        beside = [part for part in parts if part[0].isupper() and part.casefold() in GIVEN_NAMES]  # "Mark & Jamie"
        return len(parts) <= 10 and bool(owners) and all(part in owners or part in beside for part in parts)

    def _is_owner(self, part: str) -> bool:
        return self.once("owner", part, self._owns)

    def _owns(self, part: str) -> bool:
        folded = part.casefold()
        return folded in EVERYBODY or folded in NOBODY or folded == "i" or self.is_person(part) or is_role(part)


def _is_called(role: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a role can be meant by these words: "PM" or "Dev" for a manager or developer, "company secretary"."""
    if len(said) == 1 < len(role) and said[0] == "".join(word[0] for word in role):
        return True
    short = all(any(word.startswith(part) and len(part) >= 3 for word in role) for part in said)
    return short or set(role) <= set(said)
