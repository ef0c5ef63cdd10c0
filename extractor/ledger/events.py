"""What the ledger remembers: statements of notes, the meetings that hold them, acts and events.

An event is never changed. The state of the ledger is computed from the events (`fold`). Data of events is JSON; a field
that has its default is left out, so that an old event reads well after a field was added.
"""

import json
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from extractor.errors import RecapError

R = TypeVar("R", bound=Struct)

# What a statement or an answer may say of an item, the strongest first: of two in one place, the first counts.
SAYINGS = ("done", "dropped", "handed", "moved", "doubt", "open", "new")


class Member(Struct, frozen=True, omit_defaults=True):
    """A person of a meeting, as its notes name them."""

    name: str
    aliases: tuple[str, ...] = ()
    email: str | None = None
    present: bool | None = None


class Statement(Struct, frozen=True, omit_defaults=True):
    """A place of the notes that speaks of work: a promise, or news of an earlier one.

    `found` marks what recap takes for an item of this meeting: it starts an item where no open one is the same work.
    Other statements only tell something about open items. `says` is one of SAYINGS; `by` is "mark" (a tick, a status
    word, a place in a list) or "sentence", which is only ever a reason to ask.
    """

    key: str  # the identity of the mention: meeting, words of the task, counter of twins
    line: int
    end_line: int
    quote: str  # the words of the notes
    task: str  # the work, readable on its own
    says: str = "new"
    by: str = "mark"
    found: bool = False
    owners: tuple[str, ...] = ()  # as the notes name them, in their fullest form
    due: date | None = None
    due_said: str = ""
    on: date | None = None  # the day on which it happened: "went out on Thursday"
    also: tuple[tuple[int, int], ...] = ()  # other places of the same meeting that say the same
    head: str = ""  # what stands before a colon or dash: "Android crash: Jonas needs until Friday"
    topic: str = ""  # the title above it
    under: int = 0  # the line of the entry above it, 0 for none
    row: bool = False  # stands in a table
    reviewed: bool = False  # listed among what was open before: "Actions from last time"
    number: str = ""  # its number in numbered minutes or in an action table: "7.3"
    links: tuple[str, ...] = ()  # ids of the ledger in brackets, issue numbers, URLs
    promised_to: str | None = None
    private: bool = False
    short: str = ""  # the id that is shown, given when the statement was first kept
    gone: bool = False  # no longer in the notes, which were corrected
    since: str = ""  # the event that first held this mention; "" for the event at hand


class Meeting(Struct, frozen=True, omit_defaults=True):
    """The notes of one meeting as kept: quoted lines that speak of work, names, days, and fingerprints of all lines."""

    id: str
    title: str
    day: date
    source: str  # the path of the notes as it was given; "-" for standard input
    place: str  # the folder and the file name without its digits: notes of a series share it
    sha: str  # of the file
    fingerprints: str = ""  # of the lines, six characters each
    people: tuple[Member, ...] = ()
    next_day: date | None = None
    statements: tuple[Statement, ...] = ()
    questions: tuple[str, ...] = ()  # that the meeting left open, but for what is internal
    event: str = ""  # the event that holds it; not stored


class Mark(Struct, frozen=True, omit_defaults=True):
    """What the user says about an item by hand, or the answer to a question."""

    item: str  # key of a mention of the item
    does: str  # "done", "open", "move", "own", "leave", "accept", "drop", "after", "standing"
    said: str = ""
    day: date | None = None
    owners: tuple[str, ...] = ()
    because: str = ""
    other: str = ""  # the key of another item, for "after"
    on: date | None = None  # the day of the mark; not stored
    event: str = ""  # the event that holds it; not stored


class Contact(Struct, frozen=True, omit_defaults=True):
    """A mail of the user's that was sent to people about an item: a recap, a nudge, or own words."""

    item: str  # key of a mention of the item
    mail: str  # Message-ID, without angle brackets
    kind: str  # "recap", "word", or what a nudge asks: one of tact.KINDS
    to: tuple[str, ...] = ()  # names, or addresses where no name is known
    on: date | None = None  # the day on which it was sent; not stored
    event: str = ""  # the event that holds it; not stored


