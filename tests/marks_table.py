"""Write the table of docs/explanation/withheld.md: which markings are held, named or let through, in which formats.

Run by `make marks`; a test compares the table with what it writes.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable

from markings import FEW_DOCUMENTS, FORMATS, markings, verdict
from places import ROOT

PAGE = ROOT / "docs" / "explanation" / "withheld.md"
START, END = "<!-- marks: written by make marks -->\n", "<!-- marks: end -->\n"
NAMES = {
    "md": "Markdown",
    "txt": "text",
    "html": "HTML",
    "docx": "Word",
    "vtt": "captions",
    "chat": "chat",
    "eml": "mail",
    "xlsx": "Excel",
}


def table(judge: Callable[[str, str], str | None]) -> str:
    """Return the table in Markdown: a row for each kind of marking, a column for each format.

    Args:
        judge: Says what becomes of a marking in a format.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    kinds: Counter[str] = Counter()
    missed: list[str] = []
    for kind, marking in markings():
        kinds[kind] += 1
        for format in FORMATS:
            found = judge(marking, format)
            if found is None:
                continue
            counts.setdefault((kind, format), Counter())[found] += 1
            if found == "let through":
                missed.append(f"- {NAMES[format]}: `{marking.replace('{S}', '...').replace('{T}', '...')}`")
    rows = [
        f"| {kind} | {number} | " + " | ".join(_cell(counts.get((kind, format))) for format in FORMATS) + " |"
        for kind, number in kinds.items()
    ]
    total: dict[str, Counter[str]] = {format: Counter() for format in FORMATS}
    for (_, format), words in counts.items():
        total[format].update(words)
    rows.append(f"| all | {sum(kinds.values())} | " + " | ".join(_cell(total[format]) for format in FORMATS) + " |")
    head = "| mark | markings | " + " | ".join(NAMES[format] for format in FORMATS) + " |"
    lines = [head, "|---|---:|" + "---:|" * len(FORMATS), *rows]
    if missed:
        lines += ["", "Let through without a word:", "", *missed]
    return "\n".join(lines) + "\n"


def of_documents(marking: str, format: str) -> str | None:
    """Judge by the documents that a client gets."""
    return verdict(marking, format, FEW_DOCUMENTS)


def _cell(words: Counter[str] | None) -> str:
    """Return counts as "held / named / let through"."""
    return f"{words['held']} / {words['named']} / {words['let through']}" if words else ""


def written() -> str:
    """Return the table as the page has it."""
    match = re.search(re.escape(START) + r"\n?(.*?)\n?" + re.escape(END), PAGE.read_text(encoding="utf-8"), re.S)
    return match[1] if match else ""


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{table(of_documents)}\n{END}{after}", encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    main()
