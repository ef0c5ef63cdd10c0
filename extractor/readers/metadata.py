"""The head of the notes: front matter, title, the meeting's day, the day of the next meeting.

Front matter is the block of "key: value" lines between two lines of dashes (YAML), or of "key = value" between two of
plus signs (TOML), at the very top; only its flat keys and lists are read. The notes win over the file's name, unless
they name only a part of a date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.common.phrasing import format_day
from extractor.dates.absolute import WrittenDate, date_in_name, find_dates, learn_order
from extractor.model import Block, Doubt, Kind
from extractor.readers.attendance import title_status
from extractor.readers.inline import clean, plain_text

HEAD_BLOCKS = 40  # blocks; a meeting's day that is said later is another meeting's
PUBLISHED = 1  # weight of the front matter's date: a blog's is often the day of publication
MAX_FRONT_MATTER = 120  # lines

KEY = expression(r"([A-Za-z][\w -]{0,40}):(?:\s+(.*))?$")
STAMP = expression(r"\d\d:\d\d:\d\d")  # to the second: when the page was saved
TOML_KEY = expression(r"([A-Za-z][\w-]{0,40})\s*=\s*(.*)$")
ENTRY = expression(r"\s*-\s+(.*)$")
DATE_LABEL = expression(
    r"\W*(?:(?:the )?(?:meeting|call|session|minutes)?[ _-]*(?:date|day|when|held(?: on)?|start(?:ed)?|time)"
    r"(?:\s*(?:/|&|and|,)?\s*(?:and\s+)?(?:time|place|location|venue|duration)s?)*(?: of (?:the )?meeting)?)\W*",
    re.I,
)
TITLE_LABEL = expression(
    r"\W*(?:title|meeting(?: (?:title|name|topic|type|of))?|subject|event|project(?: name)?|committee|group)\W*", re.I
)
NEXT_LABEL = expression(
    r"""
    \b (?: next | upcoming | following ) [ ] (?: \w+ [ ] ){0,3}?
      (?: meeting | call | session | sync | telecon | telco ) s? \b
    | \b meet [ ] again \b
    """,
    re.X | re.I,
)
ANNOUNCING = expression("next|upcoming|following|meet again")  # a word of each, in lower case
NOT_TITLE = expression(
    r"""
    \W* (?: agenda | minutes | meeting[ ](?:minutes|notes|details|information|info|summary) | notes | summary | links?
    | discussion | topics | action[ ]items? | actions | next[ ]steps | overview | logistics | details | introductions?
    | welcome | tl;?dr | table[ ]of[ ]contents | date | time | location | minutes[ ]of[ ](?:the[ ])?meeting ) \W*
    """,
    re.X | re.I,
)
OTHER_DAY = expression(
    r"\b(?:next|last|previous|prior|following|upcoming|due|deadline|by|until|before|since|posted|published|updated|approved|"
    r"edited|version|created|copyright|release)\b",
    re.I,
)


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter of the notes, empty where there is none."""
    fence = lines[0].strip("\ufeff \t") if lines else ""
    if fence not in ("---", "+++"):
        return FrontMatter()
    ends = (fence, "...")
    end = next((at for at in range(1, min(len(lines), MAX_FRONT_MATTER)) if lines[at].strip() in ends), None)
    if end is None:
        return FrontMatter()
    fields: list[Field] = []
    for at in range(1, end):
        line = clean(lines[at])
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if fence == "+++" and line.strip().startswith("["):  # a table of TOML
            continue
        if found := (KEY if fence == "---" else TOML_KEY).match(line):
            fields.append(Field(found[1].strip().lower(), _values(found[2] or ""), at + 1))
        elif (found := ENTRY.match(line)) and fields:
            fields.append(Field(fields[-1].key, _values(found[1]), at + 1))
        elif not line[:1].isspace():
            return FrontMatter()  # prose between two rules
    return FrontMatter(end + 1, tuple(fields)) if fields else FrontMatter()


def read_head(front: FrontMatter, blocks: Sequence[Block], source: str, order: str | None) -> Head:
    """Title, day and next meeting of the notes; `order` is the day-month order that the user names."""
    text = "\n".join([*(value for field in front.fields for value in field.values), *(block.text for block in blocks)])
    learnt = learn_order(text)
    in_name = _day_in_name(source, order or learnt or "mdy")
    found = _candidates(front, blocks, order or learnt or "mdy", in_name)
    day, doubts = _chosen(found, in_name)
    learnt = learnt or _settled(found, day, in_name)
    near = day or in_name
    return Head(
        title=_title(front, blocks),
        day=day,
        date_order=learnt,
        next_meeting=_next_meeting(blocks, near, order or learnt or "mdy"),
        doubts=doubts,
    )


def _day_in_name(name: str, order: str) -> date | None:
    """The day in a file's name, read from each part of it on: "cse110g4-2022-10-15.md" has a number before its date."""
    starts = [0, *(found.end() for found in re.finditer(r"[-_ .]+", name[:200]))]
    return next((day for start in starts if (day := date_in_name(name[start:], order=order))), None)


