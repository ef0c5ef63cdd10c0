"""Split notes into the sentences that could hold a commitment, and sentences into segments that hold one each.

"Kim will draft it, Lee offered to review" is one sentence and two segments; "create an issue to fix it" is one segment.
All offsets are characters of the block's text, except those of a Clause, which count from the start of its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression
from extractor.extraction.annotation import Annotation, Annotations
from extractor.extraction.candidates import table_rows
from extractor.extraction.candidates.assignments import assignments_in, begins_assignment
from extractor.extraction.candidates.features import is_dialogue, is_mail
from extractor.extraction.candidates.subjects import kind_of, last_named, last_person
from extractor.extraction.context.blocks import ANSWERS, BlockContext
from extractor.extraction.owner_markers.spans import all_known, without_please
from extractor.extraction.triggers import LIKE_WORK, is_order, is_triggered, lower_case
from extractor.language import disfluency, speech_acts
from extractor.language.columns import is_legend
from extractor.language.patterns import compiling, cues, formulas, markers, sections
from extractor.language.patterns.asking import ANOTHER_REQUEST, is_asked
from extractor.language.patterns.seeking import is_left_open, is_sought
from extractor.language.people.roster import Roster
from extractor.language.syntax.clauses import Clause, parse
from extractor.language.syntax.sentences import sentences
from extractor.model import Block, Kind, Notes


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, or a whole row of an action table."""

    block: int
    start: int
    end: int
    ordinal: int  # which sentence of the block, from 0
    needs_parse: bool
    clauses: tuple[Clause, ...] = ()
    part_of: int = (
        -1
    )  # where the sentence starts that assigns work to several people, if it is one of these assignments

    @property
    def is_later_part(self) -> bool:
        """Whether it is an assignment behind another one of the same sentence."""
        return 0 <= self.part_of < self.start


