"""Read minutes that came as mail (.eml, mbox, and the MIME .doc that Confluence exports), by Python's email package.

The newest message is the notes. Who wrote it is "I", and its date is the day of the meeting if its text names none.
What it quotes from earlier mails, its signature and what mail programs add are left out: the quoted part is context,
and its items are the plan of an earlier mail. Lines are those of the decoded text.
"""

from __future__ import annotations

import datetime as dt
import email
import mailbox
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr, parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.dates.absolute import find_dates
from extractor.language.people.names import is_name
from extractor.model import RecapError
from extractor.readers.confidential_marks import is_mark
from extractor.readers.encoding import decode, lines_of

if TYPE_CHECKING:
    from extractor.readers.statements import Statement

HEADER = expression(rb"(?:[A-Za-z][A-Za-z0-9_-]{1,40}:[^\n]*(?:\r?\n[ \t][^\n]*)*\r?\n){2,200}\r?\n")
SURE = expression(rb"(?im)^(?:mime-version|message-id|received|return-path|content-type|x-unsent):")
MBOX = b"From "
MAX_PARTS = 500
MAX_MESSAGES = 5_000
MAX_READERS = 100  # recipients of a mail whose names are people of the notes

# What begins the mail that is answered, in the words of mail programs (Gmail, Apple Mail, Outlook, Thunderbird).
QUOTE_STARTS = expression(
    r"""\s*(?: (?:on|am|le|el|op|il|em)\b .{5,200} (?:wrote|schrieb|écrit|escribió|schreef|scritto|escreveu) .{0,60} :
      | -{2,}\s*(?:original\s+(?:message|appointment)|forwarded\s+(?:message|by\b.{1,100})
          |message\s+(?:d['’]origine|transféré)
          |(?:ursprüngliche|weitergeleitete|original)\s?-?(?:e-?mail|nachricht)
          |mensaje\s+original|oorspronkelijk\s+bericht|messaggio\s+originale|on\b.{5,120}\bwrote)\s*-{2,}.*
      | begin\s+forwarded\s+message\s*:
      | _{10,} ) \s*$""",
    re.I | re.X,
)
OUTLOOK_HEAD = expression(r"\s*\*?(?:from|von|de|van|da|fra|från|od)\s?:\*?\s.+", re.I)
OUTLOOK_NEXT = expression(
    r"\s*\*?(?:b?cc|bcci|cci|blindkopie|sent|date|gesendet|datum|envoyé|enviado(?:\sel)?|verzonden|inviato|skickat|sendt|fecha|data|to|an|à|para"
    r"|aan|a|til|till|do|cc|kopie|subject|betreff|objet|asunto|onderwerp|oggetto|ämne|emne|temat|assunto)\s?:\*?\s.*",
    re.I,
)
HEAD_IN_A_LINE = expression(
    r"\s*\*?(?:from|von|de)\s?:.{2,120}\b(?:sent|date|gesendet|datum|envoyé)\s?:.{4,80}\b(?:to|an|à)\s?:.{2,400}"
    r"\b(?:subject|betreff|objet)\s?:.*",
    re.I,
)
LIST_ENTRY = expression(r"\s*(?:[-*•●▪◦–]|o(?=\t)|\d{1,2}[.)]|[a-z]\))[\s\t]+\S")
WROTE = expression(
    r"\s*(?:on|am|le)\b(?P<when>.{5,60}?),\s(?P<who>[^\W\d_][^,<>:]{1,50}?)\s*(?:<[^<>]{1,80}>)?\s*"
    r"(?:wrote|schrieb|a écrit)\s*:\s*$",
    re.I,
)
DAY_FIELDS = frozenset({"sent", "date", "gesendet", "datum", "envoyé"})
SUBJECT = expression(r"\s*\*?(?:subject|betreff|objet)\s?:", re.I)
MOST_LINES = 60  # of a mail that was copied without its head
SIGNATURE = expression(r"-- ?")
# A few words above a mail that is passed on, which is then what was meant to be read.
POINTS_BELOW = expression(
    r"\b(?:below|forward(?:ed|ing)?|fwd|fyi|for your information|(?:the|these|our|my) (?:minutes|notes|actions))\b",
    re.I,
)
ANSWERS_BELOW = expression(
    r"\b(?:answers?|comments?|repl(?:y|ies)|inline|in[ -]line|in (?:red|blue|green|bold))\b", re.I
)
MAX_POINTER, MAX_GREETING = 45, 6  # words above a mail that is passed on: those that point to it, those that do not
MAX_HEAD = 14  # lines of the head of a quoted mail
PASSES_ON = expression(r"\s*(?:fwd?|wg|tr|rv|i)\s*:", re.I)
FORWARDED = expression(r"\s*(?:-{2,}.*(?:forward|weitergeleitet|transféré).*|begin\s+forwarded\s+message\s*:)\s*", re.I)
MOBILE = expression(r"\s*(?:sent from my|get outlook for|envoyé de mon|von meinem .* gesendet)\b.*", re.I)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as notes: its words as text or HTML, and what its head says."""

    text: str
    is_html: bool
    subject: str
    sender: str  # a name, "" where the head gives an address alone
    address: str
    day: dt.date | None
    passes_on: str = ""  # the subject as written: "Fwd: Minutes"
    reader: tuple[str, str] = ("", "")  # name and address of the only recipient: "you" in it
    readers: tuple[tuple[str, str], ...] = ()  # the names and addresses of all recipients
    chain: str = ""  # the text with the heads of the mails that it passes on
    is_internal: bool = False  # its head says that it is not for everybody


class Author(NamedTuple):
    """Who wrote a line of a chain of mails, "" where nothing says it, and on which day."""

    line: int
    name: str
    day: dt.date | None


def is_mail(data: bytes) -> bool:
    """Whether the bytes are a message or a mailbox: two header fields at least, one of them of a mail program."""
    start = data[: 64 * 1024].lstrip(b"\xef\xbb\xbf\r\n")
    if start.startswith(MBOX):
        start = start.partition(b"\n")[2]
    head = HEADER.match(start)
    return head is not None and SURE.search(head.group()) is not None


def read_mail(data: bytes, source: str) -> Letter:
    """The newest message of a mail file as notes.

    Args:
        data: the bytes of an .eml, mbox or MIME file.
        source: the name of the file, for messages.

    Raises:
        RecapError: no message in it has text, or it has too many parts or messages.
    """
    start = data.lstrip(b"\xef\xbb\xbf\r\n")
    message = _newest(start, source) if start.startswith(MBOX) else _parsed(start)
    text, is_html = _body(message, source)
    subject = _field(message, "subject")
    name, address = parseaddr(_field(message, "from"))
    return Letter(
        text=text if is_html else shown_text(text, subject),
        is_html=is_html,
        subject=_bare_subject(subject),
        sender=printable(name).strip(),
        address=printable(address),
        day=_day(message),
        reader=_only_reader(message),
        chain="" if is_html or without_quotes(text) == shown_text(text, subject) else _unquoted(text),
        readers=_readers(message),
        passes_on=subject,
        is_internal=is_mark(_bare_subject(subject)) or _is_sensitive(message),
    )


def _is_sensitive(message: EmailMessage) -> bool:
    """Whether the head of a message restricts its readers, by its sensitivity (RFC 2156, 5.3.4) or a label."""
    if _field(message, "sensitivity").lower() in ("personal", "private", "company-confidential"):
        return True
    labels = (_field(message, name) for name in _LABELS)
    return any(is_mark(word) for label in labels for word in _NAME_OF_LABEL.findall(label[:2_000]))


_LABELS = ("x-classification", "classification", "x-protective-marking", "x-sensitivity", "msip_labels")
_NAME_OF_LABEL = expression(r"(?:_Name=|SEC=|^)([^;,=]{2,60})(?=[;,]|$)", re.I)


def is_pasted_mail(text: str) -> bool:
    """Whether the text is a mail that was copied out of its program: below its head, or without it above older mails.

    Without its head it is short, ends with a name, and has no titles, as notes with a mail below them have.
    """
    lines, first = _pasted_lines(text)
    if first < len(lines) and _is_outlook_head(lines, first):
        return True
    older = _first_older(lines)
    if older is None or any(line.startswith("#") for line in lines[first:older]):
        return False
    return _signed(lines[first:older]) != "" and older - first <= MOST_LINES


def _first_older(lines: Sequence[str]) -> int | None:
    """The place of the head of the first older mail; None where there is none."""
    near = range(min(len(lines), 4 * MOST_LINES))
    return next((at for at in near if _is_outlook_head(lines, at) or WROTE.match(_quoted(lines[at])[1])), None)


def _signed(lines: Sequence[str]) -> str:
    """The name that a mail ends with, "" where it ends without one."""
    last = [line.strip(" \t,.*-–") for line in lines if line.strip()][-3:]
    return next((line for line in reversed(last) if len(line.split()) <= 3 and is_name(line)), "")


def read_pasted_mail(text: str) -> Letter:
    """A copied mail with what its own head says.

    The mails that it answers stay, as a chain may be the notes; but where the newest one lists what was agreed, a
    shorter one below it is what came before.
    """
    lines, first = _pasted_lines(text)
    if not _is_outlook_head(lines, first):
        return _without_own_head(lines, first)
    text = "\n".join("" if WROTE.match(_quoted(line)[1]) else line for line in _without_older(lines))
    end = next((at for at in range(first, len(lines)) if not lines[at].strip()), len(lines))
    fields = {
        name.strip(" *").lower(): value.strip(" *")
        for name, colon, value in (line.partition(":") for line in lines[first:end])
        if colon
    }
    name, address = parseaddr(fields.get("from", ""))
    if "@" not in address:
        name, address = fields.get("from", ""), ""
    return Letter(
        text=text,
        is_html=False,
        subject=_bare_subject(fields.get("subject", "")),
        is_internal=is_mark(_bare_subject(fields.get("subject", ""))),
        sender=printable(name).strip(),
        address=printable(address),
        day=_first_day(fields.get("sent", "") or fields.get("date", "")),
    )


def _without_own_head(lines: Sequence[str], first: int) -> Letter:
    """A mail that was copied without its head, above the mails that it answers: its signature says who is "I"."""
    older = _first_older(lines) or len(lines)
    subjects = (line.partition(":")[2] for line in lines[older : older + 6] if SUBJECT.match(line))
    kept = [
        "" if WROTE.match(_quoted(line)[1]) or (_is_outlook_head(lines, at) and at >= older) else line
        for at, line in enumerate(lines)
    ]
    return Letter("\n".join(kept), False, _bare_subject(next(subjects, "")), _signed(lines[first:older]), "", None)


def _bare_subject(words: str) -> str:
    return re.sub(r"^(?:\s*(?:re|fwd?|aw|wg)\s*:\s*)+", "", words.strip(" *"), flags=re.I).strip()


def _without_older(lines: Sequence[str]) -> list[str]:
    """The lines of a chain of copied mails, with empty ones for older mails that are no notes."""
    heads = [at for at in range(len(lines)) if _is_outlook_head(lines, at)]
    bodies = [_body_of(lines, start, end) for start, end in zip(heads, [*heads[1:], len(lines)], strict=True)]
    if len(bodies) < 2 or sum(LIST_ENTRY.match(line) is not None for line in bodies[0]) < 2:
        return list(lines)
    size = len(" ".join(bodies[0]).split())
    kept = list(lines)
    for start, end, body in zip(heads[1:], [*heads[2:], len(lines)], bodies[1:], strict=True):
        is_listed = sum(LIST_ENTRY.match(line) is not None for line in body) >= 2
        if not is_listed and len(" ".join(body).split()) < size:
            kept[start:end] = [""] * (end - start)
    return kept


def _body_of(lines: Sequence[str], start: int, end: int) -> list[str]:
    """The lines of a mail below its head."""
    blank = next((at for at in range(start, end) if not lines[at].strip()), end)
    return [line for line in lines[blank:end] if line.strip()]


def authors(text: str) -> tuple[Author, ...]:
    """Who wrote which lines of a chain of copied mails, the newest first: heads of Outlook, and "On ... Ana wrote:"."""
    lines = lines_of(text)
    found: list[Author] = []
    by_depth: dict[int, tuple[str, dt.date | None]] = {}
    for at, line in enumerate(lines):
        depth, bare = _quoted(line)
        if _is_outlook_head(lines, at):
            by_depth[depth] = _named_in_head(lines, at)
        elif (wrote := WROTE.match(bare)) is not None:
            following = next((below for below in lines[at + 1 :] if below.strip(" >")), "")
            by_depth[max(depth, _quoted(following)[0])] = (_bare_name(wrote["who"]), _first_day(wrote["when"]))
            continue
        name, day = by_depth.get(depth, ("", None))
        found.append(Author(at + 1, name, day))
    return tuple(found)


def _quoted(line: str) -> tuple[int, str]:
    """How often a line is quoted, and its words without the signs of that."""
    bare = line.lstrip("> ")
    return line[: len(line) - len(bare)].count(">"), bare


def _named_in_head(lines: Sequence[str], at: int) -> tuple[str, dt.date | None]:
    """The sender and the day in the head of a copied mail."""
    head = [line.partition(":") for line in lines[at : at + 6]]
    when = next((value for name, _, value in head if name.strip(" *>").lower() in DAY_FIELDS), "")
    return _bare_name(head[0][2]), _first_day(when)


def _bare_name(words: str) -> str:
    name, address = parseaddr(words)
    return printable(name if "@" in address else words).strip(" *<>")


def _first_day(words: str) -> dt.date | None:
    found = next(iter(find_dates(words)), None)
    return found.day if found else None


def _pasted_lines(text: str) -> tuple[list[str], int]:
    """The lines of a text, and the place of the first that is not empty."""
    lines = lines_of(text)
    return lines, next((at for at, line in enumerate(lines) if line.strip()), len(lines))


def shown_text(text: str, subject: str) -> str:
    """The text of a mail with empty lines in place of what it quotes; a mail that it only passes on is kept.

    That one stands below a few words which point to it, or below hardly any. Lines keep their numbers.
    """
    own = without_quotes(text).split("\n")
    words = " ".join(" ".join(own).split())
    size = len(words.split())
    passed = _passed_on(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    if passed is None or size > MAX_POINTER or ANSWERS_BELOW.search(words):
        return "\n".join(own)
    is_forward = passed.is_marked or PASSES_ON.match(subject) is not None
    is_listed = sum(LIST_ENTRY.match(line) is not None for line in passed.body) >= 2
    is_meant = POINTS_BELOW.search(words) is not None and (is_forward or is_listed)
    if not is_meant and not (is_forward and size <= MAX_GREETING):
        return "\n".join(own)
    blank = len(own) - passed.start - len(passed.body)
    return "\n".join([*own[: passed.start], *([""] * blank), *passed.body])


class _Passed(NamedTuple):
    """A mail that another quotes or passes on."""

    start: int  # the index of its first line, that of its head
    is_marked: bool  # whether the mail program says that it was forwarded
    body: list[str]  # its lines below the head


def _unquoted(text: str) -> str:
    return "\n".join(_quoted(line)[1] for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _passed_on(lines: Sequence[str]) -> _Passed | None:
    """The first mail that is quoted with its head or below "Ana wrote:"; None where none is."""
    bare = [_quoted(line)[1] for line in lines]
    for at in range(len(lines)):
        attribution = _attribution(bare, at)
        if not attribution and not _is_outlook_head(bare, at):
            continue
        below = at + attribution
        while below < len(lines) and not bare[below]:
            below += 1
        if below < len(lines) and _is_outlook_head(bare, below):
            fields = range(below, min(len(lines), below + MAX_HEAD))
            blank = next((line for line in fields if not bare[line]), fields.stop)
            below = 1 + max(line for line in range(below, blank) if line == below or OUTLOOK_NEXT.fullmatch(bare[line]))
        rest = lines[below:]
        if all(_is_quoted(line) for line in rest if line.strip()):
            rest = [re.sub(r"^\s*>\s?", "", line) for line in rest]
        body = without_quotes("\n".join(rest)).split("\n") if rest else []
        return _Passed(at, FORWARDED.fullmatch(bare[at]) is not None, body)
    return None


def without_quotes(text: str) -> str:
    """The text of a mail with empty lines in place of what it quotes, its signature and notes of mail programs.

    An answer between quoted lines is kept. The lines that are left keep their numbers.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    next_words = _next_words(lines)
    kept: list[str] = []
    attribution = 0  # lines of "On 2 March Ben wrote:" that are still to be left out
    for at, line in enumerate(lines):
        attribution = attribution - 1 if attribution > 0 else _attribution(lines, at)
        following = next_words[min(at + max(1, attribution), len(lines))]
        if SIGNATURE.fullmatch(line) or _is_outlook_head(lines, at) or (attribution and not _is_quoted(following)):
            break
        kept.append("" if attribution or _is_quoted(line) or MOBILE.fullmatch(line) else line)
    return "\n".join([*kept, *([""] * (len(lines) - len(kept)))])


