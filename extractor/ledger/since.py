"""Join a recap with the ledger: what became of earlier promises, and each promise once, with its id.

Nothing is written: what a meeting that is not kept yet would change is computed and thrown away.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from msgspec.structs import replace

from extractor.ledger import belonging, fold, revisions
from extractor.ledger.events import Meeting, Statement
from extractor.ledger.items import Change, Item, Place, Question, State
from extractor.ledger.joining import RECENT
from extractor.ledger.likeness import task_words
from extractor.ledger.rows import verdicts_of
from extractor.ledger.store import Store
from extractor.model import Action, News, Recap, Since
from extractor.resolution.ids import stable_id

UNKEPT = "~"  # in place of the event of a meeting that is not kept: after all ids of events
ORDER = ("done", "dropped", "moved", "handed", "taken", "due", "overdue")


def with_ledger(
    recap: Recap, meeting: Meeting, store: Store, *, client: bool = False, days: Collection[date] = ()
) -> Recap:
    """Return a recap with what the ledger knows of the promises before it; as it was if the series is not known.

    Args:
        recap: The plan of the notes.
        meeting: The notes as they would be kept.
        store: The ledger.
        client: Whether a client reads it: then the words of these notes alone stand, never those of earlier ones.
        days: Those of all meetings of the file.
    """
    kept, meeting, series = _placed(meeting, store, days)
    if not series:
        return recap
    after = _state_after(meeting, kept, series, store)
    here = _Here(meeting, after)
    asked = {question.item for question in after.questions if here.is_of(question)}
    items = [item for item in after.items.values() if item.key not in asked or item.state != "open"]
    news = sorted(here.news(items), key=lambda one: ORDER.index(one.what))
    known = [item for item in after.items.values() if here.is_due(here.due_before(item)) and here.was_open(item)]
    since = Since(
        tuple(news),
        tuple(_corrections(meeting, store)) if kept else (),
        were_due=len(known),
        kept=sum(item.state == "done" for item in known),
        moved=sum(item.state == "open" and item.due != here.due_before(item) for item in known),
    )
    return dataclasses.replace(recap, items=tuple(_actions(recap, meeting, after, here, client=client)), since=since)


def _placed(meeting: Meeting, store: Store, days: Collection[date]) -> tuple[bool, Meeting, str]:
    """Return whether these notes are kept, the meeting with ids, and its series; "" if none is known."""
    earlier, _, meeting = revisions.prepared(store, meeting, days)
    if earlier is not None:
        is_kept = revisions.is_unchanged(meeting, earlier.meeting)
        return True, earlier.meeting if is_kept else replace(meeting, event=UNKEPT), earlier.series
    return False, replace(meeting, event=UNKEPT), belonging.series_near(store, meeting)


def _state_after(meeting: Meeting, kept: bool, series: str, store: Store) -> State:
    """Return what is known after a meeting, as if later ones had not been."""
    name = revisions.step_name(meeting)
    last = store.last_step(series)
    if kept and meeting.event != UNKEPT and last == name:
        return store.state(series)
    if not kept and last < name:
        verdicts = verdicts_of(store.events_about(one.key for one in meeting.statements))
        return fold.advance(store.state(series, RECENT), meeting, verdicts)
    steps, verdicts = revisions.steps_of(store, series)
    state = State(series)
    for step in steps:
        if fold.order_of(step) < fold.order_of(meeting) and not (isinstance(step, Meeting) and step.id == meeting.id):
            state = fold.advance(state, step, verdicts)
    return fold.advance(state, meeting, verdicts)


class _Here:
    """What one meeting says, among everything that was said of items after it.

    Args:
        meeting: The meeting.
        after: What is known after it.
    """

    def __init__(self, meeting: Meeting, after: State) -> None:
        self._source, self._day = meeting.source, meeting.day
        self._places: dict[str, set[int]] = defaultdict(set)  # by the item's key
        for item in after.items.values():
            for at, place in enumerate(item.places):
                if self.is_of(place):
                    self._places[item.key].add(at)

    def is_of(self, place: Place | Question) -> bool:
        """Whether a place, or a question, is of this meeting's notes."""
        return place.source == self._source and place.day == self._day

    def places(self, item: Item) -> set[int]:
        """Return the indices of the item's places that are this meeting's."""
        return self._places.get(item.key, set())

    def changes(self, item: Item, what: str) -> list[Change]:
        """Return what this meeting changed of the item's day, owners or state."""
        here = self.places(item)
        return [change for change in item.changes if change.what == what and change.place in here] if here else []

    def is_known(self, item: Item) -> bool:
        """Whether the item is older than this meeting."""
        return len(self.places(item)) < len(item.places)

    def is_due(self, due: date | None) -> bool:
        """Whether a day is that of the meeting or an earlier one."""
        return due is not None and due <= self._day

    def was_open(self, item: Item) -> bool:
        """Whether the item was open before this meeting."""
        changes = self.changes(item, "state")
        return self.is_known(item) and (changes[0].before if changes else item.state) == "open" and not item.standing

    def due_before(self, item: Item) -> date | None:
        """Return the day for which the item was due before this meeting."""
        changes = self.changes(item, "due")
        if not changes:
            return item.due
        return date.fromisoformat(changes[0].before) if changes[0].before else None

    def news(self, items: Iterable[Item]) -> Iterator[News]:
        """Yield what became of items, by their day and id."""
        for item in sorted(items, key=lambda item: (item.due or date.max, item.short)):
            what = self._what(item)
            if what:
                owners = self.changes(item, "owners")
                yield News(
                    what,
                    item.task,
                    item.owners,
                    item.due,
                    self.due_before(item) if what == "moved" else None,
                    tuple(filter(None, owners[0].before.split(", "))) if what == "handed" else (),
                    any(place.private for place in item.places),
                )

    def _what(self, item: Item) -> str:
        """Return the strongest news of an item, one of ORDER; "" if there is none."""
        said = self.places(item)
        if not said:  # as most are: nothing of it changed
            is_late = item.state == "open" and not item.standing and self.is_due(item.due)
            return ("due" if item.due == self._day else "overdue") if is_late else ""
        known = self.is_known(item)
        if item.state == "done" and (not known or self.changes(item, "state")):
            return "done"
        if not known:
            return ""
        if item.state == "dropped" and self.changes(item, "state"):
            return "dropped"
        if not self.was_open(item) or item.state != "open":
            return ""
        if owners := self.changes(item, "owners"):
            return "handed" if owners[0].before else "taken"
        return "moved" if self.due_before(item) not in (None, item.due) else ""


