"""The plan across many notes: what its page must never do, then persons, days, charts, formats, a browser."""

from __future__ import annotations

import base64
import csv
import gc
import hashlib
import itertools
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from browser import playwright_browser
from plans import FULL

from extractor import pipeline
from extractor.common import scratch
from extractor.ledger import dashboard, overview
from extractor.ledger.charts import CHART_WIDTH, TIMELINE_HEIGHT, timeline
from extractor.model import ReadOptions, RecapError
from extractor.output.plan_json import indented_json
from extractor.output.render import render

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}&lt;\u202e\x1b[31m"


def item(
    task: str = "send it", owners: Sequence[str] = ("Ana",), due: str | None = None, **more: Any
) -> dict[str, Any]:
    return {
        "id": "0a1b2c3d",
        "task": task,
        "owners": list(owners),
        "due": due,
        "due_text": None,
        "status": "open",
        "line": 7,
        "end_line": 7,
        "also": [],
        "said": task,
        "private": False,
        "found_by": "will",
        "confidence": 0.9,
        **more,
    }


def plan(
    *items: dict[str, Any], name: str = "weekly.md", title: str | None = "Weekly", folder: str = "/x/notes"
) -> overview.Plan:
    """Return the plan of the notes of one meeting, which have these items."""
    text = json.dumps({"meeting": {"title": title, "date": "2026-03-04"}, "items": items})
    return overview.gather(Path(folder), Path("/x/out"), [(Path(folder) / name, {"json": f"{name}.json"}, text)])


class Tags(HTMLParser):
    """Collects the elements of a page with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    @property
    def shape(self) -> list[tuple[str, list[str]]]:
        """The elements with the names of their attributes."""
        return [(tag, sorted(attributes)) for tag, attributes in self.elements]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_markup_of_notes_is_escaped_on_the_page() -> None:
    hostile = plan(item(EVIL, (EVIL,), due_text=EVIL, said=EVIL), name=f"{EVIL.replace('/', '_')}.md", title=EVIL)
    harmless = plan(item("x", ("x",), due_text="x"), name="x.md", title="x")
    page, plain_page = Tags(dashboard.html_page(hostile)), Tags(dashboard.html_page(harmless))
    assert page.shape == plain_page.shape
    assert "{{ 7*7 }}" in page.words
    assert not re.search("[\x1b\u202e]", dashboard.html_page(hostile))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("javascript:alert(1).md", "javascript%3Aalert%281%29.md"),
        ('a"b<c>.md', "a%22b%3Cc%3E.md"),
        ("a#b?c&d.md", "a%23b%3Fc%26d.md"),
        ("../notes/über uns.md", "../notes/%C3%BCber%20uns.md"),
        ("100%.md", "100%25.md"),
        ("\udcff.md", "%FF.md"),
    ],
)
def test_file_name_is_quoted_in_urls(path: str, wanted: str) -> None:
    assert overview.url(path) == wanted


def test_page_loads_nothing_and_runs_only_its_own_script() -> None:
    page = dashboard.html_page(plan(item(due="2026-03-06"), item(EVIL, owners=())))
    tags = Tags(page)
    assert {tag for tag, _ in tags.elements}.isdisjoint({"link", "img", "iframe", "object", "base", "use"})
    for tag, attributes in tags.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("href") is None or tag == "a"
        assert not re.match(r"[a-z]+:|//", attributes.get("href") or "")
        assert not {"src", "action", "formaction"} & set(attributes)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page
    assert "@import" not in page and "url(" not in page


def test_headings_of_the_page_come_in_order() -> None:
    page = Tags(dashboard.html_page(plan(item(due="2026-03-06"), item(owners=()), item(due="2026-04-06"))))
    levels = [tag for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == "h1" and set(levels[1:]) == {"h2"}


def test_csv_cell_is_never_a_formula() -> None:
    rows = list(csv.reader(overview.csv_parts(plan(item("=1+1", ("+Ana",), said="@x"), name="-a.md", title="=2"))))
    assert rows[0] == list(overview.COLUMNS)
    assert len(rows) == 2
    assert not [value for value in rows[1] if re.match(r"[=+\-@]", value)]


def test_page_without_items_says_so() -> None:
    page = Tags(dashboard.html_page(plan()))
    assert "0 open actions in 1 note." in page.words
    assert "Nobody took anything on." in page.words
    assert "timeline" not in [attributes.get("id") for _, attributes in page.elements]


def test_names_that_differ_by_case_are_one_person() -> None:
    page = dashboard.page_of(
        plan(
            item("a", ("Ana",)),
            item("b", ("ana", "Bob"), "2026-03-03"),
            item("c", ()),
            item("d", ("all",)),
            item("e", ("ANA", "Ana")),
        )
    )
    assert [(person.name, person.load) for person in page.persons] == [
        ("Ana", "3 actions, 1 overdue, 2 without a day"),
        ("Bob", "1 action, 1 overdue"),
        ("Everyone", "1 action, 1 without a day"),
    ]
    assert page.outcome == "5 open actions in 1 note, for 3 people."


def test_items_stand_by_state_as_of_the_day() -> None:
    made = plan(
        item("undated", due_text="after lunch"),
        item("later", due="2026-03-16"),
        item("sunday", due="2026-03-15", line=9, end_line=11),
        item("today", due="2026-03-11"),
        item("npm-run it", due="2026-03-10"),
        item("nobody's", (), due="2026-03-12"),
    )
    page = dashboard.page_of(made, date(2026, 3, 11))
    assert page.as_of == "Wed 11 Mar 2026"
    assert [(state.name, state.count, [row.task for row in state.rows]) for state in page.states] == [
        ("Overdue", 1, ["Npm-run it"]),
        ("This week", 3, ["Today", "Nobody's", "Sunday"]),
        ("Later", 1, ["Later"]),
        ("No date", 1, ["Undated"]),
        ("No owner", 1, ["Nobody's"]),
    ]
    sunday = page.states[1].rows[2]
    assert (sunday.day, sunday.place, sunday.link) == ("Sun 15 Mar", "weekly.md, lines 9-11", "../notes/weekly.md#L9")
    assert page.states[3].rows[0].said == "after lunch"


def test_page_without_a_day_is_as_of_the_latest_meeting() -> None:
    assert dashboard.page_of(plan(item())).as_of == "Wed 4 Mar 2026"


DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("days", "unit", "titles"),
    [
        pytest.param([], "", [], id="none"),
        pytest.param([0], "week", ["week of Mon 2 Mar 2026: 1"], id="one"),
        pytest.param([0, 2, 6], "week", ["week of Mon 2 Mar 2026: 2", "week of Mon 9 Mar 2026: 1"], id="two weeks"),
        pytest.param(
            [0, 3, 50],
            "week",
            [f"week of {day}: {count}" for day, count in zip(
                ("Mon 2 Mar 2026", "Mon 9 Mar 2026", "Mon 16 Mar 2026", "Mon 23 Mar 2026", "Mon 30 Mar 2026",
                 "Mon 6 Apr 2026", "Mon 13 Apr 2026", "Mon 20 Apr 2026"), (2, 0, 0, 0, 0, 0, 0, 1), strict=True)],
            id="weeks",
        ),
        pytest.param([0, 800], "month", ["Mar 2026: 1", "Apr 2026: 0"], id="months"),
        pytest.param([0, 3000], "year", ["2026: 1", "2027: 0"], id="years"),
        pytest.param(
            [*range(40), -9000, 300000],
            "week",
            ["before Mon 2 Mar 2026: 1", "week of Mon 2 Mar 2026: 5"],
            id="mistyped years",
        ),
    ],
)  # fmt: skip
def test_timeline_unit_fits_the_span_of_days(days: list[int], unit: str, titles: list[str]) -> None:
    bars, found_unit = timeline(Counter(DAY + timedelta(days=day) for day in days))
    assert found_unit == unit
    assert [bar.title for bar in bars][: len(titles)] == titles
    assert sum(int(bar.title.rsplit(" ", 1)[1]) for bar in bars) == len(days)
    for bar in bars:
        assert bar.x >= 0 and bar.x + bar.width <= CHART_WIDTH + 0.1
        assert 0 <= bar.y <= TIMELINE_HEIGHT and 0 <= bar.height <= TIMELINE_HEIGHT


@pytest.mark.parametrize("days", [[date.min, date.max], [date.max] * 3, [date.min], [date(9999, 12, 1)]], ids=str)
def test_timeline_counts_first_and_last_day_of_the_calendar(days: list[date]) -> None:
    bars, _ = timeline(Counter(days))
    assert sum(int(bar.title.rsplit(" ", 1)[1]) for bar in bars) == len(days)


def test_timeline_is_well_formed_and_has_numbers() -> None:
    page = dashboard.html_page(plan(*(item(f"t{n}", (f"P{n} & <b>",), f"2026-03-{n:02}") for n in range(1, 30))))
    (chart,) = re.findall(r"<svg id=.*?</svg>", page, re.S)
    root = ElementTree.fromstring(chart)
    assert root.get("aria-label")
    assert len(list(root.iter("rect"))) == 5  # weeks
    assert [text.text for text in root.iter("text") if text.get("class") is None] == ["1", "7", "7", "7", "7"]
    anchors = {attributes["id"] for _, attributes in Tags(page).elements if "id" in attributes}
    assert {link.group(1) for link in re.finditer('href="#([^"]*)"', page)} <= anchors


def test_long_page_is_cut_and_says_what_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "MAX_ROWS", 10)
    long = plan(*(item(f"t{n}", (f"P{n % 20}",)) for n in range(60)))
    words = Tags(dashboard.html_page(long)).words
    assert "And 50 more in plan.csv" in words
    assert "And 10 more in plan.csv" in words  # people
    assert len("".join(overview.csv_parts(long)).splitlines()) == 61
    assert len(json.loads("".join(overview.json_parts(long)))["items"]) == 60


def test_csv_has_the_same_cells_as_the_csv_of_one_meeting() -> None:
    recap = replace(FULL, items=tuple(item for item in FULL.items if not item.done))
    folder = Path("/x/notes")
    whole = overview.gather(folder, Path("/x/out"), [(folder / "weekly.md", {}, render(recap, "json"))])
    rows = list(csv.DictReader("".join(overview.csv_parts(whole)).splitlines()))
    for row in csv.DictReader(render(recap, "csv").splitlines()):
        (same,) = [other for other in rows if other["id"] == row["id"]]
        assert {name: same[name] for name in row.keys() & same.keys()} == {
            name: row[name] for name in row.keys() & same.keys()
        }
        assert (same["meeting"], same["held"], same["notes"]) == ("Weekly sync", "2026-03-04", "weekly.md")


@pytest.mark.parametrize("items", [(), (item(),), (item(EVIL, (EVIL,)), item(owners=()))], ids=len)
def test_json_in_parts_is_laid_out_like_json_in_one_piece(items: tuple[dict[str, Any], ...]) -> None:
    text = "".join(overview.json_parts(plan(*items)))
    assert text == indented_json(json.loads(text)) + "\n"


def test_json_is_a_plan_that_recap_reads() -> None:
    text = "".join(overview.json_parts(plan(item("send it", due="2026-03-06"), item("buy it", ()))))
    assert [(each["notes"], each["line"]) for each in json.loads(text)["items"]] == [("weekly.md", 7)] * 2
    recap = pipeline.from_bytes(text.encode(), "plan.json", ReadOptions())
    assert [action.task for action in recap.items] == ["send it", "buy it"]
    assert "All of notes" in render(recap, "text")


def test_labels_of_the_timeline_leave_room_for_each_other() -> None:
    days = [DAY + timedelta(days=7 * week) for week in range(40)]
    bars, _ = timeline(Counter([days[0] - timedelta(days=3000), *days, *days, days[-1] + timedelta(days=3000)]))
    labelled = [bar for bar in bars if bar.label]
    assert (labelled[0].label, labelled[0].label_x, labelled[0].anchor) == ("earlier", 0.0, "start")
    assert (labelled[-1].label, labelled[-1].label_x, labelled[-1].anchor) == ("later", CHART_WIDTH, "end")
    assert all(second.middle - first.middle >= 50 for first, second in itertools.pairwise(labelled))


@pytest.mark.slow
@pytest.mark.browser
def test_page_of_ten_thousand_notes_opens_within_two_seconds(tmp_path: Path) -> None:
    folder = Path("/x/notes")
    notes = []
    for n in range(10_000):
        items = [item(f"send letter {n}.{k}", (f"Person {n % 400}",), f"2026-0{n % 9 + 1}-{k + 10}") for k in range(3)]
        text = json.dumps({"meeting": {"title": f"Sync {n}", "date": "2026-03-04"}, "items": items})
        notes.append((folder / f"{n}.md", {"text": f"{n}.txt"}, text))
    page = tmp_path / "index.html"
    page.write_text(dashboard.html_page(overview.gather(folder, Path("/x/out"), notes)), encoding="utf-8")
    assert page.stat().st_size < 4_000_000
    with playwright_browser() as chromium:
        tab = chromium.new_page()
        took = []
        for _ in range(3):  # the quickest counts, as other programs take time from the browser
            tab.goto(page.as_uri())
            took.append(tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        searched = []
        for number in (9997, 9998, 9999):
            began = tab.evaluate("performance.now()")
            tab.fill("#filter input", f"letter {number}")
            searched.append(tab.evaluate("performance.now()") - began)
    assert min(took) < 2_000  # milliseconds
    assert min(searched) < 1_000


@pytest.mark.slow
@pytest.mark.browser
def test_browser_draws_the_page_and_runs_nothing_of_the_notes(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium here; on Debian: apt-get install chromium")
    page = tmp_path / "index.html"
    hostile = item(EVIL, (EVIL,), "2026-03-06")
    page.write_text(dashboard.html_page(plan(hostile, item(owners=()), item(due="2026-04-01"))), encoding="utf-8")
    common = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    shot = tmp_path / "page.png"
    subprocess.run(
        [*common, "--window-size=1000,1400", f"--screenshot={shot}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert shot.stat().st_size > 10_000
    drawn = subprocess.run(
        [*common, "--dump-dom", page.as_uri()],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout
    assert drawn.count("<rect") == dashboard.html_page(plan(hostile, item(owners=()), item(due="2026-04-01"))).count(
        "<rect"
    )
    assert "onerror" in Tags(drawn).words
    assert not [attributes for tag, attributes in Tags(drawn).elements if tag == "img" or "onerror" in attributes]
    form = next(attributes for tag, attributes in Tags(drawn).elements if tag == "form")
    assert "hidden" not in form  # the page's own script ran
    paper = tmp_path / "page.pdf"
    subprocess.run([*common, f"--print-to-pdf={paper}", page.as_uri()], check=True, capture_output=True, timeout=120)
    assert paper.read_bytes().startswith(b"%PDF-")


def test_items_beyond_the_memory_are_kept_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [item(f"tâsk \ud800 {number}", ("Ana",)) for number in range(500)]
    whole = "".join(overview.csv_parts(plan(*items)))
    monkeypatch.setattr(scratch, "MEMORY", 20)
    assert "".join(overview.csv_parts(plan(*items))) == whole


def test_full_disk_of_temporary_files_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "_TABLES", f"PRAGMA max_page_count = 8; {overview._TABLES}")
    with pytest.raises(RecapError, match=r"the temporary folder cannot be written \(no space left on device\)"):
        plan(*(item("x" * 1000) for _ in range(100)))


def test_items_and_meetings_are_in_memory_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "MAX_ROWS", 5)
    whole = overview.gather(Path("/x/notes"), Path("/x/out"), many_notes(300))
    assert in_memory() == 0
    for parts in (overview.csv_parts, overview.json_parts):
        counts = [in_memory() for number, _ in enumerate(parts(whole)) if number % 100 == 50]
        assert len(counts) > 5 and max(counts) <= 4
    counted = dashboard._Counts(whole, DAY)
    assert counted.people == 600 and in_memory() <= 5 * 5 * 2 + 4
    assert "in 300 notes, for 600 people" in dashboard.html_page(whole)


def in_memory() -> int:
    """Count the items and meetings that Python holds."""
    return sum(type(one) in (overview.Item, overview.Meeting) for one in gc.get_objects())  # a dead proxy has a type


def many_notes(number: int) -> Iterator[tuple[Path, dict[str, str], str]]:
    """Yield notes with two items each, of as many people."""
    for n in range(number):
        items = [item(f"send letter {n}", (f"Person {n}.{k}",), f"2026-03-{k + 10}") for k in range(2)]
        text = json.dumps({"meeting": {"title": f"Sync {n}", "date": "2026-03-04"}, "items": items})
        yield Path(f"/x/notes/{n}.md"), {"json": f"{n}.json"}, text
