"""Compute what is known of a series of meetings from its events, in the order of their days.

Pure: no file, no clock. The order in which notes were read does not count: meetings are folded by day, then by id, and
marks of a day come after its meetings. `advance` takes one step; folding anew from nothing gives the same as one step
after the other, so that keeping a new note costs the work of that note alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from extractor.language.people.roster import Roster
from extractor.ledger import likeness
from extractor.ledger.events import SAYINGS, Mark, Meeting, Member, Statement
from extractor.ledger.identity import folded
from extractor.ledger.items import Change, Item, Place, Question, State, Step, Verdicts, is_unclear, who_kind
from extractor.ledger.joining import Joining, major, roster_of, with_words, work_of
from extractor.ledger.mark_steps import after_mark, ended, with_due

VERSION = 8  # of these rules: with other ones, the ledger is computed anew
MAX_QUESTIONS = 5  # of one meeting: the surest; what is less sure stays open unasked
MAX_NAMES = 2  # other words for an item that are compared
STANDING = 3  # meetings that say a line without an owner in the same words before it is asked about


def fold(series: str, meetings: Sequence[Meeting], marks: Sequence[Step], verdicts: Verdicts) -> State:
    """Return what is known of a series.

    Args:
        series: Its id.
        meetings: The notes of its meetings, in any order.
        marks: What was said by hand and by mail.
        verdicts: The answers to questions.
    """
    steps: list[Step] = sorted([*meetings, *marks], key=order_of)
    state = State(series)
    for step in steps:
        state = advance(state, step, verdicts)
    return state


def order_of(step: Step) -> tuple[date, int, str]:
    """Return the key that sorts steps: by day, meetings before marks and mails, then by id."""
    if isinstance(step, Meeting):
        return step.day, 0, step.id
    return step.on or date.min, 1, step.event


def advance(state: State, step: Step, verdicts: Verdicts) -> State:
    """Return what is known after one more meeting, mark or mail, which is not earlier than those before."""
    if isinstance(step, Meeting):
        after = _after_meeting(state, step, verdicts)
    elif isinstance(step, Mark):
        after = after_mark(state, step)
    else:
        from extractor.ledger.mail_steps import after_mail

        after = after_mail(state, step, verdicts)
    before = state.items
    return replace(
        after,
        items={key: item if before.get(key) is item else with_words(item) for key, item in after.items.items()},
    )


def _after_meeting(state: State, meeting: Meeting, verdicts: Verdicts) -> State:
    known = _merged_people(state.people, meeting.people)
    step = _Step(state, meeting, verdicts, roster_of(known))
    step.run()
    number = max((major(statement.number) for statement in meeting.statements), default=0)
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


def _merged_people(people: tuple[Member, ...], more: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return the people of a series with those of one more meeting; the fuller form of a name wins.

    The address decides over the name, and a name that fits several people is nobody's: two may be called Ana.
    """
    result = list(people)
    for person in more:
        places = _places_of(person, result)
        if not places:
            result.append(replace(person, present=None))
        if len(places) != 1:
            continue
        at = places[0]
        one = result[at]
        fuller = max(one.name, person.name, key=len)
        aliases = dict.fromkeys((*one.aliases, *person.aliases, one.name, person.name))
        aliases.pop(fuller, None)
        result[at] = Member(fuller, tuple(aliases), one.email or person.email)
    return tuple(result)


def _places_of(person: Member, people: Sequence[Member]) -> list[int]:
    """Return where a person of a meeting stands among those of the series: in one place, in none, or in several."""
    for at, one in enumerate(people):
        if (person.email and person.email == one.email) or (person.name == one.name and not _are_two(person, one)):
            return [at]
    fits = [at for at, one in enumerate(people) if likeness.may_be_one(one.name, person.name)]
    return [at for at in fits if not _are_two(person, people[at])]


def _are_two(person: Member, other: Member) -> bool:
    return bool(person.email and other.email) and person.email != other.email


