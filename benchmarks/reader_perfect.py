"""Answer the questions of the second reader as a reader without faults would, from annotated notes.

    reader_perfect.py CORPUS REPLAY [words|line|task]

For each question about a note of CORPUS it writes the answer to REPLAY, made of the gold items whose first place the
question shows: the quotation is the run of words in their lines that has most words of the task and few others, the
owners are those of the gold item, and the words of the deadline are its "due_text". Where these name no day by
themselves ("the day before"), the words of the notes that it counts from are given, too. What recap then loses is what
it costs to hold answers to the notes: `reader_eval.py` shows it. Models quote in other ways, too: with "line" the
quotation is the first line of the item, with "task" it is the task.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from extractor import readers
from extractor.dates import resolving
from extractor.dates.absolute import find_dates
from extractor.dates.finding import find_phrases
from extractor.dates.intervals import DateContext
from extractor.language.content_words import STOP, stem
from extractor.language.syntax.sentences import sentences
from extractor.model import Notes
from extractor.second_reader.grounding import find_words, words_of
from extractor.second_reader.questions import find_questions, shown_lines

LENGTH_COSTS = 0.15  # words of the task that a word in a quotation costs
# Words of the task that a deadline, an owner and the verb count for in a sentence.
DAY_COUNTS, NAME_COUNTS, VERB_COUNTS = 2.5, 1.5, 2.0
NEAR_ABOVE, NEAR_BELOW = 12, 6  # lines in which a person is named whom the lines of an item do not name


def answers(gold: dict[str, Any], notes: Notes, style: str = "words") -> Iterator[tuple[str, str]]:
    """Yield the key of each question about some notes, and its answer as JSON."""
    entries = [
        (item["lines"][0][0], _entry(item, notes, style)) for item in gold["actions"] if item["certainty"] == "sure"
    ]
    answered: set[int] = set()
    for question in find_questions(notes):
        own = [
            number
            for number, (line, _) in enumerate(entries)
            if question.first <= line <= question.last and number not in answered
        ]
        answered.update(own)
        found = [entries[number][1] for number in own]
        yield question.key, json.dumps({"items": found}, ensure_ascii=False, indent=1) + "\n"


def _entry(item: dict[str, Any], notes: Notes, style: str) -> dict[str, Any]:
    """Return the entry of an answer for a gold item."""
    lines = [number for first, last in item["lines"] for number in range(first, last + 1)]
    due, due_from, day_lines = _due(item, notes, lines)
    if due and not any(find_words(line.text, due) for line in shown_lines(notes) if line.number in lines):
        day_lines = [*day_lines, *_holding(due, notes, lines)]
    return {
        "lines": lines + [line for owner in item["owners"] for line in _naming(owner, notes, lines)] + day_lines,
        "quote": {"words": _quote, "line": _line, "task": lambda *_: item["task"]}[style](item, notes),
        "task": item["task"],
        "owners": item["owners"],
        "due": due,
        "due_from": due_from,
        "done": item["status"] == "done",
    }


def _quote(item: dict[str, Any], notes: Notes) -> str:
    """Return the run of words in a sentence of the item's lines that has most words of its task and few others.

    A sentence that has the verb, says the deadline or names the owner comes first.
    """
    wanted = {stem(word.folded) for word in words_of(item["task"]) if word.folded not in STOP}
    verb = stem(words_of(item["task"])[0].folded)
    names = {word.folded for owner in item["owners"] for word in words_of(owner)}
    best, best_rank = "", -9.0
    for first, last in item["lines"]:
        for block in notes.blocks:
            if block.end_line < first or block.line > last:
                continue
            for start, end in sentences(block.text):
                inside = [word for word in words_of(block.text) if start <= word.start < end]
                says_day = bool(item["due_text"]) and item["due_text"] in block.text[start:end]
                bonus = DAY_COUNTS * says_day + NAME_COUNTS * bool(names & {word.folded for word in inside})
                bonus += VERB_COUNTS * (verb in {stem(word.folded) for word in inside})
                hits = [at for at, word in enumerate(inside) if stem(word.folded) in wanted]
                spans = [(at, one) for number, at in enumerate(hits) for one in hits[number:]]
                for at, one in spans or ([(0, len(inside) - 1)] if inside else []):
                    found = {stem(word.folded) for word in inside[at : one + 1]} & wanted
                    rank = bonus + len(found) - LENGTH_COSTS * (one - at)
                    if rank > best_rank:
                        best, best_rank = block.text[inside[at].start : inside[one].end], rank
    return best


def _line(item: dict[str, Any], notes: Notes) -> str:
    """Return the first line of an item."""
    return next((line.text for line in shown_lines(notes) if line.number == item["lines"][0][0]), "")


def _naming(owner: str, notes: Notes, lines: list[int]) -> list[int]:
    """Return the nearest line that names an owner, if the lines of the item do not."""
    parts = {word.folded for word in words_of(owner)}
    shown = [line for line in shown_lines(notes) if parts & {word.folded for word in words_of(line.text)}]
    if any(line.number in lines for line in shown):
        return []
    near = [line.number for line in shown if lines[0] - NEAR_ABOVE <= line.number <= lines[-1] + NEAR_BELOW]
    return [min(near, key=lambda number: (number > lines[-1], abs(number - lines[0])))] if near else []


def _holding(words: str, notes: Notes, lines: list[int]) -> list[int]:
    """Return the nearest line that has these words."""
    found = [line.number for line in shown_lines(notes) if find_words(line.text, words)]
    return [min(found, key=lambda number: abs(number - lines[0]))] if found else []


def _due(item: dict[str, Any], notes: Notes, lines: list[int]) -> tuple[str, str, list[int]]:
    """Return the words of a deadline, the words that it counts from, and the lines of these."""
    if not item.get("due"):
        return item.get("due_text") or "", "", []
    context = resolving.context_of(notes, country="US")
    said = item["due_text"] or ""

    def means(words: str, given: DateContext = context) -> str:
        found = resolving.resolve(words, given)
        return found.day.isoformat() if found and found.day else ""

    if means(said) == item["due"]:
        return said, "", []
    of_event = {word.folded for word in words_of(re.sub(r"(?i)\b(?:by|before|next|the|for)\b", " ", said))}
    found = []
    for line in shown_lines(notes):
        written = [
            line.text[one.start : one.end] for one in find_dates(line.text, order=context.order, near=notes.date)
        ]
        for words in (
            *(phrase.said for phrase in find_phrases(line.text)),
            *written,
        ):  # of "3/18 - 3/19" also the first
            day = means(words)
            if not day:
                continue
            counted = means(said, replace(context, before=resolving.resolve(words, context).day))  # type: ignore[union-attr]
            if item["due"] in (day, counted):
                names = bool(of_event & {word.folded for word in words_of(line.text)})
                found.append((counted != item["due"], not names, abs(line.number - lines[0]), line.number, words))
    if not found:
        return said, "", []
    *_, number, words = min(found)
    return said, words, [number] if number not in lines else []


def main() -> None:
    """Write the answers for all notes of a folder."""
    corpus, replay = map(Path, sys.argv[1:3])
    style = sys.argv[3] if len(sys.argv) > 3 else "words"
    if not corpus.is_dir():
        print(f"{corpus} is not here; no answers are written")
        return
    write_answers(corpus, replay, style)


def write_answers(corpus: Path, replay: Path, style: str = "words") -> None:
    """Write the answers to the questions about the notes of a folder.

    Args:
        corpus: The notes, with their gold items.
        replay: The folder of answers.
        style: How the reader quotes: "words", "line" or "task".
    """
    replay.mkdir(parents=True, exist_ok=True)
    for gold_file in sorted(corpus.glob("*.gold.json")):
        gold = json.loads(gold_file.read_text(encoding="utf-8"))
        for key, answer in answers(gold, readers.read_path(gold_file.parent / gold["doc"]), style):
            (replay / f"{key}.answer.json").write_text(answer, encoding="utf-8")


if __name__ == "__main__":
    main()
