"""Find out from the ledger who may be written to, what they owe or wait for, and what is known of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import PurePath

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.language.people.roles import is_role
from extractor.language.people.roster import Roster
from extractor.ledger import likeness
from extractor.ledger.events import Letter
from extractor.ledger.identity import folded
from extractor.ledger.items import Item, Place
from extractor.ledger.rows import SeriesRow
from extractor.ledger.store import Store
from extractor.ledger.tact import (
    TO_OUTSIDERS,
    Calendar,
    Decision,
    Mailed,
    Manner,
    Partner,
    Promise,
    plan,
)
from extractor.model import Person
from extractor.output.mail.address_book import AddressBook, Habits, is_address

UNDATED_ABSENCE = 7  # days that somebody is left alone whose note of absence names no day
# Addresses of many people, by what stands before the @, or at the start of the domain.
_LIST = expression(
    r"(?:all|team|everyone|everybody|staff|lists?|group|members|committee|board|announce|no-?reply)@.*"
    r"|.*[-_.](?:list|team|all|announce|dev|devel|users|members|staff|group|discuss)@.*|.*@(?:lists?|groups?)\..*",
    re.I,
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody who owes or waits for something, and what the ledger knows of it."""

    person: Person
    partner: Partner
    items: Mapping[str, Item]  # by key
    outside: bool
    facts: tuple[str, ...] = ()  # for a line of the sender's own


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run comes to, for one person."""

    case: Case
    decision: Decision


@dataclass
class Ledger:
    """What of a ledger the rules need, read once.

    Args:
        store: The ledger.
        book: The people file.
        me: The user.
        today: The day of the run.
        calendar: Which days are working days.
    """

    store: Store
    book: AddressBook
    me: Person | None
    today: date
    calendar: Calendar
    items: dict[str, tuple[str, Item]] = field(default_factory=dict)  # by key, with the series
    series: dict[str, SeriesRow] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)
    roster: Roster = field(default_factory=lambda: Roster(()))
    unsure: frozenset[str] = frozenset()  # keys of items of which it is asked whether they are done, moved, ...
    recap_series: frozenset[str] = frozenset()  # of which a recap is known as it was sent
    _persons: dict[tuple[str, str], Person | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.items = {item.key: (series, item) for series, item in self.store.items(everything=True)}
        self.series = {one.id: one for one in self.store.series()}
        self.letters = [one for one in self.store.letters() if one.day <= self.today]
        self.roster = Roster(self.book.people)
        self.unsure = frozenset(one.item for one in self.store.questions() if one.kind not in ("same", "standing"))
        recaps = {one.meeting for one in self.letters if one.kind == "recap"}
        self.recap_series = frozenset(self.store.series_of_meeting(meeting) for meeting in recaps)

    def person_of(self, name: str, key: str) -> Person | None:
        """Return the person whom a name of an item means, with an address if one is known; None if it is nobody's name.

        Args:
            name: An owner, or who waits.
            key: The item.
        """
        series = self.items[key][0]
        if (name, series) not in self._persons:
            self._persons[name, series] = self._person_of(without_company(name), key)
        return self._persons[name, series]

    def _person_of(self, bare: str, key: str) -> Person | None:
        known = self.roster.known(bare)
        if len(known) == 1:
            return known[0]
        if known or folded(bare) == "all" or is_role(bare):
            return None
        people = [*self.store.people_near(key), *(member for letter in self.letters for member in letter.to)]
        found = {one.email: one for one in people if is_address(one.email) and likeness.may_be_one(one.name, bare)}
        if len(found) == 1:
            email, one = next(iter(found.items()))
            return Person(max(bare, one.name, key=len), email=email)
        return Person(bare)

    def is_me(self, name: str) -> bool:
        """Whether a name means the user."""
        return folded(name) in ("me", "i") or (
            self.me is not None and bool(self.me.name) and likeness.may_be_one(name, self.me.name)
        )

    def is_outside(self, person: Person, name: str) -> bool:
        """Whether somebody is outside: by the people file, by another mail domain than the user's, or by a company."""
        if person.name in self.book.outside or _COMPANY.search(name):
            return True
        mine = _domain(self.me.email if self.me else None)
        return bool(mine and person.email) and _domain(person.email) != mine

    def habits_of(self, person: Person) -> Habits:
        """Return what the people file says of somebody."""
        return self.book.habits.get(person.name, Habits())

    def manner_of(self, person: Person, series: Iterable[str]) -> Manner:
        """Return how somebody wants to be written to: at their own pace, else that of the mail domain or series."""
        habits = self.habits_of(person)
        keys = [_domain(person.email), *(self.series[one].title.casefold() for one in series if one in self.series)]
        paces = [self.book.pace[key] for key in keys if key in self.book.pace]
        away = [until for until in (habits.away_until, *self._absences(person)) if until]
        return Manner(
            pace=habits.pace if habits.pace is not None else max(paces, default=1.0),
            quiet_until=habits.quiet_until,
            away_until=max(away, default=None),
            no_nudges=habits.no_nudges,
            by_phone=habits.by_phone,
        )

    def _absences(self, person: Person) -> list[date]:
        notes = [
            one for one in self.letters if one.kind == "absence" and one.address == (person.email or "").casefold()
        ]
        return [one.away_until or one.day + timedelta(days=UNDATED_ABSENCE) for one in notes]

    def next_meeting(self, series: str) -> date | None:
        """Return the day of the next meeting, today or later: the one that the notes name, else by the rhythm."""
        one = self.series.get(series)
        if one is None:
            return None
        day = one.next_day
        if day is None and one.last_day and one.cadence:
            day = one.last_day + timedelta(days=one.cadence)
        return day if day is not None and day >= self.today else None


