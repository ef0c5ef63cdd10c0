"""Write the page to review a plan in: the notes beside the plan, each item to be corrected, as one HTML file.

The page loads nothing. Its script words the mail and writes the file of corrections (`output.corrections`) in the
browser; a hash in the page's Content-Security-Policy lets no other script run. Without the script the page is the plan
with its places. What stands in the notes reaches the page only as escaped text or as JSON that is safe in a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from extractor.common.escaping import printable
from extractor.common.resources import script_hash, text_of
from extractor.model import Action, Block, Kind, Notes, Recap, RecapError, Remark, RenderOptions, Reviewed
from extractor.output.corrections import difference
from extractor.output.formats import CORRECTIONS
from extractor.output.mail.recipients import addressees
from extractor.output.mail.view import EmailView, email_view, source_words, was_absent
from extractor.output.open_questions import proposed_day
from extractor.output.wording import clip, due_words, entry_of, line_words, point_of

SCRIPT = "output/review.js"
# Formats whose lines are markup or no text at all: the page shows the words that recap read in them.
MARKUP = frozenset({"docx", "odt", "spreadsheet", "pdf", "rtf", "mail", "evernote", "html", "slack", "captions"})
MAX_LINES = 4_000  # of the notes; of longer ones the page shows those around what was taken
AROUND = 5  # lines before and after
MAX_CHARACTERS = 2_000  # of a line


class LineView(NamedTuple):
    """A line of the notes, or a block of a document."""

    number: int
    end: int  # the last line of a block
    words: str
    kind: str  # "heading" or ""
    mark: str  # "taken", "maybe" or ""
    link: str  # the anchor of what was taken from it
    gap: bool  # whether lines before it are left out


class EntryView(NamedTuple):
    """An action, a decision or a question as the page lists it."""

    anchor: str
    words: str
    about: str  # "Ana Lopez · Fri 6 Mar (this week)"
    warn: bool  # lacks an owner or a day
    place: str
    said: str  # the notes' own words
    doubts: tuple[str, ...]
    dropped: bool


class ReviewView(NamedTuple):
    """What the template sees as `page`."""

    title: str
    day: str
    outcome: str
    notes: str
    file: str  # in which corrections are kept
    lines: tuple[LineView, ...]
    actions: tuple[EntryView, ...]
    maybes: tuple[EntryView, ...]
    added: tuple[EntryView, ...]
    decisions: tuple[EntryView, ...]
    questions: tuple[EntryView, ...]
    doubts: tuple[str, ...]  # of no item
    people: tuple[str, ...]
    data: dict[str, Any]  # what the script works with
    script: str
    script_hash: str


def review_page(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the page. Without `options.reviewed` the words of the items stand in place of the notes.

    Raises RecapError for a client or a reader of a part: the page shows all of the notes.
    """
    from extractor.output.templates import fill

    if options.audience == "client" or options.reader:
        raise RecapError("the review page is for you alone, as it shows all of the notes; choose another format")

    return fill("review.html.j2", (), page=page_of(recap, options)).rstrip() + "\n"


def page_of(recap: Recap, options: RenderOptions) -> ReviewView:
    """Return the words of the page, and the data of its script."""
    reviewed = options.reviewed or Reviewed(_notes_of_items(recap), (), recap)
    base, script = reviewed.uncorrected, text_of(SCRIPT)
    added = [item for item in recap.items if item.id not in {old.id for old in (*base.items, *base.maybes)}]
    planned = {item.id for item in recap.items}
    items = [*base.items, *base.maybes]
    remarks = [*base.decisions, *base.questions]
    places = _places(items, planned, remarks)
    name = printable(recap.source) if recap.source != "-" else "notes"
    views = [_item_view(recap, base, at, item) for at, item in enumerate(items)]
    remark_views = [_remark_view(at, remark) for at, remark in enumerate(remarks)]
    mail = email_view(recap, options)
    return ReviewView(
        title=mail.title,
        day=mail.date,
        outcome=mail.opening,
        notes=name,
        file=name + CORRECTIONS,
        lines=tuple(_lines(reviewed, places)),
        actions=tuple(views[: len(base.items)]),
        maybes=tuple(views[len(base.items) :]),
        added=tuple(_action_view(f"n{at}", recap, item) for at, item in enumerate(added)),
        decisions=tuple(remark_views[: len(base.decisions)]),
        questions=tuple(remark_views[len(base.decisions) :]),
        doubts=tuple(_doubts_of_no_item(recap, items)),
        people=_people(recap, items),
        data=_data(recap, reviewed, added, mail, options) | {"file": name + CORRECTIONS, "notes": name},
        script=script,
        script_hash=script_hash(script),
    )


