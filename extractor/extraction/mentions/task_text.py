"""Clean the words of a task: without marker, owner, status mark and deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.dates.finding import Phrase
from extractor.extraction.candidates.collect import Candidate
from extractor.language.content_words import stem
from extractor.language.patterns import compiling, markers

_LEADING_NOISE = expression(r"^(?:[\s\-–—:,.;>•*|&]|(?:and|then|also|please|so|that|to)\s)+", re.IGNORECASE)
_TRAILING_NOISE = expression(
    r"(?:[\s\-–—:,;>(\[|]|\s(?:and|or|but|then|also|by|on|before|until|with|at|in|so)(?=\s*$))+$", re.IGNORECASE
)
_DETERMINER = expression(r"\b(?:the|an?|my|our|your|their)\s*$", re.IGNORECASE)
_LONGEST_NOISE = 200  # characters at the end of a task that may be noise
_STATUS_WORDS = expression(
    r"""\s*[\[(–—-]\s*(?:done|completed?|closed|in\ progress|ongoing|pending|wip|todo|open|new|finished|fixed)\s*
        [\])]?\s*$
    | ^\s*(?:done|completed|pending|in\ progress|ongoing|open|new|closed)\s*[:\-–—]\s*
    | (?:(?<=\s\s)\s|:\s|\s[-–—]\s) (?:still\s)? (?:open|overdue|in\ progress|on-?going|outstanding|pending
        |carried\ forward|not\ started|on\ hold|on\ track) (?:\s*[,;(][^.!?]{0,120})? \.?\s*$
    | [✅✔☑❌⏳]""",
    re.VERBOSE | re.IGNORECASE,
)
_TITLE = expression(r"(?P<title>[A-Z][^:.!?]{2,60}):\s+(?=[A-Z])")
_WORD = expression(r"[^\W\d_]{3,}")
_ID = expression(r"^\s*(?:\[?\(?#?\d{1,4}[\])]?[.):]\s+|\[#?\w{1,12}-?\d+\]\s*:?)")


def without_owners(owners: Sequence[str], work: str) -> str:
    """Remove owners in brackets from the middle of the work's words: "Set it up (@anne) to share it"."""
    for words in owners:
        work = re.sub(rf"\s[(\[]{re.escape(words)}[)\]](?=\s|$)", "", work)
    return work


def task(text: str, candidate: Candidate, deadline: Phrase | None) -> str:
    """Return the work's words, readable on their own.

    Args:
        text: The text of the candidate's block.
        candidate: The candidate.
        deadline: The date phrase that is its deadline, if any.
    """
    work = without_deadline(text, candidate.task_start, candidate.task_end, deadline)
    work = _STATUS_WORDS.sub("", work)
    for marker in markers.MARKERS:
        if marker.means == "done":
            work = compiling.compiled(marker.pattern).sub(" ", work)
    work = _ID.sub("", work)
    work = re.sub(r"\s+", " ", work).strip()
    work = _LEADING_NOISE.sub("", work)
    work = _without_trailing_noise(work.rstrip(" .!;,:"))
    work = re.sub(r"\s\?$", "", work)  # "can you send it by Friday?", without its date
    work = _without_trailing_noise(balanced(work, text[candidate.task_end :][:3]).strip())
    work = _without_title(work)
    return work.strip(" \"'“”*") or re.sub(r"\s+", " ", text[candidate.start : candidate.end]).strip()


def _without_title(work: str) -> str:
    """Return the work without the title that it says again, as Gemini writes it: "Order barrels: Order two barrels"."""
    title = _TITLE.match(work)
    if title is None:
        return work
    rest = {stem(word) for word in _WORD.findall(work[title.end() :].casefold())}
    is_said = all(stem(word) in rest for word in _WORD.findall(title["title"].casefold()))
    return work[title.end() :] if is_said else work


def without_deadline(text: str, start: int, end: int, deadline: Phrase | None) -> str:
    """Return `text` from `start` to `end` without the deadline and the bracket or comma that it leaves empty."""
    if deadline is None or deadline.cue == "column" or not start <= deadline.start < end:
        return text[start:end]
    left, right = text[start : deadline.start], text[min(deadline.end, end) : end]
    if _DETERMINER.search(left) and not re.match(r"\s*\w", right):
        return text[start:end]  # "do the Thursday night": the day is the object
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
    return _joined(left, right.lstrip())


def _joined(left: str, right: str) -> str:
    """Join what stood before and behind a deadline, without the punctuation that has lost its purpose."""
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


def _without_trailing_noise(work: str) -> str:
    noise = _TRAILING_NOISE.search(work, max(0, len(work) - _LONGEST_NOISE))
    return work[: noise.start()] if noise else work


def balanced(work: str, following: str = "") -> str:
    """Remove brackets that have no partner; `following` is the text behind the words, which may hold one."""
    for opener, closer in {"(": ")", "[": "]"}.items():
        unclosed, unopened = _lone_brackets(work, opener, closer)
        if len(unclosed) == 1 and following.lstrip(" .,;").startswith(closer):
            work, unclosed = work + closer, []
        for offset in sorted((*unclosed, *unopened), reverse=True):
            work = work[:offset] + work[offset + 1 :]
    return work


def _lone_brackets(work: str, opener: str, closer: str) -> tuple[list[int], list[int]]:
    """Return the offsets of the brackets that are not closed, and of those that are not opened."""
    unclosed: list[int] = []
    unopened: list[int] = []
    for offset, sign in enumerate(work):
        if sign == opener:
            unclosed.append(offset)
        elif sign == closer:
            if unclosed:
                unclosed.pop()
            elif not re.search(r"[:;]-?$|\b\w{1,2}$", work[max(0, offset - 3) : offset]):
                unopened.append(offset)  # but "a)" and ":)" are not brackets
    return unclosed, unopened
