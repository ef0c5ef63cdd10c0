"""Acts on the ledger: keep a meeting, answer a question, mark an item, take an act back.

Each is one transaction. What follows from it is computed by `fold`: by one more step where the new event is the latest
of its series, else for the whole series anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from extractor.common.escaping import printable
from extractor.errors import RecapError
from extractor.ledger import belonging, fold
from extractor.ledger.events import (
    Act,
    Answer,
    Contact,
    Event,
    Joined,
    Letter,
    Mark,
    Meeting,
    Told,
    Verdict,
    from_json,
    to_json,
)
from extractor.ledger.identity import now_of, ulid
from extractor.ledger.items import Item, Question, State, Step, Verdicts, who_kind
from extractor.ledger.joining import RECENT
from extractor.ledger.revisions import forgotten_of, is_unchanged, prepared, step_name, steps_of
from extractor.ledger.rows import Held, meeting_of, told_of, verdicts_of
from extractor.ledger.series import components, rhythm
from extractor.ledger.store import Store


class Pen:
    """Writes the events of one act.

    Args:
        store: The ledger.
        said: The act in words: "keep weekly-2.md".
        now: The time, with its zone.
        random_bits: Returns 80 random bits.
    """

    def __init__(self, store: Store, said: str, now: datetime, random_bits: Callable[[], int]) -> None:
        self.store = store
        self._random_bits = random_bits
        last = store.last_id()
        self._milliseconds, self.warning = now_of(last, now)
        self._last = last
        self.forgotten = forgotten_of(store)
        self.act = Act(self._next(), now, self.forgotten.text(said))

    def event(self, day: date, kind: str, subject: str, data: Struct | None = None) -> Event:
        """Return a new event of this act.

        Args:
            day: Of which it speaks.
            kind: As in `Event`.
            subject: As in `Event`.
            data: What the event holds, or None.
        """
        event = Event(self._next(), self.act.id, day, kind, subject, "{}" if data is None else to_json(data))
        return event if kind in ("noted", "forgotten") else self.forgotten.event(event)

    def write(self, events: Sequence[Event]) -> None:
        """Add events to the ledger, in a transaction that is open."""
        self.store.add(self.act, events)

    def _next(self) -> str:
        self._last = ulid(self._milliseconds, self._random_bits(), max(self._last, self.store.last_id()))
        return self._last


class Kept(Struct, frozen=True):
    """What keeping a meeting changed."""

    meeting: Meeting
    before: State  # what was known before the day of the meeting
    after: State  # what was known after it
    number: int  # which meeting of its series it is
    revision: int = 1  # 2 for the first correction
    is_new: bool = True  # False: it was kept already, and nothing changed
    is_late: bool = False  # later meetings of the series were kept before it
    beside: str = ""  # other notes of the same day that are partly the same
    corrects: Meeting | None = None  # the notes before, of a correction


def keep(pen: Pen, meeting: Meeting, days: Collection[date] = ()) -> Kept:
    """Keep the notes of a meeting, as new ones or as a revision of earlier ones.

    Args:
        pen: Writes the ledger.
        meeting: The notes as read.
        days: Those of all meetings of the file.

    Raises RecapError if the ledger cannot be written; then nothing of the note is kept.
    """
    store = pen.store
    with store.transaction():
        if pen.forgotten.holds(f"meeting {meeting.id}"):
            raise RecapError(f"{printable(meeting.source)}: the notes of this meeting were forgotten and stay so")
        earlier, beside, meeting = prepared(store, meeting, days)
        if earlier is not None and is_unchanged(meeting, earlier.meeting):
            state = State(earlier.series)
            return Kept(earlier.meeting, state, state, 0, earlier.revision, is_new=False)
        event = pen.event(meeting.day, "noted", meeting.id, replace(meeting, event=""))
        pen.write([event])
        meeting = replace(meeting, event=event.id)
        store.put_mentions(meeting.statements)
        held = Held(
            meeting,
            earlier.series if earlier else "",
            (earlier.revision if earlier else 0) + 1,
            earlier.first if earlier else event.id,
        )
        series, is_step = belonging.place(store, held)
        before, after, is_late = _fold_meeting(store, meeting, series, is_step=is_step and earlier is None)
        corrects = earlier.meeting if earlier else None
        return Kept(meeting, before, after, before.meetings + 1, held.revision, True, is_late, beside, corrects)


def _fold_meeting(store: Store, meeting: Meeting, series: str, *, is_step: bool) -> tuple[State, State, bool]:
    """Fold a meeting into its series; return what was known before and after it, and whether later ones were there."""
    step = step_name(meeting)
    if is_step and store.last_step(series) < step:
        before = store.state(series, RECENT)
        verdicts = verdicts_of(store.events_about(one.key for one in meeting.statements))
        after = fold.advance(before, meeting, verdicts)
        store.put_state(after, before, step, rhythm(day.toordinal() for day in store.days_of(series)))
        store.set_setting("fold", str(fold.VERSION))
        return before, after, False
    return refold(store, series, meeting.id)


def refold(store: Store, series: str, watched: str = "") -> tuple[State, State, bool]:
    """Compute what is known of a series anew, in a transaction that is open.

    Args:
        store: The ledger.
        series: The id of the series.
        watched: A meeting.

    Returns:
        What was known before the watched meeting and after it, and whether there are later ones.
    """
    steps, verdicts = steps_of(store, series)
    before, after, is_late, state = _around(State(series), steps, verdicts, watched)
    last = step_name(steps[-1]) if steps else ""
    store.put_state(state, None, last, rhythm(day.toordinal() for day in store.days_of(series)))
    store.set_setting("fold", str(fold.VERSION))
    return before, after, is_late


def _around(state: State, steps: Sequence[Step], verdicts: Verdicts, watched: str) -> tuple[State, State, bool, State]:
    """Return what is known before a meeting, after it, whether there are later meetings, and after all steps."""
    before = after = state
    is_late = is_found = False
    for step in steps:
        previous, state = state, fold.advance(state, step, verdicts)
        if isinstance(step, Meeting):
            is_late = is_found
            if step.id == watched:
                before, after, is_found = previous, state, True
    return before, after, is_late, state


def mark(pen: Pen, item: Item, mark: Mark, day: date) -> Item:
    """Write what the user says about an item; return the item after it.

    Args:
        pen: Writes the act.
        item: The item.
        mark: What is said.
        day: The day on which it is said.
    """
    store = pen.store
    mark = pen.forgotten.data(mark)
    with store.transaction():
        event = pen.event(day, "marked", item.key, replace(mark, item=item.key))
        pen.write([event])
        series = store.series_of(item.key)
        step = replace(mark, item=item.key, on=day, event=event.id)
        if store.last_step(series) < step_name(step):
            before = store.state(series)
            after = fold.advance(before, step, Verdicts())
            store.put_state(after, before, step_name(step), rhythm(one.toordinal() for one in store.days_of(series)))
        else:
            refold(store, series)
    return store.item(item.key) or item


def hear(pen: Pen, letters: Sequence[tuple[Letter, Sequence[Contact | Answer | Told]]]) -> None:
    """Write mails and what they say of items, as one act. What they change is computed once for each series.

    Args:
        pen: Writes the act.
        letters: Each with what it says; the day of all is that of the mail.
    """
    store = pen.store
    with store.transaction():
        touched: set[str] = set()
        for letter, said in letters:
            events = [pen.event(letter.day, "letter", letter.id, letter)]
            for one in said:
                kind = {Contact: "mailed", Answer: "answered", Told: "told"}[type(one)]
                events.append(pen.event(letter.day, kind, one.meeting if isinstance(one, Told) else one.item, one))
                if isinstance(one, Told):
                    store.put_mentions([one.statement])
                touched.add(
                    store.series_of_meeting(one.meeting) if isinstance(one, Told) else _series_of(store, one.item)
                )
            pen.write(events)
        for series in sorted(touched - {""}):
            refold(store, series)


def tell(pen: Pen, told: Sequence[tuple[date, Told]]) -> None:
    """Write actions that no notes hold, each with the day on which it was promised, as one act.

    Args:
        pen: Writes the act.
        told: The days and the actions.
    """
    if not told:
        return
    store = pen.store
    with store.transaction():
        store.put_mentions([one.statement for _, one in told])
        pen.write([pen.event(day, "told", one.meeting, one) for day, one in told])
        for series in sorted({store.series_of_meeting(one.meeting) for _, one in told} - {""}):
            refold(store, series)


def _series_of(store: Store, mention: str) -> str:
    item = store.item(mention)
    return store.series_of(item.key) if item else ""


def answer(pen: Pen, answers: Sequence[tuple[Question, bool]], day: date) -> None:
    """Write the answers to questions, for ever. What they change is computed once for each series.

    Args:
        pen: Writes the act.
        answers: Each question with yes or no.
        day: The day on which they are given.
    """
    # Whether a promise is an earlier one that moved or changed hands is a question about two works, too.
    verdicts = [Verdict(_kind_of(question), question.mention, question.item, yes) for question, yes in answers]
    _judge(pen, [(verdict, question.item) for verdict, (question, _) in zip(verdicts, answers, strict=True)], day)
    for question, yes in answers:
        if question.kind == "standing" and yes and (item := pen.store.item(question.item)):
            mark(pen, item, Mark(item.key, "standing", said="only a standing line"), day)
        if question.kind == "doubt" and yes and (item := pen.store.item(question.item)):
            mark(pen, item, Mark(item.key, "done", said="done all the same"), day)


def _kind_of(question: Question) -> str:
    return "same" if question.about else who_kind(question.name) if question.kind == "who" else question.kind


def join(pen: Pen, item: Item, other: Item, day: date, *, same: bool) -> None:
    """Write that two items are the same work, or are not.

    Args:
        pen: Writes the act.
        item: An item.
        other: Another; for a split, an item that leads to the same.
        day: The day on which it is said.
        same: Whether they are.
    """
    first, second = sorted((item, other), key=lambda one: (one.promised or date.min, one.key))
    _judge(pen, [(Verdict("same", second.key, first.key, same), first.key)], day)


def split(pen: Pen, mention: str, item: Item, day: date) -> None:
    """Write that a mention is other work than the item that it was joined with."""
    rest = next((place.key for place in item.places if place.key and place.key != mention), item.key)
    _judge(pen, [(Verdict("same", mention, rest, False), item.key)], day)


def _judge(pen: Pen, verdicts: Sequence[tuple[Verdict, str]], day: date) -> None:
    store = pen.store
    with store.transaction():
        series = {store.series_of(item) for _, item in verdicts}
        pen.write([pen.event(day, "verdict", verdict.mention, verdict) for verdict, _ in verdicts])
        for one in sorted(series - {""}):
            refold(store, one)


def tell_series(pen: Pen, meeting: str, other: str, day: date, *, same: bool) -> None:
    """Write whether two meetings belong to one series, for ever.

    Args:
        pen: Writes the act.
        meeting: The id of a meeting.
        other: The id of a meeting of another series.
        day: The day on which it is said.
        same: Whether they do.
    """
    store = pen.store
    with store.transaction():
        told = Joined(meeting, other, same)
        pen.write([pen.event(day, "joined", meeting, told)])
        if same:
            for series in sorted(_brought_together(store, told)):
                refold(store, series)


def _brought_together(store: Store, told: Joined) -> set[str]:
    """Return the series that an answer is about, as one if it says so and stands."""
    known = {store.series_of_meeting(id) for id in (told.meeting, told.other)} - {""}
    stands = frozenset((told.meeting, told.other)) in belonging.joins_of(store).same
    if len(known) < 2 or not stands:
        return known
    first, second = sorted(known, key=lambda one: store.labels_of(one)[0].first)
    belonging.merge(store, second, first)
    return {first}


def undo(pen: Pen, act: Act, day: date) -> None:
    """Take an act back, or with an act that took one back, restore that one. It is an event, so nothing is lost."""
    store = pen.store
    with store.transaction():
        pen.write([pen.event(day, "undone", act.id)])
        before = store.undone()
        after = undone_acts(store.events(("undone",)))
        store.set_undone(after)
        touched: set[str] = set()
        for changed in sorted(before ^ after):
            for event in store.events(act=changed):
                touched |= _touched(store, event)
        for series in sorted(touched):
            _sort_out(store, series)


def undone_acts(events: Iterable[Event]) -> set[str]:
    """Return the acts that are taken back, given the events that say so; one that is itself taken back says nothing."""
    undone: set[str] = set()
    for event in sorted(events, key=lambda event: event.id, reverse=True):
        if event.act not in undone:
            undone.add(event.subject)
    return undone


def _touched(store: Store, event: Event) -> set[str]:
    """Return the series that an event is about, after the row of its meeting was brought up to date."""
    if event.kind == "noted":
        held = store.meeting(event.subject)
        revised = _bring_up(store, event.subject)
        return {one for one in (held.series if held else "", revised) if one}
    if event.kind == "told":
        return {store.series_of_meeting(event.subject)} - {""}
    if event.kind == "joined":
        return _brought_together(store, from_json(Joined, event.data))
    if event.kind in ("marked", "verdict", "mailed", "answered"):
        item = store.item(event.subject) or (store.item(_judged(event)) if event.kind == "verdict" else None)
        return {store.series_of(item.key)} if item else set()
    return set()


def _judged(event: Event) -> str:
    return next(iter(verdicts_of([event]).by_mention.values()))[0].item


def _bring_up(store: Store, meeting: str) -> str:
    """Write the row of a meeting from its latest revision that stands, or remove it; return its series."""
    revisions = [event for event in store.events_about([meeting]) if event.kind == "noted"]
    if not revisions:
        store.drop_meeting(meeting)
        return ""
    latest = meeting_of(revisions[-1])
    return belonging.place(store, Held(latest, "", len(revisions), revisions[0].id))[0]


def _sort_out(store: Store, series: str) -> None:
    """Compute a series anew after meetings of it came or went: it may fall apart, or have another first meeting."""
    groups = components(store.labels_of(series), belonging.joins_of(store).same)
    store.forget_series(series)
    for group in groups:
        store.set_series([label.id for label in group], group[0].id)
    for group in groups:
        store.forget_series(group[0].id)
        refold(store, group[0].id)


def rebuild(store: Store) -> int:
    """Drop all derived tables and compute them anew; return the number of meetings."""
    with store.transaction():
        return compute_anew(store)


def compute_anew(store: Store) -> int:
    """Do what `rebuild` does, in a transaction that is open."""
    store.forget_derived()
    store.set_undone(undone_acts(store.events(("undone",))))
    undone = store.undone()
    revisions: dict[str, list[Event]] = {}
    for event in store.events(("told",)):
        store.put_mentions([told_of(event).statement])
    for event in store.events(("noted",)):
        store.put_mentions(meeting_of(event).statements)
        if event.act not in undone:
            revisions.setdefault(event.subject, []).append(event)
    for events in sorted(revisions.values(), key=lambda events: events[0].id):
        belonging.place(store, Held(meeting_of(events[-1]), "", len(events), events[0].id))
    for series in store.series_ids():
        refold(store, series)
    return len(revisions)


def find_item(store: Store, words: str) -> Item:
    """Return the item that an id, or its beginning, means. Raises RecapError if it means none, or several."""
    beginning = words.strip().strip("[]").casefold()
    found = store.shown_as(beginning) if beginning else []
    keys = list(dict.fromkeys(key for _, key in found))
    if not keys:
        raise RecapError(f"no item is called {printable(words)}; see: recap waiting --all")
    if len(keys) > 1:
        several = ", ".join(short for short, _ in found[:4])
        raise RecapError(f"{printable(words)} could be {several}; give one letter more")
    item = store.item(keys[0])
    if item is None:
        raise RecapError(f"no item is called {printable(words)}; see: recap waiting --all")
    return item


def mention_named(store: Store, first: str, second: str, item: Item) -> str:
    """Return the later of two mentions of one item, given the ids that were shown for them."""
    keys = {key for words in (first, second) for key in store.mentions_shown_as(words.strip("[]").casefold())}
    named = [place.key for place in item.places if place.key in keys]
    if len(named) < 2:
        raise RecapError(f"{printable(first)} and {printable(second)} are one mention; there is nothing to split")
    return named[-1]


def is_outdated(store: Store) -> bool:
    """Whether the derived tables were computed by other rules than those of this version."""
    return store.setting("fold") not in ("", str(fold.VERSION))


def kept_again(store: Store, kept: Kept) -> Kept:
    """Return what keeping a meeting changed, with what was answered since; nothing is written."""
    series = store.series_of_meeting(kept.meeting.id)
    steps, verdicts = steps_of(store, series)
    before, after, is_late, _ = _around(State(series), steps, verdicts, kept.meeting.id)
    return replace(kept, before=before, after=after, is_late=is_late)


def user_acts(store: Store) -> list[Act]:
    """Return the acts that can be taken back, the last first: not those that took others back or forgot something."""
    takers = {event.act for event in store.events(("undone", "forgotten"))}
    return [act for act in store.acts() if act.id not in takers]


def last_taken_back(store: Store) -> Act | None:
    """Return the act that was taken back last and not restored; None if there is none."""
    acts = {act.id: act for act in user_acts(store)}
    undone = store.undone()
    events = [event for event in store.events(("undone",)) if event.subject in undone and event.act not in undone]
    return next((acts[event.subject] for event in reversed(events) if event.subject in acts), None)


def taker_of(store: Store, act: Act) -> Act:
    """Return the act that took another back. Raises RecapError if none did."""
    undone = store.undone()
    takers = [event.act for event in store.events(("undone",)) if event.subject == act.id and event.act not in undone]
    if not takers:
        raise RecapError(f"{printable(act.said)} stands; see: recap undo --list")
    return next(one for one in store.acts() if one.id == takers[-1])
