"""Every pattern held to its own sentences: to those that it finds, and to the more that it must leave alone."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.extraction.candidates.collect import candidates
from extractor.language.patterns import blockers, columns, compiling, markers, sections
from extractor.language.patterns.cues import CUES, Cue, cue_of
from extractor.language.people.roster import Roster
from extractor.model import Block, Kind, Notes, ReadOptions

Pattern = markers.Marker | sections.SectionKind | columns.Column | Cue | blockers.Blocker
ALL: tuple[Pattern, ...] = (
    *markers.MARKERS,
    *sections.SECTIONS,
    *columns.COLUMNS,
    *CUES,
    *blockers.BLOCKERS,
)

# What makes a careless expression slow: long runs of one character, and long lines of nothing but beginnings.
HOSTILE = (" ", "a", "A", "1", "- ", "((action ", ")", "@a,", ". ", "? ", "A ", "to ")


def table(owners: Iterable[Pattern], which: str) -> list[Any]:
    """One parameter for each sentence of each pattern, named "id: sentence"."""
    return [
        pytest.param(owner, sentence, id=f"{owner.id}: {sentence}")
        for owner in owners
        for sentence in getattr(owner, which)
    ]


def cues(sentence: str) -> dict[str, str]:
    """The cues that open a candidate in a list entry of this sentence, and the kind of the subject of each."""
    line = Block(Kind.BULLET, sentence, 1, 1, section=("Action items",))
    fired = {}
    for candidate in candidates(Notes("-", (line,)), Roster(()), ReadOptions().model):
        ids = [name.removeprefix("cue: ") for name in candidate.features if name.startswith("cue: ")]
        kinds = [name.removeprefix("subject: ") for name in candidate.features if re.match(r"subject: \w+$", name)]
        fired.update({cue: kinds[0] for cue in ids if kinds})
    return fired


@pytest.mark.parametrize("pattern", (*markers.MARKERS, *blockers.BLOCKERS), ids=lambda pattern: pattern.id)
def test_nothing_is_found_in_nothing(pattern: Pattern) -> None:
    assert not compiling.compiled(pattern.pattern).search("")


@pytest.mark.parametrize(("marker", "sentence"), table(markers.MARKERS, "ignores"))
def test_marker_leaves_alone(marker: markers.Marker, sentence: str) -> None:
    assert not compiling.compiled(marker.pattern).search(sentence)


@pytest.mark.parametrize(("marker", "sentence"), table(markers.MARKERS, "finds"))
def test_marker_finds(marker: markers.Marker, sentence: str) -> None:
    assert compiling.compiled(marker.pattern).search(sentence)
    assert markers.marker_at(sentence, marker.means) is not None


@pytest.mark.parametrize(("section", "title"), table(sections.SECTIONS, "ignores"))
def test_section_leaves_alone(section: sections.SectionKind, title: str) -> None:
    assert sections.section_kind(title) != section.id


@pytest.mark.parametrize(("section", "title"), table(sections.SECTIONS, "finds"))
def test_section_finds(section: sections.SectionKind, title: str) -> None:
    assert sections.section_kind(title) == section.id


@pytest.mark.parametrize(("column", "title"), table(columns.COLUMNS, "ignores"))
def test_column_leaves_alone(column: columns.Column, title: str) -> None:
    assert columns.column_kind(title) != column.id


@pytest.mark.parametrize(("column", "title"), table(columns.COLUMNS, "finds"))
def test_column_finds(column: columns.Column, title: str) -> None:
    assert columns.column_kind(title) == column.id


@pytest.mark.parametrize(("cue", "sentence"), table(CUES, "ignores"))
def test_cue_leaves_alone(cue: Cue, sentence: str) -> None:
    assert cue.id not in cues(sentence)


@pytest.mark.parametrize(("cue", "sentence"), table(CUES, "finds"))
def test_cue_finds(cue: Cue, sentence: str) -> None:
    fired = cues(sentence)
    assert cue.id in fired
    assert fired[cue.id] in cue.subjects


@pytest.mark.parametrize(("blocker", "sentence"), table(blockers.BLOCKERS, "ignores"))
def test_blocker_leaves_alone(blocker: blockers.Blocker, sentence: str) -> None:
    assert blocker.id not in blockers.blockers_in(sentence)


@pytest.mark.parametrize(("blocker", "sentence"), table(blockers.BLOCKERS, "finds"))
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
        ("will", "thing", None),
        ("refused to", "person", None),
        ("willing", "person", None),
        ("", "i", None),
        ("will", "person", "will"),
        ("will", "i", "i-will"),
        ("will", "we", "we-will"),
        ("will", "none", "bare-need"),
        ("", "none", "imperative"),
        ("", "person", "bare"),
        ("needs to", "person", "need"),
        ("needs to be", "thing", "be-done"),
    ],
)
def test_cue_depends_on_the_subject(words: str, subject: str, cue: str | None) -> None:
    found = cue_of(words, subject)
    assert (found.id if found else None) == cue


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: f"{type(pattern).__name__} {pattern.id}")
def test_more_sentences_are_left_alone_than_found(pattern: Pattern) -> None:
    assert pattern.finds
    assert len(pattern.ignores) > len(pattern.finds)
    assert not set(pattern.finds) & set(pattern.ignores)


@pytest.mark.parametrize("family", [markers.MARKERS, sections.SECTIONS, columns.COLUMNS, CUES], ids=len)
def test_ids_are_used_once(family: tuple[markers.Marker, ...]) -> None:
    ids = [pattern.id for pattern in family]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: f"{type(pattern).__name__} {pattern.id}")
def test_time_is_linear(pattern: Pattern) -> None:
    # A line of 100,000 characters takes milliseconds; in quadratic time it would take a minute.
    expression = compiling.compiled(pattern.pattern)
    seek = expression.fullmatch if isinstance(pattern, Cue) else expression.search
    for part in (*HOSTILE, *(f"{sentence} " for sentence in pattern.finds[:3])):
        line = (part * (100_000 // len(part) + 1))[:100_000] + "\x00"
        began = time.perf_counter()
        seek(line)
        assert time.perf_counter() - began < 1.0, part


@pytest.mark.parametrize("marker", markers.MARKERS, ids=lambda marker: marker.id)
@given(data=st.data())
def test_all_that_is_marked_holds_a_hint(marker: markers.Marker, data: st.DataObject) -> None:
    marked = data.draw(st.from_regex(compiling.compiled(marker.pattern)))
    assert markers.marker_at(marked, marker.means) is not None
