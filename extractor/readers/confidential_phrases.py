"""Phrases in sentences that keep something from outsiders: "don't share this with Acme", "the client must not know".

Each phrase is an entry of PHRASES: words of which a text must hold one before it is searched, the expression, and a
sentence that shows it; a test runs the sentences. "client" stands for the names of the client as well, which the
caller puts in its place. CLOSING and OPENING say that the outsiders are gone, or back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractor.common.lazy_regex import expression, screened
from extractor.readers.confidential_words import ANYONE, INSIDE, NAME, OUTSIDER, PRONOUN, RECORD, spaced

_WHOM = rf"(?:{OUTSIDER}|{ANYONE}|{PRONOUN}|{NAME})"
_IT = r"(?:this|that|it|these|those|any of (?:this|that|it)|anything|a word|what (?:i|we) (?:say|said))"
_NOT = (
    r"(?:do not|don't|dont|never|must not|mustn't|should not|shouldn't|may not|shall not|let's not|let us not|not to be"
    r"|not be|not to|isn't to be|isn't to|is not to be|is not to|are not to be|are not to|rather not|better not|avoid"
    r"|refrain from|prefer not to|needn't|(?:nobody|no one)(?: \w+){0,3}? (?:should|must|may)"
    r"|(?:rather|better if) .{1,20}? (?:didn't|did not|doesn't|don't))"
)
_NOT_WORDS = (
    "not never dont don mustn shouldn needn avoid refrain nobody no rather better isn didn doesn won wouldn can".split()
)
_WILL_NOT = (
    r"(?:won't|will not|wouldn't|would not|can't|cannot|can not|haven't|have not|are not going to|aren't going to)"
)
_SPREAD = (
    r"(?:shar(?:e|ed|ing)|distribut(?:e|ed|ing)|circulat(?:e|ed|ing)|disclos(?:e|ed|ing)|reveal(?:ed|ing)?"
    r"|leak(?:ed|ing)?|divulg(?:e|ed|ing)|publici[sz](?:e|ed)|repeat(?:ed|ing)?|forward(?:ed|ing)?"
    r"|publish(?:ed|ing)?|announc(?:e|ed|ing)|broadcast|advertis(?:e|ed)|quot(?:e|ed)|mention(?:ed|ing)?"
    r"|discuss(?:ed|ing)?|show(?:n|ing)?|communicat(?:e|ed|ing)|sen[dt]|sending|pass(?:ed)?(?: (?:this|that|it"
    r"|any of it))? on|released?|say|said"
    r"|post(?:ed)?|cop(?:y|ied)|bring up|brought up|raised?|talk about|spoken about|given?|let on|minuted?"
    r"|record(?:ed)?|let .{1,20}? (?:know|see|hear))"
)
_KNOW = (
    r"(?:know|known|see|seen|hear|heard|find out|found out|learn|learnt|learned|read|notice|be told|told|aware"
    r"|informed|get wind|realise|realize|suspect|discover|get|receive)"
)
_QUIET = (
    r"(?:internal|quiet|private|confidential|secret|privileged|hushed|hush|embargoed|not public|off the record"
    r"|to (?:ourselves|yourself|yourselves|us|myself|themselves)|between (?:us|ourselves|you and me)"
    r"|among (?:us|ourselves)|in (?:the |our )?(?:team|house|room|group|circle)"
    r"|in this (?:room|team|group|circle|house)|inside the .{1,20}"
    r"|within (?:the |our |this |these )?(?:team|group|house|company|walls|four walls|room)"
    r"|under (?:wraps|your hat|the radar|embargo|nda)|with us|with the team|close to (?:your|our) chests?"
    r"|on the (?:quiet|down ?low)|no further|low profile)"
)
_THIS = (
    r"(?:this|that|it|which|these|those|what (?:follows|i say|we say|comes next)|everything|all of (?:it|this)"
    r"|the (?:rest|following|above|next|last|previous)(?: \w+){0,2}?)"
)


class Rules:
    """Phrases in their order, found by the words of which a text must hold one."""

    def __init__(self, *phrases: Phrase) -> None:
        self.phrases = phrases
        self._by_hint: defaultdict[str, list[int]] = defaultdict(list)  # the places of the phrases with each hint
        for at, phrase in enumerate(phrases):
            for hint in phrase.hints:
                self._by_hint[hint].append(at)

    def that_says(self, text: str, words: Iterable[str]) -> Phrase | None:
        """Return the first of the phrases that a text holds.

        Args:
            text: The text.
            words: Its words, in lower case.
        """
        likely = {at for word in words if word in self._by_hint for at in self._by_hint[word]}
        return next((self.phrases[at] for at in sorted(likely) if self.phrases[at].form.search(text)), None)


def departure(who: str) -> str:
    """Return the form of a line that only says that somebody left: "Dana dropped off."."""
    return spaced(
        rf"\W*(?:(?:ok|okay|right|so|well|good)\W+)?(?:now that |once |after |when )?{_PARTY_OF}{who}(?:'s|'re|'ve)?"
        rf"{_PARTY}(?: (?:line|connection|video|audio))? {_GOES}{_ENDS}(?: at [\d:.]+)?(?:[;,.]? .{{0,25}})?\W*"
    )


def arrival(who: str) -> str:
    """Return the form of a line that only says that somebody came: "Dana is back."."""
    return spaced(rf"\W*{_PARTY_OF}{who}{_PARTY} {_COMES}{_ENDS}(?: at [\d:.]+)?\W*")


class Phrase(NamedTuple):
    """Words of which a text must hold one, the form of the phrase, and a sentence that holds it."""

    hints: frozenset[str]
    form: re.Pattern[str]
    example: str


def _phrase(hints: str | Sequence[str], form: str, example: str) -> Phrase:
    words = hints.split() if isinstance(hints, str) else hints
    return Phrase(frozenset(words), screened(rf"(?<!\w)(?:{spaced(form)})(?!\w)"), example)


PHRASES = Rules(
    _phrase(
        _NOT_WORDS,
        rf"{_NOT}(?: \w+){{0,2}}? {_SPREAD}(?: on)? (?:{_IT}|(?:\w+ ){{0,5}}?(?:to|with|outside|beyond|externally|by))",
        "Not to be shared outside the team.",
    ),
    _phrase(
        _NOT_WORDS,
        rf"{_NOT}(?: \w+)? (?:minuted?|disclosed?|shared|circulated?|distributed?|mentioned|repeated|divulged?|leaked?"
        r"|publici[sz]ed?)",
        "Please don't minute the offer.",
    ),
    _phrase(
        _NOT_WORDS,
        rf"{_NOT}(?: \w+){{0,2}}? (?:tell|telling|show|inform|cc|copy|alert|involve) {_WHOM}",
        "Don't tell Dana.",
    ),
    _phrase(
        _NOT_WORDS,
        rf"{_NOT}(?: \w+){{0,2}}? (?:leave|leaves|go beyond|go outside|go further than) (?:this|the|our|these)"
        r" (?:room|group|team|company|house|call|building|walls|circle)",
        "This must not leave the room.",
    ),
    _phrase(
        _NOT_WORDS,
        rf"{_NOT}(?: \w+){{0,3}}? (?:put|included?|go|write|written|noted?|appear|mention(?:ed)?|list(?:ed)?|end up"
        rf"|land)"
        rf"(?: \w+){{0,4}}? (?:in|into|on) {RECORD}",
        "Don't put this in the summary.",
    ),
    _phrase(
        "won will wouldn would can cannot haven have aren are",
        rf"(?:we|i) {_WILL_NOT}(?: \w+)? (?:tell|share|mention|show|disclose|reveal|say|discuss|told|shared)"
        rf"(?: \w+){{0,3}}? (?:{OUTSIDER}|{ANYONE}|(?:to|with) {NAME})",
        "We won't mention it to Acme yet.",
    ),
    _phrase(
        "must should shall may can cannot need ought mustn shouldn needn",
        rf"(?:{OUTSIDER}|{NAME}) (?:(?:must|should|shall|may|can|need|ought)(?: not| never|n't)|cannot|can't|won't)"
        rf"(?: (?:yet|ever|to|be|have|even|also)){{0,2}} {_KNOW}",
        "The client shouldn't know this yet.",
    ),
    _phrase(
        "nobody no none",
        rf"(?:nobody|no one|none)(?: \w+){{0,4}}? (?:must|should|shall|may|can|is to|needs to|has to)"
        rf"(?: (?:ever|to|be|even)){{0,2}} {_KNOW}",
        "Nobody outside the team should hear about it.",
    ),
    _phrase(
        "not doesn don didn isn aren hasn",
        rf"{OUTSIDER} (?:(?:does|do|did|is|are|has) not|(?:does|do|did|is|are|has)n't)"
        r"(?: (?:yet|to|be|been|ever)){0,2} (?:know|aware|told|informed|supposed to|to know|heard|hear|meant to)",
        "The client doesn't know.",
    ),
    _phrase(
        "rather better prefer hope sure ensure",
        rf"(?:rather|better if|better|prefer|prefer that|hope|make sure|ensure) {_WHOM}"
        rf" (?:didn't|doesn't|don't|did not|does not|do not|never|not)(?: \w+)? {_KNOW}",
        "I'd rather Acme didn't hear of this.",
    ),
    _phrase(
        "aware know knows told idea",
        rf"(?:{NAME}|{OUTSIDER}) (?:(?:is|are) (?:not|n't)|isn't|aren't) aware of {_IT}"
        rf"|(?:{NAME}|{OUTSIDER}) (?:doesn't|does not|don't|do not) know (?:about |of )?{_IT}"
        rf"|(?:{NAME}|{OUTSIDER}) (?:knows?|know) nothing (?:about|of) {_IT}"
        rf"|(?:{NAME}|{OUTSIDER}) (?:has|have) (?:no idea (?:about|of) {_IT}|not been told|n't been told)",
        "Dana is not aware of this.",
    ),
    _phrase(
        "without unbeknown unbeknownst unknown",
        rf"(?:without|unbeknown(?:st)? to|unknown to) (?:{OUTSIDER}|{NAME}|anyone|them)(?:'s)?"
        r"(?: (?:knowing|hearing|noticing|finding out|seeing|being told|knowledge|learning|realising))",
        "Lower the price without Acme knowing.",
    ),
    _phrase(
        "reach get go land need needn",
        rf"{_NOT}(?: \w+)? (?:reach|get to|go to|land (?:with|on)|end up with|come to) {_WHOM}"
        rf"|no need (?:for {_WHOM} to {_KNOW}|to tell|to mention|to share)"
        rf"|(?:{OUTSIDER}|{NAME}) (?:doesn't|does not|don't|do not) (?:need|have) to {_KNOW}",
        "No need for Acme to know.",
    ),
    _phrase(
        "write down writing written note nobody no",
        r"(?:do not|don't|never|not to be|nobody|no one)(?: \w+){0,2}? (?:write|note|put|take|type|written|noted)"
        r" (?:(?:this|it|that|any of (?:it|this)) )?(?:down|in writing)"
        r"|(?:please )?(?:nobody|no one) (?:write|note|record|minute|repeat|mention|share|tell|say|forward)",
        "Don't put it in writing.",
    ),
    _phrase(
        "only know knows",
        rf"only (?:we|us|you|i|{NAME}|the team|the board)(?: and (?:i|me|you|{NAME}))? knows?(?: (?:about|of))?",
        "Only Ana and I know about this.",
    ),
    _phrase(
        "keep keeps kept stay stays staying remain remains",
        r"(?:keep|kept|stays?|staying|remains?)(?: (?:this|it|that|strictly|just|only|please)){0,2} (?:to|within"
        r"|inside|in|with|among|amongst) (?:the|our|this|my) (?:team|family|office|firm|company|department|committee"
        r"|board|house|agency"
        r"|practice|partners|trustees|four walls)(?=\W*$| please| for now| only| until)",
        "Keep this within the team.",
    ),
    _phrase(
        "not no",
        r"(?:not|no) (?:a |an |one )?(?:topic|subject|matter|point|issue|question|thing|discussion|conversation|news"
        r"|detail|something) (?:to (?:share|raise|discuss|bring up) with|(?:we|you|i) (?:share|raise|discuss) with|for)"
        rf" (?:{OUTSIDER}|{NAME}(?=\W*$))",
        "Not a topic for the client.",
    ),
    _phrase(
        "keep leave",
        rf"(?:keep|leave) {_WHOM} out of (?:this|it|that)",
        "Keep Acme out of this.",
    ),
    _phrase(
        "quote tell let inform",
        rf"{_NOT} quote (?:me|us|him|her)|(?:we|i)(?:'ll| will| can) (?:tell|inform|let) {OUTSIDER}"
        r"(?: know)?(?: \w+){0,2}?"
        r" (?:later|once|when|after|afterwards|in due course|next week|next month|separately)",
        "We'll tell the client later.",
    ),
    _phrase(
        "idea clue",
        rf"{OUTSIDER} (?:has|have|had) (?:no|not the slightest) (?:idea|clue)",
        "The client has no idea.",
    ),
    _phrase(
        "this that it one for",
        rf"(?:this|that|it|this one|that one|these) (?:is|are|'s|stays?) (?:just |only |strictly )?(?:for us"
        rf"|for the team|for {INSIDE} only)",
        "That one is for us.",
    ),
    _phrase(
        "scratch wipe erase skip omit strike delete stop",
        rf"(?:scratch|wipe|erase|skip|omit)(?: \w+){{0,3}}? (?:from|out of|in|for|off) {RECORD}"
        r"|(?:strike|delete|erase|scratch|wipe) (?:the|that|this|my) (?:last |previous |above )?(?:sentence|bit"
        r"|part|remark"
        r"|comment|line)(?=\W*$)|stop reading",
        "Scratch that from the minutes.",
    ),
    _phrase("behind", rf"behind (?:{OUTSIDER}|{NAME}|their|his|her)(?:'s)? backs?", "Call them behind Acme's back."),
    _phrase(
        "hide hides hidden hid hiding conceal concealed withhold withheld",
        rf"(?:hid(?:e|es|den|ing)?|conceal(?:ed)?|withh[eo]ld)(?: \w+){{0,5}}? from"
        rf" (?:{OUTSIDER}|{NAME}|{PRONOUN}|everyone|anyone)",
        "Hide it from the customer.",
    ),
    _phrase(
        "keep kept keeping",
        rf"(?:keep|kept|keeping)(?: \w+){{0,5}}? from (?:{OUTSIDER}|{PRONOUN}|anyone)",
        "Keep the rise from the client.",
    ),
    _phrase(
        "keep kept keeping leave hold",
        rf"(?:keep|kept|keeping|leave|hold) (?:this|it|that|these|those|all|everything|the (?:next|last|following))"
        rf"(?: \w+){{0,4}}? {_QUIET}",
        "Please keep this internal.",
    ),
    _phrase(
        "keep",
        r"keep (?:\w+ ){0,3}?(?:internal|confidential|secret|to ourselves|to yourselves|to yourself|between us"
        r"|under wraps|in this room)|keep (?:quiet|mum|schtum|shtum|your mouths? shut)",
        "Keep the number to yourself.",
    ),
    _phrase(
        "this that it which these those what everything all rest following above next last previous",
        rf"{_THIS} (?:is|are|was|were|'s|stays?|remains?|(?:has|have|needs) to (?:stay|remain|be)"
        rf"|(?:must|should|will|can) (?:stay|remain|be)|goes|go)(?: \w+){{0,2}}? {_QUIET}"
        r"(?! (?:audit|service|tool|use case|repo|server|link))",
        "This stays between us.",
    ),
    _phrase(
        "this that it what these those rest following above next last previous",
        rf"{_THIS} ?(?:is|are|'s|was|were) (?:strictly |only |just |all )?(?:for (?:internal|our|us|team|your eyes)"
        rf"|not for (?:{_WHOM}|{RECORD})|not {RECORD}|for {INSIDE} only)",
        "The rest is not for the client.",
    ),
    _phrase(
        "nothing none word",
        r"(?:nothing|none|not a word) (?:of |from |about )?(?:(?:this|that|it) )?(?:\w+ ){0,2}?"
        r"(?:leaves|leave|to leave|goes|gets|to get|out of) (?:this|the|our|out|beyond|these)",
        "Nothing of this leaves the room.",
    ),
    _phrase(
        "further mum mums lips breathe word didn secret hat between",
        r"(?:goes|go|going) no further|mum's the word|lips (?:are )?sealed|breathe a word|not a word to"
        r"|didn't hear (?:it|this|that) from me|our (?:little )?secret|under your hat|between you,? me and",
        "Mum's the word.",
    ),
    _phrase(
        "between",
        r"(?:strictly |just |only |purely )?between (?:us|ourselves|you and me|the two of us|these four walls)"
        r"(?= ?[,:;.!?)\]–—-]|$)",
        "Just between us, Bob is leaving.",
    ),
    _phrase(
        "leave left leaving keep kept take taken drop dropped omit omitted strike struck cut remove removed delete"
        " deleted exclude excluded redact redacted strip",
        r"(?:leave|left|leaving|keep|kept|take|taken|drop|dropped|omit|omitted|strike|struck|cut|removed?|deleted?"
        rf"|excluded?|redact(?:ed)?|strip)(?: \w+){{0,4}}? (?:out of|off|from) {RECORD}",
        "Leave this out of the recap.",
    ),
    _phrase(
        "delete remove cut strip redact drop take edit scrub",
        r"(?:delete|remove|cut|strip|redact|drop|take (?:it |this |that )?out|edit out|scrub)(?: \w+){0,3}?"
        r" (?:before|prior to|when) (?:\w+ ){0,3}?"
        r"(?:send|sent|sending|shar\w+|publish\w*|circulat\w+|forward\w*|goes|distribut\w+|mailing)",
        "Please delete before sending.",
    ),
    _phrase(
        "leave keep not",
        r"(?:leave|keep) (?:this|it|that) out|not (?:for|in|into) the (?:minutes|record|recap)|not to go in",
        "Leave that out, please.",
    ),
    _phrase(
        "better spare dark wiser",
        rf"{_WHOM} (?:is|are|'s|'re) (?:much |far )?better off (?:not|without)|(?:keep|leave|kept) {_WHOM} in the dark"
        rf"|spare {_WHOM} (?:this|that|the|these|those)|(?:none|no) the wiser",
        "Dana is better off not hearing it.",
    ),
    _phrase(
        "nothing word",
        r"(?:say|breathe|mention|write|tell \w+) nothing(?: \w+){0,4}? (?:to|outside|until|till|before|yet|about)"
        r"|not (?:a|one) word(?: \w+){0,4}? (?:to|outside|until|till|before|yet|about|of)",
        "Say nothing to Dana until it is signed.",
    ),
    _phrase(
        "know knew found wind saw",
        rf"what (?:{_WHOM}|they|she|he) (?:don't|doesn't|do not|does not) know (?:won't|can't|will not|cannot)"
        rf"|if (?:{_WHOM}|they|she|he) (?:ever )?(?:knew|found out|got wind|saw (?:this|it|that))",
        "They would be furious if they knew.",
    ),
    _phrase(
        "you never",
        r"you (?:didn't|did not|never) (?:hear|heard|get|got|see|saw)(?: \w+){0,3}? (?:from|say|said)"
        r"|(?:never|didn't|did not) (?:hear|heard|get|got) (?:it|this|that|me|us) (?:from|say|saying)"
        r"|(?:this|that|it|(?:this|the (?:last|previous)) (?:point|item|bit|part|conversation|call|meeting"
        r"|topic)) (?:never"
        r" happened|(?:was|were) never (?:said|discussed|here))",
        "You didn't get that from me.",
    ),
    _phrase(
        "this that it one which these those everything all cards lid hats",
        r"(?:this|that|it|which|these|those|this one|that one|everything|all of (?:it|this))"
        r" (?:has to |have to |must |should |will |needs? to )?(?:stays?|remains?|kept?) (?:in the family|indoors"
        r"|in here"
        r"|inside (?:the|this|our|these)|within (?:the|this|our|these))"
        r"|(?:cards|this|that|it|these)(?: \w+){0,2}? close to (?:the|our|your|my) (?:chest|vest)s?|keep a lid on"
        r"|under (?:your|our) hats?",
        "This one stays in the family.",
    ),
    _phrase(
        "bitte nicht das dies es alles nichts unter",
        r"nicht (?:\w+ ){0,4}?(?:weitergeben|weiterleiten|weitersagen|weitererzählen|veröffentlichen|protokollieren"
        r"|ins protokoll|mitteilen|verraten|erfahren|wissen|mitbekommen)|darf (?:das |es |davon )?nichts? "
        r"(?:wissen|erfahren|sehen)|unter uns(?: gesagt)?(?=[,:])"
        r"|(?:das|dies|es|alles)(?: \w+){0,2}? (?:bleibt|ist|bleiben|soll)(?: \w+){0,3}?"
        r" (?:unter uns|intern|vertraulich|im team|im raum|geheim)",
        "Bitte nicht weitergeben.",
    ),
    _phrase(
        "ne ça ceci cela tout rester reste gardons garder",
        r"(?:à )?ne (?:(?:le|la|les|en|doit|doivent|peut) )?(?:pas|jamais|rien)(?: \w+){0,2}? (?:diffuser|partager"
        r"|transmettre|communiquer|divulguer|publier|mentionner|dire au|savoir|apprendre|voir|consigner)"
        r"|(?:ça|ceci|cela|tout)(?: \w+){0,3}? (?:entre nous|confidentiel|interne|secret)|rester? entre nous"
        r"|gard(?:ons|er|ez) (?:ça|cela|le) (?:pour|entre) (?:nous|vous)",
        "Le client ne doit pas savoir.",
    ),
    _phrase(
        "n'en ne n pas client clients ça cela ceci sort sorte parlons parlez",
        r"(?:à )?n'en (?:rien )?(?:parl|souffl|dis|dir)\w*|ne sort(?:e|ez|ons|ent)? (?:pas|plus) (?:d'ici"
        r"|de (?:cette|la"
        r"|notre|nos) \w+)|pas un mot (?:à|au|aux|de|sur)|(?:ça|cela|ceci) (?:doit )?rester? (?:ici|dans (?:cette|la)"
        r"|chez nous)|clients? (?:n'ont? pas (?:à|besoin de)|ne (?:sait|savent) (?:pas|rien)|ignoren?t?)",
        "Ça ne sort pas d'ici.",
    ),
    _phrase(
        "bleibt bleiben wort glocke",
        r"bleib(?:t|en)(?: \w+){0,2}? (?:in diesem (?:raum|kreis)|in der (?:familie|firma|abteilung|runde)"
        r"|im (?:raum|kreis|haus)"
        r"|zwischen uns)"
        r"|kein(?:e[nms]?)? wort(?: \w+){0,2}? (?:zu[mr]?|an|gegenüber|nach|über)|an die große glocke",
        "Kein Wort davon zum Kunden.",
    ),
)

_AUX = r"(?:(?:has|have|had|is|are|was|were|just|then|now|also|all) ){0,3}"
_GOES = (
    rf"{_AUX}(?:leaves?|left|drops?(?: off| out)?|dropped(?: off| out)?|hangs? up|hung up|disconnects?|disconnected"
    r"|logs? off|logged off|signs? off|signed off|exits?|exited|gone|departs?|departed|asked to leave|excluded"
    r"|sent out|excused|withdrew|withdraws?|retired|were dismissed"
    r"|off the (?:call|line)|out of the (?:call|room)|had to (?:go|leave|drop"
    r"|run|jump)|off"
    r"|(?:steps?|stepped|pops?|popped|ducks?|ducked|walks?|walked|nips?|nipped|goes|went|heads?|headed) (?:out|away|off"
    r"|offline)|(?:put|moved|sent|placed|left|kept|parked) (?:in|into|to|on) (?:the |a )?(?:waiting room|lobby|hold"
    r"|break ?out(?: room)?|corridor|hallway|mute)|no longer (?:on|in|with)|rings? off|rang off|lost (?:the |her "
    r"|his |their )?(?:connection"
    r"|line|signal)|(?:cut|fell"
    r"|timed) (?:off|out)"
    r"|(?:has|have|needs|need) to (?:go|leave|drop|run))"
)
_COMES = (
    rf"{_AUX}(?:re ?joins?|re ?joined|joins?|joined|joining|arrives?|arrived|back(?: in| on)?|returns?|returned"
    r"|comes? (?:back|in)|came (?:back|in)|(?:steps?|stepped|walks?|walked) back in|re ?connects?|re ?connected"
    r"|is here|gets? here|re ?admitted|invited (?:back|in)|dials? in|dialled in"
    r"|connects?|connected|enters?"
    r"|entered|let (?:back )?in|on the (?:call|line)(?: now| again)?)"
)
# Those who come to a meeting, as the subject of a short sentence: "two families left" is none.
_VISITOR = (
    r"(?:the |our |their )?(?:clients?|customers?|guests?|visitors?|externals?|public|press|vendors?|suppliers?"
    r"|observers?"
    r"|candidates?|applicants?|prospects?|other side|members of the public|people from client"
    r"|(?:client|external|customer|guest) (?:people|folks?|team|guys|lot|side|reps?|colleagues|staff|participants?"
    r"|attendees|guests|delegation))(?:(?:'s)? (?:line|connection|video|audio|call|end))?"
)
# Those who come with somebody: "everyone from Acme", "the Acme representatives".
_PARTY_OF = (
    r"(?:(?:(?:everyone|everybody|all|both|people|folks|those|the others?|colleagues|the (?:two|three|people|team))"
    r"(?: (?:of|from|at))? )?(?:the )?)"
)
_PARTY = (
    r"(?:(?:'s)? (?:representatives?|reps?|people|team|folks|guys|side|lot|colleagues?|delegation|staff|party"
    r"|attendees))?"
)
_BEGINS = r"(?:^|[^\w\s]\s*|(?:after|once|when|and|then|now|that|as|since|before|until)\s)"
_ENDS = (
    r"(?: (?:the|our|this) (?:call|meeting|room|line|zoom|session|chat|teams|conference))?"
    r"(?=\W*$|[^\w\s]|\s[–—-]|\s(?:at|here|now|early|and|before|after|so|then|around|again|from|to|\d))"
)
_GONE_WORDS = (
    "had go has have needs need leaves leave left drops drop dropped hangs hang hung disconnects"
    " disconnect disconnected logs log logged signs sign signed exits exit exited gone departs depart departed"
    " excluded out excused withdrew withdraws withdraw retired dismissed off away offline lost put moved longer"
    " parked placed"
).split()
_BACK_WORDS = (
    "rejoins rejoin rejoined re joins join joined joining arrives arrive arrived back returns return returned come"
    " comes came readmitted invited dials dial dialled connects connect connected enters enter entered let on"
).split()
_SESSION = r"(?:closed|executive|private|confidential|camera|in camera|non public)"

CLOSING = Rules(
    _phrase(
        "closed executive private confidential camera",
        r"(?:went|goes|going|go|gone|moved|moves|moving|move|retired|entered|enters?|entering|convened|convenes?"
        rf"|switch(?:ed|es)?|proceeded|adjourned|continued?)(?: \w+){{0,3}}? {_SESSION}(?: session| part| meeting)?",
        "The board went into closed session.",
    ),
    _phrase(
        "closed leave excluded sent excused present cleared exclude excluding withdrew withdraws withdraw",
        rf"(?:meeting|session|part)(?: \w+){{0,2}}? closed to|{OUTSIDER}(?: (?:and|or) {OUTSIDER})?(?: gallery)?"
        r" (?:(?:were|was|are|is) )?(?:asked to leave|excluded|sent out|excused|not present|cleared)"
        rf"|(?:gallery|room|chamber) (?:was|is|being) cleared|(?:resolved|agreed|voted|moved|decided|motion|resolution)"
        rf" to exclude {OUTSIDER}|^\W*(?:[\w']+ ){{1,4}}(?:withdrew|withdraws)(?: (?:from )?(?:the|this) (?:meeting"
        r"|room|item|discussion))?(?: for (?:the|this|that) (?:item|part|discussion))?\W*$",
        "Members of the public were asked to leave.",
    ),
    _phrase(
        "recording recorder transcription tape mic mics microphone camera",
        r"(?:stop|stopped|stops|stopping|pause|paused|pauses|pausing|turn off|turned off|switch off|switched off)"
        r"(?: \w+){0,2}? (?:recording|recorder|transcription|tape)"
        r"|(?:recording|recorder|transcription|tape)(?: \w+){0,2}? (?:stopped|paused|off|ended|stops)"
        r"|^\W*(?:mics?|microphones?|cameras?)(?: (?:is|are|now))? (?:off|muted)\W*$",
        "We stopped the recording here.",
    ),
    _phrase(
        "record private internal confidential committee confidence",
        r"(?:go|goes|going|went|now|is|this is|strictly|speak|talk|speaking) off the record"
        r"|off the record(?: from here| for (?:a|this|the) \w+| now)"
        r"|(?:private|internal|confidential) from here(?: on)?"
        r"|from here on?(?: \w+){0,2}? (?:private|internal|confidential|off the record)"
        r"|(?:taken|considered|discussed|heard|held|continued?|continues) in (?:private|committee|confidence)",
        "Can we go off the record for a moment?",
    ),
    _phrase(_GONE_WORDS, rf"{_BEGINS}{_VISITOR}(?: and {_VISITOR})? {_GOES}{_ENDS}", "The client leaves the call."),
    _phrase(
        "us ourselves own without uns nous below follows recorded",
        r"(?:only|just) (?:us|(?:we|the) (?:two|three|four)(?: of us)?)(?: now| left| here)?(?=\W*$)|we (?:are"
        r"|'re) (?:now )?(?:among|by|on) (?:ourselves|our own)"
        r"|without (?:the )?clients?(?=\W*$)|unter uns(?=\W*$)|not recorded(?: from here(?: on)?)?(?=\W*$)"
        rf"|(?:carr(?:y|ied)|w[ea]nt|go|going|continued?) on without (?:{OUTSIDER}|{NAME})(?=\W*$)"
        rf"|entre nous(?: maintenant)?(?=\W*$)"
        r"|(?:everything|all|what is|what's|the notes?|the part) (?:that follows |from here(?: on)? |below "
        r"|after this )"
        r"(?:is|are|stays?) (?:only |just )?(?:for (?:us|the team|insiders|staff|our)|between|among)",
        "Only us now.",
    ),
    _phrase(
        "kunde kunden client clients nicht",
        r"kunden? (?:verlässt|verließ\w*|verlassen|geht|gehen)|kunden? (?:hat|haben|ist"
        r"|sind)(?: \w+){0,4}? (?:verlassen"
        r"|raus|weg|gegangen|aufgelegt|ausgeloggt|abgemeldet|fort|draußen)"
        r"|clients? (?:quitte\w*|(?:a|ont|est|sont|s'est|se sont|vien(?:t|nent) de)(?: \w+){0,2}? (?:quitté\w*|quitter"
        r"|parti\w*|raccroch\w+|sorti\w*|déconnect\w+))",
        "Der Kunde verlässt die Sitzung.",
    ),
)
OPENING = Rules(
    _phrase(
        "record open public closed executive private camera",
        r"(?:back )?on (?:the )?record(?: again)?|(?:back|returned?|rose|came back|out|reopened|reconvened|resum(?:ed"
        r"|es|ing)"
        rf"|return(?:s|ing))(?: \w+){{0,2}}? (?:open|public|{_SESSION})(?: session| meeting| part)?",
        "The board came back in open session.",
    ),
    _phrase(
        "open public reopened recording recorder transcription",
        r"(?:open|public) (?:session|meeting|part)(?: \w+){0,2}? (?:resumed|again|reconvened|resumes|continued)"
        r"|re ?opened to|(?:recording|recorder|transcription)(?: \w+)? (?:resumed|restarted|started|on|back on"
        r"|continues)"
        r"|resum(?:ed|es|ing)(?: the)? recording",
        "Recording resumed.",
    ),
    _phrase(
        "end ends ended",
        r"end(?:s|ed)?(?: of)?(?: the)? (?:off the record|internal|private|confidential|closed|executive|secret)"
        r"(?: part| section| discussion| session| notes?| bit)?",
        "End of the internal part.",
    ),
    _phrase(_BACK_WORDS, rf"{_BEGINS}{_VISITOR}(?: and {_VISITOR})? {_COMES}{_ENDS}", "The client rejoins the call."),
    _phrase(
        "kunde kunden client öffentlicher",
        r"kunde (?:kommt|ist)(?: \w+){0,2}? (?:zurück|wieder da|dazu)|client (?:revient|rejoint|est de retour)"
        r"|öffentlicher teil",
        "Der Kunde kommt zurück.",
    ),
)
# Titles of what happened without outsiders.
APART = Rules(
    _phrase(
        "before until prior ahead waiting",
        rf"(?:before|until|prior to|ahead of|waiting for) (?:{OUTSIDER}|{NAME})(?:'s)? (?:{_COMES}|arrival|come|came"
        rf"|in)",
        "Before the client joined",
    ),
    _phrase(
        "after once when since",
        rf"(?:after|once|when|since) (?:{OUTSIDER}|{NAME})(?:'s)? (?:{_GOES}|departure|leaving)",
        "After the client left",
    ),
    _phrase(
        "without minus excluding sans ohne w",
        rf"(?:without|w/o|minus|excluding|sans|ohne) {OUTSIDER}|(?:debrief|call|meeting|discussion|chat|part|session"
        rf"|talk) (?:without|w/o) {NAME}",
        "Debrief without Acme",
    ),
    _phrase(
        "present room absent excluded",
        rf"{OUTSIDER} (?:not present|not in the room|absent|excluded)",
        "Client not present",
    ),
    _phrase(
        "while",
        rf"while (?:{OUTSIDER}|{NAME}) (?:was|is|were|are) (?:on mute|muted|away|out|off|gone|not there"
        rf"|on another call)",
        "While Acme was on mute",
    ),
    _phrase(
        "nach nachdem bevor avant après",
        r"nach(?:dem)? (?:der )?kunden?|bevor der kunde|avant l'arrivée|après le départ",
        "Nachdem der Kunde weg war",
    ),
)
# Someone from outside comes, so that what stands above was said without them.
ARRIVAL = Rules(OPENING.phrases[3])
IN_TITLES = Rules(*APART.phrases, *PHRASES.phrases)

ABOVE = expression(
    r"\^|↑|⬆|\b(?:above|previous|preceding|just (?:said|discussed)|last (?:bit|part|point|item|one)|that was|up to here"
    r"|oben|ci-dessus)\b",
    re.I,
)
BELOW = expression(
    r"\b(?:following|follows|below|next|from here|rest|now|coming|remaining|folgende\w*|suivante?s?)\b|:\s*$|↓|⬇", re.I
)
END = expression(
    r"^\W*(?:/|\\|(?:end|ends|ended|close|stop|fin|ende|over)\b)|>>>\s*$|\b(?:end|ends|ende|fin)\W*$", re.I
)
TOPIC_CHANGE = expression(
    r"\W*(?:(?:ok|okay|right|so|well|anyway|alright|good|now|and)\W+){0,3}(?:moving on|next (?:topic|item|point|up)"
    r"|back to|on to|let['’]s (?:get back|move on|continue|go back|turn to)|anyway\b|welcome back|new topic"
    r"|change of (?:topic|subject))",
    re.I,
)
