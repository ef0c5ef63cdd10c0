"""Word lists about names, as data: everybody, nobody, nicknames, given names, and words that are no names."""

from __future__ import annotations

import unicodedata
from functools import cache

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered
from extractor.common.resources import text_of

# Words for everybody present, who are one owner: "all".
EVERYBODY = frozenset(
    phrase.strip()
    for phrase in """
    all, everyone, everybody, we, us, both, team, group, everyone's, y'all, ya'll, folks, we all, all of us, the team,
    whole team, the whole team, the group, all members, all of you, entire team, the entire team, all team members,
    team members, all participants, all attendees, you all, whole group, the whole group, each member, everyone else,
    each team member, each person, every person, each of us, each of you, every one of us, each one of us,
    every member, every team member
    """.split(",")
)
# Words that say that nobody owns the work, or nobody yet.
NOBODY = frozenset(
    phrase.strip()
    for phrase in """
    none, nobody, noone, no one, tbd, tbc, tba, n/a, na, unassigned, ?, ??, ???, -, --, —, –, x, unknown, open, someone,
    somebody, anyone, anybody, to be decided, no owner, no owner yet, nobody yet, owner?, needs owner, owner needed,
    volunteer, volunteers, a volunteer
    """.split(",")
)

# Short forms that are no beginnings of the first name: the form, then the names.
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
    nick nicholas nicolas nikolas; andy andrew andreas; drew andrew; greg gregory; jeff jeffrey jeffery geoffrey
    geoff geoffrey
    matt matthew matthias; mat matthew; larry lawrence laurence; hank henry; harry henry harold; charlie charles
    chuck charles; ben benjamin; dan daniel; danny daniel; sam samuel samantha; pat patrick patricia; patty patricia
    ron ronald; don donald; ken kenneth; tim timothy; vicky victoria; vic victor; becky rebecca; debbie deborah
    jenny jennifer; jen jennifer; cindy cynthia; nate nathan nathaniel; gabe gabriel; josh joshua; zach zachary
    zack zachary; phil philip phillip; jerry gerald jerome jeremy; gerry gerald gerard; ray raymond; max maximilian
    fred frederick alfred; al albert alan alfred; bert albert robert; marty martin; lou louis louise; abby abigail
    dom dominic dominik; nat natalie nathan nathaniel; gaz gary gareth; baz barry; daz darren; shaz sharon; caz caroline
    jez jeremy; tash natasha; trish patricia; jo joanna joanne josephine; bex rebecca; becs rebecca; pip philippa philip
    izzy isabel isabella isobel; lexi alexandra; mags margaret; nic nicola nicholas; bev beverley beverly; ros rosalind
    """.replace("\n", ";").split(";")
    if line.split()
}

# Given names that are common words too: "Mark Gisi" is a person, "Connect Xray" is not.
GIVEN_NAMES = frozenset(
    """
    mark will bill max rob bob grant frank jack pat sue grace hope joy art chase drew dean gene glen lance miles ray
    rich skip wade ward may june april august dawn rose ruby crystal ivy olive summer autumn faith charity amber
    jade pearl robin carol penny tad sandy cliff clay heath rod nick josh jay guy earl duke king prince major page
    sterling chip chuck buddy harry tom dan ben sam matt pete peter alan ken tim jo van jose ana ali kim lee
    """.split()
)

# The lists of words that are no names share a base; each adds what only its kind of text needs.

# Labels of lines and fields: "Action: ...", "Date: ...".
_LABELS = frozenset(
    """
    a action actions agenda agreed apologies attendees date deadline decision decisions discussion done due from
    goal goals how issue issues item items link name next note notes present priority proposal question
    questions result risk risks status summary task tasks time to today todo tomorrow topic update updates what
    when where who why yesterday
    """.split()
)
# Other words that notes write with a capital letter.
_COMMON_WORDS = frozenset(
    """
    about add after all also an and any api april are as ask at august be before both but by call can check
    client could create data december design development did discord discuss discussed do docs does during each
    every everybody everyone february few first fix for friday get google had has have he here his i idea ideas
    if info is it its january july june last make many march may maybe meet meeting meetings members minutes
    monday month more most must my need needs new no none not november october of ok okay old on one only open
    halloween christmas xmas easter thanksgiving gala picnic carnival bazaar raffle fundraiser
    or order other our people per plan planning plans please project release report research results review
    saturday second see send september set several she should since slack some someone something sprint standup
    step sunday support talk team testing tests thank thanks that the their them then there these they this
    those three thursday topics tuesday two until use user users using version was we website wednesday week
    welcome were which will with without work working works would yes you your zoom
    """.split()
)
# Words that open sentences and headings, and the names of products.
_FIRST_WORDS = frozenset(
    """
    account added adding again agree ai although android announce another app appendix application asked back
    backlog based because begin being best better blocked blockers bring bug build change chapter chat clean
    close closed code comment complete completed consider contact continue css current currently day decide
    decided define demo develop docker doing doodle draft either email ensure estimate event events explore
    facebook fall feedback figma figure file final finalize finally find finish finished follow following future
    general github gitlab give given go going good great having hello help hi hold however html identify
    implement implementation important improve in include including increase initial input install integrate
    investigate ios java javascript jira join json just keep kubernetes later launch learn let lets like
    linkedin linux list look mac made main maintain merge might move much needed now objective objectives off
    once option organize out outcome over page part perhaps phase planned point possible post pr prepare
    presentation previous prior progress propose proposed provide public publish put python q quick reach read
    ready really recap record regarding remaining reminder remove reply request resolve retrospective revisit
    run same schedule section server share show similar slides so soon sort speak stand start started starting
    still stop submit suggest suggestion sure table take test thing think though through total trello try
    twitter type under up updated upload used various via view wait want weekly weeks well whether while wiki
    windows within write yet youtube
    """.split()
)
# Words beside the people in a list of people, and parts of the names of organisations.
_LIST_WORDS = frozenset(
    """
    absences absent absentees afternoon am announcement announcements answer anyone anything approved apr
    association attendance attendee attending aug author authors backend background been board budget business
    center centre cet chair chairs clients college committee community company conclusion conclusions consulting
    context corp corporation council cpc customer customers dec department dept designer detail details
    developer developers discussions documentation edt engineering est evening everything example examples feb
    finance five foundation four fri frontend gmbh gmt group groups guest guests her http https inc information
    institute international introduction introductions invited invitees jan jul jun laboratory labs legal links
    llc location ltd manager mar marketing me member membership mon morning motion motions moved n/a na names
    news nil nobody non-voting nothing nov observer observers oct online others overview owner owners
    participant participants pdt person phone place pm pmc presenter presenters presents product projects
    proposals pst purpose quorum recording regrets releases remote remotely reports resolution resolved rest
    retro reviews role roles sales sat school seconded security sep sept services shall sig six skype society
    software somebody source staff steps student students sun systems tac tba tbc tbd tc teams technologies
    technology thu thur thurs title to-do tsc tue tues university unknown us utc venue video vote votes voting
    webex wed wg wip year
    """.split()
)
# Labels of fields that are no speakers, in notes and in transcripts.
_FIELD_LABELS = frozenset(
    """
    ai answer assigned assignee attendance background blocker blockers cc chair context email eta example fyi
    http https links location nb objective outcome owner owners participants phone place ps q re regrets
    resolution resolved role scribe subject tip title to-do url warning
    """.split()
)
# More labels of notes that are no speakers.
_NOTE_LABELS = frozenset(
    """
    agendum alternative amount ap aps arc attached attachment attention bcc blocked bug bugs caution caveat
    comment comments completed con concern concerns cons consensus cost current database db dear definition dev
    devops doing duration e.g eg faq feature features feedback finished future fwd hello help hi host hosts i.e
    id ie important in-progress infra input login minutes-by mvp objectives ops option outcomes output passcode
    password past pending pr price pro problem problems progress pros prs qa rationale reason recommendation
    recommendations recorded reminder request requests requirement requirements responsible rrsagent scribenick
    scribes sent server solution solutions subtopic target total ui username ux whereas zakim
    """.split()
)
# More labels of transcripts that are no speakers.
_TRANSCRIPT_LABELS = frozenset({"decided", "description", "proposed", "type"})

_SHORT_MONTHS = frozenset("feb apr aug sept oct nov dec".split())

# Short forms of things, which are nobody's initials where the list of people has none like them.
_ACRONYMS = frozenset(
    """
    agm aob api apis cctv coshh cpd crm csv cv cvs dbs dnacpr dob ecg egm ehcp ekg erp eta faq faqs gdpr gps iban
    inset iv kpi kpis lan mot mri nda ndas okr okrs pcr pdf pdfs pos ppe pshe rfp rfq roi sfx sim sla slas sms sop
    sops sql tto ttos tv uat usb vat vfx vpn wifi
    """.split()
)

# Capitalised words that open sentences or headings in notes and are no names.
NOT_NAMES = _LABELS | _COMMON_WORDS | _FIRST_WORDS | _SHORT_MONTHS | _ACRONYMS
# Words that are no part of a name in a list of people, where capitals are no sign of a name.
NEVER_IN_NAMES = _LABELS | _COMMON_WORDS | _LIST_WORDS
# Labels that never speak: they announce a kind of line or a field, however often they recur.
NEVER_SPEAK_IN_NOTES = NEVER_IN_NAMES | _FIELD_LABELS | _NOTE_LABELS
NEVER_SPEAK_IN_TRANSCRIPTS = _LABELS | _FIELD_LABELS | _TRANSCRIPT_LABELS


@cache
def common_words() -> frozenset[str]:
    """Return the words that meeting notes write in lower case, which are no names when capitalised.

    `training/words.py` collects them.
    """
    return frozenset(text_of("language/people/words.txt").split())


# Endings of nouns that are no names: "Continuation", "Onboarding".
ENDS_AS_NOUN = expression(r"(?:tion|sion|ment|ness|ities|ology|able|ible|ized|ings?)$")


@remembered
def fold_name(text: str) -> str:
    """Fold a text for comparison: lower case, without accents, and without punctuation except within words."""
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("", text)
    if text.isascii():
        return text.translate(_BLANKS_FOR_SIGNS).lower().strip()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _PUNCTUATION.sub(" ", text).casefold().strip()


_APOSTROPHE = expression(r"(?<=\w)['’](?=\w)")
_PUNCTUATION = expression(r"[^\w\s-]")
_BLANKS_FOR_SIGNS = {
    ord(sign): " " for sign in map(chr, range(128)) if not (sign.isalnum() or sign.isspace() or sign in "_-")
}
