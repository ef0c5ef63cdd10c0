"""Collect the sentences around a task, in which its pronouns may be explained: nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.language.disfluency import fluent
from extractor.language.patterns import sections
from extractor.language.speech_acts import act_of
from extractor.language.syntax.sentences import sentences
from extractor.model import Block, Kind, Notes

MAX_TURNS_BEFORE = 6  # turns of a talk that may name what a later turn only points to
MAX_BLOCKS_BEFORE = 3  # blocks of other notes
MAX_TURNS_AFTER = 2
MAX_SENTENCES = 12  # around one task
MAX_SENTENCE_LENGTH = 400  # characters; the memory of the parser grows with a sentence
LOOK_BACK = 1_500  # characters of a block before the task, and behind it, so that long blocks take no longer
MAX_PARENTS = 3  # lines that a line is nested under
MAX_TITLES = 2  # titles of sections, innermost first

_NOT_WORDS = expression(r"https?://\S+|[*_`]")
_LEAD = expression(r"^(?:(?:and|so|but|then|ok|okay|right|well|yeah|also|oh)\b[, ]{1,2})+", re.IGNORECASE)
_ENDS = expression(r"[.!?;]\W*$")


@dataclass(frozen=True, slots=True)
class NearbySentence:
    """A sentence near a task."""

    text: str
    place: str  # "own" sentence, the same "block", a "parent" line, a "title", "sibling" in a list, "before" or "after"
    distance: int  # in sentences from the task; in levels for parents and titles
    same_speaker: bool = False  # said by who says the task
    speaker: str = ""  # another who says it
    force: str = ""  # in talk, what its act is: "request", "promise" ...; "" for none


def nearby_sentences(notes: Notes, candidate: Candidate) -> tuple[NearbySentence, ...]:
    """Return the sentences around a candidate, at most MAX_SENTENCES, each text once."""
    block = notes.blocks[candidate.block]
    by_text: dict[str, NearbySentence] = {}
    own = tuple(_own_block(block, candidate))
    distance = max((sentence.distance for sentence in own if sentence.place == "block"), default=0)
    for sentence in (*own, *_above(notes, block), *_other_blocks(notes, candidate.block, distance)):
        if re.search(r"\w{2}", sentence.text):
            by_text.setdefault(sentence.text, sentence)
            if len(by_text) == MAX_SENTENCES:
                break
    return tuple(by_text.values())


def _own_block(block: Block, candidate: Candidate) -> Iterator[NearbySentence]:
    """Yield what the block says before the task, nearest first, and then two sentences behind it."""
    before = block.text[max(0, candidate.task_start - LOOK_BACK) : candidate.task_start]
    after = block.text[candidate.task_end : candidate.task_end + LOOK_BACK]
    yield from _beside(before, after, block.kind is Kind.TURN)
    for cell in block.cells:
        yield _sentence(cell.text, "own", 0, in_talk=False, same_speaker=True)


@lru_cache(maxsize=64)  # a speech recogniser may repeat a sentence a thousand times
def _beside(before: str, after: str, in_talk: bool) -> tuple[NearbySentence, ...]:
    return tuple(_sentences_beside(before, after, in_talk=in_talk))


def _sentences_beside(before: str, after: str, *, in_talk: bool) -> Iterator[NearbySentence]:
    spans = list(reversed(sentences(before)))
    is_cut = bool(spans) and not _ENDS.search(before)
    for number, (start, end) in enumerate(spans):
        place = "own" if number == 0 and is_cut else "block"
        yield _sentence(before[start:end], place, number + (not is_cut), in_talk=in_talk, same_speaker=True)
    for number, (start, end) in enumerate(sentences(after)[:2]):
        yield _sentence(after[start:end], "after", number + 1, in_talk=in_talk, same_speaker=True)


def _above(notes: Notes, block: Block) -> Iterator[NearbySentence]:
    """Yield the lines that a block is nested under and the titles of its sections, but not the meeting's title."""
    parent, of_people = block.parent, set()
    for level in range(1, MAX_PARENTS + 1):
        if parent is None:
            break
        if notes.blocks[parent].roster:
            of_people.add(notes.blocks[parent].text)  # "Chair: Ana Lopez", above a list
        elif block.private or not notes.blocks[parent].private:
            yield _sentence(notes.blocks[parent].text[:LOOK_BACK], "parent", level, in_talk=False)
        parent = notes.blocks[parent].parent
    meeting = (notes.title or "\n").casefold()
    for level, title in enumerate(reversed(block.section[-MAX_TITLES:])):
        if title not in of_people and meeting not in title.casefold() and not sections.section_kind(title):
            yield _sentence(title, "title", level + 1, in_talk=False)


def _other_blocks(notes: Notes, index: int, distance: int) -> Iterator[NearbySentence]:
    """Yield the sentences of the next turns of a talk, then those of the blocks before; `distance` is that so far."""
    block = notes.blocks[index]
    in_talk = block.kind is Kind.TURN
    for number, after in enumerate(notes.blocks[index + 1 : index + 1 + MAX_TURNS_AFTER] if in_talk else ()):
        text = after.text[:LOOK_BACK]
        for start, end in sentences(text)[:3]:
            yield _said_by(_sentence(text[start:end], "after", number + 2, in_talk=True), after, block)
    first = max(0, index - (MAX_TURNS_BEFORE if in_talk else MAX_BLOCKS_BEFORE))
    for before in reversed(notes.blocks[first:index]):
        if not in_talk and before.section != block.section:
            return
        if before.roster or (before.private and not block.private):
            continue  # names of those present; words that a client must not see
        place = "sibling" if _are_siblings(before, block) else "before"
        found, count = _from_the_end(before.text[-LOOK_BACK:])
        for text, number in found:
            yield _said_by(_sentence(text, place, distance + number, in_talk=in_talk), before, block)
        distance += count


@lru_cache(maxsize=64)  # a block is asked for by each task in those below it
def _from_the_end(text: str) -> tuple[tuple[tuple[str, int], ...], int]:
    """Return the sentences of a text from the last one on, each once with its number from 1, and how many there are."""
    spans = sentences(text)
    numbers: dict[str, int] = {}
    for number, (start, end) in enumerate(reversed(spans), 1):
        numbers.setdefault(text[start:end], number)
    return tuple(numbers.items()), len(spans)


def _said_by(sentence: NearbySentence, speaking: Block, block: Block) -> NearbySentence:
    """Return a sentence with who says it, as seen from the block of the task."""
    if speaking.speaker == block.speaker:
        return replace(sentence, same_speaker=True)
    return replace(sentence, speaker=speaking.speaker or "")


def _are_siblings(block: Block, other: Block) -> bool:
    """Whether two blocks are entries of one list, which often have nothing to do with each other."""
    listed = {Kind.BULLET, Kind.BOX, Kind.ROW}
    return block.kind in listed and other.kind in listed and block.parent == other.parent


def _sentence(text: str, place: str, distance: int, *, in_talk: bool, same_speaker: bool = False) -> NearbySentence:
    plain = _NOT_WORDS.sub("", text)[:MAX_SENTENCE_LENGTH].strip()
    if not in_talk:
        return NearbySentence(plain, place, distance, same_speaker)
    plain = fluent(plain)[0]
    act = act_of(_LEAD.sub("", plain))
    return NearbySentence(plain, place, distance, same_speaker, act.force if act is not None else "")
