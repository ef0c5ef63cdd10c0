"""Read lists of recap back that other programs changed: CSV, Excel, todo.txt, Obsidian Tasks, calendars.

An entry counts by its id alone; what a file does not tell of an item is not changed. A file none of whose entries has a
known id is no list of recap.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractor.common.escaping import printable
from extractor.common.files import is_file, is_folder, read_bounded
from extractor.common.lazy_regex import expression
from extractor.ledger.lists import AS_OF, DOMAIN, WRITTEN
from extractor.model import RecapError

ENDINGS = (".csv", ".xlsx", ".txt", ".md", ".ics")
LARGEST = 20_000_000  # bytes of a file
STATES = {
    "open": ("open", "todo", "to do", "needs-action", "in-process", "in progress", "new"),
    "done": ("done", "x", "closed", "complete", "completed", "finished", "yes"),
    "dropped": ("dropped", "cancelled", "canceled", "-", "won't do", "rejected"),
}
_STATE = {word: state for state, words in STATES.items() for word in words}
_ISO = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of an item. Fields that are None are not told; "" says that there is none."""

    id: str  # the id that is shown, or the key of the item
    state: str | None = None
    due: str | None = None  # a day as YYYY-MM-DD, or words that are no day
    owner: str | None = None
    ended: date | None = None
    as_of: date | None = None  # the day on which the list was written


def lists_in(path: Path) -> bool:
    """Whether a path may be a list by its ending: a file, or a folder that holds calendar files only (a vdir)."""
    if is_folder(path):
        return bool(_calendars(path))
    return path.suffix.lower() in ENDINGS and is_file(path)


def _calendars(folder: Path) -> list[Path]:
    found = [one for one in sorted(folder.iterdir()) if not one.name.startswith(".")]
    return found if found and all(one.suffix.lower() == ".ics" for one in found) else []


def read_list(path: Path, knows: Callable[[str], bool], date_order: str = "mdy") -> tuple[Entry, ...] | None:
    """Return the entries of a list of recap, those of no known id with "" for it; None for any other file.

    Args:
        path: A file, or a folder of calendar files.
        knows: Whether an id, or the key of an item, is one of the ledger.
        date_order: "mdy" or "dmy", for days that a spreadsheet wrote in the way of its country.
    """
    found: list[Entry] = []
    for one in _calendars(path) if is_folder(path) else [path]:
        try:
            data = read_bounded(one, LARGEST)
        except (OSError, ValueError) as error:
            raise RecapError(f"{printable(str(one))} cannot be read; is it there, and may you read it?") from error
        if len(data) > LARGEST:
            raise RecapError(f"{printable(str(one))} is too large for a list")
        found += _entries(one.suffix.lower(), data, date_order)
    known = [entry for entry in found if knows(entry.id)]
    is_dated = any(entry.as_of for entry in known)
    others = [entry for entry in found if not knows(entry.id)]
    # A table of other ids, of which one looks like recap's, is notes; so is what has more rows without a date.
    return (
        tuple(known) + tuple(replace(entry, id="") for entry in others) if known and (is_dated or not others) else None
    )


def _entries(ending: str, data: bytes, date_order: str) -> Iterable[Entry]:
    if ending == ".xlsx":
        return _of_table(_sheet(data), date_order)
    if ending == ".ics":
        return _of_calendar(data)
    text = _text(data)
    if ending == ".csv":
        return _of_table(_rows(text), date_order)
    return _of_boxes(text) if ending == ".md" else _of_todo_txt(text)


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


# Tables


def _rows(text: str) -> list[list[str]]:
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        return []


