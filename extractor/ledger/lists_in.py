"""Read lists of recap back that other programs changed: CSV, Excel, todo.txt, Obsidian Tasks, calendars.

An entry counts by its id alone; what a file does not tell of an item is not changed. One without an id is new work
(`new_work`). A file none of whose entries has a known id is no list of recap.
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
from extractor.errors import RecapError
from extractor.ledger.lists import AS_OF, DOMAIN, WRITTEN
from extractor.readers.archives import check_archive
from extractor.readers.formats.sheet_sizes import check_sizes
from extractor.readers.formats.spreadsheet import KIND

ENDINGS = (".csv", ".xlsx", ".txt", ".md", ".ics")
LARGEST = 20_000_000  # bytes of a file
STATES = {
    "open": ("open", "todo", "to do", "not started", "started", "needs-action", "in-process", "in progress", "new"),
    "done": ("done", "x", "closed", "complete", "completed", "finished", "yes"),
    "dropped": ("dropped", "cancelled", "canceled", "-", "won't do", "rejected"),
}
_STATE = {word: state for state, words in STATES.items() for word in words}
_ISO = r"\d{4}-\d\d-\d\d"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list says of an item. Fields that are None are not told; "" says that there is none."""

    id: str  # the id that is shown, or the key of the item; "" for new work
    state: str | None = None
    due: str | None = None  # a day as YYYY-MM-DD, or words that are no day
    owner: str | None = None
    ended: date | None = None
    as_of: date | None = None  # the day on which the list was written
    task: str = ""
    meeting: str = ""  # the title of its series
    held: date | None = None  # the day on which it was promised
    promised_to: str = ""
    line: int = 0  # of the file, or the number of the row


def lists_in(path: Path) -> bool:
    """Whether a path may be a list by its ending: a file, or a folder that holds calendar files only (a vdir)."""
    if is_folder(path):
        return bool(_calendars(path))
    return path.suffix.lower() in ENDINGS and is_file(path)


def _calendars(folder: Path) -> list[Path]:
    found = [one for one in sorted(folder.iterdir()) if not one.name.startswith(".")]
    return found if found and all(one.suffix.lower() == ".ics" for one in found) else []


