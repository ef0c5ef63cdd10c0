"""Find what a sender should look at before a client does: words about money, law, health and people, and discretion.

Nothing is withheld for such a word: many are harmless. Each kept line that holds one is named to the sender. A word of
TOPICS counts in what the client would read; a word of DISCRETION ("quietly", "they don't know yet") also beside it,
because it is often said in the next sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from extractor.common.lazy_regex import expression, screened
from extractor.model import Action, Block, Notes, Recap, Remark
from extractor.readers.confidential_levels import codes
from extractor.readers.confidential_words import alternatives, spaced
from extractor.resolution.asides import Asides

MAX_WORDS = 3  # named for a line
# How an entry begins that is no word of the line itself.
AFTER, UNDER = "after ", "under "
NEAR = 200  # characters on each side of an item in which discretion counts

# In English, German and French. A blank stands for a blank or a hyphen.
_TOPICS = r"""
    salar(?:y|ies)|wages?|pay ?(?:rise|cut|scale|gap)s?|bonus(?:es)?|severance|redundanc(?:y|ies)|made redundant
    lay ?offs?|laid off|gehalt\w*|salaires?|abfindung|licenci\w+
    (?:our |the |a |thin |low |high )?(?:profit )?margins?
    (?:our|the|a|your|no|%|higher|lower) mark ?ups?|(?:day|hourly|daily) rates?
    our (?:rates?|costs?|(?:true |real |actual |own |lowest |best |final |target )?(?:price|figure)|bottom line|profit
    |leverage|last resort)|cost price|profitab\w+|profits?|marge\w*|tagess[aä]tz\w*
    rock ?bottom(?: \w+)?|bottom (?:price|line|offer)|(?:still )?owes? us (?:money|a lot|for)|unpaid invoices?
    (?:bad|late) payers?|stundens[aä]tz\w*|taux journalier|tjm
    discounts?|rebates?|kickbacks?|price (?:increase|rise|hike|cut|floor|drop)s?
    (?:raise|raising|increase|lower|cut|drop|put up|bump) (?:the |our |their |its |his |her )?(?:prices?|rates?
    |fees?|offer|quote)|walk ?away|lowest (?:price|offer)|floor price|worst case price|rabatt\w*|preiserhöhung\w*
    remises?|ristourne|hausse de prix
    crm|forecasts?|up ?sell\w*|cross ?sell\w*|churn(?:ed|ing)?|win (?:rate|probability)|deal size|sales target
    account plan|lead scor\w+|target price|(?:sales |our |his |her )commissions?|poach\w*|head ?hunt\w*|salesforce
    |hubspot
    lawsuits?|litigat\w*|sue|sued|suing|legal (?:action|claim|threat|risk|dispute)|out of court|subpoena|injunction
    klage|anwalt|procès|avocat|breach of contract
    (?:off |long ?term |signed off |been |on )sick(?: leave| note| pay)?|sick(?: leave| note| pay)|burn ?out|cancer
    chemo\w*|pregnan\w*|maternity leave|depression|mental health|in therapy|diagnos(?:is|ed with)
    medical (?:condition|leave|history)|miscarriage|rehab|alcoholi\w+|krank\w*|schwanger\w*|maladie|enceinte
    divorce\w*|disciplinary|grievances?|harass\w*|whistle ?blow\w*|misconduct|dismissal|fired?(?= (?:him|her|them))
    |(?:be|been|get|gets|got|being) (?:fired|sacked|let go|axed|dumped)
    (?:he|she|they) drinks?|drink(?:s|ing)? (?:too much|problem)|drunk|hung ?over|having an affair|affair with
    sack(?:ed|ing)|resign(?:ed|ation)|(?:his|her|their) performance(?: (?:review|plan|issue|problem)s?)?
    performance (?:plan|issue|problem)|underperform\w*|background check
    complaint against
    bankrupt\w*|insolven\w*|cash ?flow (?:problem|issue|crisis)\w*|in debt|overdraft|takeover|acquisition|merger
    due diligence|going under|faillite|restructuring
    (?:passwords?|passcodes?|pin code|credentials|login)(?: (?:is|are)|:| =|=) \S+
    iban(?=\s?:?\s?[a-z]{2}\d)|card number|passwort\w*|mot de passe
    (?:a|such a|real) pain\b(?! point)|idiots?|incompetent|difficult (?:client|customer)s?
    pain in|annoying|stupid|hopeless|liars?|don't trust
    do not trust
    fall ?back (?:price|offer|position)|batna|bluff\w*|play for time|stall (?:them|the client)
    negotiating (?:position|room)|room to negotiate
