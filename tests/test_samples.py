"""The program held to the samples: to the plan that a careful reader takes from each (`samples/NAME.expected.json`).

An expected plan is the recap's JSON (DESIGN.md sections 3 and 4) without ids and confidences, and with these additions:
`due_text` is a list where the places word the date differently, and `arguable` lists decisions that a reader may or may
not count. Of the wording only the content words are compared.
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
# Words that say nothing of the work.
EMPTY = re.compile(
    r"""an?|the|to|of|for|and|or|in|on|at|by|with|from|will|be|is|are|it|its|this|that|as|up
    |i|we|you|he|she|they|him|them|us|our|his|her|their""",
    re.X,
)

Place = tuple[int, int]
Pair = tuple[Action, dict[str, Any]]


@cache
def notes(name: str) -> Path:
    """The notes of a sample, whatever their format."""
    (path,) = (path for path in FOLDER.glob(f"{name}.*") if path.suffix != ".json")
    return path


@cache
def wanted(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    return expected


@cache
def found(name: str) -> Recap:
    return extract(notes(name))


def words(text: str) -> frozenset[str]:
    """The content words of a text; all of its words where it has no others."""
    said = frozenset(word.strip("'-") for word in re.findall(r"[\w'-]+", text.lower().replace("’", "'")))
    return frozenset(word for word in said if not EMPTY.fullmatch(word)) or said


def overlap(one: str, other: str) -> float:
    """How much of the shorter text's content words the other has, 0 to 1."""
    a, b = words(one), words(other)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def places_of(item: dict[str, Any]) -> tuple[Place, ...]:
    """Every place that says an expected item, the main one first."""
    return ((item["line"], item["end_line"]), *((first, last) for first, last in item["also"]))


def places_found(action: Action) -> tuple[Place, ...]:
    return ((action.line, action.end_line), *action.also)