def _values(text: str) -> tuple[str, ...]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return tuple(value.strip(" \"'") for value in text[1:-1].split(",") if value.strip(" \"'"))
    bare = text.strip("\"'") if len(text) < 2000 else ""
    return (bare,) if bare else ()


def _candidates(front: FrontMatter, blocks: Sequence[Block], order: str, near: date | None) -> list[_Candidate]:
    """Every date that may be the meeting's, the surest first."""
    early = blocks[:HEAD_BLOCKS]
    found: list[_Candidate] = []
    partial: list[_Candidate] = []

    def look(text: str, line: int, weight: int) -> None:
        for written in find_dates(text, order=order, near=near)[:2]:
            if written.day is not None and not OTHER_DAY.search(text[: written.start].rsplit(".", 1)[-1][-25:]):
                found.append(_Candidate(weight, line, written))
                break
            if written.day is None and not written.year_said and weight <= 4:
                partial.append(_Candidate(weight, line, written))

    # A page's own stamp ("dateCreated", an edit time) is not the meeting's day, if anything else names one.
    stamped = front.first("editor") is not None or front.first("datecreated") is not None
    for field in front.fields:
        for value in field.values:
            if field.key in ("date", "meeting_date", "meeting-date", "meeting date", "day", "when"):
                look(value, field.line, 8 if stamped or STAMP.search(value) else PUBLISHED)
            elif field.key in ("title", "description", "meeting", "name", "subtitle", "summary"):
                look(value, field.line, 2)
    for at, block in enumerate(early):
        label, _, value = block.text.partition(":")
        if block.kind is Kind.ROW and len(block.cells) >= 2:
            label, value = block.cells[0].text, block.cells[1].text
        if value and len(label) <= 40 and DATE_LABEL.fullmatch(label):
            look(value, block.line, 0)
        elif block.kind is Kind.HEADING and block.depth <= 4 and len(block.text) <= 160 and at <= 12:
            if not NEXT_LABEL.search(block.text):
                look(block.text, block.line, 3 if at <= 3 else 6)
        elif at <= 8 and len(block.text) <= 120 and not block.checked:
            if not NEXT_LABEL.search(block.text):
                look(block.text, block.line, 4 if _mostly_date(block.text, order) else 7)
        elif at <= 6 and re.search(r"\b(?:meeting|minutes|held|met|call|convened)\b", block.text[:300], re.I):
            look(block.text[:300], block.line, 7)
    return sorted(found, key=lambda candidate: candidate.weight) or partial[:1]


def _mostly_date(text: str, order: str) -> bool:
    found = find_dates(text, order=order, near=date(2000, 1, 1))
    return bool(found) and found[0].end - found[0].start >= 0.4 * len(text.strip())


def _chosen(found: list[_Candidate], in_name: date | None) -> tuple[date | None, tuple[Doubt, ...]]:
    sure = [candidate for candidate in found if candidate.weight <= 4]
    if not found:
        return in_name, ()
    days = {candidate.written.day for candidate in found if candidate.written.year_said}
    best = sure[0] if sure else None
    if best is None:
        if in_name:
            return in_name, ()
        best = next((candidate for candidate in found if candidate.written.year_said), None)
        return (best.written.day if best else None), ()
    if best.weight == PUBLISHED and best.written.day and (day := _held(sure, best.written.day)):
        message = f"the front matter says {best.written.said}, the notes say “{day.written.said}”, which is taken"
        return day.written.day, () if day.written.day == in_name else (Doubt(day.line, message, "date"),)
    written = best.written
    if not written.year_said:  # a part of a date; the file's name or another line may give the whole
        whole = next((c.written for c in found if c.written.year_said and _same_part(c.written, written)), None)
        if whole:
            return whole.day, ()
        if in_name:
            if written.day == in_name or written.day is None:
                return in_name, ()
            return in_name, (_disagreement(best, in_name),) if written.day != in_name else ()
        return None, (
            Doubt(best.line, f"“{written.said}” names no year, so the day of the meeting is not certain", "date"),
        )
    if in_name and _permuted(written, in_name):
        return in_name, ()
    # 3/6/24: another line may settle it.
    if written.other is not None and written.other in days and written.day != in_name:
        return written.other, ()
    if in_name and written.day != in_name and in_name not in days:
        return written.day, (_disagreement(best, in_name),)
    if in_name and written.day != in_name and in_name in days:
        # Two places in the notes disagree, and the file's name sides with one of them.
        agreeing = next((c for c in sure if c.written.day == in_name), None)
        if agreeing:
            return in_name, (
                Doubt(best.line, f"“{written.said}” is not the day that the rest of the notes gives", "date"),
            )
    return written.day, ()


def _held(sure: list[_Candidate], published: date) -> _Candidate | None:
    """The day that titles and headings give where the front matter has a later one: that of the page's publication."""
    for candidate in sure:
        day = candidate.written.day
        if candidate.weight != PUBLISHED and candidate.written.year_said and candidate.written.other is None and day:
            return candidate if timedelta(0) < published - day <= timedelta(days=120) else None
    return None