@dataclass(frozen=True, slots=True)
class SegmentMarker:
    """An explicit marker in a sentence: which, where it stands, and the words of the owner inside it ("[TODO Ana]")."""

    marker: markers.Marker
    start: int
    end: int
    who: str

    @property
    def at_tail(self) -> bool:
        """Whether the work stands before the marker ("Draft the agenda #action")."""
        return self.marker.id == "marker-tail"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a sentence that could be one item."""

    sentence: Sentence
    start: int
    end: int
    number: int  # which segment of the sentence, from 0
    clause: Clause | None  # the clause that opens it
    marker: SegmentMarker | None
    antecedent: str  # whom "he" or "she" means in it
    block_owner: str = ""  # whom the block names before or behind all its sentences: "Danny: get the data. Put it up"


# Sentences that announce a meeting or say that there is nothing: "Next sync: Tuesday 10:00", "Blockers: none".
_NO_WORK = expression(
    r"""^\W*(?: (?:the\ |our\ )?next\ (?:[\w-]+\ ){0,2}
          (?:meeting|sync|call|session|stand-?up|meetup|telecon|telco|gathering)s?
          \s*(?:[:,;–—-]|\bis\b|\bwill\ be\b|\bon\b|\bat\b|\bin\b|\d|$)
        | [\w ]{3,30}: \s* (?:none|nothing|n/?a|no|nil|-|—)\W*$
        | (?:none|n/?a|nothing|tbd|tba)\W*$ )""",
    re.VERBOSE | re.IGNORECASE,
)
# A question to everybody that no line answers ("Should we move?", "Who pays?"); "Can you send it?" is a request.
_QUESTION = expression(
    r"""\W*(?: (?:so|and|but|ok|okay|right|well|now|then)\b[, ]+ ){0,2}
    (?: (?:who|what|when|where|how|why|which)(?:'s|’s)?\b
      | (?:should|shall|could|can|do|does|did|is|are|was|would|will) \ (?:we|they|there|it|this|that|these|the
        |i\b(?!\ (?:please\ )?(?:ask|remind)\ (?:you\ to|that\ you)))\b )
    [^.]*\?\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOSING_FIELD = expression(
    r"""[(\[][^()\[\]]{1,60}[)\]]\.?
    |(?:Action|ACTION|AI|TODO|Responsible|Owner|Lead|Who|Assigned\ to|Assignee):
     \s[A-Z][\w-]*(?:[ ,/&]+[A-Z][\w-]*){0,3}\W*
    |(?:Due|Deadline|ETA|By\ when|(?:New|Revised|Updated|Target)\s[Dd](?:ue|eadline|ate))(?:\s[Dd]ate)?:\s.{1,40}""",
    re.VERBOSE,
)
# In talk: a question of who knows, has or did something. "When can you have it?", "How about you?" may be requests.
_ASKS_WHO = expression(
    r"""\W*(?: (?:so|and|but|ok|okay|right|well|now|then)\b[, ]+ ){0,2}
    who (?:'s|’s|\ is|\ are|\ was|\ has|\ have|\ had|\ knows|\ did|\ does|\ made|\ said|\ else\ (?:has|was|is|knows))\b
    (?!\ (?:able|free|up|happy|willing|going\ to\ (?!the\b|be\b)|gonna|taking|doing)) [^.?]*\?\W*""",
    re.VERBOSE | re.IGNORECASE,
)
# What stands between two segments and belongs to neither: "Kim drafts it, and then | Lee reviews it".
_BETWEEN = expression(
    r"""(?:\s*(?:,|;|\.|–|—|\s-)\s*(?:and\s+|then\s+|but\s+|while\s+|with\s+|so\s+)*
    |\s+(?:and|but|while|whereas)\s+(?:then\s+|also\s+)?)$""",
    re.VERBOSE,
)
_CALLS = expression(r"\W*@?[\w.-]+,?\s+(?:can|could|would|will)\W*", re.IGNORECASE)  # "miro, can | you set it up"
_BORDER = expression(r"(?:[,;:.>(\[–—-]|\b(?:and|then|so|but))\s*$")
_STRONG_BORDER = expression(r"(?:[;:.>(\[–—]|\s--?|,?\s(?:and\s)?then|,\sand)\s*$")

_PRESENT = frozenset(["VB", "VBP"])  # Penn tags of a verb that may be a request: "send it"
_STATES = frozenset(  # "we think that", "Kim notes that"
    """
    is are be have do see think know want need agree like believe feel has does sees thinks knows wants needs agrees
    likes believes feels says say notes reports mentions explains asks suggests proposes recommends gives points
    """.split()
)
# "Kim will be at the conference": where somebody will be is not work
_AWAY = expression(
    r"""be\ (?: at | out | away | absent | late | there | here | back | off | unavailable | available | around
        | in\ (?!charge|touch) | on\ (?: holiday | vacation | leave | pto | call | site | a\b | the\b ) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_UNFULFILLED = frozenset(["should have", "could have", "would have", "must have", "might have", "ought to have"])
_WISHES = frozenset(["like", "love", "prefer"])  # "Kim would like to see it": the segment opens with "see"
_SUBORDINATORS = frozenset(
    """if when whether before after until unless once because since so while as where how why which although
    though""".split()
)


def sentences_of(
    notes: Notes, contexts: Sequence[BlockContext], annotations: Annotations, model: str
) -> tuple[Sentence, ...]:
    """Return the sentences of the notes that could hold a commitment, in their order, with their clauses.

    Args:
        notes: The notes.
        contexts: What surrounds each block.
        annotations: The annotations of the notes.
        model: The spaCy pipeline that parses, in one call, the sentences that need it.
    """
    in_dialogue = is_dialogue(notes) and not is_mail(notes)
    found = tuple(
        sentence
        for index, block in enumerate(notes.blocks)
        if _may_hold_work(notes, index, contexts[index], annotations)
        for sentence in _sentences_of_block(block, index, contexts[index], annotations, in_dialogue=in_dialogue)
    )
    to_parse = [sentence for sentence in found if sentence.needs_parse]
    inputs = [_parser_input(notes.blocks[sentence.block], sentence, annotations) for sentence in to_parse]
    unique = list(dict.fromkeys(text for text, _ in inputs))  # a recogniser may repeat a sentence a thousand times
    parses = dict(zip(unique, parse(unique, model), strict=True))
    clauses = {
        (sentence.block, sentence.ordinal): tuple(
            _with_original_offsets(clause, removed)
            for clause in _with_missed_clauses(notes.blocks[sentence.block], text, parses[text], annotations.roster)
        )
        for sentence, (text, removed) in zip(to_parse, inputs, strict=True)
    }
    return tuple(
        replace(sentence, clauses=clauses[sentence.block, sentence.ordinal]) if sentence.needs_parse else sentence
        for sentence in found
    )


def segments_of(
    text: str, sentence: Sentence, annotations: Annotations, antecedent: str, block_owner: str = ""
) -> Iterator[Segment]:
    """Split a sentence into segments.

    Args:
        text: The text of its block.
        sentence: The sentence.
        annotations: The annotations of the notes.
        antecedent: Whom "he" or "she" means in it, where neither the sentence nor the block names somebody before.
        block_owner: Whom the block names as the owner of all its sentences, if anybody.
    """
    roster = annotations.roster
    marker = _action_marker(text, sentence, annotations)
    boundaries = _boundaries(text, sentence, annotations, marker)
    next_starts = [*(start for start, _ in boundaries[1:]), None]
    for number, ((start, clause), next_start) in enumerate(zip(boundaries, next_starts, strict=True)):
        end = sentence.end if next_start is None else next_start
        connective = None if next_start is None else _BETWEEN.search(text, start, end)
        if connective and connective.start() > start:
            end = connective.start()
        if not re.search(r"\w", text[start:end]) or _CALLS.fullmatch(text, start, end):
            continue
        own_antecedent = ""
        if clause is not None and kind_of(clause, roster) == "pronoun":
            earlier = [other for other in sentence.clauses if other.verb_start < clause.verb_start]
            own_antecedent = last_person(earlier, roster) or last_named(text[: sentence.start], roster) or antecedent
        has_marker = marker is not None and (number == 0 or start <= marker.end <= end)
        yield Segment(sentence, start, end, number, clause, marker if has_marker else None, own_antecedent, block_owner)


def _may_hold_work(notes: Notes, index: int, context: BlockContext, annotations: Annotations) -> bool:
    """Whether a block may hold work: no title, list of people, table head or field of the line above."""
    block = notes.blocks[index]
    return not (
        (block.kind is Kind.HEADING and not _is_item(annotations.of(block.text), block.section))
        or block.roster
        or context.is_field
        or not re.search(r"\w", block.text)
        or table_rows.is_head(notes, index)
        or (block.line <= 3 and block.text.strip(" #*_") == notes.title and not _ENDS.search(block.text))
        or (index == 0 and _MEETS.match(block.text) is not None and bool(annotations.of(block.text).dates))
        or (_is_in_attendance(context) and not _says_more_than_names(block))
    )


# "Call w/ the agent re Flat 2, 19 Aug, notes by Dagny": what was held, not a call to make
_MEETS = expression(
    r"""\W*(?:(?:quick|short|weekly|team|phone|zoom|teams)\s)?
    (?:call|meeting|mtg|catch[\s-]?up|chat|1[:-]1|one[\s-]to[\s-]one|visit|huddle|debrief)\b
    (?=\s(?:w/|with|re|on|about)\b|\sw/|\s?[(@,–—-])(?![^\n]*[.!?]\s*$)""",
    re.VERBOSE | re.IGNORECASE,
)
_PROMISE = expression(r"\W*(?P<who>[^\W\d_][\w.'’&+/, -]{0,40}?)\s(?:to|will)\s(?!the\b|a\b|an\b|be\b)[a-z]+\b")


def _is_in_attendance(context: BlockContext) -> bool:
    """Whether a line stands right in the list of those present, not in a list or section further down."""
    return any(sections.is_section(title, "attendance") for title in (*context.parents, *context.titles)[:1])


def _is_item(heading: Annotation, section: Sequence[str]) -> bool:
    """Whether a heading in this section is an item itself.

    It is marked as one, says what somebody is to do ("Ana to book the room"), or is an order under a title of actions.
    """
    if heading.action_marker:
        return True
    if (promise := _PROMISE.match(heading.text)) and heading.roster.owners_only(promise["who"]):
        return True
    kind_above = sections.section_kind(section[-1]) if section else ""
    is_under_actions = kind_above in {"actions", "review"}
    return is_under_actions and not sections.section_kind(heading.text) and is_order(heading.text)


def _says_more_than_names(block: Block) -> bool:
    """Whether a block is more than a list of people: many notes go on behind that list without a title."""
    is_prose = block.kind is Kind.PARAGRAPH and len(block.text.split()) > 8 and _ENDS.search(block.text) is not None
    return is_prose or is_triggered(block.text, lower_case(block.text), 0, len(block.text))


_ENDS = expression(r"[.!?]\W*$")


def _sentences_of_block(
    block: Block, index: int, context: BlockContext, annotations: Annotations, *, in_dialogue: bool
) -> Iterator[Sentence]:
    """Yield the sentences of a block that could be work, and whether it takes the parse to judge them.

    In written notes these are all that name somebody or a day or give an order, and what stands alone on a line.
    `in_dialogue` they show a sign of work, and of what is spoken only what may commit somebody: there the lines around
    a turn tell nothing.
    """
    spoken = in_dialogue and block.kind is Kind.TURN
    if block.kind is Kind.ROW and table_rows.column_roles(block):
        yield from _sentences_of_row(block, index, annotations.roster)
        return
    is_listed = block.kind is Kind.BOX or not {"actions", "review", "done"}.isdisjoint(context.sections[:2])
    is_answered = any(name in ANSWERS for name, _ in context.fields)  # by the next line: "ACTION: Kim"
    low = lower_case(block.text)
    for ordinal, (start, end, part_of) in enumerate(_parts(block, annotations)):
        sentence = annotations.of(block.text, start, end)
        work_start = start + sentence.topic_end
        label = sections.section_kind(block.text[start:work_start].strip(" :-–—")) if sentence.topic_end else ""
        is_question = not is_answered and _is_question(block, work_start, end)
        is_past = label == "past" and not _AHEAD.search(block.text, work_start, end)  # "Yesterday: finished the page"
        is_said = _NO_WORK.match(sentence.text) or is_legend(sentence.text)
        if ordinal and _names_only_owners(sentence, annotations.roster):
            continue  # "We need the figures. AI -> Kim": the sentence before is the work
        if is_past or is_question or is_said or _commits_nobody(sentence, is_listed=is_listed):
            continue
        if spoken and not (is_listed or _may_commit(sentence)):
            continue
        is_first = ordinal == 0 or 0 <= part_of < start
        needs_parse = (
            is_triggered(block.text, low, start, end)
            or (is_first and (is_listed or label == "actions"))  # "Today: write the tests"
            or (is_answered and end >= len(block.text.rstrip()))
            or _tells_of_known_person(sentence)
            or (is_first and _names_owner(sentence, annotations))
            or (spoken and speech_acts.binds(sentence.roster.with_capitals(sentence.text)))
        )
        is_written = not in_dialogue and block.kind is not Kind.ROW and _SEVERAL_WORDS.search(sentence.text) is not None
        needs_parse = needs_parse or (is_written and _may_be_work(sentence))
        is_line = is_written and is_first and len(sentence.text) <= _MAX_LINE
        if needs_parse or is_line or (is_first and _is_entry(block, sentence)):
            yield Sentence(index, start, end, ordinal, needs_parse, part_of=part_of)


def _names_only_owners(sentence: Annotation, roster: Roster) -> bool:
    """Whether a sentence is a marker of an action and names, and nothing else."""
    found = sentence.action_marker
    if found is None or found[1].start() > 0:
        return False
    return roster.owners_only(sentence.text[found[1].end() :].strip(" .!"))


def _is_question(block: Block, start: int, end: int) -> bool:
    """Whether words of a block only ask something; "Who can bring the projector?" seeks somebody for work."""
    asks = _ASKS_WHO if block.kind is Kind.TURN else _QUESTION
    return asks.fullmatch(block.text, start, end) is not None and not is_sought(block.text[start:end])


_SEVERAL_WORDS = expression(r"[^\W\d_]{2,}\W+(?:\w+\W+){0,3}?[^\W\d_]{2,}")
_MAX_LINE = 90  # characters of what may be work as a line of its own, without any sign


def _may_be_work(sentence: Annotation) -> bool:
    """Whether a sentence without a sign of work names somebody or a day, or gives an order."""
    words = _WORDS.findall(sentence.text.casefold())
    if not sentence.roster.name_words.isdisjoint(words):
        return True
    return (sentence.may_have_dates and bool(sentence.dates)) or is_order(sentence.text)


_WORDS = expression(r"@?[^\W\d_][\w.-]*[^\W_]")


def _joined_assignments(block: Block, annotations: Annotations) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of a block; those of assignments between semicolons are one sentence.

    "Karen: lead the demo; Tom: slides; Dev: venue"
    """
    joined: list[tuple[int, int]] = []
    for start, end in _sentence_spans(block.text, annotations, spoken=block.kind is Kind.TURN):
        if joined and block.text[joined[-1][1] - 1] == ";" and begins_assignment(block.text, start, end, annotations):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    yield from joined


def _parts(block: Block, annotations: Annotations) -> Iterator[tuple[int, int, int]]:
    """Yield the spans of the sentences of a block; of one that assigns work to several people, those of its parts.

    The third number is where the sentence of a part starts, -1 for a whole sentence. Turns of talk are not parted.
    """
    for start, end in _joined_assignments(block, annotations):
        parts = ((start, end),) if block.kind is Kind.TURN else assignments_in(block.text, start, end, annotations)
        if len(parts) == 1 and annotations.roster.recipient is not None and block.kind is not Kind.TURN:
            parts = _requests_in(block.text, start, end)
        for left, right in parts:
            yield left, right, start if len(parts) > 1 else -1


def _requests_in(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the spans of the requests of a sentence: "please sign it, and could I ask you to check the order?"."""
    cuts = [found for found in ANOTHER_REQUEST.finditer(text, start, end) if is_asked(text[start : found.start()])]
    edges = [start, *(at for found in cuts for at in (found.start(), found.end())), end]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def _commits_nobody(sentence: Annotation, *, is_listed: bool) -> bool:
    """Whether a sentence is a set phrase of minutes, or says what somebody of the roster has done."""
    formula = formulas.formula_of(sentence.text, is_listed=is_listed)
    if formula is not None:
        if formula.id == "waits" and _AHEAD.search(sentence.text):
            return False  # "Omar still waiting on the licence, he'll chase the council"
        return formula.in_lists or not sentence.names_owner  # "To consider the tender (Ana)"
    match = _DID.match(sentence.text)
    if match is None or match["verb"] not in _PAST_ONLY or _AHEAD.search(sentence.text):
        return False
    return len(sentence.roster.known(match["who"])) > 0 and not sentence.dates


_DID = expression(r"\W{0,3}(?P<who>[A-Z][\w'’-]+)(?: [A-Z][\w.'’-]+)? (?P<verb>[a-z]{3,12})\b")
# Forms of verbs that are past and nothing else, without those by which people take on work ("agreed", "took").
_PAST_ONLY = frozenset(
    """
    rose spoke gave went came sent brought bought met paid held wrote drove flew knew thought felt made lent sold spent
    rang began broke chose ate sang swam won lost kept taught built found saw did explained thanked welcomed attended
    visited resigned retired
    """.split()
)


def _sentences_of_row(block: Block, index: int, roster: Roster) -> Iterator[Sentence]:
    """Yield a row of an action table as one sentence, or each whole assignment in its owner's column as one."""
    spans = table_rows.assignments(block, roster)
    if not spans:
        yield Sentence(index, 0, len(block.text), 0, False)
    for ordinal, (start, end) in enumerate(spans):
        yield Sentence(index, start, end, ordinal, True)


def _names_owner(sentence: Annotation, annotations: Annotations) -> bool:
    """Whether a sentence names its owner at its start, behind its topic, or at its end."""
    topic_end = sentence.topic_end
    behind_topic = annotations.of(sentence.text, topic_end).before_verb if topic_end else None
    return behind_topic is not None or sentence.names_owner


def _is_entry(block: Block, sentence: Annotation) -> bool:
    """Whether its place and its words alone may make the first sentence of a block work.

    That is an entry of a list, or a short line that opens with a verb: they need no word that is a sign of work.
    """
    is_entry = block.kind in {Kind.BULLET, Kind.TURN} and LIKE_WORK.match(sentence.text, sentence.topic_end) is not None
    return is_entry or (block.kind is Kind.PARAGRAPH and is_order(sentence.text))


def _may_commit(sentence: Annotation) -> bool:
    """Whether what is said in a dialogue may commit anybody; most of it does not, and would take long to parse."""
    text = sentence.text
    is_bound = speech_acts.may_bind(sentence.roster.with_capitals(text))
    return sentence.action_marker is not None or is_bound or is_left_open(text)


_DOES = expression(r"\W{0,3}(?P<who>[A-Z][\w'’-]+)(?: [A-Z][\w.'’-]+)? [a-z]{3,}s\b")


def _tells_of_known_person(sentence: Annotation) -> bool:
    """Whether a sentence opens with somebody of the roster who does something: "Markus refines the issue"."""
    match = _DOES.match(sentence.text)
    return match is not None and len(sentence.roster.known(match["who"])) > 0


_AHEAD = expression(r"\b(?:will|'ll|’ll|need|needs|to do|todo|should|must|next|tomorrow)\b", re.IGNORECASE)


def _sentence_spans(text: str, annotations: Annotations, *, spoken: bool) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences; one that only names an owner or a date is part of the one before it.

    "... unions. (Lee)", "... Action: Lee", "Ask about the air con. Lee"
    """
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        words = text[start:end]
        is_closing = _CLOSING_FIELD.fullmatch(words) or (not spoken and _is_name(words, annotations.roster))
        if spans and (is_closing or _is_date(annotations.of(text, start, end))):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _is_name(text: str, roster: Roster) -> bool:
    """Whether a sentence is a name of the notes and nothing else: "Lee.", "Lee please!"."""
    words = without_please(text).strip(" .!")
    return len(words) <= _MAX_NAME and words[:1].isupper() and all_known(words, roster)


_MAX_NAME = 40  # characters
_MAX_DATE = 25  # characters of a sentence that is a date and nothing else


def _is_date(sentence: Annotation) -> bool:
    """Whether a sentence is a date and nothing else: "Ben - quotes!! Sept 20"."""
    if len(sentence.text) > _MAX_DATE or not sentence.may_have_dates or len(sentence.dates) != 1:
        return False
    date = sentence.dates[0]
    return not re.search(r"\w", sentence.text[: date.start] + sentence.text[date.end :])


def _parser_input(
    block: Block, sentence: Sentence, annotations: Annotations
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return a sentence as the parser gets it, and the spans that were removed from it: a turn's hesitations."""
    text = _without_markers(annotations.of(block.text, sentence.start, sentence.end))
    if block.kind is not Kind.TURN:
        return text, ()
    return disfluency.fluent(annotations.roster.with_capitals(text))


def _with_missed_clauses(block: Block, text: str, parsed: Sequence[Clause], roster: Roster) -> Sequence[Clause]:
    """Return the parsed clauses of a sentence with those that the parser has missed."""
    if block.kind is not Kind.TURN:
        known = [clause.verb_start for clause in parsed if clause.subject.casefold() in _ALL]
        return (*parsed, *speech_acts.asked_of_all(text, known))
    verbs = [
        clause.verb_start
        for clause in parsed
        if cues.cue_of(clause.cue, kind_of(clause, roster)) is not None and clause.cue
    ]
    return (*parsed, *speech_acts.missed(text, verbs))


def _without_markers(sentence: Annotation) -> str:
    """Blank out markers and stars, so that the parser sees words; offsets stay."""
    text = sentence.text
    is_marked = sentence.action_marker is not None or sentence.decision_marker is not None
    for marker in markers.MARKERS if is_marked else ():
        if marker.means in {"action", "decision"} and (match := compiling.compiled(marker.pattern).search(text)):
            end = len(text) if marker.id == "marker-tail" else match.end()
            text = text[: match.start()] + " " * (end - match.start()) + text[end:]
    return text.replace("*", " ")


def _with_original_offsets(clause: Clause, removed: Sequence[tuple[int, int]]) -> Clause:
    """Return a clause of a sentence without hesitations with the offsets that it has in the original sentence."""
    if not removed:
        return clause
    return replace(
        clause,
        subject_start=disfluency.back(clause.subject_start, removed),
        subject_end=disfluency.back(clause.subject_end, removed),
        cue_start=disfluency.back(clause.cue_start, removed),
        attribution_start=disfluency.back(clause.attribution_start, removed) if clause.attribution_start >= 0 else -1,
        verb_start=disfluency.back(clause.verb_start, removed),
    )


def _action_marker(text: str, sentence: Sentence, annotations: Annotations) -> SegmentMarker | None:
    """Find the first marker of an action in a sentence; one at its end must name an owner."""
    annotation = annotations.of(text, sentence.start, sentence.end)
    for marker in markers.MARKERS if annotation.action_marker else ():
        if marker.means == "action" and (match := compiling.compiled(marker.pattern).search(annotation.text)):
            groups = match.groupdict()
            who = (groups.get("who") or groups.get("named") or groups.get("low") or "").strip()
            if marker.id == "marker-tail" and not annotations.roster.owners_only(who):
                continue
            return SegmentMarker(marker, sentence.start + match.start(), sentence.start + match.end(), who)
    return None


def _boundaries(
    text: str, sentence: Sentence, annotations: Annotations, marker: SegmentMarker | None
) -> tuple[tuple[int, Clause | None], ...]:
    """Return where the segments of a sentence start, and the clauses that open them.

    The first segment starts where the sentence does.
    """
    opening = sentence.start
    if marker is not None and marker.end > sentence.start and not marker.at_tail:
        opening = marker.end
    opening += annotations.of(text, opening, sentence.end).topic_end  # "By Thursday: Anna uploads it"
    owner_at_end = annotations.of(text, sentence.start, sentence.end).owner_at_end
    # a clause in "(Shaun to do)" opens no segment
    last_verb = owner_at_end.start if owner_at_end is not None else sentence.end - sentence.start
    lead = annotations.of(text, opening, sentence.end).before_verb
    # a verb within the names is none: "Marjolein van den Heuvel and Bisi will draft it"
    first_verb = opening + lead.start + len(lead.who) - sentence.start if lead is not None else 0
    boundaries: list[tuple[int, Clause | None]] = sorted(
        (
            (sentence.start + _clause_start(clause), clause)
            for clause in sentence.clauses
            if first_verb <= clause.verb_start < last_verb
            and not _is_in_brackets(text[sentence.start : sentence.start + (clause.subject_start or clause.cue_start)])
            and _opens_segment(clause, sentence, text, annotations.roster, opening)
        ),
        key=lambda boundary: boundary[0],
    )
    if boundaries and lead is not None and boundaries[0][0] >= opening + lead.end:
        return ((sentence.start, None), *boundaries)  # the parser missed the clause that opens the sentence
    return ((sentence.start, boundaries[0][1] if boundaries else None), *boundaries[1:])


def _clause_start(clause: Clause) -> int:
    """Return where a clause starts: with who says it ("and Lee said that he will"), its subject, or its cue."""
    if clause.attribution_start >= 0:
        return clause.attribution_start
    return max(0, clause.subject_start if clause.subject else clause.cue_start)


def _opens_segment(clause: Clause, sentence: Sentence, text: str, roster: Roster, opening: int) -> bool:
    """Whether a clause opens a segment of its own.

    Args:
        clause: A clause of the sentence.
        sentence: The sentence.
        text: The text of its block.
        roster: The people of the notes.
        opening: The offset where the sentence starts behind its marker and topic.
    """
    if (clause.tag == "VBG" and not clause.cue and not clause.first) or clause.dep == "relcl":
        return False
    kind = kind_of(clause, roster)
    cue = cues.cue_of(clause.cue, "person" if kind == "pronoun" else kind)
    before = text[opening : sentence.start + clause.subject_start]
    if cue is None or not _fits_cue(cue.id, clause, before, roster):
        return False
    if clause.tag == "VBN" and clause.cue in _UNFULFILLED:
        return False  # "they should have been here last week"
    if clause.verb == "need" and kind == "person" and cue.id == "will":
        return False  # "Carla will need a new hose"
    if clause.verb in _WISHES or (clause.verb == "be" and _AWAY.match(text, sentence.start + clause.verb_start)):
        return False
    if kind == "none" and clause.cue in {"to", "to be"} and not clause.first:
        return False  # "agreed to draft it and to send it" is one segment
    is_dependent = clause.passive or clause.dep not in {"ROOT", "conj"}
    if kind in {"none", "thing"} and not clause.first and is_dependent and cue.id not in {"was-agreed", "asked-to"}:
        return False  # "write the migration, should be done by tomorrow" is one segment
    # "so I'll write to them": in talk "so" begins a promise
    is_opening = clause.mark == "so" and (kind in {"i", "we", "you"} or _OPENS_TALK.fullmatch(before) is not None)
    return clause.mark not in _SUBORDINATORS or is_opening


# "Okay so Maria will send it": nothing stands before "so" that it could give the purpose of.
_OPENS_TALK = expression(
    r"\W*(?:(?:okay|ok|right|alright|all right|well|yeah|yes|and|um|uh|er|cool|great|good|anyway|now|then)\W+){0,9}"
    r"so\W*",
    re.IGNORECASE,
)


def _fits_cue(cue: str, clause: Clause, before: str, roster: Roster) -> bool:
    """Whether a clause with this cue may open a segment where it stands, with its verb in this form.

    `before` is the sentence behind its marker and topic, up to the clause's subject.
    """
    is_first = clause.first or len(before) <= 2
    if cue == "to":
        is_guess = clause.adjacent and not roster.known(clause.subject)
        # "create an issue in Apollo Kotlin to implement it": Apollo Kotlin owns nothing
        return _is_at_boundary(before, clause.adjacent, is_guess)
    if cue == "imperative":
        return clause.tag in _PRESENT and is_first
    if cue == "bare":
        # "Ana compiles it, Ben signs": the second clause is work of its own
        follows = clause.dep in {"ROOT", "conj", "ccomp", "parataxis"} and _follows_clause(clause, before, roster)
        return clause.tag in _PRESENT | {"VBZ"} and clause.verb not in _STATES and (is_first or follows)
    return True


def _follows_clause(clause: Clause, before: str, roster: Roster) -> bool:
    """Whether a clause of a known person, or of the writer, stands behind a comma, "and" or the like."""
    subject = clause.subject.casefold()
    is_person = subject in _ALL or subject == "i" or len(roster.known(clause.subject)) == 1
    is_person = is_person or (
        subject in {"he", "she"} and bool(last_named(before, roster))
    )  # "Ana's bill is wrong, she"
    return is_person and _BORDER.search(before) is not None


_ALL = frozenset({"everybody", "everyone"})


def _is_in_brackets(before: str) -> bool:
    """Whether what follows `before` continues inside brackets: "the sketches (nearly there, she wants to redo one)"."""
    return before.count("(") > before.count(")") and not before.rstrip().endswith("(")


def _is_at_boundary(before: str, is_adjacent: bool, is_guess: bool) -> bool:
    """Whether a clause can begin behind `before`: at the start of the sentence, or after punctuation or a conjunction.

    Args:
        before: The sentence up to the clause's subject.
        is_adjacent: Whether the subject is only the words left of "to". It needs stronger punctuation: in "talk to Jo
            and Paul to find out" Paul does not commit to anything.
        is_guess: Whether that subject is unknown to the notes. A known one may follow a comma: "by 10 March, Ana to
            send it".
    """
    if not re.search(r"\w", before):
        return True
    if is_adjacent and not is_guess and before.rstrip().endswith(","):
        return True
    return (_STRONG_BORDER if is_adjacent else _BORDER).search(before) is not None
