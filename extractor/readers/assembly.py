"""Assemble the blocks of a document and the metadata in its head into Notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from extractor.model import Block, Notes, ReadOptions
from extractor.readers.encoding import lines_of


def notes_of(document: Document, options: ReadOptions, read: Callable[..., tuple[Block, ...]]) -> Notes:
    """Return the Notes of a document: its blocks with people, speaker turns, confidential marks, title and dates.

    Args:
        document: The document; its text may begin with front matter.
        options: What the user says about the notes; `date` gives the year of headings without one.
        read: Called as `read(text, skip=lines)`. Returns the blocks of the text below that many lines of front matter.
    """
    from extractor.readers.action_lists import people_of_lists, with_action_lists
    from extractor.readers.assigned import with_assigned
    from extractor.readers.attendance import add_speakers, front_matter_people, merge_people, read_roster
    from extractor.readers.client_side import client_of, with_sides
    from extractor.readers.confidential_marks import is_secret_field, mark_private, without_private_words
    from extractor.readers.dated_sections import with_days
    from extractor.readers.dictation import with_dictated_parts
    from extractor.readers.foreign import doubts_of, language_of
    from extractor.readers.furniture import without_furniture
    from extractor.readers.head_people import with_head_people
    from extractor.readers.logged_actions import with_logged_actions
    from extractor.readers.metadata import read_front_matter, read_head
    from extractor.readers.month_names import people_like_months
    from extractor.readers.speaker_turns import with_self, with_turns
    from extractor.readers.taken_on import with_assignments

    front = read_front_matter(lines_of(document.text))
    shown = with_assigned(without_furniture(read(document.text, skip=front.length)))
    parted = with_dictated_parts(shown)
    written = with_logged_actions(with_action_lists(parted))
    if any(is_secret_field(field.key, field.values) for field in front.fields):
        written = tuple(replace(block, private=True) for block in written)
    blocks, people = read_roster(mark_private(written, options.withhold, options.release))
    blocks, head_people = with_head_people(blocks, people)
    named = (*people_of_lists(blocks), *people_like_months(blocks))
    people = merge_people([*front_matter_people(front.fields), *people, *head_people, *named])
    blocks, speakers = with_self(*with_turns(blocks, people))
    blocks = with_assignments(blocks, people)
    head = read_head(front, blocks, document.source, options.date_order)
    blocks, meetings = with_days(blocks, options.date_order or head.date_order or "mdy", head.day or options.date)
    private_parts: tuple[str, ...] = ()
    if any(block.private for block in blocks):
        public = read_head(front, without_private_words(blocks), document.source, options.date_order)
        values = {
            "title": (head.title, public.title),
            "date": (head.day, public.day),
            "next_meeting": (head.next_meeting, public.next_meeting),
        }
        private_parts = tuple(
            part for part, (value, public_value) in values.items() if value not in (None, public_value)
        )
    language = language_of(block.text for block in blocks) or ""
    client = client_of(blocks)
    everybody = with_sides(add_speakers(people, speakers), blocks, client)
    return Notes(
        source=document.source,
        blocks=blocks,
        title=head.title,
        date=meetings[-1] if meetings else head.day,
        meetings=meetings,
        date_order=head.date_order,
        next_meeting=head.next_meeting,
        people=everybody,
        doubts=(*doubts_of(language), *head.doubts),
        private=private_parts,
        client=client.names is not None,
        language=language,
    )


class Document(NamedTuple):
    """The input of a reader: the file's name ("-" for standard input) and its decoded text, or its bytes if binary."""

    source: str
    text: str
    data: bytes = b""
