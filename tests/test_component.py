"""The spaCy component: what it leaves alone, then its spans and what they say, in pipelines of others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import spacy
from places import SAMPLES
from spacy.tokens import Doc, Span

from extractor import pipeline
from extractor.component import STORED
from extractor.model import ReadOptions, RecapError

NAMES = (*STORED, "due")


@pytest.fixture(autouse=True)
def _extensions() -> Iterator[None]:
    """Leave no extension behind."""
    yield
    for name in NAMES:
        if Span.has_extension(name):
            Span.remove_extension(name)


def component(**config: Any) -> spacy.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("recap_actions", config=config)
    return nlp


def found(doc: Doc) -> list[tuple[str, list[str], date | None, str]]:
    return [(span.text, span._.owners, span._.due, span._.task) for span in doc.spans["actions"]]


def test_extensions_are_set_only_where_the_component_is_made() -> None:
    assert not any(Span.has_extension(name) for name in NAMES)
    component()
    assert all(Span.has_extension(name) for name in NAMES)


@pytest.mark.parametrize(
    ("config", "error", "words"),
    [
        ({"country": "Atlantis"}, RecapError, "no public holidays"),
        ({"date_order": "ymd"}, RecapError, "not a date order"),
        ({"date": "soon"}, ValueError, "soon"),
    ],
)
def test_impossible_configuration_is_refused(config: dict[str, str], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        component(**config)


@pytest.mark.parametrize("text", ["", " \n ", "It rained.", "# Agenda"])
def test_text_without_actions_has_none(text: str) -> None:
    assert found(component()(text and spacy.blank("en")(text))) == []


def test_actions_are_spans_with_owners_and_days() -> None:
    nlp = component(date="2026-03-04")
    doc = nlp("# Sync\r\n\r\nSarah will send the deck by Friday.\r\n- [ ] Bob: **call** Ana\r\n")
    assert found(doc) == [
        ("Sarah will send the deck by Friday", ["Sarah"], date(2026, 3, 6), "send the deck"),
        ("Bob: **call** Ana", ["Bob"], None, "call Ana"),
    ]
    span = doc.spans["actions"][0]
    assert (span.label_, span._.due_text, span._.done) == ("ACTION", "by Friday", False)


def test_country_and_order_of_dates_count() -> None:
    nlp = component(date="2026-04-01", date_order="dmy", country="GB")
    doc = nlp("Ana will call Bob by 3/4.\nBob will send the deck within 3 business days.")
    # Good Friday, a holiday of the whole kingdom, is between.
    assert [span._.due for span in doc.spans["actions"]] == [date(2026, 4, 3), date(2026, 4, 7)]


def test_two_actions_of_one_clause_have_spans_of_their_own() -> None:
    for path in sorted(SAMPLES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        tasks = [item.task for item in pipeline.from_text(text, ReadOptions()).items]
        doc = component()(text)
        assert sorted(span._.task for span in doc.spans["actions"]) == sorted(tasks)


def test_doc_and_pipeline_go_to_bytes_and_to_disk(tmp_path: Path) -> None:
    nlp = component(date="2026-03-04")
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)("Sarah will send the deck by Friday.")
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert found(again) == found(doc) != []
