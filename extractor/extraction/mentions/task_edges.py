"""Remove from both ends of a task who does it, when, and what is only remarked: what stands elsewhere in its record.

The words between are the work; where too little would be left, a task stays as it is. The notes' people are known
here, other than in `task_bounds`, so that "Theo get the cable back" and "sample board, @Kim" are told from other words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases
from extractor.extraction.mentions.imperative import without_owner
from extractor.language import lexicon
from extractor.language.content_words import content
from extractor.language.inflection import base_form
from extractor.language.people.roles import is_role
from extractor.language.people.roster import Roster

MAX_LENGTH = 600  # characters of a task that is looked at
MAX_SUBJECT = 5  # words of the subject at the start of a task
MAX_CUTS = 4  # at the end of a task
MIN_CONTENT = 2  # content words that must be left

_ARROW = expression(r"^(?:(?:→|[-=]+>|>>|[-–—])\s*)+")
_SOMEBODY = expression(
    r"""(?:someone|somebody|anyone|anybody|everyone|everybody|all|both|one|each)(?:\sof\s(?:you|us|them))?
    | i|me|we|you|he|she|they""",
    re.VERBOSE | re.IGNORECASE,
)
# "LT (in his absence) was asked to arrange access", "One of you needs to stop by the bank"
_SUBJECT_AND_CUE = expression(
    rf"""(?P<who>(?:[^\s,;:.!?()]+\s){{1,{MAX_SUBJECT}}}?) (?:\([^()]{{1,40}}\)\s)?
    (?: (?:will|would|should|must|shall|can|could|to) | (?:is|are|was|were)\s(?:asked\s|going\s|due\s|supposed\s)?to
      | (?:needs?|has|have|ought|agreed|offered|promised|volunteered|undertook|wants?)\sto )
    \s (?:please\s|also\s|then\s|still\s|now\s)?
    (?!be\b|have\b|not\b|to\b|next\b|last\b|the\b|an?\b|this\b|all\b) (?=[a-z])""",
    re.VERBOSE,
)
_LABEL = expression(r"(?:for\s)?(?P<who>[^\s:][^:]{0,40}?)\s?:\s+(?=\S)")
# What may follow a verb in the third person and no noun in the plural: "packs his own room", "takes down the shelves".
_OBJECT_FOLLOWS = expression(
    r"""\s+(?:the|a|an|all|both|each|every|any|some|his|her|their|our|my|its|this|that|these|those|it|them|him|me|us|two
      |three|four|five|\d|up|down|out|over|back|round|away|together|w/|with|about|again|who|what|how|if|whether|[A-Z]+-?\d+)\b""",
    re.VERBOSE,
)
_OWN_OBJECT = expression(r"\s+(?:the|an?|his|her|their|our|my|it|them|all\sthe)\b")  # behind any verb: "sells the car"
_REMARK = expression(
    r"""^(?!and\b|&|or\b|incl)(?:.*)\b(?:i|he|she|they|we|it|is|are|was|were|has|have|had|will|can|not|no|only|says?|said)\b|n['’]t\b|^\d{1,2}:\d\d""",
    re.VERBOSE | re.IGNORECASE,
)
_BRACKET = expression(r"\s*[(\[](?P<inside>[^()\[\]]{1,80})[)\]][.!]*$")
_NAMED = expression(r"\s*(?:[,;–—]|\s-|→|[-=]>|\s(?=@))\s*(?P<who>@?[^\s,;:][^,;:()–—→]{0,40})$")
# "write up the sessions @Ana – not done, 2 are left": what is noted behind the owner
_NOTED = expression(r"\s(?P<who>@[^\s,;:]+(?:\s[A-Z][\w'’-]+)?)\s[–—-]\s.*$")
_BY = expression(r"(?:by|until|till|before|due|no\slater\sthan)\b", re.IGNORECASE)
_ADVERB = expression(
    r"""(?:later\s|first\sthing\s)?(?:today|tonight|tomorrow|tmrw|tmw|tmr|this\s(?:week|morning|afternoon|evening|weekend|month)
    |next\s(?:week|month|weekend|year)|tomorrow\s(?:morning|afternoon|evening|night|am|pm)
    |(?:over|at|during)\sthe\s(?:week-?end|summer|holidays?|break)|end\sof\s(?:the\s)?(?:day|week|month)|eod|eow|cob|asap)""",
    re.VERBOSE | re.IGNORECASE,
)
_FILLERS = expression(
    r"""[\s,;–—-]+(?:no\sexcuses|pls|plz|not\surgent|urgent(?:ly)?|first\sthing(?:\sin\sthe\smorning)?|in\sthe\smorning|please
      |(?:him|her|my|them|our|your)sel(?:f|ves)|mea\sculpa|sorry|thanks|promised|to\sbe\sdecided|if\sposs(?:ible)?)[.!]*$""",
    re.VERBOSE | re.IGNORECASE,
)
# "Update pls", and what a day leaves behind: "look at it and report to the next meeting"
_LEFT_BEHIND = expression(
    r"(?<=\w)\s(?:pls|plz|please)[.!]*$|(?<=\w),?\sand\s(?:to\s)?report(?:\sback)?\s(?:to|at|by)$",
    re.IGNORECASE,
)
_NOT_SO = expression(r",\s+(?:and\s)?not(?:\s[\w'’-]+){1,5}$", re.IGNORECASE)
# What a day leaves behind: "ring her again after school, about four", "send the valuation, so Monday"
_LEFT_OF_DAY = expression(
    r""",\s+(?: (?:about|around|at|say)\s(?:half\s)?(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven
      |twelve)(?:ish)? | so\s(?:mon|tues|wednes|thurs|fri|satur|sun)day )$""",
    re.VERBOSE | re.IGNORECASE,
)
# "call Bill, the engraver needs three weeks", "ring the haulier, number on whiteboard is 12"
_ASIDE = expression(
    r"""(?:,|\s[-–—])\s+(?P<aside>(?!(?:and|or|then|which|who|that|to|with|for|but|what|how|where|whether|if|why)\b)
    (?:[\w'’/&-]+\s){1,5}?
    (?:is|are|was|were|has|have|had|needs|need|can|can['’]t|cannot|won['’]t|isn['’]t|aren['’]t|doesn['’]t|didn['’]t
      |stays|says|said|knows|wants|begins|starts|ends|closes|expires|did|wrote|asked|told|called|complained)\b
    (?!.*(?:,\sto\s|\b(?:will|must|should|shall|someone|somebody|needs?\sto)\b)).*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_ASKS = expression(
    r"\b(?:check|ask|find|see|tell|let|confirm|clarify|say|explain|know|make\ssure|ensure|whether|if|what|how|why|who)\b",
    re.IGNORECASE,
)


def without_edges(work: str, owners: Sequence[str], roster: Roster) -> str:
    """Return the work without its doer at the start, and without days, names and remarks at the end.

    Args:
        work: The words of the task.
        owners: The words for who does it.
        roster: The people of the notes.
    """
    if len(work) > MAX_LENGTH:
        return work
    work = _unless_bare(work, _ARROW.sub("", work))
    work = _LEFT_BEHIND.sub("", work)
    if work.endswith("?") and lexicon.verb_classes(work.split()[0].casefold())[1] == "base":
        work = work.rstrip(" ?")  # "could you send us the plan?" is work, not a question
    work = without_owner(work, owners)
    work = _unless_bare(work, _without_doer(work, owners, roster))
    for _ in range(MAX_CUTS):
        shorter = _shorter(work, roster)
        if shorter == work:
            break
        work = shorter
    return work


def _without_doer(work: str, owners: Sequence[str], roster: Roster) -> str:
    """Return work without the subject and cue, the label or the name that opens it, its verb in the base form."""
    label = _LABEL.match(work)
    if label is not None and _is_doer(label["who"], owners, roster):
        return work[label.end() :]
    subject = _SUBJECT_AND_CUE.match(work)
    if subject is not None and _is_doer(subject["who"], owners, roster, or_role=_does(work, subject)):
        return work[subject.end() :]
    words = work.split(" ", 3)
    for count in range(min(3, len(words) - 1), 0, -1):
        who, rest = " ".join(words[:count]), " ".join(words[count:])
        verb = re.match(r"[a-z]{2,}(?=\s|$)", rest)
        if verb is None or not _is_doer(who, owners, roster):
            continue
        form = lexicon.verb_classes(verb.group())[1]
        if form == "base":
            return rest
        if form == "s" or verb.group() == "does":
            return f"{base_form(verb.group(), 'VBZ')}{rest[verb.end() :]}"
    opening = re.match(r"[a-z]{2,}s(?=\s)", work)
    if opening and owners and _is_third_person(work, opening):
        return f"{base_form(opening.group(), 'VBZ')}{work[opening.end() :]}"
    return work


def _is_third_person(work: str, opening: re.Match[str]) -> bool:
    """Whether the word that opens a task is a verb in the third person, told by what follows it."""
    if lexicon.verb_classes(opening.group())[1] == "s":
        return _OBJECT_FOLLOWS.match(work, opening.end()) is not None
    return not opening.group().endswith("ss") and _OWN_OBJECT.match(work, opening.end()) is not None


def _does(work: str, subject: re.Match[str]) -> bool:
    """Whether a verb stands behind a subject and its cue; none does in "Scaffold to gridline F to be struck"."""
    if not subject.group().rstrip().endswith(" to"):
        return True
    verb = _VERB.match(work, subject.end())
    return verb is not None and (
        bool(lexicon.verb_classes(verb[0])[0]) or bool(_OBJECT_FOLLOWS.match(work, verb.end()))
    )


_VERB = expression(r"[a-z][a-z-]+")


def _is_doer(words: str, owners: Sequence[str], roster: Roster, *, or_role: bool = False) -> bool:
    """Whether words at the start of a task are who does it: an owner, somebody, with `or_role` any person or role."""
    bare = words.strip(" ,@")
    if _SOMEBODY.fullmatch(bare) or any(bare.casefold() == owner.casefold() for owner in owners):
        return True
    people = {person.name for person in roster.known(bare)}
    if people and people <= {person.name for owner in owners for person in roster.known(owner)}:
        return True
    if not or_role:
        return False
    return roster.owners_only(bare) or is_role(re.sub(r"(?:'s|’s)\soffice$", "", bare))


def _shorter(work: str, roster: Roster) -> str:
    """Return work without one thing at its end that belongs elsewhere; as it is where there is none."""
    bracket = _BRACKET.search(work)
    if bracket is not None and _is_aside(bracket["inside"], roster):
        return _unless_bare(work, work[: bracket.start()])
    noted = _NOTED.search(work)
    if noted is not None and _are_people(noted["who"], roster):
        return _unless_bare(work, work[: noted.start()])
    named = _NAMED.search(work)
    if named is not None and _are_people(named["who"], roster):
        return _unless_bare(work, work[: named.start()])
    dates = find_phrases(work)
    if dates and dates[-1].end >= len(work.rstrip(" .!")):
        before, said = work[: dates[-1].start].rstrip(), work[dates[-1].start : dates[-1].end]
        if before[-1:] in {",", ";", "–", "—", "-"} or _BY.match(said) or _ADVERB.fullmatch(said.strip()):
            return _unless_bare(work, before.rstrip(" ,;–—-"))
    for pattern in (_FILLERS, _NOT_SO, _LEFT_OF_DAY):
        if match := pattern.search(work):
            return _unless_bare(work, work[: match.start()])
    aside = _ASIDE.search(work)
    if aside is None or _ASKS.search(work) or _is_order(aside["aside"]) or "," in aside["aside"]:
        return work  # "The verges were cut last week, however, find out how often": work behind a remark
    return _unless_bare(work, work[: aside.start()])


def _is_aside(inside: str, roster: Roster) -> bool:
    """Whether words in brackets are a remark, a day, a time or names, and no part of the work ("(calibration)")."""
    dates = find_phrases(inside)
    is_date = len(dates) == 1 and not content(inside[: dates[0].start] + inside[dates[0].end :])
    return is_date or _REMARK.search(inside) is not None or _are_people(inside, roster)


def _are_people(words: str, roster: Roster) -> bool:
    """Whether words are nothing but people of the notes, roles, or everybody, and no other name ("(Acme)")."""
    if _SOMEBODY.fullmatch(words):
        return True  # "check the boiler - me"
    if not roster.owners_only(words.lstrip("@")):
        return False
    return all(
        part.startswith("@") or roster.known(part) or is_role(part) or _SOMEBODY.fullmatch(part)
        for part in roster.split(words)
    )


def _is_order(words: str) -> bool:
    """Whether words open with the base form of a verb: "ask if she has time"."""
    return lexicon.verb_classes(words.split(maxsplit=1)[0])[1] == "base"


def _unless_bare(work: str, rest: str) -> str:
    rest = rest.strip(" ,;")
    is_work = re.match(r"(?:not|no)\b", rest, re.IGNORECASE) is None
    return rest if is_work and len(content(rest)) >= min(MIN_CONTENT, len(content(work))) else work
