"""What the turns around a turn say of it: who was asked, who accepts, what concerns only the meeting itself.

Notes tell what was agreed; speech does it over several turns ("Lee, could you check the quota?", "Sure, will do"), with
hesitations, and full of plans for the next minute ("let me share my screen"). Each span of a turn gets features of its
neighbours, the owner whom they name, and words for a task that is only a pronoun ("I'll do that").
Offsets are characters of a block's text. The words are judged without the parse, which often fails on speech.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from extractor.common.lazy_regex import expression
from extractor.language import lexicon
from extractor.language.disfluency import HESITATION, back, fluent
from extractor.language.people.roster import Roster
from extractor.language.speech_acts import Act, act_of
from extractor.model import Kind, Notes

DIALOGUE = "notes: are a dialogue"  # a feature of every candidate in them
SPOKEN = "spoken"  # a feature of a candidate that somebody says, with no marker and in no list of actions
SURE = 2.0  # value of a feature that hardly ever misleads, so that few examples teach its weight
CERTAIN = 4.0  # value of a feature that never misleads
MAX_TURNS_APART = 6  # turns; an answer that comes later answers something else
OPENING = 90  # characters of a turn that show how it takes up the one before
WRAP_UP = 12  # turns for which the talk stays with what is to be done until the next meeting
MAX_REQUEST_LENGTH = 220  # characters of a request that a task may borrow

_LEAD = expression(
    r"""^(?: (?: ok(?:ay)? | yeah | yes | yep | yup | so | well | right | alright | all\ right | sure | great | cool | oh | no\ worries
    | awesome | perfect | but | and | then | anyway | you\ know | i\ mean | i\ think | i\ guess | makes\ sense )
    (?: [ ]?[,.!…–-]+\s* | \s+ ) (?=\S) ){1,6}""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOSING = expression(  # searched in lower case
    r"""\b(?: next\ (?:meeting|call|session|time\ we|sync|steps?) | before\ we\ (?:meet|finish|close) | meet\ again | action\ (?:items?|points?)
    | individual\ actions | to-?do\ list | homework | wrap\ up | summari[sz]e )\b""",
    re.VERBOSE,
)
_COMMITS = expression(
    r"""\b(?: will\ do | can\ do | i['’]?ll | i\ will | i\ can | i\ could | on\ it | i['’]m\ (?:on|going\ to|gonna|happy) | happy\ to
    | let\ me | we['’]?ll | we\ will | we\ can | i['’]d\ be\ (?:happy|glad) | consider\ it\ done | noted | i['’]ve\ got | i\ got | leave\ it )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_AGREES = expression(
    r"""(?: yes | yeah | yep | yup | ya | ok(?:ay)? | k | sure | absolutely | of\ course | certainly | definitely | no\ problem | np
    | sounds\ (?:good|great|fine) | makes\ sense | got\ it | right | agree[d]? | fine | good\ (?:idea|call|point) | true | exactly
    | that\ (?:works|would\ be|sounds) | alright | all\ right | will\ do )\b | \+1""",
    re.VERBOSE | re.IGNORECASE,
)
_THANKS = expression(
    r"(?:thank|thanks|thx|ty\b|great|cool|awesome|perfect|excellent|nice|lovely|wonderful|please|pls|much appreciated|appreciate|👍|🙏)",
    re.IGNORECASE,
)
_REFUSES = expression(
    r"(?:no\b|nope|nah|not\b|i can['’]?t|i cannot|i don['’]?t|sorry|unfortunately|i doubt|hmm|actually|but\b|wait)",
    re.IGNORECASE,
)
_EVERYBODY = expression(
    r"\b(?:everyone|everybody|all of you|you all|y['’]all|you guys|folks|people|anyone|anybody)\b", re.IGNORECASE
)
# What people announce for the next minute of the meeting, and ways of speaking that only sound like plans. The three
# are searched in lower case.
_IN_MEETING = expression(
    r"""\b(?: shar(?:e|ing)\ (?:my|the|this|a|it)?\s?(?:screen|slide|window|tab|deck|presentation)s? | (?:stop|start)\ (?:sharing|recording|the\ recording)
    | (?:move|moving|carry)\ (?:on\b|to\ the|along|forward\ to|ahead) | hand\ (?:it\ |this\ |that\ |things\ )?(?:over|off|back) | pass\ (?:it|this|that)\s?(?:over|on|back|to)
    | go\ (?:ahead|next|first|through|over|back|around|quickly) | jump\ (?:in|to|over|into) | get\ (?:started|going|into\ it|back\ to\ the)
    | start\ (?:us\ )?(?:off|with|by|from) | kick\ (?:us\ |it\ )?off | nudge\ us | read\ (?:out|aloud|it\ out|the\ questions?) | clos(?:e|ing)\ (?:the|this|our)\ (?:meeting|call)
    | speak\ up | you\ (?:please\ )?elaborate | go\ for\ it | start\ when | introduce\ (?:yourself|myself|ourselves) | bring\ (?:it|them|that)\ up | brief\ overview | call\ (?:this|the|it)\b
    | give\ (?:it|you|everyone|people|folks|us)?\s?(?:a\ )?(?:few|couple|another|one|two|five|\d+)?\s?(?:more\ )?(?:minutes?|moments?|seconds?|secs?|mins?|brief|quick)
    | (?:i['’]ll|i\ will|let\ me|gonna|going\ to)\ (?:just\ )?(?:let|leave)\ (?:you|him|her|them|it|that|folks|everyone|others|people)\b | unmute | mute | (?:drop|log|hop|sign)\ off | drop\ (?:now|out)
    | wait\ (?:for|until|a|here|till) | see\ (?:you|everyone|y['’]all|ya)\b | talk\ to\ you | speak\ (?:to\ you|soon) | (?:be\ )?right\ back
    | pull\ (?:it\ |that\ |this\ )?up | (?:walk|take|talk|run)\ (?:you|us|everyone|everybody)\ through | turn\ (?:the|my|this)\ (?:laptop|camera|screen)
    | get\ off\ (?:here|this|the\ (?:call|phone)) | let\ you\ (?:all\ |guys\ )?(?:go|get\ (?:on|back))
    | show\ you | zoom\ in | scroll | (?:put|stick|drop|pop|paste)\ (?:it|the|this|that|a)?\s?(?:link)?\s?in\ (?:the\ )?chat | next\ (?:topic|item|slide|question|point)
    | end\ (?:the|this|our)\ (?:meeting|call) | wrap\ (?:it\ |this\ |things\ )?up | take\ (?:a\ )?(?:five|ten|short|quick)?[ -]?(?:minute\ )?break )""",
    re.VERBOSE,
)
# Those of them that never mean anything else, whatever words stand around them.
_CERTAINLY_IN_MEETING = expression(
    r"""\b(?: shar(?:e|ing)\ (?:my|the)\ (?:screen|slides?|window|tab|deck)s? | stop\ (?:sharing|recording) | move\ on\ (?:to\b|then\b|now\b|from\b) | hand\ (?:it|this|that|things)?\ ?(?:over|off|back)\ to
    | (?:wrap|wrapping)\ (?:up\ (?:the|this|our)\ (?:meeting|call)|(?:it|this|things)\ up) | (?:close|closing|end|ending)\ (?:the|this|our)\ (?:meeting|call) | unmute | mute\ (?:myself|you) | (?:drop|log|hop|sign)\ off
    | see\ (?:you|y['’]all)\ (?:all|next|later|then|soon|in|there|again|on) | right\ back | read\ (?:out|the\ questions?\ from) | leave\ you\ (?:guys|all|to) | nudge\ us )\b""",
    re.VERBOSE,
)
_SPEECH = expression(
    r"""\b(?:i['’]ll|i['’]m\ (?:going\ to|gonna)|i\ (?:will|would|can|could|should|must|have\ to|need\ to)|i['’]d|let\ me|we['’]ll|we\ (?:will|can))\ (?:just\ |also\ |only\ |quickly\ |briefly\ |probably\ |really\ |have\ to\ |like\ to\ )*
    (?: say | tell\ you | admit | argue | call\ it | mention | point\ out | note\ that | stress | repeat | add\ that | echo | summari[sz]e | recap | explain | describe
    | interrupt | quote | paraphrase | be\ (?:quick|brief|honest|fast|frank) | see\b(?!\ (?:if|whether|what|about|to)) | know | think | assume | guess | agree | love | hope | prefer | recommend | suggest | ask\ (?:that|you|a\ question|is) )\b""",
    re.VERBOSE,
)
_MIND = frozenset(
    """
    think thinking hear hearing wonder wondering guess hope hoping believe feel feeling know knowing mean meaning agree
    understand imagine suppose assume doubt care like love prefer want wanting need remember forget recall say saying talking
    seeing looking
    """.split()
)
# Verbs of work with a result: who says that they will do it promises work.
_WORK = frozenset(
    word
    for kind, words in lexicon.VERBS
    if kind in {"communicates", "creates", "changes", "inspects", "arranges"}
    for word in words.split()
) | frozenset("attach catch comment compute issue launch maintain pester rebase separate shoot spec work".split())
# "I'll be at the summit", "I'm going to be honest" are not work
_BEING = frozenset(
    """
    at in with on there here back away late online honest quick brief around available out off
    """.split()
)
_VAGUE = frozenset(
    "be have do go come get let give keep stay stop need want see look hear like start continue use happen".split()
)
_WILL = expression(r"(?:will|'ll|going to|gonna|plan(?:ning)? to|shall|can|am going to|need to|want to|trying to)\b")
_HEDGE = expression(  # searched in lower case
    r"\b(?:maybe|perhaps|probably|possibly|i guess|i suppose|not sure|i don['’]?t know|if (?:we|i|you|it|there)|might|would be|hopefully|ideally|in theory|at some point|eventually|someday)\b",
)
_BEFORE_WORK = expression(
    r"""^.{0,120}?\b(?: please | pls | (?:can|could|would|will)\s+(?:you|u|we|someone|somebody|anyone)(?:\s+(?:please|also|just|maybe|perhaps|help|all))*
    | do\ you\ want\ to | would\ you\ mind | you\ (?:can|could|should|might\ want\ to|need\ to) | (?:it\ )?(?:would|might|could)\ be\ (?:good|nice|great|helpful|worth)\ (?:to|if\ (?:you|we|someone)(?:\ could)?)
    | (?:we|i)\ (?:need|should|have|want|could)(?:\ to)? )\s+""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_WORDS = expression(
    r"""^\W*(?: (?: do | try | handle | take | tackle | manage | get\ on | work\ on | look\ (?:into|at) | take\ care\ of | check | get\ to | fix | see\ to )
    (?:\s+(?:it|that|this|these|those|them|so|one|both|on\ it|care))? (?:\s+(?:too|then|as\ well|now|today|tomorrow|later|for\ you|for\ sure|myself|next|after|asap))*
    | will\ do | on\ it | it | that | this )?\W*(?:\b\w{2,16}\b)?\W*$""",
    re.VERBOSE | re.IGNORECASE,
)
_WILL_DO = expression(r"\b(?:will do|can do|on it)\b[^.?!]{0,20}(?:[.!,;]|$)", re.IGNORECASE)
_POINTS_BACK = expression(
    r"\b(?:(?:it|them|there|here|each|both|one|ones|so)\b|(?:that|this|these|those)\b(?!\s(?!too|now|to|for|with|on|in|as|at|by|and|then|today|tomorrow|next|after|up|off|out|over|down)\w))",
    re.IGNORECASE,
)
_VOCATIVE = expression(
    r"^\W{0,3}(?:(?i:hi|hey|ok|okay|thanks|thank you|so|and|yeah|yes)[, ]+)?@?(?P<who>[^\W\d_][\w.|^-]{0,24})(?:\s[A-Z][\w-]{1,20})?(?P<mark>[,:]|\s+(?=can you\b|could you\b|would you\b|will you\b|please\b|do you\b|if you\b|you\b|[iI] (?:still )?need\b))"
)
_ASKED = expression(r"\s*(?:if you|can you|could you|would you|will you|you|please|do you)\b", re.IGNORECASE)
_AT_END = expression(r"[, ]@?(?P<who>[^\W\d_][\w.|^-]{1,24})\s*[?.!]*$")
_CALLED_BEFORE = expression(
    r"(?P<who>[A-Z][\w-]+(?:\s[A-Z][\w-]+)?(?:\s+and\s+[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)?)\s*,?\s*$"
)
_CALLED_INSIDE = expression(
    r"(?:,\s|\s(?=\S{2,30}\s?,\s(?:I['’]?d|you|can|could|if|please)\b))(?P<who>[A-Z][\w-]+)\s?,\s"
)
_YOU = frozenset(["", "you", "the two of you"])
_JOINS = expression(r"\W*(?:and|then|also|plus|or)\b", re.IGNORECASE)
_TAKES_PRONOUN = expression(r"[\w'’-]+\s(?:it|that|this|them|those)\b", re.IGNORECASE)
_BROKEN_OFF = expression(r"(?:…|\.\.\.|\b(?:and|but|so|to|the|a|or|then)\s?[.,]?)$")
_SENTENCE = expression(r"(?<=[.?!…])\s+")


@dataclass(frozen=True, slots=True)
class TurnSpan:
    """A span of a turn, and what the parse shows of its clause."""

    block: int
    start: int
    end: int
    task: str  # the words that the span itself gives for the work
    subject: str = ""  # the kind of its clause's subject ("i", "you", "none" ...), "" without a clause
    cue: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What the turns around a span say of it."""

    features: Mapping[str, float]
    owners: tuple[tuple[str, str], ...] = ()  # (words, "accepted")
    task: str = ""  # words for a task that only points back
    start: int | None = None  # offset in the block where the work begins, where the act shows it
    is_request: bool = False  # "I" is who asks, not who does it
    is_anaphoric: bool = False  # it names no work of its own, or only by a pronoun ("I'll do that", "and share it")


@dataclass(frozen=True)
class _Turn:
    """A turn of the talk: its block, who speaks, and the nearest turns of others, by their position in the talk."""

    block: int
    text: str
    speaker: str | None
    before: int | None = None  # the last turn of somebody else
    after: int | None = None  # the next one
    is_closing: bool = False  # the talk has come to what is to be done until the next meeting

    @cached_property
    def reply(self) -> str:
        """How it takes up the turn before: "commits", "thanks", "agrees", "refuses", "asks" or "goes on"."""
        opening = _opening(self.text)
        if _COMMITS.search(opening):
            return "commits"
        if _THANKS.match(opening):
            return "thanks"
        if _AGREES.match(opening):
            return "agrees"
        if _REFUSES.match(opening):
            return "refuses"
        return "asks" if opening.rstrip().endswith("?") else "goes on"

    @cached_property
    def last_sentences(self) -> list[str]:
        """The sentences at its end."""
        return [sentence for sentence in _SENTENCE.split(self.text[-800:]) if sentence.strip()]

    @cached_property
    def last_request(self) -> str:
        """The last request among its last four sentences, or ""."""
        return next((words for words in reversed(self.last_sentences[-4:]) if _force_of(words) == "request"), "")

    @cached_property
    def ending(self) -> str:
        """What its last sentence is: "a question", "an offer" or "a statement"; "" without words."""
        if not self.last_sentences:
            return ""
        last = self.last_sentences[-1]
        if last.rstrip().endswith("?"):
            return "a question"
        return "an offer" if _force_of(last) == "offer" else "a statement"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The turns of the notes in order; empty for notes that are not a dialogue."""

    turns: tuple[_Turn, ...] = ()
    positions: Mapping[int, int] = field(default_factory=dict)  # position in `turns` by block
    chair: str | None = None  # who has the most turns


@dataclass(frozen=True, slots=True)
class _Utterance:
    """A span of a turn as an act of its speaker."""

    span: TurnSpan
    turn: _Turn
    words: str
    fluent: str  # the words without hesitations
    removed: tuple[tuple[int, int], ...]  # the spans of the hesitations
    act: Act | None
    force: str  # "promise", "request" ...; "inside" for what concerns only the meeting; "other" for none
    is_in_meeting: bool  # it announces what is done within the meeting
    is_speech: bool  # it announces what it says itself: "let me point out"


@dataclass(frozen=True, slots=True)
class _Exchange:
    """How an utterance stands among those before and after it."""

    reply: str  # how the next speaker takes it up: "commits", "agrees later", "nothing" ...
    replier: str | None
    follows: str  # what it follows: "a request", "a question", "more of its own", "nothing" ...
    request: str  # the sentence of the request that it follows, or ""
    continues: str  # the force of what the same speaker said just before and it continues, or ""


def dialogue_of(notes: Notes) -> Dialogue:
    """Return the talk that the notes hold: their turns, each with its neighbours."""
    blocks = [index for index, block in enumerate(notes.blocks) if block.kind is Kind.TURN]
    if len(blocks) < 4:
        return Dialogue()
    speakers = [notes.blocks[index].speaker for index in blocks]
    texts = [notes.blocks[index].text for index in blocks]
    before = _last_of_others(speakers)
    last = len(blocks) - 1
    after = [None if other is None else last - other for other in reversed(_last_of_others(speakers[::-1]))]
    closings = [position for position, text in enumerate(texts) if _CLOSING.search(text.lower())]
    turns = tuple(
        _Turn(block, texts[at], speakers[at], before[at], after[at], _is_closing(closings, at))
        for at, block in enumerate(blocks)
    )
    counts = Counter(speaker for speaker in speakers if speaker)
    chair = counts.most_common(1)[0][0] if counts else None
    return Dialogue(turns, {block: position for position, block in enumerate(blocks)}, chair)


def _last_of_others(speakers: Sequence[str | None]) -> list[int | None]:
    """Return for each turn the position of the last turn of another speaker before it."""
    positions: list[int | None] = []
    last: int | None = None
    for position, speaker in enumerate(speakers):
        if position and speakers[position - 1] != speaker:
            last = position - 1
        positions.append(last)
    return positions


def _is_closing(closings: Sequence[int], position: int) -> bool:
    """Whether the talk has come to its close at most WRAP_UP turns before, by the positions of such turns."""
    count = bisect_right(closings, position)
    return count > 0 and position - closings[count - 1] <= WRAP_UP


def turn_context(talk: Dialogue, span: TurnSpan, roster: Roster) -> TurnContext:
    """Return what the talk says of a span of one of its turns.

    Args:
        talk: The dialogue; the block of the span must be one of its turns.
        span: The span.
        roster: The people of the notes.
    """
    position = talk.positions[span.block]
    utterance = _utterance(talk.turns[position], span, roster)
    exchange = _exchange(talk, position, utterance)
    names_no_work, points_back = _anaphora(utterance)
    addressee = _named_addressee(utterance, roster) if utterance.force == "request" else ""
    features = {
        **dict(_exchange_features(utterance, exchange)),
        **dict(_word_features(utterance)),
        **dict(_position_features(utterance, talk.chair)),
        **dict(_uptake_features(utterance, exchange)),
    }
    if addressee:
        features["turn: asks somebody by name"] = SURE
    if names_no_work:
        features["turn: names no work"] = 1.0
        features[f"turn: names no work, after {exchange.follows}"] = 1.0
    if points_back:
        features["turn: points back"] = 1.0
    accepts_request = names_no_work and exchange.request and _WILL_DO.search(utterance.words)
    act = utterance.act
    has_work = act is not None and act.verb and utterance.force in {"promise", "request", "offer"}
    return TurnContext(
        features,
        owners=tuple((who, "accepted") for who in _owners(utterance, exchange, addressee)),
        task=_requested_work(exchange.request) if accepts_request else "",
        start=span.start + back(act.start, utterance.removed) if act is not None and has_work else None,
        is_request=utterance.force == "request",
        is_anaphoric=names_no_work or points_back,
    )


def _utterance(turn: _Turn, span: TurnSpan, roster: Roster) -> _Utterance:
    words = turn.text[span.start : span.end]
    said, removed = fluent(roster.with_capitals(words))
    act = _act(said, span, roster)
    return _Utterance(
        span,
        turn,
        words,
        said,
        removed,
        act,
        _force_in_meeting(act, said),
        is_in_meeting=_IN_MEETING.search(words.lower()) is not None,
        is_speech=_SPEECH.search(words.lower()) is not None,
    )


def _exchange(talk: Dialogue, position: int, utterance: _Utterance) -> _Exchange:
    text, span = utterance.turn.text, utterance.span
    reply, replier = _reply(talk, position, text[span.end :])
    follows, request = _preceding(talk, position, text[: span.start])
    return _Exchange(
        reply, replier, follows, request, _continued_force(talk, position, text[: span.start], utterance.fluent)
    )


def _anaphora(utterance: _Utterance) -> tuple[bool, bool]:
    """Return whether an utterance names no work at all ("will do"), and whether it names it by a pronoun only."""
    task = utterance.span.task
    size = len(task.split())
    if _NO_WORDS.match(task) or (_WILL_DO.search(utterance.words) and size <= 4):
        return True, False
    return False, size <= 6 and _POINTS_BACK.search(task) is not None


def _owners(utterance: _Utterance, exchange: _Exchange, addressee: str) -> tuple[str, ...]:
    """Return who does the work by this act: who promises it, who is asked by name (`addressee`), or who accepts it."""
    force = utterance.force
    continues_promise = utterance.act is None and exchange.continues == "promise"
    if utterance.turn.speaker and (force in {"promise", "offer"} or continues_promise):
        with_whom = utterance.act.who if utterance.act else ""  # "me and Ines do the tent"
        return (f"I and {with_whom}",) if with_whom else ("I",)
    if force != "request":
        return ()
    if addressee:
        return (addressee,)
    if _EVERYBODY.search(utterance.words):
        return ("all",)
    return (exchange.replier,) if exchange.replier and exchange.reply in {"commits", "agrees"} else ()


def _act(said: str, span: TurnSpan, roster: Roster) -> Act | None:
    """Return the act of an utterance; None where it would bind something that is no person ("The release will help")."""
    act = act_of(said)
    if act is None and span.subject == "you" and span.cue in {"can", "could", "would", "will"}:
        return Act("ask", "request", span.verb, max(0, said.find(span.verb)))  # cut behind "Tom, can | you send it"
    if act and act.kind == "assignment" and not _is_somebody(act.who, roster):
        return None
    is_everybody = act is not None and _EVERYBODY.fullmatch(act.who) is not None
    if act and act.kind == "hands out" and not (is_everybody or all(map(roster.known, _NAMES_APART.split(act.who)))):
        return None  # "Friday brings rain"
    return act


_NAMES_APART = expression(r"\s(?:and|&|\+)\s")


def _force_of(sentence: str) -> str:
    """Return the force of a sentence: "promise", "request" ..., "other" for none."""
    act = act_of(fluent(sentence)[0])
    return act.force if act else "other"


def _force_in_meeting(act: Act | None, said: str) -> str:
    """Return the force of an act; "inside" where it concerns only the meeting: "let me share my screen"."""
    if act is None:
        return "other"
    around = said[max(0, act.start - 25) : act.start + 40].lower()
    return "inside" if _IN_MEETING.search(around) or _SPEECH.search(around) else act.force


def _exchange_features(utterance: _Utterance, exchange: _Exchange) -> Iterator[tuple[str, float]]:
    """Say what an utterance does, and what came before and after it."""
    force = utterance.force
    yield "turn", 1.0
    yield f"act: {utterance.act.kind if utterance.act else 'none'}", 1.0
    yield f"turn: {force}", SURE
    yield f"turn: {force}, then {exchange.reply}", 1.0
    yield f"turn: {force}, after {exchange.follows}", 1.0
    yield f"turn: {force} to {_verb_class(utterance)}", SURE


def _word_features(utterance: _Utterance) -> Iterator[tuple[str, float]]:
    """Say what the words of an utterance mean, whatever its act."""
    words, span = utterance.words, utterance.span
    low = words.lower()
    if utterance.is_in_meeting:
        yield "turn: inside the meeting", SURE
    if _CERTAINLY_IN_MEETING.search(low):
        yield "turn: certainly inside the meeting", CERTAIN
    if utterance.is_speech:
        yield "turn: an act of speaking", SURE
    if span.verb in _MIND:
        yield "turn: a state of mind", SURE
    if span.subject == "none" and _WILL.match(span.cue):  # "will open an issue for it"
        yield "turn: promise without a subject", 1.0
    if _HEDGE.search(low):
        yield "turn: hedged", 1.0
    if _BROKEN_OFF.search(words.rstrip()):
        yield "turn: broken off", 1.0
    size = len(words.split())
    yield f"turn: {next((str(most) for most in (4, 8, 15, 30) if size <= most), 'many')} words", 1.0


def _position_features(utterance: _Utterance, chair: str | None) -> Iterator[tuple[str, float]]:
    """Say what the place of a turn in the talk tells of an act in it."""
    turn, force = utterance.turn, utterance.force
    if turn.is_closing:
        yield "turn: in the wrap-up", 1.0
        yield f"turn: {force} in the wrap-up", SURE
    if turn.speaker and turn.speaker == chair:
        yield f"turn: {force} of whom speaks most", 1.0


def _uptake_features(utterance: _Utterance, exchange: _Exchange) -> Iterator[tuple[str, float]]:
    """Say how an utterance takes up what was said before, and whether it is taken up itself."""
    act, force = utterance.act, utterance.force
    if exchange.continues:
        yield f"turn: goes on with {exchange.continues}", SURE
    if utterance.words.rstrip().endswith("?"):
        yield f"turn: {force} as a question", 1.0
    if act and _TAKES_PRONOUN.match(utterance.fluent, act.start):
        yield f"turn: {force} of what was said, after {exchange.follows}", 1.0
        if force in {"promise", "offer"} and exchange.follows in {"a request", "a question", "an offer"}:
            yield "turn: takes up what was asked", SURE
    if force in {"request", "offer"} and exchange.reply in {"commits", "agrees", "thanks"}:
        yield "turn: taken up", SURE


def _verb_class(utterance: _Utterance) -> str:
    """Return the class of the verb that an utterance promises or asks for."""
    if utterance.is_in_meeting or utterance.is_speech:
        return "speak"
    act, span = utterance.act, utterance.span
    verb = _base_verb(act.verb, utterance.fluent[act.start :]) if act else _base_verb(span.verb, span.task)
    classes = (("work", _WORK), ("mind", _MIND), ("vague", _VAGUE), ("being", _BEING))
    return next((name for name, verbs in classes if verb in verbs), "other")


def _base_verb(verb: str, task: str) -> str:
    """Return the base form of a verb, or of the first word of the task without one; of "try to X" it is X."""
    words = re.findall(r"[\w'’-]+", _LEAD.sub("", task)[:120].lower())
    found = verb or (words[0] if words else "")
    if found in {"try", "trying", "help", "start", "going", "need", "want"} and len(words) > 2:
        found = next((word for word in words[1:4] if word in _WORK and word not in {"try", "help"}), found)
    if found.endswith("ing") and found not in _WORK:
        stem = found[:-3]
        forms = (stem, stem + "e", stem[:-1])
        found = next((form for form in forms if form in _WORK or form in _MIND or form in _VAGUE), found)
    return found


def _continued_force(talk: Dialogue, position: int, before: str, said: str) -> str:
    """Return the force of what the same speaker said last, where an utterance continues it; or "".

    "... and to add a test", "and then port it" continue it. `before` is the turn's text before the utterance; what the
    speaker said in one of the two turns before counts, too.
    """
    if not _JOINS.match(said):
        return ""
    speaker = talk.turns[position].speaker
    earlier = (turn.text for turn in reversed(talk.turns[max(0, position - 2) : position]) if turn.speaker == speaker)
    for text in (before, *earlier):
        if sentences := _sentences_with_words(text[-400:]):
            force = _force_of(sentences[-1])
            return "" if force == "other" else force
    return ""


def _sentences_with_words(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text) if re.search(r"\w", sentence)]


def _reply(talk: Dialogue, position: int, rest: str) -> tuple[str, str | None]:
    """Return how the next speaker takes up an utterance, with "later" where much stands between, and who that is.

    `rest` is what the turn says behind the utterance.
    """
    after = talk.turns[position].after
    if after is None or after - position > MAX_TURNS_APART:
        return "nothing", None
    turn = talk.turns[after]
    is_next = after == position + 1 and len(rest.split()) <= 12
    is_clear = turn.reply in {"commits", "agrees"} and (is_next or after - position <= 3)
    return turn.reply if is_next or is_clear else f"{turn.reply} later", turn.speaker


def _opening(text: str) -> str:
    """Return how a turn begins, without the name that it is said to ("zzz: will do")."""
    opening = text[:OPENING]
    if match := re.match(r"@?[^\W\d_][\w.|^-]{0,24}[:,]\s+", opening):
        opening = opening[match.end() :] if ":" in match.group() else opening
    return HESITATION.sub("", opening).strip()


def _preceding(talk: Dialogue, position: int, before: str) -> tuple[str, str]:
    """Return what an utterance follows ("a request", "a question", ...), and the sentence of the request, or "".

    `before` is what the turn says before the utterance.
    """
    other = talk.turns[position].before
    turn = talk.turns[other] if other is not None and position - other <= MAX_TURNS_APART else None
    if turn is not None and turn.last_request:
        return "a request", turn.last_request
    own = _sentences_with_words(before[-600:])
    if own and len(own[-1].split()) > 3:
        return "more of its own", ""
    return (turn.ending if turn is not None else "") or "nothing", ""


def _requested_work(sentence: str) -> str:
    """Return the words of the work in a request: "could you check the quota?" gives "check the quota"."""
    words = _LEAD.sub("", fluent(sentence.strip())[0])
    if match := _BEFORE_WORK.match(words):
        words = words[match.end() :]
    words = re.sub(r"^@?[\w.|^-]{1,24}:\s+", "", words)
    if len(words) > MAX_REQUEST_LENGTH:
        words = words[:MAX_REQUEST_LENGTH].rsplit(" ", 1)[0]
    return words.strip(" .,;!?…")


def _named_addressee(utterance: _Utterance, roster: Roster) -> str:
    """Return whom a request is put to by name, or "": "Kim, could you", "Kim and Lee, you will have to", "do it, Kim, on"."""
    act, turn, start = utterance.act, utterance.turn, utterance.span.start
    if act and act.who.casefold() not in _YOU:
        return act.who
    who = _vocative(utterance.words, turn.text, roster, turn.speaker)
    if who := (who or _vocative(utterance.fluent, "", roster, turn.speaker)):
        return who
    before = _CALLED_BEFORE.search(turn.text[max(0, start - 60) : start])
    for match in (before, _CALLED_INSIDE.search(utterance.fluent)):
        if match and _is_somebody(match["who"], roster):
            return match["who"]
    return ""


def _is_somebody(who: str, roster: Roster) -> bool:
    """Whether an act binds people: "you", or names that the notes know or that have the shape of one."""
    return who.casefold() in _YOU or all(
        roster.known(name) or (roster.name_shaped(name) and not name.isupper()) for name in re.split(r"\s+and\s+", who)
    )


def _vocative(words: str, turn: str, roster: Roster, speaker: str | None) -> str:
    """Return the name to which something is said, or "".

    Args:
        words: What is said; the name may stand at its start or end.
        turn: The text of the turn; the name may stand at its start.
        roster: The people of the notes.
        speaker: Who says it, who is not the addressee.
    """
    at_start = _VOCATIVE.match(words)
    for match in (at_start, _AT_END.search(words), _VOCATIVE.match(turn)):
        if match is None:
            continue
        who = match["who"].rstrip(".")
        known = roster.known(who)
        if not known and match is at_start and _ASKED.match(words, match.end()) and roster.name_shaped(who):
            return who  # "Ron, if you can figure out": the speakers' labels may be roles or handles
        if len(known) == 1 and (speaker is None or known != roster.known(speaker)):
            is_word = who.islower() and known[0].name.lower().split()[0] != who.lower()
            if not is_word or who in known[0].aliases:
                return who
    return ""


# Starts of the names of features that weigh otherwise in talk than in written notes: "will" is worth less there.
_TALK_SPECIFIC = (
    "cue",
    "subject: ",
    "root",
    "under: ",
    "mark: ",
    "tag: ",
    "arc: ",
    "owner: ",
    "label",
    "clause: ",
    "length: ",
)


def as_talk_features(features: Mapping[str, float]) -> dict[str, float]:
    """Rename the features of a sentence in talk to "spoken ..." copies, which have weights of their own.

    This is feature augmentation for domain adaptation (Daumé III 2007); the other features are shared with written
    notes.
    """
    return {
        SPOKEN: 1.0,
        **{f"spoken {name}" if name.startswith(_TALK_SPECIFIC) else name: value for name, value in features.items()},
    }


def as_written_features(features: Mapping[str, float]) -> dict[str, float]:
    """Undo `as_talk_features`: return the features under the names that they have in written notes."""
    return {name.removeprefix("spoken "): value for name, value in features.items() if name != SPOKEN}
