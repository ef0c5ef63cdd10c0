"""What of the plan still needs an answer: owners, dates, doubts."""

from __future__ import annotations

from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import and_list, counted, format_day_near
from extractor.model import Action, Recap
from extractor.output.wording import as_sentence, due_words, fold, owner_words, place_words

TERMINAL = 79

LISTED = 6  # a longer list of questions is asked in one line a person: the plan above has the words


def questions_text(recap: Recap) -> str:
    """What still needs an answer, as text for the terminal: owners, dates, doubts; "" if nothing does."""
    open_items = tuple(item for item in recap.items if not item.done)
    vague = tuple(item for item in open_items if item.due is None and item.due_text)
    blocks = [(ask.question, ask.entries) for ask in asks_of(recap, open_items, listed=len(open_items))]
    blocks.append(("Which day is that?", tuple(f"{_asked(item)}: {due_words(item)}" for item in vague)))
    blocks.append(("Is this right?", tuple(_doubtful(doubt.line, doubt.message) for doubt in recap.doubts)))
    lines = []
    for question, entries in blocks:
        if entries:
            lines += [question, *(line for entry in entries for line in fold(f"  - {entry}", TERMINAL)), ""]
    return "\n".join(lines[:-1]) + "\n" if lines else ""


class Ask(NamedTuple):
    """A question to those who read the email, and what it is about."""

    question: str
    entries: tuple[str, ...]
    proposal: str = ""  # what holds without an answer, where there is something


def asks_of(
    recap: Recap, open_items: tuple[Action, ...], listed: int = LISTED, tell: str = "tell me"
) -> tuple[Ask, ...]:
    """What only the people can answer, as direct questions, each with its items."""
    open_items = tuple(sorted(open_items, key=lambda item: item.line))
    ownerless = [item for item in open_items if not item.owners]
    neither = [item for item in ownerless if _is_undated(item)]
    unowned = [item for item in ownerless if not _is_undated(item)]
    never = [item for item in open_items if item.owners and _is_undated(item)]
    two_days = [item for item in open_items if item.due and item.other_due and item.other_due != item.due]
    asks = (
        Ask(f"Who takes {_these(neither)} on, and by when?", _tasks(neither, listed)),
        Ask(f"Who takes {_these(unowned)} on?", _tasks(unowned, listed)),
        Ask(f"By when will {_these(never)} be done?", _tasks(never, listed), _target(recap, tell)),
        Ask("Is this the right day?", tuple(_choice(recap, item) for item in two_days)),
    )
    return tuple(ask for ask in asks if ask.entries)


def _target(recap: Recap, tell: str) -> str:
    """A proposal for what has no date, where the notes name a day to meet again."""
    if recap.next_meeting is None or (recap.date and recap.next_meeting <= recap.date):
        return ""
    return (
        f"Targeting our next meeting, {format_day_near(recap.next_meeting, recap.date)}: {tell} if that does not work."
    )


def _is_undated(item: Action) -> bool:
    """Whether the notes give neither a day nor words for one."""
    return item.due is None and not item.due_text


def _these(items: list[Action]) -> str:
    return "this" if len(items) == 1 else "these"


def _tasks(items: list[Action], listed: int) -> tuple[str, ...]:
    """The items one by one, or, where they are many, one line for each owner."""
    if len(items) <= listed:
        return tuple(_asked(item) for item in items)
    lines: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        lines.setdefault(item.owners, []).append(str(item.line))
    return tuple(
        f"{owner_words(owners) + ': ' if owners else ''}{counted(len(found), 'action')}, "
        f"{'line' if len(found) == 1 else 'lines'} {and_list(found)}"
        for owners, found in lines.items()
    )


def _asked(item: Action) -> str:
    """An item as a question names it: "Ana: send the deck (line 14)"."""
    place = place_words(item.line, item.end_line)
    task = f"{owner_words(item.owners)}: {printable(item.task)}" if item.owners else as_sentence(item.task)
    return f"{task} ({place})" if place else task


def _choice(recap: Recap, item: Action) -> str:
    """ "Ana: send the deck (line 14): targeting Wed 11 Mar for “next Wednesday”. Tell me if it is Wed 18 Mar." """
    days = [format_day_near(day, recap.date) for day in (item.due, item.other_due) if day]
    said = f" for “{due_words(item)}”" if due_words(item) else ""
    return f"{_asked(item)}: targeting {days[0]}{said}. Tell me if it is {days[1]}."


def _doubtful(line: int | None, message: str) -> str:
    return f"line {line}: {printable(message)}" if line else printable(message)
