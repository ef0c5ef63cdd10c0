"""Write the plan as JSON, version 1 (`recap items -f json`), and read it back after corrections by hand.

A wrong value is refused with its place ("items[2].due"); a missing one has a default, except "task" of an item. Unknown
fields are ignored. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from extractor.common.escaping import json_text, printable
from extractor.common.lazy_regex import expression
from extractor.common.phrasing import nearest
from extractor.model import Action, Doubt, Person, Recap, RecapError, Remark, RenderOptions
from extractor.resolution.ids import stable_id
from extractor.resolution.suspicion import suspicious_words

SCHEMA = 1

T = TypeVar("T")
Object = dict[str, Any]

_REQUIRED: Any = object()
_TYPE_NAMES = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list, [...]",
    dict: "an object, {...}",
}
_OPENING_BRACE = expression(rb"(?:\xef\xbb\xbf)?\s*\{")
_VERSION = expression(rb'"schema"\s*:\s*\d')


def write_plan(recap: Recap, options: RenderOptions = RenderOptions()) -> str:  # noqa: B008 - frozen
    """Return the recap as a JSON document of version 1, with a line break at its end."""
    document = {
        "schema": SCHEMA,
        "meeting": {
            "title": recap.title,
            "date": _iso(recap.date),
            "attendees": list(recap.attendees),
            "source": recap.source,
            "next": _iso(recap.next_meeting),
            "private": list(recap.private),
            "writer": recap.writer,
            "format": recap.format,
            "meetings": [day.isoformat() for day in recap.meetings],
            **({"language": recap.language} if recap.language else {}),
        },
        "items": [item_fields(action) for action in recap.items],
        "decisions": [_remark(remark) for remark in recap.decisions],
        "questions": [_remark(remark) for remark in recap.questions],
        "maybes": [item_fields(action) for action in recap.maybes],
        "doubts": [{"line": doubt.line, "message": doubt.message, "kind": doubt.kind} for doubt in recap.doubts],
        "people": [_person(person) for person in recap.people],
    }
    return indented_json(document) + "\n"


def indented_json(value: object) -> str:
    """Return the value as JSON, an entry a line, with characters that a terminal would obey written as \\uXXXX."""
    return json_text(json.dumps(value, ensure_ascii=False, indent=1))


def read_plan(data: bytes, source: str) -> Recap | None:
    """Read a JSON plan; return None if the bytes are something else, which may be notes.

    Args:
        data: The content of a file.
        source: Its name, for messages. Only a file named *.json must be valid JSON.

    Raises:
        RecapError: It is a plan of another version, has a value of the wrong type, or is broken JSON.
    """
    if not _OPENING_BRACE.match(data):
        return None
    name = printable(source)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        if not source.lower().endswith(".json"):
            return None
        where = f"line {error.lineno}, column {error.colno}"
        raise RecapError(f"{name} is not valid JSON at {where} ({error.msg.lower()}); correct it there") from error
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or "schema" not in document or "items" not in document:
        return None
    if document["schema"] != SCHEMA or isinstance(document["schema"], bool):
        version = printable(json.dumps(document["schema"]))[:40]
        raise RecapError(f"{name} is a plan of version {version}, but this recap reads version {SCHEMA}; update recap")
    return _Reader(name).recap(document)


def is_plan(data: bytes) -> bool:
    """Whether the bytes look like a plan, even if it is no longer valid JSON: an object that gives a version."""
    return _OPENING_BRACE.match(data) is not None and _VERSION.search(data) is not None


def item_fields(action: Action) -> Object:
    """Return an item as JSON has it. CSV and the plan across meetings take their columns from these fields."""
    return {
        "id": action.id,
        "task": action.task,
        "owners": list(action.owners),
        "due": _iso(action.due),
        "due_text": action.due_text,
        "status": "done" if action.done else "open",
        "line": action.line,
        "end_line": action.end_line,
        "also": [list(place) for place in action.also],
        "said": action.said,
        "private": action.private,
        "found_by": action.found_by,
        "confidence": action.confidence,
        "at": action.at,
        "other_due": _iso(action.other_due),
        "private_parts": list(action.private_parts),
        "held": _iso(action.held),
        "suspect": list(action.suspect),
        "ours": action.ours,
        "purpose": action.purpose,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _remark(remark: Remark) -> Object:
    return {
        "text": remark.text,
        "line": remark.line,
        "end_line": remark.end_line,
        "private": remark.private,
        "suspect": list(remark.suspect),
    }


def _person(person: Person) -> Object:
    return {
        "name": person.name,
        "aliases": list(person.aliases),
        "present": person.present,
        "role": person.role,
        "email": person.email,
        "line": person.line,
        "private": person.private,
        "client": person.client,
        "form": person.form,
    }


class _Reader:
    """Reads the values of a plan. `at` is the place of the object that holds a value: "items[2].".

    Every method raises RecapError with the place of a value that is not valid.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def recap(self, document: Object) -> Recap:
        meeting = self._value(document, "", "meeting", dict, {})
        at = "meeting."
        items = self._each(document, "", "items", self._action)
        return Recap(
            source=self._value(meeting, at, "source", str, self.name),
            title=self._value(meeting, at, "title", str, None),
            date=self._day(meeting, at, "date"),
            attendees=self._strings(meeting, at, "attendees"),
            items=_with_ids(items),
            decisions=self._each(document, "", "decisions", self._remark),
            questions=self._each(document, "", "questions", self._remark),
            maybes=_with_ids(self._each(document, "", "maybes", self._action)),
            doubts=self._each(document, "", "doubts", self._doubt),
            next_meeting=self._day(meeting, at, "next"),
            people=self._each(document, "", "people", self._person),
            private=self._strings(meeting, at, "private"),
            writer=self._value(meeting, at, "writer", str, ""),
            format=self._value(meeting, at, "format", str, ""),
            language=self._value(meeting, at, "language", str, ""),
            meetings=self._days(meeting, at, "meetings"),
        )

    def _action(self, item: Object, at: str) -> Action:
        self._refuse_misspelt(item, at)
        status = self._value(item, at, "status", str, "open")
        if status not in ("open", "done"):
            raise self._refusal(at + "status", 'write "open" or "done"')
        task = self._value(item, at, "task", str)
        if not task.strip():
            raise self._refusal(at + "task", "say what is to be done")
        line, end_line = self._lines(item, at)
        return Action(
            id=self._value(item, at, "id", str, ""),
            task=task,
            owners=self._strings(item, at, "owners"),
            due=self._day(item, at, "due"),
            due_text=self._value(item, at, "due_text", str, None),
            done=status == "done",
            line=line,
            end_line=end_line,
            said=self._value(item, at, "said", str, task),
            found_by=self._value(item, at, "found_by", str, "by hand"),
            confidence=self._confidence(item, at),
            also=self._places(item, at),
            private=self._value(item, at, "private", bool, False),
            at=self._value(item, at, "at", str, None),
            other_due=self._day(item, at, "other_due"),
            private_parts=self._strings(item, at, "private_parts"),
            held=self._day(item, at, "held"),
            suspect=self._suspect(item, at, task),
            ours=self._value(item, at, "ours", bool, False),
            purpose=self._value(item, at, "purpose", str, None),
        )

    def _refuse_misspelt(self, item: Object, at: str) -> None:
        """Refuse "owner" for "owners": ignoring it would lose its value without a word."""
        for key in item:
            meant = None if key in _ITEM_FIELDS else nearest(key, _ITEM_FIELDS, 0.8)
            if meant and meant not in item:
                raise self._refusal(at + key, f"write {meant}")

    def _remark(self, item: Object, at: str) -> Remark:
        line, end_line = self._lines(item, at)
        text = self._value(item, at, "text", str)
        private = self._value(item, at, "private", bool, False)
        return Remark(text, line, end_line, private, self._suspect(item, at, text))

    def _suspect(self, holder: Object, at: str, text: str) -> tuple[str, ...]:
        """Return the words that a sender should see; those of the text itself where the plan does not list any."""
        return self._strings(holder, at, "suspect") if "suspect" in holder else suspicious_words(text)

    def _doubt(self, item: Object, at: str) -> Doubt:
        line = self._value(item, at, "line", int, None)
        return Doubt(line, self._value(item, at, "message", str), self._value(item, at, "kind", str, "other"))

    def _person(self, item: Object, at: str) -> Person:
        return Person(
            name=self._value(item, at, "name", str),
            aliases=self._strings(item, at, "aliases"),
            present=self._value(item, at, "present", bool, None),
            role=self._value(item, at, "role", str, None),
            email=self._value(item, at, "email", str, None),
            line=self._value(item, at, "line", int, None),
            private=self._value(item, at, "private", bool, False),
            client=self._value(item, at, "client", bool, False),
            form=self._value(item, at, "form", str, ""),
        )

    def _each(self, holder: Object, at: str, key: str, read: Callable[[Object, str], T]) -> tuple[T, ...]:
        """Read each object of a list with `read`."""
        values = []
        for number, item in enumerate(self._value(holder, at, key, list, [])):
            place = f"{at}{key}[{number}]"
            if not isinstance(item, dict):
                raise self._refusal(place, "write an object, {...}")
            values.append(read(item, place + "."))
        return tuple(values)

    def _value(self, holder: Object, at: str, key: str, kind: type[Any], default: Any = _REQUIRED) -> Any:
        """Return the value of a key, which must be of type `kind`; `default`, if given, for null and a missing key."""
        value = holder.get(key)
        if value is None and default is not _REQUIRED:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise self._refusal(at + key, f"write {_TYPE_NAMES[kind]}")
        return value

    def _strings(self, holder: Object, at: str, key: str) -> tuple[str, ...]:
        values = self._value(holder, at, key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self._refusal(at + key, 'write a list of texts, ["..."]')
        return tuple(values)

    def _day(self, holder: Object, at: str, key: str) -> date | None:
        text = self._value(holder, at, key, str, None)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError as error:
            raise self._refusal(at + key, "write a day as YYYY-MM-DD, or null") from error

    def _days(self, holder: Object, at: str, key: str) -> tuple[date, ...]:
        try:
            return tuple(date.fromisoformat(text) for text in self._strings(holder, at, key))
        except ValueError as error:
            raise self._refusal(at + key, 'write a list of days, ["YYYY-MM-DD"]') from error

    def _lines(self, item: Object, at: str) -> tuple[int, int]:
        """Return the first and the last line; 0 and 0 for an item added by hand, which is not in the notes."""
        line = self._value(item, at, "line", int, 0)
        end_line = self._value(item, at, "end_line", int, line)
        if not 0 <= line <= end_line:
            raise self._refusal(at + "end_line", "the last line must not come before the first")
        return line, end_line

    def _places(self, item: Object, at: str) -> tuple[tuple[int, int], ...]:
        places = self._value(item, at, "also", list, [])
        for place in places:
            if not (isinstance(place, list) and len(place) == 2 and all(type(line) is int for line in place)):
                raise self._refusal(at + "also", "write pairs of lines, [[3, 4]]")
        return tuple((first, last) for first, last in places)

    def _confidence(self, item: Object, at: str) -> float:
        value = item.get("confidence", 1.0)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self._refusal(at + "confidence", "write a number from 0 to 1")
        return float(value)

    def _refusal(self, place: str, advice: str) -> RecapError:
        return RecapError(f"{self.name}: {place} is not valid; {advice}")


_ITEM_FIELDS = tuple(item_fields(Action("", "", (), None, None, False, 0, 0, "", "", 1.0)))


def _with_ids(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    """Give an id of their own to items without one, which were added by hand."""
    taken = {action.id for action in actions}
    return tuple(action if action.id else replace(action, id=stable_id(action.task, taken)) for action in actions)
