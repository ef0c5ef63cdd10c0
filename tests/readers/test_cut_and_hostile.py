"""Layouts that are read beside the formats: real-looking notes cut anywhere, and hostile lines of each kind."""

from __future__ import annotations

import time

import pytest

from extractor.readers import read_text

SUMMARY = """Committee - Tue, Mar 03 2026
Meeting summary
Kim walked through the plan. The group spoke of prices.

Next steps
Kim Lee
- Send the plan to Tom by Monday (02:10)
- Book a review
Tom Ode:
- Update the price list by March 12 (14:33)
Rate this summary: 👍 👎
Notes by an assistant. Check important info.
"""
TYPED = """Committee, 3 March 2026

No   Action                 Who        By when     Status
1    Order the paint        Kim Lee    6 March     Open
2    Call the bank          Tom Ode    9 March     Closed
3    Book the hall          "          13 March    Open

What\tWho\tWhen
Send invites\tKim Lee\t20 March
Print posters\tditto\t27 March
"""
FOREIGN = """Protokoll Gartenverein, 3. März 2026
Anwesend: Kim Lee, Tom Ode
- Kim bestellt die Farbe bis Freitag
- Tom ruft bei der Bank an und fragt nach dem Konto
- Das Haus muss noch gestrichen werden, wer kann das machen?
"""
TASKS = """# Committee 2026-03-03
- [ ] Order the paint 📅 2026-03-06 @kim
- [/] Call the bank #tom ⏫
- TODO Book the hall
  DEADLINE: <2026-03-13 Fri>
(A) Send invites due:2026-03-20 +fair
{{[[TODO]]}} Print the posters
"""
TALK = """Meeting of the committee, 3 March 2026
Present: Kim Lee, Tom Ode (apologies: Cy Poe)
4.1 The roof leaks - KL & TO to get a quote
4.2 A-034 Tom to order the paint. CLOSED
Clerk to chase the county re the post
"""
NOTES = {"summary": SUMMARY, "typed tables": TYPED, "foreign": FOREIGN, "tasks": TASKS, "minutes": TALK}


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_notes_cut_anywhere_keep_their_lines(text: str) -> None:
    for end in range(1, len(text), 17):
        lines = text[:end].splitlines()
        for block in read_text(text[:end]).blocks:
            assert 1 <= block.line <= block.end_line <= len(lines)


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_lines_are_those_of_the_file(text: str) -> None:
    lines = text.splitlines()
    for block in read_text(text).blocks:
        first = block.text.split()[0].strip(":")
        assert any(first in line for line in lines[block.line - 1 : block.end_line]), block


@pytest.mark.slow
@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_each_line_many_times_takes_linear_time(text: str) -> None:
    for line in filter(str.strip, text.splitlines()):
        start = time.perf_counter()
        read_text((line + "\n") * 150)
        assert time.perf_counter() - start < 3, line


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["\x1b[31m", "<script>x</script>", "=cmd|' /C calc'!A0", "\u202e", "\ufeff", "a" * 9_000, "- " * 3_000]
)
@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_hostile_words_anywhere_are_read(text: str, words: str) -> None:
    for at in (0, len(text) // 2, len(text)):
        assert read_text(f"{text[:at]}{words}{text[at:]}").blocks
