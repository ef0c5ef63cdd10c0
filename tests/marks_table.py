"""Judge each marking in each format, by the documents that a client gets; run by `make marks`.

Writes what becomes of them into tests/markings.txt and, as a table, into docs/explanation/withheld.md. Tests judge each
marking in two of the formats, and compare the table with the list.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence

from markings import FEW_DOCUMENTS, FORMATS, LIST, Marking, letter, markings, verdict
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


def table(found: Sequence[Marking]) -> str:
    """Return the table in Markdown: a row for each kind of marking, a column for each format."""
    kinds = Counter(marking.kind for marking in found)
    rows = [_row(kind, [marking for marking in found if marking.kind == kind]) for kind in kinds]
    head = "| mark | markings | " + " | ".join(NAMES[format] for format in FORMATS) + " |"
    return "\n".join([head, "|---|---:|" + "---:|" * len(FORMATS), *rows, _row("all", found)]) + "\n"


def _row(kind: str, found: Sequence[Marking]) -> str:
    cells = [Counter(marking.verdicts[at] for marking in found) for at in range(len(FORMATS))]
    shown = (f"{cell['h']} / {cell['n']} / {cell['l']}" if cell["-"] < len(found) else "" for cell in cells)
    return f"| {kind} | {len(found)} | " + " | ".join(shown) + " |"


def written() -> str:
    """Return the table as the page has it."""
    match = re.search(re.escape(START) + r"\n?(.*?)\n?" + re.escape(END), PAGE.read_text(encoding="utf-8"), re.S)
    return match[1] if match else ""


def main() -> None:
    judged = [
        marking._replace(verdicts="".join(letter(verdict(marking.text, format, FEW_DOCUMENTS)) for format in FORMATS))
        for marking in markings()
    ]
    comments = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    LIST.write_text("\n".join([*comments, *("\t".join(marking) for marking in judged), ""]), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{START}\n{table(judged)}\n{END}{after}", encoding="utf-8")
    sys.stdout.write(f"{LIST}\n{PAGE}\n")


if __name__ == "__main__":
    main()
