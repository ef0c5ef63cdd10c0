"""The documents of recaps built by hand: what a document must not say, then what it says."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from plans import FULL, HELD_ON, action, recap
from rich.cells import cell_len

from extractor.model import Action, Doubt, Person, Recap, RecapError, Remark, RenderOptions
from extractor.output.formats import OUTPUTS, Output
from extractor.output.mail.view import subject
from extractor.output.open_questions import questions_text
from extractor.output.plan_json import is_plan, read_plan, write_plan
from extractor.output.render import render
from extractor.output.wording import EMAIL_COLUMNS, TERMINAL_COLUMNS
from extractor.resolution.ids import stable_id

EMPTY = recap()


def elements(document: str, name: str) -> list[str]:
    """The texts of a document's elements of one name, as a strict HTML parser sees them."""
    tree = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False).parse(document)
    return [" ".join("".join(element.itertext()).split()) for element in tree.iter(name)]


def test_unknown_format_is_refused_with_a_list_of_formats() -> None:
    with pytest.raises(RecapError, match="'pdf'; choose one of text, html, eml, review, table, json, csv, md, ics"):
        render(FULL, "pdf")


@pytest.mark.parametrize("output", OUTPUTS, ids=lambda output: output.name)
def test_every_format_has_a_writer_and_ends_with_one_line_break(output: Output) -> None:
    name = output.name
    module, _, function = output.writer.partition(":")
    assert callable(getattr(import_module(module), function))
    for document in (render(FULL, name), render(EMPTY, name)):
        assert document.endswith("\n")
        assert not document.endswith("\n\n")


def test_names_and_endings_of_formats_are_unique() -> None:
    assert len({output.name for output in OUTPUTS}) == len({output.ending for output in OUTPUTS}) == len(OUTPUTS)


@pytest.mark.parametrize(
    ("title", "held_on", "wanted"),
    [
        pytest.param("Weekly sync", HELD_ON, "Recap: Weekly sync, Wed 4 Mar 2026", id="title and day"),
        pytest.param("Weekly sync 2026-03-04", HELD_ON, "Recap: Weekly sync, Wed 4 Mar 2026", id="day said once"),
        pytest.param("Sync of March 4, 2026", HELD_ON, "Recap: Sync, Wed 4 Mar 2026", id="day with its preposition"),
        pytest.param("Board (4 March 2026)", HELD_ON, "Recap: Board, Wed 4 Mar 2026", id="day in brackets"),
        pytest.param(
            "Plan for 2026-06-01", HELD_ON, "Recap: Plan for 2026-06-01, Wed 4 Mar 2026", id="another day stays"
        ),
        pytest.param("Weekly sync", None, "Recap: Weekly sync", id="no day"),
        pytest.param(None, HELD_ON, "Recap: our meeting, Wed 4 Mar 2026", id="no title"),
        pytest.param("2026-03-04", HELD_ON, "Recap: our meeting, Wed 4 Mar 2026", id="a day for a title"),
        pytest.param("Sync\r\nBcc: eve@example.org", None, "Recap: Sync Bcc: eve@example.org", id="header injection"),
    ],
)
def test_subject_has_title_and_day_once(title: str | None, held_on: date | None, wanted: str) -> None:
    assert subject(recap(title=title, date=held_on)) == wanted


def test_long_subject_is_shortened() -> None:
    assert len(subject(recap(title="sync " * 2000))) < 160


@pytest.mark.parametrize(
    ("items", "decisions", "wanted"),
    [
        pytest.param((), 0, "As far as the notes say, nothing was decided and nobody took anything on.", id="nothing"),
        pytest.param((action("ship", done=True),), 0, "nothing was decided and nobody took", id="done does not count"),
        pytest.param((), 1, "No actions; 1 decision. As far as the notes say, nobody took anything on.", id="decided"),
        pytest.param((action("go"),), 0, "1 action.", id="no day"),
        pytest.param((action("go", due=date(2026, 3, 6)),), 2, "1 action, due Fri 6 Mar; 2 decisions.", id="one"),
        pytest.param(
            (action("go", due=date(2027, 1, 5)), action("stay", due=date(2027, 1, 4))),
            0,
            "2 actions, first due Mon 4 Jan 2027; 2 need an answer.",
            id="another year is named",
        ),
        pytest.param((action("go", due=date(2026, 3, 3)),), 0, "1 action, 1 overdue.", id="overdue is not first due"),
        pytest.param((action("go", due=HELD_ON),), 0, "1 action, due Wed 4 Mar.", id="the same day is not overdue"),
    ],
)
def test_outcome_counts_actions_and_decisions(items: tuple[Action, ...], decisions: int, wanted: str) -> None:
    made = recap(*items, decisions=tuple(Remark(f"decision {n}", n, n) for n in range(1, decisions + 1)))
    for format in ("text", "html"):
        assert wanted in " ".join(render(made, format).split())


