"""Everyday verbs of work as parts of patterns: "bring", "brings", "bringing"."""

from __future__ import annotations

_VERBS = """
    add apply arrange ask bake bin book bring build buy call cancel chair chase check chuck circulate clean
    clear collect complete confirm contact cook copy cover deliver do draft draw drive drop dump email empty
    feed fetch file fill find finish fix forward get give grab hand handle hang hire hoover install invite
    invoice iron label leave lock mail make measure mend message move mow open order organise organize pack
    paint pay phone pick ping pop post prepare price print proofread pull put raise read redo remind renew
    repair reply report reserve return review rewrite ring run scan send set sew share ship sign sort source
    speak submit swap sweep take talk tape tell text tidy translate trim type unlock update upload wash water
    weigh wipe wrap write
    """.split()
# "Leaving in an hour", "running late" and "reading the paper" arrange nothing.
_TELLS = frozenset(
    "build cover drive file finish fill find hang leave move open pull read report return review run speak talk".split()
)
_DOUBLED = frozenset("bin drop get grab pop put run scan set ship submit swap trim wrap".split())  # "dropping"


def _doing(verb: str) -> str:
    """Return the form of a verb with "ing"."""
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") else f"{verb}ing"


def _does(verb: str) -> str:
    """Return the form of a verb for "she": "brings", "fetches", "tidies"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("ch", "sh", "x", "o")) else f"{verb}s"


DO = f"(?:{'|'.join(_VERBS)})"
DOES = f"(?:{'|'.join([*map(_does, _VERBS), *_VERBS, 'lets?'])})"  # "she does", "they do"
DOING = f"(?:{'|'.join([_doing(verb) for verb in _VERBS if verb not in _TELLS])}|cancelling|labelling|letting)"
