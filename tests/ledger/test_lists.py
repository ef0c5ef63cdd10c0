"""Lists for other programs: out and in changes nothing, one cell edited is one change, other programs read them."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import icalendar
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import FIRST, kept, ledger, meeting, news, pen, promise
from msgspec.structs import replace
from python_calamine import CalamineWorkbook

from extractor.ledger import book, edits, lists
from extractor.ledger.edits import Edit, edits_of
from extractor.ledger.events import Mark, Meeting, Statement
from extractor.ledger.lists_in import Entry, read_list
from extractor.ledger.store import Store
from extractor.ledger.waiting import COLUMNS, People, View, csv_text

TODAY = date(2026, 4, 20)
NOW = datetime(2026, 4, 20, 9, tzinfo=UTC)
NEEDS_EXCEL = pytest.mark.skipif(find_spec("xlsxwriter") is None, reason="needs the extra [excel]")
FORMATS = ("csv", pytest.param("xlsx", marks=NEEDS_EXCEL), "md", "txt", "vevent.ics", "vtodo.ics")
TASKS = (
    "fix the crash",
    "=1+1 by hand",
    "x (A) +tag @me due:2026-01-01",
    "🆔 abc; „Grüße“, <b>",
    "call Ms O'Neil: bill",
)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    task, line = draw(st.sampled_from(TASKS)), draw(st.integers(1, 20))
    owners = draw(st.lists(st.sampled_from(("Ana Lopez", "Ben Stone", "all")), max_size=2, unique=True))
    due = draw(st.none() | st.integers(1, 60).map(lambda days: FIRST + timedelta(days=days)))
    if draw(st.integers(0, 3)):
        return promise(task, *owners, line=line, due=due)
    return news(task, draw(st.sampled_from(("done", "dropped", "open"))), line=line, reviewed=True)


@st.composite
def histories(draw: st.DrawFn) -> list[Meeting]:
    weeks = draw(st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True))
    return [meeting(week, *draw(st.lists(statements(), max_size=4))) for week in sorted(weeks)]


@contextmanager
def fresh() -> Iterator[tuple[Store, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        store = ledger(Path(folder))
        try:
            yield store, Path(folder)
        finally:
            store.close()


def view_of(store: Store, today: date = TODAY) -> View:
    rows = tuple(store.rows(everything=True))
    return View(rows, {one.id: one for one in store.series()}, People(), today, {row.key: row.short for row in rows})


def written(store: Store, folder: Path, name: str, today: date = TODAY) -> Path:
    """Write all items as a list of a format, and return its file."""
    path, view = folder / f"list.{name}", view_of(store, today)
    if name.endswith("ics"):
        titles = {one.id: one.title for one in store.series()}
        text = lists.calendar(store.items(everything=True), titles, NOW, todo=name.startswith("vtodo"))
        path.write_bytes(text.encode("utf-8"))
    elif name == "xlsx":
        path.write_bytes(lists.workbook(view))
    else:
        writer: Callable[[View], str] = {"csv": csv_text, "md": lists.obsidian, "txt": lists.todo_txt}[name]
        path.write_bytes(writer(view).encode("utf-8"))
    return path


def read(store: Store, path: Path) -> list[Edit]:
    """Return what a list changes."""
    keys = {item.short: item for _, item in store.items(everything=True)}
    keys |= {item.key: item for _, item in store.items(everything=True)}
    entries = read_list(path, keys.__contains__) or ()
    return [edit for entry in entries for edit in edits_of(keys[entry.id], entry, path.name)]


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=15, deadline=None)
@given(histories())
def test_out_and_in_changes_nothing(name: str, meetings: list[Meeting]) -> None:
    with fresh() as (store, folder):
        kept(store, meetings)
        assert read(store, written(store, folder, name)) == []


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(histories(), st.data())
def test_one_cell_edited_is_one_change(meetings: list[Meeting], data: st.DataObject) -> None:
    with fresh() as (store, folder):
        kept(store, meetings)
        rows = list(csv.DictReader(io.StringIO(written(store, folder, "csv").read_bytes().decode())))
        if not rows:
            return
        number = data.draw(st.integers(0, len(rows) - 1))
        field = data.draw(st.sampled_from(("owner", "due", "state")))
        values = {"owner": ("Priya Raman",), "due": ("2026-06-01",), "state": ("open", "done", "dropped")}[field]
        value = data.draw(st.sampled_from([one for one in values if one != rows[number][field]]))
        rows[number][field] = value
        path = folder / "edited.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, COLUMNS, delimiter=";")
            writer.writeheader()
            writer.writerows(reversed(rows))
        (edit,) = read(store, path)
        assert (edit.item.short, edit.field, edit.asks) == (rows[number]["id"], field, False)
        others = {item.key: item for _, item in store.items(everything=True) if item.key != edit.item.key}
        edits.apply(pen(store, "keep edited.csv", minutes=600), [edit], "edited.csv", TODAY)
        after = {item.key: item for _, item in store.items(everything=True)}
        assert {key: item for key, item in after.items() if key != edit.item.key} == others
        now = after[edit.item.key]
        assert {"owner": now.owners, "due": now.due, "state": now.state}[field] == {
            "owner": ("Priya Raman",),
            "due": date(2026, 6, 1),
            "state": value,
        }[field]
        assert read(store, path) == []


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Store]:
    store = ledger(tmp_path)
    kept(store, [meeting(0, promise("fix the crash", "Ana Lopez", line=1, due=date(2026, 3, 13)))])
    yield store
    store.close()


EDITS = [
    ("md", "- [ ]", "- [x]", "state", "done"),
    ("md", "- [ ]", "- [-]", "state", "dropped"),
    ("md", "📅 2026-03-13", "📅 2026-03-20", "due", "2026-03-20"),
    ("txt", "2026-03-03", "x 2026-04-01 2026-03-03", "state", "done"),
    ("txt", "due:2026-03-13", "due:2026-03-20", "due", "2026-03-20"),
    ("vtodo.ics", "NEEDS-ACTION", "COMPLETED", "state", "done"),
    ("vtodo.ics", "DUE;VALUE=DATE:20260313", "DUE;VALUE=DATE:20260320", "due", "2026-03-20"),
    ("vevent.ics", "DTSTART;VALUE=DATE:20260313", "DTSTART:20260320T090000Z", "due", "2026-03-20"),
]


@pytest.mark.parametrize(("name", "old", "new", "field", "value"), EDITS)
def test_edit_of_each_format(one: Store, tmp_path: Path, name: str, old: str, new: str, field: str, value: str) -> None:
    path = written(one, tmp_path, name)
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode("utf-8"))
    assert [(edit.field, edit.value, edit.asks) for edit in read(one, path)] == [(field, value, False)]


def test_an_old_list_takes_nothing_back_and_a_clash_is_asked(one: Store, tmp_path: Path) -> None:
    path = written(one, tmp_path, "csv", date(2026, 4, 2))
    (item,) = (item for _, item in one.items())
    later = pen(one, "mark", minutes=60 * 24 * 5)
    book.mark(later, item, Mark(item.key, "move", "Friday", date(2026, 3, 27)), date(2026, 4, 6))
    assert read(one, path) == []
    path.write_bytes(path.read_bytes().replace(b"2026-03-13,2026-03-13", b"2026-03-20,2026-03-13"))
    (edit,) = read(one, path)
    assert edit.asks
    for number in range(2):
        edits.apply(pen(one, "keep", minutes=60 * 24 * 6 + number), [edit], "list.csv", date(2026, 4, 7))
    (question,) = one.questions()
    assert (question.kind, question.quote) == ("moved", "Fri 20 Mar 2026 in list.csv")
    assert [item.due for _, item in one.items()] == [date(2026, 3, 27)]
    book.answer(pen(one, "mark", minutes=60 * 24 * 8), [(question, True)], date(2026, 4, 9))
    assert [item.due for _, item in one.items()] == [date(2026, 3, 20)]


@pytest.mark.parametrize("is_dated", [True, False])
def test_other_programs_count_the_sequence_up_too(one: Store, tmp_path: Path, is_dated: bool) -> None:
    text = written(one, tmp_path, "vtodo.ics").read_text(encoding="utf-8").replace("20260420", "20260402")
    text = text.replace("SEQUENCE:0", "SEQUENCE:1").replace("NEEDS-ACTION", "COMPLETED")
    if not is_dated:
        text = "\n".join(line for line in text.splitlines() if not line.startswith("X-RECAP"))
    path = tmp_path / "todoman.ics"
    path.write_text(text, encoding="utf-8")
    (item,) = (item for _, item in one.items())
    move = Mark(item.key, "move", "Friday", date(2026, 3, 27))
    book.mark(pen(one, "mark", minutes=60 * 24 * 5), item, move, date(2026, 4, 6))
    asked = [] if is_dated else [("due", True)]  # the day that the ledger learnt later is not taken back
    assert [(edit.field, edit.asks) for edit in read(one, path)] == [*asked, ("state", False)]


def test_days_as_a_spreadsheet_of_another_country_writes_them(one: Store, tmp_path: Path) -> None:
    path = written(one, tmp_path, "csv")
    text = path.read_text(encoding="utf-8").replace("2026-03-13", "13.03.2026").replace("2026-04-20", "20.04.2026")
    path.write_bytes(text.replace(",", ";").encode("utf-16"))
    assert read(one, path) == []


def test_what_is_no_list_of_recap_is_left_to_the_notes(one: Store, tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("# Weekly\n- [ ] Ana: book the coach\n- [ ] fix the crash 🆔 zzz\n", encoding="utf-8")
    assert read_list(notes, lambda id: id == "abc") is None
    for name, data in (("a.csv", b"id,state\n\xff\x00,"), ("a.ics", b"BEGIN:VCALENDAR"), ("a.xlsx", b"PK\x03\x04no")):
        (tmp_path / name).write_bytes(data)
        assert read_list(tmp_path / name, lambda _: False) is None


def test_rows_without_an_id_are_new_and_other_tables_are_notes(one: Store, tmp_path: Path) -> None:
    (item,) = (item for _, item in one.items())
    path = tmp_path / "a.csv"
    head = "id,task,state,as_of"
    path.write_text(f"{head}\n{item.short},a,open,2026-04-20\n,new work,open,\n", encoding="utf-8")
    entries = read_list(path, lambda id: id == item.short)
    assert entries is not None
    assert [entry.id for entry in entries] == [item.short, ""]
    path.write_text(f"id,task,state\n{item.short},a,open\nA-17,other work,open\n", encoding="utf-8")
    assert read_list(path, lambda id: id == item.short) is None
    path = tmp_path / "a.txt"
    path.write_text(f"Ana mentioned id:{item.short}\nBen books the coach by Friday\n", encoding="utf-8")
    assert read_list(path, lambda id: id == item.short) is None


def test_a_vdir_is_read_and_ids_of_others_have_no_effect(one: Store, tmp_path: Path) -> None:
    folder = tmp_path / "vdir"
    folder.mkdir()
    text = written(one, tmp_path, "vtodo.ics").read_text(encoding="utf-8")
    (folder / "a.ics").write_text(text.replace("NEEDS-ACTION", "CANCELLED"), encoding="utf-8", newline="")
    other = text.replace("@recap.invalid", "@example.org").replace("NEEDS-ACTION", "COMPLETED")
    (folder / "b.ics").write_text(other, encoding="utf-8", newline="")
    assert [(edit.field, edit.value) for edit in read(one, folder)] == [("state", "dropped")]


def test_what_cannot_be_applied_is_said(one: Store) -> None:
    (item,) = (item for _, item in one.items())
    found = edits_of(item, Entry(item.short, "perhaps", "soon", None, as_of=TODAY), "list.csv")
    assert [(edit.field, edit.mark, edit.why) for edit in found] == [
        ("due", None, "is no day"),
        ("state", None, "is no state: open, done or dropped"),
    ]


def test_other_programs_read_calendars(one: Store, tmp_path: Path) -> None:
    for name, kind in (("vtodo.ics", "vtodo"), ("vevent.ics", "vevent")):
        data = written(one, tmp_path, name).read_bytes().decode("utf-8")
        (part,) = icalendar.Calendar.from_ical(data).walk(kind.upper())
        other = next(vobject.readComponents(data)).contents[kind][0]
        assert other.uid.value == str(part["UID"])
        assert other.sequence.value == "0"


@NEEDS_EXCEL
def test_another_library_reads_the_workbook(one: Store, tmp_path: Path) -> None:
    sheet = CalamineWorkbook.from_path(str(written(one, tmp_path, "xlsx"))).get_sheet_by_index(0).to_python()
    assert tuple(sheet[0]) == COLUMNS
    assert sheet[1][COLUMNS.index("due")] == date(2026, 3, 13)


@pytest.mark.slow
def test_khal_imports_the_events_once(one: Store, tmp_path: Path) -> None:
    khal = shutil.which("khal")
    if khal is None:
        pytest.skip("khal is not installed")
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(
        f"[calendars]\n[[one]]\npath = {tmp_path / 'calendar'}\n[default]\ndefault_calendar = one\n"
        "[locale]\nlongdateformat = %Y-%m-%d\ndateformat = %Y-%m-%d\n",
        encoding="utf-8",
    )
    events = written(one, tmp_path, "vevent.ics")

    def run(*words: str) -> str:
        environment = {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
        command = [khal, "-c", str(tmp_path / "config"), *words]
        return subprocess.run(
            command, env=environment, capture_output=True, check=True, encoding="utf-8", timeout=60
        ).stdout

    for _ in range(2):
        run("import", "--batch", "-a", "one", str(events))
    assert run("list", "2026-03-13", "1d", "--format", "{title}").split("\n")[1:] == ["Ana Lopez: Fix the crash", ""]
    assert read(one, tmp_path / "calendar") == []


def test_sequence_grows_with_each_change_and_uid_stays(one: Store, tmp_path: Path) -> None:
    def component() -> icalendar.Component:
        path = written(one, tmp_path, "vtodo.ics")
        (part,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VTODO")
        return part

    before = component()
    (item,) = (item for _, item in one.items())
    book.mark(pen(one, "mark", minutes=60), item, Mark(item.key, "done", "done"), TODAY)
    after = component()
    assert (after["UID"], int(after["SEQUENCE"])) == (before["UID"], int(before["SEQUENCE"]) + 1)
    assert (str(after["STATUS"]), int(after["PERCENT-COMPLETE"])) == ("COMPLETED", 100)


@NEEDS_EXCEL
def test_workbook_holds_no_formula(tmp_path: Path) -> None:
    store = ledger(tmp_path)
    made = meeting(0, promise("=cmd|' /C calc'!A0", "@Ana", line=1))
    kept(store, [replace(made, people=())])
    data = lists.workbook(view_of(store))
    import zipfile

    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    store.close()
