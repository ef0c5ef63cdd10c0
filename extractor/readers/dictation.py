"""Part dictated text, which has no full stops and no capitals, where a speaker begins anew: "um so ben will order it".

Only paragraphs with hardly any punctuation are parted, before words that join ("and then", "okay so") or a first name
with a verb of duty. Each part keeps its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import GIVEN_NAMES
from extractor.model import Block, Kind
from extractor.readers.taken_on import part_of

FEWEST_WORDS = 30  # of a paragraph that may be dictated
MARKS_PER_WORD = 1 / 40  # of punctuation, at most
MAX_LENGTH = 20_000  # characters of a paragraph that is parted
_MARK = expression(r"[.?!;:,](?=\s|$)")
_CAPITAL = expression(r"\b[A-Z][a-z]")
_WORD = expression(r"[^\W\d_][\w'’-]*")


def with_dictated_parts(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, dictated paragraphs in parts that hold about a sentence each."""
    found: list[Block] = []
    places: list[int] = []  # of each block that was given: its index in `found`
    for block in blocks:
        parent = places[block.parent] if block.parent is not None and block.parent < len(places) else None
        places.append(len(found))
        found += _parts(replace(block, parent=parent)) if _is_dictated(block) else (replace(block, parent=parent),)
    return tuple(found)


def _is_dictated(block: Block) -> bool:
    """Whether a paragraph has the words of several sentences and hardly any marks or capitals."""
    if block.kind is not Kind.PARAGRAPH or block.roster or len(block.text) > MAX_LENGTH:
        return False
    words = len(_WORD.findall(block.text))
    marks = len(_MARK.findall(block.text.rstrip(" .")))
    return words >= FEWEST_WORDS and marks <= MARKS_PER_WORD * words and len(_CAPITAL.findall(block.text)) <= words / 8


def _parts(block: Block) -> Iterator[Block]:
    starts = [
        0,
        *(match.start("start") for match in _anew().finditer(block.text) if match.start("start")),
        len(block.text),
    ]
    for start, end in pairwise(starts):
        if block.text[start:end].strip():
            yield part_of(block, start, end)


@cache
def _anew() -> re.Pattern[str]:
    """Return where a speaker begins anew: joining words before a subject, or a first name before a verb of duty."""
    names = "|".join(sorted((re.escape(name) for name in GIVEN_NAMES), key=len, reverse=True))
    join = r"(?:(?:um|uh|er|erm|ok|okay|so|and|then|but|well|now|also|right|anyway|plus)\s){1,6}"
    duty = (
        r"(?:will|['’]ll|to|has\sto|have\sto|should|must|needs\sto|can|is\sgoing\sto|said|says|agreed|offered|promised)"
    )
    return re.compile(
        rf"(?<!\S)(?P<start>{join}(?=(?:i|i['’]ll|i['’]m|we|we['’]ll|you|he|she|they|it|that|there|the|this|next|first"
        rf"|somebody|someone|nobody|everybody|everyone|(?:{names})(?=\s))\b)"
        rf"|(?:{names})\s(?=(?:also\s|still\s)?{duty}\s)|(?=(?:the|our)\snext\smeeting\s(?:is|will)\b))",
        re.IGNORECASE,
    )
