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
LONGEST = 45  # characters of a title


def is_action_title(text: str) -> bool:
    """Whether a text is the title of a list of work and nothing else."""
    return len(text) <= LONGEST and _TITLE.fullmatch(text) is not None
