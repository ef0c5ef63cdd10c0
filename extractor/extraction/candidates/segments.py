"""Cutting: notes into the sentences that could hold a commitment, and a sentence into parts that hold one each.

"Kim will draft it, Lee offered to review" is one sentence and two parts; "create an issue to fix it" is one and one.
All offsets are characters of the block's text, but for those of a Clause, which count from its sentence's start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates import table_rows
from extractor.extraction.candidates.features import is_dialogue
from extractor.extraction.candidates.subjects import kind_of, last_named, last_person
from extractor.extraction.context.blocks import ANSWERS, BlockContext
from extractor.extraction.owner_markers import prefix, suffix
from extractor.extraction.triggers import LIKE_WORK, is_order, is_triggered, lower_case
from extractor.language import disfluency, speech_acts
from extractor.language.patterns import compiling, cues, markers, sections
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


@dataclass(frozen=True, slots=True)
class Marked:
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
    """The part of a sentence that could be one item."""

    sentence: Sentence
    start: int
    end: int
    number: int  # which part of the sentence, from 0
    clause: Clause | None  # that opens it
    marker: Marked | None
    antecedent: str  # whom "he" or "she" means in it
    worn: str = ""  # whom the block wears before or behind all its sentences: "Danny: get the data. Put figures up"


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
    r"""\W*(?: (?:who|what|when|where|how|why|which)\b
      | (?:should|shall|could|can|do|does|did|is|are|was|would|will) \ (?:we|i|they|there|it|this|that|these|the)\b )
    [^.]*\?\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_ASIDE = expression(
    r"""[(\[][^()\[\]]{1,60}[)\]]\.?
    |(?:Action|ACTION|AI|TODO|Responsible|Owner|Lead|Who|Assigned\ to|Assignee):
     \s[A-Z][\w-]*(?:[ ,/&]+[A-Z][\w-]*){0,3}\W*
    |(?:Due|Deadline|ETA|By\ when):\s.{1,40}""",
    re.VERBOSE,
)
# What stands between two parts and belongs to neither: "Kim drafts it, and then | Lee reviews it".
_BETWEEN = expression(
    r"""(?:\s*(?:,|;|\.|–|—|\s-)\s*(?:and\s+|then\s+|but\s+|while\s+|with\s+|so\s+)*
    |\s+(?:and|but|while|whereas)\s+(?:then\s+|also\s+)?)$""",
    re.VERBOSE,
)
_CALLS = expression(r"\W*@?[\w.-]+,?\s+(?:can|could|would|will)\W*", re.IGNORECASE)  # "miro, can | you set it up"
_BORDER = expression(r"(?:[,;:.>(\[–—-]|\b(?:and|then|so|but))\s*$")
_STRONG_BORDER = expression(r"(?:[;:.>(\[–—]|\s-|,?\s(?:and\s)?then|,\sand)\s*$")

