"""Read captions, WebVTT and SRT, as speaker turns: the files of Zoom, Teams, Meet and of speech recognition.

A cue is a line with "-->" and the lines below it up to a blank line. Its speaker is its voice tag ("<v Ana Ruiz>", in
Teams), the name in the line above it ('1 "Ana Ruiz" (123)', in Webex), the name before a colon (in Zoom), a label of
speech recognition ("[SPEAKER_01]:") or a first line that only names somebody, and stays until another is named. ">>" is
another person, whose name the captions do not give. No library is used, because those give no
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
from extractor.readers.formats.transcript import (
    NEVER_SPEAK,
    Utterance,
    is_device,
    may_be_label,
    utterance_blocks,
    without_noise,
)
from extractor.readers.inline import clean

MAX_OVERLAP = 60  # seconds by which a cue may begin before the one above it

TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMING = expression(rf"\s*{TIME}\s*-->\s*(?:{TIME})?")
# Words behind the arrow where the second time stands: "00:12.000 --> Ana: ..." is a line of a chat.
OTHER_WORDS = expression(r"-->\s*[^\W\d]")
VOICE = expression(r"<v(?:\.[\w.-]+)?[ \t]+(?P<who>[^<>]{1,60})>")
TAG = expression(r"</?(?:c|i|b|u|v|lang|ruby|rt|font)\b[^<>]{0,80}>|<\d[\d:.]{3,12}>", re.I)
SET = expression(r"\{\\an?\d\}")  # the position of a line in SRT
LABEL = expression(r"(?:>>+\s*|-\s+)?(?P<who>[^\W_][^:<>\[\]{}\n]{0,38}?)(?: \([^()]{1,30}\))?:(?:\s+|$)(?P<text>.*)")
# What speech recognition calls somebody whose name it does not know: "[SPEAKER_01]:", "Speaker 1:", "(speaker_2)".
NUMBERED = expression(
    r"(?:[\[(](?P<inner>speaker[ _-]?(?:\d{1,3}|[A-Z]))[\])]:?|(?P<who>speaker[ _-]?(?:\d{1,3}|[A-Z])):)"
    r"(?:\s+|$)(?P<text>.*)",
    re.I,
)
BRACKETED = expression(r"\[(?P<who>[^\W_][^:<>\[\]{}\n]{0,38})\]:(?:\s+|$)(?P<text>.*)")  # "[Ana Ruiz]: ..."
CHANGE = expression(r">>+\s*")  # a change of speaker in television captions
MIDDLE_CHANGE = expression(r"\s(?=>>)")  # "... on Monday. >> I can do that."
# The line above the times of a cue, in Webex: '1 "Ana Ruiz" (1234561)'.
CUE_NAME = expression(r'\d{1,6}\s+"(?P<who>[^"<>\n]{1,60})"(?:\s+\(\d{1,20}\))?')
SILENT = expression(r"(?:NOTE|STYLE|REGION)\b")


def is_captions(text: str) -> bool:
    """Return whether the text is WebVTT, or begins as SRT does: a number, a line of times, words."""
    if re.match(r"\s*WEBVTT\b", text):
        return True
    head = [line.strip() for line in lines_of(text[:4000]) if line.strip()][:2]
    if len(head) < 2:
        return False
    times = head[1] if head[0].isdigit() else head[0]
    return TIMING.match(times) is not None and OTHER_WORDS.search(times) is None


def read_captions(text: str) -> tuple[tuple[Block, ...], tuple[Doubt, ...]]:
    """Return the turns of a file of captions, and doubts about what is broken in it."""
    lines = [clean(line) for line in lines_of(text)]
    cues = _with_first_line_names(list(_cues(lines)))
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
    voice: str | None = None  # who speaks, where the line above the times or the first line says so


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
            if end < len(lines) and "-->" in lines[end] and parts and _is_cue_id(parts[-1][0]):
                parts.pop()  # the number of the next cue, if no blank line comes before it
            named = CUE_NAME.fullmatch(lines[index - 2].strip()) if index > 1 else None
            yield replace(_cue(line, index, parts), voice=_speaker_name(named["who"]) if named else None)
            index = end
        elif SILENT.match(line):  # skip to the blank line
            index = next((at for at in range(index, len(lines)) if not lines[at].strip()), len(lines))


def _is_cue_id(line: str) -> bool:
    return line.isdigit() or CUE_NAME.fullmatch(line) is not None


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


def _with_first_line_names(cues: list[CaptionCue]) -> list[CaptionCue]:
    """Return the cues with their first lines as their speakers, where nearly all first lines only name somebody.

    Teams writes transcripts so: the times, the name, the words.
    """
    firsts = [cue.parts[0][0] for cue in cues if len(cue.parts) > 1]
    counts = Counter(firsts)
    recurring = {first for first, count in counts.items() if count >= 2 and may_be_label(first)}
    if not recurring or len(counts) < 2 or len(firsts) < 0.9 * len(cues) or not all(map(may_be_label, counts)):
        return cues
    if sum(counts[first] for first in recurring) < 0.5 * len(firsts):
        return cues
    return [
        replace(cue, voice=_speaker_name(cue.parts[0][0]), parts=cue.parts[1:]) if len(cue.parts) > 1 else cue
        for cue in cues
    ]


def _speaker_labels(cues: Sequence[CaptionCue]) -> frozenset[str]:
    """Return the labels before colons that are speakers: those that recur, and full names even if they do not.

    Where most cues begin with a speaker, what stands there once is a speaker, too.
    """
    first_lines = [_plain(cue.parts[0][0]) for cue in cues if cue.parts]
    counts = Counter(label["who"].strip() for line in first_lines if (label := LABEL.match(line)))
    speakers = {label for label, count in counts.items() if _is_speaker(label, count)}
    if sum(counts[label] for label in speakers) > 0.5 * len(first_lines):
        speakers |= {label for label in counts if may_be_label(label) and not _never_speaks(label)}
    return frozenset(speakers)


def _is_speaker(label: str, count: int) -> bool:
    words = label.split()
    if len(words) > 5 or _never_speaks(label):
        return False
    is_full_name = is_name(label) and " " in label
    return is_full_name or (count >= 2 and (label[0].isupper() or " " not in label))


def _never_speaks(label: str) -> bool:
    return label.lower().split()[0] in NEVER_SPEAK and not is_device(label)


def _utterances(cues: Sequence[CaptionCue], labels: frozenset[str]) -> Iterator[Utterance]:
    speaker: str | None = None
    for cue in cues:
        time = _clock(cue.start)
        parts: list[tuple[str, int]] = []
        speaker = cue.voice or speaker
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


def _plain(line: str) -> str:
    """Return a line without its tags, and ">>" for "&gt;&gt;"."""
    return html.unescape(_without_tags(line))


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
    for bare in MIDDLE_CHANGE.split(_plain(raw)):
        yield _voice(bare, labels)


def _voice(bare: str, labels: frozenset[str]) -> tuple[str | None, str]:
    """Return (speaker, words) of a part of a line without tags, as `_voices` yields them."""
    unmarked = CHANGE.sub("", bare, count=1)
    if numbered := NUMBERED.match(unmarked):
        return numbered["inner"] or numbered["who"], numbered["text"]
    bracketed = BRACKETED.match(unmarked)
    label = bracketed or LABEL.match(bare)
    if label and (bracketed or label["who"].strip() in labels):
        return _speaker_name(label["who"]), label["text"]
    if change := CHANGE.match(bare):
        return "", bare[change.end() :]
    return None, bare


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
