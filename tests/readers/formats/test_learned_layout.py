"""Layouts of chats that no known program writes: what is none first."""

from __future__ import annotations

import time

import pytest

from extractor.model import Kind
from extractor.readers import read_text

TALK = (
    ("Ana Lopez", "09:01", "Shall we start with the fair?"),
    ("Ben Carter", "09:02", "Yes. I will order the marquee by Friday."),
    ("Ana Lopez", "09:03", "Good, and the posters?"),
    ("Dev Patel", "09:04", "I'll print the posters next week."),
    ("Ben Carter", "09:05", "The hall is free on the day."),
    ("Ana Lopez", "09:06", "Then I will ask the head for the keys."),
    ("Ben Carter", "09:07", "Fine with me."),
    ("Ana Lopez", "09:08", "Thanks all, that is it."),
)

# {n} is the number of the message, {handle} the name as a handle, {given} and {family} its parts.
LAYOUTS = {
    "name in brackets": "({who}) {time} » {text}",
    "bars": "{time} | {who} | {text}",
    "at and a dash": "{who} @ {time} — {text}",
    "number and square brackets": "#{n} [{who}] {text}",
    "wrote": "{who} wrote:\n{text}\n",
    "capitals": "{capitals}\n{text}\n",
    "rule": "--- {who} ({time}) ---\n{text}",
    "ISO time": "2026-03-04T{time}:11Z {who}: {text}",
    "ISO time with a zone": "2026-03-04T{time}:11+01:00 {who}: {text}",
    "handle": "{{{time}}} {handle} ~ {text}",
    "tabs": "{who}\t{time}\t{text}",
    "tabs, the time first": "{time}\t{who}\t{text}",
    "stars": "* {who} * {text}",
    "pronouns": "[00:{time}.345] {who} (she/her) - {text}",
    "fields": "Speaker: {who}\nTime: {time}\n{text}\n",
    "slashes": "{who}/{time}/ {text}",
    "arrow behind the time": "00:{time}.123 --> {who}: {text}",
    "family name first": "{family}, {given} ({time} AM): {text}",
    "bold": "**{who}** _{time}_\n{text}\n",
    "equals": "{who} = {text}",
    "two colons": "{who} :: {text}",
    "table without lines": "| {who} | {text}",
    "seconds": "[{n}0.00s - {n}9.52s] {who}: {text}",
    "emoji": "🗣 {who}: {text}",
    "guillemets": "«{who}» {text}",
    "time above": "{time}\n{who}\n{text}\n",
    "weekday": "Wed {time} {who}> {text}",
    "semicolons": "{time};{who};{text}",
    "numbers": "{n}. {who}: {text}",
    "twice chevrons": ">> {who} @{time} >> {text}",
    "German clock": "{who}, {time} Uhr: {text}",
    "double arrow": "({time} pm) {who} ⇒ {text}",
    "box": "┃ {who} ┃ {time}\n┃ {text}",
    "date in words": "Mar 4, 2026 {time} AM | {who} | {text}",
    "handle above": "@{handle} ({time})\n  {text}",
    "number of all": "[{n}/8] {who}: {text}",
    "turn": "Turn {n} — {who} — {text}",
    "date below": "{who}\n(4 March 2026, {time})\n{text}\n",
    "range": "00:{n}0-00:{n}9 {who} → {text}",
    "message from": "Message from {who} at {time}:\n{text}",
    "quoted name": '"{who}" <{time}> {text}',
    "dots": "{who} ..... {text}",
    "name and time in brackets": "[{who}|{time}] {text}",
    "one letter behind the time": "{time}a {who}: {text}",
    "braces": "{{{who}}} {text}",
    "number sign": "№{n} {who} ({time}) {text}",
    "time above the label": "{time}\n  {who}: {text}",
    "day without a year": "{who} • 4 Mar • {time}\n{text}\n",
    "angle brackets": "<{who} {time}> {text}",
    "role in brackets": "{who} [Organizer] {time}:11: {text}",
}


