"""What a line of notes says of work that was promised before: done, dropped, still open, doubtful.

Two kinds: a mark stands for itself ("DONE: ...", "- Complete.", "NO PROGRESS"); a sentence only tells ("The mail went
out on Thursday") and is a reason to ask, never to close. Each saying has sentences that it finds and leaves alone; the
tests run them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.common.memo import remembered

# The words of a status, separated by "|"; a blank stands for one, a "-" for a hyphen, a blank or nothing.
DONE = "done|complete|completed|closed|finished|resolved|fixed|all done|sorted|ticked off|erledigt"
OPEN = (
    "wip|in progress|on-going|pending|open|still open|carry-over|carried over|carried forward|carry forward|no progress"
    "|no news|no update|no updates|no change|unchanged|not done|not yet done|not started|not yet started|not ready"
    "|not finished|not decided|not complete|not yet|nothing yet|started|in hand|delayed|late|on hold|outstanding"
    "|rolled over|deferred|postponed|to do|todo|continued|continues|continuing|under-way|half done|nearly done"
    "|almost done|mostly done|partly done"
)
MOVED = "moved|rescheduled|moved on|put back"
DROPPED = (
    "dropped|cancelled|canceled|withdrawn|obsolete|superseded|abandoned|not needed|no longer needed|no longer applies"
    "|no longer relevant|won't do|won’t do|won't fix|not doing it|not doing this|off the list"
)


def _any(words: str) -> str:
    return words.replace(" ", r"\s").replace("-", r"[-\s]?").replace(".", r"\.")


_STATUS = f"(?P<done>{_any(DONE)})|(?P<open>{_any(OPEN)})|(?P<dropped>{_any(DROPPED)})|(?P<moved>{_any(MOVED)})"
_CAPITALS = (
    "(?P<done>DONE|COMPLETED?|CLOSED|FIXED|FINISHED)|(?P<open>WIP|PENDING|OPEN|ONGOING)|(?P<dropped>DROPPED|CANCELL?ED)"
    "|(?P<moved>MOVED|RESCHEDULED)"
)
# What may follow a status word: the day on which it was so, or who did it.
_DAY = r"\d{1,2}[./\s-]\S{1,12}(?:\s\S{1,9})?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today"
_WHEN = rf"(?:,?\s(?:on\s)?(?:{_DAY}|by\s[A-Z]\S{{1,20}}))?"
_SUBJECT = r"(?:status:?\s+|still\s+|it\s+is\s+|it['’]s\s+|this\s+is\s+|action\s+(?:is\s+)?|item\s+)?"
_REMARK = r"(?:\s\([^()]*\)|\s+(?:to|until|till|for)\s(?:the\s)?next\s\w+)?"

# "DONE: send it", "No progress: draft the policy", "**DONE** fez quorum".
_FIRST = expression(rf"\W*(?:{_STATUS})\b\W*?(?:[:–—]|\s-)\s", re.I)
_FIRST_CAPITALS = expression(rf"\W*(?:{_CAPITALS})\b[\s:*\])–-]+(?=\S)")
# "send it: DONE", "send it (done)", "cable plan: done 18.09."
_LAST = expression(rf"(?:[:;,–—(\[]|\s->?|→|\.)\s*\W{{0,3}}(?:status:?\s+)?(?:{_STATUS}){_WHEN}\W*$", re.I)
_LAST_CAPITALS = expression(rf"\s(?:{_CAPITALS})\W*$")
# A sentence that is nothing else: "Has arrived 29.09. Done. Clients think about it."
_WHOLE = expression(rf"\W*{_SUBJECT}(?:{_STATUS}){_WHEN}{_REMARK}\W*", re.I)
# How a sub-entry begins that says what became of the entry above: "Complete. It went to the board.", "Ongoing: sent".
_ANSWER = expression(rf"\W*{_SUBJECT}(?:{_STATUS}){_WHEN}\s*(?:[.:;,–—(]|\s-\s|$)", re.I)
MAX_LINE = 600  # characters of a line in which a mark is looked for
_SENTENCE_END = expression(r"(?<=[.!?;])\s+")
_TICK = expression(r"[✓✔✅☑]")


@dataclass(frozen=True, slots=True)
class Saying:
    """A way to tell what became of work; `pattern` is searched in a sentence, whatever its case."""

    says: str
    pattern: str
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


_IS = r"(?:is|are|was|were|been|got|gets|has|have|had)(?:\ (?:now|all|already|finally|just))?"
# Participles of verbs that end work.
_ENDED = (
    "done|sent|out|finished|completed?|closed|booked|ordered|signed|delivered|confirmed|published|merged|released"
    "|posted|paid|fixed|repaired|approved|submitted|extended|exchanged|installed|shipped|uploaded|filed|printed|found"
    "|chosen|answered|resolved|written|reported|arrived|held|talked|spoken|asked|called|told|reached|given|bought"
    "|opened|joined|shared|collected|approved|invited|updated|circulated|handed|returned|cleared|replied|made|set\\ up"
    "|tested|cleaned|replaced|registered|agreed|online|live"
)
_DID = (
    "finished|sent|booked|ordered|posted|delivered|confirmed|published|completed|submitted|signed|fixed|arrived"
    "|repaired|paid|gave|took|reached|found|answered|wrote|met|called|drove|bought|rang|phoned|replied|spoke|talked"
)
# Verbs whose past is an adjective as well ("the shared drive", "by registered letter"): only behind their subject.
_DID_OR_IS = "opened|joined|shared|collected|approved|invited|updated|circulated|returned|registered|replaced"
_SUBJECT_BEFORE = (
    r"(?<=[\w)]\ )(?<!\bthe\ )(?<!\ba\ )(?<!\ban\ )(?<!\bby\ )(?<!\bof\ )(?<!\bto\ )(?<!\bbe\ )(?<!\bour\ )"
)
_BREAKS = "crash|fail|break|leak|wrong|broken|does|doesn|show|hang|report|complain"

# The first that matches decides: "has not been sent yet" is open, and holds "been sent".
SAYINGS: tuple[Saying, ...] = (
    Saying(
        "doubt",
        rf"""\b(?: still\ (?:{_BREAKS})\w* | (?:does|do|did)(?:n['’]t|\ not)\ work | came\ back | is\ back
            | cancelled\ on | (?:not|n['’]t)\ (?:really|actually)\ (?:done|fixed) | the\ old\ wording )\b""",
        ("The map still crashes on old phones.", "The login does not work."),
        ("It crashes no more.", "We still need the room.", "Work goes on."),
    ),
    Saying(
        "open",
        r"""\b(?: no(?:body|\ one)\ has | never
            | (?:has|have|had|is|are|was|were|did|do|does|could|can|will)(?:n['’]t|\ not)
            | not\ (?:yet|done|started|ready|out|sent|back|here) | not\ \w+\ yet | yet\ to
            | still\ (?:to|needs?|has|have|waiting|misses|missing|open|no|not)
            | no\ (?:answer|news|progress|reply|time) | no\ (?:\w+\ ){1,2}(?:yet|with|from|here)
            | half\ ?way | waiting\ (?:for|on) | working\ on )\b""",
        ("Nobody has called yet.", "The offer is not out.", "We are waiting for the bank."),
        ("It went out.", "The office has called.", "Notable progress."),
    ),
    Saying(
        "dropped",
        r"""\b(?: (?:we|let['’]s|going\ to|decided\ to|will|can)\ (?:just\ )?(?:drop|scrap|cancel|forget|skip|abandon
              |ditch)
            | (?:is|are|was|were|been)\ (?:dropped|cancell?ed|scrapped|withdrawn|called\ off|abandoned)
            | (?:is|are)\ off(?=\W*$|[.;,:]|\ the\ table) | off\ the\ (?:table|list|agenda)
            | no\ longer | no\ need\ (?:for|to) | (?:not|never)\ (?:doing|needed) | need\w*\ no\ more | not\ any\ more
            | won['’]t\ (?:do|be\ doing) | decided\ against )(?:\b|$)""",
        ("We drop the room.", "The cake sale is off.", "So no need for the hall.", "Not doing it."),
        (
            "Drop by at noon.",
            "The offer is off to the printer.",
            "Ana drops the letter in the box.",
            "This allows people to drop the old one.",
            "Ask Paul whether he is no longer able to do it.",
        ),
    ),
    Saying(
        "handed",
        r"""\b(?: (?:takes?|taking|took|taken)\ (?:it\ |this\ |that\ )?over
            | (?:gave|gives?|handed|hands?|passed|passes)\ (?:it|this|that)\ (?:over\ |on\ )?to
            | in\ place\ of\ [A-Z] | (?:does|doing|takes)\ (?:it|that|this)\ instead )""",
        ("She takes it over.", "Luis gave it to Petra in Legal.", "VM takes over and gets the other two."),
        ("Ana gave a talk.", "Take it.", "We overtake them."),
    ),
    Saying(
        "moved",
        r"""\b(?: new\ date | (?:is|was|are|were|been)\ (?:moved|postponed|put\ off|pushed)\b
            | (?:moves|slips|slipped|moved|postponed)\ to | needs?\ (?:until|till|more\ time|another)
            | (?:one|two|three|a\ few)\ more\ (?:days?|weeks?) | not\ before
            | \d{1,2}(?:st|nd|rd|th|\.)?\ ?\w{0,9},?\ (?:and\ )?not\ (?:the\ )?\d{1,2}(?:st|nd|rd|th)?\b )""",
        (
            "So the visit is 20 Nov, not 14.",
            "Jonas needs until Friday.",
            "AV asks for two more weeks.",
            "New date 1 October.",
        ),
        ("She needs a date.", "The meetup is at the boathouse."),
    ),
    Saying(
        "done",
        rf"""\b(?: went\ (?:out|off|to|home) | (?:has|have)\ gone | gone\ over | {_IS}\ (?:{_ENDED}) | (?:{_DID})
            | {_SUBJECT_BEFORE}(?:{_DID_OR_IS})
            | handed\ (?:over|in) | said\ yes | works\ since | all\ in | to\ them\ since
            | came(?!\ (?:back|up|to|from|out|off|with|late|as)\b) | (?:is|are)\ (?:in|here)(?=\W*$|[.,;])
            | with\ them\ since | had\ (?:her|his|their)\ (?:letter|answer|reply) )\b""",
        (
            "The welcome mail went out on Thursday.",
            "Maya finished the letter.",
            "Sam took it to Dana yesterday.",
            "The scaffold is extended until 31.10.",
            "Discussion opened in the forum.",
            "Price list approved on Friday.",
        ),
        (
            "She goes out on Thursday.",
            "Maya finishes the letter.",
            "We take it up.",
            "Send it by registered letter.",
            "It lies on the shared drive.",
        ),
    ),
)


@remembered
def mark_of(text: str) -> str:
    """Return what a status mark in a line says, "done", "open", "dropped" or "moved"; "" if it has none."""
    text = text[:MAX_LINE]
    if _TICK.search(text):
        return "done"
    found = _FIRST_CAPITALS.match(text) or _FIRST.match(text) or _LAST.search(text) or _LAST_CAPITALS.search(text)
    if found:
        return _name(found)
    sentences = (_WHOLE.fullmatch(sentence) for sentence in _SENTENCE_END.split(text)[1:])
    return next((_name(found) for found in sentences if found), "")


@remembered
def status_of(text: str) -> str:
    """Return what a text that is nothing but a status says, a cell, a title or an entry ("Complete."); else ""."""
    found = _WHOLE.fullmatch(text) if len(text) <= MAX_LINE else None
    return _name(found) if found else ""


@remembered
def answer_of(text: str) -> str:
    """Return what a sub-entry says of the entry above it: "Complete. It went to the board." says "done"; else ""."""
    text = text[:MAX_LINE]
    found = _WHOLE.fullmatch(text) or _ANSWER.match(text)
    return _name(found) if found else ""


def _name(found: re.Match[str]) -> str:
    return next(name for name in ("done", "open", "dropped", "moved") if found[name] is not None)


@remembered
def without_mark(text: str) -> str:
    """Return a line without its status marks: "DONE: send it" is "send it"."""
    before, *_ = _TICK.split(text[:MAX_LINE], maxsplit=1)
    # What follows a tick behind the work is a remark: "Lodge risk assessment ✓ it's on the shared drive".
    text = before if len(before.split()) > 1 else _TICK.sub(" ", text[:MAX_LINE])
    found = _FIRST_CAPITALS.match(text) or _FIRST.match(text)
    text = text[found.end() :] if found else text
    sentences = [part for part in _SENTENCE_END.split(text) if not _WHOLE.fullmatch(part)]
    return _LAST_CAPITALS.sub("", _LAST.sub("", " ".join(sentences) or text)).strip()


@remembered
def saying_of(sentence: str) -> str:
    """Return what a sentence tells of work, one of the names of SAYINGS; "" if nothing."""
    from extractor.language.patterns.compiling import compiled

    for saying in SAYINGS:
        found = compiled(saying.pattern).search(sentence)
        if found and not (saying.says in ("done", "dropped") and _HEDGE.search(sentence, 0, found.start())):
            return saying.says
    return ""


# What makes of a report a condition or a wish: "whether he is no longer able", "once it is signed".
_HEDGE = expression(r"\b(?:if|whether|unless|until|once|when|in\scase|would|should|could|might|hopes?|wants?)\b", re.I)


def sentences_of(text: str) -> list[str]:
    """Split a line into its sentences, and at ", and" before another subject: each may tell of other work."""
    parts = [part for sentence in _SENTENCE_END.split(text) for part in _CLAUSE.split(sentence)]
    return [part for part in parts if part.strip()]


_CLAUSE = expression(r"(?:,\sand\s|\s–\s|;\s)(?=[A-Z])")
