"""Kinds of notes of any size, to see how time and memory grow with it (growth.py, tests/test_growth.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

WORDS = (
    "budget venue printer poster invoice letter survey report contract backup server ladder garden catering recipe "
    "parking schedule workshop bridge license archive window kitchen library calendar ticket van lease grant roof"
).split()
VERBS = "send draft check call review update print order book collect repair measure translate paint compare".split()
NAMES = "Ana Bob Kim Lee Jonas Maria Priya Femi Tom Sara Ivan Chloe Omar Nina Paul Rosa".split()


def word(number: int) -> str:
    """Return a word of English, or two for higher numbers."""
    return WORDS[number % len(WORDS)] + (f" {WORDS[number // len(WORDS) % len(WORDS)]}" if number >= len(WORDS) else "")


def task(number: int) -> str:
    """Return the words of a task, different ones for each number."""
    return f"{VERBS[number % len(VERBS)]} the {word(number // len(VERBS))} {number}"


def name(number: int) -> str:
    """Return the name of a person, a different one for each number up to some thousands."""
    first, rest = NAMES[number % len(NAMES)], number // len(NAMES)
    last = "".join(chr(ord("a") + digit) for digit in (rest // 676 % 26, rest // 26 % 26, rest % 26))
    return f"{first} {'Mbck'[rest % 4].upper()}o{last}er"


def clock(seconds: int) -> str:
    """Return a time as captions have it: "00:01:04"."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def lines(make: Callable[[int], str], head: str = "") -> Callable[[int], str]:
    """Return a function that makes a text of about so many characters from numbered pieces."""

    def text(size: int) -> str:
        parts, length, number = [head], len(head), 0
        while length < size:
            parts.append(make(number))
            length += len(parts[-1])
            number += 1
        return "".join(parts)

    return text


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Return a function that repeats a piece to about so many characters."""
    return lambda size: before + piece * (size // len(piece)) + after


class Kind(NamedTuple):
    """A kind of notes: a text of any size, and the ending that its file has."""

    make: Callable[[int], str]
    ending: str = ".md"
    share: float = 1.0  # of SIZE; less for kinds whose every character is costly


KINDS: dict[str, Kind] = {
    "distinct bullets": Kind(lines(lambda n: f"- {NAMES[n % 16]} will {task(n)} by Friday\n"), share=0.5),
    "the same bullet": Kind(repeated("- Ana will send the report by Friday\n")),
    "one line, one sentence repeated": Kind(repeated("Ana will send it. "), share=0.5),
    "talk of many speakers": Kind(lines(lambda n: f"{name(n)}: I will {task(n)} by Friday.\n"), share=0.5),
    "talk of two, one sentence repeated": Kind(repeated("Ana: I'll send it.\nBob: Yes, thanks.\n"), ".txt", share=0.5),
    "captions": Kind(
        lines(
            lambda n: f"{clock(n)}.000 --> {clock(n)}.900\n<v {NAMES[n % 16]}>I will {task(n)}\n\n",
            "WEBVTT\n\n",
        ),
        ".vtt",
        share=0.5,
    ),
    "chat": Kind(
        lines(lambda n: f"[{n // 60 % 24:02}:{n % 60:02}, 3/4/2026] {name(n % 40)}: I will {task(n)}\n"), ".txt", 0.5
    ),
    "table rows": Kind(
        lines(
            lambda n: f"| {task(n)} | {name(n % 50)} | {n % 28 + 1} March |\n",
            "| Action | Owner | Due |\n| --- | --- | --- |\n",
        ),
        share=0.5,
    ),
    "cells of one row": Kind(lines(lambda n: f"| {word(n)} ", "")),
    "csv rows": Kind(
        lines(lambda n: f"{task(n)},{name(n % 50)},2026-03-{n % 28 + 1:02}\n", "Action,Owner,Due\n"), ".csv", 0.5
    ),
    "headings": Kind(lines(lambda n: f"## {word(n).title()} {n}\n\nWe spoke about the {word(n + 7)}.\n\n")),
    "sections with work": Kind(
        lines(lambda n: f"## {word(n).title()} {n}\n\n- {NAMES[n % 16]} to {task(n)}\n\n"), share=0.5
    ),
    "attendees": Kind(lambda size: "Attendees: " + ", ".join(name(n) for n in range(size // 12)) + "\n", share=0.5),
    "lists of attendees": Kind(lines(lambda n: f"Attendees: {name(n)}\n"), share=0.5),
    "decisions": Kind(lines(lambda n: f"- DECISION: we {task(n)} this year\n")),
    "questions": Kind(lines(lambda n: f"- Open question: who will {task(n)}?\n")),
    "quoted mail": Kind(
        lines(
            lambda n: (
                f"{'> ' * (n % 5)}On Mon, 2 Mar 2026 at 10:{n % 60:02}, {name(n % 9)} <a{n}@example.org> wrote:\n"
                f"{'> ' * (n % 5 + 1)}I will {task(n)} by Friday.\n\n"
            ),
            "From: Ana Lima <ana@example.org>\nTo: Bob <bob@example.org>\nSubject: Plan\n"
            "Date: Mon, 2 Mar 2026 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain\n\n",
        ),
        ".eml",
        share=0.5,
    ),
    "dates in a line": Kind(repeated("by Friday, 6 March or 3/4 ", "Ana will send it "), share=0.5),
    "check boxes": Kind(
        lines(lambda n: f"- [{'x' if n % 3 else ' '}] {task(n)} @{NAMES[n % 16].lower()}\n"), share=0.5
    ),
    "hard-wrapped prose": Kind(
        lines(lambda n: f"The {word(n)} was discussed at length and nobody\nsaw why the {word(n + 3)} should wait. ")
    ),
    "restatements": Kind(lines(lambda n: f"- {NAMES[n % 16]} will {VERBS[n % 15]} the {word(n % 200)}\n"), share=0.5),
    "HTML list": Kind(
        lines(lambda n: f"<li>{NAMES[n % 16]} will {task(n)}</li>\n", "<!DOCTYPE html><html><body><ul>\n"), ".html", 0.5
    ),
    "HTML comments opened": Kind(repeated("<!-- ", "<!DOCTYPE html><html><body>"), ".html"),
    "HTML attributes opened": Kind(repeated("<a b='", "<!DOCTYPE html><html><body>"), ".html"),
    "HTML nested": Kind(repeated("<div><p>", "<!DOCTYPE html><html><body>"), ".html"),
    "nested bullets": Kind(lines(lambda n: f"{'  ' * (n % 12)}- {NAMES[n % 16]} will {task(n)}\n"), share=0.5),
    "wiki markup": Kind(
        lines(lambda n: f"h2. {word(n)}\n* {NAMES[n % 16]} to {task(n)}\n", "h1. Sync\n"), ".wiki", 0.5
    ),
    "names in a line": Kind(lines(lambda n: f"{name(n)}, ", "Present were "), share=0.5),
    "handles": Kind(lines(lambda n: f"@user{n} will {task(n)}\n"), share=0.5),
    "internal lines": Kind(lines(lambda n: f"- [internal] {NAMES[n % 16]} will {task(n)}\n"), share=0.5),
    **{
        f"{piece!r} repeated": Kind(repeated(piece, "# "))
        for piece in (
            "(",
            "[",
            "3/4 ",
            "9",
            "?!.",
            "|",
            "> ",
            "- ",
            "*",
            "`",
            "Ab ",
            "a-",
            "TODO: ",
            "@",
            ": ",
            "=",
            " ",
            "_ ",
        )
    },
    **{
        f"{piece!r} repeated in a line": Kind(repeated(piece, "Ana will send it "))
        for piece in (
            "(",
            "3/4 ",
            "9",
            "?!.",
            "1. ",
            "Ab ",
            "and ",
            ", ",
            "<a ",
            "a@",
            "a.",
            "10:03 ",
            "– ",
            "\u200b",
            '"a ',
        )
    },
}
