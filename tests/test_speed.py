"""What keeps recap fast, in numbers that do not depend on the machine: modules imported, tokens parsed, calls made."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor import pipeline
from extractor.dates import finding, resolving
from extractor.dates import tokens as words_of_dates
from extractor.extraction.candidates import segments
from extractor.language.syntax import clauses
from extractor.model import ReadOptions

HEAVY = ("spacy", "thinc", "numpy", "dateparser", "jinja2", "markdown_it", "bs4", "holidays", "rich", "multiprocessing")


def imported(*arguments: str, notes: str = "") -> set[str]:
    """All modules that a command has imported at its end, as their dotted names."""
    code = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('MODULES', *sys.modules, file=sys.stderr))\n"
        "from extractor.cli import main; main()"
    )
    root = Path(extractor.__file__).parent.parent
    path = os.pathsep.join(filter(None, (os.environ.get("PYTHONPATH"), str(root))))
    done = subprocess.run(
        (sys.executable, "-c", code, *arguments),
        input=notes,
        capture_output=True,
        text=True,
        check=False,  # a refusal is one of the cases
        env={**os.environ, "PYTHONPATH": path},
    )
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("MODULES")]
    return set(line.split()[1:])


def ours(modules: set[str]) -> set[str]:
    """Those of the package."""
    return {name.removeprefix("extractor.") for name in modules if name.startswith("extractor.")}


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("batch", "--help"), ("items", "nowhere.md")], ids=str
)
def test_help_and_refusals_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments).isdisjoint(HEAVY)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)], ids=str)
def test_help_imports_nothing_that_does_the_work(arguments: tuple[str, ...]) -> None:
    assert ours(imported(*arguments)) == {"cli", "cli.app", "output", "output.formats"}


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param("# Weather\n\nThe weather was fine.\n\nThe sea was blue, and the coffee good.\n", id="prose"),
        pytest.param("Present: Ana Lima, Bob Ray\n\n## Agenda\n\n1. Weather\n2. Coffee\n", id="list"),
    ],
)
def test_notes_without_work_need_nothing_heavy(notes: str) -> None:
    for arguments in ((), ("items", "-f", "json")):
        assert imported(*arguments, notes=notes).isdisjoint(HEAVY)


# What a note without a sign of work does without: all that looks for work, and all that makes other documents.
LOOKING = {
    "dates.finding",
    "dates.grammar",
    "dates.resolving",
    "extraction.candidates",
    "extraction.context",
    "extraction.finder",
    "extraction.mentions",
    "extraction.owner_markers",
    "extraction.scoring",
    "language.syntax.clauses",
    "language.syntax.spacy_pipeline",
    "resolution.coreference",
    "resolution.items",
    "resolution.merging",
}
OTHERWISE = {
    "batch",
    "output.explanation",
    "output.ics",
    "output.items",
    "output.mail.draft",
    "output.plan_json",
    "readers.formats.captions",
    "readers.formats.docx",
    "resolution.explain",
}


def test_prose_without_work_needs_nothing_that_looks_for_it() -> None:
    modules = imported(notes="# Weather\n\nThe weather was fine.\n")
    assert ours(modules).isdisjoint(LOOKING | OTHERWISE)
    assert modules.isdisjoint({"email", "json", "html.parser", "importlib.resources", "tomllib", "csv"})


def test_a_note_with_work_needs_one_pipeline_and_no_more() -> None:
    modules = imported("--date", "2026-03-04", notes="Ana will send the deck by Friday, 6 March.\n")
    assert {"spacy", "jinja2"} <= modules
    assert modules.isdisjoint(
        {"spacy.cli", "typer", "rich", "dateparser", "holidays", "markdown_it", "bs4", "rapidfuzz"}
    )
    assert ours(modules).isdisjoint(OTHERWISE)


class Count:
    """How much was parsed: calls of the pipe, sentences and words in them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = self.sentences = self.words = 0
        whole = clauses.parse

        def counted(texts: Sequence[str], model: str) -> Iterator[Any]:
            self.calls += 1
            self.sentences += len(texts)
            self.words += sum(len(text.split()) for text in texts)
            return whole(texts, model)

        monkeypatch.setattr(segments, "parse", counted)


