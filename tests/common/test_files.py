"""Documents written to files, and names for new files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.common.files import file_name, write_whole
from extractor.model import RecapError


def test_text_and_its_parts_are_written_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "recap.txt"
    write_whole(path, "Zoë\n")
    assert path.read_bytes() == "Zoë\n".encode()
    write_whole(path, iter(("Zoë", " and Bo")))
    assert path.read_text(encoding="utf-8") == "Zoë and Bo"
    assert list(tmp_path.iterdir()) == [path]


def test_old_file_is_kept_if_the_text_cannot_be_made(tmp_path: Path) -> None:
    def parts() -> Iterator[str]:
        yield "new"
        raise OSError(5, "Input/output error")

    path = tmp_path / "recap.txt"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RecapError, match=r"cannot be written \(input/output error\); name another file with -o"):
        write_whole(path, parts())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("notes.md", "notes.md holds the notes themselves; name another file with -o", id="notes"),
        pytest.param("link.md", "link.md holds the notes themselves", id="link to the notes"),
        pytest.param(".", "is a folder; name a file in it with -o", id="folder"),
        pytest.param("none/recap.txt", "cannot be written", id="no such folder"),
        pytest.param("a\0b", "is not a valid file name; name another file with -o", id="NUL in the name"),
    ],
)
def test_refusal_says_what_to_do(tmp_path: Path, name: str, message: str) -> None:
    notes = tmp_path / "notes.md"
    notes.write_text("Ana will send it.", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(notes)
    with pytest.raises(RecapError, match=message):
        write_whole(tmp_path / name, "recap", never=(notes,))
    assert notes.read_text(encoding="utf-8") == "Ana will send it."


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Ana López", "ana-lopez.eml", id="accents"),
        pytest.param("Groß", "gross.eml", id="sharp s"),
        pytest.param("../etc/passwd", "etc-passwd.eml", id="path"),
        pytest.param("李雷", "unnamed.eml", id="no ASCII letters"),
        pytest.param("Con", "con-1.eml", id="device of Windows"),
        pytest.param("x" * 100, "x" * 60 + ".eml", id="long"),
    ],
)
def test_file_name_is_valid_everywhere(words: str, name: str) -> None:
    assert file_name(words, ".eml", set()) == name


def test_file_name_that_is_taken_gets_a_number() -> None:
    taken: set[str] = set()
    assert [file_name("Ana", ".eml", taken) for _ in range(3)] == ["ana.eml", "ana-2.eml", "ana-3.eml"]
    assert taken == {"ana.eml", "ana-2.eml", "ana-3.eml"}
