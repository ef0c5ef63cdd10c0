"""The page to review a plan in: what it never does, what it shows, and in chromium what it saves and copies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import browser
import html5lib
import pytest
from click.testing import CliRunner, Result
from places import SAMPLES
from plans import FULL, action, recap

from extractor import pipeline
from extractor.cli.app import app
from extractor.common.resources import script_hash
from extractor.model import Block, Doubt, Kind, Notes, Person, ReadOptions, Recap, Remark, RenderOptions, Reviewed
from extractor.output import review
from extractor.output.corrections import apply, as_toml, difference, read_text
from extractor.output.render import render

EVIL = "</script><script>document.title='evil'</script><img src=x onerror=\"document.title='evil'\"> \u2028 & '\"\\"
NOTES = """# Weekly sync, 4 March 2026

Present: Ana Lopez, Bob Stone

- Ana: send the deck by Friday
- Bob will look at the logs
- We could ask Cy to tidy the shelf.
- Bob should maybe check the heating.
- Decision: the beta ships in April
"""


def data_of(page: str) -> dict[str, Any]:
    """Return the data that the script of a page works with."""
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert match
    found: dict[str, Any] = json.loads(match[1])
    return found


def page_of_text(text: str, kept: Recap | None = None) -> review.ReviewView:
    notes, found, lines = pipeline.notes_and_recap(text.encode(), "weekly.md", ReadOptions())
    return review.page_of(kept or found, RenderOptions(reviewed=Reviewed(notes, lines, found)))


def hostile() -> tuple[Recap, RenderOptions]:
    made = recap(
        action(EVIL, EVIL, line=1, said=EVIL, due_text=EVIL),
        action("=1+1", line=2),
        maybes=(action(EVIL, line=3),),
        decisions=(Remark(EVIL, 4, 4),),
        doubts=(Doubt(1, EVIL), Doubt(None, EVIL)),
        attendees=(EVIL,),
        title=EVIL,
        source=f"{EVIL}.md",
    )
    notes = Notes("x", (Block(Kind.HEADING, EVIL, 1, 1),))
    return made, RenderOptions(reviewed=Reviewed(notes, (EVIL, EVIL), made), note=EVIL)


@pytest.mark.parametrize("made", ["full", "empty", "hostile"])
def test_page_is_strict_html_that_loads_nothing_and_runs_only_its_own_script(made: str) -> None:
    plan, options = {"full": (FULL, RenderOptions()), "empty": (recap(), RenderOptions()), "hostile": hostile()}[made]
    page = render(plan, "review", options)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    for element in tree.iter():
        assert element.tag not in {"link", "img", "iframe", "object", "base", "use"}
        assert not [name for name in element.attrib if name.startswith("on") or name in {"src", "action"}]
        assert element.get("href") is None or element.get("href").startswith("#")
    data, script = tree.iter("script")
    assert (data.get("type"), script.get("type")) == ("application/json", None)
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src '{script_hash(script.text)}'" in page
    assert "@import" not in page and "url(" not in page
    assert not re.search("[\x1b\u202e\u2028]", page)
    data_of(page)


def test_headings_come_in_order() -> None:
    tree = html5lib.parse(render(FULL, "review"), namespaceHTMLElements=False)
    headings = [element.tag for element in tree.iter() if re.fullmatch("h[1-6]", str(element.tag))]
    assert headings[0] == "h1" and set(headings[1:]) == {"h2"}


def test_taken_lines_and_maybes_are_marked_where_they_stand() -> None:
    page = page_of_text(NOTES)
    marks = {line.number: line.mark for line in page.lines}
    assert [line.words for line in page.lines] == NOTES.splitlines()
    assert (marks[5], marks[6], marks[7], marks[9]) == ("taken", "taken", "maybe", "taken")
    assert (marks[1], marks[3]) == ("", "")
    assert page.lines[0].kind == "heading"
    assert [entry.words for entry in page.actions] == ["Send the deck", "Look at the logs", "Check the heating"]


def test_document_that_is_no_text_is_shown_by_its_blocks() -> None:
    notes = Notes("x.docx", (Block(Kind.BOX, "call Bob", 3, 3, checked=True),), format="docx")
    page = review.page_of(recap(), RenderOptions(reviewed=Reviewed(notes, (), recap())))
    assert [(line.number, line.words) for line in page.lines] == [(3, "☑ call Bob")]


def test_block_of_several_lines_is_marked_for_what_stands_in_any_of_them() -> None:
    made = recap(action("call Bob", line=5, end_line=6))
    notes = Notes("x.vtt", (Block(Kind.TURN, "well", 1, 3), Block(Kind.TURN, "I'll call Bob", 4, 7, speaker="Ana")))
    page = review.page_of(made, RenderOptions(reviewed=Reviewed(notes, (), made)))
    assert [(line.words, line.mark, line.link) for line in page.lines] == [
        ("well", "", ""),
        ("Ana: I'll call Bob", "taken", "i0"),
    ]


def test_long_notes_are_cut_to_what_was_taken() -> None:
    made = recap(action("call Bob", line=9_000))
    options = RenderOptions(reviewed=Reviewed(Notes("x.md", ()), tuple(f"line {n}" for n in range(1, 20_001)), made))
    lines = review.page_of(made, options).lines
    assert [line.number for line in lines] == list(range(8_995, 9_006))
    assert [line.gap for line in lines] == [True] + [False] * 10


def test_corrections_of_an_earlier_run_are_what_the_page_begins_with() -> None:
    _, found, _ = pipeline.notes_and_recap(NOTES.encode(), "weekly.md", ReadOptions())
    first, second, _ = found.items
    new = replace(action("call the plumber", "Dee"), id="new1", line=0)
    page = page_of_text(NOTES, replace(found, items=(replace(first, owners=("Bob Stone",)), new), decisions=()))
    sent, looked = page.data["items"][:2]
    assert (sent["base"]["owners"], sent["now"]["owners"]) == (["Ana Lopez"], ["Bob Stone"])
    assert (looked["base"]["taken"], looked["now"]["taken"]) == (True, False)
    assert page.data["remarks"][0]["text"] == ""
    assert [entry.words for entry in page.added] == ["Call the plumber"]
    assert second.id == looked["id"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weekly.md").write_text(NOTES, encoding="utf-8")
    return tmp_path


def run(*arguments: str, notes: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=notes, prog_name="recap")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        pytest.param(("-f", "review"), 2, "name it: recap notes.md -f review", id="pipe"),
        pytest.param(("weekly.md", "-f", "review", "--for", "client"), 2, "leave out --for client", id="client"),
        pytest.param(("weekly.md", "-f", "review", "--per-owner", "x"), 2, "leave out --per-owner", id="per owner"),
        pytest.param(("plan.json", "-f", "review"), 1, "name the notes it was made from", id="plan"),
        pytest.param(("batch", ".", "-o", "out", "-f", "review"), 2, "'review' is not one of", id="batch"),
    ],
)
def test_what_cannot_be_reviewed_is_refused(folder: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    (folder / "plan.json").write_text(render(FULL, "json"), encoding="utf-8")
    result = run(*arguments, notes=NOTES)
    assert result.exit_code == status
    assert words in result.stderr


def test_running_notes_keep_the_corrections_of_their_other_meetings(folder: Path) -> None:
    text = "# Sync\n\n## 4 March 2026\n- Ana to call Bob\n\n## 11 March 2026\n- Cy to book a room\n"
    (folder / "running.md").write_text(text, encoding="utf-8")
    (folder / "running.md.recap.toml").write_text('[[item]]\nline = 4\ntask = "call Bob"\ndrop = true\n', "utf-8")
    result = run("running.md", "-f", "review", "-o", "x.html")
    assert result.exit_code == 0
    assert "does not fit" not in result.stderr
    other = data_of((folder / "x.html").read_text(encoding="utf-8"))["other"]
    assert [(item.task, item.drop) for item in read_text(other.encode(), "x").items] == [("call Bob", True)]


# In chromium.


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Start chromium under Playwright once for all tests of this file."""
    with browser.playwright_browser() as started:
        yield started


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """Open a page that fails the test on any error of its script."""
    context = chromium.new_context(accept_downloads=True, viewport={"width": 1024, "height": 768})
    context.set_default_timeout(5_000)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab, problems = context.new_page(), []
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    yield tab
    context.close()
    assert problems == []