class Answer(Struct, frozen=True, omit_defaults=True):
    """What a mail says about an item. It counts at once if it is sure, else after a yes."""

    key: str  # its identity: of the mail, and its number there
    item: str  # key of a mention of the item
    who: str
    means: str  # "done", "moved", "affirmed", "declined", "handed", "dropped", "open", "question" or "unclear"
    mark: Mark  # what it does; its `said` is the sentence
    sure: bool = False
    on: date | None = None  # the day of the mail; not stored
    event: str = ""  # the event that holds it; not stored


class Told(Struct, frozen=True, omit_defaults=True):
    """An action of which the notes hold none: it stands in a recap as it was sent, or was written into a list."""

    meeting: str  # id of one of its series
    statement: Statement
    source: str = ""  # the name of the list; "" for a recap as sent
    on: date | None = None  # the day on which it was sent; not stored
    event: str = ""  # the event that holds it; not stored


class Called(Struct, frozen=True, omit_defaults=True):
    """An action in a mail that was sent: the id that stands there, and the item that it means."""

    short: str
    item: str  # key of a mention of the item
    task: str = ""  # as the mail says it
    owner: str = ""  # the heading above it
    due: date | None = None


class Letter(Struct, frozen=True, omit_defaults=True):
    """A mail that counts: a recap or a nudge as sent, an answer, or a note of absence. Its text is not kept."""

    id: str  # Message-ID, without angle brackets
    kind: str  # "recap", "nudge", "word", "answer" or "absence"
    day: date
    subject: str = ""
    sender: str = ""  # a name
    address: str = ""  # of the sender
    aliases: tuple[str, ...] = ()  # other ids of the same mail
    to: tuple[Member, ...] = ()
    called: tuple[Called, ...] = ()
    meeting: str = ""  # id of the meeting, of a recap
    away_until: date | None = None  # the last day of absence
    fingerprints: str = ""  # of its lines and of three words each, six characters: to know them in a quote


class Verdict(Struct, frozen=True, omit_defaults=True):
    """An answer for ever: whether a mention is the same work as an item, or says of it what `kind` names."""

    kind: str  # "same", or one of SAYINGS
    mention: str  # key
    item: str  # key of a mention of the item
    yes: bool


class Joined(Struct, frozen=True, omit_defaults=True):
    """An answer for ever: whether two meetings belong to one series."""

    meeting: str  # id
    other: str  # id
    yes: bool


class Forgetting(Struct, frozen=True, omit_defaults=True):
    """What was forgotten, without its name: keyed hashes, so that notes which are read again do not bring it back."""

    hashes: tuple[str, ...] = ()


class Event(Struct, frozen=True, omit_defaults=True):
    """One thing that was said, with the act that it belongs to."""

    id: str
    act: str
    day: date  # of which it speaks: of the meeting, of the mark
    kind: str  # "noted", "marked", "verdict", "joined", "undone", "letter", "mailed", "answered", "told",
    # "forgotten"
    subject: str  # the meeting, mention, series or act that it is about
    data: str = "{}"  # JSON


class Act(Struct, frozen=True, omit_defaults=True):
    """One command: what `recap undo` takes back as a whole."""

    id: str
    learnt: datetime  # when this program learnt it, in UTC
    said: str  # in words: "keep weekly-2.md"
    undone: bool = False


def to_data(value: Struct) -> dict[str, Any]:
    """Return a record as a dict for JSON, without the fields that have their defaults."""
    data: dict[str, Any] = msgspec.to_builtins(value, str_keys=True)
    return data


def to_json(value: Struct) -> str:
    """Return a record as the JSON that is stored, without the fields that have their defaults."""
    try:
        return _ENCODER.encode(value).decode()
    except UnicodeEncodeError:  # names of files may hold lone surrogates
        text = json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "replace").decode("utf-8")


def from_json(kind: type[R], text: str | bytes, **more: Any) -> R:
    """Return the record that `to_json` wrote. Fields that this version does not know are ignored.

    Args:
        kind: The class.
        text: What `to_json` returned.
        more: Fields that are not stored.

    Raises:
        RecapError: The text is damaged.
    """
    try:
        value: R = _decoder(kind).decode(text)
    except msgspec.DecodeError as error:
        raise RecapError("the ledger is damaged: an entry cannot be read; see: recap ledger check") from error
    return replace(value, **more) if more else value


_ENCODER = msgspec.json.Encoder()


@cache
def _decoder(kind: type[R]) -> msgspec.json.Decoder[R]:
    return msgspec.json.Decoder(kind)
