"""Corrections of a plan: a small TOML file beside the notes (`weekly.md.recap.toml`), written, read and applied.

    [[item]]
    id = "0a1b2c3d"          # as in the plan
    line = 16
    task = "proofread it"    # as recap had it, to be found again
    owners = ["Maya Okafor"]
    due = "2026-03-06"       # or "" for none
    new_task = "proofread the welcome mail"
    drop = true              # it is no action

What is not named stays as it was. `take = true` takes a maybe into the plan, `done = true` says that it is done.
`[[new]]` adds an action; `[[decision]]` and `[[question]]` have `line`, `was` (the words as recap had them), and `drop`
or `text`. The notes come from others, so the file is read as carefully as they are: a mistake in it is refused with its
place, and so is what would be passed over without a word: a key that is unknown, a correction that changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extractor.common.escaping import printable
from extractor.common.files import read_bounded, reason
from extractor.common.phrasing import and_list, nearest
from extractor.language.content_words import content
from extractor.model import Action, Doubt, Recap, RecapError, Remark
from extractor.resolution.ids import stable_id

MAX_BYTES = 1_000_000
SAME_TASK = 0.5  # share of the content words by which an item is known again under another id
BY_HAND = "by hand"  # `found_by` of an action that the notes do not have
# The keys of each kind of entry.
KEYS = {
    "item": ("id", "line", "task", "drop", "take", "owners", "due", "due_text", "new_task", "done"),
    "decision": ("line", "was", "drop", "text"),
    "question": ("line", "was", "drop", "text"),
    "new": ("task", "owners", "due", "due_text", "done"),
}
_IDENTIFIES = frozenset({"id", "line", "task", "was"})
# What people write for a key that no likeness of letters would find ("date" is close to "take").
_OTHER_WORDS = {
    **dict.fromkeys(("date", "day", "deadline", "due_date", "when"), "due"),
    **dict.fromkeys(("delete", "remove", "skip"), "drop"),
    **dict.fromkeys(("assignee", "who"), "owners"),
    **dict.fromkeys(("status", "state", "completed"), "done"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be changed of an action; None leaves a field as it is."""

    id: str
    line: int
    task: str  # the words by which it was known
    drop: bool = False
    take: bool = False  # a maybe that is in the plan from now on
    owners: tuple[str, ...] | None = None
    due: date | None = None
    due_text: str | None = None
    sets_due: bool = False
    new_task: str | None = None
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class RemarkCorrection:
    """What is to be changed of a decision or a question: it is dropped, or has other words."""

    kind: str  # "decision" or "question"
    line: int
    text: str  # "" to drop it
    was: str = ""  # the words by which it was known; "" for whatever is on the line


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of a plan."""

    items: tuple[Correction, ...] = ()
    remarks: tuple[RemarkCorrection, ...] = ()
    new: tuple[Action, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items or self.remarks or self.new)


def difference(before: Recap, after: Recap) -> Corrections:
    """Return the corrections that make `after` of `before`, both of the same notes."""
    known = {item.id: item for item in (*before.items, *before.maybes)}
    kept = {item.id for item in after.items}
    planned = {item.id for item in before.items}
    items = [Correction(item.id, item.line, item.task, drop=True) for item in before.items if item.id not in kept]
    items += [
        _difference_of(known[item.id], item, take=item.id not in planned) for item in after.items if item.id in known
    ]
    unchanged = Correction("", 0, "")
    changed = tuple(item for item in items if replace(item, id="", line=0, task="") != unchanged)
    return Corrections(
        tuple(sorted(changed, key=lambda item: item.line)),
        (
            *_remark_differences("decision", before.decisions, after.decisions),
            *_remark_differences("question", before.questions, after.questions),
        ),
        tuple(item for item in after.items if item.id not in known),
    )


def _difference_of(old: Action, item: Action, *, take: bool) -> Correction:
    sets_due = (item.due, item.due_text) != (old.due, old.due_text)
    return Correction(
        item.id,
        old.line,
        old.task,
        take=take,
        owners=item.owners if item.owners != old.owners else None,
        due=item.due if sets_due else None,
        due_text=item.due_text if sets_due else None,
        sets_due=sets_due,
        new_task=item.task if item.task != old.task and printable(item.task).strip() else None,
        done=item.done if item.done != old.done else None,
    )


def _remark_differences(kind: str, before: Sequence[Remark], after: Sequence[Remark]) -> Iterator[RemarkCorrection]:
    same, kept = set(before).intersection(after), [remark for remark in after if remark not in before]
    for remark in before:
        if remark in same:
            continue
        # Several remarks of a line keep their order in `after`.
        new = next((other for other in kept if (other.line, other.end_line) == (remark.line, remark.end_line)), None)
        if new is not None:
            kept.remove(new)
        yield RemarkCorrection(kind, remark.line, new.text if new else "", remark.text)


def apply(recap: Recap, corrections: Corrections) -> Recap:
    """Return the recap with the corrections; what no longer fits becomes a doubt."""
    items = {item.id: item for item in recap.items}
    maybes = {item.id: item for item in recap.maybes}
    doubts: list[Doubt] = []
    for correction in corrections.items:
        old = _find(correction, items, maybes)
        if old is None:
            doubts.append(_unfit(correction.task, correction.line))
        elif correction.drop:
            items.pop(old.id, None)
            maybes.pop(old.id, None)
        elif old.id in items or correction.take:
            maybes.pop(old.id, None)
            items[old.id] = _corrected(old, correction)
        else:
            doubts.append(_unsure(correction))
    decisions = _corrected_remarks("decision", recap.decisions, corrections, doubts)
    questions = _corrected_remarks("question", recap.questions, corrections, doubts)
    taken = {*items, *maybes}
    planned = [*items.values(), *(replace(item, id=stable_id(item.task, taken)) for item in corrections.new)]
    return replace(
        recap,
        items=tuple(sorted(planned, key=lambda item: item.line or 10**9)),
        maybes=tuple(maybes.values()),
        decisions=decisions,
        questions=questions,
        # Of running notes the recap may be one meeting: what does not fit it may fit another.
        doubts=recap.doubts if len(recap.meetings) > 1 else (*recap.doubts, *doubts),
    )


def touched(recap: Recap, corrections: Corrections) -> tuple[frozenset[int], frozenset[str]]:
    """Return the lines whose action is dropped, and the ids of the actions that are changed.

    Args:
        recap: The recap before or after the corrections.
        corrections: Those beside the notes.
    """
    items = {item.id: item for item in recap.items}
    maybes = {item.id: item for item in recap.maybes}
    found = [(one, _find(one, items, maybes)) for one in corrections.items]
    kept = {old.line for one, old in found if old is not None and not one.drop}
    dropped = {old.line if old is not None else one.line for one, old in found if one.drop}
    return frozenset(dropped - kept), frozenset(old.id for one, old in found if old is not None and not one.drop)


def of_other_meetings(recap: Recap, corrections: Corrections) -> Corrections:
    """Return what corrects none of this recap, of running notes whose other meetings it may correct; else nothing.

    Args:
        recap: The recap of one meeting, before any correction.
        corrections: Those beside the notes.
    """
    if len(recap.meetings) < 2:
        return Corrections()
    items = {item.id: item for item in recap.items}
    maybes = {item.id: item for item in recap.maybes}
    remarks = {"decision": recap.decisions, "question": recap.questions}
    return Corrections(
        tuple(item for item in corrections.items if _find(item, items, maybes) is None),
        tuple(one for one in corrections.remarks if not any(_fits(one, remark) for remark in remarks[one.kind])),
    )


def _find(correction: Correction, items: Mapping[str, Action], maybes: Mapping[str, Action]) -> Action | None:
    """Return the item of a correction: by its id, else the one on its line with most of its words."""
    if old := items.get(correction.id) or maybes.get(correction.id):
        return old
    words = set(content(correction.task))
    near = [item for item in (*items.values(), *maybes.values()) if item.line == correction.line]
    shares = [(len(words & set(content(item.task))) / max(1, len(words)), item) for item in near]
    best = max(shares, key=lambda share: share[0], default=None)
    return best[1] if best is not None and best[0] >= SAME_TASK else None


def _corrected(item: Action, correction: Correction) -> Action:
    named = {"owners" if correction.owners is not None else "", "due" if correction.sets_due else ""}
    return replace(
        item,
        task=correction.new_task or item.task,
        owners=item.owners if correction.owners is None else correction.owners,
        due=correction.due if correction.sets_due else item.due,
        due_text=correction.due_text if correction.sets_due else item.due_text,
        other_due=None if correction.sets_due else item.other_due,
        done=item.done if correction.done is None else correction.done,
        private_parts=tuple(part for part in item.private_parts if part not in named),
    )


def _unfit(words: str, line: int) -> Doubt:
    return Doubt(line or None, f"the correction of “{printable(words)}” does not fit the notes any more", "other")


def _unsure(correction: Correction) -> Doubt:
    words = f"“{printable(correction.task)}” is not sure enough for the plan, so its correction changes nothing"
    return Doubt(correction.line or None, f"{words}; take = true takes it", "other")


def _corrected_remarks(
    kind: str, remarks: Sequence[Remark], corrections: Corrections, doubts: list[Doubt]
) -> tuple[Remark, ...]:
    """Return the remarks with their corrections; add a doubt for each correction that fits none of them."""
    corrected = list(remarks)
    for correction in corrections.remarks:
        if correction.kind != kind:
            continue
        fitting = [at for at, remark in enumerate(remarks) if _fits(correction, remark)]
        for at in fitting:
            corrected[at] = replace(remarks[at], text=correction.text)
        if not fitting:
            doubts.append(_unfit(correction.was or kind, correction.line))
    return tuple(remark for remark in corrected if remark.text)


def _fits(correction: RemarkCorrection, remark: Remark) -> bool:
    """Whether a correction means this remark: by its words, or by its line where the file does not give them."""
    if correction.was:
        return correction.was in (remark.text, printable(remark.text))
    return correction.line == remark.line


def read_file(path: Path) -> Corrections:
    """Read a file of corrections; none where there is no file. Raises RecapError for a mistake in it."""
    name = printable(str(path))
    try:
        data = read_bounded(path, MAX_BYTES)
    except (FileNotFoundError, NotADirectoryError):
        return Corrections()
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "not a valid name"
        raise RecapError(f"the corrections {name} cannot be read ({why})") from error
    if len(data) > MAX_BYTES:
        raise RecapError(f"the corrections {name} are larger than {MAX_BYTES // 10**6} MB; delete the file or mend it")
    return read_text(data, name)


def read_text(data: bytes, name: str) -> Corrections:
    """Read corrections. Raises RecapError, with the name of the file and the place, for a mistake.

    Args:
        data: The bytes of the file.
        name: Its name, for the message.
    """
    import tomllib

    try:
        table = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise RecapError(f"the corrections {name} have a mistake: {printable(str(error))}") from error
    try:
        for key in table:
            _refuse_unknown(key, tuple(KEYS), "")
        return Corrections(
            tuple(_item(entry, f"item {number}") for number, entry in _entries(table, "item")),
            tuple(
                _remark(entry, kind, f"{kind} {number}")
                for kind in ("decision", "question")
                for number, entry in _entries(table, kind)
            ),
            tuple(_new(entry, f"new {number}") for number, entry in _entries(table, "new")),
        )
    except ValueError as error:
        raise RecapError(f"the corrections {name}: {printable(str(error))}") from error


def _entries(table: Mapping[str, Any], key: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    entries = table.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"{key} must be written [[{key}]]")
    for number, entry in enumerate(entries, 1):
        _refuse_what_changes_nothing(entry, key, f"{key} {number}")
        yield number, entry


def _refuse_unknown(key: str, known: tuple[str, ...], place: str) -> None:
    """Raise ValueError for a key that would be passed over; it names the one that is likely meant, or all."""
    if key in known:
        return
    word = key.lower().replace("-", "_")
    meant = _OTHER_WORDS.get(word, "")
    close = meant if meant in known else nearest(word, known, 0.8)
    hint = f"did you mean {close}?" if close else f"write {and_list(known, 'or')}"
    raise ValueError(f'{place}there is no key "{key}"; {hint}')


def _refuse_what_changes_nothing(entry: Mapping[str, Any], kind: str, place: str) -> None:
    """Raise ValueError for an entry of which a part, or all, would be passed over."""
    for key in entry:
        _refuse_unknown(key, KEYS[kind], f"{place}: ")
    if "due_text" in entry and "due" not in entry:
        raise ValueError(f'{place}: due_text stands beside due; add due = "2026-03-06", or due = "" for no day')
    if kind == "new":
        return
    changes = [key for key in KEYS[kind] if key in entry and key not in _IDENTIFIES]
    if not changes:
        others = [key for key in KEYS[kind] if key not in _IDENTIFIES]
        raise ValueError(f"{place} changes nothing; add {and_list(others, 'or')}, or delete it")
    if entry.get("drop") is True and len(changes) > 1:
        raise ValueError(f"{place} has drop and {changes[1]}; keep one of them")
    if not any(entry.get(key) for key in _IDENTIFIES):
        raise ValueError(f"{place} does not say what it corrects; add its line and its words as recap had them")
    for key in ("new_task", "text"):
        if isinstance(entry.get(key), str) and not entry[key].strip():
            raise ValueError(f"{place}: {key} has no words; to leave it out write drop = true")


def _item(entry: Mapping[str, Any], place: str) -> Correction:
    due, due_text = _due(entry, place)
    return Correction(
        id=_typed(entry, "id", str, "", place),
        line=_typed(entry, "line", int, 0, place),
        task=_typed(entry, "task", str, "", place),
        drop=_typed(entry, "drop", bool, False, place),
        take=_typed(entry, "take", bool, False, place),
        owners=_names(entry, place),
        due=due,
        due_text=due_text,
        sets_due="due" in entry,
        new_task=_typed(entry, "new_task", str, "", place) or None,
        done=_typed(entry, "done", bool, None, place),
    )


def _remark(entry: Mapping[str, Any], kind: str, place: str) -> RemarkCorrection:
    text = "" if _typed(entry, "drop", bool, False, place) else _typed(entry, "text", str, "", place)
    return RemarkCorrection(kind, _typed(entry, "line", int, 0, place), text, _typed(entry, "was", str, "", place))


def _new(entry: Mapping[str, Any], place: str) -> Action:
    task = _typed(entry, "task", str, "", place)
    if not task.strip():
        raise ValueError(f"{place} has no task")
    due, due_text = _due(entry, place)
    done = bool(_typed(entry, "done", bool, False, place))
    return Action("", task, _names(entry, place) or (), due, due_text, done, 0, 0, task, BY_HAND, 1.0)


def _due(entry: Mapping[str, Any], place: str) -> tuple[date | None, str | None]:
    value = entry.get("due", "")
    words = _typed(entry, "due_text", str, "", place) or None
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value), words
    if value == "":
        return None, words
    try:
        return date.fromisoformat(value), words
    except (TypeError, ValueError) as error:
        raise ValueError(f"{place}: {value!r} is not a day; write 2026-03-06, or an empty text for none") from error


def _names(entry: Mapping[str, Any], place: str) -> tuple[str, ...] | None:
    names = entry.get("owners")
    if names is None:
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f"{place}: owners must be a list of names")
    return tuple(name for name in names if name.strip())


def _typed(entry: Mapping[str, Any], key: str, kind: type, default: Any, place: str) -> Any:
    """Return a value of an entry. Raises ValueError if it is of another type than `kind`."""
    value = entry.get(key, default)
    if value is not default and (not isinstance(value, kind) or (kind is int and isinstance(value, bool))):
        words = {str: "a text in quotes", int: "a number", bool: "true or false"}[kind]
        raise ValueError(f"{place}: {key} must be {words}")
    return value


def as_toml(corrections: Corrections, notes: str) -> str:
    """Write corrections as TOML; `notes` is the name of the file of notes."""
    lines = [f"# Corrections of {printable(notes)}. recap applies them whenever it reads these notes."]
    for item in corrections.items:
        lines += ["", "[[item]]", *_item_lines(item)]
    for remark in corrections.remarks:
        lines += ["", f"[[{remark.kind}]]", f"line = {remark.line}"]
        lines += [f"was = {_text(remark.was)}"] if remark.was else []
        lines.append(f"text = {_text(remark.text)}" if remark.text else "drop = true")
    for action in corrections.new:
        lines += ["", "[[new]]", f"task = {_text(action.task)}", f"owners = {_texts(action.owners)}"]
        lines += _due_lines(action.due, action.due_text)
        lines += ["done = true"] if action.done else []
    return "\n".join(lines) + "\n"


def _item_lines(item: Correction) -> Iterator[str]:
    yield f"id = {_text(item.id)}"
    yield f"line = {item.line}"
    yield f"task = {_text(item.task)}"
    for key, value in (("drop", item.drop), ("take", item.take)):
        if value:
            yield f"{key} = true"
    if item.owners is not None:
        yield f"owners = {_texts(item.owners)}"
    if item.sets_due:
        yield from _due_lines(item.due, item.due_text)
    if item.new_task is not None:
        yield f"new_task = {_text(item.new_task)}"
    if item.done is not None:
        yield f"done = {'true' if item.done else 'false'}"


def _due_lines(due: date | None, due_text: str | None) -> Iterator[str]:
    yield f'due = "{due.isoformat() if due else ""}"'
    if due_text:
        yield f"due_text = {_text(due_text)}"


def _text(words: str) -> str:
    """Return a TOML basic string: JSON's escapes are a part of TOML's, and control characters are removed."""
    return json.dumps(printable(words), ensure_ascii=False).replace("\x7f", "")


def _texts(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, names))}]"
