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
