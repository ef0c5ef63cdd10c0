"""Signs of work: notes without any hold no candidate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractor import readers
from extractor.extraction import finder, triggers
from extractor.extraction.scoring import classifier
from extractor.language.patterns import markers
from extractor.language.people import roster_learning
from extractor.model import Kind, Notes, ReadOptions


def read(text: str) -> Notes:
    return readers.read_text(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Weather\n\nThe weather was fine. Was the sea blue?\n", id="prose"),
        pytest.param("## History of the club\n\nAna spoke of the first years, and Bob's songs.\n", id="titles"),
        pytest.param("Present: Ana Lima, Bob Ray\n\n## Agenda\n\n1. Weather\n2. Coffee\n", id="agenda"),
    ],
)
def test_notes_without_signs_hold_no_work(text: str) -> None:
    assert not triggers.may_hold_work(read(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ana will go.", id="trigger"),
        pytest.param("Coffee (Ana)", id="owner in brackets"),
        pytest.param("Ana can go.", id="owner before a verb"),
        pytest.param("- Coffee for all", id="list"),
        pytest.param("- Coffee\n    - Cake", id="list in a list"),
        pytest.param("- [ ] Coffee", id="box"),
        pytest.param("## Next steps\n\nCoffee and cake.", id="under a title of actions"),
        *(
            pytest.param(f"# {words}", id=f"marked: {words}")
            for marker in markers.MARKERS
            if marker.means == "action"
            for words in marker.finds
        ),
    ],
)
def test_notes_with_a_sign_may_hold_work(text: str) -> None:
    assert triggers.may_hold_work(read(text))


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["samples", "corpus"])
def test_blocks_without_signs_hold_no_item(folder: str, request: pytest.FixtureRequest) -> None:
    at: Path = request.getfixturevalue(folder)
    texts = 0
    for path in sorted((at if folder == "samples" else at / "dev").iterdir()):
        if path.suffix not in (".md", ".txt"):
            continue
        notes = readers.read_path(path)
        alone = [replace(notes, blocks=(replace(block, parent=None),)) for block in notes.blocks]
        plain = replace(notes, blocks=tuple(one.blocks[0] for one in alone if not triggers.may_hold_work(one)))
        roster = roster_learning.learn(notes.blocks, notes.people)
        found = finder.find_mentions(plain, roster, ReadOptions().model)
        threshold = classifier.threshold_for(plain, classifier.load_default())
        assert [mention.said for mention in found if mention.confidence >= threshold] == []
        texts += sum(block.kind is Kind.PARAGRAPH for block in plain.blocks)
    assert texts > 5


@pytest.mark.parametrize(
    ("text", "start", "triggered"),
    [
        pytest.param("The sea was blue.", 0, False, id="nothing"),
        pytest.param("To the sea.", 0, True, id="opens with to"),
        pytest.param("Rain. To the sea.", 6, False, id="a later sentence opens with to"),
        pytest.param("Kim TO CALL", 0, True, id="capitals"),
        pytest.param("kim to call", 0, False, id="no name"),
        pytest.param("İİİ. It WILL rain.", 5, True, id="behind letters that grow in lower case"),
    ],
)
def test_sentence_is_triggered(text: str, start: int, triggered: bool) -> None:
    low = triggers.lower_case(text)
    assert len(low) == len(text)
    assert triggers.is_triggered(text, low, start, len(text)) == triggered
