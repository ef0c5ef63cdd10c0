"""Captions: speakers, times and lines; broken, cut and nameless files give doubts."""

from __future__ import annotations

import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import readers
from extractor.model import Kind, Notes, ReadOptions, RecapError
from extractor.readers.formats.captions import is_captions

ZOOM = """WEBVTT

1
00:00:04.000 --> 00:00:07.000
Ana Ruiz: Shall we start? I will send

2
00:00:07.000 --> 00:00:09.500
Ana Ruiz: the budget by Friday.

3
00:00:10.000 --> 00:00:12.000
Lee Wong: Thanks.
"""

TEAMS = """WEBVTT

NOTE recorded by the server
so nothing here is said

STYLE
::cue { color: red }

0d1c/12-0
00:00:03.120 --> 00:00:06.450 align:start position:0%
<v Ana Ruiz>Could you check the <i>quota</i>,
Lee?</v>

0d1c/13-0
01:02:07.000 --> 01:02:09.000
<v.loud Wong, Lee>Sure &amp; will do.</v>
"""

SRT = """1
00:00:01,000 --> 00:00:03,000
{\\an8}ANA: Who writes it up?

2
00:00:03,500 --> 00:00:05,000
LEE: I can.

3
00:00:05,500 --> 00:00:06,000
ANA: Please do.

4
00:00:06,500 --> 00:00:07,000
LEE: On it.
"""


def read(text: str, source: str = "call.vtt") -> Notes:
    return readers.read_bytes(text.encode(), source)


class Turn(NamedTuple):
    """A turn as a reader gives it."""

    speaker: str | None
    text: str
    line: int
    end_line: int
    at: str | None


def turns_of(notes: Notes) -> list[Turn]:
    return [Turn(block.speaker, block.text, block.line, block.end_line, block.at) for block in notes.blocks]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("# Notes\n\n- call Ana --> Lee\n- 12:00 --> 13:00 lunch\n", id="arrows in notes"),
        pytest.param("1\nAna will call\n", id="a number and a line"),
        pytest.param("", id="nothing"),
        pytest.param("The WEBVTT format\n", id="about the format"),
    ],
)
def test_notes_are_not_captions(text: str) -> None:
    assert not is_captions(text)


def test_sentence_over_two_cues_is_one_turn_with_both_lines() -> None:
    notes = read(ZOOM)
    assert turns_of(notes) == [
        Turn(
            speaker="Ana Ruiz",
            text="Shall we start? I will send the budget by Friday.",
            line=5,
            end_line=9,
            at="00:00:04",
        ),
        Turn(speaker="Lee Wong", text="Thanks.", line=13, end_line=13, at="00:00:10"),
    ]
    text = notes.blocks[0].text
    assert notes.blocks[0].line_at(text.index("send")) == 5
    assert notes.blocks[0].line_at(text.index("budget")) == 9
    assert {block.kind for block in notes.blocks} == {Kind.TURN}


def test_voices_are_read_and_settings_notes_styles_and_tags_removed() -> None:
    assert turns_of(read(TEAMS)) == [
        Turn(speaker="Ana Ruiz", text="Could you check the quota, Lee?", line=11, end_line=12, at="00:00:03"),
        Turn(speaker="Lee Wong", text="Sure & will do.", line=16, end_line=16, at="01:02:07"),
    ]


def test_speakers_are_the_people_present() -> None:
    assert [(person.name, person.present) for person in read(TEAMS).people] == [("Ana Ruiz", True), ("Lee Wong", True)]


def test_srt_on_standard_input_is_recognised_by_its_content() -> None:
    assert [(turn.speaker, turn.text) for turn in turns_of(read(SRT, "-"))] == [
        ("ANA", "Who writes it up?"),
        ("LEE", "I can."),
        ("ANA", "Please do."),
        ("LEE", "On it."),
    ]


