"""Make one list of what the rules found and what stands in the notes of the second reader's proposals.

Where both found a place and agree, they confirm each other. Where they differ on an owner or a day, what the notes name
nearer to the work counts, and a doubt shows both. Nothing that the rules found is removed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression
from extractor.common.phrasing import and_list, format_day
from extractor.dates import resolving
from extractor.dates.intervals import DateContext
from extractor.extraction.candidates.collect import Candidate
from extractor.extraction.mentions.imperative import imperative
from extractor.extraction.mentions.task_bounds import trimmed
from extractor.extraction.mentions.task_edges import without_edges
from extractor.extraction.mentions.task_text import balanced
from extractor.extraction.scoring.classifier import MENTION_THRESHOLD
from extractor.language.columns import column_kind
from extractor.language.content_words import content, names_work
from extractor.language.people.roster import Roster
from extractor.model import Doubt, Kind, Mention, Notes
from extractor.second_reader.grounding import FINISHED, NO_WORK, Grounded, Rank

NAME = "second-reader"  # in `found_by`
SURE = 0.7  # confidence of what only the second reader found, and its place could be work
UNLIKELY = 0.02  # probability below which a place is a maybe, though the second reader takes it for work
_SAME_WORDS = 0.5  # share of the words of a mention that the work of a proposal has
_WORDY = 2  # content words of a task that says enough
_PART = 0.7  # share of a candidate below which a quotation is only a part of it
_SAME_PLACE = 0.5  # share of the shorter of two spans that both have


@dataclass(frozen=True, slots=True)
class Own:
    """What the program itself makes of each place of the notes that could be work."""

    candidates: Sequence[Candidate]
    mentions: Sequence[Mention]  # of each candidate, however unlikely


@dataclass(frozen=True, slots=True)
class Merged:
    """One list of two readers, and what became of the second one's findings."""

    mentions: tuple[Mention, ...]
    confirmed: int
    added: int
    dropped: tuple[str, ...]


_PRONOUNS = frozenset("i we you he she they him her them it us".split())
_MAX_PARENTS = 4
_THEIRS = 2  # the number of the second reader's own finding among the choices
_CLAUSE_END = expression(r"[,;:.!?]\s|\s(?:and|but|then|so)\s|\s[-–—→]\s")


# Given a line, a question and its choices: the number of the choice from 1 on, 0 for none of them, or None.
Choose = Callable[[int, str, Sequence[str]], int | None]