def opened(tab: Any, page: str, folder: Path) -> Any:
    file = folder / "review.html"
    file.write_text(page, encoding="utf-8")
    tab.goto(file.as_uri())
    return tab


def saved(tab: Any) -> str:
    with tab.expect_download() as download:
        tab.keyboard.press("Control+s")
    return Path(download.value.path()).read_text(encoding="utf-8")


def copied(tab: Any) -> str:
    tab.click("#copy")
    tab.wait_for_function("document.getElementById('status').textContent.includes('copied')")
    words: str = tab.evaluate("navigator.clipboard.readText()")
    return words


@pytest.mark.slow
@pytest.mark.browser
def test_short_mail_opens_in_the_mail_program(folder: Path, tab: Any) -> None:
    (folder / "short.md").write_text(
        "# Café & co, 3 March 2026\n\nAttendees: Kim Lee <kim@example.org>\n\n- [ ] Kim: order 5 % more tea & milk\n",
        encoding="utf-8",
    )
    assert run("short.md", "-f", "review", "-o", "review.html").exit_code == 0
    tab.goto((folder / "review.html").as_uri())
    tab.evaluate("HTMLAnchorElement.prototype.click = function () { window.opened = this.href; }")
    tab.click("#write")
    link = urlsplit(tab.evaluate("window.opened"))
    words = {name: values[0] for name, values in parse_qs(link.query, strict_parsing=True).items()}
    assert (link.scheme, link.path) == ("mailto", "kim@example.org")
    text = run("short.md").stdout
    assert f"Subject: {words['subject']}\n\n{words['body']}".replace("\r\n", "\n") == text
    assert words["body"].count("\n") == words["body"].count("\r\n")


