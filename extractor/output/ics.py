"""The deadlines of the plan as a calendar file (RFC 5545): one all-day event for each open action that has a day.

Events, as Outlook passes over to-dos; transparent, as a deadline takes nobody's time; without a METHOD, as this is a
note and no invitation. The UID is made of the action's id and the meeting's title: importing the next recap moves an
event instead of doubling it. icalendar is imported here only, on use.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta

from extractor.common.escaping import printable
from extractor.common.phrasing import format_day
from extractor.model import Action, Recap, RenderOptions
from extractor.output.wording import entry_of, is_for, meeting_title

REMINDER = timedelta(hours=-15)  # nine in the morning of the day before
LARGEST = 2**31 - 1  # RFC 5545, 3.3.8
EPOCH = date(2020, 1, 1)  # SEQUENCE counts the minutes since; it must grow and fit 31 bits


def events(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The calendar file, with CRLF line ends; of `wishes.reader` alone if there is one. No event is a valid answer."""
    from icalendar import Alarm, Calendar, Event

    title = meeting_title(recap) or "Our meeting"
    # Without a clock the meeting's day dates the file, so that the same recap gives the same bytes.
    stamp = options.now.astimezone(UTC) if options.now else datetime.combine(recap.date or EPOCH, time(), UTC)
    stamp = stamp.replace(microsecond=0)
    calendar = Calendar()
    calendar.add("prodid", "-//notes-recap//recap//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for item in recap.items:
        if item.due is None or item.done or (options.reader and not is_for(item, options.reader)):
            continue
        entry = entry_of(recap, item)
        event = Event()
        event.add("uid", _uid(item, title))
        event.add("dtstamp", stamp)
        minutes = int((stamp - datetime.combine(EPOCH, time(), UTC)) / timedelta(minutes=1))
        event.add("sequence", min(max(0, minutes), LARGEST))
        event.add("summary", f"{entry.owner}: {entry.task}" if item.owners else entry.task)
        event.add("dtstart", item.due)
        event.add("dtend", item.due + timedelta(days=1) if item.due < date.max else item.due)
        event.add("transp", "TRANSPARENT")
        event.add("description", _description(recap, item, title))
        if item.private:
            event.add("class", "PRIVATE")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", REMINDER)
        alarm.add("description", event["summary"])
        event.add_component(alarm)
        calendar.add_component(event)
    document: bytes = calendar.to_ical()
    return document.decode("utf-8")


def _uid(item: Action, title: str) -> str:
    name = item.id if re.fullmatch(r"[A-Za-z0-9-]{1,40}", item.id) else _short_hash(item.id)
    return f"{name}.{_short_hash(title.casefold())}@recap.invalid"


def _description(recap: Recap, item: Action, title: str) -> str:
    entry = entry_of(recap, item)
    day = f", {format_day(recap.date)}" if recap.date else ""
    words = [printable(item.due_text).strip() if item.due_text else "", f"{title}{day}", entry.where]
    return ". ".join(word for word in words if word)


def _short_hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
