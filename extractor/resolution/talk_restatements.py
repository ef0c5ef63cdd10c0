"""Say which mention of a talk only goes on with work that was named shortly before, by or to the same person.

In talk one piece of work takes several turns: "Can you call him again?", "I'll call him before Saturday", "I'll do it
on my lunch", "you'll have it by Monday". Two pieces of work of one person that only look alike stay two: "call Ana",
"call Ben".
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression
from extractor.language import lexicon
from extractor.language.content_words import content
from extractor.language.patterns.seeking import is_left_open
from extractor.model import Kind, Mention, Notes

MAX_TURNS = 6  # between a piece of work and what goes on with it
MAX_DELIVERY_TURNS = 2  # between a piece of work and the promise to deliver it
MAX_PRONOUN_TURNS = 5  # between a piece of work and one of the same person that names it only by a pronoun
HEAD = 60  # characters of a task that show what it is

_LEAD = (
    r"^\W*(?:(?:yeah|yes|ok|okay|so|well|and|then|right|sure|just|I|we|you|i['’]ll|you['’]ll|we['’]ll|can|will|could|to)"
    r"\W+){0,4}"
)
_START = expression(_LEAD, re.IGNORECASE)
# Stems of nouns and particles that a verb takes without naming what it is done to: "give her a ring", "sort it out".
_SUPPORT = content(
    """ring shout call bell buzz go look nudge word try up out over back down off on in round away along through around
    again first thing morning afternoon evening night lunch way"""
)
# A verb that says nothing without its object: "I'll do it on my lunch", "I'll get that done".
_VAGUE = expression(
    _LEAD
    + r"""(?:do|doing|handle|sort|tackle|manage|see\ to|take\ care\ of|look\ after|deal\ with|get\ on\ with|get)
    \s+(?:it|that|this|them|those|these|so|both)\b(?P<rest>.*)""",
    re.VERBOSE | re.IGNORECASE,
)
_DONE = expression(r"\s*(?:all\s)?(?:done|sorted|finished|fixed)\b", re.IGNORECASE)
# What somebody will have when the work is done: "you'll have it by Monday", "I should have a draft".
_RESULT = expression(
    _LEAD
    + r"""have\s+(?:it|them|that|those|one|something|both|(?:it|them)\sall
    |(?:an?|the)\s(?:first\s)?(?:draft|answer|version|copy|cut|result|quote|figure|list|PR))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SENDS = expression(
    _LEAD
    + r"""(?:send|share|email|mail|circulate|post|forward|give|get|bring)\s+(?:(?:you|us|him|her|them|everyone)\s+)?
    (?:it|them|that|those)\b(?!\s(?:done|sorted|fixed|signed|in\b))""",
    re.VERBOSE | re.IGNORECASE,
)
# How somebody is reached about the work before it: "ask the agency", "yeah, I'll ring them this afternoon".
_REACHES = expression(
    _LEAD
    + r"""(?:(?:call|ring|phone|text|message|ping|nudge|chase|push|catch|grab|try|ask|tell
      |(?:speak|talk|write|reach\sout)\sto|(?:check|speak|talk)\swith|get\s(?:hold\sof|on\sto))\s(?:him|her|them|['’]em)
    |(?:give|drop|send)\s(?:him|her|them|['’]em)\san?\s(?:\w+\s)?(?:shout|call|ring|bell|line|note|message|text|mail|email|nudge))
    \b(?P<rest>.*)""",
    re.VERBOSE | re.IGNORECASE,
)
_WHERE = expression(r"^\s(?:in|at|on|this|next)\s(?:\w+\s)?\w+", re.IGNORECASE)
# Work for which somebody must be reached: "move the screed booking", "get her sign-off".
_NEEDS_SOMEBODY = frozenset(
    """
    ask tell let call ring phone text message email mail chase push nudge inform notify invite contact remind speak talk
    get move book order arrange organise organize find cancel confirm change hire rebook postpone check clear agree
    """.split()
)
_MAKES = ("creates", "changes")  # classes of verbs with a result that can be sent
_PRONOUN = expression(r"\b(?:him|her|it|them|that|those|this|these|one|ones)\b", re.IGNORECASE)
_FIRST = expression(r"\W*(?:(?:go\s+and|please|just|also|then)\s+)?(?P<verb>[^\W\d_]+)\s*(?P<object>[^\n]{0,80})")
_ADJUNCT = expression(
    r"""[,;]?\s(?:and\ if|when|while|once|if|before|after|because|cos|until|unless|as\ soon|so|just|right|first\ thing
    |again|too|then|now|today|tonight|tomorrow|later|myself|on\ my|for\ I|though|please)\b.*|\s*[,;].*""",
    re.VERBOSE | re.IGNORECASE,
)
_ALIKE = (
    ("check", "review", "look", "proofread"),
    ("call", "ring", "phone", "push", "chase", "nudge", "ping"),
    ("write", "draft"),
    ("send", "email", "mail", "forward"),
    ("order", "buy"),
)
_NUMBER = expression(r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth)\b")
# Another matter is raised: "And the minutes?", "Who brings the cake?"
_NEW_MATTER = expression(
    r"""(?:^|[.!?]\s+)(?:(?:ok|okay|right|so|and|but|then)[,\s]+){0,3}
    (?:what\ about|how\ about|who\b|the|our|any)\ [^.!?]{2,60}\?""",
    re.VERBOSE | re.IGNORECASE,
)