class Merger:
    """Merges the findings of two readers of the same notes."""

    def __init__(
        self,
        notes: Notes,
        roster: Roster,
        context: DateContext,
        own: Own,
        threshold: float,
        choose: Choose = lambda *_: None,
    ) -> None:
        """Prepare to merge.

        Args:
            notes: The notes.
            roster: Their people.
            context: What days are resolved against.
            own: What the program makes of each place.
            threshold: The confidence from which a mention is in the plan.
            choose: Asks the second reader to choose where the two differ; None where it does not answer.
        """
        self._notes = notes
        self._roster = roster
        self._context = context
        self._own = own
        self._threshold = threshold
        self._choose = choose

    def merge(self, grounded: Iterable[Grounded], *, alone: bool = False) -> Merged:
        """Return the mentions of both readers in the order of the notes.

        Args:
            grounded: What stands in the notes of the second reader's proposals.
            alone: Leave out what only the rules found, and their owners and days.
        """
        own = self._own.mentions
        found = {at: one for at, one in enumerate(own) if one.confidence >= MENTION_THRESHOLD and not alone}
        asked = _distinct(grounded)
        places = self._candidates_of(asked)
        shared = Counter(at for one in asked for at in self._at(one))
        extra: list[Mention] = []
        confirmed = added = 0
        dropped: list[str] = []
        for number, proposal in enumerate(asked):
            at = places.get(number)
            if proposal.done and not (at is not None and own[at].done):
                dropped.append(FINISHED)
                continue
            dropped.extend(proposal.lost)
            joined = at is not None and self._joined(at, proposal, alone=alone, is_shared=shared[at] > 1)
            mention = joined or self._new(proposal)
            if mention is None:
                dropped.append(NO_WORK)
                continue
            is_known = at is not None and own[at].confidence >= self._threshold
            confirmed += is_known
            added += not is_known
            again = self._said_again(mention, proposal, found, set(places.values()))
            mention = self._with_places(mention, proposal, [found.pop(one) for one in again])
            if at is None:
                extra.append(mention)
            else:
                found[at] = mention
        mentions = sorted((*found.values(), *extra), key=lambda mention: (mention.block, mention.line))
        return Merged(tuple(mentions), confirmed, added, tuple(dropped))

    def _at(self, proposal: Grounded) -> list[int]:
        """Return the numbers of the candidates at the place of a proposal."""
        return [
            at
            for at, candidate in enumerate(self._own.candidates)
            if candidate.block == proposal.block and self._fit(proposal, at) is not None
        ]

    def _candidates_of(self, asked: Sequence[Grounded]) -> dict[int, int]:
        """Return the candidate at the place of each proposal, by their numbers: the one with most of its words.

        Each candidate stands for one proposal: a sentence may hold several pieces of work.
        """
        pairs = sorted(
            (
                (rank, -number, -at)
                for number, proposal in enumerate(asked)
                for at in self._at(proposal)
                if (rank := self._fit(proposal, at)) is not None
            ),
            reverse=True,
        )
        found: dict[int, int] = {}
        for _, number, at in pairs:
            if -number not in found and -at not in found.values():
                found[-number] = -at
        return found

    def _fit(self, proposal: Grounded, at: int) -> tuple[float, float] | None:
        """Return how well a candidate of its block fits a proposal; None if it stands elsewhere or says other words."""
        candidate = self._own.candidates[at]
        shared = min(candidate.end, proposal.end) - max(candidate.start, proposal.start)
        if shared <= 0 or shared < _SAME_PLACE * min(candidate.end - candidate.start, proposal.end - proposal.start):
            return None
        words = content(f"{self._quote(proposal)} {proposal.task}")
        said = content(self._own.mentions[at].said)
        if not words & said and self._notes.blocks[proposal.block].kind is not Kind.TURN:
            return None
        return len(words & said) / max(1, len(words)), shared / (candidate.end - candidate.start)

    def _said_again(
        self, mention: Mention, proposal: Grounded, found: Mapping[int, Mention], claimed: set[int]
    ) -> list[int]:
        """Return the mentions of the rules at other places of a proposal: the same words, and nobody else's."""
        words = content(f"{mention.completed} {mention.said} {proposal.asked}")
        owners = set(self._people(mention.owners_said, mention))
        blocks = {proposal.block, *(block for block, _, _ in proposal.places)}
        again = []
        for at, other in found.items():
            if at in claimed or other.block not in blocks:
                continue
            theirs, people = content(other.completed), set(self._people(other.owners_said, other))
            is_same = len(words & theirs) >= _SAME_WORDS * len(theirs)
            if is_same and not (owners and people and owners.isdisjoint(people)):
                again.append(at)
        return again

    def _with_places(self, mention: Mention, proposal: Grounded, again: Sequence[Mention]) -> Mention:
        """Return a mention with the other places of its work, and with the owners and the day that only these give."""
        places = {(other.line, other.end_line) for other in again}
        for index, start, end in proposal.places:
            block = self._notes.blocks[index]
            places.add((block.line_at(start), block.line_at(max(start, end - 1))))
        for other in again:
            if other.private and not mention.private:
                continue
            if not mention.owners_said:
                mention = replace(mention, owners_said=other.owners_said, speaker=mention.speaker or other.speaker)
            if not mention.due_said:
                mention = replace(mention, due_said=other.due_said, due_after=other.due_after)
        private = mention.private and all(other.private for other in again)
        return replace(mention, private=private, also=tuple(sorted(places - {(mention.line, mention.end_line)})))

    def _quote(self, proposal: Grounded) -> str:
        return self._notes.blocks[proposal.block].text[proposal.start : proposal.end]

    def _new(self, proposal: Grounded) -> Mention | None:
        """Return the mention of a place that is no candidate; None where its words name no work."""
        block = self._notes.blocks[proposal.block]
        quote = self._quote(proposal)
        task = proposal.task or self._task_of(quote, proposal)
        if not names_work(task):
            return None
        return Mention(
            block=proposal.block,
            line=block.line_at(proposal.start),
            end_line=block.line_at(max(proposal.start, proposal.end - 1)),
            said=quote.strip(),
            task=task,
            completed=task,
            owners_said=proposal.owners_said,
            due_said=proposal.due_said or None,
            due_after=proposal.due_after,
            rule=NAME,
            confidence=max(self._threshold, SURE),
            speaker=block.speaker,
            private=block.private,
            at=block.at,
            day=block.day,
            done=block.checked is True,
            doubts=self._doubts_of(proposal, proposal.owners_said, proposal.due_said, block.line_at(proposal.start)),
            entry=proposal.entry,
        )

    def _task_of(self, quote: str, proposal: Grounded) -> str:
        """Return the quoted words as a task: without owner and day."""
        words = quote.replace(proposal.due_said, " ") if proposal.due_said else quote
        words = re.sub(r"\s+", " ", words).strip(" \t.,;:-–—>|")
        words = imperative(trimmed(words), None, after_name=False)
        return balanced(without_edges(words, proposal.owners_said, self._roster)).strip() or quote.strip()

    def _clause_of(self, proposal: Grounded) -> tuple[int, int]:
        """Return the span of a quotation, widened to the commas and the words "and" and "but" around it."""
        text = self._notes.blocks[proposal.block].text
        ends = [match.span() for match in _CLAUSE_END.finditer(text)]
        start = max((end for _, end in ends if end <= proposal.start), default=0)
        return start, min((begin for begin, _ in ends if begin >= proposal.end), default=len(text))

    def _joined(self, at: int, proposal: Grounded, *, alone: bool, is_shared: bool) -> Mention:
        """Return the mention of a candidate that is the place of a proposal.

        Args:
            at: The number of the candidate.
            proposal: The proposal.
            alone: Leave out the owners and the day of the rules.
            is_shared: Whether several proposals share the candidate: "Kim checks it and I order ten".
        """
        own, candidate = self._own.mentions[at], self._own.candidates[at]
        is_part = proposal.end - proposal.start < _PART * (candidate.end - candidate.start)
        is_known = own.confidence >= self._threshold and not (is_part and is_shared)
        rules = own if is_known and not alone else self._without_choices(own, alone=alone)
        block = self._notes.blocks[own.block]
        is_done = own.done and (proposal.done or block.checked is True or bool(block.struck))
        rules = replace(rules, done=is_done, entry=proposal.entry)
        mention = self._with_owner(rules, proposal)
        mention = self._with_day(mention, proposal, alone=alone)
        doubts = (
            *mention.doubts,
            *self._doubts_of(
                proposal,
                mention.owners_said,
                mention.due_said if mention.due_said != own.due_said or alone else None,
                own.line,
            ),
        )
        if is_known and not alone:
            confidence = round(1 - (1 - own.confidence) / 2, 4)
            mention = replace(mention, rule=f"{own.rule}, {NAME}", confidence=confidence, doubts=doubts)
            if len(content(proposal.task)) < _WORDY:
                filled = content(own.completed) - content(own.task)
                is_doubtful = bool(filled) and filled.isdisjoint(content(proposal.asked))
                return replace(mention, completed=own.task) if is_doubtful else mention
            return replace(mention, task=proposal.task, completed=proposal.task, purpose="")
        task = proposal.task or (self._task_of(self._quote(proposal), proposal) if is_part else own.completed)
        if not names_work(task) or (not proposal.task and len(content(task)) < _WORDY):
            start, end = self._clause_of(proposal)
            words = self._task_of(self._notes.blocks[proposal.block].text[start:end], proposal)
            task = max(words, "" if is_part else own.completed, key=lambda one: len(content(one)))
        if is_part:
            line, end_line = block.line_at(proposal.start), block.line_at(max(proposal.start, proposal.end - 1))
            mention = replace(mention, said=self._quote(proposal).strip(), line=line, end_line=end_line)
        confidence = max(self._threshold, SURE)
        if own.confidence < UNLIKELY:
            confidence = max(MENTION_THRESHOLD, min(confidence, self._threshold - 0.01))
        return replace(
            mention,
            task=task,
            completed=task,
            purpose="",
            rule=NAME,
            confidence=round(confidence, 4),
            doubts=doubts,
            is_anaphoric=own.is_anaphoric and not names_work(task),
        )

    def _without_choices(self, own: Mention, *, alone: bool) -> Mention:
        """Return a mention without owners and day, which the rules chose for what they did not take for work.

        Those that columns of a table give stay.
        """
        keeps_owner = self._is_told(own, "owner") and not alone
        keeps_day = self._is_told(own, "due") and not alone
        return replace(
            own,
            owners_said=own.owners_said if keeps_owner else (),
            due_said=own.due_said if keeps_day else None,
            due_after=own.due_after if keeps_day else "",
        )

    def _with_owner(self, own: Mention, proposal: Grounded) -> Mention:
        theirs = self._people(proposal.owners_said, own)
        ours = self._people(own.owners_said, own)
        if set(theirs) == set(ours):
            return own
        if ours and self._is_told(own, "owner") and not self._is_part_of_cell(theirs, ours, own):
            return own
        if not theirs:
            return self._without_guess(own, proposal)
        if not ours or (set(theirs) > set(ours) and proposal.owner_rank >= Rank.AGAIN):
            return replace(own, owners_said=proposal.owners_said)
        taken = proposal.owner_rank >= min(self._rank_of(own), Rank.AGAIN)
        taken = taken and (proposal.owner_rank is Rank.HERE or self._rank_of(own) is not Rank.HERE)
        if taken and all(map(self._roster.known, theirs)) and not any(map(self._roster.known, ours)):
            return replace(own, owners_said=proposal.owners_said)  # "Tau", and not "Tau volunteers"
        chosen = self._choose(own.line, f"Whose work is “{own.said}”?", (and_list(ours), and_list(theirs)))
        taken = chosen == _THEIRS if chosen else taken
        first, other = (theirs, ours) if taken else (ours, theirs)
        doubt = Doubt(
            own.line, f"whose work this is can be read as {and_list(first)} (taken) or {and_list(other)}", "owner"
        )
        mention = replace(own, doubts=(*own.doubts, doubt))
        return replace(mention, owners_said=proposal.owners_said) if taken else mention

    def _is_part_of_cell(self, theirs: Sequence[str], ours: Sequence[str], own: Mention) -> bool:
        """Whether a column of owners names their people and the rules know nobody of that name: "Callum Priyanka"."""
        cells = [cell.text for cell in self._notes.blocks[own.block].cells if column_kind(cell.column) == "owner"]
        are_named = all(any(name.split()[0] in cell for cell in cells) for name in theirs)
        return bool(theirs) and are_named and not any(self._roster.known(name) for name in ours)

    def _without_guess(self, own: Mention, proposal: Grounded) -> Mention:
        """Return a mention without an owner who is only named near by, if the reader finds none; a doubt says so.

        An owner whom the reader names and the notes do not shows that it did not find the work to be nobody's.
        """
        if proposal.asked_owner or self._rank_of(own) is not Rank.NEAR:
            return own
        names = and_list(self._people(own.owners_said, own))
        doubt = Doubt(own.line, f"nobody is named here; it may be the work of {names}", "owner")
        return replace(own, owners_said=(), doubts=(*own.doubts, doubt))

    def _rank_of(self, own: Mention) -> Rank:
        """Return where the owners of the rules stand: in the text of the work, above it, or elsewhere."""
        block = self._notes.blocks[own.block]
        names = {word for name in self._people(own.owners_said, own) for word in (name, *name.split()[:1])}
        names |= set(own.owners_said)
        if block.speaker or any(words in block.text for words in names) or "I" in own.owners_said:
            return Rank.HERE
        parents: list[str] = []
        while block.parent is not None and len(parents) < _MAX_PARENTS:
            block = self._notes.blocks[block.parent]
            parents.append(block.text)
        titles = (*self._notes.blocks[own.block].section, *parents)
        return Rank.ABOVE if any(words in text for words in names for text in titles) else Rank.NEAR

    def _without_guessed_day(self, own: Mention, proposal: Grounded) -> Mention:
        """Return a mention without a day that another line names, if the reader finds none; a doubt says so."""
        block = self._notes.blocks[own.block]
        if not own.due_said or block.kind is Kind.TURN or self._rank_of_day(own, proposal) is not Rank.NEAR:
            return own
        doubt = Doubt(own.line, f"no day is named here; it may be due “{own.due_said}”", "date")
        return replace(own, due_said=None, due_after="", doubts=(*own.doubts, doubt))

    def _rank_of_day(self, own: Mention, proposal: Grounded) -> Rank:
        """Return where the deadline of the rules stands: in a line of the proposal, above it, or elsewhere."""
        block = self._notes.blocks[own.block]
        said = own.due_said or ""
        at = block.text.find(said)
        if (at >= 0 and block.line_at(at) in proposal.lines) or any(said in cell.text for cell in block.cells):
            return Rank.HERE
        parents = [self._notes.blocks[block.parent].text] if block.parent is not None else []
        return Rank.ABOVE if any(said in text for text in (*block.section, *parents)) else Rank.NEAR

    def _with_day(self, own: Mention, proposal: Grounded, *, alone: bool) -> Mention:
        block = self._notes.blocks[own.block]
        if not proposal.due_said:
            return own if proposal.asked_day or alone else self._without_guessed_day(own, proposal)
        theirs = self._day(proposal.due_said, proposal.due_after)
        ours = self._day(own.due_said, own.due_after) if own.due_said else None
        own_rank = self._rank_of_day(own, proposal)
        if theirs is None and own.due_said and (own_rank is Rank.HERE or proposal.due_rank is not Rank.HERE):
            return own  # words alone ("when the invoice is here") stand against the day of another text
        changed = replace(own, due_said=proposal.due_said, due_after=proposal.due_after)
        if theirs == ours and own.due_said:
            return own
        if ours is None or theirs is None:
            return changed
        due_cells = [cell for cell in block.cells if column_kind(cell.column) == "due" and cell.text.strip()]
        if due_cells and not any(proposal.due_said in cell.text for cell in due_cells):
            return own
        taken = proposal.due_rank >= own_rank
        said = (str(own.due_said), proposal.due_said)
        chosen = self._choose(own.line, f"By when is “{own.said}” to be done?", said)
        taken = chosen == _THEIRS if chosen else taken
        first, other = (theirs, ours) if taken else (ours, theirs)
        days = " or ".join((f"{format_day(first)} (taken)", format_day(other)))  # type: ignore[arg-type]
        doubt = Doubt(own.line, f"when this is due can be read as {days}", "date")
        return replace(changed if taken else own, doubts=(*own.doubts, doubt))

    def _day(self, said: str, after: str) -> object:
        """Return the day that date words mean, or None."""
        context = self._context
        if after and (origin := resolving.resolve(after, context)) and origin.day:
            context = replace(context, before=origin.day)
        found = resolving.resolve(said, context)
        return found.day if found else None

    def _is_told(self, own: Mention, kind: str) -> bool:
        """Whether a column of the table says the owner or the day."""
        return any(
            cell.text.strip() and column_kind(cell.column) == kind for cell in self._notes.blocks[own.block].cells
        )

    def _people(self, said: Sequence[str], own: Mention) -> tuple[str, ...]:
        speaker = own.speaker or self._roster.wrote.of(self._notes.blocks[own.block])
        names = (name for words in said for name in self._roster.resolve(words, speaker))
        return tuple(dict.fromkeys(name for name in names if name.casefold() not in _PRONOUNS))

    def _doubts_of(
        self, proposal: Grounded, owners_said: Sequence[str], due_said: str | None, line: int
    ) -> tuple[Doubt, ...]:
        """Return the doubts about owners and days that stand in another line, or that the notes do not name here.

        Args:
            proposal: The proposal.
            owners_said: The owners that are taken.
            due_said: The date words that are taken.
            line: The line of the work.
        """
        doubts = []
        if proposal.owner_rank in (Rank.NEAR, Rank.AGAIN) and set(proposal.owners_said) <= set(owners_said):
            block = self._notes.blocks[proposal.block]
            writer = block.speaker or self._roster.wrote.of(block) or None
            names = and_list([who for said in proposal.owners_said for who in self._roster.resolve(said, writer)])
            doubts.append(Doubt(line, f"is this the work of {names}? Only another line says so", "owner"))
        if proposal.due_rank is Rank.NEAR and proposal.due_said and proposal.due_said == due_said:
            doubts.append(Doubt(line, f"“{proposal.due_said}” stands in another line; is this due then?", "date"))
        known = {name for words in owners_said for name in self._roster.resolve(words)}
        doubts += [
            Doubt(line, f"the second reader gives this to {name}, whom the notes do not name here", "owner")
            for name in dict.fromkeys(proposal.doubted)
            if name not in known
        ]
        return tuple(doubts)


def _distinct(grounded: Iterable[Grounded]) -> list[Grounded]:
    """Return the proposals without repetitions: parts of long notes overlap. Those with most evidence come first."""
    kept: dict[tuple[int, int, int, str, tuple[str, ...]], Grounded] = {}
    for one in grounded:
        key = (one.block, one.start, one.end, one.task, one.owners_said)
        before = kept.get(key)
        if before is None or (one.owner_rank, one.due_rank) > (before.owner_rank, before.due_rank):
            kept[key] = one
    return list(kept.values())
