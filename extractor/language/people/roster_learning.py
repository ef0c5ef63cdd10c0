"""Learn the people of the notes: those listed, and those whom the text uses as owners."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.common.lazy_regex import expression
from extractor.language.patterns import sections
from extractor.language.people.name_lists import ENDS_AS_NOUN, GIVEN_NAMES, NOBODY, NOT_NAMES, common_words, fold_name
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Person

_CALLED = expression(
    r"""(?<![\w@/.-])(?P<name>[A-Z][a-z’'-]+|[A-Z]{2,3})\b(?:\ [A-Z][\w.]*)?\s+
        (?:will|said|says|asked|agreed|suggested|mentioned|noted|reported|offered|volunteered|proposed|thinks
            |has\ been|is\ going|was\ going|explained|presented|'ll|’ll)\b""",
    re.VERBOSE,
)


# "Cath: update the page", "The writeup: Cath", "The writeup (Cath)", in two lines or more: somebody who has work
_WORN = expression(
    r"^\W*(?=(?P<name>[A-Z][a-z’'-]+)\s?:\s+\w)|(?<=:\s)(?=(?P<tail>[A-Z][a-z’'-]+)\W*$)|(?<=\()(?=(?P<aside>[A-Z][a-z’'-]+)\)\W*$)"
)
_OFTEN = 2


# Where the lines of a list wear their owners; the lines of one list do it alike.
_NAME = r"(?P<who>@?[^\W\d_][\w'’-]*(?:\ [A-Z][\w'’.-]*)?)"
_BEGIN_LISTS = (
    expression(rf"\W{{0,4}}{_NAME}(?:\s?:|\s[-–—]|\t|\s{{3,}})\s*\w"),
    expression(rf"\W{{0,4}}{_NAME}\s(?:(?:to|will)\s[a-z]|[a-z]+s\s)"),
)
_ENDS_LISTS = expression(rf"(?:[,:]|\s[-–—]|[-=]>|→|[(\[]|\t|\s{{3,}}|\s\.{{3,}}|\sby)\s*{_NAME}[)\]]?\W*$")
_NAMED_IN = 60  # characters from the end of a line in which it names who owns it
_AGREED = 0.6  # of a list's lines


def _named_by_lists(blocks: Sequence[Block], roster: Roster) -> dict[str, str]:
    """The names that the lines of lists of work wear alike, folded: as written ("Cath: ...", "Bo: ...", "Lin: ...")."""
    lists: dict[tuple[object, ...], list[Block]] = {}
    for block in blocks:
        if block.kind in _LINES and not block.roster and "actions" in map(sections.section_kind, block.section):
            lists.setdefault((block.kind, block.section, block.parent), []).append(block)
    named = _named_below(blocks, roster)
    for lines in lists.values():
        wearings = [[pattern.match(line.text) for line in lines] for pattern in _BEGIN_LISTS]
        wearings.append([_ENDS_LISTS.search(line.text, max(0, len(line.text) - _NAMED_IN)) for line in lines])
        worn = [[found["who"] for found in wearing if found] for wearing in wearings]
        worn.append([line.text[slice(*span)].strip(" :,") for line in lines for span in line.strong[:1]])
        for words in worn:
            names = [name for name in words if roster.known(name) or _may_be_called(name)]
            if len(set(names)) > 1 and len(names) >= _AGREED * len(lines):
                named.update((name.casefold(), name) for name in names)
    return named


def _named_below(blocks: Sequence[Block], roster: Roster) -> dict[str, str]:
    """The names that stand alone under each entry of a list, folded: as written ("- Data dictionary", below "Dan")."""
    below: dict[int, list[str]] = {}
    for block in blocks:
        if block.parent is not None:
            below.setdefault(block.parent, []).append(block.text)
    lists: dict[tuple[object, ...], list[int]] = {}
    for index, block in enumerate(blocks):
        if block.kind in _LINES and not block.roster:
            lists.setdefault((block.section, block.parent), []).append(index)
    named: dict[str, str] = {}
    for entries in lists.values():
        alone = [below[index][0] for index in entries if len(below.get(index, ())) == 1]
        names = {words for words in alone if roster.name_shaped(words)}
        if len(names) >= 3 and len(names) >= _AGREED * len(entries):
            named.update((name.casefold(), name) for name in names)
    return named


_LINES = frozenset({Kind.BULLET, Kind.BOX, Kind.PARAGRAPH})


def _may_be_called(words: str) -> bool:
    """Whether words could be somebody's name, however they are written: no word that notes use otherwise."""
    return all(
        part.isalpha()
        and len(part) > 1
        and part.casefold() not in NOT_NAMES | NOBODY
        and part.casefold() not in common_words() - GIVEN_NAMES
        and not ENDS_AS_NOUN.search(part)
        for part in words.lstrip("@").split()
    )


_WRITTEN = expression(r"(?<![\w@/.-])[^\W\d_][\w’'-]*")


def learn(blocks: Sequence[Block], people: Iterable[Person]) -> Roster:
    """The roster of these notes: their people, the words they write in lower case, the names they call out."""
    small: list[str] = []
    capitalised: list[str] = []
    called: Counter[str] = Counter()
    for block in blocks:
        words = _WRITTEN.findall(block.text)
        small += [word.casefold() for word in words if word[0].islower()]
        if block.kind is not Kind.HEADING:
            inside = words[1:] if words and block.text.startswith(words[0]) else words  # all but the one that opens it
            capitalised += [word.casefold() for word in inside if not word[0].islower()]
        called.update({found["name"]: _OFTEN for found in _CALLED.finditer(block.text)})
        if block.kind is not Kind.TURN and (":" in block.text or "(" in block.text):
            called.update(found["name"] or found["tail"] or found["aside"] for found in _WORN.finditer(block.text))
    signed = _signature(blocks, people := tuple(people))
    lower, upper = Counter(small), Counter(capitalised)
    names = {part for person in people for part in fold_name(person.name).split()} - common_words()  # "bob to call Ana"
    common = frozenset(word for word, count in lower.items() if count > upper[word] or count > 2) - names
    roster = Roster(people, common)
    often = {name.casefold(): name for name, count in called.items() if count >= _OFTEN and roster.name_shaped(name)}
    return Roster(people, common, _named_by_lists(blocks, roster) | often, signed)


def _signature(blocks: Sequence[Block], people: tuple[Person, ...]) -> str | None:
    """Who signed the notes: a last line that is one person of the roster and nothing else ("-- Tom")."""
    last = next((block for block in reversed(blocks) if re.search(r"\w", block.text)), None)
    if last is None or last.roster or len(last.text.split()) > 5 or last.kind is not Kind.PARAGRAPH:
        return None
    words = re.sub(r"(?i)^\W*(?:best|cheers|thanks|regards|yours|signed)?\W*", "", last.text).strip(" .")
    found = Roster(people).known(words)
    return found[0].name if len(found) == 1 else None
