"""Find the work that concerns only those who write the notes, which a client need not read: "update the CRM".

Only where the notes say that a client was there, and not where it was said to them: in a talk in which they speak, or
with their name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.common.lazy_regex import expression
from extractor.model import Action, Kind, Notes, Recap
from extractor.resolution.sensitive_words import without_harmless

_CHORE = expression(
    r"""
    \b(?: (?:log|book|enter|record|fill[ ]in|submit) [ ] (?:\w+[ ]){0,3}?
        (?:hours|times?|timesheets?|expenses|mileage)
      | (?:update|add|put|enter|log|note|fill|maintain|open|close|create) [ ] (?:\w+[ ]){0,6}?
        (?:crm|salesforce|hubspot|pipedrive|jira|backlog|trello|asana
          |our[ ](?:board|wiki|tracker|sheet|notes|files?|plan|forecast|list))
      | (?:(?:de)?brief|update|tell|inform|loop[ ]in|ask|remind|chase|nudge) [ ] (?:our|the|my) [ ] (?:own[ ])?
        (?:team|boss|manager|director|sales|management|board|finance|accounts|hr|colleagues|partners?|developers?
          |designers?|lawyers?|legal|engineers|back[ ]office|office|staff)
      | retro(?:spective)? | post-?mortem | internal[ ](?:meeting|call|review|kick-?off) | pre-?call | team[ ]meeting
      | stand-?up | forecast | lead[ ]score | deal[ ]stage | pipeline[ ]stage | win[ ]rate
      | (?:check|clear|agree|align|discuss|talk) [ ] (?:\w+[ ]){0,5}? with [ ] (?:our|my) [ ] \w+
      | (?:brief|tell|inform|ask|remind|chase|nudge|loop[ ]in|check[ ]with|talk[ ]to|speak[ ]to|clear[ ]\w+[ ]with) [ ]
        (?:the[ ])?(?:legal|finance|accounts|accounting|hr|it|procurement|marketing|sales|engineering|purchasing
          |head[ ]office|back[ ]office|payroll)(?![ ]\w*(?:client|customer))
      | (?:tidy|clean|sort|reorgani[sz]e|restructure|rework|improve|rename|archive|review|rewrite|fix|set[ ]up)
        (?:[ ](?:up|out))?[ ] (?:our|my) [ ] (?:own[ ]|internal[ ])? (?:\w+[ ])?
        (?:templates?|process(?:es)?|wiki|drive|folders?|inbox|filing|files|notes|onboarding|playbook|checklists?|rates?
          |pricing|office|repo|repository|intranet|calendars?|tools?)
      | (?:plan|find|free|block|book) [ ] (?:our[ ])? (?:capacity|resources|cover)
      )\b
    """,
    re.X | re.I,
)
_TO_COLLEAGUE = r"\b(?:(?:de)?brief|remind|chase|nudge|tell|ask|update|train|show|hand[ ]over[ ]to)[ ](?:{names})\b"
_TO_CLIENT = expression(r"\b(?:client|customer|them|their|you|your)s?\b", re.I)


def mark_ours(recap: Recap, notes: Notes, released: Sequence[tuple[int, int]] = ()) -> Recap:
    """Return the recap with `ours` set on the work that concerns only those who write.

    Args:
        recap: The recap of the notes.
        notes: The notes.
        released: First and last lines that a client may see.
    """
    if not notes.client:
        return recap
    theirs = {name for person in notes.people if person.client for name in (person.name, *person.name.split())}
    if any(block.kind is Kind.TURN and block.speaker in theirs for block in notes.blocks):
        return recap  # the client was listening
    colleagues = [person.name.split()[0] for person in notes.people if not person.client and person.name.strip()]
    to_colleague = re.compile(_TO_COLLEAGUE.format(names="|".join(map(re.escape, colleagues)) or "(?!)"), re.I)
    company = {word.casefold() for word in theirs}

    def item(action: Action) -> Action:
        if any(first <= action.line <= last for first, last in released):
            return action
        if any(owner in theirs for owner in action.owners) or _TO_CLIENT.search(action.task):
            return action
        if not company.isdisjoint(re.findall(r"\w+", action.task.casefold())):
            return action
        is_chore = _CHORE.search(without_harmless(action.task)) or to_colleague.search(action.task)
        return replace(action, ours=True) if is_chore else action

    return replace(recap, items=tuple(map(item, recap.items)))
