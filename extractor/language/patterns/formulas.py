"""Set phrases of minutes that commit nobody: entries of the agenda, motions that were carried.

They begin a sentence. Entries of an agenda are work in a list of actions ("To approve the invoice" is what somebody is
to do), but elsewhere they are headings of what was discussed.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.language.patterns.compiling import in_lower_case


class Formula(NamedTuple):
    """A set phrase: how a sentence begins with it, in lower case; sentences that do, and some that do not."""

    id: str
    pattern: str
    finds: tuple[str, ...]
    ignores: tuple[str, ...]
    in_lists: bool = True  # it is no work in a list of actions either


_LEAVE = r"""^\W{0,8} (?: see\ you | looking\ forward
    | (?: speak | talk | meet )\ (?: to\ you\ )? (?: soon | then | again | on | next )
    | until\ (?: then | next | the\ next ) | till\ (?: then | next ) | have\ a\ (?: good | great | nice | lovely )
    | (?: many\ | best\ | kind\ | warm\ )? (?: thanks | regards | wishes | cheers ) \b (?! \s to\b )
      (?! [\w\s]{0,40} [,;!:–—-]{1,2}\s? (?: (?:and|so|but)\ )? (?: i['’]ll | i\ will | can\ you | could\ | please
        | would\ you | we['’]ll | let\ me | will\ you )\b ) )"""

# The order does not matter: any of them leaves a sentence out.
FORMULAS: tuple[Formula, ...] = (
    Formula(
        "agenda entry",
        r"""^\W{0,8} to\ (?: consider | receive | note | approve | adopt | confirm | ratify | accept | hear | discuss
            | elect | resolve | deliberate | take\ note\ of | be\ advised | agree )
            \ (?! .{0,200}\b (?: by | before | until ) \ (?: mon | tue | wed | thu | fri | sat | sun | next | the\ end
              | \d | jan | feb | mar | apr | may | jun | jul | aug | sep | oct | nov | dec ) )""",
        (
            "To consider the precept for 2026/27.",
            "To approve the minutes of the last meeting",
        ),
        (
            "To consider the tender by Friday",
            "Ana to consider the precept",
            "To write to the owner of the land",
            "Agreed to consider it",
        ),
        in_lists=False,
    ),
    Formula(
        "motion on papers",
        r"""^\W{0,8} (?: council\ action: \s | motion: \s | action: \s )?
            (?: (?:up)?on\ (?:a\ )?motion\b | (?: a\ )? motion (?: \ was\ made )? \ (?: by | to | made | of )\b
              | m\s?/\s?s(?:\s?/\s?[cpu])? \b | moved\ by\b | it\ was\ (?: moved | proposed | resolved )\b
              | (?: [\w.’'-]{1,25} \ ){1,4} (?: moved | made\ a\ motion | made\ the\ motion | motioned | proposed )\b )
            .{0,160}? \b (?: approv | adopt | accept | adjourn | ratif | receiv | reconven | recess | clos ) \w*
            \ (?: of\ )? (?: the\ | this\ | as\ | to\ | into\ | at\ )? .{0,80}? \b
            (?: minutes | agenda | consent | calendar | meeting | session | report s? | bills | warrant s? | claims
              | payroll | adjourn\w* | presented | submitted | amended | \d{1,2}:\d\d ) \b""",
        (
            "Upon motion by Diaz and seconded by Lee, the Council voted 5-0 to approve the Consent Calendar.",
            "Motion to adjourn the meeting at 9:05, seconded by Lee.",
            "M/S/C (Diaz/Patel) to approve the minutes of February 3",
        ),
        (
            "M/S/C (Diaz/Patel) to authorize the City Attorney to send a letter",
            "Motion by Ana that the clerk write to the county",
            "Ana to move the books to the report room",
            "It was proposed by Lee that a new mower be purchased",
        ),
    ),
    Formula(
        "hours of an event",
        r"""^\W{0,8} [^:\n]{3,40} : \ ? \d{1,2} (?: [:.]\d\d )? \ ? (?: [ap]\.?m\.? )? \ ? (?: - | – | to | until ) \ ?
            \d{1,2} (?: [:.]\d\d )? \ ? (?: [ap]\.?m \b | $ )""",
        ("Halloween Dance: 6:30 – 8 p.m. on Oct 17th, gym", "Book fair: 9am to 3pm"),
        ("Ana: 6 to 8 posters by Friday", "Call the hall: 12 chairs", "Dance: Ana to book the gym from 6 to 8 p.m."),
    ),
    Formula(
        "call for items",
        r"""^\W{0,8} (?: [\w ]{2,20} :\s )? (?: agenda\ items? | items?\ for\ (?: the\ )? (?: next\ )?
              (?: agenda | newsletter | bulletin ) ) \b .{0,40} \b (?: will\ be | are | is ) \ due \b""",
        ("Principal: items for the agenda will be due to Angie by 5pm",),
        ("Ben: the agenda is due on Friday", "Items for the sale: Ana to collect"),
    ),
    Formula(
        "no action",
        r"""^\W{0,8} (?: (?: it\ was\ )? (?: agreed | resolved | noted | decided ) \b [\s–—:-]{0,5}
              (?: that\ | to\ )? )?
            (?: to\ )? (?: take\ | taking\ )? no\ (?: further\ | other\ )?
            (?: action s? | objections? | comments? )\b""",
        ("Agreed – to take no further action on Hillcrest", "No objection to 12 High Street"),
        ("Agreed – to take action on Hillcrest", "Take note of the action", "Ana to take no chances"),
    ),
    Formula(
        "waits",
        r"""^\W{0,8} (?: (?! who\ | that\ | which\ ) [^\W\d_][\w.’'-]{0,25} \ ){0,2}
            (?: is\ | are\ | am\ | still\ ){0,2} (?: waiting\ (?: on | for ) | awaiting ) \b""",
        ("waiting on sequencing (ETA Fri)", "Ben is still waiting for the quote", "Awaiting the surveyor's report"),
        (
            "Ben to wait for the quote",
            "Chase Kim, who is waiting for the quote",
            "Clear the waiting room",
            "Ask who is waiting for it",
        ),
        in_lists=False,
    ),
    Formula(
        "how to reach",
        r"""^\W{0,8} (?: please\ )?
            (?: contact | e-?mail | call | text | ring | see | speak\ to | talk\ to | reach\ out\ to )
            \ (?: [\w.@'’-]{1,40} \ ){1,3} (?: directly\ )?
            (?: if\ you\b | for\ (?: more | further | details | info | help ) | with\ (?: any\ )? questions )""",
        ("Contact Kate directly if you can help with this", "Email Ana for more information"),
        ("Contact Kate about the hall", "Call the bank for a loan", "See to it on Friday"),
        in_lists=False,
    ),
    Formula(
        "is away",
        r"""^\W{0,8} (?: [^\W\d_][\w.’'-]{0,25} \ ?){1,3} (?: [-–—:]\ | is\ | will\ be\ )
            (?: away | absent | off\ sick | out\ of\ (?: office | town )
              | on\ (?: holiday | leave | vacation | annual\ leave | pto ) )
            \b (?! .{0,80}\b to\ [a-z] )""",
        ("Kim - away on Friday", "Ben is on leave next week"),
        ("Ben to put the toys away", "Kim - away dressing rooms to be swept", "Put chairs away on Friday"),
    ),
    Formula(
        "leave",
        _LEAVE,
        ("See you on 17 March,", "Looking forward to Friday", "Many thanks for the cake"),
        (
            "See to the gate on 17 March",
            "Thanks to Ben for the cake",
            "Meet the mason on Friday",
            "Thanks Ben, I'll call them",
        ),
    ),
    Formula(
        "may need",
        r"""^\W{0,8} (?: [^\W\d_][\w.’'-]{0,25} \ ){1,3} (?: may | might | could )\ (?: well\ | also\ | still\ )?
            (?: need | want | require | be | have | do\ with ) \b (?! .{0,60}\b (?: please | action ) \b )""",
        ("Ben may need help", "The roof might need work next year"),
        ("Ben may call the office", "May to be asked", "Ben needs help with the roof", "Could be better"),
    ),
    Formula(
        "next meeting",
        r"""^\W{0,8} (?: \d{1,3} [.)]? [ ]{1,5} )? (?: the\ | our\ )? (?: date\ of\ (?: the\ )? )?
            next\ (?: [\w-]+\ ){0,3} (?: meeting | mtg | session | agm )
            \ (?: will\ (?: be | take ) | is\ (?: on | set | scheduled | planned ) | takes\ place ) \b""",
        ("9 The next regular meeting is scheduled for Monday",),
        ("Ana will bring it to the next meeting", "Next meeting: Ana to bring it"),
    ),
)


def formula_of(sentence: str, *, is_listed: bool) -> Formula | None:
    """Return the set phrase of minutes that a sentence is, None for any other sentence.

    Args:
        sentence: a sentence of the notes.
        is_listed: whether it stands in a list of actions, where each entry is somebody's work.
    """
    low = sentence.lower()
    formulas = (formula for formula in FORMULAS if formula.in_lists or not is_listed)
    return next((formula for formula in formulas if in_lower_case(formula.pattern).match(low)), None)


def takes_leave(text: str) -> bool:
    """Whether a line ends a mail: a day in it is that of a meeting, and of no work."""
    return in_lower_case(_LEAVE).match(text.lower()) is not None
