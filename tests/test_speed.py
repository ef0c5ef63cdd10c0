"""What keeps recap fast, in numbers that do not depend on the machine: imported modules, parsed words, calls."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor import pipeline
from extractor.dates import finding, resolving, tokens
from extractor.extraction import annotation
from extractor.language.syntax import clauses, phrases
from extractor.model import ReadOptions

HEAVY = (
    *("spacy", "thinc", "numpy", "dateparser", "jinja2", "markdown_it", "holidays", "rich", "multiprocessing"),
    *("pathspec", "filelock", "docx", "odf", "pypdf", "python_calamine", "striprtf"),
)


def imported(*arguments: str, notes: str = "") -> set[str]:
    """Run a command, and return all modules that it has imported at its end, by their dotted names."""
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
        check=False,  # some commands are refused
        env={**os.environ, "PYTHONPATH": path},
    )
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("MODULES")]
    return set(line.split()[1:])


def ours(modules: set[str]) -> set[str]:
    """Return those of them that are in the package, without its name."""
    return {name.removeprefix("extractor.") for name in modules if name.startswith("extractor.")}


@pytest.mark.parametrize(
    "arguments", [("--help",), ("--version",), ("batch", "--help"), ("items", "nowhere.md")], ids=str
)
def test_help_and_refusals_import_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments).isdisjoint(HEAVY)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)], ids=str)
def test_help_imports_only_the_command_line(arguments: tuple[str, ...]) -> None:
    light = {"cli", "cli.app", "cli.help", "common", "common.kept_regex", "common.lazy_regex", "common.memo"}
    light |= {"output", "output.formats"}
    assert ours(imported(*arguments)) == light


@pytest.mark.slow
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


# What a note without a sign of work does not need: what finds work, and what makes other documents.
FINDING = {
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
OTHER_DOCUMENTS = {
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


def test_prose_without_work_imports_nothing_that_finds_it() -> None:
    modules = imported(notes="# Weather\n\nThe weather was fine.\n")
    assert ours(modules).isdisjoint(FINDING | OTHER_DOCUMENTS)
    assert modules.isdisjoint({"email", "json", "html.parser", "importlib.resources", "tomllib", "csv"})


@pytest.mark.slow
def test_note_with_work_imports_one_pipeline_only() -> None:
    modules = imported("--date", "2026-03-04", notes="Ana will send the deck by Friday, 6 March.\n")
    assert {"spacy", "jinja2"} <= modules
    assert modules.isdisjoint({"spacy.cli", "typer", "rich", "dateparser", "holidays", "markdown_it", "rapidfuzz"})
    assert ours(modules).isdisjoint(OTHER_DOCUMENTS)


@dataclass
class Counts:
    """What reading some notes takes: calls of the parser, words that it gets, words split into tokens for dates."""

    notes: int = 0
    words: int = 0
    parser_calls: int = 0
    parsed_words: int = 0
    words_in_tokens: int = 0


@pytest.fixture(scope="module", params=["samples", "corpus"])
def counts(request: pytest.FixtureRequest) -> Iterator[Counts]:
    """Read the notes of the samples, or of the corpus, and count; skips where there is no corpus."""
    folder: Path = request.getfixturevalue(request.param)
    paths = (folder if request.param == "samples" else folder / "dev").iterdir()
    found = Counts()
    parsed_words, tokenize = clauses.parsed_words, tokens.tokenize

    def parse_counted(texts: Sequence[str], model: str) -> Iterator[Any]:
        found.parser_calls += bool(texts)
        found.parsed_words += sum(len(text.split()) for text in texts)
        return parsed_words(texts, model)

    def tokenize_counted(text: str) -> Any:
        found.words_in_tokens += len(text.split())
        return tokenize(text)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(clauses, "parsed_words", parse_counted)
        monkeypatch.setattr(phrases, "parsed_words", parse_counted)
        monkeypatch.setattr(finding, "tokenize", tokenize_counted)
        monkeypatch.setattr(resolving, "tokenize", tokenize_counted)
        monkeypatch.setattr(annotation, "find_phrases", _without_cache(finding.find_phrases))
        for path in sorted(path for path in paths if path.suffix in (".md", ".txt")):
            pipeline.from_path(path, ReadOptions())
            found.notes += 1
            found.words += len(path.read_text(encoding="utf-8", errors="replace").split())
        yield found


@pytest.mark.slow
def test_few_words_are_parsed(counts: Counts, request: pytest.FixtureRequest) -> None:
    """Sentences that may hold work are parsed in one call per note, those around unclear tasks in a second one."""
    assert counts.parser_calls <= 2 * counts.notes
    share = 0.9 if request.node.callspec.params["counts"] == "samples" else 0.6
    assert 0 < counts.parsed_words <= share * counts.words


@pytest.mark.slow
def test_few_words_are_split_into_tokens_for_dates(counts: Counts, request: pytest.FixtureRequest) -> None:
    """Only texts whose single words could make a date phrase are split into tokens, as sentences and as blocks."""
    share = 1.3 if request.node.callspec.params["counts"] == "samples" else 0.57
    assert 0 < counts.words_in_tokens <= share * counts.words


def _without_cache(find_phrases: Any) -> Any:
    """Return the function without its cache, if it has one: other tests may have filled it."""
    return getattr(find_phrases, "__wrapped__", find_phrases)


def test_dates_of_each_text_are_searched_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    find_phrases = vars(annotation)["find_phrases"]

    def counted(text: str) -> Any:
        asked[text] += 1
        return find_phrases(text)

    monkeypatch.setattr(annotation, "find_phrases", counted)
    text = "# Due next Friday\n\n" + "".join(f"- Ana will send deck {number}\n" for number in range(50))
    pipeline.from_bytes(text.encode(), "x.md", ReadOptions())
    assert set(asked.values()) == {1}
    assert len(asked) <= 51  # the lines and their title


def test_vocabulary_stops_growing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The vocabulary takes in the words of the first notes until it is full, and no more from then on."""
    nlp = clauses.spacy_pipeline_for(ReadOptions().model)
    monkeypatch.setattr(clauses, "VOCABULARY", len(nlp.vocab))
    pipeline.from_bytes(b"Ana will send deck qzxfirstvv to Bob by Friday.", "x.md", ReadOptions())
    assert "qzxfirstvv" in nlp.vocab
    for number in range(3):
        pipeline.from_bytes(f"Ana will send deck qzx{number}vv to Bob{number}q.".encode(), "x.md", ReadOptions())
        assert f"qzx{number}vv" not in nlp.vocab
        assert f"qzx{number}vv" not in nlp.vocab.strings


@pytest.mark.slow
@pytest.mark.parametrize(("many", "loaded"), [(False, []), (True, ["holidays", "rapidfuzz.distance"])])
def test_warm_up_for_many_notes_loads_what_only_some_need(many: bool, loaded: list[str]) -> None:
    code = (
        "import sys; from extractor import pipeline; from extractor.model import ReadOptions\n"
        f"pipeline.warm_up(ReadOptions(country='US'), many={many})\n"
        "print(*[name for name in ('holidays', 'rapidfuzz.distance') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == loaded


def test_modules_named_here_exist() -> None:
    """A renamed module must not leave these tests without anything to look for."""
    assert all(importlib.util.find_spec(f"extractor.{name}") for name in FINDING | OTHER_DOCUMENTS)
