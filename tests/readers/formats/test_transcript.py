"""Transcripts in text: what is a transcript, who speaks, when, and on which lines."""

from __future__ import annotations

import time
from datetime import date
from typing import NamedTuple

import pytest

from extractor import extract, readers
from extractor.model import Kind, Notes, ReadOptions
from extractor.readers.formats.transcript import clock, is_transcript


def read(text: str) -> Notes:
    return readers.read_bytes(text.encode(), "call.txt")


class Turn(NamedTuple):
    """A turn as a reader gives it."""

    speaker: str | None
    text: str
    line: int
    end_line: int
    at: str | None


def turns_of(notes: Notes) -> list[Turn]:
    return [
        Turn(block.speaker, block.text, block.line, block.end_line, block.at)
        for block in notes.blocks
        if block.kind is Kind.TURN
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Task: draft\nOwner: Ana\nDue: Friday\n" * 6, id="fields"),
        pytest.param("- Ana: update the site\n- Lee: call the bank\n" * 6, id="a list of work by person"),
        pytest.param("## Ana\n\nLast week:\n\n- wrote it\n\nThis week:\n\n- send it\n\n" * 6, id="stand-up headings"),
        pytest.param("Note: x\nAction: y\nDecision: z\nNote: a\nAction: b\nNote: c\nAction: d\n", id="kinds of lines"),
        pytest.param("We met. It went well.\n\nAna will send it.\n" * 5, id="prose"),
        pytest.param("Ana: hello\nLee: hi\n", id="two lines"),
        pytest.param("12:00 lunch\n13:00 talk\n14:00 break\n15:00 demo\n16:00 end\n", id="a programme"),
        pytest.param("http://a.example: x\nhttp://a.example: y\n" * 5, id="links"),
    ],
)
def test_notes_are_not_a_transcript(text: str) -> None:
    assert not is_transcript(text)


LAYOUTS = {
    "plain": ("{who}: {text}", None),
    "stamped in brackets": ("[00:12:03] {who}: {text}", "00:12:03"),
    "stamped in parentheses": ("(04:01:23 PM) {who}: {text}", "16:01:23"),
    "stamped": ("0:14 {who}: {text}", "00:00:14"),
    "angle": ("<{who}> {text}", None),
    "stamped angle": ("12:03:09 <{who}> {text}", "12:03:09"),
    "square": ("[{who}] {text}", None),
    "zoom chat": ("13:07:44\t From {who} : {text}", "13:07:44"),
    "zoom chat to all": ("13:07:44 From {who} to Everyone: {text}", "13:07:44"),
    "above, time behind": ("{who}  0:14\n{text}\n", "00:00:14"),
    "above, time before": ("10:07:01 am - {who}:\n  \n{text}\n\n", "10:07:01"),
    "above, in parentheses": ("{who} (01:02:03):\n{text}\n", "01:02:03"),
}


@pytest.mark.parametrize(("layout", "at"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout_gives_speakers_and_times(layout: str, at: str | None) -> None:
    turns = [("Ana", "Who writes it up?"), ("Lee", "I can do that."), ("Ana", "Please do."), ("Lee", "On it then.")] * 2
    notes = read("\n".join(layout.format(who=who, text=text) for who, text in turns) + "\n")
    assert [(turn.speaker, turn.text, turn.at) for turn in turns_of(notes)] == [(who, text, at) for who, text in turns]
    assert [person.name for person in notes.people] == ["Ana", "Lee"]


def test_roles_are_speakers_and_sounds_are_removed() -> None:
    text = "Project Manager: {vocalsound} Um , so we start .\nMarketing: [laughter] Okay .\n" * 4
    assert [(turn.speaker, turn.text) for turn in turns_of(read(text))][:2] == [
        ("Project Manager", "Um, so we start."),
        ("Marketing", "Okay."),
    ]


def test_sentences_run_on_over_lines_in_speech_but_not_in_a_chat() -> None:
    speech = "Ana: I will send\nAna: the budget.\nLee: Thanks a lot for doing that.\nAna: Sure, it is no trouble.\n" * 3
    assert turns_of(read(speech))[0] == Turn(speaker="Ana", text="I will send the budget.", line=1, end_line=2, at=None)
    chat = "<ana> i will send it\n<ana> to the board\n<lee> thanks\n<ana> sure\n" * 3
    assert [turn.text for turn in turns_of(read(chat))][:2] == ["i will send it", "to the board"]


def test_line_without_a_label_continues_the_turn() -> None:
    text = "Ana: I will send it\nto the board.\nLee: Good.\n...and the bank?\n" + "Ana: Yes.\nLee: Good.\n" * 3
    assert turns_of(read(text))[0] == Turn(
        speaker="Ana", text="I will send it to the board.", line=1, end_line=2, at=None
    )
    assert turns_of(read(text))[1] == Turn(speaker="Lee", text="Good. and the bank?", line=3, end_line=4, at=None)


def test_lines_above_the_first_turn_are_read_as_notes() -> None:
    text = "# Weekly call\n\nDate: 2026-03-04\n\n## Budget\n\n" + "Ana: Who sends it?\n\nLee: I will send it.\n\n" * 4
    notes = read(text)
    assert (notes.title, str(notes.date)) == ("Weekly call", "2026-03-04")
    assert turns_of(notes)[0].line == 7


def test_headings_between_turns_are_sections() -> None:
    text = "Ana: Hello.\nLee: Hi.\nAna: Well.\n\n## Budget\n\n" + "Ana: Who sends it?\nLee: I will send it.\n" * 3
    notes = read(text)
    assert [block.section for block in notes.blocks if block.text == "I will send it."] == [("Budget",)] * 3


def test_whisper_output_has_times_and_no_speakers() -> None:
    text = "".join(f"[00:0{n}.000 --> 00:0{n}.900]  We will send it.\n" for n in range(9))
    assert [(turn.speaker, turn.at) for turn in turns_of(read(text))][3] == (None, "00:00:03")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0:14", "00:00:14"),
        ("1:02:03", "01:02:03"),
        ("00:12:03.450", "00:12:03"),
        ("4:05 PM", "16:05:00"),
        ("12:05 am", "12:05:00"),
    ],
)
def test_written_time_as_hours_minutes_seconds(written: str, expected: str) -> None:
    assert clock(written) == expected


