"""Read the metadata at the head of the notes: front matter, the meeting's date and that of the next meeting.

Front matter is the block of "key: value" lines between two lines of dashes (YAML), or of "key = value" lines between
two lines of plus signs (TOML), at the very top; only its flat keys and lists are read. A date in the notes wins over
one in the file's name, unless the notes give only a part of the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.common.phrasing import format_day
from extractor.dates.absolute import WrittenDate, date_in_name, find_dates, learn_order, usual_order
from extractor.model import Block, Doubt, Kind
from extractor.readers.inline import clean, plain_text
from extractor.readers.spoken_day import spoken_day
from extractor.readers.titles import ANY_DAY, title_of

HEAD_BLOCKS = 40  # blocks; a date further down is that of another meeting
MAX_FRONT_MATTER = 120  # lines
MAX_PUBLICATION_DELAY = timedelta(days=120)  # minutes that appear later are not taken for minutes of that meeting
MAX_MEETING_INTERVAL = timedelta(days=400)
MAX_DAYS_AHEAD = timedelta(days=120)  # of a next meeting that words without a full date name
MAX_MAIL_AGE = timedelta(days=30)  # an older mail below an answer is not the notes
MAX_SUBJECT_AGE = timedelta(days=14)  # between a meeting that a subject names and the first mail about it

KEY = expression(r"([A-Za-z][\w -]{0,40}):(?:\s+(.*))?$")
STAMP = expression(r"\d\d:\d\d:\d\d")  # a time to the second: when the page was saved
TOML_KEY = expression(r"([A-Za-z][\w-]{0,40})\s*=\s*(.*)$")
ENTRY = expression(r"\s*-\s+(.*)$")
DATE_LABEL = expression(
    r"\W*(?:(?:the )?(?:(?:meeting|call|session|minutes)[ _-]*|[\w-]{3,14} (?=held\b))?"
    r"(?:date|day|when|held(?: on)?|start(?:ed)?|time)"
    r"(?:\s*(?:/|&|and|,)?\s*(?:and\s+)?(?:time|place|location|venue|duration)s?)*(?: of (?:the )?meeting)?)\W*",
    re.I,
)
NEXT_LABEL = expression(
    r"""
    \b (?: next | upcoming | following ) [ ] (?: \w+ [ ] ){0,3}?
      (?: meeting | mtg | call | session | sync | telecon | telco | mdt | committee | huddle | review | catch[- ]?up
        | walk[ ]?round | briefing ) s? \b
    | \b meet [ ] again \b | \b date [ ] of [ ] next \b | ^ \W* next \W* [:=] \s
    | ^ \W* next [ ] (?= (?:mon|tue|wed|thu|fri|sat|sun) [a-z]{0,6} [ ] (?:same|at)\b )
    """,
    re.X | re.I,
)
ANNOUNCING = expression("next|upcoming|following|meet again")  # fast check: every NEXT_LABEL holds one, in lower case
OPENS_NEXT = expression(r"\W{0,4}(?:\d{1,2}\W{1,3})?(?:date of )?next\b", re.I)  # "6. Date of next meeting"
MAILED = expression(
    r"^(?:On|Am|Le)\s(?P<day>.{6,40}?)(?:\sat\s|,?\s\d{1,2}:\d\d).{0,90}(?:wrote|schrieb)\s*:?$"
    r"|^(?:Sent|Date):\s(?P<sent>.{6,50})"
)
ANSWER = expression(r"^Subject:\s*(?:re|aw|fwd?|wg)\s*:", re.I)
MEETING_WORD = expression(r"\b(?:meeting|minutes|held|met|call|convened)\b", re.I)
OTHER_DAY = expression(
    r"\b(?:next|last|previous|prior|following|upcoming|due|deadline|by|until|before|since|posted|published|updated|approved|"
    r"edited|version|created|copyright|release)\b",
    re.I,
)


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """Return the front matter of the notes; it is empty where there is none."""
    fence = lines[0].strip("\ufeff \t") if lines else ""
    if fence not in ("---", "+++"):
        return FrontMatter()
    ends = (fence, "...")
    end = next((index for index in range(1, min(len(lines), MAX_FRONT_MATTER)) if lines[index].strip() in ends), None)
    if end is None:
        return FrontMatter()
    key_pattern = KEY if fence == "---" else TOML_KEY
    fields: list[Field] = []
    for number, raw in enumerate(lines[1:end], 2):
        line = clean(raw)
        is_toml_table = fence == "+++" and line.strip().startswith("[")
        if not line.strip() or line.lstrip().startswith("#") or is_toml_table:
            continue
        if match := key_pattern.match(line):
            fields.append(Field(match[1].strip().lower(), _field_values(match[2] or ""), number))
        elif (match := ENTRY.match(line)) and fields:
            fields.append(Field(fields[-1].key, _field_values(match[1]), number))
        elif not line[:1].isspace():
            return FrontMatter()  # prose between two rules
    return FrontMatter(end + 1, tuple(fields)) if fields else FrontMatter()


def read_head(front: FrontMatter, blocks: Sequence[Block], source: str, date_order: str | None) -> Head:
    """Find the title, the date of the meeting and that of the next meeting.

    Args:
        front: The front matter of the notes.
        blocks: All blocks of the notes.
        source: The file's name, in which a date may stand.
        date_order: "mdy" or "dmy" where the user names it, else None.
    """
    text = "\n".join([*(value for field in front.fields for value in field.values), *(block.text for block in blocks)])
    learnt_order = learn_order(text) or usual_order(text)
    order = date_order or learnt_order or "mdy"
    name_day = _day_in_name(source, order)
    candidates = _date_candidates(front, blocks, order, name_day)
    day, doubts = _meeting_day(candidates, name_day)
    if mailed := _day_of_first_mail(blocks, order, day):
        day, doubts = mailed, ()
    if day is None and not doubts:
        day, doubts = spoken_day(blocks, source, order)
    shown_order = learnt_order or _order_shown(candidates, day, name_day)
    if day and not (date_order or shown_order or name_day):
        doubts = (*doubts, *_ambiguous_day(candidates, day))
    return Head(
        title=title_of(front.first("title") or front.first("meeting") or front.first("subject"), blocks),
        day=day,
        date_order=shown_order,
        next_meeting=_next_meeting(blocks, day or name_day, order),
        doubts=doubts,
    )


def _day_in_name(name: str, order: str) -> date | None:
    """Return the date in a file's name, which may follow another number: "cse110g4-2022-10-15.md"."""
    starts = [0, *(separator.end() for separator in re.finditer(r"[-_ .]+", name[:200]))]
    return next((day for start in starts if (day := date_in_name(name[start:], order=order))), None)


