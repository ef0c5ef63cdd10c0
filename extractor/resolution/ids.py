"""Make the ids of items: short hashes of a task's words, which survive a change of owner, day or line."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from itertools import count

# "Send the deck" and "send our deck" are the same task.
_IGNORED = frozenset("a an the to of for and or in on at by with from our his her their its your my this that".split())


def stable_id(task: str, taken: set[str]) -> str:
    """Return the id of an item and add it to `taken`; tasks of the same words get "-2", "-3" and so on.

    Case, accents, spacing, punctuation and articles do not count; the order of the words does.
    """
    folded = "".join(c for c in unicodedata.normalize("NFKD", task.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", folded)
    hashed_words = " ".join([word for word in words if word not in _IGNORED] or words)
    digest = hashlib.sha256(hashed_words.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    candidates = (digest if number == 1 else f"{digest}-{number}" for number in count(1))
    item_id = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(item_id)
    return item_id