def goes_on_with(later: Mention, earlier: Mention, notes: Notes, *, same_owner: bool) -> str:
    """Return how a mention of a talk goes on with one before it, "" where it is work of its own.

    Args:
        later: A mention.
        earlier: One before it.
        notes: The notes that hold both.
        same_owner: Whether the same people do both, or nobody yet does the one before.

    Returns:
        "points" where it says nothing new ("I'll do that tonight"), "delivers" where it tells of the result ("you'll
        have it by Monday"), "repeats" where it says the same with the same verb, "tells more" where it also names
        more of the work.
    """
    apart = later.block - earlier.block
    if not _is_spoken(later, notes) or not _is_spoken(earlier, notes) or not 0 <= apart <= MAX_TURNS:
        return ""
    task = later.task[:HEAD]
    own_speaker = bool(later.speaker) and later.speaker == earlier.speaker
    is_near = apart <= MAX_DELIVERY_TURNS
    if _RESULT.match(task) and (same_owner or (own_speaker and is_near)):
        return "delivers"
    if not same_owner:
        return ""
    if is_near and ((_SENDS.match(task) and _has_result(earlier)) or _sends_what_is_fetched(later, earlier)):
        return "delivers"
    if _is_taken_on(later, earlier):
        return "tells more"
    reaches = _only_reaches(later) and _first_verb(earlier) in _NEEDS_SOMEBODY and not _are_others(task, earlier.task)
    if reaches or _is_vague(task) or (apart <= MAX_PRONOUN_TURNS and _takes_up(task, earlier, notes)):
        return "" if _is_interrupted(later, earlier, notes) else "points"
    return _repetition(later, earlier)


def meets_need(later: Mention, need: Mention, notes: Notes) -> bool:
    """Whether a mention of a talk takes on what was needed shortly before: "we need two for the clear up"."""
    said = _NEEDS.search(need.said)
    if said is None or not _is_spoken(later, notes) or not _is_spoken(need, notes):
        return False
    if later.private or need.private or not 0 < later.block - need.block <= MAX_TURNS:
        return False
    first = _FIRST.match(_START.sub("", later.completed))
    things = _object(first["object"]) - _SUPPORT if first is not None else frozenset()
    return bool(things & content(said["what"]))


_NEEDS = expression(
    r"\b(?:we|I|you|he|she|they)(?:['’]ll|\swill)?\s(?:still\s|also\s|do\s)?need\s(?!to\b)(?P<what>[^\n.!?]{3,120})",
    re.IGNORECASE,
)


def _is_spoken(mention: Mention, notes: Notes) -> bool:
    return notes.blocks[mention.block].kind is Kind.TURN and notes.blocks[mention.block].speaker is not None


