"""Read transcripts: text in which nearly every line is a speaker turn, with or without time stamps.

Recognised line forms: "Ana Ruiz: ...", "[00:12:03] Ana: ...", "<ana> ...", "12:03 ana: ...", "12:03 From Ana : ...";
a line that only names the speaker ("Ana Ruiz  0:14", "10:07 am - Ana Ruiz:", "ANA:") above the words; Teams' line of
times above the line that names the speaker; Whisper's "[00:01.000 --> 00:04.000] ...", with or without speakers; and a
time above each line of words, as YouTube shows captions. Where lines that name the speaker give a time, each is a
speaker, even if it occurs once and is no plain name ("Patel, Dev", "Meeting Room 2 (Guest)"). Minutes with a few turns
in them are left to the Markdown reader.
Times are "HH:MM:SS" as the file gives them: into the recording, or of the clock.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import NEVER_SPEAK_IN_TRANSCRIPTS, common_words
from extractor.language.people.names import PARTICLES, is_name
from extractor.model import Block, Kind
from extractor.readers.encoding import lines_of
from extractor.readers.formats.message_heads import EMOJI, head_on
from extractor.readers.inline import clean, plain_text

MIN_TURN_SHARE = 0.6  # of the lines: turns, and lines that belong to one
MAX_TURN = 1_500  # characters; a longer turn goes on in a new block after the end of a sentence
MAX_UNPUNCTUATED = 300  # characters of a block whose words come without full stops
FEWEST_PAIRS = 4  # of a time and a line of words, as pages of recordings show captions
MAX_PAUSE = 0.7  # seconds; a longer pause ends a sentence that has no full stop

TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:[ ]?[aApP]\.?[mM]\b\.?)?"
TIME_FORM = expression(TIME)
STAMP = rf"(?:\d{{4}}-\d\d-\d\d[ T])?[\[(<]?[ ]?(?P<time>{TIME})[ ]?[\])>]?"
NAME = r"(?:[^\W_]|\+(?=\d))[^:<>\[\](){}|\n]{0,38}?"
PHONE = expression(r"\+?\d[\d ()-]{6,18}\d")
# A role, a company, a mail address or "(Guest)" behind a name.
BESIDE = r"(?:[ ]?\([^()\n]{1,60}\)|[ ]?\[[^\[\]\n]{1,40}\]|[ ]\|[ ][^|:\n]{0,39}[^|:\s])?"

# A speaker and the words on one line, the most certain form first.
INLINE: tuple[re.Pattern[str], ...] = (
    expression(rf"(?:{STAMP}[ \t]*[-–|]?[ \t]*)?<(?P<who>[ @+%]?[\w][^<>\n]{{0,38}})>[ \t]*:?[ \t]*(?P<text>.*)"),
    expression(
        rf"(?:{STAMP}[ \t]*[-–|]?[ \t]*)?\[(?P<who>[^\W\d_][^\[\]\n]{{0,38}})\](?!\()[ \t]*:?[ \t]+(?P<text>.*)"
    ),
    expression(
        rf"""(?: {STAMP} [ \t]* [-–|]? [ \t]* )? (?: [Ff]rom [ ] )? (?P<who> {NAME} )
        (?: [ ] to [ ] [\w ]{{1,30}} (?: \([^()]{{1,20}}\) )? )?
        (?: [ ]? \( [^()]{{1,30}} \) )? [ ]? : (?: [ \t]+ (?P<text> .* ) | (?P<none> ) $ )""",
        re.X,
    ),
)
# A speaker on a line of its own, above the words.
ALONE: tuple[re.Pattern[str], ...] = (
    expression(rf"{STAMP}(?P<gap>[ \t]*[-–|]?[ \t]*)(?P<who>{NAME}){BESIDE}[ ]?:?$"),
    expression(rf"(?P<who>{NAME}){BESIDE}(?P<gap>[ \t]{{2,}}|[ \t]*[-–|,·•][ \t]*|[ ])\(?{STAMP}\)?[ ]?:?$"),
)
# Above the name, in transcripts of Teams: "0:0:3.0 --> 0:0:8.370".
TIMES = expression(
    r"(?P<time>\d{1,2}:\d{1,2}:\d{1,2})(?:[.,]\d{1,3})?[ ]*-->[ ]*\d{1,2}:\d{1,3}:\d{1,3}(?:[.,]\d{1,3})?"
)
FAMILY_FIRST = expression(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?, [^\W\d_][\w'’. -]*")  # "Patel, Dev"
# A day between the name and the time: "Ana Ruiz • 4 Mar • 09:01".
BEHIND_LABEL = expression(r"\s[•·|,–—-]\s(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} \d{1,2})(?:,? \d{4})?$")
# Fathom's marks between the words; what stands behind the address is said by the speaker again.
MARKED_ITEM = expression(r"ACTION ITEM:\s*(?P<task>\S.*?)(?:\s+-\s+WATCH:\s*\S+\s*(?P<rest>.*))?$")
# Lines of the program between the turns.
FURNITURE = expression(
    r"(?:SCREEN SHARING:.*|VIEW RECORDING\b.*|HIGHLIGHT:\s*\S*\s*-\s+WATCH:.*"
    r"|[^\W\d_][^.?!]{1,60} (?:started|stopped) (?:the )?(?:transcription|recording)"
    r"|(?:automatically )?transcribed (?:by|with) (?:https?://)?[\w.]+(?: ai)?)\.?",
    re.I,
)
# "[00:01.000 --> 00:04.000] Hello"
SPOKEN = expression(rf"\[?(?P<time>{TIME})[ ]*-->[ ]*{TIME}\]?[ \t]+(?P<text>\S.*)")
ONLY_TIME = expression(rf"[\[(]?(?P<time>{TIME})[\])]?")
HEADING = expression(r"(?P<marks>#{1,6})[ ]+(?P<title>\S.*)")
GOES_ON = expression(r"(?:\.\.\.|…)[ ]*(?=\S)")

NEVER_SPEAK = NEVER_SPEAK_IN_TRANSCRIPTS
UNNAMED = expression(r"(?:unknown|unidentified) speaker(?: \d+)?|speaker[ _-]?(?:\d{1,3}|[A-Z])", re.I)
_DEVICE = expression(r"\b(?:iphone|ipad|macbook|laptop|tablet|phone|galaxy|android|pixel|desktop)\b", re.I)
# What speech recognition and transcribers write for sounds: "{vocalsound}", "[inaudible]", "(laughter)".
NOISE = expression(
    r"""\{\s*(?!(?:intern|priv|conf|secret|sensitiv|restrict|nda|team|vertraul)\w*)\w+\s*\}  # not "{internal}"
    | [\[(]\s*(?: inaudible | unintelligible | indiscernible | laugh(?:s|ter|ing)? | crosstalk | music | silence | noise
      | pause | applause | chuckl(?:es|ing) | cough(?:s|ing)? | sighs? | blank_audio )\b[^\])]{0,20}[\])]""",
    re.X | re.I,
)
LOOSE = expression(r"\s+([,.?!;:])(?=\s|$)")  # tokenised research corpora: "I like it , that 's good ."
# How speech without punctuation begins another sentence: "and I will call the contractor".
STARTS_ANEW = expression(
    r"(?:(?:and|so|but|then|okay|ok|well|alright|yeah)\s+)+(?:i|we|you|he|she|they)(?:'\w+)?\s", re.I
)
SENTENCE_END = expression(r"[.?!…][\"'”’)\]]*\s*$")


def is_transcript(text: str) -> bool:
    """Return whether nearly every line of the text is a turn of a recurring speaker, or belongs to one."""
    lines = [clean(line) for line in lines_of(text)]
    return _layout(_with_heads(lines)) is not None or _lines_below_times(lines) is not None


def read_transcript(text: str, skip: int = 0) -> tuple[Block, ...]:
    """Return the blocks of a transcript: what stands above the first turn read as notes, then turns and headings.

    The first `skip` lines, front matter, give no blocks.
    """
    from extractor.readers.formats.markdown import blocks_of

    lines = _with_heads([clean(line) for line in lines_of(text)])
    layout = _layout(lines[skip:])
    if layout is None and (said := _lines_below_times(lines[skip:])):
        top = said[0].parts[0][1] + skip - 2  # the lines above the first time
        moved = [replace(one, parts=tuple((words, line + skip) for words, line in one.parts)) for one in said]
        return (*blocks_of("\n".join(lines[:top]), skip=skip), *utterance_blocks(moved))
    if layout is None:
        return blocks_of(text, skip=skip)
    first = next((index for index in range(skip, len(lines)) if _turn_start(lines[index], layout)), None)
    if first is None:
        return blocks_of(text, skip=skip)
    turns = _TurnReader(layout)
    for number, line in enumerate(lines[first:], first + 1):
        turns.read_line(line.strip(), number)
    turns.flush()
    return (*blocks_of("\n".join(lines[:first]), skip=skip), *turns.blocks)


def utterance_blocks(utterances: Sequence[Utterance], *, sections: tuple[str, ...] = ()) -> Iterator[Block]:
    """Yield the utterances as turns, under the titles `sections`.

    What a speaker says in several utterances is one block where a sentence runs on. If the words have no full stops,
    as speech recognition may write them, a pause or the length ends a block.
    """
    punctuated = _has_full_stops(utterances)
    pending: list[Utterance] = []
    for utterance in utterances:
        if pending and not _runs_on(pending, utterance, punctuated):
            yield from _turn_block(pending, sections)
            pending = []
        pending.append(utterance)
    yield from _turn_block(pending, sections)


def _has_full_stops(utterances: Sequence[Utterance]) -> bool:
    """Return whether the utterances of more than a few words end in full stops."""
    long = [utterance for utterance in utterances if len(utterance.text.split()) > 5] or utterances
    endings = [SENTENCE_END.search(utterance.text) is not None for utterance in long]
    return bool(endings) and sum(endings) >= 0.3 * len(endings)


def without_noise(text: str) -> str:
    """Return the words of a line without marks for sounds, and without spaces before punctuation."""
    return " ".join(LOOSE.sub(r"\1", NOISE.sub(" ", text)).split())


def clock(time: str) -> str:
    """Return a time as "HH:MM:SS": "0:14" is fourteen seconds into the recording, "04:01 PM" a time of the day."""
    digits = re.sub(r"[^\d:.,]", "", time).split(".")[0].split(",")[0]
    numbers = [int(number) for number in digits.split(":")]
    is_afternoon = "p" in time.lower() and numbers[0] < 12
    if len(numbers) == 2:
        has_am_pm = "m" in time.lower()  # without, "12:03" is taken for minutes and seconds of a recording
        numbers = [*numbers, 0] if has_am_pm else [0, *numbers]
    return f"{numbers[0] + 12 * is_afternoon:02}:{numbers[1]:02}:{numbers[2]:02}"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said in one go, as (words, line) pairs; `start` and `end` are seconds where the file gives them."""

    speaker: str | None
    parts: tuple[tuple[str, int], ...]
    at: str | None = None  # "HH:MM:SS"
    start: float | None = None
    end: float | None = None

    @property
    def text(self) -> str:
        return " ".join(words for words, _ in self.parts)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a transcript is laid out."""

    speakers: frozenset[str]
    own_lines: bool  # speakers stand on lines of their own, above their words
    joins_lines: bool  # a sentence may run on over lines: speech, not a chat
    is_whisper: bool = False  # "[time --> time] words", no speakers


@dataclass(frozen=True, slots=True)
class _TurnStart:
    """The beginning of a turn on a line: its speaker, the first words and the time as written."""

    speaker: str
    text: str
    time: str | None


def _lines_below_times(lines: Sequence[str]) -> list[Utterance] | None:
    """Return the captions of a recording that were copied from a page: a time, and a line of words below it.

    None where most lines are no such pairs, or the times do not go on from near the start of a recording.
    """
    written = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    times = [at for at, (_, line) in enumerate(written) if ONLY_TIME.fullmatch(line)]
    if len(times) < FEWEST_PAIRS or 2.3 * len(times) < len(written) - times[0] or times[0] > 3:
        return None
    said: list[Utterance] = []
    for at, following in pairwise((*times, len(written))):
        found = ONLY_TIME.fullmatch(written[at][1])
        time = clock(found["time"]) if found else ""
        hours, minutes, seconds = (int(part) for part in time.split(":"))
        parts = tuple((without_noise(line), number) for number, line in written[at + 1 : following])
        if parts and any(words for words, _ in parts):
            start = float(hours * 3600 + minutes * 60 + seconds)
            said.append(Utterance(None, tuple(part for part in parts if part[0]), time, start, start))
    starts = [one.start or 0.0 for one in said]
    goes_on = starts == sorted(starts) and starts[:1] < [60.0] and max(starts[1:], default=0) > 0
    if len(said) < FEWEST_PAIRS or not goes_on:
        return None
    return [replace(one, end=after.start) for one, after in pairwise((*said, said[-1]))]


def _with_heads(lines: Sequence[str]) -> list[str]:
    """Return the lines with a line of times and the name below it as one head: "" and "Ana Ruiz  00:00:03".

    They are unchanged where most lines of times have no name below them.
    """
    times = [at for at, line in enumerate(lines) if TIMES.fullmatch(line.strip())]
    if len(times) < 2:
        return list(lines)
    result = list(lines)
    names = 0
    for at in times:
        below = next((other for other in range(at + 1, min(at + 3, len(lines))) if lines[other].strip()), None)
        if below is None or not may_be_label(lines[below].strip()) or len(lines[below]) > 80:
            continue
        found = TIMES.fullmatch(lines[at].strip())
        hours, minutes, seconds = (int(number) for number in found["time"].split(":")) if found else (0, 0, 0)
        result[at], result[below] = "", f"{lines[below].strip()}  {hours:02}:{minutes:02}:{seconds:02}"
        names += 1
    return result if names >= 0.6 * len(times) else list(lines)


def may_be_label(line: str) -> bool:
    """Whether a line may be the name of a person, a room or a device: a few words, most with a capital, no sentence."""
    said = line.split()
    words = [word for at, word in enumerate(said) if not (0 < at < len(said) - 1 and word in PARTICLES)]
    capitals = sum(1 for word in words if not word[0].islower() or is_device(word))
    return 1 <= len(words) <= 6 and not re.search(r"[.?!…:;<>]$", line) and 2 * capitals > len(words)


def _timed_speakers(written: Sequence[str]) -> frozenset[str]:
    """Return the labels of lines that name a speaker and give a time; nothing if these are not turns of a talk.

    A talk has times that go on, words below its heads, and speakers who come back. A short one may do without the last
    where all labels are names: an agenda ("10:00 Welcome") has times as well.
    """
    shapes = [_head_shape(line) for line in written]
    counts = Counter(shape for shape in shapes if shape)
    if not counts:
        return frozenset()
    (shape, number), *_ = counts.most_common(1)
    heads = [at for at, found in enumerate(shapes) if found == shape]
    spoken = sum(1 for at in heads if at + 1 < len(written) and at + 1 not in heads)
    starts = [start for at in heads if (start := _speaker_line(written[at]))]
    times = [clock(start.time) for start in starts if start.time]
    going_back = sum(1 for one, other in pairwise(times) if other < one)
    if number < 2 or spoken < 0.7 * number or number < 0.15 * len(written) or going_back > 1 + number // 20:
        return frozenset()
    labels = Counter(start.speaker for start in starts if may_be_label(start.speaker))
    speakers = {label for label in labels if not _never_speaks(label)}
    recurring = sum(labels[label] for label in speakers if labels[label] > 1)
    if sum(labels[label] for label in speakers) < 0.8 * number:
        return frozenset()
    if recurring >= 0.5 * number and number >= 3:
        return frozenset(speakers)
    is_short = number <= 8 and all(
        len(label.split()) > 1 and (is_name(label) or UNNAMED.fullmatch(label)) for label in labels
    )
    return frozenset(speakers) if is_short and len(labels) >= 2 else frozenset()


def _head_shape(line: str) -> tuple[int, str] | None:
    """Return how a line joins a name and a time: its pattern and the signs between; None if it does not."""
    if len(line) > 110:
        return None
    for place, pattern in enumerate(ALONE):
        if match := pattern.match(line):
            gap = match["gap"]
            return place, gap.strip() or ("  " if len(gap) > 1 or "\t" in gap else " ")
    return None


def is_device(label: str) -> bool:
    """Whether a label names a telephone or a computer: "Host iPhone"."""
    return _DEVICE.search(label) is not None


def _never_speaks(label: str) -> bool:
    words = [word.strip(".#*") for word in label.lower().split()]
    is_field = words[:1] and words[0] in {"message", "post", "reply", "comment"} and "from" in words[1:2]
    if PHONE.fullmatch(label) or is_device(label):
        return False
    return is_field or not words or words[0] in NEVER_SPEAK or not any(character.isalpha() for character in label)


def _layout(lines: Sequence[str]) -> _Layout | None:
    """Return how these lines are laid out as a transcript, or None if they are none."""
    written = [line.strip() for line in lines if line.strip() and not HEADING.match(line)]
    written = [line for line in written if not ONLY_TIME.fullmatch(line)]
    if len(written) < 4:
        return None
    spoken = sum(1 for line in written if SPOKEN.match(line))
    if spoken >= 4 and spoken >= MIN_TURN_SHARE * len(written):
        labels = [start.speaker for line in written if (start := _behind_times(line))]
        speakers = frozenset(labels) if 2 * len(labels) >= spoken else frozenset()
        return _Layout(speakers, own_lines=False, joins_lines=True, is_whisper=True)
    if sum(1 for line in written if line.startswith(("- ", "* ", "+ "))) > 0.25 * len(written):
        return None  # a list: the Markdown reader knows better what its labels mean
    if speakers := _timed_speakers(written):
        return _Layout(speakers, own_lines=True, joins_lines=True)
    inline = [start for line in written if (start := _inline_start(line))]
    starts = [_speaker_line(line) for line in written]
    speaker_lines = [start for start in starts if start]
    with_words = sum(1 for one, other in pairwise(starts) if one and not other)
    speakers = _speakers(speaker_lines) if 2 * with_words >= len(speaker_lines) else frozenset()
    if speakers:
        turns = sum(1 for start in speaker_lines if start.speaker in speakers)
        if turns >= 4 and turns >= 0.2 * len(written):
            return _Layout(speakers, own_lines=True, joins_lines=True)
    speakers = _speakers(inline)
    spoken_lines = [start for start in inline if start.speaker in speakers]
    if len(spoken_lines) < 6 or len(spoken_lines) < MIN_TURN_SHARE * len(written):
        return None
    timed = sum(1 for start in spoken_lines if start.time)
    is_chat = timed > 0.5 * len(spoken_lines) or any(line.startswith("<") for line in written)
    return _Layout(speakers, own_lines=False, joins_lines=not is_chat)


def _speakers(starts: Sequence[_TurnStart]) -> frozenset[str]:
    """Return the labels that are speakers: those that recur and, where these are most of the lines, single names.

    Returns nothing if the labels are too many for a conversation, or always follow each other in one order, as the
    fields of a form do.
    """
    counts = Counter(start.speaker for start in starts)
    recurring = {label for label, count in counts.items() if count >= 2 and _may_speak(label)}
    turns = sum(counts[label] for label in recurring)
    if not recurring or turns < 0.6 * len(starts) or len(recurring) > max(8, 0.2 * len(starts)):
        return frozenset()
    if len(recurring) < 2 and turns < 8:
        return frozenset()
    followers: dict[str, set[str]] = {}
    for label, following in pairwise(start.speaker for start in starts if start.speaker in recurring):
        followers.setdefault(label, set()).add(following)
    if len(recurring) > 2 and all(len(labels) == 1 for labels in followers.values()):
        return frozenset()
    return frozenset(
        recurring | {label for label in counts if _may_speak(label) and (is_name(label) or label.islower())}
    )


def _may_speak(label: str) -> bool:
    words = label.lower().split()
    return (
        1 <= len(words) <= 5
        and not all(word.strip(".#*") in NEVER_SPEAK for word in words)
        and words[0].strip("#*")
        not in {"action", "note", "decision", "topic", "next", "http", "https", "message", "post", "reply", "comment"}
        and (label[0].isupper() or len(words) <= 2)
        and any(character.isalpha() for character in label)
    )


def _inline_start(line: str) -> _TurnStart | None:
    """Return the turn that begins on this line with its words, if there is one."""
    for pattern in INLINE:
        if match := pattern.match(line):
            text = match["text"] or ""
            is_address = text.startswith("//")  # "http://..."
            return None if is_address else _TurnStart(_given_first(_bare_label(match["who"])), text, match["time"])
    return None


def _behind_times(line: str) -> _TurnStart | None:
    """Return the turn of a line with two times, if a speaker stands behind them: "[0:01 --> 0:04] Ana: Hello"."""
    match = SPOKEN.match(line)
    start = _inline_start(match["text"]) if match else None
    return replace(start, time=match["time"]) if match and start and _may_speak(start.speaker) else None


def _speaker_line(line: str) -> _TurnStart | None:
    """Return the turn that begins below this line, if the line only names a speaker."""
    if len(line) > 110:
        return None
    for pattern in ALONE:
        if match := pattern.match(line):
            return _TurnStart(_given_first(_bare_label(match["who"])), "", match["time"])
    if line.endswith(":") and len(line) <= 40 and (match := INLINE[2].match(line)) and not match["text"]:
        label = _bare_label(match["who"])
        if match["time"] or is_name(label) or (label.isupper() and len(label) > 2):  # "Last week:" is a title
            return _TurnStart(label, "", match["time"])
    return None


def _given_first(label: str) -> str:
    """Return "Dev Patel" for "Patel, Dev"."""
    if not FAMILY_FIRST.fullmatch(label):
        return label
    family, _, given = label.partition(", ")
    return f"{given} {family}"


def _bare_label(label: str) -> str:
    label = EMOJI.sub("", label).strip()
    return BEHIND_LABEL.sub("", label.strip(" \t@+%*_-–|.,•·") if not PHONE.fullmatch(label) else label)


def _turn_start(line: str, layout: _Layout) -> _TurnStart | None:
    """Return the turn that begins on this line in a transcript of this layout, if there is one."""
    stripped = line.strip()
    if layout.is_whisper:
        match = SPOKEN.match(stripped)
        named = _behind_times(stripped) if layout.speakers else None
        return named or (_TurnStart("", match["text"], match["time"]) if match else None)
    start = _speaker_line(stripped) if layout.own_lines else _inline_start(stripped)
    return start if start is not None and start.speaker in layout.speakers else None


def _odd_head(line: str) -> _TurnStart | None:
    """Return the turn that begins below a head unlike its neighbours: "Wim de Boer :palm_tree:  9:03"."""
    speaker, time = head_on(line)
    return _TurnStart(speaker, "", time) if speaker and TIME_FORM.fullmatch(time) else None


def _is_full_name(line: str) -> bool:
    """Whether a line is the full name of somebody: a head that has lost its time."""
    return " " in line and is_name(line) and not any(word.casefold() in common_words() for word in line.split())


class _TurnReader:
    """Collects the turns of a transcript, and the headings and other lines between them."""

    def __init__(self, layout: _Layout) -> None:
        self.blocks: list[Block] = []
        self._layout = layout
        self._sections: list[tuple[int, str]] = []  # depth and title
        self._pending: list[Utterance] = []
        self._time: str | None = None
        self._in_turn = False  # the line above belongs to a turn
        self._is_apart = False  # the line above is empty

    def read_line(self, line: str, number: int) -> None:
        """Read a line, without space around it."""
        is_apart, self._is_apart = self._is_apart, not line
        if not line:
            self._in_turn = self._in_turn and self._layout.own_lines
        elif start := _turn_start(line, self._layout):
            self._begin_turn(start, number)
        elif self._layout.own_lines and (odd := _odd_head(line)):
            self._begin_turn(odd, number)
        elif is_apart and self._layout.own_lines and self._pending and _is_full_name(line):
            self._begin_turn(_TurnStart(_given_first(_bare_label(line)), "", None), number)
        elif FURNITURE.fullmatch(line):
            return
        elif self._pending and (item := MARKED_ITEM.match(line)):
            self._add_item(item["task"], item["rest"] or "", number)
        elif heading := HEADING.match(line):
            self._open_section(len(heading["marks"]), heading["title"], number)
        elif time := ONLY_TIME.fullmatch(line):
            self._time = clock(time["time"])
        elif self._in_turn or (self._pending and GOES_ON.match(line)):
            self._continue_turn(line, number)
        else:
            self._add_paragraph(line, number)

    def flush(self) -> None:
        """Add the pending utterances to the blocks."""
        titles = self._titles()
        if self._layout.joins_lines:
            self.blocks += utterance_blocks(self._pending, sections=titles)
        else:
            for utterance in self._pending:
                self.blocks += _turn_block([utterance], titles)
        self._pending.clear()

    def _titles(self) -> tuple[str, ...]:
        return tuple(title for _, title in self._sections)

    def _begin_turn(self, start: _TurnStart, number: int) -> None:
        if start.time:
            self._time = clock(start.time)
        elif not self._layout.own_lines:
            self._time = None
        text = without_noise(start.text)
        self._pending.append(Utterance(start.speaker or None, ((text, number),) if text else (), self._time))
        self._in_turn = True

    def _continue_turn(self, line: str, number: int) -> None:
        words = without_noise(GOES_ON.sub("", line, count=1))
        last = self._pending[-1]
        if words and self._layout.own_lines and last.parts:
            self._pending.append(Utterance(last.speaker, ((words, number),), last.at))
        elif words:
            self._pending[-1] = replace(last, parts=(*last.parts, (words, number)))

    def _add_item(self, task: str, rest: str, number: int) -> None:
        """Add an action that the program marked as an entry of the speaker, and go on with the words behind it."""
        speaker, at = self._pending[-1].speaker, self._pending[-1].at
        self.flush()
        sections = (*self._titles(), "Action items", *((speaker,) if speaker else ()))
        for part in task.split("; "):
            text = plain_text([(part, number)]).text
            if re.search(r"\w", text):
                self.blocks.append(
                    Block(Kind.BOX, text, number, number, sections, speaker=speaker, at=at, checked=False)
                )
        words = without_noise(rest)
        self._pending.append(Utterance(speaker, ((words, number),) if words else (), at))

    def _open_section(self, depth: int, raw_title: str, number: int) -> None:
        self.flush()
        self._sections = [section for section in self._sections if section[0] < depth]
        title = plain_text([(raw_title.rstrip("# "), number)]).text
        self.blocks.append(Block(Kind.HEADING, title, number, number, self._titles(), depth=depth))
        self._sections.append((depth, title))
        self._in_turn = False

    def _add_paragraph(self, line: str, number: int) -> None:
        self.flush()
        text = plain_text([(line, number)])
        if re.search(r"\w", text.text):
            self.blocks.append(
                Block(
                    Kind.PARAGRAPH,
                    text.text,
                    number,
                    number,
                    self._titles(),
                    strong=text.strong,
                    struck=text.struck,
                    lines=text.lines,
                )
            )


def _runs_on(pending: Sequence[Utterance], following: Utterance, punctuated: bool) -> bool:
    """Return whether a sentence of the pending utterances goes on in the following one."""
    last = pending[-1]
    if last.speaker != following.speaker:
        return False
    length = sum(len(utterance.text) for utterance in pending)
    if punctuated:
        return length < MAX_TURN and not SENTENCE_END.search(last.text)
    if following.start is None or last.end is None:
        return False
    if STARTS_ANEW.match(following.text):
        return False
    return length < MAX_UNPUNCTUATED and following.start - last.end < MAX_PAUSE


def _turn_block(utterances: Sequence[Utterance], sections: tuple[str, ...]) -> Iterator[Block]:
    """Yield the utterances of one speaker as a turn; nothing if they hold no word."""
    parts = [part for utterance in utterances for part in utterance.parts if part[0]]
    if not parts:
        return
    text = plain_text(parts)
    if not re.search(r"\w", text.text):
        return
    yield Block(
        Kind.TURN,
        text.text,
        text.lines[0][1],
        parts[-1][1],
        sections,
        speaker=utterances[0].speaker,
        at=utterances[0].at,
        strong=text.strong,
        struck=text.struck,
        lines=text.lines,
    )
