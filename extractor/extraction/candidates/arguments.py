"""Commitments: what a part of a sentence says of its work: where that begins and ends, and the words for who does it.

Read from outside in, each step taking its words off the work: an explicit marker, a label or a tail that names the
owner, then the clause, or in a line without one the name that it opens with; last what stands around the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from extractor.common.lazy_regex import expression
from extractor.dates.finding import find_phrases, may_hold_phrase
from extractor.extraction.candidates.features import CandidateDraft
from extractor.extraction.candidates.segments import Segment
from extractor.extraction.candidates.subjects import kind_of
from extractor.extraction.context.blocks import BlockContext, is_lead, reported_person
from extractor.extraction.owner_markers import prefix, suffix
from extractor.language import lexicon
from extractor.language.patterns import cues, sections
from extractor.language.people.name_lists import GIVEN_NAMES, ROLE, is_role
from extractor.language.people.roster import Roster
from extractor.language.syntax.clauses import Clause
from extractor.model import Block, Kind

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
_CALLED = expression(r"(?P<who>[A-Z][\w.-]*(?:\ [A-Z][\w.-]*)?),\s+(?=[a-z])")  # "AI: Mike, when we tag, ..."
_YOU_ALL = expression(r"\b(?:you\b.{0,20}\b(?:all|both)|all\ of\ you)\b", re.IGNORECASE)  # "you will all have to"
# A label has named somebody already: what follows opens with no second name.
_LABELLED = frozenset({"owner: label", "turn: said to somebody"})


def read_span(
    part: Segment, block: Block, near: BlockContext, roster: Roster, shared: Mapping[str, float]
) -> CandidateDraft:
    """What a part of the block says of its work, with the evidence for and against it on top of what is `shared`."""
    reading = CandidateDraft(part.start, part.end, (), shared)
    reading = _marker(reading, part, block, roster)
    reading = _label(reading, part, block, roster)
    reading = _tail(reading, block, roster)
    reading = _body(reading, part, block)
    if part.clause is not None:
        reading = _clause(reading, part, part.clause, block, roster)
    else:
        reading = _no_clause(reading, part, block, roster)
    return _around(reading, part, block, near, roster)


def _marker(reading: CandidateDraft, part: Segment, block: Block, roster: Roster) -> CandidateDraft:
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
    if marked.who and (roster.owners_only(marked.who) or all(map(roster.known, roster.split(marked.who)))):
        return reading.owner(marked.who, "marker")
    if marked.who:
        return reading.seen("marker: names no owner")
    called = _CALLED.match(block.text, reading.start, reading.end)
    if called is not None and roster.known(called["who"]):
        return reading.owner(called["who"], "marker").work(called.end())
    return reading


def _label(reading: CandidateDraft, part: Segment, block: Block, roster: Roster) -> CandidateDraft:
    """The work behind "Kim:", or behind a label that names nobody ("Slides:"), with the owner who may follow that."""
    text = block.text[reading.start : reading.end]
    label = prefix.label(text, roster) or _strong(reading, block, roster)
    tail = suffix.tail(text, roster)
    if tail is not None and label is not None and not prefix.all_known(label.who, roster):
        label = None if prefix.all_known(tail.who, roster) else label  # "UML - Emily, Egor"
    if label is not None:
        if part.marker is None and block.kind is Kind.TURN and block.speaker:
            # "zzz: will do", in a chat: whom it is said to, no owner
            return reading.work(reading.start + label.end).seen("turn: said to somebody")
        return reading.owner(label.who, "label").work(reading.start + label.end).seen("owner: label")
    behind = prefix.topic(text) if prefix.bare(text, roster) is None else 0  # "Deb send note: everyone is in"
    if not behind or (tail is not None and tail.start < behind and prefix.all_known(tail.who, roster)):
        return reading  # "Assignment writeup: Jeremiah"
    start = reading.start + behind
    reading = reading.seen("label: no owner", *(("label: a day",) if _is_day(text[:behind]) else ()))
    if announced := sections.section_kind(text[:behind].strip(" :-–—")):
        # "Yesterday: finished it", "Next: write the migration": a label can be a section in small
        reading = reading.seen(f"label: {announced}").work(start)
    after = text[behind:]
    worn = prefix.label(after, roster) or prefix.before_verb(after, roster) or prefix.bare(after, roster)
    if worn is not None:
        # "Use cases: Deb and Elke to reformat them", "ACT-44: RG - Will send it", "Emails: David write"
        reading = reading.owner(worn.who, "label").work(start + worn.end).seen("owner: behind a label")
    return reading


def _is_day(label: str) -> bool:
    """Whether a label is a date, as in a log ("2021-09-09: ...", "12 May: ...")."""
    dates = find_phrases(label) if may_hold_phrase(label) else ()
    return len(dates) == 1 and not re.search(r"\w", label[: dates[0].start] + label[dates[0].end :])


def _strong(reading: CandidateDraft, block: Block, roster: Roster) -> prefix.OwnerSpan | None:
    """Who stands in bold type before the work: "**JP** Identify concepts"."""
    if not block.strong or not reading.start <= block.strong[0][0] <= reading.start + 2 < reading.end:
        return None
    start, end = block.strong[0]
    words = block.text[start:end]
    if not re.match(r"\s+\w", block.text[end:]) or not prefix.all_known(words, roster):
        return None  # "**API** docs are out of date"
    return prefix.OwnerSpan(words, start - reading.start, end - reading.start)


def _strong_tail(reading: CandidateDraft, block: Block, roster: Roster) -> prefix.OwnerSpan | None:
    """Who stands in bold type behind the work: "Identify concepts **JP**"."""
    if not block.strong or reading.start + 2 >= block.strong[-1][0] or block.strong[-1][1] > reading.end:
        return None
    start, end = block.strong[-1]
    if re.search(r"\w", block.text[end : reading.end]) or not prefix.all_known(block.text[start:end], roster):
        return None
    return prefix.OwnerSpan(block.text[start:end], start - reading.start, reading.end - reading.start)


def _tail(reading: CandidateDraft, block: Block, roster: Roster) -> CandidateDraft:
    """The work before "(Kim)", "- Kim" and their like."""
    tail = suffix.tail(block.text[reading.start : reading.end], roster) or _strong_tail(reading, block, roster)
    if tail is None or (tail.cue == "," and block.kind is Kind.TURN):
        return reading  # "That was all, Kim" is said to her
    if tail.cue == "to":
        cue = _cue(tail.cue, "person")
        reading = _meant(reading.seen(f"cue: {cue}", "subject: person"), cue, "person", sure=True)
    if not any(tail.who.casefold() == said.casefold() for said, _ in reading.owners):
        reading = reading.owner(tail.who, "tail")
    return reading.work(end=reading.start + tail.start).seen("owner: tail")


def _body(reading: CandidateDraft, part: Segment, block: Block) -> CandidateDraft:
    """Behind a marker without an owner, whoever is to do it: "Action: Austin Public Health to provide a list"."""
    if part.marker is None or reading.owners:
        return reading
    body = prefix.named(block.text[reading.start : reading.end])
    if body is None:
        return reading
    return reading.owner(body.who, "lead").work(reading.start + body.end).seen("owner: a body")


def _clause(reading: CandidateDraft, part: Segment, clause: Clause, block: Block, roster: Roster) -> CandidateDraft:
    """Who the clause's subject, agent or addressee is, and what its grammar says; the work begins with its verb."""
    kind = kind_of(clause, roster)
    lead = prefix.before_verb(block.text[reading.start : reading.end], roster)
    if kind == "none" and lead is not None:
        return _led(reading, lead, block, roster)
    acted_on = clause.passive and kind == "person" and clause.verb not in _ASSIGNS
    cue_id = _cue(clause.cue, kind)
    if cue_id == "bare" and clause.tag == "VBZ":
        cue_id = "present"  # "Anna uploads the tutorial"
    reading = reading.seen(f"cue: {cue_id}", f"subject: {kind}", *(("subject: acted on",) if acted_on else ()))
    if clause.verb != "be" or cue_id == "agreed-to":  # "will be away" is no work
        reading = _meant(reading, cue_id, kind, sure=not (clause.negated or clause.passive or clause.mark))
    if kind == "person":
        reading = _known(reading, clause.subject, roster)
    verb_at = part.sentence.start + clause.verb_start
    doing = kind in _DOERS or cue_id in {"was-agreed", "agreed-to"}
    if doing and not clause.passive and reading.start <= verb_at < reading.end:
        reading = reading.work(verb_at)
    if kind == "thing" and cue_id == "agreed-to" and not clause.passive and clause.subject_tag.startswith("NN"):
        reading = reading.nearest(clause.subject, "subject")
    if kind in {"person", "i", "pronoun"} and not acted_on:
        # "Kim and Lee": the parser may see but Lee; in "Oki I will" there is one
        fuller = lead is not None and lead.who.endswith(clause.subject) and len(roster.split(lead.who)) > 1
        reading = reading.nearest(lead.who if lead is not None and fuller else clause.subject, "subject")
        meant = clause.subject.casefold() in {"he", "she"} or _is_several(part.antecedent, roster)
        if kind == "pronoun" and part.antecedent and meant:
            reading = reading.owner(part.antecedent, "antecedent")
    if kind == "nobody":
        reading = reading.seen("owner: somebody")
    if kind == "we":
        reading = reading.seen("owner: we")
    if clause.passive and clause.agent and roster.owners_only(clause.agent) and not find_phrases(f"by {clause.agent}"):
        reading = reading.owner(clause.agent, "agent").seen("owner: agent")
    at = part.sentence.start
    if kind == "you" and _YOU_ALL.search(block.text, at + clause.subject_start, at + clause.verb_start):
        return reading.nearest("all", "subject").seen("owner: addressee", *_grammar(clause, cue_id))
    if kind == "you" and clause.addressee and roster.is_person(clause.addressee):
        reading = reading.owner(clause.addressee, "addressee").seen("owner: addressee")
    return reading.seen(*_grammar(clause, cue_id))


