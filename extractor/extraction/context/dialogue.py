"""Dialogue: what the turns around a turn say of it: who was asked, who accepts, what stays inside the meeting.

Notes tell what was agreed; speech does it over several turns ("Lee, could you check the quota?", "Sure, will do"), with
hesitations, and full of plans for the next minute ("let me share my screen"). Here each span of a turn gets the
evidence of its neighbours, the owner whom they name, and words for a task that is only a pronoun ("I'll do that").
Offsets are characters of a block's text. No spaCy here: the same words are judged after the parse, by weights.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.language import lexicon
from extractor.language.disfluency import HESITATION, back, fluent
from extractor.language.people.roster import Roster
from extractor.language.speech_acts import Act, act_of
from extractor.model import Kind, Notes

DIALOGUE = "notes: are a dialogue"  # evidence of every place in them
SPOKEN = "spoken"  # evidence of a place that somebody says, with no marker and in no list of actions
SURE = 2.0  # value of evidence that hardly ever misleads, so that few examples teach its weight
CERTAIN = 4.0  # ... and of evidence that never does
MAX_TURNS_APART = 6  # turns; an answer that comes later answers something else
OPENING = 90  # characters of a turn that tell how it takes up the one before
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
# What people announce for the next minute of the meeting, and ways of speaking that only sound like plans; the
# three are searched in lower case.
_INSIDE = expression(
    r"""\b(?: shar(?:e|ing)\ (?:my|the|this|a|it)?\s?(?:screen|slide|window|tab|deck|presentation)s? | (?:stop|start)\ (?:sharing|recording|the\ recording)
    | (?:move|moving|carry)\ (?:on\b|to\ the|along|forward\ to|ahead) | hand\ (?:it\ |this\ |that\ |things\ )?(?:over|off|back) | pass\ (?:it|this|that)\s?(?:over|on|back|to)
    | go\ (?:ahead|next|first|through|over|back|around|quickly) | jump\ (?:in|to|over|into) | get\ (?:started|going|into\ it|back\ to\ the)
    | start\ (?:us\ )?(?:off|with|by|from) | kick\ (?:us\ |it\ )?off | nudge\ us | read\ (?:out|aloud|it\ out|the\ questions?) | clos(?:e|ing)\ (?:the|this|our)\ (?:meeting|call)
    | speak\ up | you\ (?:please\ )?elaborate | go\ for\ it | start\ when | introduce\ (?:yourself|myself|ourselves) | bring\ (?:it|them|that)\ up | brief\ overview | call\ (?:this|the|it)\b
    | give\ (?:it|you|everyone|people|folks|us)?\s?(?:a\ )?(?:few|couple|another|one|two|five|\d+)?\s?(?:more\ )?(?:minutes?|moments?|seconds?|secs?|mins?|brief|quick)
    | (?:i['’]ll|i\ will|let\ me|gonna|going\ to)\ (?:just\ )?(?:let|leave)\ (?:you|him|her|them|it|that|folks|everyone|others|people)\b | unmute | mute | (?:drop|log|hop|sign)\ off | drop\ (?:now|out)
    | wait\ (?:for|until|a|here|till) | see\ (?:you|everyone|y['’]all|ya)\b | talk\ to\ you | speak\ (?:to\ you|soon) | (?:be\ )?right\ back
    | show\ you | zoom\ in | scroll | put\ (?:it|the|this|that|a)?\s?(?:link)?\s?in\ (?:the\ )?chat | next\ (?:topic|item|slide|question|point)
    | end\ (?:the|this|our)\ (?:meeting|call) | wrap\ (?:it\ |this\ |things\ )?up | take\ (?:a\ )?(?:five|ten|short|quick)?[ -]?(?:minute\ )?break )""",
    re.VERBOSE,
)
# ... of which these never mean anything else, whatever words stand around them.
_CERTAINLY_INSIDE = expression(
    r"""\b(?: shar(?:e|ing)\ (?:my|the)\ (?:screen|slides?|window|tab|deck)s? | stop\ (?:sharing|recording) | move\ on\ (?:to\b|then\b|now\b|from\b) | hand\ (?:it|this|that|things)?\ ?(?:over|off|back)\ to
    | (?:wrap|wrapping)\ (?:up\ (?:the|this|our)\ (?:meeting|call)|(?:it|this|things)\ up) | (?:close|closing|end|ending)\ (?:the|this|our)\ (?:meeting|call) | unmute | mute\ (?:myself|you) | (?:drop|log|hop|sign)\ off
    | see\ (?:you|y['’]all)\ (?:all|next|later|then|soon|in|there|again|on) | right\ back | read\ (?:out|the\ questions?\ from) | leave\ you\ (?:guys|all|to) | nudge\ us )\b""",
    re.VERBOSE,
)
_SPEAKING = expression(
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
# Verbs of work that leaves something behind; what people say they will do by them is work.
_WORK = frozenset(
    word
    for kind, words in lexicon.VERBS
    if kind in {"communicates", "creates", "changes", "inspects", "arranges"}
    for word in words.split()
) | frozenset("attach catch comment compute issue launch maintain pester rebase separate shoot spec work".split())
# "I'll be at the summit", "I'm going to be honest": no work
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
    r"^\W{0,3}(?:(?i:hi|hey|ok|okay|thanks|thank you|so|and|yeah|yes)[, ]+)?@?(?P<who>[^\W\d_][\w.|^-]{0,24})(?:\s[A-Z][\w-]{1,20})?(?P<mark>[,:]|\s+(?=can you\b|could you\b|would you\b|will you\b|please\b|do you\b|if you\b|you\b))"
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
_OF_WHAT_WAS_SAID = expression(r"[\w'’-]+\s(?:it|that|this|them|those)\b", re.IGNORECASE)
_BROKEN_OFF = expression(r"(?:…|\.\.\.|\b(?:and|but|so|to|the|a|or|then)\s?[.,]?)$")
_SENTENCE = expression(r"(?<=[.?!…])\s+")


@dataclass(frozen=True, slots=True)
class TurnContext:
    """What the turns around a span say of it."""

    features: Mapping[str, float]
    owners: tuple[tuple[str, str], ...] = ()  # (words, "accepted" or "answerer")
    task: str = ""  # words for a task that only points back
    start: int | None = None  # offset in the block where the work begins, where the act shows it
    asks: bool = False  # "I" is who asks, not who does it
    is_anaphoric: bool = False  # it names no work of its own, or only by a pronoun ("I'll do that", "and share it")


@dataclass(frozen=True, slots=True)
class Spoken:
    """The clause that a span of a turn holds: the kind of its subject ("i", "you", "none" ...), its cue, its verb."""

    subject: str = ""
    cue: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True)
class _Turn:
    """A turn of the talk: its block, who speaks, and the nearest turns of others."""

    block: int
    speaker: str | None
    before: int | None = None  # place in the talk of the last turn of somebody else
    after: int | None = None  # place of the next one
    closing: bool = False  # the talk has come to what is to be done until the next meeting


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The turns of the notes in order, by block; empty for notes that are no dialogue."""

    turns: tuple[_Turn, ...] = ()
    place: Mapping[int, int] | None = None  # block to place in `turns`
    chair: str | None = None


def dialogue_of(notes: Notes) -> Dialogue:
    """The talk that the notes hold: their turns, each with its neighbours."""
    blocks = [index for index, block in enumerate(notes.blocks) if block.kind is Kind.TURN]
    if len(blocks) < 4:
        return Dialogue()
    speakers = [notes.blocks[index].speaker for index in blocks]
    before: list[int | None] = []
    last_other: int | None = None
    for at, speaker in enumerate(speakers):
        if at and speakers[at - 1] != speaker:
            last_other = at - 1
        before.append(last_other)
    after: list[int | None] = [None] * len(blocks)
    next_other: int | None = None
    for at in range(len(blocks) - 2, -1, -1):
        if speakers[at + 1] != speakers[at]:
            next_other = at + 1
        after[at] = next_other
    closes = [place for place, block in enumerate(blocks) if _CLOSING.search(notes.blocks[block].text.lower())]
    turns = tuple(
        _Turn(block, speaker, b, a, _within(closes, place))
        for place, (block, speaker, b, a) in enumerate(zip(blocks, speakers, before, after, strict=True))
    )
    counts = Counter(speaker for speaker in speakers if speaker)
    chair = counts.most_common(1)[0][0] if counts else None
    return Dialogue(turns, {turn.block: at for at, turn in enumerate(turns)}, chair)


def _within(closes: Sequence[int], place: int) -> bool:
    """Whether the last of the places at which the talk comes to its close stands at most WRAP_UP turns before."""
    last = bisect_right(closes, place)
    return last > 0 and place - closes[last - 1] <= WRAP_UP


def turn_context(
    notes: Notes, talk: Dialogue, roster: Roster, block: int, span: tuple[int, int], task: str, clause: Spoken
) -> TurnContext | None:
    """What the talk says of a span of a turn; None outside of the talk.

    `task` is the words that the span itself gives for the work.
    """
    at = talk.place.get(block) if talk.place else None
    if at is None:
        return None
    turn = talk.turns[at]
    text = notes.blocks[block].text
    words = text[span[0] : span[1]]
    said, left_out = fluent(words)
    act = _act(said, clause, roster)
    force = _force_here(act, said)
    answer, answerer = _later(notes, talk, at, text[span[1] :])
    earlier, asked = _earlier(notes, talk, at, text[: span[0]])
    goes_on = _goes_on(notes, talk, at, text[: span[0]], said)
    evidence = {
        "turn": 1.0,
        f"act: {act.kind if act else 'none'}": 1.0,
        f"turn: {force}": SURE,
        f"turn: {force}, then {answer}": 1.0,
        f"turn: {force}, after {earlier}": 1.0,
        f"turn: {force} to {_group(words, said, act, task, clause)}": SURE,
        **dict(_of_words(words, clause)),
        **dict(_of_place(turn, talk, force)),
    }
    if goes_on:
        evidence[f"turn: goes on with {goes_on}"] = SURE
    if words.rstrip().endswith("?"):
        evidence[f"turn: {force} as a question"] = 1.0
    if act and _OF_WHAT_WAS_SAID.match(said, act.start):
        evidence[f"turn: {force} of what was said, after {earlier}"] = 1.0
        if force in {"promise", "offer"} and earlier in {"a request", "a question", "an offer"}:
            evidence["turn: takes up what was asked"] = SURE
    if force in {"request", "offer"} and answer in {"commits", "agrees", "thanks"}:
        evidence["turn: taken up"] = SURE
    owners: list[tuple[str, str]] = []
    if turn.speaker and (force in {"promise", "offer"} or (act is None and goes_on == "promise")):
        owners.append(("I", "accepted"))
    elif force == "request":
        named = _named(act, words, said, text, span, roster, turn.speaker)
        if named:
            evidence["turn: asks somebody by name"] = SURE
            owners.append((named, "accepted"))
        elif _EVERYBODY.search(words):
            owners.append(("all", "accepted"))
        elif answerer and answer in {"commits", "agrees"}:
            owners.append((answerer, "accepted"))
    borrowed, echoes = "", False
    if _NO_WORDS.match(task) or (_WILL_DO.search(words) and len(task.split()) <= 4):
        echoes = True
        evidence["turn: names no work"] = 1.0
        evidence[f"turn: names no work, after {earlier}"] = 1.0
        if earlier == "a request" and _WILL_DO.search(words):
            borrowed = asked
    elif len(task.split()) <= 6 and _POINTS_BACK.search(task):
        echoes = True
        evidence["turn: points back"] = 1.0
    start = None
    if act and act.verb and force in {"promise", "request", "offer"}:
        start = span[0] + back(act.start, left_out)
    return TurnContext(evidence, tuple(owners), borrowed, start, force == "request", echoes)


def _act(said: str, clause: Spoken, roster: Roster) -> Act | None:
    """The act of an utterance; none where it would fall to what is no person ("The release will help")."""
    act = act_of(said)
    if act is None and clause.subject == "you" and clause.cue in {"can", "could", "would", "will"}:
        return Act("ask", "request", clause.verb, max(0, said.find(clause.verb)))  # cut behind "Tom, can | you send it"
    if act and act.kind == "assignment" and not _somebody(act.who, roster):
        return None
    return act


@remembered
def _force(words: str) -> str:
    """The force of a sentence: "promise", "request" ..., "other" for none."""
    act = act_of(fluent(words)[0])
    return act.force if act else "other"


def _force_here(act: Act | None, said: str) -> str:
    """The force of an act; "inside" where it stays inside the meeting: "let me share my screen", "please go ahead"."""
    if act is None:
        return "other"
    near = said[max(0, act.start - 25) : act.start + 40]
    return "inside" if _stays_inside(near) or _only_speaks(near) else act.force


@remembered
def _stays_inside(words: str) -> bool:
    """Whether words announce what is done within the meeting."""
    return _INSIDE.search(words.lower()) is not None


@remembered
def _only_speaks(words: str) -> bool:
    """Whether what words announce is said with them: "let me point out"."""
    return _SPEAKING.search(words.lower()) is not None


def _group(words: str, said: str, act: Act | None, task: str, clause: Spoken) -> str:
    """The class of the verb that a span promises or asks for."""
    if _stays_inside(words) or _only_speaks(words):
        return "speak"
    verb = _verb(act.verb, said[act.start :]) if act else _verb(clause.verb, task)
    classes = (("work", _WORK), ("mind", _MIND), ("vague", _VAGUE), ("being", _BEING))
    return next((name for name, verbs in classes if verb in verbs), "other")


def _of_words(words: str, clause: Spoken) -> Iterator[tuple[str, float]]:
    """What the words of a span say of it, whatever its act."""
    low = words.lower()
    if _stays_inside(words):
        yield "turn: inside the meeting", SURE
    if _CERTAINLY_INSIDE.search(low):
        yield "turn: certainly inside the meeting", CERTAIN
    if _only_speaks(words):
        yield "turn: an act of speaking", SURE
    if clause.verb in _MIND:
        yield "turn: a state of mind", SURE
    if clause.subject == "none" and _WILL.match(clause.cue):  # "will open an issue for it"
        yield "turn: promise without a subject", 1.0
    if _HEDGE.search(low):
        yield "turn: hedged", 1.0
    if _BROKEN_OFF.search(words.rstrip()):
        yield "turn: broken off", 1.0
    size = len(words.split())
    yield f"turn: {next((str(most) for most in (4, 8, 15, 30) if size <= most), 'many')} words", 1.0


def _of_place(turn: _Turn, talk: Dialogue, force: str) -> Iterator[tuple[str, float]]:
    """What the place of a turn in the talk says of an act with this force in it."""
    if turn.closing:
        yield "turn: in the wrap-up", 1.0
        yield f"turn: {force} in the wrap-up", SURE
    if turn.speaker and turn.speaker == talk.chair:
        yield f"turn: {force} of whom speaks most", 1.0


def _verb(verb: str, task: str) -> str:
    """The base form of the verb that a span promises or asks for."""
    words = re.findall(r"[\w'’-]+", _LEAD.sub("", task)[:120].lower())
    said = verb or (words[0] if words else "")
    if said in {"try", "trying", "help", "start", "going", "need", "want"} and len(words) > 2:
        said = next((word for word in words[1:4] if word in _WORK and word not in {"try", "help"}), said)
    if said.endswith("ing") and said not in _WORK:
        stem = said[:-3]
        said = next(
            (form for form in (stem, stem + "e", stem[:-1]) if form in _WORK or form in _MIND or form in _VAGUE), said
        )
    return said


def _goes_on(notes: Notes, talk: Dialogue, at: int, before: str, said: str) -> str:
    """The force of what the speaker said last, in this turn or one just before, where a span goes on with it; or "".

    "... and to add a test", "and then port it" go on; `before` is the turn's text before the span.
    """
    if not _JOINS.match(said):
        return ""
    turn = talk.turns[at]
    own = (
        notes.blocks[one.block].text for one in reversed(talk.turns[max(0, at - 2) : at]) if one.speaker == turn.speaker
    )
    for text in (before, *own):
        if parts := [part for part in _SENTENCE.split(text[-400:]) if re.search(r"\w", part)]:
            force = _force(parts[-1])
            return "" if force == "other" else force
    return ""


def _later(notes: Notes, talk: Dialogue, at: int, rest: str) -> tuple[str, str | None]:
    """How the next speaker takes a span up, and who that is: "commits", "agrees", "thanks", "refuses", "asks", "goes on"."""
    place = talk.turns[at].after
    if place is None or place - at > MAX_TURNS_APART:
        return "nothing", None
    turn = talk.turns[place]
    opening = _opening(notes.blocks[turn.block].text)
    near = "" if place == at + 1 and len(rest.split()) <= 12 else " later"
    if _COMMITS.search(opening):
        kind = "commits"
    elif _THANKS.match(opening):
        kind = "thanks"
    elif _AGREES.match(opening):
        kind = "agrees"
    elif _REFUSES.match(opening):
        kind = "refuses"
    elif opening.rstrip().endswith("?"):
        kind = "asks"
    else:
        kind = "goes on"
    sure = kind in {"commits", "agrees"} and (not near or place - at <= 3)
    return (kind if sure else kind + near), turn.speaker


@remembered
def _opening(text: str) -> str:
    """How a turn begins, without the name that it is said to ("zzz: will do")."""
    opening = text[:OPENING]
    if found := re.match(r"@?[^\W\d_][\w.|^-]{0,24}[:,]\s+", opening):
        opening = opening[found.end() :] if ":" in found.group() else opening
    return HESITATION.sub("", opening).strip()


def _earlier(notes: Notes, talk: Dialogue, at: int, said: str) -> tuple[str, str]:
    """What a span follows ("a request", "a question", ...), and the words of the work that it may point back to."""
    own = [part for part in _SENTENCE.split(said[-600:]) if re.search(r"\w", part)]
    turn = talk.turns[at]
    candidates: list[tuple[str, str]] = []
    if own and len(own[-1].split()) > 3:
        candidates.append(("its own", own[-1]))
    place = turn.before
    if place is not None and at - place <= MAX_TURNS_APART:
        sentences = [
            part for part in _SENTENCE.split(notes.blocks[talk.turns[place].block].text[-800:]) if part.strip()
        ]
        asked = next((part for part in reversed(sentences[-4:]) if _force(part) == "request"), None)
        if asked:
            return "a request", _work(asked)
        if sentences:
            last = sentences[-1]
            kind = (
                "a question"
                if last.rstrip().endswith("?")
                else "an offer"
                if _force(last) == "offer"
                else "a statement"
            )
            candidates.append((kind, last))
    if not candidates:
        return "nothing", ""
    kind, words = candidates[0]
    return (kind if kind != "its own" else "more of its own"), _work(words)


@remembered
def _work(sentence: str) -> str:
    """The words of the work in a request: "could you check the quota?" is "check the quota"."""
    words = _LEAD.sub("", fluent(sentence.strip())[0])
    if found := _BEFORE_WORK.match(words):
        words = words[found.end() :]
    words = re.sub(r"^@?[\w.|^-]{1,24}:\s+", "", words)
    if len(words) > MAX_REQUEST_LENGTH:
        words = words[:MAX_REQUEST_LENGTH].rsplit(" ", 1)[0]
    return words.strip(" .,;!?…")


def _named(
    act: Act | None, words: str, said: str, text: str, span: tuple[int, int], roster: Roster, speaker: str | None
) -> str:
    """Whom a request is put to by name, "" for nobody: "Kim, could you", "Kim and Lee, you will have to", "do it, Kim, on"."""
    if act and act.who.casefold() not in _YOU:
        return act.who
    if who := _addressee(words, text, roster, speaker) or _addressee(said, "", roster, speaker):
        return who
    for found in (_CALLED_BEFORE.search(text[max(0, span[0] - 60) : span[0]]), _CALLED_INSIDE.search(said)):
        if found and _somebody(found["who"], roster):
            return found["who"]
    return ""


def _somebody(who: str, roster: Roster) -> bool:
    """Whether an act falls to a person: known to the notes, or with the shape of a name."""
    return who.casefold() in _YOU or all(
        roster.known(one) or (roster.name_shaped(one) and not one.isupper()) for one in re.split(r"\s+and\s+", who)
    )


def _addressee(words: str, text: str, roster: Roster, speaker: str | None) -> str:
    """Whom a span is said to by name: at its beginning or end, or at the beginning of the turn; "" for nobody."""
    for found, sure in ((_VOCATIVE.match(words), True), (_AT_END.search(words), False), (_VOCATIVE.match(text), False)):
        if found is None:
            continue
        who = found["who"].rstrip(".")
        known = roster.known(who)
        if not known and sure and _ASKED.match(words, found.end()) and roster.name_shaped(who):
            return who  # "Ron, if you can figure out": the speakers' labels may be roles or handles
        if len(known) == 1 and (speaker is None or known != roster.known(speaker)):
            if who.islower() and known[0].name.lower().split()[0] != who.lower() and who not in known[0].aliases:
                continue
            return who
    return ""


_OF_GRAMMAR = (
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


def as_talk_features(evidence: Mapping[str, float]) -> dict[str, float]:
    """Evidence of a place of talk, that of its sentence under other names: a cue is worth there what it is not in notes."""
    return {
        SPOKEN: 1.0,
        **{f"spoken {name}" if name.startswith(_OF_GRAMMAR) else name: value for name, value in evidence.items()},
    }


def as_written_features(evidence: Mapping[str, float]) -> dict[str, float]:
    """The same evidence under the names that it has in written notes."""
    return {name.removeprefix("spoken "): value for name, value in evidence.items() if name != SPOKEN}
