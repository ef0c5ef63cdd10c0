"""Give the base form of English verbs: "sends", "sending", "sent" are "send".

The Penn tag of the word decides which ending it has. Irregular forms are a table; regular ones are looked up among
known verbs and common words, since spelling alone cannot tell "hoping" (hope) from "hopping" (hop).
"""

from __future__ import annotations

from functools import lru_cache

from extractor.language import lexicon
from extractor.language.people.name_lists import common_words

_IRREGULAR_FORMS = """
    be:am,are,is,was,were,been,being,'s,'m,'re bear:bore,borne beat:beaten become:became begin:began,begun
    bend:bent bind:bound bite:bit,bitten blow:blew,blown break:broke,broken bring:brought build:built burn:burnt
    buy:bought catch:caught choose:chose,chosen come:came deal:dealt dig:dug do:did,done,does draw:drew,drawn
    drink:drank,drunk drive:drove,driven dye:dyeing eat:ate,eaten fall:fell,fallen feed:fed feel:felt
    fight:fought find:found fly:flew,flown forget:forgot,forgotten freeze:froze,frozen get:got,gotten
    give:gave,given go:went,gone,goes grind:ground grow:grew,grown hang:hung have:had,has,'ve hear:heard
    hide:hid,hidden hold:held keep:kept know:knew,known lay:laid lead:led learn:learnt leave:left lend:lent
    lie:lying,lain light:lit lose:lost make:made mean:meant meet:met pay:paid redo:redid,redone,redoes
    resend:resent rerun:reran rewrite:rewrote,rewritten ride:rode,ridden ring:rang,rung run:ran say:said
    see:saw,seen sell:sold send:sent shake:shook,shaken shine:shone shoot:shot show:shown sing:sang,sung sit:sat
    sleep:slept speak:spoke,spoken speed:sped spell:spelt spend:spent stand:stood steal:stole,stolen stick:stuck
    strike:struck sweep:swept swim:swam,swum swing:swung take:took,taken teach:taught tear:tore,torn tell:told
    think:thought throw:threw,thrown tie:tying undo:undid,undone understand:understood wake:woke,woken
    wear:wore,worn win:won wind:wound withdraw:withdrew,withdrawn write:wrote,written
    """
_BASE_OF = {
    form: base
    for base, forms in (entry.split(":") for entry in _IRREGULAR_FORMS.split())
    for form in forms.split(",")
    if form
}
_VOWELS = frozenset("aeiou")
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


@lru_cache(4096)
def base_form(verb: str, tag: str) -> str:
    """Return the base form of a verb.

    Args:
        verb: the word, in lower case.
        tag: its Penn tag: VBZ for "sends", VBG for "sending", VBD or VBN for "sent"; others leave it as it is.
    """
    if tag not in {"VBZ", "VBG", "VBD", "VBN", "VBP"}:
        return verb
    if verb in _BASE_OF:
        return _BASE_OF[verb]
    if tag == "VBZ" and verb.endswith("s") and len(verb) > 2:
        return _without_s(verb)
    if tag in {"VBD", "VBN"} and _is_verb(verb):
        return verb  # "need", "feed"
    for ending in ("ing",) if tag == "VBG" else ("ed",) if tag in {"VBD", "VBN"} else ():
        if verb.endswith(ending) and any(letter in "aeiouy" for letter in verb[: -len(ending)]):
            return _without_ending(verb[: -len(ending)], ending)
    return verb


def _without_s(verb: str) -> str:
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith("es") and verb[:-2].endswith(_SIBILANTS) and not _is_verb(verb[:-1]):
        return verb[:-2]
    return verb if verb.endswith("ss") else verb[:-1]


def _without_ending(stem: str, ending: str) -> str:
    """Return the verb that a stem before "ing" or "ed" comes from: "mak" is "make", "stopp" is "stop"."""
    if ending == "ed" and stem.endswith("i"):
        return stem[:-1] + "y"
    is_doubled = len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS
    guesses = (stem, stem + "e", stem[:-1]) if not is_doubled else (stem, stem[:-1])
    for known in (_is_verb, _is_common):
        if found := next((guess for guess in guesses if known(guess)), ""):
            return found
    if is_doubled and stem[-1] not in "lsfz":
        return stem[:-1]
    return stem + "e" if _takes_e(stem) else stem


def _takes_e(stem: str) -> bool:
    """Whether an unknown stem lost an "e": "laminat", "recycl", "enclos"; but not "gather", "paint"."""
    endings = "at iz is yz ys cl bl tl dl v c u dg ng ns os rs ur"
    return stem.endswith(tuple(endings.split()))


def _is_verb(word: str) -> bool:
    classes, form = lexicon.verb_classes(word)
    return bool(classes) and form == "base"


def _is_common(word: str) -> bool:
    return word in common_words()