@pytest.mark.parametrize(
    ("called", "speaker"),
    [
        pytest.param("Martin", "Martina Berg", id="a name of its own"),
        pytest.param("Jake", "Jack Reed", id="short names"),
        pytest.param("Grafana", "Limari Navarrete", id="far"),
    ],
)
def test_different_name_is_not_an_alias_of_the_speaker(called: str, speaker: str) -> None:
    text = f"{speaker}: Hello there all.\nLee Wong: Thanks, {called}, for that.\n" * 4
    assert called not in [alias for person in read(text).people for alias in person.aliases]


def test_misspelt_name_is_an_alias_of_the_nearest_speaker() -> None:
    text = "Limari Navarrete: Hello there all.\nLee Wong: Thanks, Lamari, for that.\n" * 4
    assert ("Limari Navarrete", ("Lamari",)) in [(person.name, person.aliases) for person in read(text).people]


@pytest.mark.slow
def test_long_lines_take_linear_time() -> None:
    start = time.perf_counter()
    for piece in ("a", "a ", "1:", "[", "<a", "- ", "00:00 ", "a: "):
        is_transcript((piece * (100_000 // len(piece)) + "\n") * 5)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("10:00 Welcome\nAna opens.\n10:10 Budget\nBen reports.\n10:30 Break\nCoffee.\n", id="agenda"),
        pytest.param("Doors  10:00\nComing in.\nStart  11:00\nSpeech.\nEnd  12:00\nTidying.\n", id="programme"),
        pytest.param("Ana Lopez  10:00\nBen Carter  10:30\nDev Patel  11:00\nAnn Lee  12:00\n", id="rota"),
        pytest.param(
            "Ana Lopez  10:00\nRoom 1.\nBen Carter  9:00\nRoom 2.\nDev Patel  8:00\nRoom 3.\nx\n", id="backwards"
        ),
    ],
)
def test_lines_with_times_are_no_transcript(text: str) -> None:
    assert not is_transcript(text)


TALK = "{ana}  0:03\nWho has the keys?\n\n{ben}  0:10\nI do.\n\n{ana}  0:31\nGood.\n\n{who}  0:40\nI will pay.\n"


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Carla Diaz (Guest)", "Carla Diaz"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("Patel, Dev", "Dev Patel"),
        ("Dev Patel (dev@example.org)", "Dev Patel"),
        ("Dev Patel | Acme", "Dev Patel"),
        ("Meeting Room 2", "Meeting Room 2"),
        ("Unknown Speaker", "Unknown Speaker"),
        ("iPhone von Ana", "iPhone von Ana"),
        ("王小明", "王小明"),
    ],
)
def test_label_with_a_time_is_a_speaker_even_once(label: str, speaker: str) -> None:
    notes = read(TALK.format(ana="Ana Lopez", ben="Ben Carter", who=label))
    assert [(block.speaker, block.text) for block in notes.blocks][-1] == (speaker, "I will pay.")


def test_short_talk_of_named_speakers_is_a_transcript() -> None:
    assert [block.speaker for block in read("Ana Lopez  0:03\nWho pays?\n\nBen Carter  0:10\nI will.\n").blocks] == [
        "Ana Lopez",
        "Ben Carter",
    ]


def test_line_of_a_turn_that_ends_in_a_time_is_no_speaker() -> None:
    text = TALK.format(ana="Ana Lopez", ben="Ben Carter", who="Dev Patel") + "see you there at 10:30\n"
    assert {block.speaker for block in read(text).blocks} == {"Ana Lopez", "Ben Carter", "Dev Patel"}


