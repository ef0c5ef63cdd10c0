"""The words of a task, cleaned: without marker, owner, status mark and deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.extraction.candidates.collect import Candidate
from extractor.language.patterns import compiling, markers

_NEEDS_STRIP = expression(r"^(?:[\s\-–—:,.;>•*|&]|(?:and|then|also|please|so|that|to)\s)+", re.IGNORECASE)
_END_STRIP = expression(
    r"(?:[\s\-–—:,;>(\[|]|\s(?:and|or|but|then|by|on|before|until|with|at|in|so)(?=\s*$))+$", re.IGNORECASE
)
_STATUS_WORDS = expression(
    r"""\s*[\[(–—-]\s*(?:done|completed?|closed|in\ progress|ongoing|pending|wip|todo|open|new|finished|fixed)\s*
        [\])]?\s*$
    | ^\s*(?:done|completed|pending|in\ progress|ongoing|open|new|closed)\s*[:\-–—]\s*
    | [✅✔☑❌⏳]""",
    re.VERBOSE | re.IGNORECASE,
)
_ID = expression(r"^\s*(?:\[?\(?#?\d{1,4}[\])]?[.):]\s+|\[#?\w{1,12}-?\d+\]\s*:?)")


def without_owners(owners: Sequence[str], work: str) -> str:
    """The work's words without an owner in brackets among them: "Set it up (@anne) to share it"."""
    for words in owners:
        work = re.sub(rf"\s[(\[]{re.escape(words)}[)\]](?=\s)", "", work)
    return work


def task(text: str, candidate: Candidate, deadline: Phrase | None) -> str:
    """The work's words, readable on their own: no marker, owner, status mark or deadline in them."""
    work = without(text, candidate.task_start, candidate.task_end, deadline)
    work = _STATUS_WORDS.sub("", work)
    for found in markers.MARKERS:
        if found.means == "done":
            work = compiling.compiled(found.pattern).sub(" ", work)
    work = _ID.sub("", work)
    work = re.sub(r"\s+", " ", work).strip()
    work = _NEEDS_STRIP.sub("", work)
    work = _END_STRIP.sub("", work.rstrip(" .!;,:"))
    work = re.sub(r"\s\?$", "", work)  # "can you send it by Friday?", without its date
    work = _END_STRIP.sub("", balanced(work, text[candidate.task_end :][:3]).strip())
    return work.strip(" \"'“”*") or re.sub(r"\s+", " ", text[candidate.start : candidate.end]).strip()


def without(text: str, start: int, end: int, due: Phrase | None) -> str:
    """The words between two offsets without the deadline's, and without the bracket or the comma it leaves empty."""
    if due is None or due.cue == "column" or not start <= due.start < end:
        return text[start:end]
    left, right = text[start : due.start], text[min(due.end, end) : end]
    opening = re.search(r"[\[(]\s*(?:due|deadline|by|eta|target)?\s*:?\s*$", left, re.IGNORECASE)
    if opening and (closing := re.match(r"\s*[\])]", right)):
        left, right = left[: opening.start()], right[closing.end() :]
    elif opening and (comma := re.match(r"\s*[,;:–—-]\s*", right)):
        left, right = left[: opening.start()] + "(", right[comma.end() :]  # "(by Friday, with Lee)"
    left = re.sub(
        r"(?i)[\s,(–—-]{0,4}\b(?:due(?:\s+date|\s+on)?|deadline|eta|target(?:\s+date)?|by|on|before|until|at)\s*:?\s*$",
        " ",
        left,
    ).rstrip()
    right = right.lstrip()
    if left[-1:] == "," and right[:1] in {",", ")", "]", "."}:
        left = left[:-1].rstrip()  # "the report, due Friday, to Lee": nothing stands between the commas now
        right = right[1:].lstrip() if right[:1] == "," else right
    elif left[-1:] in set(":,;–—-(") and right[:1] in set(",.;:–—-"):
        right = right[1:].lstrip()  # "Next meeting: Friday, the Pavilion"
    if left[-1:] in set(",;–—") and not right:
        left = left[:-1].rstrip()
    if left.endswith("(") or right[:1] in set(".,;:)"):
        return left + right
    return f"{left} {right}"


def balanced(work: str, following: str = "") -> str:
    """The words without brackets that have no partner; `following` is the text behind them, which may hold one."""
    closers = {"(": ")", "[": "]"}
    for opener, closer in closers.items():
        depth: list[int] = []
        lone: list[int] = []
        for at, sign in enumerate(work):
            if sign == opener:
                depth.append(at)
            elif sign == closer:
                if depth:
                    depth.pop()
                elif not re.search(r"[:;]-?$|\b\w{1,2}$", work[max(0, at - 3) : at]):
                    lone.append(at)  # "a)" and ":)" close nothing
        if len(depth) == 1 and following.lstrip(" .,;").startswith(closer):
            work, depth = work + closer, []
        for at in sorted((*depth, *lone), reverse=True):
            work = work[:at] + work[at + 1 :]
    return work
