"""Candidates: every place of the notes that could hold an action, with the evidence for and against it.

A candidate is a span of one block: a sentence, or the part of one that a subject of its own opens ("Kim will draft it,
Lee offered to review" is two), or a row of an action table. Evidence is named by what a person would say of the place
("section: actions", "cue: will"), so that weights over it can be read, and `recap explain` can show it. Nothing is
decided here.

`cutting` finds the places, `commitments` and `rows` read owners and work off them, `subjects` tells who a subject is,
`features` has what the layout and the words say. Imports: subjects, evidence <- rows <- cutting <- commitments <- here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase, find_phrases
from extractor.extraction.candidates import arguments, table_rows
from extractor.extraction.candidates.features import of_document, of_layout, of_lists, of_words, phrases_in, says_done
from extractor.extraction.candidates.segments import Segment, Sentence, segments_of, sentences_of
from extractor.extraction.candidates.subjects import kind_of, last_person
from extractor.extraction.context import dialogue
from extractor.extraction.context.blocks import ANSWERS, BlockContext, block_contexts
from extractor.extraction.owner_markers import prefix, suffix
from extractor.language.people.roster import Roster
from extractor.language.syntax.clauses import Clause
from extractor.model import Block, Kind, Notes

__all__ = ["Candidate", "candidates"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a block's text that could be an action, what its words say, and the evidence."""

    block: int
    start: int
    end: int
    task_start: int  # where the work begins: after marker, owner, cue
    task_end: int  # before a trailing owner or marker
    owners_said: tuple[tuple[str, str], ...]  # (words, where they stand: "subject", "label", "tail"), nearest first
    phrases: tuple[Phrase, ...]  # date phrases inside, offsets in the block's text
    features: Mapping[str, float]
    clause: Clause | None = None
    done: bool = False
    cell: int | None = None  # a row's cell that holds the work
    marker: str = ""
    speaker: str | None = None  # whom "I" means in this block, where the layout tells
    due_around: str = ""  # the deadline that a line under it, its parent or its section gives
    task_said: str = ""  # in talk, the work's words from the turns around where it only points to them ("will do")
    is_anaphoric: bool = False  # it only points back to work that was named just before ("I'll do that")
    subordinate_spans: tuple[
        tuple[int, int], ...
    ] = ()  # spans of the block's text that tell of something else; Clause.asides


_BY = frozenset(["by", "before", "until", "till", "due", "within"])  # cues of a date that is a deadline
_LISTED = frozenset(["section: actions", "section: review", "section: done"])
_STILL_MEANT = 2  # blocks further on in which "she" may still mean the last person named


def candidates(notes: Notes, roster: Roster, model: str) -> tuple[Candidate, ...]:
    """Every candidate of the notes, in their order. Sentences that need the parse go through spaCy in one call."""
    near = block_contexts(notes, roster)
    sentences = sentences_of(notes, near, roster, model)
    document = of_document(notes, near)
    lists = of_lists(notes, roster, {sentence.block for sentence in sentences})
    talk = dialogue.dialogue_of(notes)
    found: list[Candidate] = []
    last, last_at = "", -1 - _STILL_MEANT  # the last person who was a subject, and in which block
    for index, group in groupby(sentences, key=lambda sentence: sentence.block):
        own = tuple(group)
        antecedent = last if index - last_at <= _STILL_MEANT else ""
        if person := last_person([clause for sentence in own for clause in sentence.clauses], roster):
            last, last_at = person, index
        shared = document | lists.get(index, {})
        found.extend(_of_block(notes, own, near[index], roster, shared, antecedent))
    return tuple(_heard(notes, talk, roster, one) for one in found)


def _of_block(
    notes: Notes,
    sentences: Sequence[Sentence],
    near: BlockContext,
    roster: Roster,
    shared: Mapping[str, float],
    antecedent: str,
) -> Iterator[Candidate]:
    """The candidates of one block. `antecedent` is whom "he" or "she" means until the block names somebody."""
    index = sentences[0].block
    block = notes.blocks[index]
    if block.kind is Kind.ROW and table_rows.roles(block) and not sentences[0].needs_parse:
        row = table_rows.read_row(notes, index, near, roster, shared)
        if row is not None:
            yield _of_row(index, row)
        return
    opening = prefix.label(block.text, roster)  # whom "I" means in all of the block: "LM - It is late; I will ask"
    speaker = block.speaker or (opening.who if opening is not None else None)
    worn = _worn(block, opening, roster)
    dues = [_due_of_those_before(block.text[sentence.start : sentence.end]) for sentence in sentences]
    for number, sentence in enumerate(sentences):
        text = block.text[sentence.start : sentence.end]
        if sentence.ordinal and (dues[number] or (block.kind is not Kind.TURN and suffix.taker(text, roster))):
            continue
        due = next(filter(None, dues[number + 1 :]), "")
        fields = tuple(_fields_of(block, sentence, near, roster))
        around_it = replace(near, fields=fields) if fields != near.fields else near
        for part in segments_of(block.text, sentence, roster, antecedent, worn):
            yield _of_part(notes, part, around_it, roster, shared, speaker, due)
        antecedent = last_person(sentence.clauses, roster) or antecedent


