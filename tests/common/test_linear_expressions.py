"""Every regular expression of the package takes linear time on what hostile notes repeat.

An expression is run as the package uses it over a piece repeated to SIZE characters. In linear time that takes some
tens of microseconds; in quadratic time it takes several times LIMIT.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from test_lazy_regex import NAMES, expressions_in

import extractor
from extractor.readers.encoding import bounded_runs

SIZE = 2_500
LIMIT = 0.02  # seconds of processor time
PIECES = (
    *(
        "(a ",
        "[a ",
        "<a ",
        "<!-- ",
        "- ",
        "- [ ] ",
        "* ",
        "> ",
        "> > a ",
        "= ",
        "| ",
        ", ",
        ": ",
        "; ",
        ". ",
        "?!.",
        "( ",
    ),
    *(
        "9 ",
        "9:",
        "9/",
        "3/4 ",
        "10:03 ",
        "1. ",
        "March ",
        "today ",
        "to ",
        "the ",
        "and ",
        "I'll ",
        "Ab ",
        "Ana, ",
        "A. ",
    ),
    *("a@", "a'", "a:b ", "@a ", "#a ", "[x](", "http://a ", "`a", "_a", "**a", "x   ", "\u200b", "– ", "&amp;"),
)
LINES = ("\n", "x\n\n", " \n", "- x\n")  # for expressions that look at all lines at once
SEARCHES = frozenset({"search", "finditer", "findall", "split", "sub", "subn"})
# Searched only in so many characters at the end of a text, and therefore allowed to look for it from each of them.
WINDOWED = {
    "extractor.extraction.mentions.task_text._TRAILING_NOISE",
    "extractor.extraction.owner_markers.suffix._SUFFIX",
}
PACKAGE = {path: path.read_text(encoding="utf-8") for path in Path(extractor.__file__).parent.rglob("*.py")}


def uses(module: Any, name: str) -> set[str]:
    """Return the methods by which its module, and those that import its name, use an expression."""
    imports = re.compile(rf"from {module.__name__} import (?:\([^)]*|[^\n(]*)\b{name}\b")
    texts = [text for path, text in PACKAGE.items() if path == Path(module.__file__) or imports.search(text)]
    found = {method for text in texts for method in re.findall(rf"\b{name}(?:\[\d\])?\.(\w+)\(", text)}
    found |= {"match"} if not found else set()  # named through a loop over a tuple
    return ({"search"} if found & SEARCHES else set()) | (found & {"match", "fullmatch"})


def runs() -> Iterator[tuple[str, Callable[[str], object], bool]]:
    """Yield each expression for text with each method that the package uses, its name, and whether it is of lines."""
    seen: set[int] = set()
    for module in map(import_module, NAMES):
        for name, value in vars(module).items():
            for found in expressions_in(value):
                name_in_package = f"{module.__name__}.{name}"
                if id(found) in seen or isinstance(found.pattern, bytes) or name_in_package in WINDOWED:
                    continue
                seen.add(id(found))
                for method in sorted(uses(module, name)):
                    yield f"{name_in_package}.{method}", getattr(found, method), bool(found.flags & re.MULTILINE)


def seconds(run: Callable[[str], object], text: str) -> float:
    """Return the least processor time of three runs; of one, if that is short."""
    least = float("inf")
    for _ in range(3):
        start = time.process_time()
        run(text)
        least = min(least, time.process_time() - start)
        if least < LIMIT:
            break
    return least


@pytest.mark.slow
def test_every_expression_is_linear_in_time() -> None:
    texts, of_lines = (
        [bounded_runs(piece * (SIZE // len(piece))) + "\0" for piece in found] for found in (PIECES, LINES)
    )
    slow = [
        (name, text[:6])
        for name, run, reads_lines in runs()
        for text in (*texts, *(of_lines if reads_lines else ()))
        if seconds(run, text) >= LIMIT
    ]
    assert slow == []
