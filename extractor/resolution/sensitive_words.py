"""Words that a sender should see before a client does: about money, law, health and people, deceit, and discretion.

Each is named wherever it stands, except in the uses of `_HARMLESS`, which tell nobody's secret: "student discount",
"weather forecast", "the intern". English, German and French. In the lists a blank stands for a blank or a hyphen.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression, screened
from extractor.readers.confidential_words import alternatives, spaced

MAX_TEXT = 4_000  # characters that are read

_NAME = r"(?-i:[A-Z]\w+)"
_THEM = rf"(?:him|her|them|the client|the customer|{_NAME})"
_THEIR = r"(?:his|her|their|my|\w+'s)"

_MONEY = rf"""
    salar(?:y|ies)|wages?|pay ?(?:rise|cut|scale|gap|band|packet|grade)s?|comp(?:ensation)? (?:band|package)s?
    bonus(?:es)?|severance|gehalt(?:s\w*)?|gehälter|salaires?|abfindung|stock options?|equity (?:grant|stake|share)s?
    (?:is|are|am|'s|'re|was|were|be|being) (?:on|paid) (?:[£$€] ?\d[\d.,]*|\d[\d.,]* ?k)
    (?:our |the |a |thin |low |high )?(?:profit )?margins?
    (?:our|the|a|your|no|%|higher|lower) mark ?ups?|(?:day|hourly|daily) rates?|mark up (?:the|our|their)
    our (?:rates?|costs?|(?:true |real |actual |own |lowest |best |final |target )?(?:price|figure)|bottom line|profit
    |leverage|last resort|maximum|max|walk ?away)|cost price|profitab\w+|profits?|marges?|marge\w+
    (?:over|above|below|under) (?:our )?cost(?: price)?|at cost plus|tagess[aä]tz\w*
    rock ?bottom(?: \w+)?|bottom (?:price|line|offer)|(?:still )?owes? us (?:money|a lot|for)
    unpaid (?:\w+ )?(?:invoice|fee|bill|note|balance)s?|bad debts?|arrears
    (?:bad|late|slow) payers?|stundens[aä]tz\w*|taux journalier|tjm
    discounts?|rebates?|kickbacks?|price (?:increase|rise|hike|cut|floor|drop)s?
    (?:raise|raising|increase|lower|cut|drop|put up|bump|hike) (?:the |our |their |its |his |her )?(?:(?:monthly
    |weekly|annual|yearly|asking|guide|base|senior|junior) )?(?:prices?|rates?|fees?|offer|quote|hourly|retainer|rents?
    |charges|premium|tariff|commission)
    (?:bill|billing|charge|charging) (?:the|their|our) (?:\w+ )?(?:tariff|rate|price)s?
    (?<!set )(?<!draw )(?<!write )up (?:the|our|their|his|her) (?:prices?|rates?|fees?|rents?|retainer|hourly|premium)
    walk ?away|lowest (?:price|offer)|floor price|worst case price|rabatt\w*|preiserhöhung\w*
    the floor (?:is|of|at) [£$€]?\d[\d.,]*(?! ?(?:m|sq|met))|floor is [£$€]?\d[\d.,]*(?! ?(?:m|sq|met))
    (?:he|she|they|we|i)(?:'d| would) (?:go (?:up |down )?to|settle for|accept
    |take) [£$€]?\d[\d.,]*k?(?=\W*$|[.,;)]| (?:if|for|but|when|at|max|tops)\b)
    (?:get|beat|knock|talk|bring|squeeze) (?:\w+ ){{1,3}}(?:down|up) to [£$€]?\d[\d.,]*
    remise (?:de|d') ?\d+|remises? (?:commerciales?|client)|ristournes?|hausse de prix
    pay(?:s|ing)? (?:\w+ ){{0,3}}(?:in )?cash|cash in hand|without (?:an )?invoice|money laundering|mlro
    tipping off|tax (?:evasion|fraud|dodge)\w*|wr(?:ite|iting|ote|itten) off|write offs?
    over ?(?:charg|bill|pric)\w+|(?:pad|padded|padding|inflate\w*|fatten|beef up|bump up|knock up)(?: the| our| their
    | his| her| an?)? (?:\w+ )?(?:bill|invoice|hours|timesheet|estimate|timeline|quote|extras?)
    (?:bill|charge|invoice) {_THEM} (?:for )?(?:double|twice|extra|more|(?:\w+ )?(?:days|hours))
"""
_SALES = rf"""
    crm|forecasts?|up ?sell\w*|cross ?sell\w*|churn(?:ed|ing)?|win (?:rate|probability)|deal size|sales target
    account plan|lead scor\w+|target price|(?:sales |our |his |her |more |higher |extra )commissions?
    poach\w*|head ?hunt\w*|salesforce|hubspot
    (?:main|biggest|arch|direct|{_THEIR}) (?:rivals?|competitors?)|(?:rival|competing) (?:quote|bid|offer|pitch|tender
    |supplier|agency|firm|bidder)s?
    (?:drop|dump|ditch|sack|offload|lose|replace|get rid of) (?:\w+ ){{0,3}}?as (?:a|our) (?:client|customer|supplier)
    (?:drop|dump|ditch|sack|offload|get rid of) (?:the|this|that) (?:client|customer)
    fall ?back (?:price|offer|position)|batna|bluff\w*|play for time|stall (?:them|him|her|the client)
    negotiating (?:position|room)|room to (?:negotiate|move|manoeuvre)|no room to move|soft touch|pushover
    takeover|acquisition|merger|due diligence|restructuring
    bankrupt\w*|insolven\w*|cash ?flow (?:problem|issue|crisis)\w*|in debt|overdraft
    go(?:es|ing)? (?:under|bust)(?! the)|faillite|receivership|liquidators?|wound up
"""
_LAW = r"""
    lawsuits?|litigat\w*|(?-i:sue)|sued|suing|legal (?:action|claim|threat|risk|dispute)|out of court|subpoena
    injunction|klage|anwalt|procès|avocat|breach of contract|tribunal|ombudsman|counter ?claim
    (?:possible|potential|threatened|likely) (?:legal )?claims?|claims? against|settlement (?:offer|figure|sum)
    our (?:own )?(?:exposure|liability|negligence|mistake|fault|error|blunder)|liable(?! to)
    negligen(?:t|ce)|malpractice
    arrest(?:ed|s)|criminal record|fraud\w*|embezzl\w+|stealing|theft|conflict check|bribe\w*|looted|counterfeit\w*
    smuggl\w+
    report (?:\S{1,20} ){0,4}to (?:the )?(?:police|rspca|ofsted|hmrc|authorities|regulator|ico|hse|home office
    |tax office)|convictions?
    complaint against|whistle ?blow\w*|background check
"""
_HEALTH = rf"""
    (?:off |long ?term |signed off |been |on )sick(?: leave| note| pay)?|sick(?: leave| note| pay)
    (?:ring|call|phone)(?:s|ed|ing)? in sick|burn ?out|cancer
    chemo\w*|pregnan\w*|maternity leave|depression|mental health|in therapy|diagnos(?:is|ed with)
    medical (?:condition|leave|history)|miscarriage|rehab|alcoholi\w+
    krank(?!en(?:haus|h[aä]us|kass|wagen|pfleg|versich|schwest|transp))\w*|schwanger\w*|maladie|enceinte
    anti ?depressants?|on medication|hiv|ivf|heart attack|suicid\w+|self harm\w*|overdose\w*|panic attacks?
    eating disorder|fit note
    (?:signed )?off (?:with|for) (?:stress|{_THEIR} (?:back|nerves|heart|knee|hip|operation))|stress leave
    compassionate leave|bereave\w+|occupational health|terminal(?:ly)? ill\w*|hospital (?:appointment|visit|stay|scan)s?
    {_THEIR} (?:illness|medication|operation|pregnancy|therapy|treatment|disability|anxiety|dyslexia|adhd|autism
    |epilepsy|diabetes|seizures?|panic|addiction|drinking|hangovers?|biopsy|test results?|scan results?)
"""
_PEOPLE = rf"""
    redundanc(?:y|ies)|made redundant|lay ?offs?|laid off|licenci\w+
    divorce\w*|splitting up|split up with|child custody|custody (?:order|case|battle)|domestic (?:abuse|violence)
    {_THEIR} social worker|social services|restraining order|child protection|safeguarding (?:concern|issue|referral
    |alert|case|report|allegation)s?
    abmahnung\w*|disciplinary|grievances?|harass\w*|misconduct|dismissal|fired?(?= (?:him|her|them))
    |(?:be|been|get|gets|got|being) (?:fired|sacked|let go|axed|dumped)
    sack(?:ed|ing)|(?-i:[Ss]ack) (?:the|our|him|her|them|{_NAME})
    let {_THEM} go(?=\W*$| (?:at|by|next|in (?:\w+ )?(?:week|month|january|february|march|april|may|june|july|august
    |september|october|november|december)|after|once|before|quietly))
    (?:final|written|verbal|formal) warning|exit interview|fail(?:ed|ing|s)? (?:{_THEIR} )?(?:reference|probation|dbs
    |vetting|drugs? test|background)s?|bad reference|gross misconduct
    (?:he|she|they) drinks?|drink(?:s|ing)? (?:too much|problem|on duty|again|at work)|drunk|hung ?over
    having an affair|affair with
    resign(?:ed|ation)|(?:his|her|their) performance(?: (?:review|plan|issue|problem)s?)?
    performance (?:plan|(?:issue|problem)s? with {_NAME})|underperform\w*
    (?:a|such a|real) pain\b(?! point)|idiots?|incompetent|(?:difficult|nightmare|awkward) (?:client|customer)s?
    pain in|annoying|stupid|hopeless|liars?|don't trust|do not trust|cheapskate|clueless|morons?|muppets?
    time ?wasters?|control freak|(?:dodgy|shady) (?:clients?|customers?|deal\w*|invoices?|character|payer)s?
"""
_DECEIT = rf"""
    cover(?:ing|ed)? (?:it|this|that) up|cover up(?= (?:the|our|that|for) (?:mistake|error|delay|fault|mess|loss))
    gloss(?:ing|ed)? over|paper(?:ing|ed)? over|play(?:ing)? (?:it|this|that) down|play down|downplay\w*|whitewash
    (?:fudg|massag|fiddl|doctor|cook|inflat)(?:e|ing|ed)? (?:the |our |their )?(?:\w+ )?(?:numbers|figures|data|books
    |results|accounts)
    back ?dat(?:e|ed|ing)|falsif\w+|forg(?:e|ing) (?:the|a|{_THEIR}) (?:signature|certificate|report)\w*
    (?:invent|make up|fake|dream up) (?:a|an|another|some) (?:bidder|buyer|offer|reason|excuse|story|deadline|problem)
    pretend\w*|white lies?|lied to|lie to {_THEM}|mislead\w*|deceiv\w*|string (?:them|him|her|{_NAME}) along
    (?:wip|delet|eras|shredd?)(?:e|ing) the (?:\w+ )?(?:logs?|evidence|trail|emails)(?= |$)
    (?:i|we)(?:'ll| will)? (?:say|claim|make out) (?:that )?(?:i|we)(?:'m| am|'re| are)
    (?:nobody|no one|noone|{_THEM}|he|she|they)(?: will|'ll)? (?:never|won't|not|will)(?: ever)? (?:notice|taste|twig)
    (?:nobody|no one)(?: will|'ll)? (?:notice|taste|check|twig)s?
    (?:won't|will (?:not|never)|'ll never|wouldn't) (?:ever )?(?:spot|notice|twig|clock|suss|rumble)
    (?:bury|hide|conceal|mask|disguise) (?:the |our |this |that |any )?(?:overspend|overrun|loss|cost|delay|mistake
    |error|fault|damage|defect|leak|problem|shortfall|deficit|quote|fee)(?:s|es)?
    (?:use up|sell|give) (?:them |him |her )?(?:the |our )?(?:out of date|expired|old stock|seconds)
    behind (?:their|his|her|the (?:client|customer)'s|\w+'s) backs?|for our (?:own )?books
"""
_ACCESS = r"""
    (?:passwords?|passcodes?|pin code|credentials|login)(?: (?:is|are)|:| =|=) \S+
    (?:admin|root|master|alarm|door|safe|their|our) (?:passwords?|passcode|code)|safe combination
    iban(?=\s?:?\s?[a-z]{2}\d)|card number|passwort\w*|mot de passe
"""
_DISCRETION = r"""
    confidential\w*|in confidence|in private|privately|secret(?:s|ly|ive)?|discreet\w*|discretion|hush\w*
    under wraps|off record|unofficial\w*|embargo\w*|privileged|classified|redact\w*|gag order|tlp
    (?:under|covered by|per|breach(?:es|ing)?(?: of)?|subject to) (?:an |the |our |their )?nda
    internal(?= (?:numbers?|figures?|prices?|costs?|budgets?|rates?|targets?|margins?|notes?|memos?|debates?
    |discussions?))
    internal(?:ly)? only|(?:keep|stays?|kept|remains?|strictly|purely|only|for) internal(?:ly)?
    interne?|vertraulich\w*|geheim\w*|confidentiel\w*|diskret|discrètement|entre nous
    unter uns|bleibt bei uns|sensitive|(?:personal|private) matters?
    (?:sagen|erzählen|verraten) wir (?:\w+ ){0,4}(?:lieber |besser |noch |erstmal )?nicht
    quietly|on the quiet|behind the scenes|low profile|keep quiet|unannounced|not yet (?:public|announced|official)
    not public(?: yet)?|before (?:it is|it's) (?:public|announced)|rumou?rs?|gossip
    (?:client|customer|they|she|he|acme) (?:don't|doesn't|do not|does not|didn't) know (?:yet(?=\W*$)|about (?:it
    |this|that)|of (?:it|this|that)|that we)|(?:client|customer|they|she|he) (?:is|are) (?:not aware|unaware)
    without telling|only we know|between (?:us|ourselves|you and me)|our secret
    keep (?:it|this) (?:to|between|quiet)|to ourselves|to yourself
    (?:don't|do not|won't|not) (?:yet )?(?:tell|mention|share|reveal|disclose|let on)(?: \w+){0,2}? (?:client
    |clients|customer|anyone|anybody|them|him|her)
    no ?(?:one|body) (?:else )?(?:must|should|may) (?:know|see|hear)
    (?:she|he|they) (?:must|should|may) ?(?:not|n't) (?:know|see|hear|find out|learn)|tread carefully|embarrassing
    leak (?:it|this|the news)|wink
    (?:don't|do not|never|not to|nobody|no one|mustn't|must not|should not|shouldn't|needn't|no need (?:to
    |for))(?: \w+){0,3}? (?:tell|say|mention|share|forward|show|write|record|minute|pass|reach|repeat|disclose
    |reveal|announce) (?:this|that|it|anyone|anybody|them|him|her|client|customer)
    (?:leave|leaving|keep) out (?:that|how|why|the (?:fact|bit|part))|omit (?:that|the fact)|without mentioning
    (?:client|customer|they|she|he) (?:haven't|hasn't|have not|has not|didn't|never) ask(?:ed)? (?:about|for)
    (?:wrong|not this|other) (?:group|chat|thread|channel)(?=\W*$|,| (?:lads|guys|folks|sorry))
    (?:brief|tell|speak to|talk to) \w+ offline
    (?:keep|keeping|leave|leaving) (?:\w+ ){1,6}out of the (?:\w+ )?(?:report|record|minutes|notes|deck|mail|recap
    |summary|file|log|paperwork|survey)
    (?:for|just) (?-i:[A-Z]\w+)'s eyes
    say(?:s|ing)? nothing
    (?:raise|clear|agree|discuss|check|run|take|taken)e?d? (?:it |this |that )?(?:with|to|past|by) (?:the |our )?(?:hr
    |board|partners?|directors?|management|trustees|legal|committee|governors) first
    in the dark|none the wiser|sotto voce|back ?channel(?:s|ed)?|chatham house|(?:no|without a) paper ?trail
    paper ?trail(?=\W*$)|close to (?:our|your|the) chest
    keep a lid on|under (?:your|our) hats?|up (?:our|my|their) sleeves?|covert(?:ly)?|clandestine|incognito
    |[🙈🙉🚷🔇🕵👁🥷📵🔕🚫⛔]|schtum|tight ?lipped|stillschweigen
    verschwiegen\w*|vertraulichkeit|diskretion|huis clos|confidentialité|discrétion|ébruit\w+|en interne|among ourselves
    amongst ourselves|on a need to know|need to know (?:basis|only)|need to know(?=\W*$)|for your (?:eyes|ears)
    proprietary|restricted circulation|whisper\w*
    eyes only|(?:team|staff|us|board|management|directors?) only|off the books|under the table
    don't minute|just us
    (?:don't|do not|never|not|mustn't) let (?:\w+ ){1,3}(?:see|know|hear|find|read|catch)
    (?:hasn't|haven't|has not|has no|haven't got|hasn't got) (?:a |an |any |the foggiest )?(?:clue|idea|inkling)
    (?:want|like) (?:it|this|that) (?:getting|to get|going) (?:around|about|round|out)|tell (?:no ?one|nobody)
    (?:that's|this is|it's|stays?|keep it|keep this) between (?:me and \w+|\w+ and (?:me|I|myself))
    spring (?:it|this|that) on (?:them|him|her|client)
    just so we (?:all )?know|sub judice|respect (?:his|her|their|your|its|\w+'s) privacy|p&c
    lpp|litigation privilege|common interest privilege|legal professional privilege|work product|without prejudice
    rule 408|subject to privilege|mnpi|market abuse|inside information|insider list|itar|export controlled|fouo|cui
    phi|hipaa|caldicott|(?:on|deep) background|third party information|source must not
    has no idea|have no idea|(?:hasn't|haven't|has not|have not|not) (?:yet )?been (?:told|informed|briefed|spoken to
    |debriefed|warned)|not (?:yet )?(?:been )?debriefed
    berufsgeheimnis|datenschutzrechtlich|geschäftsgeheim\w*|secret des affaires|secret professionnel|secret médical
"""
_ANY_TOPIC = "|".join(map(alternatives, (_MONEY, _SALES, _LAW, _HEALTH, _PEOPLE, _DECEIT, _ACCESS)))
_TOPIC = screened(rf"(?<![\w-])(?:{spaced(_ANY_TOPIC)})(?!\w)")
_DISCREET = screened(rf"(?<![\w-])(?:{spaced(alternatives(_DISCRETION))})(?!\w)")
# "~ internal", "`internal`", "/internal/", but not "internal review" and "docs/internal/api".
_SET_APART = expression(
    r"(?<=[^\w\s.,'’-]\s)internal(?=\W*$|\s?[^\w\s,.;'’-](?!\w))|(?<=[^\w\s.,'’-])internal(?=[^\w\s-](?!\w))"
    r"|(?<=\s[\^*~#/|])internal(?=\W*$)|^internal(?=\s(?-i:[A-Z]))|^[^\w\s([{]{1,3}\s?(?:internal|private|confidential|secret|hidden|hide|ours|redact"
    r"|intern|vertraulich|confidentiel|interne)(?=[\s*_~`!])"
    r"|(?<=[(\[])(?:surprise|taken? (?:it |this )?offline)(?=\W*[)\]])"
    r"|(?<=[`<\[{*_!:])(?:nda|private|confidential|hidden|redact|secret|ours|vertraulich|confidentiel)(?=\W*$)",
    re.I,
)
# Uses of these words that tell nobody's secret.
_HARMLESS = screened(
    r"""
    \b(?:internal|private|sensitive|restricted|secret|confidential|classified) [ -]
      (?:audits?|links?|servers?|tools?|tooling|apis?|repos?|repository|repositories|branch|beta|keys?|networks?
      |medicine
      |doors?|walls?|partitions?|tours?|lessons?|schools?|members?|methods?|fields?|classes|class|variables?|functions?
      |memory|storage|combustion|waste|bins?|shredding|santa|garden|ingredient|hire|dining|events?|view|parking|land
      |road|driveway|staircase|glazing|hull|temperature|dimensions?|mail|post|phone|extension|transfers?|vacanc\w+
      |candidates?|applicants?|moves?|use[ ]cases?|representations?|state|types?|packages?|modules?|code|structure
      |names?|identifiers?|data[ ]model|implementation|details|wiki|docs|documentation|comms|communications?|newsletter
      |polic(?:y|ies)|stakeholders?|customers?|training|users?|systems?|reporting|affairs|standards?|collections?
      |lenders?|owners?|sector|practice|hospitals?|tutors?|skin|teeth|plants?|species|soil|ads?|recipe|sauce|weapon)
    | \b(?:access|case|time|price|light|heat|touch|context|cost|whitespace)[ -]sensitive
    | \b(?:page|left|right|top|bottom|outer|inner|wide|narrow|wider|print)[ -]margins?
    | \bmargins?[ ](?:of[ ](?:error|(?:the|this|a)[ ](?:page|poster|document|template|sheet|paper|print\w*|flyer
      |leaflet|slide|figure|table|text|form)|safety)|notes?)\b
    | \bmargin-\w+ | \bmarges?[ ](?:d['’]erreur|de[ ](?:la[ ])?(?:page|feuille)|de[ ]manœuvre)
    | \b(?:weather|rain|snow|wind|pollen|tide|shipping)[ ]forecasts? | \bforecasts?[ ](?:is|says|shows|looks)[ ]
      (?:for[ ])?(?:rain\w*|dry|sun\w*|snow\w*|wind\w*|wet|cold|hot|warm|fine|good|bad|storm\w*|frost\w*|heat)
    | \bforecasts?[ ](?:tools?|models?|api|app|widget|service|charts?)\b
    | \bforecasts?[ ]for[ ](?:mon|tues|wednes|thurs|fri|satur|sun|the[ ]weekend)
    | \bsick[ ]bay | \bprofit[ ]and[ ]loss | \b(?:non|not)(?:[ -]for)?[ -]profits?
    | \bcash[ -]?flow[ ]forecasts? | \b(?:with|verifiable|decentrali[sz]ed)[ ]credentials
    | \b(?:student|staff|senior|member(?:s|ship)?|early[ -]bird|family|group|loyalty|summer|winter|spring|easter
      |christmas|launch|opening|shop|sale|promo\w*|seasonal|teacher|nhs|child(?:ren)?|multi[ -]?buy)[ ]discounts?
    | \bdiscount[ ](?:codes?|vouchers?|coupons?|cards?|stickers?|banners?|flyers?|leaflets?|posters?|button|field|box
      |banner|page|for[ ](?:members?|students?|early|pensioners|children|families|groups|staff|teachers))
    | \bmental[ ]health[ ](?:first|awareness|week|day|training|trust|charit\w+|month|campaign|workshop|policy|leaflet)
    | \bcancer[ ](?:charit\w+|research|screening|awareness|trust|centre|center|support|society|ward|unit|walk|run)
    | \b(?:data|image|signal|customer|user|talent|sample|land|language|film)[ ]acquisitions?
    | \bacquisition[ ](?:channels?|costs?|rate|software|system|of[ ](?:the|a|new|two|three)[ ](?:new[ ])?(?:van|car
      |chairs?|tools?|books?|painting|work|laptops?|land|equipment|instrument))
    | \bbonus[ ](?:chapters?|tracks?|questions?|points?|rounds?|levels?|material|content|episodes?|session|prize|ball)
    | \b(?:kiln|pots?|clay|tiles?|bowls?|mugs?|glaze|bricks?|rocket|shots?|events?|triggers?|hooks?|webhooks?|alerts?
      |signals?|callbacks?|alarms?)\b[^.;\n]{0,20}\bfired
    | \b(?:github|gitlab|kubernetes|k8s|api|client|repo(?:sitory)?|vault|ci|shared|webhook|oauth|build|env\w*)
      [ ]secrets?
    | \bsecrets?[ ](?:managers?|management|scan\w*|stores?|rotation|vault|sharing|engine|values?|file|mount|in[ ]
      (?:github|gitlab|vault|ci|kubernetes|the[ ](?:repo\w*|vault|cluster|pipeline|build|env\w*)))
    | \bsecrets?[ ](?:to|into|from|in)[ ](?:the[ ]|a[ ]|our[ ])?(?:new[ ]|old[ ])?(?:namespace|cluster|vault|repo\w*
      |pipeline|env\w*|config\w*|server|store)\b
    | \b(?:rotat\w+|inject\w*|mount\w*|commit\w*|leak\w*|encrypt\w*|store)[ ](?:the[ ]|our[ ]|all[ ])?secrets?
    | \bprivileged[ ](?:containers?|access|users?|accounts?|mode|ports?|pods?|process\w*|helper|operations?|api)
    | \bclassified[ ](?:as|by|into|under|in|according)\b | \bclassified[ ]ads?
    | \bpoached[ ](?:eggs?|salmon|pears?|fish|chicken|cod|haddock) | \b(?:non[ -])?alcoholic[ ](?:drinks?|beverages?
      |punch|beers?|wines?|cocktails?)
    | \b(?:social[ ]media|instagram|twitter|facebook|tiktok|linkedin|story|page|screen|front[ -]page)[ ]takeovers?
    | \b(?:code|site|docs?|documentation|menu|folder|file|table|sentence|debt)[ ]restructuring
    | \brestructuring[ ](?:of[ ])?(?:the[ ])?(?:docs?|documentation|code|site|website|repo\w*|folders?|files?|menu|page
      |wiki|tests?|chapter|text|report|agenda|spreadsheet)
    | \blow[ -]profile[ ](?!meeting|launch|visit)[a-z]+ | \bon[ ]background[ ](?!only|terms)[a-z]+
    | \b(?:i|we|you)[ ](?:still[ ])?(?:have|had)[ ]no[ ]idea | \b(?:i|we|you|they|people|parents)[ ]need[ ]to[ ]know
    | \b(?:the|an|our|new|summer|each|every|another|second|marketing|paid|unpaid|one|first)[ ]interns?\b
    | \binterns?[ ](?:to|will|can|could|should|is|was|has|starts?|program\w*)\b
    | \bintern(?:e[rsnm]?)?[ ](?:revision|links?|server|audit)
    | \b(?:audit|stage|service|médecine|note|règlement)[ ]interne
    | \b(?:rate|price)[ -](?:limit\w*|cap\w*) | \b(?:raise|increase|lower|cut|drop)[ ]the[ ]rate[ ]limit\w*
    | \bprocès[ -]verba(?:l|ux) | \bassurance[ -]maladie
    | \bremises?[ ](?:des|du|de[ ]la|en|à|aux)[ ]
    | \bidiot(?:['’]s[ ]guide|[ -]proof) | \bannoying[ ](?:bugs?|pop-?ups?|noises?|warnings?|errors?|messages?
      |flicker\w*|issues?|behaviou?rs?|delays?|banner|hum|squeak|beep\w*)
    | \brehab[ ]of[ ]the | \b(?:building|bridge|roof|kitchen|house|street|sewer)[ ]rehab
    | \bwhisper[ ](?:models?|transcri\w+|api|large|v\d) | \bopenai['’]s[ ]whisper
    | \b(?:only|just)[ ]if\b | \blogin:[ ]?(?:error|bug|page|fix|form|screen|button|add|test|broken|fails?)
    | \bnot[ ]public[ ](?:api|endpoint|method|class|transport|holiday)s?
    | \bbad[ ]debts?[ ]prov\w*
    | \bliability[ ]insurance | \bfraud[ ](?:detection|prevention|filter|rules?|alerts?|check\w*|team|training)
    | \bidentity[ ]theft | \bpretend[ ]play | \barrears[ ]policy | \bdata[ ]mislead\w+
    | \bconfidentiality[ ](?:forms?|agreements?|statement|clauses?|polic(?:y|ies)|training|notice)
    | \b(?-i:Marge)[ ](?:will|to|and|has|is|can|would|said|says|brings?)\b
    | \bdrop[ ](?:the|this|that)[ ](?:client|customer)[ ](?:an?[ ](?:line|note|mail|email|text)|off)
    """,
    re.X,
)


def topics(text: str) -> tuple[str, ...]:
    """Return the words of a text about money, law, health, people and the like, each once, as the text has them."""
    found = {match[0].lower(): match[0] for match in _TOPIC.finditer(without_harmless(text))}
    return tuple(found.values())


def discretion(text: str) -> tuple[str, ...]:
    """Return the words of a text that ask for discretion, each once, as the text has them."""
    text = without_harmless(text)
    return tuple(dict.fromkeys(match[0] for words in (_DISCREET, _SET_APART) for match in words.finditer(text)))


def without_harmless(text: str) -> str:
    """Return a text without the uses of these words that tell nobody's secret: "the weather forecast"."""
    return _HARMLESS.sub(" ", text[:MAX_TEXT])
