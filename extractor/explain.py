"""Why: every line of the notes that was taken or narrowly left out, by which rule, with the evidence that decided.

Stands beside `recap`, right of everything it explains: it makes the same plan and tells what became of each mention.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractor.common.escaping import printable
from extractor.extraction.candidates.collect import candidates
from extractor.extraction.mentions import build
from extractor.extraction.scoring import classifier
from extractor.language.people import roster_learning
from extractor.model import Action, Mention, Notes, Options, Recap, Remark
from extractor.recap import assemble

# A place of less confidence than this is no near miss: nothing but its layout spoke for it.
NEAR = 0.1
COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """One place that could be an action: what became of it, and why."""

    mention: Mention
    became: str  # "action", "done", "said again", "maybe" or "left out"
    item: Action | None = None  # the item of the plan or of the maybes that it is, or is a place of


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of every place of the notes, in their order; `line`: the confidence from which one is in the plan."""

    verdicts: tuple[Verdict, ...]
    line: float
    recap: Recap


def explain(notes: Notes, options: Options) -> Explanation:
    """What the plan of these notes takes from which line, and why. Raises RecapError for an unknown pipeline."""
    roster = roster_learning.learn(notes.blocks, notes.people)
    using = classifier.weights()
    places = candidates(notes, roster, options.model)
    mentions = [
        build.mention(notes, place, sure, using, roster, shares)
        for place, (sure, shares) in zip(places, classifier.judge(notes, places, using, explained=True), strict=True)
        if sure >= NEAR
    ]
    taken = [mention for mention in mentions if mention.confidence >= classifier.FLOOR]
    recap = assemble(notes, roster, taken, using.line, options)
    return Explanation(tuple(_verdict(mention, recap, using.line) for mention in mentions), using.line, recap)


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


def _verdict(mention: Mention, recap: Recap, line: float) -> Verdict:
    place = (mention.line, mention.end_line)
    own, other = (recap.items, "action") if mention.confidence >= line else (recap.maybes, "maybe")
    item = _main(own, mention)
    if item is not None:
        return Verdict(mention, "done" if item.done and other == "action" else other, item)
    again = next((item for item in (*recap.items, *own) if place in ((item.line, item.end_line), *item.also)), None)
    return Verdict(mention, "said again" if again is not None and mention.confidence >= line else "left out", again)


def _main(items: Iterable[Action], mention: Mention) -> Action | None:
    """The item whose main place this mention is."""
    return next(
        (item for item in items if (item.line, item.said, item.found_by) == (mention.line, mention.said, mention.rule)),
        None,
    )


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