def _permuted(written: WrittenDate, day: date) -> bool:
    """True where the written numbers are the day in some order: 22-05-20, 3/6/24, 04/08/2024."""
    numbers = sorted(int(number) % 100 for number in re.findall(r"\d+", written.said))
    return len(numbers) == 3 and numbers == sorted((day.year % 100, day.month, day.day))


def _same_part(whole: WrittenDate, part: WrittenDate) -> bool:
    if whole.day is None or part.day is None:
        return False
    return (whole.day.month, whole.day.day) == (part.day.month, part.day.day)


def _disagreement(candidate: _Candidate, in_name: date) -> Doubt:
    said = candidate.written.said
    return Doubt(candidate.line, f"“{said}” is not the day in the file's name ({format_day(in_name)})", "date")


def _settled(found: list[_Candidate], day: date | None, in_name: date | None) -> str | None:
    """The order that the head itself shows: 3/6/24 in notes whose name or other lines say the third of June."""
    if day is None or day.day == day.month:
        return None
    sure = day == in_name or any(c.written.day == day and c.written.other is None for c in found)
    for candidate in found:
        first = re.match(r"\D*(\d{1,2})[/.-]\d{1,2}[/.-]\d{2,4}", candidate.written.said)
        if sure and first and _permuted(candidate.written, day):
            return "dmy" if int(first[1]) == day.day else "mdy"
    return None


def _title(front: FrontMatter, blocks: Sequence[Block]) -> str | None:
    named = front.first("title") or front.first("meeting") or front.first("subject")
    heading = None
    for block in blocks[:12]:
        if block.kind is Kind.HEADING and _may_be_title(block.text):
            heading = block.text.strip(" :#*")
            break
        label, _, value = block.text.partition(":")
        if value.strip() and len(value) < 120 and TITLE_LABEL.fullmatch(label):
            heading = value.strip()
            break
        short = (
            len(block.text) <= 100 and len(block.text.split()) <= 12 and not block.text.endswith((".", "!", ";", ","))
        )
        if block is blocks[0] and block.kind is Kind.PARAGRAPH and short and _may_be_title(block.text):
            heading = block.text.strip(" :#*")
            if re.search(r"\b(?:meeting|minutes|notes|call|sync|committee|board)\b", heading, re.I):
                break
    if named and _is_more_than_a_date(named):
        return named
    if heading and (_is_more_than_a_date(heading) or not named):
        return heading
    return named or heading


def _may_be_title(text: str) -> bool:
    bare = text.strip(" :")
    return not (
        title_status(bare)[0]
        or NOT_TITLE.fullmatch(bare)
        or DATE_LABEL.fullmatch(bare.partition(":")[0])
        or len(bare) > 140
        or re.match(r"(?:attendees|present|participants|host|chair|scribe|date|time|location)\b.*:", bare, re.I)
    )


def _is_more_than_a_date(text: str) -> bool:
    rest = text
    for written in reversed(find_dates(text, near=date(2000, 1, 1))):
        rest = rest[: written.start] + rest[written.end :]
    return len(re.findall(r"[A-Za-z]", rest)) >= 4


def _next_meeting(blocks: Sequence[Block], near: date | None, order: str) -> date | None:
    for at in [*range(len(blocks) - 1, -1, -1)]:
        block = blocks[at]
        found = NEXT_LABEL.search(block.text) if ANNOUNCING.search(block.text.lower()) else None
        if not found:
            continue
        words = block.text[found.start() :][:200]
        if block.kind is Kind.HEADING and at + 1 < len(blocks) and not find_dates(words, order=order, near=near):
            words = blocks[at + 1].text[:120]
        for written in find_dates(words, order=order, near=near):
            day = written.day
            if written.other is not None and near and day and not near < day <= near + timedelta(days=400):
                day = written.other
            if day and (near is None or near < day <= near + timedelta(days=400)):
                return day
    return None


class Field(NamedTuple):
    """One key of the front matter with the values of one line."""

    key: str
    values: tuple[str, ...]
    line: int


class FrontMatter(NamedTuple):
    """The front matter: how many lines it takes, and its fields."""

    length: int = 0
    fields: tuple[Field, ...] = ()

    def first(self, key: str) -> str | None:
        """The first value under `key`, as plain text."""
        values = [value for field in self.fields if field.key == key for value in field.values]
        return plain_text([(values[0], 1)]).text or None if values else None


class Head(NamedTuple):
    """What the head of the notes says of the meeting."""

    title: str | None = None
    day: date | None = None
    date_order: str | None = None
    next_meeting: date | None = None
    doubts: tuple[Doubt, ...] = ()


class _Candidate(NamedTuple):
    """A date that may be the meeting's: 0 is a "Date:" line, more is less sure."""

    weight: int
    line: int
    written: WrittenDate