def own_statements(statements: Sequence[Statement], subject: str) -> list[Statement]:
    """The statements of a mail in HTML without those that it quotes, its signature and notes of mail programs."""
    lines = [f"{'> ' if one.quoted else ''}{one.plain.text}" for one in statements]
    kept = shown_text("\n".join(lines), subject).split("\n")
    return [one for one, line in zip(statements, kept, strict=True) if line]


def _next_words(lines: Sequence[str]) -> list[str]:
    """Return for each line the first one from there on that is not blank, "" if there is none, and "" for the end."""
    found = [""] * (len(lines) + 1)
    for at in range(len(lines) - 1, -1, -1):
        found[at] = lines[at] if lines[at].strip() else found[at + 1]
    return found


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from here on say who wrote the quoted mail: 0, 1, or 2 where the line is wrapped."""
    if QUOTE_STARTS.fullmatch(lines[at]):
        return 1
    wrapped = " ".join(lines[at : at + 2])
    return 2 if len(lines[at]) > 40 and QUOTE_STARTS.fullmatch(wrapped) else 0


def _is_outlook_head(lines: Sequence[str], at: int) -> bool:
    """Whether the head of a quoted mail stands here as Outlook writes it: From, Sent, To, Subject."""
    if HEAD_IN_A_LINE.fullmatch(lines[at]):
        return True
    fields = sum(OUTLOOK_NEXT.fullmatch(line) is not None for line in lines[at + 1 : at + 6])
    return fields >= 2 and OUTLOOK_HEAD.fullmatch(lines[at]) is not None


def _parsed(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _newest(data: bytes, source: str) -> EmailMessage:
    """The message of a mailbox with the latest date; the last one where none has a date."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mbox"
        path.write_bytes(data)
        box = mailbox.mbox(path, create=False)
        try:
            keys = box.keys()
            if len(keys) > MAX_MESSAGES:
                raise RecapError(f"{source} holds more than {MAX_MESSAGES:,} messages; save the minutes alone")
            messages = [_parsed(box.get_bytes(key)) for key in keys]
        finally:
            box.close()
    if not messages:
        raise RecapError(f"{source} holds no message; there are no notes in it")
    return max(enumerate(messages), key=lambda pair: (_day(pair[1]) or dt.date.min, pair[0]))[1]


