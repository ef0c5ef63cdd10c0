"""Tell what talk takes up or takes back at once: an offer that is taken or refused, words broken off, what is done.

Leo: Should I write to the guy at the blog?    Wanjiru: Please don't.
I'll bring, I won't bring yoghurt.
I'll restart the two that are stuck. Done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.extraction.candidates.collect import Candidate
from extractor.language.patterns.seeking import is_left_open, is_sought
from extractor.language.speech_acts import act_of
from extractor.model import Block, Kind, Notes

_MAX_REST = 8  # words that a turn may go on after an offer that the next turn refuses
_OFFERS = frozenset({"offer", "promise"})
_LEAD = r"\W*(?:(?:oh|ah|um|uh|well|ha|hm+|honestly|actually|sorry|thanks|thank\ you|nah)\W+){0,2}"
# "No, please don't", "No, you're all right", "Don't bother"; not "No problem", "No, go on", "No, that's great".
_REFUSES = expression(
    _LEAD
    + r"""(?: (?:no|nope)\b
          (?!\W+(?:problem|worries|rush|hurry|yeah|yes|that['’]?s\ (?:fine|great|good|perfect)|go\ (?:on|ahead)|do
            |it['’]?s\ (?:fine|good|great)|please\ do|bother\ at\ all|thanks\ to|i\ (?:know|see|get|mean)|but|idea)\b)
        | (?:please\ )?(?:don['’]?t|do\ not)\b(?!\W+(?:worry|forget|mind|know|think|you|we|let))
        | i['’]?d\ rather\ you\ (?:didn['’]?t|did\ not) | i\ wouldn['’]?t\b
        | leave\ it(?:\ (?:for\ now|alone|out))?\b(?!\ (?:with|to)\b)
        | you['’]?re\ (?:all\ right|alright|fine|okay|ok)\b | not\ (?:now|yet|today|this\ time)\b
        | there['’]?s\ no\ need | no\ need )""",
    re.VERBOSE | re.IGNORECASE,
)
_REFUSES_PROMISE = expression(
    _LEAD
    + r"""(?: (?:no\W+)?(?:please\ )?(?:don['’]?t|do\ not)\ (?:do|bother|send|ring|call|write|tell|touch|ask|go|be)\b
        | no\W+(?:no\W+)?(?:i['’]?ll|i\ will|let\ me|leave\ (?:it|that|them|him|her)
          |you['’]?re\ (?:all\ right|alright|fine))\b )""",
    re.VERBOSE | re.IGNORECASE,
)
_ON_THE_SPOT = expression(
    r"""[\W_]*(?:(?:ok|okay|right|and|so|just)\W+)?
    (?:done|there|sent|hang\ on|hold\ on|(?:one|two|just\ a)\ (?:sec|secs|second|seconds|moment|minute)|bear\ with\ me
      |here\ (?:you|we|it)\ (?:go|is|are)|there\ (?:you|we)\ go
      |i['’]?m\ doing\ (?:it|that)\ (?:right\ )?now)\W*(?:$|[.!?…—])""",
    re.VERBOSE | re.IGNORECASE,
)
# A verb, and the speaker begins anew before its object: "I'll get, I mean", "pick up the, never mind".
_NEVER_MIND = expression(
    r"[,–—-]\s*(?:no,?\s)?(?:never\smind|forget\sit|scrap\sthat|leave\sit)\b[^.?!]{0,20}\W*$", re.I
)
_BROKEN_OFF = expression(
    r"""\W*(?:and\ )?[a-z]+(?:\ (?:up|on|out|over|off|to|for|with|you|him|her|them))?
    (?:\ (?:the|a|an|my|your|some))?\s?[,—–-]+\s*
    (?: i(?:['’](?:ll|ve|m|d))?\W*$ | i\ (?:mean|won['’]?t|can['’]?t|don['’]?t(?!\ know,)|guess|think)\b
    | i['’]ve\ (?:got\ the|already)\b
      | never\ mind | no\b | wait\b | well\W*$ | actually\b | sorry\b ) [^.?!]{0,30}\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
# What is said instead of an object: "I'll bring | , I won't bring yoghurt".
_STARTS_ANEW = expression(r"\s?[,–—-]+\s*(?:no,?\s)?I\s(?:won['’]?t|can['’]?t|mean|don['’]?t)\b", re.IGNORECASE)
_SAYS = expression(r"\W*(?:\w+\W+){0,2}?I['’]d\s(?:just\s)?say\b", re.IGNORECASE)  # "I'd say a draft by Wednesday"
# Time that is given for work, which is work of nobody: "Give me till the end of next week."
_GIVES_TIME = expression(
    r"""\W*(?:and\ |so\ |just\ )?give\ (?:me|us|him|her|them|it|[A-Z]\w+)(?:\W+both)?\ (?:(?:till|until|to)\b
      |(?:an?|one|two|three|a\ few|a\ couple\ of|another)\ (?:more\ )?
       (?:second|sec|minute|min|moment|hour|day|week|month)s?\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_MAX_MOMENT = 160  # characters
# "Can I ask one thing?", "I have to run", "I don't think I can come", "Please do."
_MOMENT = expression(
    r"""\W*(?:[\w.-]{1,20}:\s)?(?:(?:and|but|so|ok|okay|well|oh|no|yeah|yes|sorry|(?:all\ )?right|alright|anyway
        |actually|uh|um|er|honestly)\W+){0,3}
    (?: (?:can|could|may)\ i\ (?:just\ |quickly\ )?(?:ask(?!\ (?:you\ to|that\ you|if\ you)\b)
        |bring\ (?:up|in)|say|come\ in|jump\ in|interrupt|have)\b
      | i\ (?:have\ to|need\ to|['’]ve\ got\ to|must|should)\ (?:run|go|leave|dash|drop|jump|shoot|head)\b
        (?!\ (?:to\ the\ [a-z]+\ (?:on|by)\b|through\b|over\b|and\b))
      | i\ (?:have\ to|need\ to|['’]ve\ got\ to|must|should)\ (?:(?:go|nip|pop|run)\ and\ )?
        (?:get|fetch|collect|pick\ up)\ (?:the|my)\ (?:kids?|children|boys|girls|son|daughter|dog|door|train|bus)\b
      | i['’]ll\ (?:just\ )?(?:write|note)\ (?:it|that)\ down\b
      | i\ (?:don|can|won|couldn|didn|wouldn)['’]?t\b(?![^.!?]*\b(?:i['’]ll|i\ will|so\ i|but\ i)\b)
      | i['’](?:m|d)\ (?:not|love|like|rather|prefer|happy\ with)\b
      | please\ do\b\W*$ )""",
    re.VERBOSE | re.IGNORECASE,
)
# "Aye, go on, I'll,", "Oh, and Tomasz, will", "So I'll get, I mean"
_WITHOUT_VERB = expression(
    r"""\W*+(?:[\w'’]++\W++){0,6}?(?:(?:i|we|you)['’]ll|(?:i|we|you|[A-Z]\w+),?\s(?:will|could|can|would)|(?:going|need|have)\sto)
    (?:\W+(?:get|have|do|just|be))?(?:\W+(?:i\smean|you\sknow|uh|um|er))*\W*""",
    re.VERBOSE | re.IGNORECASE,
)
_OFFER = expression(
    r"""\W*(?:(?:yeah|yes|ok|okay|oh|well|so|and|actually)\W+){0,2}i\s(?:can|could)\s
    (?!see\b|hear\b|imagine\b|understand\b|tell\syou\b|believe\b|think\b|remember\b|only\b|not\b|be\b|have\b|say\b|feel\b)
    [a-z]+\s(?!that\b|it\b|so\b)\w[^?]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_THANKS = expression(
    r"""\W*(?:(?:oh|ok|okay|yes|yeah)\W+)?(?:brilliant|thank|thanks|amazing|perfect|lovely|great|wonderful|fantastic|super
    |excellent|cheers|that\swould\sbe\s(?:great|lovely|amazing|brilliant))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ALREADY = expression(
    r"""\W*(?:(?:yeah|yes|no|oh|ah|actually|well|um|uh)\W+){0,2}
    (?:(?:i|we|he|she|they)(?:['’]ve|['’]s|\shave|\shas)?|it['’]s|that['’]s)\salready\b(?![^.!?]*(?:['’]ll|\bwill)\b)""",
    re.VERBOSE | re.IGNORECASE,
)


def is_taken_back(notes: Notes, candidate: Candidate) -> bool:
    """Whether a candidate in a turn of talk is refused by the next turn, broken off, or done on the spot."""
    block = notes.blocks[candidate.block]
    if block.kind is not Kind.TURN or candidate.marker or "section: actions" in candidate.features:
        return False
    rest = block.text[candidate.end :]
    if _SAYS.match(block.text, candidate.start) or _GIVES_TIME.match(block.text, candidate.task_start):
        return True
    if _NEVER_MIND.search(block.text, candidate.task_start, candidate.end):
        return True
    if _STARTS_ANEW.match(rest) and len(block.text[candidate.task_start : candidate.task_end].split()) == 1:
        return True
    if _ON_THE_SPOT.match(rest) or _BROKEN_OFF.match(block.text, candidate.task_start, candidate.end):
        return True
    return len(rest.split()) <= _MAX_REST and _is_refused(notes, candidate)


def _is_refused(notes: Notes, candidate: Candidate) -> bool:
    """Whether the next turn, by somebody else, refuses what a candidate offers."""
    block = notes.blocks[candidate.block]
    answer = notes.blocks[candidate.block + 1] if candidate.block + 1 < len(notes.blocks) else None
    if answer is None or answer.kind is not Kind.TURN or answer.speaker in {None, block.speaker}:
        return False
    act = act_of(block.text[candidate.start : candidate.end])
    if act is None or act.force not in _OFFERS:
        return False
    refusal = _REFUSES if act.force == "offer" else _REFUSES_PROMISE
    return refusal.match(answer.text) is not None


def is_of_the_moment(block: Block, candidate: Candidate) -> bool:
    """Whether words of a talk promise nothing: they refuse, ask to speak, break off, or tell what is done at once."""
    said = block.text[candidate.start : candidate.end]
    return _MOMENT.match(said[:_MAX_MOMENT]) is not None or _WITHOUT_VERB.fullmatch(said) is not None


def taken_offers(notes: Notes, candidates: Sequence[Candidate]) -> Iterator[int]:
    """Yield the places of offers of a talk that somebody else takes: "I can cover those." - "Brilliant, thanks.".

    Others may offer the same in between: "I can take 4" - "me too" - "great".
    """
    for at, candidate in enumerate(candidates):
        block = notes.blocks[candidate.block]
        if block.kind is not Kind.TURN or _OFFER.match(block.text[candidate.start : candidate.end]) is None:
            continue
        after = notes.blocks[candidate.block + 1 : candidate.block + 1 + _MAX_OFFERS]
        taken = next((one for one in after if not (_OFFER.match(one.text) or _ME_TOO.match(one.text))), None)
        if taken is not None and taken.speaker != block.speaker and _THANKS.match(taken.text) is not None:
            yield at


def arranged(notes: Notes, candidates: Sequence[Candidate]) -> Iterator[int]:
    """Yield the places of words of a talk that arrange work: "asking her tomorrow", "Luis brings the cones".

    The same words may only tell something ("Ben takes it seriously"). They arrange work where they give it an order
    ("Luis to bring the cones"), name a time, answer a question, where the one who is named agrees, or where the talk
    hands out more work beside them.
    """
    handed = [at for at, candidate in enumerate(candidates) if "act: hands out" in candidate.features]
    beside = {
        at
        for pair in pairwise(handed)
        if candidates[pair[1]].block - candidates[pair[0]].block <= _HANDED_BESIDE
        for at in pair
    }
    for at, candidate in enumerate(candidates):
        block = notes.blocks[candidate.block]
        said = block.text[candidate.start : candidate.end]
        if "act: doing" in candidate.features:
            if len(block.text.split()) > _MAX_MESSAGE:
                continue  # in long turns of a call such words tell more than they promise
            is_plain = _POINTS.search(said) is not None or _WITH_ME.match(said) is not None
            if is_plain or _is_timed(candidate, said) or _answers(notes, candidate):
                yield at
        elif "act: hands out" in candidate.features and (
            _is_timed(candidate, said)
            or _TELLS_OF.search(said) is None
            or _FETCHES.search(said) is not None
            or _agrees(notes, candidate)
            or at in beside
        ):
            yield at


def _is_timed(candidate: Candidate, said: str) -> bool:
    """Whether words name a time that is to come."""
    return bool(candidate.phrases) or _TIME.search(said) is not None


def _answers(notes: Notes, candidate: Candidate) -> bool:
    """Whether the turn before, by somebody else, asks something or leaves work open."""
    before = notes.blocks[candidate.block - 1] if candidate.block else None
    block = notes.blocks[candidate.block]
    return (
        before is not None
        and before.speaker != block.speaker
        and (before.text.rstrip().endswith("?") or is_left_open(before.text) or is_sought(before.text))
    )


def _agrees(notes: Notes, candidate: Candidate) -> bool:
    """Whether one of the next turns, by another, agrees."""
    block = notes.blocks[candidate.block]
    after = notes.blocks[candidate.block + 1 : candidate.block + 3]
    return any(one.speaker != block.speaker and _AGREES.match(one.text) is not None for one in after)


_WITH_ME = expression(r"\W*(?:me\b|\w+\s(?:and|n|&|\+)\s(?:me|i)\b)", re.IGNORECASE)  # "me and Ines do the tent"
_FETCHES = expression(
    r"\b(?:brings|collects|fetches|buys|orders|prints|bakes|books|delivers|drops\soff|picks\sup)"
    r"\s(?:the|an?|some|his|her|their|our|both|all|\d+)\b"
)
_MAX_MESSAGE = 25  # words of a turn
_HANDED_BESIDE = 2  # blocks between work that is handed out
_TIME = expression(r"\b(?:later|tmrw|tmr|tmw|2moro|2nite|on\s(?:the|my)\sway|after\s\w+|first\sthing)\b", re.IGNORECASE)
_POINTS = expression(r"ing\s(?:(?:up|out)\s)?(?:it|them|him|her|those|these|that|mine|both|all)\b", re.IGNORECASE)
# "Luis brings the cones", not "Luis to bring them", "Luis bring the cones"
_TELLS_OF = expression(r"^\W*(?:\w+\W+){1,5}?(?:[a-z]+s|['’]s\s[a-z]+ing|is\s[a-z]+ing)\b")
_AGREES = expression(
    r"\W*(?:yes|yep|yeah|yh|yup|ok|okay|k|sure|fine|cool|np|no\sproblem|will\sdo|on\sit|happy\sto|good|great|deal|perfect|👍|👌|🙏)"
)
_MAX_OFFERS = 4  # turns until somebody takes them
_ME_TOO = expression(r"\W*(?:me|us)\stoo\b|\W*so\scan\s(?:i|we)\b|\W*\+\s?1\b", re.IGNORECASE)


def is_done_already(notes: Notes, candidate: Candidate) -> bool:
    """Whether the next turn of another speaker answers work for which somebody is sought with "I've already"."""
    block = notes.blocks[candidate.block]
    said = block.text[candidate.start : candidate.end]
    if block.kind is not Kind.TURN or not (
        is_left_open(said) or is_sought(said) or "cue: request" in candidate.features
    ):
        return False
    after = notes.blocks[candidate.block + 1 : candidate.block + 2]
    return any(one.speaker != block.speaker and _ALREADY.match(one.text) is not None for one in after)
