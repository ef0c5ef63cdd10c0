"""Name what speaks for and against a span of the notes, in words that a person would use ("section: actions").

A feature is a name and a value; the weights say what it is worth. The order of the features is part of the result, as
floats are added up in it. Features of clauses and table rows are made in `arguments` and `table_rows`; those of the
whole notes, of the list, of the layout and of the words are made here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from extractor.common.lazy_regex import expression
from extractor.extraction.annotation import Annotation, Annotations
from extractor.extraction.context.blocks import BlockContext
from extractor.language import lexicon
from extractor.language.patterns import blockers, sections
from extractor.language.people.name_lists import fold_name
from extractor.model import Block, Kind, Notes


@dataclass(frozen=True, slots=True)
class CandidateDraft:
    """What has been read of a candidate so far: where the work stands, who is to own it, and the features.

    Owners are (words, where they stand), nearest first: see Candidate.owners_said. Every method returns a new draft.
    """

    start: int
    end: int
    owners: tuple[tuple[str, str], ...] = ()
    features: Mapping[str, float] = field(default_factory=dict)

    def with_features(self, *names: str) -> CandidateDraft:
        """Add features, each with the value 1."""
        return CandidateDraft(self.start, self.end, self.owners, {**self.features, **dict.fromkeys(names, 1.0)})

    def with_owner(self, words: str, place: str) -> CandidateDraft:
        """Add an owner behind the others."""
        return CandidateDraft(self.start, self.end, (*self.owners, (words, place)), self.features)

    def with_nearest_owner(self, words: str, place: str) -> CandidateDraft:
        """Add an owner before the others."""
        return CandidateDraft(self.start, self.end, ((words, place), *self.owners), self.features)

    def with_work(self, start: int | None = None, end: int | None = None) -> CandidateDraft:
        """Let the work start or end elsewhere in the block."""
        start, end = self.start if start is None else start, self.end if end is None else end
        return CandidateDraft(start, end, self.owners, self.features)


def is_dialogue(notes: Notes) -> bool:
    """Whether most of the notes is what somebody says: a transcript, a chat."""
    return sum(1 for block in notes.blocks if block.kind is Kind.TURN or block.speaker) > len(notes.blocks) / 2


def is_mail(notes: Notes) -> bool:
    """Whether the notes are mails, also one without its head: in a thread somebody says each line, but writes it."""
    return notes.format in {"mail", "pasted mail"} or _is_letter(notes.blocks)


def _is_letter(blocks: Sequence[Block]) -> bool:
    """Whether notes begin and end as a letter does: "Hi both," ... "Best, Moira"."""
    if not blocks or blocks[0].kind is not Kind.PARAGRAPH or _GREETING.fullmatch(blocks[0].text) is None:
        return False
    return any(_FAREWELL.match(block.text) for block in blocks[-_FAREWELL_BLOCKS:])


_FAREWELL_BLOCKS = 4
_GREETING = expression(
    r"\W{0,3}(?:dear|hi|hello|hey|good\s(?:morning|afternoon|evening))(?:\s[\w.'’&+/-]{1,20}){0,5}\s?[,!–:-]?\W{0,3}",
    re.I,
)
_FAREWELL = expression(
    r"\W{0,3}(?:(?:kind|best|warm(?:est)?|many|with)\s)?(?:regards|wishes|thanks|best|cheers|yours|sincerely|warmly|love)\b"
    r"(?:\s\w{1,12}){0,3}\W{0,3}(?:$|\n|[A-Z])",
    re.I,
)


def document_features(notes: Notes, contexts: Sequence[BlockContext], annotations: Annotations) -> dict[str, float]:
    """Say what kind of notes these are: the same features for every candidate in them."""
    has_action_list = any(
        block.kind is not Kind.HEADING and "actions" in context.sections[:2]
        for block, context in zip(notes.blocks, contexts, strict=True)
    )
    marked = sum(1 for block in notes.blocks if annotations.of(block.text).action_marker)
    return _true_features(
        {
            "notes: have an action list": has_action_list,
            "notes: use action markers": marked > 1,
            "notes: have boxes": any(block.kind is Kind.BOX for block in notes.blocks),
            "notes: are a dialogue": is_dialogue(notes),
        }
    )


def list_features(notes: Notes, annotations: Annotations, wanted: Set[int]) -> dict[int, dict[str, float]]:
    """Say what the entries of each list have in common: named owners, dates, length.

    Args:
        notes: The notes.
        annotations: Their annotations.
        wanted: The indices of the blocks that hold candidates; lists without any of them are left out.

    Returns:
        The features by the index of each entry's block.
    """
    lists: dict[tuple[object, ...], list[int]] = {}
    for index, block in enumerate(notes.blocks):
        if block.kind in {Kind.BULLET, Kind.BOX, Kind.TURN, Kind.PARAGRAPH} and not block.roster:
            lists.setdefault((block.kind, block.section, block.parent), []).append(index)
    features: dict[int, dict[str, float]] = {}
    for (kind, *_), members in lists.items():
        if len(members) < 2 or (kind is Kind.PARAGRAPH and len(members) > 12) or wanted.isdisjoint(members):
            continue
        entries = [annotations.of(notes.blocks[index].text) for index in members]
        shares = [share for share in (0.5, 0.2) if _share_holds(entries, share, lambda entry: entry.names_owner)]
        own = _true_features(
            {
                "list: names owners": 0.5 in shares,
                "list: names some owners": shares == [0.2],
                "list: has dates": _have_dates(entries),
                "list: of short lines": _share_holds(entries, 0.8, lambda entry: len(entry.text.split()) <= 15),
            }
        )
        features.update(dict.fromkeys(members, own))
    return features


def _have_dates(entries: Sequence[Annotation]) -> bool:
    """Whether four in ten of the entries hold a date."""
    likely = [entry for entry in entries if entry.may_have_dates]
    return len(likely) / len(entries) >= 0.4 and _share_holds(
        likely, 0.4, lambda entry: bool(entry.dates), len(entries)
    )


def _share_holds(
    entries: Sequence[Annotation], share: float, holds: Callable[[Annotation], bool], total: int = 0
) -> bool:
    """Whether something holds for at least this share of the entries; asks only as many as it takes to know.

    Args:
        entries: The entries that are asked, from the last one backwards.
        share: The share, from 0 to 1.
        holds: What is asked of an entry.
        total: The number of which the share is taken, where it is more than these entries.
    """
    count, left, size = 0, len(entries), total or len(entries)
    while count / size < share <= (count + left) / size:
        left -= 1
        count += holds(entries[left])
    return count / size >= share


def layout_features(
    notes: Notes, index: int, context: BlockContext, *, start: int = 0, ordinal: int = 0, number: int = 0
) -> Iterator[str]:
    """Say how a segment stands in the layout of the notes.

    Args:
        notes: The notes.
        index: The index of its block.
        context: What surrounds the block.
        start: The offset of its sentence in the block.
        ordinal: Which sentence of the block it is in, from 0.
        number: Which segment of the sentence it is, from 0.
    """
    block = notes.blocks[index]
    yield f"kind: {block.kind}"
    if block.kind is Kind.BOX:
        yield "box: ticked" if block.checked else "box: open"
    yield from _section_features(context)
    if context.is_entry:
        yield "entry: of actions"
    if context.parents:
        yield "nested"
        if context.parents[0].rstrip().endswith(":"):
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
    position = index / max(1, len(notes.blocks))
    yield f"where: {'first' if position < 0.2 else 'last' if position > 0.8 else 'middle'}"
    following = notes.blocks[index + 1] if index + 1 < len(notes.blocks) else None
    if following is not None and following.parent == index:
        yield "has children"


def word_features(work: str, segment: Annotation) -> Iterator[str]:
    """Say what the words of the work mean, and those of the whole segment that it stands in."""
    yield from lexicon.of_work(work)
    tokens = re.findall(r"[^\W_]+(?:['’-]\w+)*|[?!]", work.casefold())
    if tokens:
        yield f"first: {tokens[0]}"
        if len(tokens) > 1:
            yield f"second: {tokens[1]}"
        for word in dict.fromkeys(tokens):
            if len(word) > 1 and not word.isdigit():
                yield f"word: {word}"
    yield f"length: {_length_class(len(tokens))}"
    for blocker in blockers.blockers_in(segment.text):
        yield f"blocker: {blocker}"
    if segment.text.rstrip().endswith(":"):
        yield "ends with a colon"
    if re.search(r"https?://", segment.text):
        yield "link"
    if sections.is_section(segment.text[:60], "next"):
        yield "announces the next meeting"
    if segment.decision_marker:
        yield "marker: decision"
    if segment.question_marker:
        yield "marker: question"


def is_done(block: Block, start: int, segment: Annotation, context: BlockContext) -> bool:
    """Whether the notes show a segment of a block as done: ticked, struck through, marked, or under "Done".

    Args:
        block: The block.
        start: The offset of the segment in it.
        segment: The segment.
        context: What surrounds the block.
    """
    if block.checked or context.done:
        return True
    end = start + len(segment.text)
    struck = sum(max(0, min(right, end) - max(left, start)) for left, right in block.struck)
    return struck > 0.6 * max(1, len(segment.text.strip())) or segment.done_marker is not None


def _section_features(context: BlockContext) -> Iterator[str]:
    for level, kind in enumerate(context.sections[:3]):
        yield f"section{'' if level == 0 else ' above'}: {kind}"
    if not context.sections:
        yield "section: unknown"
    for title in context.titles[:2]:
        for word in dict.fromkeys(fold_name(title).split()):
            if len(word) > 2 and not word.isdigit():
                yield f"title word: {word}"


_LENGTHS = ((1, "1"), (3, "2-3"), (8, "4-8"), (15, "9-15"), (25, "16-25"))  # words at most, and the class's name


def _length_class(words: int) -> str:
    return next((name for most, name in _LENGTHS if words <= most), "26+")


def _true_features(features: Mapping[str, bool]) -> dict[str, float]:
    return {name: 1.0 for name, holds in features.items() if holds}
