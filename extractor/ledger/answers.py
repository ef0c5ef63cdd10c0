"""Read what the sentences of an answer say about an item, and whether that is unmistakable.

The words are those of `instructions`. What is polite is left out; what doubts, asks, jokes or limits makes the whole
answer a question to the user. Silence and thanks are no answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases
from extractor.errors import RecapError
from extractor.language.content_words import content
from extractor.ledger.hedges import GUESS, LIMIT, PLAIN, SIGN
from extractor.ledger.instructions import WEEKDAY, Instruction, day_of, understand

MAX_SENTENCE = 300
WRAPPED = 50  # characters of a line from which the next may go on with it
MEANS = {
    "done": "done",
    "accept": "affirmed",
    "move": "moved",
    "leave": "declined",
    "own": "handed",
    "drop": "dropped",
    "open": "open",
    "after": "after",
}
REASONED = ("move", "drop", "leave")  # what may be sure although its reason tells of a doubt

_GREETING = expression(
    r"^\s*(?:hi+|hello|hey|hallo|dear|liebe[rs]?|moin|servus|grüß\s(?:dich|gott)|good\s(?:morning|afternoon|evening)"
    r"|guten\s(?:morgen|tag|abend)|morning)\b(?:\s(?:all|everyone|there|zusammen))?(?:\s(?:mrs?|ms|dr|herr|frau)\.?)?"
    r"(?:\s[^\W\d_][\w'’.-]{1,20}){0,2}\s*(?:[,!.:;–-]+\s*|$)",
    re.I,
)
_POLITE = expression(
    r"""(?:many\s|ok(?:ay)?,?\s)?(?:thanks|thank\syou|thx|ta|cheers|danke(?:\s(?:dir|ihnen|schön|sehr))?|vielen\sdank|merci)
        (?:\s(?:again|a\slot|so\smuch|very\smuch|all|for\s(?:the|your|this|writing|sending)\b.{0,60}))?
    | (?:all\sthe\s)?best(?:\s(?:wishes|regards))?|(?:kind|warm|best)\sregards|regards|greetings|yours|take\scare|bye
    | x{1,3}
    | (?:lg|vg|mfg|gruß|grüße|gruss|viele\sgrüße|liebe\sgrüße|(?:mit\s)?(?:freundlichen?|besten?)\sgrü(?:ß|ss)en?)
    | bis\sdann
    | (?:hope\s(?:you(?:['’]re|\sare)\swell|all\sis\swell|that\shelps|this\shelps)|no\sworries|you['’]re\swelcome)
    | (?:have\sa\s(?:good|nice|great|lovely)\s\w+)|(?:schönen?|gutes?)\s(?:tag|abend|wochenende)(?:\snoch)?
    | (?:see\syou|speak|talk|bis)(?:\s(?:soon|then|later|tomorrow|bald|on\s\w+day|\w+day|next\sweek))?
    | (?:(?:we|i)(?:['’]m|\sam|\sare)\s(?:so\s|very\s)?)?sorry\s(?:for|about)\s(?:(?!\b(?:but|not|can|have)\b).){0,80}
    | (?:sorry|apologies)(?:\s(?:for\s(?:the|my)\s(?:delay|late\s(?:reply|answer))|to\sbe\s(?:slow|late)|i['’]m\slate))?
    | (?:hi|hello|hey|hallo)|please""",
    re.I | re.X,
)
_SORRY = expression(r"no,?\s+sorry\b", re.I)
_THUMB = expression(r"(?:thumbs\sup|\U0001F44C|\U0001F44D[\U0001F3FB-\U0001F3FF]?)", re.I)
_SENTENCE_END = expression(r"(?<=[.!?…])\s+(?=\S)|\s*[;\n]\s*|\s+[-–—]+\s+")
_CLAUSE = expression(r"\s*,\s*(?:and\s|und\s)?|\s+(?:and|und)\s+(?=(?:i|we|it|that|the|have|has|is|ich|das)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """What words say about an item."""

    means: str  # one of MEANS, "question" or "unclear"
    sentence: str  # the words that say it
    instruction: Instruction | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words of an answer are read with."""

    day: date  # on which they were written
    task: str = ""
    due: date | None = None
    names: tuple[str, ...] = ()  # who may be addressed or sign: words that say nothing
    date_order: str = "mdy"
    country: str = ""


def read(words: str, setting: Setting) -> Reading | None:
    """Return what words say about one item; None if they only greet or thank.

    Args:
        words: The sentences of an answer.
        setting: When they were written, and about what.
    """
    lines = [" ".join(line.split()) for line in words.split("\n") if line.strip()]
    sentences = [part for line in _unwrapped(lines) for part in map(str.strip, _SENTENCE_END.split(line)) if part]
    sentences = [bare for part in sentences if (bare := without_politeness(part, setting.names))]
    if not sentences:
        return None
    sentence = " ".join(sentences)[:MAX_SENTENCE]
    found: list[Instruction] = []
    rest: list[str] = []
    holding: list[str] = []  # the sentences that say it
    beside: list[str] = []  # their other clauses
    for part in sentences:
        instructions, others = _parts(part, setting)
        holding += [part] if instructions else []
        beside += others if instructions else []
        found += instructions
        rest += others
    merged = _merged(found, setting)
    if merged is None:
        means = MEANS[found[0].does] if found else "question" if "?" in sentence else "unclear"
        return Reading(means, sentence, found[0] if found else None)
    said = " ".join(holding if merged.does == "leave" else lines)
    days = {setting.due} if merged.does == "accept" else {merged.day}
    is_other = merged.does in ("accept", "move") and any(
        _is_other_day(part, days, setting) for part in (rest if merged.does == "accept" else beside)
    )
    is_sure = not is_other and not SIGN.search(said) and not _is_doubted(merged, sentence, holding, rest)
    return Reading(MEANS[merged.does], sentence, merged, is_sure and _is_clear(merged, holding, setting))


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Return lines with those joined that a mail program has wrapped."""
    result: list[str] = []
    for line in lines:
        if result and len(result[-1]) > WRAPPED and line[:1].islower():
            result[-1] += f" {line}"
        else:
            result.append(line)
    return result


def _is_doubted(merged: Instruction, sentence: str, holding: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether an answer is limited, guessed, or tied to a condition.

    A new day and a refusal may have any reason; what is done or agreed to is limited by what else is said.
    """
    if merged.does == "leave":
        return any(GUESS.search(part) for part in holding)
    plain = sentence.replace(merged.because, " ") if merged.does in REASONED and merged.because else sentence
    if GUESS.search(PLAIN.sub(" ", plain)):
        return True
    if merged.does in REASONED:
        return False
    is_whole = not rest and len(holding) == 1  # "ok, but Monday the 23rd"
    return not is_whole and LIMIT.search(PLAIN.sub(" ", plain)) is not None


def _is_other_day(words: str, days: set[date | None], setting: Setting) -> bool:
    """Whether words name a day that is none of these."""
    phrases = [phrase.said for phrase in find_phrases(words)]
    named = [day_of(said, setting.day, setting.date_order, setting.country) for said in phrases]
    return any(day not in days for day, said in zip(named, phrases, strict=True) if day or WEEKDAY.search(said))


def without_politeness(sentence: str, names: Sequence[str] = ()) -> str:
    """Return a sentence without its greeting, thanks and names; "" if nothing is left."""
    bare = _GREETING.sub("", sentence.strip(), count=1)
    if _SORRY.match(bare):
        return bare.strip(" ,-–")
    known = {word.casefold() for name in names for word in re.findall(r"\w+", name)}
    parts = re.split(r"(\s*[,!.]+\s*)", bare)
    kept: list[str] = []
    for at in range(0, len(parts), 2):
        words = re.findall(r"\w+", parts[at].casefold())
        is_name = bool(words) and set(words) <= known | {"mrs", "mr", "ms", "frau", "herr", "dr"}
        said = parts[at].strip(" -–")
        last = said.rpartition(" ")
        closing = last[0] if last[2].casefold() in known else said  # "Gruß Maya"
        if parts[at].strip() and not is_name and not _POLITE.fullmatch(closing):
            kept += parts[at : at + 2]
    return "".join(kept).strip(" ,-–")


def _parts(sentence: str, setting: Setting) -> tuple[list[Instruction], list[str]]:
    """Return the instructions of a sentence, and its clauses that are none."""
    whole = _instruction(sentence, setting)
    if whole is not None:
        return [whole], []
    clauses = [part for part in _CLAUSE.split(sentence) if part and part.strip()]
    if len(clauses) < 2:
        return [], [sentence]
    found: list[Instruction] = []
    rest: list[str] = []
    for clause in clauses:
        instruction = _instruction(clause, setting)
        if instruction is None:
            rest.append(clause)
        else:
            found.append(instruction)
    return found, rest


def _instruction(words: str, setting: Setting) -> Instruction | None:
    if _THUMB.fullmatch(words.strip(" .!")):
        return Instruction("accept")
    for form in dict.fromkeys((words, in_terms_of(words, setting.task))):
        try:
            found = understand(form, setting.day, date_order=setting.date_order, country=setting.country)
        except RecapError:
            continue
        if found.does in MEANS:
            return found
    return None


# Past forms that are not made with "-ed", and their verbs.
_IRREGULAR = {
    "asked": "ask", "rang": "ring", "rung": "ring", "spoke": "speak", "spoken": "speak", "wrote": "write",
    "written": "write", "told": "tell", "chose": "choose", "chosen": "choose", "bought": "buy", "brought": "bring",
    "made": "make", "got": "get", "took": "take", "taken": "take", "gave": "give", "given": "give", "found": "find",
    "put": "put", "set": "set", "cut": "cut", "read": "read", "drew": "draw", "drawn": "draw", "met": "meet",
    "built": "build", "paid": "pay", "sent": "send", "held": "hold", "ran": "run", "texted": "text", "called": "call",
}  # fmt: skip
_WORD = expression(r"[^\W\d_][\w'’-]*")


def in_terms_of(words: str, task: str) -> str:
    """Return words with the verb of the task, in the past, as "done", and with its other words as "it".

    "I asked the caretaker yesterday", of "Ask the caretaker about the hall", is "I done it yesterday".
    """
    if not task:
        return words
    stems = content(task)
    verbs = {word.casefold() for word in _WORD.findall(task)}

    def form(match: re.Match[str]) -> str:
        word = match.group().casefold()
        verb = _IRREGULAR.get(word)
        if verb is None and word.endswith("ed"):
            verb = next((stem for stem in (word[:-2], word[:-1], word[:-3]) if stem in verbs), None)
        if verb in verbs:
            return "done"
        return "\0" if content(word) and content(word) <= stems else match.group()

    said = _WORD.sub(form, words)
    said = re.sub(r"(?:\b(?:the|a|an|my|our|to|for|with|of|about|from|all)\s+)*(?:\0[\s,]*)+", "it ", said, flags=re.I)
    said = re.sub(r"\b(it)(?:\s+it)+\b", r"\1", said)
    return " ".join(said.split()).replace(" ,", ",")


def _merged(found: Sequence[Instruction], setting: Setting) -> Instruction | None:
    """Return the one thing that instructions say together; None if they say none, or several."""
    if not found:
        return None
    kinds = {one.does for one in found}
    if kinds == {"accept", "move"}:  # "ok, I will do it by Friday"
        kinds, found = {"move"}, [one for one in found if one.does == "move"]
    if kinds == {"leave", "own"}:  # "not me, Petra does it"
        kinds, found = {"own"}, [one for one in found if one.does == "own"]
    days = {one.day for one in found if one.day}
    if len(kinds) > 1 or len(days) > 1 or len({one.who for one in found}) > 1:
        return None
    first = next((one for one in found if one.day), found[0])
    because = next((one.because for one in found if one.because), "")
    if first.does == "move" and first.day == setting.due and first.day is not None:
        return Instruction("accept", because=because)
    return replace(first, because=because)


def _is_clear(instruction: Instruction, holding: Sequence[str], setting: Setting) -> bool:
    """Whether an instruction can be meant: a new day is not past, a day on which something was done is."""
    if instruction.does == "move":
        return instruction.day is not None and instruction.day >= setting.day
    if instruction.does == "done":
        return instruction.day is None or instruction.day <= setting.day
    if instruction.does == "own":  # "please give it to Jonas" is a wish
        return not any(_WISH.search(part) for part in holding)
    return instruction.does != "open"


_WISH = expression(r"\b(?:give|hand|for|to)\b", re.I)
