"""Words of a mail that ask its reader for something: "Could you also send me the keys?", "Please ring the caterer"."""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression

_GRATEFUL = r"""(?: i(?:['’]d|\swould)\s(?:also\s)?be\s(?:very\s|most\s|really\s|so\s)?grateful
    | i(?:['’]d|\swould)\s(?:really\s)?appreciate\sit
    | it(?:['’]d|\swould)\sbe\s(?:really\s|very\s|a\s)?(?:great|good|helpful|lovely|nice|useful|big\shelp)
    | i(?:['’]m|\sam|\swas)?\s(?:just\s)?wonder(?:ing|ed)? )
    \sif\syou(?:['’]d\b|\s(?:could|can|would|might)\b)(?:\s(?:could|be\sable\sto))?"""
# How a request begins; the work stands behind it.
_OPENING = rf"""(?: please | kindly | (?:can|could|would|will)\syou(?!\sand\b)
      | (?:can|could|may|might)\si\s(?:please\s)?ask\s(?:you\sto|that\syou|if\syou\s(?:could|can))
      | (?:may|can|could)\si\sremind\syou\sto | are\syou\sable\sto | (?:please\s)?don['’]t\sforget\sto
      | do\syou\sthink\syou\s(?:could|can) | any\schance\s(?:that\s)?you\s(?:could|can)
      | i(?:['’]d|\swould)\slike\syou\sto | i\sneed\syou\sto | {_GRATEFUL} )
    (?:\s(?:please|also|kindly|possibly|just|maybe|perhaps|be\s(?:able|willing|so\skind\sas)\sto|manage\sto
      |be\sable\sto|mind|then)){{0,3}}\s"""
REQUEST = expression(
    rf"\W*(?:(?:and|so|also|but|then|ideally|if\s(?:possible|you\scan)),?\s)?{_OPENING}",
    re.VERBOSE | re.IGNORECASE,
)
# "please sign it by Friday, and could I ask you to check the order?"
ANOTHER_REQUEST = expression(
    rf"(?P<sign>,?\s(?:and|but|also)|,|;|\s[-–—])\s(?:also\s|then\s|so\s)?(?={_OPENING}[a-z])(?!please\W)",
    re.VERBOSE | re.IGNORECASE,
)

_ASKS = expression(
    r"""(?:^|[,:;–-]\s|\b(?:and|so|also|but|then)\s) (?:please\s|kindly\s)
      | \b(?:can|could|would|will)\syou\b | \bare\syou\sable\sto\b | ^\W*don['’]t\sforget\sto\b
      | \b(?:can|could|may|might)\si\s(?:please\s)?(?:ask|remind)\s(?:you\sto|that\syou)\b
      | \bi\s(?:need|(?:['’]d|would)\slike)\syou\sto\b | \byou\s(?:will\s)?need\sto\b
      | \bif\syou(?:['’]d|\s(?:can|could|would))\b
      | \bany\schance\s(?:that\s)?you\b | \byou\s(?:could|can|might)\b.{1,200}\?
      | ,\splease\b\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
# "Please find attached", "please note", "can you believe it", "let me know if you have questions"
_NO_WORK = expression(
    r"""\b(?: please\s(?:find|note|see|be\s(?:aware|advised|assured)|accept|excuse|ignore|consider\sthe\senvironment
          |(?:do\snot|don['’]t)\s|feel\sfree|give\smy|take\scare|remember\sthat|forgive|bear\swith|stay|enjoy)
      | (?:can|could|would)\syou\s(?:believe|imagine|hear|see|not\s|tell\sthat|feel|guess|remember)
      | let\s(?:me|us)\sknow\s(?:if|should|whether|when|in\scase) | (?:do\snot|don['’]t)\shesitate
      | if\syou\s(?:can|could)\s(?:see|not|['’]t|make\sit|come|wait)
      | would\syou\s(?:like|want|prefer|rather|say|agree)
      | (?:can|could|will)\syou\s(?:be|come|join|attend|make\sit) )\b""",
    re.VERBOSE | re.IGNORECASE,
)


def is_asked(sentence: str) -> bool:
    """Whether a sentence of a mail asks its reader to do something."""
    return len(sentence) <= MAX_SENTENCE and _ASKS.search(sentence) is not None and _NO_WORK.search(sentence) is None


def is_promised(sentence: str) -> bool:
    """Whether the writer of a mail says in a sentence what they will do: "Dan, I'll fetch the trestles"."""
    return len(sentence) <= MAX_SENTENCE and _PROMISES.search(sentence) is not None


_PROMISES = expression(
    r"""^\W*(?:[\w'’-]+,\s|(?:and|so|then|but|ok(?:ay)?|yes|no|fine),?\s){0,2}i(?:['’]ll|\swill|\sshall)\s(?:also\s|then\s|now\s)?
    (?!(?:not|never|be|see|let|keep|have|need|try|miss|leave|know|think|wait|assume|admit|probably|always|hope|like|love
      |accept|understand|get\sback|look\sforward|go|come|feel|do\s(?:so|my|that)|remember|check\s(?:in|back))\b)
    [a-z]+\s+\S""",
    re.VERBOSE | re.IGNORECASE,
)


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence of a mail asks for nothing: "Please find the old menu attached"."""
    return len(sentence) <= MAX_SENTENCE and _COURTESY.match(sentence) is not None


def is_thanks(sentence: str) -> bool:
    """Whether a sentence only thanks or greets: "Lovely to see so many of you, and thanks Anita for the biscuits"."""
    return len(sentence) <= MAX_SENTENCE and _THANKS.fullmatch(sentence) is not None


_THANKS = expression(
    r"""\W*(?:(?:lovely|good|great|nice)\sto\s(?:see|meet|hear)\b[^,;.?]{0,80}(?:,\s(?:and\s)?|\sand\s))?
    (?:many\s|big\s)?(?:thanks|thank\syou|cheers),?\s(?:to\s)?(?:[\w'’]+\s(?:and\s|&\s)?){0,4}?for\s[^,;.?]{1,80}[.!]?\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_COURTESY = expression(
    r"""\W*(?:and\s)?
    (?: please\s(?:find|note|see|be\s(?:aware|advised)|accept|excuse|ignore|feel\sfree
          |(?:do\snot|don['’]t)\s(?:hesitate|reply)|consider\sthe\senvironment)
      | (?:let\s(?:me|us)\sknow|shout|get\sin\stouch)\s(?:if|should|in\scase)
      | if\syou\s(?:have|need)\sany )\b""",
    re.VERBOSE | re.IGNORECASE,
)
MAX_SENTENCE = 400  # characters
