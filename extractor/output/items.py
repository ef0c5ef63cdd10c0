"""The items of a plan as CSV, as a Markdown list and as a table for the terminal."""

from __future__ import annotations

import io

from extractor.common.escaping import cell, markdown, width
from extractor.common.phrasing import format_day
from extractor.model import Recap, RenderOptions
from extractor.output.wording import by_due, entry_of, lines_said, meeting_title, point_of

TABLE_COLUMNS = 79

# Those that people read first come first.
COLUMNS = (
    "task",
    "owners",
    "due",
    "due_text",
    "status",
    "line",
    "end_line",
    "also",
    "said",
    "private",
    "found_by",
    "confidence",
    "id",
)


def csv_rows(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The items as CSV (RFC 4180) under a row of names; no cell is a formula."""
    import csv

    stream = io.StringIO()
    writer = csv.writer(stream)  # lines end with CR LF (RFC 4180)
    writer.writerow(COLUMNS)
    for item in recap.items:
        values = {
            "task": cell(item.task),
            "owners": cell("; ".join(item.owners)),
            "due": item.due.isoformat() if item.due else "",
            "due_text": cell(item.due_text or ""),
            "status": "done" if item.done else "open",
            "line": item.line,
            "end_line": item.end_line,
            "also": "; ".join(lines_said(*place).split(" ", 1)[1] for place in item.also),
            "said": cell(item.said),
            "private": "yes" if item.private else "no",
            "found_by": cell(item.found_by),
            "confidence": item.confidence,
            "id": cell(item.id),
        }
        writer.writerow([values[column] for column in COLUMNS])
    return stream.getvalue()


def markdown_list(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The plan as Markdown lists, the items with check boxes; nothing in it is markup of the notes."""
    heading = markdown(meeting_title(recap) or "Our meeting") + (f", {format_day(recap.date)}" if recap.date else "")
    lines = [f"# {heading}", "", "## Action items", ""]
    for item in sorted(recap.items, key=lambda item: item.done):
        entry = entry_of(recap, item)
        due = f", {markdown(entry.due)}" if item.due or entry.said else ""
        owner = f"**{markdown(entry.owner)}**: " if item.owners else ""
        place = f" ({entry.place})" if entry.place else ""
        private = ", internal" if item.private else ""
        lines.append(f"- [{'x' if item.done else ' '}] {owner}{markdown(entry.task)}{due}{private}{place}")
    if not recap.items:
        lines.append("None found.")
    for title, remarks in (("Decisions", recap.decisions), ("Open questions", recap.questions)):
        if remarks:
            points = [point_of(remark) for remark in remarks]
            lines += ["", f"## {title}", ""]
            lines += [f"- {markdown(point.text)}" + (f" ({point.place})" if point.place else "") for point in points]
    return "\n".join(lines) + "\n"


def table(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """The items as a table for the terminal, by deadline; what is done comes last."""
    items = sorted(recap.items, key=lambda item: (item.done, *by_due(item)))
    if not items:
        return "No actions found.\n"
    rows = [("OWNER", "DUE", "TASK", "LINE")]
    for item in items:
        entry = entry_of(recap, item)
        due = entry.day or entry.said or "-"
        state = "done" if item.done else f"{due}, overdue" if entry.overdue else due
        line = str(item.line) if item.line == item.end_line else f"{item.line}-{item.end_line}"
        rows.append((entry.owner if item.owners else "-", state, entry.task, line if item.line else "-"))
    widest = [max(width(row[column]) for row in rows) for column in range(4)]
    sizes = [min(widest[0], 20), min(widest[1], 15), 0, widest[3]]
    sizes[2] = min(widest[2], TABLE_COLUMNS - sum(sizes) - 6)
    lines = []
    for row in rows:
        columns = [_wrap(words, size) for words, size in zip(row, sizes, strict=True)]
        for number in range(max(map(len, columns))):
            cells = [column[number] if number < len(column) else "" for column in columns]
            padded = [words + " " * (size - width(words)) for words, size in zip(cells, sizes, strict=True)]
            lines.append("  ".join(padded).rstrip())
    return "\n".join(lines) + "\n"


def _wrap(words: str, columns: int) -> list[str]:
    """The words in lines of so many columns of a terminal at most; a longer word is cut."""
    lines, line = [], ""
    for word in words.split():
        if line and width(line) + 1 + width(word) > columns:
            lines.append(line)
            line = ""
        if not line and width(word) > columns:
            *full, word = _pieces(word, columns)  # noqa: PLW2901
            lines += full
        line = f"{line} {word}" if line else word
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, columns: int) -> list[str]:
    pieces, start, used = [], 0, 0
    for place, letter in enumerate(word):
        taken = width(letter)
        if used + taken > columns and place > start:
            pieces.append(word[start:place])
            start, used = place, 0
        used += taken
    return [*pieces, word[start:]]
