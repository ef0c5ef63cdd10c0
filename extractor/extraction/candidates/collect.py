"""Collect the candidates: every span of the notes that could hold an action, with its features.

A candidate is a segment of one block, that is a sentence, or the part of one that a subject of its own opens ("Kim will
draft it, Lee offered to review" is two), or a row of an action table. Features are named in words that a person would
use of the place ("section: actions", "cue: will"), so that the weights over them can be read, and `recap explain` can
show them. Nothing is decided here.

`segments` splits the notes, `arguments` and `table_rows` read who and what, `subjects` tells the kinds of subjects,
`features` describes layout and words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.extraction.annotation import Annotation, Annotations
from extractor.extraction.candidates import arguments, table_rows
from extractor.extraction.candidates.assignments import gapped_object, gapped_owner
from extractor.extraction.candidates.features import (
    document_features,
    is_done,
    layout_features,
    list_features,
    word_features,
)
from extractor.extraction.candidates.segments import Segment, Sentence, segments_of, sentences_of
from extractor.extraction.candidates.subjects import kind_of, last_person
from extractor.extraction.context import dialogue
from extractor.extraction.context.blocks import ANSWERS, BlockContext, block_contexts
from extractor.extraction.context.shared_speakers import shared_speakers
from extractor.extraction.owner_markers.spans import all_known
from extractor.language.people.roster import Roster
from extractor.language.syntax.clauses import Clause
from extractor.model import Block, Kind, Notes

__all__ = ["Candidate", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a block's text that could be an action, what its words say, and the features."""

    block: int
    start: int
    end: int
    task_start: int  # where the work begins: behind marker, owner, cue
    task_end: int  # before an owner or a marker at the end
    owners_said: tuple[tuple[str, str], ...]  # (words, where they stand: "subject", "label", "tail"), nearest first
    phrases: tuple[Phrase, ...]  # date phrases inside, offsets in the block's text
    features: Mapping[str, float]
    clause: Clause | None = None
    done: bool = False
    cell: int | None = None  # a row's cell that holds the work
    marker: str = ""
    speaker: str | None = None  # whom "I" means in this block, where the layout tells
    due_around: str = ""  # the deadline that a line under it, its parent or its section gives
    task_said: str = ""  # the work, where its own words lack the verb, or in talk only point to it ("will do")
    is_anaphoric: bool = False  # it only points back to work that was named just before ("I'll do that")
    part_of: int = -1  # Sentence.part_of
    subordinate_spans: tuple[tuple[int, int], ...] = ()  # Clause.subordinate_spans, as spans of the block's text


@dataclass(frozen=True, slots=True)
class _BlockReading:
    """A block with what the notes around it say, for all candidates in it."""

    notes: Notes
    index: int
    context: BlockContext
    annotations: Annotations
    shared: Mapping[str, float]  # features of the document and of the list
    speaker: str | None = None  # whom "I" means in it

    @property
    def block(self) -> Block:
        return self.notes.blocks[self.index]


_DEADLINE_CUES = frozenset(["by", "before", "until", "till", "due", "within"])
_LISTED = frozenset(["section: actions", "section: review", "section: done"])
_MAX_BLOCKS_APART = 2  # blocks further on in which "she" may still mean the last person named


