"""Features of neighbours: none without neighbours first; and the default model gives the same scores in every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import readers
from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.context.dialogue import DIALOGUE
from extractor.extraction.scoring import classifier, vetoes
from extractor.extraction.scoring.neighbour_features import MISSING, layout, neighbour_features
from extractor.language.people import roster_learning
from extractor.model import Notes, ReadOptions


def read(text: str) -> tuple[Notes, tuple[Candidate, ...]]:
    notes = readers.read_text(text, "notes.md")
    roster = roster_learning.learn(notes.blocks, notes.people)
    return notes, candidates(notes, roster, ReadOptions().model)


LIST = """# Action items

- Send the survey results to the board
- Book the room
- Draft the survey

# Notes

We will send the survey results to the board of directors.
"""


def test_no_candidates_have_no_features() -> None:
    notes, _ = read("# Nothing\n")
    assert neighbour_features(layout(notes, ()), ()) == ()


def test_lone_candidate_has_no_neighbours() -> None:
    notes, places = read("- Book the room\n")
    (found,) = neighbour_features(layout(notes, places), (0.6,))
    alone = (
        "candidate before",
        "candidate after",
        "block before",
        "list: best of the others",
        "under it: best",
        "above it",
    )
    assert {found[name] for name in alone} == {MISSING}
    assert found["repeated: share of the words"] == 0
    assert found["notes: better ones"] == 0


def test_scores_of_neighbours_are_features() -> None:
    notes, places = read(LIST)
    assert len(places) == 4
    found = neighbour_features(layout(notes, places), (0.9, 0.6, 0.2, 0.5))
    assert found[1]["candidate before"] == 0.9
    assert found[1]["candidate after"] == 0.2
    assert found[1]["list: others"] == 2
    assert found[1]["list: mean of the others"] == pytest.approx(0.55)
    assert found[2]["list: share of likely ones"] == 1
    assert found[0]["list: best of the others"] == 0.6
    assert found[3]["list: others"] == 0
    assert found[3]["notes: better ones"] == 2


def test_repetition_shares_words_with_better_candidate() -> None:
    notes, places = read(LIST)
    found = neighbour_features(layout(notes, places), (0.9, 0.6, 0.2, 0.5))
    assert found[1]["repeated: share of the words"] == 0
    assert found[3]["repeated: score there"] == 0.9
    assert found[3]["repeated: share, where it scores more"] == found[3]["repeated: share of the words"] >= 0.7
    assert found[0]["repeated: share, where it scores more"] == 0


def test_certain_scores_have_finite_odds() -> None:
    notes, places = read("- Book the room\n- Send it\n")
    first, second = neighbour_features(layout(notes, places), (0.0, 1.0))
    assert -10 < first["base score"] < 0 < second["base score"] < 10


def test_dialogue_keeps_the_base_score(samples: Path) -> None:
    notes, places = read((samples / "transcript.txt").read_text("utf-8"))
    assert DIALOGUE in places[0].features
    model = classifier.load_default()
    scores = [probability for probability, _ in classifier.score(notes, places, model)]
    base_scores = [classifier.base_score(candidate.features, model) for candidate in places]
    assert all(score in (base_score, vetoes.REPORTED) for score, base_score in zip(scores, base_scores, strict=True)), (
        "only words that promise nothing are lowered"
    )


def test_spoken_candidates_have_weights_of_their_own(samples: Path) -> None:
    model = classifier.load_default()
    assert model.talk is not None
    _, talk = read((samples / "transcript.txt").read_text("utf-8"))
    _, minutes = read((samples / "weekly-sync.md").read_text("utf-8"))
    assert all(classifier.weights_for(model, candidate.features) is model.notes for candidate in minutes)
    assert any(classifier.weights_for(model, candidate.features) is model.talk for candidate in talk)


@pytest.mark.parametrize("name", ["weekly-sync.md", "standup.md"])
def test_samples_are_scored_the_same_each_time(samples: Path, name: str) -> None:
    path = samples / name
    if not path.exists():
        pytest.skip(f"no sample {name}")
    first, second = (
        classifier.score(notes, found, classifier.load_default(), explained=True)
        for notes, found in (read(path.read_text("utf-8")),) * 2
    )
    assert first == second
    assert all(0 < probability < 1 for probability, _ in first)
    assert any(contributions for _, contributions in first)
