"""Read what the model answered: JSON as was asked, or JSON among other words, broken, cut or of wrong types.

Whatever an answer holds, it becomes a list of proposals with bounded texts, or nothing. What a proposal says is not
believed: `grounding` holds it to the notes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression

MAX_ENTRIES = 200  # of one answer
MAX_LINES = 60  # of one entry
MAX_OWNERS = 12
MAX_TEXT = 1_000  # characters of a quote or a task
MAX_NAME = 80  # characters of an owner or a day
_THOUGHTS = expression(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece of work as the model states it."""

    lines: tuple[int, ...]
    quote: str
    task: str
    owners: tuple[str, ...] = ()
    due: str = ""
    due_from: str = ""  # the words that name the day from which `due` counts
    done: bool = False


def proposals(answer: str) -> tuple[tuple[Proposal, ...], int]:
    """Return the pieces of work in an answer, and how many of its entries are none.

    Args:
        answer: The words of the model.
    """
    found, malformed = [], 0
    for entry in _entries(answer, "items"):
        proposal = _proposal(entry) if isinstance(entry, dict) else None
        if proposal is None:
            malformed += 1
        else:
            found.append(proposal)
    return tuple(found), malformed


def is_list(answer: str, name: str = "items") -> bool:
    """Whether an answer holds the list that was asked for, be it empty."""
    return _start_of(_THOUGHTS.sub("", answer), name) is not None


def choices(answer: str) -> dict[int, int]:
    """Return the number of the choice for the number of each question."""
    return {
        entry["question"]: entry["choice"]
        for entry in _entries(answer, "answers")
        if isinstance(entry, dict) and _is_number(entry.get("question")) and _is_number(entry.get("choice"))
    }


def _entries(answer: str, name: str) -> Iterator[Any]:
    """Yield the entries of a list in an answer, up to where it is broken or cut: {"items": [entry, ...]}."""
    answer = _THOUGHTS.sub("", answer)
    at = _start_of(answer, name)
    decoder = json.JSONDecoder()
    for _ in range(MAX_ENTRIES):
        if at is None:
            return
        try:
            entry, at = decoder.raw_decode(answer, at)
        except (ValueError, RecursionError):
            return
        yield entry
        following = re.compile(r"\s*,\s*").match(answer, at)
        at = following.end() if following else None


def _start_of(answer: str, name: str) -> int | None:
    """Return where the first entry of a list begins: behind "items": [, or behind a [ that opens the answer."""
    for pattern in (rf'"{name}"\s*:\s*\[\s*', r"\A\W{0,20}?(?:json\s*)?\[\s*"):
        if match := re.compile(pattern).search(answer):
            return match.end()
    return None


def _proposal(entry: Mapping[str, Any]) -> Proposal | None:
    lines, owners = entry.get("lines"), entry.get("owners")
    numbers = [number for number in _listed(lines)[:MAX_LINES] if _is_number(number) and number > 0]
    quote, task = _text(entry.get("quote"), MAX_TEXT), _text(entry.get("task"), MAX_TEXT)
    if not numbers or not (quote or task):
        return None
    return Proposal(
        lines=tuple(dict.fromkeys(numbers)),
        quote=quote,
        task=task,
        owners=tuple(name for name in (_text(one, MAX_NAME) for one in _listed(owners)[:MAX_OWNERS]) if name),
        due=_text(entry.get("due"), MAX_NAME),
        due_from=_text(entry.get("due_from"), MAX_NAME),
        done=entry.get("done") is True,
    )


def _listed(value: object) -> list[Any]:
    """Return a list; a single value as a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _text(value: object, most: int) -> str:
    """Return a text as one line; "" for one that is too long to be a quotation, and for what is no text."""
    if not isinstance(value, str):
        return ""
    return printable(value).strip() if len(value) <= most else ""