def test_speaker_stays_until_another_is_named() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Ruiz>One.\n\n00:02.000 --> 00:03.000\nTwo.\n"
    assert [(turn.speaker, turn.text) for turn in turns_of(read(text))] == [("Ana Ruiz", "One."), ("Ana Ruiz", "Two.")]


def test_two_voices_in_a_cue_are_two_turns() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Ruiz>Ready?</v> <v Lee Wong>Yes.</v>\n"
    assert [(turn.speaker, turn.text) for turn in turns_of(read(text))] == [
        ("Ana Ruiz", "Ready?"),
        ("Lee Wong", "Yes."),
    ]


def test_repeated_lines_of_rolling_captions_are_removed() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nso I will send it\n\n"
        "00:02.000 --> 00:03.000\nso I will send it\nto the board on Friday.\n"
    )
    assert " ".join(block.text for block in read(text).blocks) == "so I will send it to the board on Friday."


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param(
            "WEBVTT\n\n00:01.000 --> 00:02.000\nI will send it.\n", None, "do not say who speaks", id="no speakers"
        ),
        pytest.param(ZOOM + "\n4\n00:00:12.000 --> 00:00:14.000\n", 16, "may be cut off", id="cut behind its times"),
        pytest.param(ZOOM + "\n4\n00:00:12.0", None, "", id="cut inside its times"),
        pytest.param(ZOOM.replace("00:00:07.000 --> ", "00:99:07.000 --> "), 8, "impossible", id="minute 99"),
        pytest.param(ZOOM.replace("00:00:10.000 --> ", "soon --> "), 12, "impossible", id="words for a time"),
        pytest.param(ZOOM.replace("00:00:12.000", "00:00:02.000"), 12, "impossible", id="ends before it starts"),
        pytest.param(
            ZOOM.replace("00:00:04", "02:00:04").replace("00:00:07.000\n", "02:00:07.000\n"),
            8,
            "go back",
            id="going back",
        ),
        pytest.param("WEBVTT\n\n", None, "no cue", id="no cue"),
    ],
)
def test_broken_captions_give_a_doubt_with_its_line(text: str, line: int | None, words: str) -> None:
    notes = read(text)
    if words:
        assert [doubt.line for doubt in notes.doubts if words in doubt.message] == [line]
    if "Ana" in text:
        assert "the budget by Friday." in " ".join(block.text for block in notes.blocks)


def test_captions_can_be_chosen_as_input_format() -> None:
    notes = readers.read_bytes(b"\n\n00:01 --> 00:02\nAna: hello\n", "x.txt", ReadOptions(input_format="captions"))
    assert [block.text for block in notes.blocks] == ["Ana: hello"]
    with pytest.raises(RecapError, match="captions"):
        readers.read_bytes(b"x", "x.txt", ReadOptions(input_format="subtitles"))


@given(st.integers(0, len(TEAMS)), st.integers(0, 5))
def test_file_cut_off_anywhere_is_read_up_to_there(end: int, _: int) -> None:
    text = TEAMS[:end]
    if text.strip():
        notes = read(text)
        lines = max(1, len(text.splitlines()))
        assert all(1 <= block.line <= block.end_line <= lines for block in notes.blocks)


@given(st.text(alphabet="0123456789:.-> \nWEBVTAna<v>{}[]&;", max_size=200))
def test_any_text_is_read(text: str) -> None:
    notes = readers.read_text("WEBVTT\n\n" + text, "x.vtt")
    assert all(block.text for block in notes.blocks)