"""
_DISCRETION = r"""
    confidential\w*|in confidence|in private|privately|secret(?:s|ly|ive)?|discreet\w*|discretion|hush\w*
    under wraps|off record|unofficial\w*|embargo\w*|privileged|classified|redact\w*|gag order|tlp
    (?:under|covered by|per|breach(?:es|ing)?(?: of)?|subject to) (?:an |the |our |their )?nda
    internal(?= (?:numbers?|figures?|prices?|costs?|budgets?|rates?|targets?|margins?|notes?|memos?|debates?
    |discussions?))
    internal(?:ly)? only|(?:keep|stays?|kept|remains?|strictly|purely|only|for) internal(?:ly)?
    interne?|vertraulich\w*|geheim\w*|confidentiel\w*|diskret|discrètement|entre nous
    unter uns|sensitive
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
    in the dark|none the wiser|sotto voce|back ?channel(?:s|ed)?|chatham house|paper ?trail|close to (?:our|your
    |the) chest
    keep a lid on|under (?:your|our) hats?|up (?:our|my|their) sleeves?|covert(?:ly)?|clandestine|incognito
    |[🙈🙉🚷🔇🕵👁🥷📵🔕🚫⛔]|schtum|tight ?lipped|stillschweigen
    verschwiegen\w*|vertraulichkeit|diskretion|huis clos|confidentialité|discrétion|ébruit\w+|en interne|among ourselves
    amongst ourselves|on a need to know|for your (?:eyes|ears)|proprietary|restricted circulation|whisper\w*
    eyes only|need to know|(?:team|staff|us|board|management|directors?) only|off the books|under the table
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


def mark_suspect(recap: Recap, notes: Notes, released: Sequence[tuple[int, int]] = ()) -> Recap:
    """Return the recap with the suspicious words of each item, decision and question that is not private.

    Args:
        recap: The recap of the notes, its private parts marked.
        notes: The notes.
        released: First and last lines that the sender has seen.
    """
    by_line: dict[int, list[Block]] = {}
    for block in notes.blocks:
        if not block.private:
            for line in range(block.line, min(block.end_line, block.line + 200) + 1):
                by_line.setdefault(line, []).append(block)

    levels = codes(block.text for block in notes.blocks)
    asides = Asides(notes)
    seen = {block.line for block in notes.blocks if any(first <= block.line <= last for first, last in released)}
    standing = cache(lambda: asides.standing(notes.blocks, seen))  # only where something is to be judged

    def words(texts: Iterable[str], line: int, end_line: int, said: str) -> tuple[str, ...]:
        if any(first <= line <= last for first, last in released):
            return ()
        blocks = [block for at in range(line, min(end_line, line + 200) + 1) for block in by_line.get(at, ())]
        found = dict.fromkeys(suspicious_words(" ; ".join(texts)))
        for block in dict.fromkeys(blocks):
            found.update(dict.fromkeys(_discretion(_around(block.text, said))))
            found.update(dict.fromkeys((*asides.beside(block.text, said), *asides.cells(block))))
            titles = (title for title in block.section if _discretion(title) or asides.tells_readers(title))
            found.update({f"{UNDER}{title}": None for title in titles})
            found.update({code: None for code in levels if code in block.text})
            if after := block.suspect or standing().get(block.line):
                found[f"{AFTER}{after}"] = None
        return tuple(found)[:MAX_WORDS]

    def item(action: Action) -> Action:
        if action.private:
            return action
        texts = (action.task, action.due_text or "", *action.owners, action.said)
        return replace(action, suspect=words(texts, action.line, action.end_line, action.said))

    def remark(said: Remark) -> Remark:
        return said if said.private else replace(said, suspect=words((said.text,), said.line, said.end_line, said.text))

    return replace(
        recap,
        items=tuple(map(item, recap.items)),
        decisions=tuple(map(remark, recap.decisions)),
        questions=tuple(map(remark, recap.questions)),
    )


def suspicious_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that a sender should see before a client does, each once, as the text has them."""
    found = {match[0].lower(): match[0] for match in _TOPIC.finditer(_HARMLESS.sub(" ", text[:4_000]))}
    return (*found.values(), *_discretion(text))


def _discretion(text: str) -> tuple[str, ...]:
    text = _HARMLESS.sub(" ", text[:4_000])
    return tuple(dict.fromkeys(match[0] for words in (_DISCREET, _SET_APART) for match in words.finditer(text)))


def _around(text: str, said: str) -> str:
    """Return the text near what is said, all of a short one."""
    at = text.find(said[:40])
    if len(text) <= 2 * NEAR or at < 0:
        return text if len(text) <= 4 * NEAR else ""
    return text[max(0, at - NEAR) : at + len(said) + NEAR]


_TOPIC = screened(rf"(?<![\w-])(?:{spaced(alternatives(_TOPICS))})(?!\w)")
_DISCREET = screened(rf"(?<![\w-])(?:{spaced(alternatives(_DISCRETION))})(?!\w)")
# "~ internal", "`internal`", "/internal/", but not "internal review" and "docs/internal/api".
_SET_APART = expression(
    r"(?<=[^\w\s.,'’-]\s)internal(?=\W*$|\s?[^\w\s,.;'’-](?!\w))|(?<=[^\w\s.,'’-])internal(?=[^\w\s-](?!\w))"
    r"|^internal(?=\s(?-i:[A-Z]))|^[^\w\s([{]{1,3}\s?(?:internal|private|confidential|secret|hidden|hide|ours|redact"
    r"|intern|vertraulich|confidentiel|interne)(?=[\s*_~`!])"
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
      |polic(?:y|ies)|stakeholders?|customers?|training|users?|systems?|reporting|affairs|standards?)
    | \b(?:access|case|time|price|light|heat|touch|context|cost)[ -]sensitive | \bpage[ ]margins?
    | \bmargins?[ ]of[ ]error | \bweather[ ]forecasts? | \bsick[ ]bay | \bprofit[ ]and[ ]loss
    | \bcash[ -]?flow[ ]forecasts? | \b(?:with|verifiable|decentrali[sz]ed)[ ]credentials
    """,
    re.X,
)
