"""Word what keeping a meeting changed, what must be asked, and the history of an item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from extractor.common.escaping import printable
from extractor.common.phrasing import counted, format_day
from extractor.ledger.belonging import Unsure
from extractor.ledger.book import Kept
from extractor.ledger.corrected import corrections
from extractor.ledger.events import Meeting, Statement
from extractor.ledger.items import Change, Item, Place, Question
from extractor.ledger.wording import (
    columns,
    day_words,
    late_words,
    namesakes_among,
    ordinal,
    owner_short,
    owners_short,
    quoted,
    task_words,
    times,
    working_days,
)  # fmt: skip
from extractor.model import Recap
from extractor.output.wording import line_words, meeting_title

KINDS = {
    "series": "Series?",
    "same": "Same?",
    "done": "Done?",
    "dropped": "Drop?",
    "moved": "Moved?",
    "handed": "Handed?",
    "doubt": "Done?",
    "standing": "Standing?",
    "who": "Who?",
    "affirmed": "Agreed?",
    "declined": "Not theirs?",
    "open": "Open?",
    "after": "After?",
    "question": "Answer!",
    "unclear": "Unclear:",
}


MAX_PEOPLE = 4  # that are named in a question about series


@dataclass(frozen=True, slots=True)
class News:
    """What a meeting said of one item."""

    item: Item
    owners: str  # as they are shown
    places: tuple[Place, ...]  # of this meeting
    changes: tuple[Change, ...]  # of this meeting


def name_of(title: str, day: date) -> str:
    """Return the title of a meeting without its day: "Tidepool weekly"."""
    return meeting_title(Recap(source="", title=title, date=day)) or "Meeting"


def kept_text(kept: Kept, questions: Sequence[Question], unsure: Sequence[Unsure] = ()) -> str:
    """Return the report of `recap keep` on one meeting.

    Args:
        kept: What was kept.
        questions: What is left to ask about the meeting.
        unsure: The series that it may be of.
    """
    meeting = kept.meeting
    name = PurePath(meeting.source).name if meeting.source != "-" else "these notes"
    if not kept.is_new:
        return f"Nothing new: {printable(name)} is kept already ({format_day(meeting.day)}).\n"
    lines = [_header(kept)]
    news = _news(kept)
    contradicted = {question.item for question in questions if question.kind == "doubt"}
    asked = [question for question in questions if question.kind != "doubt"]
    told = {question.item for question in asked if question.kind in ("done", "dropped")}
    for title, rows in (
        ("WHICH SERIES? (recap mark asks; or: recap keep NOTES --series TITLE, or --series new)", _series_rows(unsure)),
        ("TO ASK (recap mark goes through them)", _to_ask(asked, kept)),
        ("CONTRADICTED", [_contradicted(one, meeting.day) for one in news if one.item.key in contradicted]),
        *(
            _corrected(kept, {question.item for question in asked})
            if kept.corrects is not None
            else _sections(kept, [one for one in news if one.item.key not in contradicted], told, contradicted)
        ),
    ):
        if rows:
            lines += [title, *columns(rows)]
    if kept.corrects is not None and len(lines) == 1:
        lines[0] = lines[0].replace("; what changed", "; no promise changed")
    return "\n".join(lines) + "\n"


def _corrected(kept: Kept, asked: Container[str]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return what corrected notes promise that is new, other or gone, each with its rows, without what is asked."""
    named: dict[str, list[tuple[str, ...]]] = {"NEW": [], "CHANGED": [], "GONE FROM THE NOTES": []}
    items = {place.key: item for item in kept.after.items.values() for place in item.places if place.key}
    namesakes, day = _namesakes(kept), kept.meeting.day
    for old, new in corrections(kept.corrects, kept.meeting) if kept.corrects else ():
        if (one := new or old) is None or (item := items.get(one.key)) is None:
            continue
        start = (item.short, owners_short(item.owners, namesakes), task_words(item.task), day_words(item.due, day))
        row = (*start, line_words(one.line, one.end_line))
        if old is None or new is None:
            title = "NEW" if old is None else "GONE FROM THE NOTES"
            named[title] += [row] if new is not None or item.key not in asked else []
        else:
            named["CHANGED"].append((*row, f"was {'; '.join(_was(old, new, day))}"))
    return list(named.items())


