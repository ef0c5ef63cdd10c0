"""What an action, a decision and a question look like in notes, as data: markers, sections, columns, cues, blockers.

Each pattern carries sentences that it finds and more sentences that it must leave alone: near misses that notes really
contain. tests/test_patterns.py runs them all. No spaCy here: a cue is a word pattern over what stands between a subject
and its verb, and `candidates` has the parse. What a pattern is worth is not said here: each is a piece of evidence by
its id ("cue: will"), and the trained weights over the evidence decide (`actions`).
Regular expressions are verbose, case-insensitive and linear in time; a part in `(?-i: )` keeps its case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache
from typing import NamedTuple

from extractor.common.memo import remembered


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A verbose, case-insensitive regular expression, compiled once."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


@cache
def in_lower_case(pattern: str) -> re.Pattern[str]:
    """A verbose regular expression without capitals, for text in lower case: half the time of an ignored case."""
    return re.compile(pattern, re.VERBOSE)


@cache
def _parts(hints: str) -> tuple[str, ...]:
    return tuple(hints.split("|"))


def holds_one(low: str, hints: str) -> bool:
    """Whether a text in lower case holds one of these, given as "one|two": quicker than the pattern that needs it."""
    return any(hint in low for hint in _parts(hints))


class Marker(NamedTuple):
    """An explicit mark that notes put on a line. The group `who`, where there is one, holds owners' words."""

    id: str
    means: str  # "action", "done", "decision" or "question"
    pattern: str  # searched in a sentence; what it matches is dress, no work
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# The names of people in a marker: "ACTION Kim:", "AI(Kim, Lee):", "TODO @kim -". At most six words.
_WHO = r"(?P<who> [@\w][\w.'’-]* (?: (?:\ *[,/&+]\ *(?:and\ )? | \ and\ | \ ) [@\w][\w.'’-]* ){0,5} )"
# The same where each name must have a capital, for marks without a colon or bracket of their own.
_NAME = r"(?-i: @?[A-Z][\w.'’-]* | (?:all|everyone|everybody)\b )"
_NAMES = rf"(?P<who> {_NAME} (?: (?: \s*[,/&+]\s* (?:and\ )? | \ and\ | \ ) {_NAME} ){{0,5}} )"

_NAMES_TOO = _NAMES.replace("?P<who>", "?P<named>")  # where a pattern has two places for them

# Names in small letters, between TODO and a colon alone: "TODO maxx and noah: get that bench in".
_LOWER = r"""(?<=TODO\ ) (?P<low> (?! list\b | items?\b | app\b | for\b )
    (?-i: [a-z][\w-]{1,15} (?: (?:\ and\ |\ ?[,/&]\ ?) [a-z][\w-]{1,15} )? ) )"""

