"""Decisions and open questions: what the notes mark as such, at high precision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor import patterns
from extractor.clauses import sentences
from extractor.model import Block, Kind, Notes, Remark

_DECIDED = re.compile(
    r"""^\W*(?: (?:it\ was | we(?:\ have|'ve|\ all)? | the\ (?:group|team|committee|board|council|tsc|meeting) | everyone | all | consensus\ (?:was|is)) \s+
        (?: (?:also\ |unanimously\ )* (?:agreed|decided|resolved|voted|approved) ) \s+ (?:that|to|on|by|upon|not) \b | (?:it\ was\ )?(?:unanimously\ )?(?:agreed|decided|resolved)\ (?:that|to)\b
        | (?:the\ )?(?:motion|proposal|resolution) \b .{0,80} \b(?:carried|passed|approved|accepted|adopted) )""",
    re.VERBOSE | re.IGNORECASE,
)


def decisions(notes: Notes) -> tuple[Remark, ...]:
    """What the notes say was decided: marked so, under "Decisions", or said so ("we agreed to use Postgres")."""
    return tuple(_marked(notes, "decision", "decisions", _DECIDED))


def questions(notes: Notes) -> tuple[Remark, ...]:
    """What the notes leave open: marked so, or under "Open questions"."""
    return tuple(_marked(notes, "question", "questions", None))


def _marked(notes: Notes, means: str, section: str, said: re.Pattern[str] | None) -> Iterator[Remark]:
    for block in notes.blocks:
        if block.kind is Kind.HEADING or block.roster or not re.search(r"\w", block.text):
            continue
        marker = patterns.marker_at(block.text, means)
        if marker is not None:
            text = block.text[marker[1].end() :]
            if marker[1].start() < 3 and re.search(r"\w", text):
                yield _remark(block, text, marker[1].end(), len(block.text))
            continue
        if block.section and patterns.section_kind(block.section[-1]) == section and block.parent is None:
            yield _remark(block, block.text, 0, len(block.text))
        elif said is not None:
            for start, end in sentences(block.text):
                if said.match(block.text[start:end]):
                    yield _remark(block, block.text[start:end], start, end)


def _remark(block: Block, text: str, start: int, end: int) -> Remark:
    return Remark(
        re.sub(r"\s+", " ", text).strip(" -–—:*"),
        block.line_at(start),
        block.line_at(max(start, end - 1)),
        block.private,
    )
