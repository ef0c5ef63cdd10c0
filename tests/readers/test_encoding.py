"""Encodings are recognised, and files that are not text are refused in one line."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import RecapError
from extractor.readers import encoding, read_bytes, read_path
from extractor.readers.encoding import MAX_BYTES, lines_of

NOTES = "# Café\n\nZoë will call Ana – today.\n"


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecapError, match=r"absent\.md does not exist"):
        read_path(tmp_path / "absent.md")


def test_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecapError, match=r"is a folder; .*recap batch"):
        read_path(tmp_path)


def test_impossible_file_name_is_refused() -> None:
    with pytest.raises(RecapError, match="cannot be read"):
        read_path(Path("a\0b"))


def test_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "big.md"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(RecapError, match=r"big\.md is 20 MB, more than the limit of 20 MB"):
        read_path(path)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        pytest.param(b"", "n.md is empty", id="empty"),
        pytest.param(b" \r\n\t\n", "n.md is empty", id="blank"),
        pytest.param(codecs.BOM_UTF8, "n.md is empty", id="only a mark"),
        pytest.param(b"%PDF-1.7 x", "n.md is a damaged PDF", id="PDF"),
        pytest.param(b"PK\x03\x04 x", "n.md is a damaged zip archive or office document; export it", id="cut zip"),
        pytest.param(b"PK\x03\x04 x PK\x05\x06" + b"\0" * 18, "n.md is a zip archive or an office", id="zip"),
        pytest.param(b"Ana\0will\0\0call", "n.md is binary", id="zero bytes"),
        pytest.param(bytes(range(1, 32)) * 20, "n.md is binary", id="control bytes"),
        pytest.param(
            codecs.BOM_UTF16_LE + b"\x00\xd8a",
            "n.md has the byte order mark of utf-16-le but is not utf-16-le",
            id="broken UTF-16",
        ),
    ],
)
def test_bytes_that_are_not_notes_are_refused_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(RecapError) as refusal:
        read_bytes(data, "n.md")
    assert message in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(NOTES.encode(), id="UTF-8"),
        pytest.param(NOTES.encode("utf-8-sig"), id="UTF-8 with a mark"),
        pytest.param(NOTES.encode("utf-16"), id="UTF-16"),
        pytest.param(codecs.BOM_UTF16_BE + NOTES.encode("utf-16-be"), id="UTF-16, big end first"),
        pytest.param(NOTES.encode("utf-16-le"), id="UTF-16 without a mark"),
        pytest.param(NOTES.encode("utf-32"), id="UTF-32"),
        pytest.param(NOTES.encode("cp1252"), id="Windows"),
    ],
)
def test_encoding_is_recognised(data: bytes) -> None:
    notes = read_bytes(data, "n.md")
    assert [block.text for block in notes.blocks] == ["Café", "Zoë will call Ana – today."]
    assert notes.doubts == ()


def test_latin_1_is_recognised() -> None:
    notes = read_bytes("Zoë will call André about the café tomorrow.\n".encode("latin-1"), "n.md")
    assert notes.blocks[0].text == "Zoë will call André about the café tomorrow."


def test_broken_character_is_a_doubt_with_its_line() -> None:
    notes = read_bytes("Café, Zoë, naïve.\n\nAna ".encode() + b"\xff will call.\n", "n.md")
    assert notes.blocks[0].text == "Café, Zoë, naïve."
    assert [(doubt.line, doubt.kind) for doubt in notes.doubts] == [(3, "other")]


def test_lines_are_those_of_str_splitlines() -> None:
    assert lines_of("a\r\nb\rc\x0cd\u2028e\n") == ["a", "b", "c", "d", "e"]


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes) -> None:
    try:
        read_bytes(data, "n.md")
    except RecapError as refusal:
        assert "n.md" in str(refusal)
        assert "\n" not in str(refusal)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Ana will send it  (soon)", "Ana will send it  (soon)", id="no run"),
        pytest.param("|" + " " * 400 + "|\n" + "-" * 400, "|" + " " * 400 + "|\n" + "-" * 400, id="a padded table"),
        pytest.param("https://a.org/" + "x" * 1_900, "https://a.org/" + "x" * 1_900, id="a long link"),
        pytest.param("\n" * 5_000 + "x", "\n" * 5_000 + "x", id="blank lines"),
        pytest.param("a" + " " * 5_000 + "b", "a" + " " * encoding.MAX_RUN + "b", id="blanks"),
        pytest.param("(" * 5_000 + ")", "(" * encoding.MAX_RUN + ")", id="brackets"),
        pytest.param("x" * 5_000 + " y", "x" * encoding.MAX_WORD + "… y", id="a word"),
        pytest.param('<img src="' + "aB9/" * 5_000 + '"> y', '<img src="' + "aB9/" * 500 + '…"> y', id="a picture"),
        pytest.param("9=" + "=" * 5_000, "9=" + "=" * (encoding.MAX_RUN - 1) + "…", id="a run within a word"),
    ],
)
def test_only_runs_that_no_note_needs_are_made_shorter(text: str, expected: str) -> None:
    assert encoding.bounded_runs(text) == expected


def test_message_of_outlook_is_refused_with_what_to_do() -> None:
    with pytest.raises(RecapError, match=r"mail.msg is a message of Outlook; save it there as .eml"):
        read_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "mail.msg")