def _body(message: EmailMessage, source: str) -> tuple[str, bool]:
    """The words of a message, and whether they are HTML: plain text first, unless HTML alone says something.

    HTML also where the plain text tells what the HTML hides or strikes through: mail programs write it without marks.
    """
    plain, page = (_words_of(message, kind, source) for kind in ("text/plain", "text/html"))
    if plain and not (page and _tells_unseen(plain, page)):
        return plain, False
    if page:
        return page, True
    raise RecapError(f"{source} is a mail without text; save the notes that it carries, and name that file")


def _words_of(message: EmailMessage, kind: str, source: str) -> str:
    """The first part of a message of this kind that says something, "" for none."""
    parts = [part for part, _ in zip(message.walk(), range(MAX_PARTS), strict=False) if not part.is_multipart()]
    for part in parts:
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            words = _decoded(part, source)
            words = _unflowed(words) if part.get_param("format") == "flowed" else words
            if re.search(r"\w", re.sub(r"<[^>]*>", " ", words) if kind == "text/html" else words):
                return words
    return ""


def _tells_unseen(plain: str, page: str) -> bool:
    """Whether plain text holds words that a page hides or strikes through: two of them, or a long one."""
    if len(page) > MAX_PAGE or _MAY_HIDE.search(page) is None:
        return False
    from extractor.readers.formats.html import unseen_words

    told = f" {_words_alone(plain)} "
    pieces = (_words_alone(piece) for piece in unseen_words(page))
    return any(f" {piece} " in told for piece in pieces if " " in piece or len(piece) >= LONG_WORD)


