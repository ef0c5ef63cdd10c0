"""Notes in another language than English, known by their words. The program reads English only.

Notes are English where their words are those of English notes, or at least a third of the longer ones: an English list
full of abbreviations has these, while of another language hardly any is known. The language of others is told by its
function words ("und", "nicht"), and where there are too few, as in a list of ten short lines, by py3langid, which
knows the sequences of letters; its model takes half a second and 80 MB, so it is asked last. Names and quoted lines do
not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
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
# Shares of the words of four letters and more: .40 and more in 560 English notes (.25 in one list of a kitchen), .10
# and less in 45 lists in other languages.
LONG_WORD = 4
LONG_SHARE = 0.35
LONG_UNKNOWN = 8  # different long words that are no English ones, with a vowel: "svr" and "rtr" tell nothing
FUNCTION_SHARE = 0.12  # of function words of one language that tell it
FUNCTION_MARGIN = 1.5  # how many times those of the next language
FEWEST_FUNCTION = 3
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
# Words of a language that no other of these has, or hardly any; words that two share count half for each.
FUNCTION_WORDS = {
    "cs": "že se na je aby už jsou není ale nebo jako pro při být bude jsme tak také podle který",
    "da": "og at det er på for ikke en af vi til som skal har jeg hvem kan også ud der nye blev efter uden",
    "de": "der die das und nicht ist wir mit für auf von zu den dem ein eine auch noch bis wird sich im am bei zum zur",
    "es": "el los las y una para con del por se no que como su al lo es más ya está hay pero también",
    "fi": "ja on ei että se mutta kun myös ovat oli tai jos sekä niin vielä kuka pitää",
    "fr": "le les et des une est pour dans pas nous avec sur du au qui que ce aux ne sera ont il",
    "hu": "és hogy nem egy is meg még már csak vagy kell lesz volt az ki mert",
    "it": "il gli e una per con della non che è di si nel ai dei delle alla sono anche da ci più",
    "nl": "het een en van niet wij voor met dat zijn op aan ook nog wordt naar bij moet ik te die kan doen wie",
    "no": "og det er på for ikke en av vi til som skal har jeg hvem kan også ut nye ble etter uten",
    "pl": "i na z nie się jest że po od dla jak ale oraz są przez który do będzie już co",
    "pt": "os as uma para com do da não por em na que ao um mais ou foi já está dos das ser também",
    "ro": "și de la nu cu pe este un să din pentru sunt mai care ce fi va dar am",
    "sv": "och att det är på för inte en av vi till som ska har jag vem kan också ut nya blev efter utan",
    "tr": "ve bir bu için ile da de olarak çok daha ama gibi değil olan sonra kadar",
}
_VOWEL = expression(r"[aeiouyäöüåæøáéíóúýàèìòùâêîôûãõëïąęěůőűıă]|[^\x00-\u024f]", re.I)
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
    if code := _by_function_words(small):
        return LANGUAGES[code]
    if _has_long_english(small):
        return None
    ranked = _identifier().rank(" ".join(small))
    code, probability = ranked[0]
    return LANGUAGES[code] if probability >= MIN_LIKELY and dict(ranked)["en"] <= MAX_ENGLISH else None


def _has_long_english(words: Sequence[str]) -> bool:
    """Whether the long words are those of English notes, or too few of the others tell a language."""
    english = SURELY_ENGLISH | common_words()
    long = [word for word in words if len(word) >= LONG_WORD or not word[0].isascii()]
    unknown = {word for word in long if word not in english and _VOWEL.search(word)}
    return len(unknown) < LONG_UNKNOWN or sum(word in english for word in long) >= LONG_SHARE * len(long)


def _by_function_words(words: Sequence[str]) -> str:
    """Return the code of the language whose function words many of these words are, "" where none stands out."""
    holders = _holders()
    counts = dict.fromkeys(FUNCTION_WORDS, 0.0)
    for word in words:
        for code in holders.get(word, ()):
            counts[code] += 1 / len(holders[word])
    ranked = sorted(counts.items(), key=lambda pair: -pair[1])[:2]
    (code, most), (_, next_most) = ranked
    return code if most >= max(FEWEST_FUNCTION, FUNCTION_SHARE * len(words), FUNCTION_MARGIN * next_most) else ""


@cache
def _holders() -> dict[str, tuple[str, ...]]:
    """Return the languages of each function word."""
    holders: dict[str, tuple[str, ...]] = {}
    for code, words in FUNCTION_WORDS.items():
        for word in words.split():
            holders[word] = (*holders.get(word, ()), code)
    return holders


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
