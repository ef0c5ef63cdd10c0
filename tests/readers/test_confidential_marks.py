"""Confidential marks: which blocks are private, how privacy is inherited, and that a client sees nothing private."""

from __future__ import annotations

import base64
import re
from email import message_from_string
from email.policy import SMTP
from pathlib import Path

import pytest
from click.testing import CliRunner
from plans import FULL, action, recap

import extractor
from extractor.cli.app import app
from extractor.model import Person, RecapError, RenderOptions
from extractor.output.formats import OUTPUTS
from extractor.output.mail.draft import draft
from extractor.output.plan_json import read_plan, write_plan
from extractor.output.redaction import ADDRESS_WITHHELD, for_client, withheld
from extractor.output.render import render
from extractor.readers import confidential_phrases, confidential_words, read_text

CLIENT = RenderOptions(audience="client", sender=Person("Sam Teller", email="sam@example.org"))


@pytest.mark.parametrize(
    "notes",
    [
        "- internal links to check\n",
        "- Ana will join the private beta (private beta only)\n",
        "- The internal audit is on Friday\n",
        "- nothing off the record was said\n",
        "- confidentiality matters\n",
        "## Internal tooling\n\n- Ana to fix the build\n",
        "## Private beta\n\n- Ana to fix the build\n",
        "## Internal notes\n\n- secret\n\n## Next steps\n\n- Ana to fix the build\n",
        "- (internal) raise the price\n- Ana to fix the build\n",
        "| task | visibility |\n|---|---|\n| fix the build | public |\n",
        "[off the record]\n\nraise the price\n\n[back on the record]\n\nAna to fix the build.\n",
    ],
)
def test_last_block_is_public(notes: str) -> None:
    assert not read_text(notes).blocks[-1].private


RULES = (
    *confidential_phrases.PHRASES.phrases,
    *confidential_phrases.CLOSING.phrases,
    *confidential_phrases.OPENING.phrases,
    *confidential_phrases.APART.phrases,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_each_phrase_is_found_in_its_example(rule: confidential_phrases.Phrase) -> None:
    example = rule.example.replace("Acme", "client")
    words = frozenset(re.findall(r"[^\W\d_]+", example.lower()))
    assert confidential_phrases.Rules(rule).that_says(example, words) is rule
    assert confidential_words.may_hold_mark(example)


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param("- raise the price [internal]\n", id="mark behind"),
        pytest.param("- (private) raise the price\n", id="mark before"),
        pytest.param("- [INTERNAL ONLY] raise the price\n", id="capitals"),
        pytest.param("- [internal: margin] raise the price\n", id="mark with words"),
        pytest.param("- raise the price (not for the client)\n", id="not for the client"),
        pytest.param("Internal: Ana to raise the price.\n", id="label"),
        pytest.param("- **Confidential** - Ana to raise the price\n", id="label in bold"),
        pytest.param("Ana: off the record, we raise the price.\n", id="off the record"),
        pytest.param("- Raise the price. Please do not share this.\n", id="do not share"),
        pytest.param("## Internal notes\n\n- raise the price\n", id="section"),
        pytest.param("## Off the record\n\n### Money\n\n- raise the price\n", id="subsection"),
        pytest.param("## Pricing (internal)\n\n- raise the price\n", id="mark in a title"),
        pytest.param("## 4. Executive session\n\n- raise the price\n", id="executive session"),
        pytest.param("**Internal only**\n\n- raise the price\n", id="title in bold"),
        pytest.param("- (internal only) staff\n  - raise the price\n", id="parent"),
        pytest.param("- Internal:\n  - money\n    - raise the price\n", id="grandparent"),
        pytest.param("| task | visibility |\n|---|---|\n| raise the price | internal |\n", id="column"),
        pytest.param("| task | internal notes |\n|---|---|\n| ship | raise the price |\n", id="column of notes"),
        pytest.param("[off the record]\n\nBob: raise the price.\n\nAna: I will do it.\n", id="from here on"),
    ],
)
def test_last_block_is_private(notes: str) -> None:
    assert read_text(notes).blocks[-1].private


@pytest.mark.parametrize(
    "title",
    ["Minute ref", "Minute no", "Minute", "Minutes", "Minute reference", "Release date", "Agenda item", "Share link"],
)
def test_column_that_refers_or_dates_does_not_ask_who_may_see_a_row(title: str) -> None:
    assert not read_text(f"| {title} | task |\n|---|---|\n| 12.1 | raise the price |\n").blocks[-1].private