def _cue(words: str, kind: str) -> str:
    """The id of the cue that stands before the verb of such a subject, or ""."""
    cue = cues.cue_of(words, "person" if kind == "pronoun" else kind)
    return cue.id if cue else ""


_ASSIGNS = frozenset("assigned tasked asked appointed instructed".split())


def _led(reading: CandidateDraft, lead: prefix.OwnerSpan, block: Block, roster: Roster) -> CandidateDraft:
    """The work behind who is to do it, where the parser misses them: "Eemeli, will submit it", "Drew to bug Leah"."""
    cue = _cue(lead.cue, "person")
    reading = reading.nearest(lead.who, "lead").work(reading.start + lead.end).seen("owner: lead")
    known = prefix.all_known(lead.who, roster) or lead.who.casefold() in GIVEN_NAMES
    # "Pointer to the repository" is nobody
    sure = known or lead.cue != "to" or "opens: verb, base" in lexicon.of_work(block.text[reading.start : reading.end])
    if not cue or not sure or block.text.startswith("be ", reading.start):
        return reading.seen("cue: none")  # "Kim can speak French", "Kim will be away"
    return _known(_meant(reading.seen(f"cue: {cue}", "subject: person"), cue, "person", sure=True), lead.who, roster)


def _meant(reading: CandidateDraft, cue: str, kind: str, *, sure: bool) -> CandidateDraft:
    """How much such a cue says, and whether that is `sure`: said plainly, and of such a subject."""
    strength = cues.STRENGTHS.get(cue, "")
    if not strength:
        return reading
    return reading.seen(f"says: {strength}", *((f"says: {strength}, {kind}",) if sure else ()))