def _is_vague(task: str) -> bool:
    """Whether a task is a vague verb and a pronoun: "do it", "get that done", but not "get it back to her"."""
    match = _VAGUE.match(task)
    if match is None:
        return False
    return not re.search(r"\bget\s+\S+$", task[: match.start("rest")], re.I) or _DONE.match(match["rest"]) is not None


def _takes_up(task: str, earlier: Mention, notes: Notes) -> bool:
    """Whether a task names earlier work only by a pronoun, with its verb or a light one: "ring them today"."""
    first = _FIRST.match(_START.sub("", task))
    if first is None or _PRONOUN.search(first["object"]) is None or _object(first["object"]) - _SUPPORT:
        return False
    if _are_others(task, earlier.task):
        return False
    before = _FIRST.match(earlier.completed)
    is_same = before is not None and _meaning(before["verb"]) == _meaning(first["verb"])
    verb = first["verb"].casefold()
    says_it = rf"\b{re.escape(verb)}\s+{_PRONOUN.pattern}"
    return is_same or verb in _LIGHT_VERBS or bool(re.search(says_it, notes.blocks[earlier.block].text, re.IGNORECASE))


def _are_others(task: str, earlier: str) -> bool:
    """Whether the pronouns of two tasks mean different people: "call him", "call her"."""
    whom, before = _persons(task), _persons(earlier)
    return bool(whom and before) and whom.isdisjoint(before)


def _persons(task: str) -> frozenset[str]:
    return frozenset(match.group().casefold() for match in _PRONOUN.finditer(task)) & {"him", "her"}


_LIGHT_VERBS = frozenset({"do", "get", "put", "take", "stick", "set", "bring", "sort"})


def _only_reaches(mention: Mention) -> bool:
    """Whether work is to reach somebody named before, and nothing more: "ring them", not "ask her for a quote"."""
    reaches = _REACHES.match(mention.task)
    return reaches is not None and not content(_ADJUNCT.sub("", _WHERE.sub("", reaches["rest"])))


def _first_verb(mention: Mention) -> str:
    first = _FIRST.match(mention.completed)
    return first["verb"].casefold() if first else ""


def _has_result(mention: Mention) -> bool:
    """Whether work makes something that can be sent: "write the brief"."""
    verb = _first_verb(mention)
    return verb == "do" or any(name in _MAKES for name in lexicon.verb_classes(verb)[0])


def _sends_what_is_fetched(later: Mention, earlier: Mention) -> bool:
    """Whether somebody gets something and then sends it: "pull the numbers out", "send you the numbers"."""
    first, second = _FIRST.match(_sent(later.completed)), _FIRST.match(earlier.completed)
    if first is None or second is None or _meaning(first["verb"]) != "send":
        return False
    sent = _last_object(first["object"])
    return second["verb"].casefold() in _FETCHES and bool(sent) and sent == _object(second["object"]) - _SUPPORT


def _sent(task: str) -> str:
    return _PLEASE.sub("", task)


_PLEASE = expression(r"^(?:please|just|also|then)\s+", re.IGNORECASE)
_FETCHES = frozenset("pull get dig find export collect gather grab print copy fetch look".split())
_RECIPIENT = expression(r"^(?:you|us|him|her|them|me|everyone|everybody|(?:the\s)?[A-Z]\w+)\s(?=\S)")


def _last_object(words: str) -> frozenset[str]:
    """Return the content words of what is sent, without to whom."""
    return _object(_RECIPIENT.sub("", words).partition(" to ")[0])


def _is_taken_on(later: Mention, earlier: Mention) -> bool:
    """Whether somebody is sought who reaches a person, and later reaches that person: "let him down", "call him"."""
    if later.block == earlier.block or not is_left_open(earlier.said):
        return False
    first, second = _FIRST.match(later.task), _FIRST.match(earlier.task)
    if first is None or second is None or not _persons(later.task) & _persons(earlier.task):
        return False
    return second["verb"].casefold() in _NEEDS_SOMEBODY and _both_communicate(first["verb"])


