"""The plan across notes with a ledger: closed is closed, what was carried is one row, and slips are shown."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from ledgers import kept, ledger, meeting, news, promise

from extractor.ledger import carried, dashboard, overview
from extractor.ledger.carried import with_ledger
from extractor.ledger.overview import Plan
from extractor.ledger.reading import sha_of

FRIDAY, NEXT = date(2026, 3, 6), date(2026, 3, 13)


def line(task: str, number: int, due: date | None = None, *owners: str) -> dict[str, object]:
    """Return an open item as the plan of its notes has it."""
    fields = dict.fromkeys(("due_text", "said", "id", "purpose"), "")
    days = {"due": due.isoformat() if due else None, "line": number, "end_line": number}
    return {**fields, **days, "task": task, "owners": list(owners), "private": False}


def plan_of(folder: Path, *notes: list[dict[str, object]], title: str = "Sync") -> Plan:
    """Return the plan of notes weekly-0.md, weekly-1.md, ... of a folder."""
    done: list[tuple[Path, dict[str, str], str]] = [
        (
            folder / f"weekly-{week}.md",
            {},
            json.dumps({"meeting": {"title": title, "date": f"2026-03-{3 + 7 * week:02}"}, "items": items}),
        )
        for week, items in enumerate(notes)
    ]
    return overview.gather(folder, folder, done)


def kept_plan(folder: Path, tmp_path: Path) -> Plan:
    """Return the plan of two notes, with a ledger that holds them."""
    store = ledger(tmp_path / "kept")
    first, second = (str(folder / f"weekly-{week}.md") for week in (0, 1))
    before = (promise("fix the crash", "Ana Lopez", due=FRIDAY), promise("call the bank", line=2))
    now = (promise("fix the crash", "Ana Lopez", due=NEXT), news("call the bank", "done", line=2))
    told = news("The crash is not fixed", "open", by="sentence", line=5)
    kept(store, [meeting(0, *before, name=first), meeting(1, *now, told, name=second)])
    items = [line("fix the crash", 1, FRIDAY, "Ana Lopez"), line("call the bank", 2)]
    plan = plan_of(folder, items, [line("fix the crash", 1, NEXT, "Ana"), line("other work", 9)])
    return with_ledger(plan, folder, store)


def test_closed_is_closed_and_carried_is_one_row_with_its_slips(tmp_path: Path) -> None:
    plan = kept_plan(tmp_path, tmp_path)
    rows = list(csv.DictReader(io.StringIO("".join(overview.csv_parts(plan)))))
    assert [row["task"] for row in rows] == ["fix the crash", "other work"]
    crash, other = rows
    assert (crash["due"], crash["first_due"], crash["moved"], crash["notes"]) == (
        "2026-03-13", "2026-03-06", "1", "weekly-1.md",
    )  # fmt: skip
    assert crash["history"] == "said Tue 3 Mar 2026, in 2 meetings, moved once, first for Fri 6 Mar 2026"
    assert (other["short"], other["history"]) == ("", ""), "notes that are not kept stay as they are"


def test_notes_of_which_the_ledger_knows_nothing_stay_as_they_are(tmp_path: Path) -> None:
    store = ledger(tmp_path / "kept")
    kept(store, [meeting(0, promise("fix the crash", "Ana Lopez"), name=str(tmp_path / "weekly-0.md"))])
    plan = with_ledger(plan_of(tmp_path, [line("fix the crash", 1)], [line("other work", 9)]), tmp_path, store)
    assert [(one.meeting.notes, one.meeting.items) for one in plan.items] == [("weekly-0.md", 1), ("weekly-1.md", 1)]


def test_json_and_page_tell_the_same(tmp_path: Path) -> None:
    plan = kept_plan(tmp_path, tmp_path)
    document = json.loads("".join(overview.json_parts(plan)))
    assert [item["moved"] for item in document["items"] if "moved" in item] == [1]
    assert [notes["open"] for notes in document["notes"]] == [0, 2]
    page = dashboard.html_page(plan, date(2026, 3, 10))
    assert "moved once, first for Fri 6 Mar 2026" in page
    assert "2 open actions" in page


def test_without_a_ledger_nothing_is_added(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, [line("fix the crash", 1, FRIDAY, "Ana")])
    assert plan.columns == overview.COLUMNS
    assert "history" not in "".join(overview.json_parts(plan))


def test_notes_of_a_copied_folder_are_those_that_are_kept(tmp_path: Path) -> None:
    copied = tmp_path / "copy"
    copied.mkdir()
    (copied / "weekly-0.md").write_text("the notes", encoding="utf-8")
    store = ledger(tmp_path / "kept")
    before = (promise("fix the crash", "Ana Lopez", due=FRIDAY), promise("call the bank", line=2))
    first, second = (str(tmp_path / "notes" / name) for name in ("other name.md", "weekly-1.md"))
    same = meeting(0, *before, name=first, sha=sha_of(b"the notes"))
    now = meeting(
        1, promise("fix the crash", "Ana Lopez", due=NEXT), news("call the bank", "done", line=2), name=second
    )
    kept(store, [same, now])
    fix, bank = line("fix the crash", 1, FRIDAY, "Ana Lopez"), line("call the bank", 2)
    plan = plan_of(copied, [fix, bank], [line("fix the crash", 1, NEXT, "Ana")], title="Weekly sync")
    rows = list(csv.DictReader(io.StringIO("".join(overview.csv_parts(with_ledger(plan, copied, store))))))
    assert [(row["task"], row["moved"], row["notes"]) for row in rows] == [("fix the crash", "1", "weekly-1.md")]


def test_notes_unlike_all_that_are_kept_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There may be a million of them, of which nothing has changed."""
    store = ledger(tmp_path / "kept")
    kept(store, [meeting(0, promise("fix the crash", "Ana Lopez"), name=str(tmp_path / "other.md"))])
    for week in (0, 1):
        (tmp_path / f"weekly-{week}.md").write_text("the notes", encoding="utf-8")
    read: list[Path] = []

    def recording(path: Path) -> str:
        read.append(path)
        return ""

    monkeypatch.setattr(carried, "_sha_of", recording)
    with_ledger(plan_of(tmp_path, [], [], title="Choir"), tmp_path, store)
    assert read == []
    with_ledger(plan_of(tmp_path, [], [], title="Weekly sync"), tmp_path, store)
    assert [path.name for path in read] == ["weekly-0.md"]  # of the day of the one that is kept
