"""The little language in which people say what became of an item: by hand, in answers by mail and in notes.

    done, done yesterday            not done, open
    Friday, late, Friday            by 3 April because the phones came late
    Maya does it, Maya and Ben take it, I do it     not me
    ok                              drop because the room is closed      no, sorry, forget it
    after k7m                       same as k7m                          not k7m

Plain sentences of one meaning belong to it ("I sent it yesterday", "you will have it on Friday"), the status words of
notes ("resolved", "in progress"), and the few words in which people answer in German ("erledigt", "passt", "nicht
ich"). What it does not know is refused, never guessed.
"""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.errors import RecapError
from extractor.language.people.names import is_name
from extractor.ledger.status_marks import DONE, DROPPED, OPEN, any_of

MAX_WORDS = 400
HALF_A_YEAR = 182  # days; what is said to be done later than that was done in the year before
_YEAR = expression(r"\d{4}")
_ID = r"\[?(?P<id>[a-hjkmnp-tv-z][2-9a-hjkmnp-tv-z]{1,11})\]?"
_REASON = expression(
    r"(?P<words>[^:]{1,120}?)(?:\s*[,;]?\s+(?:because|as|since|due\sto)\s+|\s*:\s+|\s[-–]\s)(?P<because>\S.*)",
    re.I | re.S,
)
# What somebody does to work that is then done; "asked" and "spoke" are not among them, as an answer may still come.
_DID = (
    r"done|did|finished|completed?|closed|sent(?:\s(?:off|out|over))?|paid(?:\sin\sfull)?|transferred|booked|ordered"
    r"|posted|delivered|bought"
    r"|submitted|signed|uploaded|mailed|e-?mailed|printed|handed\s(?:in|over)|dealt\swith|sorted(?:\sout)?"
    r"|taken\scare\sof|seen\sto|settled|(?:went|gone)\sout|in\sthe\s(?:post|mail)"
)
_DONE = expression(
    rf"""(?:(?:it|that|this|they|all)(?:['’]?s|\sis|\sare|\swas|\shas|\shave|['’]ve)?\s(?:been\s)?
        | (?:i|we)(?:['’]ve|\shave)?\s | (?:is|was|has\sbeen)\s)?
    (?:(?:all|already|just|now)\s){{0,2}}
    (?:(?:{_DID}|{any_of(DONE)})(?:\s(?:it|that|this|them|so))? | ready)\b(?:\s(?:already|now|too|as\swell))?(?P<day>.*)
    | (?P<before>yesterday|today)[,:]?\s(?:all\s|already\s)?(?:{_DID})""",
    re.I | re.S | re.X,
)
# "late" and "postponed" say that there is another day, and are asked for it.
_STILL = "|".join(way for way in OPEN.split("|") if way not in ("late", "delayed", "deferred", "postponed"))
_OPEN = expression(
    rf"(?:(?:it|that|this)(?:['’]s|\sis)\s)?(?:still\s)?"
    rf"(?:not\s(?:yet\s)?(?:done|finished|ready|complete)|re-?open(?:ed)?(?:\sit)?|undone|{any_of(_STILL)})(?:\syet)?",
    re.I,
)
_DROP = expression(
    r"(?:(?:it|that|this)(?:['’]s|\sis|\swas)\s(?:been\s)?|please\s|let['’]?s\s|we\s(?:can\s|will\s)?)?(?:just\s)?"
    r"(?:drop|cancel|abandon|no\sneed(?:\sfor)?|forget(?:\sabout)?|skip|scrap|never\s?mind|called\soff|scrapped|off\sthe\stable"
    rf"|not\s(?:doing|needed|happening)(?:\sany\s?more)?|won['’]t\s(?:do|happen)|{any_of(DROPPED)})"
    r"(?:\s(?:it|that|this|them|this\sone|that\sone))?(?:\sany\s?more|\sthen)?",
    re.I,
)
_SORRY = expression(r"no,?\s+sorry\b[,.:;]?\s*(?P<because>.*)", re.I | re.S)
_NOT_ME = expression(
    r"(?:(?:that|this|it)(?:['’]s|\sis|\swas)\s)?not\s+(?:me|mine|my\s(?:task|job|action|item))"
    r"|(?:that|this|it)\s?(?:isn|wasn)['’]t\s(?:me|mine|my\s(?:task|job|action|item))|wasn['’]t\sme",
    re.I,
)
_OK = expression(
    r"(?:ok(?:ay)?(?:\s(?:for|with|by)\sme)?|yes|yep|fine(?:\s(?:by|with|for)\sme)?|all\sright|alright|agreed"
    r"|confirmed|i\s(?:agree|confirm)|(?:will|can)\sdo(?:\s(?:it|that))?|sounds\sgood|looks\sgood(?:\sto\sme)?|lgtm|\+1"
    r"|(?:that['’]?s\s)?(?:right|correct)|no\sprob(?:lem)?\b|i(?:['’]ll|\swill)\s(?:do|take)\s(?:it|that|this)"
    r"|(?:i(?:['’]m|\sam)\s)?on\sit|(?:that|this|it|which)(?:['’]s|\sis)\s(?:ok(?:ay)?|fine|all\sright|alright)"
    r"(?:\s(?:by|with|for)\sme)?|(?:that|this|it)\sworks(?:\sfor\sme)?|works\sfor\sme|suits\sme|happy\swith\sthat"
    r"|happy\sto(?:\sdo\s(?:it|that))?)"
    r"(?:(?:[,.!]|\s[-–])?\s*(?:but\s+)?(?P<day>\S.*))?[.!]?",
    re.I | re.S,
)
_AFTER = expression(
    rf"(?:(?:waits?\s(?:for\s)?|only\s)?after|wait(?:s|ing)?\s(?:for|on)|blocked\s(?:by|on)|depends\son)\s+{_ID}", re.I
)
_SAME = expression(
    rf"(?:(?:it|this|that)(?:['’]s|\sis)\s)?(?:(?:the\s)?same(?:\sas)?|(?:a\s)?(?:duplicate|dup|copy)(?:\sof)?)\s{_ID}",
    re.I,
)
_NOT = expression(rf"not\s(?:the\ssame\sas\s)?{_ID}", re.I)
_CALLED = r"@?[^\W\d_][\w'’.,&@+\ -]{0,80}"
_TAKES = r"(?:(?:will\s|['’]ll\s)?(?:do|take)|does|takes?(?:\son)?|has|owns?|(?:is|are|am|['’]m)\s(?:on|doing|taking))"
_OWNER = expression(
    rf"""let\s(?P<let>{_CALLED}?)\s(?:do|take)\s(?:it|this|that)
    | (?P<name>{_CALLED}?)\s*(?:{_TAKES}\s+(?:it|this|that)(?:\son|\sover|\snow)?|takes?\sover|will)
    | (?P<mine>(?:(?:it|this|that)(?:['’]s|\sis)\s)?(?:mine|me)|me\splease)
    | (?:(?:(?:re-?)?(?:give|assign(?:ed)?|hand(?:ed)?)\s(?:it\s)?(?:over\s)?|over\s)to|for|owners?)\s+
        (?P<to>{_CALLED})
    | (?:it|this|that)(?:['’]s|\sis)\s(?:now\s)?(?P<of>[^\W\d_][\w.-]{{0,40}})['’]s
        (?:\s(?:job|task|action|item|turn))?(?:\snow)?
    | @(?P<at>\w[\w.-]{{0,40}})""",
    re.X,
)
_OWNER_HEAD = expression(r"^owners?\s?:\s?", re.I)
_AND = expression(r"\s*(?:,\s*(?:and\s)?|&|\+|\s(?:and|und)\s)\s*@?", re.I)
_BY_SOMEBODY = expression(r"(?P<did>(?:done|finished|sorted)\sby)\s(?P<who>[^\W\d_][\w'’. -]{0,40})", re.I)
_SOMEBODY_DID = expression(
    r"(?P<who>[^\W\d_][\w'’.-]{0,30}(?:\s[A-Z][\w'’.-]{0,30})?)\s(?:has\s)?(?:did|done)\s(?:it|that|this)"
)
_HAVE = (
    r"(?:do|send|have|finish|get|make|bring|deliver|manage)\s(?:it|that|this|them)(?:\s(?:done|ready|to\syou|over))?"
)
_MOVE = expression(
    rf"""(?: (?:(?:it|that|this)(?:['’]ll|\swill)\s|will\s)(?:only\s|now\s)?be\s
            (?:(?:a\s(?:bit|little)\s)?late|later|done|ready|there|with\syou)?
        | (?:(?:i|we)(?:['’]ll|\swill|\scan)|will)\s(?:only\s)?(?:{_HAVE}|send|deliver|finish)
        | you(?:['’]ll|\swill)\s(?:only\s)?(?:have|get)\s(?:it|that|this|them)
        | (?:i|we)(?:['’]ll|\swill|['’]d|\swould)?\s(?:need|have)\s(?:to\shave\s)?(?:it\s)?(?:until|till)
        | (?:please\s)?make\s(?:it|that)
        | late|later
        | (?:moved?|push(?:ed)?|postponed?|reschedul(?:e|ed)|deferr?(?:ed)?|extend(?:ed)?|delay(?:ed)?|put\soff)
            (?:\s(?:it|that|this))?(?:\sback)?
        | needs?|until|new\s(?:date|day))?[,:]?\s*
    (?:only\s)?(?:(?:to|until|till|by|on|for)\s+)?(?P<day>\S.*)""",
    re.I | re.S | re.X,
)

