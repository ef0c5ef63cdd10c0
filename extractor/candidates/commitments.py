"""Commitments: what a part of a sentence says of its work: where that begins and ends, and the words for who does it.

Read from outside in, each step taking its words off the work: an explicit marker, a label or a tail that names the
owner, then the clause, or in a line without one the name that it opens with; last what stands around the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractor import dress, patterns
from extractor.candidates.cutting import Part
from extractor.candidates.evidence import Reading
from extractor.candidates.subjects import kind_of
from extractor.clauses import Clause
from extractor.model import Block, Kind
from extractor.owners import ROLE, Roster
from extractor.surroundings import Around

# What governs a clause, by groups: "they agreed that Kim will ..." says more than "they hope that Kim will ...".
_GOVERNORS = {
    "say": """say said says saying stated states noted notes mentioned mentions reported reports shared explained added
        indicated commented replied""",
    "agree": "agreed agree agrees decided decide resolved confirmed committed promised accepted approved",
    "think": "think thinks thought believe believes believed feel feels felt guess suppose",
    "suggest": """suggested suggests suggest proposed proposes propose recommended recommends recommend requested
        requests asked asks ask""",
    "hope": "hope hopes hoped hoping wish wishes expect expects expected",
    "ensure": "ensure sure check see verify confirm find",
}
_GOVERNOR_OF = {word: group for group, words in _GOVERNORS.items() for word in words.split()}

# Subjects behind which the work begins with the verb: the words of a thing belong to it ("the tests need to run").
_DOERS = frozenset({"person", "pronoun", "i", "we", "you", "none", "nobody"})
# A label has named somebody already: what follows opens with no second name.
_LABELLED = frozenset({"owner: label", "turn: said to somebody"})


def read(part: Part, block: Block, near: Around, roster: Roster, shared: Mapping[str, float]) -> Reading:
    """What a part of the block says of its work, with the evidence for and against it on top of what is `shared`."""
    reading = Reading(part.start, part.end, (), shared)
    reading = _marker(reading, part, roster)
    reading = _label(reading, part, block, roster)
    reading = _tail(reading, block, roster)
    reading = _body(reading, part, block)
    if part.clause is not None:
        reading = _clause(reading, part, part.clause, block, roster)
    else:
        reading = _no_clause(reading, part, block, roster)
    return _around(reading, part, block, near)


def _marker(reading: Reading, part: Part, roster: Roster) -> Reading:
    """The work behind "ACTION Kim:", or before "... #action Kim"."""
    marked = part.marker
    if marked is None:
        return reading
    reading = reading.seen("marker", f"marker: {marked.marker.id}")
    if marked.at_tail:
        reading = reading.work(end=min(part.end, marked.start))
        return reading.owner(marked.who, "marker") if marked.who else reading
    if marked.start > part.start + 3:
        reading = reading.seen("marker: inside the sentence")
    if marked.end < part.end:
        reading = reading.work(marked.end)
    elif marked.start > part.start:
        reading = reading.work(end=marked.start)
    if marked.who and roster.owners_only(marked.who):
        return reading.owner(marked.who, "marker")
    return reading.seen("marker: names no owner") if marked.who else reading


def _label(reading: Reading, part: Part, block: Block, roster: Roster) -> Reading:
    """The work behind "Kim:", or behind a label that names nobody ("Slides:"), with the owner who may follow that."""
    text = block.text[reading.start : reading.end]
    label = dress.label(text, roster)
    if label is not None:
        if part.marker is None and block.kind is Kind.TURN and block.speaker:
            # "zzz: will do", in a chat: whom it is said to, no owner
            return reading.work(reading.start + label.end).seen("turn: said to somebody")
        return reading.owner(label.who, "label").work(reading.start + label.end).seen("owner: label")
    behind = dress.topic(text)
    if not behind:
        return reading
    start = reading.start + behind
    reading = reading.seen("label: no owner")
    if announced := patterns.section_kind(text[:behind].strip(" :-–—")):
        # "Yesterday: finished it", "Next: write the migration": a label can be a section in small
        reading = reading.seen(f"label: {announced}").work(start)
    after = text[behind:]
    if (worn := dress.label(after, roster) or dress.before_verb(after, roster)) is not None:
        # "Use cases: Deb and Elke to reformat them", "ACT-44: RG - Will send it"
        reading = reading.owner(worn.who, "label").work(start + worn.end).seen("owner: behind a label")
    return reading


def _tail(reading: Reading, block: Block, roster: Roster) -> Reading:
    """The work before "(Kim)", "- Kim" and their like."""
    tail = dress.tail(block.text[reading.start : reading.end], roster)
    if tail is None:
        return reading
    if not any(tail.who.casefold() == said.casefold() for said, _ in reading.owners):
        reading = reading.owner(tail.who, "tail")
    return reading.work(end=reading.start + tail.start).seen("owner: tail")


def _body(reading: Reading, part: Part, block: Block) -> Reading:
    """Behind a marker without an owner, whoever is to do it: "Action: Austin Public Health to provide a list"."""
    if part.marker is None or reading.owners:
        return reading
    body = dress.named(block.text[reading.start : reading.end])
    if body is None:
        return reading
    return reading.owner(body.who, "lead").work(reading.start + body.end).seen("owner: a body")


def _clause(reading: Reading, part: Part, clause: Clause, block: Block, roster: Roster) -> Reading:
    """Who the clause's subject, agent or addressee is, and what its grammar says; the work begins with its verb."""
    kind = kind_of(clause, roster)
    cue = patterns.cue_of(clause.cue, "person" if kind == "pronoun" else kind)
    cue_id = cue.id if cue else ""
    reading = reading.seen(f"cue: {cue_id}", f"subject: {kind}")
    if kind == "person":
        if any(roster.known(name) for name in roster.split(clause.subject)):
            reading = reading.seen("subject: on the roster")
        elif ROLE.fullmatch(clause.subject.strip()):
            reading = reading.seen("subject: a role")
    lead = dress.before_verb(block.text[reading.start : reading.end], roster)
    verb_at = part.sentence.start + clause.verb_start
    if kind in _DOERS and not clause.passive and reading.start <= verb_at < reading.end:
        reading = reading.work(verb_at)
    if kind == "none" and lead is not None:
        # "Eemeli, will submit a PR": a comma hides the subject from the parser
        reading = reading.nearest(lead.who, "lead").seen("owner: lead")
    if kind in {"person", "i", "pronoun"}:
        fuller = lead is not None and lead.who.endswith(clause.subject)  # "Kim and Lee": the parser may see but Lee
        reading = reading.nearest(lead.who if lead is not None and fuller else clause.subject, "subject")
        if kind == "pronoun" and part.antecedent and clause.subject.casefold() in {"he", "she"}:
            reading = reading.owner(part.antecedent, "antecedent")
    if kind == "nobody":
        reading = reading.seen("owner: somebody")
    if kind == "we":
        reading = reading.seen("owner: we")
    if clause.passive and clause.agent and roster.owners_only(clause.agent):
        reading = reading.owner(clause.agent, "agent").seen("owner: agent")
    if kind == "you" and clause.addressee and roster.is_person(clause.addressee):
        reading = reading.owner(clause.addressee, "addressee").seen("owner: addressee")
    return reading.seen(*_grammar(clause, cue_id))


