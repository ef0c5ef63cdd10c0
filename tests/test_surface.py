"""What users may rely on is what tests/surface.txt says, and the documents that are written have no other keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from plans import FULL
from surface import DOCUMENTS, FILE, json_keys, surface

from extractor.cli.app import app
from extractor.output.plan_json import write_plan


def test_surface_is_the_one_that_is_promised() -> None:
    """If it is meant to change: `make surface`, and read the difference (docs/reference/stability.md)."""
    promised, found = FILE.read_text(encoding="utf-8").splitlines(), surface().splitlines()
    assert {"gone": [line for line in promised if line not in found]} == {"gone": []}
    assert {"new": [line for line in found if line not in promised]} == {"new": []}
    assert found == promised


def promised_keys(document: str) -> set[str]:
    start = f"json {document}: "
    return {
        line.removeprefix(start) for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith(start)
    }


def keys_of(value: Any, path: str = "") -> Iterator[str]:
    """Yield the paths of all keys of a document."""
    if isinstance(value, list):
        for entry in value:
            yield from keys_of(entry, f"{path}[]")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield f"{path}.{key}".removeprefix(".")
            yield from keys_of(inner, f"{path}.{key}".removeprefix("."))


def test_plan_has_all_keys_that_are_promised_and_no_other() -> None:
    assert set(keys_of(json.loads(write_plan(FULL)))) == promised_keys("plan") - {"meeting.language"}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep two meetings in a ledger in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name, day in (("a", "2026-03-03"), ("b", "2026-03-10")):
        (tmp_path / "notes").mkdir(exist_ok=True)
        notes = tmp_path / "notes" / f"{name}.md"
        text = f"# Weekly, {day}\n\nPresent: Ana Lopez\n\n- [ ] Ana to book the room by 2026-03-13\n"
        notes.write_text(text, encoding="utf-8")
        assert CliRunner().invoke(app, ["keep", str(notes), "--ledger", "l.db", "-q"]).exit_code in (0, 3)
    return tmp_path


@pytest.mark.parametrize(
    ("document", "arguments"),
    [
        ("waiting", ("waiting", "--all", "-f", "json", "--ledger", "l.db")),
        ("stats", ("stats", "-f", "json", "--ledger", "l.db")),
    ],
)
def test_documents_of_the_ledger_have_only_keys_that_are_promised(
    kept: Path, document: str, arguments: tuple[str, ...]
) -> None:
    result = CliRunner().invoke(app, arguments)
    found = set(keys_of(json.loads(result.stdout)))
    assert found <= promised_keys(document)
    assert len(found) > 10


def test_plan_across_notes_has_only_keys_that_are_promised(kept: Path) -> None:
    assert CliRunner().invoke(app, ["batch", "notes", "-o", "out", "--ledger", "l.db", "-j1"]).exit_code == 0
    found = set(keys_of(json.loads(Path("out/plan.json").read_text(encoding="utf-8"))))
    item = {key.removeprefix("items[].") for key in found if key.startswith("items[].")}
    promised = {key.removeprefix("items[].") for key in promised_keys("plan") if key.startswith("items[].")}
    across = promised_keys("plan across notes")
    assert item <= promised | across | promised_keys("plan across notes, item of a ledger")
    others = {key for key in found if not key.startswith(("items[].", "notes[].outputs."))}
    assert others <= across | promised_keys("plan") | {"items"}


def test_keys_are_those_of_the_source(tmp_path: Path) -> None:
    source = tmp_path / "module.py"
    source.write_text(
        "def whole(x):\n"
        "    return {'a': 1, 'b': [one(y) for y in x], **({'c': {'d': f\"{ {'no': 1} }\"}} if x else {})}\n"
        "def one(y):\n"
        "    return {'e': y} | {'f': y}\n"
        "def other(z):\n"
        "    return {'g': z}\n",
        encoding="utf-8",
    )
    assert json_keys(source, ("whole",)) == {"a", "b", "b[].e", "b[].f", "c", "c.d"}
    with pytest.raises(KeyError):
        json_keys(source, ("missing",))


def test_every_document_has_a_version() -> None:
    keys = {name: promised_keys(name) for name in DOCUMENTS if "ledger" not in name}
    assert all(found & {"schema", "ledger", "stats"} for found in keys.values())
