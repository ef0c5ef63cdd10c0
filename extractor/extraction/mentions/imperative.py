"""Put the verbs of a task into their base form: "sends the notes and asks Kim" becomes "send the notes and ask Kim"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.common.lazy_regex import expression
from extractor.language import lexicon
from extractor.language.inflection import base_form
from extractor.language.patterns.taking_on import is_taken_on
from extractor.language.syntax.clauses import Clause

_MAX_SUBJECT = 12  # words of what a passive verb acts on
# A second verb of the same person: "sends him the notes and asks about the wind", not "the notes and posters".
_LATER_VERB = expression(
    r"""(?P<before>(?:,|,?\s+(?:and|&|then|\+)(?:\s+then)?|,\s*then)\s+)(?P<verb>[a-z]+s)
    (?P<after>\s+(?:the|a|an|it|them|him|her|me|us|this|that|these|those|his|their|our|my|its|all|some|any|about|abt|if
      |whether|out|up|back|over|off|down|in|on|for|to|with|when|what|who|how|everybody|everyone|both|two|three)\b|$)""",
    re.VERBOSE,
)
_DETERMINERS = frozenset("the a an this that these those all each both our his her their its any new some".split())
_NOT_VERBS = frozenset("is was has does this its us thus".split())


def imperative(work: str, clause: Clause | None, *, after_name: bool) -> str:
    """Return the words of a task with the verbs of its owner in the base form.

    Args:
        work: The words of the task.
        clause: The clause that the task is in, if it was parsed.
        after_name: Whether the notes name the owner right before the work ("Roos checks the invoice").
    """
    first = re.match(r"(?:(?:also|then|still|now)\s+)?(?P<verb>[^\W\d_]+(?:-[^\W\d_]+)?)", work)
    if first is None:
        return work
    verb, tag = first["verb"], ""
    if clause is not None and clause.verb == verb.casefold() and clause.subject:
        tag = clause.tag if clause.tag in {"VBZ", "VBG"} else ""
    elif after_name and lexicon.verb_classes(verb)[1] == "s" and verb.islower():
        tag = "VBZ"
    if clause is not None and clause.passive and not tag:
        return _active(work, clause)
    if not tag or verb.casefold() in _NOT_VERBS:
        return work
    base = base_form(verb.casefold(), tag)
    rest = work[first.end() :]
    return f"{base}{_LATER_VERB.sub(_based, rest) if tag == 'VBZ' else rest}"


def without_owner(work: str, owners: Sequence[str]) -> str:
    """Return work without the owner who opens it: "Aminata asks them" is "ask them", "Kim should call" is "call".

    Args:
        work: The words of the task.
        owners: The words for who does it.
    """
    for owner in owners:
        for said in dict.fromkeys((owner, owner.split()[0] if owner.strip() else "")):
            if not said or not work.casefold().startswith(f"{said.casefold()} "):
                continue
            rest = work[len(said) :].lstrip()
            if (cue := _CUE.match(rest)) is not None:
                return rest[cue.end() :]
            put = imperative(rest, None, after_name=True)
            if put != rest:
                return put
            if (doing := _DOING.match(rest)) is not None and is_taken_on(work):
                return f"{base_form(doing['verb'], 'VBG')}{rest[doing.end() :]}"
    return work


_DOING = expression(r"(?:[-–]\s|is\s|are\s)?(?P<verb>[a-z]{2,14}ing)\b")
_CUE = expression(
    r"""(?:(?:also|still|then)\s+)?(?:to|will|would|should|must|shall|can|could|(?:needs?|has|have|is|are|ought|wants?)\s+to)
    \s+(?:please\s+|also\s+|then\s+|still\s+)?(?!be\b|have\b|not\b)(?=[a-z])""",
    re.VERBOSE,
)


def _based(match: re.Match[str]) -> str:
    verb = match["verb"]
    if lexicon.verb_classes(verb)[1] != "s" or verb in _NOT_VERBS:
        return match.group()
    return f"{match['before']}{base_form(verb, 'VBZ')}{match['after']}"


_MODALS = frozenset("will shall should must need needs has have is are to ought".split())  # the subject was cut off
_AUXILIARIES = expression(
    r"""\s+(?:(?:still|also|now|then|all|both)\s+)?(?: (?:will|shall|should|must|needs?|has|have|is|are|to|ought)
      (?:\s+(?:still|also|have|need|to|now)){0,4} \s+ )? (?:be|get)\s+(?:\w+ly\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)


def _active(work: str, clause: Clause) -> str:
    """Return passive work as an order: "This note will be sent by Kim to all" is "send this note to all"."""
    at = re.search(rf"\b{re.escape(clause.verb)}\b", work, re.IGNORECASE)
    if at is None or clause.negated or clause.tag != "VBN":
        return work
    auxiliaries = _AUXILIARIES.search(work[: at.start()])
    if auxiliaries is None:
        return work
    subject = work[: auxiliaries.start()].strip()
    rest = work[at.end() :]
    if clause.agent:
        rest = re.sub(rf"\s+by\s+{re.escape(clause.agent)}", "", rest, count=1)
    if (
        not subject
        or len(subject.split()) > _MAX_SUBJECT
        or re.search(r"[.;:!?]\s|\b(?:it|they|he|she|that)$", subject, re.I)
    ):
        return work
    first = subject.split()[0]
    if first.istitle() and (first.casefold() in _DETERMINERS or (clause.subject_tag == "NNS" and first == subject)):
        subject = subject[0].lower() + subject[1:]
    return f"{base_form(clause.verb, 'VBN')} {subject}{rest}"