_COMPANY = expression(r"\s*\([^()]{2,60}\)\s*$")


def without_company(name: str) -> str:
    """Return a name without the company in brackets behind it: "Dana Reyes" for "Dana Reyes (Harbour)"."""
    return _COMPANY.sub("", name).strip()


def _domain(email: str | None) -> str:
    return (email or "").rpartition("@")[2].casefold()


def outcomes(ledger: Ledger) -> list[Outcome]:
    """Return for each person whether they get a mail today, and why: those outside who wait first, then by name."""
    cases = [*_waiting_outside(ledger), *_owing(ledger)]
    decisions = plan([case.partner for case in cases], ledger.today, ledger.calendar)
    return [Outcome(case, decision) for case, decision in zip(cases, decisions, strict=True)]


def _waiting_outside(ledger: Ledger) -> list[Case]:
    found: dict[str, tuple[Person, list[Promise], dict[str, Item]]] = {}
    for series, item in ledger.items.values():
        if not item.promised_to or item.state == "done":
            continue
        person = ledger.person_of(item.promised_to, item.key)
        if person is None or not ledger.is_outside(person, item.promised_to):
            continue
        promise = _promise(ledger, series, item, person, outside=True)
        _, promises, items = found.setdefault(_id_of(person), (person, [], {}))
        promises.append(promise)
        items[item.key] = item
    ordered = sorted(found.values(), key=lambda one: folded(one[0].name))
    return [_case(ledger, person, promises, items, outside=True) for person, promises, items in ordered]


def _owing(ledger: Ledger) -> list[Case]:
    found: dict[str, tuple[Person, list[Promise], dict[str, Item]]] = {}
    for series, item in ledger.items.values():
        if item.state != "open" or any(ledger.is_me(owner) for owner in item.owners):
            continue
        people = [(owner, person) for owner in item.owners if (person := ledger.person_of(owner, item.key)) is not None]
        reached = [pair for pair in people if may_write(pair[1], ledger.book)] or people
        if not reached:
            continue
        name, person = reached[0]
        promise = _promise(ledger, series, item, person, outside=False)
        promise = replace(promise, by_outsider=ledger.is_outside(person, name))
        _, promises, items = found.setdefault(_id_of(person), (person, [], {}))
        promises.append(promise)
        items[item.key] = item
    ordered = sorted(found.values(), key=lambda one: folded(one[0].name))
    return [_case(ledger, person, promises, items, outside=False) for person, promises, items in ordered]


def _id_of(person: Person) -> str:
    return (person.email or "").casefold() or folded(person.name)


def may_write(person: Person, book: AddressBook) -> bool:
    """Whether somebody has an address that is theirs alone: never one of a list."""
    email = (person.email or "").casefold()
    shared = sum((one.email or "").casefold() == email for one in book.people)
    return is_address(email) and shared <= 1 and not _LIST.fullmatch(email)


def _case(
    ledger: Ledger, person: Person, promises: Sequence[Promise], items: Mapping[str, Item], *, outside: bool
) -> Case:
    series = {ledger.items[key][0] for key in items}
    mails = [one for one in ledger.letters if is_to(one, person)]
    recaps = [one.day for one in mails if one.kind == "recap"]
    if not outside:  # where no sent recap is known, it went out on the day of the meeting
        recaps += [
            day
            for one in series - ledger.recap_series
            if one in ledger.series and (day := ledger.series[one].last_day) and day <= ledger.today
        ]
    partner = Partner(
        id=_id_of(person),
        promises=tuple(promises),
        manner=ledger.manner_of(person, series),
        last_mail=max((one.day for one in mails if one.kind != "recap"), default=None),
        last_recap=max(recaps, default=None),
        outside=outside,
    )
    return Case(person, partner, items, outside, _facts(ledger, person, items.values()))


