"""What a sentence of notes tells of work that was promised before: done, dropped, handed over, moved, open, in doubt.

A sentence ("The mail went out on Thursday") is only ever a reason to ask, never to close. Each saying has sentences
that it finds and leaves alone; the tests run them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.language.content_words import content

SENTENCE_END = expression(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Saying:
    """A way to tell what became of work; `pattern` is searched in a sentence, whatever its case."""

    says: str
    pattern: str
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


_IS = r"(?:is|are|was|were|been|being|gets?|got|has|have|had|['’]s|['’]re)"
_NOW = r"(?:\ (?:now|all|both|already|finally|just|only|again|also))*"
# A day to come, behind "to", "until", "for".
_DAY = r"""(?:(?:the|early|late|mid|middle|end|beginning|start|of|in|on|a|next|this|coming|following)[-\ ])*(?:\d
    |(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomor|tonight|week|month|year|meeting
    |term|quarter|sprint|spring|summer|autumn|winter|easter|christmas|after\b|later|further\ notice))"""
_TO_DAY = rf"(?:\ (?:back|out|forward|again))?\ (?:to|until|till|til|by|for|into)\ {_DAY}"
# Work by another name: "it", "the poster", "Ana's old list".
_THING = r"(?:[\w'’-]+\ ){1,5}?"
_PUT_OFF = r"""(?:postponed|put\ off|put\ back|pushed(?:\ back|\ out)?|delayed|deferred|rescheduled|bumped
    |adjourned|kicked|held\ over|set\ back|slipped|slid)"""
# Participles of verbs that end work.
_ENDED = (
    "done|sent|out|finished|completed?|closed|booked|ordered|signed|delivered|confirmed|published|merged|released"
    "|posted|paid|fixed|repaired|approved|submitted|extended|exchanged|installed|shipped|uploaded|filed|printed|found"
    "|chosen|answered|resolved|written|reported|arrived|held|talked|spoken|asked|called|told(?!\\ (?:it|that|to))"
    "|reached|given|bought"
    "|opened|joined|shared|collected|approved|invited|updated|circulated|handed|returned|cleared|replied|made|set\\ up"
    "|tested|cleaned|replaced|registered|agreed|online|live|up|up\\ and\\ running|in\\ place|here|back|there"
    "|hung|built|drawn|rung|seen|met|brought|taken\\ down|put\\ up|put\\ in|got|sorted|settled|ready|over|gone|sold"
    "|counted|painted|mended|renewed|granted|issued|received|cut|dealt\\ with|fitted|laid|swept|cancelled\\ for\\ us"
)
_DID = (
    "finished|sent|booked|ordered|posted|delivered|confirmed|published|completed|submitted|signed|fixed|arrived"
    "|repaired|paid|gave|took|reached|found|answered|wrote|met|called|drove|bought|rang|phoned|replied|spoke|talked"
    "|merged|got\\ (?:it|them)|fetched|collected|picked\\ up|brought|dropped\\ off|sorted|mended|hung|built|drew"
    "|told|made|sold|renewed|granted|emailed|mailed|texted|installed|released|shipped|uploaded|printed|counted"
    "|painted|cleaned|replaced|changed|filed|handed\\ in|did\\ (?:it|that|this|them)"
)
# Verbs whose past is an adjective as well ("the shared drive", "by registered letter"): only behind their subject.
_DID_OR_IS = (
    "opened|joined|shared|approved|invited|updated|circulated|returned|registered|tested|checked|labelled"
    "|put\\ up|put\\ in|set\\ up|cut"
)
_SUBJECT_BEFORE = (
    r"(?<=[\w)]\ )(?<!\bthe\ )(?<!\ba\ )(?<!\ban\ )(?<!\bby\ )(?<!\bof\ )(?<!\bto\ )(?<!\bbe\ )(?<!\bour\ )"
)
# Pasts that end no work.
_OTHER_PAST = (
    "(?:want|need|ask|appreciat|encourag|tri|plan|promis|start|begin|agree|decid|discuss|propos|suggest|not|report|expect|hop|stay|remain"
    "|wait|delay|block|miss|fail|reject|refus|lack|happen|look|seem|continu|remind|prefer|complain|request|offer|mention"
    "|point|wonder|extend|postpon|mov|push|bump|cancel|dropp|park|stopp|paus|schedul|reschedul|consider|review|rais|hear"
    "|notic|talk|attend|join|show|ne|fe|se|spe|ple|prece|excee|succee|procee|us|caus|chang|call|chas|tir|relat|concern"
    "|interest|involv|mean|liv|work|dislik|lik|lov|enjoy|turn|open|updat|shar|invit|approv|circulat|return|register"
    "|volunteer|explain|confirm|warn|thank|welcom|apologi[sz]|enclos|includ|attach|own|know|call|nam|respect|assign"
    "|indicat|express|stat|describ|present|demonstrat|introduc|summari[sz]|outlin|highlight|emphasi[sz]|clarifi|argu"
    "|limit|list|link|bas|requir|support|allow|enabl|us|intend|suppos|ne?ed|accept|elect|nominat|second|not)ed"
)
_BREAKS = "crash|fail|break|leak|wrong|broken|does|doesn|show|hang|report|complain"

# The first that matches decides: "has not been sent yet" is open, and holds "been sent".
SAYINGS: tuple[Saying, ...] = (
    Saying(
        "doubt",
        rf"""\b(?: still\ (?:{_BREAKS})\w* | (?:does|do|did)(?:n['’]t|\ not)\ work
            | (?:came|is|are)\ back\ (?:again|with\ (?:the\ )?(?:error|same|fault)|from\ the\ dead)
            | broke\w*\ again | cancelled\ on
            | (?:not|n['’]t)\ (?:really|actually)\ (?:done|fixed) | the\ old\ wording )\b""",
        ("The map still crashes on old phones.", "The login does not work."),
        ("It crashes no more.", "We still need the room.", "Work goes on.", "The trophy came back on Saturday."),
    ),
    Saying(
        "dropped",
        rf"""\b(?: (?:we|let['’]s|going\ to|decided\ to|agreed\ to|will|can|['’]ll)\ (?:just\ |now\ |all\ )?
              (?:drop(?!\ (?:\w+\ ){{0,4}}(?:in|into|off|by|at|round)\b)
              |scrap|cancel|forget|skip|abandon|ditch|shelve|leave\ out|do\ without|call\ off)
            | {_IS}{_NOW}\ (?:to\ be\ )?(?:dropped|cancell?ed|scrapped|withdrawn|called\ off|abandoned|shelved
              |binned|ditched|given\ up|obsolete|superseded|moot|on\ ice|redundant)
            | (?:is|are)\ off(?=\W*$|[.;,:]|\ the\ table) | off\ the\ (?:table|list|agenda)
            | (?:parked|shelved|scrapped|binned|cancell?ed)(?=\W*$|[.;,:(]|\ (?:for\ (?:now|good|this)|until|till
            |altogether))
            | f(?:ell|allen|alls)\ through | c(?:a|o)me\ to\ nothing | pulled\ the\ plug | gave\ up\ on
            | no\ longer(?!\ (?:than|able)) | no\ need\ (?:for|to) | no\ (?:[\w-]+\ ){{1,3}}(?:needed|required
            |necessary)
            | (?:not|never)\ (?:doing|needed|required|necessary|happening|wanted|going\ ahead|worth\ it)
            | {_IS}n['’]t\ (?:needed|required|necessary|happening|wanted|going\ ahead|worth\ it)
            | need\w*\ no\ more | not\ any\ more
            | (?:will\ not|wo?n['’]t|not\ going\ to)\ (?:now\ )?(?:do(?!\ it\ (?:before|until|by|this|today))
            |be\ doing|need|bother
              |happen|go\ ahead|pursue|proceed|take\ place|have\ one)
            | (?:do|does)(?:\ not|n['’]t)\ (?:actually\ |even\ )?need\b(?!\ (?:until|till))
            | (?:will\ not|wo?n['’]t|do\ not|don['’]t|not\ going\ to|are\ not
            |aren['’]t)\ (?:[\w'’-]+\ ){{1,6}}(?:after\ all|any\ ?more)
            | (?:decided|agreed|voted|chose)\ (?:against|not\ to)
            | no\ point\ (?:in\ )?\w+ing | (?:is|are|has\ become|became)\ (?:now\ )?
              (?:unnecessary|pointless|superfluous|void) | agreed\ to\ leave\ it | nobody\ wants\ (?:it|one
            |them) )(?:\b|$)""",
        (
            "We drop the room.",
            "The cake sale is off.",
            "So no need for the hall.",
            "Not doing it.",
            "We will not do it after all.",
            "The castle fell through, they have moved away.",
            "The check is no longer needed.",
            "Brake course is full: parked until autumn.",
            "No price needed.",
            "I won't sell the sofa any more",
            "We don't need them any more.",
            "The simul won't go ahead.",
            "The barbecue is not happening.",
            "So our sign has become unnecessary.",
            "It goes to the tip, no point defrosting it.",
        ),
        (
            "Drop by at noon.",
            "The offer is off to the printer.",
            "Ana drops the letter in the box.",
            "This allows people to drop the old one.",
            "Ask Paul whether he is no longer able to do it.",
            "The car is parked in the yard.",
            "We will not finish before Friday.",
            "It does not work any more.",
        ),
    ),
    Saying(
        "handed",
        rf"""\b(?: (?:takes?|taking|took|taken)\ (?:{_THING})?over(?!\ the\ (?:phone|weekend|summer|holiday))
            | (?:handed|hands?|handing|passed|pass(?:es|ing)?|leaves?|leaving|left)\ {_THING}
              (?:over\ |on\ |across\ )?(?:on)?to\ (?=(?-i:[A-Z@]))
            | (?:gave|gives?|given|hands?|handed|pass(?:es|ed)?)\ (?:it|this|that)\ (?:over\ |on\ )?to
            | (?:reassigned|re-assigned|assigned|transferred|delegated|handed\ over|passed\ on)\ to\ (?=(?-i:[A-Z@]))
            | (?:in\ place\ of|instead\ of|rather\ than)\ (?=(?-i:[A-Z@])|me\b|him\b|her\b) | in\ (?:my|his|her|their
            |\w+['’]s)\ (?:place|stead)
            | (?:do|does|doing|did|done|takes?|taking|chase|will|to)\ (?!be\b)(?:{_THING})?instead(?=\W*$|[.;,:(])
            | (?:will|['’]ll|to|can)\ (?:{_THING})now(?=\W*$|[.;,:(])
            | (?:is|are|lies)\ (?:now\ with|with\ (?-i:[A-Z])\w+\ now)
            | \w+['’]s\ (?:job|task|baby|turn|business)\ now | on\ (?:his|her|their|my|\w+['’]s)\ behalf
            | (?:steps?|stepp(?:ed|ing)|jumps?|jumped)\ in\b
            | (?:picks?|picking)\ (?:it|this|that|these)\ up | picks\ up
            | (?:takes?|took|taking)\ (?:(?:it|this|that|these|them)\ )?on(?=\ the\b|\ this\b|\W*$|[.;,])
            | (?:takes?|took|taking)\ (?:it|this|that|these|them)\ from
            | swap(?:s|ped)?\ (?:with|places|round|tasks|jobs|turns|it|this|them)\b
            | (?:and|&)\ \w+\ (?:have\ |now\ )?swap(?:ped)?\b )""",
        (
            "She takes it over.",
            "Luis gave it to Petra in Legal.",
            "VM takes over and gets the other two.",
            "Ada hands the poster to Milan, she is moving house.",
            "Milan takes over the poster.",
            "Milan will fetch them instead of Kirsty.",
            "Priya will do it now.",
            "Lars will do it instead, he drives past on Thursday.",
            "Hetty will speak to the last three rather than Paul.",
            "Rosalind passes it on to Aoife.",
            "Tomas is ill. Raj steps in.",
            "Jonas has exams, so it is Mei's job now.",
        ),
        ("Ana gave a talk.", "Take it.", "We overtake them.", "Ask Ana now and then.", "They are swamped."),
    ),
    Saying(
        "moved",
        rf"""\b(?: new\ (?:date|day|deadline|target|time|eta|attempt)\b
            | {_IS}{_NOW}\ (?:been\ )?{_PUT_OFF}\b | (?:is|are|was|were|been|got)\ (?:moved|shifted)\b
            | {_PUT_OFF}(?=\W*$|[.;,:(]|\ (?:a|one|two|three|another)\ (?:day|week|fortnight|month))
            | (?: (?:{_PUT_OFF}|moved|shifted|moves|slips|slides|shifts|goes|drifts
                  |(?:move|slip|slide|shift|push|bump|put|postpone|delay)\ (?:{_THING})?)
                  (?:\ ?(?:back|out|forward|again))?\ ?\b(?:to|until|till|til|by|for|into)
                | (?:mov|push|bump|putt?|postpon|delay)(?:e|ing)?\ (?:{_THING})(?:off|back|out|to|until|till)
                | (?:has|have|must|needs|will\ have)\ to\ wait\ (?:until|till|for) | wait(?:s|ing)?\ (?:until|till)
                | (?:will|['’]ll)\ (?:now\ )?(?:only\ )?(?:come|follow|happen|be\ ready)(?:\ (?:on|in|by|from))?
                | aims?\ (?:for|at) | (?:asks?|asked|like)\ (?:for\ )?(?:until|till) | left\ (?:until|till)
                | only\ (?:in|on|from|by|after) | now\ (?:\w+\ ){{0,4}}(?:for|in|on|by)
                | now\ (?:goes|comes|due|planned|meant)(?:\ (?:out|in))? )\ {_DAY}
            | needs?\ (?:until|till|more\ time|(?:a\ few\ )?more\ (?:days|weeks)|another|longer
              |\w+\ (?:more|extra)\ (?:days?|weeks?))
            | (?:one|two|three|a\ few|some|couple\ of)\ more\ (?:days?|weeks?|months?)
            | another\ (?:day|week|fortnight|month|two|three|few)\b
            | (?:will|['’]ll)\ be\ (?:on\ |by\ )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next|the\ \d|\d)
            | deadline\ (?:\w+\ ){{0,3}}(?:extended|moved|changed)
            | (?:extend|extended|moved|changed)\ the\ (?:\w+\ )?deadline
            | ran\ out\ of\ time | (?:is|are)\ taking\ longer | not\ before
            | (?:(?:in|on|by)\ )?{_DAY}(?:\w*|[^,;.]{{0,20}})\ (?:only|now|instead|then)(?=\W*$|[.;,])
            | overran | slipp(?:ed|ing)(?=\W*$|[.;,:(]) | (?:did|has|have)(?:\ not|n['’]t)\ (?:ma[dk]e\ it)
            | \d{{1,2}}(?:st|nd|rd|th|\.)?\ ?\w{{0,9}},?\ (?:and\ )?not\ (?:the\ )?\d{{1,2}}(?:st|nd|rd|th)?\b )""",
        (
            "So the visit is 20 Nov, not 14.",
            "Jonas needs until Friday.",
            "AV asks for two more weeks.",
            "New date 1 October.",
            "The rota slips to the 15th.",
            "Raffle letters are postponed to next Monday.",
            "Benno did not get to it, bumped to Friday",
            "So the rota is pushed back to Wednesday.",
            "Deferred to the 10th.",
            "Can we push the admin training to the 12th of February?",
            "The pump training has been put off till May.",
            "The deposit has to wait till the 24th.",
            "The sign moves to April.",
            "The deadline has been extended to 30 April.",
            "Mei now aims for 18 May.",
            "The sheet will be Thursday, the chef changed two sauces.",
            "This is to be left until after the fete on 12 July: she asked for it to be left until July.",
        ),
        (
            "She needs a date.",
            "The meetup is at the boathouse.",
            "They have moved to Leeds.",
            "The office has moved upstairs.",
            "Push the button.",
        ),
    ),
    Saying(
        "done",
        r"\b(?:does|do)(?:n['’]t|\ not)\ (?!work)\w+\ any\ ?more\b",
        ("The heater doesn't drip any more.",),
        ("We don't need them any more.", "It does not work any more."),
    ),
    Saying(
        "open",
        r"""\b(?: no(?:body|\ one)\ has | never | no(?=\W*$)
            | (?:has|have|had|is|are|was|were|did|do|does|could|can|will)(?:n['’]t|\ not)
            | not\ (?:yet|done|started|ready|out|sent|back|here|finished|replaced|in\ yet) | not\ \w+\ yet | yet\ to
            | still\ (?:to|needs?|has|have|waiting|misses|missing|open|no|not|nothing|at|with|in|out|chasing|working
              |looking|unclear|stuck|pending|on)
            | no\ (?:answer|news|progress|reply|time|joy|luck|movement|sign|response|update)
            | no\ (?:\w+\ ){1,2}(?:yet|with|from|here)
            | nothing\ (?:yet|so\ far|back|from|new) | so\ far\ (?:no|nothing) | half\ ?way
            | wait(?:ing|s)?\ (?:for|on) | on\ hold | working\ on | blocked\ (?:on|by) | stuck | in\ (?:review|progress)
            | chasing | got\ nowhere | nowhere\ near | held\ up
            | missing | remains?\ (?:silent|open|outstanding|unclear) | keeps?\ promising
            | asking\ around | breaks\ off | out\ of\ stock )\b""",
        (
            "Nobody has called yet.",
            "The offer is not out.",
            "We are waiting for the bank.",
            "Milan is still waiting for the quote.",
            "No progress on the burgers.",
            "Bleep 214: no joy at switchboard.",
            "The second builder remains silent.",
        ),
        ("It went out.", "The office has called.", "Notable progress."),
    ),
    Saying(
        "done",
        rf"""\b(?: went\ (?:out|off|to|home|up|live) | (?:has|have)\ (?:gone|its|their) | gone\ over
            | (?:{_IS}{_NOW}\ (?:been\ )?|(?<=\w\ )all\ )(?:{_ENDED}) | (?:{_DID})
            | {_SUBJECT_BEFORE}(?:{_DID_OR_IS})
            | took\ place | went\ in | rewrote | rewritten | (?:is|are)\ back\ in\ (?:action|use|service|place)
            | (?: (?<![\s\S]) | (?<=[:–—-]\ ) | (?:has|have|had|was|were)(?:\ (?:been|now|all|already))?\ )
              (?!{_OTHER_PAST})\w{{3,}}ed\b(?!\ (?:to|by)\b)
            | (?: (?<![\s\S])(?!(?:have|get|has|make|keep|see|ensure|please)\b)(?:[\w'’-]+\ ){{1,3}} | (?-i:[A-Z])\w+\ )
              (?<!is\ )(?<!are\ )(?<!be\ )(?!{_OTHER_PAST})\w{{3,}}ed
              (?=\W*$|[.;,:(]|\ (?:the|it|them|his|her|all|both|our)\b)
            | got\ (?:their|his|her|our|my)\ \w+
            | handed\ (?:over|in) | said\ yes | works(?=\W*$|[.;,]|\ (?:now|again|since|fine)) | all\ in
            | to\ them\ since
            | came(?!\ (?:up|to|from|out|off|late|as|with\ (?:the\ )?(?:error|fault))\b) | (?:is|are)\ (?:in
            |here)(?=\W*$|[.,;])
            | with\ them\ since | had\ (?:her|his|their)\ (?:letter|answer|reply)
            | (?:is|are|hangs?|stands?|lives?)\ (?:\w+\ ){{1,4}}since | hangs?\ (?:on|in|at|up) | (?:is
            |are)\ in\ \w+['’]s\ \w+ )(?![\w-])""",
        (
            "The welcome mail went out on Thursday.",
            "Maya finished the letter.",
            "Sam took it to Dana yesterday.",
            "The scaffold is extended until 31.10.",
            "Discussion opened in the forum.",
            "Price list approved on Friday.",
            "Kirsty sent the application to the council on Thursday.",
            "Posters are up all over the village.",
            "Tomas merged the fix on Monday.",
            "Licence was granted on Friday.",
            "The service took place on 27 January.",
            "Tuned in time for the concert; £70.",
            "Litter genotyped: 5 of 9.",
            "All five have been inspected.",
        ),
        (
            "She goes out on Thursday.",
            "Maya finishes the letter.",
            "We take it up.",
            "Send it by registered letter.",
            "It lies on the shared drive.",
            "Make sure all tools are prepared.",
            "Boards picked by the projects.",
            "Input appreciated.",
            "We need to get the wall painted.",
            "Have it tuned before the concert.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sentence tells, one of the names of SAYINGS, and where."""

    says: str
    start: int
    end: int


@remembered
def telling_of(sentence: str) -> Telling | None:
    """Return what a sentence tells of work; None if nothing."""
    from extractor.language.patterns.compiling import compiled

    for saying in SAYINGS:
        for found in compiled(saying.pattern).finditer(sentence):
            if not _is_taken_back(saying.says, sentence, found):
                return Telling(saying.says, found.start(), found.end())
    return None


def saying_of(sentence: str) -> str:
    """Return what a sentence tells of work, one of the names of SAYINGS; "" if nothing."""
    found = telling_of(sentence)
    return found.says if found else ""


# What makes of a report a condition or a wish: "whether he is no longer able", "once it is signed".
_CONDITION = r"if|whether|unless|in\scase"
_HEDGE = expression(
    rf"\b(?:{_CONDITION}|until|once|when|would|should|could|might|hopes?|wants?|swears?|claims?|insists?|thinks?"
    r"|believes?|supposedly|allegedly|apparently)\b",
    re.I,
)
_HEDGE_CHANGE = expression(rf"\b(?:{_CONDITION})\b", re.I)
# What stands right before words that are then not so: "has not been sent", "nobody has taken it over".
# "Two of three", "14 of the 30": only a part.
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|some|most|part)"
_PART = expression(rf"\b{_NUMBER}\s(?:out\s)?of\s(?:the\s|our\s|those\s|them)?", re.I)
_DENIAL = expression(r"(?:\b(?:not|never|nobody|no\sone|none|nor|cannot)\b|n['’]t\b)[^,;.:]{0,25}$", re.I)


_CLAUSE_END = expression(r"[;:]\s|,\s(?:so|but|and|as)\s|\s(?:so|but)\s", re.I)
# What makes of "put up", "sent" and "painted" something to come: "we get the wall painted", too.
_TO_COME = expression(
    r"\b(?:to|will|shall|must|can|may|please|be|to\sbe)\s$|['’]ll\s$|\blet['’]s\s$|\b(?:get|have|has)\s(?:[\w'’]+\s){1,4}$",
    re.I,
)


def _is_taken_back(says: str, sentence: str, found: re.Match[str]) -> bool:
    """Whether the words before what a sentence tells make it a condition, a wish or the contrary."""
    if says in ("open", "doubt"):
        return False
    hedge = _HEDGE if says in ("done", "dropped") else _HEDGE_CHANGE
    before = sentence[
        max((one.end() for one in _CLAUSE_END.finditer(sentence, 0, found.start())), default=0) : found.start()
    ]
    if hedge.search(before) or (says == "done" and _PART.search(before)):
        return True
    return _DENIAL.search(before) is not None or (says == "done" and _TO_COME.search(before) is not None)


def sentences_of(text: str) -> list[str]:
    """Split a line into its sentences, and at ", and" before another subject: each may tell of other work."""
    parts = [part for sentence in SENTENCE_END.split(text) for part in _CLAUSE.split(sentence)]
    return [part for part in parts if part.strip()]


_CLAUSE = expression(r"(?:,\sand\s|\s–\s|;\s)(?=[A-Z])")
_BREAK = expression(r"[,;:(–—]\s*|\s-\s|\s(?:so|but|because|as|since|and\sso)\s", re.I)


@remembered
def subject_of(sentence: str) -> str:
    """Return the words of the clause that tells what became of work: "the rota is pushed back" of a longer sentence.

    Where a sentence tells nothing, that is the whole of it.
    """
    found = telling_of(sentence)
    if found is None:
        return sentence
    start = max((one.end() for one in _BREAK.finditer(sentence, 0, found.start)), default=0)
    after = _BREAK.search(sentence, found.end)
    end = after.start() if after else len(sentence)
    if found.says != "done":
        return sentence[start:end]
    before, behind = sentence[start : found.start], sentence[found.end : end]
    is_state = _STATE.match(sentence, found.start) is not None
    if is_state or content(" ".join(_SMALL.findall(before))):  # what follows "to" or "in" is not the work
        behind = _PLACE.split(behind, maxsplit=1)[0]
    clause = f"{before} {behind}"  # without the verb
    return clause if content(clause) else sentence[: found.start]  # "Deposits, all in."


_STATE = expression(r"(?:is|are|was|were|went|came)\b", re.I)
_SMALL = expression(r"(?<!\w)[a-z]\w+")
_PLACE = expression(r"\b(?:to|in|into|on|at|with|for|from|by|around|since|all\sover)\b")


_NAME = expression(r"@?[A-Z][\w'’.-]*(?:\s[A-Z][\w'’-]+)?|@\w[\w-]*")
_GIVER = expression(r"\b(?:instead\sof|in\splace\sof|rather\sthan|from|not)\s+(?:\w+\.?\s)?$", re.I)
_RECEIVER = expression(r"\b(?:to|with|onto|over\sto|on\sto)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr)\.?\s)?$")
_GIVES = expression(
    r"(?:gave|giv|hand|pass|leav|left|assign|transferr|delegat|\bis\s(?:now\s)?with|\bare\s(?:now\s)?with|lies)", re.I
)
_I = expression(r"\bI(?:['’](?:ll|m|d))?\b")


def receiver_of(sentence: str, person: Callable[[str], str], speaker: str) -> str:
    """Return who has the work now, of a sentence that hands it over; "" if it does not say.

    Args:
        sentence: The sentence.
        person: Returns the name of the person whom a form of a name means, "" for none.
        speaker: Who says it, "" if nobody is known to.
    """
    told = telling_of(sentence)
    if told is None:
        return ""
    names = [(found.start(), name) for found in _NAME.finditer(sentence) if (name := _person(found.group(), person))]
    givers = {name for start, name in names if _GIVER.search(sentence, 0, start)}
    if _GIVES.match(sentence, told.start):
        to = [name for start, name in names if start > told.start and _RECEIVER.search(sentence, 0, start)]
        return to[0] if to else ""
    before = [name for start, name in names if start < told.end and name not in givers]
    says_i = _I.search(sentence, 0, told.end) is not None
    if before and not says_i:
        return before[-1]
    after = [name for start, name in names if start >= told.end and name not in givers]
    return speaker if says_i else next(iter(after), "")


def _person(words: str, person: Callable[[str], str]) -> str:
    """Return the person that capitalised words name, or the first of them: "Ada Brook", "Ada's", "Ada."."""
    bare = re.sub(r"['’]s$", "", words.rstrip(".'’"))
    return person(bare) or (person(bare.split()[0]) if bare.split() else "")
