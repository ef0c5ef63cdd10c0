"""Three meetings of one series from the first promise to the last question, word for word.

The notes stand beside the checkout and are skipped where they are missing. The ids are the program's own; the test
writes the names of the promises in their place.
"""

# ruff: noqa: E501 - the lines of a terminal

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from places import SHARED

from extractor.cli import settings
from extractor.cli.app import app

NOTES = SHARED / "series" / "worked"
# For each promise, words that only its task holds, and three letters in place of its id.
NAMES = {
    "Android": "AND",
    "raft the letter": "LET",
    "elcome": "MAI",
    "ake the letter": "DAN",
    "book a room": "ROO",
    "supplier": "SUP",
    "FAQ": "FAQ",
}

pytestmark = pytest.mark.skipif(not NOTES.is_dir(), reason="the worked example lies beside the checkout")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Return a function that runs `recap` in the folder of the notes and names the promises in what it prints."""
    monkeypatch.chdir(NOTES)
    monkeypatch.setenv("RECAP_LEDGER", str(tmp_path / "ledger.db"))
    monkeypatch.setattr(settings, "now", lambda: datetime(2026, 3, 17, 11, 2, tzinfo=UTC))

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(app, arguments, prog_name="recap")
        assert result.exception is None or isinstance(result.exception, SystemExit)
        document = CliRunner().invoke(app, ["waiting", "--all", "-f", "json"], prog_name="recap").stdout
        text = result.stdout
        for item in json.loads(document)["items"]:
            name = next(name for words, name in NAMES.items() if words in item["task"])
            text = text.replace(item["id"], name)
        return text

    return run


def test_three_meetings(told: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.cli import ledger

    assert told("keep", "weekly-1.md") == FIRST  # type: ignore[operator]
    monkeypatch.setattr(ledger, "_is_terminal", lambda: True)
    monkeypatch.setattr("click.getchar", lambda: "y")
    assert told("keep", "weekly-2.md") == SECOND  # type: ignore[operator]
    monkeypatch.setattr(ledger, "_is_terminal", lambda: False)
    assert told("waiting", "--people", "people.toml", "--as-of", "2026-03-12") == WAITING  # type: ignore[operator]
    agenda = told("agenda", "tidepool", "--people", "people.toml", "--as-of", "2026-03-12")  # type: ignore[operator]
    assert agenda == AGENDA
    nudges = told("nudge", "--people", "people.toml", "--as-of", "2026-03-12")  # type: ignore[operator]
    assert nudges == NUDGES
    assert told("keep", "weekly-3.md") == THIRD  # type: ignore[operator]
    assert told("weekly-2.md", "--people", "people.toml") == MAIL  # type: ignore[operator]
    assert told("mark", "--as-of", "2026-03-17").count("Is this") == 3  # type: ignore[operator]
    again = told("keep", "weekly-2.md")  # type: ignore[operator]
    assert again == "Nothing new: weekly-2.md is kept already (Tue 10 Mar 2026).\n"


FIRST = """\
Tidepool weekly, Tue 3 Mar 2026: the first of its series
NEW
  AND  Jonas   Fix the Android crash                    Fri 6 Mar    line 4
  LET  Maya    Draft the letter to the harbour office   Fri 6 Mar    line 5
  MAI  Priya   Welcome mail                             Thu 5 Mar    line 6
  DAN  Sam     Take the letter to Dana Reyes (harbour…  Tue 10 Mar   line 7  promised to Dana Reyes
  ROO  nobody  Book a room for the spring meetup        no date yet  line 8
"""

SECOND = """\
Tidepool weekly, Tue 10 Mar 2026: the second; 5 were open, 4 of them due by today
DONE
  MAI  Priya  Welcome mail  on the day, Thu 5 Mar  line 4
MOVED
  AND  Jonas  Fix the Android crash                   Fri 6 Mar -> Fri 13 Mar  line 5
  LET  Maya   Draft the letter to the harbour office  Fri 6 Mar -> Thu 12 Mar  line 6
TAKEN ON
  ROO  Priya  Book a room for the spring meetup  Fri 20 Mar  line 7  not there: the recap asks
NEW
  SUP  Jonas  Call the map supplier  Fri 13 Mar  line 8
NOT MENTIONED
  DAN  Sam  Take the letter to Dana Reyes (harbour…  due today
"""

WAITING = """\
OTHERS WAIT FOR YOU
  Dana Reyes
    DAN  Take the letter to Dana Reyes (harbour…  Tue 10 Mar, 2 working days late
YOU WAIT FOR
  Jonas  AND  Fix the Android crash                   Fri 13 Mar, moved once
         SUP  Call the map supplier                   Fri 13 Mar
  Maya   LET  Draft the letter to the harbour office  today, moved once
  Priya  ROO  Book a room for the spring meetup       Fri 20 Mar; given in their absence on Tue 10 Mar, no answer yet
Nobody has: nothing.   To ask: nothing.   Next: Tidepool weekly, about Tue 17 Mar.
"""

AGENDA = """\
Tidepool weekly, about Tue 17 Mar 2026

1. Promised for today (ask "done, or by when?"; a minute each)
   - Sam: Take the letter to Dana Reyes (harbour office), Tue 10 Mar, Dana Reyes waits [DAN]
   - Maya: Draft the letter to the harbour office, Thu 12 Mar, moved once [LET]
   - Jonas: Fix the Android crash, Fri 13 Mar, moved once [AND]; Call the map supplier, Fri 13 Mar [SUP]
2. Coming
   - Priya: Book a room for the spring meetup, Fri 20 Mar [ROO]
3. Open questions of last time: none
4. New
"""

NUDGES = """\
To: Dana Reyes <dana@harbour.example>
Subject: Promised for Tuesday 10 March: take the letter to you

Dana,
we promised to take the letter to you by Tuesday 10 March. It is late,
and I am sorry. You will have it on ____ (fill in the day). If that is
too late for you, tell me.

Sam Teller


To: Priya Raman <priya@example.org>
Subject: Re: Recap: Tidepool weekly, Tue 10 Mar 2026

Priya,
you were not there on Tuesday, so I would rather ask. We wrote down that
you book a room for the spring meetup by Friday 20 March ("Priya books
the room for the meetup by 20 March", line 7) [ROO]. Is that all right?
One word is enough: "ok", another day, or "not me".

Sam Teller


Quiet: Jonas (SUP, AND due tomorrow, told on Tuesday), Maya (LET due today).
"""

MAIL = """\
Subject: Recap: Tidepool weekly, Tue 10 Mar 2026

4 actions, first due Thu 12 Mar. Of 4 promises due by today 1 is kept, 2
have a new day.

SINCE LAST TIME
- Done: welcome mail (Priya Raman).
- Moved: draft the letter to the harbour office (Maya Okafor), from Fri
  6 Mar to Thu 12 Mar; fix the Android crash (Jonas Lindqvist), from Fri
  6 Mar to Fri 13 Mar.
- Taken on: book a room for the spring meetup (Priya Raman), Fri 20 Mar.
- Due today: take the letter to Dana Reyes (harbour office) (Sam
  Teller).

ACTIONS
Maya Okafor
  - Draft the letter to the harbour office · Thu 12 Mar [6] [LET]
Jonas Lindqvist
  - Fix the Android crash · Fri 13 Mar [5] [AND]
  - Call the map supplier · Fri 13 Mar [8] [SUP]
Priya Raman (in your absence: please answer "ok", another day, or "not
me")
  - Book a room for the spring meetup · Fri 20 Mar [7] [ROO]

Answer below an action, or with its letters: "AND done", "AND will be
late, Friday", "not me".

Reply if I got anything wrong, and I will correct it.

Sam Teller

Present: Maya Okafor, Jonas Lindqvist and Sam Teller
Numbers in brackets are lines of weekly-2.md.
"""

THIRD = """\
Tidepool weekly, Tue 17 Mar 2026: the third; 5 were open, 4 of them due by today
TO ASK (recap mark goes through them)
  1  Done?  LET  Maya   Draft the letter to the harbour office   line 6  "Maya finished the letter on Thursday"
  2  Done?  DAN  Sam    Take the letter to Dana Reyes (harbour…  line 6  "Sam took it to Dana yesterday."
  3  Drop?  ROO  Priya  Book a room for the spring meetup        line 7  "We drop the room, the meetup moves to the boathouse."
CONTRADICTED
  AND  Jonas  Fix the Android crash  line 4 ticks it, line 5 "Two users report that the map still crashes on old phones.": kept open, due since Fri 13 Mar
OVERDUE
  SUP  Jonas  Call the map supplier  Fri 13 Mar, 2 working days ago  line 8  "Map supplier: nobody has called yet."
NEW
  FAQ  Priya  Proofread the FAQ  Fri 20 Mar  line 9
"""
