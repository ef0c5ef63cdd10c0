"""Each pattern finds its sentences, ignores the near misses beside them, and takes linear time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.extraction.candidates.collect import candidates
from extractor.language import columns
from extractor.language.patterns import blockers, compiling, formulas, markers, sections
from extractor.language.patterns.cues import CUES, Cue, cue_of
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Notes, ReadOptions

Pattern = markers.Marker | sections.SectionKind | columns.Column | Cue | blockers.Blocker | formulas.Formula
ALL: tuple[Pattern, ...] = (
    *markers.MARKERS,
    *sections.SECTIONS,
    *columns.COLUMNS,
    *CUES,
    *blockers.BLOCKERS,
    *formulas.FORMULAS,
)

# What makes a careless pattern slow: long runs of one character, and long lines of beginnings of a match.
HOSTILE = (" ", "a", "A", "1", "- ", "((action ", ")", "@a,", ". ", "? ", "A ", "to ")


def sentences_of(patterns: Iterable[Pattern], which: str) -> list[Any]:
    """Return a parameter for each sentence of each pattern, named "id: sentence"."""
    return [
        pytest.param(pattern, sentence, id=f"{pattern.id}: {sentence}")
        for pattern in patterns
        for sentence in getattr(pattern, which)
    ]


def cues(sentence: str) -> dict[str, str]:
    """Return the cues of the candidates of a list entry, each with the kind of its subject."""
    line = Block(Kind.BULLET, sentence, 1, 1, section=("Action items",))
    kinds_by_cue = {}
    for candidate in candidates(Notes("-", (line,)), Roster(()), ReadOptions().model):
        ids = [name.removeprefix("cue: ") for name in candidate.features if name.startswith("cue: ")]
        kinds = [name.removeprefix("subject: ") for name in candidate.features if re.match(r"subject: \w+$", name)]
        kinds_by_cue.update({cue: kinds[0] for cue in ids if kinds})
    return kinds_by_cue


@pytest.mark.parametrize("pattern", (*markers.MARKERS, *blockers.BLOCKERS), ids=lambda pattern: pattern.id)
def test_an_empty_text_has_no_marker_and_no_blocker(pattern: Pattern) -> None:
    assert not compiling.compiled(pattern.pattern).search("")


@pytest.mark.parametrize(("formula", "sentence"), sentences_of(formulas.FORMULAS, "ignores"))
def test_formula_ignores(formula: formulas.Formula, sentence: str) -> None:
    assert not compiling.in_lower_case(formula.pattern).match(sentence.lower())


@pytest.mark.parametrize(("formula", "sentence"), sentences_of(formulas.FORMULAS, "finds"))
def test_formula_finds(formula: formulas.Formula, sentence: str) -> None:
    assert formulas.formula_of(sentence, is_listed=False) == formula
    assert (formulas.formula_of(sentence, is_listed=True) == formula) == formula.in_lists


@pytest.mark.parametrize(("marker", "sentence"), sentences_of(markers.MARKERS, "ignores"))
def test_marker_ignores(marker: markers.Marker, sentence: str) -> None:
    assert not compiling.compiled(marker.pattern).search(sentence)


@pytest.mark.parametrize(("marker", "sentence"), sentences_of(markers.MARKERS, "finds"))
def test_marker_finds(marker: markers.Marker, sentence: str) -> None:
    assert compiling.compiled(marker.pattern).search(sentence)
    assert markers.marker_at(sentence, marker.means) is not None


@pytest.mark.parametrize(("section", "title"), sentences_of(sections.SECTIONS, "ignores"))
def test_section_ignores(section: sections.SectionKind, title: str) -> None:
    assert sections.section_kind(title) != section.id


@pytest.mark.parametrize(("section", "title"), sentences_of(sections.SECTIONS, "finds"))
def test_section_finds(section: sections.SectionKind, title: str) -> None:
    assert sections.section_kind(title) == section.id


@pytest.mark.parametrize(("column", "title"), sentences_of(columns.COLUMNS, "ignores"))
def test_column_ignores(column: columns.Column, title: str) -> None:
    assert columns.column_kind(title) != column.id


@pytest.mark.parametrize(("column", "title"), sentences_of(columns.COLUMNS, "finds"))
def test_column_finds(column: columns.Column, title: str) -> None:
    assert columns.column_kind(title) == column.id


@pytest.mark.parametrize(("cue", "sentence"), sentences_of(CUES, "ignores"))
def test_cue_ignores(cue: Cue, sentence: str) -> None:
    assert cue.id not in cues(sentence)


@pytest.mark.parametrize(("cue", "sentence"), sentences_of(CUES, "finds"))
def test_cue_finds(cue: Cue, sentence: str) -> None:
    kinds_by_cue = cues(sentence)
    assert cue.id in kinds_by_cue
    assert kinds_by_cue[cue.id] in cue.subjects


@pytest.mark.parametrize(("blocker", "sentence"), sentences_of(blockers.BLOCKERS, "ignores"))
def test_blocker_ignores(blocker: blockers.Blocker, sentence: str) -> None:
    assert blocker.id not in blockers.blockers_in(sentence)


@pytest.mark.parametrize(("blocker", "sentence"), sentences_of(blockers.BLOCKERS, "finds"))
def test_blocker_finds(blocker: blockers.Blocker, sentence: str) -> None:
    assert blocker.id in blockers.blockers_in(sentence)
    assert blocker.id in blockers.blockers_in(sentence.upper())


@pytest.mark.parametrize(
    ("said", "owners"),
    [
        ("[ACTION] draft the letter", None),
        ("ACTION: draft the letter", None),
        ("[TODO Ana] draft the letter", "Ana"),
        ("(AI: Kim, Lee) close the ticket", "Kim, Lee"),
        ("Action (Kim and Lee): send it", "Kim and Lee"),
        ("ACTION BW: schedule with the board", "BW"),
        ("TODO Ana Ruiz: draft", "Ana Ruiz"),
        ("Fix the gate (action: Kim/Lee)", "Kim/Lee"),
    ],
)
def test_marker_names_its_owners(said: str, owners: str | None) -> None:
    found = markers.marker_at(said, "action")
    assert found is not None
    assert found[1].groupdict().get("who") == owners


@pytest.mark.parametrize(
    ("words", "subject", "cue"),
    [
        pytest.param("will", "thing", None, id="will of a thing"),
        pytest.param("refused to", "person", None, id="refused to"),
        pytest.param("willing", "person", None, id="willing"),
        pytest.param("", "i", None, id="I without words"),
        pytest.param("will", "person", "will", id="will of a person"),
        pytest.param("will", "i", "i-will", id="I will"),
        pytest.param("will", "we", "we-will", id="we will"),
        pytest.param("will", "none", "bare-need", id="will without a subject"),
        pytest.param("", "none", "imperative", id="imperative"),
        pytest.param("", "person", "bare", id="person without words"),
        pytest.param("needs to", "person", "need", id="needs to"),
        pytest.param("needs to be", "thing", "be-done", id="needs to be"),
    ],
)
def test_cue_depends_on_the_subject(words: str, subject: str, cue: str | None) -> None:
    found = cue_of(words, subject)
    assert (found.id if found else None) == cue


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: f"{type(pattern).__name__} {pattern.id}")
def test_a_pattern_ignores_more_sentences_than_it_finds(pattern: Pattern) -> None:
    assert pattern.finds
    assert len(pattern.ignores) > len(pattern.finds)
    assert not set(pattern.finds) & set(pattern.ignores)


@pytest.mark.parametrize("family", [markers.MARKERS, sections.SECTIONS, columns.COLUMNS, CUES], ids=len)
def test_ids_are_unique(family: tuple[markers.Marker, ...]) -> None:
    ids = [pattern.id for pattern in family]
    assert len(ids) == len(set(ids))


@pytest.mark.slow
@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: f"{type(pattern).__name__} {pattern.id}")
def test_time_is_linear(pattern: Pattern) -> None:
    # A line of 100,000 characters takes milliseconds; in quadratic time it would take a minute.
    compiled = compiling.compiled(pattern.pattern)
    search = compiled.fullmatch if isinstance(pattern, Cue) else compiled.search
    for part in (*HOSTILE, *(f"{sentence} " for sentence in pattern.finds[:3])):
        line = (part * (100_000 // len(part) + 1))[:100_000] + "\x00"
        start = time.perf_counter()
        search(line)
        assert time.perf_counter() - start < 1.0, part


@pytest.mark.slow
@pytest.mark.parametrize("marker", markers.MARKERS, ids=lambda marker: marker.id)
@given(data=st.data())
def test_the_first_search_misses_no_marker(marker: markers.Marker, data: st.DataObject) -> None:
    compiled = compiling.compiled(marker.pattern)
    text = data.draw(st.from_regex(re.compile(compiled.pattern, compiled.flags)))
    assert markers.marker_at(text, marker.means) is not None
