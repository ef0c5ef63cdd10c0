"""What the ledger remembers: statements of notes, the meetings that hold them, acts and events.

An event is never changed. The state of the ledger is computed from the events (`fold`). Data of events is JSON; a field
that has its default is left out, so that an old event reads well after a field was added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

D = TypeVar("D")
_NO_DEFAULT = object()

# What a statement or an answer may say of an item, the strongest first: of two in one place, the first counts.
SAYINGS = ("done", "dropped", "handed", "moved", "doubt", "open", "new")


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a meeting, as its notes name them."""

    name: str
    aliases: tuple[str, ...] = ()
    email: str | None = None
    present: bool | None = None


@dataclass(frozen=True, slots=True)
class Statement:
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


@dataclass(frozen=True, slots=True)
class Meeting:
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


@dataclass(frozen=True, slots=True)
class Mark:
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


@dataclass(frozen=True, slots=True)
class Contact:
    """A mail of the user's that was sent to people about an item: a recap, a nudge, or own words."""

    item: str  # key of a mention of the item
    mail: str  # Message-ID, without angle brackets
    kind: str  # "recap", "word", or what a nudge asks: one of tact.KINDS
    to: tuple[str, ...] = ()  # names, or addresses where no name is known
    on: date | None = None  # the day on which it was sent; not stored
    event: str = ""  # the event that holds it; not stored


@dataclass(frozen=True, slots=True)
class Answer:
    """What a mail says about an item. It counts at once if it is sure, else after a yes."""

    key: str  # its identity: of the mail, and its number there
    item: str  # key of a mention of the item
    who: str
    means: str  # "done", "moved", "affirmed", "declined", "handed", "dropped", "open", "question" or "unclear"
    mark: Mark  # what it does; its `said` is the sentence
    sure: bool = False
    on: date | None = None  # the day of the mail; not stored
    event: str = ""  # the event that holds it; not stored


@dataclass(frozen=True, slots=True)
class Told:
    """An action that stands in a recap as it was sent, and of which the notes as read hold none."""

    meeting: str  # id
    statement: Statement
    on: date | None = None  # the day on which it was sent; not stored
    event: str = ""  # the event that holds it; not stored


@dataclass(frozen=True, slots=True)
class Called:
    """An action in a mail that was sent: the id that stands there, and the item that it means."""

    short: str
    item: str  # key of a mention of the item
    task: str = ""  # as the mail says it
    owner: str = ""  # the heading above it
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Letter:
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """An answer for ever: whether a mention is the same work as an item, or says of it what `kind` names."""

    kind: str  # "same", or one of SAYINGS
    mention: str  # key
    item: str  # key of a mention of the item
    yes: bool


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What was forgotten, without its name: keyed hashes, so that notes which are read again do not bring it back."""

    hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was said, with the act that it belongs to."""

    id: str
    act: str
    day: date  # of which it speaks: of the meeting, of the mark
    kind: str  # "noted", "marked", "verdict", "joined", "undone", "letter", "mailed", "answered", "told",
    # "forgotten"
    subject: str  # the meeting, mention, series or act that it is about
    data: str = "{}"  # JSON


@dataclass(frozen=True, slots=True)
class Act:
    """One command: what `recap undo` takes back as a whole."""

    id: str
    learnt: datetime  # when this program learnt it, in UTC
    said: str  # in words: "keep weekly-2.md"
    undone: bool = False


def to_data(value: Any) -> dict[str, Any]:
    """Return a dataclass as a dict for JSON, without the fields that have their defaults."""
    result: dict[str, Any] = {}
    kind: Any = type(value)
    for name, default, _ in _shape(kind):
        held = getattr(value, name)
        if held != default:
            result[name] = _plain(held)
    return result


def from_data(kind: type[D], data: Mapping[str, Any], **more: Any) -> D:
    """Return the dataclass that `to_data` wrote. Fields that this version does not know are ignored.

    Args:
        kind: The dataclass.
        data: What `to_data` returned.
        more: Fields that are not stored.
    """
    shape = _shape(cast(Any, kind))
    values = {name: convert(data[name]) for name, _, convert in shape if name in data}
    return kind(**(values | more))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return to_data(value) if hasattr(value, "__dataclass_fields__") else value


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any, Callable[[Any], Any]], ...]:
    """Return the fields of a dataclass: name, default, and the function that makes its value of JSON."""
    hints = get_type_hints(kind)
    return tuple(
        (field.name, _NO_DEFAULT if field.default is MISSING else field.default, _converter(hints[field.name]))
        for field in fields(kind)
    )


def _converter(hint: Any) -> Callable[[Any], Any]:
    parts = get_args(hint)
    if get_origin(hint) is tuple:
        kind: type[Any] = parts[0]
        if is_dataclass(kind):
            return lambda value: tuple(from_data(kind, part) for part in value)
        is_pair = get_origin(parts[0]) is tuple
        return (lambda value: tuple(tuple(pair) for pair in value)) if is_pair else tuple
    if is_dataclass(hint):
        return lambda value: from_data(cast(Any, hint), value)
    if hint is date or date in parts:
        return lambda value: date.fromisoformat(value) if value else None
    return lambda value: value