_PRESENT = frozenset(["VB", "VBP"])  # Penn tags of a verb that may be a request: "send it"
_STATES = frozenset(  # "we think that", "Kim notes that"
    """
    is are be have do see think know want need agree like believe feel has does sees thinks knows wants needs agrees
    likes believes feels says say notes reports mentions explains asks suggests proposes recommends gives points
    """.split()
)
# "Kim will be at the conference": where somebody will be, and nothing to be done
_AWAY = expression(
    r"""be\ (?: at | out | away | absent | late | there | here | back | off | unavailable | available | around
        | in\ (?!charge|touch) | on\ (?: holiday | vacation | leave | pto | call | site | a\b | the\b ) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_WISHES = frozenset(["like", "love", "prefer"])  # "Kim would like to see it": what is wished for opens the part
_SUBORDINATORS = frozenset(
    """if when whether before after until unless once because since so while as where how why which although
    though""".split()
)


def sentences_of(notes: Notes, around: Sequence[BlockContext], roster: Roster, model: str) -> tuple[Sentence, ...]:
    """The sentences of the notes that could hold a commitment, in their order, with their clauses.

    Those that need the parse go through the spaCy pipeline `model` in one call.
    """
    talk = is_dialogue(notes)
    found = tuple(
        sentence
        for index, block in enumerate(notes.blocks)
        if _may_hold_work(notes, index, around[index])
        for sentence in _of_block(block, index, around[index], roster, spoken=talk and block.kind is Kind.TURN)
    )
    todo = [sentence for sentence in found if sentence.needs_parse]
    said = [_for_parser(notes.blocks[one.block], one) for one in todo]
    parsed = parse([text for text, _ in said], model)
    clauses = {
        (one.block, one.ordinal): tuple(
            _as_said(clause, left_out) for clause in _with_missed(notes.blocks[one.block], text, own, roster)
        )
        for one, (text, left_out), own in zip(todo, said, parsed, strict=True)
    }
    return tuple(replace(one, clauses=clauses[one.block, one.ordinal]) if one.needs_parse else one for one in found)


def segments_of(text: str, sentence: Sentence, roster: Roster, antecedent: str, worn: str = "") -> Iterator[Segment]:
    """The parts of a sentence of the block with this text, which wears the owner `worn`, if any.

    `antecedent` is whom "he" or "she" means in it, where neither the sentence nor the block names somebody before.
    """
    marked = _action_marker(text, sentence, roster)
    cuts = _boundaries(text, sentence, roster, marked)
    ends = [*(start for start, _ in cuts[1:]), None]
    for number, ((start, clause), following) in enumerate(zip(cuts, ends, strict=True)):
        end = sentence.end if following is None else following
        joined = None if following is None else _BETWEEN.search(text, start, end)
        if joined and joined.start() > start:
            end = joined.start()
        if not re.search(r"\w", text[start:end]) or _CALLS.fullmatch(text, start, end):
            continue
        antecedents = ""
        if clause is not None and kind_of(clause, roster) == "pronoun":
            earlier = [own for own in sentence.clauses if own.verb_start < clause.verb_start]
            antecedents = last_person(earlier, roster) or last_named(text[: sentence.start], roster) or antecedent
        yield Segment(
            sentence,
            start,
            end,
            number,
            clause,
            marked if number == 0 or (marked and start <= marked.end <= end) else None,
            antecedents,
            worn,
        )


def _may_hold_work(notes: Notes, index: int, near: BlockContext) -> bool:
    """Whether a block is a place for work at all: no title, list of people, table head or field of the line above."""
    block = notes.blocks[index]
    return not (
        (block.kind is Kind.HEADING and not _is_item(block))
        or block.roster
        or near.is_field
        or not re.search(r"\w", block.text)
        or table_rows.is_head(notes, index)
        or (notes.title and block.line <= 3 and block.text.strip(" #*_") == notes.title)
        or (_under_attendance(near) and not _tells(block))
    )


def _under_attendance(near: BlockContext) -> bool:
    """Whether a line stands right in the list of those present, not in a list or section further down."""
    return any(sections.is_section(title, "attendance") for title in (*near.parents, *near.titles)[:1])


def _is_item(block: Block) -> bool:
    """Whether a title is an item itself: marked as one, or an order right under a title of actions."""
    if markers.marker_at(block.text, "action"):
        return True
    above = sections.section_kind(block.section[-1]) if block.section else ""
    return above in {"actions", "review"} and not sections.section_kind(block.text) and is_order(block.text)


def _tells(block: Block) -> bool:
    """Whether a block says more than who is there: many notes go on under the list of those present without a title."""
    prose = block.kind is Kind.PARAGRAPH and len(block.text.split()) > 8 and _ENDS.search(block.text) is not None
    return prose or is_triggered(block.text, lower_case(block.text), 0, len(block.text))


_ENDS = expression(r"[.!?]\W*$")


def _of_block(block: Block, index: int, near: BlockContext, roster: Roster, *, spoken: bool) -> Iterator[Sentence]:
    """The sentences of a block that show a sign of work, and whether it takes the parse to judge them.

    Of those `spoken` in a dialogue the ones that may commit anybody: neighbours count for nothing there.
    """
    if block.kind is Kind.ROW and table_rows.roles(block):
        assigned = table_rows.assignments(block, roster)
        if not assigned:
            yield Sentence(index, 0, len(block.text), 0, False)
        for ordinal, (start, end) in enumerate(assigned):
            yield Sentence(index, start, end, ordinal, True)
        return
    listed = block.kind is Kind.BOX or not {"actions", "review", "done"}.isdisjoint(near.sections[:2])
    answered = any(name in ANSWERS for name, _ in near.fields)  # by the next line: "ACTION: Kim"
    low = lower_case(block.text)
    for ordinal, (start, end) in enumerate(_spans(block.text)):
        behind = start + prefix.topic(block.text[start:end])
        label = sections.section_kind(block.text[start:behind].strip(" :-–—")) if behind > start else ""
        asks = block.kind is not Kind.TURN and not answered and _QUESTION.fullmatch(block.text, behind, end)
        past = label == "past" and not _AHEAD.search(block.text, behind, end)  # "Yesterday: finished the page"
        if past or asks or _NO_WORK.match(block.text[start:end]):
            continue
        if spoken and not (listed or _may_commit(block.text[start:end])):
            continue
        opening = ordinal == 0
        needs_parse = (
            is_triggered(block.text, low, start, end)
            or (opening and (listed or label == "actions"))  # "Today: write the tests"
            or (answered and end >= len(block.text.rstrip()))
            or _tells_of(block.text[start:end], roster)
            or (opening and behind > start and prefix.before_verb(block.text[behind:end], roster) is not None)
            or (opening and suffix.names_owner(block.text[start:end], roster))
        )
        # a bullet without any trigger is judged by its place and its words alone, a short line if it opens with a verb
        entry = block.kind in {Kind.BULLET, Kind.TURN} and LIKE_WORK.match(block.text[behind:end]) is not None
        bare = entry or (block.kind is Kind.PARAGRAPH and is_order(block.text[start:end]))
        if needs_parse or (opening and bare):
            yield Sentence(index, start, end, ordinal, needs_parse)


def _may_commit(words: str) -> bool:
    """Whether what is said in a dialogue may commit anybody; most of it does not, and would take long to parse."""
    return markers.marker_at(words, "action") is not None or speech_acts.may_bind(words)


_DOES = expression(r"\W{0,3}(?P<who>[A-Z][\w'’-]+)(?: [A-Z][\w.'’-]+)? [a-z]{3,}s\b")


def _tells_of(sentence: str, roster: Roster) -> bool:
    """Whether a sentence opens with somebody of the roster who does something: "Markus refines the issue"."""
    found = _DOES.match(sentence)
    return found is not None and len(roster.known(found["who"])) > 0


_AHEAD = expression(r"\b(?:will|'ll|’ll|need|needs|to do|todo|should|must|next|tomorrow)\b", re.IGNORECASE)


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text; who stands alone behind one belongs to it ("... unions. (Lee)", "... Action: Lee")."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if spans and _ASIDE.fullmatch(text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _for_parser(block: Block, sentence: Sentence) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words of a sentence for the parser; in a turn without its hesitations, and where these were left out."""
    text = _without_markers(block.text[sentence.start : sentence.end])
    return disfluency.fluent(text) if block.kind is Kind.TURN else (text, ())


def _with_missed(block: Block, text: str, parsed: Sequence[Clause], roster: Roster) -> Sequence[Clause]:
    """The parsed clauses of a sentence, in talk with those that the parser has missed."""
    if block.kind is not Kind.TURN:
        return parsed
    verbs = [
        clause.verb_start
        for clause in parsed
        if cues.cue_of(clause.cue, kind_of(clause, roster)) is not None and clause.cue
    ]
    return (*parsed, *speech_acts.missed(text, verbs))


def _without_markers(text: str) -> str:
    """A sentence with markers and stars blanked out, so that the parser sees words; offsets stay."""
    marked = any(markers.marker_at(text, means) for means in ("action", "decision"))
    for marker in markers.MARKERS if marked else ():
        if marker.means in {"action", "decision"} and (found := compiling.compiled(marker.pattern).search(text)):
            end = len(text) if marker.id == "marker-tail" else found.end()
            text = text[: found.start()] + " " * (end - found.start()) + text[end:]
    return text.replace("*", " ")


def _as_said(clause: Clause, left_out: Sequence[tuple[int, int]]) -> Clause:
    """A clause of a fluent sentence with the offsets of the sentence as it was said."""
    if not left_out:
        return clause
    return replace(
        clause,
        subject_start=disfluency.back(clause.subject_start, left_out),
        subject_end=disfluency.back(clause.subject_end, left_out),
        cue_start=disfluency.back(clause.cue_start, left_out),
        attribution_start=disfluency.back(clause.attribution_start, left_out) if clause.attribution_start >= 0 else -1,
        verb_start=disfluency.back(clause.verb_start, left_out),
    )


def _action_marker(text: str, sentence: Sentence, roster: Roster) -> Marked | None:
    """The first of MARKERS for an action that stands in a sentence; one at its end must name an owner."""
    segment = text[sentence.start : sentence.end]
    for marker in markers.MARKERS if markers.marker_at(segment, "action") else ():
        if marker.means == "action" and (found := compiling.compiled(marker.pattern).search(segment)):
            named = found.groupdict()
            who = (named.get("who") or named.get("named") or named.get("low") or "").strip()
            if marker.id == "marker-tail" and not roster.owners_only(who):
                continue
            return Marked(marker, sentence.start + found.start(), sentence.start + found.end(), who)
    return None


def _boundaries(
    text: str, sentence: Sentence, roster: Roster, marked: Marked | None
) -> tuple[tuple[int, Clause | None], ...]:
    """Where the parts of a sentence start, and the clauses that open them; the first starts where the sentence does."""
    opening = sentence.start
    if marked is not None and marked.end > sentence.start and not marked.at_tail:
        opening = marked.end
    opening += prefix.topic(text[opening : sentence.end])  # "By Thursday: Anna uploads it"
    worn = suffix.tail(text[sentence.start : sentence.end], roster)
    last = worn.start if worn is not None else sentence.end - sentence.start  # "(Shaun to do)" opens nothing of its own
    cuts: list[tuple[int, Clause | None]] = sorted(
        (
            (sentence.start + _start(clause), clause)
            for clause in sentence.clauses
            if clause.verb_start < last
            and not _inside_brackets(text[sentence.start : sentence.start + (clause.subject_start or clause.cue_start)])
            and _opens(clause, sentence, text, roster, opening)
        ),
        key=lambda cut: cut[0],
    )
    lead = prefix.before_verb(text[opening : sentence.end], roster)
    if cuts and lead is not None and cuts[0][0] >= opening + lead.end:
        return ((sentence.start, None), *cuts)  # the parser missed the clause that opens the sentence
    return ((sentence.start, cuts[0][1] if cuts else None), *cuts[1:])


def _start(clause: Clause) -> int:
    """Where a part that a clause opens begins: with who says it ("and Lee said that he will"), its subject, its cue."""
    if clause.attribution_start >= 0:
        return clause.attribution_start
    return max(0, clause.subject_start if clause.subject else clause.cue_start)


def _opens(clause: Clause, sentence: Sentence, text: str, roster: Roster, opening: int) -> bool:
    """Whether a clause opens a part of its own in its sentence."""
    if clause.tag == "VBG" and not clause.cue and not clause.first:
        return False
    kind = kind_of(clause, roster)
    cue = cues.cue_of(clause.cue, "person" if kind == "pronoun" else kind)
    if cue is None:
        return False
    at = sentence.start + clause.subject_start
    weak = clause.adjacent and not roster.known(clause.subject)
    if cue.id == "to" and not _at_boundary(text, at, opening, clause.adjacent, weak):
        return False  # "create an issue in Apollo Kotlin to implement it": Apollo Kotlin owns nothing
    if clause.verb in _WISHES or (clause.verb == "be" and _AWAY.match(text, sentence.start + clause.verb_start)):
        return False
    opens = clause.first or at <= opening + 2
    if cue.id == "imperative" and not (clause.tag in _PRESENT and opens):
        return False
    if cue.id == "bare" and not (clause.tag in _PRESENT | {"VBZ"} and opens and clause.verb not in _STATES):
        return False
    if kind == "none" and clause.cue in {"to", "to be"} and not clause.first:
        return False  # "agreed to draft it and to send it" is one
    apart = clause.passive or clause.dep not in {"ROOT", "conj"}
    if kind in {"none", "thing"} and not clause.first and apart and cue.id not in {"was-agreed", "asked-to"}:
        return False  # "write the migration, should be done by tomorrow" is one
    if clause.dep == "relcl":
        return False
    # "so I'll write to them": in talk a promise begins so
    return clause.mark not in _SUBORDINATORS or (clause.mark == "so" and kind in {"i", "we", "you"})


def _inside_brackets(before: str) -> bool:
    """Whether what follows `before` goes on inside brackets: "the sketches (nearly there, she wants to redo one)"."""
    return before.count("(") > before.count(")") and not before.rstrip().endswith("(")


def _at_boundary(text: str, at: int, opening: int, adjacent: bool, weak: bool) -> bool:
    """Whether a clause can begin at `at`: at the sentence's opening, or after punctuation or a conjunction.

    An `adjacent` subject needs the stronger sign: in "talk to Jo and Paul to find out" nobody called Paul commits.
    One who is no `weak` guess but known to the notes may stand after a comma: "by 10 March, Ana to send it".
    """
    before = text[opening:at]
    if not re.search(r"\w", before):
        return True
    if adjacent and not weak and before.rstrip().endswith(","):
        return True
    return (_STRONG_BORDER if adjacent else _BORDER).search(before) is not None
