"""Write the explanation of a plan as text for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from extractor.common.escaping import printable
from extractor.model import Remark
from extractor.output.wording import line_words
from extractor.resolution.explain import Explanation, Verdict

EXPLANATION_COLUMNS = 100


def explained(explanation: Explanation) -> str:
    """Return the explanation as text: what was taken, then near misses, then decisions and questions."""
    taken = [verdict for verdict in explanation.verdicts if verdict.became in {"action", "done", "said again"}]
    missed = [verdict for verdict in explanation.verdicts if verdict.became in {"maybe", "left out"}]
    blocks = [
        _block(f"Taken, with a confidence of {explanation.threshold:.2f} or more", [_verdict(one) for one in taken]),
        _block("Near misses", [_verdict(verdict) for verdict in missed]),
        _block("Decisions", [_remark(remark) for remark in explanation.recap.decisions]),
        _block("Open questions", [_remark(remark) for remark in explanation.recap.questions]),
    ]
    return "\n".join(block for block in blocks if block) or "No line of these notes looks like an action.\n"


def _block(title: str, entries: Sequence[str]) -> str:
    return "\n".join((title, *entries)) + "\n" if entries else ""


def _verdict(verdict: Verdict) -> str:
    """Return a verdict as lines: what became of the candidate by which rule, its words, the item, the features."""
    mention, item, became = verdict.mention, verdict.item, verdict.became
    if item is not None and became == "said again":
        became = f"said again, see line {item.line}"
    elif item is not None and became == "left out":
        became = f"left out, restates line {item.line}"
    place = line_words(mention.line, mention.end_line)
    said = textwrap.shorten(printable(mention.said), 3 * EXPLANATION_COLUMNS, placeholder=" …")
    lines = [f"  {place}: {became}, by {mention.rule}, {mention.confidence:.2f}", *_wrap(f"“{said}”")]
    if item is not None and became in {"action", "done", "maybe"}:
        owners = ", ".join(item.owners) or "nobody named"
        due = f", {item.due.isoformat()}" if item.due else ""
        lines += _wrap(f"-> {printable(item.task)} ({printable(owners)}{due})")
    if mention.why:
        lines += _wrap("because of " + "; ".join(printable(reason) for reason in mention.why))
    return "\n".join(lines)


def _remark(remark: Remark) -> str:
    return "\n".join(_wrap(f"line {remark.line}: {printable(remark.text)}", "  "))


def _wrap(words: str, indent: str = "      ") -> list[str]:
    return textwrap.wrap(
        words, EXPLANATION_COLUMNS, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False
    )
