"""The program on the samples, compared with the plan that a careful reader takes from each (`NAME.expected.json`).

An expected plan is the recap's JSON (docs/reference/json.md) without ids and confidences, and with these additions:
`due_text` is a list where the places word the date differently, and `arguable` lists decisions that are not clear ones.
Only the content words of a text are compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from places import ROOT
from places import SAMPLES as FOLDER

from extractor import extract, render
from extractor.model import Action, Recap, Remark

TUTORIAL = ROOT / "docs" / "tutorial.md"
PYTHON = ROOT / "docs" / "reference" / "python.md"
NAMES = tuple(sorted(path.name.removesuffix(".expected.json") for path in FOLDER.glob("*.expected.json")))
# Words that say nothing about the work.
FUNCTION_WORDS = re.compile(
    r"""an?|the|to|of|for|and|or|in|on|at|by|with|from|will|be|is|are|it|its|this|that|as|up
    |i|we|you|he|she|they|him|them|us|our|his|her|their""",
    re.X,
)

Place = tuple[int, int]
Pair = tuple[Action, dict[str, Any]]


@cache
def notes(name: str) -> Path:
    """Find the notes of a sample, whatever their format."""
    (path,) = (path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".json")
    return path


@cache
def expected_of(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    return expected


@cache
def recap_of(name: str) -> Recap:
    return extract(notes(name))


def words(text: str) -> frozenset[str]:
    """Return the content words of a text, or all of its words if it has none."""
    said = frozenset(word.strip("'-") for word in re.findall(r"[\w'-]+", text.lower().replace("’", "'")))
    return frozenset(word for word in said if not FUNCTION_WORDS.fullmatch(word)) or said


def word_overlap(text: str, other: str) -> float:
    """Return which share of the shorter text's content words the other has, 0 to 1."""
    words_1, words_2 = words(text), words(other)
    return len(words_1 & words_2) / min(len(words_1), len(words_2)) if words_1 and words_2 else 0.0


def expected_places(item: dict[str, Any]) -> tuple[Place, ...]:
    """Return every place of an expected item, the main one first."""
    return ((item["line"], item["end_line"]), *((first, last) for first, last in item["also"]))


def found_places(action: Action) -> tuple[Place, ...]:
    return ((action.line, action.end_line), *action.also)


def lines_meet(place: Place, other: Place) -> bool:
    return place[0] <= other[1] and other[0] <= place[1]