def test_email_is_folded_at_the_width_of_a_narrow_terminal() -> None:
    text = render(FULL, "text", RenderOptions(columns=40))
    assert max(map(len, text.splitlines()[1:])) <= 40  # the subject stays one line


def test_email_without_items_has_no_headings() -> None:
    for format in ("text", "html"):
        words = render(EMPTY, format).upper()
        for heading in ("ACTIONS", "DECISIONS", "PLEASE REPLY", "OPEN QUESTIONS", "NO OWNER", "NEXT MEETING"):
            assert heading not in words
        assert "DID YOU TAKE SOMETHING ON?" in words


def test_text_takes_a_line_for_each_action_and_names_each_owner_once() -> None:
    made = recap(
        *(
            action(f"send part {n} to the printer", f"Owner {n % 3}", line=n, due=date(2026, 3, 5 + n))
            for n in range(9)
        ),
        decisions=(Remark("ship in April", 30, 30),),
        questions=(Remark("Who pays?", 31, 31),),
    )
    lines = [line for line in render(made, "text").splitlines() if line]
    head, sections, foot = ["subject", "outcome"], ["actions", "decisions", "questions"], ["closing", "source"]
    entries = [*made.items, *made.decisions, *made.questions]
    assert len(lines) == len(head) + len(sections) + len(foot) + len(entries) + len({"Owner 0", "Owner 1", "Owner 2"})


def test_text_email_in_full() -> None:
    assert render(FULL, "text") == (
        """\
Subject: Recap: Weekly sync, Wed 4 Mar 2026

8 actions, first due Fri 6 Mar, 1 overdue; 5 need an answer; 2
decisions.

PLEASE REPLY
- Bob Stone: fix the nightly build, Wed 11 Mar?
- Everyone: read the incident report, Wed 11 Mar?
- Ana Lopez and Bob Stone: review the pricing page, Wed 11 Mar (“next
  Wednesday”), or Wed 18 Mar?
- Anyone: book the big room: who takes it on?
- Anyone: find a venue: who takes it on, and by when?
I will assume the first day shown unless you say otherwise.

ACTIONS
Carl Eriksen
  - Answer the auditors · Fri 27 Feb, overdue [23]
  - Update the roadmap · after the release (no day yet), internal [25]
Ana Lopez
  - Send the deck · Fri 6 Mar [14, also 40-41]
Ana Lopez and Bob Stone
  - Review the pricing page · Wed 11 Mar (next Wednesday) [20-22]
Bob Stone
  - Fix the nightly build · no date yet [16]
Everyone
  - Read the incident report · no date yet [26]
No owner yet
  - Book the big room · Tue 31 Mar (end of the month) [18]
  - Find a venue · no date yet [27]

DECISIONS
- The beta ships on 1 April [10]
- No importer (internal) [11-12]

OPEN QUESTIONS
- Who pays for the second licence? [30]

DONE SINCE LAST TIME
- Ship 2.1 (Bob Stone) [5]

Next meeting: Wed 11 Mar 2026

Reply if I got anything wrong, and I will correct it.

Present: Ana Lopez, Bob Stone and Carl Eriksen
Numbers in brackets are lines of weekly.md.
"""
    )


def test_html_email_says_what_the_text_says() -> None:
    words = " ".join(elements(render(FULL, "html"), "body"))
    for item in FULL.items:
        assert item.task[1:] in words
        assert f"[{item.line}" in words
    for phrase in ("No owner yet", "no date yet", "overdue", "end of the month", "no day yet", "internal"):
        assert phrase in words


