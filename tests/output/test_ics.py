"""The calendar file: items that are not events, then the events, as two libraries read them."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from plans import FULL, action, recap

from extractor.model import Recap, RenderOptions
from extractor.output.ics import events
from extractor.output.render import render

NOW = datetime(2026, 3, 4, 15, 30, 59, 5, tzinfo=UTC)
DUE = date(2026, 3, 6)


def by_icalendar(document: str) -> list[Any]:
    calendar = icalendar.Calendar.from_ical(document)
    assert not [part.errors for part in calendar.walk() if part.errors]
    return list(calendar.walk("VEVENT"))


def by_vobject(document: str) -> list[Any]:
    with warnings.catch_warnings():  # it is written for an older Python
        warnings.simplefilter("ignore")
        import vobject

        return [part for part in next(vobject.readComponents(document)).components() if part.name == "VEVENT"]


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(recap(), id="nothing"),
        pytest.param(recap(action("go", "Ana")), id="no day"),
        pytest.param(recap(action("go", "Ana", due_text="after the release")), id="words alone"),
        pytest.param(recap(action("go", "Ana", due=DUE, done=True)), id="done"),
    ],
)
def test_item_without_day_or_done_is_not_an_event(made: Recap) -> None:
    document = events(made)
    assert (by_icalendar(document), by_vobject(document)) == ([], [])


def test_calendar_invites_nobody() -> None:
    document = events(FULL)
    for name in ("METHOD", "ATTENDEE", "ORGANIZER", "VTODO", "URL"):
        assert name not in document


def test_two_libraries_read_the_same_events() -> None:
    document = events(FULL, RenderOptions(now=NOW))
    events_read, second_reading = by_icalendar(document), by_vobject(document)
    dated = [item for item in FULL.items if item.due and not item.done]
    assert len(events_read) == len(second_reading) == len(dated) == 4
    for item, event, second in zip(dated, events_read, second_reading, strict=True):
        assert item.due
        assert event.decoded("dtstart") == second.dtstart.value == item.due
        assert event.decoded("dtend") == second.dtend.value == item.due + timedelta(days=1)  # RFC 5545: exclusive
        assert item.task[1:] in str(event["summary"]) and second.summary.value == str(event["summary"])
        assert str(event["transp"]) == second.transp.value == "TRANSPARENT"
        assert event.decoded("dtstamp") == second.dtstamp.value == NOW.replace(microsecond=0)
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == second.valarm.trigger.value == timedelta(hours=-15)
        assert second.valarm.action.value == "DISPLAY"
    assert str(events_read[0]["summary"]) == "Ana Lopez: Send the deck"
    assert str(events_read[0]["description"]) == "by Friday. Weekly sync, Wed 4 Mar 2026. line 14, also 40-41"


def test_importing_a_later_recap_moves_the_event() -> None:
    first = FULL.items[0]
    later = replace(
        FULL, date=date(2026, 3, 11), items=(replace(first, due=date(2026, 3, 20), owners=("Eve",), line=99),)
    )
    one, other = by_icalendar(events(FULL, RenderOptions(now=NOW)))[0], by_icalendar(events(later))[0]
    assert str(one["uid"]) == str(other["uid"])
    assert re.fullmatch(rf"{first.id}\.[0-9a-f]{{8}}@recap\.invalid", str(one["uid"]))
    newer = by_icalendar(events(FULL, RenderOptions(now=NOW + timedelta(minutes=1))))[0]
    assert newer["sequence"] > one["sequence"]
    assert newer["sequence"] < 2**31


def test_same_task_of_two_meetings_is_two_events() -> None:
    one = by_icalendar(events(recap(action("go", "Ana", due=DUE), title="Board")))[0]
    other = by_icalendar(events(recap(action("go", "Ana", due=DUE), title="Sync")))[0]
    assert str(one["uid"]) != str(other["uid"])
    assert len({str(event["uid"]) for event in by_icalendar(events(FULL))}) == 4


def test_lines_are_folded_and_end_with_crlf() -> None:
    document = events(recap(action("review; the, long\\ line 漢字 " * 30, "Ana", due=DUE)))
    assert all(len(line.encode()) <= 75 for line in document.split("\r\n"))
    assert "\n" not in document.replace("\r\n", "")
    assert str(by_icalendar(document)[0]["summary"]) == by_vobject(document)[0].summary.value


def test_last_day_of_the_calendar_is_an_event() -> None:
    assert by_icalendar(events(recap(action("go", "Ana", due=date.max))))


def test_ics_is_a_format_of_render() -> None:
    assert render(FULL, "ics") == events(FULL)
    assert len(by_icalendar(events(FULL, RenderOptions(reader="Carl Eriksen")))) == 1
