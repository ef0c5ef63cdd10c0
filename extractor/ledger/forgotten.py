"""Take the names of forgotten people out of what the ledger keeps: what is there, and what is read later.

The ledger does not know the names any more, only keyed hashes of them. Words are compared by their hashes, one to four
words at a time, so that notes which are read again do not bring a forgotten person back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from extractor.common.lazy_regex import expression
from extractor.ledger.events import Event, Meeting, to_data
from extractor.ledger.identity import digest, folded

D = TypeVar("D", bound=msgspec.Struct)
SOMEBODY = "somebody"
GONE = "(forgotten)"  # in place of a quote
LONGEST = 4  # words of a name
SHORT = 3  # letters of initials, which are compared with their capitals
# Names that are everyday words: in lower case they are left alone ("will", "mark").
_EVERYDAY = frozenset(
    """april art august baker banks bell best bill bird black brown bush carter cliff cook dale dawn day dean faith
    field fields fisher fox frank glen good grace grant gray green guy hill hope hunter iris ivy jack joy june king
    lily little long love mark mason may miles north olive page park pat pierce price ray reed rich rob rose sharp
    short small smith south star stone strong sue summer taylor violet walker ward wells west white will wolf wood
    woods young klein lang jung roth stein sommer winter""".split()
)
_TITLES = frozenset("mr mrs ms miss dr prof sir herr frau van von der den de da di la le el al bin ibn and the".split())
_ADDRESS = expression(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)*")
_WORD = expression(r"[^\W\d_]+")
_GAP = 3  # characters between two words of a name
# Fields that hold ids, days and words of recap's own: nothing of them is a name.
_KEPT = frozenset(
    """key item mention meeting sha fingerprints short since says by does kind means other due on day next_day
    away_until first_due event""".split()
)
_IDS = frozenset(("id", "mail"))


class Forgotten:
    """Knows forgotten names by their keyed hashes.

    Args:
        key: The key of this ledger, in hexadecimal digits.
        hashes: As `hash_of` returns them.
    """

    def __init__(self, key: str, hashes: Iterable[str]) -> None:
        self._key, self._hashes = bytes.fromhex(key), frozenset(hashes)
        self._knows = lru_cache(1 << 14)(lambda form: hash_of(self._key, form) in self._hashes)

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def holds(self, form: str) -> bool:
        """Whether a form, as `forms_of` writes it, is forgotten."""
        return self._knows(form)

    def text(self, words: str, spared: frozenset[str] = frozenset()) -> str:
        """Return words without the names.

        Args:
            words: Of notes, of a mail, a path.
            spared: Single words that stand for other people here, folded.
        """
        if not self._hashes or not words:
            return words
        parts, at = [], 0
        for found in _ADDRESS.finditer(words):
            parts += [self._names(words[at : found.start()], spared), self._address(found.group(), spared)]
            at = found.end()
        return "".join([*parts, self._names(words[at:], spared)])

    def _address(self, address: str, spared: frozenset[str]) -> str:
        is_known = self._knows(address.casefold()) or self._names(address, spared) != address
        return SOMEBODY if is_known else address

    def _names(self, words: str, spared: frozenset[str]) -> str:
        tokens = list(_WORD.finditer(words))
        parts, at, number = [], 0, 0
        while number < len(tokens):
            length = self._length(words, tokens, number, spared)
            if length:
                parts += [words[at : tokens[number].start()], SOMEBODY]
                at = tokens[number + length - 1].end()
            number += length or 1
        return "".join([*parts, words[at:]])

    def _length(self, words: str, tokens: Sequence[Any], number: int, spared: frozenset[str]) -> int:
        """Return how many words from here on are a name; 0 for none."""
        near = tokens[number : number + LONGEST]
        for length in range(len(near), 1, -1):
            gaps = (near[at].start() - near[at - 1].end() for at in range(1, length))
            if all(gap <= _GAP for gap in gaps) and self._knows(_joined(near[:length])):
                return length
        word = near[0].group()
        form = folded(word)
        if len(word) <= SHORT and word.isupper() and self._knows(f"={word}"):
            return 1
        is_everyday = word.islower() and form in _EVERYDAY
        return int(form not in spared and not is_everyday and self._knows(form))

    def data(self, value: D, spared: frozenset[str] = frozenset()) -> D:
        """Return a dataclass of the ledger without the names, and without the quotes about these people."""
        if not self._hashes:
            return value
        before = to_data(value)
        after = self.fields(before, spared)
        if after == before:
            return value
        event = {"event": value.event} if getattr(value, "event", "") else {}  # type: ignore[attr-defined]
        return replace(msgspec.convert(after, type(value)), **event)

    def fields(self, data: Mapping[str, Any], spared: frozenset[str] = frozenset()) -> dict[str, Any]:
        """Return the data of an event without the names."""
        result = {name: self._field(name, value, spared) for name, value in data.items()}
        if result == data:
            return result
        told = ("quote", "owners", "task", "promised_to", "head", "topic", "who", "said", "because")
        is_about = any(result.get(name) != data.get(name) for name in told)
        if "quote" in result and is_about:
            result["quote"] = GONE
        if "mark" in result and result != data:
            result["mark"] = dict(result["mark"]) | {"said": GONE} | ({"because": ""} if is_about else {})
        if "does" in result and result.get("said") != data.get("said"):
            result["said"] = GONE
        if "name" in result and result != data:
            result = {"name": result["name"]} | ({"present": data["present"]} if "present" in data else {})
            result["name"] = SOMEBODY
        return result

    def _field(self, name: str, value: Any, spared: frozenset[str]) -> Any:
        if name in _KEPT:
            return value
        if isinstance(value, str):
            if name in _IDS:
                return digest(GONE, value) if "@" in value and self.text(value, spared) != value else value
            return self.text(value, spared)
        if isinstance(value, dict):
            return self.fields(value, spared)
        if isinstance(value, (list, tuple)):
            found = [self._field(name, part, spared) if isinstance(part, str) else part for part in value]
            found = [self.fields(part, spared) if isinstance(part, dict) else part for part in found]
            value = list(value)
            if name == "questions":
                return [new for new, old in zip(found, value, strict=True) if new == old]
            return (
                list(dict.fromkeys(found)) if found != value and all(isinstance(one, str) for one in found) else found
            )
        return value

    def event(self, event: Event) -> Event:
        """Return an event without the names."""
        if not self._hashes:
            return event
        data = msgspec.json.decode(event.data)
        subject = self._field("id", event.subject, frozenset())
        after = self.fields(data)
        if after == data and subject == event.subject:
            return event
        return replace(event, subject=subject, data=msgspec.json.encode(after).decode())

    def meeting(self, meeting: Meeting) -> Meeting:
        """Return the notes of a meeting without the names; the first names of its other people are spared."""
        return self.data(meeting, self._others(meeting)) if self._hashes else meeting

    def _others(self, meeting: Meeting) -> frozenset[str]:
        names = [person.name for person in meeting.people]
        names += [owner for one in meeting.statements for owner in one.owners]
        others = [
            words for name in names if len(words := folded(name).split()) > 1 and not self._knows(" ".join(words))
        ]
        return frozenset(word for words in others for word in words)


def _joined(tokens: Sequence[Any]) -> str:
    return folded(" ".join(token.group() for token in tokens))


def shared_words(name: str, forms: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a name that are looked for only beside the others, as other people bear them, too."""
    forms = set(forms)
    return tuple(word for word in folded(name).split() if len(word) > 1 and word not in forms and word not in _TITLES)


def hash_of(key: bytes, form: str) -> str:
    """Return the keyed hash of a form of a name."""
    import hashlib  # both are slow to import, and few ledgers forgot anybody
    import hmac

    return hmac.new(key, form.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:32]


def forms_of(name: str, also: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """Return the forms under which a person is looked for.

    Args:
        name: The full name.
        also: Other names, initials and addresses of the person.
        others: The names of other people: a word that they share is no form of its own.
    """
    taken = {word for other in others for word in folded(other).split()}
    forms: list[str] = []
    for words in (name, *also):
        if "@" in words:
            forms.append(words.casefold())
            continue
        parts = [part for part in folded(words).split() if not part.isdigit()]
        bare = [part for part in parts if part not in _TITLES]
        forms += [" ".join(parts[:LONGEST]), " ".join(bare[:LONGEST])] if len(parts) > 1 else []
        forms += ["".join(bare)] if len(bare) > 1 else []
        letters = words.strip(". ")
        if len(bare) == 1 and len(letters) <= SHORT and letters.isupper():
            forms.append(f"={letters}")
        else:
            forms += [part for part in bare if part not in taken and len(part) > 1]
    return tuple(dict.fromkeys(filter(None, forms)))