def _actions(recap: Recap, meeting: Meeting, after: State, here: _Here, *, client: bool) -> Iterator[Action]:
    """Yield each promise that the meeting spoke of once, in the order of the notes, and what no ledger item holds."""
    by_place = _items_by_statement(after, here)
    statements = {one.key: one for one in meeting.statements}
    shown: dict[str, Action] = {}
    rest: list[Action] = []
    told_lines = {one.line for one in meeting.statements if not one.found}
    for action in recap.items:
        key = next((key for key, one in statements.items() if _is_of(one, action) and key in by_place), None)
        item = by_place.get(key) if key else None
        if item is None:
            rest += [action] if action.line not in told_lines else []
        elif item.key in shown:
            before = shown[item.key]
            shown[item.key] = dataclasses.replace(before, also=(*before.also, (action.line, action.end_line)))
        else:
            private = action.private or any(place.private for place in item.places)
            told = action if client else _with_item(action, item, statements[key] if key else None)
            shown[item.key] = dataclasses.replace(told, private=private, done=item.state != "open")
    for item in () if client else after.items.values():
        places = sorted(here.places(item))
        if places and item.key not in shown and item.state == "open":
            shown[item.key] = _of_item(item, places[0], recap)
    yield from sorted([*shown.values(), *rest], key=lambda action: (action.line, action.end_line))


def _items_by_statement(after: State, here: _Here) -> Mapping[str, Item]:
    return {item.places[at].key: item for item in after.items.values() for at in here.places(item)}


def _is_of(statement: Statement, action: Action) -> bool:
    """Whether a statement was read from an action of the recap."""
    is_here = statement.found and (statement.line, statement.end_line) == (action.line, action.end_line)
    return is_here and (statement.task == action.task or bool(task_words(statement.task) & task_words(action.task)))


def _with_item(action: Action, item: Item, statement: Statement | None) -> Action:
    """Return an action with what the ledger knows of it, in the fuller words of then or now."""
    is_moved = item.due != action.due
    task = statement.task if statement else action.task
    return dataclasses.replace(
        action,
        task=item.task if len(task_words(item.task)) >= len(task_words(task)) else task,
        short=item.short,
        owners=item.owners if item.state == "open" else action.owners,
        due=item.due,
        due_text=(item.due_said or None) if is_moved else action.due_text,
        other_due=None if is_moved else action.other_due,
    )


def _of_item(item: Item, at: int, recap: Recap) -> Action:
    """Return an item that the meeting only spoke of as an action."""
    place = item.places[at]
    return Action(
        id=stable_id(item.task, {action.id for action in recap.items}),
        task=item.task,
        owners=item.owners,
        due=item.due,
        due_text=None,
        done=False,
        line=place.line,
        end_line=place.end_line,
        said=place.quote,
        found_by="ledger",
        confidence=1.0,
        private=any(place.private for place in item.places),
        short=item.short,
    )


def _corrections(meeting: Meeting, store: Store) -> Iterator[News]:
    """Yield what notes promise otherwise than when their recap was sent."""
    from extractor.ledger.corrected import corrections

    first = revisions.revision_sent(store, meeting.id, unchanged=meeting.event != UNKEPT)
    if first is None:
        return
    for old, one in corrections(first, meeting):
        if one is None and old is not None:
            yield News("removed", old.task, old.owners, private=old.private)
        elif one is not None and old is None:
            yield News("added", one.task, one.owners, one.due, private=one.private)
        elif one is not None and old is not None and one.due != old.due and one.due is not None:
            yield News("moved", one.task, one.owners, one.due, old.due, private=one.private)
        elif one is not None and old is not None and one.owners != old.owners:
            yield News("handed", one.task, one.owners, one.due, owners_before=old.owners, private=one.private)
