"""The ways in which a sentence tells what became of work, each with sentences that it must find and leave alone.

A way is a small pattern with the words without which it finds nothing: a sentence is looked at for its words first, so
that most patterns are never compiled. The patterns are verbose and ignore the case (`patterns.compiling`).
"""

from __future__ import annotations

from msgspec import Struct


class Way(Struct, frozen=True):
    """A pattern that is searched in a sentence.

    `words` are those of which one is in every sentence where it finds something, the first four letters of each; of
    each group between "&" there must be one. "-ed" stands for a past that may end work, "t" for the end of "isn't".
    """

    words: str
    pattern: str


class Saying(Struct, frozen=True):
    """What a sentence may tell of work, and all ways to say it; `end` follows each of them."""

    says: str
    end: str
    ways: tuple[Way, ...]
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


_IS = r"(?:is|are|was|were|been|being|gets?|got|has|have|had|['’]s|['’]re)"
_NOW = r"(?:\ (?:now|all|both|already|finally|just|only|again|also))*"
# A day to come, behind "to", "until", "for".
_DAY = r"""(?:(?:the|early|late|mid|middle|end|beginning|start|of|in|on|a|next|this|coming|following)[-\ ])*(?:\d
    |(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|tomor|tonight|week|month|year|meeting
    |term|quarter|sprint|spring|summer|autumn|winter|easter|christmas|after\b|later|further\ notice))"""
# Days and months in whole words: "Mar", but not "Marta".
_DAY_WORDS = r"""(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september
    |october|november|december|easter|christmas|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct
    |nov|dec|q\d))\b"""
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
    "|passed(?!\\ (?:it|on|to|away|by|round|the))"
    "|told|made|chose|sold|renewed|granted|emailed|mailed|texted|installed|released|shipped|uploaded|printed|counted"
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
# Stems of pasts that end no work: "wanted".
_OTHER_STEMS = (
    "want|need|ned|ask|appreciat|encourag|tri|plan|promis|start|begin|agree|decid|discuss|propos|suggest|not|report"
    "|expect|hop|stay|remain|wait|delay|block|miss|fail|reject|refus|lack|happen|look|seem|continu|remind|prefer"
    "|complain|request|offer|mention|point|wonder|extend|postpon|mov|push|bump|cancel|dropp|park|stopp|paus|schedul"
    "|reschedul|consider|review|rais|hear|notic|talk|attend|join|show|ne|fe|se|spe|ple|prece|excee|succee|procee|us"
    "|caus|chang|call|chas|tir|relat|concern|interest|involv|mean|liv|work|dislik|lik|lov|enjoy|turn|open|updat|shar"
    "|invit|approv|circulat|return|register|volunteer|explain|confirm|warn|thank|welcom|apologis|apologiz|enclos"
    "|includ|attach|own|know|nam|respect|assign|indicat|express|stat|describ|present|demonstrat|introduc|summaris"
    "|summariz|outlin|highlight|emphasis|emphasiz|clarifi|argu|limit|list|link|bas|requir|support|allow|enabl|intend"
    "|suppos|accept|elect|nominat|second"
)
_OTHER_PAST = f"(?:{_OTHER_STEMS})ed"
OTHER_PASTS = tuple(f"{stem}ed" for stem in _OTHER_STEMS.split("|"))
_BREAKS = "crash|fail|break|leak|wrong|broken|does|doesn|show|hang|report|complain"


def _first(words: str) -> str:
    """Return the first words of the alternatives of a pattern."""
    return " ".join(way.partition("\\")[0].partition("(")[0].rstrip("?") for way in words.split("|"))


_BE = "is are was were been being get gets got has have had s re"
_PUT = "postponed put pushed delayed deferred rescheduled bumped adjourned kicked held set slipped slid"

