"""Find speaker turns in notes: "Ana: ...", "[ana] ...", "<ana> ...", "12:03 ana: ...", and IRC's "... goes on".

A label is a speaker only where the notes show dialogue: it recurs, or it names somebody who is known from the notes.
"Note:" and "Action:" never speak.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import NEVER_SPEAK_IN_NOTES
from extractor.language.people.names import is_initials, is_name, known_as
from extractor.language.people.writers import SELF
from extractor.model import Block, Kind, Person
from extractor.readers.inline import PlainText, drop_start
from extractor.readers.statements import TOPIC

STAMP = expression(r"[(\[]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?(?:\s?[ap]m)?[)\]]?\s*[-–|]?\s+", re.I)
LABEL = expression(
    r"""
      \[ (?P<square> [^\]\[]{1,40} ) \] [ ]* (?::[ ]*)?
    | < (?P<angle> [^<>]{1,40} ) > [ ]* (?::[ ]*)?
    | (?P<plain> [^\s:()\[\]][^:()\[\]]{0,38}? )
      (?: [ ]? \( [^()]{1,30} \) | [ ]? \[ [^\[\]]{1,30} \] )? [ ]? : (?= [ ] ) [ ]*
    """,
    re.X,
)
ONLY_TIME = expression(r"[(\[]?\d{1,2}:\d\d(?::\d\d)?[)\]]?")
ASIDE = expression(r"(?:[-=]+>|→|https?:)")  # a link that the scribe inserts does not end the turn
# A bot that relays messages from another chat room; the author follows its name.
RELAYED = expression(
    r"(?:<(?P<angle>[^<>\s]{1,40})>|\{-?(?P<brace>[^{}\s]{1,40})\}|\[(?P<square>[^\[\]\s]{1,40})\])\s+(?=\S)"
)
RELAY = expression(r"bridge|relay|gateway|\bbot\b|discord|matrix|telegram|slack|irc", re.I)
SENDER = expression(r"From\s+([^:]{1,40}?)(?:\s+to\s+[^:]{1,40}?)?\s*:\s+(?=\S)", re.I)
GOES_ON = expression(r"(?:\.\.\.|…)\s*(?=\S)")

_SELVES = frozenset({"you", "me"})  # what programs call the person who copies a talk
NEVER_SPEAK = NEVER_SPEAK_IN_NOTES
SCRIBE = expression(r"\b(?:scrib\w+|minut\w+|note|notes)\b", re.I)
MEETING_BOTS = frozenset(
    {
        "rrsagent",
        "zakim",
        "trackbot",
        "ghurlbot",
        "agendabot",
        "github-bot",
        "rrsagent_",
        "meetbot",
        "otter.ai",
        "slackbot",
    }
)
NICK = expression(r"[A-Za-z][\w.|^`-]{0,24}")
FORMS = 3  # places where a form is filled in
ACTION_SECTION = expression(
    r"\b(?:action|actions|to-?dos?|next steps?|tasks?|assignments?|follow-?ups?|responsib\w+|deliverables?)\b", re.I
)


def with_turns(
    blocks: Sequence[Block], people: Sequence[Person]
) -> tuple[tuple[Block, ...], tuple[tuple[str, int], ...]]:
    """Turn the blocks of a dialogue into turns.

    Returns the blocks, and the speakers as (name, line) in the order in which they first speak.
    """
    labels = _without_fields([_label(block) for block in blocks])
    list_speakers = _list_speakers(labels, blocks)
    speakers = _speakers(labels, blocks, people) | list_speakers
    first_lines: dict[str, int] = {}
    for block in blocks:
        if block.kind is Kind.TURN and block.speaker:  # found by the reader of transcripts
            first_lines.setdefault(block.speaker, block.line)
    if not speakers:
        return tuple(blocks), tuple(first_lines.items())
    dialogue = _Dialogue(
        speakers=speakers,
        list_speakers=list_speakers,
        scribes=_scribes(people),
        forms=known_as(people),
        first_lines=first_lines,
    )
    for block, label in zip(blocks, labels, strict=True):
        dialogue.add(block, label)
    return _with_topics(dialogue.blocks), tuple(first_lines.items())


def with_self(
    blocks: Sequence[Block], speakers: Sequence[tuple[str, int]]
) -> tuple[tuple[Block, ...], tuple[tuple[str, int], ...]]:
    """Return the blocks with "me" for a speaker whom the program calls "You" or "Me", and the other speakers."""
    if not any(name.casefold() in _SELVES for name, _ in speakers):
        return tuple(blocks), tuple(speakers)
    others = tuple((name, line) for name, line in speakers if name.casefold() not in _SELVES)
    named = (
        replace(block, speaker=SELF) if block.speaker and block.speaker.casefold() in _SELVES else block
        for block in blocks
    )
    return tuple(named), others


def _scribes(people: Sequence[Person]) -> frozenset[str]:
    """Return every form of the names of those who take notes, in lower case."""
    scribes = [who for who in people if SCRIBE.search(who.role or "")]
    return frozenset(form.lower() for who in scribes for form in (who.name, *who.aliases, who.name.lower().split()[0]))


class _Label(NamedTuple):
    """A label at the start of a block that may name a speaker, and the offset of the words after it."""

    name: str
    end: int
    bracketed: bool = False
    angled: bool = False


class _Dialogue:
    """Collects the blocks of a dialogue, and remembers who spoke last."""

    def __init__(
        self,
        *,
        speakers: frozenset[str],
        list_speakers: frozenset[str],
        scribes: frozenset[str],
        forms: Mapping[str, Person | None],
        first_lines: dict[str, int],
    ) -> None:
        self.blocks: list[Block] = []
        self._speakers = speakers
        self._list_speakers = list_speakers
        self._scribes = scribes
        self._forms = forms
        self._first_lines = first_lines
        self._speaker: str | None = None
        self._relayed: str | None = None  # the person for whom the scribe writes

    def add(self, block: Block, label: _Label | None) -> None:
        """Add a block, as a turn if it is one."""
        if block.kind is Kind.HEADING:
            self._speaker = None
        elif label and label.name in self._speakers:
            block = self._labelled(block, label)
        elif self._speaker and block.kind is Kind.PARAGRAPH and (ellipsis := GOES_ON.match(block.text)):
            block = _turn(block, _Label(self._speaker, ellipsis.end()))
        elif block.kind is Kind.PARAGRAPH and not ASIDE.match(block.text):
            self._speaker = None
        elif self._list_speakers and block.kind is Kind.BULLET and block.parent is not None:
            block = replace(block, speaker=self.blocks[block.parent].speaker)  # an entry below a speaker's entry
        self.blocks.append(block)

    def _labelled(self, block: Block, label: _Label) -> Block:
        self._speaker = label.name
        self._first_lines.setdefault(label.name, block.line)
        turn = _turn(block, label, self._list_speakers)
        if label.bracketed and label.name.lower() in self._scribes and turn.kind is Kind.TURN:
            return self._scribed(turn)
        return turn

    def _scribed(self, turn: Block) -> Block:
        """Return a scribe's turn as that of the person whose words it records: "<miro> jt: I'll fix it"."""
        words = replace(turn, kind=Kind.PARAGRAPH)
        inner = _label(words)
        if inner and (inner.name.lower() in self._forms or inner.name in self._speakers):
            self._speaker = self._relayed = inner.name
            return _turn(words, inner)
        if self._relayed and (ellipsis := GOES_ON.match(turn.text)):  # "<miro> ... today"
            self._speaker = self._relayed
            return _turn(words, _Label(self._relayed, ellipsis.end(), bracketed=True))
        self._relayed = None
        return turn


