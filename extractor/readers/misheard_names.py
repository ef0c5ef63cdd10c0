"""Names as a recogniser of speech mishears them ("Lamari" for Limari), matched to the speakers where one only is meant.

A capitalised word inside a sentence that is nobody's name and no word of English becomes an alias of the speaker whose
given name it is nearest to, if no other speaker's is as near. Distances are counted by rapidfuzz.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import common_words
from extractor.language.people.names import NOT_NAMES
from extractor.model import Block, Kind, Person

MIN_LENGTH = 5  # letters; Jan and Jane, Marc and Mark are two people
MAX_EDITS = 1  # edits between the names; two for names of LONG letters
LONG = 8
CALLED = expression(r"(?:(?<=[\w,] )|^)([A-Z][a-zà-öø-ÿ]{4,20})(?=[,.?!]|\s|['’]s\b|$)")


def with_misheard(people: Sequence[Person], blocks: Sequence[Block]) -> tuple[Person, ...]:
    """The people, the speakers among them with the names that the transcript calls them by mistake as aliases."""
    spoken = [block.text for block in blocks if block.kind is Kind.TURN]
    if not spoken or not people:
        return tuple(people)
    known = {part.lower() for who in people for form in (who.name, *who.aliases) for part in form.split()}
    words = {found[1] for text in spoken for found in CALLED.finditer(text)}
    lower = {word for text in spoken for word in re.findall(r"(?<![\w'’-])[a-z]{5,}(?![\w-])", text)}
    aliases: dict[int, list[str]] = {}
    for word in sorted(words):
        small = word.lower()
        if small in known or small in NOT_NAMES or small in common_words() or small in lower:
            continue
        at = _whose(small, people)
        if at is not None:
            aliases.setdefault(at, []).append(word)
    return tuple(
        replace(who, aliases=(*who.aliases, *aliases[at])) if at in aliases else who for at, who in enumerate(people)
    )


def edit_distance() -> Callable[..., int]:
    """The Damerau-Levenshtein distance of two words, in edits; RapidFuzz is loaded with the first call."""
    from rapidfuzz.distance import DamerauLevenshtein

    return DamerauLevenshtein.distance


def _whose(word: str, people: Sequence[Person]) -> int | None:
    """The index of the one person whose given name `word` must be meant for, or None."""
    distance_of = edit_distance()
    found: list[tuple[int, int]] = []
    for at, who in enumerate(people):
        given = who.name.split()[0].lower()
        if who.present is False or min(len(given), len(word)) < MIN_LENGTH:
            continue
        allowed = MAX_EDITS + (min(len(given), len(word)) >= LONG)
        distance = distance_of(word, given, score_cutoff=allowed)
        if distance <= allowed:
            found.append((distance, at))
    found.sort()
    if not found or (len(found) > 1 and found[1][0] == found[0][0]):
        return None
    # Martin and Martina, Joann and Joanne are two people; a mishearing seldom stops short of the end
    given = people[found[0][1]].name.split()[0].lower()
    return None if given.startswith(word) or word.startswith(given) else found[0][1]
