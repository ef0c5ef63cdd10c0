"""List what in the plan still needs an answer: owners, dates, doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import counted, format_day_near
from extractor.model import Action, Doubt, Recap
from extractor.output.wording import (
    TERMINAL_COLUMNS,
    as_sentence,
    due_words,
    fold,
    owner_words,
    place_words,
)

MAX_LISTED_ITEMS = 4  # of a person for one question in the mail; more are counted, as the plan has their words


def questions_text(recap: Recap, *, columns: int | None = None) -> str:
    """Return all open questions about owners, dates and doubts as text for the terminal; "" if there is none.

    Args:
        recap: The plan.
        columns: The width of the terminal; at most TERMINAL_COLUMNS are used.
    """
    width = min(TERMINAL_COLUMNS, columns or TERMINAL_COLUMNS)
    open_items = tuple(item for item in recap.items if not item.done)
    without_day = [item for item in open_items if item.due is None and item.due_text]
    questions = [(question.question, question.entries) for question in _questions(recap, open_items)]
    questions.append(("Which day is that?", tuple(f"{_item_words(item)}: {due_words(item)}" for item in without_day)))
    questions.append(("Is this right?", tuple(map(_doubt_words, recap.doubts))))
    blocks = (
        [question, *(line for entry in entries for line in fold(f"  - {entry}", width))]
        for question, entries in questions
        if entries
    )
    text = "\n\n".join("\n".join(block) for block in blocks)
    return f"{text}\n" if text else ""


class Question(NamedTuple):
    """A question about owners or dates, and the items that it is about, for the terminal."""

    question: str
    entries: tuple[str, ...]


def _questions(recap: Recap, open_items: Sequence[Action]) -> tuple[Question, ...]:
    """Return the questions about owners and dates that only the people can answer."""
    lacks = _lacking(open_items)
    questions = (
        Question(f"Who takes {_these(lacks.all)} on, and by when?", tuple(map(_item_words, lacks.all))),
        Question(f"Who takes {_these(lacks.owner)} on?", tuple(map(_item_words, lacks.owner))),
        Question(f"By when will {_these(lacks.day)} be done?", tuple(map(_item_words, lacks.day))),
        Question("Is this the right day?", tuple(_choice(recap, item) for item in lacks.one_day)),
    )
    return tuple(question for question in questions if question.entries)


class _Lacking(NamedTuple):
    """The open items that lack something, in the order of the notes."""

    all: tuple[Action, ...]  # owner and day
    owner: tuple[Action, ...]
    day: tuple[Action, ...]
    one_day: tuple[Action, ...]  # their words can mean two days


def _lacking(open_items: Sequence[Action]) -> _Lacking:
    items = sorted(open_items, key=lambda item: item.line)
    return _Lacking(
        tuple(item for item in items if not item.owners and _is_undated(item)),
        tuple(item for item in items if not item.owners and not _is_undated(item)),
        tuple(item for item in items if item.owners and _is_undated(item)),
        tuple(item for item in items if item.due and item.other_due and item.other_due != item.due),
    )


class Ask(NamedTuple):
    """What one person, or several together, are asked for in the email."""

    who: str  # "Ana", "Ana and Bob"; "Anyone" where nobody owns the work
    request: str  # "send the deck, Tue 10 Mar?"


ANYONE = "Anyone"


def asks_of(recap: Recap, open_items: Sequence[Action]) -> tuple[Ask, ...]:
    """Return what the readers of the email are asked for, by person; what nobody owns comes last."""
    lacks = _lacking(open_items)
    proposal = proposed_day(recap)
    by_when = f", {format_day_near(proposal, recap.date)}?" if proposal else ": by when?"
    asks = [
        *_asks(lacks.day, by_when, f"{{}} without a date{by_when}"),
        *(
            Ask(owner_words(item.owners) if item.owners else ANYONE, _choice_of_days(recap, item))
            for item in lacks.one_day
        ),
        *_asks(lacks.owner, ": who takes it on?", "{} without an owner: who takes them on?"),
        *_asks(lacks.all, ": who takes it on, and by when?", "{} without owner and date: who takes them on?"),
    ]
    order = {ask.who: at for at, ask in reversed(list(enumerate(asks)))}
    return tuple(sorted(asks, key=lambda ask: (ask.who == ANYONE, order[ask.who])))


def ask_about_day(recap: Recap, item: Action) -> str:
    """Return what its owner is asked about the day of an item: "by Tue 10 Mar?", "or Wed 18 Mar?"; "" for nothing."""
    lacks = _lacking((item,))
    if lacks.day:
        proposal = proposed_day(recap)
        return f"by {format_day_near(proposal, recap.date)}?" if proposal else "by when?"
    other = item.other_due if lacks.one_day else None
    return f"or {format_day_near(other, recap.date)}?" if other else ""


def _asks(items: Sequence[Action], question: str, question_of_many: str) -> Iterator[Ask]:
    """Yield a request for each item, or one for all of a person's where there are more than MAX_LISTED_ITEMS.

    Args:
        items: The items that lack the same.
        question: What is asked behind the words of an item.
        question_of_many: What is asked about many items; "{}" stands for their number.
    """
    by_owners: dict[tuple[str, ...], list[Action]] = {}
    for item in items:
        by_owners.setdefault(item.owners, []).append(item)
    for owners, own in by_owners.items():
        who = owner_words(owners) if owners else ANYONE
        if len(own) > MAX_LISTED_ITEMS:
            yield Ask(who, question_of_many.format(counted(len(own), "action")))
        else:
            yield from (Ask(who, f"{printable(item.task)}{question}") for item in own)


def _choice_of_days(recap: Recap, item: Action) -> str:
    """Ask which of two days words mean: "send the deck, Wed 11 Mar (“next Wednesday”), or Wed 18 Mar?"."""
    days = [format_day_near(day, recap.date) for day in (item.due, item.other_due) if day]
    said = f" (“{due_words(item)}”)" if due_words(item) else ""
    return f"{printable(item.task)}, {days[0]}{said}, or {days[1]}?"


def needing_answer(open_items: Sequence[Action]) -> int:
    """Count the items that the email asks about."""
    lacks = _lacking(open_items)
    return len({id(item) for items in lacks for item in items})


def proposed_day(recap: Recap) -> date | None:
    """Return the day that the mail proposes for items without one: the next meeting's, if the notes say when it is."""
    if recap.next_meeting is None or (recap.date and recap.next_meeting <= recap.date):
        return None
    return recap.next_meeting


def _is_undated(item: Action) -> bool:
    """Whether the notes give neither a day nor words for it."""
    return item.due is None and not item.due_text


def _these(items: Sequence[Action]) -> str:
    return "this" if len(items) == 1 else "these"


def _item_words(item: Action) -> str:
    """Return an item as a question names it: "Ana: send the deck (line 14)"."""
    place = place_words(item.line, item.end_line)
    task = f"{owner_words(item.owners)}: {printable(item.task)}" if item.owners else as_sentence(item.task)
    return f"{task} ({place})" if place else task


def _choice(recap: Recap, item: Action) -> str:
    """Offer the two days that words can mean.

    "Ana: send the deck (line 14): targeting Wed 11 Mar for “next Wednesday”. Tell me if it is Wed 18 Mar."
    """
    days = [format_day_near(day, recap.date) for day in (item.due, item.other_due) if day]
    said = f" for “{due_words(item)}”" if due_words(item) else ""
    return f"{_item_words(item)}: targeting {days[0]}{said}. Tell me if it is {days[1]}."


def _doubt_words(doubt: Doubt) -> str:
    message = printable(doubt.message)
    return f"line {doubt.line}: {message}" if doubt.line else message
