"""Compute what is known of a series of meetings from its events, in the order of their days.

Pure: no file, no clock. The order in which notes were read does not count: meetings are folded by day, then by id, and
marks of a day come after its meetings. `advance` takes one step; folding anew from nothing gives the same as one step
after the other, so that keeping a new note costs the work of that note alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from extractor.language.people.roster import Roster
from extractor.ledger import likeness
from extractor.ledger.events import Mark, Meeting, Member, Statement, Verdict
from extractor.ledger.identity import folded
from extractor.ledger.likeness import Level, Likeness, Rarity, Work
from extractor.model import Person

VERSION = 1  # of these rules: with other ones, the ledger is computed anew
RECENT = 4  # meetings for which an item that has ended is still compared
MAX_QUESTIONS = 5  # of one meeting that `keep` asks at once
STANDING = 3  # meetings that say a line without an owner in the same words before it is asked about


@dataclass(frozen=True, slots=True)
class Place:
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


@dataclass(frozen=True, slots=True)
class Change:
    """A change of an item's day, owners or state."""

    day: date
    what: str  # "due", "owners", "state"
    before: str
    after: str
    place: int  # the index in Item.places of what caused it


@dataclass(frozen=True, slots=True)
class Item:
    """A promise, and everything that was ever said of it."""

    key: str
    short: str
    task: str
    owners: tuple[str, ...] = ()
    state: str = "open"  # "open", "done" or "dropped"
    assent: str = "said"  # "said", "absent" (given to somebody who was not there), "affirmed", "declined"
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
    meetings: int = 0  # meetings that spoke of it
    seen: int = 0  # the number of the last meeting that did
    places: tuple[Place, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def moved(self) -> int:
        """How often its day was changed."""
        return sum(change.what == "due" and bool(change.before) for change in self.changes)


@dataclass(frozen=True, slots=True)
class Question:
    """What is unsure and waits for an answer."""

    kind: str  # "same", "done", "dropped", "moved", "handed", "doubt", "standing"
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


@dataclass(frozen=True, slots=True)
class State:
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


@dataclass(frozen=True, slots=True)
class Verdicts:
    """All answers of a series, by mention."""

    by_mention: Mapping[str, tuple[Verdict, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, verdicts: Iterable[Verdict]) -> Verdicts:
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


def fold(series: str, meetings: Sequence[Meeting], marks: Sequence[Mark], verdicts: Verdicts) -> State:
    """Return what is known of a series.

    Args:
        series: Its id.
        meetings: The notes of its meetings, in any order.
        marks: What was said by hand.
        verdicts: The answers to questions.
    """
    steps: list[Meeting | Mark] = sorted([*meetings, *marks], key=order_of)
    state = State(series)
    for step in steps:
        state = advance(state, step, verdicts)
    return state


def order_of(step: Meeting | Mark) -> tuple[date, int, str]:
    """Return the key that sorts steps: by day, meetings before marks, then by id."""
    if isinstance(step, Meeting):
        return step.day, 0, step.id
    return step.on or date.min, 1, step.event


def advance(state: State, step: Meeting | Mark, verdicts: Verdicts) -> State:
    """Return what is known after one more meeting or mark, which is not earlier than those before."""
    return _after_meeting(state, step, verdicts) if isinstance(step, Meeting) else _after_mark(state, step)


def _after_meeting(state: State, meeting: Meeting, verdicts: Verdicts) -> State:
    known = _merged_people(state.people, meeting.people)
    step = _Step(
        state, meeting, verdicts, Roster(tuple(Person(one.name, one.aliases, email=one.email) for one in known))
    )
    step.run()
    number = max((_major(statement.number) for statement in meeting.statements), default=0)
    return replace(
        state,
        title=state.title or meeting.title,
        meetings=state.meetings + 1,
        first_day=state.first_day or meeting.day,
        last_day=meeting.day,
        next_day=meeting.next_day,
        people=known,
        items=step.items,
        questions=(*step.questions_left(), *step.questions),
        top_number=max(state.top_number, number),
    )


def _major(number: str) -> int:
    return int(number.split(".")[0]) if number else 0


def _merged_people(people: tuple[Member, ...], more: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return the people of a series with those of one more meeting; the fuller form of a name wins."""
    result = list(people)
    for person in more:
        at = next((at for at, one in enumerate(result) if likeness.may_be_one(one.name, person.name)), None)
        if at is None:
            result.append(replace(person, present=None))
            continue
        one = result[at]
        fuller = max(one.name, person.name, key=len)
        aliases = dict.fromkeys((*one.aliases, *person.aliases, one.name, person.name))
        aliases.pop(fuller, None)
        result[at] = Member(fuller, tuple(aliases), one.email or person.email)
    return tuple(result)


class _Step:
    """One meeting read against the items of its series.

    Args:
        state: What was known before.
        meeting: The notes.
        verdicts: The answers so far.
        roster: The people of the series.
    """

    def __init__(self, state: State, meeting: Meeting, verdicts: Verdicts, roster: Roster) -> None:
        self._state, self._meeting, self._verdicts, self._roster = state, meeting, verdicts, roster
        self.items: dict[str, Item] = dict(state.items)
        self.questions: list[Question] = []
        self._number = state.meetings + 1
        self._owners = {statement.key: self._people_of(statement) for statement in meeting.statements}
        self._order = {statement.key: at for at, statement in enumerate(meeting.statements)}
        self._about: dict[str, str] = {}  # the item that each statement is most like
        self._told: dict[str, list[Statement]] = defaultdict(list)  # by the item's key before this meeting
        grown = max((_major(statement.number) for statement in meeting.statements), default=0) > state.top_number
        self._works = [_work(item, numbered=grown) for item in self.items.values() if self._is_compared(item)]
        names = (word for person in roster.people for word in folded(person.name).split())
        self._rarity = Rarity(self._works, frozenset(names))

    def run(self) -> None:
        """Join each statement with an item, start new ones, and note what must be asked."""
        joined, asked = self._matches()
        self._about = {mention: key for mention, (key, _) in asked.items()} | joined
        for statement in self._meeting.statements:
            key = joined.get(statement.key)
            if key is not None and statement.gone:
                continue  # other statements hold the item
            if key is not None:
                self._told[key].append(statement)
            elif statement.found:
                self._start(statement, asked.get(statement.key))
                if statement.gone:
                    self._ask_whether_gone(statement)
            elif statement.key in asked:
                self._ask_news(statement, *asked[statement.key])
        for key, statements in self._told.items():
            self._tell(key, statements)

    def questions_left(self) -> list[Question]:
        """Return the earlier questions that this meeting did not settle."""
        told = {key for key, statements in self._told.items() if any(one.by == "mark" for one in statements)}
        return [one for one in self._state.questions if one.item in self.items and self._is_asked_still(one, told)]

    def _is_asked_still(self, question: Question, told: set[str]) -> bool:
        """Whether a question still matters: its item is open, and no later mark told what it asks."""
        if question.kind in ("done", "dropped", "doubt"):
            return self.items[question.item].state == "open" and question.item not in told
        return self.items[question.item].state == "open"

    def _is_compared(self, item: Item) -> bool:
        return item.state == "open" or self._number - item.seen <= RECENT

    def _people_of(self, statement: Statement) -> tuple[str, ...]:
        """Return the owners of a statement as people of the series, by their fullest names."""
        names: list[str] = []
        for owner in statement.owners:
            found = self._roster.known(owner)
            names.append(found[0].name if len(found) == 1 else owner)
        return tuple(dict.fromkeys(names))

    def _matches(self) -> tuple[dict[str, str], dict[str, tuple[str, float]]]:
        """Return for each statement the item that it surely is about, or else the one to ask about, with the score."""
        scored = self._scored()
        scores: dict[str, list[float]] = defaultdict(list)
        for statement, _, like in scored:
            scores[statement.key].append(like.score)
        clear = {key for key, values in scores.items() if _is_clear(sorted(values, reverse=True))}
        joined: dict[str, str] = {}
        asked: dict[str, tuple[str, float]] = {}
        taken: dict[str, Statement] = {}  # an item is one item of this meeting at most
        order = sorted(scored, key=lambda pair: (-pair[2].level, -pair[2].score, pair[0].line, pair[1]))
        for statement, key, like in order:
            if statement.key in joined:
                continue
            holder = taken.get(key)
            is_twin = (
                holder is not None
                and statement.found
                and likeness.task_words(holder.task) != likeness.task_words(statement.task)
                and holder.number != statement.number
            )
            if like.level is Level.SURE and not is_twin and (like.score >= 1.0 or statement.key in clear):
                joined[statement.key] = key
                if statement.found:
                    taken[key] = statement
            elif statement.key not in asked and not is_twin:
                asked[statement.key] = (key, like.score)
        return joined, {mention: pair for mention, pair in asked.items() if mention not in joined}

    def _scored(self) -> list[tuple[Statement, str, Likeness]]:
        by_word: dict[str, list[int]] = defaultdict(list)
        by_id: dict[str, list[int]] = defaultdict(list)
        for at, work in enumerate(self._works):
            for word in work.words:
                by_word[word].append(at)
            for link in (work.number, *work.links):
                by_id[link].append(at)
        pairs: list[tuple[Statement, str, Likeness]] = []
        for statement in self._meeting.statements:
            for at in sorted(likeness.candidates(statement, by_word, by_id)):
                work = self._works[at]
                answer = self._verdicts.on("same", statement.key, self.items[work.key])
                if answer is not None:
                    if answer:
                        pairs.append((statement, work.key, Likeness(Level.SURE, 2.0)))
                    continue
                like = likeness.compare(statement, self._owners[statement.key], work, self._rarity)
                if like.level is not Level.NEW:
                    pairs.append((statement, work.key, like))
            pairs += self._told_by_hand(statement, pairs)
        return pairs

    def _told_by_hand(
        self, statement: Statement, pairs: Sequence[tuple[Statement, str, Likeness]]
    ) -> list[tuple[Statement, str, Likeness]]:
        """Return the joins that the user made of works that share no word."""
        verdicts = self._verdicts.by_mention.get(statement.key, ())
        if not any(verdict.kind == "same" and verdict.yes for verdict in verdicts):
            return []
        paired = {key for one, key, _ in pairs if one.key == statement.key}
        return [
            (statement, item.key, Likeness(Level.SURE, 2.0))
            for item in self.items.values()
            if item.key not in paired and self._verdicts.on("same", statement.key, item)
        ]

    def _start(self, statement: Statement, like: tuple[str, float] | None) -> None:
        """Start a new item, and ask whether it is an earlier one if it is like it."""
        owners = self._owners[statement.key]
        place = self._place(statement, statement.says if statement.says in ("done", "dropped") else "new")
        state = statement.says if statement.says in ("done", "dropped") else "open"
        item = Item(
            key=statement.key,
            short=statement.short,
            task=statement.task,
            owners=owners,
            state=state,
            assent="absent" if self._are_absent(owners) else "said",
            promised=self._meeting.day,
            given=self._meeting.day if owners else None,
            due=statement.due,
            due_said=statement.due_said,
            first_due=statement.due,
            ended=(statement.on or self._meeting.day) if state != "open" else None,
            promised_to=statement.promised_to,
            private=statement.private,
            head=statement.head,
            topic=statement.topic,
            number=statement.number,
            links=statement.links,
            meetings=1,
            seen=self._number,
            places=(place, *self._also(statement)),
        )
        self.items[item.key] = item
        if like is not None and self.items[like[0]].state == "open" and state == "open":
            self._ask("same", self.items[like[0]], statement, like[1], about=item.key)

    def _ask_whether_gone(self, statement: Statement) -> None:
        """Ask whether what corrected notes no longer hold was a mistake; it stays open until somebody says so."""
        item = self.items[statement.key]
        if self._verdicts.on("dropped", statement.key, item):
            self.items[item.key] = ended(item, "dropped", self._meeting.day, self._meeting.day, 0)
        elif item.state == "open":
            self._ask("dropped", item, replace(statement, quote=_GONE.format(statement.quote)), 1.0)

    def _also(self, statement: Statement) -> list[Place]:
        """Return the other places of the same meeting that say the same."""
        place = self._place(statement, "open")
        return [replace(place, key="", line=first, end_line=last) for first, last in statement.also]

    def _place(self, statement: Statement, says: str) -> Place:
        at = self._order[statement.key]
        return Place(
            key=statement.key,
            source=self._meeting.source,
            day=self._meeting.day,
            line=statement.line,
            end_line=statement.end_line,
            says=says,
            quote=statement.quote,
            event=f"{statement.since or self._meeting.event}:{at:04}",
            short=statement.short,
            private=statement.private,
        )

    def _are_absent(self, owners: Sequence[str]) -> bool:
        """Whether work was given to people of whom none was there, as far as the notes tell who was."""
        present = [person.name for person in self._meeting.people if person.present]
        return bool(owners and present) and not likeness.meet(owners, present) and "all" not in owners

    def _tell(self, key: str, statements: Sequence[Statement]) -> None:
        """Apply what the statements of this meeting say of one item."""
        item = self.items[key]
        against = self._denied(item, statements)
        item = replace(item, meetings=item.meetings + 1, seen=self._number)
        denial = [replace(one, says="doubt") for one in against[:1] if one.by == "sentence"]
        rest = [one for one in statements if not denial or one.key != denial[0].key]
        for statement in (*rest, *denial):
            item = self._told_of(item, statement, closes=not against)
        item = self._put(key, item)
        if against:
            self._ask("doubt", item, against[0], 1.0)
        told = [one for one in statements if one.by == "sentence" and one.says in ("done", "dropped")]
        if told and item.state == "open" and not against:
            self._ask(told[0].says, item, told[0], 1.0)
        self._ask_if_standing(item, statements[-1])

    def _denied(self, item: Item, statements: Sequence[Statement]) -> list[Statement]:
        """Return what speaks against a mark of this meeting that closes an item: an open mark, or a sentence."""
        marks = [statement for statement in statements if statement.by == "mark"]
        closing = [mark for mark in marks if mark.says == "done" and self._verdicts.on("doubt", mark.key, item) is None]
        if item.state == "done" and not closing:
            return [mark for mark in marks if mark.says in ("new", "open") and mark.reviewed][:1]
        if not closing:
            return []
        against = [mark for mark in marks if mark.says == "open" and mark.found]
        own = {statement.key for statement in statements}
        work = _work(item, numbered=False)
        lines = [(mark.line, mark.end_line) for mark in closing]
        for statement in self._meeting.statements:
            is_apart = all(statement.end_line < first or statement.line > last + 3 for first, last in lines)
            is_denial = statement.by == "sentence" and (
                statement.says == "doubt" or (statement.says == "open" and is_apart)
            )
            if is_denial and (statement.key in own or likeness.denies(statement, work)):
                against.append(statement)
        return [one for one in against if self._verdicts.on("doubt", one.key, item) is None]

    def _told_of(self, item: Item, statement: Statement, *, closes: bool) -> Item:
        """Return an item after one statement about it."""
        says = self._effect(item, statement, closes=closes)
        told = self._told_before(item, statement) if says in ("moved", "handed") else None
        if told is not None:  # the discussion says it, the list at the end repeats it
            others = tuple(place for place in item.places if place.key != told.key)
            item = replace(item, places=(*others, self._place(told, says)))
            says = "open"
        place = self._place(statement, says)
        places = (*item.places, place, *self._also(statement))
        item = replace(
            item,
            places=places,
            private=item.private and statement.private,
            promised_to=item.promised_to or statement.promised_to,
            number=statement.number or item.number,
        )
        at = len(item.places) - 1 - len(statement.also)
        day = self._meeting.day
        if says in ("done", "dropped"):
            if item.state != says and (closes or statement.says == "dropped"):
                item = ended(item, says, statement.on or day, day, at)
            return item
        is_listed = statement.by == "mark" and (statement.found or statement.reviewed)
        if item.state != "open" and (says == "doubt" or is_listed):
            change = Change(day, "state", item.state, "open", at)
            item = replace(item, state="open", ended=None, changes=(*item.changes, change))
        owners = self._owners[statement.key]
        if statement.found or statement.by == "mark" or statement.says == "moved":
            item = self._with_owners(item, owners, at)
            if _is_recurring(item, statement, owners):
                return replace(item, due=statement.due or item.due)
            item = _with_due(item, statement.due, statement.due_said, day, at)
        return item

    def _effect(self, item: Item, statement: Statement, *, closes: bool) -> str:
        """Return what a statement does to an item: what it says, if a mark or an answer says so."""
        if statement.says in ("done", "dropped"):
            answer = self._verdicts.on(statement.says, statement.key, item)
            if answer or (statement.by == "mark" and closes and answer is not False):
                return statement.says
            return "done" if not closes and statement.by == "mark" else "open"
        if statement.says == "doubt":
            return "doubt"
        owners = self._owners[statement.key]
        if owners and _is_handing(item.owners, owners) and (statement.found or statement.by == "mark"):
            return "handed"
        is_moved = statement.due is not None and item.due is not None and statement.due != item.due
        if is_moved and _is_recurring(item, statement, owners):
            return "open"
        is_told = statement.found or statement.by == "mark" or statement.says == "moved"
        return "moved" if is_moved and is_told else "open"

    def _told_before(self, item: Item, statement: Statement) -> Statement | None:
        """Return the sentence of this meeting that tells the change which a later row shows; None if none does."""
        if statement.says in ("moved", "handed"):
            return None
        lines = (one for one in self._meeting.statements if one.by == "sentence" and one.end_line < statement.line)
        about = (one for one in lines if self._about.get(one.key) == item.key)
        return next((one for one in about if one.says in ("open", "moved", "handed")), None)

    def _with_owners(self, item: Item, owners: tuple[str, ...], at: int) -> Item:
        """Return an item with new owners; a fuller form of the same name is no change of hands."""
        if not owners or owners == item.owners:
            return item
        if not _is_handing(item.owners, owners):
            fuller = tuple(
                next((new for new in owners if likeness.may_be_one(new, old) and len(new) > len(old)), old)
                for old in item.owners
            )
            return replace(item, owners=fuller)
        change = Change(self._meeting.day, "owners", ", ".join(item.owners), ", ".join(owners), at)
        assent = "absent" if self._are_absent(owners) else "said"
        return replace(item, owners=owners, assent=assent, given=self._meeting.day, changes=(*item.changes, change))

    def _put(self, key: str, item: Item) -> Item:
        """Store an item under the key of the mention that was learnt first; return it."""
        first = min((place for place in item.places if place.short), key=lambda place: place.event, default=None)
        if first is not None and first.key != item.key:
            item = replace(item, key=first.key, short=first.short)
        if item.key != key:
            del self.items[key]
            self.questions = [replace(one, item=item.key) if one.item == key else one for one in self.questions]
        self.items[item.key] = item
        return item

    def _ask_news(self, statement: Statement, key: str, score: float) -> None:
        """Ask whether a statement tells something of the item that it is most like."""
        item = self.items.get(key)
        if item is None or item.state != "open":
            return
        if statement.says in ("done", "dropped"):
            answer = self._verdicts.on(statement.says, statement.key, item)
            if answer:
                self._tell(key, [replace(statement, by="mark")])
            elif answer is None:
                self._ask(statement.says, item, statement, score)

    def _ask(self, kind: str, item: Item, statement: Statement, score: float, about: str = "") -> None:
        if self._verdicts.on(kind, statement.key, item) is None:
            question = Question(
                kind=kind,
                item=item.key,
                mention=statement.key,
                about=about,
                source=self._meeting.source,
                day=self._meeting.day,
                line=statement.line,
                end_line=statement.end_line,
                quote=statement.quote,
                score=round(score, 3),
                on=statement.on,
            )
            self.questions.append(question)

    def _ask_if_standing(self, item: Item, statement: Statement) -> None:
        """Ask once whether a line without an owner that each meeting repeats is only a standing one."""
        own = item.owners in ((), ("all",))
        is_repeated = item.meetings == STANDING and item.due is None and not item.changes and not statement.reviewed
        if own and item.state == "open" and is_repeated:
            self._ask("standing", item, statement, 1.0)


def _is_clear(scores: Sequence[float]) -> bool:
    """Whether the first of these scores is well above the next: no other item is nearly as like."""
    return len(scores) < 2 or scores[0] - scores[1] >= likeness.MARGIN


_GONE = "{} (gone from the notes: a mistake?)"


def _is_recurring(item: Item, statement: Statement, owners: Sequence[str]) -> bool:
    """Whether a duty of all, or of nobody, is said again with the same words: "Friday noon", each week."""
    is_shared = owners in ((), ("all",)) and item.owners in ((), ("all",))
    said = folded(statement.due_said)
    return is_shared and bool(said) and said == folded(item.due_said) and not any(sign.isdigit() for sign in said)


def _is_handing(before: Sequence[str], owners: Sequence[str]) -> bool:
    return not before or not likeness.meet(before, owners)


def ended(item: Item, state: str, on: date, learnt: date, at: int) -> Item:
    """Return an item that is done or dropped.

    Args:
        item: The item.
        state: "done" or "dropped".
        on: The day on which that was.
        learnt: The day on which it was told.
        at: The index of the place that tells it.
    """
    change = Change(learnt, "state", item.state, state, at)
    return replace(item, state=state, ended=on, changes=(*item.changes, change))


def _with_due(item: Item, due: date | None, due_said: str, day: date, at: int) -> Item:
    if due is None or due == item.due:
        return item if due is not None or not due_said or item.due else replace(item, due_said=due_said)
    change = Change(day, "due", item.due.isoformat() if item.due else "", due.isoformat(), at)
    return replace(item, due=due, due_said=due_said, first_due=item.first_due or due, changes=(*item.changes, change))


def _work(item: Item, *, numbered: bool) -> Work:
    """Return what of an item is compared; numbers count where those of the minutes grow from meeting to meeting."""
    quotes = [place.quote for place in (item.places[0], *item.places[-2:])]
    return Work(
        key=item.key,
        words=likeness.task_words(item.task),
        context=likeness.task_words(item.topic).union(*map(likeness.task_words, quotes)),
        head=item.head,
        guards=likeness.guards_of(item.task),
        owners=item.owners,
        number=item.number if numbered else "",
        links=frozenset((item.short, *(place.short for place in item.places if place.short))),
        ended=item.state != "open",
    )


def _after_mark(state: State, mark: Mark) -> State:
    """Return what is known after something was said by hand."""
    item = next((item for item in state.items.values() if mark.item in {place.key for place in item.places}), None)
    if item is None:
        return state
    day = mark.on or date.min
    place = Place("", "", day, 0, 0, _MARK_SAYS.get(mark.does, "open"), mark.said, mark.event)
    changed = _marked(replace(item, places=(*item.places, place)), mark, day, len(item.places))
    items = dict(state.items) | {item.key: changed}
    questions = tuple(question for question in state.questions if question.item != item.key or changed.state == "open")
    return replace(state, items=items, questions=questions)


_MARK_SAYS = {"done": "done", "drop": "dropped", "move": "moved", "own": "handed", "leave": "handed"}


def _marked(item: Item, mark: Mark, day: date, at: int) -> Item:
    if mark.does in ("done", "drop"):
        state = "done" if mark.does == "done" else "dropped"
        return replace(ended(item, state, mark.day or day, day, at), reason=mark.because)
    if mark.does == "open":
        change = Change(day, "state", item.state, "open", at)
        return replace(item, state="open", ended=None, reason="", changes=(*item.changes, change))
    if mark.does == "move":
        moved = _with_due(item, mark.day, mark.said, day, at)
        return replace(moved, assent="affirmed", reason=mark.because)
    if mark.does in ("own", "leave"):
        change = Change(day, "owners", ", ".join(item.owners), ", ".join(mark.owners), at)
        assent = "said" if mark.does == "own" else "declined"
        return replace(item, owners=mark.owners, assent=assent, given=day, changes=(*item.changes, change))
    if mark.does == "after":
        return replace(item, after=mark.other)
    if mark.does == "standing":
        return replace(item, standing=True)
    return replace(item, assent="affirmed")
