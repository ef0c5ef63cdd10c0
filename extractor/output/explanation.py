"""The explanation of a plan as text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from extractor.common.escaping import printable
from extractor.model import Mention, Remark
from extractor.resolution.explain import Explanation, Verdict

COLUMNS = 100


def explained(explanation: Explanation) -> str:
    """The explanation as text for the terminal: places taken, then near misses, then decisions and questions."""
    taken = [verdict for verdict in explanation.verdicts if verdict.became in {"action", "done", "said again"}]
    missed = [verdict for verdict in explanation.verdicts if verdict.became in {"maybe", "left out"}]
    blocks = [
        _block(f"Taken, {explanation.line:.2f} or surer", [_told(verdict) for verdict in taken]),
        _block("Near misses", [_told(verdict) for verdict in missed]),
        _block("Decisions", [_remark(remark) for remark in explanation.recap.decisions]),
        _block("Open questions", [_remark(remark) for remark in explanation.recap.questions]),
    ]
    return "\n".join(block for block in blocks if block) or "No line of these notes looks like an action.\n"


def _block(title: str, entries: Sequence[str]) -> str:
    return "\n".join((title, *entries)) + "\n" if entries else ""


def _told(verdict: Verdict) -> str:
    """One place in three lines: what became of it by which rule, the words, the evidence."""
    mention = verdict.mention
    became = verdict.became
    if verdict.item is not None and became == "said again":
        became = f"said again, see line {verdict.item.line}"
    elif verdict.item is not None and became == "left out":
        became = f"left out, restates line {verdict.item.line}"
    head = f"  {_lines(mention)}: {became}, by {mention.rule}, {mention.confidence:.2f}"
    said = textwrap.shorten(printable(mention.said), 3 * COLUMNS, placeholder=" …")
    rows = [head, *_folded(f"“{said}”")]
    if verdict.item is not None and became in {"action", "done", "maybe"}:
        who = ", ".join(verdict.item.owners) or "nobody named"
        when = f", {verdict.item.due.isoformat()}" if verdict.item.due else ""
        rows += _folded(f"-> {printable(verdict.item.task)} ({printable(who)}{when})")
    if mention.why:
        rows += _folded("because of " + "; ".join(printable(reason) for reason in mention.why))
    return "\n".join(rows)


def _remark(remark: Remark) -> str:
    return "\n".join(_folded(f"line {remark.line}: {printable(remark.text)}", "  "))


def _lines(mention: Mention) -> str:
    if mention.line == mention.end_line:
        return f"line {mention.line}"
    return f"lines {mention.line}-{mention.end_line}"


def _folded(words: str, indent: str = "      ") -> list[str]:
    return textwrap.wrap(words, COLUMNS, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False)
