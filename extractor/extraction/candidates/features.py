"""Evidence: what speaks for and against a place of the notes, by names that a person would use ("section: actions").

A piece of evidence is a name and a value; what it is worth is for the weights to say. Their order is part of the
result, as floats are added up in it. What a clause or a row says stands in `commitments` and `rows`; here is what the
whole notes, the list, the layout and the words say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from extractor.dates.finding import Phrase, find_phrases, may_hold_phrase
from extractor.extraction.context.blocks import BlockContext
from extractor.extraction.owner_markers import suffix
from extractor.language import lexicon
from extractor.language.patterns import blockers, markers, sections
from extractor.language.people.name_lists import fold_name
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Notes


@dataclass(frozen=True, slots=True)
class CandidateDraft:
    """What has been read off a place so far: where the work stands, who is to own it, and the evidence.

    Every method gives a new Reading. Owners are (words, where they stand), nearest first: see Candidate.owners_said.
    """

    start: int
    end: int
    owners: tuple[tuple[str, str], ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)

    def seen(self, *names: str) -> CandidateDraft:
        """With this evidence, each a plain yes."""
        return CandidateDraft(self.start, self.end, self.owners, {**self.features, **dict.fromkeys(names, 1.0)})

    def owner(self, words: str, stands: str) -> CandidateDraft:
        """With one more owner behind the others."""
        return CandidateDraft(self.start, self.end, (*self.owners, (words, stands)), self.features)

    def nearest(self, words: str, stands: str) -> CandidateDraft:
        """With one more owner before the others."""
        return CandidateDraft(self.start, self.end, ((words, stands), *self.owners), self.features)

    def work(self, start: int | None = None, end: int | None = None) -> CandidateDraft:
        """With the work starting or ending elsewhere in the block."""
        start, end = self.start if start is None else start, self.end if end is None else end
        return CandidateDraft(start, end, self.owners, self.features)


def is_dialogue(notes: Notes) -> bool:
    """Whether most of the notes is what somebody says: a transcript, a chat."""
    return sum(1 for block in notes.blocks if block.kind is Kind.TURN or block.speaker) > len(notes.blocks) / 2


def of_document(notes: Notes, around: Sequence[BlockContext]) -> dict[str, float]:
    """What kind of notes these are: the same evidence for every place in them."""
    listed = any(
        block.kind is not Kind.HEADING and "actions" in near.sections[:2]
        for block, near in zip(notes.blocks, around, strict=True)
    )
    marked = sum(1 for block in notes.blocks if markers.marker_at(block.text, "action"))
    return _true(
        {
            "notes: have an action list": listed,
            "notes: use action markers": marked > 1,
            "notes: have boxes": any(block.kind is Kind.BOX for block in notes.blocks),
            "notes: are a dialogue": is_dialogue(notes),
        }
    )


def of_lists(notes: Notes, roster: Roster, wanted: Set[int]) -> dict[int, dict[str, float]]:
    """What the lines of one list have in common, by the index of each of their blocks: owners worn, dates, length.

    Only lists with one of the blocks that are `wanted` are looked at.
    """
    lists: dict[tuple[object, ...], list[int]] = {}
    for index, block in enumerate(notes.blocks):
        if block.kind in {Kind.BULLET, Kind.BOX, Kind.TURN, Kind.PARAGRAPH} and not block.roster:
            lists.setdefault((block.kind, block.section, block.parent), []).append(index)
    found: dict[int, dict[str, float]] = {}
    for (kind, *_), members in lists.items():
        if len(members) < 2 or (kind is Kind.PARAGRAPH and len(members) > 12) or wanted.isdisjoint(members):
            continue
        texts = [notes.blocks[index].text for index in members]
        owned = [share for share in (0.5, 0.2) if _share(texts, share, lambda text: suffix.names_owner(text, roster))]
        evidence = _true(
            {
                "list: names owners": 0.5 in owned,
                "list: names some owners": owned == [0.2],
                "list: has dates": _have_dates(texts),
                "list: of short lines": _share(texts, 0.8, lambda text: len(text.split()) <= 15),
            }
        )
        found.update(dict.fromkeys(members, evidence))
    return found


def _have_dates(texts: Sequence[str]) -> bool:
    """Whether four in ten of the texts hold a date."""
    likely = [text for text in texts if may_hold_phrase(text)]
    return len(likely) / len(texts) >= 0.4 and _share(likely, 0.4, lambda text: bool(find_phrases(text)), len(texts))


def _share(texts: Sequence[str], share: float, holds: Callable[[str], bool], of: int = 0) -> bool:
    """Whether something holds of that share of the texts at least; asks of no more of them than it takes to know.

    `of` is the number that the share is of, where it is more than these texts.
    """
    found, left, size = 0, len(texts), of or len(texts)
    while found / size < share <= (found + left) / size:
        left -= 1
        found += holds(texts[left])
    return found / size >= share


def of_layout(
    notes: Notes, index: int, near: BlockContext, *, start: int = 0, ordinal: int = 0, number: int = 0
) -> Iterator[str]:
    """How the block at `index` stands in the notes, for part `number` of its sentence `ordinal` at offset `start`."""
    block = notes.blocks[index]
    yield f"kind: {block.kind}"
    if block.kind is Kind.BOX:
        yield "box: ticked" if block.checked else "box: open"
    yield from _of_sections(near)
    if near.parents:
        yield "nested"
        if near.parents[0].rstrip().endswith(":"):
            yield "parent: colon"
    if ordinal:
        yield "sentence: later"
    if number:
        yield "clause: later"
    if block.quoted:
        yield "quoted"
    if block.strong and block.strong[0][0] <= start + 1 and block.strong[0][1] > start + 2:
        yield "bold: leading"
        if block.strong[0][1] >= len(block.text) - 1:
            yield "bold: whole"
    nth = index / max(1, len(notes.blocks))
    yield f"where: {'first' if nth < 0.2 else 'last' if nth > 0.8 else 'middle'}"
    following = notes.blocks[index + 1] if index + 1 < len(notes.blocks) else None
    if following is not None and following.parent == index:
        yield "has children"


def of_words(work: str, segment: str) -> Iterator[str]:
    """What the words of the work say, and those of the whole `segment` that it stands in."""
    yield from lexicon.of_work(work)
    tokens = re.findall(r"[^\W_]+(?:['’-]\w+)*|[?!]", work.casefold())
    if tokens:
        yield f"first: {tokens[0]}"
        if len(tokens) > 1:
            yield f"second: {tokens[1]}"
        for word in dict.fromkeys(tokens):
            if len(word) > 1 and not word.isdigit():
                yield f"word: {word}"
    yield f"length: {_length(len(tokens))}"
    for blocker in blockers.blockers_in(segment):
        yield f"blocker: {blocker}"
    if segment.rstrip().endswith(":"):
        yield "ends with a colon"
    if re.search(r"https?://", segment):
        yield "link"
    if sections.is_section(segment[:60], "next"):
        yield "announces the next meeting"
    if markers.marker_at(segment, "decision"):
        yield "marker: decision"
    if markers.marker_at(segment, "question"):
        yield "marker: question"


def says_done(block: Block, start: int, end: int, near: BlockContext) -> bool:
    """Whether the notes show this span of a block as done: ticked, struck through, marked, or under "Done"."""
    if block.checked or near.done:
        return True
    segment = block.text[start:end]
    struck = sum(max(0, min(right, end) - max(left, start)) for left, right in block.struck)
    return struck > 0.6 * max(1, len(segment.strip())) or markers.marker_at(segment, "done") is not None


def phrases_in(text: str, start: int, end: int) -> tuple[Phrase, ...]:
    """The date phrases of a span, with offsets in the text."""
    return tuple(
        Phrase(found.start + start, found.end + start, found.said, found.cue) for found in find_phrases(text[start:end])
    )


def _of_sections(near: BlockContext) -> Iterator[str]:
    for level, kind in enumerate(near.sections[:3]):
        yield f"section{'' if level == 0 else ' above'}: {kind}"
    if not near.sections:
        yield "section: unknown"
    for title in near.titles[:2]:
        for word in dict.fromkeys(fold_name(title).split()):
            if len(word) > 2 and not word.isdigit():
                yield f"title word: {word}"


_LENGTHS = ((1, "1"), (3, "2-3"), (8, "4-8"), (15, "9-15"), (25, "16-25"))  # words at most, and what that is called


def _length(words: int) -> str:
    return next((name for most, name in _LENGTHS if words <= most), "26+")


def _true(evidence: Mapping[str, bool]) -> dict[str, float]:
    return {name: 1.0 for name, holds in evidence.items() if holds}
