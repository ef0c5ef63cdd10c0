"""What is cut from the words of a task: first what must stay."""

from __future__ import annotations

import statistics
import time

import pytest

from extractor.extraction.mentions.task_bounds import MAX_PURPOSE, parted_purpose, trimmed


@pytest.mark.parametrize(
    "work",
    [
        pytest.param("call the plumber, the roofer and the bank", id="list behind a comma"),
        pytest.param("ask Kim whether it is done", id="clause that is the work"),
        pytest.param("find out what size she is", id="question that is the work"),
        pytest.param("tell them that we have moved", id="message"),
        pytest.param("check if the pump works", id="condition that is the work"),
        pytest.param("draft the letter so that the beta can start on Monday", id="purpose"),
        pytest.param("send the report to Lee", id="nothing beside the work"),
        pytest.param("update the site (home page)", id="brackets that tell more"),
        pytest.param("please everybody", id="too little would be left"),
        pytest.param("look before sending", id="before an action"),
        pytest.param("see who they are", id="subject of a question"),
        pytest.param("print the list (42 pages)", id="brackets with a number"),
        pytest.param("do the first isle of the church", id="do, and no sentence with is"),
        pytest.param("check if it fits or it needs a longer cable", id="or in a question"),
    ],
)
def test_task_stays(work: str) -> None:
    assert trimmed(work) == work


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        pytest.param("call the family, I spoke to the daughter before", "call the family", id="remark of the speaker"),
        pytest.param("get a second quote, there's a crowd in York", "get a second quote", id="there is"),
        pytest.param("take the papers to Gavin, and then we'll see", "take the papers to Gavin", id="and then we"),
        pytest.param("chase the baker because the oven is cold", "chase the baker", id="reason"),
        pytest.param("return the keys, otherwise they change the lock", "return the keys", id="otherwise"),
        pytest.param("check the ballast, he says it is old", "check the ballast", id="he says"),
        pytest.param(
            "send the sheets again it has to be in the folder", "send the sheets again", id="sentence without a stop"
        ),
        pytest.param("write to all interviewees before the interviews begin", "write to all interviewees", id="limit"),
        pytest.param("ring the agency (I asked twice)", "ring the agency", id="remark in brackets"),
        pytest.param("put the form on the wall [24/31]", "put the form on the wall", id="number of a minute"),
        pytest.param("email the group as well, please", "email the group", id="filler words"),
        pytest.param("we need a proper stock check", "a proper stock check", id="we need"),
        pytest.param("order it because", "order it", id="cut off"),
        pytest.param("decide, otherwise we lose the slot", "decide", id="otherwise, a verb alone"),
        pytest.param("obtain two estimates, which is on 12 March", "obtain two estimates", id="which is"),
        pytest.param(
            "The tiles are gone, so Luca is going to bring three samples", "bring three samples", id="so a name"
        ),
        pytest.param("let me talk to the council", "talk to the council", id="let me"),
        pytest.param("do the filing, it's", "do the filing", id="it is, cut off"),
        pytest.param("redo it it's only four pages", "redo it", id="pronoun is left"),
        pytest.param("ring Hendrik again and if he says no", "ring Hendrik again", id="and if"),
        pytest.param("set it up for March would that work for people", "set it up for March", id="question behind"),
        pytest.param("please also book the hall", "book the hall", id="please also"),
        pytest.param("sign the sheets otherwise I get the angry mail", "sign the sheets", id="otherwise, no comma"),
        pytest.param("check the space; as he was not on the call", "check the space", id="as, behind a semicolon"),
        pytest.param("do is try the first on the old box", "try the first on the old box", id="what I will do is"),
        pytest.param("cut the old list down, honestly", "cut the old list down", id="honestly"),
        pytest.param("sell the drum kit or it goes to Paulo", "sell the drum kit", id="or it goes"),
        pytest.param("set the tasting up for i don't know three of us", "set the tasting up", id="for I don't know"),
        pytest.param("give Joanne a call, just so it's", "give Joanne a call", id="just so"),
    ],
)
def test_task_is_cut(work: str, expected: str) -> None:
    assert trimmed(work) == expected


@pytest.mark.parametrize(
    "work",
    [
        pytest.param("send the deck to Kim", id="none"),
        pytest.param("find out why it is so slow", id="so before an adjective"),
        pytest.param("say so", id="so at the end"),
        pytest.param("do so that way", id="too little before it"),
        pytest.param("ask whether it is so", id="so of a statement"),
        pytest.param("order so many chairs", id="so many"),
        pytest.param("book the hall so far as possible", id="so far"),
        pytest.param("order the chairs", id="the order"),
        pytest.param("put the list in order", id="in order"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_purpose(work: str) -> None:
    assert parted_purpose(work) == (work, "")


def test_short_purpose_stays_with_the_task() -> None:
    work = "fix the map so that the beta can start on Monday"
    assert parted_purpose(work) == (work, "so that the beta can start on Monday")


def test_long_purpose_is_apart() -> None:
    purpose = "so that " + "we all know what to do " * 3
    assert len(purpose.split()) > MAX_PURPOSE
    assert parted_purpose(f"fix the map, {purpose}") == ("fix the map", purpose.strip())


@pytest.mark.slow
@pytest.mark.parametrize("piece", [", I went", " because", " (he said", " it has", "[1/2] ", "please ", "before "])
def test_time_grows_with_length(piece: str) -> None:
    def seconds(count: int) -> float:
        work = "send the list" + piece * count
        runs = []
        for _ in range(5):
            start = time.perf_counter()
            trimmed(work)
            runs.append(time.perf_counter() - start)
        return statistics.median(runs)

    assert seconds(4000) < 40 * max(seconds(400), 1e-4)
