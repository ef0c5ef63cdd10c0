"""Split the text of a mail into lines that are its own and lines that it quotes.

mail-parser-reply knows in thirteen languages where mail programs begin the mail that is answered. It takes quadratic
time on long lines and many of them, so the text is bounded first. Heads in another order, as web mailers write them,
and answers between quoted lines are told here.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from extractor.common.lazy_regex import expression

MAX_TEXT = 40_000  # characters of a mail that are read
MAX_LINE = 300  # characters; a longer line is wrapped
LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pl", "da", "sv", "cs"]
MAX_PARTS = 200

# The fields of the head of an earlier mail, as Outlook and web mailers write it above the text, in ten languages.
_FIELDS = (
    ("from", "from|von|de|van|från|da|od|fra"),
    ("sent", "sent|date|gesendet|datum|envoyé|enviado|verzonden|data|skickat|sendt|fecha|inviato"),
    ("to", "to|an|à|para|aan|a|till|til|do"),
    ("subject", "subject|betreff|objet|asunto|onderwerp|oggetto|ämne|emne|temat|assunto"),
)
_FIELD = expression(
    r"[>\s*]{0,20}(?:" + "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS) + r")\s?:\*?\s?\S.{0,2000}", re.I
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a mail."""

    text: str  # without the signs of a quote
    quoted: bool = False
    unsure: bool = False  # below the head of an earlier mail, without a sign of a quote


def text_of(message: EmailMessage) -> str:
    """Return the text of a mail: the plain part, else what the HTML part says, with ">" before what it quotes."""
    parts = [part for part, _ in zip(message.walk(), range(MAX_PARTS), strict=False) if not part.is_multipart()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
                words = _content(part)
                text = words if kind == "text/plain" else text_of_html(words)
                if text.strip():
                    return text[:MAX_TEXT]
    return ""


def _content(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")


_BLOCKS = frozenset(
    ["p", "div", "li", "tr", "br", "blockquote", "table", "ul", "ol", "h1", "h2", "h3", "h4", "pre", "hr", "body"]
)


def text_of_html(document: str) -> str:
    """Return the words of an HTML mail line by line, with ">" before each line of what it quotes."""
    from lxml import etree, html  # type: ignore[import-untyped]

    if not document.strip():
        return ""
    try:
        tree = html.document_fromstring(document[: 10 * MAX_TEXT])
    except (etree.ParserError, ValueError):
        return ""
    lines: list[str] = []
    words: list[str] = []
    depth = skipped = 0

    def flush() -> None:
        text = " ".join("".join(words).split())
        lines.append(f"{'> ' * min(depth, 20)}{text}" if text else "")
        words.clear()

    for event, node in etree.iterwalk(tree, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else "!"
        if tag in _BLOCKS:
            flush()
        if tag in ("script", "style", "head", "title"):
            skipped += 1 if event == "start" else -1
        if tag == "blockquote":
            depth += 1 if event == "start" else -1
        said = node.text if event == "start" else node.tail
        if said and not skipped and not (event == "start" and tag == "!"):
            words.append(said)
    flush()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of a mail, each with whether it is quoted."""
    from mailparser_reply import EmailReplyParser

    replies = EmailReplyParser(languages=list(LANGUAGES)).read(_bounded(text)).replies
    own = replies[0].full_body.split("\n") if replies else []
    quoted = [row for reply in replies[1:] for row in f"{reply.headers}\n{reply.full_body}".split("\n")]
    head = next((at for at in range(len(own)) if _is_head(own, at)), len(own))
    return (*(_line(row) for row in own[:head]), *_quoted_part([*own[head:], *quoted]))


def _bounded(text: str) -> str:
    """Return text in lines of a bounded length, with at most one empty line in a row."""
    rows: list[str] = []
    for row in text[:MAX_TEXT].replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        words = row.rstrip()
        rows += textwrap.wrap(words, MAX_LINE, break_on_hyphens=False) if len(words) > MAX_LINE else [words]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows))


def _line(row: str) -> Line:
    bare = row.lstrip("> ") if row.lstrip().startswith(">") else row
    return Line(bare.strip(), quoted=row.lstrip().startswith(">"))


def _quoted_part(rows: Sequence[str]) -> list[Line]:
    """Return the lines of a quoted mail. Where they have signs, lines without one are answers between them."""
    signed = next((at for at, row in enumerate(rows) if row.lstrip().startswith(">")), None)
    head = next((at for at in range(len(rows)) if _is_head(rows, at)), len(rows))
    if signed is None or head < signed:
        return [Line(row.lstrip("> ").strip(), quoted=True, unsure=not row.lstrip().startswith(">")) for row in rows]
    found = [Line(row.strip(), quoted=True) for row in rows[:signed]]
    found += [_line(row) for row in rows[signed:head]]
    return found + [Line(row.lstrip("> ").strip(), quoted=True) for row in rows[head:]]


def _is_head(rows: Sequence[str], at: int) -> bool:
    """Whether the head of an earlier mail stands here: sender, day, addressees and subject, in any order."""
    if not _FIELD.fullmatch(rows[at]):
        return False
    names: set[str] = set()
    filled = [row for row in rows[at : at + 14] if row.strip()]
    for row in filled[:6]:
        if found := _FIELD.fullmatch(row):
            names.add(str(found.lastgroup))
    return {"from", "subject"} <= names and len(names) >= 3
