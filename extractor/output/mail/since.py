"""Word what the mail says of the promises that were open before the meeting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from extractor.common.escaping import printable
from extractor.common.phrasing import and_list, counted, format_day_near
from extractor.model import News, Recap, Since
from extractor.output.wording import EVERYONE, clip

MAX_TASK = 100  # characters of a task
MAX_NAMED = 6  # promises of one kind; then "and 7 more"
# In the order in which the mail says them.
LABELS = {
    "done": "Done",
    "dropped": "Dropped",
    "moved": "Moved",
    "handed": "Handed over",
    "taken": "Taken on",
    "due": "Due today",
    "overdue": "Overdue",
}


class SinceLine(NamedTuple):
    """What became of some promises in the same way."""

    label: str  # "Moved"
    entries: tuple[str, ...]  # "fix the crash (Jonas), from Fri 6 Mar to Fri 13 Mar"

    @property
    def text(self) -> str:
        """The entries in one line."""
        return "; ".join(self.entries)

    def shortened(self, most: int, length: int) -> SinceLine:
        """Return the first entries, each of at most so many characters."""
        return self._replace(entries=tuple(clip(words, length) for words in self.entries[:most]))


def since_lines(recap: Recap) -> tuple[SinceLine, ...]:
    """Return what became of earlier promises, and what is done, a line for each kind of news."""
    news = recap.since.news if recap.since else ()
    lines = []
    for what, label in LABELS.items():
        own = [one for one in news if one.what == what]
        more = (f"and {len(own) - MAX_NAMED} more",) if len(own) > MAX_NAMED + 1 else ()
        named = own[:MAX_NAMED] if more else own
        lines += [SinceLine(label, (*(_entry(one, recap.date) for one in named), *more))] if own else []
    return tuple(lines)


def corrections(recap: Recap) -> tuple[str, ...]:
    """Return what the notes say otherwise than when they were first kept, a line each."""
    words = {"added": "Added", "removed": "No longer in the notes", "moved": "Another day", "handed": "Another owner"}
    return tuple(
        f"{words[one.what]}: {_entry(one, recap.date)}" for one in (recap.since.corrected if recap.since else ())
    )


def counts(since: Since) -> str:
    """Return how many promises were due and what became of them: "Of 4 promises due by today 1 is kept."."""
    if not since.were_due:
        return ""
    parts = [f"{since.kept} {'is' if since.kept == 1 else 'are'} kept"] if since.kept else []
    parts += [f"{since.moved} {'has' if since.moved == 1 else 'have'} a new day"] if since.moved else []
    left = since.were_due - since.kept - since.moved
    parts += [f"{left} {'is' if left == 1 else 'are'} open"] if left and not parts else []
    return f"Of {counted(since.were_due, 'promise')} due by today {', '.join(parts)}."


def _entry(news: News, day: date | None) -> str:
    owners = _names(news.owners)
    words = clip(printable(news.task).strip(" ."), MAX_TASK) + (f" ({owners})" if owners else "")
    if news.what == "moved":
        before = f" from {format_day_near(news.due_before, day)}" if news.due_before else ""
        words += f",{before} to {format_day_near(news.due, day)}" if news.due else ""
    elif news.what == "handed":
        words += f", before {_names(news.owners_before)}" if news.owners_before else ""
    elif news.what == "overdue" and news.due:
        words += f", since {format_day_near(news.due, day)}"
    elif news.what in ("taken", "added") and news.due:
        words += f", {format_day_near(news.due, day)}"
    return words


def _names(owners: Iterable[str]) -> str:
    return and_list([EVERYONE.lower() if owner.casefold() == "all" else printable(owner) for owner in owners])