def notes_in(folder: str, request: pytest.FixtureRequest) -> list[Path]:
    """The notes of the samples, or of the corpus where it is."""
    at: Path = request.getfixturevalue(folder)
    return sorted(
        path for path in (at if folder == "samples" else at / "dev").iterdir() if path.suffix in (".md", ".txt")
    )


@pytest.mark.parametrize(
    ("folder", "share"),
    [pytest.param("samples", 0.40, id="samples"), pytest.param("corpus", 0.41, id="corpus")],
)
def test_words_parsed(
    folder: str, share: float, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only sentences that may hold work are parsed, in one call a note: a gate that opens wider shows here."""
    paths = notes_in(folder, request)
    count = Count(monkeypatch)
    words = 0
    for path in paths:
        pipeline.from_path(path, ReadOptions())
        words += len(path.read_text(encoding="utf-8", errors="replace").split())
    assert count.calls <= len(paths)
    assert 0 < count.words <= share * words


@pytest.mark.parametrize(
    ("folder", "share"),
    [pytest.param("samples", 0.75, id="samples"), pytest.param("corpus", 0.45, id="corpus")],
)
def test_words_cut_for_dates(
    folder: str, share: float, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only texts whose single words could make a date phrase are cut into tokens, though most are asked about twice."""
    cut = words_of_dates.tokenize
    words = [0]

    def counted(text: str) -> Any:
        words.append(len(text.split()))
        return cut(text)

    monkeypatch.setattr(finding, "tokenize", counted)
    monkeypatch.setattr(resolving, "tokenize", counted)
    finding.find_phrases.answers.cache_clear()
    whole = 0
    for path in notes_in(folder, request):
        pipeline.from_path(path, ReadOptions())
        whole += len(path.read_text(encoding="utf-8", errors="replace").split())
    assert 0 < sum(words) <= share * whole


def test_dates_are_looked_for_once_in_each_text() -> None:
    finding.find_phrases.answers.cache_clear()
    text = "# Due next Friday\n\n" + "".join(f"- Ana will send deck {number}\n" for number in range(50))
    pipeline.from_bytes(text.encode(), "x.md", ReadOptions())
    found = finding.find_phrases.answers.cache_info()
    assert 0 < found.misses <= 52  # the lines, their title, and its words in another place
    assert found.maxsize is not None


def test_many_notes_fill_no_vocabulary(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes in the words of the first notes until it is full; from then on it stays as it is."""
    nlp = clauses.spacy_pipeline_for(ReadOptions().model)
    monkeypatch.setattr(clauses, "VOCABULARY", len(nlp.vocab))
    pipeline.from_bytes(b"Ana will send deck qzxfirstvv to Bob by Friday.", "x.md", ReadOptions())
    assert "qzxfirstvv" in nlp.vocab
    for number in range(3):
        pipeline.from_bytes(f"Ana will send deck qzx{number}vv to Bob{number}q.".encode(), "x.md", ReadOptions())
        assert f"qzx{number}vv" not in nlp.vocab
        assert f"qzx{number}vv" not in nlp.vocab.strings


@pytest.mark.parametrize(("many", "loaded"), [(False, []), (True, ["holidays", "rapidfuzz.distance"])])
def test_what_only_some_notes_need_is_loaded_before_many_are_shared_out(many: bool, loaded: list[str]) -> None:
    code = (
        "import sys; from extractor import pipeline; from extractor.model import ReadOptions\n"
        f"pipeline.warm_up(ReadOptions(), many={many})\n"
        "print(*[name for name in ('holidays', 'rapidfuzz.distance') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == loaded


def test_modules_named_here_exist() -> None:
    """A module that is renamed must not empty what these tests look for."""
    assert all(importlib.util.find_spec(f"extractor.{name}") for name in LOOKING | OTHERWISE)
