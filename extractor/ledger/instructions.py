"""The little language in which people say what became of an item: by hand, in answers by mail and in notes.

    done, done yesterday            not done, open
    Friday, late, Friday            by 3 April because the phones came late
    Maya does it                    not me
    ok                              drop because the room is closed      no, sorry
    after k7m                       same as k7m                          not k7m

Plain sentences of one meaning belong to it ("I sent it yesterday", "you will have it on Friday"), and the few words in
which people answer in German ("erledigt", "passt", "nicht ich"). What it does not know is refused, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extractor.common.escaping import printable
from extractor.common.lazy_regex import expression
from extractor.errors import RecapError
from extractor.language.people.names import is_name

MAX_WORDS = 400
_ID = r"\[?(?P<id>[a-hjkmnp-tv-z][2-9a-hjkmnp-tv-z]{1,11})\]?"
_REASON = expression(
    r"(?P<words>[^:]{1,120}?)(?:\s*[,;]?\s+(?:because|as|since|due\sto)\s+|\s*:\s+|\s[-–]\s)(?P<because>\S.*)",
    re.I | re.S,
)
# What somebody does to work that is then done; "asked" and "spoke" are not among them, as an answer may still come.
_DID = (
    r"done|did|finished|completed?|closed|sent(?:\s(?:off|out|over))?|paid|transferred|booked|ordered|posted|delivered"
    r"|submitted|signed|uploaded|mailed|e-?mailed|printed|handed\s(?:in|over)|dealt\swith|sorted(?:\sout)?"
    r"|taken\scare\sof|seen\sto|settled|(?:went|gone)\sout|in\sthe\s(?:post|mail)"
)
_DONE = expression(
    rf"""(?:(?:it|that|this|they|all)(?:['’]?s|\sis|\sare|\swas|\shas|\shave|['’]ve)?\s(?:been\s)?
        | (?:i|we)(?:['’]ve|\shave)?\s | (?:is|was|has\sbeen)\s)?
    (?:(?:all|already|just|now)\s){{0,2}}
    (?:(?:{_DID})(?:\s(?:it|that|this|them|so))? | ready)\b(?:\s(?:already|now|too|as\swell))?(?P<day>.*)
    | (?P<before>yesterday|today)[,:]?\s(?:all\s|already\s)?(?:{_DID})""",
    re.I | re.S | re.X,
)
_OPEN = expression(
    r"(?:not\s(?:yet\s)?(?:done|finished|ready|complete)|(?:still\s|re-?)?open(?:ed)?|undone)(?:\syet)?", re.I
)
_DROP = expression(
    r"(?:(?:it|that|this)(?:['’]s|\sis|\swas)\s|please\s)?"
    r"(?:drop|dropped|cancel|cancell?ed|no\slonger\sneeded|not\sneeded(?:\sany\s?more)?|won['’]t\sdo)(?:\sit)?",
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
_AFTER = expression(rf"(?:waits?\s(?:for\s)?|only\s)?after\s+{_ID}", re.I)
_SAME = expression(rf"(?:the\s)?same\s(?:as\s)?{_ID}", re.I)
_NOT = expression(rf"not\s(?:the\ssame\sas\s)?{_ID}", re.I)
_CALLED = r"@?[^\W\d_][\w'’.\ -]{0,40}"
_OWNER = expression(
    rf"""(?P<name>{_CALLED}?)\s+(?:does|will\sdo|takes|will\stake|takes\son|has|owns|is\son)\s+(?:it|this|that)
        (?:\son|\sover|\snow)?
    | (?:give\s(?:it\s)?to|for|hand(?:ed)?\s(?:it\s)?(?:over\s)?to|owner:?)\s+(?P<to>{_CALLED})
    | @(?P<at>\w[\w.-]{{0,40}})""",
    re.X,
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
        | late|later|moved?|move\sit|needs?|until|delayed|postponed|new\s(?:date|day))?[,:]?\s*
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
_TICK = expression("[\u2705\u2714\u2611]\ufe0f?")
_PLEASE = expression(
    r"(?:(?<![\s,])[\s,]+(?:please|bitte|then|thanks|thank\syou|danke))+[.!\s]*$|^(?:please|bitte)[\s,]+", re.I
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
    who: str = ""
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
    said = _in_english(" ".join(words.split())[:MAX_WORDS].rstrip(".! "))
    said = _PLEASE.sub("", said).lstrip("-–—→>=:• ")
    said = _TICK.sub("", said).strip() or ("done" if _TICK.search(said) else said)
    for pattern, does in ((_NOT_ME, "leave"), (_AFTER, "after"), (_SAME, "same"), (_OPEN, "open"), (_NOT, "not")):
        if found := pattern.fullmatch(said):
            return Instruction(does, other=found.groupdict().get("id", "").casefold())
    if found := _SORRY.fullmatch(said):
        return Instruction("drop", because=found["because"].strip())
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
    if found := _DONE.fullmatch(said):
        rest = found["before"] or found["day"]
        day = _past(rest, today, date_order, country)
        if not rest.strip(" ,."):
            return Instruction("done")
        return Instruction("done", day) if day else None
    if _DROP.fullmatch(said):
        return Instruction("drop")
    if found := _OWNER.fullmatch(said):
        name = (found["name"] or found["to"] or found["at"]).strip().lstrip("@")
        if found["at"] or is_name(name) or name.casefold() in ("i", "me"):
            return Instruction("own", who=name)
    if found := _OK.fullmatch(said):
        if not found["day"]:
            return Instruction("accept")
        day = day_of(found["day"], today, date_order, country)
        return Instruction("move", day) if day else None
    if found := _MOVE.fullmatch(said):
        day = day_of(found["day"], today, date_order, country)
        return Instruction("move", day) if day else None
    return None


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
    is_weekday = not any(sign.isdigit() for sign in words)  # "5 March" is that day, and may be still to come
    if day is not None and day > today and is_weekday and day - today <= timedelta(days=7):
        day -= timedelta(days=7)
    return day if day is None or day <= today else None