def candidates(
    notes: Notes, roster: Roster, model: str, annotations: Annotations | None = None
) -> tuple[Candidate, ...]:
    """Return every candidate of the notes, in their order.

    Args:
        notes: The notes.
        roster: Their people.
        model: The spaCy pipeline that parses the sentences that need it, in one call.
        annotations: The annotations of the notes, where others read them too.

    Raises:
        RecapError: The pipeline is not installed, or has no parser.
    """
    annotations = annotations or Annotations(roster)
    contexts = block_contexts(notes, annotations)
    sentences = sentences_of(notes, contexts, annotations, model)
    of_document = document_features(notes, contexts, annotations)
    of_lists = list_features(notes, annotations, {sentence.block for sentence in sentences})
    talk = dialogue.dialogue_of(notes)
    found: list[Candidate] = []
    person, person_block = "", -1 - _MAX_BLOCKS_APART  # the last person who was a subject, and in which block
    other = _met_person(roster)
    for index, group in groupby(sentences, key=lambda sentence: sentence.block):
        own = tuple(group)
        antecedent = person if index - person_block <= _MAX_BLOCKS_APART else other
        if named := last_person([clause for sentence in own for clause in sentence.clauses], roster):
            person, person_block = named, index
        shared = of_document | of_lists.get(index, {})
        reading = _BlockReading(notes, index, contexts[index], annotations, shared)
        found.extend(_candidates_of_block(reading, own, antecedent))
    speakers = shared_speakers(notes, roster) if talk.turns else {}
    return tuple(
        replace(told, speaker=speakers[told.block]) if told.block in speakers else told
        for told in (_with_turn_context(notes, talk, roster, candidate) for candidate in found)
    )


def _met_person(roster: Roster) -> str:
    """Return whom the writer met, if the top of the notes names one person besides the writer; else ""."""
    others = [who for who in roster.people if who.name != roster.author]
    is_in_head = len(others) == 1 and others[0].line is not None and others[0].line <= _HEAD_LINES
    return others[0].name if is_in_head else ""


_HEAD_LINES = 3


def _candidates_of_block(reading: _BlockReading, sentences: Sequence[Sentence], antecedent: str) -> Iterator[Candidate]:
    """Yield the candidates of a block.

    `antecedent` is whom "he" or "she" means until the block names somebody.
    """
    block, context, annotations = reading.block, reading.context, reading.annotations
    if block.kind is Kind.ROW and table_rows.column_roles(block) and not sentences[0].needs_parse:
        row = table_rows.read_row(reading.notes, reading.index, context, annotations, reading.shared)
        if row is not None:
            yield _candidate_of_row(reading.index, row)
        return
    label = annotations.of(block.text).label  # whom "I" means in all of the block: "LM - It is late; I will ask"
    reading = replace(reading, speaker=block.speaker or (label.who if label is not None else None))
    block_owner = _owner_of_block(block, annotations.of(block.text))
    texts = [annotations.of(block.text, sentence.start, sentence.end) for sentence in sentences]
    deadlines = [_deadline_for_earlier(text) for text in texts]
    last: Candidate | None = None
    for number, sentence in enumerate(sentences):
        if sentence.ordinal and (deadlines[number] or (block.kind is not Kind.TURN and texts[number].taker)):
            continue
        later_deadline = next(filter(None, deadlines[number + 1 :]), "")
        fields = tuple(_fields_of_sentence(block, sentence, context, annotations))
        own = replace(reading, context=replace(context, fields=fields)) if fields != context.fields else reading
        if gapped := _gapped_candidate(sentence, texts[number], last, annotations):
            last = gapped
            yield gapped
            continue
        for segment in segments_of(block.text, sentence, annotations, antecedent, block_owner):
            last = _candidate_of_segment(own, segment, later_deadline)
            yield last
        antecedent = last_person(sentence.clauses, annotations.roster) or antecedent