@pytest.mark.parametrize("title", ["Minuted?", "Minute?", "Share?", "Minute this", "Release", "Confidential item"])
def test_column_that_asks_who_may_see_a_row(title: str) -> None:
    answer = "yes" if title.startswith("Conf") else "no"
    assert read_text(f"| {title} | task |\n|---|---|\n| {answer} | raise the price |\n").blocks[-1].private


@pytest.mark.parametrize(
    ("notes", "text"),
    [
        ("- [internal] Ana to call\n", "Ana to call"),
        ("- Ana to call (private)\n", "Ana to call"),
        ("- Ana (internal) to call\n", "Ana to call"),
        ("Internal: Ana to call\n", "Ana to call"),
        ("Workshop\n(notes to self, Ana, on the train)\n", "Workshop (notes to self, Ana, on the train)"),
    ],
)
def test_mark_is_removed_from_the_text(notes: str, text: str) -> None:
    assert read_text(notes).blocks[-1].text.strip() == text


def test_spans_and_lines_move_when_a_mark_is_removed() -> None:
    (block,) = read_text("- [internal] **Ana** will write\n  to the ~~board~~ bank today\n").blocks
    assert [block.text[a:b] for a, b in block.strong] == ["Ana"]
    assert [block.text[a:b] for a, b in block.struck] == ["board"]
    assert block.line_at(block.text.index("Ana")) == 1
    assert block.line_at(block.text.index("bank")) == 2


@pytest.mark.slow
def test_long_lines_of_marks_are_read() -> None:
    assert read_text("- [internal " * 3000 + "\n").blocks
    assert read_text("off the record " * 8000 + "\n").blocks[-1].private


# Words in capitals that begin with Q are said in private only.
SECRET = """\
# Acme weekly call

Date: 4 March 2026
Attendees: Ana Lopez, Bob Stone (bob@acme.example)

## Status

- Ana will send the contract by Friday.
- [internal] Bob will prepare the QUEBEC layoff list by Monday.
- Decision: launch on 1 April
- Decision: drop QUINOA from the offer (private)
- Off the record: Bob said that QUIXOTE wants out. Ana to call QUIXOTE tomorrow.
- Open question: what does QUARTZ cost us? [confidential]
- Bob will book the big room.

## Internal notes

- Ana to send the contract to QATAR by Thursday.
- TODO Bob: raise the price to 99887 QUID
- Bob will book the big room by 9 March.
- [x] Ana: sack QUILLON
- Next meeting with QUASAR: 17 March 2026

Present: QUENTIN Marsh

## Next steps

- Bob: mail eve@acme.example the agenda
"""
SECRETS = re.compile(
    r"(?-i:\bQ[A-Z]{3,})|quebec|quinoa|quixote|quartz|quentin|marsh|qatar|99887|quillon|quasar|layoff|sack|acme\.example"
    r"|17 Mar|2026-03-17|20260317|9 Mar|2026-03-09|20260309|5 Mar\b|2026-03-05|20260305",
    re.I,
)


FOR_CLIENTS = [output for output in OUTPUTS if not output.needs_notes]


def test_page_with_all_of_the_notes_is_not_for_a_client() -> None:
    with pytest.raises(RecapError, match="for you alone"):
        render(extractor.extract(SECRET), "review", CLIENT)


@pytest.mark.parametrize("output", FOR_CLIENTS, ids=lambda output: output.name)
@pytest.mark.parametrize("saved", [False, True], ids=["from notes", "from a saved plan"])
def test_no_planted_secret_reaches_the_client(output: object, saved: bool) -> None:
    made = extractor.extract(SECRET)
    if saved:
        again = read_plan(write_plan(made).encode(), "plan.json")
        assert again == made
    format = output.name  # type: ignore[attr-defined]
    document = render(made, format, CLIENT)
    if format == "eml":
        message = message_from_string(document, policy=SMTP)
        parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
        document = "\n".join([*(f"{name}: {value}" for name, value in message.items()), *map(str, parts)])
    assert not SECRETS.findall(document)
    assert "send the contract" in document.lower()