def _known(reading: CandidateDraft, who: str, roster: Roster) -> CandidateDraft:
    """Whether who is to do it is on the roster, or a role."""
    if any(roster.known(name) for name in roster.split(who)):
        return reading.seen("subject: on the roster")
    return reading.seen("subject: a role") if ROLE.fullmatch(who.strip()) else reading


_FOR_ANYBODY = expression(
    r"""\b(?:volunteers?|someone|somebody|anyone|anybody|who(?:\ (?:is|was))?(?:\ (?:able|willing|going|happy))?)
    \ (?:to|can|could|will|would|should)\ (?=\w)""",
    re.VERBOSE | re.IGNORECASE,
)


def _taken(reading: CandidateDraft, who: str, block: Block) -> CandidateDraft:
    """The work that somebody takes on in the next line: "... asked for a volunteer to draft it", "Kim volunteered"."""
    asked = len(block.text[: reading.end].rstrip(" ?"))  # "Who can check the figures?"
    reading = reading.nearest(who, "column").work(end=asked).seen("cue: agreed-to", "subject: person")
    reading = _meant(reading, "agreed-to", "person", sure=True)
    found = _FOR_ANYBODY.search(block.text, reading.start, reading.end)
    return reading.work(found.end()) if found is not None else reading


def _is_several(words: str, roster: Roster) -> bool:
    """Whether "they" can mean these words: a body, or several people."""
    return is_role(words) or len(roster.split(words)) > 1


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
    governor = _GOVERNOR_OF.get(clause.head_verb, "other")
    if clause.head_verb and clause.dep in {"ccomp", "advcl"}:
        yield f"under: {governor}"
    if clause.head_verb and clause.dep in {"ccomp", "xcomp"}:
        yield f"cue under: {cue}, {governor}"


