"""Words that speak against a commitment: hypotheticals, reports, questions, negations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from extractor.language.patterns.compiling import in_lower_case


class Blocker(NamedTuple):
    """Words that make a clause less likely to be a commitment.

    Each match is a feature of the candidate; the trained weights say how much it counts.
    """

    id: str
    pattern: str  # searched in the clause, in lower case
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


# The order does not matter: every blocker that matches is a feature.
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


def blockers_in(text: str) -> Iterator[str]:
    """Return the ids of the blockers in a sentence."""
    low = text.lower()
    return (blocker.id for blocker in BLOCKERS if in_lower_case(blocker.pattern).search(low))