def _was(old: Statement, new: Statement, day: date) -> Iterator[str]:
    """Yield what a promise was before the notes were corrected, as far as it is other now."""
    if old.task != new.task:
        yield quoted(old.task, 60)
    if old.owners != new.owners:
        yield owners_short(old.owners)
    if old.due != new.due:
        yield day_words(old.due, day)
    elif old.due_said != new.due_said:
        yield quoted(old.due_said) if old.due_said else "no date"
    if old.says != new.says:
        yield {"new": "open"}.get(old.says, old.says)


def kept_line(kept: Kept, questions: Sequence[Question | Unsure]) -> str:
    """Return what keeping a meeting changed, in one line; arguments as in `kept_text`."""
    meeting = kept.meeting
    if kept.corrects is not None:
        counts = {title.lower(): len(rows) for title, rows in _corrected(kept, ()) if rows}
        words = ["corrected", *(f"{number} {title}" for title, number in counts.items())]
    else:
        counts = Counter(_section_of(one, kept).lower() for one in _news(kept))
        words = [f"{counts[title.lower()]} {title.lower()}" for title in _SECTIONS if title.lower() in counts]
    words += [f"{len(questions)} to ask"] if questions else []
    title = f"{printable(name_of(meeting.title, meeting.day))}, {format_day(meeting.day)}"
    return f"{title}: {', '.join(words) or 'nothing promised'}"


def _header(kept: Kept) -> str:
    meeting, before = kept.meeting, kept.before
    title = f"{printable(name_of(meeting.title, meeting.day))}, {format_day(meeting.day)}"
    if kept.corrects is not None:
        was = kept.corrects.day
        dated = f" (was {format_day(was)})" if was != meeting.day else ""
        return f"{title}: corrected{dated}; what changed"
    if kept.number == 1:
        return f"{title}: the first of its series"
    open_items = [item for item in before.items.values() if item.state == "open"]
    due = sum(item.due is not None and item.due <= meeting.day for item in open_items)
    words = f"{len(open_items)} {'was' if len(open_items) == 1 else 'were'} open, {due} of them due by today"
    late = "; later meetings were kept before it" if kept.is_late else ""
    return f"{title}: the {ordinal(kept.number)}; {words}{late}"


def _news(kept: Kept) -> list[News]:
    """Return what the meeting said of each item, by due day and line."""
    result = []
    namesakes = _namesakes(kept)
    for item in kept.after.items.values():
        here = [
            at
            for at, place in enumerate(item.places)
            if place.source == kept.meeting.source and place.day == kept.meeting.day
        ]
        if here:
            changes = tuple(change for change in item.changes if change.place in here)
            result.append(
                News(item, owners_short(item.owners, namesakes), tuple(item.places[at] for at in here), changes)
            )
    return sorted(result, key=lambda one: (one.places[0].line, one.item.short))


def _namesakes(kept: Kept) -> frozenset[str]:
    """Return the names that stand in full, as several people of the series have the same first name."""
    people = (person.name for person in kept.after.people)
    return namesakes_among([*people, *(owner for item in kept.after.items.values() for owner in item.owners)])


