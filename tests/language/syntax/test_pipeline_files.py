"""The English pipeline is the one that recap was tested with, or the official one where that is installed."""

from __future__ import annotations

import shutil
from importlib import metadata
from pathlib import Path

import pytest
from pipeline_files import DATA, SHA256, faults, installed

from extractor.language.syntax import spacy_pipeline
from extractor.model import ReadOptions


def test_files_of_the_pipeline_are_as_they_were() -> None:
    assert faults(installed()) == []


@pytest.mark.slow
def test_changed_missing_and_added_files_are_found(tmp_path: Path) -> None:
    copy = tmp_path / "pipeline"
    shutil.copytree(installed(), copy)
    (copy / "more.py").write_text("import os", encoding="utf-8")
    (copy / "meta.json").unlink()
    (copy / "__init__.py").write_text("import os", encoding="utf-8")
    assert faults(copy) == ["meta.json is missing", "more.py is not expected", "__init__.py is changed"]
    assert f"{DATA}/parser/model" in SHA256


@pytest.mark.parametrize(
    ("versions", "package"),
    [
        pytest.param({}, ReadOptions().model, id="not installed"),
        pytest.param({"en_core_web_sm": "3.8.0"}, "en_core_web_sm", id="official"),
        pytest.param({"en_core_web_sm": "3.7.1"}, ReadOptions().model, id="older"),
    ],
)
def test_official_pipeline_comes_first(versions: dict[str, str], package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name in versions:
            return versions[name]
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "version", version)
    assert spacy_pipeline.package_of(ReadOptions().model) == package
    assert spacy_pipeline.package_of("de_core_news_sm") == "de_core_news_sm"
