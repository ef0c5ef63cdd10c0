"""Write the explanation of a plan as text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from extractor.common.escaping import printable
from extractor.model import Remark
from extractor.output.reasons import Reasons, in_words
from extractor.output.wording import TERMINAL_COLUMNS, line_words
from extractor.resolution.explain import Explanation, Verdict

MAX_SAID = 300  # characters of a candidate's words


def explained(explanation: Explanation, *, features: bool = False, columns: int | None = None) -> str:
    """Return the explanation as text: what was taken, then near misses, then decisions and questions.

    Args:
        explanation: The explanation.
        features: Whether to print the features of each candidate, with what each counted in log odds.
        columns: The width of the terminal; at most TERMINAL_COLUMNS are used.
    """
    width = min(TERMINAL_COLUMNS, columns or TERMINAL_COLUMNS)
    taken = [verdict for verdict in explanation.verdicts if verdict.became in {"action", "done", "said again"}]
    missed = [verdict for verdict in explanation.verdicts if verdict.became in {"maybe", "left out"}]
    taken_entries = [_verdict(verdict, width, features=features) for verdict in taken]
    missed_entries = [_verdict(verdict, width, features=features) for verdict in missed]
    blocks = [
        _block(f"Taken (at least {explanation.threshold:.0%} sure)", taken_entries),
        _block("Not taken", missed_entries),
        _block("Decisions", [_remark(remark, width) for remark in explanation.recap.decisions]),
        _block("Open questions", [_remark(remark, width) for remark in explanation.recap.questions]),
    ]
    return "\n".join(block for block in blocks if block) or "No line of these notes looks like an action.\n"


def _block(title: str, entries: Sequence[str]) -> str:
    return "\n".join((title, *entries)) + "\n" if entries else ""


def _verdict(verdict: Verdict, width: int, *, features: bool) -> str:
    """Return a verdict as lines: what became of the candidate and why, its words, the item."""
    mention, item, became = verdict.mention, verdict.item, verdict.became
    place = line_words(mention.line, mention.end_line)
    reasons = in_words(mention.why, has_owner=item is not None and bool(item.owners))
    said = textwrap.shorten(printable(mention.said), MAX_SAID, placeholder=" …")
    lines = [*_wrap(f"{place}: {_outcome(verdict, reasons)}", width, "  "), *_wrap(f"“{said}”", width)]
    if item is not None and became in {"action", "done", "maybe"}:
        owners = ", ".join(item.owners) or "nobody named"
        due = f", {item.due.isoformat()}" if item.due else ""
        lines += _wrap(f"-> {printable(item.task)} ({printable(owners)}{due})", width)
    if became != "left out" and reasons.supporting:
        lines += _wrap(f"for it: {'; '.join(map(printable, reasons.supporting))}", width)
    if became not in {"left out", "maybe"} and reasons.opposing:
        lines += _wrap(f"against it: {'; '.join(map(printable, reasons.opposing))}", width)
    if features:
        counted = "; ".join(f"{printable(name)} {value:+.1f}" for name, value in mention.why[:12])
        lines += _wrap(f"found by {mention.rule}; {counted}", width)
    return "\n".join(lines)


def _outcome(verdict: Verdict, reasons: Reasons) -> str:
    """Return what became of a candidate: "an action, 93 % sure", "left out: nobody is named"."""
    mention, item, became = verdict.mention, verdict.item, verdict.became
    if item is not None and became == "said again":
        return "part of the item above" if item.line == mention.line else f"says line {item.line} again"
    if item is not None and became == "left out":
        return (
            "left out: the item of this line says it"
            if item.line == mention.line
            else f"left out: line {item.line} says it"
        )
    doubts = f": {printable(' and '.join(reasons.opposing))}" if reasons.opposing else ""
    if became == "left out":
        return f"left out{doubts}" if doubts else "left out: too little says that it is work"
    if became == "maybe":
        return f"maybe an action, {mention.confidence:.0%} sure{doubts}"
    return f"{'an action that is done' if became == 'done' else 'an action'}, {mention.confidence:.0%} sure"


def _remark(remark: Remark, width: int) -> str:
    return "\n".join(_wrap(f"line {remark.line}: {printable(remark.text)}", width, "  "))


def _wrap(words: str, width: int, indent: str = "      ") -> list[str]:
    return textwrap.wrap(words, width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False)