@pytest.mark.parametrize("made", [FULL, EMPTY], ids=["full", "empty"])
def test_html_email_uses_only_what_mail_clients_support(made: Recap) -> None:
    document = render(made, "html")
    html5lib.HTMLParser(strict=True).parse(document)
    assert not re.search(r"(?:src|href|action)\s*=|url\(|@import|<script|<img|<link|http-equiv", document)
    assert not re.search(
        r"display:\s*(?:flex|grid)|position:\s*(?:absolute|fixed)|#fff\b|#ffffff|#000\b|#000000", document
    )
    assert elements(document, "title") == [subject(made)]
    assert '<html lang="en"' in document
    assert len(document.encode()) < 102_000  # Gmail clips what is longer
    assert all(int(size) >= 13 for size in re.findall(r"font-size:(\d+)px", document) if size != "1")
    data_tables = [table for table in re.findall(r"<table[^>]*>", document) if 'role="presentation"' not in table]
    assert len(data_tables) == (1 if made.items else 0)
    assert document.count("<caption") == len(data_tables)
    assert all("scope=" in header for header in re.findall(r"<th\b[^>]*>", document))


def test_colours_of_html_email_have_enough_contrast() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text, in light and in dark, on the card and on the blocks."""
    document = render(FULL, "html")
    light = document.split("<style>")[1].split("</style>")[0]
    dark = document.split("prefers-color-scheme: dark")[1].split("</style>")[0]
    for rules in (light, dark):
        inks = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", rules))
        grounds = set(re.findall(r"background-color: (#[0-9a-f]{6})", rules))
        assert len(inks) >= 4 and len(grounds) == 4
        assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 4.5


def contrast(ink: str, ground: str) -> float:
    low, high = sorted((luminance(ink), luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("due", "said", "wanted"),
    [
        pytest.param(date(2026, 3, 6), "by Friday", "Fri 6 Mar [1]", id="plain words are not repeated"),
        pytest.param(date(2026, 3, 6), "by 6 March", "Fri 6 Mar [1]", id="words that are the day are not repeated"),
        pytest.param(date(2026, 3, 6), "Friday, 6 March", "Fri 6 Mar [1]", id="weekday and day are not repeated"),
        pytest.param(date(2026, 3, 5), "by tomorrow", "Thu 5 Mar [1]", id="tomorrow is not repeated"),
        pytest.param(date(2026, 3, 6), "2026-03-06", "Fri 6 Mar [1]", id="an ISO day is not repeated"),
        pytest.param(date(2026, 3, 13), "next Friday", "Fri 13 Mar (next Friday)", id="read by convention"),
        pytest.param(date(2026, 3, 6), "this week", "Fri 6 Mar (this week)", id="a period"),
        pytest.param(date(2026, 3, 6), "before Friday", "Fri 6 Mar (before Friday)", id="before a day"),
        pytest.param(date(2026, 3, 6), "Friday noon", "Fri 6 Mar (Friday noon)", id="an hour"),
        pytest.param(date(2027, 1, 5), "5 January", "Tue 5 Jan 2027 [1]", id="another year"),
        pytest.param(
            date(2026, 3, 6), "March 6, before lunch", "Fri 6 Mar (March 6, before lunch)", id="more than a day"
        ),
        pytest.param(date(2026, 3, 6), None, "Fri 6 Mar [1]", id="day alone"),
        pytest.param(None, "after the release", "after the release (no day yet)", id="words alone"),
        pytest.param(None, None, "no date yet", id="neither"),
    ],
)
def test_deadline_is_shown_as_day_and_words(due: date | None, said: str | None, wanted: str) -> None:
    assert wanted in render(recap(action("go", "Ana", due=due, due_text=said)), "text")


def test_nothing_is_asked_about_items_with_owner_and_deadline() -> None:
    complete = action("go", "Ana", due=date(2026, 3, 6))
    vague = action("stay", "Bob", due_text="after the release")
    finished = action("rest", done=True)
    for format in ("text", "html"):
        assert "PLEASE REPLY" not in render(recap(complete, vague, finished), format).upper()


def test_many_items_are_asked_about_in_one_line_per_owner() -> None:
    many = [action(f"task {line}", "Ana" if line % 2 else "Bob", line=line) for line in range(1, 10)]
    text = render(recap(*many), "text")
    assert "- Ana: 5 actions without a date: by when?" in text
    assert "- Bob: task 2: by when?" in text
    assert "Ana: task 1:" not in text
    assert "Ana: task 1 (line 1)" in questions_text(recap(*many))


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        pytest.param(EMPTY, "", id="nothing found"),
        pytest.param(recap(action("go", "Ana", due=date(2026, 3, 6))), "", id="complete"),
        pytest.param(recap(action("go", done=True)), "", id="done"),
        pytest.param(recap(action("go", "Ana")), "By when will this be done?\n  - Ana: go (line 1)\n", id="no date"),
        pytest.param(recap(action("go", due=date(2026, 3, 6))), "Who takes this on?\n  - Go (line 1)\n", id="no owner"),
        pytest.param(
            recap(action("go", "Ana", due_text="after lunch")),
            "Which day is that?\n  - Ana: go (line 1): after lunch\n",
            id="words only",
        ),
        pytest.param(
            recap(doubts=(Doubt(3, "who is AB?", "owner"),)), "Is this right?\n  - line 3: who is AB?\n", id="doubt"
        ),
    ],
)
def test_check_lists_what_needs_an_answer(made: Recap, wanted: str) -> None:
    assert questions_text(made) == wanted


@pytest.mark.parametrize(
    ("task", "wanted"),
    [
        pytest.param("iOS build", "iOS build", id="a product's name"),
        pytest.param("v2-rollout", "v2-rollout", id="a code word"),
        pytest.param("send it", "Send it", id="a word"),
        pytest.param("\x1b[31mred\x1b[0m", "\ufffd[31mred\ufffd[0m", id="an escape sequence"),
    ],
)
def test_task_is_capitalised_unless_it_starts_with_a_name(task: str, wanted: str) -> None:
    assert f"- {wanted} · " in render(recap(action(task, "Ana")), "text")


def test_email_is_wrapped_at_72_columns_and_indented_to_its_entry() -> None:
    made = recap(action("rewrite " + "the long chapter " * 20, "Ana"))
    lines = render(made, "text").splitlines()
    assert max(map(len, lines)) <= EMAIL_COLUMNS
    first = next(place for place, line in enumerate(lines) if line.startswith("  - Rewrite"))
    assert re.match(r"    \w", lines[first + 1])


@given(st.lists(st.text(max_size=120), max_size=4), st.text(max_size=60))
def test_table_fits_a_terminal(tasks: list[str], owner: str) -> None:
    made = recap(*(action(task, owner, line=line) for line, task in enumerate(tasks, 1)))
    lines = render(made, "table").splitlines()
    assert all(cell_len(line) <= TERMINAL_COLUMNS for line in lines)


def test_columns_of_table_are_aligned_after_wide_letters() -> None:
    made = recap(action("書類を送る", "田中", line=1), action("send the deck", "Ana", line=2))
    assert render(made, "table").splitlines() == [
        "OWNER  DUE  TASK           LINE",
        "田中   -    書類を送る     1",
        "Ana    -    Send the deck  2",
    ]


def test_long_words_of_table_are_cut_and_other_lines_wrapped() -> None:
    made = recap(action("read " + "x" * 60 + " and answer" * 4, "a" * 30, due_text="when the committee has met"))
    assert render(made, "table").splitlines() == [
        "OWNER                 DUE              TASK                                LINE",
        "aaaaaaaaaaaaaaaaaaaa  when the         Read                                1",
        "aaaaaaaaaa            committee has    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "                      met              xxxxxxxxxxxxxxxxxxxxxxxxxx and",
        "                                       answer and answer and answer and",
        "                                       answer",
    ]


def test_table_has_no_colours_and_no_markup_of_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "40")
    made = recap(action("[bold]send[/bold] 42 :smile: https://example.org/a/rather/long/page", "[red]Ana[/red]"))
    assert render(made, "table").splitlines() == [
        "OWNER           DUE  TASK                                                  LINE",
        "[red]Ana[/red]  -    [bold]send[/bold] 42 :smile:                          1",
        "                     https://example.org/a/rather/long/page",
    ]


def test_table_has_open_items_by_day_and_done_items_last() -> None:
    lines = render(FULL, "table").splitlines()
    assert lines[0].split() == ["OWNER", "DUE", "TASK", "LINE"]
    assert "Answer the auditors" in lines[1]
    assert lines[-1].split() == ["Bob", "Stone", "done", "Ship", "2.1", "5"]


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "＝1+1", "\x00=1", "=cmd|' /C calc'!A0"]
)
def test_csv_cell_is_never_a_formula(words: str) -> None:
    made = recap(action(words, words, due_text=words, said=words, id=words, found_by=words))
    (row,) = csv.DictReader(io.StringIO(render(made, "csv")))
    for value in row.values():
        assert value[:1] not in tuple("=+-@＝\t\r")


def test_csv_has_every_item_and_reads_back() -> None:
    rows = list(csv.DictReader(io.StringIO(render(FULL, "csv"), newline="")))
    assert [row["task"] for row in rows] == [item.task for item in FULL.items]
    assert rows[0] == {
        "task": "send the deck",
        "owners": "Ana Lopez",
        "due": "2026-03-06",
        "due_text": "by Friday",
        "status": "open",
        "line": "14",
        "end_line": "14",
        "also": "40-41",
        "said": "send the deck",
        "private": "no",
        "found_by": "marker",
        "confidence": "0.9",
        "id": "id14",
        "meeting": FULL.title,
        "date": "2026-03-04",
    }
    assert rows[3]["owners"] == "Ana Lopez; Bob Stone"


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "[click](javascript:alert(1))",
        "![x](http://example.org/x.png)",
        "**bold** _it_ `code` ~~no~~",
        "a | b",
        "&lt;b&gt; &amp;",
        "# title",
        "1. one",
        "2) two",
        "- three",
        "+ four",
        "=== five",
        "> six",
        "\\*seven",
        "<https://example.org>",
        "eight\n\n## nine",
        "[x] ten",
    ],
)
def test_markup_of_notes_is_escaped_in_markdown(words: str) -> None:
    document = render(recap(action(words, words), decisions=(Remark(words, 1, 1),), title=words), "md")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(document)
    allowed = {"heading_open", "bullet_list_open", "list_item_open", "paragraph_open", "inline"}
    assert {token.type for token in tokens if not token.type.endswith("_close")} <= allowed
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "strong_open", "strong_close"}
    shown = "".join(child.content for child in inline)
    assert shown.count(" ".join(words.split())) == 4 or shown.lower().count(" ".join(words.split()).lower()) == 4


def test_markdown_in_full() -> None:
    assert render(FULL, "md").startswith(
        """\
