"""Write the deadlines of the plan as a calendar file (RFC 5545): an all-day event for each open action with a day.

Outlook ignores to-dos (VTODO), so these are events, which do not block anybody's time (TRANSP) and invite nobody (no
METHOD). The UID is made of the action's id and the meeting's title, so that importing a later recap moves an event
instead of adding a second. icalendar is imported only here, on use.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from extractor.common.escaping import printable
from extractor.common.phrasing import format_day
from extractor.model import Action, Recap, RenderOptions
from extractor.output.wording import INTERNAL, entry_of, is_for, meeting_title, place_words

REMINDER = timedelta(hours=-15)  # nine in the morning of the day before
MAX_SEQUENCE = 2**31 - 1  # RFC 5545, 3.3.8
SEQUENCE_EPOCH = date(2020, 1, 1)  # SEQUENCE must grow and fit 31 bits: it counts the minutes since this day


def events(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the deadlines as an iCalendar text with CRLF line ends (RFC 5545).

    It has one event for each open action with a day, perhaps none; with `options.reader` only that person's.
    """
    from icalendar import Calendar

    title = meeting_title(recap) or "Our meeting"
    # Without `options.now` the meeting's day dates the file, so that the same recap gives the same bytes.
    stamp = options.now or datetime.combine(recap.date or SEQUENCE_EPOCH, time(), UTC)
    stamp = stamp.astimezone(UTC).replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", "-//notes-recap//recap//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for item in recap.items:
        if item.due and not item.done and (not options.reader or is_for(item, options.reader)):
            calendar.add_component(_event(recap, item, item.due, stamp, title))
    document: bytes = calendar.to_ical()
    return document.decode("utf-8")


def _event(recap: Recap, item: Action, due: date, stamp: datetime, title: str) -> Any:
    """Return an item as an icalendar.Event."""
    from icalendar import Alarm, Event

    entry = entry_of(recap, item)
    minutes = (stamp - datetime.combine(SEQUENCE_EPOCH, time(), UTC)) // timedelta(minutes=1)
    event = Event()
    event.add("uid", _uid(item, title))
    event.add("dtstamp", stamp)
    event.add("sequence", min(max(0, minutes), MAX_SEQUENCE))
    event.add("summary", f"{entry.owner}: {entry.task}" if item.owners else entry.task)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1) if due < date.max else due)
    event.add("transp", "TRANSPARENT")
    event.add("description", _description(recap, item, title))
    if item.private:
        event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", REMINDER)
    alarm.add("description", event["summary"])
    event.add_component(alarm)
    return event


def _uid(item: Action, title: str) -> str:
    name = item.id if re.fullmatch(r"[A-Za-z0-9-]{1,40}", item.id) else _short_hash(item.id)
    return f"{name}.{_short_hash(title.casefold())}@recap.invalid"


def _description(recap: Recap, item: Action, title: str) -> str:
    day = f", {format_day(recap.date)}" if recap.date else ""
    due_text = printable(item.due_text).strip() if item.due_text else ""
    place = place_words(item.line, item.end_line, item.also)
    where = ", ".join(words for words in (place, INTERNAL if item.private else "") if words)
    return ". ".join(words for words in (due_text, f"{title}{day}", where) if words)


def _short_hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
