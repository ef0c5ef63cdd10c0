"""Explicit marks on a line of notes: "ACTION:", "TODO @kim", "DONE", "DECISION:".

Each pattern has sentences that it must find, and more that it must ignore: near misses from real notes. The tests run
them all. A pattern has no score here: its id is a feature, which the trained weights score (`extraction.scoring`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extractor.common.memo import remembered
from extractor.language.patterns.compiling import compiled, in_lower_case


class Marker(NamedTuple):
    """A kind of mark. The groups `who`, `named` and `low` of its pattern, if it has them, hold the owners."""

    id: str
    means: str  # "action", "done", "decision" or "question"
    pattern: str  # searched in a sentence; what it matches is no part of the work
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# The owners in a marker: "ACTION Kim:", "AI(Kim, Lee):", "TODO @kim -". At most six words.
_WHO = r"(?P<who> [@\w][\w.'’-]* (?: (?:\ *[,/&+]\ *(?:and\ )? | \ and\ | \ ) [@\w][\w.'’-]* ){0,5} )"
# The same, where each name must have a capital: for marks without a colon or bracket of their own.
_NAME = r"(?-i: @?[A-Z][\w.'’-]* | (?:all|everyone|everybody)\b )"
_NAMES = rf"(?P<who> {_NAME} (?: (?: \s*[,/&+]\s* (?:and\ )? | \ and\ | \ ) {_NAME} ){{0,5}} )"

_MORE_NAMES = _NAMES.replace("?P<who>", "?P<named>")  # for a pattern with two places for owners

# Names in lower case, which only count between TODO and a colon: "TODO maxx and noah: get that bench in".
_LOWER_NAMES = r"""(?<=TODO\ ) (?P<low> (?! list\b | items?\b | app\b | for\b )
    (?-i: [a-z][\w-]{1,15} (?: (?:\ and\ |\ ?[,/&]\ ?) [a-z][\w-]{1,15} )? ) )"""

# The first match decides: longer marks come first, so that "[TODO Ana]" is not read as "TODO", nor "fix it. Action: KS"
# as an action "KS".
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
        # (?<!\s): a match starts only before a run of blanks; else a line of blanks would take quadratic time
        rf"""(?<!\s) \s* (?: [-–—>(\[,] | [.;]\s )\s* (?: action (?:\ item)? | todo | ai ) \s* (?: [:\-–—]>? | → )\s*
            {_NAMES} \s* [)\].]* \s*
            (?: ,? \s? (?: by | before | on | w/c | due | next | end\ of | \d ) \b [^.;:]{{0,25}} )? $""",
        (
            "Fix the gate (action: Kim)",
            "Fix the gate - Action: Kim Lee",
            "Fix the gate. Action: KS",
            "Fix the gate. AI -> Kim",
            "Fix the gate, AI: Kim / Lee, w/c 29 Sep",
        ),
        (
            "Action: Kim to fix the gate",
            "(in action: none today at all, really)",
            "see Action Items",
            "Fix the gate. Action: see the wiki",
            "Fix the gate. Action: Kim to call the smith",
            "Fix the gate, action: paint it by Friday",
        ),
    ),
    Marker(
        "marker",
        "action",
        rf"""(?: ^ | (?<=[.;!?)\]\ ]) | (?<=[-–—>|*]\ ) )
             (?: (?: new \ )? action (?:\ (?: item | point | required | needed ))? s? | a\.i\. | ai | ap | act | to-?do
               | task | follow[ -]?up | next\ step s? | deliverable | assignment | homework )
             (?: \s* \#?\d+ | (?<=action)-\d+ )? (?: \s* \( {_WHO} \) )? \s*
             (?: : | [-=]>+ | [→⇒»] | \s[-–—]\s | [–—] ) \s*""",
        (
            "ACTION: Kim to close.",
            "Action item: send the agenda",
            "AI: Kim to send the agenda",
            "TODO: fix the build",
            "Action (Kim): send it",
            "The list is long. Action: Kim to cut it",
            "AI 12 - Kim will ask",
            "ACTION -> Kim",
            "ACTION-112: Kim to close",
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
            "reaction-12: none",
        ),
    ),
    Marker(
        "marker-who",
        "action",
        rf"""(?: ^ [^\w\s(\[@\#]{{0,3}} \s? | (?<=[.;!?)\]]\ ) )
            (?-i: ACTION (?:\ ITEM)? S? | AI | AP | TODO | Action (?:\ item)? | Action\ Item | action (?=\ [A-Z]) )
            (?: ,?\s+ (?: on \ | for \ | to \ )? (?: {_NAMES} \s* (?: : | \s[-–—]\s | [–—] ) | {_LOWER_NAMES} \s? : )
              | \s* (?: \[ | (?<!AI)(?<!AP)(?<!AI\ )(?<!AP\ ) \( ) {_MORE_NAMES} [\])] \s*[:–—-]? ) \s*""",
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
        "done-tail",
        "done",
        r"""(?: (?<=\s\s)\s | :\s )
            (?: done | completed? | closed | finished | fixed | resolved | actioned ) \b
            (?: [.!]? \s{0,3} $ | \s? [,;(] .{0,120} $ | \s (?:on\s|\d) .{0,40} $ )""",
        (
            "ZK to publish the dates   Closed",
            "FC to confirm the count   Closed (212 seats)",
            "UNIPOR to send the template: done 20/03",
            "TUV to agree on names: closed, theirs are used",
            "Ana to call the printer: completed.",
        ),
        (
            "to be done: closed windows and doors",
            "the shop is   closed windows",
            "order: fixed price list for all",
            "Bo: done with waiting for them",
            "what we want: completed forms",
            "Friday: closed shop",
        ),
    ),
    Marker(
        "done",
        "done",
        r"""(?: ^ | [\s(\[*–—:-] )
            (?: ✅ | ✔ | ☑
              | (?-i: DONE | COMPLETED? | CLOSED | FIXED | FINISHED | DELETED | CANCELLED | DROPPED )
              | (?-i: RESOLVED ) (?! [:,]? \s+ (?: that | to | as | on | unanimously | not | nem
                  | the \s \w+ \s (?: to | will | shall | be ) ) \b )
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
            "RESOLVED: the login page",
        ),
        (
            "RESOLVED that the Clerk obtain two quotations",
            "it was RESOLVED to accept the offer",
            "RESOLVED: the Clerk to buy new pads",
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


# A pattern for each meaning that is searched first, as few lines have a mark: it saves 6 % of the time of recap. It
# matches whatever a marker of that meaning matches; a test checks that. Each alternative begins with a letter and looks
# behind for what must stand before it, so that `re` skips all other letters at once.
_HINTS = {
    "action": r"""a (?: ction | ssign | (?<!\wa) (?: \.?i | p | ct ) ) | t (?: o-?do | ask ) | follow | step
        | deliverable | homework""",
    "done": """✅ | ✔ | ☑ | done | complete | closed | fixed | resolved | finished | deleted | cancelled | dropped
        | actioned""",
    "decision": "decision | decided | resol | agree | consensus | motion",
    "question": r"q (?: (?<!\wq) | uestion ) | issue | tb[dc]",
}


@remembered
def marker_at(text: str, means: str) -> tuple[Marker, re.Match[str]] | None:
    """Return the first marker in the order of MARKERS that a text has, with its match, or None.

    Args:
        text: a sentence.
        means: "action", "done", "decision" or "question".
    """
    if not in_lower_case(_HINTS[means]).search(text.lower()):
        return None
    for marker in MARKERS:
        if marker.means == means and (match := compiled(marker.pattern).search(text)):
            return marker, match
    return None