def within(inner: Place, outer: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@cache
def matches(name: str) -> tuple[tuple[int, int], ...]:
    """Return the indices of found and expected items that are the same, one to one, the best fit of the words first.

    They share a line and at least 0.3 of the shorter task's words.
    """
    actions, items = recap_of(name).items, expected_of(name)["items"]
    fits = [
        (word_overlap(action.task, item["task"]), -len(words(action.task) ^ words(item["task"])), i, j)
        for i, action in enumerate(actions)
        for j, item in enumerate(items)
        if any(lines_meet(here, there) for here in found_places(action) for there in expected_places(item))
    ]
    chosen: dict[int, int] = {}
    for fit, _, i, j in sorted(fits, reverse=True):
        if fit >= 0.3 and i not in chosen and j not in chosen.values():
            chosen[i] = j
    return tuple(sorted(chosen.items()))


def pairs(name: str) -> list[Pair]:
    return [(recap_of(name).items[i], expected_of(name)["items"][j]) for i, j in matches(name)]


def are_other_people(names: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether these are not the expected people, by names at least as full ("Ana" is not enough for "Ana Silva")."""
    remaining = list(names)
    for person in expected:
        match = next((name for name in remaining if words(person) <= words(name)), None)
        if match is None:
            return True
        remaining.remove(match)
    return bool(remaining)


def texts_of(remarks: Iterable[Remark]) -> list[str]:
    return [remark.text for remark in remarks]


def unmatched(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the texts that share less than half of their words with each of the others."""
    return [text for text in texts if not any(word_overlap(text, other) >= 0.5 for other in others)]


def as_lines(rows: Iterable[object]) -> str:
    """Return the rows as indented lines, for the message of a failed test."""
    return "".join(f"\n  {row}" for row in rows)


def alternatives(item: dict[str, Any]) -> list[str]:
    """Return the wordings of an expected item's date."""
    due_text = item["due_text"]
    return [] if due_text is None else [due_text] if isinstance(due_text, str) else due_text


def test_there_are_six_samples_or_more() -> None:
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_expected_plan_fits_its_notes(name: str) -> None:
    lines = ["", *notes(name).read_text(encoding="utf-8").splitlines()]
    for item in expected_of(name)["items"]:
        assert item["status"] in ("open", "done")
        assert item["due"] is None or (alternatives(item) and date.fromisoformat(item["due"]))
        said = " ".join(" ".join(lines[first : last + 1]) for first, last in expected_places(item))
        assert all(1 <= first <= last < len(lines) for first, last in expected_places(item))
        assert all(wording in said for wording in alternatives(item)), item["task"]
        assert word_overlap(item["task"], said) >= 0.5, item["task"]
    everything = " ".join(lines)
    assert all(
        word_overlap(text, everything) == 1 for text in expected_of(name)["decisions"] + expected_of(name)["questions"]
    )


def extra_items(name: str) -> list[str]:
    expected = {i for i, _ in matches(name)}
    return [f"line {action.line}: {action.task}" for i, action in enumerate(recap_of(name).items) if i not in expected]


def missed_items(name: str) -> list[str]:
    found = {j for _, j in matches(name)}
    return [
        f"line {item['line']}: {item['task']}" for j, item in enumerate(expected_of(name)["items"]) if j not in found
    ]


def wrong_owners(name: str) -> list[str]:
    return [
        f"line {item['line']}: {item['task']}: {', '.join(action.owners) or 'nobody'}"
        for action, item in pairs(name)
        if are_other_people(action.owners, item["owners"])
    ]


def wrong_dates(name: str) -> list[str]:
    return [
        f"line {item['line']}: {item['task']}: {action.due}"
        for action, item in pairs(name)
        if (action.due.isoformat() if action.due else None) != item["due"]
    ]


def other_words_of_dates(name: str) -> list[str]:
    def other_words(said: str | None, wordings: list[str]) -> bool:
        if said is None or not wordings:
            return bool(said) or bool(wordings)
        plain = " ".join(said.lower().split())
        return not any(plain in wording.lower() or wording.lower() in plain for wording in wordings)

    return [
        f"line {item['line']}: {item['task']}: {action.due_text}"
        for action, item in pairs(name)
        if other_words(action.due_text, alternatives(item))
    ]


def wrong_status(name: str) -> list[str]:
    return [
        f"line {item['line']}: {item['task']}"
        for action, item in pairs(name)
        if action.done != (item["status"] == "done")
    ]


def wrong_privacy(name: str) -> list[str]:
    return [
        f"line {item['line']}: {item['task']}"
        for action, item in pairs(name)
        if action.private != item.get("private", False)
    ]


def places_of_other_items(name: str) -> list[str]:
    return [
        f"line {item['line']}: {item['task']}: lines {place[0]} to {place[1]}"
        for action, item in pairs(name)
        for place in found_places(action)
        if not any(within(place, there) for there in expected_places(item))
    ]


def unnamed_places(name: str) -> list[str]:
    return [
        f"line {item['line']}: {item['task']}: lines {place[0]} to {place[1]}"
        for action, item in pairs(name)
        for place in expected_places(item)
        if not any(lines_meet(place, here) for here in found_places(action))
    ]


def wrong_decisions(name: str) -> list[str]:
    recap, expected = recap_of(name), expected_of(name)
    allowed = [*expected["decisions"], *expected.get("arguable", {}).get("decisions", [])]
    extra, missed = (
        unmatched(texts_of(recap.decisions), allowed),
        unmatched(expected["decisions"], texts_of(recap.decisions)),
    )
    return [*(f"extra: {text}" for text in extra), *(f"missed: {text}" for text in missed)]


def wrong_questions(name: str) -> list[str]:
    recap, expected = recap_of(name), expected_of(name)
    extra = unmatched(texts_of(recap.questions), expected["questions"])
    missed = unmatched(expected["questions"], texts_of(recap.questions))
    return [*(f"extra: {text}" for text in extra), *(f"missed: {text}" for text in missed)]


# What must not be found comes first.
CHECKS = (
    extra_items,
    missed_items,
    wrong_owners,
    wrong_dates,
    other_words_of_dates,
    wrong_status,
    wrong_privacy,
    places_of_other_items,
    unnamed_places,
    wrong_decisions,
    wrong_questions,
)


@cache
def shortfalls() -> dict[str, dict[str, list[str]]]:
    """Return what the program is known to get wrong, by sample and check. The expected plans are not changed for it."""
    known: dict[str, dict[str, list[str]]] = json.loads((FOLDER / "shortfalls.json").read_text(encoding="utf-8"))
    return known


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_plan_is_as_expected_except_for_known_shortfalls(name: str, check: Callable[[str], list[str]]) -> None:
    wrong, known = check(name), shortfalls().get(name, {}).get(check.__name__, [])
    worse = [row for row in wrong if row not in known]
    fixed = [row for row in known if row not in wrong]
    assert not worse, f"the program got worse:{as_lines(worse)}"
    assert not fixed, f"fixed: remove these from samples/shortfalls.json:{as_lines(fixed)}"


@pytest.mark.parametrize("name", NAMES)
def test_meeting_is_named(name: str) -> None:
    recap, expected = recap_of(name), expected_of(name)
    assert recap.title == expected["title"]
    assert recap.date == date.fromisoformat(expected["date"])
    assert not are_other_people(recap.attendees, expected["attendees"]), (recap.attendees, expected["attendees"])


def test_tutorial_shows_a_sample_and_its_email() -> None:
    tutorial = TUTORIAL.read_text(encoding="utf-8")
    assert notes("weekly-sync").read_text(encoding="utf-8") in tutorial
    mail = render(recap_of("weekly-sync"), "text")
    assert mail in tutorial, f"the tutorial shows another mail than `make demo` prints:\n{mail}"


@pytest.mark.slow
def test_python_example_of_the_reference_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", PYTHON.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    monkeypatch.chdir(FOLDER.parent)
    exec(compile(example, str(PYTHON), "exec"), {})
    said = capsys.readouterr().out
    assert "Priya Raman" in said
    assert "</html>\n\n2026-03-13\n" in said
    assert re.search(r"^samples/weekly-sync\.md \d+$", said, re.MULTILINE)
