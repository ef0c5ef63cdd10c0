"""The items of a plan as CSV, as Markdown lists and as a table for the terminal. rich is imported on use."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from extractor.common.escaping import cell, markdown, printable
from extractor.common.phrasing import format_day
from extractor.model import Action, Recap, RenderOptions
from extractor.output.plan_json import item_fields
from extractor.output.wording import (
    INTERNAL,
    TERMINAL_COLUMNS,
    by_due,
    entry_of,
    fold,
    line_range,
    meeting_title,
    point_of,
)

# The fields of an item that the CSV has; those that people read come first.
COLUMNS = (
    "task",
    "owners",
    "due",
    "due_text",
    "status",
    "line",
    "end_line",
    "also",
    "said",
    "private",
    "found_by",
    "confidence",
    "id",
    "meeting",
    "date",
)

NARROW = 60  # columns of a terminal in which a table has no room
OWNER_COLUMNS, DUE_COLUMNS = 20, 15  # of the table, at most; the task takes the rest


def csv_rows(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the items as CSV (RFC 4180) below a row of column names; no cell is a formula."""
    title = meeting_title(recap)
    rows = (item_fields(item) | {"meeting": title, "date": _iso(item.held or recap.date)} for item in recap.items)
    return csv_line(COLUMNS) + "".join(csv_item_line(fields, COLUMNS) for fields in rows)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def csv_item_line(fields: Mapping[str, Any], columns: Iterable[str]) -> str:
    """Return the fields of an item (`item_fields`, or a superset) as a line of CSV with these columns."""
    return csv_line(_csv_cell(fields.get(column)) for column in columns)


def csv_line(cells: Iterable[object]) -> str:
    """Return the cells as a line of CSV, with CR LF at its end (RFC 4180)."""
    stream = io.StringIO()
    csv.writer(stream).writerow(cells)
    return stream.getvalue()


def _csv_cell(value: object) -> str | float:
    """Return a value of an item's JSON as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):  # of owners, or of places: [first line, last line]
        return cell("; ".join(part if isinstance(part, str) else line_range(*part) for part in value))
    return cell(str(value))


def markdown_list(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the plan as Markdown lists, the items with check boxes; markup in the notes is escaped."""
    heading = markdown(meeting_title(recap) or "Our meeting") + (f", {format_day(recap.date)}" if recap.date else "")
    lines = [f"# {heading}", "", "## Action items", ""]
    lines += [_markdown_entry(recap, item) for item in sorted(recap.items, key=lambda item: item.done)]
    if not recap.items:
        lines.append("None found.")
    for title, remarks in (("Decisions", recap.decisions), ("Open questions", recap.questions)):
        if remarks:
            points = [point_of(remark) for remark in remarks]
            lines += ["", f"## {title}", ""]
            lines += [f"- {markdown(point.text)}" + (f" ({point.place})" if point.place else "") for point in points]
    return "\n".join(lines) + "\n"


def _markdown_entry(recap: Recap, item: Action) -> str:
    entry = entry_of(recap, item)
    box = "x" if item.done else " "
    owner = f"**{markdown(entry.owner)}**: " if item.owners else ""
    due = f", {markdown(entry.due)}" if item.due or entry.said else ""
    private = f", {INTERNAL}" if item.private else ""
    place = f" ({entry.place})" if entry.place else ""
    return f"- [{box}] {owner}{markdown(entry.task)}{due}{private}{place}"


def table(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the items as a table, by deadline; done items come last.

    It has 79 columns. Where the terminal is much narrower, each item takes two lines: owner and day, then task.
    """
    items = sorted(recap.items, key=lambda item: (item.done, *by_due(item)))
    if not items:
        return f"No actions found{f': the notes are in {printable(recap.language)}' if recap.language else ''}.\n"
    columns = min(TERMINAL_COLUMNS, options.columns or TERMINAL_COLUMNS)
    if columns < NARROW:
        return _narrow_list(recap, items, columns)
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    grid.add_column("OWNER", max_width=OWNER_COLUMNS, overflow="fold")
    grid.add_column("DUE", max_width=DUE_COLUMNS, overflow="fold")
    grid.add_column("TASK", overflow="fold")
    grid.add_column("LINE", no_wrap=True)
    for item in items:
        # Text, as rich would take "[bold]" in a plain string for markup.
        grid.add_row(*(Text(" ".join(words.split())) for words in _table_row(recap, item)))
    console = Console(file=io.StringIO(), color_system=None, legacy_windows=False)
    lines = console.render_lines(grid, console.options.update_width(columns), pad=False)
    return "".join("".join(segment.text for segment in line).rstrip() + "\n" for line in lines)


def _narrow_list(recap: Recap, items: Iterable[Action], columns: int) -> str:
    """Return the items as a list for a narrow terminal."""
    lines = []
    for item in items:
        owner, due, task, line = (" ".join(words.split()) for words in _table_row(recap, item))
        lines += [*fold(f"{owner}, {due} [{line}]", columns), *fold(f"  {task}", columns)]
    return "\n".join(lines) + "\n"


def _table_row(recap: Recap, item: Action) -> tuple[str, str, str, str]:
    """Return owner, due, task and line of an item; "-" stands for what is unknown."""
    entry = entry_of(recap, item)
    due = entry.day or entry.said or "-"
    state = "done" if item.done else f"{due}, overdue" if entry.overdue else due
    lines = line_range(item.line, item.end_line) if item.line else "-"
    return entry.owner if item.owners else "-", state, entry.task, lines
