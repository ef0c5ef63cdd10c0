"""Words that make an answer a guess, a condition, a joke, or only a part of the work.

One or two words on each entry; "_" stands for the spaces between them, "*" for any ending.
"""

from __future__ import annotations

import re

from extractor.common.lazy_regex import expression


def _any_of(words: str) -> str:
    """Return a pattern of entries that are separated by spaces."""
    entries = (
        re.escape(word).replace("_", r"\s+").replace(r"\*", r"\w*").replace("'", "['’]?") for word in words.split()
    )
    return rf"\b(?:{'|'.join(entries)})\b"


# A guess, a condition, a joke: what they stand in is asked about, whatever else it says.
GUESS = expression(
    _any_of(
        """
        hope hoping hopefully maybe perhaps possibly probably likely might may could should would ought think
        thought guess suppose believe assume assuming reckon seem seems apparently unsure sure certain try trying
        tried attempt plan planning intend wish like_to if unless provided as_long_as depend* subject_to once
        when whenever as_soon_as whether either or earliest latest_by not_before at_best before_i before_we
        before_you before_he before_she before_they before_that before_it somehow dream dreams joke joking
        kidding miracle magic lol rofl haha* hehe* hihi of_course naturally obviously as_always as_usual
        wonderful brilliant fantastic great lovely bravo hell pig pigs surprise guess_what consider_it supposedly
        allegedly officially theoretically in_theory on_paper so_to_speak another extra couple_of i'd_say
        i'd_guess i'd_think as_far_as afaik one_day some_day someday sometime eventually soon later hoffe*
        vielleicht wahrscheinlich vermutlich eigentlich könnte müsste sollte würde glaube denke wenn falls sobald
        ob oder klar natürlich scherz super toll versuche
        """
    ),
    re.I,
)
# A limit, a lack, a contradiction: what is done or agreed to is then asked about; a new day or a refusal may have it as
# its reason.
LIMIT = expression(
    _any_of(
        """
        mostly almost nearly half partly partially largely basically more_or_less as_good_as sort_of kind_of
        pretty_much apart_from except bar_the all_but but however although though only still yet not never no
        none nothing without cannot can't couldn't won't don't didn't doesn't isn't wasn't hasn't haven't
        wouldn't aren't waiting wait waits missing lack lacks remain remains remaining left outstanding pending
        open stuck problem rest shortly asap want need needs until after somebody someone anyone who what why how
        which where again instead rather wrong mistake noted received understood too_early too_late too_soon
        too_much part_of first_half first_part most_of so_far fast beinahe größtenteils teilweise halb bis_auf
        außer aber jedoch nur noch nicht kein* nie ohne fehlt fehlen warte* offen wer was wann warum wie wieso
        später bald
        """
    ),
    re.I,
)
# The same words where they belong to what is unmistakable.
PLAIN = expression(
    _any_of(
        """
        not_me not_mine not_my_task not_my_job not_my_action not_my_item not_ich not_meins isn't_me isn't_mine
        wasn't_me no_longer_needed not_needed nicht_mehr_nötig nicht_ich nicht_meins no_problem no_sorry
        no,_sorry by_the_way geht_klar after_all won't_do need_until only_on only_by only_until
        """
    ),
    re.I,
)
# Signs of a question, a joke or a quotation, and those that leave a sentence unfinished.
SIGN = expression(
    r"\?|;-?\)|:-?[()PpDd/|](?!\w)|\^\^|\.\.|…|[\"“”„«»]|(?<!\w)'\w|[*_~]{2}|\bsmh\b"
    r"|[\U0001F600-\U0001F64F\U0001F910-\U0001F93F\U0001F970-\U0001F97A\U0001F9D0-\U0001F9FF\u2639\u263a\u263b]"
)