def _with_topics(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with announced topics ("<ana> Topic: Release") as headings of what follows."""
    result: list[Block] = []
    topic: tuple[str, ...] = ()
    for block in blocks:
        announcement = TOPIC.fullmatch(block.text) if block.kind is Kind.TURN else None
        if block.kind is Kind.HEADING:
            topic = ()
        if announcement:
            topic = (announcement["title"] or announcement["agendum"],)
            result.append(replace(block, kind=Kind.HEADING, depth=min(6, len(block.section) + 1), speaker=None))
        else:
            result.append(replace(block, section=block.section + topic) if topic else block)
    return tuple(result)


def _label(block: Block) -> _Label | None:
    """Return the label at the start of a block if it may name a speaker."""
    if block.kind not in (Kind.PARAGRAPH, Kind.BULLET) or block.roster or block.quoted:
        return None
    start = 0
    if stamp := STAMP.match(block.text):
        start = stamp.end()
        if sender := SENDER.match(block.text, start):  # a saved chat: "13:02:18 From Ana Ruiz to Everyone : ..."
            return _Label(sender[1].strip(), sender.end(), bracketed=True, angled=True) if sender[1].strip() else None
    match = LABEL.match(block.text, start)
    if not match:
        return None
    bot = match["angle"] or match["square"]
    if bot and RELAY.search(bot) and (inner := RELAYED.match(block.text, match.end())):
        return _Label(inner["angle"] or inner["brace"] or inner["square"], inner.end(), bracketed=True)
    name = (bot or match["plain"]).strip(" *@+%")
    if match.end() >= len(block.text) or not _is_speaker_name(name):
        return None
    return _Label(name, match.end(), bracketed=bool(bot), angled=bool(match["angle"]))


def _is_speaker_name(name: str) -> bool:
    """Return whether a label could be a speaker's name or nick, and not a kind of line ("Note") or a bot."""
    words = name.split()
    if not words or len(words) > 4 or not any(character.isalpha() for character in name):
        return False
    small = [word.lower() for word in words]
    if small[0] in MEETING_BOTS or any(word.strip(".,#*") in NEVER_SPEAK for word in (small[0], small[-1])):
        return False
    is_nick = len(words) == 1 and NICK.fullmatch(name) is not None
    return is_nick or is_name(name) or all(word[0].isupper() for word in words)


def _without_fields(labels: Sequence[_Label | None]) -> list[_Label | None]:
    """Drop the labels of a form that several people fill in: "y: ...", "t: ...", "b: ..." in a stand-up.

    They are single letters that stand in one order in at least FORMS places.
    """
    orders = Counter(
        tuple(label.name for label in run if label)
        for is_run, run in groupby(labels, lambda label: label is not None)
        if is_run
    )
    fields = {
        name
        for order, count in orders.items()
        if count >= FORMS and len(order) > 1 and len(set(order)) == len(order) and all(len(name) == 1 for name in order)
        for name in order
    }
    return [None if label and label.name in fields else label for label in labels]


def _speakers(labels: Sequence[_Label | None], blocks: Sequence[Block], people: Sequence[Person]) -> frozenset[str]:
    """Return the labels that are speakers: known people anywhere, and others where enough lines are turns."""
    labelled = [(label.name, block) for label, block in zip(labels, blocks, strict=True) if label]
    names = {name for name, _ in labelled}
    # In a list of actions "Kim: update the site" assigns work.
    talk = Counter(name for name, block in labelled if block.kind is Kind.PARAGRAPH and not _in_action_section(block))
    forms = known_as(people)
    known = {name for name in names if name.lower() in forms or (is_name(name) and name.split()[0].lower() in forms)}
    paragraphs = sum(1 for block in blocks if block.kind is Kind.PARAGRAPH and not block.roster)
    recurring = {name for name, count in talk.items() if count >= 2 and _may_speak(name)}
    turns = sum(talk[name] for name in recurring)
    is_dialogue = len(recurring) >= 2 and turns >= 4
    is_chat = paragraphs > 0 and turns >= 0.5 * paragraphs and turns >= 4
    speakers = {name for name in known if name not in talk}
    if (sum(talk[name] for name in known) >= 2 or known & recurring) and not _assign_work(labels, blocks, known):
        speakers |= known & set(talk)
    speakers |= _timed_speakers(labels, blocks)
    angled = [label.name for label in labels if label and label.angled]
    if len(angled) >= 3:  # only a chat has lines like "<ana> hello"
        speakers |= set(angled)
    if is_dialogue or is_chat:
        speakers |= recurring
    if is_chat:
        speakers |= _single_speakers(talk)
    return frozenset(speakers)


def _assign_work(labels: Sequence[_Label | None], blocks: Sequence[Block], known: Collection[str]) -> bool:
    """Whether the labels of paragraphs say whose work stands behind them: each once, and nobody speaks of himself.

    So a letter parts the work: "Anselm: the pages for the pension", "Ruth: ask your sister".
    """
    given = [
        (label.name, block.text[label.end :])
        for label, block in zip(labels, blocks, strict=True)
        if label and block.kind is Kind.PARAGRAPH and label.name in known and not label.bracketed
    ]
    names = [name for name, _ in given]
    return len(set(names)) == len(names) and not any(_OF_SELF.search(text) for _, text in given)


_OF_SELF = expression(
    r"\bI\b|\?|(?:^|[.!]\s)\W{0,3}(?:my|we|our|you|yes|yeah|no|ok|okay|sure|agreed?|thanks|right|well|so|\+1)\b",
    re.I,
)


def _timed_speakers(labels: Sequence[_Label | None], blocks: Sequence[Block]) -> set[str]:
    """Return the labels below a line that only gives a time of the recording, as a note taker quotes what was said."""
    return {
        label.name
        for above, block, label in zip(blocks, blocks[1:], labels[1:], strict=False)
        if label and block.kind is Kind.PARAGRAPH and ONLY_TIME.fullmatch(above.text) and _may_speak(label.name)
    }


def _single_speakers(names: Mapping[str, int]) -> set[str]:
    """Return the names that are speakers even if they speak once, in notes that are certainly a dialogue."""
    return {name for name in names if _may_speak(name) and (is_name(name) or name.islower())}


def _in_action_section(block: Block) -> bool:
    return any(ACTION_SECTION.search(title) for title in block.section)


def _in_action_list(block: Block) -> bool:
    """Return whether the innermost section of a block is one of actions."""
    return bool(block.section) and ACTION_SECTION.search(block.section[-1]) is not None


# Words of conversation that lists of work do not use: "I'd like to ...", "are you ...?", "yeah".
TALK = expression(r"\b(?:I|I['’]\w+|you|we|we['’]\w+|yes|yeah|ok|okay|sure|thanks|right|agree[d]?|\+1)\b|\?", re.I)


def _list_speakers(labels: Sequence[_Label | None], blocks: Sequence[Block]) -> frozenset[str]:
    """Return the labels that are speakers where talk is written as a list: "- _ana:_ I'd rather wait"."""
    entries = sum(1 for block in blocks if block.kind is Kind.BULLET and not block.roster)
    turns = [
        (label.name, block.text[label.end :])
        for label, block in zip(labels, blocks, strict=True)
        if label and block.kind is Kind.BULLET and not _in_action_list(block)
    ]
    counts = Counter(name for name, _ in turns)
    recurring = {name for name, count in counts.items() if count >= 2 and _may_speak(name)}
    texts = [text for name, text in turns if name in recurring]
    if len(recurring) < 2 or len(texts) < 6 or len(texts) < 0.3 * entries:
        return frozenset()
    if sum(1 for text in texts if TALK.search(text)) < 0.4 * len(texts):
        return frozenset()
    return frozenset(recurring | _single_speakers(counts))


def _may_speak(name: str) -> bool:
    return is_name(name) or is_initials(name) or (" " not in name and not name[0].isdigit()) or name.istitle()


def _turn(block: Block, label: _Label, list_speakers: frozenset[str] = frozenset()) -> Block:
    """Return the block as a turn of the labelled speaker, without the label; unchanged where it assigns work."""
    is_entry = block.kind is Kind.BULLET
    is_talk = is_entry and label.name in list_speakers and not _in_action_list(block)
    assigns_work = _in_action_section(block) and not is_talk
    if is_entry and not is_talk:  # the text stays whole: in a list "Kim: update the site" may assign work
        return block if assigns_work else replace(block, speaker=label.name)
    if assigns_work and not label.bracketed:
        return block
    text = drop_start(PlainText(block.text, block.lines, block.strong, block.struck), label.end)
    if not text.text:
        return block
    return replace(
        block,
        kind=Kind.TURN,
        text=text.text,
        speaker=label.name,
        strong=text.strong,
        struck=text.struck,
        lines=text.lines,
    )
