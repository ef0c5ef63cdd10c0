"""The file of the ledger: private, append-only, migrated, and refused with a sentence where it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Timer

import pytest
from ledgers import NOW, kept, ledger, meeting, pen, promise

from extractor.ledger import book, disk, schema, store
from extractor.ledger.disk import refuse_shared_folder
from extractor.ledger.events import Mark
from extractor.ledger.identity import now_of
from extractor.ledger.rescue import rescue
from extractor.ledger.rows import ROW_FIELDS
from extractor.ledger.store import Store, open_ledger, read_ledger
from extractor.model import RecapError


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Store]:
    opened = ledger(tmp_path / "new")
    kept(opened, [meeting(0, promise("call the bank", "Ana Lopez"))])
    yield opened
    opened.close()


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_folder_and_file_are_private(made: Store) -> None:
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o777 == 0o700
    for beside in made.path.parent.glob("*-wal"):
        assert beside.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("table", ["event", "act"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "UPDATE {} SET id = 'x'"])
def test_what_was_said_is_neither_changed_nor_removed(made: Store, table: str, change: str) -> None:
    with sqlite3.connect(made.path) as other, pytest.raises(sqlite3.IntegrityError, match="only added"):
        other.execute(change.format(table))


def test_file_of_a_newer_recap_is_refused(made: Store) -> None:
    with sqlite3.connect(made.path) as other:
        other.execute("PRAGMA user_version = 99")
    for opened in (open_ledger, read_ledger):
        with pytest.raises(RecapError, match="update recap"):
            opened(made.path)


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE photos (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(RecapError, match="another program's"):
        open_ledger(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "data", [b"not a database, but long enough to be one" * 200, b"SQLite format 3\0" + b"x" * 5000]
)
def test_damaged_file_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(data)
    with pytest.raises(RecapError) as error:
        open_ledger(path)
    assert "\n" not in str(error.value)
    assert path.read_bytes() == data


def test_check_finds_damage_within_the_file(made: Store) -> None:
    assert made.check() == []
    kept(
        made,
        [
            meeting(week, *(promise(f"work number {week} {part}", line=part) for part in range(30)))
            for week in range(1, 9)
        ],
    )
    path = made.path
    made.close()
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096, 2):
        data[page * 4096 : page * 4096 + 200] = os.urandom(200)
    path.write_bytes(data)
    with pytest.raises(RecapError, match="damaged"):
        opened = open_ledger(path)
        assert opened.check() != []
        raise RecapError("damaged")


def test_damaged_tables_are_made_anew_from_what_was_said(made: Store) -> None:
    item = made.item(made.rows()[0].key)
    assert item is not None
    book.mark(pen(made, "mark", minutes=1), item, Mark(item.key, "done"), NOW.date())
    before = made.derived()
    path = made.path
    roots = [
        made._rows("SELECT rootpage FROM sqlite_master WHERE name = ?", name)[0][0] for name in ("item", "meeting")
    ]
    made.close()
    _spoil(path, roots)
    saved = rescue(path)
    assert (saved.entries, saved.is_whole) == (2, True)
    again = open_ledger(path)
    assert again.check() == []
    assert again.derived() == before
    assert [act.said for act in again.acts()] == ["mark", "keep notes/weekly-0.md"]
    again.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, f"{path.name}.damaged"]


def test_what_can_be_read_of_damaged_events_is_saved(made: Store) -> None:
    kept(
        made,
        [
            meeting(week, *(promise(f"work {week} {part}" * 9, line=part) for part in range(30)))
            for week in range(1, 40)
        ],
    )
    path = made.path
    made.close()
    query = "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf'"
    with closing(sqlite3.connect(path)) as other:
        try:
            pages = [row[0] for row in other.execute(query)]
        except sqlite3.OperationalError:
            pytest.skip("this SQLite does not tell where tables stand")
    _spoil(path, pages[len(pages) // 2 :][:1])
    saved = rescue(path)
    assert not saved.is_whole
    assert 30 < saved.entries < 40
    again = open_ledger(path)
    assert again.check() == []
    assert len(again.sources()) == saved.entries
    again.close()


def test_of_a_file_that_is_no_database_nothing_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(b"no database at all " * 500)
    with pytest.raises(RecapError, match="keep your notes anew"):
        rescue(path)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def _spoil(path: Path, pages: Iterable[int]) -> None:
    """Write noise over the beginning of pages of a file."""
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * 4096 : (page - 1) * 4096 + 300] = bytes(range(1, 101)) * 3
    path.write_bytes(data)


@pytest.mark.parametrize("folder", ["OneDrive - Acme/recap", "Dropbox/x", "Library/Mobile Documents/x"])
def test_synced_folder_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(RecapError, match="carried to other machines"):
        refuse_shared_folder(tmp_path / folder / "ledger.db")


def test_network_disk_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_file_system", lambda folder: "nfs4")
    with pytest.raises(RecapError, match="network disk"):
        open_ledger(tmp_path / "ledger.db")


def test_migration_makes_a_copy_first_and_keeps_the_last_two(made: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    path, known = made.path, len(schema.MIGRATIONS)
    made.close()
    for number in range(3):
        script = f"CREATE TABLE later_{number} (name TEXT) STRICT;"
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, script))
        open_ledger(path).close()
    copies = sorted(copy.name for copy in path.parent.glob("*.before-*"))
    assert copies == [f"ledger.db.before-{known + 2}", f"ledger.db.before-{known + 3}"]
    with sqlite3.connect(path) as other:
        assert other.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
        assert other.execute("SELECT count(*) FROM later_2").fetchone() == (0,)


def test_migration_that_cannot_be_finished_leaves_the_file_as_it_was(
    made: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = len(schema.MIGRATIONS)
    before = made.derived()
    made.close()
    broken = ("CREATE TABLE later (name TEXT) STRICT;", "CREATE TABLE later (name TEXT) STRICT;")
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, *broken))
        with pytest.raises(RecapError):
            open_ledger(made.path)
    again = open_ledger(made.path)
    assert again._db.execute("PRAGMA user_version").fetchone() == (version,)
    assert again.derived() == before
    again.close()


def test_list_of_what_is_open_is_read_from_an_index_alone(made: Store) -> None:
    query = f"EXPLAIN QUERY PLAN SELECT {ROW_FIELDS} FROM item WHERE state = 'open' ORDER BY due, short"
    assert [row[3] for row in made._db.execute(query)] == ["SCAN item USING COVERING INDEX item_open"]


def test_reading_makes_no_file(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "none.db") is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", ["delete", "wal"], ids=["as recap leaves it", "as an older recap left it"])
def test_reading_leaves_one_file(tmp_path: Path, mode: str) -> None:
    written = ledger(tmp_path)
    kept(written, [meeting(0, promise("call the bank", "Ana Lopez"))])
    beside = read_ledger(written.path)  # while the other is open
    assert beside is not None
    beside.close()
    written.close()
    with sqlite3.connect(written.path) as other:
        assert other.execute(f"PRAGMA journal_mode = {mode}").fetchone() == (mode,)
    other.close()
    before = written.path.read_bytes()
    opened = read_ledger(written.path)
    assert opened is not None
    assert len(opened.rows()) == 1
    opened.close()
    assert [path.name for path in tmp_path.iterdir()] == [written.path.name]
    assert written.path.read_bytes() == before


def test_a_clock_that_runs_back_is_told_and_the_order_holds(made: Store) -> None:
    _, warning = now_of(made.last_id(), datetime(2020, 1, 1, tzinfo=UTC))
    assert "clock" in warning
    back = book.Pen(made, "keep", datetime(2020, 1, 1, tzinfo=UTC), lambda: 0)
    before = made.last_id()
    book.keep(back, meeting(1, promise("write the report")))
    assert back.act.id > before
    assert made.acts()[0].said == "keep"


def test_a_second_run_waits_and_then_says_so(made: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.1)
    other = open_ledger(made.path)
    with made.transaction(), pytest.raises(RecapError, match="another recap is writing"):
        book.keep(pen(other, "other"), meeting(5))
    other.close()


def test_a_run_waits_for_a_program_that_writes_without_a_log(made: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_SECONDS", 0.3)
    made.close()
    other = sqlite3.connect(made.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(RecapError, match="another recap is writing"):
        open_ledger(made.path)
    soon = Timer(0.1, lambda: other.execute("ROLLBACK"))
    soon.start()
    open_ledger(made.path).close()
    soon.join()
    other.close()


@pytest.mark.skipif(sys.platform != "linux", reason="a file of limited size")
def test_a_full_disk_keeps_nothing_of_the_note(made: Store) -> None:
    with sqlite3.connect(made.path) as _:
        pass
    made._db.execute(f"PRAGMA max_page_count = {made._db.execute('PRAGMA page_count').fetchone()[0] + 2}")
    before = made.derived()
    with pytest.raises(RecapError, match="full"):
        book.keep(
            pen(made, "big"),
            meeting(3, *(promise(f"work number {part} of the long list", line=part) for part in range(400))),
        )
    assert made.derived() == before
    assert made.check() == []


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on the size of files")
def test_a_file_that_may_not_grow_keeps_nothing_and_is_read_as_before(made: Store) -> None:
    path, before = made.path, made.derived()
    made.close()
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size}, resource.RLIM_INFINITY));"
        "from extractor.cli import main; sys.argv = ['recap', *sys.argv[1:]]; main()"
    )
    notes = path.parent / "notes.md"
    notes.write_text("# Board\n3 March 2026\n\n" + "".join(f"- [ ] Ana: call person {n}\n" for n in range(40)))
    command = [sys.executable, "-c", code, "keep", "--ledger", str(path), str(notes)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert "nothing was kept" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    again = open_ledger(path)
    assert (again.check(), again.derived()) == ([], before)
    again.close()


def test_names_that_are_no_text_are_kept(made: Store) -> None:
    name = "notes/caf\udce9.md"
    book.keep(
        pen(made, "odd"), meeting(2, promise("it's; DROP TABLE item; --", "Robert'); DROP TABLE event;--"), name=name)
    )
    assert any(item.owners == ("Robert'); DROP TABLE event;--",) for _, item in made.items())