def _notes_of_items(recap: Recap) -> Notes:
    found = sorted((*recap.items, *recap.maybes), key=lambda item: item.line)
    blocks = tuple(Block(Kind.BULLET, item.said or item.task, item.line, item.end_line) for item in found if item.line)
    return Notes(recap.source, blocks)


def _item_view(recap: Recap, base: Recap, at: int, found: Action) -> EntryView:
    now = next((item for item in (*recap.items, *recap.maybes) if item.id == found.id), None)
    view = _action_view(f"i{at}", recap, now or found)
    doubts = (doubt.message for doubt in base.doubts if doubt.line and found.line <= doubt.line <= found.end_line)
    return view._replace(
        said=printable(found.said).strip(),
        doubts=tuple(printable(words) for words in dict.fromkeys(doubts)),
        dropped=now is None,
    )


def _action_view(anchor: str, recap: Recap, item: Action) -> EntryView:
    entry = entry_of(recap, item)
    about = f"{entry.owner} · {'done' if item.done else entry.note}"
    lacks = not item.done and not (item.owners and (item.due or item.due_text))
    return EntryView(anchor, entry.task, about, lacks, entry.place, "", (), False)


def _remark_view(at: int, remark: Remark) -> EntryView:
    point = point_of(remark)
    return EntryView(f"r{at}", point.text, point.note, False, point.place, "", (), False)


def _doubts_of_no_item(recap: Recap, items: Iterable[Action]) -> Iterator[str]:
    shown = {line for item in items for line in range(item.line, item.end_line + 1)}
    for doubt in recap.doubts:
        if not doubt.line or doubt.line not in shown:
            place = f"{line_words(doubt.line, doubt.line)}: " if doubt.line else ""
            yield printable(f"{place}{doubt.message}")


def _people(recap: Recap, items: Iterable[Action]) -> tuple[str, ...]:
    owners = (owner for item in items for owner in item.owners if owner.casefold() != "all")
    names = (*recap.attendees, *(person.name for person in recap.people), *owners)
    return tuple(dict.fromkeys(printable(name).strip() for name in names))


def _places(items: Iterable[Action], planned: set[str], remarks: Iterable[Remark]) -> Mapping[int, tuple[str, str]]:
    """Return for each line the mark and the link of the first that was taken from it; what is planned comes first."""
    anchored = [(item.id not in planned, f"i{at}", item) for at, item in enumerate(items)]
    marked = [("taken", anchor, item.line, item.end_line, item.also) for maybe, anchor, item in anchored if not maybe]
    marked += [("taken", f"r{at}", remark.line, remark.end_line, ()) for at, remark in enumerate(remarks)]
    marked += [("maybe", anchor, item.line, item.end_line, item.also) for maybe, anchor, item in anchored if maybe]
    places: dict[int, tuple[str, str]] = {}
    for mark, anchor, first, last, also in marked:
        for begin, end in ((first, last), *also):
            for line in range(begin, min(end, begin + MAX_LINES) + 1):
                places.setdefault(line, (mark, anchor))
    return places


def _lines(reviewed: Reviewed, places: Mapping[int, tuple[str, str]]) -> Iterator[LineView]:
    """Yield the lines of the notes with their marks; of very long notes only those around what was taken."""
    shown = list(_shown_lines(reviewed))
    wanted = None
    if len(shown) > MAX_LINES:
        wanted = {line + step for line in places for step in range(-AROUND, AROUND + 1)}
    left = MAX_LINES
    before_is_shown = True
    for first, last, words, kind in shown:
        numbers = range(first, last + 1)
        if left and (wanted is None or not wanted.isdisjoint(numbers)):
            mark, link = next((places[number] for number in numbers if number in places), ("", ""))
            shown_words = clip(printable(words), MAX_CHARACTERS)
            yield LineView(first, last, shown_words, kind, mark, link, not before_is_shown)
            left -= 1
            before_is_shown = True
        else:
            before_is_shown = False


