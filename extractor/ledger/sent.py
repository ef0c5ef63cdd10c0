"""Read a recap or a nudge as it was sent: which id in it stands for which item of the ledger."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.ledger import likeness
from extractor.ledger.events import Meeting
from extractor.ledger.identity import digest, folded
from extractor.ledger.items import Item

SUBJECT = "Recap: "
SAME_LINE, SAME_OWNER, SAME_DAY = 0.5, 0.2, 0.2  # added to the shared part of the words
ENOUGH = 0.6
SIZE = 6  # characters of a fingerprint

# Ids of the ledger begin with a letter; longer ones hold a digit, as "[internal]" does not.
ID = r"[a-z](?:[a-z0-9]{2,3}|(?=[a-z]{0,10}\d)[a-z0-9]{4,11})"
BRACKETED = expression(rf"\[(?:[\d\s,–-]{{0,30}},\s?)?(?P<id>{ID})\]", re.I)
_ENTRY = expression(r"\s*[-•*]\s+(?P<task>\S.*)")
_SECTION = expression(r"\s*[A-ZÄÖÜ][A-ZÄÖÜ ]{3,40}\s*")
_NOTE = expression(
    r"(?:\s·\s|\s+(?=(?:(?:mon|tue|wed|thu|fri|sat|sun)\s\d|no\sdate\syet|today\b|tomorrow\b)[^\[]{0,80}\[?))", re.I
)
_LINES = expression(r"\blines?\s(?P<lines>[\d\s,–-]+(?:and\s\d+)?)|\[(?P<numbers>\d[\d\s,–-]*)")
_REMARK = expression(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Entry:
    """An action of a recap as it was sent."""

    task: str
    owners: tuple[str, ...] = ()
    due: date | None = None
    lines: tuple[int, ...] = ()
    short: str = ""


def entries_of(text: str, day: date) -> tuple[Entry, ...]:
    """Return the actions that the text of a recap lists.

    Args:
        text: The plain text of the mail.
        day: The day of the meeting, near which a day without a year is.
    """
    found: list[Entry] = []
    section, owner = "", ""
    words: list[str] = []

    def close() -> None:
        if words and (section.startswith("ACTIONS") or not section):
            entry = _entry(" ".join(words), owner if section else "", day)
            if entry.short or section:
                found.append(entry)
        words.clear()

    for line in text.replace("\r\n", "\n").split("\n"):
        started = _ENTRY.fullmatch(line)
        if not line.strip() or started or _SECTION.fullmatch(line):
            close()
        if started:
            words.append(started["task"])
        elif _SECTION.fullmatch(line):
            section, owner = line.strip(), ""
        elif words and line[:1].isspace():
            words.append(line.strip())
        elif line.strip():
            close()
            is_open = owner.count("(") > owner.count(")")  # the heading goes on
            owner = _REMARK.sub("", f"{owner} {line.strip()}" if is_open else line.strip())
    close()
    return tuple(found)


def _entry(words: str, owner: str, day: date) -> Entry:
    parts = _NOTE.split(words, maxsplit=1)
    task, note = (parts[0], parts[1]) if len(parts) > 1 else (BRACKETED.sub("", words), words)
    named = BRACKETED.search(words)
    places = _LINES.search(note)
    numbers = (places["lines"] or places["numbers"]) if places else ""
    dates = [one.day for one in find_dates(note, near=day) if one.day]
    owners = tuple(part.strip() for part in re.split(r",\s|\sand\s", owner) if part.strip())
    return Entry(
        task=" ".join(task.split()),
        owners=owners if len(owners) <= 6 and owner.casefold() not in ("no owner yet", "everyone") else (),
        due=dates[0] if dates else None,
        lines=tuple(int(number) for number in re.findall(r"\d{1,6}", numbers)),
        short=named["id"].casefold() if named else "",
    )


def title_and_day(subject: str) -> tuple[str, date | None]:
    """Return the title and the day that the subject of a recap names: "Recap: Weekly sync, Wed 4 Mar 2026"."""
    words = subject[len(SUBJECT) :] if subject.casefold().startswith(SUBJECT.casefold()) else subject
    found = [one for one in find_dates(words, near=None) if one.day]
    day = found[-1].day if found else None
    return (words[: found[-1].start] if found else words).strip(" ,"), day


def matched(entries: Sequence[Entry], items: Iterable[Item], meeting: Meeting) -> dict[int, Item]:
    """Return which entry of a sent recap is which item, one each; an entry that is like none is left out.

    Args:
        entries: Of the recap.
        items: Of the series.
        meeting: The meeting of the recap.
    """
    scored = [
        (score, at, item)
        for item in items
        for at, entry in enumerate(entries)
        if (score := _score(entry, item, meeting))
    ]
    result: dict[int, Item] = {}
    taken: set[str] = set()
    for _, at, item in sorted(scored, key=lambda one: (-one[0], one[1], one[2].key)):
        if at not in result and item.key not in taken:
            result[at] = item
            taken.add(item.key)
    return result


def _score(entry: Entry, item: Item, meeting: Meeting) -> float:
    """Return how sure it is that an entry is an item; 0 if it is not enough."""
    shorts = {item.short, *(place.short for place in item.places)}
    words = likeness.task_words(entry.task)
    here = [place for place in item.places if place.source == meeting.source and place.day == meeting.day]
    best = max((_shared(words, place.quote) for place in here), default=0.0)
    best = max(best, _shared(words, item.task))
    if entry.short in shorts and (best or not words):
        return 3.0
    is_here = any(place.line <= line <= place.end_line for place in here for line in entry.lines)
    has_owner = bool(entry.owners) and likeness.meet(entry.owners, item.owners)
    days = {
        item.due,
        *(date.fromisoformat(change.before) for change in item.changes if change.what == "due" and change.before),
    }
    score = (
        best + SAME_LINE * is_here + SAME_OWNER * has_owner + SAME_DAY * (entry.due is not None and entry.due in days)
    )
    if not is_here and best < ENOUGH:
        return 0.0
    return score if score >= ENOUGH and (best or has_owner) else 0.0


def _shared(words: frozenset[str], others: str) -> float:
    """Return which part of the fewer words is shared."""
    more = likeness.task_words(others)
    return len(words & more) / min(len(words), len(more)) if words and more else 0.0


def fingerprints_of(text: str) -> str:
    """Return fingerprints of the lines of a mail as sent, and of each three words in a row."""
    lines = text.split("\n")
    words = folded(text).split()
    marks = [_mark(folded(line)) for line in lines if folded(line)]
    marks += [_mark(" ".join(words[at : at + 3])) for at in range(len(words) - 2)]
    return "".join(dict.fromkeys(marks))


def is_quoted_from(line: str, fingerprints: frozenset[str]) -> bool:
    """Whether a line stands in a mail as sent, in one line or over several."""
    words = folded(line).split()
    if not words or _mark(" ".join(words)) in fingerprints:
        return True
    threes = [_mark(" ".join(words[at : at + 3])) in fingerprints for at in range(len(words) - 2)]
    return bool(threes) and sum(threes) * 4 >= len(threes) * 3


def fingerprint_set(fingerprints: str) -> frozenset[str]:
    """Return fingerprints as a set."""
    return frozenset(fingerprints[at : at + SIZE] for at in range(0, len(fingerprints), SIZE))


def _mark(words: str) -> str:
    return digest("line", words)[:SIZE]