@pytest.mark.slow
@pytest.mark.browser
def test_long_mail_is_to_be_copied(folder: Path, tab: Any) -> None:
    entries = "".join(f"- [ ] Kim: order the tea of shop number {number}\n" for number in range(60))
    (folder / "long.md").write_text(f"# Tea, 3 March 2026\n\nAttendees: Kim Lee\n\n{entries}", encoding="utf-8")
    assert run("long.md", "-f", "review", "-o", "review.html").exit_code == 0
    tab.goto((folder / "review.html").as_uri())
    tab.click("#write")
    assert "Copy mail" in tab.inner_text("#status")


@pytest.mark.slow
@pytest.mark.browser
def test_what_is_corrected_on_the_page_is_read_back_by_recap(folder: Path, tab: Any) -> None:
    assert run("weekly.md", "-f", "review", "-o", "review.html").exit_code == 0
    tab.goto((folder / "review.html").as_uri())
    tab.click("#plan >> text=Look at the logs")
    tab.fill("#i1 input[list]", "Ana Lopez; Eve")
    tab.fill("#i1 input[type=date]", "2026-03-09")
    tab.click("#plan >> text=Ask Cy to tidy the shelf >> nth=0")
    tab.click("#i3 button[data-does=drop]")
    with tab.expect_download() as download:
        tab.click("#save")
    assert download.value.suggested_filename == "weekly.md.recap.toml"
    download.value.save_as(folder / "weekly.md.recap.toml")
    assert "weekly.md.recap.toml" in tab.inner_text("#status")
    mail = copied(tab)
    result = run("weekly.md")
    assert "corrected as weekly.md.recap.toml says" in result.stderr
    assert result.stdout == mail
    plan = json.loads(run("items", "weekly.md", "-f", "json").stdout)
    found = {item["line"]: (item["owners"], item["due"]) for item in plan["items"]}
    assert found[6] == (["Ana Lopez", "Eve"], "2026-03-09")
    assert 7 in found  # the maybe was taken


