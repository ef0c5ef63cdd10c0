"""What people type in a chat to say who does what: short, in lower case, without a subject or apostrophe."""

from __future__ import annotations

from datetime import date

import pytest

from extractor import extract

BEFORE = (("Tash", "evening all"), ("Yemi", "hiya"), ("Bronagh", "hi"), ("Kev", "it was cold again"))


def items(*messages: tuple[str, str]) -> list[tuple[tuple[str, ...], str]]:
    """Return who does what, by a chat that ends with these messages."""
    said = (*BEFORE, *messages, ("Tash", "the soup was nice"))
    chat = "".join(f"12/03/2026, 20:{at:02} - {who}: {words}\n" for at, (who, words) in enumerate(said))
    return [(tuple(item.owners), item.task) for item in extract(chat).items]


@pytest.mark.parametrize(
    ("who", "said", "owners", "task"),
    [
        pytest.param("Kev", "ill sort the bar", ("Kev",), "sort the bar", id="no apostrophe"),
        pytest.param("Kev", "getting those w/ the bar stuff", ("Kev",), "get", id="no subject"),
        pytest.param("Kev", "asking mrs whitlock tmrw", ("Kev",), "ask mrs whitlock", id="no subject, and a day"),
        pytest.param("Kev", "submitting it tomorrow", ("Kev",), "submit", id="doubled letter"),
        pytest.param("Tash", "yemi tidies the shed on sunday", ("Yemi",), "tid", id="somebody tidies"),
        pytest.param("Kev", "ok, im ringing the council tmrw", ("Kev",), "ring the council", id="im"),
        pytest.param("Tash", "yemi can u bring the urn", ("Yemi",), "bring the urn", id="u"),
        pytest.param("Tash", "bronagh brings the cones", ("Bronagh",), "bring the cones", id="somebody brings"),
        pytest.param("Tash", "k. yemi takes over the raffle from april", ("Yemi",), "take over the raffle", id="k"),
        pytest.param("Tash", "bronagh n yemi on the door", ("Bronagh", "Yemi"), "on the door", id="post"),
        pytest.param("Kev", "me and Yemi do the tent", ("Kev", "Yemi"), "do the tent", id="me and another"),
        pytest.param("Tash", "flights: everyone books their own", ("all",), "book their own", id="everyone"),
        pytest.param("Tash", "i still need the keys from Kev", ("Kev",), "keys", id="needed from somebody"),
    ],
)
def test_message_gives_work(who: str, said: str, owners: tuple[str, ...], task: str) -> None:
    found = items((who, said))
    assert [names for names, _ in found] == [owners]
    assert task in found[0][1]


@pytest.mark.parametrize(
    "said",
    [
        "getting there",
        "asking her would help",
        "kev brings the cones every week",
        "kev on holiday",
        "putting the kettle on is all he does",
        "friday brings rain",
        "yemi takes the bus usually",
        "yemi takes everything so seriously",
        "kev brings up a good point",
        "getting drunk tonight",
        "putting the kids to bed, back later",
        "making dinner rn",
        "sending hugs to you both",
    ],
)
def test_message_only_tells(said: str) -> None:
    assert items(("Tash", said)) == []


def test_day_of_what_another_promises_is_not_taken() -> None:
    chat = (
        "[12/03/2026, 20:01] Tash: quiz night\n"
        "[12/03/2026, 20:02] Kev: ill sort the bar\n"
        "[12/03/2026, 20:03] Tash: great. who can do tickets?\n"
        "[12/03/2026, 20:03] Yemi: me\n"
        "[12/03/2026, 20:04] Yemi: will have them up on the site by sunday\n"
    )
    days = {item.owners[0]: item.due for item in extract(chat).items}
    assert days["Kev"] is None
    assert days["Yemi"] == date(2026, 3, 15)


def test_promise_that_points_to_what_is_hardly_work_is_kept() -> None:
    found = items(("Yemi", "and consent forms!! still missing 4, I'll chase them individually"))
    assert found == [(("Yemi",), "chase consent forms individually")]
