"""Find what a sender should look at before a client does: words about money, law, health and people, and discretion.

Nothing is withheld for such a word: many are harmless. Each kept line that holds one is named to the sender. A topic
counts in what the client would read; a word of discretion ("quietly", "they don't know yet") also beside it, because it
is often said in the next sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from extractor.model import Action, Block, Notes, Recap, Remark
from extractor.readers.confidential_levels import codes
from extractor.resolution.asides import Asides
from extractor.resolution.sensitive_words import discretion, topics

MAX_WORDS = 3  # named for a line
# How an entry begins that is no word of the line itself.
AFTER, UNDER = "after ", "under "
NEAR = 200  # characters on each side of an item in which discretion counts


def mark_suspect(recap: Recap, notes: Notes, released: Sequence[tuple[int, int]] = ()) -> Recap:
    """Return the recap with the suspicious words of each item, decision and question that is not private.

    Args:
        recap: The recap of the notes, its private parts marked.
        notes: The notes.
        released: First and last lines that the sender has seen.
    """
    by_line: dict[int, list[Block]] = {}
    for block in notes.blocks:
        if not block.private:
            for line in range(block.line, min(block.end_line, block.line + 200) + 1):
                by_line.setdefault(line, []).append(block)

    levels = codes(block.text for block in notes.blocks)
    asides = Asides(notes)
    seen = {block.line for block in notes.blocks if any(first <= block.line <= last for first, last in released)}
    standing = cache(lambda: asides.standing(notes.blocks, seen))  # only where something is to be judged

    def words(texts: Iterable[str], line: int, end_line: int, said: str) -> tuple[str, ...]:
        if any(first <= line <= last for first, last in released):
            return ()
        blocks = [block for at in range(line, min(end_line, line + 200) + 1) for block in by_line.get(at, ())]
        found = dict.fromkeys(suspicious_words(" ; ".join(texts)))
        for block in dict.fromkeys(blocks):
            found.update(dict.fromkeys(discretion(_around(block.text, said))))
            found.update(dict.fromkeys((*asides.in_row(block, said), *asides.cells(block))))
            titles = (title for title in block.section if discretion(title) or asides.tells_readers(title))
            found.update({f"{UNDER}{title}": None for title in titles})
            found.update({code: None for code in levels if code in block.text})
            if after := block.suspect or standing().get(block.line):
                found[after if after in block.text else f"{AFTER}{after}"] = None
        return tuple(found)[:MAX_WORDS]

    def item(action: Action) -> Action:
        if action.private:
            return action
        texts = (action.task, action.due_text or "", action.said)
        return replace(action, suspect=words(texts, action.line, action.end_line, action.said))

    def remark(said: Remark) -> Remark:
        return said if said.private else replace(said, suspect=words((said.text,), said.line, said.end_line, said.text))

    return replace(
        recap,
        items=tuple(map(item, recap.items)),
        decisions=tuple(map(remark, recap.decisions)),
        questions=tuple(map(remark, recap.questions)),
    )


def suspicious_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that a sender should see before a client does, each once, as the text has them."""
    return (*topics(text), *discretion(text))


def _around(text: str, said: str) -> str:
    """Return the text near what is said, all of a short one."""
    at = text.find(said[:40])
    if len(text) <= 2 * NEAR or at < 0:
        return text if len(text) <= 4 * NEAR else ""
    return text[max(0, at - NEAR) : at + len(said) + NEAR]
