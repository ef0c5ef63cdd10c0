"""Read notes exported from Evernote (.enex) as HTML: the newest note, with its check boxes.

lxml parses the file without entities and without a network. Lines are those of the note's own markup.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.model import RecapError

_BOX = expression(r"<en-todo\b(?P<attributes>[^<>]{0,200}?)/?>(?:</en-todo>)?", re.I)
_CHECKED = expression(r"""checked\s*=\s*["']?true""", re.I)
_PROLOGUE = expression(r"<\?xml[^<>]*\?>|<!DOCTYPE[^<>\[]*>", re.I)
_BLOCK_END = expression(r"(?i)</(?:div|p|li|ul|ol|h[1-6]|tr|table)>|<br\s*/?>")


@dataclass(frozen=True, slots=True)
class EvernoteNote:
    """One exported note: its title, its content as HTML, and the day on which it was made."""

    title: str
    page: str
    day: dt.date | None


def is_evernote(text: str) -> bool:
    """Whether the text is an export of Evernote."""
    return "<en-export" in text[:2000]


def read_evernote(text: str, source: str) -> EvernoteNote:
    """The newest note of an export.

    Raises:
        RecapError: the file is damaged, declares entities of its own, or holds no note.
    """
    from lxml import etree  # type: ignore[import-untyped]

    if "<!ENTITY" in text.upper():
        raise RecapError(f"{source} declares entities, which no export does; it is not opened")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RecapError(f"{source} is a damaged export of Evernote; export the note again") from error
    notes = [_note(element) for element in root.iter("note")]
    if not notes:
        raise RecapError(f"{source} holds no note; export one from Evernote")
    return max(notes, key=lambda note: note.day or dt.date.min)


def _note(element: object) -> EvernoteNote:
    find = element.findtext  # type: ignore[attr-defined]
    title = str(find("title") or "").strip()
    content = _PROLOGUE.sub("", str(find("content") or ""))
    content = (
        _BOX.sub(_as_input, _ENTRY.sub(_with_input, content))
        .replace("<en-note", "<div")
        .replace("</en-note>", "</div>")
    )
    page = _BLOCK_END.sub(lambda found: found.group() + "\n", content)
    heading = f"<h1>{html.escape(title)}</h1>\n" if title else ""
    return EvernoteNote(title, f"<html><body>{heading}{page}</body></html>", _day(str(find("created") or "")))


_ENTRY = expression(r"<li\b[^<>]{0,200}--en-checked\s*:\s*(?P<checked>true|false)[^<>]{0,200}>", re.I)  # of version 10


def _with_input(found: re.Match[str]) -> str:
    checked = " checked" if found["checked"].lower() == "true" else ""
    return f'{found.group()}<input type="checkbox"{checked}>'


def _as_input(found: re.Match[str]) -> str:
    checked = " checked" if _CHECKED.search(found["attributes"]) else ""
    return f'<input type="checkbox"{checked}>'


def _day(stamp: str) -> dt.date | None:
    """The day of a stamp such as "20260303T190200Z"."""
    try:
        return dt.datetime.strptime(stamp[:8], "%Y%m%d").date()
    except ValueError:
        return None
