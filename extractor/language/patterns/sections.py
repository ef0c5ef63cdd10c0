"""Titles of sections: which announce work, decisions, questions, attendance, reports and so on."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from extractor.language.patterns.compiling import in_lower_case


class SectionKind(NamedTuple):
    """A kind of section, known by its title. It is a feature of the lines below, as work may also be under "Agenda"."""

    id: str
    pattern: str  # searched in the title, in lower case
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# The first match decides, so narrower kinds come first ("Review of the last action items" is a review).
SECTIONS: tuple[SectionKind, ...] = (
    SectionKind(
        "attendance",
        r"""^\W* (?: (?:meeting\ )? (?: attend(?:ees?|ance|ing) | participants? | present | in\ attendance | apologies
            | regrets | absent | absences | roll[ -]?call | members | who'?s\ here | guests | invited | invitees
            | quorum ) \b )""",
        ("Attendees", "Present:", "Roll call", "Apologies for absence"),
        ("Presentation by Kim", "Action items", "Membership drive", "Survey", "Presents for the volunteers"),
    ),
    SectionKind(
        "past",
        # \W*+ is possessive: behind (?:.*\b) a line of blanks would take quadratic time
        r"""^\W*+ (?: last\ (?: week | sprint | month | meeting | time | iteration )\W* | yesterday\b.* | y\W*
            | previously\W*
            | (?: work | tasks? | things | progress | what )\b .{0,20}
              \b (?: did | done | accomplished | worked\ on | completed | last\ week | this\ past\ week | since\b.* )
              \b.*
            | (?:.*\b)?
              (?: accomplish(?:ed|ments?) | achiev(?:ed|ements?) | progress\ (?:since|report|made) | contributions?
                | since\ (?:the\ )?last\b.* | what\ (?:did|have)\ (?:we|you|i|they)\b.* | what\ i\ did | worked\ on
                | past\ week ) .* ) $""",
        ("Last week", "Yesterday", "y", "What did you do yesterday?", "Accomplishments", "Progress since last meeting"),
        (
            "Last week's action items",
            "This week",
            "Action items",
            "Next steps",
            "Outstanding actions",
            "Yes, but",
            "Yard",
        ),
    ),
    SectionKind(
        "ongoing",
        r"""^\W* (?: in[ -]progress | pending | ongoing | on\ hold | wip | doing | open$ | in\ the\ works | underway
              | under\ way | current(?:ly)?(?:\ working\ on)? | open\ (?: tasks? | items? | actions? | work )
              | working\ on | carried\ over )
            (?:\ (?: tasks? | items? | actions? | work | issues ))? \W* $""",
        ("In progress", "Pending:", "Ongoing work", "WIP"),
        (
            "Open questions",
            "Progress report",
            "Current events",
            "Pending legislation in the states",
            "Doing business in Porto",
        ),
    ),
    SectionKind(
        "review",
        r"""\b(?: (?: review | status | update | follow[ -]?up ) \w*\ (?:of|on|from)\b (?!\ (?:the\ )?new\b) .{0,80}
                  \b(?: action | last | previous | prior | task | todo | minutes )
            | (?: previous | last | prior | old | outstanding | past | earlier ) (?:\ \w+|'s|’s){0,3}
              \ (?: action | task | to-?do | ai\b | minute | week | meeting | sprint | time )
            | (?: action | task | to-?do )s? (?:\ items?|\ points?)?
              \ (?: from | review | of\ (?:the\ )?(?:last|previous) | status | update | recap | carried )
            | matters\ arising | carried\ (?:over|forward) )""",
        (
            "Review of action items",
            "Previous action items",
            "Last week's tasks",
            "Actions from the last meeting",
            "Matters arising",
            "Outstanding actions",
        ),
        (
            "Action items",
            "Next steps",
            "Review of new action items",
            "Review the budget",
            "Tasks for next week",
            "Last words",
            "Status of the website",
            "Actions for the next meeting",
        ),
    ),
    SectionKind(
        "done",
        r"""^\W* (?: (?:things\ |tasks?\ |work\ |items\ )?
              (?: done | completed? | finished | closed | accomplished | resolved (?!\W*$) )
              (?:\ (?: tasks? | items? | actions? | issues | work | this\ week | last\ week ))? \W*
            | what\ we\ did .* | worked\ on .* ) $""",
        ("Done", "Completed:", "Completed tasks", "Closed issues"),
        ("To be done", "Done and dusted: the plan", "Not done", "Action items", "Closed session", "Resolved:"),
    ),
    SectionKind(
        "actions",
        r"""\b(?: action (?:s|\ (?:item|point|step|list|plan|summary|required|log|register))\w*
            | (?<!inter)(?<!re)actions | a\.?i\.?'?s\b | ais\b | to-?\ ?do (?:s|'s|\ list|\ items?)? | next\ steps?
            | follow[ -]?ups? | followups?
            | (?: assigned | new | open | our | my | your | the | this | upcoming | remaining | pending | current
                | sprint | weekly | key | main | individual | team )\ tasks?
            | ^\W*tasks\ (?:open|and|to|/|&|left|remaining)\b
            | (?<!multi)tasks? (?:\ (?:for|to|until|by|before|assign\w*|alloc\w*|list|due|this|next)\b | \W*$ | \ ?\()
            | ^\W*(?:call\ to\ )?action\W*$ | (?<!un)assign(?:ed)? (?:\ (?!to\b|by\b)[\w-]+){1,2} (?:\(s\))?
            | needs?\ to\ be\ \w+ed | assignments? | deliverables? | commitments | homework
            | who\ does\ what | (?<!key\ )takeaways
            | (?: what | things | stuff | work | issues )\ (?:(?:is|are|we|needs?|i)\ )*
              (?: to\ do | left\ to\ do | next | to\ be\ done | to\ work\ on | to\ complete | to\ finish )
            | (?: plans? | goals? | work | tasks? | objectives? | to\ do | todo | targets? | focus )
              \ (?:for|until|by|before)\ (?:the\ )? (?: next | this | coming | following | upcoming )\b
            | (?: next | this | coming )\ week(?:'s|’s)?\ (?: goals? | tasks? | plans? | work | to-?dos? | objectives? )
            | ^\W*(?:up\ next|next|today|tomorrow|this\ week|plan(?:s|ned)?)\W*$
            | to\ (?:accomplish|complete|achieve|finish)\ (?:by|before|for)\b
            | plan\ for\ (?:next|this) | what\ will\ (?:we|you|i)\ do | will\ do | to\ be\ done
            | today(?:'s)?\ (?: plan | goal | task )s? | before\ (?:the\ )?next\ (?: meeting | week | time ) )""",
        (
            "Action items",
            "Actions",
            "Next steps",
            "TODO",
            "To do list",
            "Follow-ups",
            "Tasks",
            "ACTION SUMMARY",
            "Goals for next week",
            "Assigned tasks",
            "Action Points for next week (Scrum board)",
            "Action",
            "Website tasks (by 17 February)",
            "Assigned sections",
            "The following need to be corrected",
            "This week",
        ),
        (
            "Interactions",
            "Key takeaways",
            "Aisha",
            "Reaction",
            "Transactions API",
            "Multitasking",
            "Discussion",
            "Agenda",
            "Weekly update",
            "Stepping stones",
            "Planning of the party",
            "Next meeting",
            "Task force on housing",
            "Review of action items",
            "Action on climate",
            "This week in the news",
            "Unassigned",
            "Seats that are assigned to guests",
            "What needs to be said",
        ),
    ),
    SectionKind(
        "decisions",
        r"\b(?: decisions? | resolutions? | resolved | agreements? | agreed | motions? | votes? )\b",
        ("Decisions", "Resolutions", "Decisions made", "Resolved"),
        ("Devotes", "Action items", "Screen revolution", "Voters and their lists", "Emotions at work"),
    ),
    SectionKind(
        "questions",
        r"""\b(?: (?:open|outstanding|unresolved|remaining)\ (?:questions?|issues?|points|topics)
            | questions? (?!naire) | unknowns | tbd )\b""",
        ("Open questions", "Questions", "Open issues"),
        ("Questionnaire design", "Action items", "Request list", "Open house", "Closed issues"),
    ),
    SectionKind(
        "later",
        r"""\b(?: parking\ lot | backlog | ideas? | wish\ ?list | future\ (?:topics?|work|ideas|meetings?) | possible
            | potential | proposed\ (?:agenda|topics) | suggestions | nice\ to\ have | someday | brainstorm\w*
            | upcoming\ (?:events?|dates|meetings|topics) | stretch )\b""",
        ("Parking lot", "Ideas", "Future topics", "Possible topics for next time"),
        ("Action items", "Possibly", "Ideal customer", "Parking at the venue", "Next meeting"),
    ),
    SectionKind(
        "next",
        r"""^\W* (?: next | future | upcoming | following ) \ (?: regular \ | scheduled \ | team \ | board \ )?
            (?: meetings? | call s? | session s? | agenda ) \b""",
        ("Next meeting", "Next meeting agenda", "Next call"),
        ("Next steps", "Before the next meeting", "Next release", "Minutes of the meeting"),
    ),
    SectionKind(
        "agenda",
        r"\b(?: agenda | topics | schedule | timetable | programme | outline )\b",
        ("Agenda", "Topics", "Schedule"),
        ("Action items", "Addenda", "Reschedule", "Programmers' corner"),
    ),
    SectionKind(
        "status",
        r"""\b(?: status | updates? | reports? | stand-?ups? | round[ -]?(?:table|robin) | check-?ins? | progress
            | announcements? | news | blockers? | issues | recent | summary | background | introductions? | intros
            | overview | links | references | resources | presentation | demo s? | goals? | objectives?
            | purpose )\b""",
        ("Status", "Project updates", "Announcements", "Blockers"),
        ("Action items", "Statusphere", "Newsletter", "Demography of the region", "Action summary"),
    ),
    SectionKind(
        "notes",
        r"""\b(?: notes | minutes | discussions? | discussed | comments | log | transcript | other\ business | aob
            | a\.o\.b | any\ other | miscellaneous | misc | other )\b""",
        ("Notes", "Minutes", "Discussion", "AOB"),
        ("Action items", "Mother", "Footnotes", "Logo", "Review of the minutes of the last meeting"),
    ),
)


def is_section(title: str, kind: str) -> bool:
    """Whether a title announces a section of that kind."""
    return announces(title, {kind}) and section_kind(title) == kind  # most titles fail the first, which is quicker


@lru_cache(4096)
def section_kind(title: str) -> str:
    """Return the id of the kind of section that a title announces, or ""."""
    low = title.lower()
    return next((kind.id for kind in SECTIONS if in_lower_case(kind.pattern).search(low)), "")


def announces(title: str, kinds: Set[str]) -> bool:
    """Whether a title has the words of a section of one of these kinds, even if another kind decides."""
    low = title.lower()
    return any(kind.id in kinds and in_lower_case(kind.pattern).search(low) for kind in SECTIONS)
