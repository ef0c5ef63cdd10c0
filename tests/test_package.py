"""The Python package: what is refused first, then its names, its examples, and that it takes what the commands take."""

from __future__ import annotations

import doctest
import inspect
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from places import ROOT
from plans import FULL, HELD_ON, action, recap

import extractor
from extractor import Person, RecapError, extract, extract_many, render
from extractor.output.plan_json import write_plan

NOTES = "# Sync\n\n## Action items\n\n- Ana Lopez to book the room by 3/4/2026\n- Bob Stone to call Eve by Friday\n"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        pytest.param(lambda: extract(NOTES, date_order="ymd"), "ymd is not a date order", id="date order"),
        pytest.param(lambda: extract(NOTES, country="XX"), "no public holidays are known for XX", id="country"),
        pytest.param(lambda: extract(NOTES, model="no_such"), "pipeline no_such is not installed", id="pipeline"),
        pytest.param(lambda: extract(NOTES, input_format="zzz"), "zzz is not an input format", id="input format"),
        pytest.param(lambda: extract(Path("nowhere.md")), "nowhere.md does not exist", id="file"),
        pytest.param(lambda: extract_many([], country="XX"), "no public holidays are known for XX", id="many"),
        pytest.param(lambda: render(FULL, "pdf"), "recap cannot write", id="format"),
        pytest.param(lambda: render(FULL, audience="all"), "'all' is not an audience", id="audience"),
        pytest.param(lambda: render(FULL, people="nowhere.csv"), "nowhere.csv cannot be read", id="people"),
        pytest.param(lambda: render(FULL, templates="nowhere"), "nowhere holds no recap.txt.j2", id="templates"),
        pytest.param(lambda: render(FULL, sender="<x>"), "is no", id="sender"),
    ],
)
def test_impossible_arguments_are_refused_by_name(call: Callable[[], object], words: str) -> None:
    with pytest.raises(RecapError, match=words):
        call()


def test_a_date_that_is_not_one_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        extract(NOTES, date="tomorrow")


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = extractor.nonsense  # type: ignore[attr-defined]


def test_dir_shows_only_the_public_names() -> None:
    assert dir(extractor) == sorted([*extractor.__all__, "__version__"])
    assert all(getattr(extractor, name) is not None for name in dir(extractor))


def test_star_import_gives_the_public_names() -> None:
    names: dict[str, object] = {}
    exec("from extractor import *", names)
    assert set(extractor.__all__) <= names.keys()


@pytest.mark.parametrize("name", ["extract", "extract_many", "render", "resolve_deadline"])
def test_every_argument_has_a_type_and_a_line_in_the_docstring(name: str) -> None:
    function = getattr(extractor, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    for argument in signature.parameters.values():
        assert argument.annotation is not inspect.Parameter.empty
        assert f"        {argument.name}: " in function.__doc__


def test_examples_in_docstrings_run() -> None:
    result = doctest.testmod(extractor)
    assert result.attempted >= 8
    assert result.failed == 0


def test_import_is_light_and_dir_imports_nothing() -> None:
    code = (
        "import extractor, sys; dir(extractor); print(*[name for name in sys.modules if name.startswith('extractor.')])"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env)
    assert done.stdout.split() == []


@pytest.mark.parametrize(
    ("options", "due"),
    [
        pytest.param({}, date(2026, 3, 4), id="month first"),
        pytest.param({"date_order": "dmy"}, date(2026, 4, 3), id="day first"),
    ],
)
def test_extract_takes_the_date_order(options: dict[str, Any], due: date) -> None:
    assert extract(NOTES, date="2026-03-02", **options).items[0].due == due


def test_extract_takes_the_country() -> None:
    notes = "- ACTION: Ana to send the deck within 2 business days"
    due = {country: extract(notes, date=date(2026, 7, 1), country=country).items[0].due for country in ("US", "de")}
    assert due == {"US": date(2026, 7, 6), "de": date(2026, 7, 3)}  # Friday, 3 July 2026 is a holiday in the US


def test_extract_takes_the_input_format() -> None:
    assert extract("Ana: I will send the deck.", input_format="transcript").items[0].owners == ("Ana",)


@pytest.mark.parametrize("as_path", [True, False], ids=["file", "text"])
def test_extract_reads_a_saved_plan(tmp_path: Path, as_path: bool) -> None:
    path = tmp_path / "plan.json"
    path.write_text(write_plan(FULL), encoding="utf-8")
    assert extract(path if as_path else path.read_text(encoding="utf-8")) == FULL


def test_extract_many_takes_the_options_of_extract(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(NOTES, encoding="utf-8")
    (result,) = extract_many([str(path)], jobs=1, date="2026-03-02", date_order="dmy", country="DE")
    assert isinstance(result, extractor.Extracted)
    assert result.recap is not None
    assert [item.due for item in result.recap.items] == [date(2026, 4, 3), date(2026, 3, 6)]


def test_render_takes_what_the_command_takes(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("name,email\nAna Lopez,ana@work.example\n", encoding="utf-8")
    (tmp_path / "recap.txt.j2").write_text("Own: {{ mail.note }}\n", encoding="utf-8")
    assert render(FULL, note="Thank you.", templates=tmp_path).endswith("\n\nOwn: Thank you.\n")
    draft = render(
        FULL,
        "eml",
        sender="Bob Stone <bob@work.example>",
        reader="Ana Lopez",
        people=tmp_path / "people.csv",
        attach_ics=True,
        now=datetime(2026, 3, 4, 12, tzinfo=UTC),
    )
    for line in ("From: Bob Stone <bob@work.example>", "To: Ana Lopez <ana@work.example>", "Date: Wed, 04 Mar 2026 12"):
        assert line in draft
    assert "text/calendar" in draft


def test_render_takes_people_as_values() -> None:
    eve = Person("Eve Adams", email="eve@work.example")
    assert "To: Eve Adams <eve@work.example>" in render(recap(action("go", "Eve Adams")), "eml", people=[eve])
    assert "From: Eve Adams <eve@work.example>" in render(FULL, "eml", sender=eve)


def test_a_client_is_shown_nothing_internal() -> None:
    assert "update the roadmap" in render(FULL).lower()
    assert "update the roadmap" not in render(FULL, audience="client").lower()


def test_to_dict_is_the_plan_as_json() -> None:
    assert FULL.to_dict() == json.loads(write_plan(FULL))
    assert FULL.to_dict()["meeting"]["date"] == HELD_ON.isoformat()
