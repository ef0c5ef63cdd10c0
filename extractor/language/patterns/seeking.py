"""Work for which somebody is being sought: "need someone to do an inventory", "who can bring the projector?".

Such work is an item without an owner. Not: questions that seek an answer ("who pays?", "who is going to the fete?"),
and people for a post ("we need a new chair").
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression, screened
from extractor.language.patterns.work_verbs import DO

_SOMEBODY = r"(?:someone|somebody|anyone|anybody|a\ volunteer|volunteers|a\ person|one\ of\ (?:us|you)|any\ volunteers)"
_HELPERS = r"(?:volunteer|helper|driver|steward|marshal|treasurer|secretary|judge|umpire|referee|chaperone)s?"
_COUNT = r"(?:\d+|two|three|four|a\ few|some|more|a|an|new)"
_SOUGHT = screened(
    rf"""\b(?: needs?|need(?:ed|ing)|want(?:s|ed)?|looking\ for|look\ for|seeking|find|require[sd]?) \s
            (?:\w+\ ){{0,2}}?{_SOMEBODY} \s (?:else\ )? (?:to|who\ (?:can|could|will)|for) \s
        | \b{_SOMEBODY} \s (?:else\ )?(?:(?:on|from|in|at)\ (?:our|the)\ \w+\ )?(?:needs?\ to|has\ to|must|should)\ \w+
        | (?:^|[.,:;–—-]\s*) {_SOMEBODY} \s to \s \w+
        | \b(?:can|could|would|will) \s (?:someone|somebody|anyone|anybody|one\ of\ you)
            \s (?!else\b|see\b|hear\b)\w+
        | ^\W*(?:(?:and|so|ok|also)\ )?(?:someone|somebody|anyone|anybody)\ (?:please\ )?
            (?:{DO}|help|look)\b [^.?]{{0,60}}\?
        | \bwho(?:'s|’s|\ is)?\ (?:can|could|will|wants\ to|would\ like\ to|is\ able\ to|is\ free\ to|up\ for|happy\ to
            |going\ to(?!\ (?:the|a|an|be|this|that|our|my|his|her)\b)|gonna) \s \w+ [^.?]{{0,80}}\?
        | \bwho(?:'s|’s|\ is)\ (?:ordering|booking|bringing|buying|fetching|collecting|picking\ up|making|printing
            |baking|cooking|driving|organi[sz]ing|sorting|getting)\b [^.?]{{0,60}}\?
        | \b(?:any\ )?(?:volunteers|takers)\b (?:\ (?:for|to)\b [^.?]{{1,60}})? \s*\?
        | \b{_HELPERS}\ (?:still\ )?(?:are\ |is\ )?(?:needed|wanted|required|sought|please|pls)\b
        | ^\W{{0,8}} (?:[\w'’\ ]{{1,30}}(?:\s[-–—]\s?|\s?:\s))?
            (?:we\ )?(?:still\ |also\ )?(?:need|looking\ for|seeking|short\ of|want|could\ do\ with)
            \ (?:{_COUNT}\ ){{0,3}} (?:{_HELPERS}|people\ to)\b""",
    re.VERBOSE,
)

# In talk a question is often answered in the next turn; what somebody has to do is left open.
_LEFT_OPEN = screened(
    rf"""\b{_SOMEBODY} \s (?:else\ )?(?:needs?\ to|has\ to|has\ got\ to|must|should|ought\ to)
            \ (?!know\b|be\b(?!\ (?:there|here|in|out|at|on)\b))\w+
        | \bneed \s {_SOMEBODY} \s (?:else\ )?to\ \w+""",
    re.VERBOSE,
)

_NOT_SOUGHT = screened(
    r"^\W*(?:if|when|unless|whether)\b"
    r"|\b(?:one (?:day|of these)|some ?day|eventually|would be (?:nice|lovely)|lovely if|nice if|make sure)\b",
)

# What stands before the work for which somebody is sought.
_BEFORE_WORK = expression(
    rf"""\W*(?:(?:and|but|so|also|still|just|urgently|really|we|i|they|the\ \w+
          |is|are|am|['’]re|['’]m|please)\ ?){{0,5}}
        (?:needs?|needing|needed|want(?:s|ed)?|look(?:ing)?\ for|seeking|find(?:ing)?|require[sd]?
          |could\ do\ with)
        \ (?:\w+\ )??(?:{_SOMEBODY}|(?:{_COUNT}\ ){{1,2}}(?:people|persons|helpers|volunteers|parents|of\ (?:us|you)))
        \ (?:else\ )?        (?:to|who\ (?:can|could|will))\ (?=[a-z])
      | \W*(?:an?\ |some\ |two\ |three\ |\d\ )?{_HELPERS}\ (?:is|are)\ (?:still\ |urgently\ )?
        (?:needed|wanted|sought|required)\ to\ (?=[a-z])
      | \W*(?:can|could|would|will)\ (?:someone|somebody|anyone|anybody|one\ of\ (?:you|us))
        \ (?:else\ )?(?:please\ )?(?=[a-z])
      | \W*(?:so\ )?who(?:['’]s|\ is)?\ (?:can|could|will|is\ able\ to|is\ free\ to|happy\ to)\ (?=[a-z])""",
    re.VERBOSE | re.IGNORECASE,
)


def before_work(words: str) -> int:
    """Return how many characters stand before the work for which somebody is sought: "we need someone to"."""
    found = _BEFORE_WORK.match(words)
    return found.end() if found is not None else 0


def is_sought(words: str) -> bool:
    """Whether these words seek somebody for a piece of work."""
    return _SOUGHT.search(words) is not None and _NOT_SOUGHT.search(words) is None


def is_left_open(words: str) -> bool:
    """Whether these words of a talk leave a piece of work open: "somebody needs to ring the caterer"."""
    return _LEFT_OPEN.search(words) is not None and _NOT_SOUGHT.search(words) is None and "?" not in words
