"""Who speaks behind a label that is no name."""

from __future__ import annotations

from extractor.extraction.context.shared_speakers import shared_speakers
from extractor.language.people import roster_learning
from extractor.readers import read_text

TALK = (
    ("Ana Silva", "Morning. Is everybody there?"),
    ("Meeting Room 2", "We are."),
    ("Ana Silva", "Good. Casper, could you do the pans?"),
    ("Meeting Room 2", "Yes, tonight."),
    ("Ben Osei", "It rained here."),
    ("Meeting Room 2", "Here too. I'll put the pans out after."),
    ("Ben Osei", "And the stickers?"),
    ("Meeting Room 2", "Margit here. I'll print them."),
    ("Ana Silva", "Thanks. Ben, are you all right?"),
    ("Meeting Room 2", "He's gone."),
)


def test_whoever_is_called_or_names_themselves_speaks_until_another_does() -> None:
    notes = read_text("".join(f"{who}: {words}\n" for who, words in TALK))
    found = shared_speakers(notes, roster_learning.learn(notes.blocks, notes.people))
    texts = {notes.blocks[index].text[:8]: who for index, who in found.items()}
    assert texts == {"Yes, ton": "Casper", "Here too": "Casper", "Margit h": "Margit", "He's gon": "Margit"}


def test_talk_in_which_every_label_is_a_name_has_none() -> None:
    notes = read_text("".join(f"{who}: {words}\n" for who, words in TALK if who != "Meeting Room 2"))
    assert not shared_speakers(notes, roster_learning.learn(notes.blocks, notes.people))
