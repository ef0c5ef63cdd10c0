"""Write open promises as lists that other programs read and change: todo.txt, Obsidian Tasks, calendars, Excel.

Each entry has the id of its item, so that `lists_in` reads the same file back, changed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from extractor.common.escaping import markdown, printable
from extractor.common.phrasing import and_list, format_day
from extractor.errors import RecapError
from extractor.ledger.items import Item
from extractor.ledger.rows import SeriesRow
from extractor.ledger.waiting import COLUMNS, View, series_title, table_rows
from extractor.ledger.wording import owner_short, task_words

LONGEST = 1000  # characters of a task
DOMAIN = "recap.invalid"
AS_OF = "recap list as of"
WRITTEN = "X-RECAP-AS-OF"  # the day of a calendar entry; its SEQUENCE is counted up by other programs, too


def uid_of(item: str) -> str:
    """Return the UID of an item in calendars; it never changes."""
    return f"{item}@{DOMAIN}"


def todo_txt(view: View) -> str:
    """Return the list as todo.txt: "2026-03-03 Fix the crash @Jonas +tidepool due:2026-03-13 id:k7m"."""
    lines = []
    for row in view.rows:
        if row.state == "dropped":
            continue  # the format knows open and done
        done = f"x {row.ended or row.due or view.today} " if row.state == "done" else ""
        said = f"{row.promised} " if row.promised else ""
        one = view.series.get(row.series)
        words = _plain(task_words(row.task, LONGEST))
        tags = [f"@{_tag(owner_short(owner))}" for owner in row.owners]
        tags += [f"+{title}"] if one and (title := series_tag(one)) else []
        tags += [f"due:{row.due}"] if row.due else []
        lines.append(" ".join((f"{done}{said}{words}", *tags, f"id:{row.short}")))
    return "".join(f"{line}\n" for line in lines)


def _plain(words: str) -> str:
    """Return words without signs that todo.txt would read: "x ", "(A) ", a word with a colon or a leading + or @."""
    words = re.sub(r"(?<!\S)[@+](?=\S)", "", words)
    words = re.sub(r"(\S):(?=\S)", r"\1 ", words)
    return re.sub(r"^(?:x|\([A-Z]\))\s+", "", words)


def series_tag(series: SeriesRow) -> str:
    """Return the title of a series as a tag of todo.txt, without the sign."""
    return _tag(series_title(series))


def _tag(words: str) -> str:
    return re.sub(r"[^\w.-]+", "-", words).strip("-")


def obsidian(view: View) -> str:
    """Return the list as Markdown check boxes with the signs of Obsidian Tasks, by day, then id."""
    lines = ["# Waiting", "", f"<!-- {AS_OF} {view.today} -->", ""]
    for row in view.rows:
        box = {"done": "x", "dropped": "-"}.get(row.state, " ")
        names = and_list([printable(owner) for owner in row.owners])
        owner = f"**{markdown(names)}**: " if names else ""
        signs = [f"🆔 {row.short}"]
        signs += [f"➕ {row.promised}"] if row.promised else []
        signs += [f"📅 {row.due}"] if row.due else []
        ended = {"done": "✅", "dropped": "❌"}.get(row.state, "")
        signs += [f"{ended} {row.ended}"] if ended and row.ended else []
        lines.append(f"- [{box}] {owner}{markdown(task_words(row.task, LONGEST))} {' '.join(signs)}")
    return "\n".join(lines) + "\n"


def calendar(items: Iterable[tuple[str, Item]], titles: Mapping[str, str], now: datetime, *, todo: bool = False) -> str:
    """Return items as an iCalendar text (RFC 5545): events of a day, which Outlook shows, or to-dos.

    Args:
        items: Each with its series. Events are made of those that are open or dropped, and have a day.
        titles: Of the series, by id.
        now: The time of the file, with its zone.
        todo: Whether VTODO is written in place of VEVENT.
    """
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//notes-recap//recap//EN")
    made.add("version", "2.0")
    stamp = now.replace(microsecond=0)
    for series, item in items:
        if todo:
            made.add_component(_todo(item, titles.get(series, ""), stamp))
        elif item.due and item.state != "done":
            made.add_component(_event(item, item.due, titles.get(series, ""), stamp))
    document: bytes = made.to_ical()
    return document.decode("utf-8")


def _event(item: Item, due: date, title: str, stamp: datetime) -> Any:
    from icalendar import Event

    event = _entry(Event(), item, title, stamp)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1) if due < date.max else due)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if item.state == "dropped" else "CONFIRMED")
    return event


def _todo(item: Item, title: str, stamp: datetime) -> Any:
    from icalendar import Todo

    todo = _entry(Todo(), item, title, stamp)
    if item.due:
        todo.add("due", item.due)
    todo.add("status", {"done": "COMPLETED", "dropped": "CANCELLED"}.get(item.state, "NEEDS-ACTION"))
    if item.state == "done":
        todo.add("completed", datetime.combine(item.ended or stamp.date(), time(12), UTC))
        todo.add("percent-complete", 100)
    return todo


def _entry(entry: Any, item: Item, title: str, stamp: datetime) -> Any:
    owners = ", ".join(printable(owner) for owner in item.owners)
    task = task_words(item.task, LONGEST)
    entry.add("uid", uid_of(item.key))
    entry.add("dtstamp", stamp.astimezone(UTC))
    entry.add(WRITTEN, f"{stamp:%Y%m%d}")
    entry.add("sequence", len(item.changes))
    entry.add("summary", f"{owners}: {task}" if owners else task)
    said = f"{printable(title)}, {format_day(item.promised)}" if item.promised else printable(title)
    entry.add("description", f"{said} [{item.short}]")
    if item.private:
        entry.add("class", "PRIVATE")
    return entry


def workbook(view: View) -> bytes:
    """Return the list as an Excel workbook of one sheet, with days as days and nothing as a formula.

    Raises RecapError if XlsxWriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise RecapError('Excel files need XlsxWriter: pip install "notes-recap[excel]", or use -f csv') from error

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet("Waiting")
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    sheet.write_row(0, 0, COLUMNS, bold)
    for number, cells in enumerate(table_rows(view), 1):
        _write_row(sheet, number, cells, day)
    sheet.freeze_panes(1, 0)
    sheet.set_column(1, 1, 50)
    book.close()
    return buffer.getvalue()


def _write_row(sheet: Any, number: int, cells: Sequence[str], day: Any) -> None:
    for at, value in enumerate(cells):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and value >= "1900-03-01":  # Excel's days begin there
            sheet.write_datetime(number, at, datetime.fromisoformat(value), day)
        else:
            sheet.write_string(number, at, printable(value)[:32767])
