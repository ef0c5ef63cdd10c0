"""The plan as text to correct in an editor, like a commit message, and what was typed back to a plan.

One line each: "id | owners | day | task" for an action, "decision N | words", "question N | words". A line that is left
as it was leaves its item as it was, to the last field; a line that is gone drops its item; an action without an id is
new. Owners are parted by semicolons; the day is a date, words such as "next Friday", or "-". Lines that begin with #
are not read. The rest of the plan passes through untouched.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import click

from extractor.cli.console import private_folder, say
from extractor.common.escaping import printable
from extractor.common.files import write_whole
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import format_day
from extractor.model import Action, ReadOptions, Recap, RecapError, Remark
from extractor.output.wording import meeting_title
from extractor.resolution.ids import stable_id

ROUNDS = 7  # of an editor that is no human's: EDITOR='sed -i s/^/x/' makes new mistakes for ever, twice as many a round


def edit(recap: Recap, options: ReadOptions) -> Recap:
    """The recap as corrected in the editor, which opens again until it can be read. What was typed is never lost.

    Raises RecapError when there is no editor, or when everything was deleted.
    """
    pass

    first = text = as_text(recap)
    with _terminal_for_editor():
        for _ in range(ROUNDS):
            try:
                typed = click.edit(text, extension=".txt")
            except click.ClickException as error:
                raise RecapError(f"{error.format_message()}; {_kept(text, first)}") from error
            if typed is None or typed == text:  # closed without saving, or saved as it was
                if text == first:
                    return recap
                break
            if is_empty(typed) and not is_empty(first):
                raise RecapError("everything was deleted, so nothing is written")
            edited = from_text(typed, recap, options)
            if not edited.mistakes:
                return edited.recap
            for line, words in edited.mistakes:
                say(f"line {line}: {words}")
            text = with_mistakes(typed, edited.mistakes)
    raise RecapError(f"the plan has mistakes and was not saved; {_kept(text, first)}")


def _kept(text: str, first: str) -> str:
    """Where the words are that were typed."""
    if text == first:
        return "nothing was typed yet; set $EDITOR"
    path = private_folder() / "plan.txt"
    write_whole(path, text)
    return f"what you typed is kept in {path}"


@contextmanager
def _terminal_for_editor() -> Iterator[None]:
    """The terminal for an editor in place of pipes: `cat notes.md | recap --edit > recap.txt` leaves it none.

    Without a terminal what the editor says goes to standard error, as standard output carries the document alone.
    """
    piped = [number for number in (0, 1) if not os.isatty(number)] if os.name == "posix" else []
    kept = []
    for number in piped:
        try:
            kept.append((number, os.dup(number)))
        except OSError:  # closed: `recap >&-`
            continue
        try:
            terminal = os.open("/dev/tty", os.O_RDWR)
        except OSError:
            terminal = os.dup(2) if number else os.open(os.devnull, os.O_RDONLY)
        os.dup2(terminal, number)
        os.close(terminal)
    try:
        yield
    finally:
        for number, own in kept:
            os.dup2(own, number)
            os.close(own)


HELP = """\
# Correct the plan, then save and close. One action a line:
#
#   id | owners; parted by semicolons | day | task
#
# The day is a date (2026-03-06), words counted from the meeting (next Friday),
# or - for none. Owners may be - for nobody, or all. [x] before the task: done.
# Delete a line to drop its item; a new line may leave its id out: " | Ana | Friday | call Bob".
# Lines that begin with # are not read. Delete every line but these to stop.
"""
_MISTAKE = "#!"
_REMARK = expression(r"(decision|question)\s+(\d+)\s*\|(.*)", re.S)
_ID = expression(r"\s*([^\s|]*)\s*\|")
_DATED = expression(r"(\d{4}-\d\d-\d\d)\s*(?:\((.*)\))?", re.S)


def as_text(recap: Recap) -> str:
    """The plan as the text to edit."""
    day = f", {format_day(recap.date)}" if recap.date else ""
    lines = [f"# {meeting_title(recap) or 'Our meeting'}{day}", "#", HELP]
    lines += [_line(item) for item in recap.items]
    for kind, remarks in (("decision", recap.decisions), ("question", recap.questions)):
        if remarks:
            lines += ["", *(f"{kind} {n} | {printable(remark.text)}" for n, remark in enumerate(remarks, 1))]
    return "\n".join(lines) + "\n"


def from_text(text: str, recap: Recap, options: ReadOptions) -> Edited:
    """What the edited text makes of the recap; or, with the plan as it was, every mistake with its line."""
    by_id = {item.id: item for item in recap.items}
    taken = set(by_id)
    items: list[Action] = []
    remarks: dict[str, list[Remark]] = {"decision": [], "question": []}
    mistakes: list[tuple[int, str]] = []
    used: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if found := _REMARK.fullmatch(line.strip()):
                remarks[found[1]].append(_remark(found, recap))
                continue
            name, action = _action(line, by_id, recap, options)
            if name and name in used:
                raise ValueError(f"{name} stands on a line above; leave the id of the second out")
            used.add(name)
            items.append(action if name else replace(action, id=stable_id(action.task, taken)))
        except ValueError as error:
            mistakes.append((number, str(error)))
    if mistakes:
        return Edited(recap, tuple(mistakes))
    made = replace(
        recap, items=tuple(items), decisions=tuple(remarks["decision"]), questions=tuple(remarks["question"])
    )
    return Edited(made, ())


def with_mistakes(text: str, mistakes: tuple[tuple[int, str], ...]) -> str:
    """The text as it was typed, each mistake as a comment above its line; comments of an earlier round are gone."""
    said = dict(mistakes)
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_MISTAKE):
            continue
        if number in said:
            lines.append(f"{_MISTAKE} {printable(said[number])}:")
        lines.append(line)
    return "\n".join(lines) + "\n"


def is_empty(text: str) -> bool:
    """Whether nothing is left but comments: the wish to stop."""
    return all(not line.strip() or line.startswith("#") for line in text.splitlines())


@dataclass(frozen=True, slots=True)
class Edited:
    """The plan that was typed, or the old one and the mistakes: (line, words)."""

    recap: Recap
    mistakes: tuple[tuple[int, str], ...]


def _line(item: Action) -> str:
    owners = "; ".join(_field(owner) for owner in item.owners) or "-"
    said = f" ({_field(item.due_text)})" if item.due_text else ""
    due = f"{item.due.isoformat()}{said}" if item.due else _field(item.due_text or "") or "-"
    return f"{_key(item.id)} | {owners} | {due} | {'[x] ' if item.done else ''}{printable(item.task).strip()}"


def _key(name: str) -> str:
    return re.sub(r"[\s|#]", "_", printable(name)) or "_"


def _field(words: str) -> str:
    """Words that keep within their column."""
    return printable(words).replace("|", "/").replace(";", ",").strip()


def _remark(found: re.Match[str], recap: Recap) -> Remark:
    remarks = recap.decisions if found[1] == "decision" else recap.questions
    number, words = int(found[2]), found[3].strip()
    if not 1 <= number <= len(remarks):
        raise ValueError(f"there is no {found[1]} {number}; leave the number as it was")
    if not words:
        raise ValueError(f"{found[1]} {number} has no words; delete the line to drop it")
    old = remarks[number - 1]
    return old if words == printable(old.text).strip() else replace(old, text=words)


def _action(line: str, by_id: dict[str, Action], recap: Recap, options: ReadOptions) -> tuple[str, Action]:
    found = _ID.match(line)
    key = found[1] if found else ""
    name = next((name for name in by_id if _key(name) == key), "") if key else ""
    old = by_id.get(name)
    if old and line.strip() == _line(old).strip():
        return name, old
    if key and old is None:
        raise ValueError(f"there is no action {printable(key)}; begin a new one with |")
    parts = line.split("|", 3)
    if len(parts) != 4:
        raise ValueError("an action needs four parts, id | owners | day | task")
    _, owners_said, due_said, task = (part.strip() for part in parts)
    done = task.lower().startswith("[x]")
    task = re.sub(r"^\[[xX ]?\]\s*", "", task)
    if not task:
        raise ValueError("there is no task; delete the line to drop the action")
    base = old or Action("", task, (), None, None, False, 0, 0, task, "by hand", 1.0)
    before = [part.strip() for part in _line(base).split("|", 3)]
    changed = replace(base, task=base.task if old and task == printable(old.task).strip() else task, done=done)
    if not old or owners_said != before[1]:
        named = (owner.strip() for owner in owners_said.split(";"))
        changed = replace(changed, owners=tuple(dict.fromkeys(owner for owner in named if owner not in ("", "-"))))
        changed = replace(changed, private_parts=tuple(part for part in changed.private_parts if part != "owners"))
    if not old or due_said != before[2]:
        due, words = _due(due_said, recap, options)
        parts_left = tuple(part for part in changed.private_parts if part != "due")
        changed = replace(changed, due=due, due_text=words, other_due=None, private_parts=parts_left)
    return name, changed


def _due(said: str, recap: Recap, options: ReadOptions) -> tuple[date | None, str | None]:
    from extractor.dates import resolving

    if said in ("", "-"):
        return None, None
    if found := _DATED.fullmatch(said):
        try:
            return date.fromisoformat(found[1]), (found[2] or "").strip() or None
        except ValueError as error:
            raise ValueError(f"{found[1]} is no day of the calendar") from error
    held_on = recap.date or options.date
    due = resolving.resolve_deadline(
        said,
        held_on,
        date_order=options.date_order or "mdy",
        country=options.country,
        next_meeting=recap.next_meeting,
    )
    if due is None:
        raise ValueError(f"“{said}” is no day; write a date such as 2026-03-06, words such as next Friday, or -")
    return due.day, said
