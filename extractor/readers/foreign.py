"""Notes in another language than English, known by their words. The program reads English only.

Notes are English where most of their words are those of English notes. Of others, py3langid tells the language by the
sequences of letters, for which a list of ten short lines is enough. Names and quoted lines do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import common_words
from extractor.model import Doubt

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MIN_WORDS = 12  # in small letters, outside quotes; fewer may be a line or two
MIN_NAMED = 6  # with so many, words with capitals count as well where they come but once: German nouns
MIN_DIFFERENT = 8
MAX_WORDS = 4_000  # that are looked at
# Shares of words that English notes use: measured, .36 and more in 480 English notes, .09 and less in 30 lists in other
# languages. Long texts in languages that share words with English lie between.
ENGLISH_SHARE = 0.5
DOUBTFUL_SHARE = 0.3
SURE_SHARE = 0.04  # of words that no other language has, at most, where the share of English is doubtful
MAX_ENGLISH = 0.05  # probability of English in notes of another language
MIN_LIKELY = 0.35  # of that language: languages that are alike share the rest

SURELY_ENGLISH = frozenset(
    "the and with that this you they would should could our their been were what which there about from who".split()
)
LANGUAGES = {
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "hr": "Croatian",
    "hu": "Hungarian",
    "it": "Italian",
    "ja": "Japanese",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovene",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
WORD = expression(r"[^\W\d_]+")
QUOTED = expression(r"[\"“„«][^\"“”„«»\n]{0,400}[\"”“»]")


def language_of(texts: Iterable[str]) -> str | None:
    """Return the language of notes if it is surely another than English; None for English and for what is not sure."""
    words: list[str] = []
    for text in texts:
        words += WORD.findall(QUOTED.sub(" ", text[:4_000]))
        if len(words) > MAX_WORDS:
            break
    small = [word for word in words if not word[0].isupper()]
    if MIN_NAMED <= len(small) < MIN_WORDS:
        counts = Counter(words)
        small = [word.lower() for word in words if counts[word] == 1]
    if len(small) < MIN_WORDS or len(set(small)) < MIN_DIFFERENT:
        return None
    sure = sum(1 for word in small if word in SURELY_ENGLISH) / len(small)
    known = sum(1 for word in small if word in SURELY_ENGLISH or word in common_words()) / len(small)
    if known >= ENGLISH_SHARE or (known >= DOUBTFUL_SHARE and sure > SURE_SHARE):
        return None
    ranked = _identifier().rank(" ".join(small))
    code, probability = ranked[0]
    return LANGUAGES[code] if probability >= MIN_LIKELY and dict(ranked)["en"] <= MAX_ENGLISH else None


@cache
def _identifier() -> LanguageIdentifier:
    """Return the identifier for these languages; its model, 4.6 MB, is read on first use."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def doubts_of(language: str) -> tuple[Doubt, ...]:
    """Return one doubt if the notes are in this language, "" for English."""
    if not language:
        return ()
    message = f"these notes are in {language}, and recap reads English only, so what was agreed is not found"
    return (Doubt(None, message),)
