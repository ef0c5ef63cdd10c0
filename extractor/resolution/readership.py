"""Judge how likely an aside says that outsiders should not know of something: "Mum's the word", "not one for the deck".

The judgement adds up weights (logistic regression) of what an aside is made of: classes of words (a denial, telling,
outsiders, insiders, a record), which class comes before which, and its words. So it knows asides that nobody has
written before. `training/asides.py` learns the weights, and which asides are known as they
stand: idioms have no parts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from extractor.resolution.readership_words import classes, tokens

MAX_WORDS = 18  # of an aside
NEAR = 4  # words between which two classes are said to be near each other
KNOWN = 0.99  # probability of an aside that was learnt as it stands
_SMALL = frozenset(
    "please pls plz kindly just very really so and but the a an this that it its is are be being will for_now now"
    " bitte svp merci le la les der die das den dem ist c est ça".split()
)
# Words of grammar, which tell nothing by being in no class.
_FUNCTION = frozenset(
    "a an the of to in on at by and or so then if when as is are was were be been being has have had do does did will"
    " would there here ok yes oh well also too very up down into about than i we you he she it they der die das den"
    " dem des ein eine einen und oder so dann wenn ist sind war wird werden hat haben auf im in am es wir ihr man le la"
    " les l un une des du de d et ou si est sont a ont on je tu il elle se s ce c que qui sur dans".split()
)
WEIGHTS = Path(__file__).with_name("readership.json")


@lru_cache(maxsize=4096)
def probability(aside: str, *, is_title: bool = False) -> float:
    """Return how likely an aside, or the title of a section, keeps something from outsiders: 0 to 1.

    Args:
        aside: Its words, with "client" for the names of the client.
        is_title: Whether it is the title of a section.
    """
    if is_title and not any(map(classes, tokens(aside))):
        return 0.0  # "Weather": most titles, and the weights need not be read
    if plain_words(aside, is_title=is_title) in _known():
        return KNOWN
    weights = _weights()
    score = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) for name in set(features(aside, is_title=is_title)))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def says_who_may_know(aside: str) -> bool:
    """Whether an aside is known as it stands, or names secrecy, telling and a person or a thing, or "just us"."""
    words = tokens(aside)
    if not _known().isdisjoint((plain_words(aside), plain_words(aside, is_title=True))):
        return True
    present = {name for word in words for name in classes(word)}
    if present & {"SECRET", "IDIOM"}:
        return True
    if present & {"TELL", "SEND", "WRITE", "KNOW"} and present & {"NOT", "ONLY", "KEEP", "CUT"}:
        return bool(present & {"OUT", "IN", "RECORD", "PLACE"}) or ("THIS" in present and "TELL" in present)
    if present >= {"KEEP", "PLACE"} or present >= {"KEEP", "OFF", "OUT"} or present >= {"NOT", "FOR", "OUT"}:
        return True
    return len(words) <= MAX_SHORT and len(present & {"ONLY", "PLACE", "IN"}) > 1


MAX_SHORT = 6  # words of "just us now", "only for those in the room"


def plain_words(aside: str, *, is_title: bool = False) -> str:
    """Return the words of an aside that tell it from others, as one text: "hush" for "hush, please"."""
    words = [word for word in tokens(aside) if word not in _SMALL]
    return ("title: " if is_title and words else "") + " ".join(words)


def use(weights: dict[str, float], known: frozenset[str]) -> None:
    """Judge by these weights, and these words of asides that are known as they stand, from now on."""
    probability.cache_clear()
    _in_use[:] = [(weights, known)]


_in_use: list[tuple[dict[str, float], frozenset[str]]] = []  # in the place of those of the file


def _weights() -> dict[str, float]:
    return (_in_use or [_learnt()])[0][0]


def _known() -> frozenset[str]:
    return (_in_use or [_learnt()])[0][1]


@lru_cache(maxsize=1)
def _learnt() -> tuple[dict[str, float], frozenset[str]]:
    """Return the weights, and the words of asides that are known as they stand."""
    import json  # on use: most notes hold no aside

    learnt = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return learnt["weights"], frozenset(learnt["known"])


def features(aside: str, *, is_title: bool = False) -> Iterator[str]:
    """Yield the names of what an aside is made of: "c NOT", "NOT>TELL", "w mum", "b no leaks", "n 3".

    Args:
        aside: Its words, with "client" for the names of the client.
        is_title: Whether it is the title of a section; such features have copies of their own.
    """
    words = tokens(aside)[:MAX_WORDS]
    known = [classes(word) for word in words]
    yield f"n {min(len(words), 6)}"
    unknown = sum(not found and word not in _FUNCTION for word, found in zip(words, known, strict=True))
    yield f"unknown {min(unknown, 5)}"
    mark = "title " if is_title else ""
    if is_title:
        yield "title"
    for name in (*_class_features(known), *_combinations(known)):
        yield name
        if is_title:
            yield mark + name
    for at, word in enumerate(words):
        yield f"{mark}w {word}"
        if at:
            yield f"b {words[at - 1]} {word}"


# What a mark is made of: a restriction, what is restricted, and for whom.
_RESTRICTIONS = ("NOT", "ONLY", "KEEP", "CUT", "WAIT", "MUST")
_ACTS = ("TELL", "SEND", "WRITE", "KNOW", "SECRET", "IDIOM")
_AUDIENCES = ("OUT", "IN", "RECORD", "PLACE")


def _combinations(known: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield each restriction with each act and each audience of an aside, "-" where it has none: "NOT+TELL+OUT"."""
    present = {name for found in known for name in found}

    def of(names: tuple[str, ...]) -> list[str]:
        return [name for name in names if name in present] or ["-"]

    for restriction in of(_RESTRICTIONS):
        for act in of(_ACTS):
            for audience in of(_AUDIENCES):
                yield f"{restriction}+{act}+{audience}"


def _class_features(known: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield the classes, those of the first and the last word, and which comes before which, near or far."""
    for at, found in enumerate(known):
        for name in found:
            yield f"c {name}"
            if at == 0:
                yield f"first {name}"
            if at == len(known) - 1:
                yield f"last {name}"
            for later in range(at + 1, len(known)):
                sign = ">" if later - at <= NEAR else ">>"
                for other in known[later]:
                    yield f"{name}{sign}{other}"
