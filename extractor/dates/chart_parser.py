"""Parse tokens with the rules of `grammar`: find what a category of words can mean from a token on.

The pattern of a rule is a sequence of words and captures, separated by spaces. Words are in lower case, alternatives
separated by "|". A capture is in capitals: a class of a token, a category of rules, DATE or NAMED (several tokens long,
found before), or ANY (any word that is not a function word). "?" behind a word or a capture makes it optional,
"[ ... ]?" a group.

The meaning of a rule is called with the context and the captured values, with None for an optional capture that is
skipped; it returns None if the words do not fit after all. Where two rules match the same words, the earlier in the
table wins. A pattern may begin with its own category (left recursion): it continues from what was parsed before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from extractor.dates.tokens import FUNCTION_WORDS, Token

Meaning = Callable[..., Any]
# By class and first token: the token after the last, and the value.
MultiTokenMatches = Mapping[str, Mapping[int, tuple[int, Any]]]


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a pattern: words, a capture or a group."""

    words: frozenset[str] = frozenset()
    capture: str = ""
    group: tuple[Element, ...] = ()
    optional: bool = False

    @property
    def capture_count(self) -> int:
        """How many values a match captures."""
        return sum(element.capture_count for element in self.group) if self.group else int(bool(self.capture))


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule of the table: its category, its pattern and its meaning, and what every match of it needs."""

    category: str
    pattern: tuple[Element, ...]
    meaning: Meaning
    needed_keys: tuple[frozenset[str], ...] = ()  # words and token classes: at least one of each set
    needed_categories: frozenset[str] = frozenset()  # categories: all of them


RuleWithKeys = tuple[Rule, tuple[frozenset[str], ...]]  # a rule, and its other `needed_keys`
Index = Mapping[str, Mapping[str, tuple[tuple[int, Rule], ...]]]  # by category and first key: rules with their rank


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity, as an argument of a cached function
class Grammar:
    """The rules, indexed by keys: the words and token classes that they can begin with."""

    starts: Index
    continuations: Index  # rules that begin with their own category, without that first element
    keyless_rules: tuple[Rule, ...]  # rules without `needed_keys`
    rules_by_key: Mapping[str, tuple[RuleWithKeys, ...]]  # the others, by the keys of which they need one
    first_keys: Mapping[Rule, frozenset[str]]  # keys that a rule can begin with without another category
    signs: frozenset[str]  # words of patterns that are not letters only
    keys: frozenset[str]  # all words and token classes of which some rule needs one

    def possible_rules(self, present: Set[str]) -> frozenset[Rule]:
        """Return the rules that could match in a text that holds these words and token classes.

        Few words of a text belong to dates, so that this excludes most rules before any token is parsed. Many texts
        hold the same of these words.
        """
        return _possible_rules(self, frozenset(present & self.keys))

    def _find_possible(self, present: Set[str]) -> frozenset[Rule]:
        by_key = {rule: keys for word in self.rules_by_key.keys() & present for rule, keys in self.rules_by_key[word]}
        waiting = [*self.keyless_rules]
        waiting += [rule for rule, keys in by_key.items() if not (keys and any(map(present.isdisjoint, keys)))]
        possible: set[Rule] = set()
        categories: set[str] = set()
        # Repeated, because a rule becomes possible once the categories that it needs are.
        while ready := [rule for rule in waiting if rule.needed_categories <= categories]:
            possible.update(ready)
            categories.update([rule.category for rule in ready])
            waiting = [rule for rule in waiting if rule not in possible]
        return frozenset(possible)


def compile_rules(table: Sequence[tuple[str, str, Meaning]]) -> Grammar:
    """Compile a table of (category, pattern, meaning)."""
    categories = {category for category, _, _ in table}
    rules = [_rule(category, _elements(pattern), meaning, categories) for category, pattern, meaning in table]
    heads = [rule for rule in rules if not _is_left_recursive(rule)]
    tails = [replace(rule, pattern=rule.pattern[1:]) for rule in rules if _is_left_recursive(rule)]
    first_keys = _first_keys_by_category(heads, categories)
    keys = frozenset(key for rule in rules for needed in rule.needed_keys for key in needed)
    no_keys: Mapping[str, set[str]] = {category: set() for category in categories}
    return Grammar(
        starts=_index(heads, first_keys),
        continuations=_index(tails, first_keys),
        keyless_rules=tuple(rule for rule in (*heads, *tails) if not rule.needed_keys),
        rules_by_key=_by_needed_key((*heads, *tails)),
        first_keys={rule: frozenset(_first_keys(rule.pattern, no_keys)) for rule in heads},
        signs=frozenset(key for key in keys if not key.isalpha()),
        keys=keys,
    )


@lru_cache(2048)
def _possible_rules(grammar: Grammar, present: frozenset[str]) -> frozenset[Rule]:
    return grammar._find_possible(present)


def _is_left_recursive(rule: Rule) -> bool:
    return rule.pattern[0].capture == rule.category


def _rule(category: str, pattern: tuple[Element, ...], meaning: Meaning, categories: Set[str]) -> Rule:
    """Return a rule with what its obligatory elements need."""
    needed = [element for element in pattern if not element.optional]
    keys = [element.words or {element.capture} for element in needed if element.capture not in {"ANY", *categories}]
    return Rule(
        category,
        pattern,
        meaning,
        tuple(map(frozenset, keys)),
        frozenset(element.capture for element in needed if element.capture in categories),
    )


def _elements(pattern: str) -> tuple[Element, ...]:
    """Return the elements of a pattern as the table writes it."""
    stack: list[list[Element]] = [[]]
    for part in re.findall(r"\[\s|\]\?|[^\s]+", pattern):
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


def _first_keys_by_category(rules: Sequence[Rule], categories: Set[str]) -> Mapping[str, set[str]]:
    """Return the keys that each category can begin with."""
    first_keys: dict[str, set[str]] = {category: set() for category in categories}
    changed = True
    while changed:  # categories begin with one another: repeat until nothing is added
        size = sum(map(len, first_keys.values()))
        for rule in rules:
            first_keys[rule.category] |= _first_keys(rule.pattern, first_keys)
        changed = sum(map(len, first_keys.values())) > size
    return first_keys


def _first_keys(pattern: Sequence[Element], by_category: Mapping[str, set[str]]) -> set[str]:
    """Return the keys that a pattern can begin with."""
    keys: set[str] = set()
    for element in pattern:
        if element.group:
            keys |= _first_keys(element.group, by_category)
        elif element.capture:
            keys |= by_category.get(element.capture, {element.capture})
        else:
            keys |= element.words
        if not element.optional:
            break
    return keys


def _index(rules: Sequence[Rule], first_keys: Mapping[str, set[str]]) -> Index:
    """Index rules by their category and the keys that they can begin with."""
    index: dict[str, dict[str, list[tuple[int, Rule]]]] = {category: {} for category in first_keys}
    for rank, rule in enumerate(rules):
        for key in _first_keys(rule.pattern, first_keys):
            index[rule.category].setdefault(key, []).append((rank, rule))
    return {category: {key: tuple(ranked) for key, ranked in keys.items()} for category, keys in index.items()}


def _by_needed_key(rules: Sequence[Rule]) -> Mapping[str, tuple[RuleWithKeys, ...]]:
    """Index rules by the smallest set of their `needed_keys`, which the fewest texts meet."""
    by_key: dict[str, list[RuleWithKeys]] = {}
    for rule in rules:
        smallest = min(rule.needed_keys, key=len, default=frozenset())
        other_keys = tuple(keys for keys in rule.needed_keys if keys is not smallest)
        for key in smallest:
            by_key.setdefault(key, []).append((rule, other_keys))
    return {key: tuple(needing) for key, needing in by_key.items()}


def keys_in(tokens: Sequence[Token], multi_token: MultiTokenMatches) -> set[str]:
    """Return the words of a text and all classes that its tokens can have."""
    keys = {token.text for token in tokens}
    keys.update(kind for token in tokens for kind in token.kinds)
    keys.update(kind for kind, by_token in multi_token.items() if by_token)
    return keys


class ChartParser:
    """The parse of one text: its tokens, and a chart of what was found from each token on."""

    def __init__(
        self,
        grammar: Grammar,
        tokens: Sequence[Token],
        multi_token: MultiTokenMatches,
        context: object,
        stop: int,
        possible_rules: Set[Rule] | None = None,
    ):
        """Prepare the parse of a text.

        Args:
            grammar: the rules.
            tokens: the text.
            multi_token: the captures of several tokens in it.
            context: the first argument of every meaning.
            stop: nothing is parsed from this token on; it bounds the recursion of rules in a line of any length.
            possible_rules: `grammar.possible_rules` of the text, if known.
        """
        if possible_rules is None:
            possible_rules = grammar.possible_rules(keys_in(tokens, multi_token))
        self._grammar = grammar
        self._possible_rules = possible_rules
        self._tokens = tokens
        self._multi_token = multi_token
        self._context = context
        self._stop = min(stop, len(tokens))
        self._opening_keys = {key for rule in possible_rules for key in grammar.first_keys.get(rule, ())}
        self._chart: dict[tuple[str, int], list[tuple[int, Any]]] = {}
        self._keys_cache: dict[int, tuple[str, ...]] = {}
        self._may_start_cache: dict[int, bool] = {}

    def read(self, category: str, at: int) -> list[tuple[int, Any]]:
        """Return all that a category can mean from token `at` on, as pairs: the token after it, its value."""
        key = category, at
        if key in self._chart:
            return self._chart[key]
        self._chart[key] = []  # a rule that returns to the same category and token finds nothing
        if not self._may_start(at):
            return []
        values: dict[int, Any] = {}
        for rule in self._rules_at(self._grammar.starts[category], at):
            self._apply(rule, at, (), values)
        # The longest first: "2026-04-15 17:00" continues from the date, not from the year.
        ends = sorted(values, reverse=True)
        for end in ends:  # grows in the loop
            for rule in self._rules_at(self._grammar.continuations[category], end):
                known = len(values)
                self._apply(rule, end, (values[end],), values)
                if len(values) > known:
                    ends.extend(list(values)[known:])
        self._chart[key] = list(values.items())
        return self._chart[key]

    def _rules_at(self, index: Mapping[str, tuple[tuple[int, Rule], ...]], at: int) -> list[Rule]:
        """Return the rules that can begin at a token, in the order of the table."""
        if at >= self._stop:
            return []
        possible = self._possible_rules
        ranked = {rank: rule for key in self._keys(at) if key in index for rank, rule in index[key] if rule in possible}
        return [ranked[rank] for rank in sorted(ranked)]

    def _may_start(self, at: int) -> bool:
        """Return whether any rule can begin at a token; at most words of a text none can."""
        if at not in self._may_start_cache:
            self._may_start_cache[at] = at < self._stop and not self._opening_keys.isdisjoint(self._keys(at))
        return self._may_start_cache[at]

    def _keys(self, at: int) -> tuple[str, ...]:
        """Return the keys of a token: its word and all its classes."""
        if at not in self._keys_cache:
            token = self._tokens[at]
            multi_token = (kind for kind, by_token in self._multi_token.items() if at in by_token)
            self._keys_cache[at] = (token.text, *token.kinds, "ANY", *multi_token)
        return self._keys_cache[at]

    def _apply(self, rule: Rule, at: int, captured: tuple[Any, ...], values: dict[int, Any]) -> None:
        """Add what a rule means from token `at` on to `values`, by end, unless an earlier rule has that end."""
        for end, more in self._match(rule.pattern, 0, at):
            if end in values or (end == at and not captured):
                continue
            value = rule.meaning(self._context, *captured, *more)
            if value is not None:
                values[end] = value

    def _match(self, pattern: tuple[Element, ...], index: int, at: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield every match of a pattern from its element `index` on: the token after it, the captured values."""
        if index == len(pattern):
            yield at, ()
            return
        element = pattern[index]
        for middle, captured in self._match_element(element, at):
            for end, more in self._match(pattern, index + 1, middle):
                yield end, captured + more
        if element.optional:
            skipped: tuple[Any, ...] = (None,) * element.capture_count
            for end, more in self._match(pattern, index + 1, at):
                yield end, skipped + more

    def _match_element(self, element: Element, at: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Yield every match of one element: the token after it, the captured values."""
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
            for end, value in self.read(element.capture, at):
                yield end, (value,)
        elif element.capture in self._multi_token:
            if at in self._multi_token[element.capture]:
                end, value = self._multi_token[element.capture][at]
                yield end, (value,)
        elif element.capture == "ANY":
            if token.text[0].isalnum() and token.text not in FUNCTION_WORDS:
                yield at + 1, (token,)
        elif element.capture in token.kinds:
            yield at + 1, (token.kinds[element.capture],)
