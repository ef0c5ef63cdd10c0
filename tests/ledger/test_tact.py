"""When somebody is written to: a table of cases, first what must stay quiet, then properties over all clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.ledger.tact import (
    Calendar,
    Decision,
    Mailed,
    Manner,
    Partner,
    Promise,
    decide,
    plan,
)

TUESDAY = date(2026, 3, 3)
DUE = date(2026, 3, 13)  # a Friday, eight working days later: a grace of two
CALENDAR = Calendar()


def march(day: int) -> date:
    return date(2026, 3, day)


def decided(today: date, manner: Manner = Manner(), **more: Any) -> Decision:  # noqa: B008 - frozen
    """Return the decision about one promise; keywords that are of `decide` go there."""
    values: dict[str, Any] = {"due": DUE, "given": TUESDAY}
    of_decide = {name: more.pop(name) for name in ("last_mail", "last_recap", "outside", "calendar") if name in more}
    calendar = of_decide.pop("calendar", CALENDAR)
    last_mail = of_decide.pop("last_mail", None)
    return decide([Promise("k7m", **(values | more))], manner, last_mail, today, calendar, **of_decide)


def kind(decision: Decision) -> str:
    return decision.write[0].kind if decision.write else "phone" if decision.phone else ""


GENTLE = Mailed(march(17), "gentle")
QUIET: dict[str, tuple[date, dict[str, Any]]] = {
    "the day itself": (DUE, {}),
    "within the grace": (march(16), {}),
    "a weekend": (march(21), {}),
    "a public holiday": (march(17), {"calendar": Calendar(lambda day: day == march(17))}),
    "a holiday prolongs the grace": (march(17), {"calendar": Calendar(lambda day: day == march(16))}),
    "done": (march(17), {"state": "done"}),
    "dropped": (march(17), {"state": "dropped"}),
    "internal": (march(17), {"is_private": True}),
    "a question about it waits for the user": (march(17), {"is_unsure": True}),
    "outside: a question about it waits": (march(17), {"outside": True, "told_due": DUE, "is_unsure": True}),
    "a standing line": (march(17), {"is_standing": True}),
    "no day": (march(17), {"due": None}),
    "it waits for another": (march(17), {"waits": True}),
    "answered on the day": (march(17), {"heard": DUE}),
    "answered after it": (march(17), {"heard": march(16)}),
    "the meeting is near": (march(17), {"meeting": march(19)}),
    "the meeting is today": (march(17), {"meeting": march(17)}),
    "the meeting is after the weekend": (march(20), {"meeting": march(24)}),
    "the recap went out two days ago": (march(17), {"last_recap": march(13)}),
    "a mail went out two days ago": (march(17), {"last_mail": march(13)}),
    "no_nudges": (march(17), {"manner": Manner(no_nudges=True)}),
    "quiet": (march(19), {"due": march(6), "manner": Manner(quiet_until=march(19))}),
    "away": (march(17), {"manner": Manner(away_until=march(17))}),
    "just back": (march(18), {"manner": Manner(away_until=march(17))}),
    "twice the time": (march(18), {"manner": Manner(pace=2)}),
    "asked just now": (march(19), {"mailed": (GENTLE,)}),
    "asked, and answered": (march(30), {"mailed": (GENTLE,), "heard": march(18)}),
    "the day before, of little time": (march(12), {"given": march(10)}),
    "the day before, but answered": (march(12), {"heard": march(5)}),
    "the day before, but written to": (march(12), {"mailed": (Mailed(march(6), "assent"),)}),
    "two days before": (march(11), {}),
    "somebody outside owes it: the day before": (march(12), {"by_outsider": True}),
    "somebody outside owes it: grace doubled": (march(18), {"by_outsider": True}),
    "absent, the recap went out yesterday": (march(4), {"absent": True, "asked_on": TUESDAY}),
    "absent, and no recap went out": (march(9), {"absent": True}),
    "absent, asked once": (march(9), {"absent": True, "asked_on": TUESDAY, "mailed": (Mailed(march(5), "assent"),)}),
    "absent, and answered": (march(9), {"absent": True, "asked_on": TUESDAY, "heard": march(4)}),
}
WRITTEN: dict[str, tuple[date, str, dict[str, Any]]] = {
    "after the grace": (march(17), "gentle", {}),
    "a month was given: five days": (march(20), "gentle", {"given": date(2026, 2, 2)}),
    "one day was given": (march(16), "gentle", {"given": march(12)}),
    "said on the day itself": (march(16), "gentle", {"given": DUE}),
    "it has moved since an answer": (march(17), "gentle", {"heard": TUESDAY, "moved": 1}),
    "twice the time, later": (march(19), "gentle", {"manner": Manner(pace=2)}),
    "back for two days": (march(19), "gentle", {"manner": Manner(away_until=march(17))}),
    "the second time": (march(23), "ask", {"mailed": (GENTLE,)}),
    "asked twice": (march(31), "phone", {"mailed": (GENTLE, Mailed(march(23), "ask"))}),
    "three mails in all": (
        march(31), "phone", {"mailed": (Mailed(march(5), "assent"), Mailed(march(12), "before"), GENTLE)},
    ),
    "on the phone": (march(17), "phone", {"manner": Manner(by_phone=True)}),
    "the day before": (march(12), "before", {}),
    "the day before, it has moved": (march(12), "before", {"given": march(10), "moved": 1}),
    "the day before, moved by an answer": (
        march(12), "before", {"given": march(10), "moved": 1, "heard": march(10), "moved_by_answer": True},
    ),
    "the day before, somebody outside waits": (march(12), "before", {"given": march(11), "outsider_waits": True}),
    "absent, for two days": (march(5), "assent", {"absent": True, "asked_on": TUESDAY, "last_recap": TUESDAY}),
    "somebody outside owes it": (march(19), "gentle", {"by_outsider": True}),
    "somebody outside owes it, asked once": (march(30), "phone", {"by_outsider": True, "mailed": (GENTLE,)}),
    "outside: a day after": (march(16), "late", {"outside": True, "told_due": DUE}),
    "outside: it moves, before the day": (march(9), "late", {"outside": True, "due": march(20), "told_due": DUE}),
    "outside: what it waits for is late": (
        march(12), "late", {"outside": True, "told_due": DUE, "waits": True, "is_late_for_sure": True},
    ),
    "outside: it will not come": (march(9), "no", {"outside": True, "state": "dropped", "ended": march(6)}),
}  # fmt: skip


@pytest.mark.parametrize("case", QUIET)
def test_nobody_is_written_to(case: str) -> None:
    today, more = QUIET[case]
    assert kind(decided(today, **more)) == ""


@pytest.mark.parametrize("case", WRITTEN)
def test_somebody_is_written_to(case: str) -> None:
    today, wanted, more = WRITTEN[case]
    assert kind(decided(today, **more)) == wanted


def test_outside_hears_once_of_each_day() -> None:
    told = (Mailed(march(9), "late", to_outsider=True),)
    assert kind(decided(march(10), outside=True, due=march(20), told_due=march(20), mailed=told)) == ""
    assert kind(decided(march(23), outside=True, due=march(20), told_due=march(20), mailed=told)) == "late"


def test_a_person_gets_one_mail_a_run_and_an_item_counts_what_is_planned() -> None:
    mailed = (Mailed(march(5), "assent"), Mailed(march(12), "before"))
    promise = Promise("k7m", due=DUE, given=TUESDAY, told_due=DUE, mailed=mailed)
    dana = Partner("dana", (promise,), outside=True)
    jonas = Partner("jonas", (promise,))
    other = Partner("dana", (Promise("p4x", due=DUE, given=TUESDAY),))
    kinds = [kind(one) for one in plan([dana, jonas, other], march(17), CALENDAR)]
    assert kinds == ["late", "phone", ""]


# Properties: a run each day, every draft sent, over any calendar, history and answers. What must hold is counted here
# anew, in plain days, not by the functions of the program.

DAYS = st.integers(0, 60).map(lambda number: TUESDAY + timedelta(days=number))
MANNERS = st.builds(
    Manner,
    pace=st.sampled_from((1.0, 1.0, 2.0)),
    quiet_until=st.none() | st.integers(0, 25).map(lambda number: TUESDAY + timedelta(days=number)),
    away_until=st.none() | st.integers(0, 25).map(lambda number: TUESDAY + timedelta(days=number)),
    no_nudges=st.sampled_from((False, False, False, False, True)),
)
PROMISES = st.builds(
    Promise,
    id=st.sampled_from(("k7m", "p4x", "t2c")),
    due=st.none() | st.integers(1, 30).map(lambda number: TUESDAY + timedelta(days=number)),
    given=st.just(TUESDAY),
    moved=st.integers(0, 1),
    state=st.sampled_from(("open", "open", "open", "open", "done", "dropped")),
    ended=st.none() | DAYS,
    absent=st.booleans(),
    asked_on=st.none() | st.just(TUESDAY),
    outsider_waits=st.booleans(),
    by_outsider=st.booleans(),
    told_due=st.none() | DAYS,
)
HOLIDAYS = st.frozensets(DAYS, max_size=12)
# For each draft in turn, after how many days it is answered; 0: never. An answer says nothing but that it was read.
REPLIES = st.lists(st.sampled_from((0, 0, 1, 3)), min_size=12, max_size=12)


def working_days(start: date, end: date, holidays: frozenset[date]) -> int:
    """Return the number of working days after `start`, up to and with `end`."""
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and day not in holidays for day in days)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    st.lists(PROMISES, min_size=1, max_size=3, unique_by=lambda one: one.id),
    MANNERS,
    HOLIDAYS,
    REPLIES,
    st.integers(5, 90),
    st.booleans(),
)
def test_limits_hold_on_every_day(
    promises: list[Promise],
    manner: Manner,
    holidays: frozenset[date],
    replies: list[int],
    rhythm: int,
    outside: bool,
) -> None:
    calendar = Calendar(lambda day: day in holidays)
    sent: list[date] = []
    heard: dict[date, tuple[str, ...]] = {}
    for number in range(75):
        today = TUESDAY + timedelta(days=number)
        meeting = today + timedelta(days=-number % rhythm)
        promises = [replace(one, meeting=meeting) for one in promises]
        promises = [replace(one, heard=today) if one.id in heard.get(today, ()) else one for one in promises]
        decision = decide(promises, manner, sent[-1] if sent else None, today, calendar, outside=outside)
        if not decision.write:
            continue
        assert today.weekday() < 5
        assert today not in holidays
        assert not manner.no_nudges
        assert manner.quiet_until is None or today > manner.quiet_until
        assert manner.away_until is None or today > manner.away_until
        assert not sent or working_days(sent[-1], today, holidays) >= 3 * manner.pace
        for reason in decision.write:
            _is_tactful(reason.promise, reason.kind, today, holidays)
        kinds = {one.promise.id: one.kind for one in decision.write}
        sent.append(today)
        if days := replies[len(sent) % len(replies)]:
            heard[today + timedelta(days=days)] = tuple(kinds)
        promises = [
            replace(one, mailed=(*one.mailed, Mailed(today, kinds[one.id], outside))) if one.id in kinds else one
            for one in promises
        ]


def _is_tactful(promise: Promise, said: str, today: date, holidays: frozenset[date]) -> None:
    """Assert what must hold of a promise that is written about."""
    assert promise.state == ("dropped" if said == "no" else "open")
    assert len(promise.mailed) < 3
    if promise.meeting is not None and promise.meeting >= today:
        assert working_days(today, promise.meeting, holidays) > 2
    if said in ("gentle", "ask"):
        assert promise.due is not None
        assert working_days(promise.due, today, holidays) >= 1
        assert promise.heard is None or promise.heard < promise.due
        assert sum(one.day > promise.due for one in promise.mailed) < 2
    if said in ("before", "assent"):
        assert promise.heard is None
    if said == "before":
        assert promise.due is not None
        assert working_days(today, promise.due - timedelta(days=1), holidays) == 0
