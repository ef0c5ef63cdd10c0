"""The words with which people keep something from outsiders: labels, tags, titles of columns. English, German, French.

An expression of SECRET is a mark only where a heading, a label, a bracket or a short clause holds nothing else but
FILLERS ("for internal use only"). "client" stands for the names of the client as well, which the caller puts in its
place. In the fragments a blank stands for a blank or a hyphen. Phrases in sentences: `confidential_phrases`.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression, screened, sought


def spaced(fragment: str) -> str:
    """Let a blank stand for a blank or a hyphen, and an apostrophe for each of its signs or none."""
    return fragment.replace("'", "['’]?").replace(" ", "[ -]")


def alternatives(text: str) -> str:
    """Return one expression for the alternatives of a text, one or more a line.

    A line that begins with a bar goes on within the alternative above.
    """
    return "|".join(line.strip() for line in re.sub(r"\n\s*\|", "|", text).splitlines() if line.strip())


# A capitalised name, in expressions that ignore case otherwise.
NAME = r"(?-i:[A-ZÀ-ÖØ-Þ][\w&]+(?: [A-ZÀ-ÖØ-Þ][\w&]+){0,2})"
OUTSIDER = (
    r"(?:the |our |their |any |this |these )?(?:clients?|customers?|guests?|visitors?|externals?|outsiders?|public"
    r"|press|media"
    r"|vendors?|suppliers?|contractors?|buyers?|sellers?|prospects?|tenants?|landlord|patients?|famil(?:y|ies)"
    r"|residents?"
    r"|observers?|applicants?|candidates?|investors?|sponsors?|donors?|competitors?|competition|other side"
    r"|counterpart(?:y|ies)"
    r"|third part(?:y|ies)|members of the public|kunden?|mandanten?|auftraggeber\w*|öffentlichkeit|presse|clientes?)"
)
ANYONE = r"(?:anyone|anybody|any one|others|other people|outside people|nobody else|no one else)(?: else| outside)?"
PRONOUN = r"(?:them|him|her)"
INSIDE = (
    r"(?:the |our |this |my )?(?:(?:core |project |account |sales |management |leadership |board |delivery |internal "
    r"|own |whole )?"
    r"(?:team|staff|us|ourselves|board|committee|council|management|managers?|leadership|execs?|executives?"
    r"|directors?|trustees"
    r"|governors|partners|owners|shareholders|hr|legal|finance|company|firm|group|circle|house|employees|colleagues"
    r"|members|side|crew|office|department|agency|insiders))"
)
RECORD = (
    r"(?:the |our |any |this )?(?:(?:client(?:'s)? |customer |external |public |official |shared "
    r"|written )?(?:minutes|record|records|recap"
    r"|summary|notes|e?-?mail|message|letter|write ?up|version|report|protocol|newsletter|follow ?up|document|deck"
    r"|copy|draft))"
)

WORDS = r"[^:;.!?()\[\]–—]"  # within a clause
SECRET = screened(
    r"(?<!\w)(?:"
    + spaced(
        alternatives(
            rf"""
    (?:team |company |strictly )?internal(?:ly)?|in ?house|privat(?:e|ely)|confidential(?:ly)?|confid?\.?
    secret(?:ly)?
    sensitive|restricted|classified|privileged|proprietary|non ?public|not (?:yet )?public(?: yet)?
    unofficial(?:ly)?|undisclosed|(?:just |only )?for (?:our|the) (?:files?|records?)|not (?:on|in) (?:the )?record
    (?:verbal|oral)(?:ly)? only|st|sss*t|pst|psss*t|sh|shhh*|sshh*|whisper(?:ed|ing)?|off limits(?: {WORDS}{{1,20}})?
    (?:hide|conceal|suppress|omit|exclude|leave out|keep out|skip (?:in|for)|strike)(?: (?:this|it
    |that))?(?: (?:from|in|of|for) {RECORD})?
    not (?:to be )?(?:share?able|disclosable|quotable|releasable|publishable)
    for (?:the |our )?(?:board|management|leadership|directors?|execs?|hr)(?:'s)?(?: eyes)?(?: only)?
    (?:please )?(?:nobody|no one) (?:write|note|record|minute|repeat|mention|share|tell|say|forward){WORDS}{{0,20}}
    kunde (?:weiß|ahnt) {WORDS}{{0,12}}nichts{WORDS}{{0,8}}|(?:à )?garder (?:pour|entre) nous
    (?:under |till |until )?embargo(?:ed)?|(?:under )?(?:an |our |the )?nda|under non ?disclosure
    in (?:the )?(?:strict |strictest )?confidence
    off (?:the )?records?|hush(?: hush)?|need to know|eyes only|for (?:our|your|team|my|his|her
    |{NAME}(?:'s)?) (?:own )?eyes(?: only)?|not in front of {WORDS}{{1,30}}
    (?:for )?(?:your|our) ears only
    closed (?:session|doors?|part|meeting|item|section)|behind closed doors|(?:part )?closed to {WORDS}{{1,20}}
    in camera
    exec(?:utive)? session|not (?:to be )?shared(?: further)?
    private session|confidential session|sub rosa|entre nous|inter nos|redact(?:ed)?|unminuted|without minutes
    no minutes|withheld|noexport
    (?:for |only for |just for |with )?{INSIDE} only|only (?:for |to |with |by )?{INSIDE}
    (?:just|only) (?:for |between )?us|for us(?: only)?
    for {NAME}(?:(?: and |, | & ){NAME})? only|for (?:me|you|myself) only
    (?:note|notes|memo|reminder) to (?:self|myself|ourselves)
    not (?:yet )?(?:client|customer|public|external|externally) ?(?:facing|visible|safe|ready|suitable|appropriate
    |friendly|cleared|approved)|not to (?:be sent to |go to |reach )?(?:{OUTSIDER}|{NAME})
    (?:what|things|points) (?:we|i) (?:keep|hide|withhold|hold back|conceal) from {WORDS}{{1,30}}
    chatham house(?: rules?)?|sotto voce|back ?channel(?: only)?|(?:please )?burn after reading|walls have ears
    (?:deep )?background(?: only)?(?:,? not (?:for|to be) (?:attribut\w+|quot\w+))|not for attribution
    |unattribut(?:able|ed)
    (?:schtum|shtum|tight lipped|cone of silence|loose lips sink ships|(?:my |our )?lips (?:are )?sealed)
    (?:no|without a?) paper ?trail|not (?:a|one) word(?: of (?:this|it|that))? (?:to|outside|beyond|about
    |in) {WORDS}{{1,30}}
    not (?:a|one) word outside|nothing in writing|(?:under|in) lock and key|incognito|clandestine|covert(?:ly)?
    not (?:meant |intended |suitable |ready |fit |yet )?for (?!now\b|today\b|us\b|me\b|this\b|next\b|long\b|sure\b
    |it\b|be\b|do\b|the (?:first|next|moment)\b){WORDS}{{1,40}}
    (?:do not|don't|dont|never|not to be|must not be|should not be|please not) (?:share[d]?|forward(?:ed)?
    |distribute[d]?|circulate[d]?|publish(?:ed)?|disclose[d]?|minute[d]?|record(?:ed)?|send|sent|repeat(?:ed)?
    |mention(?:ed)?|quote[d]?|cop(?:y|ied)|reveal(?:ed)?|export(?:ed)?|pass on|tell|told|leak(?:ed)?|show|shown
    |discuss(?:ed)?|read (?:out|aloud|this out|it out)(?: loud)?|present(?:ed)?|screen ?shot|screen ?share|air(?:ed)?
    |voice[d]?|broadcast|post(?:ed)?|upload(?:ed)?|reply all|cc|bcc|copy in|transcribe[d]?|announce[d]?|attribute[d]?
    |hand(?:ed)? out|pass(?:ed)? around|let slip|print(?:ed)?|release[d]?|include[d]?|write|written|put|log|document
    |note[d]?|type[d]?
    |use[d]?)(?: (?:this|it|that|down|in writing|anyone|anybody|on|further|outside|externally|yet|with anyone
    |to anyone|{WORDS}{{1,20}}? clients?))?
    no (?:distribution|sharing|circulation|forwarding|publication|publicity|disclosure|copies|clients?|customers?
    |external\w*|outsiders|press)
    (?:strictly )?between (?:us|ourselves|you and me|you me and {WORDS}{{1,20}}|the two of us|colleagues|partners
    |these four walls)|among (?:us|ourselves)
    (?:things|what|points|stuff|items) (?:we|i) (?:don't|do not|won't|can't|must not|never) (?:tell|say|share|show
    |mention|send){WORDS}{{0,40}}
    (?:on the )?(?:quiet|qt|q\.t\.|hush|sly|down ?low)|under (?:the )?(?:wraps|radar)|under the table|low profile
    mum's the word|hidden(?: from {WORDS}{{1,20}})?
    (?:our|own) side(?: only)?|pre ?decisional|deliberative|draft only|to be deleted|to delete|do not send
    private to {WORDS}{{1,20}}
    tlp ?:? ?(?:red|amber(?:\+strict)?|green)|int|intl|priv|conf|cic|c ic|ci c|c i c|otr|fyeo|iuo|ouo|fouo|noforn|nfp
    nfd|ntk|eyo|ic\.?|i\.c\.?
    [🔒🔐🔏🤫🤐🙊㊙]\ufe0f?|:(?:lock|closed_lock_with_key|lock_with_ink_pen|shushing_face|zipper_mouth(?:_face)?
    |speak_no_evil|secret):
    intern(?:e[rsnm]?)?|nur (?:f[üu]r )?(?:uns|das team|den vorstand|mitarbeiter|intern\w*)|vertraulich\w{{0,2}}
    geheim\w{{0,2}}|nicht ?öffentlich\w{{0,2}}
    unter dem siegel der verschwiegenheit|hinter vorgehaltener hand|(?:striktes )?stillschweigen|unter der hand
    (?:darf |soll |bitte )?nicht nach (?:außen|draußen)(?: {WORDS}{{1,20}})?|kein wort (?:zu|nach|an
    |über) {WORDS}{{1,30}}
    unter (?:uns|vier augen|verschluss)(?: gesagt)?|verschlusssache|vs nfd|sperr(?:frist|vermerk)|betriebsgeheimnis
    hinter verschlossenen türen|(?:für|bei) (?:euch|dich|uns|sich) behalten|(?:à )?garder (?:pour|entre) (?:vous|nous
    |toi)
    nicht (?:für|an|zur|zum|ins?|öffentlich|weiter\w*|teilen|mitteilen|ver\w+en|protokoll\w*|erwähnen|sagen|zeigen
    |senden|schicken)\b{WORDS}{{0,30}}|(?:bleibt )?im team
    confidentiel(?:le)?s?|internes?|privée?s?|secr[eè]te?s?|(?:à )?huis clos
    hors (?:pv|procès verbal|compte rendu|micro)|(?:sous )?embargo|diffusion (?:restreinte|limitée|interdite)
    motus(?: et bouche cousue)?|bouche cousue|sous le sceau du secret|(?:en )?off (?:the record|s'il vous plaît)
    en (?:catimini|douce|sous main)|sous (?:le manteau|cape)
    (?:à )?ne (?:pas|jamais) (?:le |la |les |en )?(?:diffuser|partager|transmettre|communiquer|divulguer|publier
    |ébruiter|répéter|révéler
    |mentionner|dire|envoyer|consigner|faire|inscrire|noter|montrer|parler)\b{WORDS}{{0,40}}
    pas pour {WORDS}{{1,30}}|réservée?s? (?:à|au|aux) {WORDS}{{1,30}}|sans (?:le|les|la) clients?
    confidencial(?:es)?
    intern[oa]s?|riservato|vertrouwelijk|onder ons|entre nosotros|tra noi|niet delen
    """
        )
    )
    + r")(?!\w)",
)

# What may stand beside a mark in a label, a bracket or a heading that says nothing else.
FILLERS = frozenset(
    """
    strictly highly very most extremely commercially commercial company corporate purely absolutely totally
    completely still really
    in for the a an our my your own only just please pls plz kindly nb note notes use usage purpose purposes
    consumption eyes
    to by of on at as is are was were be been being it its this that these those them here there with within inside
    outside and or
    keep kept stay stays staying remain remains treat treated treating handle handled mark marked consider
    considered says
    item items action actions point points comment comments remark remarks topic topics section part session matter
    matters
    business agenda to-do todo todos to-dos follow follow-up followup followups follow-ups up ups next step steps
    discussion discussions debrief
    debriefing wrap wrap-up wrapup recap review prep preparation planning alignment align huddle caucus chat
    thoughts thinking
    feedback background memo info information content material data stuff document documents doc details detail talk
    points
    talking call meeting meetings sync pre post pre-call post-call premeeting after before until till yet now moment
    team staff side us we client clients customer customers external externals partner everyone all everything
    classification classified level status visibility audience sensitivity sharing access distribution label tag
    handling dissemination
    begin begins beginning start starts starting end ends ended stop follows following below above previous last bit
    rest from onwards
    strict strictest medium high top extra copy version circulation group circle parking lot open
    note warning caution danger important info tip details summary subject re fw fwd aw betreff objet attention
    nur für den die das dem der des bitte streng zum zur gebrauch verwendung punkte punkt teil notiz notizen thema
    themen gesagt
    besprechung nachbesprechung vorbesprechung sitzung und ist sind wird bleibt bleiben behandeln zu im in team
    kunden kunde anfang ende
    usage le la les l de du des pour à au aux strictement points réunion partie équipe direction document réunions
    et est client
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october
    november december jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri launch announcement
    announced signed
    annex appendix addendum attachment stuff things bits issues issue questions question decisions decision
    tasks task list
    report log sidebar corner round talk conversation exchange
    page pages paragraph line lines sheet slide slides row rows bcc cc class tier grade défense defense ue eu
    post-mortem postmortem mortem retro retrospective lessons-learned reflections commercials tactics addendum
    nachgespräch vorgespräch gespräch gespräche runde austausch absprache abstimmung nachbereitung vorbereitung
    rückblick
    débriefing debriefing échange échanges bilan préparation suite
    legal attorney lawyer solicitor counsel product work ii iii iv vi i b c d e press excluded eod
    """.split()
)

# Signs and words that are marks wherever they stand.
SIGN = sought(
    r"[🔒🔐🔏🤫🤐🙊㊙]\ufe0f?|:(?:lock|closed_lock_with_key|lock_with_ink_pen|shushing_face|zipper_mouth(?:_face)?"
    r"|speak_no_evil):|\bTLP ?: ?(?:RED|AMBER(?:\+STRICT)?|GREEN)\b"
    rf"|[🚫⛔❌✗✘🙅]\ufe0f?\s?(?i:{spaced(OUTSIDER)}|share|sharing)"
)
TAG = expression(
    r"(?<![\w&])[#@+%!~:](?:internal|int|private|priv|confidential|conf|secret|nda|sensitive|restricted|embargo(?:ed)?"
    r"|off[-_]?(?:the[-_]?)?record|otr|(?:team|staff|board|company|us|ours|internal|insiders?|management|mgmt)[-_]?only"
    r"|(?:not|no)[-_]?(?:for[-_]?)?(?:the[-_]?)?(?:clients?|customers?|external|public|export)|intern|interne"
    r"|vertraulich"
    r"|geheim|confidentiel|prive|nicht[-_]?weitergeben|nur[-_]?intern|do[-_]?not[-_]?share|dontshare|noshare"
    r"|privileged)"
    r"(?:[-_](?:only|notes?|use|info|team|part))?(?![\w-]):?"
    r"|(?<![\w&])[#@](?:just[-_]?)?(?:us|ours|hush)(?![\w-])"
    r"|[\[(](?:message deleted|deleted message)[\])]|\[deleted\]"
    # "#clientmustnotsee", "#hide-from-customer"
    r"|(?<![\w&])[#@](?=[\w-]{0,30}(?:client|customer|extern|public|outside|kunde))"
    r"(?=[\w-]{0,30}(?:(?:must|do|should|may|can|is|are)[-_]?not|dont|not[-_]?(?:for|to|see|share|shown)|never|hide"
    r"|without|nicht|sans))[\w-]{5,40}",
    re.I,
)
# Words of a sentence that are marks in it, whatever else it says; in capitals also where lower case would be a word.
SAID = sought(
    r"(?<!nothing )(?<!not )(?<!never )(?i:\boff[ -]the[ -]record\b)"
    r"|(?i:\bin (?:strict(?:est)? )?confidence)(?=[,.;:]|$)"
    r"|\b(?:STRICTLY |PRIVATE AND )?(?:CONFIDENTIAL|INTERNAL ONLY|INTERNAL USE ONLY|DO NOT SHARE|DO NOT FORWARD"
    r"|NOT FOR DISTRIBUTION|EYES ONLY)\b|(?i:\b(?:attorney|lawyer|solicitor|legal)[ -](?:client[ -])?privileged?\b)"
    r"|(?i:\b(?:strictly|highly) confidential\b)|(?i:\b(?:in|into) (?:closed|executive|private|confidential) session\b)"
    r"|(?i:\bin camera\b)|(?i:\bwithout (?:being )?minut(?:es|ing|ed)\b)"
)

_SAID_WORDS = frozenset(
    """record confidence confidential only share forward distribution privilege privileged session camera minutes
    minuting minuted""".split()
)


def says_mark(text: str, words: frozenset[str]) -> bool:
    """Whether a text, with these words in lower case, holds a match of SAID; most hold none of its words."""
    return not _SAID_WORDS.isdisjoint(words) and SAID.search(text) is not None


# Columns: what a title asks, and which cells answer that a row may be seen by outsiders.
# Columns that refer to something, or date it: "Minute ref", "Release date". They do not ask who may see a row.
REFERS = expression(
    r"\W*(?:minutes?|agenda) (?:no|nos|item|point|para)\W*"
    r"|.{1,40}\b(?:ref|refs|reference|references|number|nr|num|id|date|page|link|url|paragraph)\W*",
    re.I,
)
ASKS_SHARED = expression(
    r"\W*(?:(?:ok(?:ay)?|may|can|to|safe|ready|suitable) )?(?:to |be )?(?:shar(?:e|ed|eable|able|ing)|external(?:ly)?"
    r"|public(?:ly)?|publish(?:ed|able)?|(?:client|customer)[ -](?:facing|visible|safe|ready|ok|version|mail"
    r"|recap|approved|cleared|suitable)"
    r"|(?:visible|show|shown|send|sent|tell|goes?|open|ok|fit|for) (?:to|for|in)?[ ]?(?:the )?(?:clients?|customers?"
    r"|acme|outside|public|external\w*|minutes|recap|record|mail|everyone)"
    r"|(?:in|for|into) (?:the )?(?:minutes|recap|record|summary|mail|e-?mail|client mail)"
    r"|include(?:d)?(?: in .{1,20})?|minuted|minute(?= (?:this|it|that)|\W*\?)"
    r"|distribut(?:e|able)|release(?:able)?|extern|öffentlich|partager|teilen"
    r"|weitergeben|weitergabe|freigabe|freigegeben|veröffentlichung|veröffentlichen|diffusable|diffusible|communicable"
    r"|publiable|(?:à )?(?:diffuser|communiquer|publier))"
    r"(?: (?:with|to|for|outside|externally|by|in|mit)?[ ]?.{0,24})?\W*",
    re.I,
)
ASKS_SECRET = expression(
    r"\W*(?:is |mark(?:ed)? |strictly |keep |team |company )?(?:internal(?:ly)?|private|confidential(?:ity)?|secret"
    r"|sensitive|restricted|nda|privileged|embargo(?:ed)?|off (?:the )?record|hide(?: from .{1,20})?|hidden|withhold"
    r"|redact"
    r"|intern|vertraulich|confidentiel|priv|conf|int|not for .{1,20}|do not share|don['’]t share)(?: (?:only|item|use"
    r"|info|notes?|comments?|remarks?|matters?|point|flag|y/n|yes/no))?\W*",
    re.I,
)
ASKS_AUDIENCE = expression(
    r"\W*(?:audience|visibility|visible(?: to)?|classification|sensitivity|tlp|who (?:may|can|should|must) (?:see"
    r"|know|read).{0,15}|sharing|access|disclosure|distribution|circulation|confidentiality|privacy|security"
    r"|protection"
    r"|int(?:ern\w*)? ?(?:/|or|vs\.?|oder|ou) ?(?:ext\w*|public|client)|ext\w* ?(?:/|or|oder|ou) ?int\w*"
    r"|public ?(?:/|or) ?(?:private|internal)|(?:sharing|security|privacy|access|disclosure)"
    r" (?:level|status|class|scope)|share with|for whom"
    r"|seen by|readers?|(?:restricted|limited|open|confined) to|empfänger|vertraulichkeit|diffusion)\W*",
    re.I,
)
YES = expression(
    r"\W*(?:y|yes|ja|oui|x|true|1|ok|okay|shared?|public|open|all|everyone|everybody|external|clients?|customers?"
    r"|done|sure|both|client and .{1,20}|yes.{0,40})\W*|\W*[✓✔✅☑👍🟢]\W*",
    re.I,
)
NO = expression(
    r"[\s.,;:()*_–—/-]*(?:n|no|nein|non|false|0|none|open|public|all|everyone|external|client|clients|shared|n/?a"
    r"|no.{0,20})?[\s.,;:()*_–—/-]*"
    r"|\W*[✗✘❌☐]\W*",
    re.I,
)
# Columns that hold names or states as well: only a plain "no" in them counts.
ASKS_LOOSELY = expression(
    r"(?:.{0,30}\b)?(?:clients?|customers?|extern\w*|public\w*|shar(?:e|ed|ing)|outside\w*|visible|kunden?|minutes"
    r"|recap|record|publish\w*)\b.{0,30}"
    r"|\W*send\W*",
    re.I,
)
NOT_NO = expression(
    r"(?!\W*(?:n|no|nein|non|never|not yet|later|false|nope|omit|exclude|withhold|hide|redact|leave out|keep out"
    r"|internal"
    r"|private|team|staff|us|ours)\W*$|\W*[✗✘❌🚫⛔]\ufe0f?\W*$).*",
    re.I | re.S,
)
ANYBODY = expression(
    r"[\s.,;:()*_–—/-]*+(?:public|open|all|everyone|everybody|anyone|external|clients?|customers?|shared|both"
    r"|client.{0,30}"
    r"|(?:tlp ?:? ?)?(?:clear|white)|low|none|unclassified|unrestricted|c0|c1|normal|no|n/?a)?[\s.,;:()*_–—/-]*",
    re.I,
)

# A block without one of these words holds no mark, and is not searched.
_HINT_WORDS = frozenset(
    """
    internal internally private privately priv confidential confidentially confidentiality confid conf confidence
    secret secretly secrets sensitive
    restricted classified privileged privilege proprietary public publicly unofficial unofficially undisclosed
    embargo embargoed nda disclosure disclosed disclose
    record records hush know eyes ears closed camera executive session rosa nous nos redact redacted unminuted
    minutes minute minuted minuting withheld noexport only
    us self myself ourselves not distribution sharing circulation forwarding publication publicity copies no between
    among quiet qt wraps radar table profile mum mums hidden hide hid
    hiding conceal concealed side predecisional deliberative delete deleted tlp int intl cic otr fyeo iuo ouo fouo
    noforn nfp nfd ntk eyo ic i c q
    intern interne interner internes internen internem nur vertraulich vertraulicher vertrauliche vertrauliches
    vertraulichen geheim geheime geheimer nicht nichts nichtöffentlich
    nichtöffentlicher öffentlicher verschlusssache nfd sperrfrist sperrvermerk betriebsgeheimnis verschlossenen
    confidentiel confidentielle confidentiels confidentielles internes privé privée privés
    secret secrète huis hors pas jamais ne rien réservé réservée réservés sans confidencial interno interna
    riservato vertrouwelijk ons nosotros noi delen uns augen
    don't dont don't don t never mustn shouldn let's lets let nobody none better avoid refrain rather prefer needn
    won can cannot must should shall may
    without unbeknownst unbeknown unknown behind keep kept keeping leave left leaving leaves hold nothing word
    further lips breathe didn heard secret hat
    take taken drop dropped drops omit omitted strike struck cut remove removed exclude excluded strip skip before
    until till after once when
    recording recorder transcription tape gone departs departed departure exits exited hangs hung logs logged signs
    signed disconnected disconnects withdrew excused
    joins joined rejoins rejoined arrives arrived returns returned back resumed resumes reconvened reopened
    readmitted end ends stop in off house inhouse
    kunde kunden client clients lock shushing_face zipper_mouth zipper_mouth_face see_no_evil speak_no_evil
    closed_lock_with_key lock_with_ink_pen
    reach need needn idea clue write written writing note noted scratch wipe erase skip omit leave hide suppress pst
    psst pssst sh shh shhh ssh
    whisper whispered limits verbal verbally oral orally board management leadership directors hr debrief mic mics
    microphone muted while backstage
    shareable sharable file files had go has have weiß ahnt garder one aware knows shut fire quote inform let exec confi
    chatham sotto backchannel channel burn walls background attribution unattributable unattributed schtum shtum
    tight loose cone paper papertrail lock incognito clandestine covert covertly spare better wiser cc bcc stays stay
    remain
    siegel vorgehaltener stillschweigen hand wort außen draußen ébruiter motus bouche sceau catimini douce manteau cape
    knew wind saw happened out connection line cards lid family indoors stepped steps popped ducked walked rang lost
    offline away
    withdraw cleared excluding committee gallery taken considered
    below follows recorded continue continued carried carry front longer behalten garder uns maintenant
    mortem what things points bleibt bleiben glocke parlons parlez sort sorte nen s'est raccroché parti sorti
    ça ceci cela gardons restricted privat share shared sharing intenal
    """.split()
)
_SIGNS = expression(
    r"[🔒🔐🔏🤫🤐🙊㊙🚫⛔❌✗✘🙅^↑⬆]|[#@+%!~:<\[({/][\w/]|[\])}>]|^\W{0,4}[^\W\d_]{6,14}(?:\s?:|\s[-–—]\s)"
)
_WORD = expression(r"[^\W\d_]+(?:_[a-z_]+)?")


def may_hold_mark(text: str) -> bool:
    """Whether a text holds a word or a sign of any mark."""
    return not _HINT_WORDS.isdisjoint(_WORD.findall(text.lower())) or _SIGNS.search(text) is not None
