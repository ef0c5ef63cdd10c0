"""Count what became of promises: kept on the day, later, open, moved, and why. It counts promises, and grades nobody.

Pure: the items of a ledger go in, a `Measures` comes out. What is counted, and what is left alone, follows Last
Planner: a share kept is no grade, and late news must stay cheap (a day moved before it has passed is no failure).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from extractor.ledger.items import Change, Item
from extractor.ledger.reasons import KINDS, NOT_SAID, reason_in
from extractor.ledger.wording import working_days


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise that came due, with the day that was agreed first and last."""

    item: Item
    late: int = 0  # working days after the day last agreed


@dataclass(frozen=True, slots=True)
class Move:
    """A change of a promise's day."""

    item: Item
    days: int  # working days between the two days; negative for an earlier one
    in_time: bool  # told before the earlier of the two days, or on it
    kind: str  # why, one of `reasons.KINDS`
    words: str  # in their words


@dataclass(frozen=True, slots=True)
class Measures:
    """What became of promises up to a day."""

    promises: int
    on_day: tuple[Promised, ...] = ()  # done by the day last agreed
    untold: tuple[Promised, ...] = ()  # done by a later meeting's notes, which tell no day: perhaps in time
    later: tuple[Promised, ...] = ()
    open: tuple[Promised, ...] = ()  # their day has passed
    dropped: int = 0
    no_day: int = 0  # without a day: nothing can be said of them
    no_day_done: int = 0
    ahead: int = 0  # open, and their day has not passed
    on_first_day: int = 0  # of those that came due: done by the day that was said first
    moves: tuple[Move, ...] = ()
    mails: int = 0  # to one person, about promises; a recap goes to all, and is not counted
    answered: int = 0
    answer_days: tuple[int, ...] = ()  # working days up to each answer
    own: tuple[int, int] | None = None  # of the user's own that came due: kept on the day, and all; None if unknown

    @property
    def due(self) -> int:
        """How many promises came due, or were kept before their day."""
        return len(self.on_day) + len(self.untold) + len(self.later) + len(self.open)

    def reasons(self) -> list[tuple[str, tuple[str, ...]]]:
        """Return the kinds of reasons with the words that say each; a move in time needs no reason."""
        told = [move for move in self.moves if move.kind != NOT_SAID or not move.in_time]
        return [
            (kind, tuple(move.words for move in told if move.kind == kind))
            for kind in KINDS
            if any(move.kind == kind for move in told)
        ]


def measure(
    items: Iterable[Item], today: date, since: date | None = None, is_own: Callable[[Item], bool] | None = None
) -> Measures:
    """Return what became of items.

    Args:
        items: The items; standing lines are left out.
        today: The day up to which is counted; a promise that is due today has not come due while it is open.
        since: Leave out what was promised, due and done before this day; what is open is never left out.
        is_own: Whether an item is the user's own; None if it is not known who that is.
    """
    chosen = sorted((item for item in items if not item.standing and _is_since(item, since)), key=_by_day)
    counted = [item for item in chosen if item.state != "dropped"]
    dated = [item for item in counted if item.due is not None]
    on_day, untold, later, still_open = _due(dated, today)
    moves = tuple(
        move
        for item in chosen
        for change in item.changes
        if (since is None or change.day >= since) and (move := _move(item, change)) is not None
    )
    mails, answer_days = _answers(chosen, since)
    own = None
    if is_own is not None:
        mine = [one for one in (*on_day, *untold, *later, *still_open) if is_own(one.item)]
        own = sum(one in on_day for one in mine), len(mine)
    return Measures(
        promises=len(chosen),
        on_day=on_day,
        untold=untold,
        later=later,
        open=still_open,
        dropped=len(chosen) - len(counted),
        no_day=len(counted) - len(dated),
        no_day_done=sum(item.state == "done" for item in counted if item.due is None),
        ahead=len(dated) - len(on_day) - len(untold) - len(later) - len(still_open),
        on_first_day=sum(_is_first_day(one.item) for one in (*on_day, *later)),
        moves=moves,
        mails=mails,
        answered=len(answer_days),
        answer_days=answer_days,
        own=own,
    )


def _by_day(item: Item) -> tuple[date, date, int]:
    line = item.places[0].line if item.places else 0
    return item.due or date.max, item.promised or date.max, line


def _is_since(item: Item, since: date | None) -> bool:
    days = (item.promised, item.due, item.ended)
    return since is None or item.state == "open" or any(day is not None and day >= since for day in days)


def _is_first_day(item: Item) -> bool:
    return item.ended is not None and item.first_due is not None and item.ended <= item.first_due


def _due(items: Sequence[Item], today: date) -> tuple[tuple[Promised, ...], ...]:
    """Return what was done by the day last agreed, on a day that nobody told, and later, and what is open after it."""
    on_day, untold, later, still_open = [], [], [], []
    for item in items:
        agreed = _agreed(item)
        if item.state == "done":
            ended = item.ended or agreed
            if ended <= agreed:
                on_day.append(Promised(item))
            elif _is_untold(item, agreed, ended):
                untold.append(Promised(item))
            else:
                later.append(Promised(item, working_days(agreed, ended)))
        elif agreed < today:
            still_open.append(Promised(item, working_days(agreed, today)))
    return tuple(on_day), tuple(untold), tuple(later), tuple(still_open)


def _is_untold(item: Item, agreed: date, ended: date) -> bool:
    """Whether notes tick a promise after its day without telling when it was done, and none before called it open."""
    ends = next((change for change in reversed(item.changes) if change.what == "state"), None)
    place = item.places[ends.place] if ends is not None and ends.place < len(item.places) else None
    is_ticked = place is not None and bool(place.source) and place.day == ended
    return is_ticked and not any(agreed < one.day < ended and one.says != "done" for one in item.places)


def _agreed(item: Item) -> date:
    """Return the day last agreed before it passed: a day that was already over when it was said counts for nothing."""
    agreed = item.first_due or date.max
    moves = [change for change in item.changes if change.what == "due"]
    for change in moves:
        day = date.fromisoformat(change.after)
        agreed = day if day >= change.day or not change.before else agreed
    is_told = bool(moves) and moves[-1].after == str(item.due)  # a duty that recurs gets its next day without a change
    return agreed if is_told else item.due or date.max


def _move(item: Item, change: Change) -> Move | None:
    if change.what != "due" or not change.before:
        return None
    before, after = date.fromisoformat(change.before), date.fromisoformat(change.after)
    words = item.places[change.place].quote if change.place < len(item.places) else ""
    return Move(item, working_days(before, after), change.day <= min(before, after), *reason_in(words))


def _answers(items: Sequence[Item], since: date | None) -> tuple[int, tuple[int, ...]]:
    """Return how many mails were written to one person, and after how many working days each answer came.

    One mail about several promises is one; an answer counts for the last mail before it.
    """
    sent: dict[str, date] = {}
    answers: dict[str, int] = {}
    for item in items:
        mails = sorted({(mail.on, mail.mail) for mail in item.contacts if mail.on is not None and mail.kind != "recap"})
        mails = [(day, mail) for day, mail in mails if since is None or day >= since]
        sent |= {mail: day for day, mail in mails}
        heard = sorted(place.day for place in item.places if place.who)
        for (day, mail), (following, _) in pairwise([*mails, (date.max, "")]):
            found = next((one for one in heard if day <= one and (one < following or following == date.max)), None)
            if found is not None:
                answers[mail] = min(answers.get(mail, 10**6), working_days(day, found))
    return len(sent), tuple(sorted(answers.values()))
