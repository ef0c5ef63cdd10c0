"""Find the blocks that the notes mark as internal, which a client must not see.

A mark is a label, a tag, a sign, a clause or a sentence in the block ("[internal]", "- not for the client", "don't tell
Acme"); a mark that stands alone counts for what it stands above, below or beside. Headings count for their section,
"closed session" and "the client leaves" until the notes say that it is over, a column "Share: no" for its row. In
doubt a block is private: a recap that withholds too much is easily mended, a leak is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise

from extractor.common.lazy_regex import expression
from extractor.model import Block, Cell, Kind
from extractor.readers import confidential_levels as levels
from extractor.readers import confidential_phrases as phrases
from extractor.readers import confidential_words as vocabulary
from extractor.readers.client_side import NOBODY, Client, client_of

MAX_MARK_WORDS = 16  # of a clause that is nothing but a mark
MAX_SENTENCE = 2_000  # characters of a block in which phrases are searched at a time

_BORDER = expression(
    r"""
    [()\[\]{}<>|;"“”»«] | (?<=\w)[:] | (?<![.!?…])[.!?…]+(?=\s|$) | (?:^|\s)(?:[-–—/=*>]{1,6}|->|=>|→|←)(?=\s|$)
    | \s?[–—]\s? | (?<=\s)//(?=\s) | (?:^|\s)[*=_#~<>+%-]{2,}(?=\s|\w|$) | (?<=[^\W_])\s?[*=_#~<>+%-]{2,}(?=\s|$)
    """,
    re.X,
)
_COMMA = expression(r"\s*[,،]\s*")
_WORD = expression(r"[^\W_]+(?:['’][^\W_]+)*")
_BRACKETS = expression(r"[\[({<]([^\[\](){}<>]{1,80})[\])}>]")
_SINGLE_LETTERS = expression(r"[\[({](?:i|int|c|p)[\])}]", re.I)
# What follows a call is said without the client; notes that are a debrief as a whole begin with it.
_DEBRIEF = expression(
    r"\W*(?:(?:team|our|post[- ]call|quick|short|brief)\s)?(?:debrief(?:ing)?|backstage)(?:\snotes)?\W*"
    r"(?:\([^()]{1,60}\)\W*)?",
    re.I,
)
MAX_DEPARTURE = 60  # characters of a line that only says who left
_DEPARTURE = expression(
    phrases.departure(
        rf"(?:{vocabulary.NAME}(?: (?:people|folks?|team|guys|lot|side))?|she|he|they|the others|everyone else)"
    ),
    re.I,
)
_RETURN = expression(phrases.arrival(vocabulary.NAME), re.I)


def mark_private(
    blocks: Sequence[Block], withhold: Sequence[tuple[int, int]] = (), release: Sequence[tuple[int, int]] = ()
) -> tuple[Block, ...]:
    """Return the blocks, with `private` set on those that are marked or that a mark counts for.

    Marks in brackets, labels and tags are removed from the text.

    Args:
        blocks: The blocks of the notes.
        withhold: First and last lines that are private, whatever the marks say.
        release: First and last lines that are not.
    """
    hints = {words for words in {words for block in blocks for words in block.words} if _may_hold_mark(words)}
    if not (hints or withhold or any(block.private or block.struck or block.cells for block in blocks)):
        return tuple(blocks)
    reader = _Reader(blocks, hints)
    for index in range(len(blocks)):
        reader.read(index)
    for index, block in enumerate(blocks):
        if _is_in(block, withhold):
            reader.private.add(index)
        elif _is_in(block, release):
            reader.private.discard(index)
            reader.doubts.pop(index, None)
    return tuple(
        _without_mark(block, reader.client)
        if index in reader.private
        else replace(block, suspect=reader.doubts[index])
        if index in reader.doubts
        else replace(block, private=False)
        if block.private
        else block
        for index, block in enumerate(blocks)
    )


def _may_hold_mark(text: str) -> bool:
    return vocabulary.may_hold_mark(text) or levels.may_be_level(text)


def _is_in(block: Block, lines: Sequence[tuple[int, int]]) -> bool:
    return any(first <= block.end_line and last >= block.line for first, last in lines)


def without_private_words(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks in their places, the private ones without words, and without private titles of sections."""
    titles = frozenset(block.text for block in blocks if block.private and block.kind is Kind.HEADING)
    public = (
        replace(block, section=tuple("" if title in titles else title for title in block.section)) for block in blocks
    )
    return tuple(
        replace(block, text="", cells=(), strong=(), struck=(), speaker=None) if block.private else block
        for block in public
    )


def is_mark(text: str) -> bool:
    """Whether a text marks what it stands at as internal: a heading, the value of a field, the subject of a mail."""
    return _is_title_mark(text, NOBODY)


# "~gone~", "~~gone~~" in a document whose format has no such signs.
_STRUCK_BY_HAND = expression(r"(?<![\w~/\\])~{1,2}(?=[^\s~/])[^~\n]{1,2000}(?<=[^\s~/])~{1,2}(?![\w~/])")


def is_secret_field(key: str, values: Sequence[str]) -> bool:
    """Whether a field of the front matter keeps all of the notes from outsiders: "visibility: internal"."""
    if vocabulary.ASKS_AUDIENCE.fullmatch(key) or vocabulary.ASKS_SECRET.fullmatch(key):
        return any(_is_secret_cell(Cell(key, value)) for value in values)
    if key in ("title", "subject", "name"):
        return any(map(is_mark, values))
    return key in ("tag", "tags", "labels", "keywords") and any(is_mark(value.lstrip("#")) for value in values)


class _Reader:
    """Reads the blocks in order and collects the indices of those that are private."""

    def __init__(self, blocks: Sequence[Block], hints: set[str]) -> None:
        self.private: set[int] = set()
        self.client = client_of(blocks)
        self.doubts: dict[int, str] = {}  # of a block that may have been said without the client, why
        self._blocks = blocks
        self._hints = hints
        self._headings: list[tuple[int, bool]] = []  # the open headings: depth, and whether they are private
        self._open: str = ""  # why all is private from here on: "session" until it is over, "section" until a heading
        self._whole = False  # the notes as a whole are internal
        self._departure = ""  # somebody of whom the notes do not say whether they are the client left
        self._first_apart = 0  # index of the first block that was said before the client came, should they come
        self._has_content = False  # something that may hold work came before

    def read(self, index: int) -> None:
        """Decide about a block, and about those before it that a mark in it counts for."""
        block = self._blocks[index]
        if block.kind is Kind.HEADING:
            self._headings = [(depth, is_private) for depth, is_private in self._headings if depth < block.depth]
            if self._open == "section":
                self._open = ""
            above = self._blocks[index - 1] if index else None
            if index - 1 in self.private and above and above.kind is Kind.HEADING and above.depth == block.depth:
                self._headings.append((block.depth - 1, True))  # a title of nothing but titles
        mark = self._mark_of(block)
        is_inherited = any(is_private for _, is_private in self._headings) or block.parent in self.private
        opens = self._open and self._reopens(block, mark)
        if opens:
            self._open = ""
        if mark == _ENDS:
            self._whole = False
        is_private = mark not in _PUBLIC or is_inherited or bool(self._open) or self._whole or self._is_given(block)
        if block.kind is Kind.HEADING:
            self._headings.append((block.depth, is_private))
        if is_private:
            self.private.add(index)
        else:
            self._doubt(index)
        if mark == _ARRIVES and self._has_content and not opens:
            self.private.update(range(self._first_apart, index))
            self._first_apart = index
        elif mark:
            self._reach(index, mark)
        if not self._has_content and block.kind in (Kind.BULLET, Kind.BOX, Kind.ROW, Kind.TURN):
            self._has_content, self._first_apart = True, index

    def _mark_of(self, block: Block) -> str:
        """Return what a block says as a mark: "" for none."""
        titles = [title for title in block.section if title in self._hints]
        if any(_is_title_mark(title, self.client) for title in titles) and block.kind is not Kind.HEADING:
            return _OWN
        if any(_is_secret_cell(cell) for cell in block.cells):
            return _OWN
        if block.text not in self._hints:
            return ""
        if self._has_content and block.kind not in (Kind.BULLET, Kind.BOX) and _DEBRIEF.fullmatch(block.text):
            return _OWN if block.kind is Kind.HEADING else _BELOW
        if block.kind is Kind.HEADING:
            if _is_title_mark(block.text, self.client):
                return _OWN
            return _turning_clause(block, self.client)
        mark = _mark_in(block, self.client)
        if block.kind is Kind.TURN and mark == _OWN and _ends_with_title(block.text, self.client):
            return f"{_OWN} {_CLOSES_BEHIND}"
        return mark

    def _reopens(self, block: Block, mark: str) -> bool:
        if mark in (_ENDS, _ARRIVES):
            return True
        return self._open == "section" and block.kind is Kind.TURN and bool(phrases.TOPIC_CHANGE.match(block.text))

    def _is_given(self, block: Block) -> bool:
        """Whether the format says that a block is not for everybody: a comment, or words that are struck through."""
        if block.private or not block.struck:
            return block.private or ("~" in block.text and _STRUCK_BY_HAND.search(block.text) is not None)
        ends = [0, *(end for _, end in block.struck)]
        starts = [*(start for start, _ in block.struck), len(block.text)]
        between = "".join(block.text[end:start] for end, start in zip(ends, starts, strict=True))
        return not any(map(str.isalnum, between))

    def _reach(self, index: int, mark: str) -> None:
        """Extend a mark to the blocks that it counts for."""
        block = self._blocks[index]
        if mark.endswith(_ENDS_BEHIND):
            self._open, self._whole = "", False
        elif mark == _CLOSES or mark.endswith(_CLOSES_BEHIND):
            self._open = "session"
        elif mark in (_BARE, _ABOVE, _BELOW) and block.kind is not Kind.HEADING:
            text = self.client.plain(block.text)
            is_label = (_is_bare(text) or levels.is_label(text)) and not _IS_SENTENCE.search(block.text)
            if mark != _ABOVE and self._is_head(index):
                self._whole = True
            if mark == _ABOVE or (mark == _BARE and not is_label) or self._ends_list(index):
                self._mark_before(index)
            if mark != _ABOVE and not self._has_children(index) and not self._marks_parent(index):
                self._open = self._open or "section"
        elif block.kind is Kind.TURN and mark == _OWN and _begins_with_remark(self.client.plain(block.text)):
            self._mark_before(index)
        elif mark == _OWN and block.parent is not None and _POINTS_BACK.search(block.text) and self._is_short(block):
            self._marks_parent(index)

    def _doubt(self, index: int) -> None:
        """Remember that somebody left, who may be the client, and what is said then."""
        text = self._blocks[index].text
        if text in self._hints and len(text) <= MAX_DEPARTURE:
            if _DEPARTURE.fullmatch(text):
                self._departure = text.strip(" .:;,()*")
            elif _RETURN.fullmatch(text):
                self._departure = ""
        if self._departure:
            self.doubts[index] = self._departure

    def _is_short(self, block: Block) -> bool:
        return len(block.text.split()) <= MAX_MARK_WORDS

    def _is_head(self, index: int) -> bool:
        """Whether only the head of the notes stands above a line: titles, dates, the people present."""
        if self._has_content or self._blocks[index].text.rstrip().endswith(":"):
            return False
        above = self._blocks[:index]
        return all(block.kind is Kind.HEADING or _HEAD_LINE.search(block.text[:200]) for block in above)

    def _has_children(self, index: int) -> bool:
        following = self._blocks[index + 1 : index + 2]
        return bool(following) and following[0].parent == index

    def _ends_list(self, index: int) -> bool:
        """Whether a mark that stands alone is the last block, or the last above a heading."""
        following = self._blocks[index + 1 : index + 2]
        return not following or following[0].kind is Kind.HEADING

    def _marks_parent(self, index: int) -> bool:
        """Mark the entry of a list below which a mark stands alone, with all that stands below it."""
        parent = self._blocks[index].parent
        if parent is None or self._blocks[index].kind not in (Kind.BULLET, Kind.BOX, Kind.PARAGRAPH):
            return False
        if self._blocks[parent].kind not in (Kind.BULLET, Kind.BOX):
            return False
        if parent in self.private:
            return True  # with all that stands below it
        self.private.add(parent)
        self.private.update(at for at in range(parent, index) if self._is_below(at, parent))
        return True

    def _is_below(self, index: int, ancestor: int) -> bool:
        at: int | None = index
        while at is not None and at > ancestor:
            at = self._blocks[at].parent
        return at == ancestor

    def _mark_before(self, index: int) -> None:
        """Mark what stands before: in talk the turn before, else the list or the paragraph above."""
        block = self._blocks[index]
        for at in range(index - 1, -1, -1):
            before = self._blocks[at]
            if before.kind is Kind.HEADING or (before.kind is Kind.PARAGRAPH and not self._has_content):
                return
            self.private.add(at)
            if block.kind is Kind.TURN or before.kind is Kind.PARAGRAPH or before.kind is Kind.TURN:
                return
            if block.kind in (Kind.BULLET, Kind.BOX, Kind.ROW) or block.text.lstrip()[:1] in "^↑⬆":
                return
            if at and self._blocks[at - 1].kind is not before.kind and self._blocks[at - 1].kind is not Kind.BULLET:
                return


# What a block says: a mark for itself, alone, for what stands above or below, "closed session", "end of internal", the
# client arrives.
_OWN, _BARE, _ABOVE, _BELOW, _CLOSES, _ENDS, _ARRIVES = "own", "bare", "above", "below", "closes", "ends", "arrives"
_CLOSES_BEHIND, _ENDS_BEHIND = "closes behind it", "ends behind it"  # or "own closes behind it"
_PUBLIC = frozenset({"", _CLOSES_BEHIND, _ENDS, _ENDS_BEHIND, _ARRIVES})  # the block itself is open
_IS_SENTENCE = expression(r"\b(?:this|that|it|das|dies|es|ça|ceci|cela)\b", re.I)
_HEAD_LINE = expression(r"^[^.!?]{1,60}$|\d{4}|^[^.]{1,30}:", re.I)
_POINTS_BACK = expression(
    r"\b(?:this|that|it|don['’]?t|do not|das|dies|es|ça|ceci|cela|between us|mum|keep|not for|leave)\b", re.I
)


def _mark_in(block: Block, client: Client) -> str:
    """Return what the text of a block says as a mark: "" for none."""
    text = client.plain(block.text[:MAX_SENTENCE])
    is_short = len(text.split()) <= MAX_MARK_WORDS
    is_bare = is_short and (_is_bare(text) or levels.is_label(text))
    if is_short and is_bare and phrases.END.search(text) and not phrases.BELOW.search(text):
        return _ENDS
    turn = _turning_clause(block, client)
    if turn and turn not in (_CLOSES_BEHIND, _ENDS_BEHIND):
        return turn
    own = _own_mark(block, text, client, is_bare=is_bare, is_short=is_short)
    return f"{_OWN} {turn}" if own and turn else own or turn


def _own_mark(block: Block, text: str, client: Client, *, is_bare: bool, is_short: bool) -> str:
    """Return what a block says about its own words, as a mark: "" for none.

    Args:
        block: The block.
        text: Its text, with "client" for the names of the client.
        client: The names of the client.
        is_bare: Whether the text is nothing but a mark.
        is_short: Whether it is short enough to be a remark about what stands around it.
    """
    words = frozenset(_WORD_OF.findall(text.lower()))
    if is_bare or (is_short and _is_remark(text, words)):
        if phrases.ABOVE.search(text):
            return _ABOVE
        return _BELOW if phrases.BELOW.search(text) else _BARE
    if _is_like_title(block, text):
        return _BELOW
    if vocabulary.SIGN.search(block.text) or vocabulary.TAG.search(block.text) or vocabulary.says_mark(text, words):
        return _OWN
    if _SINGLE_LETTERS.search(text) or any(_is_misspelt(inner[1]) for inner in _BRACKETS.finditer(text)):
        return _OWN
    if any(True for _ in _marked_spans(block, client)):
        return _OWN
    return _OWN if any(_says_secret(part) for part in _parts(client.plain(block.text))) else ""


_WORD_OF = expression(r"[^\W\d_]+(?:_[a-z_]+)?")


def _is_like_title(block: Block, text: str) -> bool:
    """Whether a block is a marked title in notes that have no titles: "[internal] price", "Debrief without Acme"."""
    if block.kind in (Kind.BULLET, Kind.BOX) or len(text) > 60 or text.rstrip().endswith(("!", "?")):
        return False
    if block.kind is Kind.ROW and sum(bool(cell.text.strip()) for cell in block.cells) != 1:
        return False
    rest = _BRACKETS.sub(" ", text)
    return len(_WORD.findall(rest)) <= MAX_TITLE_WORDS and _title_mark(text) and not _VERB.search(rest)


MAX_TITLE_WORDS = 8
_VERB = expression(r"\b(?:will|to|shall|should|must|please|needs?|can)\b|['’]ll\b", re.I)


def _parts(text: str) -> Iterator[str]:
    """Cut a long text, so that no search takes long."""
    for start in range(0, len(text), MAX_SENTENCE - 200):
        yield text[start : start + MAX_SENTENCE]


def _says_secret(text: str) -> bool:
    words = frozenset(_WORD_OF.findall(text.lower()))
    return phrases.PHRASES.that_says(text, words) is not None


def _turning_clause(block: Block, client: Client) -> str:
    """Return what a clause says that turns the notes to what is closed, or back: the last such clause, "" for none.

    "Ana will send the offer. (client leaves)" is open itself, and closed behind it.
    """
    result = ""
    text = block.text[:MAX_SENTENCE]
    if _TURN_WORDS.isdisjoint(_WORD_OF.findall(client.plain(text).lower())) and "/" not in text:
        return result
    for start, end in _lines_and_segments(block, text):
        clause = client.plain(text[start:end]).strip()
        if len(clause.split()) > MAX_MARK_WORDS:
            continue
        words = frozenset(_WORD_OF.findall(clause.lower()))
        is_alone = len(_WORD.findall(text[:start])) <= 3
        if phrases.ARRIVAL.that_says(clause, words):
            result = _ARRIVES if is_alone else _ENDS_BEHIND
        elif (clause.startswith("/") and _is_bare(clause)) or phrases.OPENING.that_says(clause, words):
            result = _ENDS if not _WORD.search(text[:start]) else _ENDS_BEHIND
        elif phrases.CLOSING.that_says(clause, words):
            result = _CLOSES if is_alone else _CLOSES_BEHIND
    return result


_TURN_WORDS = frozenset(
    chain.from_iterable(rule.hints for rule in (*phrases.CLOSING.phrases, *phrases.OPENING.phrases))
)


def _lines_and_segments(block: Block, text: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a block, cut at its lines as well."""
    starts = [offset for offset, _ in block.lines if 0 < offset < len(text)]
    for start, end in segments(text):
        inner = sorted({start, end, *(offset for offset in starts if start < offset < end)})
        yield from pairwise(inner)


def _is_remark(text: str, words: frozenset[str]) -> bool:
    """Whether a short sentence is about what stands around it, and says nothing else: "This stays between us."."""
    rule = phrases.PHRASES.that_says(text, words)
    found = rule.form.search(text) if rule else vocabulary.SAID.search(text)
    if found is None:
        return False
    if found and phrases.BELOW.search(found[0]):  # "Dana had to go, so the rest is among us"
        return True
    rest = text[: found.start()] + text[found.end() :] if found else text
    if _WORK.match(rest):  # "Cara will call the lawyer - don't tell Acme" has work of its own
        return False
    return sum(word.lower() not in _SMALL_WORDS for word in _WORD.findall(rest)) <= 2


_WORK = expression(
    r"\W*(?!(?:I|We|You|This|That|It|They|These|What|All|Please|The)\b)[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s[A-ZÀ-ÖØ-Þ][\w'’-]+)?\s"
    r"(?:will|to|shall|should|must|can|has\sto|needs\sto|is\sgoing\sto)\s"
)


def _ends_with_title(text: str, client: Client) -> bool:
    """Whether a turn ends with the title of what follows: "I will send the offer. Internal alignment."."""
    last = client.plain(text[-MAX_ENDING:].rstrip(" .:")).rpartition(". ")[2]
    return last != text and _PART.search(last) is not None and _is_bare(last)


MAX_ENDING = 80  # characters
_PART = expression(
    r"\b(?:part|section|discussions?|points?|items?|debrief|alignment|prep|review|notes|session|bit|topics?|steps|talk"
    r"|wrap[- ]?up|matters|business|agenda|meeting)\b",
    re.I,
)


def _begins_with_remark(text: str) -> bool:
    """Whether the first sentence of a turn is about the turn before: "Don't tell Dana that. I will ..."."""
    first = _FIRST_SENTENCE.match(text)
    sentence = first[0] if first else ""
    return bool(_POINTS_BACK.search(sentence)) and _is_remark(sentence, frozenset(_WORD_OF.findall(sentence.lower())))


_FIRST_SENTENCE = expression(r"[^.!?]{1,160}[.!?]")
_SMALL_WORDS = vocabulary.FILLERS | frozenset(
    "let's lets ok okay but so well guys folks everybody i we you think guess want would like just about if possible"
    " mind sure right client points say saying tell telling mean speaking had go here strictly obviously course".split()
)


def _is_title_mark(title: str, client: Client) -> bool:
    """Whether a title is a mark, or holds one: "Internal debrief (after the call)", "Part II - Confidential"."""
    return _title_mark(client.plain(title[:300]))


@lru_cache(maxsize=4096)
def _title_mark(text: str) -> bool:
    words = frozenset(_WORD_OF.findall(text.lower()))
    if phrases.IN_TITLES.that_says(text, words):
        return True
    if vocabulary.SIGN.search(text) or vocabulary.TAG.search(text) or vocabulary.SAID.search(text):
        return not phrases.END.search(text)
    is_marked = any(_is_bare(text[start:end]) for start, end in segments(text)) or any(
        True for _ in levels.labels(text)
    )
    return is_marked and not phrases.END.search(text)


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a text between brackets, dashes, colons and the ends of sentences."""
    start = 0
    for border in chain(_BORDER.finditer(text), (None,)):
        end = border.start() if border else len(text)
        if text[start:end].strip():
            yield start, end
        start = border.end() if border else end


def _may_hold_bare(text: str) -> bool:
    """Whether a clause of a text may be nothing but a mark; most texts hold none, and need not be cut into clauses."""
    parted = text.replace("_", " ")  # "__internal__" is cut at its signs
    if vocabulary.SECRET.search(text) or (parted != text and vocabulary.SECRET.search(parted)):
        return True
    return any(word[0] in _FIRST_LETTERS and len(word) > 4 and _is_near(word.lower()) for word in _WORD.findall(text))


def _is_bare(segment: str) -> bool:
    """Whether a clause is nothing but a mark: words of SECRET and FILLERS."""
    if len(segment) > 200:
        return False
    return _bare(segment.strip())


@lru_cache(maxsize=8192)
def _bare(segment: str) -> bool:
    if not vocabulary.SECRET.search(segment):
        return _is_misspelt(segment)
    return _is_all_fillers(vocabulary.SECRET.sub(" ", segment)) and not _OPEN_WORDS.search(segment)


_OPEN_WORDS = expression(
    r"(?:^|\b)(?:not|non|nothing|no longer|never) (?:internal|private|confidential|secret)\b", re.I
)


def _is_all_fillers(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    return len(words) <= MAX_MARK_WORDS and all(word in vocabulary.FILLERS or word.isdigit() for word in words)


def _is_misspelt(segment: str) -> bool:
    """Whether a word in a bracket or a label is a misspelt mark: "intenal", "confidental"."""
    words = [word.lower() for word in _WORD.findall(segment)]
    if not 1 <= len(words) <= 3:
        return False
    return any(_is_near(word) for word in words) and all(_is_near(word) or word in vocabulary.FILLERS for word in words)


@lru_cache(maxsize=2048)
def _is_near(word: str) -> bool:
    """Whether a word is one of the chief marks with one or two letters missing, added, changed or exchanged."""
    if len(word) < 5 or word in _REAL_WORDS:
        return False
    from difflib import SequenceMatcher

    return any(
        word[0] == mark[0] and abs(len(word) - len(mark)) <= 2 and SequenceMatcher(None, word, mark).ratio() > 0.84
        for mark in _CHIEF_MARKS
    )


_CHIEF_MARKS = ("internal", "private", "confidential", "sensitive", "restricted", "vertraulich", "confidentiel")
_FIRST_LETTERS = frozenset(letter for mark in _CHIEF_MARKS for letter in (mark[0], mark[0].upper()))


_REAL_WORDS = frozenset(
    "interval intern interns interns eternal privates privacy confident confidently sensitivity integral international"
    " inter intervals pirate primate internals restrict restricts restrictive sensitives sensible".split()
)


def _marked_spans(block: Block, client: Client) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a block that are nothing but marks, with the signs around them."""
    text = block.text
    if len(text) > 4 * MAX_SENTENCE:
        text = text[: 4 * MAX_SENTENCE]
    may_be_bare = _may_hold_bare(client.plain(text))
    for first, last in _lines_and_segments(block, text) if may_be_bare else ():
        if _is_bare(client.plain(text[first:last])) and _is_apart(block, first, last):
            yield first, last
        elif comma := _comma_mark(text, first, last, client):
            yield comma
    yield from levels.labels(text)
    for first, last in block.strong if may_be_bare else ():
        if last <= len(text) and (first == 0 or last >= len(text) - 1) and _is_bare(text[first:last]):
            yield first, last


def _is_apart(block: Block, start: int, end: int) -> bool:
    """Whether a clause is one that a mark can be: not a word in quotation marks, nor "private" in any cell."""
    text = block.text
    clause = text[start:end].strip()
    if start and text[start - 1] in '"“«' and end < len(text):
        return False
    is_bracketed = bool(start and text[start - 1] in "([{<" and end < len(text) and text[end] in ")]}>")
    if is_bracketed or (end < len(text) and text[end] == ":"):
        return True
    if _SHORT.fullmatch(clause):
        return block.kind is not Kind.ROW and clause.isupper()
    if block.kind is Kind.ROW and len(clause.split()) == 1:
        columns = [cell.column for cell in block.cells if cell.text.strip() == clause]
        return not columns or any(_REMARKS.fullmatch(column) for column in columns)
    return True


_SHORT = expression(
    r"(?:int|intl|priv|conf|c ?i ?c|otr|fyeo|iuo|ouo|fouo|noforn|nfp|nfd|ntk|eyo|i\.?c\.?|intern[oas]?)",
    re.I,
)
_REMARKS = expression(
    r"\W*(?:notes?|comments?|remarks?|status|flags?|tags?|type|labels?|misc|other|info|bemerkung\w*|remarque\w*|)\W*",
    re.I,
)


def _comma_mark(text: str, start: int, end: int, client: Client) -> tuple[int, int] | None:
    """Find a mark at the start or the end of a sentence, with a comma: "In confidence, Bob will ..."."""
    commas = list(_COMMA.finditer(text, start, end))
    if not commas:
        return None
    first, last = commas[0], commas[-1]
    if _is_aside(client.plain(text[start : first.start()])) and len(text[first.end() : end].split()) > 2:
        return start, first.end()
    if _is_aside(client.plain(text[last.end() : end])) and len(commas) == 1:
        return last.start(), end
    return None


def _is_aside(segment: str) -> bool:
    """Whether what a comma sets apart is nothing but a mark; "private client, holiday home" is none."""
    if not _is_bare(segment):
        return False
    rest = vocabulary.SECRET.sub(" ", segment)
    return all(word.lower() in _ASIDE_WORDS for word in _WORD.findall(rest))


_ASIDE_WORDS = frozenset(
    "strictly just please pls but and so very highly it is this that of course only for now nur bitte aber".split()
)


def _is_secret_cell(cell: Cell) -> bool:
    """Whether the column of a cell asks who may see the row, and the cell answers that outsiders may not.

    A column with a title that is a mark keeps the rows that fill it: "Internal actions".
    """
    if not cell.column:
        return False
    open_answers = _open_answers(cell.column)
    if open_answers is not None:
        if not open_answers.fullmatch(cell.text[:80]):
            return True
    elif cell.text.strip(" -–—.") and is_mark(cell.column[:60]):
        return True
    return levels.COLUMN.fullmatch(cell.column[:60]) is not None and levels.CELL.fullmatch(cell.text[:80]) is not None


@lru_cache(maxsize=1024)
def _open_answers(column: str) -> re.Pattern[str] | None:
    """Return which cells of a column let a row be seen by outsiders; None if the column does not ask that."""
    if len(column) > 60 or vocabulary.REFERS.fullmatch(column):
        return None
    if vocabulary.ASKS_AUDIENCE.fullmatch(column):
        return vocabulary.ANYBODY
    if vocabulary.ASKS_SECRET.fullmatch(column):
        return vocabulary.NO
    if vocabulary.ASKS_SHARED.fullmatch(column):
        return vocabulary.YES
    return vocabulary.NOT_NO if vocabulary.ASKS_LOOSELY.fullmatch(column) else None


def _without_mark(block: Block, client: Client) -> Block:
    """Return a private block without its marks, unless they are all its words."""
    block = replace(block, private=True)
    if block.kind is Kind.HEADING or not _may_hold_mark(block.text):
        return block  # its words name the section
    for _ in range(4):
        span = next(_removable(block, client), None)
        if span is None:
            break
        start, end = span
        if not re.search(r"\w", block.text[:start] + block.text[end:]):
            return block  # "Internal:" above a list
        block = _cut(block, start, end)
    return replace(block, cells=tuple(_cell_without_mark(cell) for cell in block.cells))


def _removable(block: Block, client: Client) -> Iterator[tuple[int, int]]:
    """Yield the marks of a block with the brackets, dashes or colons that set them apart."""
    text = block.text
    for first, last in _marked_spans(block, client):
        start, end = len(text[:first].rstrip(" ([{<–—-/>*=,|")), len(text) - len(text[last:].lstrip(" )]}>:–—-/*=|"))
        if start and end < len(text) and text[start] == " ":
            start += 1
        if text.count("(", start, end) == text.count(")", start, end):  # "(notes to self, Ana)" stays whole
            yield start, end
    for found in chain(vocabulary.TAG.finditer(text), vocabulary.SIGN.finditer(text)):
        end = found.end() + (1 if text[found.end() : found.end() + 1] == " " else 0)
        yield found.start(), end


def _cell_without_mark(cell: Cell) -> Cell:
    parts = tuple(_plain_cell(part) for part in cell.parts)
    return replace(cell, text=_plain_cell(cell.text), parts=parts)


def _plain_cell(text: str) -> str:
    return _BRACKETS.sub(lambda found: "" if _is_bare(found[1]) else found[0], text).strip()


def _cut(block: Block, start: int, end: int) -> Block:
    """Return the block without the characters from `start` to before `end`, its spans and lines moved accordingly."""

    def moved(offset: int) -> int:
        return offset if offset <= start else max(start, offset - (end - start))

    def moved_spans(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        return tuple((moved(first), moved(last)) for first, last in spans if moved(first) < moved(last))

    lines = {moved(offset): line for offset, line in block.lines}  # of two lines at one offset, the later
    return replace(
        block,
        text=block.text[:start] + block.text[end:],
        strong=moved_spans(block.strong),
        struck=moved_spans(block.struck),
        lines=tuple(lines.items()),
    )
