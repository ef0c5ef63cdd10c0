"""Cut a line where somebody takes on work behind another matter: "The wood is in a poor state – TD & AV to inspect".

The part behind the cut becomes an entry below the first, so that each is read by itself and the second has the first as
its topic. Only people of the notes begin such a part, which keeps the place of its words in the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import common_words
from extractor.language.people.names import initials_of, is_name
from extractor.language.people.roles import OFFICE, is_role
from extractor.model import Block, Kind, Person

MAX_FORMS = 300  # of the names of the people, so that a list of a congress stays quick
MAX_LABELLED = 160  # characters of a line whose second sentence may name its owner: "It is late. Ana - call them"
MAX_LINE = 250  # characters of a line that is cut
# Verbs that only say that something is done about what stands before them: "Hedge – AV to action".
_EMPTY = frozenset(
    """action do progress follow pursue chase handle complete note deal take own lead look arrange organise organize
    finalise finalize resolve address manage continue liaise investigate""".split()
)
_TELLS = expression(r"\b(?:is|are|was|were|has|have|had|isn['’]t|not|needs?|leaks?|broken|failed)\b", re.I)
_NAMES_THING = expression(r"^\W*(?:the|our|this|that|these|those|an?|some|two|three|several|no)\s", re.I)
_COMMITS = expression(r"\b(?:to|will|should|must)\s[a-z]|\b(?:action|todo)\b", re.I)
# A text without this holds no match of `_pattern`, whatever the names.
_MAY_CUT = (  # a sign, and what must stand somewhere behind the first such sign
    (expression(r"\s[-–—]{1,2}\s|[-=]>|→|,\s"), expression(r"\s(?:to|will)\s[a-z]{2}")),
    (expression(r"[.!?]\s"), expression(r"[-–—:]\s")),
)
# "Council directed staff to return with a study", "M/S/C (Diaz/Patel) to authorize the City Attorney to send a letter"
_DIRECTED = expression(
    r"\b(?:direct|instruct|authori[sz]e|task)(?:ed|d|s)?\s(?P<who>(?:the\s|our\s)?[A-Za-z][\w'’-]{1,30}"
    r"(?:\s[A-Z][\w'’-]{1,30}){0,3})\s(?=to\s[a-z])"
)
# "By Friday, Ana to send the agenda": what stands before is no matter of its own.
_SETTING = expression(
    r"^\W*(?:by|before|on|until|at|in|for|if|when|once|after|then|so|as|since|while|during|with|for|from)\b",
    re.IGNORECASE,
)
_STOP = expression(r"[.!?:]\s")
_GOES_ON = (
    r"(?:still\s|also\s|then\s|both\s|now\s|please\s)?(?:to|will|is\sto|are\sto)\s(?P<verb>[a-z]{2,})(?P<rest>[^\n]*)"
)


def with_assignments(blocks: Sequence[Block], people: Sequence[Person]) -> tuple[Block, ...]:
    """Return the blocks, those cut in two where one of the people takes on work behind another matter.

    Args:
        blocks: The blocks of the notes.
        people: The people whom the notes name.
    """
    pattern = cache(lambda: _pattern(people))  # compiled where a line may need it: the names of many people take long
    found: list[Block] = []
    places: list[int] = []  # of each block that was given: its index in `found`
    for block in blocks:
        parent = places[block.parent] if block.parent is not None and block.parent < len(places) else None
        places.append(len(found))
        found += _parts(replace(block, parent=parent) if parent != block.parent else block, len(found), pattern)
    return tuple(found)


def _pattern(people: Sequence[Person]) -> re.Pattern[str]:
    """Return what finds the start of such a part; behind an arrow anybody may begin it."""
    forms = sorted({form for person in people for form in _forms(person)}, key=len, reverse=True)[:MAX_FORMS]
    name = rf"(?:{'|'.join(map(re.escape, forms))})(?![\w'’])" if forms else r"(?!)"
    names = rf"{name}(?:\s?(?:/|,|&|\+|\band\b)\s?{name}){{0,4}}"
    stranger = rf"(?P<stranger>{_STRANGER}(?:\s?(?:/|&|\+)\s?{_STRANGER})?)"
    return re.compile(
        rf"(?:(?:\s[-–—]{{1,2}}\s|\s?(?:[-=]>|→)\s?|,\s)(?P<who>{names})|\s?(?:[-=]>|→)\s?{stranger})\s{_GOES_ON}"
        rf"|[.!?]\s(?P<label>{name}(?:\s?(?:/|,|&|\+)\s?{name}){{0,4}})\s?(?:[-–—]\s|:\s)(?=[^\W\d_])"
    )


_STRANGER = r"[A-Z][^\W\d_]{1,15}"  # "SV", "Mette"


def _forms(person: Person) -> Iterator[str]:
    """Yield the forms by which a person is called in such a part, as written."""
    words = person.name.split()
    yield person.name
    yield from (alias for alias in person.aliases if len(alias) > 1)
    if words and len(words[0].rstrip(".")) > 1 and words[0][0].isupper():
        yield words[0]
    if len(words) > 1:
        yield words[-1]
        yield initials_of(person.name)


def _parts(block: Block, index: int, pattern: Callable[[], re.Pattern[str]]) -> Iterator[Block]:
    """Yield a block, or the two parts of it; `index` is where it stands among the blocks."""
    is_text = block.kind in (Kind.BULLET, Kind.PARAGRAPH) and not block.roster and block.speaker is None
    cut = _cut(block.text, pattern) if is_text and len(block.text) <= MAX_LINE else None
    if cut is None:
        yield block
        return
    end, start = cut
    first, second = part_of(block, 0, end), part_of(block, start, len(block.text))
    yield first
    is_behind_sentence = block.text[:end].endswith((".", "!", "?"))
    below = second if is_behind_sentence else replace(second, parent=index, depth=block.depth + 1)
    yield replace(below, kind=Kind.BULLET)


def may_cut(text: str) -> bool:
    """Whether a text holds the signs without which `_cut` finds nothing; costs far less."""
    signs = ((sign.search(text), behind) for sign, behind in _MAY_CUT)
    return any(first is not None and behind.search(text, first.end() - 1) for first, behind in signs)


def _cut(text: str, pattern_of: Callable[[], re.Pattern[str]]) -> tuple[int, int] | None:
    """Return where the first part of a text ends and the second starts; None where it is not cut."""
    told = _DIRECTED.search(text)
    if told is not None and (is_role(told["who"]) or OFFICE.search(told["who"])):
        return told.start("who"), told.start("who")
    if not may_cut(text):
        return None
    for match in pattern_of().finditer(text):
        who = next(group for group in ("label", "stranger", "who") if match[group])
        start = match.start(who)
        if who == "label":
            if len(text) > MAX_LABELLED:
                return None
            return match.start() + 1, start
        if who == "stranger" and not all(map(_may_be_somebody, _BETWEEN.split(match[who]))):
            continue
        before = _SENTENCE.split(text[: match.start()])[-1]
        if len(before.split()) < 2 or any(one.search(before) for one in (_COMMITS, _STOP, _SETTING)):
            continue
        if _SAME_DAY.search(match["rest"]):
            continue  # the day stands in the first part
        has_object = re.search(r"[^\W\d_]{3,}", match["rest"]) is not None and match["verb"] not in _EMPTY
        tells = _TELLS.search(before) or _NAMES_THING.match(before)
        if has_object or (match["verb"] not in _EMPTY and tells):
            return match.start(), start
    return None


def _may_be_somebody(word: str) -> bool:
    """Whether a word behind an arrow is a name or initials: "Mette", "SV"; not "Need"."""
    is_initials = word.isupper() and len(word) < _MAX_INITIALS and word.casefold() not in common_words()
    return is_initials or is_name(word)


_SAME_DAY = expression(r"\b(?:before|by|until|till)\s(?:then|that)\b|\b(?:that|the\ssame)\sday\b", re.I)
_MAX_INITIALS = 4
_BETWEEN = expression(r"\s?[/&+]\s?")
_SENTENCE = expression(r"(?<=[.!?])\s+")


def part_of(block: Block, start: int, end: int) -> Block:
    """Return a block with a part of its text, its lines and spans counted from there."""
    lines = tuple((max(0, at - start), line) for at, line in block.lines if at < end)
    first = max((at for at, (_, line) in enumerate(lines) if block.line_at(start) == line), default=0)
    spans = {
        name: tuple(
            (max(0, one - start), min(other, end) - start) for one, other in value if other > start and one < end
        )
        for name, value in (("strong", block.strong), ("struck", block.struck))
    }
    return replace(
        block,
        text=block.text[start:end].rstrip(),
        line=block.line_at(start),
        end_line=block.line_at(max(start, end - 1)),
        lines=lines[first:],
        strong=spans["strong"],
        struck=spans["struck"],
    )
