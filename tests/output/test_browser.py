"""The HTML mail in chromium, at the width of a desktop and of a phone, in light and in dark mode."""

from __future__ import annotations

from functools import cache
from typing import Any

import browser
import pytest
from places import SAMPLES
from plans import FULL, action, recap

import extractor
from extractor.model import Person, Recap, RenderOptions
from extractor.output.formats import view_for
from extractor.output.mail.view import email_view
from extractor.output.render import render
from extractor.output.wording import entry_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.skipif(browser.CHROMIUM is None, reason="chromium is not installed"),
]
LONG = recap(
    action("x" * 400, "y" * 200, due_text="z" * 200, line=3),
    action("read https://example.org/" + "a/" * 200, "Ana", line=4),
    action("漢字" * 200, "Ana", line=5),
    title="w" * 300,
    source="v" * 200,
)
PAGES = {
    "weekly-sync": RenderOptions(sender=Person("Sam Teller")),
    "client-meeting": RenderOptions(
        audience="client", sender=Person("Tom Becker"), note="Good to see you all in person."
    ),
    "board-minutes": RenderOptions(reader="Ruth Avery"),
    "everything": RenderOptions(reader="Ana Lopez", note="Thanks!"),
    "long words": RenderOptions(),
}


@cache
def recap_of(name: str) -> Recap:
    if name in ("everything", "long words"):
        return FULL if name == "everything" else LONG
    return extractor.extract(next(SAMPLES.glob(f"{name}.[mt]*")))


WIDTHS = (600, 360)


@pytest.fixture(scope="module", params=[False, True], ids=["light", "dark"])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Any]:
    """Measure all pages at all widths, in light and then in dark mode; the key is a page's name and width."""
    keys = [(name, width) for name in PAGES for width in WIDTHS]
    documents = {name: render(recap_of(name), "html", options) for name, options in PAGES.items()}
    frames = [(documents[name], width) for name, width in keys]
    measures = browser.measure(frames, dark=request.param, folder=tmp_path_factory.mktemp("browser"))
    assert all(page["dark"] is request.param for page in measures)
    return dict(zip(keys, measures, strict=True))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_mail_fits_its_frame_and_can_be_read(name: str, width: int, pages: dict[tuple[str, int], Any]) -> None:
    made, options, page = recap_of(name), PAGES[name], pages[name, width]
    assert (page["width"], page["scroll"]) == (width, width)
    assert page["wide"] == []
    assert page["low"] == []
    assert page["smallest"] >= 14
    words = " ".join(page["text"].split())
    for item in made.items:
        if options.audience == "client" and item.private:
            assert entry_of(made, item).task not in words
        elif "@" not in item.task:
            assert " ".join(entry_of(made, item).task.split()) in words


@pytest.mark.parametrize("name", PAGES)
def test_headings_of_the_mail_come_in_order(name: str, pages: dict[tuple[str, int], Any]) -> None:
    levels = pages[name, 600]["headings"]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


@pytest.mark.parametrize("name", ["weekly-sync", "client-meeting", "board-minutes", "everything"])
def test_phone_shows_what_matters_and_what_needs_an_answer_first(name: str, pages: dict[tuple[str, int], Any]) -> None:
    options = PAGES[name]
    mail = email_view(view_for(recap_of(name), options), options)
    first = " ".join(pages[name, 360]["first"].split())
    if mail.yours:  # in a draft for one person, what is asked stands beside the work
        assert all(words in first for words in (mail.yours.opening, *(entry.note for entry in mail.yours.entries)))
        return
    assert mail.opening in first
    assert "Please reply" in first
    # The greeting of a letter to a client takes the room of all but the beginning.
    for ask in mail.asks[: 1 if mail.client else 3]:
        assert f"{ask.who}:" in first if mail.client else f"{ask.who}: {ask.request}" in first
