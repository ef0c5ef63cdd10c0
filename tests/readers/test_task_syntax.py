"""Task syntaxes of note programs as check boxes with plain words; what must stay as it is comes first."""

from __future__ import annotations

import pytest

from extractor import readers
from extractor.model import Kind
from extractor.readers.task_syntax import rewrite_tasks


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] Ana: order it by Friday",
        "- [x] done",
        "# TODO list",
        "The TODO of last week",
        "See https://example.org/a::b",
        "We agreed to buy 5 == five",
        "Ana will mail ben@example.org",
        "| a | b |",
    ],
)
def test_plain_notes_stay_as_they_are(line: str) -> None:
    assert rewrite_tasks([line, "Ben will order it."]) == [line, "Ben will order it."]


@pytest.mark.parametrize(
    ("line", "rewritten"),
    [
        pytest.param(
            "- [ ] Order #task ➕ 2026-03-03 📅 2026-03-20", "- [ ] Order (due 2026-03-20)", id="Obsidian due"
        ),
        pytest.param("- [ ] Book ⏳ 2026-03-10", "- [ ] Book (due 2026-03-10)", id="Obsidian scheduled"),
        pytest.param("- [ ] Send ✅ 2026-02-09", "- [x] Send", id="Obsidian done"),
        pytest.param("- [-] Buy ❌ 2026-03-03", "", id="Obsidian cancelled"),
        pytest.param("- [ ] Read 🔁 every month 📅 2026-04-01", "- [ ] Read (due 2026-04-01)", id="Obsidian recurring"),
        pytest.param(
            "- [ ] Renew [owner:: [[Ana Lopez]]] [due:: 2026-04-30]",
            "- [ ] Ana Lopez: Renew (due 2026-04-30)",
            id="Dataview",
        ),
        pytest.param("- TODO [#A] [[Ana]] book", "- [ ] Ana book", id="Logseq"),
        pytest.param("- DONE Pay", "- [x] Pay", id="Logseq done"),
        pytest.param("- CANCELED Hire", "", id="Logseq cancelled"),
        pytest.param("** TODO Order oars :@ben:", "## - [ ] @ben: Order oars", id="Org"),
        pytest.param("- {{[[TODO]]}} Call Bob", "- [ ] Call Bob", id="Roam"),
        pytest.param("- [ ] call @due(2026-03-10)", "- [ ] call (due 2026-03-10)", id="TaskPaper"),
        pytest.param("- [ ] ==5== Email **AL** `2026-03-10`", "- [ ] Email (AL) (due 2026-03-10)", id="HackMD"),
        pytest.param(
            "- [ ]  @Ben Carter order @March 13, 2026", "- [ ] Ben Carter: order by March 13, 2026", id="Notion"
        ),
        pytest.param(
            "- [ ] Rename it @Omar Dean @May 4", "- [ ] Omar Dean: Rename it by May 4", id="Notion, who stands last"
        ),
        pytest.param("- [ ] rotate [name=Mei] `2026-05-26`", "- [ ] Mei: rotate (due 2026-05-26)", id="HackMD name"),
        pytest.param("- [ ] run it (@ana, @ben)", "- [ ] @ana, @ben: run it", id="several handles"),
        pytest.param("- Send @nils @done(2026-03-01)", "- [x] @nils: Send", id="TaskPaper done"),
        pytest.param(
            "- Print @flag @nils @due(2026-03-10) @priority(1)", "- [ ] @nils: Print (due 2026-03-10)", id="tags"
        ),
        pytest.param("- @jo Print @done", "- [x] @jo: Print", id="TaskPaper owner first"),
        pytest.param(
            "- Print @due(2026-03-10) @assigned(Jo)", "- [ ] Jo: Print (due 2026-03-10)", id="TaskPaper value"
        ),
        pytest.param("- [ ] @ewa@ex.test to book it", "- [ ] @ewa to book it", id="address"),
        pytest.param("👉 Ben to order", "- Ben to order", id="emoji bullet"),
        pytest.param("☑ Ben: return keys", "- [x] Ben: return keys", id="emoji box"),
    ],
)
def test_each_syntax_becomes_a_check_box(line: str, rewritten: str) -> None:
    assert rewrite_tasks([line]) == [rewritten]


