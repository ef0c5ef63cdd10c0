"""Forget a person, a series, or what was said before a day: the one act that changes what was kept.

What would go is worked out first (`Loss`), so that it can be shown and asked about; `apply` then writes it, works
everything out anew, and leaves no free page that could still hold it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from extractor.common.escaping import printable
from extractor.errors import RecapError
from extractor.ledger import book, likeness
from extractor.ledger.events import Event, Forgetting, Letter, Meeting, Member, Statement, Verdict, to_json
from extractor.ledger.forgotten import GONE, Forgotten, forms_of, hash_of, shared_words
from extractor.ledger.identity import folded
from extractor.ledger.items import Item
from extractor.ledger.revisions import FORGET_KEY
from extractor.ledger.rows import SeriesRow, letter_of, meeting_of, told_of
from extractor.ledger.store import Store
from extractor.ledger.waiting import is_called


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes, and what is written in its place."""

    what: str  # without the name: "a person"
    forms: tuple[str, ...] = ()  # under which a person is known; shown, never kept
    shared: tuple[str, ...] = ()  # words of the name that stay where they stand alone
    changed: tuple[Event, ...] = ()
    removed: tuple[Event, ...] = ()
    said: tuple[tuple[str, str], ...] = ()  # acts in other words
    verdicts: tuple[tuple[str, Verdict, date], ...] = ()  # keep the items as they are: mention, verdict, day
    hashes: tuple[str, ...] = ()
    meetings: int = 0
    quotes: int = 0
    mails: int = 0
    open: tuple[Item, ...] = ()  # that go, or lose the name
    sources: tuple[str, ...] = ()  # notes that still hold it

    @property
    def is_nothing(self) -> bool:
        """Whether the ledger holds nothing of it."""
        return not (self.changed or self.removed or self.said)


def apply(pen: book.Pen, loss: Loss, key: str, day: date) -> bool:
    """Write a loss; return False if another run still reads the file, which then holds traces until the next run ends.

    Args:
        pen: Writes the act.
        loss: What goes.
        key: Of the hashes of this ledger; what `key_of` returned.
        day: Today.
    """
    store = pen.store
    with store.transaction():
        store.set_setting(FORGET_KEY, key)
        with store.rewriting():
            store.rewrite(loss.changed, (event.id for event in loss.removed), loss.said)
        events = [pen.event(when, "verdict", mention, verdict) for mention, verdict, when in loss.verdicts]
        pen.write([*events, pen.event(day, "forgotten", loss.what, Forgetting(loss.hashes))])
        if loss.removed:
            store.release_mentions(one.key for event in loss.removed for one in _statements(event))
        book.compute_anew(store)
    return store.wipe()


def key_of(store: Store, new: str) -> str:
    """Return the key of the hashes of a ledger; `new` for one that has forgotten nothing yet."""
    return store.setting(FORGET_KEY) or new


# A person


def of_person(store: Store, who: str, key: str) -> Loss:
    """Return what goes with a person. Raises RecapError if words could mean several.

    Args:
        store: The ledger, which is only read.
        who: A name; of a person of the notes, or words that only stand in their text.
        key: What `key_of` returned.
    """
    known = _names(store)
    name, also = _chosen(known, who)
    others = [other for other in known if other != name and other not in also]
    forms = forms_of(name, also, others)
    if not any(len(form) > 1 for form in forms):
        raise RecapError(f"{printable(who)} is no name; give the name of a person")
    hashes = tuple(hash_of(bytes.fromhex(key), form) for form in forms)
    gone = Forgotten(key, hashes)
    events = list(store.events())
    changed = tuple(after for event in events if (after := gone.event(event)) is not event)
    acts = [(act.id, gone.text(act.said), act.said) for act in store.acts(10**9)]
    items = store.items(everything=True)
    touched = tuple(item for _, item in items if any(gone.text(owner) != owner for owner in item.owners))
    statements = [one for event in changed for one in _statements(event)]
    return Loss(
        what="a person",
        forms=tuple(dict.fromkeys((name, *also))),
        shared=shared_words(name, forms),
        changed=changed,
        said=tuple((id, after) for id, after, before in acts if after != before),
        verdicts=tuple(_pins(items, {one.key: one for one in statements})),
        hashes=hashes,
        meetings=len({event.subject for event in changed if event.kind == "noted"}),
        quotes=len({one.key for one in statements if one.quote == GONE}),
        mails=sum(event.kind == "letter" for event in changed),
        open=tuple(item for item in touched if item.state == "open"),
        sources=_sources(changed, events),
    )