def _ambiguous_day(candidates: Sequence[_DateCandidate], day: date) -> Iterator[Doubt]:
    """Yield a doubt where the meeting's day can be read in two ways and nothing settles it: "05/11/2026"."""
    candidate = next((candidate for candidate in candidates if candidate.written.day == day), None)
    if candidate is None:
        return
    written = candidate.written
    if written.other and written.other != day and written.year_said:
        message = (
            f"“{written.said}” can be {format_day(day)} (used here) or {format_day(written.other)}; settle it with"
            " --date-order"
        )
        yield Doubt(candidate.line, message, "date")


def _day_of_first_mail(blocks: Sequence[Block], order: str, day: date | None) -> date | None:
    """Return the day of the mail that is answered, None without an answer: `day` is that of the last answer.

    A day that the subject names ("annual review 12 March") is the meeting's.
    """
    subject = next((block for block in blocks[:HEAD_BLOCKS] if ANSWER.match(block.text)), None)
    if subject is None or day is None:
        return None
    days = [day]
    for block in blocks:
        mailed = MAILED.match(block.text)
        written = find_dates(mailed["day"] or mailed["sent"], order=order) if mailed else ()
        days += [one.day for one in written[:1] if one.day and one.year_said and one.day <= day]
    first = min(days)
    if first < day - MAX_MAIL_AGE:
        return None
    named = [one.day for one in find_dates(subject.text, order=order, near=first) if one.day]
    if named and first - MAX_SUBJECT_AGE <= named[0] <= first:
        return named[0]
    return first if first != day else None