class _Step:
    """One meeting read against the items of its series.

    Args:
        state: What was known before.
        meeting: The notes.
        verdicts: The answers so far.
        roster: The people of the series.
    """

    def __init__(self, state: State, meeting: Meeting, verdicts: Verdicts, roster: Roster) -> None:
        self._state, self._meeting, self._verdicts = state, meeting, verdicts
        self.items: dict[str, Item] = dict(state.items)
        self.questions: list[Question] = []
        self._number = state.meetings + 1
        self._order = {statement.key: at for at, statement in enumerate(meeting.statements)}
        self._told: dict[str, list[Statement]] = defaultdict(list)  # by the item's key before this meeting
        self._joining = Joining(state, meeting, verdicts, roster)
        self._owners = self._joining.owners
        self._about = {mention: key for mention, (key, _) in self._joining.asked.items()} | self._joining.joined

    def run(self) -> None:
        """Join each statement with an item, start new ones, and note what must be asked."""
        joined, asked = self._joining.joined, self._joining.asked
        for read in self._meeting.statements:
            key, statement = joined.get(read.key), self._joining.confirmed.get(read.key, read)
            if key is not None and statement.gone:
                continue  # other statements hold the item
            if key is not None:
                self._told[key].append(statement)
            elif statement.found and not self._only_changes(statement):
                self._start(statement, asked.get(statement.key))
                if statement.gone:
                    self._ask_whether_gone(statement)
            elif statement.key in asked:
                self._ask_news(statement, *asked[statement.key])
        for key, statements in self._told.items():
            self._tell_or_start(key, statements)
        surest: dict[tuple[str, str], Question] = {}
        waiting = {(one.kind, one.item) for one in self.questions_left() if one.kind in ("done", "dropped")}
        for one in sorted(self.questions, key=lambda one: -one.score):
            if (one.kind, one.item) in waiting:
                continue  # an earlier sentence is asked about; after a no to that, this one is
            surest.setdefault((one.kind, one.item), one)  # two sentences that tell the same are asked about once
        for one in self._unknown_owners():
            surest.setdefault((one.kind, one.item), one)
            self.questions.append(one)
        asked_now = list(surest.values())[:MAX_QUESTIONS]
        self.questions = [one for one in self.questions if one in asked_now]

    def _tell_or_start(self, key: str, statements: Sequence[Statement]) -> None:
        """Tell an item what is said of it, or start one where what is said again is only asked about."""
        if key in self.items:
            self._tell(key, statements)
        elif first := next((one for one in statements if one.found), None):
            self._start(first, self._joining.asked.get(first.key))

    def _only_changes(self, statement: Statement) -> bool:
        """Whether a promise may only hand over, move or end an item, which is asked, and nobody has said no to it."""
        about = self._joining.asked.get(statement.key)
        is_end = statement.reviewed and statement.says in ("done", "dropped")
        if about is None or not (is_end or statement.says in ("handed", "moved")) or about[0] not in self.items:
            return False
        return self._verdicts.on(statement.says, statement.key, self.items[about[0]]) is not False

    def _unknown_owners(self) -> Iterator[Question]:
        """Yield a question for each name that fits several people; one answer serves all the notes."""
        names: set[str] = set()
        for statement in self._meeting.statements:
            item = self.items.get(self._about.get(statement.key, statement.key))
            for name, people in self._joining.unclear(statement) if item is not None else ():
                if item is None or item.state != "open" or name not in item.owners or name in names:
                    continue
                names.add(name)
                answers = self._verdicts.by_mention.get(statement.key, ())
                denied = {one.kind for one in answers if not one.yes}
                left = next((one for one in people if who_kind(one) not in denied), None)
                if left:
                    yield replace(self._question("who", item, statement, 0.0), name=left)

    def questions_left(self) -> list[Question]:
        """Return the earlier questions that this meeting did not settle."""
        told = {key for key, statements in self._told.items() if any(one.by == "mark" for one in statements)}
        return [one for one in self._state.questions if one.item in self.items and self._is_asked_still(one, told)]

    def _is_asked_still(self, question: Question, told: set[str]) -> bool:
        """Whether a question still matters: its item is open, and no later mark told what it asks."""
        if question.kind == "who":
            return is_unclear(question, self.items[question.item])
        if question.kind in ("done", "dropped", "doubt"):
            return self.items[question.item].state == "open" and question.item not in told
        return self.items[question.item].state == "open"

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
            other = self.items[like[0]]
            self._ask(self._kind_of(other, statement), other, statement, like[1], about=item.key)

    def _kind_of(self, item: Item, statement: Statement) -> str:
        """Return what is asked of a promise that may be an item: whether it is handed over, moved, or the same."""
        owners = self._owners[statement.key]
        if owners and _is_handing(item.owners, owners):
            return "handed"
        is_moved = statement.due is not None and item.due is not None and statement.due != item.due
        return "moved" if is_moved else "same"

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
        statements = [self._confirmed_handing(item, one) for one in statements]
        against = self._denied(item, statements)
        is_first = item.seen != self._number
        item = replace(item, meetings=item.meetings + is_first, seen=self._number)
        denial = [replace(one, says="doubt") for one in against[:1] if one.by == "sentence"]
        rest = self._by_line([one for one in statements if not denial or one.key != denial[0].key])
        for statement in (*rest, *denial):
            item = self._told_of(item, statement, closes=not against)
        item = self._put(key, item)
        if against:
            self._ask("doubt", item, against[0], 1.0)
        told = [one for one in statements if one.by == "sentence" and one.says in ("done", "dropped")]
        told = [one for one in told if not self._is_only_part(one, key)]
        if told and item.state == "open" and not against:
            self._ask(told[0].says, item, told[0], 1.0)
        for one in statements:
            if self._may_hand(item, one):
                self._ask("handed", item, one, 1.0)
        self._ask_if_standing(item, statements[-1])

    def _may_hand(self, item: Item, statement: Statement) -> bool:
        """Whether a sentence gives an open item to other people than those who have it."""
        owners = self._owners[statement.key]
        is_told = statement.by == "sentence" and statement.says == "handed" and not statement.found
        return is_told and item.state == "open" and bool(owners) and _is_handing(item.owners, owners)

    def _confirmed_handing(self, item: Item, statement: Statement) -> Statement:
        """Return a sentence that hands an item over as a mark, if the user said that it does."""
        is_yes = self._may_hand(item, statement) and self._verdicts.on("handed", statement.key, item)
        return replace(statement, by="mark") if is_yes else statement

    def _by_line(self, statements: Sequence[Statement]) -> list[Statement]:
        """Return statements about one item, those of one line as one, which says the strongest of what they say."""
        lines: dict[tuple[int, int], list[Statement]] = defaultdict(list)
        for statement in statements:
            lines[statement.line, statement.end_line].append(statement)
        return [self._merged(group) if len(group) > 1 else group[0] for group in lines.values()]

    def _merged(self, group: Sequence[Statement]) -> Statement:
        base = next((one for one in group if one.found), group[0])
        told = min(group, key=lambda one: SAYINGS.index(one.says))
        owners = next((found for one in (base, *group) if (found := self._owners[one.key])), ())
        self._owners[base.key] = owners
        due = next((one.due for one in (base, *group) if one.due), None)
        return replace(base, says=told.says, by=told.by, due=due, on=base.on or told.on)

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
        work = work_of(item, numbered=False)
        told = {one.key for one in self._meeting.statements if one.by == "sentence"}  # and confirmed by an entry
        lines = [(mark.line, mark.end_line) for mark in closing if mark.key not in told]
        for statement in self._meeting.statements:
            is_apart = all(statement.end_line < first or statement.line > last + 3 for first, last in lines)
            is_denial = statement.by == "sentence" and (
                statement.says == "doubt" or (statement.says == "open" and is_apart)
            )
            if is_denial and (statement.key in own or likeness.denies(statement, work, self._joining.rarity.names)):
                against.append(statement)
        return [one for one in against if self._verdicts.on("doubt", one.key, item) is None]

    def _told_of(self, item: Item, statement: Statement, *, closes: bool) -> Item:
        """Return an item after one statement about it."""
        says = self._effect(item, statement, closes=closes)
        told = self._told_before(item, statement) if says in ("moved", "handed") else None
        if says == "moved" and statement.says != "moved" and self._is_changed_here(item):
            says, told = "open", None  # a list that gives the exact day of what was said
        if told is not None:  # the discussion says it, the list at the end repeats it
            others = tuple(place for place in item.places if place.key != told.key)
            item = replace(item, places=(*others, self._place(told, says)))
            says = "open"
        place = self._place(statement, says)
        also = self._also(statement)
        if statement.row and says in ("moved", "handed"):  # the discussion says it, the row repeats it
            also = [replace(one, says=says) if one.line < place.line else one for one in also]
            is_said = any(one.says == says for one in also) and statement.says != "moved"
            place = replace(place, says="open") if is_said else place
        places = (*item.places, place, *also)
        item = replace(
            item,
            places=places,
            private=item.private and statement.private,
            promised_to=item.promised_to or statement.promised_to,
            number=statement.number or item.number,
            also_called=_called(item, statement),
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
            item = with_due(item, statement.due, statement.due_said, day, at)
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
        if statement.says == "moved" and statement.by == "mark":
            return "moved"
        owners = self._owners[statement.key]
        if owners and _is_handing(item.owners, owners) and (statement.found or statement.by == "mark"):
            return "handed"
        is_moved = statement.due is not None and item.due is not None and statement.due != item.due
        if is_moved and _is_recurring(item, statement, owners):
            return "open"
        is_told = statement.found or statement.by == "mark" or statement.says == "moved"
        return "moved" if is_moved and is_told else "open"

    def _is_changed_here(self, item: Item) -> bool:
        """Whether an earlier place of this meeting moved an item or handed it over."""
        here = (one for one in item.places if one.day == self._meeting.day and one.source == self._meeting.source)
        return any(one.says in ("moved", "handed") for one in here)

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
        if statement.says not in ("done", "dropped", "moved", "handed"):
            return
        owners = self._owners[statement.key]
        if statement.says == "handed" and not (owners and _is_handing(item.owners, owners)):
            return
        answer = self._verdicts.on(statement.says, statement.key, item)
        if answer:
            self._tell(key, [replace(statement, by="mark")])
        elif answer is None and not self._is_only_part(statement, key):
            self._ask(statement.says, item, statement, score)

    def _is_only_part(self, statement: Statement, key: str) -> bool:
        """Whether the line that tells an end goes on with the work: "Called off. New date 5 May."."""
        others = {"done": ("open", "moved", "handed"), "dropped": ("moved", "handed")}.get(statement.says, ())
        return any(
            one.line == statement.line and one.says in others and self._about.get(one.key) == key
            for one in self._meeting.statements
        )

    def _ask(self, kind: str, item: Item, statement: Statement, score: float, about: str = "") -> None:
        if self._verdicts.on(kind, statement.key, item) is None:
            self.questions.append(self._question(kind, item, statement, score, about))

    def _question(self, kind: str, item: Item, statement: Statement, score: float, about: str = "") -> Question:
        return Question(
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

    def _ask_if_standing(self, item: Item, statement: Statement) -> None:
        """Ask once whether a line without an owner that each meeting repeats is only a standing one."""
        own = item.owners in ((), ("all",))
        is_repeated = item.meetings == STANDING and item.due is None and not item.changes and not statement.reviewed
        said = {likeness.task_words(place.quote) for place in item.places if place.quote}
        is_repeated = is_repeated and said == {likeness.task_words(statement.quote)}
        if own and item.state == "open" and is_repeated:
            self._ask("standing", item, statement, 1.0)


def _called(item: Item, statement: Statement) -> tuple[str, ...]:
    """Return the last other words for an item, after a statement about it."""
    head = statement.head if statement.reviewed and len(likeness.task_words(statement.head)) > 1 else ""
    name = head or statement.task  # what follows a head in a list of what was open before is news
    words = likeness.task_words(name)
    if not statement.found or len(words) < 2 or words == likeness.task_words(item.task):
        return item.also_called
    others = [task for task in item.also_called if likeness.task_words(task) != words]
    return (*others, name)[-MAX_NAMES:]


_GONE = "{} (gone from the notes: a mistake?)"


def _is_recurring(item: Item, statement: Statement, owners: Sequence[str]) -> bool:
    """Whether a duty of all, or of nobody, is said again with the same words: "Friday noon", each week."""
    is_shared = owners in ((), ("all",)) and item.owners in ((), ("all",))
    said = folded(statement.due_said)
    return is_shared and bool(said) and said == folded(item.due_said) and not any(sign.isdigit() for sign in said)


def _is_handing(before: Sequence[str], owners: Sequence[str]) -> bool:
    return not before or not likeness.meet(before, owners)
