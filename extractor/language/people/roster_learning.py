"""Learn the people of the notes: those that they list, and those that the text names as owners."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.language.lexicon import verb_classes
from extractor.language.patterns import sections
from extractor.language.people.name_lists import (
    ENDS_AS_NOUN,
    GIVEN_NAMES,
    NICKNAMES,
    NOBODY,
    NOT_NAMES,
    common_words,
    fold_name,
)
from extractor.language.people.names import PARTICLES
from extractor.language.people.roster import Roster
from extractor.language.people.small_names import small_names
from extractor.language.people.writers import writers
from extractor.model import Block, Kind, Person

_CALLED = expression(
    r"""(?<![\w@/.-])(?P<name>[A-Z][a-z’'-]+|[A-Z]{2,3})\b(?:\ [A-Z][\w.]*)?\s+
        (?:will|said|says|asked|agreed|suggested|mentioned|noted|reported|offered|volunteered|proposed|thinks
            |has\ been|is\ going|was\ going|explained|presented|'ll|’ll)\b""",
    re.VERBOSE,
)


# A name before or behind the work of a line: "Cath: update the page", "The writeup: Cath", "The writeup (Cath)".
_BESIDE_WORK = expression(
    r"^\W*(?=(?P<name>[A-Z][a-z’'-]+)\s?:\s+\w)|(?<=:\s)(?=(?P<tail>[A-Z][a-z’'-]+)\W*$)|(?<=\()(?=(?P<aside>[A-Z][a-z’'-]+)\)\W*$)"
)
_OFTEN = 2  # lines of that kind that make a word a name


# Where the lines of a list of work may name their owners; all lines of a list do so at the same place.
_PARTICLE = rf"(?:\ (?:{'|'.join(sorted(PARTICLES))})(?=\ )){{0,2}}"
_NAME = rf"(?P<who>@?[^\W\d_][\w'’-]{{0,40}}(?:{_PARTICLE}\ [A-Z][\w'’.-]{{0,40}})?)"
_OWNERS_AT_START = (
    expression(rf"\W{{0,4}}{_NAME}(?:\s?:|\s[-–—]|\t|\s{{3}})\s*+\w"),
    expression(rf"\W{{0,4}}{_NAME}\s(?:(?:to|will)\s[a-z]|[a-z]+s\s)"),
)
_BEFORE_VERB = expression(rf"\W{{0,4}}{_NAME}\s(?P<verb>[a-z]{{2,20}})\s\S")
_OWNER_AT_END = expression(rf"(?:[,:]|\s[-–—]|[-=]>|→|[(\[]|\t|\s{{3}}|\s\.{{3,9}}|\sby)\s{{0,40}}{_NAME}[)\]]?\W*$")
_END_LENGTH = 60  # characters at the end of a line in which it may name its owner
_AGREED = 0.6  # share of the lines of a list that must name an owner at the same place


def _named_by_lists(blocks: Sequence[Block], roster: Roster) -> dict[str, str]:
    """Return the names that the lines of lists of work have at the same place ("Cath: ...", "Bo: ...").

    The keys are the names in lower case, the values the names as written.
    """
    lists: dict[tuple[object, ...], list[Block]] = {}
    for block in blocks:
        if block.kind in _LINES and not block.roster and "actions" in map(sections.section_kind, block.section):
            lists.setdefault((block.kind, block.section, block.parent), []).append(block)
    names = _named_below(blocks, roster)
    for lines in lists.values():
        for words_at_place in _words_by_place(lines):
            listed = [words for words in words_at_place if roster.known(words) or _may_be_called(words)]
            if len(set(listed)) > 1 and len(listed) >= _AGREED * len(lines):
                names.update((name.casefold(), name) for name in listed)
    return names


def _words_by_place(lines: Sequence[Block]) -> list[list[str]]:
    """Return, for each place of a line that may name its owner, the words that the lines have there."""
    matches = [[pattern.match(line.text) for line in lines] for pattern in _OWNERS_AT_START]
    matches.append([match if match and _is_order(match["verb"]) else None for match in map(_before_verb, lines)])
    matches.append([_OWNER_AT_END.search(line.text, max(0, len(line.text) - _END_LENGTH)) for line in lines])
    words = [[match["who"] for match in at_place if match] for at_place in matches]
    words.append([line.text[slice(*span)].strip(" :,") for line in lines for span in line.strong[:1]])
    return words


def _before_verb(line: Block) -> re.Match[str] | None:
    """Match a line that begins with what may be a name and a verb: "Wim get a quote"."""
    return _BEFORE_VERB.match(line.text)


def _is_order(verb: str) -> bool:
    """Whether a word is a verb as orders have it: "get", and neither "gets" nor "got"."""
    classes, form = verb_classes(verb)
    return bool(classes) and form == "base"


def _named_below(blocks: Sequence[Block], roster: Roster) -> dict[str, str]:
    """Return the names that stand alone under the entries of a list: "- Data dictionary", and below it "Dan".

    The keys are the names in lower case, the values the names as written.
    """
    below: dict[int, list[str]] = {}
    for block in blocks:
        if block.parent is not None:
            below.setdefault(block.parent, []).append(block.text)
    lists: dict[tuple[object, ...], list[int]] = {}
    for index, block in enumerate(blocks):
        if block.kind in _LINES and not block.roster:
            lists.setdefault((block.section, block.parent), []).append(index)
    names: dict[str, str] = {}
    for entries in lists.values():
        alone = [below[index][0] for index in entries if len(below.get(index, ())) == 1]
        listed = {words for words in alone if roster.name_shaped(words)}
        if len(listed) >= 3 and len(listed) >= _AGREED * len(entries):
            names.update((name.casefold(), name) for name in listed)
    return names


_LINES = frozenset({Kind.BULLET, Kind.BOX, Kind.PARAGRAPH})


def _may_be_called(words: str) -> bool:
    """Whether words could be a name, in capitals or not: none of them is a common word."""
    return all(
        part.isalpha()
        and len(part) > 1
        and part.casefold() not in (NOT_NAMES | NOBODY) - {"jan"}  # a month, but not before or behind work
        and part.casefold() not in common_words() - GIVEN_NAMES
        and not ENDS_AS_NOUN.search(part)
        for part in words.lstrip("@").split()
        if part not in PARTICLES
    )


_WORD = expression(r"(?<![\w@/.-])[^\W\d_][\w’'-]*")


def _full_names(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the names of which the notes give work to a short form: "Tiffany made the plan", "Tiff to count plugs"."""
    given = (match["name"].casefold() for block in blocks for match in _GIVEN_SHORT.finditer(block.text))
    short = set(given) - common_words()
    if short:
        for block in blocks:
            yield from (match["name"] for match in _TELLS_OF.finditer(block.text) if _is_full(match["name"], short))


def _is_full(name: str, short: Set[str]) -> bool:
    """Whether a name is longer than one of the short forms; "Sam" is Samuel or Samantha, and not Samsung."""
    folded = name.casefold()
    if folded in common_words():
        return False
    starts = (folded[:size] for size in range(_LEAST_SHORT, len(folded) - 1))
    return any(start in short and folded in NICKNAMES.get(start, (folded,)) for start in starts)


_LEAST_SHORT = 3  # letters
_GIVEN_SHORT = expression(r"\b(?P<name>[A-Z][a-z]{2,5})(?=(?:\s(?:&|and)\s[A-Z]\w+)?\s(?:to|will)\s[a-z]|:\s\S)")
_TELLS_OF = expression(r"\b(?P<name>[A-Z][a-z]{4,14})(?=\s(?:and\s[A-Z]\w+\s)?[a-z]+(?:ed|s)\b|['’]s\b|:\s)")


def learn(blocks: Sequence[Block], people: Iterable[Person]) -> Roster:
    """Return the roster of these notes: their people, the words that they write in lower case, the owners they name.

    Args:
        blocks: the blocks of the notes.
        people: the people whom the notes list.
    """
    lower_case: Counter[str] = Counter()
    capitalised: Counter[str] = Counter()
    called: Counter[str] = Counter()
    for block in blocks:
        words = _WORD.findall(block.text)
        lower_case.update(word.casefold() for word in words if word[0].islower())
        if block.kind is not Kind.HEADING:
            inside = (
                words[1:] if words and block.text.startswith(words[0]) else words
            )  # the first word has a capital anyway
            capitalised.update(word.casefold() for word in inside if not word[0].islower())
        called.update({match["name"]: _OFTEN for match in _CALLED.finditer(block.text)})
        if block.kind is not Kind.TURN and (":" in block.text or "(" in block.text):
            matches = _BESIDE_WORK.finditer(block.text)
            called.update(match["name"] or match["tail"] or match["aside"] for match in matches)
    people = tuple(people)
    names = {part for person in people for part in fold_name(person.name).split()} - common_words()  # "bob to call Ana"
    lower_case_names = small_names(blocks)
    common = {word for word, count in lower_case.items() if count > capitalised[word] or count > 2}
    roster = Roster(people, frozenset(common - names - lower_case_names))
    often = {name.casefold(): name for name, count in called.items() if count >= _OFTEN and roster.name_shaped(name)}
    small = {name: name for name in lower_case_names if not roster.known(name)}
    named = small | _named_by_lists(blocks, roster) | often
    full = {name.casefold(): name for name in _full_names(blocks) if not roster.known(name)}
    return replace(roster, called=full | named, wrote=writers(blocks, people))
