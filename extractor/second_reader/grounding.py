"""Hold what the second reader proposes to the notes: keep what stands there, as it stands there, and drop the rest.

A proposal has a place: the words that it quotes, in a line that it names. Its task is taken over only where all of its
content words stand at that place, in their order, or where one run of words comes from the text around it. An owner
and a day count where the notes name them: in the same text, above it, or in a line near by that the proposal names.
Nothing is resolved here: owners and days stay words of the notes, which `resolution` looks up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cached_property, lru_cache

from extractor.common.lazy_regex import expression
from extractor.dates import resolving
from extractor.dates.finding import find_phrases
from extractor.dates.intervals import DateContext
from extractor.language.content_words import STOP, stem
from extractor.language.lexicon import verb_classes
from extractor.language.people.name_lists import EVERYBODY, common_words, fold_name
from extractor.language.people.roster import Roster
from extractor.language.syntax.sentences import sentences
from extractor.model import Block, Kind, Notes
from extractor.second_reader.answers import Proposal

# Why something is dropped, as `-v` counts it.
NO_LINE = "names no line of the notes"
NO_QUOTE = "its words do not stand there"
DENIED = "the notes deny it"
NO_WORK = "no work can stand there"
FINISHED = "it is done"
NO_OWNER = "owner not named there"
NO_DAY = "day not named there"

_WORD = expression(r"\w+")
_SELF = frozenset("i me my myself".split())
_NEGATION = frozenset(
    """not never n't dont doesnt wont cant cannot isnt without instead neither nor refused refuses declined against
    longer""".split()
)
_FORGET = frozenset("forget forgot forgetting".split())  # "don't forget to send it"
_PRONOUNS = frozenset("he she they him her them his their".split())
_NAME_ALONE = 3  # words of a line that is nothing but a name
_JOINS = frozenset("and or but then while whereas because if".split())
_REACH = 8  # blocks around a block in which its owner and its day may be named
_MAX_GAP = 3  # content words of the notes that a task may leave out between two of its own
_BESIDE = 2  # blocks around a block in which its day may be named without a word that both have
_MAX_TASK = 25  # words of a task of which some may come from elsewhere
_MAX_RUN = 5  # words that a task may take from elsewhere in one run
_MAX_PARENTS = 4
_MAX_BASES = 8  # sentences of a text in which the verb of a task is looked for
_MIN_SHARED = 2  # content words that two places of the same work share,
_SAME_WORK = 0.33  # and their least share of those of the task
_IN_SENTENCE = 0.5  # least share of the words of a loose quotation in one sentence,
_IN_LINES = 0.8  # and in all of its lines
_SHORT = 500  # characters of a block that is about one matter
_RARE = 4  # blocks at most in which a word stands that tells what a line is about
_MAX_NAME_WORDS = 4
_SHORT_TEXT = 1  # sentences of a text in which a name is that of all its work


Place = tuple[int, int, int]  # a block, and the offsets of the words in its text


class Rank(IntEnum):
    """Where the notes name an owner or a day of a piece of work; more counts more."""

    NOWHERE = 0
    NEAR = 1  # in a line near by
    AGAIN = 2  # in another line that says the same work
    ABOVE = 3  # in a title, a line or a column that it stands under
    HERE = 4  # in the same text


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, and its place."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grounded:
    """A proposal that stands in the notes."""

    block: int  # index in Notes.blocks
    start: int  # offsets of the words that say it
    end: int
    task: str  # "" where the words of the proposal are not those of the place
    asked: str = ""  # the task in the words of the proposal, to compare with places; they are never shown
    owners_said: tuple[str, ...] = ()
    owner_rank: Rank = Rank.NOWHERE  # the lowest of the owners'
    due_said: str = ""
    due_after: str = ""
    due_rank: Rank = Rank.NOWHERE
    done: bool = False
    lines: tuple[int, ...] = ()  # that the proposal names
    entry: tuple[int, int] | None = None  # which entry of which answer it is
    places: tuple[Place, ...] = ()  # other blocks and spans that say the same work
    asked_owner: bool = False  # whether the reader names an owner and a day at all
    asked_day: bool = False
    lost: tuple[str, ...] = ()  # why owners or the day were dropped
    doubted: tuple[str, ...] = ()  # people whom the reader names and the place does not


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A person to be looked for in a text."""

    said: str  # the words of the proposal
    name: str  # the name that they resolve to, folded
    full_name: str = ""  # as the notes write it, where the roster does not know the person
    short_forms: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text, without case and accents."""
    return tuple(Word(_folded(text, match), *match.span()) for match in _WORD.finditer(text))


def _folded(text: str, match: re.Match[str]) -> str:
    """Return a word without case and accents; the "t" of "don't" is "n't", which no initial is."""
    is_not = match.group() in ("t", "T") and text[match.start() - 1 : match.start()] in ("'", "’")
    return "n't" if is_not else fold_name(match.group())


def find_words(text: str, wanted: str, fold: Callable[[str], str] = str) -> tuple[int, int] | None:
    """Return the span of `text` that has the words of `wanted` one after the other, whatever stands between them.

    Args:
        text: The text.
        wanted: The words.
        fold: Makes equal what counts as the same word.
    """
    own, sought = words_of(text), [fold(word.folded) for word in words_of(wanted)]
    if not sought:
        return None
    for at in range(len(own) - len(sought) + 1):
        if all(fold(own[at + number].folded) == word for number, word in enumerate(sought)):
            return own[at].start, own[at + len(sought) - 1].end
    return None


_ANSWER_REACH = 2  # blocks below the work in which somebody may take it on: "dad can you do that one instead"
_TAKES_ON = expression(
    r"(?i)\b(?:do|take|have|sort|handle|get|on|is)\s+(?:it|that|this|these|those|them|mine)\b|\bmine\b"
)
_GLUE = frozenset("-‐‑–/_&'’")
_OWNER_FIELD = expression(
    r"(?i)\W*(?:owners?|who|responsible|assigned(?:\s+to)?|assignee|lead|action(?:\s+by)?|by|done\s+by)\W{0,3}\s?[:–—-]"
)


class Ground:
    """The notes that proposals are held to."""

    def __init__(self, notes: Notes, roster: Roster, context: DateContext) -> None:
        self._notes = notes
        self._roster = roster
        self._context = context

    def ground(self, proposal: Proposal, entry: tuple[int, int] | None = None) -> Grounded | str:
        """Return what stands in the notes of a proposal, or why it is dropped.

        Args:
            proposal: The proposal.
            entry: The numbers of its answer and of its entry there.
        """
        cited = self._cited(proposal.lines)
        if not cited:
            return NO_LINE
        may_hold = [one for one in cited if _may_hold_work(self._notes.blocks[one])]
        place = self._place(proposal, may_hold)
        if place is None:
            return NO_WORK if self._place(proposal, cited) else NO_QUOTE
        index, start, end = place = self._narrowed(proposal.task, *place)
        block = self._notes.blocks[index]
        first, last = _whole_sentences(block.text, start, end)
        if not any(block.line_at(first) <= line <= block.line_at(max(first, last - 1)) for line in proposal.lines):
            return NO_QUOTE  # the words stand on another line of a text that was wrapped
        if _is_denied(block.text, start, end):
            return DENIED
        places = self._places(proposal, index, cited)
        near = self._near(index, cited, [one for one, _, _ in places])
        task = proposal.task if self._is_task_of(proposal.task, index, start, end) else ""
        if task and _is_denied_within(block.text, task, start, end):
            return DENIED
        owners, owner_rank, doubted = self._owners(proposal.owners, place, near, {one for one, _, _ in places})
        due_said, due_after, due_rank = self._due(proposal, index, cited, near)
        lost = (NO_OWNER,) * (len(proposal.owners) > len(owners)) + (NO_DAY,) * bool(proposal.due and not due_said)
        return Grounded(
            block=index,
            start=start,
            end=end,
            task=task,
            asked=proposal.task,
            owners_said=owners,
            owner_rank=owner_rank,
            due_said=due_said,
            due_after=due_after,
            due_rank=due_rank,
            done=proposal.done,
            lines=proposal.lines,
            entry=entry,
            places=places,
            asked_owner=bool(proposal.owners),
            asked_day=bool(proposal.due),
            lost=lost,
            doubted=doubted,
        )

    def _cited(self, lines: Sequence[int]) -> tuple[int, ...]:
        """Return the blocks that hold some of the lines."""
        return tuple(
            index
            for index, block in enumerate(self._notes.blocks)
            if any(block.line <= line <= block.end_line for line in lines)
        )

    def _place(self, proposal: Proposal, cited: Sequence[int]) -> Place | None:
        """Return the block and the span that the proposal quotes, or whose sentence its task has its words from."""
        for index in cited:
            if span := self._quoted(proposal.quote, index):
                return index, *span
        for words in (proposal.quote, proposal.task):
            for index in cited:
                for start, end in sentences(self._notes.blocks[index].text):
                    if len(words_of(words)) > 2 and _in_order(words, self._notes.blocks[index].text, start, end):
                        return index, start, end
        return self._likely_place(_content(proposal.quote), cited) or self._likely_place(_content(proposal.task), cited)

    def _likely_place(self, words: frozenset[str], cited: Sequence[int]) -> Place | None:
        """Return the sentence that has most of some words; None if it or its lines lack too many of them."""
        spans = [(one, *span) for one in cited for span in sentences(self._notes.blocks[one].text)]
        texts = [self._notes.blocks[one].text[start:end] for one, start, end in spans]
        shared = [(len(words & _content(text)), *span) for text, span in zip(texts, spans, strict=True)]
        count, index, start, end = max(shared, key=lambda one: (one[0], -one[1], -one[2]), default=(0, 0, 0, 0))
        around = [*self._above(index), *(self._notes.blocks[one].text for one in cited)]
        held = words & _content(" ".join(around))
        if count < max(_MIN_SHARED, _IN_SENTENCE * len(words)) or len(held) < _IN_LINES * len(words):
            return None
        return index, start, end

    def _narrowed(self, task: str, index: int, start: int, end: int) -> Place:
        """Return the sentence of a long quotation that has most words of the task; a short quotation as it is."""
        inside = [
            (max(start, first), min(end, last))
            for first, last in sentences(self._notes.blocks[index].text)
            if first < end and start < last
        ]
        if len(inside) < 2:
            return index, start, end
        words, text = _content(task), self._notes.blocks[index].text
        best = max(inside, key=lambda span: (len(words & _content(text[slice(*span)])), -span[0]))
        return (index, *best) if words & _content(text[slice(*best)]) else (index, start, end)

    def _quoted(self, quote: str, index: int) -> tuple[int, int] | None:
        """Return the span of a quotation in a block; what the block is shown with ("Ana:", "[x]") may stand before."""
        block = self._notes.blocks[index]
        if not _content(quote):
            return None
        if span := find_words(block.text, quote):
            return span
        lead = block.speaker or ("x" if block.kind is Kind.BOX else "")
        if lead and (found := find_words(quote, lead)) and not quote[: found[0]].strip(" [(-*"):
            return find_words(block.text, quote[found[1] :])
        for cell in block.cells:  # "Task: order the paint | Owner: Ana"
            label = find_words(quote, cell.column) if cell.column else None
            own = quote[label[1] :].split("|")[0] if label else ""
            if own.strip() and find_words(cell.text, own):
                return find_words(block.text, own)
        return None

    def _above(self, index: int) -> Iterator[str]:
        """Yield the titles, the lines and the columns that a block stands under."""
        block = self._notes.blocks[index]
        yield from reversed(block.section)
        yield from (cell.column for cell in block.cells)
        for _ in range(_MAX_PARENTS):
            if block.parent is None:
                return
            block = self._notes.blocks[block.parent]
            yield block.text

    def _near(self, index: int, cited: Sequence[int], places: Sequence[int]) -> tuple[int, ...]:
        """Return the blocks that the proposal names and that say the same work or stand near by, the nearest first."""
        near = (one for one in cited if one != index and (one in places or abs(one - index) <= _REACH))
        return tuple(sorted(near, key=lambda one: (one not in places, abs(one - index), one)))

    def _places(self, proposal: Proposal, index: int, cited: Sequence[int]) -> tuple[Place, ...]:
        """Return the other sentences in the lines of a proposal that have many of its words: they say it again."""
        words = _content(proposal.task) or _content(proposal.quote)
        found = []
        for one in cited:
            text = self._notes.blocks[one].text
            spans = sentences(text) if one != index and not self._notes.blocks[one].roster else ()
            if not spans:
                continue
            count, start, end = max((len(words & _content(text[start:end])), -start, end) for start, end in spans)
            if len(text) <= _SHORT:  # "Intro voice also, took that. Will have two people to listen to by the 22nd"
                count = len(words & _content(text))
            if count >= _MIN_SHARED and count >= _SAME_WORK * len(words):
                found.append((one, -start, end))
        return tuple(found)

    def _is_task_of(self, task: str, index: int, start: int, end: int) -> bool:
        """Whether the words of a task are those of its place, but for one run of words of the text around it.

        Such a run stands for a pronoun or for what the place leaves out: "B will write" below "event schema doc". It
        comes from the same text or from what this stands under. Words of two sentences are never joined otherwise: that
        might say what nobody said.
        """
        text = self._notes.blocks[index].text
        words = words_of(task)
        if not _content(task):
            return False
        first, last = _whole_sentences(text, start, end)
        if _in_order(task, text, first, last) and _has_small_words(task, text[first:last]):
            return True
        if len(words) > _MAX_TASK:
            return False
        above = tuple(self._above(index))
        bases = [(first, last)] + [span for span in sentences(text) if span[1] <= first or span[0] >= last]
        for length in range(min(_MAX_RUN, len(words) - 1), 0, -1):
            for at in range(1, len(words) - length + 1):  # the verb stands at the place
                run = task[words[at].start : words[at + length - 1].end]
                before, after = task[: words[at].start], task[words[at + length - 1].end :]
                if not _content(run) or not _names_work(before) or not _is_phrase(run) or find_phrases(before):
                    continue
                for base in bases[:_MAX_BASES]:
                    own = (text[: base[0]], text[base[1] :], *above)
                    if self._fills(run, before, after, text, base, own):
                        return True
        return False

    def _fills(
        self,
        run: str,
        before: str,
        after: str,
        text: str,
        base: tuple[int, int],
        own: Sequence[str],
    ) -> bool:
        """Whether a run of words stands for a pronoun of a sentence, or for what it leaves out.

        Args:
            run: The words.
            before: The words of the task before them, which the sentence has.
            after: Those behind them.
            text: The text that holds the sentence.
            base: The span of the sentence.
            own: The rest of the text, and what it stands under.
        """
        for kind in (_PERSON_GAP,) if self._names_person(run) else (_PRONOUN_GAP, _ELIDED):
            gap = _gap_in(before, after, text, *base, kind)
            if gap is not None and any(find_words(other, run) for other in (text[base[0] : gap], *own)):
                return True
        return False

    def _names_person(self, words: str) -> bool:
        return not self._roster.name_words.isdisjoint(words.casefold().split())

    def _owners(
        self, said: Iterable[str], place: Place, near: Sequence[int], places: Collection[int]
    ) -> tuple[tuple[str, ...], Rank, tuple[str, ...]]:
        """Return the owners as the notes name them, where the farthest stands, and people whom no place names."""
        found: list[str] = []
        doubted: list[str] = []
        lowest = Rank.HERE
        for words in (part for one in said for part in self._roster.split(one)):
            rank, written = self._owner_at(words, place, near, places)
            if rank is Rank.NOWHERE:
                people = self._roster.known(words)
                doubted += [people[0].name] if len(people) == 1 else []
            elif written not in found:
                found.append(written)
                lowest = min(lowest, rank)
        return tuple(found), lowest if found else Rank.NOWHERE, tuple(doubted)

    def _owner_at(self, words: str, place: Place, near: Sequence[int], places: Collection[int]) -> tuple[Rank, str]:
        """Return where the notes name an owner, and how: the roster knows "KL" and "@kim" for the same person."""
        index, start, end = place
        block = self._notes.blocks[index]
        writer = block.speaker or self._roster.wrote.of(block) or None
        sentence = block.text[slice(*_whole_sentences(block.text, start, end))]
        if words.casefold().strip() in _SELF:
            says_self = any(word.folded in _SELF for word in words_of(sentence))
            return (Rank.HERE, "I") if says_self or block.speaker else (Rank.NOWHERE, "")
        meant = {fold_name(name) for name in self._roster.resolve(words, writer)}
        if len(meant) != 1:
            return Rank.NOWHERE, ""
        person = _Wanted(words, meant.pop(), *self._full_name(words))
        if named := self._named(sentence, writer, person) or self._called(block.speaker, person):
            return Rank.HERE, named
        if named := self._named(block.text, None, person):
            is_short = len(tuple(sentences(block.text))) <= _SHORT_TEXT
            return Rank.HERE if is_short else Rank.NEAR, named
        for text in self._above(index):
            if named := self._named(text, None, person):
                return Rank.ABOVE, named
        if writer and self._named(_beside(block.text, start, end), writer, person) == "I":
            return Rank.NEAR, "I"  # "Upload, two days early on purpose. Devon + me"
        found = (Rank.NOWHERE, "")
        for one in near:
            other = self._notes.blocks[one]
            named = self._named(other.text, None, person) or self._called(other.speaker, person)
            if named and (rank := self._rank_of_near(index, one, places)) > found[0]:
                found = rank, named
        return found

    def _rank_of_near(self, index: int, other: int, places: Collection[int]) -> Rank:
        """Return how much it counts that a line near by names an owner.

        It counts where it says the same work or stands below it in a list, where it is nothing but a name that stands
        above ("IBRAHIM", "me (Wout)"), where it is a field ("Owner: Anneke"), and, with a doubt, in talk, where it
        takes on what stands above ("dad can you do that"), where it answers a question with a name alone and where the
        work's own text has a pronoun ("She'll do it").
        """
        block, beside = self._notes.blocks[index], self._notes.blocks[other]
        if beside.roster:
            return Rank.NOWHERE  # who was there
        if _OWNER_FIELD.match(beside.text):
            return Rank.HERE
        if beside.parent == index:
            return Rank.ABOVE
        if other in places:
            return Rank.AGAIN
        if other < index and len(words_of(beside.text)) <= _NAME_ALONE:
            return Rank.ABOVE
        if 0 < other - index <= _ANSWER_REACH:
            asks = any("?" in self._notes.blocks[one].text for one in range(index, other))
            is_answer = asks and len(words_of(beside.text)) <= _NAME_ALONE
            return Rank.NEAR if is_answer or _TAKES_ON.search(beside.text) else Rank.NOWHERE
        has_pronoun = not _PRONOUNS.isdisjoint(word.folded for word in words_of(block.text))
        return Rank.NEAR if block.kind is Kind.TURN or (has_pronoun and other < index) else Rank.NOWHERE

    def _full_name(self, words: str) -> tuple[str, frozenset[str]]:
        """Return a full name that the notes have and the roster does not, as they write it, and its short forms.

        "Gwenllian" and "GP" stand for "Gwenllian Prosser" where nobody else is called so.
        """
        parts = words_of(words)
        if not parts or not words[:1].isupper() or self._roster.known(words):
            return "", frozenset()
        for block in self._notes.blocks:
            for text in (block.text, *block.section):
                if span := find_words(text, words):
                    initials = "".join(part.folded[0] for part in parts).upper()
                    name = text[slice(*span)]
                    short = {name.split()[0], name.split()[-1], initials} - {name}
                    return name, frozenset(form for form in short if not self._roster.known(form))
        return "", frozenset()

    def _called(self, speaker: str | None, person: _Wanted) -> str:
        """Return a speaker's name if it is that of a person, else ""."""
        is_same = speaker and any(fold_name(name) == person.name for name in self._roster.resolve(speaker))
        return speaker if speaker and is_same else ""

    def _named(self, text: str, writer: str | None, person: _Wanted) -> str:
        """Return the words by which a text names a person, else "".

        Those of the proposal come first, then names that the roster knows, then roles; the longest of each.

        Args:
            text: The text.
            writer: Whom "I" means in it.
            person: Whom to look for.
        """
        if span := find_words(text, person.said) or find_words(text, person.said, stem):  # "each site leader"
            people = self._roster.known(text[slice(*span)])
            return people[0].name if len(people) == 1 else text[slice(*span)]
        words = words_of(text)
        best = ""
        for length in range(min(_MAX_NAME_WORDS, len(words)), 0, -1):
            for at in range(len(words) - length + 1):
                said = text[words[at].start : words[at + length - 1].end]
                if len(said) == 1 and text[words[at].end :][:1] in _GLUE:
                    continue  # "R-07" is not R
                if said in person.short_forms and not (said in "AI" and text[words[at].end :][:1] not in (".", ":")):
                    return person.full_name
                if any(fold_name(name) == person.name for name in self._people_of(said, writer)):
                    people = self._roster.known(said)
                    if len(people) == 1:
                        return people[0].name  # and not "ME", the initials of Mark Eastwood
                    if said.casefold() in _SELF:
                        return "I"
                    best = best or said
        return best

    def _people_of(self, said: str, writer: str | None) -> tuple[str, ...]:
        """Return whom words of a text mean; () for a word that is hardly a name where it stands."""
        folded = said.casefold()
        if self._roster.split(said) != (said,):
            return ()
        if not said.islower() and len(people := self._roster.known(said)) == 1:
            return (people[0].name,)  # "ME" in capitals may be Mark Eastwood
        if folded in _SELF and folded not in EVERYBODY:
            return self._roster.resolve("I", writer) if writer else ()
        if folded in common_words() and said.islower() and folded not in EVERYBODY and not self._roster.known(said):
            return (said,)  # "dad": nobody of the roster, but the notes may call somebody so
        return self._roster.resolve(said)

    def _due(self, proposal: Proposal, index: int, cited: Sequence[int], near: Sequence[int]) -> tuple[str, str, Rank]:
        """Return the date words that the notes have, the words from which they count, and where they stand."""
        if not proposal.due:
            return "", "", Rank.NOWHERE
        said, rank = self._date_at(proposal.due, proposal.task, index, cited, near)
        if not said and proposal.due_from and find_words(self._notes.blocks[index].text, proposal.due):
            said, rank = proposal.due, Rank.HERE  # "session 13", whose day another line gives
        if not said:
            return "", "", Rank.NOWHERE
        if self._has_day(said) and not (proposal.due_from and _RELATIVE.search(said)):
            return said, "", rank
        origin = self._origin(proposal, index, cited, near)
        if not origin:
            return said, "", rank
        before = resolving.resolve(origin, self._context)
        if before and before.day:
            counted = resolving.resolve(said, replace(self._context, before=before.day))
            if counted and counted.day:
                return said, origin, rank
        return (said, "", rank) if self._has_day(said) else (origin, "", min(rank, Rank.NEAR))

    def _origin(self, proposal: Proposal, index: int, cited: Sequence[int], near: Sequence[int]) -> str:
        """Return the words of the day that a deadline counts from, "" where no line joins the two.

        They stand near by, or in a line that names the same event: "before the test" and "test on 18 March".
        """
        if not proposal.due_from:
            return ""
        said, _ = self._date_at(proposal.due_from, proposal.task, index, cited, near)
        if said:
            quoted = find_words(said, proposal.due_from)
            first = said[slice(*quoted)] if quoted else ""  # the first day of "3/18 - 3/19", if that is quoted
            return first if self._has_day(first) else said
        event = _content(proposal.due) - _content(" ".join(phrase.said for phrase in find_phrases(proposal.due_from)))
        for one in cited:
            text = self._notes.blocks[one].text
            if event & _content(text) and (span := find_words(text, proposal.due_from)):
                found = text[slice(*span)]
                if self._has_day(found) or (found := self._date_words(text, *span)):
                    return found
        return ""

    def _date_at(
        self, words: str, task: str, index: int, cited: Sequence[int], near: Sequence[int]
    ) -> tuple[str, Rank]:
        """Return the date words of the notes that hold these words, and where they stand.

        They stand in the same text, above it, near by, or in a line of the proposal that is about the same thing.
        """
        texts = [(self._notes.blocks[index].text, Rank.HERE)]
        texts += [(cell.text, Rank.HERE) for cell in self._notes.blocks[index].cells]
        texts += [(text, Rank.ABOVE) for text in self._above(index)]
        texts += [(self._notes.blocks[one].text, Rank.NEAR) for one in near if self._is_day_beside(index, one)]
        about = self._rare(_content(task) | _content(self._notes.blocks[index].text))
        others = [self._notes.blocks[one] for one in cited]
        texts += [(other.text, Rank.NEAR) for other in others if about & _content(" ".join(other.words))]
        for text, rank in texts:
            if (span := find_words(text, words)) and (found := self._date_words(text, *span)):
                return found, rank
        return "", Rank.NOWHERE

    def _is_day_beside(self, index: int, other: int) -> bool:
        """Whether a line stands so near that its day may be that of a piece of work: "both before the test"."""
        reach = _REACH if self._notes.blocks[index].kind is Kind.TURN else _BESIDE
        return abs(other - index) <= reach

    def _rare(self, stems: Iterable[str]) -> frozenset[str]:
        """Return those of some stems that few lines of the notes have."""
        return frozenset(one for one in stems if 0 < self._blocks_with[one] <= _RARE and len(one) > 2)

    @cached_property
    def _blocks_with(self) -> Counter[str]:
        """In how many blocks each stem stands."""
        return Counter(one for block in self._notes.blocks for one in _content(block.text))

    def _date_words(self, text: str, start: int, end: int) -> str:
        """Return the whole date phrase that holds or meets a span: "next Friday", where "Friday" was quoted."""
        said = text[start:end]
        phrases = [phrase for phrase in find_phrases(text) if phrase.start < end and start < phrase.end]
        for phrase in phrases:
            if phrase.start <= start and end <= phrase.end:
                return phrase.said
        if len(phrases) != 1 and self._has_day(said):
            return said
        days = [phrase.said for phrase in phrases if self._has_day(phrase.said)]
        if days:
            return days[-1]
        return said if phrases or resolving.resolve(said, self._context) is not None or _is_event(said) else ""

    def _has_day(self, said: str) -> bool:
        found = resolving.resolve(said, self._context)
        return found is not None and found.day is not None


