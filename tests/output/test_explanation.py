"""`recap explain`: no item is missing or repeated, and every verdict has its reasons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner
from places import SAMPLES

from extractor.cli.app import app
from extractor.extraction.scoring import classifier
from extractor.model import ReadOptions
from extractor.output.explanation import explained
from extractor.pipeline import make_recap
from extractor.readers import read_path, read_text
from extractor.resolution.explain import Explanation, Verdict, explain

NOTES = """\
    # Weekly sync, 4 March 2026

    Attendees: Sarah Miller, Bob Stone

    The sun was out. Lunch was fine.
    Bob might look at the logs some day.

    ## Action items

    - [ ] Sarah to send the deck to the board by Friday
    - [x] Bob to renew the domain
    """
SAMPLE_NOTES = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".md", ".txt"})


@pytest.fixture(scope="module")
def explanation() -> Explanation:
    return explain(read_text(dedent(NOTES), "-", ReadOptions()), ReadOptions())


def test_line_without_work_is_not_explained(explanation: Explanation) -> None:
    assert not {5} & {verdict.mention.line for verdict in explanation.verdicts}


def test_verdict_names_line_and_reasons_in_words(explanation: Explanation) -> None:
    became = {verdict.mention.line: verdict.became for verdict in explanation.verdicts}
    assert became[10] == "action"
    assert became[11] == "done"
    text = explained(explanation)
    assert "line 10: an action, " in text
    assert "line 11: an action that is done, " in text
    assert "for it: " in text
    assert "found by " not in text
    assert "found by box; " in explained(explanation, features=True)
    assert "-> send the deck to the board (Sarah Miller, 2026-03-06)" in text


def test_line_left_out_says_what_speaks_against_it(explanation: Explanation) -> None:
    verdict = explanation.verdicts[0]
    mention = replace(verdict.mention, line=5, end_line=5, why=(("cue: none", -0.8), ("owner: nobody", -0.6)))
    text = explained(replace(explanation, verdicts=(Verdict(mention, "left out"),)))
    words = " ".join(text.split())
    assert "line 5: left out: nothing says that it was agreed or asked for and nobody is named" in words


@pytest.mark.parametrize("columns", [39, 79])
def test_explanation_fits_the_terminal(explanation: Explanation, columns: int) -> None:
    lines = explained(explanation, features=True, columns=columns).splitlines()
    assert max(map(len, lines)) <= columns


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLE_NOTES, ids=lambda path: path.stem)
def test_explanation_has_every_item_and_maybe_once(path: Path) -> None:
    notes = read_path(path, ReadOptions())
    explanation = explain(notes, ReadOptions())
    recap = make_recap(notes, ReadOptions())
    assert explanation.recap == recap
    items = [verdict.item for verdict in explanation.verdicts if verdict.became in {"action", "done"} and verdict.item]
    assert sorted(item.id for item in items) == sorted(item.id for item in recap.items)
    planned = [verdict for verdict in explanation.verdicts if verdict.mention.confidence >= explanation.threshold]
    assert all(verdict.became in {"action", "done", "said again"} for verdict in planned)
    assert all(verdict.mention.why for verdict in planned)
    maybes = [verdict.item.id for verdict in explanation.verdicts if verdict.became == "maybe" and verdict.item]
    assert sorted(maybes) == sorted(item.id for item in recap.maybes)
    assert all(classifier.MENTION_THRESHOLD <= item.confidence < explanation.threshold for item in recap.maybes)


@pytest.mark.slow
@pytest.mark.parametrize("path", SAMPLE_NOTES, ids=lambda path: path.stem)
def test_maybe_is_neither_done_nor_in_the_plan(path: Path) -> None:
    recap = make_recap(read_path(path, ReadOptions()), ReadOptions())
    planned = {(place, item.task) for item in recap.items for place in ((item.line, item.end_line), *item.also)}
    assert not [item for item in recap.maybes if item.done or ((item.line, item.end_line), item.task) in planned]


def test_explain_command_writes_printable_text(tmp_path: Path) -> None:
    notes = tmp_path / "weekly.md"
    notes.write_text(dedent(NOTES).replace("deck", "deck\x1b[31m"), encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(notes)])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Taken (")
    assert "\x1b" not in result.stdout


def test_notes_without_work_are_explained_in_a_sentence(tmp_path: Path) -> None:
    notes = tmp_path / "lunch.md"
    notes.write_text("# Lunch\n\nThe soup was warm.\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(notes)])
    assert (result.exit_code, result.stdout) == (0, "No line of these notes looks like an action.\n")


def test_saved_plan_cannot_be_explained(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text('{"schema": 1, "meeting": {}, "items": []}', encoding="utf-8")
    result = CliRunner().invoke(app, ["explain", str(plan)])
    assert result.exit_code == 1
    assert "plan.json is a plan" in result.stderr


def test_items_maybe_lists_maybes_and_email_does_not(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    maybe = '{"task": "look at the logs", "line": 6, "confidence": 0.3}'
    text = f'{{"schema": 1, "meeting": {{}}, "items": [{{"task": "send the deck"}}], "maybes": [{maybe}]}}'
    plan.write_text(text, encoding="utf-8")
    run = CliRunner()
    assert "look at the logs" not in run.invoke(app, ["items", str(plan)]).stdout.lower()
    assert "look at the logs" not in run.invoke(app, ["email", str(plan)]).stdout.lower()
    shown = run.invoke(app, ["items", "--maybe", str(plan)]).stdout
    assert "Look at the logs" in shown
    assert "Send the deck" not in shown
