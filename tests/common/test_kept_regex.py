"""Expressions that are kept between runs are those that `re` compiles, and a file that is odd costs nothing."""

from __future__ import annotations

import marshal
import re
import sys
from pathlib import Path

import pytest

from extractor.common import kept_regex
from extractor.common.kept_regex import Kept

PATTERNS = [
    (rf"(?P<word>[^\W\d_]+){number}|(?i:ſign) [a-zà-ö]*", flags) for number in range(30) for flags in (0, re.I | re.X)
]

KEYS = [(pattern, int(flags)) for pattern, flags in PATTERNS]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept.expressions"


def filled(path: Path) -> Kept:
    kept = Kept(path)
    for pattern, flags in PATTERNS:
        assert kept.compiled(pattern, flags) == re.compile(pattern, flags)
    kept.keep()
    return kept


def test_kept_expressions_are_those_that_re_compiles(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    monkeypatch.setattr(kept_regex, "_FEW", 0)
    again = Kept(path)
    monkeypatch.setattr(kept_regex, "_entry_of", lambda *_: pytest.fail("compiled again"))
    for pattern, flags in PATTERNS:
        exact, found = re.compile(pattern, flags), again.compiled(pattern, flags)
        assert found == exact
        assert (found.flags, found.groups, found.groupindex) == (exact.flags, exact.groups, exact.groupindex)
        match = found.search("12 Word7")
        assert (match and match["word"]) == ((other := exact.search("12 Word7")) and other["word"])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no marshal",
        marshal.dumps(("another version", {})),
        marshal.dumps((kept_regex._VERSION, 3)),
        marshal.dumps((kept_regex._VERSION, dict.fromkeys(KEYS, 3))),
        marshal.dumps((kept_regex._VERSION, dict.fromkeys(KEYS, (0, b"abcd", 0, {}, (None,))))),
    ],
    ids=["empty", "damaged", "another Python", "no table", "no entry", "no code"],
)
def test_odd_file_means_compiling(path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(kept_regex, "_FEW", 0)
    path.write_bytes(data)
    filled(path)
    assert marshal.loads(path.read_bytes())[0] == kept_regex._VERSION


def test_mistake_in_a_pattern_is_raised(path: Path) -> None:
    with pytest.raises(re.error, match="unterminated"):
        Kept(path).compiled("(", 0)


def test_few_new_expressions_are_not_written(path: Path) -> None:
    kept = Kept(path)
    kept.compiled("a", 0)
    kept.keep()
    assert not path.exists()


def test_what_another_command_needs_is_added_to_a_file_of_many(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    monkeypatch.setattr(kept_regex, "_FEW", 0)
    kept = Kept(path)
    for letter in "abcde":
        kept.compiled(letter, 0)
    kept.keep()
    entries = marshal.loads(path.read_bytes())[1]
    assert {("a", 0), *KEYS} <= entries.keys()


def test_nothing_is_written_where_python_leaves_no_modules_or_the_folder_is_locked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path.parent / "missing" / "kept.expressions")
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    filled(path)
    assert list(path.parent.iterdir()) == []


def test_file_does_not_grow_without_bound(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    size = path.stat().st_size
    monkeypatch.setattr(kept_regex, "MAX_BYTES", size)
    kept = Kept(path)
    for number in range(40):
        kept.compiled(f"new{number}", 0)
    kept.keep()
    assert path.stat().st_size < size


def test_without_the_parts_of_re_it_compiles(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_regex, "_engine", lambda: None)
    assert filled(path).compiled("a+", 0) is re.compile("a+")
    assert not path.exists()
