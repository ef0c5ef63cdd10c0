"""Collect the words that meeting notes write in lower case: `make model` rebuilds extractor/language/people/words.txt.

A capitalised word of this list that opens a line ("Access to the account") is not a name, unless somebody in the notes
is called so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import corpus

WORDS = Path(__file__).resolve().parent.parent / "extractor" / "language" / "people" / "words.txt"
OFFICE = ("office", "speech")
FOLDERS = ("train", "dev", *OFFICE)
PROJECTS = 2  # a word counts when the notes of at least so many projects write it in lower case
OFFICE_NOTES = 3  # the same of office notes, of which some write names in lower case


def main() -> None:
    """Collect the words and write them to the package, one per line, sorted."""
    projects: dict[str, set[tuple[bool, str]]] = defaultdict(set)
    for folder in FOLDERS:
        for gold in sorted((corpus.SHARED / "corpus" / folder).glob("*.gold.json")):
            name = gold.name.removesuffix(".gold.json")
            document = next(path for path in gold.parent.glob(name + ".*") if not path.name.endswith(".gold.json"))
            text = re.sub(r"\S*(?://|@|www\.)\S*", " ", document.read_text(encoding="utf-8", errors="replace"))
            for word in re.findall(r"(?<![\w./@#_-])[a-z]{3,}(?![\w./@_])", text):
                projects[word].add((folder in OFFICE, corpus.organisation(name, folder)))
    kept = sorted(word for word, seen in projects.items() if _is_usual(seen))
    WORDS.write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words in {WORDS.name}")


def _is_usual(seen: set[tuple[bool, str]]) -> bool:
    """Whether enough notes write a word in lower case; `seen` is which, and whether they are office notes."""
    return sum(not is_office for is_office, _ in seen) >= PROJECTS or len(seen) >= OFFICE_NOTES


if __name__ == "__main__":
    main()
