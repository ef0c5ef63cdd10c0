"""Tell kinds of asides that keep something from outsiders whatever their words: "lads only", "she'd go spare".

`readership` weighs the words of an aside. The kinds here need only its classes of words and its form: nobody but
insiders is named; outsiders do not know, or are not told; somebody else would react; the notes themselves are spoken
of; a party goes. Their cost on ordinary notes was measured one by one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.common.lazy_regex import expression
from extractor.resolution.readership_words import classes, tokens

MAX_OURS = 5  # words of an aside that names nobody but insiders
MAX_DENIAL = 9  # words of one that says what outsiders do not know
MAX_REACTION = 7
MAX_NOTES = 12  # words of one about the notes themselves
MAX_GONE = 12
MAX_TITLE = 9
# Words that name us, and words that may stand beside them: "for our own use", "agency side".
_US = frozenset(
    "us our ours ourselves we internal internally intern interne internes insiders lads boys girls gang slt smt slg"
    " office agency team staff firm company colleagues crew inhouse in_house uns unter_uns nous équipe".split()
)
_BESIDE_US = frozenset(
    """for the and of a an my your to in on at by with side use purposes purpose eyes ears only just please pls notes
    note info bits bit view folks folk lot own planning reference sake version stuff things thing here this that it is
    are keep guys members knowledge know discussion talk matters business item items todo do list actions action points
    point follow_up follow up für die das le la les pour""".split()
)
# Words of _US that are also bodies which much is about: they count beside another word of us, or in a title.
_BODIES = frozenset("office agency staff firm company colleagues crew".split())
_HEADS = frozenset(
    "hr personnel directors trustees partners governors management leadership board slt smt councillors".split()
)
_SELF = frozenset("own me my mine myself self".split())  # of the writer: they count beside another word
_FIRST_PERSON = frozenset("i we if why ich wir wenn je".split())
_REACTION = expression(
    r"\W*(?:(?:cos|because|as|since|otherwise|or|else)\s)?(?:she|he|they|client|(?:the\s)?(?:client|customer|parents?"
    r"|buyers?|vendors?|seller|tenants?|landlord|family|mum|dad|neighbours?|funders?|residents|staff|public|press))"
    r"(?:['’]d|d|\swould|\smight|\swouldn['’]?t|\swould\snot)\s(?!(?:like|love|prefer|rather|want|need|have\s(?:you|me|us|him)|be\s(?:happy|good"
    r"|available|able|there|back|in))\b)",
    re.I,
)
_THIS_NOTE = expression(
    r"\bthis\s(?:doc|document|line|thread|chat|channel|note|page|sheet|para(?:graph)?|row|cell|bit|sentence|section"
    r"|entry|remark|comment|file)\b",
    re.I,
)
_GOES = expression(
    r"\b(?:left|leaves|leaving|gone|excused|went\s(?:home|out|off)|excluded|departed|withdrew|goodbyes?|byes?"
    r"|exit(?:s|ed)?|(?:jump|drop|sign|log|hop|ring|dial|step|walk|head|pop|click|duck|go|get|run|dash|shoot)(?:p?ed|s|t|ging)?\s(?:off"
    r"|out|away)"
    r"|(?:jump|drop|hop|pop|duck)(?:p?ing)\s(?:off|out)|hung\sup|not\spresent|absent"
    r"|asked\sto\s(?:leave|step\sout|withdraw|wait\soutside)|rang\soff|disconnect\w*|(?:bounced|scarpered)|ist"
    r"\s(?:raus|weg)|a\squitté|est\sparti\w*)\b",
    re.I,
)
_OTHERWISE = expression(
    r"[.:;?]\s|[()]|\d|\bleft\s(?:to|over|hand|side|an?|his|her|their|its|some|it|feedback|messages?|behind)\b", re.I
)
_INTERNAL = expression(r"\b(?:internal|internally|interne?[rsn]?|intern)\b", re.I)
_PLAIN_INTERNAL = expression(
    r"\binternal (?:audits?|comm?s|communications?|links?|servers?|tools?|tooling|apis?|doors?|walls?|promotions?"
    r"|candidates?|applicants?|recruitment|vacanc\w+|controls?|systems?|structure|training|review board|fittings?)\b",
    re.I,
)
_SENT_OUT = expression(
    r"\b(?:asked\sto\s(?:leave|step\sout|withdraw|wait\soutside)|left\sthe\s(?:room|call|meeting|zoom|chat|building)"
    r"|stepped\sout|withdrew|excused\s(?:her|him|them)sel\w+|while\s\w+\s(?:was|were)\s(?:out|away|on\smute))\b",
    re.I,
)
_CALL_OVER = expression(
    r"\b(?:after|once|when|now\sthat|as\ssoon\sas)\s(?:the\s)?(?:call|meeting|zoom|video|recording|line|teams"
    r"|client\scall)\s(?:had\s|was\s|is\s|has\s|'s\s)?(?:ended|stopped|over|finished|closed|cut|off|done|wrapped(?:\sup)?)\b",
    re.I,
)
_STAYS = expression(
    r"\b(?:stays?|stayed|remains?|belongs|(?:keep|leave|hold)\s(?:it|this|that))\s(?:put\s)?(?:in|within|inside|at|with"
    r"|among|amongst|between)\s(?:the|this|that|these|our|us|here|you|ourselves|house|in-house)\b",
    re.I,
)
# "SLT only", "#ourside"
_KEPT_OUT = expression(
    r"\b(?:keep|keeping|leave|leaving)\s(?:\w+\s){1,3}out\sof\s(?:this|it|that|the\sloop)\b|\binvisible\b", re.I
)
_NOT_THEY = expression(r"\b(?:has|have|had|is|are|was|were|do|does|did)(?:\snot|n['’]t)(?:\syet)?\W*$", re.I)
_TALKS_APART = frozenset("sidebar caucus wash_up washup pre_meet premeet post_call backchannel".split())
_OURS_TO_KNOW = frozenset("info information eyes use knowledge discussion talk".split())
_GROUP_ONLY = expression(r"[A-Z]{2,5}[ -](?i:only)|[#@~](?i:our|ours|us|just-?us|teamonly|staffonly)(?:[_-]?[a-z]+)?")
_RESTRAINS = frozenset(
    "not dont no never nothing keep leave off hold none without omit cut strike drop remove pull leave_off leave_out"
    " keep_off".split()
)
_PLEASE = frozenset("please pls plz and but so do to be it this that also just kindly again".split())
_BEFORE_RECORD = frozenset("in on off from for into to of out at leave_off leave_out".split())
_OF_RECORD = frozenset("the this that our their your an issued published final official public client".split())
_PART = expression(r"part (?:2|b|ii|two)|exempt(?: items?)?|closed (?:items?|part)", re.I)


@lru_cache(maxsize=4096)
def keeps_apart(aside: str, *, is_apart: bool) -> bool:
    """Whether an aside is of a kind that keeps something from outsiders.

    Args:
        aside: Its words, with "client" for the names of the client.
        is_apart: Whether it is a bracket, a label, or what stands behind a dash.
    """
    words = tokens(aside)
    if is_apart and (
        _hides_from_outsiders(words)
        or _GROUP_ONLY.fullmatch(aside)
        or _names_us(words)
        or _names_side(aside)
        or _PART.fullmatch(aside)
        or _speaks_of_internal(aside)
    ):
        return True
    return (
        _says_unknown(words)
        or (len(words) <= MAX_NOTES and _KEPT_OUT.search(aside) is not None)
        or (len(words) <= MAX_NOTES and _NOT_THEY.search(aside) is not None and _names_outsiders(words[-4:-2]))
        or (len(words) <= MAX_REACTION and _REACTION.match(aside) is not None)
        or (len(words) <= MAX_NOTES and _THIS_NOTE.search(aside) is not None and _restrains(words))
        or (len(words) <= MAX_NOTES and _SENT_OUT.search(aside) is not None and says_who_goes(aside))
        or (len(words) <= MAX_DENIAL and _STAYS.search(aside) is not None)
        or _names_readers(words)
        or _keeps_off_record(words)
    )


@lru_cache(maxsize=4096)
def title_keeps_apart(title: str) -> bool:
    """Whether the title of a section names nobody but insiders, or what they say among themselves: "Team retro".

    Args:
        title: Its words, with "client" for the names of the client.
    """
    words = tokens(title)
    if len(words) > MAX_TITLE:
        return False
    known = {name for word in words for name in classes(word)}
    is_among_us = not _US.isdisjoint(words) and bool(known & {"APART"} or "client" in words)
    is_ours = _names_us(words) or (len(words) == 1 and words[0] in _HEADS)
    is_before_call = words[:2] == ["pre", "call"] or _AFTER_CALL.fullmatch(title) is not None
    is_among_us |= len(words) <= MAX_OURS and (is_before_call or not _TALKS_APART.isdisjoint(words))
    return is_among_us or is_ours or _speaks_of_internal(title) or says_who_goes(title)


@lru_cache(maxsize=4096)
def says_who_goes(text: str) -> bool:
    """Whether a short text says that a party goes or is sent out, and little else: "The funder's rep left the Zoom.".

    Args:
        text: The words, with "client" for the names of the client.
    """
    if _GOES.search(text) is None or _OTHERWISE.search(text):
        return False
    words = tokens(text)
    return 2 <= len(words) <= MAX_GONE and any("OUT" in classes(word) for word in words[:MAX_PARTY])


MAX_PARTY = 5  # words in which the party is named
# "NB vendor side", but not "client side" and "server side", which are parts of software.
_SIDE = expression(r"(?:nb |fyi |ps )?(?:the |our )?(?P<whose>[^\W\d_]+)[ -]side(?: only)?", re.I)
_SIDES_OF_THINGS = frozenset("client server user driver drivers passenger other in out".split())


def _names_side(aside: str) -> bool:
    """Whether an aside names the side that it is for: "vendor-side", "NB agency side"."""
    side = _SIDE.fullmatch(aside)
    whose = side["whose"].lower() if side else ""
    return bool({"IN", "OUT"} & set(classes(whose))) and whose not in _SIDES_OF_THINGS


def _names_us(words: list[str]) -> bool:
    """Whether nobody but us is named: "for our own use", "agency side", "[team]"."""
    return (
        0 < len(words) <= MAX_OURS
        and not (_US.isdisjoint(words) and _SELF.isdisjoint(words) and _OURS_TO_KNOW.isdisjoint(words[1:]))
        and (len(words) > 1 or words[0] not in (_BODIES | _SELF))
        and all(word in (_BESIDE_US | _US | _SELF) or word in _HEADS or "ONLY" in classes(word) for word in words)
    )


def _names_outsiders(words: list[str]) -> bool:
    return any("OUT" in classes(word) and word not in _PRONOUNS for word in words)


def _hides_from_outsiders(words: list[str]) -> bool:
    """Whether an aside has a word of secrecy and outsiders: "hide in client view"; not "private client"."""
    secret = [word for word in words if "SECRET" in classes(word) and not word.startswith("priv")]
    others = [word for word in words if word not in secret]  # "mum" is a word of both
    return len(words) <= MAX_REACTION and bool(secret) and _names_outsiders(others)


def _says_unknown(words: list[str]) -> bool:
    """Whether outsiders are said not to know, or not to be told."""
    if not 1 < len(words) <= MAX_DENIAL or words[0] in _FIRST_PERSON:
        return False
    if all(word in _PRONOUNS for word in words if "OUT" in classes(word)) and _THINGS.isdisjoint(words):
        return False  # "he won't know" may be about anything
    known = [classes(word) for word in words]
    denials = [at for at, names in enumerate(known) if "NOT" in names]
    verbs = [at for at, names in enumerate(known) if {"TELL", "KNOW"} & set(names)]
    return any("OUT" in names for names in known) and any(0 < v - d <= MAX_APART for d in denials for v in verbs)


MAX_APART = 5  # words from a denial to what it denies
_PRONOUNS = frozenset("she he they her him them their theirs il elle ils elles lui leur er sie ihm ihnen".split())
_THINGS = frozenset("this that it yet about of davon noch das en encore ça".split())


def _names_readers(words: list[str]) -> bool:
    """Whether an aside names people and "only": "Carers only", "vets and nurses only"."""
    rest = [word for word in words if word not in _PLEASE and word not in _OF_RECORD]
    return (
        1 < len(rest) <= MAX_READERS
        and rest[-1] == "only"
        and any({"IN", "OUT"} & set(classes(word)) for word in rest[:-1])
        and _PRONOUNS.isdisjoint(rest)
    )


MAX_READERS = 4  # words


def _restrains(words: list[str]) -> bool:
    return any(word in _RESTRAINS or {"NOT", "CUT", "KEEP", "SECRET"} & set(classes(word)) for word in words)


def _keeps_off_record(words: list[str]) -> bool:
    """Whether an aside begins with a restriction, and names a record: "Leave off the issued minutes"."""
    rest = [word for word in words if word not in _PLEASE]
    if not 1 < len(rest) <= MAX_DENIAL or (rest[0] not in _RESTRAINS and "CUT" not in classes(rest[0])):
        return False
    for at, word in enumerate(rest):
        if "RECORD" in classes(word):
            before = [near for near in rest[max(0, at - 3) : at] if near not in _OF_RECORD]
            return not _BEFORE_RECORD.isdisjoint(before) and "a" not in before
    return False


def _speaks_of_internal(text: str) -> bool:
    return len(text.split()) <= MAX_OURS and _INTERNAL.search(text) is not None and _PLAIN_INTERNAL.search(text) is None


def turns_down(aside: str) -> bool:
    """Whether an aside says that something is not wanted: "not for us"."""
    return _TURNS_DOWN.fullmatch(aside) is not None


_TURNS_DOWN = expression(
    r"\W*(?:\w+\s)?(?:not|nothing|nichts|pas)\s(?:for|für|pour)\s(?:us|me|uns|mich|nous|moi)\W*", re.I
)


@lru_cache(maxsize=4096)
def says_goodbye(turn: str) -> bool:
    """Whether the speaker of a turn leaves a call: "Right, I have to dash, bye everybody."."""
    return len(turn) <= MAX_GOODBYE and _GOODBYE.search(turn) is not None and not turn.rstrip().endswith("?")


_AFTER_CALL = expression(r"\W*(?:after\s(?:the\s|our\s)?(?:client\s)?call|back\soffice)\W*", re.I)
MAX_GOODBYE = 160  # characters
_GOODBYE = expression(
    r"""
    \b(?: (?:i['’]?ve[ ](?:got[ ])?to|i[ ](?:have[ ](?:got[ ])?to|need[ ]to|must|should|had[ ]better)|i['’]d[ ]better
        |got[ ]to|gotta|let[ ]me|i['’]?ll|i[ ]will|i['’]?m[ ]going[ ]to)[ ](?:now[ ]|really[ ]|just[ ])?
        (?:dash|run|go|drop|jump|leave|shoot|bounce|hop|head|log|sign|ring)
        (?:[ ](?:off|out))?
        (?=\W*$|\s*[,.;!–-]|[ ](?:now|sorry|bye|thanks|thank|soon|guys|all|folks|everyone|everybody)\b
          |[ ](?:to|for|into)[ ](?:my|another|the[ ]next|a)[ ](?:next[ ])?(?:meeting|call|one|flight|train|client)\b)
      | i['’]?m[ ](?:off|dropping|leaving|heading[ ]off|jumping[ ]off)
        (?=\W*$|\s*[,.;!–-]|[ ](?:now|then|bye|guys|all)\b)
      | i['’]?ll[ ](?:leave[ ]you[ ](?:to[ ]it|both|all|guys|lot)|let[ ]you[ ](?:go|get[ ]on|carry[ ]on))
      | my[ ]next[ ](?:meeting|call)[ ](?:is|has|'s)\b
      | (?:good)?bye(?:[ -]bye)?[ ,]*(?:all|everyone|everybody|guys|folks
        |both|now|then)?\W*$
      | ich[ ]muss[ ](?:jetzt[ ]|leider[ ])*(?:los|weg|raus|auflegen|gehen)\W*$
      | ich[ ]bin[ ](?:dann[ ])?(?:raus|weg)\W*$
      | tschüss\W*$ | je[ ]dois[ ](?:y[ ]aller|filer|partir|raccrocher|vous[ ]laisser) | je[ ]vous[ ]laisse\b
      | au[ ]revoir\W*$
    )""",
    re.X | re.I,
)


@lru_cache(maxsize=4096)
def says_call_is_over(text: str) -> bool:
    """Whether a text says that what follows was said behind a call: "Said once the call had ended"."""
    return len(text) <= MAX_OVER and (_CALL_OVER.search(text) is not None or _PART_OVER.search(text) is not None)


# "Client part ends here.", "end of the public part"
_PART_OVER = expression(
    r"\b(?:client|customer|external|public|open|shared)\s(?:part|section|bit|portion|half)\s(?:(?:now\s)?ends?|is\sover"
    r"|finished|stops?|done)\b|\bend\sof\s(?:the\s)?(?:client|customer|external|public|open|shared)\s(?:part|section"
    r"|bit|portion|half)\b",
    re.I,
)


MAX_OVER = 80  # characters