def test_planted_secrets_reach_the_team() -> None:
    """Shows that the test above can fail."""
    document = render(extractor.extract(SECRET), "text")
    for word in ("QUEBEC", "QUINOA", "QUARTZ", "99887"):
        assert word in document


def test_attached_calendar_and_personal_drafts_have_no_secret() -> None:
    made = for_client(extractor.extract(SECRET))
    for reader in (None, "Ana Lopez", "Bob Stone"):
        options = RenderOptions(
            audience="client", reader=reader, attach_ics=True, address_book=(Person("Bob", email="b@example.org"),)
        )
        message = message_from_string(draft(made, options), policy=SMTP)
        for part in message.walk():
            if not part.is_multipart():
                payload = part.get_payload(decode=True)
                assert isinstance(payload, bytes)
                assert not SECRETS.findall(payload.decode())
        assert not SECRETS.findall(str(message.items()))


def test_item_said_in_public_and_private_keeps_its_public_words() -> None:
    made = extractor.extract(SECRET)
    contract = next(item for item in made.items if "contract" in item.task and not item.private)
    assert "QATAR" not in contract.task + contract.said
    assert (contract.line, contract.due_text) == (8, "by Friday")
    room = next(item for item in made.items if "big room" in item.task)
    assert not room.private
    assert str(room.due) == "2026-03-09"  # the team may know it
    assert room.private_parts == ("due",)
    outside = next(item for item in for_client(made).items if "big room" in item.task)
    assert (outside.due, outside.due_text) == (None, None)


def test_item_in_public_words_only_stays_public() -> None:
    made = extractor.extract("# Sync\n\n- [internal] Zebra is late.\n- Ana will fix the build.\n", date="2026-03-04")
    assert [item.private for item in made.items if "build" in item.task] == [False]


def test_withheld_parts_are_listed_for_the_sender() -> None:
    made = recap(
        action("raise the price", "Ana", line=4, private=True),
        action("mail eve@example.org", "Bob", line=5, private_parts=("due",)),
        people=(Person("Quentin", line=9, private=True),),
        private=("next_meeting",),
    )
    assert withheld(made) == (
        "line 4: raise the price",
        "line 5: due of “mail eve@example.org”",
        "the meeting's next meeting",
        "line 9: Quentin",
        "address eve@example.org",
    )


def test_client_gets_no_doubts_maybes_or_line_numbers() -> None:
    outside = for_client(FULL)
    assert (outside.doubts, outside.maybes, outside.source) == ((), (), "-")
    assert not [item for item in outside.items if item.line or item.said or item.also or item.other_due]
    document = render(FULL, "text", CLIENT)
    assert not re.search(r"\blines? \d|\[\d", document.lower())
    assert "example.org" not in document


@pytest.mark.parametrize(
    "words",
    ["eve@example.org", "mailto:eve@example.org", "Eve <eve@example.org>", "eve.s+x@mail.example.org", "é@example.org"],
)
def test_email_addresses_are_withheld_from_the_client(words: str) -> None:
    made = recap(action(f"write to {words} today", words, due_text=words), title=words, attendees=(words,))
    for output in FOR_CLIENTS:
        document = render(made, output.name, RenderOptions(audience="client"))
        for run in re.findall(r"(?:[A-Za-z0-9+/]{60,}\r?\n)+", document):
            document += base64.b64decode(run.replace("\r\n", "") + "==").decode(errors="replace")
        assert "@example.org" not in document and "@mail.example.org" not in document
    assert ADDRESS_WITHHELD in for_client(made).items[0].task


def test_command_reports_what_it_withholds(tmp_path: Path) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text(SECRET, encoding="utf-8")
    result = CliRunner().invoke(app, [str(notes), "--for", "client", "--note", "Good call!"], prog_name="recap")
    assert result.exit_code == 0, result.stderr
    assert not SECRETS.findall(result.stdout)
    assert result.stdout.index("Thank you for meeting") < result.stdout.index("Good call!")
    assert "withheld: line 9: " in result.stderr
    assert "withheld: address eve@acme.example" in result.stderr


def test_work_with_a_mark_does_not_count_for_the_work_above() -> None:
    notes = read_text(
        "Call with Acme\n\nAttendees: Ana, Dana (Acme)\n\n- Ana will cut the hedge.\n"
        "- Cara will call the lawyer on Monday - don't tell Acme.\n"
    )
    assert [block.private for block in notes.blocks[-2:]] == [False, True]