def _names(store: Store) -> dict[str, set[str]]:
    """Return the names of people in the ledger, each with other forms and addresses of the same person."""
    names: dict[str, set[str]] = defaultdict(set)

    def add(member: Member) -> None:
        names[member.name].update({*member.aliases, *filter(None, (member.email,))})

    for event in store.events(("noted", "letter", "told")):
        if event.kind == "letter":
            letter = letter_of(event)
            for one in (*letter.to, Member(letter.sender, email=letter.address or None)):
                add(one)
            continue
        statements = _statements(event)
        for one in meeting_of(event).people if event.kind == "noted" else ():
            add(one)
        for statement in statements:
            for owner in (*statement.owners, *filter(None, (statement.promised_to,))):
                names.setdefault(owner, set())
    for item in (item for _, item in store.items(everything=True)):
        for owner in (*item.owners, *filter(None, (item.promised_to,))):
            names.setdefault(owner, set())
    return {name: also for name, also in names.items() if name and folded(name) not in ("all", "me", "")}


def _chosen(known: dict[str, set[str]], who: str) -> tuple[str, tuple[str, ...]]:
    """Return the full name that words mean, and the other forms and addresses of that person."""
    exact = [name for name in known if folded(name) == folded(who)]
    called = exact or [name for name in known if is_called(who, name)]
    called += [name for name, also in known.items() if who.casefold() in {one.casefold() for one in also}]
    if not called:
        return who, ()
    name = max(called, key=lambda one: (len(one.split()), len(one), one))
    different = [one for one in called if not likeness.may_be_one(one, name)]
    if different:
        several = ", ".join(printable(one) for one in sorted({name, *different}))
        raise RecapError(f"{printable(who)} could be {several}; give the full name")
    full = [one for one in known if len(one.split()) > 1]
    same = {one for one in known if likeness.may_be_one(one, name)}
    same = {one for one in same if not any(likeness.may_be_one(one, other) for other in full if other not in same)}
    also = {form for one in (*same, name, *called) for form in (one, *known[one])} - {name}
    return name, tuple(sorted(also))


def _statements(event: Event) -> tuple[Statement, ...]:
    if event.kind == "noted":
        return meeting_of(event).statements
    return (told_of(event).statement,) if event.kind == "told" else ()


def _sources(changed: Iterable[Event], events: Sequence[Event]) -> tuple[str, ...]:
    """Return the notes, by their present names, of meetings that changed."""
    ids = {event.subject for event in changed if event.kind == "noted"}
    found = (meeting_of(event).source for event in events if event.kind == "noted" and event.subject in ids)
    return tuple(dict.fromkeys(source for source in found if source != "-"))


def _pins(items: Sequence[tuple[str, Item]], changed: dict[str, Statement]) -> Iterable[tuple[str, Verdict, date]]:
    """Yield the verdicts that keep items as they are, although the words that joined or parted them are gone."""
    by_series: dict[str, list[tuple[Item, frozenset[str]]]] = defaultdict(list)
    for series, item in items:
        keys = {place.key for place in item.places if place.key}
        touched = [place for place in item.places if place.key in changed]
        if not touched:
            continue
        for place in item.places:
            if place.key and place.key != item.key and keys & changed.keys():
                yield place.key, Verdict("same", place.key, item.key, True), place.day
        words = frozenset(likeness.task_words(changed[touched[0].key].task))
        for other, others in by_series[series]:
            if words and 2 * len(words & others) >= len(words | others):
                first, second = sorted((item, other), key=lambda one: (one.promised or date.min, one.key))
                for place in second.places:
                    if place.key:
                        yield place.key, Verdict("same", place.key, first.key, False), place.day
        by_series[series].append((item, words))