def _field_values(text: str) -> tuple[str, ...]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return tuple(value.strip(" \"'") for value in text[1:-1].split(",") if value.strip(" \"'"))
    bare = text.strip("\"'") if len(text) < 2000 else ""
    return (bare,) if bare else ()


class Rank(IntEnum):
    """Where a date stands, the most certain place first; dates up to DATE_ALONE count as certain."""

    LABELLED = 0  # "Date: ..."
    PUBLISHED = 1  # the date field of front matter: in a blog often the day of publication
    TITLE_FIELD = 2  # the title field of front matter
    TOP_HEADING = 3
    DATE_ALONE = 4  # a line near the top that is little more than a date
    HEADING = 6
    OPENING_TEXT = 7
    PAGE_STAMP = 8  # when a wiki page was created or edited


def _date_candidates(
    front: FrontMatter, blocks: Sequence[Block], order: str, near: date | None
) -> list[_DateCandidate]:
    """Return the dates that may be the meeting's, the most certain first; one without a day if there are no others."""
    complete: list[_DateCandidate] = []
    partial: list[_DateCandidate] = []
    for text, line, rank in (*_front_matter_texts(front), *_head_texts(blocks[:HEAD_BLOCKS], order)):
        found = [_read_by_weekday(written) for written in find_dates(text, order=order, near=near)]
        if rank is Rank.OPENING_TEXT and line > blocks[0].line and len({written.day for written in found}) > 1:
            continue  # a sentence that tells several days tells what comes: "keys on 27 June 2025, van on 28 June 2025"
        for written in found[:2]:
            clause_before = text[: written.start].rsplit(".", 1)[-1][-25:]
            if written.day is not None and not OTHER_DAY.search(clause_before):
                complete.append(_DateCandidate(rank, line, written))
                break
            if written.day is None and not written.year_said and rank <= Rank.DATE_ALONE:
                partial.append(_DateCandidate(rank, line, written))
    return sorted(complete, key=lambda candidate: candidate.rank) or partial[:1]


def _read_by_weekday(written: WrittenDate) -> WrittenDate:
    """Return the date in the reading that falls on the day of the week beside it: "Thursday 05/11/2026"."""
    wanted = written.weekday_said
    if wanted is None or written.day is None or written.other is None:
        return written
    if written.day.weekday() == wanted:
        return replace(written, other=None)
    return replace(written, day=written.other, other=None) if written.other.weekday() == wanted else written


def _front_matter_texts(front: FrontMatter) -> Iterator[tuple[str, int, Rank]]:
    """Yield (text, line, rank) for the fields of front matter that may hold the meeting's date."""
    # A wiki page's own stamp ("dateCreated", an edit time) is not the meeting's date if anything else names one.
    is_wiki_page = front.first("editor") is not None or front.first("datecreated") is not None
    for field in front.fields:
        for value in field.values:
            if field.key in ("date", "meeting_date", "meeting-date", "meeting date", "day", "when"):
                is_stamp = is_wiki_page or STAMP.search(value)
                yield value, field.line, Rank.PAGE_STAMP if is_stamp else Rank.PUBLISHED
            elif field.key in ("title", "description", "meeting", "name", "subtitle", "summary"):
                yield value, field.line, Rank.TITLE_FIELD


def _head_texts(blocks: Sequence[Block], order: str) -> Iterator[tuple[str, int, Rank]]:
    """Yield (text, line, rank) for the first blocks that may hold the meeting's date."""
    for index, block in enumerate(blocks):
        label, value = _label_and_value(block)
        if value and len(label) <= 40 and DATE_LABEL.fullmatch(label):
            yield value, block.line, Rank.LABELLED
        elif block.kind is Kind.HEADING and block.depth <= 4 and len(block.text) <= 160 and index <= 12:
            if not NEXT_LABEL.search(block.text):
                yield block.text, block.line, Rank.TOP_HEADING if index <= 3 else Rank.HEADING
        elif block.kind is Kind.ROW and any(cell.column for cell in block.cells):
            continue  # the dates of a log are those of its entries
        elif index <= 8 and len(block.text) <= 120 and not block.checked:
            if not NEXT_LABEL.search(block.text):
                rank = Rank.DATE_ALONE if _is_mostly_date(block.text, order) else Rank.OPENING_TEXT
                yield block.text, block.line, rank
        elif index <= 1 and len(block.lines) > 1:
            starts = [offset for offset, _ in block.lines[:3]]
            for start, end in zip(starts, [*starts[1:], starts[-1] + 120], strict=True):
                yield block.text[start:end], block.line_at(start), Rank.DATE_ALONE
        elif index <= 6 and MEETING_WORD.search(block.text[:300]):
            yield block.text[:300], block.line, Rank.OPENING_TEXT