# Order: the longest dress first, so that "[TODO Ana]" is not read as a bare "TODO", nor "fix it. Action: KS" as "KS".
MARKERS: tuple[Marker, ...] = (
    Marker(
        "marker-bracket",
        "action",
        rf"""[\[(] \s* (?: action(?:\ item)? | todo | to-do | ai | ap | task | follow[ -]?up ) s? \b
             (?! [-\w] ) \s* [:–—,@]? \s* {_WHO}? \s* [\])] \s* [:\-–—]? \s*""",
        (
            "[TODO Ana] draft the letter",
            "[ACTION] draft the letter",
            "(AI: Kim) close the ticket",
            "We need a logo [Action: Kim, Lee]",
        ),
        (
            "[today] draft",
            "(actionable)",
            "[ai-generated summary]",
            "(to do it well, ask)",
            "[paid]",
            "the new course (AI, ethics; two terms)",
            "the form (task 3 of the handbook is about it)",
        ),
    ),
    Marker(
        "marker-hash",
        "action",
        r"\#(?: action | todo | ai | task )\b \s* [:\-–—]? \s*",
        ("#action Kim to send the agenda", "#TODO: fix the build"),
        ("#actionable", "issue #12", "#main: action", "#aid is the channel for first aid", "# Actions of the board"),
    ),
    Marker(
        "marker-tail",
        "action",
        # (?<!\s): a run of blanks is entered at its beginning only, or a line of blanks would take quadratic time.
        rf"""(?<!\s) \s* (?: [-–—>(\[] | [.;]\s )\s* (?: action (?:\ item)? | todo | ai ) \s* [:\-–—]\s*
            {_NAMES} \s* [)\].]* \s* $""",
        ("Fix the gate (action: Kim)", "Fix the gate - Action: Kim Lee", "Fix the gate. Action: KS"),
        (
            "Action: Kim to fix the gate",
            "(in action: none today at all, really)",
            "see Action Items",
            "Fix the gate. Action: see the wiki",
        ),
    ),
    Marker(
        "marker",
        "action",
        rf"""(?: ^ | (?<=[.;!?)\]\ ]) | (?<=[-–—>|*]\ ) )
             (?: (?: new \ )? action (?:\ (?: item | point | required | needed ))? s? | a\.i\. | ai | ap | act | to-?do
               | task | follow[ -]?up | next\ step s? | deliverable | assignment | homework )
             (?: \s* \#?\d+ )? (?: \s* \( {_WHO} \) )? \s* (?: : | [-=]>+ | [→⇒»] | \s[-–—]\s | [–—] ) \s*""",
        (
            "ACTION: Kim to close.",
            "Action item: send the agenda",
            "AI: Kim to send the agenda",
            "TODO: fix the build",
            "Action (Kim): send it",
            "The list is long. Action: Kim to cut it",
            "AI 12 - Kim will ask",
            "ACTION -> Kim",
        ),
        (
            "AI is the topic of the workshop",
            "The action was well received",
            "Class action lawsuit: none",
            "Apply to-do apps",
            "interaction: none",
            "Follow up with Kim",
            "AI Summit 2024 planning: venue",
            "The action plan: see the wiki",
            "Multitask: two screens each",
        ),
    ),
    Marker(
        "marker-who",
        "action",
        rf"""(?: ^ [^\w\s(\[@\#]{{0,3}} \s? | (?<=[.;!?)\]]\ ) )
            (?-i: ACTION (?:\ ITEM)? S? | AI | AP | TODO | Action (?:\ item)? | Action\ Item | action (?=\ [A-Z]) )
            (?: ,?\s+ (?: on \ | for \ | to \ )? (?: {_NAMES} \s* (?: : | \s[-–—]\s | [–—] ) | {_LOWER} \s? : )
              | \s* (?: \[ | (?<!AI)(?<!AP)(?<!AI\ )(?<!AP\ ) \( ) {_NAMES_TOO} [\])] \s*[:–—-]? ) \s*""",
        (
            "ACTION BW: schedule with the board",
            "AI Kim, Lee: review",
            "TODO Ana Ruiz: draft",
            "ACTION ALL: review the PR",
            "Action item for Kim: ask",
            "Action item to Martin: to clarify the status",
            "\N{CONSTRUCTION WORKER} TODO Noah: Washington state taxes",
            "TODO maxx and noah: get that bench in",
            "ACTION, Kim L: get that bench in",
            "ACTION [Kim] get that bench in",
            "Action (Kim Lee, Ana) get that bench in",
            "action KL: get that bench in",
        ),
        (
            "AI Summit 2024",
            "Action was taken by Kim",
            "ACTION plan",
            "AI models: a survey of the field by kim",
            "In AI Europe leads: so they say",
            "Action on climate: a talk",
            "TODO list: see below",
            "TODO items for today: none",
            "To do: maxx and noah",
            "a todo app: the tutorial",
            "AI (Artificial Intelligence) models",
            "Action, reaction and the rest",
            "ACTION [see below]",
            "Action (if needed) by the board",
            "in action KL: a film",
        ),
    ),
    Marker(
        "marker-verb",
        "action",
        r"""(?: ^ | (?<=[.;!?)\]]\ ) )
            (?-i: ACTION S? (?:\ ITEM)? | TODO | (?: AI | AP | action ) (?=\ [A-Z][A-Za-z]+\ (?:to|will)\b) )
            \s+ (?= (?-i:[A-Z@]) [\w'’]* \s )""",
        ("ACTION Kim to close the issue", "TODO Write the guide", "AI Kim to ask the vendor"),
        ("AI Models are fun", "AP Physics is full", "action is needed", "TODO list", "todo MVC app"),
    ),
    Marker(
        "done",
        "done",
        r"""(?: ^ | [\s(\[*–—:-] )
            (?: ✅ | ✔ | ☑
              | (?-i: DONE | COMPLETED? | CLOSED | FIXED | RESOLVED | FINISHED | DELETED | CANCELLED | DROPPED )
              | (?<=[(\[–—:-]) \s* (?: done | completed? | closed | finished | fixed ) (?= \s* (?: [)\].!:,]|$) )
              | (?<=-\ ) (?: done | completed? | closed | finished | fixed ) (?= \s* (?: [)\].!:,]|$) )
              | ^ \s* (?: done | completed | closed | finished ) \s* [:\-–—] )
            (?! \w )""",
        (
            "DONE: send the agenda",
            "send the agenda - DONE",
            "send the agenda (done)",
            "✅ send the agenda",
            "Done: send it",
            "send it [closed]",
            "send it - done",
        ),
        (
            "get it done by Friday",
            "the closed beta",
            "have the form completed",
            "to be done: cleaning",
            "not done yet",
            "well-done steak",
            "RESOLVER",
            "nearly finished with the draft",
        ),
    ),
    Marker(
        "decision",
        "decision",
        r"""(?: ^ | (?<=[.;!?]\ ) ) [\[(]? \#?
            (?: decision s? (?:\ made|\ taken)? | decided | resolved | resolution | agreed | agreement | consensus
              | motion\ (?:carried|passed|approved) )
            \s* (?: [\])] | : | \s[-–—]\s | [-=]>+ ) \s* :? \s*""",
        (
            "DECISION: use Postgres",
            "RESOLVED: adopt the charter",
            "Agreed: no meeting in May",
            "[decision] ship it",
            "#agreed: ship it",
        ),
        (
            "We agreed on little",
            "Decision making is hard",
            "undecided: the logo",
            "Agreed to meet Kim",
            "resolution of the image",
            "No decision: we need figures",
        ),
    ),
    Marker(
        "question",
        "question",
        r"""(?: ^ | (?<=[.;!?]\ ) ) [\[(]? (?: open\ (?:question|issue) s? | question s? | q | tbd | tbc )
            \s* (?: [\])] | : ) \s*""",
        ("QUESTION: who pays?", "Open question: which venue?", "TBD: the venue"),
        ("Question time is at 5", "Q3: the plan", "Q&A: none", "no questions: fine"),
    ),
)


