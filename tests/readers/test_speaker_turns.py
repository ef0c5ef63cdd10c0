"""Speaker turns in notes: who says which block, and labels that are not speakers."""

from __future__ import annotations

import pytest

from extractor.readers import read_text

TALK = "Ana: I'll do it.\nBob: Fine.\nAna: Good.\nBob: Bye.\n"


def turns(notes: str) -> list[tuple[str, str | None, str]]:
    return [(block.kind.value, block.speaker, block.text) for block in read_text(notes).blocks]


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param("Note: we met.\nDecision: we go.\nNote: we left.\nDecision: we stay.\n", id="kinds of lines"),
        pytest.param("Date: today\nTime: 12:00\nPlace: Zoom\n", id="fields"),
        pytest.param("Backend: done\nDocs: open\n\nBackend: again\nDocs: again\n", id="topics"),
        pytest.param(
            "## Action items\n\nKim: update the site\nLee: call Ana\nKim: write\nLee: x y\n", id="assignments"
        ),
        pytest.param(
            "DARIUSZ\ny: merged it\nt: support\nb: none\n\nMARGIT\ny: out\nt: mails\nb: her review\n\n"
            "SANNE\ny: the report\nt: part two\nb: none\n",
            id="form of a stand-up",
        ),
        pytest.param("We agreed on one thing: Ana will call.\n", id="colon in a sentence"),
        pytest.param("See https://x.org: it works\nSee https://x.org: it works\n", id="address"),
    ],
)
def test_labels_that_are_not_speakers(notes: str) -> None:
    assert all(speaker is None for _, speaker, _ in turns(notes))


@pytest.mark.parametrize(
    ("notes", "first"),
    [
        pytest.param(TALK, ("turn", "Ana", "I'll do it."), id="names"),
        pytest.param(
            TALK.replace("Ana:", "ANA:").replace("Bob:", "BOB:"), ("turn", "ANA", "I'll do it."), id="capitals"
        ),
        pytest.param(TALK.replace("Ana:", "Ana Ruiz (Acme):"), ("turn", "Ana Ruiz", "I'll do it."), id="organisation"),
        pytest.param(
            TALK.replace("Ana:", "[ana]").replace("Bob:", "[bob]"), ("turn", "ana", "I'll do it."), id="square"
        ),
        pytest.param(
            TALK.replace("Ana:", "<ana>").replace("Bob:", "<bob>"), ("turn", "ana", "I'll do it."), id="angles"
        ),
        pytest.param(
            TALK.replace("Ana:", "ana:").replace("Bob:", "bob:") + "ana: x\nbob: y\n",
            ("turn", "ana", "I'll do it."),
            id="chat",
        ),
        pytest.param(
            TALK.replace("Ana:", "12:03 Ana:").replace("Bob:", "12:04 Bob:"), ("turn", "Ana", "I'll do it."), id="time"
        ),
        pytest.param(
            TALK.replace("Ana:", "**Ana:**").replace("Bob:", "**Bob:**"), ("turn", "Ana", "I'll do it."), id="bold"
        ),
        pytest.param("\n" + TALK.replace("\n", "\n\n"), ("turn", "Ana", "I'll do it."), id="paragraphs"),
    ],
)
def test_first_turn_has_its_speaker_and_words(notes: str, first: tuple[str, str | None, str]) -> None:
    assert turns(notes)[0] == first


def test_attendee_who_speaks_once_is_a_speaker() -> None:
    notes = "Present: Ana Ruiz, Bob Lee\n\nAna: I'll do it.\n\nWe moved on.\n\nBob: Fine.\n"
    assert [speaker for _, speaker, _ in turns(notes)] == [None, "Ana", None, "Bob"]


def test_ellipsis_continues_the_speaker() -> None:
    assert turns(TALK + "... and thanks\n")[-1] == ("turn", "Bob", "and thanks")


def test_scribe_records_the_words_of_others() -> None:
    notes = "Scribe: miro\n\n<miro> jt: I'll fix it\n<miro> ... today\n<jt> yes\n<miro> good\n"
    assert turns(notes)[1:] == [
        ("turn", "jt", "I'll fix it"),
        ("turn", "jt", "today"),
        ("turn", "jt", "yes"),
        ("turn", "miro", "good"),
    ]


def test_announced_topic_is_a_section() -> None:
    blocks = read_text("<ana> Topic: Release 2.4\n<bob> I'll cut it\n<ana> Topic: Website\n<bob> It is slow\n").blocks
    assert [(block.kind.value, block.section) for block in blocks] == [
        ("heading", ()),
        ("turn", ("Release 2.4",)),
        ("heading", ()),
        ("turn", ("Website",)),
    ]


def test_saved_chat_names_its_senders() -> None:
    notes = "".join(
        f"13:02:1{at} From {who} : hello {at}\n" for at, who in enumerate(("rachel tillay", "rosie", "dan to Everyone"))
    )
    assert turns(notes)[0] == ("turn", "rachel tillay", "hello 0")
    assert [speaker for _, speaker, _ in turns(notes)] == ["rachel tillay", "rosie", "dan"]


def test_bullet_keeps_its_label_in_the_text() -> None:
    notes = "Present: Ana Ruiz, Bob Lee\n\n- Ana: I'll do it\n- Bob: fine\n"
    assert turns(notes)[1:] == [("bullet", "Ana", "Ana: I'll do it"), ("bullet", "Bob", "Bob: fine")]


LETTER = "To: Ruth Ode; Tom Lee\n\nWhat I need from you\n\nTom: {}\n\nRuth: ask your sister, and let me know.\n"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        pytest.param("the pages for the pension.", "paragraph", id="a thing"),
        pytest.param("look whether we need a permit.", "paragraph", id="an order"),
        pytest.param("I'll bring the pages.", "turn", id="a promise"),
        pytest.param("We need a permit.", "turn", id="we"),
        pytest.param("who brings the pages?", "turn", id="a question"),
        pytest.param("ok, the pages.", "turn", id="an answer"),
    ],
)
def test_letter_that_parts_the_work_holds_no_talk(words: str, kind: str) -> None:
    assert [block[0] for block in turns(LETTER.format(words))[-2:]] == [kind, kind]


def test_speakers_are_added_to_the_people() -> None:
    assert [(who.name, who.present, who.line) for who in read_text(TALK).people] == [("Ana", True, 1), ("Bob", True, 2)]


def test_spans_and_lines_move_when_the_label_is_removed() -> None:
    first = read_text(TALK.replace("I'll do it", "I'll **do** it")).blocks[0]
    assert [first.text[a:b] for a, b in first.strong] == ["do"]
    assert first.lines == ((0, 1),)