def _gapped_candidate(
    sentence: Sentence, annotation: Annotation, last: Candidate | None, annotations: Annotations
) -> Candidate | None:
    """Return the candidate of a part that leaves out the verb, or all of the work, of the part before.

    "Ben fills it 3/10, Carla 3/17", "Bea does the poster, Margaret the cake". `last` is that of the part before.
    """
    if last is None or not sentence.is_later_part or last.part_of != sentence.part_of:
        return None
    if thing := gapped_object(annotation):
        who, start, end = thing
        verb = last.clause.verb if last.clause is not None else last.task_said.partition(" ")[0]
        return replace(
            last,
            start=sentence.start,
            end=sentence.end,
            task_start=sentence.start + start,
            task_end=sentence.start + end,
            owners_said=((who, "label"),),
            task_said=f"{verb} {annotation.text[start:end]}".strip(),
            phrases=(),
            subordinate_spans=(),
            clause=None,
        )
    owner = gapped_owner(annotation, annotations)
    if not owner:
        return None
    phrases = tuple(
        Phrase(phrase.start + sentence.start, phrase.end + sentence.start, phrase.said, phrase.cue)
        for phrase in annotation.dates
    )
    task_end = min((phrase.start for phrase in last.phrases if phrase.start > last.task_start), default=last.task_end)
    return replace(
        last,
        start=sentence.start,
        end=sentence.end,
        task_end=min(task_end, last.task_end),
        owners_said=((owner, "label"),),
        phrases=phrases,
        subordinate_spans=(),
    )


def _fields_of_sentence(
    block: Block, sentence: Sentence, context: BlockContext, annotations: Annotations
) -> Iterator[tuple[str, str]]:
    """Yield the block's fields that are about this sentence: an answer is about the one right before it."""
    for name, value in context.fields:
        if name not in ANSWERS or sentence.end >= len(block.text.rstrip()):
            yield name, value
    following = annotations.of(block.text, sentence.end, sentence.end + 200)
    if block.kind is not Kind.TURN and following.taker:  # "Kim volunteers"
        yield "taken", following.taker


# "Chris agreed to do this": the work was named just before
_POINTS_BACK = expression(
    r"""\W*(?:also\ )? (?: (?:take|have|get)\ an?\ (?:(?:quick|closer|first|good)\ )?look (?=\W*$)
      | (?: do | handle | take(?:\ (?:on|over|care\ of))? | own | lead | coordinate | organi[sz]e
        | accomplish
        | work\ on | look\ (?:into|after) | follow\ up\ on | pick\ up | deal\ with )
        \ (?: this | that | it | these | those | them | so ) (?:\ (?:up|too|issue|task|action|one))?
      | (?:do|make|open|file|raise|create|put\ up|write|send)\ an?\ (?:PR|pull\ request|ticket|issue|patch)
        \ (?:for|about|on)\ (?:this|that|it|these|those|them) )
        (?:\ (?:by|on|before|until|this|next|today|tonight|tomorrow)\b [^,;.]{0,30} )? \W*""",
    re.VERBOSE | re.IGNORECASE,
)
_AIM = expression(
    r"""\W*(?: (?:the\ |our\ )? (?:goal|aim|target|deadline|plan)\ (?:is|was)\b
          (?!\ to\ (?!do|complete|finish|get|have) )
        | (?:will\ |we\ |they\ |to\ )* (?:try|trying|aim|aiming|hope|hoping|plan)s?\ to\ (?:do|complete|finish|get|have)
          \ (?:this|that|it|these|them)\b
        | (?:this|it|these)\ (?:should|must|needs?\ to|ha[sv]e?\ to|will)\ be
          \ (?:done|ready|finished|complete[d]?)\b )""",
    re.VERBOSE | re.IGNORECASE,
)


def _deadline_for_earlier(sentence: Annotation) -> str:
    """Return the deadline that a sentence gives to those before it ("Goal is to complete this by 31 March"), or ""."""
    phrases = sentence.dates if _AIM.match(sentence.text) else ()
    return phrases[0].said if len(phrases) == 1 else ""


def _owner_of_block(block: Block, annotation: Annotation) -> str:
    """Return who an entry of several sentences names at its start or end: they own all of them; "" for nobody."""
    if block.kind not in {Kind.BULLET, Kind.BOX}:
        return ""
    owner = annotation.label or annotation.owner_at_end
    return owner.who if owner is not None and all_known(owner.who, annotation.roster) else ""


