"""In which order chats write their days: what decides nothing first."""

from __future__ import annotations

import pytest

from extractor.readers import read_text
from extractor.readers.formats.message_days import order_of_days


@pytest.mark.parametrize(
    "days", [[], ["4 March 2026"], ["2026-03-04"], ["25/03/2026", "03/25/2026"]], ids=["none", "words", "ISO", "both"]
)
def test_nothing_decides(days: list[str]) -> None:
    assert order_of_days(days, ["10:00"], "") is None


@pytest.mark.parametrize(
    ("days", "times", "words", "order"),
    [
        pytest.param(["03/04/2026", "13/04/2026"], ["7:02 PM"], "", "dmy", id="one way only"),
        pytest.param(["3/4/26", "3/14/26"], ["19:02"], "", "mdy", id="one way only, the month first"),
        pytest.param(["1/6/26", "2/6/26"], ["7:02 PM"], "", "dmy", id="two days in a row"),
        pytest.param(["1/6/26", "1/7/26"], ["19:02"], "", "mdy", id="two days in a row, the month first"),
        pytest.param(["11/1/26", "12/1/26", "1/2/26"], ["7:02 PM"], "", "dmy", id="time goes on"),
        pytest.param(["1/11/26", "1/12/26", "2/1/26"], ["19:02"], "", "mdy", id="time goes on, the month first"),
        pytest.param(["3/4/26"], ["7:02 PM"], "27 June is fine\\nor 28 June", "dmy", id="days in words"),
        pytest.param(["01/06/2026"], ["19:02"], "", "dmy", id="zeros"),
        pytest.param(["01/06/26"], ["7:02 pm"], "", "dmy", id="zeros, India"),
        pytest.param(["1/6/2026"], ["7:02 pm"], "", "dmy", id="small letters, Australia"),
        pytest.param(["1/6/26"], ["7:02 PM"], "", "mdy", id="United States"),
        pytest.param(["3/4/2026"], ["10:15 AM"], "", "mdy", id="Teams, United States"),
        pytest.param(["04.03.26"], ["19:02"], "", "dmy", id="full stops"),
    ],
)
def test_order(days: list[str], times: list[str], words: str, order: str) -> None:
    assert order_of_days(days, times, words) == order


CHAT = """01/06/2026, 19:03 - Ana Lopez: fete is sat 27 June. who can do the bar?
01/06/2026, 19:05 - Martin (scouts): I'll do the bar
02/06/2026, 08:10 - Ben: I will order the marquee tomorrow
02/06/2026, 08:12 - Martin (scouts): and I'll ask the church for tables by 5/6
"""


def test_days_of_messages_and_of_their_words_have_one_order() -> None:
    notes = read_text(CHAT)
    assert [str(block.day) for block in notes.blocks] == ["2026-06-01"] * 2 + ["2026-06-02"] * 2
    assert notes.date_order == "dmy"


def test_remark_behind_a_name_is_no_part_of_it() -> None:
    assert [block.speaker for block in read_text(CHAT).blocks] == ["Ana Lopez", "Martin", "Ben", "Martin"]


def test_remarks_that_tell_two_people_apart_stay() -> None:
    speakers = {block.speaker for block in read_text(CHAT.replace("Ben:", "Martin (church):")).blocks}
    assert speakers == {"Ana Lopez", "Martin (scouts)", "Martin (church)"}
