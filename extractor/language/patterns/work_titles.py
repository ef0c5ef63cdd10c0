"""Recognise the title of a list of work: "To-do list:", "WHO DOES WHAT BY WHEN", "3. Action points"."""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression

_TITLE = expression(
    r"""[\W\d]*
        (?: (?:our|the|agreed|open|new|key|main|all|my|team|remaining|outstanding|pending|summary\ of) \s+ ){0,2}
        (?: to-?\s?dos? (?:\ list)? | action\ ?(?:items?|points?|list|log)? | actions(?:\ (?:agreed|arising|required))?
          | next\ (?:steps?|actions?) | (?<!key\ )take-?aways | tasks?(?:\ list)? | follow[ -]?ups?
          | who\ does\ what(?:\ (?:by|and)\ when)? | things\ to\ do | homework | jobs(?:\ list)?
          | what\ happens\ next | commitments )
        (?: \s+ (?: from\ today | for\ (?:next\ (?:time|week)|this\ week|everyone|all)
          | before\ (?:we\ meet|next\ time) ) )? \W*""",
    re.VERBOSE | re.IGNORECASE,
)
# "BY FRIDAY", "To be in test by Mon 10.2.", "Rest, ready for the demo on 17 Feb": a title that says until when
_DUE_TITLE = expression(
    r"""[\W\d]* (?:\w+,\s)?
        (?: (?:to\ (?:be\ )?\w+ | ready | needed | due | done | finished | jobs) (?:\ \w+){0,4} \s (?:by|before|on|for)
          | by | before | due (?:\ by)? | until | till )
        \s (?: (?:the|next|this|end|close|of|noon|first\ thing)\s ){0,3}
        (?: (?: (?:mon|tues?|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)? | tomorrow | tonight
              | week (?:end)? | month
              | (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} | \d[\d./-]{0,9}(?:st|nd|rd|th)? )
            \b \W{0,3} ){1,4}
        (?:\([^()]*\)\W*)?""",
    re.VERBOSE | re.IGNORECASE,
)
LONGEST = 48  # characters of a title


def is_action_title(text: str) -> bool:
    """Whether a text is the title of a list of work and nothing else."""
    if len(text) > LONGEST:
        return False
    return _TITLE.fullmatch(text) is not None or _DUE_TITLE.fullmatch(text) is not None