# A series, and what was said before a day


def of_series(store: Store, series: SeriesRow, key: str) -> Loss:
    """Return what goes with a series of meetings."""
    ids = {held.meeting.id for held in store.meetings_of(series.id)}
    return _of_meetings(store, "a series", ids, frozenset(), key)


def before_day(store: Store, day: date, key: str) -> Loss:
    """Return what goes with all that was said before a day; what is open, or spoken of since, stays."""
    items = store.items(everything=True)
    live = frozenset(
        place.key
        for _, item in items
        if item.state == "open" or any(place.day >= day for place in item.places)
        for place in item.places
        if place.key
    )
    days = {event.subject: event.day for event in store.events(("noted",))}
    return _of_meetings(
        store, f"what was said before {day}", {id for id, when in days.items() if when < day}, live, key
    )


def _of_meetings(store: Store, what: str, ids: set[str], live: frozenset[str], key: str) -> Loss:
    """Return what goes with meetings, but for the mentions that are `live`."""
    events = list(store.events())
    noted = [event for event in events if event.kind == "noted" and event.subject in ids]
    told = [event for event in events if event.kind == "told" and event.subject in ids]
    keys = {one.key for event in (*noted, *told) for one in _statements(event)}
    gone = keys - live
    answers = {_answer_key(event) for event in events if event.kind == "answered" and event.subject in gone}
    changed: list[Event] = []
    removed: list[Event] = []
    for event in events:
        after = _without(event, ids, gone | answers, live)
        if after is None:
            removed.append(event)
        elif after is not event:
            changed.append(after)
    acts = {event.act for event in (*changed, *removed)}
    removed_ids = {event.id for event in removed}
    left = {event.act for event in events if event.id not in removed_ids}
    items = [item for _, item in store.items(everything=True)]
    left_meetings = {event.subject for event in changed if event.kind == "noted"}
    return Loss(
        what=what,
        changed=tuple(changed),
        removed=tuple(removed),
        said=tuple((act, "an act that is forgotten in part") for act in sorted(acts & left)),
        hashes=tuple(hash_of(bytes.fromhex(key), f"meeting {id}") for id in sorted(ids - left_meetings)),
        meetings=len({event.subject for event in noted if event.id in removed_ids}),
        quotes=len(gone),
        mails=sum(event.kind == "letter" for event in removed),
        open=tuple(item for item in items if item.state == "open" and item.key in gone),
        sources=_sources([*changed, *removed], events),
    )


def _answer_key(event: Event) -> str:
    return str(json.loads(event.data).get("key", ""))


def _without(event: Event, ids: set[str], gone: set[str], live: frozenset[str]) -> Event | None:
    """Return an event without what goes; None if nothing of it stays."""
    if event.kind == "noted" and event.subject in ids:
        return _meeting_without(event, live)
    if event.kind == "told" and event.subject in ids:
        return event if told_of(event).statement.key in live else None
    if event.kind == "letter":
        return _letter_without(event, ids, gone)
    if event.kind == "joined" and event.subject in ids:
        return None
    return None if event.kind in ("marked", "mailed", "answered", "verdict") and event.subject in gone else event


def _meeting_without(event: Event, live: frozenset[str]) -> Event | None:
    meeting = meeting_of(event)
    statements = tuple(one for one in meeting.statements if one.key in live)
    if not statements:
        return None
    named = [name for one in statements for name in (*one.owners, *filter(None, (one.promised_to,)))]
    people = tuple(one for one in meeting.people if any(likeness.may_be_one(one.name, name) for name in named))
    left: Meeting = replace(meeting, statements=statements, people=people, questions=(), event="")
    return event if left == replace(meeting, event="") else replace(event, data=to_json(left))


def _letter_without(event: Event, ids: set[str], gone: set[str]) -> Event | None:
    letter: Letter = letter_of(event)
    called = tuple(one for one in letter.called if one.item not in gone)
    if (letter.called or letter.meeting in ids) and not called:
        return None
    return event if called == letter.called else replace(event, data=to_json(replace(letter, called=called)))
