"""Who wrote the notes: whom "I" and "me" mean outside of talk.

By a signature, a mail's From, "Notes: Rhiannon", "(me)", "me = ray". In an answered mail each part has its own writer:
what is quoted is the earlier mail's, what stands between is the answer's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import GIVEN_NAMES, common_words
from extractor.language.people.names import NOT_NAMES, TITLE, is_name, person
from extractor.language.people.roles import ROLE_WORDS
from extractor.model import Block, Kind, Person


@dataclass(frozen=True, slots=True)
class Writers:
    """Who wrote the notes, "" where they do not say, and who wrote the quoted parts, by the line they begin with."""

    main: str = ""
    quoted: tuple[tuple[int, str], ...] = ()
    kept: bool = False  # the notes are kept by one person, and are no talk
    dictated: bool = False  # by one voice, whom "I" means
    speaks: bool = False  # a chat calls one of its speakers "me": who copied it
    below: tuple[tuple[int, str], ...] = ()  # of mails that stand whole below the answer ("-----Original Message-----")

    def of(self, block: Block) -> str:
        """Who wrote a block."""
        parts = (*self.below, *self.quoted) if block.quoted else self.below
        return next((name for line, name in sorted(parts, reverse=True) if line <= block.line), self.main)


SELF = "me"  # the speaker whom a program calls "You" or "Me"
_WRITES = expression(r"\bme\b|author|writer|\bnotes\b|(?<!\d )\bminut(?:es|ing)\b", re.IGNORECASE)
_DICTATED = 3  # paragraphs of one line that show it
HEAD = 14  # blocks in which the notes say who writes them
LONGEST_TITLE = 40  # characters of a name that stands over what somebody says
LAST = 6  # blocks in which they are signed

_NAME = r"(?P<who>[^\W\d_][\w'’.-]{0,40}(?:\s(?:(?:van|von|de|der|da|la|bin|al)\s)?[A-ZÀ-ÖØ-Þ][\w'’.-]{0,40}){0,3})"
_FROM = expression(rf"From:\s+(?:\"|“)?{_NAME}")
_WROTE = expression(
    rf"^(?:On|Am|Le)\s.{{6,60}}?(?:,|\d)\s+{_NAME}\s?(?:<?[\w.+-]+@[\w.-]+>?\s+)?(?:wrote|schrieb|a écrit)\s*:?$"
)
_ME = (
    expression(rf"\bme\s?=\s?{_NAME}"),
    expression(rf"\b{_NAME}\s?=\s?me\b"),
    expression(rf"\bme\s\((?:[a-z]+\s(?=[a-z]))?{_NAME}\)"),
    expression(rf"\b{_NAME}\s\((?:[^()]*[,;]\s)?me\)"),
    expression(rf"\bmyself,?\s{_NAME}"),
)
_NOTES_BY = (  # where a colon or "by" stands between, the name may be in lower case
    expression(
        r"(?i:\b(?:notes?|minutes?|minuted|typed|written|recorded|taken|note[- ]?taker|mitschrift|protokoll|notulen)\b"
        rf"(?P<sep>\sby|\staken\sby|\sto\sself,|\s?:)?)\s+{_NAME}"
    ),
    expression(rf"\b{_NAME}(?:['’]s)\s(?:notebook|notes|diary)\b"),
    expression(rf"\b{_NAME}\s\((?:[^()]*[,;&]\s?|[^()]*\band\s)?(?:notes?|minutes|taking notes)\)"),
    expression(rf"\b{_NAME}\s(?:typing|taking\snotes)\b"),
)
_SUBMITTED = expression(
    rf"(?i:respectfully\ssubmitted|submitted\sby|signed|yours|regards|best|cheers|thanks)\W+{_NAME}"
)
_ALONE = expression(rf"\W*{_NAME}\W*(?:$|,\s|\s\||\sRN\b|\d)")
_MACHINE = expression(r"\b(?:AI|bot|notetaker|assistant)\b", re.IGNORECASE)
_NOBODY = frozenset("by to from of for on in at the a an and taken self me none from last this these that".split())


def writers(blocks: Sequence[Block], people: Sequence[Person]) -> Writers:
    """Who wrote the notes and their quoted parts, as far as they say."""
    if 4 * sum(block.kind is Kind.TURN for block in blocks) > len(blocks):
        speaks = any(block.speaker == SELF for block in blocks)
        return Writers(_signed(blocks[-1:], _Known(people)), speaks=speaks)  # what is said outside of the turns
    known = _Known(people)
    quoted = tuple(_of_quotations(blocks, known))
    holders = {who.name for who in people if who.role and _WRITES.search(who.role)}
    main = holders.pop() if len(holders) == 1 else _of_notes(blocks, known)
    return Writers(main, quoted, True, _is_dictated(blocks), below=tuple(_of_mails_below(blocks, known)))


def _is_dictated(blocks: Sequence[Block]) -> bool:
    """Whether the notes are text without full stops, which the reader has parted: many paragraphs begin on one line."""
    lines = Counter(block.line for block in blocks if block.kind is Kind.PARAGRAPH)
    return max(lines.values(), default=0) >= _DICTATED and 2 * max(lines.values()) > len(blocks)


class _Known:
    """The people of the notes by their forms: a name that is on the list is sure, another has to look like one."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._forms: dict[str, str] = {}
        for who in people:
            words = TITLE.sub("", who.name).lower().split()
            for form in (who.name.lower(), " ".join(words), words[0] if words else "", *map(str.lower, who.aliases)):
                self._forms.setdefault(form, who.name)
            if len(words) > 1:
                self._forms.setdefault("".join(word[0] for word in words), who.name)
                self._forms.setdefault(words[-1], who.name)

    def has(self, words: str) -> bool:
        """Whether the notes list somebody by this name."""
        return words.strip(" .,").lower() in self._forms

    def name(self, words: str, *, small: bool = False) -> str:
        """The fullest form of a name, "" where the words are none."""
        words = words.strip(" ,;:")
        words = words if words and len(words.rsplit(None, 1)[-1].rstrip(".")) == 1 else words.rstrip(".")
        low = TITLE.sub("", words).lower()
        if not low:
            return ""
        if low in self._forms:
            return self._forms[low]
        first = low.split()[0] if low else ""
        for form in (low.split()[:1], low.split()[-1:]):
            if len(low.split()) > 1 and form and form[0] in self._forms and is_name(words):
                full = self._forms[form[0]]
                return full if len(full.split()) > len(words.split()) or len(first.rstrip(".")) == 1 else words
        common = (first in common_words() and first not in GIVEN_NAMES) or first in NOT_NAMES or first in _NOBODY
        if common or not first or ROLE_WORDS.fullmatch(words) or _MACHINE.search(words):
            return ""
        if is_name(words) or (person(words) is not None):
            return words
        return words if small and words.islower() and len(words) > 1 and " " not in words else ""


