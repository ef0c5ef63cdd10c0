"""Make the items of the plan from mentions: resolved, merged, with ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.dates.intervals import DateContext
from extractor.language.people.roster import Roster
from extractor.model import Action, Doubt, Mention, Notes, ReadOptions
from extractor.resolution import coreference
from extractor.resolution.ids import stable_id
from extractor.resolution.merging import merge
from extractor.resolution.normalization import ResolvedMention, resolve_mention


def items_of(
    notes: Notes,
    roster: Roster,
    mentions: Sequence[Mention],
    line: float,
    options: ReadOptions,
    classifier: coreference.PairClassifier | None = None,
) -> tuple[tuple[Action, ...], tuple[Action, ...], tuple[Doubt, ...]]:
    """The items that mentions make, the maybes, which are those below `line` of confidence, and the items' doubts.

    `classifier` says which mentions are restatements; left out, it is the one in the package.
    """
    order = options.date_order or notes.date_order
    context = DateContext(
        notes.date or options.date, order or "mdy", options.country, notes.next_meeting, settled=order is not None
    )
    resolved = [resolve_mention(found, notes, roster, context) for found in mentions]
    merged = merge(resolved, notes, classifier or coreference.load_default(), line)
    plan = [one for one in merged if one.mention.confidence >= line]
    maybes = [one for one in merged if one.mention.confidence < line and not one.mention.done]
    return _identified(plan), _identified(maybes), tuple(doubt for one in plan for doubt in one.doubts)


def _identified(merged: Iterable[ResolvedMention]) -> tuple[Action, ...]:
    taken: set[str] = set()
    return tuple(_action(one, stable_id(one.mention.completed, taken)) for one in merged)


def _action(one: ResolvedMention, name: str) -> Action:
    mention, due = one.mention, one.due
    return Action(
        id=name,
        task=mention.completed,
        owners=one.owners,
        due=due.day if due else None,
        due_text=mention.due_said if mention.due_said and due else (due.said if due else None),
        done=mention.done,
        line=mention.line,
        end_line=mention.end_line,
        said=mention.said,
        found_by=mention.rule,
        confidence=mention.confidence,
        also=one.also,
        private=mention.private,
        at=mention.at,
        other_due=due.other if due else None,
        private_parts=one.private_parts,
    )