def test_days_and_owners_below_a_task_move_to_it() -> None:
    lines = [
        "** TODO Get quotes",
        "   DEADLINE: <2026-03-20 Fri -3d>",
        "   :PROPERTIES:",
        "   :OWNER: Ana",
        "   :END:",
        "Text",
    ]
    assert rewrite_tasks(lines) == ["## - [ ] Ana: Get quotes (due 2026-03-20)", "", "", "", "", "Text"]


def test_todo_txt_is_read_as_a_whole() -> None:
    lines = ["(A) 2026-03-03 Send the rota @ana +club due:2026-03-10", "x 2026-03-02 2026-02-20 Pay @ben"]
    assert rewrite_tasks(lines) == ["- [ ] @ana: Send the rota (due 2026-03-10)", "- [x] @ben: Pay"]


@pytest.mark.slow
def test_long_lines_of_signs_take_linear_time() -> None:
    for piece in ("📅 2026-03-20 ", "[due:: 2026-", "[[", "@due(", "TODO "):
        rewrite_tasks(["- [ ] " + piece * 20_000])


def test_owner_of_a_property_is_written_as_it_stands() -> None:
    lines = ["* TODO Get quotes", "  :PROPERTIES:", "  :OWNER: Ana (PI) & Ben", "  :END:"]
    assert rewrite_tasks(lines)[0] == "# - [ ] Ana (PI) & Ben: Get quotes"


@pytest.mark.parametrize("sign", ["💡", "📌", "🔔", "➡️", "⚠️"])
def test_sign_before_a_line_is_its_bullet(sign: str) -> None:
    assert rewrite_tasks([f"{sign} Remember the minutes"]) == ["- Remember the minutes"]


def test_all_entries_of_a_taskpaper_file_are_tasks_and_contexts_name_nobody() -> None:
    lines = ["Trip:", "\t- Book the coach @jo @done(2026-05-28)", "\t- Ring the bank @phone", "\t- Check the list"]
    assert rewrite_tasks(lines) == [
        "Trip:",
        "\t- [x] @jo: Book the coach",
        "\t- [ ] Ring the bank",
        "\t- [ ] Check the list",
    ]


def test_capital_behind_a_mention_may_begin_the_task() -> None:
    lines = ["- [ ] @Lia Marsh Export the leads", "- [ ] @Lia Marsh Draft the mail", "- [ ] @Ana Order the paint"]
    assert rewrite_tasks(lines) == [
        "- [ ] Lia Marsh: Export the leads",
        "- [ ] Lia Marsh: Draft the mail",
        "- [ ] Ana: Order the paint",
    ]


def test_tag_of_org_names_a_person_of_the_notes_alone() -> None:
    lines = ["#+TITLE: Lab", "* Attendees", "- Rui Costa", "** TODO Calibrate :rui:", "** TODO Clean :lab:"]
    assert rewrite_tasks(lines)[3:] == ["## - [ ] Rui: Calibrate", "## - [ ] Clean"]


def test_headline_of_org_ends_the_section_above_it() -> None:
    text = "#+title: Board\n* Present\n  Asha Menon, Piet Vos\n* TODO Draft the paper :@asha:\n* TODO Renew the lease\n"
    assert [block.section for block in readers.read_text(text).blocks if block.kind is Kind.BOX] == [()] * 2


def test_properties_below_a_box_are_those_of_the_task() -> None:
    lines = ["- [ ] book it", "  owner:: [[Noor]]", "  due:: 2026-08-24", "- [ ] paint it", "  status:: done"]
    assert rewrite_tasks(lines) == ["- [ ] Noor: book it (due 2026-08-24)", "", "", "- [x] paint it", ""]


def test_dash_in_a_box_is_cancelled_where_obsidian_wrote_it() -> None:
    assert rewrite_tasks(["- [-] repair it", "- [ ] buy it 📅 2026-07-20"])[0] == ""
    assert rewrite_tasks(["- [-] repair it"]) != [""]
