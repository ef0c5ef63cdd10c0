"""Part dictated text, which has no full stops and no capitals, where a speaker begins anew: "um so ben will order it".

Only paragraphs with hardly any punctuation are parted: before words that join ("and then", "okay so"), before somebody
with a verb of duty ("jovana will book", "theo takes"), and before "I" with one. A word that English notes use is no
name. Each part keeps its place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import GIVEN_NAMES, NOT_NAMES, common_words
from extractor.model import Block, Kind
from extractor.readers.taken_on import part_of

FEWEST_WORDS = 30  # of a paragraph that may be dictated
FEWEST_IN_PART = 3  # words: "so", "also" and the like are the start of what follows
MARKS_PER_WORD = 1 / 40  # of punctuation, at most
MAX_LENGTH = 20_000  # characters of a paragraph that is parted
_MARK = expression(r"[.?!;:,](?=\s|$)")
_CAPITAL = expression(r"\b[A-Z][a-z]")
# Words that lead into a clause of the same sentence.
_WITHIN = expression(
    r"\b(?:that|if|when|while|because|since|as|until|before|after|what|which|who|where|how|whether|said|says|or"
    r"|with|for|to|from|of|by|than|the|a|an|my|our|his|her|their|needs?|wants?|got|find)\s+$",
    re.IGNORECASE,
)
_TOGETHER = expression(r"(?<!\S)(?P<other>[^\W\d_]{2,14})\s+and\s+$")
_WORD = expression(r"[^\W\d_][\w'’-]*")


def with_dictated_parts(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks, dictated paragraphs in parts that hold about a sentence each."""
    found: list[Block] = []
    places: list[int] = []  # of each block that was given: its index in `found`
    for block in blocks:
        parent = places[block.parent] if block.parent is not None and block.parent < len(places) else None
        places.append(len(found))
        placed = block if parent == block.parent else replace(block, parent=parent)
        found += _parts(placed) if _is_dictated(block) else (placed,)
    return tuple(found)


def _is_dictated(block: Block) -> bool:
    """Whether a paragraph, or a turn of nobody known, has the words of several sentences and hardly any marks."""
    is_text = block.kind is Kind.PARAGRAPH or (block.kind is Kind.TURN and not block.speaker)
    if not is_text or block.roster or len(block.text) > MAX_LENGTH:
        return False
    words = len(_WORD.findall(block.text))
    marks = len(_MARK.findall(block.text.rstrip(" .")))
    return words >= FEWEST_WORDS and marks <= MARKS_PER_WORD * words and len(_CAPITAL.findall(block.text)) <= words / 8


def _parts(block: Block) -> Iterator[Block]:
    starts = [0]
    for match in _anew().finditer(block.text):
        start = match.start("start")
        if _begins(match, block.text) and block.text.count(" ", starts[-1], start) >= FEWEST_IN_PART:
            starts.append(start)
    for start, end in pairwise((*starts, len(block.text))):
        if block.text[start:end].strip():
            yield replace(part_of(block, start, end), kind=Kind.PARAGRAPH)


def _begins(match: re.Match[str], text: str) -> bool:
    """Whether a part begins here: with a word that may be a name, and not within a clause ("photos that i will")."""
    start = match.start("start")
    who = match["who"] or ""
    together = _TOGETHER.search(text, max(0, start - 30), start)
    is_within = _WITHIN.search(text, max(0, start - 30), start) is not None
    is_one_of_two = together is not None and _may_be_called(together["other"])  # "marta and dev will ring"
    return start > 0 and not is_within and not is_one_of_two and (not who or _may_be_called(who))


def _may_be_called(word: str) -> bool:
    """Whether a word may be a first name: English notes do not use it."""
    folded = word.casefold()
    return folded not in NOT_NAMES and (folded in GIVEN_NAMES or folded not in common_words())


@cache
def _anew() -> re.Pattern[str]:
    """Return where a speaker begins anew: joining words before a subject, or a first name before a verb of duty."""
    names = "|".join(sorted((re.escape(name) for name in GIVEN_NAMES), key=len, reverse=True))
    join = r"(?:(?:um|uh|er|erm|ok|okay|so|and|then|but|well|now|also|right|anyway|plus)\s){1,6}"
    duty = (
        r"(?:will|['’]ll|to|has\sto|have\sto|should|must|needs\sto|can|is\sgoing\sto|(?:has\s)?agreed|said|says|offered"
        r"|promised|wants|is\s(?!in\b)[a-z]{3,12}ing|takes|rings|calls|sends|gets|brings|books|orders|does|buys|makes"
        r"|writes|checks|asks|tells|fetches|sorts|looks|prints|pays|emails|texts)"
    )
    own = (
        r"i(?:['’]ll\s|\s(?:will|need\sto|have\sto|should|must|can|said\s(?:that\s)?i|promised|agreed|am\sgoing\sto)\s)"
    )
    return re.compile(
        rf"(?<!\S)(?P<start>{join}(?=(?:i|i['’]ll|i['’]m|we|we['’]ll|you|he|she|they|it|that|there|the|this|next|first"
        rf"|somebody|someone|nobody|everybody|everyone|(?:{names})(?=\s))\b)"
        rf"|(?P<who>{names}|[^\W\d_]{{2,14}})\s(?=(?:also\s|still\s)?{duty}\s)|(?={own})"
        rf"|(?=(?:the|our)\snext\smeeting\s(?:is|will)\b|(?:somebody|someone|nobody)\s(?:needs?|has|will|to)\s"
        rf"|we\s(?:still\s)?(?:need|must|have\sto)\s))",
        re.IGNORECASE,
    )