@pytest.mark.slow
@pytest.mark.browser
def test_page_is_used_with_keys_alone(folder: Path, tab: Any) -> None:
    opened(tab, render(FULL, "review"), folder)
    tab.focus("#i0 summary")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.parentElement.id") == "i1"
    tab.keyboard.press("d")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#i0 form")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("mail the deck")
    tab.keyboard.press("Escape")
    assert tab.evaluate("[document.getElementById('i0').open, document.activeElement.tagName]") == [False, "SUMMARY"]
    items = read_text(saved(tab).encode(), "x").items
    assert [(item.id, item.drop, item.new_task) for item in items] == [
        ("id14", False, "mail the deck"),
        ("id16", True, None),
    ]


def edited(plan: Recap) -> Recap:
    """Return FULL as `edit_in` corrects it in the browser."""
    items = {item.id: item for item in plan.items}
    items["id16"] = replace(items["id16"], owners=("Zoë Ray",), due=date(2026, 3, 9), due_text=None)
    items["id18"] = replace(items["id18"], task="book “the” big room", done=True)
    items["id20"] = replace(items["id20"], due=None, due_text=None, other_due=None)
    del items["id23"]
    taken = (*items.values(), plan.maybes[0], replace(action("call the plumber", "all"), id="new", line=0, end_line=0))
    return replace(plan, items=taken, maybes=(), decisions=plan.decisions[1:], questions=(Remark("Who pays?", 30, 30),))


def edit_in(tab: Any) -> None:
    for at in (1, 2, 3, 4, 9):
        tab.click(f"#i{at} summary")
        if at == 1:
            tab.fill("#i1 input[list]", "Zoë Ray")
            tab.fill("#i1 input[type=date]", "2026-03-09")
        if at == 2:
            tab.fill("#i2 textarea", " book “the”\nbig room")
            tab.check("#i2 input[type=checkbox]")
        if at == 3:
            tab.fill("#i3 input[type=date]", "")
        if at in (4, 9):
            tab.click(f"#i{at} button[data-does=drop]")
    tab.click("#r0 summary")
    tab.click("#r0 button[data-does=drop]")
    tab.click("#r2 summary")
    tab.fill("#r2 textarea", "Who pays?")
    tab.click("#add")
    tab.fill("#added li:last-child textarea", "call the plumber")
    tab.fill("#added li:last-child input[list]", "everyone")


@pytest.mark.slow
@pytest.mark.browser
def test_file_and_mail_of_the_page_are_those_of_recap(folder: Path, tab: Any) -> None:
    opened(tab, render(FULL, "review"), folder)
    edit_in(tab)
    text, mail = saved(tab), copied(tab)
    assert text == as_toml(difference(FULL, edited(FULL)), "weekly.md")
    assert mail == render(apply(FULL, read_text(text.encode(), "x")), "text")
    assert "Zoë Ray (assigned in your absence, please confirm)" in mail


