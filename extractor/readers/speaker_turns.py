"""Speaker turns: "Ana: ...", "[ana] ...", "<ana> ...", "12:03 ana: ...", and "... goes on" of the IRC scribes.

A label is a speaker only where the notes show dialogue: it recurs, or it names somebody whom the roster knows. "Note:"
and "Action:" never speak.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import NEVER_SPEAK_IN_NOTES
from extractor.language.people.names import is_initials, is_name, known_as
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
ASIDE = expression(r"(?:[-=]+>|→|https?:)")  # a link that the scribe puts in does not end the turn
# A bot that brings messages over from another room: who writes stands behind it.
RELAYED = expression(
    r"(?:<(?P<angle>[^<>\s]{1,40})>|\{-?(?P<brace>[^{}\s]{1,40})\}|\[(?P<square>[^\[\]\s]{1,40})\])\s+(?=\S)"
)
RELAY = expression(r"bridge|relay|gateway|\bbot\b|discord|matrix|telegram|slack|irc", re.I)
SENDER = expression(r"From\s+([^:]{1,40}?)(?:\s+to\s+[^:]{1,40}?)?\s*:\s+(?=\S)", re.I)
GOES_ON = expression(r"(?:\.\.\.|…)\s*(?=\S)")

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
ACTION_SECTION = expression(
    r"\b(?:action|actions|to-?dos?|next steps?|tasks?|assignments?|follow-?ups?|responsib\w+|deliverables?)\b", re.I
)


def with_turns(
    blocks: Sequence[Block], people: Sequence[Person]
) -> tuple[tuple[Block, ...], tuple[tuple[str, int], ...]]:
    """The blocks, those of a dialogue as turns, and the speakers as (name, line) in order of appearance."""
    labels = [_label(block) for block in blocks]
    speakers = _speakers(labels, blocks, people)
    listed = _talk_in_lists(labels, blocks)
    speakers |= listed
    first: dict[str, int] = {}
    for block in blocks:
        if block.kind is Kind.TURN and block.speaker:  # a transcript's reader has found them
            first.setdefault(block.speaker, block.line)
    if not speakers:
        return tuple(blocks), tuple(first.items())
    found: list[Block] = []
    scribes = {form.lower() for who in people if SCRIBE.search(who.role or "") for form in (who.name, *who.aliases)}
    scribes |= {who.name.lower().split()[0] for who in people if SCRIBE.search(who.role or "")}
    forms = known_as(people)
    speaker: str | None = None
    relayed: str | None = None  # whom the scribe writes for
    for written, label in zip(blocks, labels, strict=True):
        block = written
        if block.kind is Kind.HEADING:
            speaker = None
        elif label and label.name in speakers:
            speaker = label.name
            first.setdefault(speaker, block.line)
            block = _turn(block, label, listed)
            if label.bracketed and speaker.lower() in scribes and block.kind is Kind.TURN:
                inner = _label(replace(block, kind=Kind.PARAGRAPH))
                if inner and (inner.name.lower() in forms or inner.name in speakers):  # "<miro> jt: I'll fix it"
                    speaker = relayed = inner.name
                    block = _turn(replace(block, kind=Kind.PARAGRAPH), inner)
                elif relayed and (more := GOES_ON.match(block.text)):
                    speaker = relayed
                    block = _turn(replace(block, kind=Kind.PARAGRAPH), _Label(relayed, more.end(), bracketed=True))
                else:
                    relayed = None
        elif speaker and block.kind is Kind.PARAGRAPH and (more := GOES_ON.match(block.text)):
            block = _turn(block, _Label(speaker, more.end()))
        elif block.kind is Kind.PARAGRAPH and not ASIDE.match(block.text):
            speaker = None
        elif listed and block.kind is Kind.BULLET and block.parent is not None and block.parent < len(found):
            block = replace(block, speaker=found[block.parent].speaker)  # what hangs under it is said by the same
        found.append(block)
    return _with_topics(found), tuple(first.items())


def _with_topics(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the topics that somebody announces ("<ana> Topic: Release") as headings of what follows."""
    found: list[Block] = []
    topic: tuple[str, ...] = ()
    for block in blocks:
        announced = TOPIC.fullmatch(block.text) if block.kind is Kind.TURN else None
        if block.kind is Kind.HEADING:
            topic = ()
        if announced:
            topic = (announced["title"] or announced["agendum"],)
            found.append(replace(block, kind=Kind.HEADING, depth=min(6, len(block.section) + 1), speaker=None))
        else:
            found.append(replace(block, section=block.section + topic) if topic else block)
    return tuple(found)


