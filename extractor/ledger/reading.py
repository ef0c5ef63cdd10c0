"""Read the notes of a meeting for the ledger: every statement about work that may be new, or about an open item.

Kept are the items that recap found, ticked and unticked boxes, entries of lists of what was open before, lines with a
status mark, and sentences that tell what became of something. Nothing else of the notes is kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from extractor.common.lazy_regex import expression, sought
from extractor.language.columns import column_kind
from extractor.language.people.name_lists import GIVEN_NAMES, common_words, fold_name
from extractor.language.people.names import is_initials, is_name
from extractor.language.people.roster import Roster, without_title
from extractor.ledger.events import Meeting, Member, Statement
from extractor.ledger.identity import digest, folded, mention_key
from extractor.ledger.likeness import is_only_day, subject_words, task_words
from extractor.ledger.news_sentences import receiver_of, reports_of, saying_of, sentences_of, subject_of, telling_of
from extractor.ledger.status_marks import (
    answer_of,
    done_when,
    is_short_telling,
    mark_of,
    names_status,
    short_answer_of,
    status_of,
    without_mark,
)
from extractor.ledger.titles import place_of, title_key
from extractor.model import Action, Block, Cell, Kind, Notes, Recap

LISTED = frozenset({Kind.BULLET, Kind.BOX, Kind.ROW, Kind.PARAGRAPH})
MAX_QUOTE = 300  # characters of a line that are kept
MAX_SUBJECT = 3  # words before the verb of a report: "The drinks licence was granted"
LAST_MONTHS = timedelta(days=150)  # in which something that is told with its date may have happened
MAX_ASKED = 12  # words of a question that names the work of which the next turn tells
MAX_SENTENCE = 200  # characters of a sentence that is looked at for news
# Titles above what was open before.
_REVIEW = sought(
    r"""\b(?: last\ (?:time|meeting|week|month|visit)(?:['’]s)? | from\ (?:last|earlier|previous|before|the\ last)
        | from\ (?:january|february|march|april|may|june|july|august|september|october|november|december)
        | previous | earlier\ minutes | matters\ arising | carried\ (?:over|forward) | carry-?over | outstanding
        | (?:open|old)\ (?:items|actions|points|business|jobs|tasks)
        | (?:ai|action|task)(?:\ (?:item|point))?s?\ (?:updates?|review|from|arising|progress)
        | (?:review|status|progress)\ (?:of|on)\ (?:the\ |our\ )?(?:action|task|item|point|job|previous|last|open)s?
        | review\ (?:the\ )?(?:actions?|previous|last|open) | (?:ai|action)s?(?:/project)?\ updates?
        | updates?\ on\ (?:the\ )?actions | follow[ -]?up\ (?:on|from) | progress\ since | since\ last )\b""",
    re.I | re.X,
)
# A line that is nothing but such a title: "Last week", "From last time:", "Jobs from the last visit".
_REVIEW_LINE = expression(
    r"""\W*(?:\d[\d./-]{0,8}\W{1,8})?(?:(?:from|since|of|at|on|the|our|old|open|last|previous|earlier|site|time|week|month|meeting|visit|call
        |actions?|items?|jobs?|points?|things?|tasks?|list|notes?|minutes|review|updates?|status|outstanding|carried|over
        |january|february|march|april|may|june|july|august|september|october|november|december
        |forward|carry|matters|arising|follow|up|still|done|and|what|happened|so|far)(?:['’]s)?\W+){1,6}""",
    re.I | re.X,
)
_HEAD = expression(r"\W*(?P<head>[^:–—\n]{3,70}?)\s*(?::|\s[–—-])\s")
# "ACTION: ...", "The boiler failed. Action: ...": what stands before the colon names no work.
_LABEL = expression(
    r"(?:.*[.!?;]\s)?(?:actions?|to-?dos?|ai|ap|tasks?|notes?|agreed|decisions?|resolved)(?:\s\d+)?", re.I | re.S
)
_NUMBER = expression(r"\s*(?:[-*+]\s+)?(?P<number>\d{1,3}\.\d{1,3}[a-z]?)\.?\s")
_LINKS = expression(
    r"\[(?P<id>[a-hjkmnp-tv-z][2-9a-hjkmnp-tv-z]{2,11})\]|(?<![\w&])(?P<issue>#\d{1,7}|[A-Z][A-Z0-9]{1,9}-\d{1,6})\b|(?P<url>https?://[^\s()<>\]]+)"
)
_TITLES = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Madame|Mme)\b\.?"
_NAME = rf"(?:{_TITLES}\s)?[A-Z][\w'’-]+(?:\s(?:van\s|de\s|von\s)?[A-Z][\w'’-]+){{0,2}}"
# Most lines hold nothing like it.
_TOWARDS = r"(?:to|for|promised|owes?|brings?|sends?|gives?|tells?|shows?|answers?)"
_MAY_PROMISE = expression(rf"{_TOWARDS}\s[A-Z]|asked\sfor|wants|promised")
_PROMISED = expression(
    rf"\b{_TOWARDS}\s(?P<a>{_NAME})"
    rf"|(?P<b>{_NAME})\s(?:asked\sfor|wants|was\spromised)\b"
)
_TITLED = expression(rf"{_TITLES}\s")
# What columns at the right-hand side say: who, and by when: "...   MH   01.10.", "..., PD, 24/4", "... (Kim)".
_TAIL = expression(r"(?:\s{2,}|[,–—-]\s|\()(?P<who>[A-Z@][\w.'’ -]{1,30}?)\)?(?:[\s,]+(?P<day>\d[\d./-]{2,10}|-))?\s*$")
# "slips to the 15th", "new attempt on Friday"
_TO_DAY = expression(
    r"\b(?:to|for|on)\s+(?=(?:the\s+)?\d|(?:next\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b)", re.I
)
_POINTS = sought(r"\b(?:it|them|this|that|these|those)\b", re.I)
_BY_DAY = sought(r"\s(?:by|until|till)\s(?P<day>[^,;.]{3,30})\W*$")
_WEEKDAY = sought(
    r"\b(?:on|last)?\s?(?P<day>mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?P<near>yesterday|today|this\smorning)\b",
    re.I,
)
_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")


class Source(Struct, frozen=True):
    """Where notes come from: their path as it was given, the hash of the file, and its lines if it is text.

    Of the corrections beside them: the lines that hold no work, and the ids of the items that the user changed.
    """

    path: str
    sha: str
    lines: tuple[str, ...] = ()
    without_work: frozenset[int] = frozenset()
    corrected: frozenset[str] = frozenset()


def sha_of(data: bytes, corrections: bytes = b"") -> str:
    """Return the hash by which the ledger knows a file of notes, with the corrections beside it."""
    return hashlib.sha256(data + (b"\0" + corrections if corrections else b"")).hexdigest()[:32]


def meetings_of(
    notes: Notes, recap: Recap, source: Source, by_day: Mapping[date, Recap] | None = None
) -> tuple[Meeting, ...]:
    """Return the meetings that a file of notes holds: one, or one for each dated section of running notes.

    Args:
        notes: The notes as read.
        recap: The plan that was found in them.
        source: Where they come from.
        by_day: The plan of each section of running notes, where each was read by itself.

    Meetings without a day are left out: the ledger has no place for them.
    """
    days = sorted({block.day for block in notes.blocks if block.kind is Kind.HEADING and block.day})
    if len(days) < 2:
        return (_meeting(notes, recap, source, recap.date, None),) if recap.date else ()
    plans = by_day or {}
    return tuple(_meeting(notes, plans.get(day, recap), source, day, day) for day in days)


def _meeting(notes: Notes, recap: Recap, source: Source, day: date, section: date | None) -> Meeting:
    """Return the meeting of a day; `section` is the day of its section of running notes, None for whole notes."""
    blocks = [at for at, block in enumerate(notes.blocks) if section is None or block.day == section]
    title = " ".join((recap.title or "").split())
    name = PurePath(source.path).name
    meeting = digest("meeting", day.isoformat(), title_key(title), name)
    return Meeting(
        id=meeting,
        title=title,
        day=day,
        source=source.path,
        place=place_of(source.path),
        sha=source.sha,
        fingerprints="".join(_fingerprint(notes.blocks[at].text) for at in blocks if notes.blocks[at].text.strip()),
        people=tuple(Member(person.name, person.aliases, person.email, person.present) for person in notes.people),
        next_day=recap.next_meeting if section is None and (recap.next_meeting or day) > day else None,
        statements=_with_keys(meeting, _Reader(notes, recap, source, day, frozenset(blocks)).statements()),
        questions=tuple(
            " ".join(one.text.split())[:MAX_QUOTE]
            for one in recap.questions
            if not one.private and any(notes.blocks[at].line <= one.line <= notes.blocks[at].end_line for at in blocks)
        ),
    )


def with_id(meeting: Meeting, id: str) -> Meeting:
    """Return a meeting under another id: these notes are a revision of other notes, or stand beside them."""
    return replace(meeting, id=id, statements=_with_keys(id, meeting.statements))


def _fingerprint(text: str) -> str:
    return hashlib.sha256(folded(text).encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _with_keys(meeting: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    taken: set[str] = set()
    return tuple(
        replace(
            statement,
            key=mention_key(meeting, f"{statement.task}\0{statement.says if not statement.found else ''}", taken),
        )
        for statement in statements
    )


class _Reader:
    """Reads the statements of one meeting.

    Args:
        notes: The notes.
        recap: Their plan.
        source: Where they come from.
        day: The day of the meeting.
        within: The indices of the blocks that belong to it.
    """

    def __init__(self, notes: Notes, recap: Recap, source: Source, day: date, within: frozenset[int]) -> None:
        self._notes, self._recap, self._source, self._day, self._within = notes, recap, source, day, within
        self._roster = Roster(notes.people)
        self._may_be_items: frozenset[int] = frozenset()  # blocks that hold an item or a maybe
        self._below_review = frozenset(_below_review(notes.blocks))
        self._children: dict[int, list[int]] = {}
        for at, block in enumerate(notes.blocks):
            if block.parent is not None:
                self._children.setdefault(block.parent, []).append(at)

    def statements(self) -> list[Statement]:
        """Return all statements, by line."""
        result: list[Statement] = []
        items = self._items_by_block(self._recap.items)
        maybes = self._items_by_block(self._recap.maybes)
        self._may_be_items = frozenset((*items, *maybes))
        spent: set[int] = set()  # sub-entries that only say what became of their parent
        for at in sorted(self._within):
            block = self._notes.blocks[at]
            if block.kind is Kind.HEADING or block.roster or at in spent:
                continue
            if block.line in self._source.without_work and not items.get(at):
                result += self._told(at)
                continue
            news, children = self._news_of(at)
            spent.update(children)
            if items.get(at):
                told = self._told(at)
                found = self._promised(at, items[at], told)
                is_status = block.kind is Kind.BOX or (not told and news and self._head(block.text))
                if not found and is_status and not self._is_closed_entry(at, told):
                    # "Clay: done, Jo": nothing but the head and its status
                    result.append(self._of_mark(at, news or ("done" if block.checked else "open")))
                    continue
                result += _with_days([self._of_item(item, at, news) for item in found])
                if block.kind is not Kind.BOX:
                    result += [one for one in told if not any(self._is_sentence_of(block, one, item) for item in found)]
                continue
            maybe = next(iter(maybes.get(at, ())), None)
            if maybe is not None and (block.kind is Kind.BOX or (news and self._is_reviewed(at))):
                told = self._told(at)
                # "Lamps: not yet, Terry by 20 February"
                is_moved = any(one.says in ("moved", "handed") for one in told)
                result += told if is_moved else [self._of_item(maybe, at, news)]
            elif self._number(block):
                result.append(self._of_number(at, news, maybe))
            elif news or (block.kind is Kind.BOX and block.checked):
                result.append(self._of_mark(at, news or "done"))
            elif self._is_reviewed(at) and block.kind in LISTED:
                is_topic = any(items.get(child) for child in self._children.get(at, ()))
                result += self._told(at) or ([] if is_topic else [self._of_mark(at, "open")])
            else:
                result += self._told(at)
        result += self._added()
        return sorted(result, key=lambda statement: (statement.line, statement.end_line))

    def _promised(self, at: int, items: Sequence[Action], told: Sequence[Statement]) -> list[Action]:
        """Return those of the items of a block that are work, and no report of it."""
        found = [item for item in items if not status_of(item.task) and not _is_report(item)]
        if self._is_short_telling(at):
            return [item for item in found if item.owners]
        if self._is_closed_entry(at, told):
            return [item for item in found if self._is_given(self._notes.blocks[at], item)]
        return found

    def _is_closed_entry(self, at: int, told: Sequence[Statement]) -> bool:
        """Whether an entry of numbered minutes tells that something is done, and its columns name nobody."""
        is_done = any(one.says in ("done", "dropped") for one in told)
        return is_done and bool(self._number(self._notes.blocks[at])) and not _TAIL.search(self._entry_text(at))

    def _is_given(self, block: Block, item: Action) -> bool:
        """Whether the sentence of an item gives work to somebody: "LT was asked to arrange the access"."""
        return _GIVEN.search(self._sentence_of(block, item)) is not None

    def _items_by_block(self, items: Sequence[Action]) -> dict[int, list[Action]]:
        found: dict[int, list[Action]] = {}
        places = [(self._notes.blocks[at].line, at) for at in sorted(self._within)]
        for item in map(self._where_it_stands, items):
            holders = [at for line, at in places if line <= item.line <= self._notes.blocks[at].end_line]
            if holders:
                found.setdefault(holders[-1], []).append(item)
        return found

    def _where_it_stands(self, item: Action) -> Action:
        """Return an item at the place that says most of its words, without places that say little of them.

        Recap counts what a list of last time's says for another place of an item at times; the ledger keeps them apart.
        """
        words = task_words(item.task)
        if not item.also or not words:
            return item
        said = {spot: self._words_at(*spot) & words for spot in ((item.line, item.end_line), *item.also)}
        first, *others = sorted(said, key=lambda spot: (-len(said[spot]), spot))
        if len(said[first]) < 2 or 2 * len(said[item.line, item.end_line]) >= len(said[first]):
            return item
        also = tuple(spot for spot in others if 2 * len(said[spot]) >= len(said[first]))
        return dataclasses.replace(item, line=first[0], end_line=first[1], also=also)

    def _words_at(self, line: int, end_line: int) -> frozenset[str]:
        blocks = (block for block in self._notes.blocks if block.line <= end_line and line <= block.end_line)
        return frozenset(word for block in blocks for word in task_words(block.text))

    def _news_of(self, at: int) -> tuple[str, list[int]]:
        """Return what marks say of a block ("done", "open", "dropped" or ""), and the sub-entries that say so."""
        block = self._notes.blocks[at]
        # "DONE: Final updates" below a topic is an entry of its own; below an item, "Complete: Ana will be it" is news.
        below, is_item = self._children.get(at, ()), block.kind is Kind.BOX or at in self._may_be_items
        says_of = answer_of if is_item else status_of
        answers = {child: says_of(self._notes.blocks[child].text) for child in below}
        children = {child: says for child, says in answers.items() if says}
        told = list(children.values())[-1] if children else ""
        if block.kind is Kind.BOX:
            return ("done" if block.checked else mark_of(block.text) or told), list(children)
        struck = sum(end - start for start, end in block.struck) > 0.6 * max(1, len(block.text.strip()))
        if block.kind is Kind.ROW:
            cells = (self._status_of_cell(at, cell) for cell in block.cells)
            return ("done" if struck else next(filter(None, cells), "")), list(children)
        if status_of(block.text):
            return "", list(children)  # a title of entries: "DONE"; or an answer to a line above
        above = self._status_above(block)
        mark = mark_of(block.text) or self._status_behind_head(at)
        return ("done" if struck else mark or told or above), list(children)

    def _status_of_cell(self, at: int, cell: Cell) -> str:
        if column_kind(cell.column) != "status":
            return status_of(cell.text)
        return answer_of(cell.text) or (short_answer_of(cell.text) if self._is_reviewed(at) else "")

    def _status_behind_head(self, at: int) -> str:
        """Return the status that the words behind a colon begin with: "Swap day: cancelled, it rained".

        In a list of what was open before that may be a word like "in", "paid" or "booked".
        """
        text = self._notes.blocks[at].text
        head = self._head(text)
        said = text.partition(head)[2].lstrip(" :–—-") if head else ""
        return answer_of(said) or (short_answer_of(said) if said and self._is_reviewed(at) else "")

    def _status_above(self, block: Block) -> str:
        """Return the status that the entry or the title above a block gives: "DONE", "WIP/Carryover"."""
        if block.parent is not None:
            return _first_status(self._notes.blocks[block.parent].text)
        return _first_status(block.section[-1]) if block.section else ""

    def _is_reviewed(self, at: int) -> bool:
        """Whether a block stands in a list of what was open before."""
        if at in self._below_review:
            return True
        block = self._notes.blocks[at]
        titles = [title for title in block.section[-2:] if title_key(title) != title_key(self._recap.title or "")]
        if block.parent is not None:
            titles.append(self._notes.blocks[block.parent].text)
        return any(_REVIEW.search(title) for title in titles)

    def _of_item(self, item: Action, at: int, news: str) -> Statement:
        """Return the statement of an item that recap found."""
        block = self._notes.blocks[at]
        change = "" if news or item.done else self._change_of(block, item)
        says = "done" if item.done and news != "dropped" else change or ("new" if news in ("", "open") else news)
        owners = tuple(one for one in item.owners if not status_of(one) and not self._is_head(at, one))
        owners = self._people_behind(block.text, owners)
        if change == "handed" and (receiver := self._receiver(block, self._sentence_of(block, item))):
            owners = (receiver,)
        task, due, due_said = self._deadline_of(item)
        task = self._cell_of(block, task)
        plain = self._plain(block, item.said, task)
        if item.line > block.line:  # the head is that of another line
            plain = replace(plain, head=self._head(item.said))
        plain = replace(plain, head="") if plain.head in owners else plain
        if number := self._number_at(item.line):  # two entries of numbered minutes may be one block
            plain = replace(plain, number=number)
        if self._is_reviewed(at) and due_said.startswith("in "):  # "look at it in May" promises nothing
            due, due_said = None, ""
        statement = replace(
            plain,
            line=item.line,
            end_line=item.end_line,
            says=says,
            found=True,
            owners=owners,
            due=due,
            due_said=due_said,
            also=item.also,
            reviewed=self._is_reviewed(at) and not item.found_by.startswith("marker"),
            on=self._past_day(block.text) if says == "done" else None,
            promised_to=self._promised_to(item.said, item.owners),
            private=item.private,
        )
        if item.id not in self._source.corrected:
            return self._with_columns(statement, at)
        return replace(
            statement,
            says="done" if item.done else "new",
            task=item.task,
            owners=item.owners,
            due=item.due,
            due_said=item.due_text or "",
        )

    def _added(self) -> list[Statement]:
        """Return the statements of the items that the user added to the plan, which stand on no line."""
        if self._day != self._recap.date:
            return []
        return [
            Statement(
                "",
                0,
                0,
                item.task,
                item.task,
                found=True,
                owners=item.owners,
                due=item.due,
                due_said=item.due_text or "",
            )
            for item in self._recap.items
            if not item.line
        ]

    def _change_of(self, block: Block, item: Action) -> str:
        """Return "handed", "moved" or "open" where the sentence of an item tells that of earlier work, else ""."""
        if block.kind is Kind.ROW:
            return ""
        sentence = self._sentence_of(block, item)
        says = saying_of(sentence[:MAX_SENTENCE])
        before = block.text[: max(0, block.text.find(sentence))]
        if not says and _POINTS.search(sentence) and any(_strength(one) for one in sentences_of(before)):
            # "Ana ran out of time. Tom will make them."
            return "moved" if item.due or any(owner.split()[0] in before for owner in item.owners) else "handed"
        return says if says in ("handed", "moved", "open") else ""

    def _sentence_of(self, block: Block, item: Action) -> str:
        """Return the sentence of a block that an item stands in; of several, the one that tells the strongest news."""
        said = folded(item.said)
        own = [one for one in sentences_of(block.text) if folded(one) in said or said in folded(one)]
        words = task_words(item.task)
        return max(own or sentences_of(block.text), key=lambda one: (_strength(one), len(words & task_words(one))))

    def _is_sentence_of(self, block: Block, told: Statement, item: Action) -> bool:
        """Whether what a sentence tells is part of an item that recap found there."""
        return " ".join(self._sentence_of(block, item).split())[:MAX_QUOTE] == told.quote

    def _is_head(self, at: int, owner: str) -> bool:
        """Whether what seems to be an owner is the work of an entry of what was open before: "Vestry: ..."."""
        is_before_colon = f"{owner}:" in self._notes.blocks[at].text and self._is_reviewed(at)
        return is_before_colon and not self._is_person(owner)

    def _receiver(self, block: Block, sentence: str) -> str:
        """Return who has the work now that a sentence hands over; "" if it does not say."""
        return receiver_of(sentence, self._person, self._person(block.speaker or "") or (self._roster.author or ""))

    def _person(self, words: str) -> str:
        people = self._roster.known(words) if words else ()
        is_titled = bool(words) and not people and without_title(words) != words  # "Sr Amankwah", of another ward
        return people[0].name if len(people) == 1 else words if is_titled else ""

    def _cell_of(self, block: Block, task: str) -> str:
        """Return the task of a row as its cell words it; recap adds words of other places to it."""
        words = task_words(task)
        cells = [cell.text for cell in block.cells if len(task_words(cell.text) & words) > 1]
        return cells[0] if block.kind is Kind.ROW and cells and not mark_of(cells[0]) else task

    def _people_behind(self, text: str, owners: tuple[str, ...]) -> tuple[str, ...]:
        """Return the owners of a line; where its topic stands for them ("Hoodies - Meena asks"), the person named."""
        head = _HEAD.match(text)
        if head is None or owners != (head["head"].strip(),) or self._roster.known(owners[0]):
            return owners
        first_words = (sentence.split()[0].strip(",:") for sentence in sentences_of(text[head.end() :]))
        people = (self._roster.known(word) for word in first_words)
        return next(((found[0].name,) for found in people if len(found) == 1), owners)

    def _deadline_of(self, item: Action) -> tuple[str, date | None, str]:
        """Return the task, the day and its words; "by 20 March" at the end of a task is its day.

        "At the September meeting", of which no day is known, tells where the work is due, and so which work it is.
        """
        if item.due is None and item.due_text and item.due_text.casefold().startswith("at "):
            return f"{item.task} {item.due_text}", None, item.due_text
        found = None if item.due or item.due_text else _BY_DAY.search(item.task)
        day = self._new_day(found["day"]) if found else None
        if found is None or day is None:
            return item.task, item.due, item.due_text or ""
        return item.task[: found.start()].rstrip(" ,"), day, found.group().strip()

    def _of_mark(self, at: int, says: str) -> Statement:
        """Return the statement of a line that a mark says something about."""
        block = self._notes.blocks[at]
        text = without_mark(" ".join(cell.text for cell in block.cells[:2]) if block.kind is Kind.ROW else block.text)
        owners, task = self._owner_before(text)
        plain = self._plain(block, block.text, task)
        reviewed = self._is_reviewed(at)
        return replace(
            plain,
            task=plain.head if block.kind is Kind.BOX and len(plain.head.split()) > 1 else task,
            says=says,
            found=block.kind is Kind.BOX or (reviewed and says == "done"),
            owners=owners or self._owners_behind(text) or self._taker(text, reviewed=reviewed),
            due=None if says in ("done", "dropped") else self._new_day(block.text),
            reviewed=reviewed,
            on=self._past_day(block.text) if says == "done" else None,
        )

    def _taker(self, text: str, *, reviewed: bool) -> tuple[str, ...]:
        """Return who has an entry of what was open before from now on: "Keys: Bram does it"."""
        found = _TAKER.search(text) if reviewed else None
        person = self._person(found["who"]) if found else ""
        return (person,) if person else ()

    def _of_number(self, at: int, news: str, maybe: Action | None) -> Statement:
        """Return the statement of an entry of numbered minutes: an item if its columns at the right name an owner."""
        plain = self._with_columns(self._of_mark(at, news or "open"), at)
        is_item = bool(plain.owners) and news not in ("done", "dropped")
        told = self._told(at) if not news and not is_item else []
        if told and told[0].says in ("done", "dropped"):
            return replace(told[0], number=plain.number)
        text = _TAIL.sub("", self._entry_text(at)) if is_item else plain.task
        task = maybe.task if maybe is not None and is_item and len(maybe.task) > len(text) else without_mark(text)
        says = "new" if is_item and not news else plain.says
        return replace(plain, task=" ".join(task.split())[:MAX_QUOTE], says=says, found=is_item or plain.found)

    def _entry_text(self, at: int) -> str:
        """Return the text of an entry with the lines below it that belong to it, whose columns name who and when."""
        block = self._notes.blocks[at]
        text, end = block.text, block.end_line
        for after in self._notes.blocks[at + 1 : at + 3]:
            is_more = after.kind is not Kind.HEADING and after.line == end + 1 and not self._number(after)
            if not is_more:
                break
            text, end = f"{text} {after.text}", after.end_line
        return text

    def _with_columns(self, statement: Statement, at: int) -> Statement:
        """Return the statement of a numbered entry with the owner and the day of the columns at its right-hand side."""
        found = _TAIL.search(self._entry_text(at)) if statement.number else None
        if found is None:
            return statement
        who, day = found["who"].strip(), found["day"]
        people = self._roster.known(who)
        if not people and not (day and is_initials(who)):
            return statement
        owners = (people[0].name if len(people) == 1 else who,)
        due = self._new_day(day) if day and day != "-" else None
        return replace(statement, owners=owners, due=due or statement.due)

    def _told(self, at: int) -> list[Statement]:
        """Return the statements of the sentences of a block that tell what became of something."""
        block = self._notes.blocks[at]
        result: list[Statement] = []
        first, end, begun = "", 0, False  # the first sentence of the line; where the last ends; a later line has begun
        parts = _entries_of(block) if self._is_reviewed(at) else (block.text,)
        for sentence in (part for text in parts for one in sentences_of(text) for part in reports_of(one)):
            start = block.text.find(sentence, end)
            end = start + len(sentence)
            if _begins_line(block, start):
                first, begun = "", True
            says = saying_of(sentence) if len(sentence) <= MAX_SENTENCE else ""
            says = says or ("" if first else self._says_briefly(at, sentence))
            if says and not self._tells_of_person(sentence):
                result.append(self._telling(at, sentence, first, says, start if begun else None))
            elif result and result[-1].says == "open" and is_only_day(sentence) and (day := self._new_day(sentence)):
                result[-1] = replace(result[-1], says="moved", due=day)  # "Not asked yet. This week."
            first = first or sentence
        return result

    def _says_briefly(self, at: int, sentence: str) -> str:
        """Return what the first sentence of a block says in a word or two, where it answers; "" if it does not."""
        if self._is_short_telling(at):
            return "done"
        return answer_of(sentence) if self._asked_before(at) else ""

    def _is_short_telling(self, at: int) -> bool:
        return self._is_reviewed(at) and is_short_telling(self._notes.blocks[at].text)

    def _asked_before(self, at: int) -> str:
        """Return what the turn before asks about in a few words: "And the oven?" - "Ordered."; "" for none."""
        turns = self._notes.blocks[max(0, at - 1) : at + 1]
        if len(turns) < 2 or not all(turn.speaker for turn in turns) or turns[0].speaker == turns[1].speaker:
            return ""
        question = sentences_of(turns[0].text[-MAX_SENTENCE:])[-1]
        return question.rstrip(" ?") if question.endswith("?") and len(question.split()) <= MAX_ASKED else ""

    def _tells_of_person(self, sentence: str) -> bool:
        """Whether a sentence tells where a person is, and not what became of work: "Saskia is back"."""
        found = _IS_BACK.match(sentence)
        return found is not None and self._is_person(found["who"])

    def _telling(self, at: int, sentence: str, first: str, says: str, start: int | None) -> Statement:
        """Return the statement of a sentence that tells what became of something.

        Args:
            at: The index of its block.
            sentence: The sentence.
            first: The first sentence of its line, "" if it is that.
            says: What it tells.
            start: Its place in the text of the block if it stands below the first line, on a line of its own.
        """
        block = self._notes.blocks[at]
        plain = self._plain(block, sentence, sentence)
        if start is not None:
            line, end_line = block.line_at(start), block.line_at(start + len(sentence) - 1)
            plain = replace(plain, line=line, end_line=end_line, head=self._head(first or sentence))
        if first and not plain.head and not subject_words(sentence):
            plain = replace(plain, head=subject_of(first[:MAX_SENTENCE]))
        if not plain.head and (not first or not subject_words(sentence) or _POINTS.search(sentence)):
            plain = replace(plain, head=self._asked_before(at))
        receiver = self._receiver(block, sentence) if says == "handed" else ""
        is_moved = says in ("moved", "handed")
        # The day is on the entry itself; a move that a sentence tells elsewhere is asked.
        is_new_day = says != "handed" and self._is_reviewed(at) and bool(plain.head) and bool(_BY_DAY.search(sentence))
        if says == "open" and self._is_reviewed(at) and _BY_DAY.search(sentence):
            says, is_moved = ("moved", True) if self._new_day(sentence) else (says, False)  # "not yet, Ana by 13 May"
        return replace(
            plain,
            says=says,
            by="mark" if is_moved and is_new_day else "sentence",
            reviewed=self._is_reviewed(at),
            on=self._past_day(sentence) if says == "done" else None,
            quote=" ".join(sentence.split())[:MAX_QUOTE],
            due=self._new_day(_TO_DAY.sub("by ", sentence)) if is_moved else None,
            owners=(receiver,) if receiver else (),
        )

    def _plain(self, block: Block, quote: str, task: str) -> Statement:
        """Return a statement with what every one has: place, words, head, topic, number, links."""
        head = self._head(block.text) or self._strong_start(block)
        topic = next(
            (title for title in block.section[-1:] if title_key(title) != title_key(self._recap.title or "")), ""
        )
        return Statement(
            key="",
            line=block.line,
            end_line=block.end_line,
            quote=" ".join((block.text if len(block.text) <= MAX_QUOTE else quote).split())[:MAX_QUOTE],
            task=" ".join(task.split())[:MAX_QUOTE],
            head=head,
            topic="" if _REVIEW.search(topic) else topic[:80],
            row=block.kind is Kind.ROW,
            under=self._notes.blocks[block.parent].line if block.parent is not None else 0,
            number=self._number(block),
            links=tuple(dict.fromkeys(found.group().strip("[]") for found in _LINKS.finditer(block.text)))[:8],
            private=block.private,
        )

    def _head(self, text: str) -> str:
        """Return the words before a colon or a dash, unless they name a person; "" if there are none."""
        found = _HEAD.match(text)
        words = found["head"].strip() if found else ""
        return "" if not words or _LABEL.fullmatch(words) or self._is_person(words) else words

    def _strong_start(self, block: Block) -> str:
        """Return the words in bold that a block begins with, as its topic: "**Boiler.** Mr Osgood reported ..."."""
        start, end = next(iter(block.strong), (1, 1))
        words = block.text[start:end].strip(" .:")
        is_topic = start == 0 and end < len(block.text.rstrip()) and block.text[:end].rstrip().endswith((".", ":"))
        return words if is_topic and 2 < len(words) <= 70 else ""

    def _is_person(self, words: str) -> bool:
        """Whether what stands before a colon names a person; "NDA" does only if the notes call somebody so."""
        if is_initials(words):
            return any(words in person.aliases for person in self._notes.people)
        return bool(self._roster.known(words)) or (is_name(words) and words.casefold() in GIVEN_NAMES)

    def _number(self, block: Block) -> str:
        """Return the number of an entry of numbered minutes ("7.3"), or of a row of an action table."""
        return self._number_at(block.line)

    def _number_at(self, line: int) -> str:
        found = _NUMBER.match(self._source.lines[line - 1]) if line <= len(self._source.lines) else None
        return found["number"] if found else ""

    def _owner_before(self, text: str) -> tuple[tuple[str, ...], str]:
        """Return the people named before a colon, and the words behind it: "Jonas: Android crash"."""
        who, colon, rest = text.partition(":")
        if colon and rest.strip() and len(who) <= 40 and self._roster.known(who.strip()):
            return self._roster.resolve(who.strip()), rest.strip()
        return (), text

    def _owners_behind(self, text: str) -> tuple[str, ...]:
        found = _TAIL.search(text)
        people = self._roster.known(found["who"].strip()) if found else ()
        return (people[0].name,) if len(people) == 1 else ()

    def _new_day(self, text: str) -> date | None:
        """Return the only day to come that a line names; None if it names none, or several."""
        from extractor.dates.finding import find_phrases
        from extractor.dates.intervals import DateContext
        from extractor.dates.resolving import resolve

        context = DateContext(self._day, self._notes.date_order or "mdy", "", self._notes.next_meeting)
        phrases = [phrase.said for phrase in find_phrases(text) if not phrase.said.startswith(("in ", "on "))]
        limits = [said for said in phrases if said.startswith(("by ", "until ", "till ", "before "))]
        days = {found.day for said in limits or phrases if (found := resolve(said, context)) and found.day}
        ahead = {day for day in days if day >= self._day}
        return ahead.pop() if len(ahead) == 1 else None

    def _last_day(self, said: str) -> date | None:
        """Return the last day that words mean: "18.09.", "28 January"; None if they mean none of the last months."""
        from extractor.dates.intervals import DateContext
        from extractor.dates.resolving import resolve

        found = resolve(said, DateContext(self._day, self._notes.date_order or "mdy", "", None))
        day = found.day if found else None
        if day is not None and day > self._day and (day.month, day.day) != (2, 29):
            day = day.replace(year=day.year - 1)
        return day if day is not None and timedelta() <= self._day - day <= LAST_MONTHS else None

    def _past_day(self, text: str) -> date | None:
        """Return the day on which something happened: "went out on Thursday" is the last one."""
        if said := done_when(text):
            return self._last_day(said)
        found = _WEEKDAY.search(text)
        if found is None:
            return None
        if found["near"]:
            return self._day - timedelta(days=found["near"].casefold() == "yesterday")
        back = (self._day.weekday() - _WEEKDAYS.index(found["day"].casefold())) % 7
        return self._day - timedelta(days=back or 7)

    def _promised_to(self, quote: str, owners: Sequence[str]) -> str | None:
        """Return the person to whom work is promised: not one who owns it, nor one of ours at the meeting."""
        ours = (person for person in self._notes.people if person.present and not person.client)
        members = {word for person in ours for word in fold_name(person.name).split()}
        for found in _PROMISED.finditer(quote) if _MAY_PROMISE.search(quote) else ():
            name = str(next(filter(None, found.groups())))
            words = fold_name(_TITLED.sub("", name, count=1)).split()
            is_known = words[0] in GIVEN_NAMES or bool(self._roster.known(name))
            is_like = len(words) == 2 and is_name(name) and common_words().isdisjoint(words)  # no "Harbour Street"
            is_person = _TITLED.match(name) or is_known or is_like
            if is_person and members.isdisjoint(words) and name not in owners:
                return name
        return None


def _below_review(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of the lines right below a line that is a title of what was open before, and no heading."""
    end = 0  # the line on which the list may go on; 0 outside of one
    for at, block in enumerate(blocks):
        is_title = block.kind is Kind.PARAGRAPH and len(block.section) < 2 and is_review_title(block.text)
        if is_title:
            end = block.end_line + 2  # an empty line may follow the title
        elif end and block.line <= end and block.kind is not Kind.HEADING:
            yield at
            end = block.end_line + 1
        else:
            end = 0


def is_review_title(text: str) -> bool:
    """Whether a line is nothing but a title of what was open before: "Last week", "From last time:"."""
    return len(text) < 60 and _REVIEW.search(text) is not None and _REVIEW_LINE.fullmatch(f"{text} ") is not None


def _entries_of(block: Block) -> list[str]:
    """Return the lines of a block that begin with a head of their own, each with those that go on with it."""
    ends = [*(offset for offset, _ in block.lines), len(block.text)]
    starts = [0, *(start for start, end in pairwise(ends) if start and _HEAD.match(block.text[start:end]))]
    return [block.text[start:end] for start, end in pairwise([*starts, len(block.text)])]


def _begins_line(block: Block, start: int) -> bool:
    """Whether a place in the text of a block is where a line of the file begins, but for the first line."""
    return start > 0 and any(offset == start for offset, _ in block.lines)


def _strength(sentence: str) -> int:
    """Return how much a sentence tells of a change of earlier work: 3 handed over, 2 moved, 1 still open, 0 nothing."""
    says = saying_of(sentence) if len(sentence) <= MAX_SENTENCE else ""
    return ("", "open", "moved", "handed").index(says) if says in ("open", "moved", "handed") else 0


def _with_days(statements: Sequence[Statement]) -> list[Statement]:
    """Return the promises of one line; what is only a day ("By the 27th.") is the day of the promise before it."""
    result: list[Statement] = []
    for one in statements:
        if result and is_only_day(one.task) and result[-1].due is None and result[-1].line == one.line:
            result[-1] = replace(result[-1], due=one.due, due_said=one.due_said or one.task)
        else:
            result.append(one)
    return result


# What recap takes for an item at times, and only tells what happened.
_REPORT = sought(
    r"[A-Z][\w'’-]+\s(?:finished|sent|took|called|gave|wrote|booked)\b"
    r"|(?:yes|no|complete|carry-?over)(?=\s*(?:[.:;!–—-]|$|,(?!\s(?-i:[A-Z])\w+\s)))",
    re.I,
)


# A sentence that tells what was done and gives work, too: "She sent the list and was asked to add the prices".
_GIVEN = sought(
    r"\b(?:asked|agreed|is|are|has|have|needs?|undertook|invited|requested)\sto\s[a-z]|\b(?:will|would|shall)\s", re.I
)
_IS_BACK = expression(
    r"\W*(?P<who>[^\W\d_][\w'’-]{1,30}(?:\s[^\W\d_][\w'’-]{1,30})?)\s(?:is|are)\s(?:back|here|online)\b"
)
# "Mrs. Karpenko spoke to him, so she will do it herself"
_TAKES_ON = sought(r"\b(?:I|he|she|we|they|[A-Z][\w'’-]+)(?:['’]ll|\s(?:will|shall|is\sto|are\sto))\s[a-z]")
_TAKER = expression(
    r"(?:[:–—]|\s-)\s(?P<who>[^\W\d_][\w'’-]{0,30}(?:\s[A-Z][\w'’-]{0,30})?)\s"
    r"(?:(?:will\s)?(?:do|take)|does|takes|has|is\s(?:on|doing))\s(?:it|this|that|them)\b"
)
# "We drop the room" is no work to do.
_GIVES_UP = sought(r"(?:drop|scrap|abandon|ditch|skip|forget)\b", re.I)


def _is_report(item: Action) -> bool:
    """Whether an item only tells what happened, or that earlier work is given up."""
    gives_up = _GIVES_UP.match(item.task) is not None and saying_of(item.said[:MAX_SENTENCE]) == "dropped"
    is_end = tells_end(item.task[:MAX_SENTENCE]) and not item.found_by.startswith("marker")
    is_told = _REPORT.match(item.task) is not None or is_end
    return gives_up or (is_told and not _TAKES_ON.search(item.said))


# What follows the verb of a report: "sent the form", "texted Trey"; "Fixed asset register" is none.
_OBJECT = expression(r"\s(?:the|an?|it|them|his|her|their|our|all|both|to|on|in|at|out|off|with|[A-Z]\w+)\b")
_HAPPENED = expression(r"(?:is|are|was|were|has|have|had|went|came)\b", re.I)
_GOES_ON = expression(
    r"→|->|\+|\b(?:pls|please|must|needs?\sto|will|shall|should|to\sbe|let['’]s)\b|,\s(?:look|check|ask)\b", re.I
)


def tells_end(task: str) -> bool:
    """Whether what recap took for work only tells that it is done: "sent the form", "the licence was granted"."""
    told = telling_of(task)
    if told is None or told.says not in ("done", "dropped") or _GOES_ON.search(task, told.end):
        return False
    if not task[: told.start].strip():
        return told.says == "dropped" or _OBJECT.match(task, told.end) is not None
    subject = task[: told.start].split()
    is_subject = len(subject) <= MAX_SUBJECT and subject[0].casefold() not in _CAUSES
    return is_subject and _HAPPENED.match(task, told.start) is not None


_CAUSES = frozenset("let make have get help see ensure keep please".split())


_ENTRIES = expression(r"(?i)\b(?:items?|actions?|tasks?|points?)\b|:")


def _first_status(title: str) -> str:
    """Return the status that a title names: "DONE", "Completed items", "WIP/Carryover"."""
    bare = _ENTRIES.sub(" ", title) if names_status(title) else ""
    return status_of(bare.strip()) or status_of(bare.split("/")[0].strip())


def fingerprints_shared(first: str, second: str) -> float:
    """Return which part of the lines of the shorter notes stands in the others too, 0 to 1."""
    one, two = (frozenset(prints[at : at + 6] for at in range(0, len(prints), 6)) for prints in (first, second))
    return len(one & two) / min(len(one), len(two)) if one and two else 0.0
