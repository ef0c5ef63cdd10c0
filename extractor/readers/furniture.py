"""Furniture of the programs that take notes: footers, ratings and notices that no one of the meeting said.

Note takers (Gemini, Granola, Zoom, Teams, Fireflies, Fathom, Otter) and the programs that print pages write lines of
their own under the notes. Each entry of `FURNITURE` holds lines that are such, and lines that people write and are not.
A line counts from its first word, so that "Ben to rate the accuracy of the map" is work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.common.lazy_regex import expression
from extractor.model import Block, Kind
from extractor.readers.taken_on import part_of

MAX_FURNITURE = 420  # characters; what is longer holds more than a notice


class Furniture(NamedTuple):
    """Lines that a program writes: how they begin, some that do, and some that people write."""

    name: str
    opening: re.Pattern[str]
    lines: tuple[str, ...]
    ignores: tuple[str, ...]


FURNITURE: tuple[Furniture, ...] = (
    Furniture(
        "check the notes",
        expression(
            r"""(?:please\ )?(?:you\ should\ |always\ |be\ sure\ to\ |remember\ to\ )?
              (?:review|check|verify|double-check)\ (?:
              gemini['’]s\ notes | (?:the\ |this\ |ai[- ]generated\ )*(?:summary|notes|transcript|recap|content)
                (?:['’]s)?\ (?:for\ accuracy|accuracy|to\ make\ sure\ (?:it|they)\ (?:is|are|['’]s|['’]re)\ accurate)
              | (?:for\ accuracy|important\ info(?:rmation)?)(?=\W*$) )""",
            re.X | re.I,
        ),
        (
            "You should review Gemini's notes to make sure they're accurate. Get tips and learn how Gemini takes notes",
            "Review the summary's accuracy.",
            "Please review the summary for accuracy.",
            "Always check for accuracy.",
        ),
        (
            "Review the summary of the budget by Friday",
            "You should review the notes before the meeting",
            "Check the transcript for the decision",
            "Ana to check for accuracy",
        ),
    ),
    Furniture(
        "rate it",
        expression(
            r"""(?:please\ )?rate\ (?:the\ (?:accuracy|quality)\ of\ )?(?:this|the)\ (?:ai\ |meeting\ )?
                (?:summary|recap|transcript|notes)\b
              | (?:how\ (?:was|accurate\ (?:is|was))|was)\ (?:this|the)\ (?:ai\ |meeting\ )*
                (?:summary|recap|transcript)\b""",
            re.X | re.I,
        ),
        (
            "Please rate the accuracy of this summary.",
            "Rate this summary: 👍 👎",
            "How accurate was this summary?",
            "Was this summary helpful?",
        ),
        ("Rate the accuracy of the survey", "Ben to rate the accuracy of this summary", "Rate this year's bids"),
    ),
    Furniture(
        "give feedback on the program",
        expression(
            r"""(?:please\ )?(?:provide|give|share|send)\ (?:us\ )?(?:your\ )?feedback\ (?:about|on)\ (?:
                using\ gemini | (?:these|this|your)\ (?:ai|ai-generated)\ (?:notes|summary|recap|meeting) )
              | (?:please\ )?take\ (?:a|our|this)\ (?:short\ |quick\ )?survey
                \ to\ (?:let\ us\ know|tell\ us|share|rate)\b
              | how\ (?:is|was)\ the\ quality\ of\ (?:these|this|the)\ (?:specific\ |meeting\ |ai\ )*
                (?:notes|summary|recap|transcript)\b
              | (?:was|were)\ (?:this|these\ notes)\ helpful\b""",
            re.X | re.I,
        ),
        (
            "Please provide feedback about using Gemini to take notes in a short survey.",
            "Share your feedback on this AI summary",
            "Take a short survey to let us know your feedback, including how helpful the notes were for your needs.",
            "How is the quality of these specific notes? Take a short survey to let us know your feedback.",
        ),
        (
            "Take a short survey of the hall",
            "How is the quality of the paint?",
            "Provide feedback on the draft by Friday",
            "Share your feedback about the survey",
            "Give feedback on using the hall",
        ),
    ),
    Furniture(
        "made by a machine",
        expression(
            r"""(?:this\ |the\ |these\ )?(?:meeting\ )?(?:summary|notes|recap|content|transcript|minutes)
                \ (?:(?:was|were|is|are)\ (?:automatically\ |ai[- ])generated)\b
              | ai[- ]generated(?:\ content\ (?:may|can)\b|\.\s) | ai\ can\ make\ mistakes\b
              | gemini-generated\ notes\b
              | (?:automatically\ |auto-?)?(?:document\ |notes?\ |summary\ |transcript\ |minutes\ |page\ )?
                (?:generated|transcribed|recorded|captured|summari[sz]ed|powered|created)\ (?:automatically\ )?
                (?:by|with|using)\ (?:https?://)?
                (?:confluence|atlassian|otter|fireflies|fathom|granola|zoom|gemini|google|microsoft|copilot|teams|notion
                |read\.ai|tl;?dv|ai)
                (?:\.\w{2,4})?\b(?!\ (?:team|group|room))
              | notes\ (?:from|by|via)\ (?:otter|fireflies|fathom|granola|gemini|copilot|read\.ai|tl;?dv)\b\W*$
              | (?:view|watch)\ (?:the\ |full\ )*(?:recording|meeting|transcript)\ (?:-|–|:|(?:on|in|at|here)\b)
              | chat\ with\ meeting\ transcript\b | get\ tips\ and\ learn\ how\b""",
            re.X | re.I,
        ),
        (
            "AI-generated content may be inaccurate or misleading. Always check for accuracy.",
            "Document generated by Confluence on Mar 04, 2026 09:12",
            "AI-generated. Be sure to check for accuracy.",
            "AI can make mistakes. Review for accuracy.",
            "Transcribed by https://otter.ai",
            "This summary was automatically generated.",
            "Notes captured by Granola",
            "Notes from Granola",
            "Chat with meeting transcript: https://notes.granola.ai/d/x",
            "VIEW RECORDING - 32 mins (No highlights): https://fathom.video/share/abc",
        ),
        (
            "AI-generated content policy to be written by Ben",
            "Transcribed by Ana",
            "Document generated by the build is missing",
            "Created by the Teams group last week",
            "View the recording before Friday",
        ),
    ),
    Furniture(
        "an assistant's last words",
        expression(
            r"""(?:(?:please\ )?let\ me\ know\ if\ you(?:['’]d|\ would)?\ (?:like|want|need)
              | would\ you\ like\ me\ to | (?:do\ )?you\ want\ me\ to | i\ can\ also
              | if\ you(?:['’]d\ like|\ want|\ would\ like),?\ i\ can )\b .{0,120}
              \b(?:turn\ (?:this|these|it)|draft|format|summar\w+|e-?mail|expand|adjust|version|convert|create)\b
              | (?:certainly|sure|of\ course|here(?:['’]s|\ is|\ are))\b[!,.]?\ .{0,40}
              \b(?:summary|recap|notes|minutes)\ (?:of|based\ on|for)\b""",
            re.X | re.I,
        ),
        (
            "Let me know if you'd like me to turn this into an email!",
            "Would you like me to draft a follow-up email?",
            "If you want, I can also create a shorter version.",
            "Here's a summary of the meeting based on your notes:",
        ),
        (
            "Let me know if you want a lift on Friday",
            "Would you like me to bring the cake?",
            "I can also bring the projector",
            "Here is the summary that Ben promised",
        ),
    ),
    Furniture(
        "draft",
        expression(
            r"(?:this is a )?draft(?: minutes)?\W{1,4}(?:(?:to be|until|subject to|not yet|pending)\s)"
            r"(?:approv|agre|confirm)\w*\b",
            re.I,
        ),
        ("DRAFT - to be approved at the next meeting", "Draft minutes, subject to approval", "Draft until approved"),
        ("Draft the letter to be approved by Ana", "Draft budget to Kim by Friday", "Drafts are with the printer"),
    ),
    Furniture(
        "footnote",
        expression(
            r"(?:\[?\d{1,2}\]?|\*{1,3}|†)\s?(?:see (?:the )?[\w ]{0,40}\b(?:page|section|annex|appendix)\b)", re.I
        ),
        ("[1] See the report at page 12.", "2 see annex B"),
        ("See Ana about page 12", "1. See to the gate", "2) See the doctor"),
    ),
)
# What stands beside a task in a list that a note taker wrote: where in the recording it was said.
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d\d"
STAMP = expression(
    rf"(?:\s*[\[(]{_CLOCK}[\])]|\s+@\s?{_CLOCK}|(?:\s+[-–—]\s+{_CLOCK})?\s+(?:[-–—]\s+)?WATCH:\s*\S{{1,300}})\s*\.?\s*$"
)
EARLY_STAMP = expression(rf"\W{{0,3}}[\[(]{_CLOCK}[\])]\s+(?=\w)")
ENOUGH_STAMPS = 2  # one time in brackets may be that of an appointment
_ACTIONS = expression(r"\W*(?:suggested\s|key\s|my\s)?(?:action items?|actions?|next steps?|to-?dos?|tasks)\W*", re.I)
_MAX_STAMP = 340  # characters of a stamp with its address


def without_furniture(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with what programs write under notes marked as no work, and without times of the recording."""
    result = [replace(block, roster=True) if _is_work_of_none(block) else block for block in blocks]
    late = [at for at, block in enumerate(result) if _has_stamp(block) and STAMP.search(block.text[-_MAX_STAMP:])]
    title = next((at for at, block in enumerate(blocks) if _ACTIONS.fullmatch(block.text[:60])), len(blocks))
    early = [at for at in range(title, len(blocks)) if _has_stamp(blocks[at]) and EARLY_STAMP.match(blocks[at].text)]
    if len(late) >= ENOUGH_STAMPS or any("WATCH:" in result[at].text for at in late):
        for at in late:
            result[at] = _without_stamp(result[at])
    if len(early) >= ENOUGH_STAMPS:
        for at in early:
            match = EARLY_STAMP.match(result[at].text)
            result[at] = part_of(result[at], match.end() if match else 0, len(result[at].text))
    return tuple(result)


def is_furniture(text: str) -> bool:
    """Whether a line is one that a program writes under notes."""
    bare = text.strip(" *_-–•·>[]()")
    return len(bare) <= MAX_FURNITURE and any(entry.opening.match(bare) for entry in FURNITURE)


def _is_work_of_none(block: Block) -> bool:
    return block.kind not in (Kind.HEADING, Kind.ROW) and is_furniture(block.text)


def _without_stamp(block: Block) -> Block:
    """Return a block without the time of the recording at its end."""
    found = STAMP.search(block.text, max(0, len(block.text) - _MAX_STAMP))
    return part_of(block, 0, found.start()) if found is not None and found.start() else block


def _has_stamp(block: Block) -> bool:
    return block.kind not in (Kind.TURN, Kind.ROW, Kind.HEADING)