def _words_alone(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


MAX_PAGE = 2_000_000  # characters of a part in HTML that is compared with the plain text
LONG_WORD = 5  # letters
_MAY_HIDE = expression(
    r"line-through|<(?:s|del|strike|dialog)\b|\bhidden\b|display\s*:\s*none|opacity|mso-hide|color\s*[:=]|<!--|sr-only"
    r"|font-size\s*:\s*[012]\b|height\s*:\s*0|:\s*-\d{3}|clip|scale",
    re.I,
)


def _unflowed(text: str) -> str:
    """The text with each paragraph on its first line, as RFC 3676 says: a line that ends with a blank goes on.

    What went on leaves an empty line, so that the lines below keep their numbers.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    first, before = 0, ""
    for at, line in enumerate(lines):
        if _FLOWS.search(before) and not line.startswith(">"):
            lines[first] += line
            lines[at] = ""
        else:
            first = at
        before = line
    return "\n".join(lines)


_FLOWS = expression(r"^(?!>|-- $).*\S $")


def _decoded(part: EmailMessage, source: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        try:
            return decode(data, source)[0]
        except RecapError:
            return data.decode("latin-1")


def _field(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, AttributeError, TypeError):  # a header that no parser takes
        return ""


def _only_reader(message: EmailMessage) -> tuple[str, str]:
    """Return the name and the address of the only recipient of a message; blanks for several, or without a name."""
    people = _readers(message)
    return people[0] if len(people) == 1 and people[0][0] else ("", "")


def _readers(message: EmailMessage) -> tuple[tuple[str, str], ...]:
    """Return the name and the address of each recipient of a message, the first of many."""
    people = getaddresses([_field(message, "to"), _field(message, "cc")])[:MAX_READERS]
    return tuple((printable(name).strip(), printable(address)) for name, address in people if name or address)


def _day(message: EmailMessage) -> dt.date | None:
    try:
        return parsedate_to_datetime(_field(message, "date")).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
