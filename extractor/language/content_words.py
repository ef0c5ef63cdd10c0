"""Content words of a text, for comparison: folded, stemmed, without function words."""

from __future__ import annotations

from functools import cache, lru_cache

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.language.people.name_lists import common_words, fold_name

STOP = frozenset(
    "a an the to of for and or in on at by with from will be is are it this that as up we i you he she they our his her"
    " their s".split()
)


@remembered
def content(task: str) -> frozenset[str]:
    """Return the content words of a task: lower case, without accents and without plural, past and -ing endings."""
    return frozenset(stem(word) for word in _WORD.findall(fold_name(task)) if word not in STOP)


# Words that say nothing of what is to be done: "do that too", "get those sorted", "it".
_VAGUE = frozenset(
    """
    do doing done does handle handling sort sorted take taking get getting look see keep manage try own pick deal go
    going come make have has had let me us him them those these one ones so there here too also again then now today
    tomorrow back out off over down in up on ok okay yes no not action actions follow-up cf c f ll ve re m d please
    """.split()
)


def names_work(task: str) -> bool:
    """Whether the words of a task name something that is to be done, and not only point to it ("do that too")."""
    return any(word not in STOP and word not in _VAGUE for word in _WORD.findall(fold_name(task)))


_WORD = expression(r"[\w'-]+")
STEM_ENDINGS = ("ing", "ed", "es", "s", "e")
_ENDING = expression(rf"(?:{'|'.join(STEM_ENDINGS)})$")


@lru_cache(maxsize=1 << 14)  # called for every word of every block
def stem(word: str) -> str:
    """Remove the ending of a word in lower case: "ing", "ed", "es", "s" or "e"."""
    return _ENDING.sub("", word) if len(word) > 4 else word


@cache
def common_stems() -> frozenset[str]:
    """Return the stems of the common words."""
    return frozenset(map(stem, common_words()))
