"""Candidates: every place of the notes that could hold an action, with the evidence for and against it.

A candidate is a span of one block: a sentence, or the part of one that a subject of its own opens ("Kim will draft it,
Lee offered to review" is two). Evidence is named by what a person would say of the place ("section: actions",
"cue: will"), so that weights over it can be read, and `recap explain` can show it. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor import dialogue, dress, lexicon, patterns
from extractor.clauses import Clause, parse, sentences
from extractor.deadlines import Phrase, find_phrases
from extractor.model import Block, Kind, Notes
from extractor.owners import EVERYBODY, ROLE, Roster, plain
from extractor.surroundings import Around, around


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a block's text that could be an action, what its words say, and the evidence."""

    block: int
    start: int
    end: int
    task_start: int  # where the work begins: after marker, owner, cue
    task_end: int  # before a trailing owner or marker
    owners_said: tuple[
        tuple[str, str], ...
    ]  # (words, where they stand: "subject", "label", "tail", "column", ...), nearest first
    phrases: tuple[Phrase, ...]  # date phrases inside, offsets in the block's text
    evidence: Mapping[str, float]
    clause: Clause | None = None
    done: bool = False
    cell: int | None = None  # a row's cell that holds the work
    marker: str = ""
    speaker: str | None = None  # whom "I" means in this block, where the layout tells
    due_around: str = ""  # the deadline that a line under it, its parent or its section gives
    task_said: str = ""  # in talk, the work's words from the turns around where it only points to them ("will do")
    echoes: bool = False  # in talk, it only points back to work that was named just before ("I'll do that")
    asides: tuple[tuple[int, int], ...] = ()  # spans of the block's text that tell of something else; Clause.asides


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence of a block before it is judged."""

    block: int
    start: int
    end: int
    ordinal: int  # which sentence of the block, from 0
    parsed: bool
    clauses: tuple[Clause, ...] = field(default=())


# A sentence without any of these, outside a place where actions are listed, is not parsed and no candidate: it names no
# commitment ("Zorow was discussed at SHARE"). DESIGN.md section 7: 77 % of sentences hold no trigger.
TRIGGER = re.compile(
    r"""(?-i: \b[A-Z@][\w.'’-]* ,? | \b[A-Z] ) \ to\b
        | \b(?: has | have | had | got | is | are | am | was | were | ought | wants? | like | all | everyone | everybody | team
            | chairs? | group | board | committee | staff | members? | editors? | volunteers? | we | i | them | him | her )\ to\b
        | ^\W*to\b
        | \b(?: will | 'll | ’ll | shall | should | must | need(?:s|ed)? | please | can\ you | could\ you | can\ we | let'?s | let’s | let\ me | going | agreed? | volunteer\w* | offer\w*
        | promise\w* | action\w* | todo | task\w* | plan(?:s|ning)? | ai | ask(?:s|ed)? | assign\w* | take[sn]? | took | owe | remind | suggest\w* | recommend\w* | propose[sd]? | gonna | would | 'd | ’d | could
        | hop(?:e|es|ing) | try(?:ing)? | looking | working | follow | deadline | due | by | ill )\b | ['’]ll\b | \#\w | @\w""",
    re.VERBOSE | re.IGNORECASE,
)

_PRONOUNS = {
    "i": "i",
    "me": "i",
    "we": "we",
    "you": "you",
    "he": "pronoun",
    "she": "pronoun",
    "they": "pronoun",
    "it": "thing",
    "this": "thing",
    "that": "thing",
    "these": "thing",
    "those": "thing",
    "there": "thing",
    "who": "thing",
    "which": "thing",
    "what": "thing",
    "one": "thing",
    "someone": "nobody",
    "somebody": "nobody",
    "anyone": "nobody",
    "people": "nobody",
}
# Lines that announce a meeting or say that there is nothing: "Next sync: Tuesday 10:00", "Blockers: none".
_NO_WORK = re.compile(
    r"""^\W*(?: (?:the\ |our\ )?next\ (?:[\w-]+\ ){0,2}(?:meeting|sync|call|session|stand-?up|meetup|telecon|telco|gathering)s?
        \s*(?:[:,;–—-]|\bis\b|\bwill\ be\b|\bon\b|\bat\b|\bin\b|\d|$)
        | [\w ]{3,30}: \s* (?:none|nothing|n/?a|no|nil|-|—)\W*$
        | (?:none|n/?a|nothing|tbd|tba)\W*$ )""",
    re.VERBOSE | re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(
    r"""(?:\s*(?:,|;|\.|–|—|\s-)\s*(?:and\s+|then\s+|but\s+|while\s+|with\s+|so\s+)*
    |\s+(?:and|but|while|whereas)\s+(?:then\s+|also\s+)?)$""",
    re.VERBOSE,
)
_VERBISH = frozenset(["VB", "VBP"])
_DATE_CUES_OF_DEADLINES = frozenset(["by", "before", "until", "till", "due", "within"])


def subject_kind(words: str, roster: Roster, tag: str = "NNP") -> str:
    """Who a subject is: "i", "we", "you", "pronoun", "person", "nobody" (somebody unnamed), "thing", or "none".

    `tag` is the Penn tag of its head: a word off the roster that the parser takes for no name is none.
    """
    stripped = words.strip(" ,.:*_").casefold()
    if not stripped:
        return "none"
    if stripped in _PRONOUNS:
        return _PRONOUNS[stripped]
    if stripped in EVERYBODY:
        return "we" if stripped == "we" else "person"
    parts = roster.split(words)
    if parts and all(part.casefold() in {"i", "we"} or roster.owners_only(part) for part in parts):
        named = tag.startswith("NNP") or any(roster.known(part) or ROLE.fullmatch(part) for part in parts)
        return "person" if named or dress.all_known(words, roster) else "thing"
    return "thing"


def candidates(notes: Notes, roster: Roster, model: str) -> tuple[Candidate, ...]:
    """Every candidate of the notes, in their order. Sentences that need the parse go through spaCy in one call."""
    places = around(notes, roster)
    pieces = list(_pieces(notes, places, roster))
    todo = [index for index, piece in enumerate(pieces) if piece.parsed]
    texts = [
        _plain_sentence(notes.blocks[pieces[index].block].text[pieces[index].start : pieces[index].end])
        for index in todo
    ]
    said = [
        dialogue.fluent(text) if notes.blocks[pieces[index].block].kind is Kind.TURN else (text, ())
        for index, text in zip(todo, texts, strict=True)
    ]
    parsed = {
        index: tuple(_as_said(clause, marks) for clause in clauses)
        for index, (_, marks), clauses in zip(todo, said, parse([text for text, _ in said], model), strict=True)
    }
    rows: list[Candidate] = []
    by_block: dict[int, list[_Piece]] = {}
    for index, piece in enumerate(pieces):
        whole = _Piece(piece.block, piece.start, piece.end, piece.ordinal, piece.parsed, parsed.get(index, ()))
        by_block.setdefault(piece.block, []).append(whole)
    document = _document_evidence(notes, places)
    lists = _list_evidence(notes, roster)
    carried = ("", -9)  # the last person who was a subject, and in which block
    for block_index, own in by_block.items():
        antecedent = carried[0] if block_index - carried[1] <= 2 else ""
        carried = next(
            (
                (clause.subject, block_index)
                for piece in reversed(own)
                for clause in reversed(piece.clauses)
                if subject_kind(clause.subject, roster, clause.subject_tag) == "person"
            ),
            carried,
        )
        around_it = document | lists.get(block_index, {})
        rows.extend(_of_block(notes, block_index, own, places[block_index], roster, around_it, antecedent))
    talk = dialogue.talk_of(notes)
    return tuple(_heard(notes, talk, roster, row) for row in rows)


def _as_said(clause: Clause, marks: Sequence[tuple[int, int]]) -> Clause:
    """A clause of a fluent sentence with the offsets of the sentence as it was said."""
    if not marks:
        return clause
    return replace(
        clause,
        subject_start=dialogue.back(clause.subject_start, marks),
        subject_end=dialogue.back(clause.subject_end, marks),
        cue_start=dialogue.back(clause.cue_start, marks),
        verb_start=dialogue.back(clause.verb_start, marks),
    )


def _heard(notes: Notes, talk: dialogue.Talk, roster: Roster, row: Candidate) -> Candidate:
    """A candidate with what the turns around it say of it; outside of talk as it is."""
    work = notes.blocks[row.block].text[row.task_start : row.task_end]
    subject = next((name[9:] for name in row.evidence if name.startswith("subject: ") and name[9:] in _SUBJECTS), "")
    clause = dialogue.Spoken(subject, row.clause.cue if row.clause else "", row.clause.verb if row.clause else "")
    heard = dialogue.hear(notes, talk, roster, row.block, (row.start, row.end), work, clause)
    if heard is None:
        return row
    evidence = {**row.evidence, **heard.evidence, **dict(dialogue.spoken(row.evidence))}
    owners = (*row.owners_said, *heard.owners)
    return replace(row, evidence=evidence, owners_said=owners, task_said=heard.task, echoes=heard.echoes)


_SUBJECTS = frozenset({"i", "we", "you", "pronoun", "person", "nobody", "thing", "none"})


def _plain_sentence(text: str) -> str:
    """The sentence with markers and list dress blanked out, so that the parser sees words; offsets stay."""
    for marker in patterns.MARKERS:
        if marker.means in {"action", "decision"} and (found := patterns.compiled(marker.pattern).search(text)):
            blank_end = found.end()
            if marker.id == "marker-tail":
                text = text[: found.start()] + " " * (len(text) - found.start())
                continue
            text = text[: found.start()] + " " * (blank_end - found.start()) + text[blank_end:]
    return text.replace("*", " ").replace("_", "_")


def _pieces(notes: Notes, places: Sequence[Around], roster: Roster) -> Iterator[_Piece]:
    for index, block in enumerate(notes.blocks):
        if block.kind is Kind.HEADING and not patterns.marker_at(block.text, "action"):
            continue
        if block.roster or places[index].is_field or not re.search(r"\w", block.text) or _is_table_head(notes, index):
            continue
        if notes.title and block.line <= 3 and block.text.strip(" #*_") == notes.title:
            continue
        kinds = places[index].sections
        if "attendance" in kinds[:1]:
            continue
        listed = _in_list(block, places[index])
        if block.kind is Kind.ROW and _row_roles(block):
            yield _Piece(index, 0, len(block.text), 0, False)
            continue
        for ordinal, (start, end) in enumerate(_spans(block.text)):
            if _NO_WORK.match(block.text[start:end]):
                continue
            trigger = bool(TRIGGER.search(block.text, start, end))
            structural = (listed or block.kind is Kind.BOX) and ordinal == 0
            owned = ordinal == 0 and _wears_owner(block.text[start:end], roster)
            parsed = trigger or structural or owned
            opens = ordinal == 0 and block.kind in {Kind.BULLET, Kind.TURN} and _starts_like_work(block.text[start:end])
            if parsed or opens:  # a bullet without any trigger is judged by its place and its words alone
                yield _Piece(index, start, end, ordinal, parsed)


def _is_table_head(notes: Notes, index: int) -> bool:
    """Whether a row is the line of its table's column titles."""
    block = notes.blocks[index]
    after = notes.blocks[index + 1] if index + 1 < len(notes.blocks) else None
    return (
        block.kind is Kind.ROW
        and after is not None
        and after.kind is Kind.ROW
        and tuple(cell.text for cell in block.cells) == tuple(cell.column for cell in after.cells)
    )


def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a block; a closing parenthesis on its own belongs to the sentence before ("... unions. (Lee)")."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if spans and re.fullmatch(r"[(\[][^()\[\]]{1,60}[)\]]\.?", text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _starts_like_work(text: str) -> bool:
    return bool(re.match(r"\W{0,3}[A-Za-z][a-z]+\s+\w", text))


def _in_list(block: Block, place: Around) -> bool:
    return bool({"actions", "review", "done"} & set(place.sections[:2]))


def _wears_owner(text: str, roster: Roster) -> bool:
    return any(worn(text, roster) is not None for worn in (dress.label, dress.before_verb, dress.tail))


def _document_evidence(notes: Notes, places: Sequence[Around]) -> dict[str, float]:
    listed = sum(
        1
        for block, place in zip(notes.blocks, places, strict=True)
        if block.kind is not Kind.HEADING and "actions" in place.sections[:2]
    )
    marked = sum(1 for block in notes.blocks if patterns.marker_at(block.text, "action"))
    boxes = sum(1 for block in notes.blocks if block.kind is Kind.BOX)
    turns = sum(1 for block in notes.blocks if block.kind is Kind.TURN or block.speaker)
    evidence: dict[str, float] = {}
    if listed:
        evidence["notes: have an action list"] = 1.0
    if marked > 1:
        evidence["notes: use action markers"] = 1.0
    if boxes:
        evidence["notes: have boxes"] = 1.0
    if turns > len(notes.blocks) / 2:
        evidence["notes: are a dialogue"] = 1.0
    return evidence


def _list_evidence(notes: Notes, roster: Roster) -> dict[int, dict[str, float]]:
    """What the lines of one list have in common, for each of them: owners worn, boxes, dates."""
    lists: dict[tuple[object, ...], list[int]] = {}
    for index, block in enumerate(notes.blocks):
        if block.kind in {Kind.BULLET, Kind.BOX, Kind.TURN, Kind.PARAGRAPH} and not block.roster:
            lists.setdefault((block.kind, block.section, block.parent), []).append(index)
    found: dict[int, dict[str, float]] = {}
    for key, members in lists.items():
        if len(members) < 2 or (key[0] is Kind.PARAGRAPH and len(members) > 12):
            continue
        texts = [notes.blocks[index].text for index in members]
        owned = sum(_wears_owner(text, roster) for text in texts) / len(texts)
        dated = sum(bool(find_phrases(text)) for text in texts) / len(texts)
        short = sum(len(text.split()) <= 15 for text in texts) / len(texts)
        evidence = {
            "list: wears owners": float(owned >= 0.5),
            "list: wears some owners": float(0.2 <= owned < 0.5),
            "list: has dates": float(dated >= 0.4),
            "list: of short lines": float(short >= 0.8),
        }
        evidence = {name: value for name, value in evidence.items() if value}
        for index in members:
            found[index] = evidence
    return found


def _row_roles(block: Block) -> dict[int, str]:
    """Which column of an action table each cell of a row stands in; {} where the table is no action table."""
    roles = {index: patterns.column_kind(cell.column.strip(" *_")) for index, cell in enumerate(block.cells)}
    kinds = set(roles.values())
    if ("owner" in kinds and kinds & {"task", "due", "status"}) or ("task" in kinds and kinds & {"due", "status"}):
        return roles
    if (
        "task" in kinds
        and len(block.cells) >= 2
        and any(re.search(r"action|to-?do|task|next step", cell.column, re.IGNORECASE) for cell in block.cells)
    ):
        return roles
    return {}


def _of_block(
    notes: Notes,
    index: int,
    pieces: Sequence[_Piece],
    place: Around,
    roster: Roster,
    document: Mapping[str, float],
    antecedent: str,
) -> Iterator[Candidate]:
    """The candidates of one block. `antecedent` is whom "he" or "she" means until the block names somebody."""
    block = notes.blocks[index]
    if block.kind is Kind.ROW and (roles := _row_roles(block)):
        yield from _of_row(notes, index, roles, place, roster, document, pieces[0])
        return
    opening = dress.label(block.text, roster)  # whom "I" means in all of the block: "LM - It is late; I will ask"
    speaker = block.speaker or (opening.who if opening is not None else None)
    for piece in pieces:
        for candidate in _of_sentence(notes, index, piece, place, roster, document, antecedent):
            yield replace(candidate, speaker=speaker)
        for clause in piece.clauses:
            if subject_kind(clause.subject, roster, clause.subject_tag) == "person":
                antecedent = clause.subject


def _of_sentence(
    notes: Notes,
    index: int,
    piece: _Piece,
    place: Around,
    roster: Roster,
    document: Mapping[str, float],
    antecedent: str,
) -> Iterator[Candidate]:
    block = notes.blocks[index]
    text = block.text
    marker = _action_marker(text, piece.start, piece.end)
    opening = piece.start
    if marker is not None and marker[1] > piece.start and marker[0].id != "marker-tail":
        opening = marker[1]
    worn = dress.tail(text[piece.start : piece.end], roster)
    last = worn.start if worn is not None else piece.end - piece.start  # "(Shaun to do)" opens nothing of its own
    anchors = [
        clause
        for clause in piece.clauses
        if clause.verb_start < last
        and not _inside_brackets(text[piece.start : piece.start + (clause.subject_start or clause.cue_start)])
        and _opens(clause, piece, text, roster, opening)
    ]
    cuts: list[tuple[int, Clause | None]] = []
    for clause in anchors:
        start = piece.start + (clause.subject_start if clause.subject else clause.cue_start)
        cuts.append((max(start, piece.start), clause))
    cuts.sort(key=lambda cut: cut[0])
    if not cuts:
        cuts = [(piece.start, None)]
    else:
        cuts[0] = (piece.start, cuts[0][1])
    for number, (start, opened) in enumerate(cuts):
        end = cuts[number + 1][0] if number + 1 < len(cuts) else piece.end
        joined = _NEXT_CLAUSE.search(text, start, end) if number + 1 < len(cuts) else None
        if joined and joined.start() > start:
            end = joined.start()
        if not re.search(r"\w", text[start:end]):
            continue
        earlier = [
            own.subject
            for own in piece.clauses
            if opened is not None
            and own.verb_start < opened.verb_start
            and subject_kind(own.subject, roster, own.subject_tag) == "person"
        ]
        yield _candidate(
            notes,
            index,
            piece,
            start,
            end,
            opened,
            number,
            place,
            roster,
            document,
            marker if number == 0 or (marker and start <= marker[1] <= end) else None,
            earlier[-1] if earlier else _last_named(text[: piece.start], roster) or antecedent,
        )


def _opens(clause: Clause, piece: _Piece, text: str, roster: Roster, opening: int) -> bool:
    """Whether a clause opens a candidate of its own in its sentence."""
    if clause.tag == "VBG" and not clause.cue and not clause.first:
        return False
    kind = subject_kind(clause.subject, roster, clause.subject_tag)
    subject = "person" if kind == "pronoun" else kind
    cue = patterns.cue_of(clause.cue, subject)
    if cue is None:
        return False
    if cue.id == "to" and not _at_boundary(text, piece.start + clause.subject_start, opening, clause.adjacent):
        return False  # "create an issue in Apollo Kotlin to implement it": Apollo Kotlin owns nothing
    if cue.id in {"imperative", "bare"} and (
        clause.tag not in _VERBISH or not (clause.first or piece.start + clause.subject_start <= opening + 2)
    ):
        return False
    if cue.id == "bare" and clause.verb in {
        "is",
        "are",
        "be",
        "have",
        "do",
        "see",
        "think",
        "know",
        "want",
        "need",
        "agree",
        "like",
        "believe",
        "feel",
    }:
        return False
    if kind in {"none", "thing"} and not clause.first and (clause.passive or clause.dep not in {"ROOT", "conj"}):
        return False  # "write the migration, should be done by tomorrow" is one
    if clause.mark == "so" and kind in {"i", "we"}:
        return clause.dep != "relcl"  # "so I'll write to them": in talk a promise begins so
    return (
        clause.mark
        not in {
            "if",
            "when",
            "whether",
            "before",
            "after",
            "until",
            "unless",
            "once",
            "because",
            "since",
            "so",
            "while",
            "as",
            "where",
            "how",
            "why",
            "which",
            "although",
            "though",
        }
        and clause.dep != "relcl"
    )


def _inside_brackets(before: str) -> bool:
    """Whether what follows `before` goes on inside brackets: "the sketches (nearly there, she wants to redo one)"."""
    return before.count("(") > before.count(")") and not before.rstrip().endswith("(")


def _at_boundary(text: str, at: int, opening: int, adjacent: bool) -> bool:
    """Whether a clause can begin at `at`: at the sentence's opening, or after punctuation or a conjunction.

    An `adjacent` subject needs the stronger sign: in "talk to Jo and Paul to find out" nobody called Paul commits.
    """
    before = text[opening:at]
    if not re.search(r"\w", before):
        return True
    border = (
        r"(?:[;:.>(\[–—]|\s-|,?\s(?:and\s)?then|,\sand)\s*$"
        if adjacent
        else r"(?:[,;:.>(\[–—-]|\b(?:and|then|so|but))\s*$"
    )
    return re.search(border, before) is not None


def _action_marker(text: str, start: int, end: int) -> tuple[patterns.Marker, int, str, int] | None:
    """The marker in a sentence: itself, where it ends, the words of its owner, where it begins."""
    segment = text[start:end]
    for marker in patterns.MARKERS:
        if marker.means != "action":
            continue
        found = patterns.compiled(marker.pattern).search(segment)
        if found:
            who = (found.groupdict().get("who") or "").strip()
            return marker, start + found.end(), who, start + found.start()
    return None


def _candidate(
    notes: Notes,
    index: int,
    piece: _Piece,
    start: int,
    end: int,
    clause: Clause | None,
    number: int,
    place: Around,
    roster: Roster,
    document: Mapping[str, float],
    marker: tuple[patterns.Marker, int, str, int] | None,
    antecedent: str,
) -> Candidate:
    block = notes.blocks[index]
    text = block.text
    evidence: dict[str, float] = dict(document)
    owners: list[tuple[str, str]] = []
    task_start, task_end = start, end

    if marker is not None:
        evidence["marker"] = 1.0
        evidence[f"marker: {marker[0].id}"] = 1.0
        if marker[0].id == "marker-tail":
            task_end = min(end, marker[3])
            if marker[2]:
                owners.append((marker[2], "marker"))
        else:
            if marker[3] > start + 3:
                evidence["marker: inside the sentence"] = 1.0
            task_start = marker[1] if marker[1] < end else start
            if marker[1] >= end and marker[3] > start:
                task_end = marker[3]
            if marker[2] and roster.owners_only(marker[2]):
                owners.append((marker[2], "marker"))
            elif marker[2]:
                evidence["marker: names no owner"] = 1.0

    label = dress.label(text[task_start:task_end], roster)
    if label is not None and marker is None and block.kind is Kind.TURN and block.speaker:
        task_start += label.end  # "zzz: will do", in a chat: whom it is said to, no owner
        evidence["turn: said to somebody"] = 1.0
    elif label is not None:
        owners.append((label.who, "label"))
        task_start += label.end
        evidence["owner: label"] = 1.0
    elif behind := dress.topic(text[task_start:task_end]):
        evidence["label: no owner"] = 1.0
        if announced := patterns.section_kind(text[task_start : task_start + behind].strip(" :-–—")):
            # "Yesterday: finished it", "Next: write the migration": a label can be a section in small
            evidence[f"label: {announced}"] = 1.0
            task_start += behind
            behind = 0
        after = text[task_start + behind : task_end]
        if (worn := dress.label(after, roster) or dress.before_verb(after, roster)) is not None:
            # "Use cases: Deb and Elke to reformat them", "ACT-44: RG - Will send it"
            owners.append((worn.who, "label"))
            task_start += behind + worn.end
            evidence["owner: behind a label"] = 1.0
    if (tail := dress.tail(text[task_start:task_end], roster)) is not None:
        if not any(tail.who.casefold() == said.casefold() for said, _ in owners):
            owners.append((tail.who, "tail"))
        task_end = task_start + tail.start
        evidence["owner: tail"] = 1.0

    if marker is not None and not owners and (body := dress.named(text[task_start:task_end])) is not None:
        owners.append((body.who, "lead"))
        task_start += body.end
        evidence["owner: a body"] = 1.0

    kind = "none"
    cue_id = ""
    if clause is not None:
        kind = subject_kind(clause.subject, roster, clause.subject_tag)
        cue = patterns.cue_of(clause.cue, "person" if kind == "pronoun" else kind)
        cue_id = cue.id if cue else ""
        evidence[f"cue: {cue_id}"] = 1.0
        evidence[f"subject: {kind}"] = 1.0
        if kind == "person":
            parts = roster.split(clause.subject)
            if any(roster.known(part) for part in parts):
                evidence["subject: on the roster"] = 1.0
            elif ROLE.fullmatch(clause.subject.strip()):
                evidence["subject: a role"] = 1.0
        verb_at = piece.start + clause.verb_start
        whole = dress.before_verb(text[task_start:task_end], roster)
        longer = whole.who if whole is not None and whole.who.endswith(clause.subject) else ""
        if (
            kind in {"person", "pronoun", "i", "we", "you", "none", "nobody"}
            and not clause.passive
            and task_start <= verb_at < task_end
        ):
            task_start = verb_at
        if kind == "none" and whole is not None:
            # "Eemeli, will submit a PR": a comma hides the subject from the parser
            owners.insert(0, (whole.who, "lead"))
            evidence["owner: lead"] = 1.0
        if kind in {"person", "i", "pronoun"}:
            owners.insert(0, (longer or clause.subject, "subject"))
            if kind == "pronoun" and antecedent and clause.subject.casefold() in {"he", "she"}:
                owners.append((antecedent, "antecedent"))
        if kind == "nobody":
            evidence["owner: somebody"] = 1.0
        if kind == "we":
            evidence["owner: we"] = 1.0
        if clause.passive and clause.agent and roster.owners_only(clause.agent):
            owners.append((clause.agent, "agent"))
            evidence["owner: agent"] = 1.0
        if kind == "you" and clause.addressee and roster.is_person(clause.addressee):
            owners.append((clause.addressee, "addressee"))
            evidence["owner: addressee"] = 1.0
        for name, value in (
            (f"tag: {clause.tag}", True),
            (f"arc: {clause.dep}", True),
            ("clause: negated", clause.negated),
            ("clause: passive", clause.passive),
            ("clause: first", clause.first),
            (f"mark: {clause.mark}", bool(clause.mark)),
            (f"under: {_governor_group(clause.governor)}", bool(clause.governor) and clause.dep in {"ccomp", "advcl"}),
        ):
            if value:
                evidence[name] = 1.0
        if clause.governor and clause.dep in {"ccomp", "xcomp"}:
            evidence[f"cue under: {cue_id}, {_governor_group(clause.governor)}"] = 1.0
    else:
        evidence["cue: none"] = 1.0
        if (lead := dress.before_verb(text[task_start:task_end], roster)) is not None:
            owners.insert(0, (lead.who, "lead"))
            task_start += lead.end
            evidence["owner: lead"] = 1.0
        elif label is None and (lead := dress.bare(text[task_start:task_end], roster)) is not None:
            owners.append((lead.who, "bare"))
            task_start += lead.end
            evidence["owner: bare lead"] = 1.0
        root = next((own for own in piece.clauses if own.dep == "ROOT"), None)
        evidence[f"root: {root.tag if root else 'no verb'}"] = 1.0
        if root and root.subject:
            evidence[f"root subject: {subject_kind(root.subject, roster, root.subject_tag)}"] = 1.0

    for name, said in place.fields:
        if name == "owner" and number == 0:
            owners.insert(0, (said, "column"))
        evidence[f"field: {name}"] = 1.0
    if place.owner:
        owners.append((place.owner, place.owner_from))
        evidence[f"owner: {place.owner_from}"] = 1.0
    if block.speaker:
        evidence["speaker"] = 1.0
    if not owners:
        evidence["owner: nobody"] = 1.0

    segment = text[start:end]
    evidence.update(_layout(notes, index, piece, number, place))
    evidence.update(_words(text, task_start, task_end, segment))
    phrases = tuple(phrase for phrase in _shifted(find_phrases(segment), start))
    if phrases:
        evidence["date"] = 1.0
        if any(phrase.cue in _DATE_CUES_OF_DEADLINES for phrase in phrases):
            evidence["date: by"] = 1.0
    if place.due:
        evidence["date: of the section"] = 1.0
    done = _done(block, segment, start, end, place)
    if done:
        evidence["done"] = 1.0
    return Candidate(
        index,
        start,
        end,
        task_start,
        task_end,
        tuple(owners),
        phrases,
        evidence,
        clause,
        done,
        None,
        marker[0].id if marker else "",
        None,
        next((value for name, value in place.fields if name == "due"), place.due),
        asides=_asides(piece, clause),
    )


def _asides(piece: _Piece, clause: Clause | None) -> tuple[tuple[int, int], ...]:
    main = clause or next((own for own in piece.clauses if own.dep == "ROOT"), None)
    return tuple((piece.start + left, piece.start + right) for left, right in main.asides) if main else ()


_CAPITALISED = re.compile(r"(?:[A-Z][\w’'-]*)(?:\s+[A-Z][\w’'-]*){0,2}")


def _last_named(text: str, roster: Roster) -> str:
    """The person of the roster whom the text before a pronoun names last, sentence openers first, or ""."""
    last = opener = ""
    for found in _CAPITALISED.finditer(text[-600:]):
        words = found.group()
        if roster.known(words) or roster.known(words := words.split()[0]):
            last = words
            if not found.start() or re.search(r"[.!?]\s+$", text[-600:][: found.start()]):
                opener = words
    return opener or last


def _shifted(phrases: Sequence[Phrase], by: int) -> Iterator[Phrase]:
    for phrase in phrases:
        yield Phrase(phrase.start + by, phrase.end + by, phrase.said, phrase.cue)


_GOVERNORS = {
    "say": "say said says saying stated states noted notes mentioned mentions reported reports shared explained added indicated commented replied",
    "agree": "agreed agree agrees decided decide resolved confirmed committed promised accepted approved",
    "think": "think thinks thought believe believes believed feel feels felt guess suppose",
    "suggest": "suggested suggests suggest proposed proposes propose recommended recommends recommend requested requests asked asks ask",
    "hope": "hope hopes hoped hoping wish wishes expect expects expected",
    "ensure": "ensure sure check see verify confirm find",
}
_GOVERNOR_OF = {word: group for group, words in _GOVERNORS.items() for word in words.split()}


def _governor_group(word: str) -> str:
    return _GOVERNOR_OF.get(word, "other")


def _done(block: Block, segment: str, start: int, end: int, place: Around) -> bool:
    if block.checked:
        return True
    struck = sum(max(0, min(right, end) - max(left, start)) for left, right in block.struck)
    if struck > 0.6 * max(1, len(segment.strip())):
        return True
    found = patterns.marker_at(segment, "done")
    return place.done or found is not None


def _layout(notes: Notes, index: int, piece: _Piece, number: int, place: Around) -> Iterator[tuple[str, float]]:
    block = notes.blocks[index]
    yield f"kind: {block.kind}", 1.0
    if block.kind is Kind.BOX:
        yield ("box: ticked" if block.checked else "box: open"), 1.0
    for level, kind in enumerate(place.sections[:3]):
        yield f"section{'' if level == 0 else ' above'}: {kind}", 1.0
    if not place.sections:
        yield "section: unknown", 1.0
    for title in place.titles[:2]:
        for word in set(plain(title).split()):
            if len(word) > 2 and not word.isdigit():
                yield f"title word: {word}", 1.0
    if place.parents:
        yield "nested", 1.0
        if place.parents[0].rstrip().endswith(":"):
            yield "parent: colon", 1.0
    if piece.ordinal:
        yield "sentence: later", 1.0
    if number:
        yield "clause: later", 1.0
    if block.quoted:
        yield "quoted", 1.0
    if block.strong and block.strong[0][0] <= piece.start + 1 and block.strong[0][1] > piece.start + 2:
        yield "bold: leading", 1.0
        if block.strong[0][1] >= len(block.text) - 1:
            yield "bold: whole", 1.0
    nth = index / max(1, len(notes.blocks))
    yield f"where: {'first' if nth < 0.2 else 'last' if nth > 0.8 else 'middle'}", 1.0
    following = notes.blocks[index + 1] if index + 1 < len(notes.blocks) else None
    if following is not None and following.parent == index:
        yield "has children", 1.0


def _words(text: str, task_start: int, task_end: int, segment: str) -> Iterator[tuple[str, float]]:
    work = text[task_start:task_end]
    yield from ((name, 1.0) for name in lexicon.of_work(work))
    tokens = re.findall(r"[^\W_]+(?:['’-]\w+)*|[?!]", work.casefold())
    if tokens:
        yield f"first: {tokens[0]}", 1.0
        if len(tokens) > 1:
            yield f"second: {tokens[1]}", 1.0
        for word in set(tokens):
            if len(word) > 1 and not word.isdigit():
                yield f"word: {word}", 1.0
    length = len(tokens)
    yield (
        f"length: {'1' if length <= 1 else '2-3' if length <= 3 else '4-8' if length <= 8 else '9-15' if length <= 15 else '16-25' if length <= 25 else '26+'}",
        1.0,
    )
    for blocker in patterns.BLOCKERS:
        if patterns.compiled(blocker.pattern).search(segment):
            yield f"blocker: {blocker.id}", 1.0
    if segment.rstrip().endswith(":"):
        yield "ends with a colon", 1.0
    if re.search(r"https?://", segment):
        yield "link", 1.0
    if patterns.section_kind(segment[:60]) == "next":
        yield "announces the next meeting", 1.0
    if patterns.marker_at(segment, "decision"):
        yield "marker: decision", 1.0
    if patterns.marker_at(segment, "question"):
        yield "marker: question", 1.0


def _of_row(
    notes: Notes,
    index: int,
    roles: Mapping[int, str],
    place: Around,
    roster: Roster,
    document: Mapping[str, float],
    piece: _Piece,
) -> Iterator[Candidate]:
    """A row of an action table: the work in its task column, who and when in theirs."""
    block = notes.blocks[index]
    offsets: list[int] = []
    at = 0
    for cell in block.cells:
        at = max(at, block.text.find(cell.text, at))
        offsets.append(at)
        at += len(cell.text)
    tasks = [i for i, role in roles.items() if role == "task" and block.cells[i].text.strip()]
    if not tasks:
        rest = [i for i, role in roles.items() if role in {"topic", ""} and block.cells[i].text.strip()]
        tasks = sorted(rest, key=lambda i: -len(block.cells[i].text))[:1]
    if not tasks:
        return
    chosen = max(
        tasks,
        key=lambda i: (
            len(block.cells[i].text.split()) > 1,
            "action" in block.cells[i].column.casefold(),
            len(block.cells[i].text),
        ),
    )
    cell = block.cells[chosen]
    start, end = offsets[chosen], offsets[chosen] + len(cell.text)
    owners = [
        (block.cells[i].text, "column") for i, role in roles.items() if role == "owner" and block.cells[i].text.strip()
    ]
    status = " ".join(block.cells[i].text for i, role in roles.items() if role == "status")
    due = " ".join(block.cells[i].text for i, role in roles.items() if role == "due").strip()
    evidence: dict[str, float] = dict(document)
    evidence["row"] = 1.0
    for role in set(roles.values()) - {""}:
        evidence[f"row: has {role}"] = 1.0
    for role, words in (("owner", " ".join(said for said, _ in owners)), ("due", due), ("status", status)):
        if words.strip(" -–—"):
            evidence[f"row: {role} filled"] = 1.0
    evidence.update(_layout(notes, index, piece, 0, place))
    task_start, task_end = start, end
    for worn, name in ((dress.label, "label"), (dress.before_verb, "lead")):
        found = worn(cell.text, roster)
        if found is not None and (not owners or name == "lead"):
            task_start = start + found.end
            if not owners:
                owners.append((found.who, name))
    if not owners and (tail := dress.tail(cell.text, roster)) is not None:
        owners.append((tail.who, "tail"))
        task_end = start + tail.start
    if not owners:
        evidence["owner: nobody"] = 1.0
        if place.owner:
            owners.append((place.owner, place.owner_from))
    evidence.update(_words(block.text, task_start, task_end, cell.text))
    phrases: list[Phrase] = []
    for i, kind in roles.items():
        if kind == "due" and block.cells[i].text.strip():
            phrases.append(
                Phrase(offsets[i], offsets[i] + len(block.cells[i].text), block.cells[i].text.strip(), "column")
            )
    phrases.extend(_shifted(find_phrases(cell.text), start))
    done = (
        bool(re.match(r"(?i)\W*(?:done|complete[d]?|closed|finished|yes|resolved|x|✓|✔|✅)\b", status))
        or "✅" in status
        or _done(block, cell.text, start, end, place)
    )
    if done:
        evidence["done"] = 1.0
    yield Candidate(
        index, start, end, task_start, task_end, tuple(owners), tuple(phrases), evidence, None, done, chosen, ""
    )