def _of_notes(blocks: Sequence[Block], known: _Known) -> str:
    """Who wrote the notes as a whole."""
    own = [block for block in blocks if not block.quoted]
    for block in own[:HEAD]:
        found = _FROM.match(block.text)
        if found and (name := known.name(found["who"])):
            return name
    lines = [line for block in (*own[:HEAD], *own[-LAST:]) for line in _lines(block)]
    for block in own[HEAD:]:  # "me (Wout)" over what the writer says
        for found in (pattern.fullmatch(block.text) for pattern in _ME if len(block.text) <= LONGEST_TITLE):
            if found and (name := known.name(found["who"], small=True)):
                return name
    for patterns in (_ME, _NOTES_BY):
        for line in lines:
            for found in (found for pattern in patterns for found in pattern.finditer(line)):
                small = patterns is _ME or bool(found.groupdict().get("sep"))
                if name := known.name(found["who"], small=small) or known.name(found["who"].split()[-1]):
                    return name
    return _signed(own[-LAST:], known)


def _lines(block: Block) -> Iterator[str]:
    """The lines of a block."""
    starts = [offset for offset, _ in block.lines] or [0]
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        yield block.text[start : min(end, start + 300)].strip()


def _is_given(block: Block, blocks: Sequence[Block], words: str) -> bool:
    """Whether the last block is nothing but a given name: "Jo"."""
    is_last = block is blocks[-1] and block.text.strip(" .–-x") == words
    return is_last and (words.casefold() in GIVEN_NAMES or (words.istitle() and words.casefold() not in common_words()))


def _signed(blocks: Sequence[Block], known: _Known) -> str:
    """Who signed the notes: a short last line that is a name ("Fergus McAllister", "G. Tillotson, Hon. Sec.")."""
    for block in reversed(blocks):
        if block.roster or block.kind is not Kind.PARAGRAPH or len(block.text) > 80:
            continue
        found = _SUBMITTED.search(block.text)
        if found and (name := known.name(found["who"])):
            return name
        found = _ALONE.match(block.text)
        short = len(block.text.split()) <= 6 and not block.text.rstrip().endswith((":", "?", "!"))
        if found and short and (name := _whole(found["who"], known)):
            return name
        if found and _is_given(block, blocks, found["who"]):
            return found["who"]
    return ""


def _whole(words: str, known: _Known) -> str:
    """The signature that some words are: a known person, or a name of two words and more; "" for none."""
    name = known.name(words)
    return name if name and words[:1].isupper() and (" " in words or known.has(words)) else ""


def _of_mails_below(blocks: Sequence[Block], known: _Known) -> Iterator[tuple[int, str]]:
    """The writers of mails that stand below the first one, unquoted, each by the line of its From."""
    heads = [block for block in blocks if not block.quoted and _FROM.match(block.text)]
    for block in heads[1:]:
        found = _FROM.match(block.text)
        if found and (name := known.name(found["who"])):
            yield block.line, name


def _of_quotations(blocks: Sequence[Block], known: _Known) -> Iterator[tuple[int, str]]:
    """The writers of quoted mails, each by the line from which on the quotations are theirs."""
    for block in blocks:
        found = _WROTE.match(block.text) or (_FROM.match(block.text) if block.quoted else None)
        if found and (name := known.name(found["who"])):
            yield block.line, name
