"""Compute what words about an item change, said by hand or by mail: its state, its day, its owners."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from extractor.ledger.events import Mark
from extractor.ledger.items import Change, Item, Place, Question, State, is_unclear


def item_of(state: State, mention: str) -> Item | None:
    """Return the item that a mention belongs to; None if the series has none."""
    found = state.items.get(mention)
    return found or next(
        (item for item in state.items.values() if mention in {place.key for place in item.places}), None
    )


def after_mark(state: State, mark: Mark) -> State:
    """Return what is known after something was said by hand."""
    item = item_of(state, mark.item)
    return state if item is None else after_words(state, item, mark, "")


def after_words(state: State, item: Item, mark: Mark, who: str) -> State:
    """Return what is known after words about an item.

    Args:
        state: What was known before.
        item: The item.
        mark: What the words do.
        who: Whose mail says them; "" for the user.
    """
    day = mark.on or date.min
    place = Place("", "", day, 0, 0, _MARK_SAYS.get(mark.does, "open"), mark.said, mark.event, who=who)
    item = replace(item, places=(*item.places, place), heard=day)
    changed = _marked(item, mark, day, len(item.places) - 1)
    items = dict(state.items) | {item.key: changed}
    questions = tuple(one for one in state.questions if one.item != item.key or _is_asked_still(one, changed))
    return replace(state, items=items, questions=questions)


def _is_asked_still(question: Question, item: Item) -> bool:
    return is_unclear(question, item) if question.kind == "who" else item.state == "open"


_MARK_SAYS = {"done": "done", "drop": "dropped", "move": "moved", "own": "handed", "leave": "handed"}


def _marked(item: Item, mark: Mark, day: date, at: int) -> Item:
    if mark.does in ("done", "drop"):
        state = "done" if mark.does == "done" else "dropped"
        return replace(ended(item, state, mark.day or day, day, at), reason=mark.because)
    if mark.does == "open":
        change = Change(day, "state", item.state, "open", at)
        return replace(item, state="open", ended=None, reason="", changes=(*item.changes, change))
    if mark.does == "move":
        moved = with_due(item, mark.day, mark.said, day, at)
        return replace(moved, assent="affirmed", reason=mark.because)
    if mark.does in ("own", "leave"):
        change = Change(day, "owners", ", ".join(item.owners), ", ".join(mark.owners), at)
        assent = "said" if mark.does == "own" else "declined"
        return replace(item, owners=mark.owners, assent=assent, given=day, changes=(*item.changes, change))
    if mark.does == "after":
        return replace(item, after=mark.other)
    if mark.does == "standing":
        return replace(item, standing=True)
    return replace(item, assent="affirmed")


def ended(item: Item, state: str, on: date, learnt: date, at: int) -> Item:
    """Return an item that is done or dropped.

    Args:
        item: The item.
        state: "done" or "dropped".
        on: The day on which that was.
        learnt: The day on which it was told.
        at: The index of the place that tells it.
    """
    change = Change(learnt, "state", item.state, state, at)
    return replace(item, state=state, ended=on, changes=(*item.changes, change))


def with_due(item: Item, due: date | None, due_said: str, day: date, at: int) -> Item:
    """Return an item with a new day.

    Args:
        item: The item.
        due: The day; None for words that name none.
        due_said: The words.
        day: On which it was said.
        at: The index of the place that says it.
    """
    if due is None or due == item.due:
        return item if due is not None or not due_said or item.due else replace(item, due_said=due_said)
    change = Change(day, "due", item.due.isoformat() if item.due else "", due.isoformat(), at)
    return replace(item, due=due, due_said=due_said, first_due=item.first_due or due, changes=(*item.changes, change))
