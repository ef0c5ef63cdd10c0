"""Tell by single words whether a sentence, or the notes as a whole, may hold work at all."""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.language.patterns import sections
from extractor.language.patterns.taking_on import is_taken_on
from extractor.language.patterns.work_titles import is_action_title
from extractor.model import Block, Kind, Notes

# In talk a sentence without any of these words is not parsed, and is not a candidate unless it stands where actions are
# listed. In written notes every sentence is a candidate, as long as one line of them shows a sign of work at all.
_NAMED_TO = expression(r"\b[A-Z@][\w.'’-]*,? (?i:to)\b")
_TRIGGER = expression(  # searched in lower case, which takes half the time of IGNORECASE
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
            | gets?\ (?:the|to) | undertook | undertakes? | pledge[sd]? )\b
        | ['’]ll\b | \#\w | @\w""",
    re.VERBOSE,
)
# The start of a list entry that may be work without any trigger: "Draft agenda".
LIKE_WORK = expression(r"\W{0,3}(?:[A-Za-z][a-z]+|I)\s+\w")
# What a marker or a named owner needs where there is no trigger: more than words and full stops ("Kim: ...", "(Kim)"),
# or a verb behind the owner ("Kim can ...").
_MARKER_SIGN = expression(r"[^\w\s.,;!?'’\"“”]|\s{3}|\t|\b(?:to|can)\b")
_LISTS_OF_WORK = frozenset({"actions", "review", "done"})
_MAX_ORDER_LENGTH = 15  # words
_NO_ORDER = expression(
    r"\W*(?:the|an?|we|it|this|that|there|these|our|i|he|she|they|no|in|on|at|for|of)\b", re.IGNORECASE
)


def may_hold_work(notes: Notes) -> bool:
    """Whether any block may hold an action, by its layout and single words; False where no line shows a sign of work.

    Tables, talk and nested lists may, everything under a title of actions, list entries that could be work, and lines
    with a trigger or with more in them than plain words.
    """
    return any(_may_hold_work(block) for block in notes.blocks)


def is_triggered(text: str, low: str, start: int, end: int) -> bool:
    """Whether a sentence has a word that is a sign of work.

    Args:
        text: The text that holds the sentence.
        low: The same text in `lower_case`.
        start: The offset of the sentence.
        end: The offset of its end.
    """
    is_name_before_to = low.find(" to", start, end) >= 0 and _NAMED_TO.search(text, start, end) is not None
    return is_name_before_to or _TRIGGER.search(low, start, end) is not None


def lower_case(text: str) -> str:
    """Return a text in lower case with the same offsets: a letter that would become two stays."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)


def is_order(text: str) -> bool:
    """Whether a short line opens with a verb in its base form, as a command does: "get all officers to reapply"."""
    if len(text.split()) > _MAX_ORDER_LENGTH or _NO_ORDER.match(text):
        return False
    from extractor.language import lexicon

    return "opens: verb, base" in lexicon.of_work(text)


def _may_hold_work(block: Block) -> bool:
    if block.roster:
        return False
    return (
        block.kind not in {Kind.HEADING, Kind.PARAGRAPH, Kind.BULLET}
        or block.parent is not None
        or (block.kind is Kind.BULLET and LIKE_WORK.match(block.text.lstrip()) is not None)
        or (block.kind is Kind.PARAGRAPH and is_order(block.text))
        or is_triggered(block.text, lower_case(block.text), 0, len(block.text))
        or _MARKER_SIGN.search(block.text) is not None
        or any(sections.announces(title, _LISTS_OF_WORK) for title in block.section)
        or is_action_title(block.text)
        or is_taken_on(block.text)
    )