def read_list(path: Path, knows: Callable[[str], bool], date_order: str = "mdy") -> tuple[Entry, ...] | None:
    """Return the entries of a list of recap; None for any other file.

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
    others = any(entry.id and not knows(entry.id) for entry in found)
    # A table of other ids, of which one looks like recap's, is notes; so is what has more rows without a date.
    return tuple(found) if known and (is_dated or not others) else None


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
    """Return the cells of the first sheet as text, days as YYYY-MM-DD; nothing for what is no sound workbook."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        check_archive(data, "a list", KIND)
        check_sizes(data, "a list", KIND)
        rows = CalamineWorkbook.from_object(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    except (CalamineError, IndexError, OSError, ValueError, RecapError):
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
    return [_of_row(row, order, line) for line, row in enumerate(table, 2) if any(row.values())]


def _of_row(row: Mapping[str, str], order: str, line: int) -> Entry:
    state = row.get("state")
    return Entry(
        row.get("id", "").strip("[]").casefold(),
        None if state is None else _STATE.get(state.casefold(), state.casefold()),
        None if "due" not in row else _day(row["due"], order),
        row.get("owner"),
        as_of=_date(_day(row.get("as_of", ""), order)),
        task=row.get("task", ""),
        meeting=row.get("meeting", ""),
        held=_date(_day(row.get("held", ""), order)),
        promised_to=row.get("promised_to", ""),
        line=line,
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
_ID_SIGN = "🆔"
_ID = expression(rf"{_ID_SIGN}\ufe0f?\s*(?P<id>[a-z0-9]+)")
_DUE = expression(rf"[📅🗓📆]\ufe0f?\s*(?P<day>{_ISO})")
_ENDED = expression(rf"[✅❌]\ufe0f?\s*(?P<day>{_ISO})")
_WRITTEN = expression(rf"<!-- {AS_OF} (?P<day>{_ISO}) -->")


def _of_boxes(text: str) -> list[Entry]:
    """Return the boxes of a file that recap wrote, or whose boxes all have an id; of other notes, nothing."""
    written = _WRITTEN.search(text) if _ID_SIGN in text else None
    as_of = _date(written["day"]) if written else None
    found: list[Entry] = []
    for number, line in enumerate(text.splitlines() if _ID_SIGN in text else (), 1):
        box = _BOX.fullmatch(line)
        if box is None:
            continue
        id, due, ended = _last(_ID, line), _last(_DUE, line), _last(_ENDED, line)  # signs in the words come first
        if id is None and written is None:
            return []
        state = {"x": "done", "X": "done", "-": "dropped"}.get(box["state"], "open")
        day = _date(ended["day"]) if ended else None
        entry = Entry("" if id is None else id["id"], state, due["day"] if due else "", None, day, as_of, line=number)
        found.append(_with_words(entry, box["words"]) if id is None else entry)
    return found


_SIGNS = expression(rf"\s*[➕📅🗓📆✅❌]\ufe0f?\s*{_ISO}")
_SAID = expression(rf"➕\ufe0f?\s*(?P<day>{_ISO})")
_BOLD_OWNER = expression(r"\*\*(?P<owner>[^*]{1,100})\*\*:\s*")
_ESCAPED = expression(r"\\([!-/:-@\[-`{-~])")


def _with_words(entry: Entry, words: str) -> Entry:
    """Return an entry of new work with the words of its box, as `lists.obsidian` writes them."""
    said = _last(_SAID, words)
    words = _SIGNS.sub("", words)
    owner = _BOLD_OWNER.match(words)
    task = words[owner.end() :] if owner else words
    names = _ESCAPED.sub(r"\1", owner["owner"]).replace(" and ", "; ") if owner else None
    return replace(
        entry, task=_ESCAPED.sub(r"\1", task).strip(), owner=names, held=_date(said["day"]) if said else None
    )


def _last(sign: re.Pattern[str], line: str) -> re.Match[str] | None:
    found = list(sign.finditer(line))
    return found[-1] if found else None


_TODO = expression(
    rf"(?P<done>x\s+(?:(?P<ended>{_ISO})\s+)?)?(?:\([A-Z]\)\s+)?(?:(?P<said>{_ISO})\s+)?(?P<words>\S.*)", re.S
)
_TODO_TAG = expression(r"(?<!\S)(?:\+(?P<series>\S+)|due:(?P<due>\S+)|[A-Za-z]+:(?=\S)(?!//)\S+)\s?")


def _of_todo_txt(text: str) -> list[Entry]:
    """Return the lines of a todo.txt; nothing if a line with an id is not as recap writes it, or most have none."""
    found: list[Entry] = []
    for number, line in enumerate(text.splitlines() if "id:" in text else (), 1):
        if not line.strip():
            continue
        pairs = dict(re.findall(r"(?<!\S)(id|due):(\S+)", line))
        match = _TODO.fullmatch(line.strip())
        if match is None or ("id" in pairs and not (match["done"] or match["said"] or "due" in pairs)):
            return []  # notes
        ended = _date(match["ended"])
        state = "done" if match["done"] else "open"
        entry = Entry(pairs.get("id", "").casefold(), state, pairs.get("due", ""), None, ended, line=number)
        found.append(entry if entry.id else _of_tags(entry, match))
    own = sum(bool(entry.id) for entry in found)
    return found if own * 2 >= len(found) else []


def _of_tags(entry: Entry, match: re.Match[str]) -> Entry:
    """Return an entry of new work with the words and tags of its line; its "@" may be an owner or a context."""
    series = next((tag["series"] for tag in _TODO_TAG.finditer(match["words"]) if tag["series"]), "")
    task = " ".join(_TODO_TAG.sub("", match["words"]).split())
    return replace(entry, task=task, meeting=series, held=_date(match["said"]))


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