def _repetition(later: Mention, earlier: Mention) -> str:
    """Return "repeats" or "tells more" where two tasks have one verb, and the object of one is that of the other."""
    if later.block - earlier.block <= MAX_DELIVERY_TURNS and _is_same_pronoun(later, earlier):
        return "repeats"
    if _numbers(later.completed) ^ _numbers(earlier.completed):
        return ""
    first, second = _FIRST.match(later.completed), _FIRST.match(earlier.completed)
    if first is None or second is None:
        return ""
    one, other = _object(first["object"]), _object(second["object"])
    if _meaning(first["verb"]) != _meaning(second["verb"]):
        is_same = one == other or (one < other and _PRONOUN.search(later.task) is not None)
        if one - _SUPPORT and is_same and {first["verb"].casefold(), second["verb"].casefold()} <= _LIGHT_VERBS:
            return "repeats"  # "get the list out to bank", "put those out to bank"
        if _is_message(earlier.task) and later.block - earlier.block <= 1 and _both_communicate(first["verb"]):
            return "tells more"  # "I'll take the awkward email. I'll write to Silje."
        return "repeats" if one and one == other and _both_communicate(first["verb"], second["verb"]) else ""
    if one and other and (one <= other or other <= one):
        return "tells more" if one > other else "repeats"
    if other and not one and later.block - earlier.block <= MAX_DELIVERY_TURNS:
        return "" if _PRONOUN.search(later.task) else "repeats"
    if one and not other and later.block - earlier.block <= MAX_DELIVERY_TURNS:
        return "" if _PRONOUN.search(earlier.task) else "tells more"  # "can you check?", "I'll check with Kim"
    return "repeats" if _is_same_pronoun(later, earlier) else ""


def _is_message(task: str) -> bool:
    """Whether work is only to take on a message to somebody: "take the awkward email", "do the call"."""
    return _MESSAGE.fullmatch(task) is not None


_MESSAGE = expression(
    r"(?:take|do|handle|make)\s(?:the|that|this)\s(?:[a-z]+\s)?(?:e-?mail|call|letter|message|phone\scall)",
    re.IGNORECASE,
)


def _both_communicate(*verbs: str) -> bool:
    """Whether all verbs get in touch with somebody: "push Hendrik again", "I'll ring Hendrik"."""
    return all(
        "communicates" in lexicon.verb_classes(verb.casefold())[0] or verb.casefold() in _PRESSES for verb in verbs
    )


_PRESSES = frozenset({"push", "press", "get", "catch", "try", "see"})


def _meaning(verb: str) -> str:
    """Return a verb that stands for all of its meaning: "review" and "look at" are "check"."""
    folded = verb.casefold()
    return next((alike[0] for alike in _ALIKE if folded in alike), folded)


def _object(words: str) -> frozenset[str]:
    """Return the content words of an object, without when and why it is done."""
    return content(_PRONOUN.sub(" ", _ADJUNCT.sub("", f" {words}"))) - {"at"}


def _is_same_pronoun(later: Mention, earlier: Mention) -> bool:
    """Whether both tasks were said with the same verb and pronoun: "call him again", "call him before Saturday"."""
    first, second = _FIRST.match(later.task), _FIRST.match(earlier.task)
    if first is None or second is None or first["verb"].casefold() != second["verb"].casefold():
        return False
    one, other = _PRONOUN.match(first["object"]), _PRONOUN.match(second["object"])
    return one is not None and other is not None and _number_of(one.group()) == _number_of(other.group())


def _number_of(pronoun: str) -> str:
    """Return a pronoun that stands for those which may mean the same thing: "that" and "it", "those" and "them"."""
    folded = pronoun.casefold()
    return "it" if folded in {"it", "that", "this"} else "them" if folded in {"them", "those", "these"} else folded


def _numbers(task: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(task.lower()))


def _is_interrupted(later: Mention, earlier: Mention, notes: Notes) -> bool:
    """Whether somebody raises another matter between two mentions, which the later one may take up instead."""
    for index in range(earlier.block, later.block + 1):
        text = notes.blocks[index].text
        if index == earlier.block:
            text = text.partition(earlier.said)[2]
        if index == later.block:
            text = text.partition(later.said)[0]
        if _NEW_MATTER.search(text):
            return True
    return False