def written(layout: str) -> str:
    lines = []
    for n, (who, at, text) in enumerate(TALK, 1):
        given, family = who.split()
        handle = f"{given}_{family}".lower()
        lines.append(
            layout.format(
                who=who, time=at, text=text, n=n, handle=handle, given=given, family=family, capitals=who.upper()
            )
        )
    return "\n".join(lines) + "\n"


NO_TALK = {
    "owners before a dash": "Ana - order paint\nBen - call the bank\nAna - book the hall\nBen - posters\n",
    "owners before an arrow": "Ana -> order paint\nBen -> call the bank\nAna -> book the hall\nBen -> posters\n",
    "entries": "- Ana: order paint\n- Ben: call the bank\n- Ana: book the hall\n- Ben: posters\n",
    "numbered entries": "1. Ana: order paint\n2. Ben: call the bank\n3. Ana: book the hall\n4. Ben: posters\n",
    "rows of typed text": "Ana | order paint | Friday\nBen | call the bank | Monday\nAna | the hall | Tuesday\n"
    "Ben | posters | Friday\n",
    "table": "| Who | What |\n|---|---|\n| Ana | I need it |\n| Ben | call you |\n| Ana | I ask |\n| Ben | yes |\n",
    "rota": "Mon 09:00 Ana - till\nMon 13:00 Ben - till\nTue 09:00 Ana - till\nTue 13:00 Ben - till\n",
    "agenda": "09:00 - Welcome - Ana\n09:10 - Budget - Ben\n09:30 - Hall - Ana\n09:45 - Fair - Ben\n",
    "stand-up": "Ana\nDid the logo. I will do more.\n\nBen\nWrote it. You can read it.\n\nCarla\nI am blocked.\n",
    "fields": "Owner: Ana\nDue: Friday\nOwner: Ben\nDue: Monday\nOwner: Ana\nDue: Friday\n",
    "titles": "Budget\nWe need more, I said.\n\nHall\nYou can book it.\n\nBudget\nThanks.\n\nHall\nNo key for me.\n",
    "notes with quotes": "# Minutes\n\n* [ana] I ask.\n* [ben] I know.\n* [ana] You do?\n* [ben] Yes.\n",
}


@pytest.mark.parametrize("text", NO_TALK.values(), ids=NO_TALK)
def test_notes_are_no_chat(text: str) -> None:
    assert read_text(text).format != "regular chat"


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_who_says_what(layout: str) -> None:
    turns = [block for block in read_text(written(layout)).blocks if block.kind is Kind.TURN]
    speakers = [(turn.speaker or "").replace("_", " ").title() for turn in turns]
    assert speakers == [who for who, _, _ in TALK]
    assert all(text in turn.text for turn, (_, _, text) in zip(turns, TALK, strict=True))


def test_message_of_several_lines_keeps_its_writer_and_lines() -> None:
    text = written("#{n} [{who}] {text}").replace("by Friday.", "by Friday.\nIt is the big one.")
    turn = next(block for block in read_text(text).blocks if "big one" in block.text)
    assert (turn.speaker, turn.line) == ("Ben Carter", 3)


@pytest.mark.parametrize(
    "layout", ["{who} :: {text}", "{time}\n{who}\n{text}\n", "2026-03-04T{time}:11Z {who}: {text}"]
)
def test_chat_cut_anywhere_is_read(layout: str) -> None:
    text = written(layout)
    for end in range(1, len(text), 23):
        assert all(block.line <= len(text[:end].splitlines()) for block in read_text(text[:end]).blocks)


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a ", "[a] ", "09:01 ", "- ", "a, B ", "#1 ", "** ", "a\t"])
def test_hostile_lines_take_linear_time(piece: str) -> None:
    start = time.perf_counter()
    read_text((piece * (20_000 // len(piece)) + "\n") * 6)
    assert time.perf_counter() - start < 5
