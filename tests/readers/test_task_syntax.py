"""Task syntaxes of note programs as check boxes with plain words; what must stay as it is comes first."""

from __future__ import annotations

import pytest

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
        pytest.param("** TODO Order oars :@ben:", "- [ ] @ben: Order oars", id="Org"),
        pytest.param("- {{[[TODO]]}} Call Bob", "- [ ] Call Bob", id="Roam"),
        pytest.param("- [ ] call @due(2026-03-10)", "- [ ] call (due 2026-03-10)", id="TaskPaper"),
        pytest.param("- [ ] ==5== Email **AL** `2026-03-10`", "- [ ] Email (AL) (due 2026-03-10)", id="HackMD"),
        pytest.param(
            "- [ ]  @Ben Carter order @March 13, 2026", "- [ ] Ben Carter: order by March 13, 2026", id="Notion"
        ),
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
    assert rewrite_tasks(lines) == ["- [ ] Ana: Get quotes (due 2026-03-20)", "", "", "", "", "Text"]


def test_todo_txt_is_read_as_a_whole() -> None:
    lines = ["(A) 2026-03-03 Send the rota @ana +club due:2026-03-10", "x 2026-03-02 2026-02-20 Pay @ben"]
    assert rewrite_tasks(lines) == ["- [ ] @ana: Send the rota (due 2026-03-10)", "- [x] @ben: Pay"]


def test_long_lines_of_signs_take_linear_time() -> None:
    for piece in ("📅 2026-03-20 ", "[due:: 2026-", "[[", "@due(", "TODO "):
        rewrite_tasks(["- [ ] " + piece * 20_000])


def test_owner_of_a_property_is_written_as_it_stands() -> None:
    lines = ["* TODO Get quotes", "  :PROPERTIES:", "  :OWNER: Ana (PI) & Ben", "  :END:"]
    assert rewrite_tasks(lines)[0] == "- [ ] Ana (PI) & Ben: Get quotes"


@pytest.mark.parametrize("sign", ["💡", "📌", "🔔", "➡️", "⚠️"])
def test_sign_before_a_line_is_its_bullet(sign: str) -> None:
    assert rewrite_tasks([f"{sign} Remember the minutes"]) == ["- Remember the minutes"]
