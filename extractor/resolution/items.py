"""Make the items of the plan from mentions: resolved, merged, with ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from extractor.dates.resolving import context_of
from extractor.language.content_words import names_work
from extractor.language.people.roster import Roster
from extractor.model import Action, Doubt, Mention, Notes, ReadOptions
from extractor.resolution import coreference
from extractor.resolution.acceptances import with_answers
from extractor.resolution.ids import stable_id
from extractor.resolution.merging import merge
from extractor.resolution.normalization import ResolvedMention, resolve_mention
from extractor.resolution.wrapped_up import with_wrap_up


def build_items(
    notes: Notes,
    roster: Roster,
    mentions: Sequence[Mention],
    threshold: float,
    options: ReadOptions,
    classifier: coreference.PairClassifier | None = None,
) -> tuple[tuple[Action, ...], tuple[Action, ...], tuple[Doubt, ...]]:
    """Return the items of the plan, the maybes, and the doubts about the items.

    Args:
        notes: The notes that hold the mentions.
        roster: The people whom the notes name.
        mentions: What the notes say is to be done.
        threshold: The confidence from which a mention is an item; below it is a maybe.
        options: What the user says about date order, country and the meeting's day.
        classifier: Decides which mentions state the same work; by default the one in the package.
    """
    context = context_of(notes, options.date, options.date_order, options.country)
    worded = [mention for mention in mentions if mention.completed.strip()]  # not a row of "==="
    resolved = [resolve_mention(mention, notes, roster, context) for mention in worded]
    merged = merge(resolved, notes, classifier or coreference.load_default(), threshold)
    merged = with_wrap_up(merged, notes, roster, context)
    merged = with_answers(merged, notes, roster)
    planned = [item for item in merged if item.mention.confidence >= threshold]
    maybes = [item for item in merged if item.mention.confidence < threshold and not item.mention.done]
    taken: set[str] = set()  # a maybe has no id of an item
    return (
        _with_ids(planned, taken, context.held_on),
        _with_ids(maybes, taken, context.held_on),
        tuple(doubt for item in planned for doubt in (*item.doubts, *_unclear_work(item.mention))),
    )


def _unclear_work(mention: Mention) -> tuple[Doubt, ...]:
    """Return a doubt where the words of a task say nothing: "do it", and nothing around it says what."""
    if mention.done or names_work(mention.completed):
        return ()
    return (Doubt(mention.line, f'the notes do not say what is to be done: "{mention.completed}"'),)


def _with_ids(merged: Iterable[ResolvedMention], taken: set[str], held_on: date | None) -> tuple[Action, ...]:
    return tuple(_action(resolved, stable_id(_task(resolved.mention), taken), held_on) for resolved in merged)


def _task(mention: Mention) -> str:
    """Return the words of an item: with what it is about, where its words are still those to which that was added."""
    return mention.with_topic if mention.with_topic.startswith(mention.completed) else mention.completed


def _action(resolved: ResolvedMention, item_id: str, held_on: date | None) -> Action:
    mention, due = resolved.mention, resolved.due
    return Action(
        id=item_id,
        task=_task(mention),
        owners=resolved.owners,
        due=due.day if due else None,
        due_text=mention.due_said if mention.due_said and due else (due.said if due else None),
        done=mention.done,
        line=mention.line,
        end_line=mention.end_line,
        said=mention.said,
        found_by=mention.rule,
        confidence=mention.confidence,
        also=resolved.also,
        private=mention.private,
        at=mention.at,
        other_due=due.other if due else None,
        private_parts=resolved.private_parts,
        purpose=mention.purpose or None,
        held=mention.day or held_on,
    )