# The first that matches decides: "has not been sent yet" is open, and holds "been sent".
SAYINGS: tuple[Saying, ...] = (
    Saying(
        "doubt",
        r"\b",
        (
            Way("still", rf"still\ (?:{_BREAKS})\w*"),
            Way("do does did doesn don didn & work", r"(?:does|do|did)(?:n['’]t|\ not)\ work"),
            Way("back", r"(?:came|is|are)\ back\ (?:again|with\ (?:the\ )?(?:error|same|fault)|from\ the\ dead)"),
            Way("broke broken & again", r"broken?\ again"),
            Way("cancelled & on", r"cancelled\ on"),
            Way("really actually & done fixed", r"(?:not|n['’]t)\ (?:really|actually)\ (?:done|fixed)"),
            Way("old & wording", r"the\ old\ wording"),
        ),
        ("The map still crashes on old phones.", "The login does not work."),
        ("It crashes no more.", "We still need the room.", "Work goes on.", "The trophy came back on Saturday."),
    ),
    Saying(
        "dropped",
        r"(?:\b|$)",
        (
            Way(
                "drop scrap cancel forget skip abandon ditch shelve leave do call",
                r"""(?:we|let['’]s|going\ to|decided\ to|agreed\ to|will|can|['’]ll)\ (?:just\ |now\ |all\ )?
                (?:drop(?!\ (?:\w+\ ){0,4}(?:in|into|off|by|at|round)\b)
                |scrap|cancel|forget|skip|abandon|ditch|shelve|leave\ out|do\ without|call\ off)""",
            ),
            Way(
                f"{_BE} & dropped cancelled canceled scrapped withdrawn called abandoned shelved binned ditched given"
                " obsolete superseded moot on redundant",
                rf"""{_IS}{_NOW}\ (?:to\ be\ )?(?:dropped|cancell?ed|scrapped|withdrawn|called\ off|abandoned|shelved
                |binned|ditched|given\ up|obsolete|superseded|moot|on\ ice|redundant)""",
            ),
            Way("off", r"(?:is|are)\ off(?=\W*$|[.;,:]|\ the\ table) | off\ the\ (?:table|list|agenda)"),
            Way(
                "parked shelved scrapped binned cancelled canceled",
                r"""(?:parked|shelved|scrapped|binned|cancell?ed)
                (?=\W*$|[.;,:(]|\ (?:for\ (?:now|good|this)|until|till|altogether))""",
            ),
            Way(
                "through nothing plug gave",
                r"""f(?:ell|allen|alls)\ through | c(?:a|o)me\ to\ nothing | pulled\ the\ plug | gave\ up\ on""",
            ),
            Way(
                "no & longer need needed required necessary",
                r"""no\ longer(?!\ (?:than|able)) | no\ need\ (?:for|to)
                | no\ (?:[\w-]+\ ){1,3}(?:needed|required|necessary)""",
            ),
            Way(
                "not never t & doing needed required necessary happening wanted going worth",
                rf"""(?:not|never)\ (?:doing|needed|required|necessary|happening|wanted|going\ ahead|worth\ it)
                | {_IS}n['’]t\ (?:needed|required|necessary|happening|wanted|going\ ahead|worth\ it)""",
            ),
            Way("more & need needs needed needing not", r"need(?:s|ed|ing)?\ no\ more | not\ any\ more"),
            Way(
                "not t & do be need bother happen go pursue proceed take have",
                r"""(?:will\ not|wo?n['’]t|not\ going\ to)\ (?:now\ )?(?:do(?!\ it\ (?:before|until|by|this|today))
                |be\ doing|need|bother|happen|go\ ahead|pursue|proceed|take\ place|have\ one)""",
            ),
            Way("not t & need", r"(?:do|does)(?:\ not|n['’]t)\ (?:actually\ |even\ )?need\b(?!\ (?:until|till))"),
            Way(
                "not t & all more anymore",
                r"""(?:will\ not|wo?n['’]t|do\ not|don['’]t|not\ going\ to|are\ not|aren['’]t)
                \ (?:[\w'’-]+\ ){1,6}(?:after\ all|any\ ?more)""",
            ),
            Way("decided agreed voted chose & against not", r"(?:decided|agreed|voted|chose)\ (?:against|not\ to)"),
            Way(
                "point unnecessary pointless superfluous void leave nobody",
                r"""no\ point\ (?:in\ )?\w+ing
                | (?:is|are|has\ become|became)\ (?:now\ )?(?:unnecessary|pointless|superfluous|void)
                | agreed\ to\ leave\ it | nobody\ wants\ (?:it|one|them)""",
            ),
        ),
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
        r"\b",
        (
            Way(
                "over & take takes taking took taken",
                rf"(?:takes?|taking|took|taken)\ (?:{_THING})?over(?!\ the\ (?:phone|weekend|summer|holiday))",
            ),
            Way(
                "hand hands handed handing pass passes passed passing leave leaves leaving left & to onto",
                rf"""(?:handed|hands?|handing|passed|pass(?:es|ing)?|leaves?|leaving|left)\ {_THING}
                (?:over\ |on\ |across\ )?(?:on)?to\ (?=(?-i:[A-Z@]))""",
            ),
            Way(
                "gave give gives given hand hands handed pass passes passed & it this that & to",
                r"(?:gave|gives?|given|hands?|handed|pass(?:es|ed)?)\ (?:it|this|that)\ (?:over\ |on\ )?to",
            ),
            Way(
                "reassigned re assigned transferred delegated handed passed & to",
                r"""(?:reassigned|re-assigned|assigned|transferred|delegated|handed\ over|passed\ on)
                \ to\ (?=(?-i:[A-Z@]))""",
            ),
            Way(
                "moves moved & to",
                rf"(?:moves|moved)\ (?:over\ )?to\ (?=(?-i:[A-Z@]))(?!{_DAY_WORDS})",
            ),
            Way(
                "place instead rather stead",
                r"""(?:in\ place\ of|instead\ of|rather\ than)\ (?=(?-i:[A-Z@])|me\b|him\b|her\b)
                | in\ (?:my|his|her|their|\w+['’]s)\ (?:place|stead)""",
            ),
            Way(
                "instead",
                rf"""(?:do|does|doing|did|done|takes?|taking|chase|will|to)\ (?!be\b)(?:{_THING})?
                instead(?=\W*$|[.;,:(])""",
            ),
            Way("now & will ll to can", rf"(?:will|['’]ll|to|can)\ (?:{_THING})now(?=\W*$|[.;,:(])"),
            Way("now & with", r"(?:is|are|lies)\ (?:now\ with|with\ (?-i:[A-Z])\w+\ now)"),
            Way("now & job task baby turn business", r"\w+['’]s\ (?:job|task|baby|turn|business)\ now"),
            Way("behalf", r"on\ (?:his|her|their|my|\w+['’]s)\ behalf"),
            Way(
                "step steps stepped stepping jump jumps jumped & in", r"(?:steps?|stepp(?:ed|ing)|jumps?|jumped)\ in\b"
            ),
            Way("pick picks picking & up", r"(?:picks?|picking)\ (?:it|this|that|these)\ up | picks\ up"),
            Way(
                "take takes taking took & on from",
                r"""(?:takes?|took|taking)\ (?:(?:it|this|that|these|them)\ )?on(?=\ the\b|\ this\b|\W*$|[.;,])
                | (?:takes?|took|taking)\ (?:it|this|that|these|them)\ from""",
            ),
            Way(
                "swap swaps swapped",
                r"""swap(?:s|ped)?\ (?:with|places|round|tasks|jobs|turns|it|this|them)\b
                | (?:and|&)\ \w+\ (?:have\ |now\ )?swap(?:ped)?\b""",
            ),
        ),
        (
            "She takes it over.",
            "Luis gave it to Petra in Legal.",
            "VM takes over and gets the other two.",
            "Ada hands the poster to Milan, she is moving house.",
            "Milan takes over the poster.",
            "Milan will fetch them instead of Kirsty.",
            "Priya will do it now.",
            "The hosting quote moves to Milo.",
            "Lars will do it instead, he drives past on Thursday.",
            "Hetty will speak to the last three rather than Paul.",
            "Rosalind passes it on to Aoife.",
            "Tomas is ill. Raj steps in.",
            "Jonas has exams, so it is Mei's job now.",
        ),
        (
            "Ana gave a talk.",
            "Take it.",
            "We overtake them.",
            "It is moved to Friday.",
            "Ask Ana now and then.",
            "They are swamped.",
        ),
    ),
    Saying(
        "moved",
        "",
        (
            Way(
                "new & date day deadline target time eta attempt",
                r"new\ (?:date|day|deadline|target|time|eta|attempt)\b",
            ),
            Way(
                f"{_BE} & {_PUT} moved shifted",
                rf"{_IS}{_NOW}\ (?:been\ )?{_PUT_OFF}\b | (?:is|are|was|were|been|got)\ (?:moved|shifted)\b",
            ),
            Way(_PUT, rf"{_PUT_OFF}(?=\W*$|[.;,:(]|\ (?:a|one|two|three|another)\ (?:day|week|fortnight|month))"),
            Way(
                f"{_PUT} moved moves move slip slips slides slide shift shifts shifted goes drifts push bump"
                " postpone delay & to until till til by for into",
                rf"""(?:{_PUT_OFF}|moved|shifted|moves|slips|slides|shifts|goes|drifts
                    |(?:move|slip|slide|shift|push|bump|put|postpone|delay)(?:\ [\w'’-]+){{0,5}}?)
                (?:\ (?:back|out|forward|again))?\ (?:to|until|till|til|by|for|into)\ {_DAY}""",
            ),
            Way(
                "move moving push pushing bump bumping put putting postpone postponing delay delaying"
                " & off back out to until till",
                rf"""(?:mov(?:e|ing)|(?:push|bump|delay)(?:ing)?|put(?:ting)?|postpon(?:e|ing))\ (?:{_THING})
                (?:off|back|out|to|until|till)\ {_DAY}""",
            ),
            Way(
                "wait waits waiting & until till for",
                rf"""(?:(?:has|have|must|needs|will\ have)\ to\ wait\ (?:until|till|for)
                | wait(?:s|ing)?\ (?:until|till))\ {_DAY}""",
            ),
            Way(
                "will ll & come follow happen be",
                rf"""(?:will|['’]ll)\ (?:now\ )?(?:only\ )?(?:come|follow|happen|be\ ready)
                (?:\ (?:on|in|by|from))?\ {_DAY}""",
            ),
            Way(
                "aim aims ask asks asked like left & for at until till",
                rf"""(?:aims?\ (?:for|at) | (?:asks?|asked|like)\ (?:for\ )?(?:until|till)
                | left\ (?:until|till))\ {_DAY}""",
            ),
            Way(
                "only now",
                rf"""(?:only\ (?:in|on|from|by|after) | now\ (?:\w+\ ){{0,4}}(?:for|in|on|by)
                | now\ (?:goes|comes|due|planned|meant)(?:\ (?:out|in))?)\ {_DAY}""",
            ),
            Way(
                "need needs & until till more another longer extra",
                r"""needs?\ (?:until|till|more\ time|(?:a\ few\ )?more\ (?:days|weeks)|another|longer
                |\w+\ (?:more|extra)\ (?:days?|weeks?))""",
            ),
            Way(
                "more & day days week weeks month months",
                r"(?:one|two|three|a\ few|some|couple\ of)\ more\ (?:days?|weeks?|months?)",
            ),
            Way(
                "another & day week fortnight month two three few",
                r"another\ (?:day|week|fortnight|month|two|three|few)\b",
            ),
            Way(
                "will ll & be",
                r"""(?:will|['’]ll)\ be\ (?:on\ |by\ )?
                (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next|the\ \d|\d)""",
            ),
            Way(
                "deadline & extend extended moved changed",
                r"""deadline\ (?:\w+\ ){0,3}(?:extended|moved|changed)
                | (?:extend|extended|moved|changed)\ the\ (?:\w+\ )?deadline""",
            ),
            Way("out longer before & ran taking not", r"ran\ out\ of\ time | (?:is|are)\ taking\ longer | not\ before"),
            Way(
                "only now instead then",
                rf"(?:(?:in|on|by)\ )?{_DAY}(?:\w*|[^,;.]{{0,20}})\ (?:only|now|instead|then)(?=\W*$|[.;,])",
            ),
            Way("overran slipped slipping", r"overran | slipp(?:ed|ing)(?=\W*$|[.;,:(])"),
            Way("not t & made make & it", r"(?:did|has|have)(?:\ not|n['’]t)\ (?:ma[dk]e\ it)"),
            Way("not", r"\d{1,2}(?:st|nd|rd|th|\.)?\ ?\w{0,9},?\ (?:and\ )?not\ (?:the\ )?\d{1,2}(?:st|nd|rd|th)?\b"),
        ),
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
        "",
        (Way("more anymore & not t", r"(?:does|do)(?:n['’]t|\ not)\ (?!work)\w+\ any\ ?more\b"),),
        ("The heater doesn't drip any more.",),
        ("We don't need them any more.", "It does not work any more."),
    ),
    Saying(
        "open",
        r"\b",
        (
            Way("nobody no & has", r"no(?:body|\ one)\ has"),
            Way("never", "never"),
            Way("no", r"no(?=\W*$)"),
            Way("not t", r"(?:has|have|had|is|are|was|were|did|do|does|could|can|will)(?:n['’]t|\ not)"),
            Way(
                "not yet",
                r"""not\ (?:yet|done|started|ready|out|sent|back|here|finished|replaced|in\ yet)
                | not\ \w+\ yet | yet\ to""",
            ),
            Way(
                "still",
                r"""still\ (?:to|needs?|has|have|waiting|misses|missing|open|no|not|nothing|at|with|in|out|chasing
                |working|looking|unclear|stuck|pending|on)""",
            ),
            Way(
                "no",
                r"""no\ (?:answer|news|progress|reply|time|joy|luck|movement|sign|response|update)
                | no\ (?:\w+\ ){1,2}(?:yet|with|from|here)""",
            ),
            Way(
                "nothing so half halfway wait waits waiting hold working blocked stuck review progress",
                r"""nothing\ (?:yet|so\ far|back|from|new) | so\ far\ (?:no|nothing) | half\ ?way
                | wait(?:ing|s)?\ (?:for|on) | on\ hold | working\ on | blocked\ (?:on|by) | stuck
                | in\ (?:review|progress)""",
            ),
            Way(
                "chasing nowhere held missing remain remains promising around off stock",
                r"""chasing | got\ nowhere | nowhere\ near | held\ up
                | missing | remains?\ (?:silent|open|outstanding|unclear) | keeps?\ promising
                | asking\ around | breaks\ off | out\ of\ stock""",
            ),
        ),
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
        r"(?![\w-])",
        (
            Way("went", r"went\ (?:out|off|to|home|up|live)"),
            Way("has have gone", r"(?:has|have)\ (?:gone|its|their) | gone\ over"),
            Way(f"{_BE} all & complete {_first(_ENDED)}", rf"(?:{_IS}{_NOW}\ (?:been\ )?|(?<=\w\ )all\ )(?:{_ENDED})"),
            Way(_first(_DID), rf"(?:{_DID})"),
            Way(_first(_DID_OR_IS), rf"{_SUBJECT_BEFORE}(?:{_DID_OR_IS})"),
            Way(
                "took went rewrote rewritten back",
                r"""took\ place | went\ in | rewrote | rewritten
                | (?:is|are)\ back\ in\ (?:action|use|service|place)""",
            ),
            Way(
                "-ed",
                rf"""(?: (?<![\s\S]) | (?<=[:–—-]\ ) | (?:has|have|had|was|were)(?:\ (?:been|now|all|already))?\ )
                (?!{_OTHER_PAST})\w{{3,}}ed\b(?!\ (?:to|by)\b)""",
            ),
            Way(
                "-ed",
                rf"""(?: (?<![\s\S])(?!(?:have|get|has|make|keep|see|ensure|please)\b)(?:[\w'’-]+\ ){{1,3}}
                | (?-i:[A-Z])\w+\ )
                (?<!is\ )(?<!are\ )(?<!be\ )(?!{_OTHER_PAST})\w{{3,}}ed
                (?=\W*$|[.;,:(]|\ (?:the|it|them|his|her|all|both|our)\b)""",
            ),
            Way(
                "got handed said works all",
                r"""got\ (?:their|his|her|our|my)\ \w+ | handed\ (?:over|in) | said\ yes
                | works(?=\W*$|[.;,]|\ (?:now|again|since|fine)) | all\ in""",
            ),
            Way(
                "since came had is are hang hangs",
                r"""to\ them\ since
                | came(?!\ (?:up|to|from|out|off|late|as|with\ (?:the\ )?(?:error|fault))\b)
                | (?:is|are)\ (?:in|here)(?=\W*$|[.,;]) | with\ them\ since
                | had\ (?:her|his|their)\ (?:letter|answer|reply)
                | (?:is|are|hangs?|stands?|lives?)\ (?:\w+\ ){1,4}since | hangs?\ (?:on|in|at|up)
                | (?:is|are)\ in\ \w+['’]s\ \w+""",
            ),
        ),
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
