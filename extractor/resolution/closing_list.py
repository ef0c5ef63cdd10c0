"""Join the entries of a list of actions to the work in the text that they say again, in other words.

    Maya is going to draft the letter this week, and Sam will take it to the harbour office.
    ## Actions
    - Maya: letter to the harbour master (this week)

An entry is joined to the one piece of work of the same person that fits it best, so that two entries never become one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractor.common.lazy_regex import expression
from extractor.extraction.mentions.slots import opening_verb
from extractor.language import lexicon
from extractor.language.content_words import content, stem
from extractor.model import Kind, Mention, Notes
from extractor.resolution.coreference import NoteVocabulary, is_listed
from extractor.resolution.naming import named, pronouns_of
from extractor.resolution.normalization import ResolvedMention

# Chosen on the pairs of train, dev and office notes that one person owns: 17 say the same work, 116 do not.
LEAST_SHARED = 0.19  # share of the words of one of the two that the other has, by how rare they are
LEAST_AROUND = 0.4  # share of the words of the entry that the work and the lines around it have
LEAST_ALIKE = 0.84  # of both together, with SAME_DAY
ALL_AROUND = 0.9  # share of the words around the work from which the same deadline is enough
SAME_DAY = 0.3  # what the same deadline counts
MARGIN = 0.15  # by which the best fit is better than the next
SHORT = 5  # words of an entry that may be what a pronoun means
LINES_AROUND = 1  # blocks before a piece of work, in which its topic is named
SUMS_UP = expression(
    r"\b(?:to\s+sum\s+up|summing\s+up|in\s+(?:short|summary)|summary|recap|who\s+does\s+what|tl;?dr|to\s+conclude)\b",
    re.I,
)
_ORDER = expression(r"(?P<verb>[a-z]+) (?P<article>(?:the|a|an|our|my|his|her|their) )?(?P<object>\S[^\n]{0,60})")
_ARTICLE = expression(r"^(?:the|a|an|our|my|his|her|their)\s+", re.IGNORECASE)
_NUMBERS = content("one two three four five six first second third fourth fifth")
_LIGHT = content("do get take have send make call go give put see tell write new next ask check")


List = tuple[tuple[str, ...], int | None]  # of entries: the titles and the line that they stand under


@dataclass(frozen=True, slots=True)
class _Fit:
    value: float
    entry: int
    work: int


def list_pairs(
    items: Sequence[ResolvedMention], notes: Notes, vocabulary: NoteVocabulary, lists: Mapping[int, List]
) -> dict[int, int]:
    """Return for each entry of a list that says other work again the index of that work.

    Args:
        items: The items, merged.
        notes: The notes that hold them.
        vocabulary: Its words.
        lists: The list that each line of an entry stands in; work with another entry of it as a place stays as it is.
    """
    entries = {at for at, item in enumerate(items) if _is_entry(item, notes)}
    listed = [at for at, item in enumerate(items) if at in entries and not item.mention.done]
    others = [at for at, item in enumerate(items) if at not in entries and not item.mention.done]
    fits = [
        fit
        for fit in _fits(items, listed, others, notes, vocabulary)
        if lists.get(items[fit.entry].mention.line) not in [lists[at] for at, _ in items[fit.work].also if at in lists]
    ]
    pairs: dict[int, int] = {}
    for fit in sorted(fits, key=lambda one: (-one.value, one.entry, one.work)):
        rivals = [one.value for one in fits if (one.entry == fit.entry) != (one.work == fit.work)]
        if fit.entry in pairs or fit.work in pairs.values():
            continue
        if all(fit.value >= rival + MARGIN for rival in rivals):
            pairs[fit.entry] = fit.work
    return pairs


def _is_entry(item: ResolvedMention, notes: Notes) -> bool:
    """Whether an item stands in a list of actions, or in one that sums up."""
    block = notes.blocks[item.mention.block]
    if is_listed(item.mention):
        return True
    above = notes.blocks[block.parent].text if block.parent is not None else ""
    return block.kind is Kind.BULLET and any(SUMS_UP.search(title) for title in (above, *block.section[-1:]))


def _fits(
    items: Sequence[ResolvedMention],
    listed: Sequence[int],
    others: Sequence[int],
    notes: Notes,
    vocabulary: NoteVocabulary,
) -> Iterator[_Fit]:
    by_owner: dict[str, list[int]] = {}
    for at in others:
        for owner in items[at].owners:
            by_owner.setdefault(owner, []).append(at)
    for entry in listed:
        for work in dict.fromkeys(at for owner in items[entry].owners for at in by_owner.get(owner, ())):
            value = _fit(items[entry], items[work], notes, vocabulary)
            if value > 0:
                yield _Fit(value, entry, work)


def _fit(entry: ResolvedMention, work: ResolvedMention, notes: Notes, vocabulary: NoteVocabulary) -> float:
    """Return how well an entry fits a piece of work of the same person, 0 where both are different."""
    days = [item.due.day for item in (entry, work) if item.due is not None and item.due.day is not None]
    if len(set(days)) > 1:
        return 0.0
    said, done = content(entry.mention.completed) - _LIGHT, content(work.mention.completed) - _LIGHT
    if not said or not done or entry.mention.block == work.mention.block:
        return 0.0
    around = frozenset(word for block in _around(work.mention.block, notes) for word in vocabulary.context_words(block))
    if not pronouns_of(work.mention) and _acts_on_other(entry.mention.completed, work.mention.completed):
        return 0.0
    shared = _rarity(said & done, vocabulary)
    whole = _rarity(said, vocabulary)
    in_task = shared / min(whole, _rarity(done, vocabulary))
    near = _rarity(said & around, vocabulary) / whole
    is_same_day = len(days) == 2
    value = in_task + near + SAME_DAY * is_same_day
    if is_same_day and near >= ALL_AROUND:
        return value
    return value if in_task >= LEAST_SHARED and near >= LEAST_AROUND and value >= LEAST_ALIKE else 0.0


def words_of_both(entry: Mention, work: Mention) -> str:
    """Return the task of an entry and the work that it says again: its verb, and all that the entry names.

    "draft the letter" and "letter to the harbour master" are "draft the letter to the harbour master".
    """
    if len(entry.completed.split()) <= SHORT and (with_noun := named(work, entry.completed)) != work.completed:
        return with_noun
    if lexicon.verb_classes(opening_verb(entry.completed))[1] == "base":
        return entry.completed
    match = _ORDER.fullmatch(work.completed)
    said = _ARTICLE.sub("", entry.completed)
    if lexicon.verb_classes(opening_verb(work.completed))[1] != "base":
        return entry.completed
    if match is None or not said:
        return work.completed
    head = stem(said.split()[0].casefold())
    if content(match["object"]) <= content(said) and stem(match["object"].split()[0].casefold()) == head:
        return f"{match['verb']} {match['article'] or ''}{said[:1].lower() + said[1:]}"
    return work.completed


def _acts_on_other(task: str, other: str) -> bool:
    """Whether two tasks have one verb and two objects: "order the tickets for the fair", "order the tents for it"."""
    verb = opening_verb(task)
    if verb != opening_verb(other) or lexicon.verb_classes(verb)[1] != "base":
        return False
    first, second = (_things(words) for words in (task, other))
    return bool(first and second) and first[0] not in second and second[0] not in first


def _things(task: str) -> list[str]:
    """Return the stems of the content words behind the verb of a task, in order."""
    return [stem(word) for word in re.findall(r"[\w'’-]+", task.casefold())[1:] if content(word) - _LIGHT - _NUMBERS]


def _around(block: int, notes: Notes) -> range:
    return range(max(0, block - LINES_AROUND), min(len(notes.blocks), block + 1))


def _rarity(words: frozenset[str], vocabulary: NoteVocabulary) -> float:
    return vocabulary.rarity(words) or 1e-9