def _label_and_value(block: Block) -> tuple[str, str]:
    if block.kind is Kind.ROW and len(block.cells) >= 2:
        return block.cells[0].text, block.cells[1].text
    label, _, value = block.text.partition(":")
    return label, value


def _is_mostly_date(text: str, order: str) -> bool:
    dates = find_dates(text, order=order, near=ANY_DAY)
    return bool(dates) and dates[0].end - dates[0].start >= 0.4 * len(text.strip())


def _meeting_day(candidates: Sequence[_DateCandidate], name_day: date | None) -> tuple[date | None, tuple[Doubt, ...]]:
    """Choose the meeting's day among the dates of the head and that of the file's name; doubts where they disagree."""
    certain = [candidate for candidate in candidates if candidate.rank <= Rank.DATE_ALONE]
    if not certain:
        complete = next((candidate.written.day for candidate in candidates if candidate.written.year_said), None)
        return name_day or complete, ()
    best = certain[0]
    if best.rank is Rank.PUBLISHED and best.written.day:
        earlier = _before_publication(certain, best.written.day)
        if earlier:
            doubt = Doubt(
                earlier.line,
                f"the front matter gives {best.written.said}, the notes give “{earlier.written.said}”; the date of the"
                " notes is used",
                "date",
            )
            return earlier.written.day, () if earlier.written.day == name_day else (doubt,)
    if not best.written.year_said:
        return _completed_day(best, candidates, name_day)
    return _checked_day(best, certain, candidates, name_day)


def _before_publication(certain: Sequence[_DateCandidate], published: date) -> _DateCandidate | None:
    """Return the date that the notes give, where the front matter gives a later one: the day of publication."""
    for candidate in certain:
        written = candidate.written
        if candidate.rank is not Rank.PUBLISHED and written.year_said and written.other is None and written.day:
            return candidate if timedelta(0) < published - written.day <= MAX_PUBLICATION_DELAY else None
    return None


def _completed_day(
    partial: _DateCandidate, candidates: Sequence[_DateCandidate], name_day: date | None
) -> tuple[date | None, tuple[Doubt, ...]]:
    """Return the day that a date without a year means: another line, or the file's name, may give it in full."""
    for candidate in candidates:
        if candidate.written.year_said and _same_month_and_day(candidate.written, partial.written):
            return candidate.written.day, ()
    if name_day is None:
        message = f"“{partial.written.said}” has no year, so the meeting's date is not known; give it with --date"
        return None, (Doubt(partial.line, message, "date"),)
    agrees = partial.written.day in (None, name_day)
    return name_day, () if agrees else (_disagreement(partial, name_day),)


def _checked_day(
    best: _DateCandidate,
    certain: Sequence[_DateCandidate],
    candidates: Sequence[_DateCandidate],
    name_day: date | None,
) -> tuple[date | None, tuple[Doubt, ...]]:
    """Return the day of a date with a year, checked against the other dates and the file's name."""
    written = best.written
    if name_day and _same_numbers(written, name_day):
        return name_day, ()
    days = {candidate.written.day for candidate in candidates if candidate.written.year_said}
    # "3/6/24": another line may show which number is the month.
    if written.other is not None and written.other in days and written.day != name_day:
        return written.other, ()
    if name_day is None or written.day == name_day:
        return written.day, ()
    if name_day not in days:
        return written.day, (_disagreement(best, name_day),)
    # Two lines of the notes disagree, and the file's name agrees with one of them.
    if any(candidate.written.day == name_day for candidate in certain):
        message = f"“{written.said}” is not the date in the file name and in another line ({format_day(name_day)})"
        return name_day, (Doubt(best.line, f"{message}, which is used", "date"),)
    return written.day, ()