def _fields_of(block: Block, sentence: Sentence, near: BlockContext, roster: Roster) -> Iterator[tuple[str, str]]:
    """What the block's fields say of one sentence: an answer ("Kim volunteers") is to the sentence right before it."""
    for name, value in near.fields:
        if name not in ANSWERS or sentence.end >= len(block.text.rstrip()):
            yield name, value
    if block.kind is not Kind.TURN and (taker := suffix.taker(block.text[sentence.end : sentence.end + 200], roster)):
        yield "taken", taker


# "Chris agreed to do this": the work was named just before
_POINTS_BACK = expression(
    r"""\W*(?:also\ )? (?: do | handle | take(?:\ (?:on|over|care\ of))? | own | lead | coordinate | organi[sz]e
        | accomplish
        | work\ on | look\ (?:into|after) | follow\ up\ on | pick\ up | deal\ with )
        \ (?: this | that | it | these | those | them | so ) (?:\ (?:up|too|issue|task|action|one))?
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


def _due_of_those_before(sentence: str) -> str:
    """The deadline that a sentence gives to those before it ("Goal is to complete this by 31 March"), or ""."""
    phrases = find_phrases(sentence) if _AIM.match(sentence) else ()
    return phrases[0].said if len(phrases) == 1 else ""


def _worn(block: Block, opening: prefix.OwnerSpan | None, roster: Roster) -> str:
    """Whom an entry of several sentences wears at its start or end: who owns what stands between; "" for nobody."""
    if block.kind not in {Kind.BULLET, Kind.BOX}:
        return ""
    worn = opening or suffix.tail(block.text, roster)
    return worn.who if worn is not None and prefix.all_known(worn.who, roster) else ""


def _of_row(index: int, row: table_rows.ActionRow) -> Candidate:
    work = row.reading
    return Candidate(
        index,
        row.start,
        row.end,
        work.start,
        work.end,
        work.owners,
        row.phrases,
        work.features,
        done=row.done,
        cell=row.cell,
    )


def _of_part(
    notes: Notes,
    part: Segment,
    near: BlockContext,
    roster: Roster,
    shared: Mapping[str, float],
    speaker: str | None,
    due: str,
) -> Candidate:
    """The candidate that a part is. `speaker` is who says its block, `due` what the next sentence says of its day."""
    sentence = part.sentence
    block = notes.blocks[sentence.block]
    segment = block.text[part.start : part.end]
    phrases = phrases_in(block.text, part.start, part.end)
    done = says_done(block, part.start, part.end, near)
    work = arguments.read_span(part, block, near, roster, shared)
    work = work.seen(
        *of_layout(notes, sentence.block, near, start=sentence.start, ordinal=sentence.ordinal, number=part.number),
        *of_words(block.text[work.start : work.end], segment),
        *(("date",) if phrases else ()),
        *(("date: by",) if any(phrase.cue in _BY for phrase in phrases) else ()),
        *(("date: of the section",) if near.due else ()),
        *(("done",) if done else ()),
    )
    return Candidate(
        sentence.block,
        part.start,
        part.end,
        work.start,
        work.end,
        work.owners,
        phrases,
        work.features,
        part.clause,
        done,
        marker=part.marker.marker.id if part.marker else "",
        speaker=speaker,
        is_anaphoric=_POINTS_BACK.fullmatch(block.text[work.start : work.end]) is not None,
        due_around=next((value for name, value in near.fields if name == "due"), due or near.due),
        subordinate_spans=_asides(part),
    )


def _asides(part: Segment) -> tuple[tuple[int, int], ...]:
    """The asides of the part's clause, else of its sentence's main one, as spans of the block's text."""
    main = part.clause or next((own for own in part.sentence.clauses if own.dep == "ROOT"), None)
    at = part.sentence.start
    return tuple((at + left, at + right) for left, right in main.subordinate_spans) if main else ()


def _heard(notes: Notes, talk: dialogue.Dialogue, roster: Roster, one: Candidate) -> Candidate:
    """A candidate with what the turns around it say of it; outside of talk as it is."""
    work = notes.blocks[one.block].text[one.task_start : one.task_end]
    clause = one.clause
    spoken = (
        dialogue.Spoken(kind_of(clause, roster), clause.cue, clause.verb) if clause else dialogue.Spoken("", "", "")
    )
    heard = dialogue.turn_context(notes, talk, roster, one.block, (one.start, one.end), work, spoken)
    if heard is None:
        return one
    evidence = {**one.features, **heard.features}
    if dialogue.DIALOGUE in evidence and not one.marker and _LISTED.isdisjoint(evidence):
        evidence = dialogue.as_talk_features(evidence)
    owners = (
        *((said, place) for said, place in one.owners_said if not (heard.asks and said.casefold() in {"i", "we"})),
        *heard.owners,
    )
    if heard.start is not None and one.task_start == one.start and heard.start < one.task_end:
        one = replace(one, task_start=heard.start)
    return replace(one, features=evidence, owners_said=owners, task_said=heard.task, is_anaphoric=heard.is_anaphoric)