def _sections(
    kept: Kept, news: Sequence[News], told: set[str], contradicted: set[str]
) -> list[tuple[str, list[tuple[str, ...]]]]:
    """Return the sections of the report in their order, each with its rows; every item stands in one."""
    day, namesakes = kept.meeting.day, _namesakes(kept)
    named: dict[str, list[tuple[str, ...]]] = {title: [] for title in _SECTIONS}
    for one in news:
        title = _section_of(one, kept)
        if title in ("STILL OPEN", "OVERDUE") and one.item.key in told:
            continue  # it stands under TO ASK
        named[title].append(_SECTIONS[title](one, day))
    said = {one.item.key for one in news} | told | contradicted
    for item in sorted(kept.after.items.values(), key=lambda item: (item.due or date.max, item.short)):
        before = kept.before.items.get(item.key)
        if (
            before is not None
            and before.state == "open"
            and item.state == "open"
            and item.key not in said
            and not item.standing
        ):
            late = late_words(item.due, day) if item.due else ""
            row = (
                item.short,
                owners_short(item.owners, namesakes),
                task_words(item.task),
                late or day_words(item.due, day),
            )
            named["NOT MENTIONED"].append(row)
    return list(named.items())


def _section_of(one: News, kept: Kept) -> str:
    item, changes = one.item, {change.what: change for change in one.changes}
    if item.state == "done" and (item.key not in kept.before.items or "state" in changes):
        return "DONE"
    if item.state == "dropped" and (item.key not in kept.before.items or "state" in changes):
        return "DROPPED"
    if item.key not in kept.before.items:
        return "NEW"
    if "owners" in changes:
        return "HANDED OVER" if changes["owners"].before else "TAKEN ON"
    if "due" in changes and changes["due"].before:
        return "MOVED"
    is_late = item.state == "open" and item.due is not None and item.due < kept.meeting.day
    return "OVERDUE" if is_late else "STILL OPEN"


def _start(one: News) -> tuple[str, str, str]:
    return one.item.short, one.owners, task_words(one.item.task)


def _where(one: News) -> str:
    return line_words(one.places[0].line, one.places[0].end_line)


def _done(one: News, day: date) -> tuple[str, ...]:
    """Return the row of what is done; a tick tells only that it was done by the day of the meeting."""
    item = one.item
    when = day_words(item.ended, day)
    if item.ended is None or item.ended >= day:
        when = f"told {when}"
    elif item.due:
        number = abs(working_days(item.due, item.ended))
        side = "late" if item.ended > item.due else "early"
        when = f"on the day, {when}" if item.ended == item.due else f"{counted(number, 'working day')} {side}, {when}"
    return *_start(one), when, _where(one)


def _moved(one: News, day: date) -> tuple[str, ...]:
    change = next(change for change in one.changes if change.what == "due")
    words = f"{day_words(date.fromisoformat(change.before), day)} -> {day_words(one.item.due, day)}"
    return *_start(one), words, _where(one)


def _handed(one: News, day: date) -> tuple[str, ...]:
    change = next(change for change in one.changes if change.what == "owners")
    note = f"was {owners_short(change.before.split(', '))}" if change.before else ""
    if one.item.assent == "absent":
        note = ", ".join(filter(None, (note, "not there: the recap asks")))
    return *_start(one), day_words(one.item.due, day), _where(one), note


def _overdue(one: News, day: date) -> tuple[str, ...]:
    due = one.item.due or day
    ago = working_days(due, day)
    return (
        *_start(one),
        f"{day_words(due, day)}, {counted(ago, 'working day')} ago",
        _where(one),
        quoted(one.places[0].quote, 60),
    )


def _plain(one: News, day: date) -> tuple[str, ...]:
    return *_start(one), day_words(one.item.due, day), _where(one)


def _new(one: News, day: date) -> tuple[str, ...]:
    promised = f"promised to {printable(one.item.promised_to)}" if one.item.promised_to else ""
    return *_plain(one, day), promised


_SECTIONS: dict[str, Callable[[News, date], tuple[str, ...]]] = {
    "DONE": _done,
    "DROPPED": _plain,
    "MOVED": _moved,
    "HANDED OVER": _handed,
    "TAKEN ON": _handed,
    "OVERDUE": _overdue,
    "NEW": _new,
    "STILL OPEN": _plain,
    "NOT MENTIONED": _plain,
}