@pytest.mark.slow
def test_long_lines_take_linear_time() -> None:
    start = time.perf_counter()
    read("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<v " * 30_000 + "\n")
    read("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "a, " * 30_000 + "\n")
    read("WEBVTT\n\n" + "0" * 100_000 + " --> 1\n")
    assert time.perf_counter() - start < 5


SPEAKERS = (("Ana Lopez", "Who has the keys?"), ("Ben Carter", "I do."), ("Ana Lopez", "Good. And the hall?"))
ONCE = ("Nguyễn Văn An", "I will ask for the hall.")


def cues(form: str) -> str:
    """Captions of a short talk, each cue in this form."""
    spoken = (*SPEAKERS, ONCE)
    return "WEBVTT\n\n" + "\n".join(
        form.format(number=number, at=f"00:00:{number:02}.000 --> 00:00:{number:02}.900", who=who, words=words)
        for number, (who, words) in enumerate(spoken, 1)
    )


@pytest.mark.parametrize(
    "form",
    [
        pytest.param('{number} "{who}" (123456)\n{at}\n{words}\n', id="Webex"),
        pytest.param("{at}\n{who}: {words}\n", id="Zoom"),
        pytest.param("{at}\n<v {who}>{words}</v>\n", id="Teams"),
        pytest.param("{at}\n[{who}]: {words}\n", id="in brackets"),
        pytest.param("{at}\n>> {who}: {words}\n", id="closed captions"),
        pytest.param("{at}\n&gt;&gt; {who}: {words}\n", id="closed captions, escaped"),
        pytest.param("{at}\n{who}\n{words}\n", id="name above the words"),
    ],
)
def test_every_cue_has_its_speaker(form: str) -> None:
    assert [(block.speaker, block.text) for block in read(cues(form)).blocks] == [*SPEAKERS, ONCE]


@pytest.mark.parametrize("label", ["[SPEAKER_01]:", "[SPEAKER_01]", "SPEAKER_01:", "Speaker 1:", "(speaker_1)"])
def test_numbered_speaker_is_one_even_once(label: str) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\n{label} I will send it.\n\n2\n00:00:03,000 --> 00:00:04,000\nThanks.\n"
    first = readers.read_text(text, "x.srt").blocks[0]
    assert (first.text.startswith("I will send it."), (first.speaker or "").lower()) == (
        True,
        label.strip("[]():").lower(),
    )


def test_chevrons_without_a_name_are_another_person() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nAna Lopez: Who asks? >> I will.\n\n00:03.000 --> 00:04.000\n>> Thanks.\n"
    assert [(block.speaker, block.text) for block in read(text).blocks] == [
        ("Ana Lopez", "Who asks?"),
        (None, "I will."),
        (None, "Thanks."),
    ]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("[Music] I will send it.", id="sound"),
        pytest.param("Two things: I will send it.", id="sentence"),
        pytest.param("The speaker 1: I will send it.", id="words before"),
    ],
)
def test_first_words_are_no_speaker(line: str) -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{line}\n\n00:03.000 --> 00:04.000\nThanks.\n"
    assert [block.speaker for block in read(text).blocks] == [None] * len(read(text).blocks)


ROLLING = """WEBVTT

00:00:00.160 --> 00:00:03.429 align:start position:0%

okay<00:00:00.960><c> so</c><00:00:01.520><c> maria</c><00:00:02.159><c> will</c><00:00:02.560><c> send</c>

00:00:03.429 --> 00:00:03.439 align:start position:0%
okay so maria will send

00:00:03.439 --> 00:00:05.749 align:start position:0%
okay so maria will send
the<00:00:03.760><c> report</c><00:00:04.000><c> by</c><00:00:04.160><c> friday</c>

00:00:05.749 --> 00:00:08.000 align:start position:0%
the report by friday
and<00:00:06.000><c> i</c><00:00:06.200><c> will</c><00:00:06.480><c> call</c><00:00:06.700><c> them</c>
"""


def test_rolling_captions_are_read_once_and_cut_where_a_sentence_begins() -> None:
    assert [block.text for block in read(ROLLING).blocks] == [
        "okay so maria will send the report by friday",
        "and i will call them",
    ]


@pytest.mark.parametrize("end", range(0, 400, 13))
def test_named_cues_cut_anywhere_are_read_up_to_there(end: int) -> None:
    for text in (cues('{number} "{who}" (123456)\n{at}\n{words}\n')[:end], ROLLING[:end]):
        assert all(block.text for block in readers.read_text(text or "WEBVTT", "x.vtt").blocks)