def _sheet(data: bytes) -> list[list[str]]:
    """Return the cells of the first sheet as text, days as YYYY-MM-DD; nothing for what is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError, OSError, ValueError):
        return []
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _of_table(rows: Sequence[Sequence[str]], date_order: str) -> list[Entry]:
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    if "id" not in names or not {"state", "due", "owner"} & set(names):
        return []
    table = [dict(zip(names, map(_unescaped, row), strict=False)) for row in rows[1:]]
    order = _order([row.get(name, "") for row in table for name in ("due", "as_of", "held")], date_order)
    return [_of_row(row, order) for row in table if any(row.values())]


def _of_row(row: Mapping[str, str], order: str) -> Entry:
    state = row.get("state")
    return Entry(
        row.get("id", "").strip("[]").casefold(),
        None if state is None else _STATE.get(state.casefold(), state.casefold()),
        None if "due" not in row else _day(row["due"], order),
        row.get("owner"),
        as_of=_date(_day(row.get("as_of", ""), order)),
    )


def _unescaped(value: str) -> str:
    """Return a cell without the quote that keeps a spreadsheet from taking it for a formula."""
    value = value.strip()
    return value[1:] if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@") else value


_SLASHED = expression(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d\d)")


def _order(days: Iterable[str], date_order: str) -> str:
    """Return the order of day and month that the days of a table show: "dmy" or "mdy"."""
    found = [match for day in days if (match := _SLASHED.fullmatch(day.strip()))]
    if any(match[2] == "." or int(match[1]) > 12 for match in found):
        return "dmy"
    return "mdy" if any(int(match[3]) > 12 for match in found) else date_order


def _day(words: str, order: str) -> str:
    words = words.strip()
    found = _SLASHED.fullmatch(words)
    if not found:
        return words[:10] if re.match(rf"{_ISO}[T ]", words) else words
    day, month = (found[1], found[3]) if order == "dmy" else (found[3], found[1])
    year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
    return f"{year}-{int(month):02}-{int(day):02}"


def _date(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        return None


# Lines of text

_BOX = expression(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\[(?P<state>.)\]\s+(?P<words>.*)")
_ID = expression(r"🆔\ufe0f?\s*(?P<id>[a-z0-9]+)")
_DUE = expression(rf"[📅🗓📆]\ufe0f?\s*(?P<day>{_ISO})")
_ENDED = expression(rf"[✅❌]\ufe0f?\s*(?P<day>{_ISO})")
_WRITTEN = expression(rf"<!-- {AS_OF} (?P<day>{_ISO}) -->")


def _of_boxes(text: str) -> list[Entry]:
    """Return the boxes of a file that are recap's; nothing if a box has no id: then it is notes."""
    written = _WRITTEN.search(text)
    as_of = _date(written["day"]) if written else None
    found: list[Entry] = []
    for line in text.splitlines():
        box = _BOX.fullmatch(line)
        if box is None:
            continue
        id, due, ended = _last(_ID, line), _last(_DUE, line), _last(_ENDED, line)  # signs in the words come first
        if id is None:
            return [] if written is None else found
        state = {"x": "done", "X": "done", "-": "dropped"}.get(box["state"], "open")
        day = _date(ended["day"]) if ended else None
        found.append(Entry(id["id"], state, due["day"] if due else "", None, day, as_of))
    return found


def _last(sign: re.Pattern[str], line: str) -> re.Match[str] | None:
    found = list(sign.finditer(line))
    return found[-1] if found else None


def _of_todo_txt(text: str) -> list[Entry]:
    found = []
    for line in text.splitlines():
        pairs = dict(re.findall(r"(?<!\S)(id|due):(\S+)", line))
        if "id" in pairs:
            done = re.match(rf"x\s+(?:({_ISO})\s)?", line)
            ended = _date(done[1]) if done else None
            found.append(Entry(pairs["id"].casefold(), "done" if done else "open", pairs.get("due", ""), None, ended))
        elif line.strip():
            return []  # notes
    return found


# Calendars


def _of_calendar(data: bytes) -> list[Entry]:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(data, multiple=True)
        return [entry for one in calendars for part in one.walk() if (entry := _of_component(part)) is not None]
    except (ValueError, KeyError, IndexError, AttributeError):
        return []


def _of_component(part: Any) -> Entry | None:
    uid = str(part.get("UID", ""))
    if part.name not in ("VEVENT", "VTODO") or not uid.endswith(f"@{DOMAIN}"):
        return None
    is_todo = part.name == "VTODO"
    due = _moment(part, "DUE" if is_todo else "DTSTART")
    ended = _moment(part, "COMPLETED")
    state = None
    if is_todo:
        is_full = str(part.get("PERCENT-COMPLETE", "")) == "100" or ended is not None
        state = _STATE.get(str(part.get("STATUS", "")).casefold(), "done" if is_full else "open")
    return Entry(
        uid.removesuffix(f"@{DOMAIN}"),
        state,
        due.isoformat() if due else "",
        None,
        ended,
        as_of=_date(str(part.get(WRITTEN, ""))),
    )


def _moment(part: Any, name: str) -> date | None:
    held = getattr(part.get(name), "dt", None)
    return held.date() if isinstance(held, datetime) else held if isinstance(held, date) else None
