"""Find the words of a task that mean nothing alone (pronouns, a verb without an object), and fill in what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.language import lexicon
from extractor.language.content_words import content, names_work

MAX_SLOTS = 3  # of a task; one with more is a whole conversation

PRONOUN = expression(
    r"""(?: \b(?P<person>him|her|she|he) | (?P<several>\b(?:them|those|these|they)|(?<!\w)['’]em)
        | \b(?P<one>ones?) | \b(?P<thing>it|that|this) )\b(?!['’])""",
    re.VERBOSE | re.IGNORECASE,
)
_DETERMINERS = frozenset("that this those these".split())
_SUBJECTS = frozenset("she he they".split())
# What may follow a pronoun; before another word "that", "this", "these" or "those" is a determiner ("that list").
_FOLLOWS_PRONOUN = expression(
    r"""\s*(?: $ | [,;:.!?)–—] | - | \b(?: to | for | from | of | in | on | at | with | by | about | as | into | onto
      | over | up | down | off | out | back | away | round | around | through | again | too | now | then | today
      | tonight | tomorrow | and | or | but | so | before | after | when | while | if | until | because | first | next
      | this | properly | well | myself | together | along | done | anyway | straight | across | w )\b )""",
    re.VERBOSE | re.IGNORECASE,
)
# What may follow "her"; before another word it is a possessive ("her monday report").
_FOLLOWS_HER = expression(
    r"""\s*(?: $ | [^\sa-z] | (?: to | for | from | of | in | on | at | with | by | about | as | and | or | but | so | a
      | an | the | if | when | before | after | again | back | up | that | who | what | today | tonight | tomorrow | how
      | whether | know | over | first | his | her | my | our | your | their | myself | once | straight | directly | then
      | now | anyway | either | off | out | round | down | too | well | later | because | while | until | into | instead
      | asap | please | pls | this | next )\b )""",
    re.VERBOSE,
)
_IS_RELATIVE = expression(r"\s+(?:that|who|which|whose)\b")  # "for them that are not here"
# The pronoun is the subject of a clause of its own: "tell us if it works".
_IS_SUBJECT = expression(
    r"""\s+(?:is|are|was|were|has|have|had|will|would|can|could|do|does|did|needs?|wants?|goes|gets|knows?|should|must
      |might|may|works?|comes?|fits?|can['’]t|don['’]t|doesn['’]t|didn['’]t|isn['’]t)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "get one", "the second one"; but not "sections one to four", "each one"
_STANDS_FOR_NOUN = expression(
    r"""(?: (?:^|\b(?:and|to|then)\s)
        (?:get|buy|order|book|bring|send|find|make|write|print|draft|hire|fetch|organi[sz]e|pick\sup)
      | \b(?:a|an|the|this|that|another|my|our|your)(?:\s[a-z]+){0,2} ) \s $""",
    re.VERBOSE | re.IGNORECASE,
)
# A verb that says nothing without its object, which may be a whole action: "do it", "sort that out".
_VAGUE_WORK = expression(
    r"""^(?:go\ and\ |just\ |also\ )?
    (?: do | handle | sort | tackle | manage | see\ to | take\ care\ of | look\ after | deal\ with
      | get\ on(?:\ to|\ with)? | get\ (?=\S+\ (?:done|sorted)) )
    \s+(?P<object>it|that|this|so|them|those|these|both|one)\b
    (?:\ (?:out|done|sorted|up|too|then|as\ well|now|myself)\b)*""",
    re.VERBOSE | re.IGNORECASE,
)
# Verbs with which somebody is told or asked something; people are their objects.
CONTACTS = frozenset(
    """
    cc ring call phone tell ask email e-mail mail text message remind chase inform notify write invite contact speak
    talk thank meet visit see nudge ping warn brief chat consult update let give send show
    """.split()
)
# Verbs that take what they are about behind "about": "write about the leak", but "chase the invoices".
_TAKES_ABOUT = frozenset("write talk speak inquire enquire liaise complain follow ask".split())
# Verbs that take their object behind another word: "deal with the renewal".
_TAKES_WITH = {"deal": "with", "help": "with", "assist": "with", "decide": "on", "agree": "on", "comment": "on"}
_ADVERBS = frozenset("again back out over away down off now then too soon".split())


@dataclass(frozen=True, slots=True)
class Slot:
    """Words of a task for which an antecedent is looked for; offsets are characters of the task."""

    # "person" him, "several" them, "thing" it, "one"; "work" a whole action ("do it"); "about" what is added at the end
    kind: str
    start: int
    end: int
    words: str  # in lower case; "" where the antecedent is added
    is_recipient: bool = False  # somebody gets something: "send them the plan"


def slots(task: str) -> tuple[Slot, ...]:
    """Return the words of a task that mean nothing alone, in their order; at most MAX_SLOTS."""
    found: list[Slot] = []
    if match := _VAGUE_WORK.match(task):
        found.append(Slot("work", match.start(), match.end(), match.group().casefold()))
    for match in PRONOUN.finditer(task):
        words = match.group().casefold()
        if (found and match.start() < found[-1].end) or words in {slot.words for slot in found}:
            continue  # the second "it" may stay
        if _refers(task, match, words):
            gets = _GIVES.search(task[: match.start()]) is not None and (
                task[: match.start()].rstrip().endswith(" to") or _SOMETHING.match(task, match.end()) is not None
            )
            found.append(Slot(str(match.lastgroup), match.start(), match.end(), words, gets))
    if not found and task and (_lacks_object(task) or not names_work(task)):
        end = len(task.rstrip(" .!?"))
        found.append(Slot("about", end, end, ""))
    return tuple(found[:MAX_SLOTS])


_GIVES = expression(
    r"\b(?:send|give|show|email|mail|offer|bring|lend|pass|hand|forward|post|read|sell|buy|get|write|drop)\b"
    r"(?:\s[^,;.]{1,60}\sto)?\s$",
    re.IGNORECASE,
)
_SOMETHING = expression(r"\s(?:the|an?|my|our|your|his|her|their|some|two|three|all|both|one|\d+)\b", re.IGNORECASE)


def _refers(task: str, match: re.Match[str], words: str) -> bool:
    """Whether a pronoun stands for something, and is no determiner, conjunction, possessive or subject."""
    if match.group() == "IT" and not task.isupper():
        return False  # "get the IT quote"
    if _IS_RELATIVE.match(task, match.end()) or _IS_SUBJECT.match(task, match.end()):
        return False
    if words in _DETERMINERS and not _FOLLOWS_PRONOUN.match(task, match.end()):
        return False
    if match.lastgroup == "several" and _PLURAL.search(task[: match.start()]):
        return False  # "write to the two residents, thanking them"
    if words == "her" and not _FOLLOWS_HER.match(task, match.end()):
        return False
    if match.lastgroup == "one" and not _STANDS_FOR_NOUN.search(task[: match.start()]):
        return False
    return not (words in _SUBJECTS and match.start() == 0)


_PLURAL = expression(
    r"\b(?:the|all|both|two|three|four|our|their|these|those)\s(?:[\w'’-]+\s){0,2}[\w'’-]{2,}(?<!s)s\b", re.IGNORECASE
)


def _lacks_object(task: str) -> bool:
    """Whether a task is a verb and nothing more: "chase", "check again"."""
    verb = opening_verb(task)
    return len(content(task) - _ADVERBS) == 1 and lexicon.verb_classes(verb)[1] == "base" and verb in task.casefold()


def opening_verb(task: str) -> str:
    """Return the first word of a task, in lower case; "" without a word."""
    match = re.match(r"\W*([^\W\d_]+(?:-[^\W\d_]+)?)", task)
    return match.group(1).casefold() if match else ""


def fill(task: str, slot: Slot, words: str) -> str:
    """Return a task with the words of an antecedent in its slot; "" leaves it as it is."""
    if not words:
        return task
    if slot.kind == "about":
        joint = _joint(task) if slot.end >= len(task.rstrip(" .!?")) else " "
        return f"{task[: slot.end]}{joint}{words}{task[slot.end :]}"
    if slot.kind != "work":
        return f"{task[: slot.start]}{words}{task[slot.end :]}"
    vague = _VAGUE_WORK.match(task)
    if vague is not None and _IS_NOUN.match(words):  # "sort it" is "sort the rope log"
        return f"{task[: vague.start('object')]}{words}{task[vague.end('object') :]}"
    return f"{words}{task[slot.end :]}"


_IS_NOUN = expression(r"(?:the|a|an|my|our|your|his|her|their|all|both|each|every|some|\d+)\b", re.IGNORECASE)


def _joint(task: str) -> str:
    """Return what stands between a task and its object or topic."""
    if re.search(r"\blook$", task):
        return " at "  # "take a look"
    if task.casefold() in _TAKES_WITH:
        return f" {_TAKES_WITH[task.casefold()]} "
    return " about " if opening_verb(task) in _TAKES_ABOUT or len(task.split()) > 1 else " "
