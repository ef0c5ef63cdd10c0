"""What a mark in a line of notes says of work: "DONE: ...", "- Complete.", "NO PROGRESS", a tick."""

from __future__ import annotations

import re

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
    "|no longer relevant|won't do|won’t do|won't fix|not doing it|not doing this|off the list|forget it|never mind"
    "|scrapped|shelved|called off|off the table|not happening|not going ahead|no longer wanted|leave it|leave that"
    "|leave them|no need|not worth it"
)


def _words_of(text: str) -> str:
    return " ".join(["", *re.findall(r"\w+", text.lower()), ""])


# Words without one of these phrases name no status; most lines need none of the long patterns below. A hyphen may be
# left out, or stand for a blank.
_ALL = f"{DONE}|{OPEN}|{MOVED}|{DROPPED}"
_APART, _TOGETHER = _ALL.replace("-", " ").replace("'", " ").replace("’", " "), _ALL.replace("-", "")
_PHRASE = expression(f" (?:{_APART}|{_TOGETHER}) ")


def any_of(words: str) -> str:
    """Return a pattern of the words of a status, as they are written above."""
    return words.replace(" ", r"\s").replace("-", r"[-\s]?").replace(".", r"\.")


_STATUS = f"(?P<done>{any_of(DONE)})|(?P<open>{any_of(OPEN)})|(?P<dropped>{any_of(DROPPED)})|(?P<moved>{any_of(MOVED)})"
_CAPITALS = (
    "(?P<done>DONE|COMPLETED?|CLOSED|FIXED|FINISHED)|(?P<open>WIP|PENDING|OPEN|ONGOING)|(?P<dropped>DROPPED|CANCELL?ED)"
    "|(?P<moved>MOVED|RESCHEDULED)"
)
# What may follow a status word: the day on which it was so, or who did it.
_DAY = r"\d{1,2}[./\s-]\S{1,12}(?:\s\S{1,9})?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today"
_WHO = r"(?:,\s|\s[-–—]\s|\s?\()(?-i:[A-Z])[\w.'’]{0,20}(?:\s(?-i:[A-Z])[\w.'’-]{1,20})?\)?"
_NAMED = r"(?:(?-i:[A-Z])[\w.'’]{0,20}\s){0,2}(?-i:[A-Z])[\w.'’-]{0,20}"  # "completed SN Whitlock"
_WHEN = rf"(?:,?\s(?:on\s)?(?:{_DAY}|by\s[A-Z]\S{{1,20}})|{_WHO}|\s{_NAMED}\W*$)?"
_SUBJECT = r"(?:status:?\s+|still\s+|it\s+is\s+|it['’]s\s+|this\s+is\s+|action\s+(?:is\s+)?|item\s+)?"
_REMARK = r"(?:\s\([^()]*\)|\s+(?:to|until|till|for)\s(?:the\s)?next\s\w+)?"

# What a meeting decides is not done by that: "Resolved: the Clerk to buy pads".
_DECIDED = r"resolved\W+(?:(?:that|to|as|unanimously)\b|[^.;:]{0,60}\s(?:to|will|shall)\s[a-z])"

# "DONE: send it", "No progress: draft the policy", "**DONE** fez quorum".
_FIRST = expression(rf"\W*(?!{_DECIDED})(?:{_STATUS})\b\W*?(?:[:–—]|\s-)\s", re.I)
_FIRST_CAPITALS = expression(rf"\W*(?:{_CAPITALS})\b[\s:*\])–-]+(?=\S)")
# "send it: DONE", "send it (done)", "cable plan: done 18.09."
_LAST = expression(rf"(?:[:;,–—(\[]|\s->?|→|\.)\s*\W{{0,3}}(?:status:?\s+)?(?:{_STATUS}){_WHEN}\W*$", re.I)
_LAST_CAPITALS = expression(rf"\s(?:{_CAPITALS})\W*$")
# A sentence that is nothing else: "Has arrived 29.09. Done. Clients think about it."
_WHOLE = expression(rf"\W*{_SUBJECT}(?:{_STATUS}){_WHEN}{_REMARK}\W*", re.I)
# How a sub-entry begins that says what became of the entry above: "Complete. It went to the board.", "Ongoing: sent".
_ANSWER = expression(rf"\W*{_SUBJECT}(?:{_STATUS}){_WHEN}\s*(?:[.:;,–—(]|\s-\s|$)", re.I)
_DONE_ON = expression(
    rf"\b(?:{any_of(DONE)})\b,?\s(?:on\s)?(?P<day>\d{{1,2}}[./]\d{{1,2}}\.?(?:\d{{2,4}})?(?!\d)|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?-i:[A-Z])[a-z]{2,8}|(?-i:[A-Z])[a-z]{2,8}\s\d{1,2}\b)",
    re.I,
)
MAX_LINE = 600  # characters of a line in which a mark is looked for
_SENTENCE_END = expression(r"(?<=[.!?;])\s+")
_TICKS = "✓✔✅☑"
_TICK = expression(f"[{_TICKS}]")