def meet(one: Place, other: Place) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def within(inner: Place, outer: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


@cache
def matched(name: str) -> tuple[tuple[int, int], ...]:
    """Found and expected items that are the same, as indices, one to one: best fit of the task's words first.

    They share a line, and at least three in ten of the shorter one's words.
    """
    actions, items = found(name).items, wanted(name)["items"]
    fits = [
        (overlap(action.task, item["task"]), -len(words(action.task) ^ words(item["task"])), i, j)
        for i, action in enumerate(actions)
        for j, item in enumerate(items)
        if any(meet(here, there) for here in places_found(action) for there in places_of(item))
    ]
    chosen: dict[int, int] = {}
    for fit, _, i, j in sorted(fits, reverse=True):
        if fit >= 0.3 and i not in chosen and j not in chosen.values():
            chosen[i] = j
    return tuple(sorted(chosen.items()))


def pairs(name: str) -> list[Pair]:
    return [(found(name).items[i], wanted(name)["items"][j]) for i, j in matched(name)]


def unlike(names: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether these are not the expected people, each in at least the expected fullness ("Ana" is not "Ana Silva")."""
    left = list(names)
    for person in expected:
        same = next((name for name in left if words(person) <= words(name)), None)
        if same is None:
            return True
        left.remove(same)
    return bool(left)


def texts(remarks: Iterable[Remark]) -> list[str]:
    return [remark.text for remark in remarks]


def without(some: Sequence[str], others: Sequence[str]) -> list[str]:
    """Those of `some` that none of `others` says too."""
    return [text for text in some if not any(overlap(text, other) >= 0.5 for other in others)]


def listed(rows: Iterable[object]) -> str:
    """One row a line, for the message of a failed test."""
    return "".join(f"\n  {row}" for row in rows)


def alternatives(item: dict[str, Any]) -> list[str]:
    """The wordings of an expected item's date."""
    said = item["due_text"]
    return [] if said is None else [said] if isinstance(said, str) else said


def test_there_are_samples_of_six_kinds() -> None:
    assert len(NAMES) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_expected_plan_fits_its_notes(name: str) -> None:
    lines = ["", *notes(name).read_text(encoding="utf-8").splitlines()]
    for item in wanted(name)["items"]:
        assert item["status"] in ("open", "done")
        assert item["due"] is None or (alternatives(item) and date.fromisoformat(item["due"]))
        said = " ".join(" ".join(lines[first : last + 1]) for first, last in places_of(item))
        assert all(1 <= first <= last < len(lines) for first, last in places_of(item))
        assert all(wording in said for wording in alternatives(item)), item["task"]
        assert overlap(item["task"], said) >= 0.5, item["task"]
    everything = " ".join(lines)
    assert all(overlap(text, everything) == 1 for text in wanted(name)["decisions"] + wanted(name)["questions"])


def extra_items(name: str) -> list[str]:
    meant = {i for i, _ in matched(name)}
    return [f"line {a.line}: {a.task}" for i, a in enumerate(found(name).items) if i not in meant]


def missed_items(name: str) -> list[str]:
    met = {j for _, j in matched(name)}
    return [f"line {w['line']}: {w['task']}" for j, w in enumerate(wanted(name)["items"]) if j not in met]


def wrong_owners(name: str) -> list[str]:
    return [
        f"line {w['line']}: {w['task']}: {', '.join(a.owners) or 'nobody'}"
        for a, w in pairs(name)
        if unlike(a.owners, w["owners"])
    ]


def wrong_dates(name: str) -> list[str]:
    return [
        f"line {w['line']}: {w['task']}: {a.due}"
        for a, w in pairs(name)
        if (a.due.isoformat() if a.due else None) != w["due"]
    ]


def other_words_of_dates(name: str) -> list[str]:
    def other_words(said: str | None, wordings: list[str]) -> bool:
        if said is None or not wordings:
            return bool(said) or bool(wordings)
        plain = " ".join(said.lower().split())
        return not any(plain in wording.lower() or wording.lower() in plain for wording in wordings)

    return [
        f"line {w['line']}: {w['task']}: {a.due_text}"
        for a, w in pairs(name)
        if other_words(a.due_text, alternatives(w))
    ]


def wrong_status(name: str) -> list[str]:
    return [f"line {w['line']}: {w['task']}" for a, w in pairs(name) if a.done != (w["status"] == "done")]


def wrong_privacy(name: str) -> list[str]:
    return [f"line {w['line']}: {w['task']}" for a, w in pairs(name) if a.private != w.get("private", False)]


def places_of_other_items(name: str) -> list[str]:
    return [
        f"line {w['line']}: {w['task']}: lines {place[0]} to {place[1]}"
        for a, w in pairs(name)
        for place in places_found(a)
        if not any(within(place, there) for there in places_of(w))
    ]


def unnamed_places(name: str) -> list[str]:
    return [
        f"line {w['line']}: {w['task']}: lines {place[0]} to {place[1]}"
        for a, w in pairs(name)
        for place in places_of(w)
        if not any(meet(place, here) for here in places_found(a))
    ]


def wrong_decisions(name: str) -> list[str]:
    recap, expected = found(name), wanted(name)
    allowed = [*expected["decisions"], *expected.get("arguable", {}).get("decisions", [])]
    extra, missed = without(texts(recap.decisions), allowed), without(expected["decisions"], texts(recap.decisions))
    return [*(f"extra: {text}" for text in extra), *(f"missed: {text}" for text in missed)]


def wrong_questions(name: str) -> list[str]:
    recap, expected = found(name), wanted(name)
    extra = without(texts(recap.questions), expected["questions"])
    missed = without(expected["questions"], texts(recap.questions))
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
    """What the program is known to get wrong, by sample and check; the plans stay what a reader would write."""
    known: dict[str, dict[str, list[str]]] = json.loads((FOLDER / "shortfalls.json").read_text(encoding="utf-8"))
    return known


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_plan_is_the_expected_one_but_for_known_shortfalls(name: str, check: Callable[[str], list[str]]) -> None:
    wrong, known = check(name), shortfalls().get(name, {}).get(check.__name__, [])
    worse = [row for row in wrong if row not in known]
    mended = [row for row in known if row not in wrong]
    assert not worse, f"the program got worse:{listed(worse)}"
    assert not mended, f"mended: take these out of samples/shortfalls.json:{listed(mended)}"


@pytest.mark.parametrize("name", NAMES)
def test_meeting_is_named(name: str) -> None:
    recap, expected = found(name), wanted(name)
    assert recap.title == expected["title"]
    assert recap.date == date.fromisoformat(expected["date"])
    assert not unlike(recap.attendees, expected["attendees"]), (recap.attendees, expected["attendees"])


def test_tutorial_shows_the_notes_and_the_mail_that_they_become() -> None:
    tutorial = TUTORIAL.read_text(encoding="utf-8")
    assert notes("weekly-sync").read_text(encoding="utf-8") in tutorial
    mail = render(found("weekly-sync"), "text")
    assert mail in tutorial, f"the tutorial shows another mail than `make demo` prints:\n{mail}"


def test_python_of_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", PYTHON.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    monkeypatch.chdir(FOLDER.parent)
    exec(compile(example, str(PYTHON), "exec"), {})
    said = capsys.readouterr().out
    assert "Priya Raman" in said
    assert "</html>\n\n2026-03-13\n" in said
    assert re.search(r"^samples/weekly-sync\.md \d+$", said, re.MULTILINE)
