"""Know from an expression itself which words a text must hold for it to find anything, and ask it about no other text.

A line of notes is asked by hundreds of expressions, and holds the words of few of them. Each expression has keys: whole
words, pieces of 3 to 5 letters of words, and signs beyond ASCII. A text in which it finds something holds one of them.
The words of a text are looked up once, which tells for all expressions together whether they may find something.

Keys are in lower case, for expressions that ignore the case and for others. A blank in a key is the start or the end of
a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered

SHORTEST, LONGEST = 3, 5  # letters of a piece of a word, the blanks at its start and its end included
MOST = 400  # keys of an expression; one that needs more is asked about every text
MAX_WORDS, MAX_TEXTS = 20_000, 1024  # that are remembered
ODD = frozenset("ſıİ")  # letters that are "s" and "i" where the case is ignored, and others in lower case

_Item = tuple[Any, Any]  # a part of a parsed expression: its code, its argument
_WORD = expression(r"\w+")
_SIGN = expression(r"[^\w\x00-\x7f]")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
# How often each letter comes in a thousand letters of English, the rare ones left out.
_OFTEN = dict(
    zip(
        "etaoinshrdlucmfwygpb",
        (120, 90, 80, 75, 70, 67, 63, 61, 60, 43, 40, 28, 28, 24, 22, 24, 20, 20, 19, 15),
        strict=True,
    )
)
_RARE, _START_OR_END = 8, 180
_MOST_LETTERS = 6  # of a class in square brackets whose letters are told apart


def keys_of(tree: Iterable[_Item]) -> frozenset[str] | None:
    """Return the keys of an expression; None where a text may match that holds none.

    Args:
        tree: What `re` parses the expression to.
    """
    return _needed(_flat(tree), starts=False, ends=False)


def keys_in(word: str) -> Iterator[str]:
    """Yield the keys that a word in lower case, of letters, digits and low lines, holds: itself, and its pieces."""
    whole = f" {word} "
    yield whole
    for size in range(SHORTEST, min(LONGEST, len(whole)) + 1):
        for at in range(len(whole) - size + 1):
            yield whole[at : at + size]


@remembered
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))


class Index:
    """Expressions by their keys, each with a bit that says in a number whether it may find something."""

    def __init__(self) -> None:
        self._by_key: dict[str, int] = {}
        self._by_word: dict[str, int] = {}
        self._next = 1
        self.bits_in = lru_cache(MAX_TEXTS)(self._bits_in)  # the bits of the expressions that a text may match

    def add(self, keys: Iterable[str]) -> int:
        """Add an expression with these keys; return its bit."""
        bit, self._next = self._next, self._next << 1
        for key in keys:
            self._by_key[key] = self._by_key.get(key, 0) | bit
        self._by_word.clear()
        self.bits_in.cache_clear()
        return bit

    def _bits_in(self, text: str) -> int:
        if not text.isascii() and not ODD.isdisjoint(text):
            return -1  # all of them
        if len(self._by_word) > MAX_WORDS:
            self._by_word.clear()
        by_word, bits = self._by_word, 0
        if not text.isascii():
            for sign in set(_SIGN.findall(text)):
                bits |= self._by_key.get(sign, 0)
        for word in _WORD.findall(text.lower()):
            known = by_word.get(word)
            if known is None:
                known = by_word[word] = self._bits_of(word)
            bits |= known
        return bits

    def _bits_of(self, word: str) -> int:
        bits = 0
        for key in keys_in(word):
            bits |= self._by_key.get(key, 0)
        return bits


def _flat(tree: Iterable[_Item]) -> list[_Item]:
    """Return the parts of a parsed expression, those of its groups among them."""
    items: list[_Item] = []
    for code, argument in tree:
        if str(code) == "SUBPATTERN":
            items += _flat(argument[-1])
        elif str(code) == "IN" and (letters := _letters_of(argument)):
            items.append(("BRANCH", (None, [[("LITERAL", letter)] for letter in letters])))
        else:
            items.append((str(code), argument))
    return items


def _letters_of(choices: Sequence[_Item]) -> list[int]:
    """Return the letters and digits of which a class in square brackets names one, [] for other classes and many."""
    numbers: list[int] = []
    for code, argument in choices:
        if str(code) not in {"LITERAL", "RANGE"}:
            return []
        numbers += range(argument[0], argument[1] + 1) if str(code) == "RANGE" else [argument]
        if len(numbers) > _MOST_LETTERS:
            return []
    return numbers if all(_letter("LITERAL", number) for number in numbers) else []


def _needed(items: Sequence[_Item], *, starts: bool, ends: bool) -> frozenset[str] | None:
    """Return the keys of parts that follow each other, of those that each text must hold the rarest.

    Args:
        items: The parts.
        starts: Whether no word goes on across their start.
        ends: Whether no word goes on across their end.
    """
    possible: list[frozenset[str] | None] = []
    run, run_at, run_starts = "", 0, starts  # letters right behind each other
    for at, (code, argument) in enumerate([*items, ("END", None)]):
        if letter := _letter(code, argument):
            run_at = run_at if run else at
            run += letter
            continue
        border = ends if code == "END" else _is_border(code, argument)
        possible.append(_key_of(run, starts=run_starts, ends=border))
        if code == "BRANCH":  # each branch with the letters before it, which `re` takes out where all share them
            before = items[run_at:at] if run else ()
            after = _is_border(*items[at + 1]) if at + 1 < len(items) else ends
            possible.append(_of_all([[*before, *_flat(branch)] for branch in argument[1]], run_starts, after))
        elif code in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0] >= 1:
            possible.append(_needed(_flat(argument[2]), starts=False, ends=False))
        else:
            possible.append(_signs(code, argument))
        run, run_starts = "", border
    return min(filter(None, possible), key=_frequency, default=None)


def _of_all(branches: Sequence[Sequence[_Item]], starts: bool, ends: bool) -> frozenset[str] | None:
    """Return the keys of all branches together; None where one has none."""
    keys = [_needed(branch, starts=starts, ends=ends) for branch in branches]
    together = frozenset().union(*filter(None, keys)) if all(keys) else frozenset()
    return together if 0 < len(together) <= MOST else None


def _letter(code: str, argument: Any) -> str:
    """Return the letter, digit or low line that a part stands for, in lower case, or ""."""
    if code != "LITERAL" or argument > 127:
        return ""
    low = chr(argument).lower()
    return low if low in _LETTERS else ""


def _is_border(code: str, argument: Any) -> bool:
    """Whether no word goes on across a part: a sign, a blank, the start or the end of a word or of the text."""
    if code == "AT":
        return str(argument) not in {"AT_NON_BOUNDARY", "AT_UNI_NON_BOUNDARY"}
    if code == "IN":
        return all(_is_outside_words(str(inner), what) for inner, what in argument)
    if code == "ASSERT_NOT" and len(argument[1]) == 1:  # (?<!\w), (?![\w-])
        inner, what = argument[1][0]
        return (
            str(inner) == "IN" and str(what[0][0]) != "NEGATE" and any(str(one) == "CATEGORY_WORD" for _, one in what)
        )
    return _is_outside_words(code, argument)


def _is_outside_words(code: str, argument: Any) -> bool:
    """Whether a part, also one in square brackets, stands for signs and blanks alone."""
    if code == "CATEGORY":
        return str(argument) in {"CATEGORY_SPACE", "CATEGORY_NOT_WORD"}
    return code == "LITERAL" and not chr(argument).isalnum() and chr(argument) != "_"


def _signs(code: str, argument: Any) -> frozenset[str] | None:
    """Return the signs beyond ASCII of which a part stands for one; None where it may stand for anything else."""
    choices = argument if code == "IN" else [(code, argument)]
    if not all(str(kind) == "LITERAL" and what > 127 and _is_outside_words("LITERAL", what) for kind, what in choices):
        return None
    return frozenset(chr(what) for _, what in choices)


def _key_of(run: str, *, starts: bool, ends: bool) -> frozenset[str] | None:
    """Return the rarest piece of letters that follow each other; all of them where they are a word."""
    if run and starts and ends:
        return frozenset({f" {run} "})
    padded = f"{' ' if starts else ''}{run}{' ' if ends else ''}"
    size = min(LONGEST, len(padded))
    if not run or size < SHORTEST:
        return None
    return frozenset({min((padded[at : at + size] for at in range(len(padded) - size + 1)), key=_share)})


def _frequency(keys: frozenset[str]) -> float:
    return sum(map(_share, keys))


def _share(key: str) -> float:
    """Return roughly how often a key comes in a text, to compare keys; 0 for a sign."""
    if len(key) == 1:
        return 0.0
    share = 1.0
    for sign in key:
        share *= (_START_OR_END if sign == " " else _OFTEN.get(sign, _RARE)) / 1000
    return share
