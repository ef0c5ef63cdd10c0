"""Answers of two written series, as real mail programs quote them: what may be applied, and what must not be.

The mails lie beside the checkout and are skipped where they are missing. The ledger is made of the recaps as they were
sent, not of the notes, which would take longer to read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ledgers import ledger, pen
from places import SHARED

from extractor.ledger import book
from extractor.ledger.correspondence import take_in
from extractor.ledger.events import Meeting
from extractor.ledger.heard import Heard
from extractor.ledger.mails import Stored, mails_in
from extractor.ledger.post import post_of
from extractor.ledger.sent import title_and_day

SERIES = ("o-trip", "o-site")
MAILS = SHARED / "series"

pytestmark = pytest.mark.skipif(not (MAILS / "o-trip" / "mail").is_dir(), reason="the mails lie beside the checkout")


def heard_in(series: str, folder: Path) -> tuple[list[Heard], dict[str, Any]]:
    """Return what is understood of the mails of a series, and the annotations."""
    store = ledger(folder)
    paths = sorted((MAILS / series / "mail").rglob("*.eml"))
    mails: list[Stored] = [stored for path in paths for stored in mails_in(path)]
    for number, sent in enumerate(one.mail for one in mails if "/sent/" in one.mail.source):
        title, day = title_and_day(sent.subject)
        assert day is not None
        book.keep(
            pen(store, f"keep {number}"), Meeting(f"{series} {number}", title, day, f"{day}.txt", "", sha=str(number))
        )
    heard = take_in(pen(store, "keep mails", minutes=9), post_of(store, (), None, "mdy", ""), lambda: mails)
    return heard, json.loads((MAILS / series / "mail" / "gold.json").read_text(encoding="utf-8"))


def test_answers_are_applied_only_where_they_are_unmistakable(tmp_path: Path) -> None:
    may, applied, wrong = 0, 0, []
    for series in SERIES:
        (tmp_path / series).mkdir()
        heard, gold = heard_in(series, tmp_path / series)
        by_file = {Path(one.mail.source).name: one for one in heard}
        for mail in gold["mails"]:
            found = [one for one in by_file[Path(mail["file"]).name].answers if one.applied]
            wanted = {one["id"]: one for one in mail["answers"] if one["apply"]}
            may += len(wanted)
            for one in found:
                gold_answer = wanted.get(one.called)
                if gold_answer is None or gold_answer["means"] != one.means:
                    wrong.append((mail["file"], one.called, one.means))
                else:
                    applied += 1
    assert not wrong
    assert may == 14
    assert applied >= 12
