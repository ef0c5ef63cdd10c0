"""Find asides beside a piece of work that tell who should know of it: "(tell nobody at Acme)", "purely for ourselves".

An aside is a bracket, a label, a cell, the words behind a dash or a comma, another sentence of the block, or the end of
the sentence itself from a word such as "don't" on. `readership` judges each. What it finds is named to the sender and
withheld from nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from extractor.common.lazy_regex import expression
from extractor.dates.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from extractor.language.people.name_lists import common_words
from extractor.model import Block, Kind, Notes
from extractor.readers.client_side import client_of
from extractor.readers.confidential_marks import segments
from extractor.resolution.aside_kinds import (
    keeps_apart,
    says_call_is_over,
    says_goodbye,
    says_who_goes,
    title_keeps_apart,
    turns_down,
)
from extractor.resolution.readers_named import (
    cell_that_restricts,
    fields_that_restrict,
    says_who_is_away,
    words_that_mislead,
)
from extractor.resolution.readership import MAX_WORDS, probability, says_who_may_know
from extractor.resolution.readership_words import classes

MAX_LABEL = 4  # words of a label before the work: "Staff eyes: ..."
MAX_TITLE = 6  # words of a block that may be a title
MAX_STANDING = 100  # characters of a block that is nothing but an aside
MAX_TEXT = 2_000  # characters of a block in which asides are looked for
# How likely an aside must be one that keeps something from outsiders. Chosen with weights that had not seen the notes.
MIN_PROBABILITY = 0.82
MIN_APART = 0.55  # of a bracket, a label, or what stands behind a dash
MIN_TAIL = 0.92  # of the end of a sentence, which only a comma or a word like "don't" sets apart
MIN_TITLE = 0.75
MIN_STANDING = 0.98  # of a block that stands alone: it counts for what stands around it
MIN_TURN = 0.98  # of a whole turn of talk
MIN_CLAUSE = 0.2  # probability of each clause of such a block
_WORD = expression(r"[^\W_]+|[🤐🤫🙊🙈🔒🔐🔏🚫⛔🚷🔇🕵]")
_NAME = expression(r"(?<!\w)[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,}(?!\w)")
# Where an aside begins within a sentence that nothing parts: "Bob lowers the price don't tell Dana".
_TURN = expression(
    r"(?<=\s)(?:(?:please|pls|plz|pl|but|and|so|bitte|merci de)\s)?(?:do\snot|don['’]?t|never|not\s(?:for|to|in|on|a)"
    r"|keep|leave|hold|hide|strip|omit|only|just|mum|s*sh+|without|before|until|nur|nicht|kein|ne|pas|but|strictly)\b"
    r"|,\s*|(?<=\s)(?=[#@/!~+][^\W\d_])|(?<=\s)(?=[^\W\d_]+(?:\s[^\W\d_]+)?[\s-]only\b(?!\sif\b))",
    re.I,
)


class Asides:
    """Finds the asides of notes.

    Where the notes do not say who the client is, it may be anybody whom they name and who was not there.
    """

    def __init__(self, notes: Notes) -> None:
        client = client_of(notes.blocks)
        self.plain = client.plain if client.names is not None else self._any_name
        self._title = client.plain  # a title often begins with a word that only looks like a name
        sides = [person for person in notes.people if person.client]
        self._theirs = {part.casefold() for person in sides for part in person.name.split()}
        self._no_outsiders = _CALENDAR | {part.casefold() for person in notes.people for part in person.name.split()}

    def _any_name(self, text: str) -> str:
        """Return a text with "client" in the place of each name that may be an outsider's."""
        return _NAME.sub(lambda found: "client" if self._is_outsider(found[0].casefold()) else found[0], text)

    def _may_be_outside(self, speaker: str) -> bool:
        """Whether a speaker is one of the client, where the notes say who is."""
        return not self._theirs or not self._theirs.isdisjoint(speaker.casefold().split())

    def _is_outsider(self, name: str) -> bool:
        return name not in self._no_outsiders and name not in common_words() and not classes(name)

    def beside(self, text: str, said: str) -> Iterator[str]:
        """Yield the asides of a block that tell who should know of the work in it, as the block has them.

        Args:
            text: The text of the block.
            said: The words of the work.
        """
        at = max(0, text[:MAX_TEXT].find(said[:40]))
        for start, end, is_tail in _pieces(text[:MAX_TEXT]):
            aside = _clean(text[start:end])
            is_work = start <= at < end and len(_WORD.findall(aside)) > MAX_LABEL
            if is_work:
                continue
            plain, least = self.plain(aside), _least(text, start, end, is_tail=is_tail)
            if probability(plain) >= least or keeps_apart(plain, is_apart=least == MIN_APART):
                yield aside
        yield from fields_that_restrict(text[:MAX_TEXT])
        yield from words_that_mislead(self.plain(text[at : at + MAX_TEXT]))

    def in_row(self, block: Block, said: str) -> Iterator[str]:
        """Yield the asides of a block as `beside` does, without the parties that a row names: "Rob / Team"."""
        parties = {
            party.strip().casefold()
            for cell in block.cells
            if _PARTIES.fullmatch(cell.column.strip())
            for party in _BETWEEN_PARTIES.split(cell.text)
        }
        yield from (aside for aside in self.beside(block.text, said) if aside.casefold() not in parties)

    def cells(self, block: Block) -> Iterator[str]:
        """Yield the cells of a row that answer, below a title about readers, that outsiders are none: "Portal: no"."""
        for cell in block.cells:
            if cell_that_restricts(self.plain(cell.column[:MAX_STANDING]), cell.text):
                yield f"{cell.column}: {cell.text}"

    def of(self, text: str) -> Iterator[str]:
        """Yield all that may be an aside of a block, with "client" for the names of the client."""
        for start, end, _ in _pieces(text[:MAX_TEXT]):
            yield self.plain(_clean(text[start:end]))

    def tells_readers(self, title: str) -> bool:
        """Whether the title of a section says who should know of it."""
        if len(title) > MAX_STANDING:
            return False
        plain = self.plain(title)
        if says_who_is_away(plain) or probability(plain, is_title=True) >= MIN_TITLE:
            return True
        return self._title_keeps_apart(title)

    def _title_keeps_apart(self, title: str) -> bool:
        parts = [_clean(title[start:end]) for start, end in segments(title)]
        return any(title_keeps_apart(self._title(part)) for part in dict.fromkeys((title, *parts)))

    def standing(self, blocks: Sequence[Block], seen: Collection[int] = ()) -> dict[int, str]:
        """Return the short blocks that are nothing but an aside, for their lines and those around them: "Off-mic.".

        Args:
            blocks: All blocks of the notes.
            seen: The first lines of those that the sender has released.
        """
        found: dict[int, str] = {}
        last = ""
        before: Block | None = None
        last_turns = {block.speaker: at for at, block in enumerate(blocks) if block.speaker}
        for at, block in enumerate(blocks):
            is_row = sum(bool(cell.text) for cell in block.cells) > 1
            is_short = len(block.text) < MAX_STANDING and block.line not in seen and not is_row
            text = block.text.strip(" .,;:()*_") if is_short else ""
            if block.kind is Kind.HEADING:
                last, before = "", None
                continue
            if block.private and block.kind is Kind.TURN and len(_WORD.findall(text)) <= MAX_TITLE:
                last = last or text  # it may be a title of what follows: "To do (internal)."
            elif text and block.parent is not None and probability(self.plain(text)) >= MIN_PROBABILITY:
                found.setdefault(blocks[block.parent].line, text)  # below the entry that it is about
            elif text and self._stands_apart(text, is_turn=block.kind is Kind.TURN):
                last = found[block.line] = text
                if before is not None:
                    found.setdefault(before.line, text)
            elif last:
                found[block.line] = last
            elif block.line not in seen and block.day is None and last_turns.get(block.speaker or "") == at:
                last = block.text if self._leaves(block) else ""  # who left a call does not hear the rest
            before = block
        return found

    def _leaves(self, block: Block) -> bool:
        """Whether the speaker of a turn leaves the call, and may be an outsider."""
        speaker = block.speaker or ""
        return block.kind is Kind.TURN and self._may_be_outside(speaker) and says_goodbye(block.text.strip())

    def _stands_apart(self, text: str, *, is_turn: bool) -> bool:
        """Whether the words of a block are nothing but an aside, or a title that the notes do not write as one."""
        plain = self.plain(text)
        if (
            says_who_is_away(plain)
            or any(map(says_who_goes, (plain, self._any_name(text))))
            or says_call_is_over(plain)
        ):
            return True
        is_short = len(_WORD.findall(text)) <= MAX_TITLE
        if _SENTENCES.search(text) is None and (
            self._title_keeps_apart(text) if is_short else title_keeps_apart(self._title(text))
        ):
            return True
        if is_turn and (text.endswith("?") or not (says_who_may_know(plain) or says_who_may_know(text))):
            return False  # much that is said in talk is as short, and about anything
        clauses = [self.plain(_clean(text[start:end])) for start, end in segments(text)]
        if any(map(turns_down, clauses)):
            return False
        title = plain if is_short else ""
        likely = [probability(clause) for clause in clauses if len(_WORD.findall(clause)) > 1]
        if likely and min(likely) < MIN_CLAUSE:
            likely = []  # one of its clauses says something else
        likely += [probability(plain)]
        likely += [probability(words, is_title=True) for words in (title, text) if title]
        return max(likely) >= (MIN_TURN if is_turn else MIN_STANDING)


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the places of what may be an aside: clauses, and the ends of sentences (then the third value is true)."""
    if head := _CAPITALS.match(text):
        yield head.start(1), head.end(1), False
    if paired := _PAIRED.match(text):
        yield *paired.span("words"), False
    for tag in _TAG.finditer(text):
        yield *tag.span(), False
    for bracket in _WHOLE_BRACKET.finditer(text):  # "(n.f.p.)", "(excl. from minutes)"
        yield *bracket.span(1), False
    for start, end in segments(text):
        starts = [start, *(found.start() for found in _TURN.finditer(text, start + 1, end))]
        for first in starts[: 1 + MAX_TURNS]:
            if first != start and _IS_NOT.search(text, max(start, first - MAX_COPULA), first + MAX_COPULA):
                continue  # "they are not on the list" says what is so
            if 1 <= len(_WORD.findall(text, first, end)) <= MAX_WORDS:
                yield first, end, first != start


# "~ for agency side ~ Tom to find out": between two of the same signs
_PAIRED = expression(r"\W{0,3}?(?P<sign>[~*_=+|/%^])\s?(?P<words>[^\W\d_][^~*_=+|/%^\n]{1,40}?)\s?(?P=sign)(?=\s)")
MAX_COPULA = 24  # characters before and behind the beginning of an aside that is read for what it says of somebody
_IS_NOT = expression(r"\b(?:is|are|was|were)\s(?:\w{2,12}\s)?not\s(?:in|on|at|a|an)\b", re.I)
# Titles of columns that name people or bodies, and what stands between two of them.
_PARTIES = expression(
    r"(?:who|owners?|assignees?|assigned(?: to)?|responsible|resp\.?|leads?|by whom|lenders?|suppliers?|venue|room"
    r"|place|location|source|funders?|wer|verantwortlich|zuständig|qui|responsable)",
    re.I,
)
_BETWEEN_PARTIES = expression(r"[/,;&+]|\band\b", re.I)
_CAPITALS = expression(r"\W*([A-Z]{2,}(?:\s[A-Z]{2,}){0,3})(?=\s(?:[A-Z][a-z]|I\s))")  # "INT ONLY Bob lowers the price"
_WHOLE_BRACKET = expression(r"[(\[]([^()\[\]{}]{1,60}\.[^()\[\]{}]{0,60})[)\]]")  # that holds a full stop
_TAG = expression(r"(?<!\S)[#@~][^\W\d_][\w-]{1,30}")
_SENTENCES = expression(r"[.:;!?]\s|\?$")  # more than a title
_INITIALS = expression(r"(?<!\w)(?:[^\W\d_]\.){2,}")  # "n.f.p."
_APART = expression(r"[(\[{<;/*%~|_=+–—-]\s*$")
_BRACKET = expression(r"[(\[{][^()\[\]{}]{1,80},\s*$")  # behind a comma in a bracket


def _least(text: str, start: int, end: int, *, is_tail: bool) -> float:
    """Return how likely an aside must be, by how the text sets it apart."""
    is_apart = text[start] in "#@/!~+" or (start == 0 and text[end : end + 1] == ":") or text[:end].isupper()
    if is_apart or _APART.search(text, 0, start) or (is_tail and _BRACKET.search(text, 0, start)):
        return MIN_APART
    return MIN_TAIL if is_tail else MIN_PROBABILITY


MAX_TURNS = 12  # of a sentence


def _clean(text: str) -> str:
    text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    return " ".join(text.split()).strip(" .,;:-–—*_")


_CALENDAR = frozenset((*MONTH_NUMBERS, *WEEKDAY_NUMBERS))
