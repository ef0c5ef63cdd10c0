"""Find where a line that assigns work to several people is parted: "Karen: lead the demo; Tom: slides; Dev: venue".

Offsets are characters of the block's text. Only people whom the notes know begin an assignment: in "call Kim, Oslo to
decide" nothing is parted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractor.common.lazy_regex import expression
from extractor.extraction.annotation import Annotation, Annotations
from extractor.extraction.owner_markers.spans import all_known
from extractor.language import lexicon
from extractor.language.people.roster import Roster

MAX_LENGTH = 600  # characters of a sentence that is looked at
HEAD = 90  # characters in which the owner of an assignment and its verb stand

_SEPARATOR = expression(
    r"(?:[;,]|\s[-–—]|(?<=[)\w])\.)\s+(?:(?:and|then|while|but)\s+)?|\s+(?:and|&|\+|while)\s+(?:then\s+)?"
)
_FIRST_WORD = expression(r"[@\w][\w.'’-]{0,30}")
_VERB = expression(r"(?P<who>[@\w][\w.'’-]{0,30}(?:\s[A-Z][\w.'’-]{1,30})?)\s+(?P<verb>[a-z][a-z-]{1,20})\b")
# "Bastien drafts, everyone comments by the 14th"
_ALL_DO = expression(r"every(?:one|body)\s(?:to\s[a-z]+|comments|reviews|checks|reads|signs|sends|votes|brings)\b")
_GAPPED = expression(
    r"(?P<who>@?[A-Z][\w.'’-]{0,30}(?:\s[A-Z][\w.'’-]{1,30})?)\s+(?P<when>(?:on\s|by\s|for\s|the\s)?[^,;]{2,24}?)\s*(?:[,;.]|and\b|&|$)"
)
_GAPPED_OBJECT = expression(
    r"(?P<who>[A-Z][\w.'’-]{0,30}(?:\s[A-Z][\w.'’-]{1,30})?)\s"
    r"(?P<what>(?:the|an?|his|her|their|our|my|some)\s[a-z][\w'’-]*(?:\s[a-z][\w'’-]*){0,3})\s?(?:[,;.]|\s(?:and|&)\s|$)"
)
# "ask Ben and Ana to review it": they are asked together
_ASKS = expression(
    r"""\b(?:ask|asks|tell|tells|get|gets|remind|reminds|invite|invites|help|helps|want|wants|let|lets|with|for
      |between|via|email|emails|expect|expects|need|needs)\b""",
    re.VERBOSE | re.IGNORECASE,
)


def assignments_in(text: str, start: int, end: int, annotations: Annotations) -> tuple[tuple[int, int], ...]:
    """Return the spans of the assignments of a sentence; the whole sentence where it holds one or none.

    Args:
        text: The text of the block.
        start: The offset of the sentence.
        end: Where it ends.
        annotations: The annotations of the notes.
    """
    if end - start > MAX_LENGTH:
        return ((start, end),)
    cuts = [
        (match.start(), match.end())
        for match in _SEPARATOR.finditer(text, start, end)
        if begins_assignment(text, match.end(), end, annotations)
    ]
    spans: list[tuple[int, int]] = []
    first = start
    for left, right in cuts:
        if _is_whole(text, first, left, text[left:right], annotations):
            spans.append((first, left))
            first = right
    spans.append((first, end))
    return tuple(spans)


def begins_assignment(text: str, start: int, end: int, annotations: Annotations) -> bool:
    """Whether somebody whom the notes know is given work here: "Tom: slides", "Tom to call", "Tom calls"."""
    roster = annotations.roster
    word = _FIRST_WORD.match(text, start, end)
    if word is None:
        return False
    if _ALL_DO.match(text, start, end):
        return True
    if not roster.known(word.group().rstrip(".")):
        return False
    head = annotations.of(text, start, min(end, start + HEAD))
    label = head.label
    if label is not None and ":" in head.text[: label.end] and all_known(label.who, roster):
        return True
    before_verb = head.before_verb
    if before_verb is not None and all_known(before_verb.who, roster):
        return True
    part = annotations.of(text, start, end)
    if gapped_owner(part, annotations) or gapped_object(part) is not None:
        return True
    return any(True for _ in _present_verb(head.text, roster))


def gapped_owner(part: Annotation, annotations: Annotations) -> str:
    """Return who does the work of the assignment before on another day ("Ben fills it on 3/10, Carla on 3/17"), or "".

    Such a part, up to the next separator, is a known name and a date.
    """
    match = _GAPPED.match(part.text)
    if match is None or not all_known(match["who"], part.roster):
        return ""
    when = annotations.of(match["when"])
    is_date = len(when.dates) == 1 and not re.search(
        r"\w", when.text[: when.dates[0].start] + when.text[when.dates[0].end :]
    )
    return match["who"] if is_date else ""


def gapped_object(part: Annotation) -> tuple[str, int, int] | None:
    """Return who does to another thing what the assignment before says: "Bea does the poster, Margaret the cake".

    The numbers are where the thing begins and ends in the text of the part. None where it is no such part.
    """
    match = _GAPPED_OBJECT.match(part.text)
    if match is None or not all_known(match["who"], part.roster):
        return None
    return match["who"], match.start("what"), match.end("what")


def _present_verb(text: str, roster: Roster) -> Iterator[str]:
    """Yield the verb in the third person behind the name that opens a text: "Tom calls the hall"."""
    match = _VERB.match(text)
    if match is not None and all_known(match["who"], roster):
        classes, form = lexicon.verb_classes(match["verb"])
        is_act = form == "s" and "states" not in classes and match["verb"].endswith("s")
        if is_act or match["verb"] == "does":
            yield match["verb"]


def _is_whole(text: str, start: int, end: int, separator: str, annotations: Annotations) -> bool:
    """Whether the words before a cut are an assignment of their own, and the name behind it does not belong to them."""
    roster = annotations.roster
    part = annotations.of(text, start, end)
    last = part.text.split()[-1:] or [""]
    name = last[0].strip("@,.")
    joins_names = separator.strip() in {"and", "&", "+", ","} and not name.islower() and roster.known(name) != ()
    if joins_names or len(part.text.split()) < 2 or roster.owners_only(part.text):
        return False
    if separator.strip() in {"and", "&", "+"} and _ASKS.search(part.text):
        return False
    owner = part.label or part.before_verb or part.bare_name or part.owner_at_end
    if (owner is not None and all_known(owner.who, roster)) or gapped_owner(part, annotations):
        return True
    if gapped_object(part) is not None:
        return True
    pieces = (match.end() for match in _SEPARATOR.finditer(part.text))
    return any(True for at in (0, part.topic_end, *pieces) for _ in _present_verb(part.text[at : at + HEAD], roster))
