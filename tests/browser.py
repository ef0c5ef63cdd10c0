"""Show a page in chromium: take a screenshot, or measure its layout and contrast. Nothing is loaded.

The page is in a frame, as a headless window cannot be as narrow as a phone. Light or dark is the preference of the
browser, so that media queries work as in a mail client.
"""

from __future__ import annotations

import base64
import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

HEAD = "<!DOCTYPE html><meta charset='utf-8'><body style='margin:0'>"

# Lists the texts with less contrast to their background than WCAG 2.2 (1.4.3) asks for (`low`), and those that are
# wider than the page (`wide`); returns all text.
MEASURE = """
function luminance(c) {
  const part = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}
function colour(words) { return words.match(/[\\d.]+/g).map(Number); }
function ground(element) {
  for (let at = element; at; at = at.parentElement) {
    const c = colour(getComputedStyle(at).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c;
  }
  return [255, 255, 255];
}
function measure(page) {
  const width = page.documentElement.clientWidth, low = [], wide = [];
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  let least = 99, smallest = 99, first = '';
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.textContent.trim(), element = node.parentElement, style = getComputedStyle(element);
    if (!words || element.closest('.preheader')) continue;
    const one = luminance(colour(style.color)), other = luminance(ground(element));
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    least = Math.min(least, ratio);
    smallest = Math.min(smallest, parseFloat(style.fontSize));
    if (ratio < 4.5) low.push([words.slice(0, 40), ratio]);
    const range = page.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.right > width + 0.5 || box.left < -0.5) { wide.push(words.slice(0, 40)); break; }
    const place = range.getBoundingClientRect();
    if (place.height && place.bottom <= 400) first += ' ' + words;
  }
  return { width, scroll: page.documentElement.scrollWidth, height: page.body.offsetHeight, least, smallest,
           headings: [...page.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(heading => Number(heading.tagName[1])),
           low, wide, first, text: page.body.innerText, dark: matchMedia('(prefers-color-scheme: dark)').matches };
}
"""


def measure(pages: Sequence[tuple[str, int]], *, dark: bool, folder: Path) -> list[dict[str, Any]]:
    """Return the result of MEASURE for each page in a frame of its width in pixels; chromium is started once."""
    frames = "".join(_frame(page, width, 4000) for page, width in pages)
    script = (
        f"<pre id='result'></pre><script>{MEASURE}\n"
        "window.addEventListener('load', () => {\n"
        "const frames = [...document.querySelectorAll('iframe')].map(frame => measure(frame.contentDocument));\n"
        "const words = btoa(unescape(encodeURIComponent(JSON.stringify(frames))));\n"
        "document.getElementById('result').textContent = words; });</script>"
    )
    dom = _run(HEAD + frames + script, ["--dump-dom"], dark=dark, folder=folder)
    result = re.search(r"<pre id=.result.>([A-Za-z0-9+/=]+)</pre>", dom)
    assert result, dom[-2000:]
    measures: list[dict[str, Any]] = json.loads(base64.b64decode(result[1]))
    return measures


def screenshot(page: str, width: int, height: int, target: Path, *, dark: bool, folder: Path) -> None:
    """Write a PNG of the page in a frame of this size in pixels to `target`."""
    size = f"--window-size={max(width, 500)},{height}"
    _run(HEAD + _frame(page, width, height), [f"--screenshot={target}", size], dark=dark, folder=folder)


@contextmanager
def playwright_browser() -> Iterator[Any]:
    """Start chromium under Playwright, for pages that are used and not only looked at; skip where one is missing."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed; on Debian: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed; it is in recap[dev]")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def _frame(page: str, width: int, height: int) -> str:
    style = f"width:{width}px;height:{height}px;border:0;display:block"
    return f"<iframe style='{style}' srcdoc=\"{html.escape(page)}\"></iframe>"


def _run(document: str, arguments: list[str], *, dark: bool, folder: Path) -> str:
    """Open a document in chromium and return what it prints; `folder` is for its files."""
    assert CHROMIUM
    file = folder / "frame.html"
    file.write_text(document, encoding="utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-background-networking",
            "--no-first-run",
            f"--user-data-dir={folder / 'profile'}",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            "--virtual-time-budget=5000",
            *arguments,
            file.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout
