"""Find which item each statement of a meeting is about: surely, or so that it must be asked.

Likeness to the items of the series comes first, then what the meeting itself tells: an entry of a list repeats what the
discussion said, and what stands below an entry is news of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from extractor.language.people.roster import Roster
from extractor.ledger import likeness
from extractor.ledger.events import Meeting, Member, Statement
from extractor.ledger.identity import folded
from extractor.ledger.items import Item, State, Verdicts, who_kind
from extractor.ledger.likeness import Level, Likeness, Rarity, Work
from extractor.model import Person

RECENT = 4  # meetings for which an item that has ended is still compared
BELOW = 0.7  # likeness of an item and what stands below its entry in a list of what was open before


def roster_of(people: Sequence[Member]) -> Roster:
    """Return the people of a series as a roster, each with the names that are nobody else's."""

    def is_own(alias: str, one: Member) -> bool:
        return not any(other is not one and likeness.may_be_one(alias, other.name) for other in people)

    return Roster(
        tuple(
            Person(one.name, tuple(alias for alias in one.aliases if is_own(alias, one)), email=one.email)
            for one in people
        )
    )


class Joining:
    """The statements of one meeting with the items that they are about.

    Args:
        state: What was known before.
        meeting: The notes.
        verdicts: The answers so far.
        roster: The people of the series.
    """

    def __init__(self, state: State, meeting: Meeting, verdicts: Verdicts, roster: Roster) -> None:
        self._items, self._meeting, self._verdicts, self._roster = state.items, meeting, verdicts, roster
        self._number = state.meetings + 1
        self._named = self._named_by_answers()
        self.owners = {statement.key: self._people_of(statement) for statement in meeting.statements}
        self.confirmed: dict[str, Statement] = {}  # statements with what an entry of a list adds to them
        grown = _goes_on(state, meeting)
        self._works = [
            work for item in state.items.values() if self._is_compared(item) for work in _works(item, numbered=grown)
        ]
        names = (
            word
            for person in roster.people
            for name in (person.name, *person.aliases)
            for word in likeness.task_words(name) | frozenset(folded(name).split())
        )
        self.rarity = Rarity(self._works, frozenset(names))
        self.joined, asked = self._matches()
        self._join_echoes(self.joined)
        self._ask_below(self.joined, asked)
        self.asked = {mention: pair for mention, pair in asked.items() if mention not in self.joined}

    def _is_compared(self, item: Item) -> bool:
        return item.state == "open" or self._number - item.seen <= RECENT

    def _people_of(self, statement: Statement) -> tuple[str, ...]:
        """Return the owners of a statement as people of the series, by their fullest names."""
        names: list[str] = []
        for owner in statement.owners:
            found = self._roster.known(owner)
            names.append(found[0].name if len(found) == 1 else self._named.get(owner, owner))
        return tuple(dict.fromkeys(names))

    def _named_by_answers(self) -> dict[str, str]:
        """Return whom names of these notes mean that fit several people of the series, as the user answered."""
        found: dict[str, str] = {}
        for statement in self._meeting.statements:
            answers = self._verdicts.by_mention.get(statement.key, ())
            said = {one.kind for one in answers if one.yes}
            for owner in statement.owners if said else ():
                meant = [one.name for one in self._roster.known(owner) if who_kind(one.name) in said]
                if meant:
                    found[owner] = meant[-1]
        return found

    def unclear(self, statement: Statement) -> list[tuple[str, list[str]]]:
        """Return the owners of a promise whose name fits several people, each with the names of these."""
        people = {owner: sorted(one.name for one in self._roster.known(owner)) for owner in statement.owners}
        return [
            (owner, names)
            for owner, names in people.items()
            if statement.found and len(names) > 1 and owner not in self._named
        ]

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
            elif statement.key not in asked and not is_twin and self._items[key].state == "open":
                asked[statement.key] = (key, like.score)
        return joined, {mention: pair for mention, pair in asked.items() if mention not in joined}

    def _scored(self) -> list[tuple[Statement, str, Likeness]]:
        by_word: dict[str, list[int]] = defaultdict(list)
        near: dict[str, list[int]] = defaultdict(list)
        by_id: dict[str, list[int]] = defaultdict(list)
        statements = self._meeting.statements
        read = frozenset().union(*map(likeness.searched, statements))
        ids = frozenset(id for statement in statements for id in (statement.number, *statement.links) if id)
        read_around = frozenset().union(*map(likeness.searched, filter(likeness.is_read_with_context, statements)))
        for at, work in enumerate(self._works):
            for word in work.words & read:
                by_word[word].append(at)
            for word in work.beside(read_around) if read_around else ():
                near[word].append(at)
            for id in ids.intersection((work.number, *work.links)) if ids else ():
                by_id[id].append(at)
        pairs: list[tuple[Statement, str, Likeness]] = []
        for statement in statements:
            best: dict[str, Likeness] = {}
            for at in sorted(likeness.candidates(statement, by_word, near, by_id)):
                work = self._works[at]
                answer = self._verdicts.on("same", statement.key, self._items[work.key])
                if answer is not None:
                    if answer:
                        best[work.key] = Likeness(Level.SURE, 2.0)
                    continue
                like = likeness.compare(statement, self.owners[statement.key], work, self.rarity)
                if like.level is not Level.NEW and like.rank > best.get(work.key, Likeness(Level.NEW, 0)).rank:
                    best[work.key] = like
            most = max((like.score for like in best.values()), default=0.0)
            pairs += [(statement, key, _asked_if_not_best(like, most)) for key, like in best.items()]
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
            for item in self._items.values()
            if item.key not in paired and self._verdicts.on("same", statement.key, item)
        ]

    def _ask_below(self, joined: Mapping[str, str], asked: dict[str, tuple[str, float]]) -> None:
        """Take what stands below an entry of what was open before for news of it; `asked` is added to."""
        above = {one.line: joined[one.key] for one in self._meeting.statements if one.reviewed and one.key in joined}
        for one in self._meeting.statements:
            if one.under in above and one.reviewed and not one.found and one.key not in joined:
                like = asked.get(one.key)
                if like is None or like[1] < BELOW:
                    asked[one.key] = (above[one.under], BELOW)

    def _join_echoes(self, joined: dict[str, str]) -> None:
        """Join what the discussion says with the entry of a list that repeats it; `joined` is added to."""
        statements = [one for one in self._meeting.statements if not one.gone]
        entries = [one for one in statements if one.found and one.by == "mark"]
        pairs: list[tuple[float, int, int, Statement, Statement]] = []
        for first in statements:
            for second in entries:
                if first.end_line < second.line or (first.by == "sentence" and second.end_line < first.line):
                    score = self._echo(first, second, joined)
                    if score:
                        pairs.append((score, first.line, second.line, first, second))
        paired: set[str] = set()
        for _, _, _, first, second in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            is_taken = first.key in paired or (first.found and second.key in paired)
            if is_taken:
                continue
            paired |= {first.key, second.key} if first.found else {first.key}
            self._confirm(first, second)
            if first.key in joined:
                joined.setdefault(second.key, joined[first.key])
            elif second.key in joined or not first.found:
                joined[first.key] = joined.get(second.key, second.key)
            else:
                joined[second.key] = first.key

    def _confirm(self, first: Statement, second: Statement) -> None:
        """Let an entry with a mark, an owner and a day stand for what the discussion only tells."""
        if not first.found and first.says in ("done", "dropped"):
            self.confirmed[first.key] = replace(first, by="mark")
            return
        if not self.owners[first.key]:
            self.owners[first.key] = self.owners[second.key]
        by = "mark" if first.says in ("handed", "moved", "open") else first.by
        self.confirmed[first.key] = replace(first, due=first.due or second.due, by=by)

    def _echo(self, first: Statement, second: Statement, joined: Mapping[str, str]) -> float:
        """Return how sure it is that two statements are about one work, 0 where both are known to be about others."""
        is_ended = second.says in ("done", "dropped")
        if first.key in joined and second.key in joined:
            is_told = first.by == "sentence" and first.says == second.says and is_ended
            return float(is_told and joined[first.key] == joined[second.key])
        if first.found and (first.says in ("done", "dropped")) != is_ended:
            return 0.0
        return likeness.echo(first, self.owners[first.key], second, self.owners[second.key], self.rarity)


def _goes_on(state: State, meeting: Meeting) -> bool:
    """Whether minutes go on with the numbers of those before, so that an entry keeps its number.

    New entries have numbers above all before then. Where the numbers are those of an agenda, which begins anew in each
    meeting, some new entry stands at a number that was passed and that no item has.
    """
    majors = [major(one.number) for one in meeting.statements if one.number]
    if max(majors, default=0) <= state.top_number:
        return False
    known = {item.number for item in state.items.values()}
    return not any(
        one.number and one.found and one.number not in known and major(one.number) <= state.top_number
        for one in meeting.statements
    )


def major(number: str) -> int:
    """Return the first part of the number of an entry, which grows from minutes to minutes; 0 for none."""
    return int(number.split(".")[0]) if number else 0


def _asked_if_not_best(like: Likeness, most: float) -> Likeness:
    """Return a likeness. If another item fits the statement much better, the user is asked, however sure it was."""
    return (
        Likeness(Level.ASK, like.score)
        if like.level is Level.SURE and like.score < most - 2 * likeness.MARGIN
        else like
    )


def _is_clear(scores: Sequence[float]) -> bool:
    """Whether the first of these scores is well above the next: no other item is nearly as like."""
    return len(scores) < 2 or scores[0] - scores[1] >= likeness.MARGIN


def _works(item: Item, *, numbered: bool) -> list[Work]:
    """Return what of an item is compared, for each of the words in which it was promised."""
    first = work_of(item, numbered=numbered)
    others = {likeness.task_words(task): task for task in item.also_called}
    return [
        first,
        *(_work(item, task, words, numbered=numbered) for words, task in others.items() if words != first.words),
    ]


def work_of(item: Item, *, numbered: bool) -> Work:
    """Return what of an item is compared; numbers count where those of the minutes grow from meeting to meeting."""
    words = frozenset(item.words.split()) or likeness.work_words(item.task, item.places[0].quote)
    return _work(item, item.task, words, numbered=numbered)


def with_words(item: Item) -> Item:
    """Return an item with the words by which it is compared; of one that ended, those around it are seldom needed."""
    words = likeness.work_words(item.task, item.places[0].quote)
    is_open = item.state == "open"
    around = frozenset().union(*map(likeness.task_words, _around(item))) if is_open else frozenset()
    return replace(item, words=" ".join(sorted(words)), around=" ".join(sorted(around)))


def _around(item: Item) -> tuple[str, ...]:
    """Return the title of an item, and the lines that hold it."""
    return (item.topic, *(place.quote for place in (item.places[0], *item.places[-2:])))


def _work(item: Item, task: str, words: frozenset[str], *, numbered: bool) -> Work:
    return Work(
        item.key,
        task,
        words,
        item.around or _around(item),
        head=item.head,
        owners=item.owners,
        number=item.number if numbered else "",
        links=(item.short, *[place.short for place in item.places if place.short]),
        ended=item.state != "open",
    )