def is_to(letter: Letter, person: Person) -> bool:
    """Whether a mail of the user's went to somebody."""
    if letter.kind not in ("recap", "nudge", "word"):
        return False
    email = (person.email or "").casefold()
    return any(
        one.email == email if one.email and email else likeness.may_be_one(one.name, person.name) for one in letter.to
    )


def _promise(ledger: Ledger, series: str, item: Item, person: Person, *, outside: bool) -> Promise:
    changes = [change for change in item.changes if change.what == "due"]
    given = max([day for day in (item.given, item.promised, *(change.day for change in changes)) if day], default=None)
    after = ledger.items.get(item.after, ("", None))[1]
    waits = after is not None and after.state == "open"
    late = waits and after is not None and item.due is not None and (after.due or date.max) >= item.due
    waiting = ledger.person_of(item.promised_to, item.key) if item.promised_to else None
    return Promise(
        id=item.key,
        due=item.due,
        given=given,
        moved=item.moved,
        state=item.state,
        ended=item.ended,
        is_private=item.private,
        is_standing=item.standing,
        waits=waits,
        is_unsure=item.key in ledger.unsure,
        is_late_for_sure=late,
        absent=item.assent in ("absent", "asked"),
        asked_on=_asked_on(ledger, series, item),
        outsider_waits=waiting is not None and ledger.is_outside(waiting, item.promised_to or ""),
        told_due=_told_due(item, person) if outside else None,
        mailed=tuple(_mailed(ledger, item)),
        heard=item.heard,
        moved_by_answer=bool(changes) and changes[-1].day == item.heard,
        meeting=ledger.next_meeting(series),
    )


def _asked_on(ledger: Ledger, series: str, item: Item) -> date | None:
    """Return when the recap was sent that gives work to somebody who was not there."""
    first = item.given or date.min
    sent = [one.on for one in item.contacts if one.kind == "recap" and one.on and first <= one.on <= ledger.today]
    if sent:
        return min(sent)
    return None if series in ledger.recap_series else item.given


def _mailed(ledger: Ledger, item: Item) -> list[Mailed]:
    return [
        Mailed(one.on or date.min, one.kind, one.kind in TO_OUTSIDERS)
        for one in item.contacts
        if one.on is not None and one.on <= ledger.today
    ]


def _told_due(item: Item, person: Person) -> date | None:
    """Return the day that somebody outside was told last: that of the last mail to them, else the first one."""
    told = [one.on for one in item.contacts if one.on and one.kind in TO_OUTSIDERS]
    if not told:
        return item.first_due
    day = item.first_due
    for change in item.changes:
        if change.what == "due" and change.after and change.day <= max(told):
            day = date.fromisoformat(change.after)
    return day


def _note(words: str) -> str:
    """Return a note of the people file: '3 Mar, "daughter had the flu" (people.toml)'."""
    dated = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d):?\s+(.+)", words)
    if dated is None or not 1 <= int(dated[2]) <= 12:
        return f'"{words}" (people.toml)'
    return f'{int(dated[3])} {MONTHS[int(dated[2]) - 1][:3]}, "{dated[4]}" (people.toml)'


def _facts(ledger: Ledger, person: Person, items: Iterable[Item]) -> tuple[str, ...]:
    """Return what is known of somebody, for a line of the sender's own."""
    notes = [_note(words) for words in ledger.habits_of(person).notes[-2:]]
    absent = [place for item in items if item.assent in ("absent", "asked") and (place := quoted_place(item))]
    if absent:
        source = f" ({PurePath(absent[-1].source).name}:{absent[-1].line})" if absent[-1].source else ""
        notes.append(f"was away on {near_words(absent[-1].day, ledger.today)}{source}")
    return tuple(map(printable, notes))


def quoted_place(item: Item) -> Place | None:
    """Return the place of the notes that gives an item its owner or day, the last of them."""
    places = [place for place in item.places if place.key and place.quote]
    telling = [place for place in places if place.says in ("new", "moved", "handed")]
    return next(iter([*reversed(telling), *reversed(places)]), None)


def day_words(day: date | None, today: date) -> str:
    """Return a day in full: "Friday 20 March", with its year if it is not this one; "" for None."""
    if day is None:
        return ""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"


def near_words(day: date | None, today: date) -> str:
    """Return a day of the last week by its weekday alone, others in full; "" for None."""
    if day is None:
        return ""
    return WEEKDAYS[day.weekday()] if 0 < (today - day).days < 7 else day_words(day, today)
