"""First names that notes write in lower case: "tuan calling the lift guy", "oona gives desk the numbers by 1".

A word is a name where it does what people do, at the start of a line or of a clause, more than once or in notes that
are typed in lower case throughout, and where notes do not use it as a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.language.lexicon import NOUNS, VERBS
from extractor.language.people.name_lists import EVERYBODY, GIVEN_NAMES, NOBODY, NOT_NAMES, common_words
from extractor.model import Block, Kind

_NAME = r"(?P<who>[^\W\d_][^\W\d_'’-]{1,13})"
# What stands before somebody who does something: nothing, a stop, an arrow, a joining word.
_OPENS = r"(?:^\W{0,4}|[.,;:–!?>→]\s|\s[-–]\s|\b(?:and|so|then|but)\s)"
_TO_DO = expression(
    rf"{_OPENS}{_NAME}\s(?:to|will|should|must|2|can|is\sgoing\sto|has\sagreed\sto)\s(?P<verb>[a-z]{{2,}})"
)
_DOES = expression(rf"{_OPENS}{_NAME}\s(?:is\s)?(?P<verb>[a-z]{{2,}}(?:s|ing))\b")
_SAYS = expression(
    rf"{_OPENS}{_NAME}\s(?:says?|said|wants?|thinks?|reckons?|asks?|asked|knows?|promised|offered|hates?|told|has\sto|needs\sto"
    r"|had\sto|still\shas|is\s(?:off|away|on|back|late)|forgot|rang|phoned|went|goes)\b"
)
_BRACKETED = expression(rf"\w\s\({_NAME}\)")
_THE = frozenset(
    """he she they it we you i who that this there which what someone somebody everyone everybody anyone nobody one all
    both people folks guys kids am pm dr mr mrs ms sr fr st lt capt sgt ring phone guy lot bloke lads""".split()
)
FAMILY = frozenset(
    "mum mom mam mama mummy dad dada papa daddy gran granny grandma grandad grandpa nan nana auntie nanny".split()
)
_CAPITAL = expression(r"[A-Z](?<!\bI)")
_TYPED_SMALL = 0.6  # of the lines that begin with a letter
_LEAST = 2


def small_names(blocks: Sequence[Block]) -> frozenset[str]:
    """The lower-case words of these notes that are somebody's first name."""
    spoken = [block.text for block in blocks if block.kind is Kind.TURN]
    # Captions that a machine made, and dictated text, have no capitals at all: "okay so maria will send it".
    typed = [block.text for block in blocks if block.kind is Kind.PARAGRAPH]
    is_uncased = any(len(texts) > 1 and not any(map(_CAPITAL.search, texts)) for texts in (spoken, typed))
    lines = [line for block in blocks if is_uncased or block.kind is not Kind.TURN for line in _lines(block)]
    starts = [line.lstrip(" -–*•")[:1] for line in lines]
    letters = [start for start in starts if start.isalpha()]
    typed_small = len(letters) > 5 and sum(start.islower() for start in letters) >= _TYPED_SMALL * len(letters)
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(set(_named(line)))
    least = 1 if typed_small or is_uncased else _LEAST
    return frozenset(word for word, count in counts.items() if count >= least) | _above_their_work(blocks)


def _above_their_work(blocks: Sequence[Block]) -> frozenset[str]:
    """The words that stand alone above lines of work, where one of them at least is surely somebody: "dad", "leo"."""
    alone = [
        above.text.strip(" :").casefold()
        for above, below in pairwise(blocks)
        if above.kind in {Kind.PARAGRAPH, Kind.HEADING} and _ALONE.fullmatch(above.text) and " " in below.text
        if below.line <= above.end_line + 2
    ]
    heads = frozenset(word for word in alone if word in FAMILY or _may_be(word))
    if len(heads) < _HEADS or len(heads) < _MOSTLY * len(set(alone)) or not heads & (FAMILY | GIVEN_NAMES):
        return frozenset()
    return heads


_ALONE = expression(r"[^\W\d_]{2,14} ?:?")
_HEADS = 2
_MOSTLY = 0.75


def _lines(block: Block) -> Iterator[str]:
    starts = [offset for offset, _ in block.lines] or [0]
    for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
        yield block.text[start:end].strip()


def _named(line: str) -> Iterator[str]:
    """The words of a line that do what people do."""
    for pattern in (_TO_DO, _DOES):
        for found in pattern.finditer(line):
            if _may_be(found["who"]) and _is_work(found["verb"]):
                yield found["who"]
    for found in _SAYS.finditer(line):
        if _may_be(found["who"]):
            yield found["who"]


def _may_be(word: str) -> bool:
    """Whether a word in lower case could be a name: no word that notes or lists of words have."""
    return (
        word.islower()
        and word not in _THE
        and word not in EVERYBODY
        and word not in NOBODY
        and word not in NOT_NAMES
        and (word not in common_words() or word in GIVEN_NAMES - _WORDS_FIRST)
        and word not in _known_words()
        and word not in _WORDS_FIRST
        and not word.endswith("ing")
        and word.removesuffix("s") not in _known_words() | common_words()
    )


_WORDS_FIRST = frozenset(
    """mark will max grant hope joy art chase drew may june april august dawn rose ruby crystal summer autumn faith
    charity amber page sterling chip duke king prince major clay rod cliff heath earl van wade skip fridge
    ashes""".split()
)


def _known_words() -> frozenset[str]:
    return frozenset(word for _, words in (*VERBS, *NOUNS) for word in words.split())


def opens_with_work(line: str) -> bool:
    """Whether a line begins with the base form of a verb of somebody's work: "order labels"."""
    words = line.split(maxsplit=1)
    return bool(words) and words[0].lower() in _work()


def _is_work(verb: str) -> bool:
    """Whether a verb, whatever its form, is one of somebody's work."""
    stems = {
        verb,
        verb.removesuffix("s"),
        verb.removesuffix("es"),
        verb.removesuffix("ing"),
        f"{verb.removesuffix('ing')}e",
    }
    if verb.endswith("ies"):
        stems.add(f"{verb[:-3]}y")
    if len(verb) > 6 and verb.endswith("ing") and verb[-4] == verb[-5]:
        stems.add(verb[:-4])
    return not stems.isdisjoint(_work())


def _work() -> frozenset[str]:
    kinds = {"communicates", "creates", "changes", "inspects", "arranges", "keeps in mind", "comes and goes"}
    return frozenset(word for kind, words in VERBS if kind in kinds for word in words.split()) | _MORE_WORK


_MORE_WORK = frozenset("block clear do pop reprogram shut sit stand tape water".split())