FATHOM = """Garden committee - March 03
VIEW RECORDING - 32 mins (No highlights): https://fathom.video/share/abc

---

0:03 - Ana Lopez (Green Fingers)
  Who has the keys?

0:10 - Ben Carter
  I do.
  ACTION ITEM: Ring the council; report back - WATCH: https://fathom.video/share/abc?timestamp=10.2  That is good.
  SCREEN SHARING: Ben started screen sharing - WATCH: https://fathom.video/share/abc?timestamp=71.2

1:22 - Ana Lopez (Green Fingers)
  Thank you all.
"""


def test_marked_items_belong_to_their_speaker_without_the_address() -> None:
    blocks = [block for block in read(FATHOM).blocks if block.speaker == "Ben Carter"]
    assert [(block.kind, block.text) for block in blocks] == [
        (Kind.TURN, "I do."),
        (Kind.BOX, "Ring the council"),
        (Kind.BOX, "report back"),
        (Kind.TURN, "That is good."),
    ]


TEAMS = (
    "0:0:3.0 --> 0:0:8.370\nAna Lopez\nWho has the keys?\n\n0:0:10.0 --> 0:0:63.370\nBen Carter\nI do.\n\n"
    "0:1:31.0 --> 0:1:36.0\nAna Lopez\nGood.\n\n0:1:44.0 --> 0:1:49.370\nDev Patel\nI will pay.\n"
)


def test_names_below_lines_of_times_are_speakers() -> None:
    turns = turns_of(readers.read_text(TEAMS, "x.txt", readers_options("transcript")))
    assert [(turn.speaker, turn.line, turn.at) for turn in turns] == [
        ("Ana Lopez", 3, "00:00:03"),
        ("Ben Carter", 7, "00:00:10"),
        ("Ana Lopez", 11, "00:01:31"),
        ("Dev Patel", 15, "00:01:44"),
    ]


def readers_options(name: str) -> ReadOptions:
    return ReadOptions(input_format=name)


@pytest.mark.parametrize("end", range(1, 400, 11))
def test_file_cut_anywhere_is_read_up_to_there(end: int) -> None:
    for text in (FATHOM[:end], TEAMS[:end]):
        assert all(block.text for block in read(text).blocks)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["0:0:3.0 --> ", "0:03 - Ana (", "ACTION ITEM: ", "Ana [", "Ana | ", "ACTION ITEM: a - WATCH: "]
)
def test_hostile_lines_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    read((piece * (50_000 // len(piece)) + "\n") * 5)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("Wim de Boer :palm_tree:  0:20", "Wim de Boer"),
        ("Wim de Boer 🌴  0:20", "Wim de Boer"),
        ("Wim de Boer (Edited) — 0:20", "Wim de Boer"),
        ("+31 6 12345678  0:20", "+31 6 12345678"),
        ("\nWim de Boer", "Wim de Boer"),
    ],
)
def test_head_unlike_its_neighbours_begins_a_turn(head: str, speaker: str) -> None:
    text = (
        f"Ana Ruiz  0:03\nHello\n\nBen Lee  0:10\nHi\n{head}\nI'll go.\n\nAna Ruiz  0:30\nBye\n\nBen Lee  0:33\nBye\n"
    )
    assert [block.speaker for block in readers.read_text(text).blocks] == [
        "Ana Ruiz",
        "Ben Lee",
        speaker,
        "Ana Ruiz",
        "Ben Lee",
    ]


def test_speaker_behind_two_times_says_the_words() -> None:
    text = "\n".join(
        f"[00:00:0{at}.200 --> 00:00:0{at}.900] [SPEAKER_0{at % 2}]: I will do part {at}." for at in range(6)
    )
    assert [(block.speaker, block.text) for block in readers.read_text(text).blocks] == [
        (f"SPEAKER_0{at % 2}", f"I will do part {at}.") for at in range(6)
    ]


PASTED = (
    "Residents' meeting\n0:00\nokay welcome everyone to the october\n0:03\nresidents meeting so first the gate\n"
    "0:07\nanil will get two quotes for the gate motor\n0:11\nby the end of october and priya is going\n"
    "0:15\nto email everybody about the parking permits\n0:19\ntomorrow right any questions\n"
)


def test_captions_copied_from_a_page_are_joined_to_sentences() -> None:
    recap = extract(PASTED, date="2026-10-13")
    assert [(item.owners, item.due, item.line) for item in recap.items] == [
        (("anil",), date(2026, 10, 31), 7),
        (("priya",), date(2026, 10, 14), 9),
    ]
    for end in range(1, len(PASTED)):
        if PASTED[:end].strip():
            readers.read_text(PASTED[:end])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9:00\nWelcome\n10:00\nBreak\n11:00\nBudget\n12:00\nLunch\n", id="timetable"),
        pytest.param("0:00\nAna will call Ben.\n0:10\nOk.\n", id="too few"),
    ],
)
def test_other_times_above_lines_are_no_captions(text: str) -> None:
    assert not is_transcript(text)