@remembered
def mark_of(text: str) -> str:
    """Return what a status mark in a line says, "done", "open", "dropped" or "moved"; "" if it has none."""
    text = text[:MAX_LINE]
    if any(tick in text for tick in _TICKS):
        return "done"
    if not names_status(text):
        return ""
    found = _FIRST_CAPITALS.match(text) or _FIRST.match(text) or _LAST.search(text) or _LAST_CAPITALS.search(text)
    if found:
        return _name(found)
    sentences = (_WHOLE.fullmatch(sentence) for sentence in _SENTENCE_END.split(text)[1:])
    return next((_name(found) for found in sentences if found), "")


@remembered
def status_of(text: str) -> str:
    """Return what a text that is nothing but a status says, a cell, a title or an entry ("Complete."); else ""."""
    found = _WHOLE.fullmatch(text) if len(text) <= MAX_LINE and names_status(text) else None
    return _name(found) if found else ""


@remembered
def answer_of(text: str) -> str:
    """Return what a sub-entry says of the entry above it: "Complete. It went to the board." says "done"; else ""."""
    text = text[:MAX_LINE]
    if not names_status(text):
        return ""
    found = _WHOLE.fullmatch(text) or _ANSWER.match(text)
    return _name(found) if found else ""


# What became of something in a word, in a list of what was open before: "Lintel: in", "Deposit: paid, 200".
_SHORT = expression(
    r"\W*(?:(?:it|they|all|both|now|already)\s)?(?:is\s|are\s)?(?:(?:all|now|already)\s)?"
    r"(?P<done>in|up|here|there|paid|booked|ordered|chosen|picked|fitted|hung|bought|delivered|arrived|sent|signed|gone"
    r"|built|laid|cut|ready|collected|posted|printed|submitted|confirmed|agreed|made|found|replaced|installed|painted"
    r"|mended|repaired|cleaned|cleared|filed|issued|approved|handed\sin|went\s(?:in|out|up)|came|yes|in\splace|through"
    r"|reported|written|renewed|registered|returned|published|circulated|received|settled|done)"
    rf"{_WHEN}(?:\s(?:for|at|to|with|from)\s[^,.;]{{1,40}})?\s*(?:[.:;,–—(!]|\s-\s|$)(?![^;]*\b(?:but|not|except|yet|to\sfollow|to\scome|await(?:ing|ed)|waiting|missing|still|later)\b)",
    re.I,
)


# A line of such a list that is nothing but the work and such a word: "rota out", "grant form in on the 19th, ...".
_SHORT_LINE = expression(
    r"\W*(?!(?:no|not|nothing|nobody)\b)[^\W\d_][^:,.;!?]{2,40}?\s(?:(?:is|are|all|both|now)\s)*"
    r"(?:in|out|up|there|here|back|through|online|live|gone|posted)"
    r"(?:\s(?:on\s(?:the\s)?|since\s)\w[\w. ]{0,15})?\s*(?:[,.;!]|\s-\s|$)(?!.*\b(?:but|not|yet|still|except)\b)",
    re.I,
)


def is_short_telling(text: str) -> bool:
    """Whether a line of a list of what was open is work and a word that says it is done: "rota out"; it is asked."""
    return len(text) <= MAX_LINE and _SHORT_LINE.match(text) is not None


def short_answer_of(text: str) -> str:
    """Return "done" for words behind a head that begin with one of a status in a list of what was open, else ""."""
    return "done" if _SHORT.match(text[:MAX_LINE]) else ""


def done_when(text: str) -> str:
    """Return the words for the day on which a line says that something was done: "done 18.09."; "" for none."""
    found = _DONE_ON.search(text[:MAX_LINE]) if names_status(text[:MAX_LINE]) else None
    return found["day"].rstrip(" .,;") if found else ""


def names_status(text: str) -> bool:
    """Whether a text holds words that name a status: "done", "not yet"."""
    return _PHRASE.search(_words_of(text)) is not None


def _name(found: re.Match[str]) -> str:
    return next(name for name in ("done", "open", "dropped", "moved") if found[name] is not None)


@remembered
def without_mark(text: str) -> str:
    """Return a line without its status marks: "DONE: send it" is "send it"."""
    text = text[:MAX_LINE]
    if any(tick in text for tick in _TICKS):
        before, *_ = _TICK.split(text, maxsplit=1)
        # What follows a tick behind the work is a remark: "Lodge risk assessment ✓ it's on the shared drive".
        text = before if len(before.split()) > 1 else _TICK.sub(" ", text)
    if not names_status(text):
        return " ".join(_SENTENCE_END.split(text)).strip()
    found = _FIRST_CAPITALS.match(text) or _FIRST.match(text)
    text = text[found.end() :] if found else text
    sentences = [part for part in _SENTENCE_END.split(text) if not _WHOLE.fullmatch(part)]
    return _LAST_CAPITALS.sub("", _LAST.sub("", " ".join(sentences) or text)).strip()
