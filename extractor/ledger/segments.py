"""Split the own words of an answer by the item that they are about: by its id, or by the quoted line above them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor.common.lazy_regex import expression
from extractor.language.people.name_lists import common_words
from extractor.language.people.names import is_name
from extractor.ledger.answers import without_politeness
from extractor.ledger.events import Called
from extractor.ledger.identity import folded
from extractor.ledger.sent import is_quoted_from
from extractor.readers.formats.mail import MOBILE, SIGNATURE
from extractor.readers.formats.mail_lines import Line

MAX_NAME_WORDS = 4
MAX_BELOW = 12  # lines below "Best regards"
_CLOSER = expression(
    r"(?:(?:kind|best|warm|many)\s)?(?:regards|wishes)|best|all\sthe\sbest|cheers|yours(?:\s\w+)?|sincerely|lg|vg|mfg|gruß|gruss|grüße"
    r"|(?:viele|liebe|beste|schöne)\s(?:grüße|gruesse|grüsse)|(?:mit\s)?(?:freundlichen?|besten?|herzlichen?)\s(?:grüßen?|gruessen|gruß)"
    r"|cordialement|saludos|bis\sdann|ciao|x+",
    re.I,
)
_MOBILE = expression(
    r"\s*(?:von\s(?:meinem|outlook)\b.{0,60}|gesendet\s(?:von|mit)\b.{0,60}|(?:get|hole)\soutlook\b.*|envoyé\s(?:de|depuis)\b.*"
    r"|sent\s(?:from|via|with|on)\b.{0,60}|diese\snachricht\swurde\b.*|yahoo\smail.{0,60}|outlook\sf[üou]r\s.*|(?:holen|laden)\ssie\s.{0,60}|on\sthe\sgo.{0,40})\s*",
    re.I,
)
_RULE = expression(r"[-_=*\s]{3,}(?:[^-_=*]{1,40}[-_=*\s]{3,})?")  # "-----Original Message-----"
_BELOW = expression(
    r"(?:(?:please\s)?see\s|(?:my\s|the\s)?(?:answers?|replies|comments?|mine)\s(?:are\s|is\s)?|(?:s(?:iehe|\.)|meine?)\s"
    r"|(?:antwort(?:en)?|anmerkung(?:en)?)\s){0,3}"
    r"(?:(?:below|inline|in\sline|unten|im\stext|in\s(?:red|blue|green|bold|rot|blau|grün|fett)),?\s?){1,3}",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of an answer."""

    words: str
    called: Called | None = None  # the item that they are about; None where nothing but the words tell
    unsure: bool = False  # they stand in the quoted mail, and only their words tell that they are an answer


def segments_of(
    lines: Sequence[Line], ids: Mapping[str, Called], names: Sequence[str], fingerprints: frozenset[str] = frozenset()
) -> list[Segment]:
    """Return the own words of an answer, by item.

    Args:
        lines: Of the mail.
        ids: What the ids of the mails that it answers stand for.
        names: Of the sender and of those addressed.
        fingerprints: Of the mails that it answers, to know their lines in a quote without signs.
    """
    found: list[Segment] = []
    current: Called | None = None
    block: list[str] = []

    def close() -> None:
        words = "\n".join(_without_signature(block, names))
        said = " ".join(filter(None, (without_politeness(line, names) for line in words.split("\n"))))
        if said and not _BELOW.fullmatch(said.strip(" .:!")):
            found.extend(_by_id(words, current, ids))
        block.clear()

    for line in lines:
        if not line.quoted:
            block.append(line.text)
            continue
        if block:
            close()
        before = current
        current = _called_in(line.text, current, ids)
        if line.unsure and current is before and current and not is_quoted_from(line.text, fingerprints):
            found.append(Segment(line.text, current, unsure=True))
    close()
    return _joined(found)


def signed_by(lines: Sequence[Line]) -> str:
    """Return the name below "Kind regards" in the own words of a mail; "" if there is none."""
    own = [line.text.strip() for line in lines if not line.quoted and line.text.strip()]
    for closer, name in pairwise(own):
        bare = re.sub(r"\s*\([^()]*\)$", "", name).strip(" ,.")
        if _CLOSER.fullmatch(closer.strip(" ,.!-–*")) and is_name(bare) and len(bare.split()) <= MAX_NAME_WORDS:
            return bare
    return ""


