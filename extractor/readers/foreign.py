"""Notes in another language than English, known by their small words. The program reads English only.

"the", "and" and "of" are most of any English text, as "der", "und" and "die" are of a German one. Words that two
languages share count for both. A few foreign words, names or one quoted line do not change the language of notes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from extractor.common.lazy_regex import expression
from extractor.model import Doubt

MIN_WORDS = 25  # fewer may be names and figures
MAX_WORDS = 4_000  # that are looked at
MIN_SHARE = 0.14  # of the words: small words of the other language
MIN_DIFFERENT = 6  # of them: names repeat "de la", and codes "de"
MIN_RATIO = 2.0  # small words of the other language for each of English

ENGLISH = frozenset(
    "the and of to in is that for it on with as was be by this have are at not from we will i you he she they or an"
    " has can would should our their its been were do does if but all any about who what which there also".split()
)
# The name in English, and the commonest words that are no common English words.
LANGUAGES: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(words.split()))
    for name, words in (
        (
            "German",
            "der die das und ist nicht ein eine einen mit von zu den dem des auf für im wird wir ich sie er es sich"
            " auch bis werden hat haben noch bei nach wie oder aus zum zur vom über sind kann muss soll"
            " wer nächste nächstes nächster sitzung protokoll anwesend offen fällig uhr alle nur",
        ),
        (
            "French",
            "le la les et est un une des du de en pour que qui dans sur avec pas par au aux ce cette nous vous il elle"
            " sera ont être à sont mais ou où plus avant doit son sa ses"
            " quoi prochaine réunion présents absents ordre jour tous toutes entre",
        ),
        (
            "Spanish",
            "el la los las y es un una de del que en por para con no se su sus al lo como más pero este esta hay hasta"
            " son ha han fue será nos antes sobre"
            " quién qué próxima reunión asistentes acta todos entre desde cada",
        ),
        (
            "Portuguese",
            "o os as e é um uma de do da dos das que em no na nos nas por para com não se ao à mais mas até ser foi são"
            " vai seu sua pelo pela"
            " quem próxima reunião presentes ata todos sobre entre cada",
        ),
        (
            "Italian",
            "il lo la gli le e è un una di del della dei delle che in per con non si al alla da dal dalla sono ha hanno"
            " entro come più ma anche nel nella sarà"
            " chi cosa prossima riunione presenti verbale tutti ogni",
        ),
        (
            "Dutch",
            "de het een en van is dat die in op te voor met niet zijn aan er door om ook als bij naar uit nog wel over"
            " wij hij zij wordt worden heeft hebben moet zal kan deze"
            " wie wat volgende vergadering aanwezig notulen iedereen graag",
        ),
        (
            "Polish",
            "i w z na do się nie to że jest o od po za dla przez jak ale czy ze oraz przy już są będzie tylko może"
            " który która które ma przed"
            " kto co następne zebranie obecni protokół wszystkich jeszcze albo ten",
        ),
        (
            "Swedish",
            "och att det som en på är av för med den till inte om ett han hon vi jag de ska har kan från eller men vid"
            " före måste också när ska"
            " vem vad nästa möte närvarande protokoll alla kl senast någon ta inga",
        ),
        (
            "Danish",
            "og at det som en på er af for med den til ikke om et han hun vi jeg de skal har kan fra eller men ved før"
            " også når bliver"
            " hvem hvad næste møde referat alle kl endnu senest nogen",
        ),
        (
            "Norwegian",
            "og å at det som en på er av for med den til ikke om et han hun vi jeg de skal har kan fra eller men ved"
            " før også når blir innen"
            " hvem hva neste møte referat alle kl ennå senest noen",
        ),
        (
            "Finnish",
            "ja on ei se että oli hän mutta kun niin myös ovat tai joka jos sen mukaan kanssa ennen vielä ovat tulee"
            " me hän he asti"
            " kuka mitä seuraava kokous läsnä pöytäkirja kaikille ole klo mennessä saakka vain sekä",
        ),
        (
            "Czech",
            "a v na se je že s z do to o pro by jsou jako ale po ve za byl bude podle také nebo která který od už při"
            " před k"
            " kdo co příští schůze přítomni zápis všem ještě aby",
        ),
        (
            "Romanian",
            "și a de la în cu pe nu se este un o din că pentru care mai sau să sunt va al ale după până"
            " cine ce următoarea ședință prezenți toți încă",
        ),
        (
            "Turkish",
            "ve bir bu için ile de da olarak çok daha gibi kadar ne sonra önce var olan ama ya biz o mi"
            " kim toplantı sonraki herkes henüz",
        ),
        (
            "Hungarian",
            "a az és hogy nem egy is van meg ez csak de már vagy mint kell volt lesz ki el ha fel"
            " mi következő ülés jelen mindenki még",
        ),
    )
)
WORD = expression(r"[^\W\d_]+")


def language_of(texts: Iterable[str]) -> str | None:
    """Return the language of notes if it is surely another than English; None for English and for what is not sure."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        words = WORD.findall(text[:4_000].lower())
        counts.update(words)
        total += len(words)
        if total > MAX_WORDS:
            break
    if total < MIN_WORDS:
        return None
    english = sum(counts[word] for word in ENGLISH)
    found = {name: sum(counts[word] for word in words) for name, words in LANGUAGES}
    name = max(found, key=lambda one: found[one])
    different = sum(1 for word in dict(LANGUAGES)[name] if counts[word])
    return name if different >= MIN_DIFFERENT and found[name] >= max(MIN_SHARE * total, MIN_RATIO * english) else None


def doubts_of(language: str) -> tuple[Doubt, ...]:
    """Return one doubt if the notes are in this language, "" for English."""
    if not language:
        return ()
    message = f"these notes are in {language}, and recap reads English only, so what was agreed is not found"
    return (Doubt(None, message),)