MANY = recap(
    *(action(f"write part {n} of the long report on the state of the harbour", line=n) for n in range(1, 7)),
    *(action(f"answer letter {n}", "Bob", "Ana", line=n) for n in range(7, 13)),
    action("iOS release, as late as possible", "ana lopez", line=13, due=date(2027, 1, 8)),
    action("go", "ALL", line=14, due=date(2026, 3, 3), due_text="yesterday", private=True),
    action("éviter", line=15, due=date(2026, 3, 7)),
    action("done already", line=16, done=True, private=True),
    next_meeting=date(2026, 3, 18),
    attendees=("Ana", "Cy"),
)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize(
    "made",
    [
        pytest.param(MANY, id="many"),
        pytest.param(replace(MANY, date=None, next_meeting=None, source="-"), id="no day"),
        pytest.param(replace(MANY, date=date(2026, 3, 19)), id="meeting over"),
        pytest.param(recap(), id="empty"),
        pytest.param(recap(decisions=(Remark("no importer", 3, 3),)), id="decision"),
        pytest.param(recap(action("go", "Ana")), id="one"),
        pytest.param(hostile()[0], id="hostile"),
    ],
)
def test_mail_of_the_page_is_that_of_recap(made: Recap, folder: Path, tab: Any) -> None:
    options = RenderOptions(sender=Person("Sam"), note="Thanks!")
    opened(tab, render(made, "review", options), folder)
    assert copied(tab) == render(made, "text", options)
    assert tab.title() != "evil"


@pytest.mark.slow
@pytest.mark.browser
def test_mail_of_each_sample_is_that_of_recap(folder: Path, tab: Any) -> None:
    for path in sorted(SAMPLES.glob("*.md")):
        made = pipeline.from_path(path, ReadOptions(newest=True))
        opened(tab, render(made, "review"), folder)
        assert copied(tab) == render(made, "text"), path.name


@pytest.mark.slow
@pytest.mark.browser
def test_nothing_of_hostile_notes_runs(folder: Path, tab: Any) -> None:
    made, options = hostile()
    opened(tab, render(made, "review", options), folder)
    tab.click("#i0 summary")
    tab.click("#r0 summary")
    tab.fill("#r0 textarea", EVIL)
    assert tab.title().startswith("Review: </script>")
    assert tab.locator("img").count() == 0
    read_text(saved(tab).encode(), "x")


@pytest.mark.slow
@pytest.mark.browser
def test_clicking_a_marked_line_opens_its_items_in_turn(folder: Path, tab: Any) -> None:
    made = recap(action("go", "Ana", line=1), action("come", "Bob", line=2), source="x.vtt")
    notes = Notes("x.vtt", (Block(Kind.TURN, "Ana goes, Bob comes", 1, 2),))
    options = RenderOptions(reviewed=Reviewed(notes, (), made))
    opened(tab, render(made, "review", options), folder)
    for anchor in ("i0", "i1", "i0"):
        tab.click("#notes a")
        assert tab.evaluate("document.querySelector('details[open]').id") == anchor
        tab.wait_for_selector("#notes li.here")


@pytest.mark.slow
@pytest.mark.browser
def test_unsaved_corrections_are_not_lost_without_a_question(folder: Path, tab: Any) -> None:
    opened(tab, render(FULL, "review"), folder)
    asked: list[str] = []

    def accept(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    tab.on("dialog", accept)
    tab.focus("#i1 summary")
    tab.keyboard.press("d")
    tab.reload()
    assert asked == ["beforeunload"]
    tab.focus("#i1 summary")
    tab.keyboard.press("d")
    saved(tab)
    tab.reload()
    assert asked == ["beforeunload"]


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("width", [1200, 768, 360])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_page_fits_and_can_be_read(width: int, dark: bool, folder: Path, tab: Any) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme="dark" if dark else "light")
    opened(tab, render(FULL, "review"), folder)
    tab.click("#i1 summary")
    measured = tab.evaluate(f"() => {{ {browser.MEASURE} return measure(document); }}")
    assert measured["dark"] is dark
    assert (measured["scroll"], measured["wide"], measured["low"]) == (width, [], [])
    assert measured["smallest"] >= 14
    for box in tab.locator("button:visible, summary:visible, input[type=date]:visible").all():
        assert box.bounding_box()["height"] >= 44  # for fingers
