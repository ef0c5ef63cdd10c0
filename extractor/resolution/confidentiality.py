"""Mark as private what contains a word that only private places of the notes say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.model import Action, Block, Notes, Person, Recap, Remark

_WORD = expression(r"\w+")


def mark_private(recap: Recap, notes: Notes) -> Recap:
    """Mark as private every item, remark, person and title that has a word which only private blocks say.

    Tasks and names are completed from the whole of the notes: "fix it" gains the name of the thing, "Ana" her family
    name, and both may come from a private line.
    """
    struck = _struck_texts(notes)
    if not struck and not any(block.private for block in notes.blocks):
        return recap
    secret = _secret_words(notes)

    def item(action: Action) -> Action:
        if action.private or _words(action.task, action.said) & secret or _is_struck(action, struck):
            return replace(action, private=True, private_parts=())
        parts = set(action.private_parts)
        if _words(*action.owners) & secret:
            parts.add("owners")
        if _words(action.due_text or "") & secret:
            parts.add("due")
        return replace(action, private_parts=tuple(sorted(parts)))

    def remark(decision: Remark) -> Remark:
        return replace(decision, private=decision.private or bool(_words(decision.text) & secret))

    def person(named: Person) -> Person:
        return replace(named, private=bool(_words(named.name) & secret))

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
    """Return the words that only private blocks of the notes have."""
    section_titles = {title for block in notes.blocks for title in block.section}
    private_titles = {block.text for block in notes.blocks if block.private and block.text in section_titles}
    public = _words(
        *(text for block in notes.blocks if not block.private for text in _block_texts(block, private_titles))
    )
    private = _words(*(text for block in notes.blocks if block.private for text in _block_texts(block, set())))
    private |= _words(*(block.text[start:end] for block in notes.blocks for start, end in block.struck))
    # A person whose line is in no block comes from the front matter, which is public.
    lines = {line for block in notes.blocks for line in range(block.line, block.end_line + 1)}
    front_matter = [person.name for person in notes.people if person.line is not None and person.line not in lines]
    return private - public - _words(*front_matter)


def _struck_texts(notes: Notes) -> dict[int, list[str]]:
    """Return the texts that are struck through in public blocks, by the lines of their blocks."""
    found: dict[int, list[str]] = {}
    for block in notes.blocks:
        for start, end in block.struck if not block.private else ():
            if _WORD.search(text := block.text[start:end]):
                for line in range(block.line, min(block.end_line, block.line + 200) + 1):
                    found.setdefault(line, []).append(text)
    return found


def _is_struck(action: Action, struck: dict[int, list[str]]) -> bool:
    """Whether the words of an item are struck through, or hold words that are."""
    return any(text in action.said or action.said in text for text in struck.get(action.line, ()))


def _without_struck(block: Block) -> str:
    """Return the text of a block without what is struck through."""
    parts, position = [], 0
    for start, end in block.struck:
        parts.append(block.text[position : max(position, start)])
        position = max(position, end)
    return " ".join((*parts, block.text[position:]))


def _block_texts(block: Block, excluded_titles: set[str]) -> Iterable[str]:
    """Yield all texts of a block: its own, its speaker, its cells and its section titles."""
    yield block.text if block.private else _without_struck(block)
    yield block.speaker or ""
    yield from (text for cell in block.cells for text in (cell.column, cell.text))
    yield from (title for title in block.section if title not in excluded_titles)


def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in _WORD.findall(text.casefold()))
