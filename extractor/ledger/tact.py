"""Decide whom to write to about a promise, when, and when not: few mails, kind, and never near the next meeting.

Pure: no file, no clock. Intervals are in working days: without weekends, public holidays of the country, and days on
which the person is away. The grace is a fifth of the working days that were given, rounded up, at most five: what was
given three days is asked about after one, a month after five. Only mails that were sent count against the limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

# What a mail asks or tells, in the order in which one mail lists it.
KINDS = ("late", "no", "assent", "ask", "gentle", "before")
TO_OUTSIDERS = ("late", "no")

GRACE_SHARE = 5  # one of so many working days given
MAX_GRACE = 5
MAX_A_PROMISE = 3  # mails about one promise, ever
MAX_OWED_BY_OUTSIDER = 1
PERSON_PAUSE = 3  # working days between two mails to one person
NEAR_MEETING = 2  # working days before the next meeting in which nobody is written to
ASSENT_AFTER = 2  # working days after the recap was sent
ENOUGH_TIME = 5  # working days given from which the day before is worth a mail
LATE_AFTER = 1  # working days after which somebody outside hears that it is late
NO_AFTER = 20  # working days for which it is told that something will not come
MAX_DAYS = 4000  # that are looked at for a working day: a calendar without one ends the search


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days.

    Args:
        is_holiday: Whether a day is a public holiday.
    """

    is_holiday: Callable[[date], bool] = field(default=lambda day: False)

    def is_working(self, day: date) -> bool:
        """Whether people work on a day."""
        return day.weekday() < 5 and not self.is_holiday(day)

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start`, up to and with `end`; 0 if `end` is not later."""
        days = min((end - start).days, MAX_DAYS)
        return sum(self.is_working(start + timedelta(days=number)) for number in range(1, days + 1))

    def before(self, day: date) -> date:
        """Return the last working day before a day."""
        for number in range(1, MAX_DAYS):
            if self.is_working(day - timedelta(days=number)):
                return day - timedelta(days=number)
        return day - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Manner:
    """How somebody wants to be written to, and when not."""

    pace: float = 1.0  # 2: all intervals are twice as long
    quiet_until: date | None = None
    away_until: date | None = None
    no_nudges: bool = False
    by_phone: bool = False

    def free_from(self, day: date) -> date:
        """Return the day from which intervals count: the last day of quiet or absence, if that is later."""
        return max([day, *(until for until in (self.quiet_until, self.away_until) if until)])


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mail that was sent about a promise."""

    day: date
    kind: str  # one of KINDS, "recap" or "word"
    to_outsider: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """What the rules need to know of a promise."""

    id: str
    due: date | None = None
    given: date | None = None  # the day on which it was said to its owner, or last got another day
    moved: int = 0
    state: str = "open"
    ended: date | None = None
    is_private: bool = False
    is_standing: bool = False
    waits: bool = False  # for another promise that is still open
    is_unsure: bool = False  # a question about it waits for the user
    is_late_for_sure: bool = False  # the promise that it waits for is not due before it
    absent: bool = False  # given to somebody who was not there and has not answered
    asked_on: date | None = None  # the day on which the recap that gave it was sent
    outsider_waits: bool = False
    by_outsider: bool = False  # somebody outside owes it
    told_due: date | None = None  # the day that the outsider was told last
    mailed: tuple[Mailed, ...] = ()
    heard: date | None = None  # the last day on which somebody said something about it
    moved_by_answer: bool = False  # that was the new day
    meeting: date | None = None  # the next meeting of its series


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a promise is written about today, or why not."""

    promise: Promise
    kind: str  # one of KINDS; "" for none
    why: str
    by_phone: bool = False  # mails have done what they can
    is_news: bool = False  # worth a word where the drafts are listed: soon due, or held back


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether somebody gets a mail today."""

    write: tuple[Reason, ...] = ()  # what the one mail is about, the oldest first
    phone: tuple[Reason, ...] = ()  # what is better said by phone
    quiet: tuple[Reason, ...] = ()  # what is left alone, and why
    why_not: str = ""  # why nothing is written although there is reason to


def decide(
    promises: Iterable[Promise],
    manner: Manner,
    last_mail: date | None,
    today: date,
    calendar: Calendar,
    *,
    last_recap: date | None = None,
    outside: bool = False,
) -> Decision:
    """Return whether somebody gets a mail today, and about what.

    Args:
        promises: What they owe; for somebody outside with `outside`, what they wait for.
        manner: How they want to be written to.
        last_mail: The day of the last mail to them that was sent, other than a recap.
        today: The day of the run.
        calendar: Which days are working days.
        last_recap: The day of the last recap that they got, or of the meeting.
        outside: Whether the promises are those that they wait for.
    """
    rule = _to_outsider if outside else _to_owner
    reasons = [rule(one, manner, today, calendar) for one in promises]
    phone = tuple(one for one in reasons if one.by_phone)
    quiet = tuple(one for one in reasons if not one.kind and not one.by_phone)
    write = sorted((one for one in reasons if one.kind), key=_oldest_first)
    hold = _held_back(manner, today, calendar)
    kept: list[Reason] = [] if hold else write
    if write and not hold:
        kept, hold = _paused(write, manner, last_mail, last_recap, (today, calendar))
    quiet += tuple(Reason(one.promise, "", one.why, is_news=True) for one in write if one not in kept)
    if manner.by_phone:
        return Decision((), (*phone, *kept), quiet, hold if write else "")
    is_told = not kept and any(one.is_news for one in quiet)
    return Decision(tuple(kept), phone, quiet, hold if is_told else "")


def _oldest_first(reason: Reason) -> tuple[int, date, str]:
    return KINDS.index(reason.kind), reason.promise.due or date.max, reason.promise.id


def _held_back(manner: Manner, today: date, calendar: Calendar) -> str:
    """Return why nobody, or this person, is written to today; "" if they may be."""
    if not calendar.is_working(today):
        return "today is no working day"
    if manner.no_nudges:
        return "no_nudges in the people file"
    if manner.quiet_until and today <= manner.quiet_until:
        return f"quiet until {manner.quiet_until.isoformat()}"
    if manner.away_until and today <= manner.away_until:
        return f"away until {manner.away_until.isoformat()}"
    return ""


def _paused(
    write: Sequence[Reason],
    manner: Manner,
    last_mail: date | None,
    last_recap: date | None,
    when: tuple[date, Calendar],
) -> tuple[list[Reason], str]:
    """Return what may be written about so soon after the last mail, and why not the rest.

    A recap is a mail too, except for asking those who were not there: that is what it could not do.
    """
    today, calendar = when
    pause = _paced(PERSON_PAUSE, manner)
    if last_mail and calendar.between(last_mail, today) < pause:
        return [], f"written to on {last_mail.isoformat()}"
    if last_recap and calendar.between(last_recap, today) < pause:
        assents = [one for one in write if one.kind == "assent"]
        return assents, f"told on {last_recap.isoformat()}"
    return list(write), ""


def grace(promise: Promise, manner: Manner, calendar: Calendar) -> int:
    """Return the working days after the due day in which nobody is asked."""
    given = calendar.between(promise.given, promise.due) if promise.given and promise.due else 0
    days = max(1, min(MAX_GRACE, -(-given // GRACE_SHARE)))
    return _paced(days * (2 if promise.by_outsider else 1), manner)


def _paced(days: int, manner: Manner) -> int:
    return -(-round(days * manner.pace * 100) // 100)


def _never(promise: Promise) -> str:
    """Return why a promise is never written about; "" if it may be."""
    if promise.state != "open":
        return promise.state
    if promise.is_private:
        return "internal: say it in person"
    if promise.is_standing:
        return "a standing line"
    return "a question about it waits for you: recap mark" if promise.is_unsure else ""


def _near(promise: Promise, today: date, calendar: Calendar) -> str:
    """Return that the series meets soon, or ""."""
    meeting = promise.meeting
    if meeting is None or meeting < today or calendar.between(today, meeting) > NEAR_MEETING:
        return ""
    return f"held for the meeting on {meeting.isoformat()}"


def _nudges(promise: Promise, *, to_outsider: bool = False) -> list[Mailed]:
    return [one for one in promise.mailed if one.kind in KINDS and one.to_outsider == to_outsider]


def _is_full(promise: Promise) -> bool:
    """Whether as many mails were sent about a promise as may be, to whomever."""
    return sum(one.kind in KINDS for one in promise.mailed) >= MAX_A_PROMISE


def _to_owner(promise: Promise, manner: Manner, today: date, calendar: Calendar) -> Reason:
    """Return whether the owner is written to about a promise."""
    never = _never(promise)
    if never:
        return Reason(promise, "", never)
    nudges = _nudges(promise)
    if promise.absent:
        assent = _assent(promise, nudges, manner, today, calendar)
        if assent is not None:
            return assent
    if promise.due is None:
        return Reason(promise, "", "no day yet: asked in the recap and on the agenda")
    if promise.waits:
        return Reason(promise, "", "waits for another promise")
    if today < promise.due:
        return _before(promise, nudges, today, calendar)
    is_spent = _is_full(promise) or (promise.by_outsider and len(nudges) >= MAX_OWED_BY_OUTSIDER)
    return _spent(promise, nudges) if is_spent else _after(promise, nudges, manner, today, calendar)


def is_spent(sent: Iterable[tuple[date, str]], due: date | None, heard: date | None) -> bool:
    """Whether mails about a promise have done what they can: as many were sent as may be, and nobody answered.

    Args:
        sent: The day and the kind of each mail.
        due: The day of the promise.
        heard: The last day on which somebody said something about it.
    """
    nudges = [(day, kind) for day, kind in sent if kind in KINDS and kind not in TO_OUTSIDERS]
    late = [day for day, _ in nudges if due is not None and day > due]
    if not nudges or (len(late) < 2 and len(nudges) < MAX_A_PROMISE):
        return False
    return heard is None or heard < max(day for day, _ in nudges)


def _spent(promise: Promise, nudges: Sequence[Mailed]) -> Reason:
    last = nudges[-1].day if nudges else promise.due
    if promise.heard and last and promise.heard >= last:
        return Reason(promise, "", f"answered on {promise.heard.isoformat()}")
    return Reason(promise, "", f"better by phone: {len(nudges)} mails, no answer", by_phone=True, is_news=True)


def _assent(
    promise: Promise, nudges: Sequence[Mailed], manner: Manner, today: date, calendar: Calendar
) -> Reason | None:
    """Return whether somebody who was not there is asked to agree; None if that is settled."""
    if any(one.kind == "assent" for one in nudges):
        late = promise.due is not None and today > promise.due
        return None if late else Reason(promise, "", "asked once whether it is all right")
    if promise.heard and promise.given and promise.heard >= promise.given:
        return None
    if _is_full(promise):
        return None
    if promise.asked_on is None:
        return Reason(promise, "", "the recap that asks is not known to be sent")
    waited = calendar.between(manner.free_from(promise.asked_on), today)
    if waited < _paced(ASSENT_AFTER, manner):
        return Reason(promise, "", f"asked by the recap of {promise.asked_on.isoformat()}", is_news=True)
    near = _near(promise, today, calendar)
    if near:
        return Reason(promise, "", near, is_news=True)
    days = calendar.between(promise.asked_on, today)
    return Reason(promise, "assent", f"given in their absence, no answer for {_days(days)}")


def _before(promise: Promise, nudges: Sequence[Mailed], today: date, calendar: Calendar) -> Reason:
    """Return whether the owner is asked, one working day ahead, whether the day holds."""
    assert promise.due is not None
    soon = calendar.before(promise.due) <= today
    given = calendar.between(promise.given, promise.due) if promise.given else 0
    is_worth = given >= ENOUGH_TIME or promise.moved > 0 or promise.outsider_waits
    why = f"due {promise.due.isoformat()}"
    if calendar.before(promise.due) != today or promise.by_outsider:
        return Reason(promise, "", why, is_news=soon)
    if not is_worth:
        return Reason(promise, "", f"{why}, given only {_days(given)}", is_news=True)
    if _is_full(promise) or any(promise.given is None or one.day >= promise.given for one in nudges):
        return Reason(promise, "", f"{why}, written to before", is_news=True)
    has_answered = promise.heard is not None and (promise.given is None or promise.heard >= promise.given)
    if has_answered and not promise.moved_by_answer:
        return Reason(promise, "", f"{why}, answered on {promise.heard}", is_news=True)
    near = _near(promise, today, calendar)
    return Reason(promise, "", near, is_news=True) if near else Reason(promise, "before", f"{why}: is the day good?")


def _after(promise: Promise, nudges: Sequence[Mailed], manner: Manner, today: date, calendar: Calendar) -> Reason:
    """Return whether the owner is asked what became of a promise whose day has passed."""
    assert promise.due is not None
    due = promise.due
    if today == due:
        return Reason(promise, "", "due today", is_news=True)
    if promise.heard and promise.heard >= due:
        return Reason(promise, "", f"answered on {promise.heard.isoformat()}")
    asked = [one for one in nudges if one.day > due]
    days = grace(promise, manner, calendar)
    if len(asked) >= 2:
        return _spent(promise, nudges)
    start = asked[-1].day if asked else due
    wait = days * 2 if asked else days
    waited = calendar.between(manner.free_from(start), today)
    if waited < wait:
        words = f"asked on {start.isoformat()}" if asked else f"due {due.isoformat()}"
        return Reason(promise, "", f"{words}, grace of {_days(wait)}", is_news=True)
    near = _near(promise, today, calendar)
    if near:
        return Reason(promise, "", near, is_news=True)
    late = f"due {due.isoformat()}, {_days(calendar.between(due, today))} ago"
    return Reason(promise, "ask" if asked else "gentle", late + (", asked once" if asked else ""))


def _to_outsider(promise: Promise, manner: Manner, today: date, calendar: Calendar) -> Reason:
    """Return whether somebody outside is told that what they wait for comes late, or not at all."""
    never = _never(promise)
    told = _nudges(promise, to_outsider=True)
    if promise.state == "dropped" and not promise.is_private and not promise.is_unsure:
        is_known = any(one.kind == "no" for one in told)
        is_old = promise.ended is None or calendar.between(promise.ended, today) > NO_AFTER
        if is_known or is_old or _is_full(promise):
            return Reason(promise, "", "dropped" + (", and told" if is_known else ""))
        return _unless_near(promise, "no", "it will not come, and they do not know", today, calendar)
    if never:
        return Reason(promise, "", never)
    due = promise.due
    if due is None:
        return Reason(promise, "", "no day was promised")
    if _is_full(promise):
        return Reason(promise, "", "better by phone: three mails about it", by_phone=today > due, is_news=True)
    if promise.told_due and due > promise.told_due:
        words = f"promised for {promise.told_due.isoformat()}, now {due.isoformat()}"
        return _unless_near(promise, "late", words, today, calendar)
    if any(one.kind == "late" and one.day >= due for one in told):
        return Reason(promise, "", f"told on {told[-1].day.isoformat()}: give it another day with recap mark")
    if promise.is_late_for_sure and calendar.before(due) <= today < due:
        return _unless_near(promise, "late", f"due {due.isoformat()}, and what it waits for is not", today, calendar)
    late = calendar.between(manner.free_from(due), today)
    if today > due and late >= _paced(LATE_AFTER, manner):
        words = f"promised for {due.isoformat()}: say when it comes"
        return _unless_near(promise, "late", words, today, calendar)
    return Reason(promise, "", f"due {due.isoformat()}", is_news=calendar.before(due) <= today)


def _unless_near(promise: Promise, kind: str, why: str, today: date, calendar: Calendar) -> Reason:
    near = _near(promise, today, calendar)
    return Reason(promise, "", near, is_news=True) if near else Reason(promise, kind, why)


def _days(number: int) -> str:
    return f"{number} working day{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who may be written to: what they owe or wait for, and what is known of them."""

    id: str  # of the person, not of the name: one mail a run
    promises: tuple[Promise, ...]
    manner: Manner = Manner()
    last_mail: date | None = None
    last_recap: date | None = None
    outside: bool = False  # the promises are those that they wait for


def plan(partners: Sequence[Partner], today: date, calendar: Calendar) -> list[Decision]:
    """Return a decision for each partner, in their order: those outside first, if they come first.

    Nobody gets two mails in a run, and what is planned counts against the limit of a promise.

    Args:
        partners: Those who wait outside first.
        today: The day of the run.
        calendar: Which days are working days.
    """
    written: set[str] = set()
    planned: dict[str, int] = {}
    decisions: list[Decision] = []
    for one in partners:
        promises = [_with_planned(promise, planned.get(promise.id, 0), today) for promise in one.promises]
        decision = decide(
            promises, one.manner, one.last_mail, today, calendar, last_recap=one.last_recap, outside=one.outside
        )
        if decision.write and one.id in written:
            decision = replace(decision, write=(), why_not="written to today")
        if decision.write:
            written.add(one.id)
            for reason in decision.write:
                planned[reason.promise.id] = planned.get(reason.promise.id, 0) + 1
        decisions.append(decision)
    return decisions


def _with_planned(promise: Promise, number: int, today: date) -> Promise:
    mails = tuple(Mailed(today, "late", to_outsider=True) for _ in range(number))
    return replace(promise, mailed=(*promise.mailed, *mails)) if mails else promise
