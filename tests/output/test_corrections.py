"""Corrections beside the notes: what they never do, the way there and back, and what no longer fits."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import FULL, action, recap

from extractor.model import Recap, RecapError, Remark
from extractor.output.corrections import Corrections, apply, as_toml, difference, of_other_meetings, read_text

PLAN = recap(
    action("send the deck", "Ana", due=date(2026, 3, 6), due_text="by Friday", line=4),
    action("fix that", "Bob", line=5),
    action("book a room", line=6),
    decisions=(Remark("ship in April", 8, 8), Remark("no importer", 8, 8)),
    questions=(Remark("who pays?", 9, 9),),
)
PLAN = replace(PLAN, maybes=(action("look at the logs", "Cy", line=7),))


def stored(before: Recap, after: Recap) -> Corrections:
    return read_text(as_toml(difference(before, after), "x.md").encode(), "x.md.recap.toml")


def edited(**changes: object) -> Recap:
    """Return the plan with its second item changed."""
    first, second, third = PLAN.items
    return replace(PLAN, items=(first, replace(second, **changes), third))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("item = 3", "item must be written [[item]]", id="no table"),
        pytest.param('[[item]]\nline = "4"\ndrop = true', "item 1: line must be a number", id="line"),
        pytest.param(
            '[[item]]\nid = "a"\ndrop = true\n[[item]]\nid = "b"\ndrop = 1',
            "item 2: drop must be true or false",
            id="second",
        ),
        pytest.param('[[item]]\nline = 4\nowners = "Ana"', "item 1: owners must be a list of names", id="owners"),
        pytest.param('[[item]]\nline = 4\ndue = "Friday"', "item 1: 'Friday' is not a day", id="day"),
        pytest.param("[[new]]\n", "new 1 has no task", id="no task"),
        pytest.param('[[item]]\nowner = ["A"]', 'item 1: there is no key "owner"; did you mean owners?', id="misspelt"),
        pytest.param("[[item]]\ndate = 1", "did you mean due?", id="another word"),
        pytest.param("[[new]]\nline = 1", "write task, owners, due, due_text or done", id="key of another kind"),
        pytest.param("[[items]]\nline = 1", 'there is no key "items"; did you mean item?', id="misspelt kind"),
        pytest.param('country = "GB"', "write item, decision, question or new", id="setting"),
        pytest.param("[[item]]\nline = 4\ntask = 'x'", "item 1 changes nothing; add drop, ", id="nothing changed"),
        pytest.param("[[decision]]\nline = 4", "decision 1 changes nothing; add drop or text", id="nothing decided"),
        pytest.param("[[decision]]\nline = 4\ntext = ' '", "write drop = true", id="no words"),
        pytest.param("[[item]]\nline = 4\nnew_task = ''", "write drop = true", id="no new words"),
        pytest.param("[[item]]\nline = 4\ndue_text = 'soon'", "due_text stands beside due", id="words without a day"),
        pytest.param("[[item]]\nline = 4\ndrop = true\ndone = true", "drop and done; keep one", id="two"),
        pytest.param("[[item]]\ndrop = true", "does not say what it corrects", id="of nothing"),
        pytest.param("[[item]", "have a mistake", id="broken"),
        pytest.param("a = " + "[" * 9000, "have a mistake", id="deep"),
    ],
)
def test_mistake_is_named_with_its_place(text: str, words: str) -> None:
    with pytest.raises(RecapError, match=r"x\.md\.recap\.toml") as error:
        read_text(text.encode(), "x.md.recap.toml")
    assert words in str(error.value)


def test_no_corrections_change_nothing() -> None:
    assert not stored(PLAN, PLAN)
    assert apply(PLAN, Corrections()) == PLAN


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(PLAN, items=PLAN.items[1:]), id="dropped"),
        pytest.param(edited(task="fix the crash"), id="task"),
        pytest.param(edited(owners=("Ana", "Zoë “Z” O'Neil")), id="owners"),
        pytest.param(edited(owners=()), id="nobody"),
        pytest.param(edited(due=date(2026, 4, 1), due_text="by 1 April"), id="day"),
        pytest.param(edited(due=None, due_text="after the release"), id="words only"),
        pytest.param(edited(done=True), id="done"),
        pytest.param(
            replace(PLAN, items=(*PLAN.items, PLAN.maybes[0]), maybes=()),
            id="maybe taken",
        ),
        pytest.param(replace(PLAN, decisions=(Remark("ship in May", 8, 8), PLAN.decisions[1])), id="decision"),
        pytest.param(replace(PLAN, questions=()), id="question dropped"),
        pytest.param(replace(PLAN, decisions=PLAN.decisions[1:]), id="first decision of a line"),
        pytest.param(
            replace(PLAN, decisions=(PLAN.decisions[0], Remark("no ads", 8, 8))), id="second decision of a line"
        ),
    ],
)
def test_correction_is_applied_as_it_was_made(after: Recap) -> None:
    assert stored(PLAN, after)
    assert apply(PLAN, stored(PLAN, after)) == after
    assert apply(PLAN, stored(PLAN, apply(PLAN, stored(PLAN, after)))) == after


def test_new_action_is_kept() -> None:
    new = replace(action("call the plumber", "Dee", due=date(2026, 3, 9)), id="new1", line=0, end_line=0)
    found = apply(PLAN, stored(PLAN, replace(PLAN, items=(*PLAN.items, new)))).items[-1]
    assert (found.task, found.owners, found.due, found.line) == ("call the plumber", ("Dee",), date(2026, 3, 9), 0)


def test_correction_finds_its_item_by_line_and_words_where_the_id_changed() -> None:
    corrections = stored(PLAN, edited(owners=("Ana",)))
    reread = replace(PLAN, items=tuple(replace(item, id=f"{item.id}x") for item in PLAN.items))
    assert apply(reread, corrections).items[1].owners == ("Ana",)


def test_correction_that_no_longer_fits_is_a_doubt_and_changes_nothing() -> None:
    corrections = stored(PLAN, edited(owners=("Ana",)))
    other = recap(action("water the plants", "Bob", line=5))
    found = apply(replace(other, items=(replace(other.items[0], id="z"),)), corrections)
    assert found.items[0].owners == ("Bob",)
    assert [doubt.line for doubt in found.doubts] == [5]
    assert "fix that" in found.doubts[0].message


def test_correction_of_a_maybe_that_is_not_taken_is_a_doubt() -> None:
    maybe = PLAN.maybes[0]
    found = apply(PLAN, read_text(f"[[item]]\nid = '{maybe.id}'\nowners = ['Bob']\n".encode(), "x"))
    assert (found.items, found.maybes) == (PLAN.items, PLAN.maybes)
    assert "take = true takes it" in found.doubts[0].message
    assert apply(PLAN, read_text(f"[[item]]\nid = '{maybe.id}'\ndrop = true\n".encode(), "x")).maybes == ()


def test_time_of_a_day_is_passed_over() -> None:
    found = apply(PLAN, read_text(b"[[item]]\nline = 5\ntask = 'fix that'\ndue = 2026-03-09T10:00:00\n", "x"))
    assert found.items[1].due == date(2026, 3, 9)


def test_correction_of_a_decision_that_is_gone_is_a_doubt() -> None:
    corrections = stored(PLAN, replace(PLAN, decisions=PLAN.decisions[1:]))
    found = apply(replace(PLAN, decisions=PLAN.decisions[1:]), corrections)
    assert found.decisions == PLAN.decisions[1:]
    assert [doubt.message for doubt in found.doubts] == [
        "the correction of “ship in April” does not fit the notes any more"
    ]


def test_decision_is_found_by_its_line_where_the_file_gives_no_words() -> None:
    corrections = read_text(b"[[question]]\nline = 9\ntext = 'who signs?'\n", "x")
    assert apply(PLAN, corrections).questions == (Remark("who signs?", 9, 9),)


def test_correction_of_another_meeting_is_kept_without_a_doubt() -> None:
    running = replace(PLAN, meetings=(date(2026, 3, 4), date(2026, 3, 11)))
    newest = replace(
        running, items=(action("water the plants", "Bob", line=40),), maybes=(), decisions=(), questions=()
    )
    after = replace(running, items=running.items[1:], questions=())
    corrections = stored(running, after)
    assert apply(newest, corrections) == newest
    assert of_other_meetings(newest, corrections) == corrections
    assert not of_other_meetings(running, corrections)
    assert not of_other_meetings(replace(newest, meetings=()), corrections)


def test_owner_that_was_internal_is_not_after_it_was_corrected() -> None:
    private = replace(PLAN, items=(replace(PLAN.items[0], private_parts=("owners", "due")), *PLAN.items[1:]))
    after = replace(private, items=(replace(private.items[0], owners=("Bob",)), *private.items[1:]))
    assert apply(private, stored(private, after)).items[0].private_parts == ("due",)


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_words_are_valid_toml(task: str, owners: list[str]) -> None:
    after = edited(task=task or "x", owners=tuple(owners))
    text = as_toml(difference(PLAN, after), "x\n[[new]].md")
    assert "new" not in tomllib.loads(text)
    read_text(text.encode(), "x")


def test_full_plan_goes_there_and_back() -> None:
    after = replace(FULL, items=tuple(replace(item, owners=("Eve",)) for item in FULL.items))
    found = apply(FULL, stored(FULL, after))
    assert sorted(found.items, key=lambda item: item.id) == sorted(after.items, key=lambda item: item.id)
    assert [item.line for item in found.items] == sorted(item.line for item in after.items)
