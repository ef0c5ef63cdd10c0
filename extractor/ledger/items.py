"""What the ledger knows of a series: its items with everything that was said of them, and what is unsure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct, field

from extractor.ledger.events import Answer, Contact, Mark, Meeting, Member, Told, Verdict
from extractor.ledger.identity import digest
from extractor.ledger.likeness import may_be_one

Step = Meeting | Mark | Contact | Answer | Told  # what the ledger is folded from


class Place(Struct, frozen=True, omit_defaults=True):
    """A place in the notes, or an act, that speaks of an item."""

    key: str  # of the mention; "" for a mark
    source: str  # path of the notes; "" for a mark
    day: date
    line: int
    end_line: int
    says: str
    quote: str
    event: str = ""  # that first held it, with its place there: the earliest gives the item its id
    short: str = ""
    private: bool = False
    who: str = ""  # whose mail it is; "" for notes and for marks by hand


class Change(Struct, frozen=True, omit_defaults=True):
    """A change of an item's day, owners or state."""

    day: date
    what: str  # "due", "owners", "state"
    before: str
    after: str
    place: int  # the index in Item.places of what caused it


class Item(Struct, frozen=True, omit_defaults=True):
    """A promise, and everything that was ever said of it."""

    key: str
    short: str
    task: str
    owners: tuple[str, ...] = ()
    state: str = "open"  # "open", "done" or "dropped"
    assent: str = "said"  # "absent": given to somebody who was not there; "asked": by mail; "affirmed"; "declined"
    promised: date | None = None  # the day on which it was first said
    given: date | None = None  # the day on which it was given to those who have it now
    due: date | None = None
    due_said: str = ""
    first_due: date | None = None
    ended: date | None = None
    reason: str = ""
    after: str = ""  # key of the item that it waits for
    promised_to: str | None = None
    private: bool = False
    standing: bool = False
    head: str = ""
    topic: str = ""
    number: str = ""
    links: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()  # the last other words in which it was promised or listed
    meetings: int = 0  # meetings that spoke of it
    seen: int = 0  # the number of the last meeting that did
    places: tuple[Place, ...] = ()
    changes: tuple[Change, ...] = ()
    contacts: tuple[Contact, ...] = ()  # mails of the user's about it
    heard: date | None = None  # the last day on which somebody said something about it by mail or by hand
    words: str = ""  # what is compared, so that it is not computed again: those of its task,
    around: str = ""  # and, while it is open, those of its title and its lines

    @property
    def moved(self) -> int:
        """How often its day was changed."""
        return sum(change.what == "due" and bool(change.before) for change in self.changes)


class Question(Struct, frozen=True, omit_defaults=True):
    """What is unsure and waits for an answer."""

    kind: str  # "same", "done", "dropped", "moved", "handed", "doubt", "standing", "who"
    item: str  # key of the item that it is about
    mention: str  # key of the statement
    about: str  # key of the other item, for "same"
    source: str
    day: date
    line: int
    end_line: int
    quote: str
    score: float = 0.0
    on: date | None = None
    who: str = ""  # whose mail says it; "" for notes
    name: str = ""  # of "who": the person who may be meant


class State(Struct, frozen=True, omit_defaults=True):
    """What is known of a series after some of its meetings."""

    series: str
    title: str = ""
    meetings: int = 0
    first_day: date | None = None
    last_day: date | None = None
    next_day: date | None = None
    people: tuple[Member, ...] = ()
    items: Mapping[str, Item] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    top_number: int = 0  # the greatest first part of the numbers of earlier minutes


class Verdicts(Struct, frozen=True, omit_defaults=True):
    """All answers of a series, by mention."""

    by_mention: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> "Verdicts":
        """Collect verdicts; the last of two on the same pair counts."""
        found: dict[str, dict[tuple[str, str], Verdict]] = defaultdict(dict)
        for verdict in verdicts:
            found[verdict.mention][verdict.kind, verdict.item] = verdict
        return cls({mention: tuple(pairs.values()) for mention, pairs in found.items()})

    def on(self, kind: str, mention: str, item: Item) -> bool | None:
        """Return the answer whether a mention says `kind` of an item; None if nobody answered."""
        keys = {place.key for place in item.places}
        answers = [
            verdict.yes for verdict in self.by_mention.get(mention, ()) if verdict.kind == kind and verdict.item in keys
        ]
        return answers[-1] if answers else None


def who_kind(name: str) -> str:
    """Return the kind of the answer that a name of the notes means this person; it does not hold the name."""
    return f"who {digest(name)}"


def is_unclear(question: Question, item: Item) -> bool:
    """Whether an item still has an owner whose name fits several people, of a question who that is."""
    others = (owner for owner in item.owners if owner != question.name)
    return item.state == "open" and any(may_be_one(owner, question.name) for owner in others)
