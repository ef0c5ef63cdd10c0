"""`recap keep`, `waiting`, `mark`, `undo` and `ledger`, on three meetings of a small company."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from places import ROOT

from extractor.cli import settings
from extractor.cli.app import app

NOTES = {
    "2026-03-03.md": """# Garden team
Tuesday 3 March 2026
Present: Olga Brandt, Piet Visser, Sam Teller (notes)

## Actions
- [ ] Olga: order the seed catalogue by Friday
- [ ] Piet will repair the greenhouse door by 10 March
- [ ] Sam sends the spring plan to Ms Ferreira by 12 March
- [ ] book a room for the open day
""",
    "2026-03-10.md": """# Garden team
Tuesday 10 March 2026
Present: Olga Brandt, Sam Teller (notes)

## Actions from last time
- [x] order the seed catalogue
- [ ] Piet: repair the greenhouse door by 17 March
- The spring plan went out to Ms Ferreira on Monday.

## Actions
- [ ] Piet: book a room for the open day by 20 March
- [ ] Olga: call the map supplier by Friday
""",
    "2026-03-17.md": """# Garden team
Tuesday 17 March 2026
Present: Olga Brandt, Piet Visser, Sam Teller (notes)

## Actions from last time
- [x] Piet: repair the greenhouse door
- The greenhouse door still does not work properly in the wind.
- Book a room for the open day: dropped