def _same_numbers(written: WrittenDate, day: date) -> bool:
    """Return whether the written numbers are the day in some order: 22-05-20, 3/6/24, 04/08/2024."""
    numbers = sorted(int(number) % 100 for number in re.findall(r"\d+", written.said))
    return len(numbers) == 3 and numbers == sorted((day.year % 100, day.month, day.day))


def _same_month_and_day(complete: WrittenDate, partial: WrittenDate) -> bool:
    if complete.day is None or partial.day is None:
        return False
    return (complete.day.month, complete.day.day) == (partial.day.month, partial.day.day)


def _disagreement(candidate: _DateCandidate, name_day: date) -> Doubt:
    said = candidate.written.said
    return Doubt(candidate.line, f"“{said}” is not the date in the file name ({format_day(name_day)})", "date")


def _order_shown(candidates: Sequence[_DateCandidate], day: date | None, name_day: date | None) -> str | None:
    """Return the date order that the head shows: 3/6/24 in notes whose name or another line gives 3 June."""
    if day is None or day.day == day.month:
        return None
    is_certain = day == name_day or any(
        candidate.written.day == day and candidate.written.other is None for candidate in candidates
    )
    if not is_certain:
        return None
    for candidate in candidates:
        first_number = re.match(r"\D*(\d{1,2})[/.-]\d{1,2}[/.-]\d{2,4}", candidate.written.said)
        if first_number and _same_numbers(candidate.written, day):
            return "dmy" if int(first_number[1]) == day.day else "mdy"
    return None


def _next_meeting(blocks: Sequence[Block], near: date | None, order: str) -> date | None:
    """Return the date of the next meeting, from the last block that announces it."""
    for index in reversed(range(len(blocks))):
        block = blocks[index]
        announcement = NEXT_LABEL.search(block.text) if ANNOUNCING.search(block.text.lower()) else None
        if not announcement:
            continue
        words = block.text[announcement.start() :][:200]
        dates = find_dates(words, order=order, near=near)
        is_title = block.kind is Kind.HEADING or len(block.text[announcement.end() :].split()) < 2
        if not dates and is_title and index + 1 < len(blocks):  # "6. Date of next meeting"
            words = blocks[index + 1].text[:120]
            dates = find_dates(words, order=order, near=near)
        for written in dates:
            # 3/4 may be 3 April or 4 March: the one that follows this meeting
            for day in (written.day, written.other):
                if day and (near is None or near < day <= near + MAX_MEETING_INTERVAL):
                    return day
        if (is_title or OPENS_NEXT.match(block.text)) and (day := _day_ahead(words, order, near)):
            return day
    return None


def _day_ahead(words: str, order: str, near: date | None) -> date | None:
    """Return the day after the meeting that words without a full date name: "Thursday 30th, same link"."""
    if near is None:
        return None
    # On use: most notes name no next meeting, and the grammar of dates takes a while to load.
    from extractor.dates.finding import find_phrases
    from extractor.dates.intervals import DateContext
    from extractor.dates.resolving import resolve

    for phrase in find_phrases(words[:80]):
        said = re.sub(r"^next\s+(?=\w+ (?:same|at)\b)", "", phrase.said)
        deadline = resolve(said, DateContext(near, order))
        if deadline and deadline.day and deadline.grain == "day" and near < deadline.day <= near + MAX_DAYS_AHEAD:
            return deadline.day
    return None


class Field(NamedTuple):
    """A key of the front matter, in lower case, and the values of one line."""

    key: str
    values: tuple[str, ...]
    line: int


class FrontMatter(NamedTuple):
    """The front matter: the number of its lines, and its fields."""

    length: int = 0
    fields: tuple[Field, ...] = ()

    def first(self, key: str) -> str | None:
        """Return the first value of `key` as plain text."""
        values = [value for field in self.fields if field.key == key for value in field.values]
        return plain_text([(values[0], 1)]).text or None if values else None


class Head(NamedTuple):
    """What the head of the notes says about the meeting."""

    title: str | None = None
    day: date | None = None
    date_order: str | None = None
    next_meeting: date | None = None
    doubts: tuple[Doubt, ...] = ()


class _DateCandidate(NamedTuple):
    """A date that may be the meeting's."""

    rank: Rank
    line: int
    written: WrittenDate
