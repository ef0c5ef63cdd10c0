"""Suspicious words: what a sender should see before a client does, and the harmless uses of the same words."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from extractor import pipeline
from extractor.output.redaction import suspicions
from extractor.pipeline import read_options
from extractor.resolution.suspicion import suspicious_words


@pytest.mark.parametrize(
    "text",
    [
        "Ana will do the internal audit by Friday",
        "fix the private API",
        "a case-sensitive search",
        "set the page margins",
        "reduce the technical debt",
        "nobody reads the weekly numbers",
        "we did not send the mail",
        "check the weather forecast",
        "book the private dining room",
        "Sue will send the minutes",
        "the meeting is on 20 March",
        "tell us what we need to know",
        "I have no idea what it costs",
        "the intern will tidy the shelves",
        "fix the performance issue on the login page",
        "raise the rate limit of the API",
        "envoyer le procès-verbal",
        "préparer la remise des clés",
        "der Vortrag wird am Montag gehalten",
        "im Krankenhaus anrufen",
        "print the student discount codes",
        "if the forecast is rain the picnic moves indoors",
        "book the mental health first aider course",
        "widen the left margin",
        "set up the data acquisition",
        "the pots to be fired on Monday",
        "rotate the secrets in the vault",
        "drop the privileged containers",
        "move the secrets to the new namespace",
        "check the margin of the printout",
        "report the pothole to the council",
        "register the club as a not-for-profit",
        "order poached salmon",
        "set up the fees page",
        "do the safeguarding course",
    ],
)
def test_harmless_words_are_not_named(text: str) -> None:
    assert suspicious_words(text) == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lower the day rate", "day rate"),
        ("check our margin", "our margin"),
        ("prepare the price increase", "price increase"),
        ("give them a discount", "discount"),
        ("update the CRM", "CRM"),
        ("send the forecast", "forecast"),
        ("plan the upsell", "upsell"),
        ("answer the lawsuit", "lawsuit"),
        ("review her salary", "salary"),
        ("cover for Bob, who is on sick leave", "on sick leave"),
        ("after the takeover", "takeover"),
        ("talk to the board quietly", "quietly"),
        ("they don't know about it", "they don't know about it"),
        ("send the internal numbers", "internal"),
        ("Gehaltsliste schicken", "Gehaltsliste"),
        ("la marge est faible", "marge"),
        ("Rob is on 62k", "is on 62k"),
        ("move them to our spare staff, he'd go to 410", "he'd go to 410"),
        ("pad the timeline by a week", "pad the timeline"),
        ("raise the hourly from 80 to 95", "raise the hourly"),
        ("write off four hours", "write off"),
        ("quote the firewall at 40 over cost", "over cost"),
        ("pay the labourers cash", "pay the labourers cash"),
        ("draft the pitch for their main rival", "main rival"),
        ("write up our own exposure", "our own exposure"),
        ("ring him about the HIV result", "HIV"),
        ("he has a hospital appointment", "hospital appointment"),
        ("ask Joan about her drinking", "her drinking"),
        ("call about the custody order", "custody order"),
        ("let Simon go at the end of the month", "let Simon go"),
        ("gloss over the damp survey", "gloss over"),
        ("invent another bidder", "invent another bidder"),
        ("use frozen prawns, nobody will taste it", "nobody will taste"),
        ("I'll say I am fully booked", "I'll say I am"),
        ("copy their admin password", "admin password"),
        ("leave out that Dean failed", "leave out that"),
        ("brief Piotr offline", "brief Piotr offline"),
        ("rotate the shift, and keep her salary secret", "secret"),
        ("report Bea's volunteer to the RSPCA", "report Bea's volunteer to the RSPCA"),
        ("draft a letter in case Kev goes bust", "goes bust"),
        ("bury the overspend in post", "bury the overspend"),
        ("keep the scratch on the vase out of the condition report", "keep the scratch"),
        ("Con rings in sick", "rings in sick"),
        ("inflate the visitor numbers", "inflate the visitor numbers"),
        ("put 15 percent on the tape, the club won't spot that", "won't spot"),
        ("die Abmahnung klären", "Abmahnung"),
        ("das sagen wir Herrn Adam lieber nicht", "sagen wir Herrn Adam lieber nicht"),
    ],
)
def test_suspicious_words_are_named_as_the_text_has_them(text: str, word: str) -> None:
    assert word in " / ".join(suspicious_words(text))


def test_each_word_is_named_once() -> None:
    assert suspicious_words("margin and margin") == ("margin",)


class Named(NamedTuple):
    """Notes below the head, and words with which standard error must name the last item; "" for nothing."""

    notes: str
    words: str


@pytest.mark.parametrize(
    "case",
    [
        Named("- Bob will lower the shelf by Friday [audience: eng]", "audience: eng"),
        Named("- Bob will lower the shelf by Friday scope=us", "scope=us"),
        Named("- Bob will lower the shelf by Friday [distribution: 200]", ""),
        Named("| Task | Owner | Extranet |\n|---|---|---|\n| Lower the shelf | Bob | nope |", "Extranet: nope"),
        Named("| Task | Owner | Extranet |\n|---|---|---|\n| Lower the shelf | Bob | yes |", ""),
        Named("## Once Dana had driven off\n\n- Bob will lower the shelf by Friday", "Once Dana had driven off"),
        Named("## Before the guests arrive\n\n- Bob will lower the shelf by Friday", ""),
        Named("- Bob will lower the shelf. If Acme asks, we haven't decided.", "asks"),
        Named("- Bob will lower the shelf. If it rains, we wait.", ""),
        Named("| Task | Lender | Assignee |\n|---|---|---|\n| Lower the shelf | private | Bob / Team |", ""),
        Named("| Task | Who | Note |\n|---|---|---|\n| Lower the shelf | Bob | team |", "team"),
        Named("- This one is for Bob's eyes: Bob will lower the shelf", "for Bob's eyes"),
        Named("- Bob will lower the shelf before Acme realises", "before"),
        Named("- Bob will lower the shelf. Nobody at Acme has been told.", "Nobody at Acme has been told"),
        Named("- ~ for agency side ~ Bob will lower the shelf", "for agency side"),
        Named("- Bob will lower the shelf. Dana left before this point.", "left before this"),
        Named("- Bob will lower the shelf, to be raised with the board first", "raised with the board first"),
        Named("## After the call\n\n- Bob will lower the shelf", "After the call"),
        Named("Client part ends here.\n\n- Bob will lower the shelf", "Client part ends here"),
        Named("- Bob will lower the shelf. Discussed in Dana's absence.", "in client absence"),
        Named("- Bob will lower the shelf. Acme gets the short version.", "gets the short version"),
        Named("- Bob will lower the shelf. I'd prefer this didn't get back to Dana.", "get back to"),
        Named("- NB vendor-side: Bob will lower the shelf", "NB vendor-side"),
        Named("- Client-side: Bob will lower the shelf", ""),
        Named("- cork trays: not for us\n- Bob will lower the shelf", ""),
        Named("- Bob will invite the team only if the shelf is low", ""),
        Named("- Bob will lower the shelf for those who are not on the client list", ""),
    ],
    ids=lambda case: case.notes[:60],
)
def test_forms_that_name_readers_are_named(case: Named) -> None:
    head = "# Call with Acme\n\nDate: 2026-03-04\nAttendees: Ana Lopez, Bob Stone, Dana Reed (Acme)\n\n"
    named = "\n".join(suspicions(pipeline.from_bytes(f"{head}{case.notes}\n".encode(), "notes.md", read_options())))
    assert (case.words in named) if case.words else not named


@pytest.mark.parametrize(
    ("goodbye", "is_named"),
    [
        ("Right, I have to dash, bye everybody.", True),
        ("I'll leave you to it.", True),
        ("Great, I need to jump to another call now.", True),
        ("Ich muss leider los.", True),
        ("I have to run the tests.", False),
        ("I'll go through the list.", False),
        ("I'm off to the printer with it.", False),
    ],
)
def test_what_is_said_once_a_speaker_left_the_call_is_named(goodbye: str, *, is_named: bool) -> None:
    turns = (
        ("Dana Reed", "I will sign the contract."),
        ("Ana Lopez", "I will paint the wall."),
        ("Dana Reed", goodbye),
        ("Bob Stone", "I will lower the shelf."),
        ("Ana Lopez", "I will order the cups."),
    )
    cues = (f"00:{at:02}:00.000 --> 00:{at:02}:20.000\n<v {who}>{said}\n" for at, (who, said) in enumerate(turns))
    captions = "\n".join(("WEBVTT\n", *cues)).encode()
    named = suspicions(pipeline.from_bytes(captions, "call.vtt", read_options()))
    assert [line.split()[1] for line in named] == (["13", "16"] if is_named else [])


def test_work_with_a_mark_of_its_own_tells_nothing_of_the_lines_around_it() -> None:
    head = "# Call with Acme\n\nDate: 2026-03-04\nAttendees: Ana Lopez, Bob Stone, Dana Reed (Acme)\n\n"
    lines = (
        "- Ana will paint the wall\n- Bob will check the landlord, strictly firm business\n- Bob will lower the shelf\n"
    )
    (named,) = suspicions(pipeline.from_bytes(f"{head}{lines}".encode(), "notes.md", read_options()))
    assert named.startswith("line 7 says 'strictly firm business'")
