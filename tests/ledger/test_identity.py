"""Ids: of events, of mentions, and the short ones that are shown."""

from __future__ import annotations

import re

from extractor.ledger.identity import LETTERS, SIGNS, mention_key, milliseconds_of, short_id, ulid


def test_id_of_an_event_grows_even_if_the_clock_goes_back() -> None:
    first = ulid(1_000_000, 5)
    assert ulid(999_000, 5, first) > first
    assert len(first) == 26
    assert milliseconds_of(first) == 1_000_000


def test_mention_is_named_by_meeting_words_and_twin() -> None:
    taken: set[str] = set()
    first = mention_key("m1", "Send the deck", taken)
    assert mention_key("m1", "send the deck!", taken) != first  # a twin
    assert mention_key("m2", "send the deck", set()) != first
    assert mention_key("m1", "SEND the  deck", set()) == first


def test_short_id_is_the_shortest_free_beginning() -> None:
    shown: set[str] = set()
    ids = []
    for number in range(2000):
        ids.append(short_id(f"key {number}", lambda words: words not in shown))
        shown.add(ids[-1])
    assert len(set(ids)) == 2000
    assert all(re.fullmatch(rf"[{LETTERS}][{SIGNS}]{{2,}}", short) for short in ids)
    assert {len(short) for short in ids} <= {3, 4}
    assert not set("ilou01") & set(SIGNS)