def _without_signature(block: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the lines of a block above its signature, without what mail programs add."""
    known = {word for name in names for word in folded(name).split()}
    kept: list[str] = []
    for at, line in enumerate(block):
        bare = line.strip(" ,.!-–*")
        rest = [below for below in block[at + 1 :] if below.strip()]
        if SIGNATURE.fullmatch(line) or line.strip() in ("--", "__"):
            break
        if _CLOSER.fullmatch(bare) and len(rest) <= MAX_BELOW:
            break
        words = folded(bare).split()
        if kept and words and set(words) <= known and not any(below.endswith("?") for below in rest):
            break
        if not any(pattern.fullmatch(line) for pattern in (MOBILE, _MOBILE, _RULE)):
            kept.append(line)
    return kept


def _called_in(text: str, current: Called | None, ids: Mapping[str, Called]) -> Called | None:
    """Return the item that a quoted line names, or the one above it."""
    named = _ids_in(text, ids)
    if named:
        return named[-1] if len(set(named)) == 1 else None
    bare = folded(text)
    if len(bare) < 3:
        return current
    for called in ids.values():
        task = folded(called.task)
        if task and (bare.startswith(task) or (len(bare) >= 12 and task.startswith(bare))):
            return called
        if bare == folded(called.owner):
            return None
    return current


def _by_id(words: str, current: Called | None, ids: Mapping[str, Called]) -> list[Segment]:
    """Split words at the ids that they hold; each id has the words behind it, or shares those of the next."""
    if not ids:
        return [Segment(words, current)]
    pattern = re.compile(rf"{_pattern_of(ids)}\s*[:,.–-]?", re.I)
    parts = [part for part in pattern.split(words) if part is not None]
    if len(parts) == 1:
        return [Segment(words, current)]
    start = without_politeness(parts[0].strip())
    named = [ids[parts[at].casefold()] for at in range(1, len(parts), 2)]
    texts = [_JOINT.sub("", part.strip()).strip() for part in parts[2::2]]
    if len(named) == 1:
        return [Segment(f"{start} {texts[0]}".strip(), named[0])]
    if not any(texts) and start:
        return [Segment(start.strip(" :,"), one) for one in named]
    result = [Segment(start, None)] if start and not _JOINT.fullmatch(start) else []
    for at, one in enumerate(named):
        said = next((text for text in texts[at:] if text), "")
        result.append(Segment(said, one))
    return result


def _pattern_of(ids: Mapping[str, Called]) -> str:
    """Return a pattern of these ids in a text; those that are words, such as "dec", count in brackets alone."""
    every = "|".join(map(re.escape, ids))
    plain = "|".join(re.escape(id) for id in ids if id not in common_words() and id not in _SHORT_NAMES)
    return rf"(?:\[({every})\]" + (rf"|(?<![\w-])({plain})(?![\w-])" if plain else "") + ")"


_SHORT_NAMES = frozenset(
    "jan feb mar apr may jun jul aug sep sept dec mon tue tues wed thu thur thurs fri sat sun".split()
)


def _ids_in(text: str, ids: Mapping[str, Called]) -> list[Called]:
    if not ids:
        return []
    found = re.finditer(_pattern_of(ids), text, re.I)
    return [ids[next(filter(None, match.groups())).casefold()] for match in found]


_JOINT = expression(r"^(?:and|und|,|&|\+|/)+\s*|[\s,]+(?:and|und|&|\+|/)$", re.I)


def _joined(segments: Sequence[Segment]) -> list[Segment]:
    """Return segments with the sure ones of the same item, or of none, as one."""
    result: dict[tuple[str, bool, int], Segment] = {}
    for at, one in enumerate(segments):
        key = (one.called.item if one.called else "", one.unsure, at if one.unsure else 0)
        known = result.get(key)
        result[key] = one if known is None else Segment(f"{known.words}\n{one.words}", one.called, one.unsure)
    return list(result.values())
