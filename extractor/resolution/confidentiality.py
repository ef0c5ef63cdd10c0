"""Mark what holds a word that only internal places of the notes say.

`marked` runs once, after a recap is made, and knows the notes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.model import Action, Block, Notes, Person, Recap, Remark

_WORD = expression(r"\w+")


def marked(recap: Recap, notes: Notes) -> Recap:
    """The recap with everything private that a word of holds which only private places of the notes say.

    Reading completes what it finds: "fix it" gains the name of the thing, "Ana" her family name, and either may come
    from a private line. Whatever the way, a word that no public line has makes its item private.
    """
    if not any(block.private for block in notes.blocks):
        return recap
    secret = _secret_words(notes)

    def item(action: Action) -> Action:
        if action.private or _words(action.task, action.said) & secret:
            return replace(action, private=True, private_parts=())
        parts = set(action.private_parts)
        if _words(*action.owners) & secret:
            parts.add("owners")
        if _words(action.due_text or "") & secret:
            parts.add("due")
        return replace(action, private_parts=tuple(sorted(parts)))

    def remark(one: Remark) -> Remark:
        return replace(one, private=one.private or bool(_words(one.text) & secret))

    def person(one: Person) -> Person:
        return replace(one, private=bool(_words(one.name) & secret))

    title = ("title",) if _words(recap.title or "") & secret else ()
    return replace(
        recap,
        items=tuple(map(item, recap.items)),
        maybes=tuple(map(item, recap.maybes)),
        decisions=tuple(map(remark, recap.decisions)),
        questions=tuple(map(remark, recap.questions)),
        people=tuple(map(person, recap.people)),
        private=tuple(dict.fromkeys((*recap.private, *title))),
    )


def _secret_words(notes: Notes) -> frozenset[str]:
    """The words that only private blocks of the notes have."""
    titles = {block.text for block in notes.blocks if block.private and block.text in _titles(notes)}
    public = _words(*(text for block in notes.blocks if not block.private for text in _block_texts(block, titles)))
    # What stands in no block is front matter, which belongs to the whole.
    lines = {line for block in notes.blocks for line in range(block.line, block.end_line + 1)}
    front = [person.name for person in notes.people if person.line is not None and person.line not in lines]
    private = _words(*(text for block in notes.blocks if block.private for text in _block_texts(block, set())))
    return private - public - _words(*front)


def _titles(notes: Notes) -> frozenset[str]:
    return frozenset(title for block in notes.blocks for title in block.section)


def _block_texts(block: Block, without: set[str]) -> Iterable[str]:
    yield block.text
    yield block.speaker or ""
    yield from (text for cell in block.cells for text in (cell.column, cell.text))
    yield from (title for title in block.section if title not in without)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))
