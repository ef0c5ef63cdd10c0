"""Speech acts: what an utterance promises, asks for or assigns, by its words alone, and the verb of that work.

The parser is often wrong about speech ("no answers yet but will open an issue", "I'll PM him"), but the words of a
promise or a request are reliable. The kinds follow Searle: commissives bind the speaker ("promise", "plan", "duty",
"offer"), directives the listener or whoever is named ("ask", "demand", "assignment"), "joint" binds both. "joint duty",
"joint offer", "wish" and "rule" ("you can press it") bind nobody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.language.disfluency import fluent
from extractor.language.lexicon import verb_classes
from extractor.language.patterns.compiling import compiled
from extractor.language.patterns.work_verbs import DO, DOES, DOING
from extractor.language.syntax.clauses import Clause


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of speech act, with sentences that its pattern must find and ignore."""

    name: str
    force: str  # "promise", "request", "offer", "rule" or "weak": rare kinds share the weights of frequent ones
    pattern: str  # its groups `who` and `marked`, if it has them, hold the person who is to act
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act in an utterance."""

    kind: str
    force: str
    verb: str  # the verb of the work, in lower case; "" for none
    start: int  # offset of the verb in the utterance; without a verb, of the words behind the act
    who: str = ""  # the person who is to act, if the act names one


# Where a clause may begin without a subject: "..., but will open an issue".
_OPENS = r"(?:^|[,.;:!?…]\ ?|\b(?:and|but|so|sure|ok|okay|yes|yeah|yep|also|then|likewise)\ )"
_NAME = r"""(?=(?-i:[A-Z])) (?!(?:how|why|where|nobody|people|we|you|he|she|it|they|i|that|this|there|who|what|which
    |these|those|the|and|so|but|if|then|now|once|when|maybe|as|because)\b) \w[\w-]{1,30}"""
_GOING = r"(?:going\ to|gonna)"

# Verbs that say in the present what is done next, "I take it there Monday"; not those whose past is the same ("put").
_DOES = r"""(?: ask | book | bring | build | buy | call | change | chase | check | clean | collect | copy | deliver
    | do\ (?=(?:it|that|this|them|those|these|the|an?|my|your|his|her|their|our|both|all|one)\b
        |[a-z]{3,}\ [^.?!]{0,40}\b(?:next|week|tomorrow|tonight|today|weekend|morning|afternoon|\w{3,6}day)\b)
    | draft
    | draw | drive | drop | email | export | fetch | file | finish | fix | forward | give
    | go\ (?:and|back|to|down|up|over|out|there|through) | grab | hand | leave | mail | make | message | measure | move
    | order | paint | pay | phone | pick | post | prepare | print | pull | push | raise | redo | repair
    | (?:reply|report|write)\ to | reply | report
    | reserve | return | review | rewrite | ring | scan | send | share | ship | sign | sort | speak\ to | start | submit
    | swap | take | talk\ to | tell\b(?!\ a\b) | update | upload | wash | write )"""
_JUDGES = r"\w+\ (?:the\ best|so|such|too|well|good|a\ good)\b"  # "Karim speaks the best Italian"
# Where helpers are put: "Bob and Ines on the door".
_POST = r"""(?:doors?|bar|gates?|tills?|bbq|barbecue|desk|stalls?|raffle|teas?|cakes?|coffees?|music|tickets?|reception
    |bins|sound|lights|cameras?|kitchen|cloakroom|keys|parking|car\ park|drinks|front\ desk|counter|washing\ up)"""
# How the words begin on which work is done.
_WHAT = r"""(?=\ (?: (?:it|that|this|them|those|these|the|an?|my|mine|your|yours|his|her|hers|their|theirs|our|ours|all
      |both|some|one|two|with|up|out|round|over|off|back|in|on|to|extra|more|new)\b
    | (?-i:[A-Z@£$€\d]) | [a-z]{3,}\ ) )"""
_COMING = r"""\b(?:then|till?|today|tonight|tomorrow|tmrw|tmr|tmw|2moro|(?<!back\ )later|after|before|next
    |(?<!back\ )soon|asap|first\ thing|this\ (?:morning|afternoon|evening|weekend|week)|on\ (?:the|my)\ way
    |mon(?:day)?|tues?(?:day)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b"""
_STARTS = (
    r"(?:(?:ok|okay|k|yes|yeah|yep|sure|also|and|so|great|perfect|fine|cool|deal|right|np|thx|thanks)[,.!]?\ ){0,2}"
)
_ARRANGED = rf"""(?={DOING}\b {_WHAT})
    (?!getting\ (?!the|an?|my|our|your|those|these|them|it|that|some|more|extra|both|\d|[a-z]+s\b
      |(?-i:[A-Z])))
    (?!\w+\ (?:(?:in|out|up|on|off),|(?:love|hugs?|kisses|regards|prayers|thoughts|ages|forever
      |quite|really|very|so|there|ready|better|worse|close|closer|tired|late|dark|used
      |into|you\ now)\b))
    (?!\w+\ (?:the\ |my\ |our\ )?(?:kids?|children|baby|boys|girls|dog|little\ ones?)\ (?:to\ bed|out|down|ready)\b)
    (?=(?:[\w'’@£$€&+/-]+[, ]*){{2,14}}(?:[.!]|$))
    (?![^.?!]{{0,60}}\b(?:is|are|was|were|would|will|takes?|costs?|makes?|helps?|means?|at\ the\ moment|anyway
      |right\ now|these\ days|all\ (?:day|week|night|morning)|every|again\ and\ again)\b)"""
_UNSAID = rf"(?:^\W*|[.!]\ |[,;]\ so\ ){_STARTS}"  # where a promise may begin that leaves out "I'm"
_HABIT = r"""(?! [^.?!]{0,80} \b (?: every | each\ (?:time|day|week|month|year) | always | usually | normally | mostly
    | sometimes
    | anyway | these\ days | as\ usual | (?:mon|tues|wednes|thurs|fri|satur|sun)days ) \b )"""
_ON_DAY = r"""(?:^|[,.;:!?…]\ ?|\b(?:and|but|so|ok|okay|yes|yeah|then)\ ) (?:on\ |this\ |next\ )?
    (?:today|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|afternoon|week)
    (?:\ (?:morning|afternoon|evening|night))? ,?\ """

# The first kind that matches decides: the most reliable come first.
KINDS: tuple[ActKind, ...] = (
    ActKind(
        "promise",
        "promise",
        rf"""\b i (?: ['’]?ll | \ will | \ shall | (?:['’]?m|\ am)\ (?:\w+ly\ )?{_GOING} | \ (?:volunteer|promise)\ to )
            \b (?! \ not\b | ['’] )
          | {_OPENS} (?:will|{_GOING}) \b (?!\ (?:you|be|it|that|we|i|they|not|this|there|the|have)\b)""",
        (
            "I'll PM him",
            "I'm actually going to send it.",
            "No answer yet, but will open an issue",
            "Will add the logs.",
        ),
        ("I will not do it.", "There will be rain.", "Will you come?", "The page will load.", "I'd say so."),
    ),
    ActKind(
        "plan",
        "promise",
        r"""\b i (?:['’]?m|\ am|\ do)? \ (?:\w+ly\ )?(?:plan|planning|intend|intending|aim|aiming|hope|hoping|looking)
            \ (?:to|on) \b
          | \b my \ (?:[\w-]{1,30}\ ){0,2} (?:plan|goal|roadmap|to-?do|aim|priority|priorities|next\ step|task)s? \b
            [^.?!]{0,30}? \b (?:is|are|includes?|will\ be) (?:\ to)? \b""",
        ("I do plan to add a menu", "My plans are to finish it", "My roadmap for this week includes deleting it"),
        ("My problem is that it fails.", "The plan is to wait.", "I like to plan.", "He plans to go."),
    ),
    ActKind(
        "assignment",
        "request",
        rf"""\b action (?:\ (?:item|point))? s? \ (?:here\ )?(?:is\ |are\ )? (?:on|for|with)
            \ (?P<marked>[\w.-]{{1,30}}) \ (?:is\ )?to \b
          | \b (?P<who> {_NAME} (?:\ and\ {_NAME})? ) (?:
              ,?\ you (?:['’]?ll|\ will|\ can|\ should|\ have\ to|\ need\ to)
              | (?:\ now)? (?:\ will|['’]ll|\ (?:is|are)\ {_GOING}|['’]s\ {_GOING}|\ gets?\ (?:the|to))
              | (?:\ now|\ can|\ n\ can)? \ (?=(?:help|go\ away|follow)\b) ) \b
          | \b (?:you|the\ two\ of\ you) \ get \ (?:the|to) \b""",
        (
            "The action is on Kim to follow up.",
            "Kim's gonna write the tests",
            "Kim and Lee will draft it",
            "Steph gets the design",
            "Kim, you can send it",
            "Now you get the testing",
        ),
        (
            "It will rain.",
            "We'll see.",
            "That gets the page.",
            "The action failed.",
            "You can press it.",
            "When you can, send it.",
            "Kim got the design",
        ),
    ),
    ActKind(
        "demand",
        "request",
        r"""\b (?: you (?:\ guys|\ all|\ two|\ both)? | y['’]all | the\ two\ of\ you | both\ of\ you )
            (?:['’]?ll|\ will|\ are\ going\ to) \ (?:all\ )?(?:have|need|get) \ to \b
          | \b take \ an? \ action (?:\ item|\ point)? \ (?:to|of|on) \b""",
        ("You'll have to model it.", "The two of you will need to work on it", "Shall we take an action to list them?"),
        ("You have to press it.", "They will have to wait.", "You will see.", "I need to go."),
    ),
    ActKind(
        "ask",
        "request",
        rf"""\b i (?:['’]?d|\ would)? \ (?:like|want|need|ask|appreciate\ (?:it\ )?if)
            \ (?: you | everyone | everybody | people | folks | someone | somebody | all\ of\ you | (?P<who>{_NAME}) )
            (?:\ guys|\ all|\ two|\ both|\ here)? \ (?:to|would|could|will) \b
          | \b (?<!why\ )(?<!how\ )(?<!what\ ) (?:can|could)
            \ (?:you|u|y['’]all|someone|somebody|anyone|anybody|everyone|everybody|folks|people) \b
            (?:\ (?:guys|all|two|both|please|maybe))*
          | \b (?:would|will)\ you\ (?:please|mind|be\ (?:able|willing)\ to) \b | {_OPENS}(?:would|will)\ you \b
          | \b (?:do|would)\ you\ (?:want|wanna|like) (?:\ to)? \b
          | \b (?:are\ you|(?<!if\ )you)\ (?:able|willing|up|ok|okay|happy)\ (?:to|for|with) \b
          | (?: (?: (?<!\w\ )\b(?:please|pls|plz) | (?<=\w\ )(?:please|pls|plz)(?!,) | \byes\ please(?=,) )
                (?!\W*$|[.!?]\ )
              | \b don['’]?t\ forget\ to | \b remember\ to | \b make\ sure\ (?:to|you|that\ you) ) \b
          | \b if\ you\ (?:guys\ )?(?:can|could) \b
          | ^\W*{_STARTS}(?:someone|somebody|anyone)\ (?={DO}\b)
          | ^(?=(?-i:[a-z@]))(?:\S+\ ){{3,16}}(?:please|pls|plz)(?=\W*$)
          | ^\W*{_STARTS}(?={DO}\b [^.?!,]{{0,80}} \b(?:please|pls|plz)\b)""",
        (
            "I'd like you to work on it.",
            "I need Kim to sign it",
            "Can someone check the quota?",
            "Would you mind sending it?",
            "Also, please, create a page",
            "Don't forget to save the chat.",
            "Ron, if you can figure it out",
            "Obi you ok to drive three of them?",
            "Ring them tomorrow pls",
        ),
        (
            "How can you trust it?",
            "Why could you not?",
            "I like it.",
            "I need it to run.",
            "Which one will you take?",
            "You can press it.",
            "He asked me to go.",
            "They were pleased.",
            "Are you okay?",
            "Yes please.",
            "If you are up for it, come.",
        ),
    ),
    ActKind(
        "need",
        "request",
        rf"""\b i (?:['’]?ll|['’]d|\ will|\ would|\ do|\ still|\ also|\ really|\ just|\ only)* \ (?:need|want)
            (?=\ (?:an?|the|your|all|some|it|them|that|those|these|everyone['’]s|everybody['’]s)\b
               (?!\ to\b) (?!\ (?:drink|coffee|break|rest|word)\b)
               [^.?!]{{0,80}} \b (?:by|before|on|in|from|off|when|until|till|today|tomorrow|tonight) \b
             | \ (?:[a-z]+\ ){{1,3}}(?:from|off)
                 \ (?:you\b|everyone\b|everybody\b|all\ of\ you\b|(?P<who>{_NAME} (?:\ (?:and|&|\+)\ {_NAME})?)) )""",
        (
            "I need that on paper.",
            "I'd need it a week before she comes.",
            "I do need the sheet off you.",
            "I want them in by Friday.",
            "I still need passport details from Theo and Gemma",
        ),
        (
            "I need help from time to time.",
            "I need to go by six.",
            "I need a drink.",
            "I want it.",
            "I needed it by Friday.",
            "You need it by Friday.",
        ),
    ),
    ActKind(
        "delivery",
        "promise",
        r"""\b you (?:['’]ll|\ will)
            (?=\ (?:all\ )?(?:have|get|be\ getting|hear)\ (?!to\b|used\b|the\ (?:idea|point)\b)
               (?: (?:it|them|those|both|one|everything)\b
                 | [^.?!]{0,60} \b (?:by|before|on|today|tomorrow|tonight|this|next|\w{2,6}day)\b ))""",
        ("You'll have it by Friday.", "You will get the list tomorrow.", "You'll hear from me on Monday."),
        ("You'll have to wait.", "You have it.", "You'll see.", "You'll get used to it.", "You'll get my feelings."),
    ),
    ActKind(
        "duty",
        "promise",
        r"""\b i (?:['’]?ll|['’]?ve|\ will|\ still|\ also)? \ (?:\w+ly\ )?(?:need|have|got|ought) \ to \b
          | \b i\ (?:should|must|owe) \b | \b i['’]d\ better \b""",
        ("I'd better do the school.", "I still need to ask Kim", "I really have to fix that", "I owe you an answer."),
        ("You need to ask.", "I have two.", "I needed it.", "We must go.", "I had better ones."),
    ),
    ActKind(
        "offer",
        "offer",
        rf"""\b (?: i\ (?:can|could|may) | (?:should|shall|can|could|may)\ i | want\ me\ to
            | i (?:['’]d\ be|['’]?m(?:\ more\ than)?) \ (?:happy|glad|willing)\ to ) \b
          | {_OPENS} (?: (?:more\ than\ )?happy\ to
            | can\ (?!(?:you|we|i|it|that|they|someone|anyone|the|this|everyone)\b)
            | (?:i['’]?m\ )?on\ it )""",
        (
            "I can reach out to them",
            "Yes, can do that tomorrow",
            "Happy to help.",
            "Should I write it up?",
            "I'm on it",
        ),
        (
            "They are happy to wait.",
            "Kim can do it.",
            "You can have it.",
            "We iterate more on it.",
            "Can it wait?",
            "I cannot.",
        ),
    ),
    ActKind(
        "present",
        "promise",
        rf"""(?: {_OPENS} | {_ON_DAY} ) i \ (?={_DOES}\b (?!\ you\b(?!\ (?:the|a|an|my|it|them|all)\b))
            (?!\ (?:it\ (?:is|was)|that\ (?:is|was|we|you|it)|sense|to)\b) {_HABIT} )""",
        ("I do it.", "So I write the contracts.", "Tomorrow I call Mrs Kwan.", "OK, I take it there on Monday."),
        (
            "I think so.",
            "I do mine Fridays.",
            "If I take it, it breaks.",
            "I tell you what.",
            "I put it there.",
            "I get my feelings.",
            "I do.",
            "I do think so.",
            "I send it every week.",
        ),
    ),
    ActKind(
        "doing",
        "promise",
        rf"""(?:{_OPENS}|^\W*{_STARTS}) (?:i\ am|i['’]?m)\ (?=[a-z]+ing\b[^.?!]{{0,80}}{_COMING}) {_ARRANGED}
            | {_UNSAID}(?:will\ be\ )? {_ARRANGED}
            | ,\ (?=[a-z]+ing\b[^.?!]{{0,80}}{_COMING}) {_ARRANGED}
            | ^\W*me:\ (?={DO}\b)
            | ^\W*{_STARTS} (?:me\ and\ (?P<who>{_NAME})|(?P<marked>{_NAME})\ and\ (?:me|i)\b)
                \ (?={DOES}\b {_WHAT}) {_HABIT}""",
        (
            "Getting those with the bar stuff",
            "asking Mrs Whitlock tomorrow at drop off",
            "Perfect, confirming with them this afternoon",
            "I'm sending it after lunch.",
            "me and Ines do the tent",
            "- me: invoice stage two",
        ),
        (
            "Getting there.",
            "Asking her would help.",
            "I'm testing it.",
            "They are getting those.",
            "He was sending it tomorrow.",
            "I'm getting tired.",
            "Me and Ines did the tent.",
            "Me: the same.",
        ),
    ),
    ActKind(
        "hands out",
        "request",
        rf"""(?: (?:^\W*{_STARTS}|^[^:;.,–—]{{2,30}}?(?::|\ [–—-])\ |,\ )(?P<who> {_NAME} (?:\ (?:and|&|\+)\ {_NAME})? )
            | (?:^\W*{_STARTS}|[:;.–—-]\ )(?P<marked>everyone|everybody)(?!\ gets?\b) )
            (?: (?:\ is|['’]s|\ are)? \ (?={DOING}\b {_WHAT}) | \ (?={DOES}\b {_WHAT}) (?!do\ you\b|{_JUDGES})
              | (?::|\ to) \ (?={DO}\b) | \ you \ (?:also\ |please\ |just\ )?(?={DO}\b)
              | (?:\ is|['’]s|\ are)? \ (?=on\ (?:the\ )?{_POST}\b) ) (?!\w+\ (?:up|on)\b\W*$)
            (?=(?:[\w'’@£$€&+/.:-]+[, ]*){{2,14}}(?:[.!]|$)) {_HABIT}""",
        (
            "Luis brings the cones and bibs",
            "OK Sam lets him in",
            "Ines and Ben do the tent",
            "Bob is getting the keys on Friday",
            "Ruaridh to price the new gate with two firms",
            "Bronagh and Yemi on the door from 6.30",
            "Flights: everyone books their own",
            "- Ming: chase the window samples",
            "Siobhan you open up on Monday",
        ),
        (
            "Luis brings the cones every week",
            "He brings the cones.",
            "When Luis brings the cones, we start.",
            "Luis brought the cones.",
            "Luis is getting tired.",
            "Luis to the rescue.",
            "Luis on the way.",
            "Luis is on holiday.",
            "Luis: nothing new.",
            "Luis, you know him.",
        ),
    ),
    ActKind(
        "let me",
        "weak",
        r"\b let\ me \b",
        ("Let me take it to the board",),
        ("Let us go.", "They let him in."),
    ),
    ActKind(
        "ongoing",
        "weak",
        r"\b i (?:['’]?m|\ am) \ (?=\w+ing\b)",
        ("I'm testing it",),
        ("I'm fine.", "He is testing."),
    ),
    ActKind(
        "joint",
        "weak",
        rf"\b (?: we (?:['’]?ll|\ will|['’]?re\ {_GOING}|\ are\ {_GOING}|\ shall) | let['’]?s ) \b",
        ("We'll see.", "We are going to move it", "Let's go on."),
        ("We went.", "We were going there.", "They let us go.", "I'll see."),
    ),
    ActKind(
        "joint duty",
        "weak",
        r"""\b we (?:\ still|\ also|\ really|\ do|['’]?ll)? \ (?:need|have|ought|got) \ to \b
          | \b we\ (?:should|must) \b | \b someone \ (?:will\ )?(?:needs?|has|have|should) \b""",
        ("We need to talk.", "We should ask them", "Someone needs to do it"),
        ("We have two.", "They should ask.", "We needed it.", "Someone came."),
    ),
    ActKind(
        "joint offer",
        "weak",
        r"\b we\ (?:can|could|might) \b | \b (?:can|could|shall|should)\ we \b",
        ("We could ask them", "Shall we vote?"),
        ("They could ask.", "We cannot ask.", "We asked."),
    ),
    ActKind(
        "rule",
        "rule",
        r"\b you (?:\ guys|\ all)? \ (?: (?:have|need|ought|got)\ to | can | could | should | must | would | will ) \b",
        ("You have to press it.", "Then you can scroll."),
        ("You press it.", "You know.", "They have to press it."),
    ),
    ActKind(
        "wish",
        "weak",
        r"""\b (?:would|could|might|['’]d)\ be\ (?:good|nice|great|helpful|worth|useful|better|best) \b
          | \b (?:would|might)\ (?:make\ sense|help) \b | \b how\ about \b | \b i\ (?:suggest|propose|recommend) \b""",
        ("It would be nice to have one", "I suggest a vote."),
        ("It is nice.", "She suggests a vote.", "They would know."),
    ),
)

# Adverbs before the verb: "I will probably just ask Kim".
_ADVERBS = (
    r"""(?: (?: just|also|only|still|then|now|maybe|perhaps|all|both|please|at\ least|either|even|to|\w{2,20}ly )\ )*"""
)
# Words between the act and the verb of the work: "I'll try and send it", "you will have to go away and think".
_LIGHT_VERBS = r"""(?: (?: (?:try|trying)\ (?:to|and) | do\ (?:my|our|your|his|her|their)\ best\ to
      | (?:have|need|want|plan|aim|be\ able|manage)\ to | be\ (?:happy|glad|sure)\ to
      | make\ sure\ (?:to|that\ (?:i|we|you)) | go\ (?:away|off|ahead|back)?\ ?(?:and|to) | help\ (?:to|with)?
      | start\ (?:to|by)? | continue\ (?:to)? | be | get\ to | take\ (?:an?|the)\ action(?:\ item)?\ (?:to|of)?
      | volunteer\ to | come\ and | look\ (?:at|into)\ (?=\w+ing\b) ) \ )*"""

# Clauses that the parser misses: the subject, the cue, and the pattern of the words up to the verb.
_MISSED_CLAUSES: tuple[tuple[str, str, str], ...] = (
    ("I", "will", rf"\b (?P<who>I) (?:['’]ll|\ will|['’]m\ {_GOING}|\ am\ {_GOING})\ "),
    ("", "will", rf"{_OPENS} (?P<who>) will (?!\ (?:you|be|it|that|we|i|they|not|this|there|the|have)\b)\ "),
    ("I", "am", rf"{_UNSAID}(?P<who>) {_ARRANGED}"),
    (
        "I",
        "plan to",
        r"""\b my\ (?P<who>) (?:[\w-]{1,30}\ ){0,2} (?:plans?|goals?|roadmap|todo|priorit(?:y|ies)|next\ steps?)
            \ (?:[\w-]{1,30}\ ){0,4}? (?:is|are|includes?)(?:\ to)?\ """,
    ),
    ("you", "have to", r"\b (?P<who>you) (?:\ guys|\ all|\ both)? (?:['’]ll|\ will)? \ (?:have|need)\ to\ "),
    ("you", "can", r"\b if\ (?P<who>you) (?:\ guys|\ all|\ both)? \ (?:can|could)\ "),
)


@remembered
def act_of(words: str) -> Act | None:
    """Return the act of an utterance, the first in the order of KINDS, or None."""
    for kind, pattern in _act_patterns():
        if match := pattern.search(words):
            named = match.groupdict()
            verb = match["verb"] or ""
            start = match.start("verb") if verb else match.end()
            return Act(kind.name, kind.force, verb.lower(), start, named.get("marked") or named.get("who") or "")
    return None


# An utterance without an act may continue one ("And ask again next week"), or say what will happen.
_CONTINUES = expression(
    r"""^\W*(?:and|then|also|plus|or)\b | ['’]ll\b
      | \b(?: will | plans? | intent | encourage | (?:needs?|up|down|free)\ to | (?:i|they)(?:['’]d|\ would) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BINDS_NOBODY = frozenset({"joint duty", "joint offer", "rule", "wish"})


def may_bind(words: str) -> bool:
    """Whether an utterance may commit somebody: by an act, by continuing one, or by saying what will happen."""
    if _CONTINUES.search(words):
        return True
    act = act_of(fluent(words)[0])
    return act is not None and act.kind not in _BINDS_NOBODY


def binds(words: str) -> bool:
    """Whether an utterance is a promise, a request or an offer."""
    act = act_of(fluent(words)[0])
    return act is not None and act.force in {"promise", "request", "offer"}


def missed(words: str, verbs: Collection[int]) -> Iterator[Clause]:
    """Yield the promises and requests that the parser missed, as clauses.

    Args:
        words: the sentence.
        verbs: the offsets of the verbs that the parser found.
    """
    for subject, cue, pattern in _missed_patterns():
        for match in pattern.finditer(words):
            if any(match.start() <= verb <= match.start("verb") for verb in verbs):
                continue
            yield _clause_of(match, words, subject, cue)


_ALL_DO = expression(
    r"(?:^\W*|[,;:.]\s|\s[-–—]{1,2}\s)(?P<who>everybody|everyone)\s(?:please\s)?(?P<verb>[a-z]{3,20})\b"
    r"(?P<object>\s(?:your|the|their|an?|this|it|all|up|out|in)\b)?",
    re.IGNORECASE,
)
_TELLS_OF_ALL = frozenset(
    "else had was got felt knew saw met said can could will would should may might who from with".split()
)


def asked_of_all(words: str, verbs: Collection[int]) -> Iterator[Clause]:
    """Yield what everybody is asked to do in a written line, which the parser often misses: "... - everyone label it".

    Arguments as those of `missed`.
    """
    for match in _ALL_DO.finditer(words):
        verb = match["verb"].lower()
        is_verb = verb_classes(verb)[1] == "base" or (match["object"] is not None and not verb.endswith(("s", "ed")))
        if match.start("verb") not in verbs and is_verb and verb not in _TELLS_OF_ALL:
            yield _clause_of(match, words, match["who"], "", "NN")


def _clause_of(match: re.Match[str], words: str, subject: str, cue: str, tag: str = "PRP") -> Clause:
    """Return the main clause of a sentence that words matched, with their groups "who" and "verb"."""
    return Clause(
        subject=subject,
        subject_start=match.start("who"),
        subject_end=match.end("who"),
        subject_tag=tag,
        cue=cue,
        cue_start=match.start("who"),
        verb=match["verb"].lower(),
        verb_start=match.start("verb"),
        tag="VBG" if cue == "am" else "VB",
        dep="ROOT",
        mark="",
        head_verb="",
        negated=False,
        passive=False,
        adjacent=False,
        agent="",
        addressee="",
        first=not re.search(r"\w", words[: match.start("who")]),
    )


@cache
def _act_patterns() -> tuple[tuple[ActKind, re.Pattern[str]], ...]:
    return tuple(
        (kind, compiled(rf"(?:{kind.pattern}) [ ,]* {_ADVERBS}{_LIGHT_VERBS}{_ADVERBS} (?P<verb>[a-z][\w'’-]*)?"))
        for kind in KINDS
    )


@cache
def _missed_patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (subject, cue, compiled(rf"{pattern} {_ADVERBS}(?:try\ (?:to|and)\ )?(?P<verb>[A-Za-z][\w'’-]*)"))
        for subject, cue, pattern in _MISSED_CLAUSES
    )