def _candidate_of_row(index: int, row: table_rows.ActionRow) -> Candidate:
    return Candidate(
        block=index,
        start=row.start,
        end=row.end,
        task_start=row.draft.start,
        task_end=row.draft.end,
        owners_said=row.draft.owners,
        phrases=row.phrases,
        features=row.draft.features,
        done=row.done,
        cell=row.cell,
    )


def _candidate_of_segment(reading: _BlockReading, segment: Segment, later_deadline: str) -> Candidate:
    """Return the candidate that a segment is; `later_deadline` is what a later sentence says of its deadline."""
    sentence, block, context = segment.sentence, reading.block, reading.context
    words = reading.annotations.of(block.text, segment.start, segment.end)
    phrases = reading.annotations.dates_between(block.text, segment.start, segment.end)
    done = is_done(block, segment.start, words, context)
    draft = arguments.read_segment(segment, block, context, reading.annotations, reading.shared)
    layout = layout_features(
        reading.notes,
        reading.index,
        context,
        start=sentence.start,
        ordinal=0 if sentence.is_later_part else sentence.ordinal,
        number=segment.number,
    )
    work = block.text[draft.start : draft.end]
    draft = draft.with_features(
        *layout,
        *word_features(work, words),
        *(("date",) if phrases else ()),
        *(("date: by",) if any(phrase.cue in _DEADLINE_CUES for phrase in phrases) else ()),
        *(("date: of the section",) if context.due else ()),
        *(("done",) if done else ()),
    )
    own_deadline = next((value for name, value in context.fields if name == "due"), "")
    return Candidate(
        block=reading.index,
        start=segment.start,
        end=segment.end,
        task_start=draft.start,
        task_end=draft.end,
        owners_said=draft.owners,
        phrases=phrases,
        features=draft.features,
        clause=segment.clause,
        done=done,
        marker=segment.marker.marker.id if segment.marker else "",
        speaker=reading.speaker,
        part_of=sentence.part_of if segment.number == 0 else -1,
        is_anaphoric=_POINTS_BACK.fullmatch(work) is not None,
        due_around=own_deadline or later_deadline or context.due,
        subordinate_spans=_subordinate_spans(segment),
    )


def _subordinate_spans(segment: Segment) -> tuple[tuple[int, int], ...]:
    """Return the subordinate spans of the segment's clause, else of its sentence's main one, in the block's text."""
    root = next((clause for clause in segment.sentence.clauses if clause.dep == "ROOT"), None)
    clause = segment.clause or root
    offset = segment.sentence.start
    return tuple((offset + left, offset + right) for left, right in clause.subordinate_spans) if clause else ()


def _with_turn_context(notes: Notes, talk: dialogue.Dialogue, roster: Roster, candidate: Candidate) -> Candidate:
    """Add to a candidate in a dialogue what the turns around it say of it."""
    if candidate.block not in talk.positions:
        return candidate
    work = notes.blocks[candidate.block].text[candidate.task_start : candidate.task_end]
    clause = candidate.clause
    span = dialogue.TurnSpan(candidate.block, candidate.start, candidate.end, work)
    if clause is not None:
        span = replace(span, subject=kind_of(clause, roster), cue=clause.cue, verb=clause.verb)
    context = dialogue.turn_context(talk, span, roster)
    features: Mapping[str, float] = {**candidate.features, **context.features}
    if dialogue.DIALOGUE in features and not candidate.marker and _LISTED.isdisjoint(features):
        features = dialogue.as_talk_features(features)
    own = (
        (said, place)
        for said, place in candidate.owners_said
        if not (context.is_request and said.casefold() in {"i", "we"})
    )
    start = candidate.task_start
    if context.start is not None and start == candidate.start and context.start < candidate.task_end:
        start = context.start
    return replace(
        candidate,
        features=features,
        owners_said=(*own, *context.owners),
        task_said=context.task,
        task_start=start,
        is_anaphoric=context.is_anaphoric,
    )
