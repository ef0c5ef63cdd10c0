"""Work that somebody is said to be doing, or to have promised.

"Steph chasing the landlord", "Ana agreed to call the garage", "Ben said he would write to the tenants"
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.language.inflection import base_form
from extractor.language.people.name_lists import GIVEN_NAMES, common_words

_NAME = r"[^\W\d_][^\W\d_'’]{1,15}"
_DOING = expression(
    rf"""\W{{0,8}}(?P<who>{_NAME}(?:(?:\s?(?:,|&|\+|/)\s?|\sand\s){_NAME}){{0,2}})\s
    (?:-\s|–\s|(?:is|are)\s(?=(?:doing|bringing|making|baking|ordering|booking|fetching|collecting|buying|driving)\s))?
    (?P<verb>[a-z]{{2,14}}ing)\s(?!on\b|for\b|from\b)(?P<what>\S+)""",
    re.VERBOSE,
)
# What tells how somebody is or what goes on, and promises nothing.
_STATES = frozenset(
    """being having going coming working waiting looking feeling leaving staying joining living sitting saying talking
    thinking hoping struggling getting missing wanting needing giving presenting meeting reporting holding showing
    starting doing speaking attending willing training""".split()
)


_THINGS = frozenset("the a an her his their our my some all both it that these those this two three".split())


def is_taken_on(words: str) -> bool:
    """Whether these words name one to three people by their given names, and work that they are doing."""
    return bool(who_takes_on(words))


def who_takes_on(words: str) -> str:
    """Return the names of those who are said to be doing work, as they are written; "" for none."""
    match = _DOING.match(words)
    # "Pam is doing the blankets", not "Pam is doing well"
    does = match is not None and match["verb"] == "doing" and match["what"].casefold() in _THINGS
    if match is None or (match["verb"] in _STATES and not does) or base_form(match["verb"], "VBG") == match["verb"]:
        return ""
    names = re.split(r"\s?(?:,|&|\+|/)\s?|\sand\s", match["who"])
    return match["who"] if all(_is_name(name) for name in names if name) else ""


def _is_name(word: str) -> bool:
    is_initials = (
        word.isupper() and 1 < len(word) < 4 and word.casefold() not in common_words()
    )  # "DR doing the induction"
    return is_initials or word.casefold() in GIVEN_NAMES or (word.istitle() and word.casefold() not in common_words())


_PLEDGES = r"""(?:agreed|undertook|promised|offered|volunteered|pledged|committed)\sto\s
    (?!(?:disagree|approve|accept|adopt|note|differ|recommend|continue|be)\b)[a-z]{2,}"""  # what a board agrees to
_WILLING = r"""(?:(?:is|are)\s)?(?:happy|willing|prepared)\sto\s
    (?!(?:be|have|see|hear|know|note|report|announce|say|stand|serve|accept|approve|adopt|wait|leave|stay|continue|support|pay)\b)
    [a-z]{2,}"""  # "Mr Prewitt happy to open up"
_PLEDGED = expression(
    rf"""\b(?!(?:We|They|It|I|All|This|That|There)\b)
        (?:[Hh]e|[Ss]he|[Bb]oth|[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]+){{0,2}}),?\s
        (?:and\s)?(?:(?:also|then|kindly|has|have)\s)?
        (?: {_PLEDGES} | {_WILLING}
          | (?:said|says|confirmed|promised|agreed|replied)\s(?:that\s)?
            (?:he|she|they)(?:\s(?:would|will)|['’](?:d|ll))\s
            (?!(?:be|like|prefer|rather|not|never|have)\b)[a-z]{{2,}} )
    | \band\s(?:(?:also|then)\s)?(?:{_PLEDGES} | is\sto\s(?!be\b)[a-z]{{2,}})""",
    re.VERBOSE,
)
_IF = expression(r"\b(?:if|whether|unless)\b", re.IGNORECASE)
_TAKEN_BACK = expression(r"\b(?:but|not needed|no longer|since then|already|has since|instead)\b", re.IGNORECASE)


def is_pledged(words: str) -> bool:
    """Whether these words tell that somebody promised work: "RA agreed, and is to bring a shorter form"."""
    match = _PLEDGED.search(words)
    if match is None or _IF.search(words, 0, match.start()) is not None:
        return False  # "If Peter is willing to meet, we go on"
    return _TAKEN_BACK.search(words, match.end()) is None