## Actions
- [ ] Olga: proofread the leaflet by Friday
""",
}
PEOPLE = 'me = "Sam Teller"\n\n[[people]]\nname = "Ines Ferreira"\nemail = "ines@client.example"\noutside = true\n'


class Place:
    """A folder with notes and a ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger = folder, folder / "data" / "ledger.db"
        for name, text in NOTES.items():
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "people.toml").write_text(PEOPLE, encoding="utf-8")

    def run(self, *arguments: str, input: str | None = None) -> Result:
        """Run `recap` in the folder."""
        result = CliRunner().invoke(app, arguments, input=input, prog_name="recap")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def keep_all(self) -> Result:
        """Keep all notes."""
        return self.run("keep", *NOTES)

    def id_of(self, task: str) -> str:
        """Return the id that is shown for a task."""
        items = json.loads(self.run("waiting", "--all", "-f", "json").stdout)["items"]
        (found,) = [item["id"] for item in items if task in item["task"]]
        return str(found)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    made = Place(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECAP_LEDGER", str(made.ledger))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(settings, "now", lambda: datetime(2026, 3, 18, 9, 30, tzinfo=UTC))
    return made


# What must not happen.


@pytest.mark.slow
def test_recap_of_notes_writes_no_ledger_and_does_not_load_sqlite(place: Place) -> None:
    code = (
        "import sys; from extractor.cli import main\n"
        "try: main()\nfinally: print('sqlite3' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        (sys.executable, "-c", code, "2026-03-03.md"), capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == "False"
    assert not place.ledger.exists()


@pytest.mark.parametrize(
    "arguments", [("waiting",), ("mark",), ("mark", "k7m"), ("undo",), ("ledger", "check")], ids=str
)
def test_without_a_ledger_commands_say_how_to_begin(place: Place, arguments: tuple[str, ...]) -> None:
    result = place.run(*arguments)
    assert result.exit_code == 1
    assert "recap keep notes.md" in result.stderr
    assert not place.ledger.exists()


def test_recap_of_notes_only_reads_the_ledger_and_without_it_is_as_before(place: Place) -> None:
    before = place.run("2026-03-10.md")
    place.keep_all()
    data = place.ledger.read_bytes()
    known = place.run("2026-03-10.md")
    assert "SINCE LAST TIME" in known.stdout
    after = place.run("2026-03-10.md", "--no-ledger")
    assert (after.stdout, after.stderr, after.exit_code) == (before.stdout, before.stderr, before.exit_code)
    assert place.ledger.read_bytes() == data


def test_a_damaged_ledger_costs_no_mail(place: Place) -> None:
    before = place.run("2026-03-10.md")
    place.keep_all()
    place.ledger.write_bytes(b"no database" * 900)
    told = place.run("2026-03-10.md")
    assert (told.exit_code, told.stdout) == (0, before.stdout)
    assert "damaged" in told.stderr
    assert "without it" in told.stderr


def test_notes_without_a_day_are_refused(place: Place) -> None:
    (place.folder / "undated.md").write_text("- [ ] Olga: call the bank\n", encoding="utf-8")
    result = place.run("keep", "undated.md")
    assert result.exit_code == 1
    assert "--date" in result.stderr
    assert place.run("keep", "undated.md", "--date", "2026-03-05").exit_code == 0


# What must happen.


def test_keep_tells_what_is_new_done_moved_taken_on_and_asks_the_rest(place: Place) -> None:
    first, second, third = (place.run("keep", name) for name in NOTES)
    assert first.exit_code == 0
    assert first.stdout.splitlines()[0] == "Garden team, Tue 3 Mar 2026: the first of its series"
    assert str(place.ledger) in first.stderr
    assert _sections(first) == {"NEW": 4}
    assert second.exit_code == 3
    assert (
        second.stdout.splitlines()[0] == "Garden team, Tue 10 Mar 2026: the second; 4 were open, 2 of them due by today"
    )
    assert _sections(second) == {"TO ASK": 1, "DONE": 1, "MOVED": 1, "TAKEN ON": 1, "NEW": 1}
    assert "Tue 10 Mar -> Tue 17 Mar" in second.stdout
    assert "not there: the recap asks" in second.stdout
    assert _sections(third) == {"CONTRADICTED": 1, "DROPPED": 1, "NEW": 1, "NOT MENTIONED": 2}


def _sections(result: Result) -> dict[str, int]:
    """Return how many rows each section of a report has."""
    found: dict[str, int] = {}
    title = ""
    for line in result.stdout.splitlines()[1:]:
        if line.startswith("  "):
            found[title] += 1
        else:
            title = re.sub(r" \(.*", "", line)
            found[title] = 0
    return found


def test_same_bytes_once_more_are_nothing_new(place: Place) -> None:
    place.run("keep", "2026-03-03.md")
    again = place.run("keep", "2026-03-03.md")
    assert again.stdout == "Nothing new: 2026-03-03.md is kept already (Tue 3 Mar 2026).\n"
    assert again.exit_code == 0


CORRECTIONS = """
[[item]]
line = 6
task = "order the seed catalogue"
owners = ["Piet Visser"]
due = "2026-03-09"

[[item]]
line = 7
task = "repair the greenhouse door"
drop = true

[[new]]
task = "water the seedlings"
owners = ["Olga Brandt"]
"""


def test_corrections_beside_notes_are_kept_with_them(place: Place) -> None:
    (place.folder / "2026-03-03.md.recap.toml").write_text(CORRECTIONS, encoding="utf-8")
    kept = place.run("keep", "2026-03-03.md")
    assert "2026-03-03.md: corrected as 2026-03-03.md.recap.toml says" in kept.stderr
    items = json.loads(place.run("waiting", "-f", "json").stdout)["items"]
    assert sorted((item["task"], item["owners"], item["due"]) for item in items if "plan" not in item["task"]) == [
        ("book a room for the open day", [], None),
        ("order the seed catalogue", ["Piet Visser"], "2026-03-09"),
        ("water the seedlings", ["Olga Brandt"], None),
    ]
    assert "is kept already" in place.run("keep", "2026-03-03.md").stdout
    mail = place.run("2026-03-03.md", "-f", "text").stdout
    assert ("greenhouse" in mail, "Water the seedlings" in mail) == (False, True)


def test_corrections_made_after_notes_were_kept_are_a_revision(place: Place) -> None:
    place.run("keep", "2026-03-03.md")
    id = place.id_of("seed catalogue")
    (place.folder / "2026-03-03.md.recap.toml").write_text(CORRECTIONS, encoding="utf-8")
    assert place.run("keep", "2026-03-03.md").exit_code == 3, "what is gone is asked about"
    items = {item["id"]: item for item in json.loads(place.run("waiting", "-f", "json").stdout)["items"]}
    assert (items[id]["owners"], items[id]["due"]) == (["Piet Visser"], "2026-03-09")
    (place.folder / "2026-03-03.md.recap.toml").unlink()
    place.run("keep", "2026-03-03.md")
    items = {item["id"]: item for item in json.loads(place.run("waiting", "-f", "json").stdout)["items"]}
    assert (items[id]["owners"], items[id]["due"]) == (["Olga Brandt"], "2026-03-06")


def test_folder_is_kept_in_any_order_and_in_one_go(place: Place) -> None:
    (place.folder / "team").mkdir()
    for number in range(5):
        text = NOTES["2026-03-03.md"].replace("Tuesday 3 March", f"{2 + 5 * number} April")
        (place.folder / "team" / f"weekly-{9 - number}.md").write_text(text, encoding="utf-8")
    result = place.run("keep", "team")
    assert len(result.stdout.splitlines()) == 6
    assert "Kept 5 meetings" in result.stdout
    assert len(place.run("undo", "--list").stdout.splitlines()) == 1


def test_waiting_lists_what_is_owed_first_then_what_is_waited_for(place: Place) -> None:
    place.keep_all()
    lines = place.run("waiting", "--people", "people.toml", "--as-of", "2026-03-18").stdout.splitlines()
    assert lines[0] == "OTHERS WAIT FOR YOU"
    assert lines[1].strip() == "Ms Ferreira"
    assert "Thu 12 Mar, 4 working days late" in lines[2]
    assert lines[3] == "YOU WAIT FOR"
    assert [line.split()[0] for line in lines[4:-1] if line[2] != " "] == ["Olga", "Piet"]
    assert "To ask: 2 (recap mark)." in lines[-1]


def test_what_colleagues_promised_to_outsiders_stands_apart(place: Place) -> None:
    notes = place.folder / "2026-03-18.md"
    notes.write_text(
        "# Garden team\nWednesday 18 March 2026\nPresent: Olga Brandt, Sam Teller\n\n"
        "- [ ] Olga sends the photos to Ines Ferreira by Friday\n- [ ] Olga sends the map to Mrs Ito by Thursday\n",
        encoding="utf-8",
    )
    place.run("keep", str(notes))
    lines = place.run("waiting", "--people", "people.toml", "--as-of", "2026-03-18").stdout.splitlines()
    assert lines[0] == "OTHERS WAIT FOR US"
    assert [lines[1].strip(), lines[3].strip()] == ["Ines Ferreira", "Mrs Ito"], "outsiders of the people file first"
    assert "Olga" in lines[2]
    assert "Fri 20 Mar" in lines[2]


def test_waiting_as_csv_and_markdown_is_safe_and_ordered(place: Place) -> None:
    (place.folder / "evil.md").write_text(
        "# Evil\n4 March 2026\n\n## Actions\n- [ ] =HYPERLINK(1) the [bank](x) **now**\n", encoding="utf-8"
    )
    place.keep_all()
    place.run("keep", "evil.md")
    rows = list(csv.DictReader(io.StringIO(place.run("waiting", "--all", "-f", "csv", "--as-of", "2026-03-18").stdout)))
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values())
    assert {row["state"] for row in rows} == {"open", "done", "dropped"}
    assert [row["due"] or "9999" for row in rows] == sorted(row["due"] or "9999" for row in rows)
    text = place.run("waiting", "-f", "md").stdout
    assert text.startswith("# Waiting\n\n<!-- recap list as of 2026-")
    assert "\n- [ ] " in text
    assert "](x)" not in text


def test_waiting_json_has_every_place_and_question(place: Place) -> None:
    place.keep_all()
    document = json.loads(place.run("waiting", "--all", "-f", "json", "--as-of", "2026-03-18").stdout)
    assert (document["ledger"], document["as_of"]) == (1, "2026-03-18")
    (door,) = [item for item in document["items"] if "door" in item["task"]]
    assert [mention["says"] for mention in door["mentions"]] == ["new", "moved", "done", "doubt"]
    assert (door["first_due"], door["due"], door["state"], door["moved"]) == ("2026-03-10", "2026-03-17", "open", 1)
    assert {question["kind"] for question in document["questions"]} == {"done", "doubt"}
    assert {question["item"] for question in document["questions"]} <= {item["id"] for item in document["items"]}


@pytest.mark.parametrize(("who", "found"), [("olga", 2), ("Piet Visser", 1), ("garden", 4), ("Ferreira", 1)])
def test_waiting_for_a_person_or_a_series(place: Place, who: str, found: int) -> None:
    place.keep_all()
    assert len(json.loads(place.run("waiting", who, "-f", "json").stdout)["items"]) == found


def test_waiting_for_nobody_known_is_refused(place: Place) -> None:
    place.keep_all()
    assert place.run("waiting", "Xaver").exit_code == 1


def test_mark_moves_and_tells_the_way(place: Place) -> None:
    place.keep_all()
    door = place.id_of("door")
    result = place.run("mark", door, "will", "be", "late,", "Friday:", "the hinge is missing")
    assert result.exit_code == 0
    assert "Fri 20 Mar (was Tue 17 Mar; first Tue 10 Mar; moved twice).  recap undo takes this back." in result.stdout
    history = place.run("mark", door).stdout
    assert "open, due Fri 20 Mar" in history
    assert [line.split("  ")[1].strip() for line in history.splitlines()[1:]] == [
        "3 Mar",
        "10 Mar",
        "17 Mar",
        "17 Mar",
        "18 Mar",
    ]
    assert "by hand" in history.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("done yesterday", "done on Tue 17 Mar"),
        ("drop because nobody comes", "dropped on Wed 18 Mar"),
        ("Piet does it", "Piet has it now (was Olga)"),
        ("not me", "nobody has it now"),
        ("ok", "confirmed"),
    ],
)
def test_mark_in_words(place: Place, words: str, told: str) -> None:
    place.keep_all()
    item = place.id_of("proofread")
    assert told in place.run("mark", item, words).stdout
    assert place.run("undo").exit_code == 0
    assert "open, due Fri 20 Mar" in place.run("mark", item).stdout


