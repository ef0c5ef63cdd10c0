"""List what in the plan still needs an answer: owners, dates, doubts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import and_list, counted, format_day_near
from extractor.model import Action, Doubt, Recap
from extractor.output.wording import (
    TERMINAL_COLUMNS,
    as_sentence,
    due_words,
    fold,
    owner_words,
    place_words,
)

MAX_LISTED_ITEMS = 6  # of a question in the mail; more are counted, one line an owner, as the plan has their words


def questions_text(recap: Recap) -> str:
    """Return all open questions about owners, dates and doubts as text for the terminal; "" if there is none."""
    open_items = tuple(item for item in recap.items if not item.done)
    without_day = [item for item in open_items if item.due is None and item.due_text]
    questions = [(ask.question, ask.entries) for ask in asks_of(recap, open_items, max_listed=len(open_items))]
    questions.append(("Which day is that?", tuple(f"{_item_words(item)}: {due_words(item)}" for item in without_day)))
    questions.append(("Is this right?", tuple(map(_doubt_words, recap.doubts))))
    blocks = (
        [question, *(line for entry in entries for line in fold(f"  - {entry}", TERMINAL_COLUMNS))]
        for question, entries in questions
        if entries
    )
    text = "\n\n".join("\n".join(block) for block in blocks)
    return f"{text}\n" if text else ""


class Ask(NamedTuple):
    """A question to the readers of the email, and the items that it is about."""

    question: str
    entries: tuple[str, ...]
    proposal: str = ""  # what applies if nobody answers; "" if nothing does


def asks_of(
    recap: Recap, open_items: tuple[Action, ...], *, max_listed: int = MAX_LISTED_ITEMS, tell: str = "tell me"
) -> tuple[Ask, ...]:
    """Return the questions about owners and dates that only the people can answer.

    Args:
        recap: The recap that holds the items.
        open_items: The items to ask about.
        max_listed: The number of items above which a question counts them, one line an owner.
        tell: How the mail asks to be told: "tell me" or "please tell us".
    """
    open_items = tuple(sorted(open_items, key=lambda item: item.line))
    unowned = [item for item in open_items if not item.owners]
    no_owner_no_date = [item for item in unowned if _is_undated(item)]
    no_owner = [item for item in unowned if not _is_undated(item)]
    no_date = [item for item in open_items if item.owners and _is_undated(item)]
    two_days = [item for item in open_items if item.due and item.other_due and item.other_due != item.due]
    asks = (
        Ask(f"Who takes {_these(no_owner_no_date)} on, and by when?", _entries(no_owner_no_date, max_listed)),
        Ask(f"Who takes {_these(no_owner)} on?", _entries(no_owner, max_listed)),
        Ask(f"By when will {_these(no_date)} be done?", _entries(no_date, max_listed), _target(recap, tell)),
        Ask("Is this the right day?", tuple(_choice(recap, item) for item in two_days)),
    )
    return tuple(ask for ask in asks if ask.entries)


def _target(recap: Recap, tell: str) -> str:
    """Propose the next meeting as the date of items without one, if the notes say when it is."""
    if recap.next_meeting is None or (recap.date and recap.next_meeting <= recap.date):
        return ""
    day = format_day_near(recap.next_meeting, recap.date)
    return f"Targeting our next meeting, {day}: {tell} if that does not work."


def _is_undated(item: Action) -> bool:
    """Whether the notes give neither a day nor words for it."""
    return item.due is None and not item.due_text


def _these(items: Sequence[Action]) -> str:
    return "this" if len(items) == 1 else "these"


def _entries(items: Sequence[Action], max_listed: int) -> tuple[str, ...]:
    """Return an entry for each item or, if there are more than `max_listed`, one for each owner."""
    if len(items) <= max_listed:
        return tuple(_item_words(item) for item in items)
    lines_by_owners: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        lines_by_owners.setdefault(item.owners, []).append(str(item.line))
    return tuple(
        f"{owner_words(owners) + ': ' if owners else ''}{counted(len(lines), 'action')}, "
        f"{'line' if len(lines) == 1 else 'lines'} {and_list(lines)}"
        for owners, lines in lines_by_owners.items()
    )


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
