"""Words that are names and words that are none, as data: everybody, nobody, nicknames, given names, roles."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.common.resources import text_of

# Words for everybody present: one owner, "all" (DESIGN.md section 4).
EVERYBODY = frozenset(
    phrase.strip()
    for phrase in """
    all, everyone, everybody, we, us, both, team, group, everyone's, y'all, ya'll, folks, we all, all of us, the team,
    whole team, the whole team, the group, all members, all of you, entire team, the entire team, all team members,
    team members, all participants, all attendees, you all, whole group, the whole group, each member, everyone else,
    each team member
    """.split(",")
)
NOBODY = frozenset(
    phrase.strip()
    for phrase in """
    none, nobody, noone, no one, tbd, tbc, tba, n/a, na, unassigned, ?, ??, ???, -, --, —, –, x, unknown, open, someone,
    somebody, anyone, anybody, to be decided, no owner, no owner yet, nobody yet, owner?, needs owner, owner needed,
    volunteer, volunteers, a volunteer
    """.split(",")
)

# First names that a short form does not begin: the form, then the names.
NICKNAMES = {
    line.split()[0]: tuple(line.split()[1:])
    for line in """
    mike michael; bob robert; rob robert; bobby robert; bill william; billy william; will william; liam william
    dave david; jim james; jimmy james; jamie james; jack john; johnny john; jon jonathan; tony anthony antony
    dick richard; rick richard frederick; rich richard; ricky richard; ted edward theodore; ed edward edmund; ned edward
    joe joseph; joey joseph; tom thomas; tommy thomas; steve stephen steven; chris christopher christine christian
    kate katherine catherine kathryn; kathy katherine catherine; katie katherine catherine; cathy catherine
    liz elizabeth; beth elizabeth; lisa elizabeth; betty elizabeth; peggy margaret; meg margaret; maggie margaret
    sue susan; peter pete; alex alexander alexandra alexandre aleksandr; sasha alexander alexandra; sandy alexander
    nick nicholas nicolas nikolas; andy andrew andreas; drew andrew; greg gregory; jeff jeffrey geoffrey; geoff geoffrey
    matt matthew matthias; mat matthew; larry lawrence laurence; hank henry; harry henry harold; charlie charles
    chuck charles; ben benjamin; dan daniel; danny daniel; sam samuel samantha; pat patrick patricia; patty patricia
    ron ronald; don donald; ken kenneth; tim timothy; vicky victoria; vic victor; becky rebecca; debbie deborah
    jenny jennifer; jen jennifer; cindy cynthia; nate nathan nathaniel; gabe gabriel; josh joshua; zach zachary
    zack zachary; phil philip phillip; jerry gerald jerome jeremy; gerry gerald gerard; ray raymond; max maximilian
    fred frederick alfred; al albert alan alfred; bert albert robert; marty martin; lou louis; abby abigail
    """.replace("\n", ";").split(";")
    if line.split()
}

# Given names that are words as well: "Mark Gisi" is somebody, "Connect Xray" is not.
GIVEN_NAMES = frozenset(
    """
    mark will bill max rob bob grant frank jack pat sue grace hope joy art chase drew dean gene glen lance miles ray
    rich skip wade ward may june april august dawn rose ruby crystal ivy olive summer autumn faith charity amber
    jade pearl robin carol penny tad sandy cliff clay heath rod nick josh jay guy earl duke king prince major page
    sterling chip chuck buddy harry tom dan ben sam matt pete peter alan ken tim jo van jose ana ali kim lee
    """.split()
)

# Roles and bodies that can own work, as notes name them: with or without "the", in the plural too.
ROLE = expression(
    r"""(?: the\ | our\ )? (?: \d{4}\ )? (?: (?-i:[A-Z])[\w&/-]*\ | (?:vice|co|deputy|acting
        |executive|general|project|program
        |programme|product|technical|tech
        |release|community|events?|social|media|finance|marketing|design|core|dev|docs?|legal|security|infrastructure
            |infra|web|outreach
        |membership|editorial|steering|governing|working|support|engineering|qa|test|testing|research|backend
            |frontend|front-end|back-end)[ -] ){0,3}
        (?: chair(?:s|man|men|woman|person|persons)? | co-?chairs? | secretar(?:y|ies) | treasurer s? | president
            | vice-president | vp | scribe s? | editor s?
        | facilitator s? | moderator s? | host s? | organi[sz]er s? | coordinator s? | manager s? | director s?
            | officer s? | lead s? | leader s? | captain
        | maintainer s? | committer s? | author s? | reviewer s? | champion s? | shepherd s? | liaison s? | admin s?
            | administrator s? | webmaster | clerk | trustees
        | committee s? | subcommittee | board | council | team s? | group s? | wg s? | sig s? | tsc | tac | tc | pmc
            | cpc | staff | secretariat | office
        | member s? | attendees | participants | developer s? | dev s? | engineers | student s? | mentor s?
            | mentee s? | intern s? | volunteer s? | delegates
        | representative s? | reps? | project s? | pi s? | supervisor s? | tutor | instructor s? | ta s? | tester s?
            | designer s? | analyst s? | architect s? | programmer s? | pm s? | speaker s? | presenter s? | po
            | scrum\ master | product\ owner )
        (?! [\w'’] )""",
    re.VERBOSE | re.IGNORECASE,
)

# Capitalised words that open sentences or headings in notes and are never somebody.
NOT_NAMES = frozenset(
    """
    a about account action actions add added adding after again agenda agree agreed ai all also although an and
    announce another any api april apologies are as ask asked at attendees august back based be because before begin
    being best better both bring bug build but by call can change chat check clean close closed code comment
    complete completed consider contact continue could create current currently data date day deadline december
    decide decided decision decisions define demo design develop development did discuss discussed discussion do
    docs does doing done draft due during each either email ensure event events every everyone everybody explore
    fall february feedback few figure file final finalize finally find finish finished first fix follow following
    for friday from future general get give given go going good google great had has have having he hello help here
    hi his hold how however i idea ideas identify if implement implementation important improve in include including
    increase info initial input install integrate investigate is issue issues it item items its january join july
    june just keep last later launch learn let lets like link list look made main maintain make many march may maybe
    meet meeting meetings members merge might minutes monday month more most move much must my name need needed
    needs new next no none not note notes november now october of off old on once one only open or order organize
    other our out over page people per perhaps plan planned planning plans please point possible post pr prepare
    presentation present previous prior progress project proposal propose proposed provide public publish put q
    question questions quick read ready really recap record reach regarding release remaining reminder remove reply
    report request research resolve review revisit run same saturday schedule second see send september set several
    share she should show similar since slides so some someone something soon sort speak start started starting
    status still stop submit suggest suggestion summary sunday support sure take talk task tasks team test testing
    tests thank thanks that the their them then there these they thing think this those though three through
    thursday time to today todo tomorrow topic topics total try tuesday two type under until up update updated
    updates upload use used user users using various version via view wait want was we website wednesday week weekly
    weeks welcome well were what when where whether which while who why will with within without work working works
    would write yes yesterday yet you your status blocked blockers backlog sprint stand standup retrospective
    website app application server client github gitlab slack discord zoom twitter facebook linkedin youtube wiki
    doodle trello jira figma python java javascript linux windows mac android ios docker kubernetes html css json
    phase step part section chapter appendix table figure option priority estimate goal goals objective objectives
    outcome result results risk risks ok okay
    """.split()
)


@cache
def common_words() -> frozenset[str]:
    """Words that meeting notes write in lower case (`training/words.py` collects them): no names when capitalised."""
    return frozenset(text_of("language/people/words.txt").split())


ENDS_AS_NOUN = expression(r"(?:tion|sion|ment|ness|ities|ology|able|ible|ized|ings?)$")


@remembered
def fold_name(text: str) -> str:
    """`text` folded for comparison: lower case, no accents, no punctuation but inside words."""
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("", text)
    if text.isascii():
        return text.translate(_BLANKED).lower().strip()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _PUNCTUATION.sub(" ", text).casefold().strip()


_APOSTROPHE = expression(r"(?<=\w)['’](?=\w)")
_PUNCTUATION = expression(r"[^\w\s-]")
_BLANKED = {ord(sign): " " for sign in map(chr, range(128)) if not (sign.isalnum() or sign.isspace() or sign in "_-")}


def is_role(words: str) -> bool:
    """Whether words are a role or a body: "the chairs", "Events team", and not "Work alongside developers"."""
    parts = words.split()
    return 0 < len(parts) <= 4 and ROLE.fullmatch(words) is not None and parts[0].casefold() not in _NOT_ROLES


_NOT_ROLES = frozenset("a an another each some any no every more other new work numbers".split())
