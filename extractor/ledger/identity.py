"""Make the ids of the ledger: of events and acts (ULIDs), of mentions (hashes), and the short ones that are shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count

# Crockford's alphabet, whose order is that of time: https://github.com/ulid/spec.
_ULID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# What is shown holds no letters that are read as digits or as each other, and begins with a letter.
LETTERS = "abcdefghjkmnpqrstvwxyz"
SIGNS = "23456789" + LETTERS
SHORTEST = 3
LONGEST = 12

_ULID_LENGTH = 26
_RANDOM_BITS = 80


def ulid(milliseconds: int, random_bits: int, after: str = "") -> str:
    """Return a ULID, greater than `after` even if the clock went back.

    Args:
        milliseconds: The time since 1970.
        random_bits: 80 random bits.
        after: The latest id so far.
    """
    number = (milliseconds << _RANDOM_BITS) | random_bits
    if after and number <= (last := _number(after)):
        number = last + 1
    return "".join(_ULID[(number >> shift) & 31] for shift in range(5 * (_ULID_LENGTH - 1), -1, -5))


def milliseconds_of(ulid: str) -> int:
    """Return the time of a ULID, in milliseconds since 1970."""
    return _number(ulid) >> _RANDOM_BITS


def _number(ulid: str) -> int:
    number = 0
    for sign in ulid:
        number = number << 5 | _ULID.index(sign)
    return number


def digest(*parts: str) -> str:
    """Return 24 hexadecimal digits that stand for these words."""
    import hashlib  # slow to import, and not needed to see that no ledger knows some notes

    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:24]


@lru_cache(1 << 14)  # names and titles come again in each meeting
def folded(words: str) -> str:
    """Return the words in lower case, without accents and signs."""
    if words.isascii():
        return " ".join(re.findall(r"\w+", words.lower()))
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", bare))


def mention_key(meeting: str, task: str, taken: set[str]) -> str:
    """Return the identity of a mention and add it to `taken`; another owner, day or line is no other mention.

    Args:
        meeting: The id of the meeting.
        task: The words of the task.
        taken: The keys of the meeting so far; twins get another.
    """
    keys = (digest(meeting, folded(task), str(number)) for number in count(1))
    key = next(key for key in keys if key not in taken)
    taken.add(key)
    return key


def token_of(key: str) -> str:
    """Return what stands for an item in a mail to somebody outside, whom its id would tell of our notes."""
    return f"#{digest('token', key)[:TOKEN]}"


TOKEN = 12  # letters


def short_id(key: str, is_free: Callable[[str], bool]) -> str:
    """Return the shortest beginning of a mention's id in letters and digits that is free.

    Args:
        key: The identity of the mention.
        is_free: Whether nothing was ever shown by this id.
    """
    number = int(digest("short", key), 16)
    number, at = divmod(number, len(LETTERS))
    signs = LETTERS[at]
    while len(signs) < LONGEST:
        number, at = divmod(number, len(SIGNS))
        signs += SIGNS[at]
    lengths = range(SHORTEST, LONGEST + 1)
    return next((signs[:length] for length in lengths if is_free(signs[:length])), key)


def now_of(last_id: str, now: datetime) -> tuple[int, str]:
    """Return the time in milliseconds, and a warning if the clock runs before the last event of the ledger.

    Args:
        last_id: The latest id of the ledger.
        now: The time, with its zone.
    """
    milliseconds = int(now.timestamp() * 1000)
    if last_id and milliseconds + 60_000 < milliseconds_of(last_id):
        last = datetime.fromtimestamp(milliseconds_of(last_id) / 1000, UTC)
        return (
            milliseconds,
            f"the clock of this machine runs before the last entry of the ledger ({last:%Y-%m-%d %H:%M} UTC); check it",
        )
    return milliseconds, ""