def _contradicted(one: News, day: date) -> tuple[str, ...]:
    lines = [
        f"{_place_words(place)} ticks it"
        if place.says == "done"
        else f"{_place_words(place)} {quoted(place.quote, 60)}"
        for place in one.places
    ]
    since = f", due since {day_words(one.item.due, day)}" if one.item.due and one.item.due < day else ""
    return *_start(one), f"{', '.join(lines)}: kept open{since}"


def _place_words(place: Place) -> str:
    return line_words(place.line, place.end_line)


def _to_ask(questions: Sequence[Question], kept: Kept) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, question in enumerate(questions, 1):
        item = kept.after.items.get(question.item)
        if item is not None:
            where = line_words(question.line, question.end_line)
            rows.append(
                (
                    f"{number}",
                    KINDS[question.kind],
                    item.short,
                    owners_short(item.owners, _namesakes(kept)),
                    task_words(item.task),
                    where,
                    quoted(question.quote, 60),
                )
            )
    return rows


def _series_rows(unsure: Sequence[Unsure]) -> list[tuple[str, ...]]:
    return [(f"It may be the same series as {_meeting_words(one.other)}", _people_words(one.other)) for one in unsure]


def _meeting_words(meeting: Meeting) -> str:
    return f"{printable(name_of(meeting.title, meeting.day))}, {format_day(meeting.day)}"


def _people_words(meeting: Meeting) -> str:
    names = [owner_short(person.name) for person in meeting.people]
    more = f" and {len(names) - MAX_PEOPLE} more" if len(names) > MAX_PEOPLE else ""
    return f"with {', '.join(names[:MAX_PEOPLE])}{more}" if names else "nobody is named there"


def series_text(unsure: Unsure, number: int, total: int) -> str:
    """Return the question whether two meetings are of one series, with what both say.

    Args:
        unsure: The two.
        number: Which question this is.
        total: How many there are.
    """
    count = f"{number} of {total}: " if total > 1 else ""
    before = f"{counted(unsure.meetings, 'meeting')} kept of it"
    rows = [
        (_meeting_words(one), _people_words(one), printable(PurePath(one.source).name), note)
        for one, note in ((unsure.other, before), (unsure.meeting, ""))
    ]
    return "\n".join([f"{count}Is this one series of meetings?", *columns(rows, indent="    ")])


def question_text(question: Question, item: Item, about: Item | None, number: int, total: int) -> str:
    """Return a question with what was said then and now.

    Args:
        question: What is unsure.
        item: The item that it is about.
        about: The other item, for "same".
        number: Which question this is.
        total: How many there are.
    """
    day = question.day
    owner = owners_short(item.owners)
    due = f", due {day_words(item.due, day)}" if item.due else ""
    count = f"{number} of {total}: " if total > 1 else ""
    asks = {
        "same": "Is this the same work?",
        "done": "Is this done?",
        "dropped": "Is this dropped?",
        "doubt": "Ticked and doubted: is this done?",
        "standing": "Is this only a standing line?",
        "moved": f"Is it moved to {day_words(question.on, day)}?" if question.on else "Has it another day now?",
        "handed": "Has somebody else it now?",
        "who": f"Is it {printable(question.name)} who has this?",
        "affirmed": "Is this agreed to?",
        "declined": "Does nobody have it now?",
        "question": "A question for you: answer it, then press y. It is about this item:",
        "unclear": "Say what this means with recap mark, then press y. It may be about this item:",
    }
    lines = [f"{count}{asks.get(question.kind, 'Is this so?')}  {task_words(item.task)} ({item.short}, {owner}{due})"]
    first = next((place for place in item.places if place.key), None)
    if first is not None and first.key != question.mention:
        lines += columns(
            [(day_words(first.day, day), line_words(first.line, first.end_line), printable(first.quote))],
            indent="    ",
            gap="  ",
        )
    where = _by(question.who) if question.who else line_words(question.line, question.end_line)
    lines += columns([(day_words(question.day, day), where, printable(question.quote))], indent="    ")
    return "\n".join(lines)


def _by(who: str) -> str:
    """Return whose words they are: of a mail, or of a list, which has an ending."""
    return (
        printable(who)
        if PurePath(who).suffix[1:] in ("csv", "xlsx", "txt", "md", "ics")
        else f"mail of {owner_short(who)}"
    )


