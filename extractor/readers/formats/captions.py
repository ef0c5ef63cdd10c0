"""Read captions, WebVTT and SRT, as speaker turns: the files of Zoom, Teams, Meet and of speech recognition.

A cue is a line with "-->" and the lines below it up to a blank line. Its speaker is its voice tag ("<v Ana Ruiz>", in
Teams) or the name before a colon (in Zoom), and stays until another is named. No library is used, because those give no
line numbers and ignore broken cues without a word: here a broken cue keeps its words and gives a doubt. Notes, styles
and regions of WebVTT give nothing. Times are seconds into the recording.
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

MAX_OVERLAP = 60  # seconds by which a cue may begin before the one above it

TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = expression(rf"\s*{TIME}\s*-->\s*(?:{TIME})?")
VOICE = expression(r"<v(?:\.[\w.-]+)?[ \t]+(?P<who>[^<>]{1,60})>")
TAG = expression(r"</?(?:c|i|b|u|v|lang|ruby|rt|font)\b[^<>]{0,80}>|<\d[\d:.]{3,12}>", re.I)
SET = expression(r"\{\\an?\d\}")  # the position of a line in SRT
LABEL = expression(r"(?:>>+\s*|-\s+)?(?P<who>[^\W_][^:<>\[\]{}\n]{0,38}?)(?: \([^()]{1,30}\))?:(?:\s+|$)(?P<text>.*)")
CHANGE = expression(r">>+\s*")  # a change of speaker in television captions
SILENT = expression(r"(?:NOTE|STYLE|REGION)\b")


def is_captions(text: str) -> bool:
    """Return whether the text is WebVTT, or begins as SRT does: a number, a line of times, words."""
    if re.match(r"\s*WEBVTT\b", text):
        return True
    head = [line.strip() for line in lines_of(text[:4000]) if line.strip()][:2]
    if len(head) < 2:
        return False
    return bool(TIMING.match(head[0])) or (head[0].isdigit() and bool(TIMING.match(head[1])))


def read_captions(text: str) -> tuple[tuple[Block, ...], tuple[Doubt, ...]]:
    """Return the turns of a file of captions, and doubts about what is broken in it."""
    lines = [clean(line) for line in lines_of(text)]
    cues = list(_cues(lines))
    doubts = tuple(_doubts(cues))
    utterances = list(_utterances(cues, _speaker_labels(cues)))
    if utterances and not any(utterance.speaker for utterance in utterances):
        message = "the captions do not say who speaks, so what people promise has no owner"
        doubts = (*doubts, Doubt(None, message, "owner"))
    return tuple(utterance_blocks(_without_repeats(utterances))), doubts


@dataclass(frozen=True, slots=True)
class CaptionCue:
    """A cue: its times in seconds (None if they are impossible), and its (words, line) pairs with their markup."""

    line: int
    start: float | None
    end: float | None
    parts: tuple[tuple[str, int], ...]


def _cues(lines: Sequence[str]) -> Iterator[CaptionCue]:
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        if "-->" in line:
            end = next(
                (at for at in range(index, len(lines)) if not lines[at].strip() or "-->" in lines[at]), len(lines)
            )
            parts = [(lines[at].strip(), at + 1) for at in range(index, end)]
            if end < len(lines) and "-->" in lines[end] and parts and parts[-1][0].isdigit():
                parts.pop()  # the number of the next cue, if no blank line comes before it
            yield _cue(line, index, parts)
            index = end
        elif SILENT.match(line):  # skip to the blank line
            index = next((at for at in range(index, len(lines)) if not lines[at].strip()), len(lines))


def _cue(timing: str, line: int, parts: Sequence[tuple[str, int]]) -> CaptionCue:
    times = TIMING.match(timing)
    start = _seconds(times.groups()[:4]) if times else None
    end = _seconds(times.groups()[4:]) if times else None
    if start is not None and end is not None and end < start:
        end = None
    return CaptionCue(line, start, end, tuple(parts))


def _seconds(groups: Sequence[str | None]) -> float | None:
    """Return the seconds of (hours, minutes, seconds, fraction) as written; None if they are impossible."""
    hours, minutes, seconds, fraction = groups
    if minutes is None or seconds is None or int(minutes) > 59 or int(seconds) > 59:
        return None
    thousandths = int((fraction or "0").ljust(3, "0"))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + thousandths / 1000


def _doubts(cues: Sequence[CaptionCue]) -> Iterator[Doubt]:
    if not cues:
        yield Doubt(None, "the captions hold no cue, so nothing is said in them; check that it is the right file")
        return
    broken = [cue for cue in cues if cue.start is None or cue.end is None]
    if len(broken) == 1:
        yield Doubt(broken[0].line, "this time of the captions is impossible; its words are read without it")
    elif broken:
        message = (
            f"{len(broken)} times of the captions are impossible, the first here; their words are read without them"
        )
        yield Doubt(broken[0].line, message)
    previous = 0.0
    for cue in cues:
        if cue.start is not None and cue.start < previous - MAX_OVERLAP:
            yield Doubt(cue.line, "the times of the captions go back here; two recordings may be joined")
            return
        previous = cue.start if cue.start is not None else previous
    if not cues[-1].parts:
        yield Doubt(cues[-1].line, "the captions end within a cue; the file may be cut off")


def _speaker_labels(cues: Sequence[CaptionCue]) -> frozenset[str]:
    """Return the labels before colons that are speakers: those that recur, and full names even if they do not."""
    first_lines = (_without_tags(cue.parts[0][0]) for cue in cues if cue.parts)
    counts = Counter(label["who"].strip() for line in first_lines if (label := LABEL.match(line)))
    return frozenset(label for label, count in counts.items() if _is_speaker(label, count))


def _is_speaker(label: str, count: int) -> bool:
    words = label.split()
    if len(words) > 5 or all(word.lower() in NEVER_SPEAK for word in words):
        return False
    is_full_name = is_name(label) and " " in label
    return is_full_name or (count >= 2 and (label[0].isupper() or " " not in label))


def _utterances(cues: Sequence[CaptionCue], labels: frozenset[str]) -> Iterator[Utterance]:
    speaker: str | None = None
    for cue in cues:
        time = _clock(cue.start)
        parts: list[tuple[str, int]] = []
        for raw, number in cue.parts:
            for voice, words in _voices(raw, labels):
                if voice is not None:
                    if parts:
                        yield Utterance(speaker, tuple(parts), time, cue.start, cue.end)
                    speaker, parts = voice or None, []
                if text := without_noise(html.unescape(_without_tags(words))):
                    parts.append((text, number))
        if parts:
            yield Utterance(speaker, tuple(parts), time, cue.start, cue.end)


def _without_tags(line: str) -> str:
    return SET.sub("", TAG.sub("", line))


def _voices(raw: str, labels: frozenset[str]) -> Iterator[tuple[str | None, str]]:
    """Yield the parts of a line as (speaker, words): None for the same speaker as before, "" for an unnamed one."""
    voices = list(VOICE.finditer(raw))
    if voices:
        if raw[: voices[0].start()].strip():
            yield None, raw[: voices[0].start()]
        ends = [*(voice.start() for voice in voices[1:]), len(raw)]
        for voice, end in zip(voices, ends, strict=True):
            yield _speaker_name(html.unescape(voice["who"])), raw[voice.end() : end]
        return
    bare = _without_tags(raw)
    label = LABEL.match(bare)
    if label and label["who"].strip() in labels:
        yield _speaker_name(label["who"]), label["text"]
    elif change := CHANGE.match(bare):
        yield "", bare[change.end() :]
    else:
        yield None, raw


def _speaker_name(label: str) -> str:
    """Return a speaker's name without what meeting software adds: "Ana Ruiz (Acme)", "Ruiz, Ana"."""
    bare = re.sub(r"\s*[(\[|][^()\[\]]{0,40}[)\]]?\s*$", "", label.strip()).strip(" \t:-–")
    if re.fullmatch(r"[^\W\d_][\w'’-]+, [^\W\d_][\w'’. -]+", bare):
        bare = " ".join(reversed(bare.split(", ")))
    return bare or label.strip()


def _without_repeats(utterances: Sequence[Utterance]) -> list[Utterance]:
    """Return the utterances without lines that rolling captions, as of YouTube and Teams, show a second time."""
    result: list[Utterance] = []
    previous: tuple[str, ...] = ()
    for utterance in utterances:
        may_repeat = bool(result) and result[-1].speaker == utterance.speaker
        parts = tuple(
            (words, line)
            for words, line in utterance.parts
            if not (may_repeat and len(words.split()) > 2 and words in previous)
        )
        previous = tuple(words for words, _ in utterance.parts)
        if parts:
            result.append(replace(utterance, parts=parts))
    return result


def _clock(seconds: float | None) -> str | None:
    """Return seconds as "HH:MM:SS"."""
    if seconds is None:
        return None
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
