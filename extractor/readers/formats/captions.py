"""Captions to turns: WebVTT and SRT as Zoom, Teams, Meet and the recognisers write them.

A cue is a line with "-->" and the lines below it up to a blank one. The speaker is the cue's voice ("<v Ana Ruiz>", as
Teams writes it) or the name before a colon (as Zoom does), and stays until another is named. Read here and not by a
library, because those tell no line numbers and pass broken cues over in silence: a broken cue keeps its words and
yields a doubt. Notes, styles and regions of WebVTT yield nothing. Times are seconds into the recording.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression
from extractor.language.people.names import is_name
from extractor.model import Block, Doubt
from extractor.readers.encoding import lines_of
from extractor.readers.formats.transcript import NEVER_SPEAK, Utterance, utterance_blocks, without_noise
from extractor.readers.inline import clean

TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = expression(rf"\s*{TIME}\s*-->\s*(?:{TIME})?")
VOICE = expression(r"<v(?:\.[\w.-]+)?[ \t]+(?P<who>[^<>]{1,60})>")
TAG = expression(r"</?(?:c|i|b|u|v|lang|ruby|rt|font)\b[^<>]{0,80}>|<\d[\d:.]{3,12}>", re.I)
SET = expression(r"\{\\an?\d\}")  # where SRT places a line
LABEL = expression(r"(?:>>+\s*|-\s+)?(?P<who>[^\W_][^:<>\[\]{}\n]{0,38}?)(?: \([^()]{1,30}\))?:(?:\s+|$)(?P<text>.*)")
CHANGE = expression(r">>+\s*")  # television's way: somebody else speaks
SILENT = expression(r"(?:NOTE|STYLE|REGION)\b")


def is_captions(text: str) -> bool:
    """Whether the text is WebVTT, or begins as SRT does: a number, a line of times, words."""
    if re.match(r"\s*WEBVTT\b", text):
        return True
    head = [line.strip() for line in lines_of(text[:4000]) if line.strip()][:2]
    if len(head) < 2:
        return False
    return bool(TIMING.match(head[0])) or (head[0].isdigit() and bool(TIMING.match(head[1])))


def read_captions(text: str) -> tuple[tuple[Block, ...], tuple[Doubt, ...]]:
    """The turns of a file of captions, and a doubt for what is broken in it."""
    lines = [clean(line) for line in lines_of(text)]
    cues = list(_cues(lines))
    doubts = tuple(_doubts(lines, cues))
    labels = _labels(cues)
    utterances = list(_utterances(cues, labels))
    if utterances and not any(one.speaker for one in utterances):
        nameless = Doubt(None, "the captions do not say who speaks; what somebody takes on has no owner", "owner")
        doubts = (*doubts, nameless)
    return tuple(utterance_blocks(_without_repeats(utterances))), doubts


@dataclass(frozen=True, slots=True)
class CaptionCue:
    """One cue: its times in seconds (None where they make no sense), and its (words, line) pairs with their markup."""

    line: int
    start: float | None
    end: float | None
    parts: tuple[tuple[str, int], ...]


def _cues(lines: Sequence[str]) -> Iterator[CaptionCue]:
    at = 0
    while at < len(lines):
        found = TIMING.match(lines[at]) if "-->" in lines[at] else None
        if found is None and "-->" not in lines[at]:
            at += 1
            if SILENT.match(lines[at - 1]):  # down to the blank line
                while at < len(lines) and lines[at].strip():
                    at += 1
            continue
        line = at + 1
        start = _seconds(found.groups()[:4]) if found else None
        end = _seconds(found.groups()[4:]) if found else None
        at += 1
        parts = []
        while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
            parts.append((lines[at].strip(), at + 1))
            at += 1
        if at < len(lines) and "-->" in lines[at] and parts and parts[-1][0].isdigit():
            parts.pop()  # the next cue's number, where no blank line parts them
        if end is not None and start is not None and end < start:
            end = None
        yield CaptionCue(line, start, end, tuple(parts))


def _seconds(groups: Sequence[str | None]) -> float | None:
    hours, minutes, seconds, part = groups
    if minutes is None or seconds is None or int(minutes) > 59 or int(seconds) > 59:
        return None
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int((part or "0").ljust(3, "0")) / 1000


def _doubts(lines: Sequence[str], cues: Sequence[CaptionCue]) -> Iterator[Doubt]:
    if not cues:
        yield Doubt(None, "the captions hold no cue; there is nothing said in them")
        return
    broken = [cue for cue in cues if cue.start is None or cue.end is None]
    if broken:
        times = "a time" if len(broken) == 1 else f"{len(broken)} times, the first here,"
        message = f"{times} of the captions cannot be right; the words are read, their time is left out"
        yield Doubt(broken[0].line, message)
    before = 0.0
    for cue in cues:
        if cue.start is not None and cue.start < before - 60:
            yield Doubt(cue.line, "the times of the captions go back here; two recordings may be joined")
            return
        before = cue.start if cue.start is not None else before
    if not cues[-1].parts:
        yield Doubt(cues[-1].line, "the captions end in the middle of a cue; the file may be cut")


def _labels(cues: Sequence[CaptionCue]) -> frozenset[str]:
    """The names before colons that speak: those that recur, and a full name even once."""
    counts = Counter(
        found["who"].strip()
        for cue in cues
        if cue.parts and (found := LABEL.match(SET.sub("", TAG.sub("", cue.parts[0][0]))))
    )
    return frozenset(
        who
        for who, count in counts.items()
        if not all(word.lower() in NEVER_SPEAK for word in who.split())
        and len(who.split()) <= 5
        and ((is_name(who) and " " in who) or (count >= 2 and (who[0].isupper() or " " not in who)))
    )


def _utterances(cues: Sequence[CaptionCue], labels: frozenset[str]) -> Iterator[Utterance]:
    speaker: str | None = None
    for cue in cues:
        at = _stamp(cue.start)
        held: list[tuple[str, int]] = []
        for raw, number in cue.parts:
            for who, words in _voices(raw, labels):
                if who is not None:
                    if held:
                        yield Utterance(speaker, tuple(held), at, cue.start, cue.end)
                    speaker, held = who or None, []
                if words := without_noise(html.unescape(TAG.sub("", SET.sub("", words)))):
                    held.append((words, number))
        if held:
            yield Utterance(speaker, tuple(held), at, cue.start, cue.end)


def _voices(raw: str, labels: frozenset[str]) -> Iterator[tuple[str | None, str]]:
    """The parts of a line as (speaker or None for the same as before, words); "" for somebody unnamed."""
    voices = list(VOICE.finditer(raw))
    if voices:
        if raw[: voices[0].start()].strip():
            yield None, raw[: voices[0].start()]
        for voice, following in zip(voices, [*voices[1:], None], strict=True):
            yield _name(html.unescape(voice["who"])), raw[voice.end() : following.start() if following else len(raw)]
        return
    bare = SET.sub("", TAG.sub("", raw))
    label = LABEL.match(bare)
    if label and label["who"].strip() in labels:
        yield _name(label["who"]), label["text"]
    elif found := CHANGE.match(bare):
        yield "", bare[found.end() :]
    else:
        yield None, raw


def _name(who: str) -> str:
    """A speaker's name without what meeting software adds: "Ana Ruiz (Acme)", "Ruiz, Ana", a room's number."""
    bare = re.sub(r"\s*[(\[|][^()\[\]]{0,40}[)\]]?\s*$", "", who.strip()).strip(" \t:-–")
    if re.fullmatch(r"[^\W\d_][\w'’-]+, [^\W\d_][\w'’. -]+", bare):
        bare = " ".join(reversed(bare.split(", ")))
    return bare or who.strip()


def _without_repeats(utterances: Sequence[Utterance]) -> list[Utterance]:
    """The utterances without the words that rolling captions show again (YouTube's, Teams' live ones)."""
    kept: list[Utterance] = []
    before: tuple[str, ...] = ()
    for one in utterances:
        lines = tuple(words for words, _ in one.parts)
        overlaps = kept and kept[-1].speaker == one.speaker
        parts = tuple(part for part in one.parts if not (overlaps and len(part[0].split()) > 2 and part[0] in before))
        before = lines
        if parts:
            kept.append(replace(one, parts=parts))
    return kept


def _stamp(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
