"""A small matcher for the rules of `grammar`: which spans of tokens a category of words can stand for.

A rule's pattern is words (lower case, alternatives with "|") and captures (upper case: a class of a token, or a
category of rules), each optional with a "?" behind it; "[ ... ]?" makes a group optional. A capture that is passed over
hands None to the rule's meaning; a meaning of None means that the words do not fit after all. Where two rules span the
same words, the one that stands earlier in the table wins. A pattern may begin with its own category: it then goes on
from what was read before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from extractor.dates.tokens import FUNCTION_WORDS, Token

Meaning = Callable[..., Any]
MultiTokenMatches = Mapping[str, Mapping[int, tuple[int, Any]]]


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: words, a capture, or a group."""

    words: frozenset[str] = frozenset()
    capture: str = ""
    group: tuple[Element, ...] = ()
    optional: bool = False

    @property
    def captures(self) -> int:
        """How many values it hands over."""
        return sum(element.captures for element in self.group) if self.group else int(bool(self.capture))


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule as the table gives it: its category, its pattern, and what a match means."""

    category: str
    pattern: tuple[Element, ...]
    meaning: Meaning
    words: tuple[frozenset[str], ...] = ()  # of each of these, a match has one: words and classes
    categories: frozenset[str] = frozenset()  # and all of these


Needed = tuple[Rule, tuple[frozenset[str], ...]]  # a rule, and of what else it needs a word or class each
Index = Mapping[str, Mapping[str, tuple[tuple[int, Rule], ...]]]  # category -> word or class -> rules with their rank


@dataclass(frozen=True, slots=True)
class Grammar:
    """Rules, indexed by the words and classes that they can begin with."""

    starts: Index
    goes_on: Index  # the rules that begin with their own category, without that first place
    wordless: tuple[Rule, ...]  # the rules that need no word or class of their own
    by_word: Mapping[str, tuple[Needed, ...]]  # the others, each by the words and classes of which it needs one
    opening: Mapping[Rule, frozenset[str]]  # the words and classes that a rule reads itself, as its first
    signs: frozenset[str]  # the words of the rules that are not of letters alone

    def possible(self, present: Set[str]) -> frozenset[Rule]:
        """The rules that could match in a text with these words and classes, and no others.

        Few words of a text have to do with dates: most rules are ruled out before a place is looked at.
        """
        worded = {rule: others for word in self.by_word.keys() & present for rule, others in self.by_word[word]}
        waiting = [*self.wordless]
        waiting += [rule for rule, others in worded.items() if not (others and any(map(present.isdisjoint, others)))]
        found: set[Rule] = set()
        categories: set[str] = set()
        while ready := [rule for rule in waiting if rule.categories <= categories]:  # categories need one another
            found.update(ready)
            categories.update([rule.category for rule in ready])
            waiting = [rule for rule in waiting if rule not in found]
        return frozenset(found)


def compile_rules(table: Sequence[tuple[str, str, Meaning]]) -> Grammar:
    """The grammar of a table of (category, pattern, meaning)."""
    categories = {category for category, _, _ in table}
    rules = [_rule(category, _elements(pattern), meaning, categories) for category, pattern, meaning in table]
    heads = [rule for rule in rules if rule.pattern[0].capture != rule.category]
    first: dict[str, set[str]] = {category: set() for category in categories}
    size = -1
    while size != sum(map(len, first.values())):  # to a fixed point: categories begin with one another
        size = sum(map(len, first.values()))
        for rule in heads:
            first[rule.category] |= _first(rule.pattern, first)
    tails = [
        Rule(rule.category, rule.pattern[1:], rule.meaning, rule.words, rule.categories)
        for rule in rules
        if rule.pattern[0].capture == rule.category
    ]
    by_word: dict[str, list[Needed]] = {}
    for rule in (*heads, *tails):
        rarest = min(rule.words, key=len, default=frozenset())
        needed = rule, tuple(words for words in rule.words if words is not rarest)
        for word in rarest:
            by_word.setdefault(word, []).append(needed)
    itself: Mapping[str, set[str]] = {category: set() for category in categories}
    return Grammar(
        _index(heads, first),
        _index(tails, first),
        tuple(rule for rule in (*heads, *tails) if not rule.words),
        {word: tuple(found) for word, found in by_word.items()},
        {rule: frozenset(_first(rule.pattern, itself)) for rule in heads},
        frozenset(word for rule in (*heads, *tails) for words in rule.words for word in words if not word.isalpha()),
    )


def _rule(category: str, pattern: tuple[Element, ...], meaning: Meaning, categories: Set[str]) -> Rule:
    """A rule with what it cannot do without."""
    needed = [element for element in pattern if not element.optional]
    words = [element.words or {element.capture} for element in needed if element.capture not in {"ANY", *categories}]
    return Rule(
        category,
        pattern,
        meaning,
        tuple(map(frozenset, words)),
        frozenset(element.capture for element in needed if element.capture in categories),
    )


def _index(rules: Sequence[Rule], first: Mapping[str, set[str]]) -> Index:
    """Rules by their category and by the words and classes that they can begin with."""
    index: dict[str, dict[str, list[tuple[int, Rule]]]] = {category: {} for category in first}
    for rank, rule in enumerate(rules):
        for key in _first(rule.pattern, first):
            index[rule.category].setdefault(key, []).append((rank, rule))
    return {category: {key: tuple(found) for key, found in keys.items()} for category, keys in index.items()}


def _elements(pattern: str) -> tuple[Element, ...]:
    """The places of a pattern."""
    parts = re.findall(r"\[\s|\]\?|[^\s]+", pattern)
    stack: list[list[Element]] = [[]]
    for part in parts:
        if part.strip() == "[":
            stack.append([])
        elif part == "]?":
            group = stack.pop()
            stack[-1].append(Element(group=tuple(group), optional=True))
        else:
            optional = len(part) > 1 and part.endswith("?")
            name = part.removesuffix("?") if optional else part
            if name.isupper() and name.isalpha():
                stack[-1].append(Element(capture=name, optional=optional))
            else:
                stack[-1].append(Element(words=frozenset(name.split("|")), optional=optional))
    return tuple(stack[0])


def _first(pattern: Sequence[Element], first: Mapping[str, set[str]]) -> set[str]:
    """The words and classes that a pattern can begin with."""
    found: set[str] = set()
    for element in pattern:
        if element.group:
            found |= _first(element.group, first)
        elif element.capture:
            found |= first.get(element.capture, {element.capture})
        else:
            found |= element.words
        if not element.optional:
            break
    return found


def classes(tokens: Sequence[Token], named: MultiTokenMatches) -> set[str]:
    """The words of a text, all classes that they can stand for, and the captures of several tokens."""
    found = {token.text for token in tokens}
    found.update(kind for token in tokens for kind in token.kinds)
    found.update(kind for kind, places in named.items() if places)
    return found


class ChartParser:
    """One text being read: its tokens, its written dates, and what was found at each place so far."""

    def __init__(
        self,
        grammar: Grammar,
        tokens: Sequence[Token],
        named: MultiTokenMatches,
        context: object,
        stop: int,
        possible: Set[Rule] | None = None,
    ):
        """`named` gives the captures of several tokens: by class and first token, the token after it and the value.

        Nothing is read from token `stop` on: rules call one another, and a line may be of any length. `possible` is
        `grammar.possible` of the tokens, where that is known.
        """
        self._grammar = grammar
        self._possible = grammar.possible(classes(tokens, named)) if possible is None else possible
        self._tokens = tokens
        self._named = named
        self._setting = context
        self._stop = min(stop, len(tokens))
        self._openings = {word for rule in self._possible for word in grammar.opening.get(rule, ())}
        self._memo: dict[tuple[str, int], list[tuple[int, Any]]] = {}
        self._known_keys: dict[int, tuple[str, ...]] = {}
        self._known_openings: dict[int, bool] = {}

    def read(self, category: str, at: int) -> list[tuple[int, Any]]:
        """All that the category can stand for from token `at` on: (the token after it, its meaning)."""
        key = category, at
        if key in self._memo:
            return self._memo[key]
        self._memo[key] = []  # a rule that comes back here without a step finds nothing
        if not self._opens(at):
            return []
        found: dict[int, Any] = {}
        for rule in self._rules(self._grammar.starts[category], at):
            self._apply(rule, at, (), found)
        todo = sorted(
            found, reverse=True
        )  # the longest first: "2026-04-15 17:00" goes on from the date, not from the year
        for end in todo:  # grows while it is read
            for rule in self._rules(self._grammar.goes_on[category], end):
                many = len(found)
                self._apply(rule, end, (found[end],), found)
                if len(found) > many:
                    todo.extend(list(found)[many:])
        self._memo[key] = list(found.items())
        return self._memo[key]

    def _rules(self, index: Mapping[str, tuple[tuple[int, Rule], ...]], at: int) -> list[Rule]:
        """The rules that the token at hand can begin, in the order of the table."""
        if at >= self._stop:
            return []
        possible = self._possible
        ranked = {rank: rule for key in self._keys(at) if key in index for rank, rule in index[key] if rule in possible}
        return [ranked[rank] for rank in sorted(ranked)]

    def _opens(self, at: int) -> bool:
        """Whether anything at all can begin here; most words of a text open no date."""
        if at not in self._known_openings:
            self._known_openings[at] = at < self._stop and not self._openings.isdisjoint(self._keys(at))
        return self._known_openings[at]

    def _keys(self, at: int) -> tuple[str, ...]:
        """All by which rules are found for a token."""
        if at not in self._known_keys:
            token = self._tokens[at]
            named = (kind for kind, places in self._named.items() if at in places)
            self._known_keys[at] = (token.text, *token.kinds, "ANY", *named)
        return self._known_keys[at]

    def _apply(self, rule: Rule, at: int, values: tuple[Any, ...], found: dict[int, Any]) -> None:
        """Adds what one rule means from here on, for every end that no earlier rule has."""
        for end, more in self._match(rule.pattern, 0, at):
            if end in found or (end == at and not values):
                continue
            meaning = rule.meaning(self._setting, *values, *more)
            if meaning is not None:
                found[end] = meaning

    def _match(self, pattern: tuple[Element, ...], place: int, at: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Every way to match a pattern from one place of it on: (the token after it, the values captured)."""
        if place == len(pattern):
            yield at, ()
            return
        element = pattern[place]
        for middle, values in self._one(element, at):
            for end, more in self._match(pattern, place + 1, middle):
                yield end, values + more
        if element.optional:
            passed: tuple[Any, ...] = (None,) * element.captures
            for end, more in self._match(pattern, place + 1, at):
                yield end, passed + more

    def _one(self, element: Element, at: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Every way to match one place of a pattern."""
        if element.group:
            yield from self._match(element.group, 0, at)
            return
        if at >= self._stop:
            return
        token = self._tokens[at]
        if not element.capture:
            if token.text in element.words:
                yield at + 1, ()
        elif element.capture in self._grammar.starts:
            for end, meaning in self.read(element.capture, at):
                yield end, (meaning,)
        elif element.capture in self._named:
            if at in self._named[element.capture]:
                end, value = self._named[element.capture][at]
                yield end, (value,)
        elif element.capture == "ANY":
            if token.text[0].isalnum() and token.text not in FUNCTION_WORDS:
                yield at + 1, (token,)
        elif element.capture in token.kinds:
            yield at + 1, (token.kinds[element.capture],)
