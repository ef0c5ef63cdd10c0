"""Say where a task lacks what it is about: "call Bill", "sign by Friday".

A reader of a mail asks "what about?" and "sign what?". Each gives a slot, which `decontextualize` fills from the words
around the task, or leaves.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.extraction.mentions.antecedents import is_person_word
from extractor.extraction.mentions.slots import Slot
from extractor.language.people.roles import is_role
from extractor.language.people.roster import Roster

MAX_WHOM = 4  # words for whom somebody calls or asks

# "call Bill", "ask the bank again", "let him know", "have a word with Ana"
_CONTACTS = expression(
    r"""(?P<verb>(?:give|drop)(?=\s(?:\S+\s){1,4}(?:a|an)\s\w+$) | let(?=\s(?:\S+\s){1,4}know$)
      | (?:(?:have|get)\sa\s(?:quick\s)?(?:word|chat)|check|speak|talk|touch\sbase)\swith | (?:speak|talk|write)\sto
      | ring | call | phone | tell | ask | e-?mail | text | message | msg | remind | inform | notify | nudge | ping
      | warn | brief | push )
    \s+(?P<whom>\S+(?:\s\S+){0,4}?)
    (?P<rest>(?:\s(?:a\s(?:call|ring|shout|bell|nudge|line)|an\semail|know|again|today|tonight|tomorrow|now|first
      |directly|separately|myself|himself|herself|personally|too|back|up))*)[.!]?""",
    re.VERBOSE | re.IGNORECASE,
)
_PERSON_PRONOUN = expression(r"(?:him|her|them)", re.IGNORECASE)
_ARTICLE = expression(r"^(?:the|a|an|our|my|your|his|her|their|all|both)\s+", re.IGNORECASE)
_NAMES = expression(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s)?[A-Z][\w'’-]*\.?(?:\s(?:and|&|\+)?\s?[A-Z][\w'’-]*)?")
# Verbs that say nothing without an object, where none follows: "sign by Friday", "reinstall after 17.30".
_NEEDS_OBJECT = expression(
    r"""(?P<verb>(?:re)?(?:sign|book|order|buy|fix|repair|install|print|send|submit|schedule|run|test|do|write|issue)
      | countersign | chase | replace | clear | scan | circulate | share | approve | merge | confirm | collect | bring
      | file | photograph | draft | prepare | finish | finali[sz]e | close | cancel | upload | publish | deliver
      | return | remove | delete | clean | forward | arrange | organi[sz]e | proofread | translate | amend | correct
      | distribute
      | release | deploy | transfer | refund | invoice | inspect | extend | renew | wipe | assemble | borrow | rent
      | hire
      | (?:fill|send|hand|print)\s(?:in|out|over|round) | (?:write|type|set|tidy)\sup)
    (?=(?:\s(?:by|before|after|until|till|today|tonight|tomorrow|again|asap|as\ssoon|during|within
      |(?<!confirm\s)with|(?:this|next)\s(?:week|month|morning|afternoon|evening|weekend|year)|at\s(?:the\s)?(?:latest|once|lunch|night|\d)
      |on\s(?:the\s)?(?:mon|tues|wednes|thurs|fri|satur|sun|\d|way\b))|\s\(|,\s|$))""",
    re.VERBOSE | re.IGNORECASE,
)


def lacking_topic(task: str, roster: Roster) -> Slot | None:
    """Return where a task would say what it is about, if it only says whom to call or to ask; else None.

    Args:
        task: The words of a task.
        roster: The people of the notes.
    """
    contact = _CONTACTS.fullmatch(task)
    if contact is None or not _is_person(contact["whom"], roster):
        return None
    end = len(task.rstrip(" .!"))
    return Slot("about", end, end, "")


def lacking_object(task: str) -> Slot | None:
    """Return where the object of a task would stand, if its verb needs one and has none; else None."""
    verb = _NEEDS_OBJECT.match(task)
    return None if verb is None else Slot("about", verb.end(), verb.end(), "")


def _is_person(words: str, roster: Roster) -> bool:
    """Whether words name a person or a body that can be told something."""
    bare = _ARTICLE.sub("", words)
    if not 0 < len(bare.split()) <= MAX_WHOM:
        return False
    return (
        _PERSON_PRONOUN.fullmatch(bare) is not None
        or roster.known(bare) != ()
        or is_role(bare)
        or _NAMES.fullmatch(bare) is not None
        or is_person_word(bare.split()[-1].casefold())
    )