def _grammar(clause: Clause, cue: str) -> Iterator[str]:
    """What the verb's form and what it hangs on say."""
    yield f"tag: {clause.tag}"
    yield f"arc: {clause.dep}"
    if clause.negated:
        yield "clause: negated"
    if clause.passive:
        yield "clause: passive"
    if clause.first:
        yield "clause: first"
    if clause.mark:
        yield f"mark: {clause.mark}"
    governor = _GOVERNOR_OF.get(clause.governor, "other")
    if clause.governor and clause.dep in {"ccomp", "advcl"}:
        yield f"under: {governor}"
    if clause.governor and clause.dep in {"ccomp", "xcomp"}:
        yield f"cue under: {cue}, {governor}"


def _no_clause(reading: Reading, part: Part, block: Block, roster: Roster) -> Reading:
    """The work behind the name that a line without a clause of its own opens with: "Kim chase the supplier"."""
    reading = reading.seen("cue: none")
    text = block.text[reading.start : reading.end]
    if (lead := dress.before_verb(text, roster)) is not None:
        reading = reading.nearest(lead.who, "lead").work(reading.start + lead.end).seen("owner: lead")
    elif reading.evidence.keys().isdisjoint(_LABELLED) and (lead := dress.bare(text, roster)) is not None:
        reading = reading.owner(lead.who, "bare").work(reading.start + lead.end).seen("owner: bare lead")
    root = next((own for own in part.sentence.clauses if own.dep == "ROOT"), None)
    reading = reading.seen(f"root: {root.tag if root else 'no verb'}")
    return reading.seen(f"root subject: {kind_of(root, roster)}") if root and root.subject else reading


def _around(reading: Reading, part: Part, block: Block, near: Around) -> Reading:
    """The owners whom the lines under it, its parent or its section give."""
    for name, said in near.fields:
        if name == "owner" and part.number == 0:
            reading = reading.nearest(said, "column")
        reading = reading.seen(f"field: {name}")
    if near.owner:
        reading = reading.owner(near.owner, near.owner_from).seen(f"owner: {near.owner_from}")
    if block.speaker:
        reading = reading.seen("speaker")
    return reading if reading.owners else reading.seen("owner: nobody")