class SectionKind(NamedTuple):
    """What a section's title says of the lines under it: a weight, no switch: real notes often sit under "Agenda"."""

    id: str
    hints: str  # of which such a title holds one, in lower case: most titles hold none
    pattern: str  # searched in the title in lower case
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# Order: the first that matches decides, so the narrower come first ("Review of the last action items" is a review).
SECTIONS: tuple[SectionKind, ...] = (
    SectionKind(
        "attendance",
        "attend|participant|present|apolog|regret|absen|roll|member|who|guest|invit|quorum",
        r"""^\W* (?: (?:meeting\ )? (?: attend(?:ees?|ance|ing) | participants? | present | in\ attendance | apologies
            | regrets | absent | absences | roll[ -]?call | members | who'?s\ here | guests | invited | invitees
            | quorum ) \b )""",
        ("Attendees", "Present:", "Roll call", "Apologies for absence"),
        ("Presentation by Kim", "Action items", "Membership drive", "Survey", "Presents for the volunteers"),
    ),
    SectionKind(
        "past",
        (
            "last|yesterday|previously|did|done|accomplish|worked on|completed|past week|since|achiev|progress"
            "|contribution|what"
        ),
        # \W*+: the opening is never given back, or a line of blanks would take quadratic time behind (?:.*\b).
        r"""^\W*+ (?: last\ (?: week | sprint | month | meeting | time | iteration )\W* | yesterday\b.* | previously\W*
            | (?: work | tasks? | things | progress | what )\b .{0,20}
              \b (?: did | done | accomplished | worked\ on | completed | last\ week | this\ past\ week | since\b.* )
              \b.*
            | (?:.*\b)?
              (?: accomplish(?:ed|ments?) | achiev(?:ed|ements?) | progress\ (?:since|report|made) | contributions?
                | since\ (?:the\ )?last\b.* | what\ (?:did|have)\ (?:we|you|i|they)\b.* | what\ i\ did | worked\ on
                | past\ week ) .* ) $""",
        ("Last week", "Yesterday", "What did you do yesterday?", "Accomplishments", "Progress since last meeting"),
        ("Last week's action items", "This week", "Action items", "Next steps", "Outstanding actions", "Yes, but"),
    ),
    SectionKind(
        "ongoing",
        "progress|pending|ongoing|hold|wip|doing|open|works|underway|under way|current|working on|carried",
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
        "action|last|previous|prior|task|todo|minutes|old|outstanding|past|earlier|arising|carried|to-do",
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
        "done|complete|finished|closed|accomplished|resolved|what we did|worked on",
        r"""^\W* (?: (?:things\ |tasks?\ |work\ |items\ )?
              (?: done | completed? | finished | closed | accomplished | resolved (?!\W*$) )
              (?:\ (?: tasks? | items? | actions? | issues | work | this\ week | last\ week ))? \W*
            | what\ we\ did .* | worked\ on .* ) $""",
        ("Done", "Completed:", "Completed tasks", "Closed issues"),
        ("To be done", "Done and dusted: the plan", "Not done", "Action items", "Closed session", "Resolved:"),
    ),
    SectionKind(
        "actions",
        (
            "action|ai|a.i|to do|to-|todo|next|follow|task|assign|need|deliverable|commitment|homework|who does"
            "|takeaway|to be done|to work|to complete|to finish|this|coming|today|tomorrow|plan|to accomplish"
            "|to achieve|will"
        ),
        r"""\b(?: action (?:s|\ (?:item|point|step|list|plan|summary|required|log|register))\w*
            | (?<!inter)(?<!re)actions | a\.?i\.?'?s\b | ais\b | to-?\ ?do (?:s|'s|\ list|\ items?)? | next\ steps?
            | follow[ -]?ups? | followups?
            | (?: assigned | new | open | our | my | your | the | this | upcoming | remaining | pending | current
                | sprint | weekly | key | main | individual | team )\ tasks?
            | ^\W*tasks\ (?:open|and|to|/|&|left|remaining)\b
            | (?<!multi)tasks? (?:\ (?:for|to|until|by|before|assign\w*|alloc\w*|list|due|this|next)\b | \W*$ | \ ?\()
            | ^\W*(?:call\ to\ )?action\W*$ | (?<!un)assign(?:ed)? (?:\ (?!to\b|by\b)[\w-]+){1,2} (?:\(s\))?
            | needs?\ to\ be\ \w+ed | assignments? | deliverables? | commitments | homework
            | who\ does\ what | takeaways
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
        "decision|resol|agree|motion|vote",
        r"\b(?: decisions? | resolutions? | resolved | agreements? | agreed | motions? | votes? )\b",
        ("Decisions", "Resolutions", "Decisions made", "Resolved"),
        ("Devotes", "Action items", "Screen revolution", "Voters and their lists", "Emotions at work"),
    ),
    SectionKind(
        "questions",
        "question|issue|point|topic|unknown|tbd",
        r"""\b(?: (?:open|outstanding|unresolved|remaining)\ (?:questions?|issues?|points|topics)
            | questions? (?!naire) | unknowns | tbd )\b""",
        ("Open questions", "Questions", "Open issues"),
        ("Questionnaire design", "Action items", "Request list", "Open house", "Closed issues"),
    ),
    SectionKind(
        "later",
        (
            "parking|backlog|idea|wish|future|possible|potential|proposed|suggestion|nice|someday|brainstorm"
            "|upcoming|stretch"
        ),
        r"""\b(?: parking\ lot | backlog | ideas? | wish\ ?list | future\ (?:topics?|work|ideas|meetings?) | possible
            | potential | proposed\ (?:agenda|topics) | suggestions | nice\ to\ have | someday | brainstorm\w*
            | upcoming\ (?:events?|dates|meetings|topics) | stretch )\b""",
        ("Parking lot", "Ideas", "Future topics", "Possible topics for next time"),
        ("Action items", "Possibly", "Ideal customer", "Parking at the venue", "Next meeting"),
    ),
    SectionKind(
        "next",
        "next|future|upcoming|following",
        r"""^\W* (?: next | future | upcoming | following ) \ (?: regular \ | scheduled \ | team \ | board \ )?
            (?: meetings? | call s? | session s? | agenda ) \b""",
        ("Next meeting", "Next meeting agenda", "Next call"),
        ("Next steps", "Before the next meeting", "Next release", "Minutes of the meeting"),
    ),
    SectionKind(
        "agenda",
        "agenda|topic|schedule|timetable|programme|outline",
        r"\b(?: agenda | topics | schedule | timetable | programme | outline )\b",
        ("Agenda", "Topics", "Schedule"),
        ("Action items", "Addenda", "Reschedule", "Programmers' corner"),
    ),
    SectionKind(
        "status",
        (
            "status|update|report|stand|round|check|progress|announcement|news|blocker|issue|recent|summary"
            "|background|intro|overview|link|reference|resource|presentation|demo|goal|objective|purpose"
        ),
        r"""\b(?: status | updates? | reports? | stand-?ups? | round[ -]?(?:table|robin) | check-?ins? | progress
            | announcements? | news | blockers? | issues | recent | summary | background | introductions? | intros
            | overview | links | references | resources | presentation | demo s? | goals? | objectives?
            | purpose )\b""",
        ("Status", "Project updates", "Announcements", "Blockers"),
        ("Action items", "Statusphere", "Newsletter", "Demography of the region", "Action summary"),
    ),
    SectionKind(
        "notes",
        "notes|minutes|discuss|comment|log|transcript|other|aob|a.o.b|misc",
        r"""\b(?: notes | minutes | discussions? | discussed | comments | log | transcript | other\ business | aob
            | a\.o\.b | any\ other | miscellaneous | misc | other )\b""",
        ("Notes", "Minutes", "Discussion", "AOB"),
        ("Action items", "Mother", "Footnotes", "Logo", "Review of the minutes of the last meeting"),
    ),
)


class Column(NamedTuple):
    """What a table's column title says of its cells."""

    id: str
    pattern: str  # searched in the title
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# Order: "Action owner" is an owner, so owner stands before task; "Due date" before task for "Task due".
COLUMNS: tuple[Column, ...] = (
    Column(
        "owner",
        r"""\b(?: owner s? | who | assigned (?:\ to)? | assignee s? | responsib\w* | person s? | lead s? | by\ whom
            | poc | name s? | champion s? | dri | (?:action|task)\ (?:by|owner) | volunteers? | member s? | in\ charge
            | accountab\w* | resource s? | actioned\ by )\b""",
        ("Owner", "Who", "Assigned to", "Person responsible", "Action by", "Actions: Responsible"),
        ("What", "Due", "Whole list", "Leadership", "Ownership model", "Membership", "Personal notes"),
    ),
    Column(
        "due",
        r"""^ \W* by \W* $ | \b(?: due | when | by\ when | deadline s? | target | eta | date s? | timeline | timeframe
            | timing | complete(?:d)?\ by | finish | end )\b""",
        ("Due", "When", "Deadline", "Due date", "Target date"),
        ("What", "Owner", "Update", "Trend", "Candidate", "Residue"),
    ),
    Column(
        "status",
        r"\b(?: status | state | progress | done | complete[d]? | open | resolved | outcome )\b",
        ("Status", "Done?"),
        ("Owner", "Task", "Statement"),
    ),
    Column(
        "task",
        r"""\b(?: action s? | (?:action\ )?items? | ^ \W* ais? \W* $ | task s? | what | to-?do s? | to\ do
            | description | deliverable s?
            | activity | activities | follow[ -]?ups? | next\ steps? | work | things? | assignment s? )\b""",
        ("Action", "Task", "What", "Action Item", "To do", "Next steps", "AI"),
        ("Owner", "Due", "Multitask", "Action owner", "Task status", "Network", "Reaction", "Aims", "AI models"),
    ),
    Column(
        "topic",
        r"""\b(?: topic s? | subject | issue s? | discussion | agenda | notes? | comments? | point s? | details?
            | title )\b""",
        ("Topic", "Notes"),
        ("Owner", "Toe", "Notebook"),
    ),
    Column(
        "number",
        r"^\W* (?: \# | no | nr | num | number | id | ref | item\ \# )? \W* $",
        ("#", "No.", "ID", ""),
        ("Note", "Name", "Idea", "Reference", "Number of seats"),
    ),
)


class Cue(NamedTuple):
    """A way to commit: what stands between the subject and its verb, as one normalised string of words.

    `subjects` says whom it commits: "person" (a named person, group or role), "i", "we", "you", "none" (no subject at
    all), "nobody" (somebody unnamed), "thing" (anything else). `clauses` computes the string from the parse: lower
    case, "'ll" as "will", adverbs left out. A negation stops no cue; it is evidence of its own, as blockers are.
    """

    id: str
    pattern: str  # matches the whole string
    subjects: tuple[str, ...]
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# How much a cue says by itself, so that what is known of the frequent ones serves for the rare ones.
STRENGTHS = {
    cue: strength
    for strength, cues in {
        "commits": "agreed-to asked-to was-agreed will i-will we-will to",
        "owes": "need we-need be-done wanted-to bare-need",
        "intends": "plans-to would progressive present",
        "asks": "request please imperative bare",
    }.items()
    for cue in cues.split()
}

# Order: the first that matches the words between subject and verb, and the subject's kind, decides.
CUES: tuple[Cue, ...] = (
    Cue(
        "agreed-to",
        r"""(?: has\ | have\ | had\ )?
            (?: (?:also\ )?
              (?: agree[ds]? | volunteer(?:ed|s)? | offer(?:ed|s)? | promise[ds]? | undertook
                | (?:is\ )?committed | pledged
                | (?:have\ |has\ )?decided | (?:is|are)\ expected
                | took\ it\ upon \w+
                | (?: (?: is | was | are | were ) (?:\ being)? \ | been\ )? (?: tasked | asked | assigned )
                | (?: was | been )\ (?: appointed | instructed )
                | is\ responsible | is\ happy | is\ willing | signed\ up | stepped\ up
                | (?: takes? | took ) (?:\ (?:an?|the|this))? \ (?:action|ai|todo|task|item|responsibility) (?:\ item)?
                | has (?:\ (?:an?|the))? \ (?:action|ai|todo|task) (?:\ item)? )
              \ (?: to (?:\ be)? | for | with ) )""",
        ("person", "i", "thing"),  # only somebody agrees: a body that has no person's name, too
        (
            "Ana agreed to draft the letter.",
            "Bob volunteered to book the room.",
            "Ana and Bob have been asked to book the room.",
            "Kim took an action to call the bank.",
            "Lee was asked to review the draft.",
        ),
        (
            "Ana agreed with the plan.",
            "Bob disagreed to some extent.",
            "The board asked about costs.",
            "Kim refused to sign.",
            "The board has been asked about costs.",
            "It was agreed that the logo is nice.",
        ),
    ),
    Cue(
        "asked-to",  # by somebody: "the board asked Kim to", "the exec requested that Kim"
        r"asked\ to",
        ("we", "you", "nobody"),
        ("The board asked us to review the draft.",),
        ("The board asked about costs.", "They asked whether it works.", "It is much to ask."),
    ),
    Cue(
        "wanted-to",
        r"wanted\ to",
        ("person", "i", "we", "you", "nobody"),
        ("Thomas would like the team to give feedback.",),
        ("Thomas would like a logo.", "The team wanted a logo.", "They want to see it."),
    ),
    Cue(
        "was-agreed",
        r"""(?: was | were | is | has\ been ) \ (?:also\ )? (?: agreed | decided | resolved | determined )
            \ to (?:\ be)?""",
        ("thing",),
        ("It was agreed to advise the members.", "It was decided to print posters."),
        ("It was agreed that the logo is nice.", "It was nice to see you.", "It is hard to say."),
    ),
    Cue(
        "will",
        r"""(?: will | shall | is\ going\ to | are\ going\ to | am\ going\ to | gonna | will\ be | is\ to | are\ to
            | am\ to | is\ due\ to | will\ need\ to | will\ have\ to | will\ try\ to | will\ aim\ to | will\ plan\ to
            | will\ go (?:\ and)? | will\ continue\ to | will\ help (?:\ to)? | will\ start\ to )""",
        ("person", "nobody"),
        (
            "Sarah will send the deck by Friday.",
            "Bob is going to call the bank.",
            "Kim and Lee will review it.",
            "The chairs will publish the agenda.",
        ),
        (
            "The API will return 404.",
            "Sarah sent the deck.",
            "Kim would send it if asked.",
            "The deck will be ready on Friday.",
            "It will rain.",
            "Kim has to leave early.",
        ),
    ),
    Cue(
        "would",  # the report of a promise: "he said he would"
        r"(?: would | would\ (?:also\ )?(?: be | try\ to | need\ to | look\ to ) )",
        ("person", "i", "we"),
        ("Dana agreed that Robin would send the list.",),
        ("It would rain.", "That would cost a lot.", "Would you?", "Robin could send the list."),
    ),
    Cue(
        "i-will",
        r"""(?: will | shall | am\ going\ to | gonna | am\ to | will\ try\ to | will\ need\ to | will\ have\ to
            | can\ take | will\ be | will\ aim\ to | will\ help (?:\ to)? | volunteer\ to | promise\ to
            | will\ go (?:\ and)? )""",
        ("i",),
        ("I'll write it up tonight.", "I will ask the vendor.", "I'm going to fix the build."),
        (
            "I would write it up.",
            "I wrote it up.",
            "I have been asked twice.",
            "I think so.",
            "The vendor will call me.",
        ),
    ),
    Cue(
        "we-will",
        r"""(?: will | shall | are\ going\ to | gonna | are\ to | will\ try\ to | will\ need\ to | will\ have\ to
            | will\ be | will\ aim\ to | agreed\ to | have\ agreed\ to | decided\ to | will\ continue\ to
            | will\ start\ to )""",
        ("we",),
        ("We will send the survey next week.", "We agreed to send the survey.", "We're going to move the server."),
        (
            "We would like a logo.",
            "We sent the survey.",
            "We agreed on the logo.",
            "We have decided against it.",
            "The server will move on Monday.",
        ),
    ),
    Cue(
        "to",
        r"(?: to | to\ be | to\ please | also\ to )",
        ("person", "i", "nobody"),
        ("Bob to follow up with legal.", "Kim and Lee to review the draft.", "Chair to circulate the agenda."),
        (
            "According to Kim it works.",
            "Thanks to Kim for the slides.",
            "The road to success.",
            "Welcome to Kim.",
            "A link to the page.",
            "Two ways to close the gap.",
        ),
    ),
    Cue(
        "need",
        r"""(?: (?:still\ |also\ |will\ |does\ |do\ )?
              (?: need s? | ha[sv]e? | needed | ought | got | has\ got | have\ got
                | (?: is | are | am ) \ supposed | (?: is | are ) \ (?: expected | required ) )
              \ to (?:\ be)?
            | must (?:\ be)? | should (?:\ be)? | should\ have )""",
        ("person", "i", "you", "nobody"),
        ("Bob needs to call the bank.", "Kim should send the agenda.", "I need to fix the build."),
        (
            "Bob needed a break.",
            "The pump needs oil.",
            "Kim has called them.",
            "One has to laugh.",
            "I need more time.",
        ),
    ),
    Cue(
        "we-need",
        r"""(?: (?:still\ |also\ |will\ )?
              (?: need | have | ought | got | have\ got | are\ supposed ) \ to | must | should (?:\ also)? )""",
        ("we",),
        ("We need to book a room.", "We should ask the vendor.", "We have to renew the licence."),
        ("We needed it.", "We have two rooms.", "We could ask.", "Rooms need to be booked.", "We need more rooms."),
    ),
    Cue(
        "plans-to",
        r"""(?: (?:is\ |are\ |am\ )?
              (?: plan s? | planned | planning | intend s? | intended | intending | aim s? | aiming
                | hope s? | hoping | want s? | wants
                | expect s? | like s? | would\ like | try | trying | will\ look | looking | look s? | working | works
                | continue s? | continuing )
              \ (?: to | on | into | forward\ to ) )""",
        ("person", "i", "we", "none"),
        ("Kim plans to publish the draft.", "I'm planning to rewrite the parser.", "Planning to work on the website."),
        (
            "Kim planned the party.",
            "The plan is great.",
            "I planted trees.",
            "Kim likes the draft.",
            "The plan to publish was dropped.",
        ),
    ),
    Cue(
        "request",
        r"(?: can | could | would | will | please | can\ you\ please )",
        ("you",),
        ("Can you check the quota, Lee?", "Could you send me the link?"),
        ("Can it be done?", "Could be worse.", "Can Lee be reached?", "You checked the quota."),
    ),
    Cue(
        "please",
        r"please",
        ("none", "person", "you"),
        ("Legal team please review the licence list.",),
        ("Pleased to meet you.", "The result will please the board."),
    ),
    Cue(
        "bare-need",
        r"""(?: (?:still\ |also\ )? (?: need s? | have | got | must | should | want | going ) (?:\ to)?
            | to | will | will\ be | will\ need\ to | to\ be )""",
        ("none",),
        ("Need to get a quote.", "Will send the link.", "To do the dishes."),
        ("Needed a quote.", "Wanted: a logo.", "Got the quote.", "The need to save paper."),
    ),
    Cue(
        "be-done",
        r"""(?: (?:still\ |also\ )? (?: needs? | has | have | will\ need | will\ have | is | are | remains ) \ to\ be
            | (?: needs? | must | should | will | shall | to ) \ be )""",
        ("thing",),
        ("The report needs to be sent.", "The form must be signed by Kim."),
        ("The report was sent.", "The report is nice.", "The form can be signed.", "The report needs work."),
    ),
    Cue(
        "imperative",
        r"",
        ("none",),
        ("Create an issue for the parser.", "Ask Kim about the room."),
        ("Created an issue.", "Discussion of the parser.", "Asking Kim about the room.", "Issue for the parser."),
    ),
    Cue(
        "bare",
        r"",
        ("person",),
        ("Kim chase the supplier.", "Secretary get the key."),
        ("Kim chased the supplier.", "Kim has the key.", "Kim, the supplier's friend.", "Kim gets the key."),
    ),
    Cue(
        "progressive",
        r"(?: is | are | am | will\ be )",
        ("person", "i", "we"),
        ("Kim is writing the draft.",),
        ("Kim is nice.", "It is raining.", "Kim likes writing."),
    ),
)


class Blocker(NamedTuple):
    """Words before the verb or around it that make a sentence no commitment, or less of one. Evidence, not a switch."""

    id: str
    pattern: str  # searched in the clause
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# No order: all that match are evidence.
BLOCKERS: tuple[Blocker, ...] = (
    Blocker(
        "hedge",
        r"""\b(?: might | maybe | perhaps | possibly | potentially | probably | could\ potentially
            | would\ be\ (?:nice|good|great|cool|helpful|useful|interesting) | may\ want | not\ sure | if\ time\ permits
            | at\ some\ point | some\ day | someday | eventually | ideally | in\ theory )\b""",
        ("Bob might look at it.", "It would be nice to have a logo."),
        ("Bob will look at the Maybelline ad.", "Kim sends mighty thanks.", "The meeting may be in May."),
    ),
    Blocker(
        "wish",
        r"""\b(?: would\ (?:like|love|prefer|have|be|need|want) | 'd\ (?:like|love|prefer) | wish(?:es)?
            | hopefully )\b""",
        ("We would like a logo.",),
        ("Kim will draft a wishlist.", "Kim said that she would call."),
    ),
    Blocker(
        "condition",
        r"^\W* (?: if | when | once | unless | whenever | in\ case | should\ we\ decide | assuming )\b",
        ("If it rains, Kim will call.",),
        ("Kim will ask if it rains.", "Whenua Trust to send the form."),
    ),
    Blocker(
        "past",
        r"""\b(?: last\ (?:week|month|meeting|time|year) | yesterday | already | previously | earlier\ today | has\ been
            | have\ been | had\ been )\b""",
        ("Kim already sent it.",),
        ("Kim will send it.", "Kim will call the last vendor on the list."),
    ),
    Blocker(
        "speech-act",
        r"""\b(?: i(?:'|’)?ll | i\ will | let\ me | let's | let’s | i(?:'|’)m\ going\ to )
            \ (?:just\ |now\ |then\ |also\ |quickly\ )*
            (?: share\ (?:my|the)?\ ?screen | move\ on | go\ (?:ahead|next|first|through|over) | hand\ (?:it\ )?over
              | start\ (?:with|by|the)?\ ?(?:meeting|recording)? | stop | pause | read | say
              | be\ (?:honest|quick|brief|back|right) | paste | drop | mute | unmute | repeat | summari[sz]e | explain
              | see | show | present | give\ (?:you|everyone|it) | turn | wait | assume | admit | leave\ it | jump
              | pull\ up | bring\ up | scroll | pass\ (?:it|the) | kick | skip | switch | call\ on | talk | mention
              | note | add\ that | try\ to\ explain )\b""",
        ("I'll share my screen.", "Let me paste the link.", "I'll move on to the next point."),
        (
            "I'll write it up.",
            "I'll ask the vendor.",
            "Let me check with legal and report.",
            "Kim will present the budget.",
        ),
    ),
    Blocker(
        "question",
        r"\? \s* $",
        ("Should Kim send it?",),
        ("Kim will send it.", "Kim will answer the question “why now?” by mail."),
    ),
    Blocker(
        "attend",
        r"""\b(?: (?: will | to | is\ going\ to | 'll ) \ (?:not\ )? be
            \ (?: at | in | on | out | away | able | available | absent | late | there | back | held | used | present
                | a\b | the\b | an\b | very | more | no\b | here | done\ by ) )\b""",
        ("Kim will be at the conference.", "Lee will be out next week."),
        ("Kim will beat the drum.", "Lee will be writing the report.", "Kim will begin the draft."),
    ),
    Blocker(
        "no",
        r"""\b(?: will\ not | won't | won’t | no\ longer | doesn't | does\ not | don't | do\ not | can't | cannot
            | not\ going\ to | shouldn't | should\ not | no\ need | not\ to | didn't | did\ not | nothing )\b""",
        ("Kim will not send it.", "No need to reply."),
        ("Kim will send it.", "Kim will note it.", "Kim will find out whether or not it fits."),
    ),
)


# Every marker of such a meaning has one of these, in lower case; few lines do. Each begins with a letter, and what must
# stand before it is asked for behind that: so `re` passes over all other letters at once.
_HINTS = {
    "action": r"""a (?: ction | ssign | (?<!\wa) (?: \.?i | p | ct ) ) | t (?: o-?do | ask ) | follow | step
        | deliverable | homework""",
    "done": "✅ | ✔ | ☑ | done | complete | closed | fixed | resolved | finished | deleted | cancelled | dropped",
    "decision": "decision | decided | resol | agree | consensus | motion",
    "question": r"q (?: (?<!\wq) | uestion ) | issue | tb[dc]",
}


@remembered
def marker_at(text: str, means: str) -> tuple[Marker, re.Match[str]] | None:
    """The first marker of that meaning in `text`, in the order of MARKERS, or None."""
    if not in_lower_case(_HINTS[means]).search(text.lower()):
        return None
    for marker in MARKERS:
        if marker.means == means and (found := compiled(marker.pattern).search(text)):
            return marker, found
    return None


def is_section(title: str, kind: str) -> bool:
    """Whether that is the kind of section that a title announces; for most titles a quicker answer."""
    return announces(title, {kind}) and section_kind(title) == kind


@lru_cache(4096)
def section_kind(title: str) -> str:
    """The id of the kind of section that a title announces; "" when it says nothing."""
    low = title.lower()
    return next((kind.id for kind in SECTIONS if _announces(kind, low)), "")


def announces(title: str, kinds: Set[str]) -> bool:
    """Whether a title has the words of a section of one of these kinds, whatever else it has."""
    low = title.lower()
    return any(kind.id in kinds and _announces(kind, low) for kind in SECTIONS)


def _announces(kind: SectionKind, low: str) -> bool:
    return holds_one(low, kind.hints) and in_lower_case(kind.pattern).search(low) is not None


@lru_cache(4096)
def column_kind(title: str) -> str:
    """The id of the kind of column that a table's column title announces; "" when it says nothing."""
    low = title.lower()
    return next((column.id for column in COLUMNS if in_lower_case(column.pattern).search(low)), "")


@lru_cache(4096)
def cue_of(words: str, subject: str) -> Cue | None:
    """The cue that the words between a subject of that kind and its verb are, or None."""
    low = words.lower()
    return next((cue for cue in CUES if subject in cue.subjects and in_lower_case(cue.pattern).fullmatch(low)), None)


def blockers_in(text: str) -> Iterator[str]:
    """The ids of the blockers in a sentence."""
    low = text.lower()
    return (blocker.id for blocker in BLOCKERS if in_lower_case(blocker.pattern).search(low))