def item_text(item: Item, today: date, waits_for: str = "") -> str:
    """Return an item with everything that was said of it.

    Args:
        item: The item.
        today: The day that decides what is late.
        waits_for: The id of the item that it comes after.
    """
    state = (
        item.state
        if item.state != "open"
        else "open" + (f", due {day_words(item.due, today)}" if item.due else ", no date yet")
    )
    if item.state != "open" and item.ended:
        state += f" on {day_words(item.ended, today)}"
    extras = [
        f"promised to {printable(item.promised_to)}" if item.promised_to else "",
        f"after {waits_for}" if waits_for else "",
        "internal" if item.private else "",
    ]
    owner = ", ".join(printable(owner) for owner in item.owners) or "nobody"
    head = f"{item.short}  {owner}  {task_words(item.task, 80)}    {', '.join(filter(None, (state, *extras)))}"
    changes: dict[int, list[Change]] = {}
    for change in item.changes:
        changes.setdefault(change.place, []).append(change)
    rows = [_history_row(at, place, changes.get(at, []), item, today) for at, place in enumerate(item.places)]
    return "\n".join([head, *columns(rows)]) + "\n"


def _history_row(at: int, place: Place, changes: Iterable[Change], item: Item, today: date) -> tuple[str, ...]:
    where = f"{printable(PurePath(place.source).name)}:{place.line}" if place.source else "by hand"
    where = _by(place.who) if place.who else "recap as sent" if place.key and not place.source else where
    words = ", ".join(_change_words(change, today) for change in changes)
    if not words:
        if at == 0:
            words = "said" + (f", for {day_words(item.first_due, today)}" if item.first_due else "")
        else:
            words = {"done": "ticked", "doubt": "contradicted", "dropped": "dropped"}.get(place.says, "said again")
    return (
        format_day(place.day).rsplit(" ", 1)[0].split(" ", 1)[1],
        where,
        words,
        quoted(place.quote) if place.quote else "",
    )


def _change_words(change: Change, today: date) -> str:
    if change.what == "due":
        return f"{'moved to' if change.before else 'for'} {day_words(date.fromisoformat(change.after), today)}"
    if change.what == "owners":
        return f"given to {printable(change.after)}" if change.after else "given back"
    return {"open": "opened again"}.get(change.after, change.after)


def marked_text(item: Item, before: Item, today: date, waits_for: str = "") -> str:
    """Return what a mark changed, and how to take it back.

    Args:
        item: The item after the mark.
        before: The item before it.
        today: The day of the mark.
        waits_for: The id of the item that it comes after.
    """
    start = f"{item.short}  {owners_short(item.owners)}  {task_words(item.task, 60)}: "
    if item.state != "open" and item.state == before.state and item.ended == before.ended:
        words = f"is {item.state} already; to open it again: recap mark {item.short} open"
    elif item.state != before.state:
        words = item.state if item.state == "open" else f"{item.state} on {day_words(item.ended, today)}"
    elif item.due != before.due:
        words = _moved_words(item, before, today)
    elif item.owners != before.owners:
        words = (
            f"{owners_short(item.owners)} has it now (was {owners_short(before.owners)})"
            if item.owners
            else "nobody has it now"
        )
    elif item.after != before.after:
        words = f"comes after {waits_for}"
    elif item.assent != before.assent:
        words = "confirmed"
    else:
        words = item.state + (f", due {day_words(item.due, today)}" if item.due else "")
    return f"{start}{words}.  recap undo takes this back.\n"


def _moved_words(item: Item, before: Item, today: date) -> str:
    if before.due is None:
        return day_words(item.due, today)
    parts = [f"was {day_words(before.due, today)}"]
    if item.first_due not in (before.due, None):
        parts.append(f"first {day_words(item.first_due, today)}")
    return f"{day_words(item.due, today)} ({'; '.join([*parts, times(item.moved)])})"
