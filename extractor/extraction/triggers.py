"""Signs of work: the words without which a sentence commits to nothing, and a first look at the notes by them alone."""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.language.patterns import sections
from extractor.model import Block, Kind, Notes

# A sentence without any of these, outside a place where actions are listed, is not parsed and no candidate: it names no
# commitment ("Zorow was discussed at SHARE"). DESIGN.md section 7: 77 % of sentences hold no trigger.
_NAMED_TO = expression(r"\b[A-Z@][\w.'’-]*,? (?i:to)\b")
_TRIGGER = expression(  # searched in lower case, which takes half the time of an ignored one
    r"""\b(?: has | have | had | got | is | are | am | was | were | ought | wants? | like | all | everyone | everybody
            | team | chairs? | group | board | committee | staff | members? | editors? | volunteers? | we | i | them
            | him | her )\ to\b
        | ^\W*to\b
        | \b(?: will | 'll | ’ll | shall | should | must | need(?:s|ed)? | please | can\ you | could\ you | can\ we
            | let'?s | let’s | let\ me | going | agreed? | volunteer\w* | offer\w* | promise\w* | action\w* | todo
            | task\w* | plan(?:s|ning)? | ai | ask(?:s|ed)? | assign\w* | take[sn]? | took | owe | remind | suggest\w*
            | recommend\w* | propose[sd]? | gonna | would | 'd | ’d | could | hop(?:e|es|ing) | try(?:ing)? | looking
            | working | follow | deadline | due | by | ill | decided | resolved | request(?:ed|s)? | direct(?:ed|s)
            | instruct(?:ed|s) | charge | responsible | forget | remember\ to | make\ sure | if\ you\ can
            | gets?\ (?:the|to) )\b
        | ['’]ll\b | \#\w | @\w""",
    re.VERBOSE,
)
# How a line of a list begins that may be work without any trigger: "Draft agenda".
LIKE_WORK = expression(r"\W{0,3}[A-Za-z][a-z]+\s+\w")
# What a marker or an owner's dress takes where there is no trigger: more than words and stops ("Kim: ...", "(Kim)"), or
# a verb behind the owner ("Kim can ...").
_DRESS = expression(r"[^\w\s.,;!?'’\"“”]|\s{3}|\t|\b(?:to|can)\b")
_LISTS_OF_WORK = frozenset({"actions", "review", "done"})


def may_hold_work(notes: Notes) -> bool:
    """Whether any block may hold an action, as far as a glance tells: False only where `candidates` finds none.

    Tables, talk and nested lists may, all that stands under a title of actions, entries that could be work, and lines
    with more in them than plain words.
    """
    return any(_may(block) for block in notes.blocks)


def is_triggered(text: str, low: str, start: int, end: int) -> bool:
    """Whether a sentence of a text has one of these signs; `low` is the text in `lower_case`."""
    named = low.find(" to", start, end) >= 0 and _NAMED_TO.search(text, start, end) is not None
    return named or _TRIGGER.search(low, start, end) is not None


def lower_case(text: str) -> str:
    """A text in lower case, with all its offsets: a letter that would become two stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)


def is_order(text: str) -> bool:
    """Whether a short line opens with a verb as a command has it: "get all officers to reapply"."""
    if len(text.split()) > _SHORT or _NO_ORDER.match(text):
        return False
    from extractor.language import lexicon

    return "opens: verb, base" in lexicon.of_work(text)


_SHORT = 15  # words
_NO_ORDER = expression(
    r"\W*(?:the|an?|we|it|this|that|there|these|our|i|he|she|they|no|in|on|at|for|of)\b", re.IGNORECASE
)


def _may(block: Block) -> bool:
    if block.roster:
        return False
    return (
        block.kind not in {Kind.HEADING, Kind.PARAGRAPH, Kind.BULLET}
        or block.parent is not None
        or (block.kind is Kind.BULLET and LIKE_WORK.match(block.text.lstrip()) is not None)
        or (block.kind is Kind.PARAGRAPH and is_order(block.text))
        or is_triggered(block.text, lower_case(block.text), 0, len(block.text))
        or _DRESS.search(block.text) is not None
        or any(sections.announces(title, _LISTS_OF_WORK) for title in block.section)
    )
