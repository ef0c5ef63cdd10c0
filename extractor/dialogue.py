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

from extractor.expressions import expression
from extractor.model import Kind, Notes
from extractor.owners import Roster
from extractor.remembered import remembered

SURE = 2.0  # value of evidence that hardly ever misleads, so that few examples teach its weight
CERTAIN = 4.0  # ... and of evidence that never does
NEAR = 6  # turns; an answer that comes later answers something else
OPENING = 90  # characters of a turn that tell how it takes up the one before
LONGEST = 220  # characters of a request that a task may borrow

_HESITATION = expression(
    r"\b(?:u+m+|u+h+|e+r+m*|a+h+|h+m+|m+h*m+|mm-hmm|uh-huh|mm|eh)\b(?!['’-])[ ]?[,.…]{0,3}[ ]*", re.IGNORECASE
)
# "I think, you know, we could": only between commas, "do you know" is no filler
_ASIDE = expression(
    r"(?<=[,…]\s)(?:you know|i mean|sort of|kind of|like|basically|actually|right)[ ]?[,…]\s*", re.IGNORECASE
)
_LEAD = expression(
    r"""^(?: (?: ok(?:ay)? | yeah | yes | yep | yup | so | well | right | alright | all\ right | sure | great | cool | oh | no\ worries
    | awesome | perfect | but | and | then | anyway | you\ know | i\ mean | i\ think | i\ guess | makes\ sense )
    (?: [ ]?[,.!…–-]+\s* | \s+ ) (?=\S) ){1,6}""",
    re.VERBOSE | re.IGNORECASE,
)
_STUTTER = expression(
    r"\b(?P<one>[\w'’]{1,30}(?:[ ][\w'’]{1,30}){0,2})(?:[ ]?[,…–-]*[ ]+(?P=one)\b){1,8}", re.IGNORECASE
)
_SAID_TO = expression(r"^@?[^\W\d_][\w.|^-]{0,24}:\s+(?=\S)")  # "zzz: will do"
# Chats leave the apostrophe out: "ill get this added", "im on it".
_TYPED = expression(
    r"(?:(?<=^)|(?<=[,.;!?] )|(?<=and )|(?<=but )|(?<=so )|(?<=then )|(?<=: ))(?P<who>i)(?P<rest>ll|m|d|ve)(?= [a-z])",
    re.IGNORECASE,
)
_CUT_OFF = expression(r"\b[\w'’]{1,12}(?:…|\.\.\.|[–-](?=[ ]))[ ]*(?=I['’ ])")  # "I'll… I'll try"

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
# Those without re.IGNORECASE below are searched in lower case, which takes half the time.
_REQUEST = expression(
    r"""\b(?: (?:can|could|would|will|do|may)\s+(?:you|u|y['’]?all|someone|somebody|anyone|anybody|everyone|everybody|folks|people)\b
    | please | pls | would\ you\ mind | are\ you\ (?:able|willing|ok|okay|up) | (?:do|would)\ you\ (?:want|like) | you\ (?:can|could|should|might\ want|may\ want|need\ to|have\ to|guys)
    | if\ you\ (?:can|could|want|would) | i\ (?:need|want|would\ like|['’]d\ like|ask)\ (?:you|everyone|people|folks) | let\ (?:me|us)\ know
    | (?:can|could|should|would|will|might)\s+(?:be\ (?:good|great|nice|helpful|worth))
    | it['’]?d\ be | make\ sure | feel\ free | remember\ to | don['’]?t\ forget )""",
    re.VERBOSE,
)
_EVERYBODY = expression(
    r"\b(?:everyone|everybody|all of you|you all|y['’]all|you guys|folks|people|anyone|anybody)\b", re.IGNORECASE
)
_OFFER = expression(
    r"""\b(?: i\ (?:can|could|might) | (?:should|shall|can|could|may)\ i\b | (?:do\ you\ )?want\ me\ to | would\ it\ help | i['’]d\ be\ (?:happy|glad)
    | (?:i['’]m\ |more\ than\ )?happy\ to | i\ (?:volunteer|offer) | if\ you\ (?:want|like|prefer) | i\ don['’]?t\ mind )\b""",
    re.VERBOSE,
)
# What people announce for the next minute of the meeting, and ways of speaking that only sound like plans.
_INSIDE = expression(
    r"""\b(?: shar(?:e|ing)\ (?:my|the|this|a|it)?\s?(?:screen|slide|window|tab|deck|presentation)s? | (?:stop|start)\ (?:sharing|recording|the\ recording)
    | (?:move|moving|carry)\ (?:on\b|to\ the|along|forward\ to|ahead) | hand\ (?:it\ |this\ |that\ |things\ )?(?:over|off|back) | pass\ (?:it|this|that)\s?(?:over|on|back|to)
    | go\ (?:ahead|next|first|through|over|back|around|quickly) | jump\ (?:in|to|over|into) | get\ (?:started|going|into\ it|back\ to\ the)
    | start\ (?:us\ )?(?:off|with|by|from) | kick\ (?:us\ |it\ )?off | nudge\ us | read\ (?:out|aloud|it\ out|the\ questions?) | clos(?:e|ing)\ (?:the|this|our)\ (?:meeting|call)
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
# Verbs of work that leaves something behind, in an office or a project; what people say they will do by them is work.
_WORK = frozenset(
    """
    add announce apply approach archive arrange ask assemble assign attach backport book bring build bump call catch change chase
    check circulate clarify clean close collect comment commit communicate compile complete compose compute confirm connect
    contact convert coordinate copy correct create cut debug define delete deliver deploy design distribute document double-check
    draft drop edit email enable escalate evaluate examine expand experiment extend figure file fill finalise finalize find finish
    fix follow format forward generate get give handle help host implement inform inquire integrate introduce investigate invite
    issue join launch link list look mail maintain make measure meet merge message migrate move nominate notify open order organise
    organize outline pay pester ping plan port post prepare print produce propose provide publish pull purchase push put reach
    read rebase register release relay remind remove rename reorganise replace reply report request research resend resolve
    respond review revise revisit rewrite run schedule search secure send separate set setup share ship shoot sign sort spec split
    start study submit summarise summarize supply switch sync tag take talk tell test track transfer translate try tweak
    update upload verify visit volunteer work write
    """.split()
)
_VAGUE = frozenset(
    "be have do go come get let give keep stay stop need want see look hear like start continue use happen".split()
)
_WILL = expression(r"(?:will|'ll|going to|gonna|plan(?:ning)? to|shall|can|am going to|need to|want to|trying to)\b")
_HEDGE = expression(
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
_POINTS_BACK = expression(r"\b(?:it|that|this|them|these|those)\b", re.IGNORECASE)
_VOCATIVE = expression(
    r"^\W{0,3}(?:(?:hi|hey|ok|okay|thanks|thank you|so|and|yeah|yes)[, ]+)?@?(?P<who>[^\W\d_][\w.|^-]{0,24})(?:\s[A-Z][\w-]{1,20})?(?P<mark>[,:]|\s+(?=can you\b|could you\b|would you\b|will you\b|please\b|do you\b|if you\b|you\b))"
)
_ASKED = expression(r"\s*(?:if you|can you|could you|would you|will you|you|please|do you)\b", re.IGNORECASE)
_AT_END = expression(r"[, ]@?(?P<who>[^\W\d_][\w.|^-]{1,24})\s*[?.!]*$")
_SENTENCE = expression(r"(?<=[.?!…])\s+")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the turns around a span say of it."""

    evidence: Mapping[str, float]
    owners: tuple[tuple[str, str], ...] = ()  # (words, "accepted" or "answerer")
    task: str = ""  # words for a task that only points back
    echoes: bool = False  # it names no work of its own, or only by a pronoun ("I'll do that", "and share it")


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


@dataclass(frozen=True, slots=True)
class Talk:
    """The turns of the notes in order, by block; empty for notes that are no dialogue."""

    turns: tuple[_Turn, ...] = ()
    place: Mapping[int, int] | None = None  # block to place in `turns`
    chair: str | None = None


def talk_of(notes: Notes) -> Talk:
    """The talk that the notes hold: their turns, each with its neighbours."""
    blocks = [index for index, block in enumerate(notes.blocks) if block.kind is Kind.TURN]
    if len(blocks) < 4:
        return Talk()
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
    turns = tuple(
        _Turn(block, speaker, b, a) for block, speaker, b, a in zip(blocks, speakers, before, after, strict=True)
    )
    counts = Counter(speaker for speaker in speakers if speaker)
    chair = counts.most_common(1)[0][0] if counts else None
    return Talk(turns, {turn.block: at for at, turn in enumerate(turns)}, chair)


def hear(
    notes: Notes, talk: Talk, roster: Roster, block: int, span: tuple[int, int], task: str, clause: Spoken
) -> Heard | None:
    """What the talk says of a span of a turn; None outside of the talk.

    `task` is the words that the span itself gives for the work.
    """
    at = talk.place.get(block) if talk.place else None
    if at is None:
        return None
    turn = talk.turns[at]
    text = notes.blocks[block].text
    words = text[span[0] : span[1]]
    later = _later(notes, talk, at, text[span[1] :])
    earlier, asked = _earlier(notes, talk, at, text[: span[0]])
    answer, answerer = later
    low = words.lower()
    request = _REQUEST.search(low) is not None or clause.subject == "you"
    offer = _OFFER.search(low) is not None
    dropped = clause.subject == "none" and _WILL.match(clause.cue) is not None  # "will open an issue for it"
    commits = clause.subject == "i" or dropped
    evidence: dict[str, float] = {"turn": 1.0}
    act = "request" if request else "offer" if offer else "promise" if commits else "other"
    evidence[f"turn: {act}"] = 1.0
    evidence[f"turn: {act}, then {answer}"] = 1.0
    evidence[f"turn: {act}, after {earlier}"] = 1.0
    inside, speaking = _INSIDE.search(low) is not None, _SPEAKING.search(low) is not None
    if inside:
        evidence["turn: inside the meeting"] = SURE
    if _CERTAINLY_INSIDE.search(low):
        evidence["turn: certainly inside the meeting"] = CERTAIN
    if speaking:
        evidence["turn: an act of speaking"] = SURE
    verb = _verb(clause.verb, task)
    group = "work" if verb in _WORK else "mind" if verb in _MIND else "vague" if verb in _VAGUE else "other"
    evidence[f"turn: {act} to {'speak' if inside or speaking else group}"] = 1.0
    if clause.verb in _MIND:
        evidence["turn: a state of mind"] = SURE
    if dropped:
        evidence["turn: promise without a subject"] = 1.0
    if _HEDGE.search(low):
        evidence["turn: hedged"] = 1.0
    if turn.speaker and turn.speaker == talk.chair:
        evidence[f"turn: {act} of whom speaks most"] = 1.0
    if words.rstrip().endswith("?"):
        evidence[f"turn: {act} as a question"] = 1.0
    if re.search(r"(?:…|\.\.\.|\b(?:and|but|so|to|the|a|or|then)\s?[.,]?)$", words.rstrip()):
        evidence["turn: broken off"] = 1.0
    size = len(words.split())
    evidence[
        f"turn: {'4' if size < 5 else '8' if size < 9 else '15' if size < 16 else '30' if size < 31 else 'many'} words"
    ] = 1.0
    owners: list[tuple[str, str]] = []
    named = _addressee(words, text, roster, turn.speaker)
    if dropped and turn.speaker:
        owners.append(("I", "accepted"))
    if named and act == "request":
        evidence["turn: asks somebody by name"] = 1.0
        owners.append((named, "accepted"))
    elif act == "request" and not commits and answerer and not _EVERYBODY.search(words):
        if answer in {"commits", "agrees"}:
            owners.append((answerer, "accepted"))
        elif re.search(r"\byou\b", words, re.IGNORECASE) and _facing(talk, at) == answerer:
            owners.append((answerer, "answerer"))
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
    return Heard(evidence, tuple(owners), borrowed, echoes)


def fluent(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text` without hesitations, fillers and repeated words, and pairs (offset in it, offset in `text`) to find back."""
    drops: list[tuple[int, int]] = []
    for pattern in (_SAID_TO, _HESITATION, _ASIDE, _CUT_OFF):
        drops.extend(found.span() for found in pattern.finditer(text))
    drops.extend((found.start(), found.end() - len(found["one"])) for found in _STUTTER.finditer(text))
    typed = {found.end("who") for found in _TYPED.finditer(text)}
    drops.extend((at, at) for at in typed)
    if not drops:
        return text, ()
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    at = length = 0
    for start, end in sorted(drops):
        if start > at:
            marks.append((length, at))
            pieces.append(text[at:start])
            length += start - at
        if start == end and start in typed and start >= at:
            pieces.append("'")
            length += 1
        at = max(at, end)
    if at < len(text):
        marks.append((length, at))
        pieces.append(text[at:])
    whole = "".join(pieces)
    return (whole, tuple(marks)) if re.search(r"\w", whole) else (text, ())


def back(offset: int, marks: Sequence[tuple[int, int]]) -> int:
    """The offset in the text as it was, of an offset in what `fluent` made of it."""
    if not marks:
        return offset
    new, old = marks[max(0, bisect_right(marks, (offset, 1 << 60)) - 1)]
    return old + offset - new


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


def _later(notes: Notes, talk: Talk, at: int, rest: str) -> tuple[str, str | None]:
    """How the next speaker takes a span up, and who that is: "commits", "agrees", "thanks", "refuses", "asks", "goes on"."""
    place = talk.turns[at].after
    if place is None or place - at > NEAR:
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
    return _HESITATION.sub("", opening).strip()


def _earlier(notes: Notes, talk: Talk, at: int, said: str) -> tuple[str, str]:
    """What a span follows ("a request", "a question", ...), and the words of the work that it may point back to."""
    own = [part for part in _SENTENCE.split(said[-600:]) if re.search(r"\w", part)]
    turn = talk.turns[at]
    candidates: list[tuple[str, str]] = []
    if own and len(own[-1].split()) > 3:
        candidates.append(("its own", own[-1]))
    place = turn.before
    if place is not None and at - place <= NEAR:
        sentences = [
            part for part in _SENTENCE.split(notes.blocks[talk.turns[place].block].text[-800:]) if part.strip()
        ]
        asked = next((part for part in reversed(sentences[-4:]) if _REQUEST.search(part.lower())), None)
        if asked:
            return "a request", _work(asked)
        if sentences:
            last = sentences[-1]
            kind = (
                "a question"
                if last.rstrip().endswith("?")
                else "an offer"
                if _OFFER.search(last.lower())
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
    if len(words) > LONGEST:
        words = words[:LONGEST].rsplit(" ", 1)[0]
    return words.strip(" .,;!?…")


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


def _facing(talk: Talk, at: int) -> str | None:
    """With whom the speaker talks here: the one who spoke last and speaks next; where nobody spoke, who speaks next."""
    turn = talk.turns[at]
    after = talk.turns[turn.after].speaker if turn.after is not None and turn.after - at <= NEAR else None
    before = talk.turns[turn.before].speaker if turn.before is not None else after
    return after if after == before else None


def spoken(evidence: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """The same evidence said of speech: what holds for a cue in notes does not in talk ("will", "let's")."""
    for name, value in evidence.items():
        if name.startswith(("cue: ", "subject: ", "under: ", "mark: ", "tag: ", "owner: nobody")):
            yield f"spoken {name}", value