_RELATIVE = expression(r"(?i)\b(?:earlier|later|before|after|ahead|then|that)\W*$")
_EVENT = expression(r"(?i)\W*(?:by|before|after|until|till|for|at|on|once|when|next|this|the|same)\b")


def _is_event(said: str) -> bool:
    """Whether words may be a deadline without a day of its own: "before the test", "next time"."""
    return _EVENT.match(said) is not None


def _may_hold_work(block: Block) -> bool:
    return not block.roster and block.kind is not Kind.HEADING


def _content(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text."""
    return frozenset(stem(word.folded) for word in words_of(text) if word.folded not in STOP)


def _has_small_words(task: str, sentence: str) -> bool:
    """Whether a sentence has the small words of a task, too, but for those that tell nothing of their own."""
    own = {word.folded for word in words_of(sentence)}
    return all(word.folded in own | _FREE for word in words_of(task) if word.folded in STOP)


_FREE = frozenset("a an the to of and for on in by with at from is are be will their his her its".split())


def _names_work(words: str) -> bool:
    """Whether words hold a verb; without one ("Good news") they leave nothing out."""
    return any(verb_classes(word.folded)[0] for word in words_of(words))


def _is_phrase(run: str) -> bool:
    """Whether words may stand for a pronoun: no clause, and nothing that is denied."""
    return not _BORDER.search(run) and not any(word.folded in _NEGATION | _JOINS for word in words_of(run))


def _whole_sentences(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to the sentences that it meets."""
    met = [span for span in sentences(text) if span[0] < end and start < span[1]]
    return (min(start, met[0][0]), max(end, met[-1][1])) if met else (start, end)


def _beside(text: str, start: int, end: int) -> str:
    """Return the sentences right before and right after a span."""
    before = [span for span in sentences(text) if span[1] <= start][-1:]
    after = [span for span in sentences(text) if span[0] >= end][:1]
    return " ".join(text[slice(*span)] for span in (*before, *after))


def _in_order(task: str, text: str, start: int, end: int) -> bool:
    """Whether the content words of a task stand in a span in their order, with no other clause between them."""
    wanted = [stem(word.folded) for word in words_of(task) if word.folded not in STOP]
    own = [word for word in words_of(text) if start <= word.start and word.end <= end]
    if not wanted:
        return False
    joins = {word.folded for word in words_of(task)} & _JOINS
    return any(stem(word.folded) == wanted[0] and _follows(wanted, own, at, text, joins) for at, word in enumerate(own))


def _gap_in(before: str, after: str, text: str, start: int, end: int, gap: re.Pattern[str]) -> int | None:
    """Return where the words before a gap begin, if a span has them, then the gap, then those after it; else None."""
    for stop in [word.end for word in words_of(text) if start <= word.start and word.end <= end]:
        if not _in_order(before, text, start, stop) or stem(words_of(text[:stop])[-1].folded) not in _content(before):
            continue
        if gap.match(text, stop, end) and (not _content(after) or _in_order(after, text, stop, end)):
            first = next(iter(stem(word.folded) for word in words_of(before) if word.folded not in STOP))
            own = [word for word in words_of(text) if start <= word.start and word.end <= stop]
            return next((word.start for word in reversed(own) if stem(word.folded) == first), None)
    return None


_PERSON_GAP = expression(r"(?i)\s+(?:to\s+|for\s+|with\s+)?(?:him|her|them|me|us|you)\b")  # "send him one"
_PRONOUN_GAP = expression(r"(?i)\s+(?:\w+\s+)?(?:it|them|that|this|these|those|one|ones|both|some|so)\b")
_ELIDED = expression(  # "B will write, T reviews"
    r"(?i)\W*$|\s*[,.;:)(!?]|\s+[-–—→]|\s+(?:by|before|on|until|till|first|today|tomorrow|tonight|this|next)\b"
)


def _follows(wanted: Sequence[str], own: Sequence[Word], at: int, text: str, joins: set[str]) -> bool:
    """Whether the wanted stems follow one after the other from a word on, each within the same clause."""
    for stem_wanted in wanted[1:]:
        gap = 0
        before = at
        at += 1
        while at < len(own) and stem(own[at].folded) != stem_wanted:
            if own[at].folded in _JOINS - joins or own[at].folded in _NEGATION:
                return False
            gap += own[at].folded not in STOP
            at += 1
        if at >= len(own) or gap > _MAX_GAP:
            return False
        if gap and _BORDER.search(text, own[before].end, own[at].start):
            return False
    return True


_BORDER = expression(r"[;:.!?]\s|,\s|\s[-–—]\s|→|=>|->")


def _is_denied(text: str, start: int, end: int) -> bool:
    """Whether a word right before a quotation denies it: "we will not | cancel the contract"."""
    first, _ = _whole_sentences(text, start, end)
    own = [word for word in words_of(text) if first <= word.start < end]
    at = next((number for number, word in enumerate(own) if word.start >= start), len(own))
    return _denies(text, own, at) and not _FORGET & {word.folded for word in own[at : at + 2]}


def _is_denied_within(text: str, task: str, start: int, end: int) -> bool:
    """Whether the quoted words deny a task that does not: "not cancel the contract" as "cancel the contract"."""
    own = [word for word in words_of(text) if start <= word.start < end]
    wanted = [stem(word.folded) for word in words_of(task) if word.folded not in STOP]
    if not wanted or _NEGATION & {word.folded for word in words_of(task)}:
        return False
    at = next((number for number, word in enumerate(own) if stem(word.folded) == wanted[0]), None)
    return at is not None and _denies(text, own, at) and not _FORGET & {word.folded for word in own}


def _denies(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether one of the two words before a word denies it, within the same clause: "not to | cancel"."""
    for word in words[max(0, at - 2) : at]:
        if word.folded in _NEGATION and not _BORDER.search(
            text, word.end, words[at].start if at < len(words) else word.end
        ):
            return True
    return at >= 2 and words[at - 2].folded == "no" and words[at - 1].folded in _NO_NEED


_NO_NEED = frozenset("need reason point one plan plans".split())  # "no need to"