def _shown_lines(reviewed: Reviewed) -> Iterator[tuple[int, int, str, str]]:
    """Yield first and last line, words and kind of each line of the file, or of each block of a document."""
    headings = {block.line for block in reviewed.notes.blocks if block.kind is Kind.HEADING}
    if reviewed.lines and reviewed.notes.format not in MARKUP:
        for number, words in enumerate(reviewed.lines, 1):
            yield number, number, words, "heading" if number in headings else ""
        return
    for block in reviewed.notes.blocks:
        last = min(block.end_line, block.line + MAX_LINES)
        yield block.line, last, _block_words(block), "heading" if block.kind is Kind.HEADING else ""


def _block_words(block: Block) -> str:
    if block.cells:
        return " | ".join(cell.text for cell in block.cells)
    sign = {Kind.BULLET: "• ", Kind.BOX: "☑ " if block.checked else "☐ "}.get(block.kind, "")
    return f"{block.speaker}: {block.text}" if block.speaker and block.kind is Kind.TURN else sign + block.text


def _data(
    recap: Recap, reviewed: Reviewed, added: Iterable[Action], mail: EmailView, options: RenderOptions
) -> dict[str, Any]:
    """Return what the script needs: the plan as found and as it is now, and the parts of the mail that stay."""
    base = reviewed.uncorrected
    now = {item.id: (item, True) for item in recap.items} | {item.id: (item, False) for item in recap.maybes}
    found = [(item, True) for item in base.items] + [(item, False) for item in base.maybes]
    owners = {owner for item, _ in (*found, *now.values()) for owner in item.owners}
    names = {*recap.attendees, *(person.name for person in recap.people), *owners}
    return {
        "date": _iso(recap.date),
        "other": reviewed.other_corrections,
        "absent": {printable(name): was_absent(recap, name) for name in sorted(names)},
        "attendees": bool(recap.attendees),
        "items": [
            {
                "id": printable(item.id),
                "line": item.line,
                "places": [[item.line, item.end_line], *item.also],
                "lines": entry_of(recap, item).lines,
                "private": item.private,
                "base": _state(recap, item, taken=planned),
                "now": _state(recap, *now.get(item.id, (item, False))),
            }
            for item, planned in found
        ],
        "added": [_state(recap, item) for item in added],
        "remarks": list(_remark_data(base, recap)),
        "mail": {
            "to": [person.email for person in addressees(recap, options).to],
            "subject": mail.subject,
            "note": mail.note,
            "proposal": _iso(proposed_day(recap)),
            "next": mail.next_meeting,
            "signature": mail.signature,
            "attendees": mail.attendees,
            "source": source_words(recap),
        },
    }


def _remark_data(base: Recap, recap: Recap) -> Iterator[dict[str, Any]]:
    texts = {(one.kind, one.line, one.was): one.text for one in difference(base, recap).remarks}
    for kind, remarks in (("decision", base.decisions), ("question", base.questions)):
        for remark in remarks:
            yield {
                "kind": kind,
                "line": remark.line,
                "end": remark.end_line,
                "lines": point_of(remark).lines,
                "private": remark.private,
                "was": printable(remark.text).strip(),
                "text": printable(texts.get((kind, remark.line, remark.text), remark.text)).strip(),
            }


def _state(recap: Recap, item: Action, taken: bool = True) -> dict[str, Any]:
    """Return what may be corrected of an item, and what depends on it."""
    return {
        "taken": taken,
        "task": printable(item.task).strip(),
        "owners": [printable(owner) for owner in item.owners],
        "due": _iso(item.due) or "",
        "due_text": due_words(item),
        "said": entry_of(recap, item).said,
        "other": _iso(item.other_due) if item.other_due != item.due else None,
        "done": item.done,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
