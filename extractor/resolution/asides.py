"""Find asides beside a piece of work that tell who should know of it: "(tell nobody at Acme)", "purely for ourselves".

An aside is a bracket, a label, the words behind a dash, or another sentence of the block. People word such asides in
endless ways; so these rules ask only for the parts that all of them have: the client and a denial, those for whom it is
meant, or the notes and that something stays out of them. What they find is named to the sender and withheld from
nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractor.common.lazy_regex import expression
from extractor.dates.calendar_names import MONTH_NUMBERS, WEEKDAY_NUMBERS
from extractor.language.people.name_lists import common_words
from extractor.model import Block, Kind, Notes
from extractor.readers.client_side import client_of
from extractor.readers.confidential_marks import segments

MAX_WORDS = 14  # of an aside
MAX_LABEL = 4  # words of a label before the work: "Staff eyes: ..."
MAX_STANDING = 40  # characters of a block that is nothing but an aside
MAX_TEXT = 2_000  # characters of a block in which asides are looked for
_CLIENT = expression(r"\b(?:clients?|customers?|kunden?|kundin(?:nen)?|kunden\w+|mandant\w*|outsiders?)\b", re.I)
_DENIAL = expression(
    r"\b(?:no|not|never|none|nothing|nobody|without|neither|nor|cannot|hardly|nicht|nichts|kein\w*|nie|niemals|ohne|pas"
    r"|rien|jamais|sans|aucune?)\b|n['’]t\b|\bdont\b",
    re.I,
)
_INSIDERS = expression(
    r"(?:^(?:\w+ )?|\b(?:purely|just|only|strictly|solely|is|are|stays?|remains?|nur|bitte|c'est) )(?:for|among|amongst"
    r"|between|within|inside|für|unter|pour|entre)(?: our)? (?:us|ourselves|ours|insiders?|colleagues|staff|employees"
    r"|partners|team|side|eyes|ears|files?|uns|euch|nous|vous|mitarbeiter\w*)(?: only)?$"
    r"|\b(?:insiders?|staff|team|partners?|members?|colleagues|ours|us)['’]?[ -](?:only|eyes|matter|internal)\b"
    r"|\b(?:nobody|no one|none|not a soul)(?: \w+){0,2} (?:outside|beyond|but (?:us|ours?))\b"
    r"|^between (?-i:[A-ZÀ-Þ]\w+ (?:and|AND) [A-ZÀ-Þ]\w+)$|\bnobody['’]s business\b|\bnone of (?:their|his"
    r"|her) business\b",
    re.I,
)
_LETS_ON = expression(r"\b(?:not|n['’]t|never) let on\b", re.I)
_POINTS_BACK = expression(
    r"\b(?:it|this|that|these|those|nobody|no one|asks?|asked|das|es|davon|darüber|en|ça|cela"
    r"|au courant|know|knows|aware|wissen|weiß|sait"
    r"|savent)\b",
    re.I,
)
_NOTES = expression(
    r"\b(?:minut(?:es|ed|ing)|record|recap|line|sentence|paragraph|remark|agenda|slides?|protokoll|zeile|satz"
    r"|compte rendu"
    r"|procès-verbal|ligne|phrase|what (?:goes|we send)|(?:version|copy|mail|letter|deck) (?:for|to))\b",
    re.I,
)
_OUT = expression(
    r"\b(?:not|never|strike|delete|drop|remove|removed|omit|skip|leave|left|out|off|stop|cut|erase|strip|nicht"
    r"|streichen"
    r"|löschen|pas|supprimer|rayer|retirer|taken)\b|n['’]t\b",
    re.I,
)
# Where an aside is a single word or two that ask for quiet.
_QUIET = expression(
    r"\W*(?:(?:please|just|an?|in|on|the|bitte|merci|svp|und|très|very|so|we stay|keep)\W+){0,2}"
    r"(?:silence|silent|quiet(?:ly)?|discreet(?:ly)?|discretion|undercover|under ?cover|whisper(?:ed)?|aside"
    r"|private aside"
    r"|off|off[ -]mic|back ?room|back ?stage|psst|confidence|sleeve|diskret|leise|discr[eè]t\w*|chut|off record"
    r"|geheim\w*|secret\w*)(?:\W+(?:please|bitte|merci|svp))?\W*",
    re.I,
)
_WORD = expression(r"[^\W_]+")


_TELLS = expression(
    r"\b(?:let(?:s|ting)? on|brief(?:ed)?|reads?|finds? out|found out"
    r"|notic\w+"
    r"|suspects?|know[ns]?|knew|hear\w*|learn\w*|told|tell(?:s|ing)?|aware|let in|inform\w*|bother|explain"
    r"|explanation|asks?"
    r"|asked|mention\w*|say|said|see|seen|show\w*|in front of|business|dark|wissen|weiß|erfahren|mitbekommen|sait"
    r"|savent"
    r"|savoir|au courant)\b",
    re.I,
)
_WARY = expression(r"\b(?:careful|beware|away from|ignorant|surprise|in the dark|unsuspecting)\b", re.I)
_PLANS = expression(r"\b(?:will|to|shall|can|could|agreed|asked)\b|['’]ll\b", re.I)
_NAME = expression(r"(?<!\w)[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]{2,}(?!\w)")


class Asides:
    """Finds the asides of notes.

    Where the notes do not say who the client is, it may be anybody whom they name and who was not there.
    """

    def __init__(self, notes: Notes) -> None:
        client = client_of(notes.blocks)
        self._plain = client.plain if client.names is not None else self._any_name
        self._is_known = client.names is not None
        self._no_outsiders = _CALENDAR | {part.casefold() for person in notes.people for part in person.name.split()}

    def _any_name(self, text: str) -> str:
        """Return a text with "client" in the place of each name that may be an outsider's."""
        return _NAME.sub(lambda found: "client" if self._is_outsider(found[0].casefold()) else found[0], text)

    def _is_outsider(self, name: str) -> bool:
        return name not in self._no_outsiders and name not in common_words()

    def beside(self, text: str, said: str) -> Iterator[str]:
        """Yield the asides of a block that tell who should know of the work in it, as the block has them.

        Args:
            text: The text of the block.
            said: The words of the work.
        """
        text = text[:MAX_TEXT]
        at = max(0, text.find(said[:40]))
        for start, end in segments(text):
            words = len(_WORD.findall(text[start:end]))
            if not 1 <= words <= MAX_WORDS or (start <= at < end and words > MAX_LABEL):
                continue
            aside = " ".join(text[start:end].split()).strip(" .,;:-–—*_")
            if self.tells_readers(aside):
                yield aside

    def tells_readers(self, aside: str) -> bool:
        """Whether an aside says who should know of something, or that it stays out of the notes."""
        if _INSIDERS.search(aside) or _QUIET.fullmatch(aside) or (_NOTES.search(aside) and _OUT.search(aside)):
            return True
        if not _CLIENT.search(self._plain(aside)):
            return bool(_LETS_ON.search(aside))
        is_telling = _TELLS.search(aside) is not None
        if _WARY.search(aside) or (self._is_known and is_telling and not _PLANS.search(aside)):
            return True
        return bool(_DENIAL.search(aside) and _POINTS_BACK.search(aside) and (self._is_known or is_telling))

    def standing(self, blocks: Sequence[Block]) -> dict[int, str]:
        """Return the short blocks that are nothing but an aside, for the lines of those below: "Off-mic."."""
        found: dict[int, str] = {}
        last = ""
        for block in blocks:
            text = block.text.strip(" .,;:()*_") if len(block.text) < MAX_STANDING else ""
            if block.kind is Kind.HEADING:
                last = ""
            elif text and (_QUIET.fullmatch(text) or _INSIDERS.search(text)):
                last = text
            elif last:
                found[block.line] = last
        return found


_CALENDAR = frozenset((*MONTH_NUMBERS, *WEEKDAY_NUMBERS))
