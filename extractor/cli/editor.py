"""Correct the plan as text in an editor, like a commit message, and read back what was typed.

One line each: "id | owners | day | task" for an action, "decision N | words", "question N | words". A line that is not
changed leaves every field of its item as it was; a deleted line drops its item; an action without an id is new. Owners
are separated by semicolons; the day is a date, words such as "next Friday", or "-". Lines that begin with # are
ignored. The rest of the plan is not changed.
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

MAX_ROUNDS = 7  # for an editor without a person: EDITOR='sed -i s/^/x/' makes twice as many mistakes each round

HELP = """\
# Correct the plan, then save and close. One action a line:
#
#   id | owners, separated by semicolons | day | task
#
# The day is a date (2026-03-06), words counted from the meeting (next Friday),
# or - for none. Owners may be - for nobody, or all. [x] before the task: done.
# Delete a line to drop its item. A new line needs no id: | Ana | Friday | call Bob
# Lines that begin with # are ignored; remove #? from a maybe to take it.
# To stop, delete every line but these.
"""
# Editors obey commands in the first and the last lines of a file (Vim: "vim: set ..." in five, Emacs: "-*- ... -*-"):
# only words of recap stand there, and none of the notes.
FOOT = "#\n" * 6 + "# End of the plan.\n"
_MISTAKE = "#!"
_MAYBE = "#?"
_REMARK = expression(r"(decision|question)\s+(\d+)\s*\|(.*)", re.S)
_ID = expression(r"\s*([^\s|]*)\s*\|")
_DATED = expression(r"(\d{4}-\d\d-\d\d)\s*(?:\((.*)\))?", re.S)


@dataclass(frozen=True, slots=True)
class Edited:
    """The corrected plan; or the plan as it was, and the mistakes as (line, message)."""

    recap: Recap
    mistakes: tuple[tuple[int, str], ...]


def edit(recap: Recap, options: ReadOptions) -> Recap:
    """Let the user correct the recap in an editor, which opens again until the text can be read.

    Raises RecapError if there is no editor, if everything was deleted, or if the user closes it on a mistake; what was
    typed is then kept in a file.
    """
    if not _has_terminal():
        raise RecapError("--edit needs a terminal for the editor; correct a plan instead: recap items -o plan.json")
    original = text = as_text(recap)
    with _terminal_for_editor():
        for _ in range(MAX_ROUNDS):
            try:
                typed = click.edit(text, extension=".txt")
            except click.ClickException as error:
                raise RecapError(f"{error.format_message()}; {_keep(text, original)}") from error
            if typed is None or typed == text:  # closed without saving, or saved as it was
                if text == original:
                    return recap
                break
            if is_empty(typed) and not is_empty(original):
                raise RecapError("everything was deleted, so nothing is written")
            edited = from_text(typed, recap, options)
            if not edited.mistakes:
                return edited.recap
            for line, message in edited.mistakes:
                say(f"line {line}: {message}")
            text = with_mistakes(typed, edited.mistakes)
    raise RecapError(f"the plan has mistakes and was not saved; {_keep(text, original)}")


def as_text(recap: Recap) -> str:
    """Write the plan as the text to edit."""
    day = f", {format_day(recap.date)}" if recap.date else ""
    lines = [HELP.rstrip(), "#", f"# {meeting_title(recap) or 'Our meeting'}{day}", ""]
    lines += [_action_line(item) for item in recap.items]
    if recap.maybes:
        lines += ["", "# Not sure enough for the plan:", *(f"{_MAYBE} {_action_line(item)}" for item in recap.maybes)]
    for kind, remarks in (("decision", recap.decisions), ("question", recap.questions)):
        if remarks:
            lines += ["", *(f"{kind} {n} | {printable(remark.text)}" for n, remark in enumerate(remarks, 1))]
    return "\n".join(lines) + "\n" + FOOT


def from_text(text: str, recap: Recap, options: ReadOptions) -> Edited:
    """Read the edited text; if there are mistakes, the plan stays as it was and all of them are listed.

    Args:
        text: What was typed.
        recap: The plan that was edited.
        options: How words of dates are read.
    """
    by_id = {item.id: item for item in (*recap.items, *recap.maybes)}
    taken_ids = set(by_id)
    seen_ids: set[str] = set()
    items: list[Action] = []
    remarks: dict[str, list[Remark]] = {"decision": [], "question": []}
    mistakes: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            if match := _REMARK.fullmatch(line.strip()):
                remarks[match[1]].append(_read_remark(match, recap))
                continue
            action = _read_action(line, by_id, recap, options)
            if action.id and action.id in seen_ids:
                raise ValueError(f"{action.id} has a line above, too; leave its id out to make a new action")
            seen_ids.add(action.id)
            items.append(action if action.id else replace(action, id=stable_id(action.task, taken_ids)))
        except ValueError as error:
            mistakes.append((number, str(error)))
    if mistakes:
        return Edited(recap, tuple(mistakes))
    edited = replace(
        recap,
        items=tuple(items),
        maybes=tuple(item for item in recap.maybes if item.id not in seen_ids),
        decisions=tuple(remarks["decision"]),
        questions=tuple(remarks["question"]),
    )
    return Edited(edited, ())


def with_mistakes(text: str, mistakes: tuple[tuple[int, str], ...]) -> str:
    """Add each mistake as a comment above its line, and remove the comments of an earlier round."""
    messages = dict(mistakes)
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(_MISTAKE):
            continue
        if number in messages:
            lines.append(f"{_MISTAKE} {printable(messages[number])}:")
        lines.append(line)
    return "\n".join(lines) + "\n"


def is_empty(text: str) -> bool:
    """Whether only comments are left, which means that the user wants to stop."""
    return all(not line.strip() or line.startswith("#") for line in text.splitlines())


def _keep(text: str, original: str) -> str:
    """Keep what was typed in a file; return a message that says where."""
    if text == original:
        return "nothing was typed yet; name your editor in $EDITOR"
    path = private_folder() / "plan.txt"
    write_whole(path, text)
    return f"what you typed is kept in {path}"


def _has_terminal() -> bool:
    """Whether an editor can be shown, or one is named that may need no terminal."""
    if os.name != "posix" or os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


@contextmanager
def _terminal_for_editor() -> Iterator[None]:
    """Give the editor the terminal where `cat notes.md | recap --edit > recap.txt` leaves it only pipes.

    Without a terminal, what the editor prints goes to standard error, as standard output carries only the document.
    """
    piped = [number for number in (0, 1) if not os.isatty(number)] if os.name == "posix" else []
    saved = []
    for number in piped:
        try:
            saved.append((number, os.dup(number)))
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
        for number, copy in saved:
            os.dup2(copy, number)
            os.close(copy)


def _action_line(item: Action) -> str:
    owners = "; ".join(_field(owner) for owner in item.owners) or "-"
    words = f" ({_field(item.due_text)})" if item.due_text else ""
    due = f"{item.due.isoformat()}{words}" if item.due else _field(item.due_text or "") or "-"
    return f"{_id_field(item.id)} | {owners} | {due} | {'[x] ' if item.done else ''}{printable(item.task).strip()}"


def _id_field(id: str) -> str:
    return re.sub(r"[\s|#]", "_", printable(id)) or "_"


def _field(words: str) -> str:
    """Remove the characters that separate columns and owners."""
    return printable(words).replace("|", "/").replace(";", ",").strip()


def _read_remark(match: re.Match[str], recap: Recap) -> Remark:
    remarks = recap.decisions if match[1] == "decision" else recap.questions
    number, words = int(match[2]), match[3].strip()
    if not 1 <= number <= len(remarks):
        raise ValueError(f"there is no {match[1]} {number}; leave the number as it was")
    if not words:
        raise ValueError(f"{match[1]} {number} has no words; delete the line to drop it")
    old = remarks[number - 1]
    return old if words == printable(old.text).strip() else replace(old, text=words)


def _read_action(line: str, by_id: dict[str, Action], recap: Recap, options: ReadOptions) -> Action:
    """Read the line of an action; one that is new has the id "". Raises ValueError with the mistake in it."""
    match = _ID.match(line)
    id_typed = match[1] if match else ""
    old = next((item for id, item in by_id.items() if _id_field(id) == id_typed), None) if id_typed else None
    if old and line.strip() == _action_line(old).strip():
        return old
    if id_typed and old is None:
        raise ValueError(f"there is no action {printable(id_typed)}; begin the line of a new one with |")
    fields = [field.strip() for field in line.split("|", 3)]
    if len(fields) != 4:
        raise ValueError("an action needs four parts: id | owners | day | task")
    _, owners, due, task = fields
    is_done = task.lower().startswith("[x]")
    task = re.sub(r"^\[[xX ]?\]\s*", "", task)
    if not task:
        raise ValueError("there is no task; delete the line to drop the action")
    base = old or Action("", task, (), None, None, False, 0, 0, task, "by hand", 1.0)
    _, owners_before, due_before, _ = (field.strip() for field in _action_line(base).split("|", 3))
    action = replace(base, task=base.task if old and task == printable(old.task).strip() else task, done=is_done)
    if not old or owners != owners_before:
        action = _with_owners(action, owners)
    if not old or due != due_before:
        action = _with_due(action, due, recap, options)
    return action


def _with_owners(action: Action, owners: str) -> Action:
    """Return the action with the owners that were typed, separated by semicolons; they are not internal."""
    names = (name.strip() for name in owners.split(";"))
    return replace(
        action,
        owners=tuple(dict.fromkeys(name for name in names if name not in ("", "-"))),
        private_parts=tuple(part for part in action.private_parts if part != "owners"),
    )


def _with_due(action: Action, words: str, recap: Recap, options: ReadOptions) -> Action:
    """Return the action with the day that was typed, which has no other reading and is not internal."""
    due, due_text = _read_due(words, recap, options)
    return replace(
        action,
        due=due,
        due_text=due_text,
        other_due=None,
        private_parts=tuple(part for part in action.private_parts if part != "due"),
    )


def _read_due(words: str, recap: Recap, options: ReadOptions) -> tuple[date | None, str | None]:
    """Read a day and its words, which may be missing. Raises ValueError if they are not a date."""
    from extractor.dates import resolving

    if words in ("", "-"):
        return None, None
    if match := _DATED.fullmatch(words):
        try:
            return date.fromisoformat(match[1]), (match[2] or "").strip() or None
        except ValueError as error:
            raise ValueError(f"{match[1]} is not a date") from error
    deadline = resolving.resolve_deadline(
        words,
        recap.date or options.date,
        date_order=options.date_order or "mdy",
        country=options.country,
        next_meeting=recap.next_meeting,
    )
    if deadline is None:
        raise ValueError(f"“{words}” is not a date; write one such as 2026-03-06, words such as next Friday, or -")
    return deadline.day, words