def _no_clause(reading: CandidateDraft, part: Segment, block: Block, roster: Roster) -> CandidateDraft:
    """The work behind the name that a line without a clause of its own opens with: "Kim chase the supplier"."""
    text = block.text[reading.start : reading.end]
    if (lead := prefix.before_verb(text, roster)) is not None:
        reading = _led(reading, lead, block, roster)
    else:
        said = any(name.startswith("cue: ") for name in reading.features)  # by its tail: "Venue - Kim to book"
        reading = reading.seen("marker: no clause" if part.marker is not None else "cue: none") if not said else reading
        if reading.features.keys().isdisjoint(_LABELLED) and (lead := prefix.bare(text, roster)) is not None:
            reading = reading.owner(lead.who, "bare").work(reading.start + lead.end).seen("owner: bare lead")
    root = next((own for own in part.sentence.clauses if own.dep == "ROOT"), None)
    reading = reading.seen(f"root: {root.tag if root else 'no verb'}")
    return reading.seen(f"root subject: {kind_of(root, roster)}") if root and root.subject else reading


def _around(reading: CandidateDraft, part: Segment, block: Block, near: BlockContext, roster: Roster) -> CandidateDraft:
    """The owners whom the lines under it, its parent or its section give."""
    for name, said in near.fields:
        if name == "owner" and part.number == 0:
            reading = reading.nearest(said, "column")
        if name == "taken":
            reading = _taken(reading, said, block)
        if name == "marked":
            reading = reading.nearest(said, "marker").seen("marker", "marker: marker-tail")
        if name != "done":
            reading = reading.seen("field: due" if name == "due" else "field: owner")
    if near.owner:
        reading = reading.owner(near.owner, near.owner_from).seen(f"owner: {near.owner_from}")
        if near.owner_from == "parent" and part.clause is None and is_lead(near.parents[0]):
            reading = _meant(reading.seen("cue: to", "subject: person"), "to", "person", sure=True)
    if part.worn and not reading.owners:
        reading = reading.owner(part.worn, "block").seen("owner: of the block")
    if about := (reported_person(block.text, roster) if part.sentence.ordinal else "") or near.reported_person:
        reading = reading.owner(about, "teller")
    if block.speaker:
        reading = reading.seen("speaker")
    named = [place for _, place in reading.owners if place != "teller"]
    if not named and (aside := suffix.aside(block.text[reading.start : reading.end], roster)):
        # "Set up the repository (@anne) to share it"
        return reading.owner(aside, "tail").seen("owner: tail")
    return reading if named else reading.seen("owner: nobody")