# What may stand beside a day.
_BESIDE = expression(
    r"\b(?:by|on|until|till|the|at latest|at the latest|latest|then|instead|please|only|noon|to)\b", re.I
)
# What is said of a day that fits: "Friday works for me", "the 20th is fine", "Tuesday now".
_FITS = expression(
    r"(?:\s(?:works|suits)|\s(?:is|would\sbe)\s(?:fine|ok(?:ay)?|good|better)|\s(?:ok(?:ay)?|fine|now))"
    r"(?:\s(?:for|by|with)\sme)?$",
    re.I,
)
# Days of the past in words that are no deadline, and the day before that they mean.
_LATELY = expression(
    r"(?:on\s|earlier\s)?(?:(?P<now>today|this\s(?:morning|afternoon|evening)|just\snow|a\s(?:minute|moment|while)\sago)"
    r"|yesterday(?:\s(?:morning|afternoon|evening|night))?|last\snight)",
    re.I,
)
WEEKDAY = expression(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
# "done 5.3.": a day before its month; "28.2.26" with its year.
_DOTTED = expression(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})(?:\.(?P<year>\d{4}|\d\d)?)?(?![\d.])")
_TICK = expression("[\u2705\u2714\u2611]\ufe0f?")
_PLEASE = expression(
    r"(?:(?<![\s,])[\s,]+(?:please|bitte|then|thanks|thank\syou|danke))+[.!\s]*$|^(?:please|bitte)[\s,]+", re.I
)
# "yes, done", "done :)"
_ASIDE = expression(
    r"^(?:ok(?:ay)?|yes|yep|yeah|sure)[,.!]?\s(?=(?:it['’]s\s|all\s|i['’]ve\s)?(?:done|finished|sent|paid|booked|ordered|sorted)\b)"
    r"|\s+[:;]-?[)D]$",
    re.I,
)
_TO_WHOM = expression(
    r"\s(?:to|with|for|at|an)\s(?:(?:[Mm]rs?|[Mm]s|[Dd]r|[Hh]errn?|[Ff]rau)\.?\s)?(?:you|him|her|them|all|everybody|everyone"
    r"|[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*)?)(?=\W|$)"
)
_GERMAN = expression(
    r"erledigt|fertig|gemacht|geschickt|gesendet|verschickt|abgeschickt|bezahlt|bestellt|überwiesen|abgegeben|passt"
    r"|verschoben|raus|dran|macht\s\w+|wird\s|kommt\s|in\sordnung|geht\sklar|mach\sich|mache\sich|einverstanden|nicht\s(?:ich|meins)|nicht\smehr\snötig|entfällt"
    r"|gestern|heute|morgen|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag",
    re.I,
)
# German answers word by word in English; the others that may stand beside them are dropped.
_IN_ENGLISH: tuple[tuple[str, str], ...] = (
    (
        r"(?:erledigt|fertig|gemacht|(?:ab|ver)?geschickt|verschickt|gesendet|bezahlt|bestellt|überwiesen|abgegeben)",
        "done",
    ),
    (r"(?:\w+\s)?ist\s(?:raus|weg)", "done"),
    (r"(?:ich\s)?bin\sdran", "on it"),
    (r"(?:das\s)?macht\s(\w+)", r"\1 does it"),
    (r"(?:wird|wurde)?\s?verschoben\sauf(?:\sden)?", "moved to"),
    (r"(?:wird|kommt)(?:\serst)?(?:\sam)?(?=\s\w+tag)", "by"),
    (r"(?:das\s|es\s)?(?:passt|ist\sin\sordnung|in\sordnung|geht\sklar|mache?\sich)(?:\sso)?(?:\sfür\smich)?", "ok"),
    (r"(?:bin\s)?einverstanden", "ok"),
    (r"(?:das\s)?(?:bin\s|ist\s)?nicht\s(?:ich|meins)", "not me"),
    (r"(?:das\s)?entfällt|(?:ist\s)?nicht\smehr\snötig", "drop"),
    *zip(
        ("gestern", "heute", "morgen", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
        (
            "yesterday",
            "today",
            "tomorrow",
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ),
        strict=True,
    ),
    (r"bis(?:\szum)?|am|erst", "by"),
    (r"ja", "yes"),
    (r"(?:ich\s)?(?:habe?|hab['’]|ist|wurde|ich|das|es|schon|bereits|alles|sind)", ""),
)


@dataclass(frozen=True, slots=True)
class Instruction:
    """What words say about an item: `does` as in `events.Mark`, or "same" or "not" with another item."""

    does: str
    day: date | None = None
    because: str = ""
    who: tuple[str, ...] = ()  # names as they were written; "I" for who says it
    other: str = ""  # the id of another item, as it was written


def understand(words: str, today: date, *, date_order: str = "mdy", country: str = "") -> Instruction:
    """Return what the words say.

    Args:
        words: In the little language.
        today: The day on which they are said, from which "Friday" counts.
        date_order: How to read 3/4.
        country: Whose public holidays count.

    Raises:
        RecapError: They say nothing that the language knows.
    """
    said = _in_english(_with_months(" ".join(words.split())[:MAX_WORDS]).rstrip(".! "))
    said = _PLEASE.sub("", said).lstrip("-–—→>=:• ")
    said = _TICK.sub("", said).strip() or ("done" if _TICK.search(said) else said)
    said = _ASIDE.sub("", said)
    for pattern, does in ((_NOT_ME, "leave"), (_AFTER, "after"), (_SAME, "same"), (_OPEN, "open"), (_NOT, "not")):
        if found := pattern.fullmatch(said):
            return Instruction(does, other=found.groupdict().get("id", "").casefold())
    if found := _SORRY.fullmatch(said):
        return Instruction("drop", because=found["because"].strip())
    said = _OWNER_HEAD.sub("owner ", said)
    reason = _REASON.fullmatch(said)
    plain, because = (reason["words"].strip(" ,;"), reason["because"].strip()) if reason else (said, "")
    instruction = _without_reason(plain, today, date_order, country)
    if instruction is None:
        raise RecapError(
            f"recap does not understand “{printable(said)}”;"
            " say for example: done, Friday, Maya does it, not me, ok, drop, after k7m"
        )
    return Instruction(instruction.does, instruction.day, because, instruction.who, instruction.other)


def _without_reason(said: str, today: date, date_order: str, country: str) -> Instruction | None:
    if (found := _BY_SOMEBODY.fullmatch(said) or _SOMEBODY_DID.fullmatch(said)) and _names_in(found["who"]):
        return Instruction("done")
    if found := _DONE.fullmatch(said):
        rest = found["before"] or found["day"]
        day = _past(rest, today, date_order, country)
        if not rest.strip(" ,."):
            return Instruction("done")
        return Instruction("done", day) if day else None
    if _DROP.fullmatch(said):
        return Instruction("drop")
    if (found := _OWNER.fullmatch(said)) and not _OK.fullmatch(said):
        names = (
            ("I",)
            if found["mine"]
            else _names_in(found["let"] or found["name"] or found["to"] or found["of"] or found["at"])
        )
        if names or found["at"]:
            return Instruction("own", who=names or (found["at"],))
    if found := _OK.fullmatch(said):
        if not found["day"]:
            return Instruction("accept")
        day = day_of(found["day"], today, date_order, country)
        return Instruction("move", day) if day else None
    if found := _MOVE.fullmatch(said):
        day = day_of(found["day"], today, date_order, country)
        return Instruction("move", day) if day else None
    return None


def _names_in(words: str) -> tuple[str, ...]:
    """Return the people whom words list, "Ana, Ben and I"; none if one of them is no name."""
    names = tuple(name.strip().lstrip("@") for name in _AND.split(words.strip()))
    plain = tuple("I" if name.casefold() in ("i", "me", "myself") else name for name in names)
    return plain if all(name == "I" or is_name(name) for name in plain) else ()


def _with_months(words: str) -> str:
    """Return words with the months of dotted days written out: "done 5.3." is "done 5 March"."""

    def written(found: re.Match[str]) -> str:
        day, month = int(found["day"]), int(found["month"])
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return found.group()
        year = found["year"] or ""
        return f"{day} {month_name[month]}" + (f" 20{year}" if len(year) == 2 else f" {year}" if year else "")

    return _DOTTED.sub(written, words)


def _in_english(said: str) -> str:
    """Return a German answer in English, word by word; all other words as they are."""
    if not _GERMAN.search(said):
        return said
    for german, english in _IN_ENGLISH:
        said = re.sub(rf"\b(?:{german})\b", english, said, flags=re.I)
    words = " ".join(said.split())
    return re.sub(r"^(?:yes,?\s)?(yesterday|today),?\sdone$|^done,?\s(yesterday|today)$", r"done \1\2", words)


def day_of(words: str, today: date, date_order: str, country: str) -> date | None:
    """Return the day that words mean, if they say nothing else."""
    from extractor.dates.finding import find_phrases
    from extractor.dates.intervals import DateContext
    from extractor.dates.resolving import resolve

    words = _FITS.sub("", words.strip(" ,.;"))
    if len({day.casefold()[:3] for day in WEEKDAY.findall(words)}) > 1:
        return None  # "Monday or Tuesday" is no day yet
    found = resolve(words, DateContext(today, date_order, country))
    phrases = find_phrases(words)
    if found is None or len(phrases) > 1:
        return None
    rest = words[: phrases[0].start] + words[phrases[0].end :] if phrases else ""
    return found.day if not _BESIDE.sub("", rest).strip(" ,.;") else None


def _past(words: str, today: date, date_order: str, country: str) -> date | None:
    """Return the day on which something was done: "on Thursday" is the last one."""
    words = _TO_WHOM.sub("", words).strip(" ,.;")
    if not words:
        return today
    if lately := _LATELY.fullmatch(words):
        return today - timedelta(days=lately["now"] is None)
    day = day_of(words, today, date_order, country)
    if day is not None and day > today and WEEKDAY.search(words) and day - today <= timedelta(days=7):
        day -= timedelta(days=7)
    elif day is not None and day - today > timedelta(days=HALF_A_YEAR) and not _YEAR.search(words):
        day = date(day.year - 1, day.month, min(day.day, 28) if day.month == 2 else day.day)  # "28.12.", said in March
    return day if day is None or day <= today else None