def _label(block: Block) -> _Label | None:
    if block.kind not in (Kind.PARAGRAPH, Kind.BULLET) or block.roster or block.quoted:
        return None
    start = 0
    if stamp := STAMP.match(block.text):
        start = stamp.end()
        if sender := SENDER.match(block.text, start):  # a saved chat: "13:02:18 From Ana Ruiz to Everyone : ..."
            return _Label(sender[1].strip(), sender.end(), bracketed=True, angled=True) if sender[1].strip() else None
    found = LABEL.match(block.text, start)
    if not found:
        return None
    bot = found["angle"] or found["square"]
    if bot and RELAY.search(bot) and (inner := RELAYED.match(block.text, found.end())):
        return _Label(inner["angle"] or inner["brace"] or inner["square"], inner.end(), bracketed=True)
    name = (found["square"] or found["angle"] or found["plain"]).strip(" *@+%")
    if not name or found.end() >= len(block.text):
        return None
    words = name.lower().split()
    if not words or any(word.strip(".,#*") in NEVER_SPEAK for word in (words[0], words[-1])) or len(words) > 4:
        return None
    if words[0] in MEETING_BOTS or not any(character.isalpha() for character in name):
        return None
    nick = len(words) == 1 and re.fullmatch(r"[A-Za-z][\w.|^`-]{0,24}", name) is not None
    if not (nick or is_name(name) or all(word[0].isupper() for word in name.split() if word)):
        return None
    return _Label(name, found.end(), bracketed=bool(found["square"] or found["angle"]), angled=bool(found["angle"]))


def _speakers(labels: Sequence[_Label | None], blocks: Sequence[Block], people: Sequence[Person]) -> frozenset[str]:
    """The labels that speak: known people who do so anywhere, and others where enough lines are turns."""
    counts: dict[str, int] = {}
    talk: dict[str, int] = {}  # outside lists of actions, where "Kim: update the site" assigns work
    for label, block in zip(labels, blocks, strict=True):
        if label is None:
            continue
        counts[label.name] = counts.get(label.name, 0) + 1
        if not any(ACTION_SECTION.search(title) for title in block.section) and block.kind is Kind.PARAGRAPH:
            talk[label.name] = talk.get(label.name, 0) + 1
    forms = known_as(people)
    known = {name for name in counts if name.lower() in forms or (is_name(name) and name.split()[0].lower() in forms)}
    paragraphs = sum(1 for block in blocks if block.kind is Kind.PARAGRAPH and not block.roster)
    recurring = {name for name, count in talk.items() if count >= 2 and _may_speak(name)}
    turns = sum(talk[name] for name in recurring)
    dialogue = len(recurring) >= 2 and turns >= 4
    chat = paragraphs > 0 and turns >= 0.5 * paragraphs and turns >= 4
    chosen = known & set(talk) if sum(talk.get(name, 0) for name in known) >= 2 or known & recurring else set()
    bullets = {name for name in known if name not in talk}
    angled = [label.name for label in labels if label and label.angled]
    if len(angled) >= 3:  # "<ana> hello": nothing but a chat looks like that
        chosen |= set(angled)
    if dialogue or chat:
        chosen |= recurring
        # In a real dialogue whoever speaks once has spoken as well.
        chosen |= {name for name in talk if chat and _may_speak(name) and (is_name(name) or name.islower())}
    return frozenset(chosen | bullets)


# How people talk, and lists of work do not: "I'd like to ...", "are you ...?", "yeah".
TALK = expression(r"\b(?:I|I['’]\w+|you|we|we['’]\w+|yes|yeah|ok|okay|sure|thanks|right|agree[d]?|\+1)\b|\?", re.I)


def _talk_in_lists(labels: Sequence[_Label | None], blocks: Sequence[Block]) -> frozenset[str]:
    """The labels that speak where the talk is written as a list, one entry a turn: "- _ana:_ I'd rather wait"."""
    entries = [block for block in blocks if block.kind is Kind.BULLET and not block.roster]
    turns = [
        (label.name, block.text[label.end :])
        for label, block in zip(labels, blocks, strict=True)
        if label and block.kind is Kind.BULLET and not ACTION_SECTION.search(block.section[-1] if block.section else "")
    ]
    counts: dict[str, int] = {}
    for name, _ in turns:
        counts[name] = counts.get(name, 0) + 1
    recurring = {name for name, count in counts.items() if count >= 2 and _may_speak(name)}
    said = [text for name, text in turns if name in recurring]
    if len(recurring) < 2 or len(said) < 6 or len(said) < 0.3 * len(entries):
        return frozenset()
    if sum(1 for text in said if TALK.search(text)) < 0.4 * len(said):
        return frozenset()
    return frozenset(recurring | {name for name in counts if _may_speak(name) and (is_name(name) or name.islower())})


def _may_speak(name: str) -> bool:
    return is_name(name) or is_initials(name) or (" " not in name and not name[0].isdigit()) or name.istitle()


def _turn(block: Block, label: _Label, listed_talk: frozenset[str] = frozenset()) -> Block:
    innermost = block.section[-1] if block.section else ""
    talks = block.kind is Kind.BULLET and label.name in listed_talk and not ACTION_SECTION.search(innermost)
    if block.kind is Kind.BULLET and not talks:
        # The text stays whole: in a list "Kim: update the site" may as well assign.
        listed = any(ACTION_SECTION.search(title) for title in block.section)
        return block if listed else replace(block, speaker=label.name)
    if any(ACTION_SECTION.search(title) for title in block.section) and not label.bracketed and not talks:
        return block
    text = drop_start(PlainText(block.text, block.lines, block.strong, block.struck), label.end)
    if not text.text:
        return block
    return replace(
        block,
        kind=Kind.TURN,
        text=text.text,
        line=block.line,
        speaker=label.name,
        strong=text.strong,
        struck=text.struck,
        lines=text.lines,
    )


class _Label(NamedTuple):
    """A speaker's label at the start of a block, and where the words after it begin."""

    name: str
    end: int
    bracketed: bool = False
    angled: bool = False
