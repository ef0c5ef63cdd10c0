"""Dialogue: what the turns around a turn say of it, and what concerns only the meeting itself."""

from __future__ import annotations

import pytest

from extractor import readers
from extractor.extraction.candidates.collect import Candidate, candidates
from extractor.extraction.context.dialogue import SPOKEN, as_talk_features, as_written_features
from extractor.extraction.mentions.build import mention
from extractor.extraction.scoring.classifier import load_default
from extractor.language.people import roster_learning
from extractor.model import Mention, ReadOptions

FILLER = "Ana: Let us begin with the usual round.\nLee: It was a calm week over here.\n" * 3


def candidate_and_mention(text: str, words: str) -> tuple[Candidate, Mention]:
    """The candidate of a talk that holds these words, and its mention."""
    notes = readers.read_text(FILLER + text, "call.txt")
    roster = roster_learning.learn(notes.blocks, notes.people)
    for candidate in candidates(notes, roster, ReadOptions().model):
        said = notes.blocks[candidate.block].text[candidate.start : candidate.end]
        if words in said:
            return candidate, mention(notes, candidate, 0.5, load_default())
    raise AssertionError(f"no candidate says {words!r}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Ana: Let me share my screen now.\nLee: Okay.\n", "share my screen", id="sharing the screen"),
        pytest.param("Ana: I'll move on to the next point.\nLee: Okay.\n", "move on", id="moving on"),
        pytest.param("Ana: I'm going to hand it over to Lee.\nLee: Thanks.\n", "hand it over", id="handing over"),
        pytest.param("Ana: I'll wrap up the meeting here.\nLee: Bye.\n", "wrap up", id="ending it"),
        pytest.param("Ana: I would say that it works.\nLee: Yes.\n", "say that", id="saying so"),
    ],
)
def test_acts_within_the_meeting_have_a_feature(text: str, words: str) -> None:
    features = candidate_and_mention(text, words)[0].features
    assert "turn: inside the meeting" in features or "turn: an act of speaking" in features


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("Ana: I will send the budget to the board.\nLee: Thanks.\n", "send the budget", id="sending"),
        pytest.param(
            "Ana: I'll share the report with the board.\nLee: Thanks.\n", "share the report", id="sharing a report"
        ),
    ],
)
def test_work_after_the_meeting_has_no_such_feature(text: str, words: str) -> None:
    features = candidate_and_mention(text, words)[0].features
    assert "turn: inside the meeting" not in features and "turn: an act of speaking" not in features
    assert "turn: promise, then thanks" in features


@pytest.mark.parametrize(
    ("text", "words", "owners_said"),
    [
        pytest.param(
            "Ana: Could you check the quota?\nLee: No, I can't.\n",
            "check the quota",
            ("Lee",),
            id="refused, still asked",
        ),
        pytest.param(
            "Ana: Everyone, please read the draft.\nLee: Sure.\n", "read the draft", (), id="everyone is not Lee"
        ),
        pytest.param(
            "Ana: Lee, could you check the quota?\nLee: Sure, will do.\n",
            "check the quota",
            ("Lee",),
            id="asked by name",
        ),
        pytest.param(
            "Ana: Could you check the quota?\nLee: Sure, will do.\n", "check the quota", ("Lee",), id="accepted"
        ),
        pytest.param("Ana: I will check the quota.\nLee: Thanks.\n", "check the quota", ("I",), id="promised"),
        pytest.param(
            "Ana: No answer yet, but will check the quota.\nLee: Ok.\n", "check the quota", ("I",), id="no subject"
        ),
    ],
)
def test_owner_is_who_promises_or_is_asked(text: str, words: str, owners_said: tuple[str, ...]) -> None:
    if not owners_said:
        assert "Lee" not in candidate_and_mention(text, words)[1].owners_said
    else:
        assert candidate_and_mention(text, words)[1].owners_said == owners_said


@pytest.mark.parametrize(
    ("text", "words", "owner"),
    [
        pytest.param("Ana: Could you check it, as Kim and Tom, too, did?\nLee: Hm.\n", "check it", "", id="a story"),
        pytest.param("Ana: And you can press it, Kim, and it rings.\nLee: Hm.\n", "press it", "", id="a rule"),
        pytest.param("Ana: The release will help us all.\nLee: Hm.\n", "help", "", id="a thing"),
        pytest.param("Ana: So, Kim and Tom, you will have to draw it.\nLee: Hm.\n", "draw it", "Kim and Tom", id="two"),
        pytest.param("Ana: And um Ron if you can draw it.\nLee: Hm.\n", "draw it", "Ron", id="behind a filler"),
        pytest.param("Ana: Steph gets the drawing.\nLee: Hm.\n", "the drawing", "Steph", id="assigned"),
        pytest.param("Ana: Can do that tomorrow.\nLee: Hm.\n", "do that", "I", id="offered"),
    ],
)
def test_owner_is_whom_an_act_binds(text: str, words: str, owner: str) -> None:
    said = candidate_and_mention(text, words)[1].owners_said
    assert said == (owner,) if owner else not {"Kim", "Tom", "I", "Release"}.intersection(said)


@pytest.mark.parametrize(
    ("text", "words", "goes_on"),
    [
        pytest.param("Ana: It rained. And to add a test is fun.\nLee: Hm.\n", "to add a test", "", id="with nothing"),
        pytest.param("Ana: I'll fix it.\nLee: And to add a test?\n", "to add a test", "", id="of somebody else"),
        pytest.param("Ana: My plan is to fix it.\nAna: and to add a test\n", "to add a test", "promise", id="own plan"),
    ],
)
def test_turn_continues_what_its_speaker_promised(text: str, words: str, goes_on: str) -> None:
    features = candidate_and_mention(text, words)[0].features
    assert [name for name in features if "goes on with" in name] == (
        [f"turn: goes on with {goes_on}"] if goes_on else []
    )


def test_marked_candidate_in_a_dialogue_is_not_spoken() -> None:
    marked, unmarked = (
        candidate_and_mention(f"Ana: {said}\nLee: Fine.\n", "update the page")[0]
        for said in ("ACTION: Lee to update the page", "I will update the page")
    )
    assert SPOKEN not in marked.features and SPOKEN in unmarked.features


def test_will_do_borrows_the_words_of_the_request() -> None:
    found = candidate_and_mention("Ana: Lee, could you check the quota?\nLee: Sure, will do.\n", "will do")[1]
    assert found.task == "check the quota"
    assert found.is_anaphoric


def test_talk_features_can_be_undone() -> None:
    features = {"cue: will": 1.0, "word: send": 1.0, "turn": 2.0}
    talk = as_talk_features(features)
    assert talk == {SPOKEN: 1.0, "spoken cue: will": 1.0, "word: send": 1.0, "turn": 2.0}
    assert as_written_features(talk) == features
