"""Match names that speech recognition misspelt ("Lamari" for Limari) to the speakers.

A capitalised word inside a sentence that is neither a known name nor an English word becomes an alias of the speaker
whose given name is nearest to it, if no other speaker's is as near.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import common_words
from extractor.language.people.names import NOT_NAMES
from extractor.model import Block, Kind, Person

MIN_LENGTH = 5  # letters; of shorter names a small difference makes another name: Jan and Jane, Marc and Mark
MAX_EDITS = 1  # edits between the names; one more for names of LONG letters
LONG = 8  # letters
CALLED = expression(r"(?:(?<=[\w,] )|^)([A-Z][a-zà-öø-ÿ]{4,20})(?=[,.?!]|\s|['’]s\b|$)")


def with_misheard(people: Sequence[Person], blocks: Sequence[Block]) -> tuple[Person, ...]:
    """Return the people, with the misspelt forms of their names that the turns hold as aliases."""
    spoken = [block.text for block in blocks if block.kind is Kind.TURN]
    if not spoken or not people:
        return tuple(people)
    name_parts = {part.lower() for who in people for form in (who.name, *who.aliases) for part in form.split()}
    lower_case = {word for text in spoken for word in re.findall(r"(?<![\w'’-])[a-z]{5,}(?![\w-])", text)}
    aliases: dict[int, list[str]] = {}
    for word in sorted({match[1] for text in spoken for match in CALLED.finditer(text)}):
        small = word.lower()
        if small in name_parts or small in NOT_NAMES or small in common_words() or small in lower_case:
            continue
        index = _nearest_person(small, people)
        if index is not None:
            aliases.setdefault(index, []).append(word)
    return tuple(
        replace(who, aliases=(*who.aliases, *aliases[index])) if index in aliases else who
        for index, who in enumerate(people)
    )


def edit_distance() -> Callable[..., int]:
    """Return the function for the Damerau-Levenshtein distance of two words, in edits; loads RapidFuzz when called."""
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance


def _nearest_person(word: str, people: Sequence[Person]) -> int | None:
    """Return the index of the person whose given name is nearest to `word`; None if none or several are near."""
    distance_of = edit_distance()
    matches: list[tuple[int, int]] = []  # distance, index
    for index, who in enumerate(people):
        given = who.name.split()[0].lower()
        shorter = min(len(given), len(word))
        if who.present is False or shorter < MIN_LENGTH:
            continue
        allowed = MAX_EDITS + (shorter >= LONG)
        distance = distance_of(word, given, score_cutoff=allowed)
        if distance <= allowed:
            matches.append((distance, index))
    matches.sort()
    if not matches or (len(matches) > 1 and matches[1][0] == matches[0][0]):
        return None
    index = matches[0][1]
    given = people[index].name.split()[0].lower()
    # Martin and Martina, Joann and Joanne are different people; a misspelt name seldom lacks only its end.
    return None if given.startswith(word) or word.startswith(given) else index