# Weekly sync, Wed 4 Mar 2026

## Action items

- [ ] **Ana Lopez**: Send the deck, Fri 6 Mar (line 14, also 40-41)
- [ ] **Bob Stone**: Fix the nightly build (line 16)
- [ ] Book the big room, Tue 31 Mar (end of the month) (line 18)
"""
    )


def test_json_is_version_1_of_the_contract() -> None:
    document = json.loads(render(FULL, "json"))
    assert document["schema"] == 1
    assert {"schema", "meeting", "items", "decisions", "questions", "maybes", "doubts"} <= set(document)
    assert {"title", "date", "attendees", "source"} <= set(document["meeting"])
    assert document["meeting"]["date"] == "2026-03-04"
    first = document["items"][0]
    wanted = {
        "id": "id14",
        "task": "send the deck",
        "owners": ["Ana Lopez"],
        "due": "2026-03-06",
        "due_text": "by Friday",
        "status": "open",
        "line": 14,
        "end_line": 14,
        "also": [[40, 41]],
        "said": "send the deck",
        "private": False,
        "found_by": "marker",
        "confidence": 0.9,
    }
    assert wanted.items() <= first.items()
    assert document["decisions"][1] == {
        "text": "No importer",
        "line": 11,
        "end_line": 12,
        "private": True,
        "suspect": [],
    }
    assert document["doubts"][1] == {"line": None, "message": "no attendees are named", "kind": "other"}


def test_plan_is_read_back_unchanged() -> None:
    assert read_plan(write_plan(FULL).encode(), "plan.json") == FULL
    assert is_plan(write_plan(FULL).encode())


TEXTS = st.text(max_size=20)
DAYS = st.dates() | st.none()
LINES = st.integers(1, 9999)
ACTIONS = st.builds(
    lambda line, more, **values: Action(line=line, end_line=line + more, **values),
    line=LINES,
    more=st.integers(0, 9),
    id=st.text(min_size=1, max_size=9),
    task=TEXTS.filter(lambda words: bool(words.strip())),
    owners=st.lists(TEXTS, max_size=3).map(tuple),
    due=DAYS,
    due_text=TEXTS | st.none(),
    done=st.booleans(),
    said=TEXTS,
    found_by=TEXTS,
    confidence=st.floats(0, 1),
    also=st.lists(st.tuples(LINES, LINES), max_size=2).map(tuple),
    private=st.booleans(),
    at=TEXTS | st.none(),
    other_due=DAYS,
)
RECAPS = st.builds(
    Recap,
    source=TEXTS,
    title=TEXTS | st.none(),
    date=DAYS,
    attendees=st.lists(TEXTS, max_size=3).map(tuple),
    items=st.lists(ACTIONS, max_size=3).map(tuple),
    decisions=st.lists(st.builds(Remark, TEXTS, LINES, st.just(9999), st.booleans()), max_size=2).map(tuple),
    maybes=st.lists(ACTIONS, max_size=1).map(tuple),
    doubts=st.lists(st.builds(Doubt, LINES | st.none(), TEXTS), max_size=2).map(tuple),
    next_meeting=DAYS,
    people=st.lists(st.builds(Person, TEXTS, st.just(("x",)), st.booleans() | st.none()), max_size=2).map(tuple),
)


@pytest.mark.slow
@given(RECAPS)
def test_any_plan_is_read_back_unchanged(made: Recap) -> None:
    assert read_plan(write_plan(made).encode("utf-8"), "plan.json") == made


@pytest.mark.slow
@given(RECAPS)
def test_any_recap_is_valid_in_every_format(made: Recap) -> None:
    for output in OUTPUTS:
        document = render(made, output.name)
        document.encode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", document)
    html5lib.HTMLParser(strict=True).parse(render(made, "html"))
    assert len(list(csv.reader(io.StringIO(render(made, "csv"), newline="")))) == len(made.items) + 1
    assert render(made, "text").splitlines()[1] == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Notes\n\n- Ana: send it\n", id="Markdown"),
        pytest.param('{"actions": []}', id="other JSON"),
        pytest.param('{"schema": 1}', id="a version without items"),
        pytest.param("[1, 2]", id="a list"),
        pytest.param("{not JSON", id="a brace"),
        pytest.param("", id="nothing"),
    ],
)
def test_other_text_is_not_read_as_a_plan(text: str) -> None:
    assert read_plan(text.encode(), "notes.md") is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        pytest.param('"due": "2026-13-45"', "items[0].due is not valid; write a day as YYYY-MM-DD, or null", id="day"),
        pytest.param('"due": 5', "items[0].due is not valid; write text", id="kind"),
        pytest.param('"owners": "Ana"', "items[0].owners is not valid; write a list", id="owners"),
        pytest.param('"owners": [1]', "items[0].owners is not valid; write a list of texts", id="owner"),
        pytest.param('"status": "maybe"', 'items[0].status is not valid; write "open" or "done"', id="status"),
        pytest.param('"line": 5, "end_line": 3', "items[0].end_line is not valid", id="lines"),
        pytest.param('"line": true', "items[0].line is not valid; write a whole number", id="a truth as a line"),
        pytest.param('"confidence": 7', "items[0].confidence is not valid", id="confidence"),
        pytest.param('"also": [[1]]', "items[0].also is not valid", id="places"),
        pytest.param('"task": ""', "items[0].task is not valid; say what is to be done", id="no task"),
    ],
)
def test_mistake_in_plan_is_named_with_its_place(change: str, words: str) -> None:
    with pytest.raises(RecapError, match=re.escape(f"plan.json: {words}")):
        read_plan(f'{{"schema": 1, "items": [{{"task": "go", {change}}}]}}'.encode(), "plan.json")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('{"schema": 2, "items": []}', "a plan of version 2, but this recap reads version 1", id="version"),
        pytest.param('{"schema": 1,\n "items": [,]}', "not valid JSON at line 2, column 12", id="syntax"),
        pytest.param('{"schema": 1, "items": [5]}', "items[0] is not valid; write an object", id="item"),
        pytest.param('{"schema": 1, "items": {}}', "items is not valid; write a list", id="items"),
    ],
)
def test_plan_of_another_version_or_broken_json_is_refused(text: str, words: str) -> None:
    with pytest.raises(RecapError, match=re.escape(words)):
        read_plan(text.encode(), "plan.json")


def test_item_added_by_hand_needs_only_its_task() -> None:
    text = '{"schema": 1, "items": [{"task": "Go home"}, {"task": "go  home!"}], "later": {}}'
    read = read_plan(text.encode(), "plan.json")
    assert read is not None
    taken: set[str] = set()
    assert [item.id for item in read.items] == [stable_id("go home", taken), stable_id("go home", taken)]
    assert "line" not in render(replace(read, source="-"), "text").lower()


def test_other_year_is_written_out() -> None:
    made = recap(action("go", "Ana", due=HELD_ON + timedelta(days=400)))
    assert "due Thu 8 Apr 2027" in render(made, "text")
