"""The labels of classification schemes: "Confidentiality: high", "[Level 3 - restricted]", "Schutzklasse 2", "C4".

A label is the name of a scheme with a level that is not open to everybody, or a level that can be nothing else.
English,
German, French; official schemes of some states and of NATO. Levels that everybody may see ("public", "TLP:CLEAR", "C0",
"C1") are no mark. In the fragments a blank stands for a blank or a hyphen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from extractor.common.lazy_regex import expression, screened
from extractor.readers.confidential_words import INSIDE, alternatives, spaced

# Names that ask for a level or for readers; the second kind only with "level", "class" or the like behind it.
_SCHEME = alternatives(
    r"""
    (?:(?:information|data|document|security|protective|our|current|gov\w*) )?(?:classification|confidentiality
    |sensitivity|secrecy|protective marking|dissemination|distribution|circulation)(?: (?:level|class|label|category
    |grade|tier|status|code|marking|caveat|list|group))?
    (?:security|privacy|protection|access|handling|sharing|disclosure|information|data|clearance)(?: and \w+)?
    | (?:level|class|label|category|grade|tier|code|marking|caveat|classification)
    klassifi(?:zierung|kation)(?:sstufe)?|einstufung|vertraulichkeit(?:s(?:stufe|klasse|grad|level))?
    schutz(?:klasse|bedarf|stufe|kategorie)(?:skategorie)?|geheimhaltung(?:s(?:stufe|grad))?|sicherheitsstufe
    verteiler(?:kreis)?|(?:niveau|degré|classe|mention) de (?:confidentialité|classification|sensibilité|protection
    |diffusion|secret|sécurité)|confidentialité|diffusion|sensibilité
    """
).replace(" |", "|")
_UNIT = r"(?:level|class|tier|category|grade|label|stufe|klasse|kategorie|niveau|classe|catégorie|degré)"
_DEGREE = alternatives(
    rf"""
    (?:c|s|l|k|p|cl|{_UNIT} ?)?[2-5](?: ?(?:/|of|von|sur) ?[2-5])?|(?:{_UNIT} )?[b-e]
    (?:very |most |sehr |très )?(?:high(?:est|ly)?|strict(?:ly)?|elevated|medium|moderate|hoch|höchste|mittel|erhöht
    |streng|élevée?|haute?|forte?|moyenne?|stricte?)|top|red|amber(?:\+?strict)?|green|orange|rot|gelb|rouge
    none|nobody|no one|nil|kein\w*|keine weitergabe|aucune?|interdite?|restreinte?|limitée?|(?:eng )?begrenzt
    eingeschränkt
    """
)
_CLOSED = alternatives(
    rf"""
    (?:(?:for |our |strictly |company |team |client |business |commercial |nur |streng |très |strictement |highly |top
    |most )*)(?:internal(?: use)?(?: only)?|private|confidential|secret|restricted|sensitive|classified|privileged
    |proprietary|embargo(?:ed)?|intern\w*|vertraulich\w*|geheim\w*|confidentiel\w*|secr[eè]te?|restreinte?|privée?)
    (?:only |for )?{INSIDE}(?: only)?
    """
)
_MATERIAL = r"(?:information|info|data|material|content|document|secret|intelligence|informationen|daten)"
# Official markings, which can be nothing else.
_OFFICIAL = alternatives(
    rf"""
    official sensitive|official: sensitive|uk eyes only|(?:nato|cosmic|eu|ue|atomal) (?:restricted|confidential
    |(?:top )?secret)|restreint ue|(?:très )?secret défense|confidentiel défense|diffusion (?:restreinte|limitée
    |interdite)|vs (?:nfd|vertraulich)|(?:top |streng )?geheim|law enforcement sensitive
    controlled unclassified information|(?:TS|S|C|U)//[A-Z]{{2,8}}(?:[/,][A-Z]{{2,8}})*
    (?:company|business|client|commercial|corporate|strictly|highly|proprietary(?: and| &)?) (?:confidential|restricted
    |secret|sensitive)|(?:c|{_UNIT} ?)[2-5] (?:internal|confidential|restricted|secret|sensitive|intern|vertraulich
    |confidentiel|{_MATERIAL})|(?:tier 1|{_UNIT} [2-5b-e])(?:,|:)? {_MATERIAL}|tlp ?:? ?(?:red|amber(?: ?\+ ?strict)?
    |green)
    """
)
_LEVEL = (
    rf"(?:(?:audience|visibility|visible to|readers?|access|restricted to|limited to|for whom|sichtbar für|accès)"
    rf" ?[:=]? ?(?:{_CLOSED})|(?:{_SCHEME})(?: is| ist"
    rf"| est)? ?[:=–—-]? ?(?:{_UNIT} )?(?:(?:{_DEGREE})(?: ?[,/–—-]? ?(?:{_CLOSED}))?|(?:{_OFFICIAL})"
    rf"|(?:{_CLOSED})(?: ?[,/–—-]? ?(?:{_DEGREE}))?)|(?:{_OFFICIAL})"
    rf"|{_UNIT} ?[2-5b-e] ?[,:/–—-] ?(?:{_CLOSED})|(?:{_CLOSED}) ?[,:/–—-]? ?(?:{_UNIT} ?[2-5b-e]|c ?[2-5]))"
)
_LABEL = screened(rf"(?<![\w/-])(?:{spaced(_LEVEL)})(?=\s*(?:$|[)\]}}>.;:,|–—]|\s[-=/]))")
# Where a label begins: at the start of a text, of a bracket or of a sentence, or behind a dash.
_START = expression(r"(?:^|[(\[{<|;:]|[.!?]\s|\s[-–—=/*]{1,3}\s|[–—])[\s*_`]*$")
_MAX_TEXT = 2_000  # characters in which labels are searched
# A column that may hold levels, and a cell that can be nothing else.
COLUMN = expression(rf"\W*(?:(?:\w+ )?{_UNIT}|marking|caveat|code|{spaced(_SCHEME)})\W*", re.I)
CELL = expression(rf"\W*(?:c ?[2-5]|{spaced(_CLOSED)}|{spaced(_OFFICIAL)})\W*", re.I)
HINT = screened(
    r"classif|confiden|sensitiv|secre|marking|disseminat|distribut|circulat|\blevel\b|\bclass\b|\blabel\b|categor"
    r"|grade|"
    r"\btier\b|caveat|klassifi|einstufung|vertraulich|schutz|geheim|stufe|verteiler|niveau|degré|\bclasse\b|mention|"
    r"diffusion|sensibilit|official|\bnato\b|\beu\b|\bue\b|défense|\bvs[ -]|eyes|audience|visib|reader|sichtbar"
    r"|accès|\btlp\b|restricted"
    r"|\bc[2-5]\b|\bc [2-5]\b",
)
_CAVEAT = expression(r"//[A-Z]", re.I)


def may_be_level(text: str) -> bool:
    """Whether a text holds a word of a label, or a caveat behind two strokes."""
    return HINT.search(text) is not None or ("//" in text and _CAVEAT.search(text) is not None)


def labels(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of labels in a text: of its start, its end, in brackets or between dashes."""
    text = text[:_MAX_TEXT]
    if not may_be_level(text):
        return
    for found in _LABEL.finditer(text):
        if _START.search(text[max(0, found.start() - 8) : found.start()]):
            yield found.span()


def codes(texts: Iterable[str]) -> frozenset[str]:
    """Return the codes that are levels, as the texts write them in brackets: "[C3]".

    None where entries are numbered so: with other letters, or with each code once.
    """
    texts = tuple(texts)
    found = Counter(code for text in texts for code in _CODE.findall(text[:_MAX_TEXT]))
    graded = frozenset(grade for text in texts for grade in _GRADE.findall(text[:_MAX_TEXT]))
    names = {code.strip("()[]{}<> ") for code in found}
    is_numbering = len(names) > 1 and found.total() == len(names)
    if is_numbering or not all(_LEVEL_CODE.fullmatch(name) for name in names):
        return graded
    return graded | frozenset(found)


_CODE = expression(r"[(\[{<][A-Z]{1,2}[ -]?\d{1,3}[)\]}>]")
_GRADE = expression(rf"\[{_UNIT} ?[2-5]\]", re.I)
_LEVEL_CODE = expression(r"(?:C|CL|S|L)[ -]?[0-5]")


def is_label(text: str) -> bool:
    """Whether a text is nothing but a label."""
    return any(not re.search(r"\w", text[:start] + text[end:]) for start, end in labels(text))
