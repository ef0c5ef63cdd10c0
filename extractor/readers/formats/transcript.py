"""Transcripts to turns: text in which nearly every line is somebody's, with or without time stamps.

Known by their lines: "Ana Ruiz: ...", "[00:12:03] Ana: ...", "<ana> ...", "12:03 ana: ...", "12:03 From Ana : ...", a
line of its own that names the speaker ("Ana Ruiz  0:14", "10:07 am - Ana Ruiz:", "ANA:") above what was said, and the
recogniser's "[00:01.000 --> 00:04.000] ..." without speakers. Minutes in which people merely speak here and there are
the Markdown reader's. Times are "HH:MM:SS" as the file gives them, into the recording or of the clock.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import NEVER_SPEAK_IN_TRANSCRIPTS
from extractor.language.people.names import is_name
from extractor.model import Block, Kind
from extractor.readers.encoding import lines_of
from extractor.readers.inline import clean, plain_text

ENOUGH = 0.6  # share of the lines that must be turns, or belong to one
MAX_TURN = 1_500  # characters; whoever speaks longer begins a new block at the end of a sentence

TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?(?:[ ]?[aApP]\.?[mM]\b\.?)?"
STAMP = rf"(?:\d{{4}}-\d\d-\d\d[ T])?[\[(<]?[ ]?(?P<time>{TIME})[ ]?[\])>]?"
NAME = r"[^\W_][^:<>\[\](){}|\n]{0,38}?"

# The ways to begin a turn on the line of its words, the surest first.
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
# The ways to name the speaker on a line of its own.
ALONE: tuple[re.Pattern[str], ...] = (
    expression(rf"{STAMP}[ \t]*[-–|]?[ \t]*(?P<who>{NAME})[ ]?:?$"),
    expression(rf"(?P<who>{NAME})(?:[ \t]{{2,}}|[ \t]*[-–|,·•][ \t]*|[ ])\(?{STAMP}\)?[ ]?:?$"),
)
# "[00:01.000 --> 00:04.000] Hello"
SPOKEN = expression(rf"\[?(?P<time>{TIME})[ ]*-->[ ]*{TIME}\]?[ \t]+(?P<text>\S.*)")
ONLY_TIME = expression(rf"[\[(]?(?P<time>{TIME})[\])]?")
HEADING = expression(r"(?P<marks>#{1,6})[ ]+(?P<title>\S.*)")
GOES_ON = expression(r"(?:\.\.\.|…)[ ]*(?=\S)")

NEVER_SPEAK = NEVER_SPEAK_IN_TRANSCRIPTS
# What recognisers and transcribers write for what is no word: "{vocalsound}", "[inaudible]", "(laughter)".
NOISE = expression(
    r"""\{\s*\w+\s*\}
    | [\[(]\s*(?: inaudible | unintelligible | indiscernible | laugh(?:s|ter|ing)? | crosstalk | music | silence | noise
      | pause | applause | chuckl(?:es|ing) | cough(?:s|ing)? | sighs? | blank_audio )\b[^\])]{0,20}[\])]""",
    re.X | re.I,
)
LOOSE = expression(r"\s+([,.?!;:])(?=\s|$)")  # the tokenised texts of research: "I like it , that 's good ."
SENTENCE_END = expression(r"[.?!…][\"'”’)\]]*\s*$")


def is_transcript(text: str) -> bool:
    """Whether nearly every line of the text is a turn of somebody who speaks more than once, or belongs to one."""
    return _layout(lines_of(text)) is not None


def read_transcript(text: str, skip: int = 0) -> tuple[Block, ...]:
    """The blocks of a transcript: what stands above the first turn as notes, then turns and headings.

    `skip` is the number of lines of front matter, which yield nothing.
    """
    from extractor.readers.formats.markdown import blocks_of

    lines = [clean(line) for line in lines_of(text)]
    layout = _layout(lines[skip:])
    starts = [at for at in range(skip, len(lines)) if layout and _start(lines[at], layout)]
    if layout is None or not starts:
        return blocks_of(text, skip=skip)
    first = starts[0]
    head = blocks_of("\n".join(lines[:first]), skip=skip)
    return (*head, *_turns(lines, first, layout))


def utterance_blocks(utterances: Sequence[Utterance], *, sections: tuple[str, ...] = ()) -> Iterator[Block]:
    """Utterances as turns: what one speaker says across several is one block where a sentence runs on.

    Where the words come without stops (bare recogniser's output), a pause or the length ends a block.
    """
    punctuated = stops(utterances)
    held: list[Utterance] = []
    for one in utterances:
        if held and not (held[-1].speaker == one.speaker and _runs_on(held, one, punctuated)):
            yield from _block(held, sections)
            held = []
        held.append(one)
    if held:
        yield from _block(held, sections)


def stops(utterances: Sequence[Utterance]) -> bool:
    """Whether these utterances are written with full stops, as far as they are more than a few words."""
    long = [one for one in utterances if len(one.text.split()) > 5] or utterances
    ends = [SENTENCE_END.search(one.text) is not None for one in long]
    return bool(ends) and sum(ends) >= 0.3 * len(ends)


def without_noise(text: str) -> str:
    """The words of a line without what stands for sounds, and with its punctuation where it belongs."""
    return " ".join(LOOSE.sub(r"\1", NOISE.sub(" ", text)).split())


def clock(time: str) -> str:
    """A time of the file as "HH:MM:SS": "0:14" is fourteen seconds, "10:07:01 am" the clock's."""
    numbers = [int(number) for number in re.split(r"[:.,]", re.sub(r"[^\d:.,]", "", time).split(".")[0].split(",")[0])]
    afternoon = "p" in time.lower() and numbers[0] < 12
    if len(numbers) == 2:
        # "04:01 PM" is of the clock, "12:03" of a chat may be; in a recording it is minutes and seconds
        numbers = [*numbers, 0] if "m" in time.lower() else [0, *numbers]
    return f"{numbers[0] + 12 * afternoon:02}:{numbers[1]:02}:{numbers[2]:02}"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said without a break: (words, line) pairs, and when, in seconds where the file tells."""

    speaker: str | None
    parts: tuple[tuple[str, int], ...]
    at: str | None = None
    start: float | None = None
    end: float | None = None

    @property
    def text(self) -> str:
        return " ".join(words for words, _ in self.parts)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a transcript is laid out: who speaks in it, and whether speakers stand on lines of their own."""

    speakers: frozenset[str]
    alone: bool
    joins: bool  # sentences run on over lines: speech, not a chat
    bare: bool = False  # "[time --> time] words", no speakers


@dataclass(frozen=True, slots=True)
class _Start:
    """The beginning of a turn on a line."""

    who: str
    text: str
    time: str | None


def _layout(lines: Sequence[str]) -> _Layout | None:
    """How these lines are a transcript, or None."""
    written = [line.strip() for line in lines if line.strip() and not HEADING.match(line)]
    if len(written) < 4:
        return None
    spoken = sum(1 for line in written if SPOKEN.match(line))
    if spoken >= 4 and spoken >= ENOUGH * len(written):
        return _Layout(frozenset(), alone=False, joins=True, bare=True)
    if sum(1 for line in written if line.startswith(("- ", "* ", "+ "))) > 0.25 * len(written):
        return None  # a list: what its labels mean the Markdown reader knows better
    inline = [start for line in written if (start := _inline(line))]
    alone = [start for line in written if (start := _alone(line))]
    if speakers := _recurring(alone):
        turns = sum(1 for one in alone if one.who in speakers)
        if turns >= 4 and turns >= 0.2 * len(written):
            return _Layout(speakers, alone=True, joins=True)
    speakers = _recurring(inline)
    found = [one for one in inline if one.who in speakers]
    if len(found) < 6 or len(found) < ENOUGH * len(written):
        return None
    chat = sum(1 for one in found if one.time) > 0.5 * len(found) or any(line.startswith("<") for line in written)
    return _Layout(speakers, alone=False, joins=not chat)


def _recurring(starts: Sequence[_Start]) -> frozenset[str]:
    """Those who speak: labels that recur, and where these are most of the lines, whoever speaks once by name.

    Empty where the labels are too many or too regular for talk (a list of fields repeats them in one order).
    """
    counts = Counter(one.who for one in starts)
    recurring = {who for who, count in counts.items() if count >= 2 and _may_speak(who)}
    turns = sum(counts[who] for who in recurring)
    if not recurring or turns < 0.6 * len(starts) or len(recurring) > max(8, 0.2 * len(starts)):
        return frozenset()
    if len(recurring) < 2 and turns < 8:
        return frozenset()
    order = [one.who for one in starts if one.who in recurring]
    after: dict[str, set[str]] = {}
    for who, following in pairwise(order):
        after.setdefault(who, set()).add(following)
    if len(recurring) > 2 and all(len(others) == 1 for others in after.values()):
        return frozenset()
    return frozenset(recurring | {who for who in counts if _may_speak(who) and (is_name(who) or who.islower())})


def _may_speak(who: str) -> bool:
    words = who.lower().split()
    return (
        1 <= len(words) <= 5
        and not all(word.strip(".#*") in NEVER_SPEAK for word in words)
        and words[0].strip("#*") not in {"action", "note", "decision", "topic", "next", "http", "https"}
        and (who[0].isupper() or len(words) <= 2)
        and any(character.isalpha() for character in who)
    )


def _inline(line: str) -> _Start | None:
    for pattern in INLINE:
        if found := pattern.match(line):
            text = found["text"] or ""
            if text.startswith("//"):
                return None
            return _Start(_who(found["who"]), text, found["time"])
    return None


def _alone(line: str) -> _Start | None:
    if len(line) > 80:
        return None
    for pattern in ALONE:
        if found := pattern.match(line):
            return _Start(_who(found["who"]), "", found["time"])
    if line.endswith(":") and len(line) <= 40 and (found := INLINE[2].match(line)) and not found["text"]:
        who = _who(found["who"])
        if found["time"] or is_name(who) or (who.isupper() and len(who) > 2):  # "Last week:" is a title
            return _Start(who, "", found["time"])
    return None


def _who(label: str) -> str:
    return label.strip(" \t@+%*_-–|.,")


def _start(line: str, layout: _Layout) -> _Start | None:
    """The turn that begins on this line, if one does."""
    stripped = line.strip()
    if layout.bare:
        found = SPOKEN.match(stripped)
        return _Start("", found["text"], found["time"]) if found else None
    start = _alone(stripped) if layout.alone else None
    start = start or (_inline(stripped) if not layout.alone else None)
    return start if start is not None and start.who in layout.speakers else None


def _turns(lines: Sequence[str], first: int, layout: _Layout) -> Iterator[Block]:
    """The turns from line index `first` on, and the headings between them."""
    sections: list[tuple[int, str]] = []
    held: list[Utterance] = []
    time: str | None = None
    open_turn = False  # the line above belongs to a turn

    def titles() -> tuple[str, ...]:
        return tuple(title for _, title in sections)

    def flush() -> Iterator[Block]:
        if layout.joins:
            yield from utterance_blocks(held, sections=titles())
        else:
            for one in held:
                yield from _block([one], titles())
        held.clear()

    for at in range(first, len(lines)):
        line, number = lines[at].strip(), at + 1
        if not line:
            open_turn = open_turn and layout.alone
            continue
        start = _start(line, layout)
        if start is not None:
            time = clock(start.time) if start.time else (None if not layout.alone else time)
            text = without_noise(start.text)
            held.append(Utterance(start.who or None, ((text, number),) if text else (), time))
            open_turn = True
        elif heading := HEADING.match(line):
            yield from flush()
            depth = len(heading["marks"])
            sections = [pair for pair in sections if pair[0] < depth]
            title = plain_text([(heading["title"].rstrip("# "), number)]).text
            yield Block(Kind.HEADING, title, number, number, titles(), depth=depth)
            sections.append((depth, title))
            open_turn = False
        elif found := ONLY_TIME.fullmatch(line):
            time = clock(found["time"])
        elif open_turn or (held and GOES_ON.match(line)):
            words = without_noise(GOES_ON.sub("", line, count=1))
            last = held[-1]
            if words and layout.alone and last.parts:
                held.append(Utterance(last.speaker, ((words, number),), last.at))
            elif words:
                held[-1] = replace(last, parts=(*last.parts, (words, number)))
        else:
            yield from flush()
            other = plain_text([(line, number)])
            if re.search(r"\w", other.text):
                yield Block(
                    Kind.PARAGRAPH,
                    other.text,
                    number,
                    number,
                    titles(),
                    strong=other.strong,
                    struck=other.struck,
                    lines=other.lines,
                )
    yield from flush()


def _runs_on(held: Sequence[Utterance], one: Utterance, punctuated: bool) -> bool:
    size = sum(len(piece.text) for piece in held)
    if punctuated:
        return size < MAX_TURN and not SENTENCE_END.search(held[-1].text)
    pause = one.start - held[-1].end if one.start is not None and held[-1].end is not None else None
    return size < 300 and pause is not None and pause < 0.7


def _block(held: Sequence[Utterance], sections: tuple[str, ...]) -> Iterator[Block]:
    parts = [part for one in held for part in one.parts if part[0]]
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
        speaker=held[0].speaker,
        at=held[0].at,
        strong=text.strong,
        struck=text.struck,
        lines=text.lines,
    )
