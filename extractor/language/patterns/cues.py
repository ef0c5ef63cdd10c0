"""Cues of a commitment: words between a subject and its verb, such as "will", "to", "should", "needs to"."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extractor.language.patterns.compiling import in_lower_case


class Cue(NamedTuple):
    """A kind of commitment, known by the words between subject and verb and by the kind of the subject.

    The kinds of subjects are "person" (a named person, group or role), "i", "we", "you", "none" (no subject), "nobody"
    (an unnamed person) and "thing" (anything else). `clauses` takes the words from the parse: in lower case, "'ll" as
    "will", without adverbs. A negation does not rule a cue out; it is a feature of its own, as blockers are.
    """

    id: str
    pattern: str  # matches all the words
    subjects: tuple[str, ...]
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# Groups of cues of similar strength, so that the weights of frequent cues serve rare ones too.
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

# The first cue that matches both the words and the kind of the subject decides.
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
        ("person", "i", "thing"),  # whatever agrees is a person or a body
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
        "asked-to",  # "the board asked us to", "the exec requested that Kim"
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


@lru_cache(4096)
def cue_of(words: str, subject: str) -> Cue | None:
    """Return the cue of the words between a subject of that kind and its verb, or None."""
    low = words.lower()
    return next((cue for cue in CUES if subject in cue.subjects and in_lower_case(cue.pattern).fullmatch(low)), None)
