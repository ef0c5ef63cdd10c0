"""Put the blocks of a document and what its head says together as Notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractor.model import Block, Notes, ReadOptions
from extractor.readers.encoding import lines_of


def notes_of(document: Document, options: ReadOptions, read: Callable[..., tuple[Block, ...]]) -> Notes:
    """Notes from the blocks that `read(text, skip=lines of front matter)` finds: roster, turns, title and dates."""
    from extractor.readers.attendance import front_people, merged, read_roster, with_speakers
    from extractor.readers.confidential_marks import blanked, with_private
    from extractor.readers.metadata import front_matter, read_head
    from extractor.readers.speaker_turns import with_turns

    front = front_matter(lines_of(document.text))
    blocks, people = read_roster(with_private(read(document.text, skip=front.length)))
    people = merged([*front_people((field.key, field.values, field.line) for field in front.fields), *people])
    blocks, speakers = with_turns(blocks, people)
    head = read_head(front, blocks, document.source, options.date_order)
    private: tuple[str, ...] = ()
    if any(block.private for block in blocks):
        outside = read_head(front, blanked(blocks), document.source, options.date_order)
        parts = ("title", "day", "next_meeting")
        private = tuple(part for part in parts if getattr(head, part) not in (None, getattr(outside, part)))
    return Notes(
        source=document.source,
        blocks=blocks,
        title=head.title,
        date=head.day,
        date_order=head.date_order,
        next_meeting=head.next_meeting,
        people=with_speakers(people, speakers),
        doubts=head.doubts,
        private=tuple("date" if part == "day" else part for part in private),
    )


class Document(NamedTuple):
    """What a reader is given: the file's name ("-" for standard input), its text, and its bytes if it is no text."""

    source: str
    text: str
    data: bytes = b""