def test_mark_after_same_and_not(place: Place) -> None:
    place.keep_all()
    leaflet, door = place.id_of("proofread"), place.id_of("door")
    assert f"comes after {door}" in place.run("mark", leaflet, f"after {door}").stdout
    assert f"after {door}" in place.run("waiting").stdout
    assert place.run("mark", leaflet, f"after {leaflet}").exit_code == 1
    assert "one item now" in place.run("mark", leaflet, f"same as {door}").stdout
    assert "two items now" in place.run("mark", leaflet, f"not {door}").stdout
    assert place.id_of("proofread") == leaflet


def test_what_mark_does_not_understand_changes_nothing(place: Place) -> None:
    place.keep_all()
    before = place.run("waiting", "--all", "-f", "json").stdout
    for words in ("mostly done, I think", "x", "after zzz", "done \x1b[31m"):
        result = place.run("mark", place.id_of("door"), words)
        assert result.exit_code == 1
        assert "\x1b" not in result.output
    assert place.run("waiting", "--all", "-f", "json").stdout == before


def test_mark_without_words_lists_the_questions_where_nobody_can_answer(place: Place) -> None:
    place.keep_all()
    result = place.run("mark")
    assert result.exit_code == 3
    assert "Is this done?" in result.stdout


def test_a_key_answers_a_question(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.cli import ledger

    keys = iter("?yn")
    monkeypatch.setattr(ledger, "_is_terminal", lambda: True)
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    for name in list(NOTES)[:2]:
        result = place.run("keep", name)
    assert result.exit_code == 0
    assert _sections(result) == {"DONE": 2, "MOVED": 1, "TAKEN ON": 1, "NEW": 1}
    assert "3 working days early, Mon 9 Mar" in result.stdout
    monkeypatch.setattr("click.getchar", lambda: "q")
    assert place.run("keep", "2026-03-17.md").exit_code == 3
    assert place.run("mark").exit_code == 3


def test_undo_list_number_and_redo(place: Place) -> None:
    for name in NOTES:
        place.run("keep", name)
    place.run("mark", place.id_of("proofread"), "done")
    listed = place.run("undo", "--list").stdout.splitlines()
    assert len(listed) == 4
    assert place.run("undo").stdout.startswith("Taken back: mark ")
    assert "keep 2026-03-17.md" in place.run("undo").stdout
    assert "Restored: keep 2026-03-17.md" in place.run("undo", "--redo").stdout
    assert "Restored: mark " in place.run("undo", "--redo").stdout
    assert place.run("undo", "--redo").exit_code == 1
    assert "Taken back: keep 2026-03-03.md" in place.run("undo", "4").stdout
    assert place.run("undo", "4").exit_code == 1
    assert place.run("undo", "99").exit_code == 1


def test_check_rebuilds_and_names_notes_that_are_gone(place: Place) -> None:
    place.keep_all()
    before = place.run("waiting", "--all", "-f", "json").stdout
    (place.folder / "2026-03-03.md").unlink()
    result = place.run("ledger", "check", "--rebuild")
    assert result.exit_code == 0
    assert "2026-03-03.md: no longer there" in result.stdout
    assert "The ledger is whole: 3 meetings, 6 items" in result.stdout
    assert place.run("waiting", "--all", "-f", "json").stdout == before
    assert str(place.ledger) in place.run("ledger", "where").stdout


def test_each_dated_section_of_running_notes_is_a_meeting(place: Place) -> None:
    running = (
        "# Garden log\n\n## 10 March 2026\n- [x] Olga: order the bulbs\n\n"
        "## 3 March 2026\n- [ ] Olga: order the bulbs\n- [ ] Piet: mend the hose\n"
    )
    (place.folder / "log.md").write_text(running, encoding="utf-8")
    place.run("keep", "log.md")
    document = json.loads(place.run("waiting", "--all", "-f", "json").stdout)
    assert {item["task"]: item["state"] for item in document["items"]} == {
        "order the bulbs": "done",
        "mend the hose": "open",
    }
    longer = running.replace("## 10 March", "## 17 March 2026\n- [x] Piet: mend the hose\n\n## 10 March", 1)
    (place.folder / "log.md").write_text(longer, encoding="utf-8")
    place.run("keep", "log.md")
    document = json.loads(place.run("waiting", "--all", "-f", "json").stdout)
    assert {item["state"] for item in document["items"]} == {"done"}


def test_each_section_of_running_notes_is_read_by_itself(place: Place) -> None:
    running = (
        "# Garden log\n\n## 3 March 2026\n- Olga will order the bulbs by Friday.\n- Piet: mend the hose\n\n"
        "## 10 March 2026\n- [x] Piet: mend the hose\n- Order the bulbs: Olga needs until 20 March.\n"
    )
    (place.folder / "log.md").write_text(running, encoding="utf-8")
    place.run("keep", "log.md")
    document = json.loads(place.run("waiting", "--all", "-f", "json").stdout)
    assert {item["task"]: (item["state"], item["ended"], item["moved"]) for item in document["items"]} == {
        "order the bulbs": ("open", None, 1),
        "mend the hose": ("done", "2026-03-10", 0),
    }


SERIES_ASKED = """# Garden team
Wednesday 11 March 2026
Present: Olga Brandt, Dan Hale, Eva Moor, Gus Bell

- [ ] Dan: paint the fence by Friday
"""


def test_series_is_asked_with_a_key_and_told_by_an_option(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.run("keep", "2026-03-17.md")
    (place.folder / "east").mkdir()
    (place.folder / "east" / "a.md").write_text(SERIES_ASKED, encoding="utf-8")
    result = place.run("keep", "east/a.md")
    assert result.exit_code == 3
    assert "WHICH SERIES?" in result.stdout
    assert "Garden team, Tue 17 Mar 2026" in result.stdout
    listed = place.run("mark")
    assert listed.exit_code == 3
    assert "Is this one series of meetings?" in listed.stdout
    assert "To ask: 1" in place.run("waiting").stdout
    assert "a series of its own" in place.run("keep", "east/a.md", "--series", "new").stdout
    assert place.run("mark").stdout == "Nothing to ask.\n"
    place.run("undo")
    assert place.run("mark").exit_code == 3
    assert "are of the series Garden team" in place.run("keep", "east/a.md", "--series", "garden").stdout
    assert place.run("mark").exit_code == 0
    place.run("undo")
    monkeypatch.setattr("extractor.cli.ledger._is_terminal", lambda: True)
    monkeypatch.setattr("click.getchar", lambda: "y")
    assert place.run("mark").exit_code == 0
    assert place.run("mark").stdout == "Nothing to ask.\n"
    assert "Garden team" in place.run("agenda", "garden").stdout


def test_first_name_of_two_people_is_refused_by_mark(place: Place) -> None:
    text = "# Club\n3 March 2026\nPresent: Ana Lopez, Ana Silva\n\n- Ana will call the bank by Friday.\n"
    (place.folder / "club.md").write_text(text, encoding="utf-8")
    assert "Who?" in place.run("keep", "club.md").stdout
    item = place.id_of("bank")
    refused = place.run("mark", item, "Ana does it")
    assert refused.exit_code == 1
    assert "Ana could be Ana Lopez, Ana Silva; give the full name" in refused.stderr
    assert place.run("mark", item, "Ana Silva does it").exit_code == 0
    assert place.run("mark").stdout == "Nothing to ask.\n"


def test_plan_as_json_is_kept_like_notes(place: Place) -> None:
    place.run("items", "2026-03-03.md", "-o", "plan.json")
    result = place.run("keep", "plan.json")
    assert _sections(result) == {"NEW": 4}


# Faults.


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_killed_run_leaves_whole_notes_and_goes_on_where_it_was(place: Place) -> None:
    folder = place.folder / "year"
    folder.mkdir()
    for number in range(12):
        text = NOTES["2026-03-03.md"].replace("Tuesday 3 March", f"{number + 1} April")
        (folder / f"weekly-{number:02}.md").write_text(text, encoding="utf-8")
    command = (sys.executable, "-m", "extractor", "keep", str(folder))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for delay in (1.5, 1.9, 2.3):
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run(command, env=environment, check=False, capture_output=True)
    whole = place.run("waiting", "--all", "-f", "json").stdout
    assert place.run("ledger", "check", "--rebuild").exit_code == 0
    assert place.run("waiting", "--all", "-f", "json").stdout == whole
    assert len(place.run("keep", str(folder)).stdout.splitlines()) == 13
    items = json.loads(whole)["items"]
    assert len(items) == 4
    assert {len(item["mentions"]) for item in items} == {12}


@pytest.mark.slow
def test_two_runs_at_once_keep_everything_once(place: Place) -> None:
    command = (sys.executable, "-m", "extractor", "keep", *NOTES)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    assert {process.wait() for process in running} <= {0, 1, 3}
    place.keep_all()
    assert "3 meetings, 6 items" in place.run("ledger", "check").stdout


def test_a_name_that_does_not_exist_makes_no_ledger(place: Place) -> None:
    result = place.run("keep", str(place.folder / "nosuch.md"))
    assert result.exit_code == 1
    assert "does not exist" in result.stderr
    assert not place.ledger.exists()
