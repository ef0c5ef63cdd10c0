"""Identities of items: short names made of a task's words, which survive another owner, day or line."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import count

# An article more or less, or the word for whose it is, makes no other task of "send the deck".
_EMPTY = frozenset("a an the to of for and or in on at by with from our his her their its your my this that".split())


def stable_id(task: str, taken: set[str]) -> str:
    """The id of an item, which is then `taken`: a hash of its task's words, with "-2" for the second of twins.

    Case, accents, spacing, punctuation and articles do not count; words in another order are another task.
    """
    folded = "".join(c for c in unicodedata.normalize("NFKD", task.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", folded)
    said = " ".join([word for word in words if word not in _EMPTY] or words)
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    names = (digest if twin == 1 else f"{digest}-{twin}" for twin in count(1))
    found = next(name for name in names if name not in taken)
    taken.add(found)
    return found
