"""Persons' names as notes write them: what may be one, and the handles, initials, roles, organisations around it.

Strict, because a capitalised first word that is taken for a person becomes an owner. What is read from a line that
lists people may be looser (lower-case handles, bare initials): `in_list`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractor.common.lazy_regex import expression
from extractor.model import Person

WORD = expression(r"[^\W\d_](?:[^\W\d_]|[-'’.](?=[^\W\d_]))*\.?")
PARTICLES = frozenset(
    "van de von der den la le da das do dos du del della di bin ibn al el ter ten y e st st. san af av zu".split()
)
HANDLE = expression(r"@([A-Za-z0-9][\w.-]{0,38}\w|[A-Za-z0-9])")
NICK = expression(r"[A-Za-z][\w.|^`-]{1,24}")
EMAIL = expression(r"<?(?:mailto:)?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})>?")
ASIDE = expression(r"[(\[{]([^()\[\]{}]*)[)\]}]?")
TITLE = expression(r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor|Rev|Sir|Cllr|Councillor|Ald|Hon)\b\.?\s+")
EDGE = expression(r"^[\s*†‡•·~_✓✔✅❌✗☑☐🟢🔴\ufe0f>#.,;:&+–—-]+|[\s*†‡•·~_✓✔✅❌✗☑☐🟢🔴\ufe0f>#,;:&+–—^-]+$")
SEPARATOR = expression(
    r"\s[-–—|]+\s|\s*[–—|]\s*|\s-(?=[A-Z])|:\s|\s*[;/=]\s*|\s+(?:from|at|of|for|via|aka|as|on|by)\s+"
)
ROLE = expression(
    r"""
    \b (?: (?:co-?|vice[ -]?|past[ ]|acting[ ])? chair (?:man|woman|person)? | (?:vice[ -])?president | secretary
    | treasurer | scribe | note-?[ ]?taker | taking[ ](?:notes|minutes) | minute[sr]?(?:[ -]?tak(?:er|ing))? | notes
    | facilitator | moderator | host | lead | leader | recorder | clerk | editor | speaker | presenter
    | scrum[ ]master | product[ ]owner | manager | director | developer | designer | engineer | architect | analyst
    | maintainer | researcher | president[ ]elect | (?-i: PM | PO | CTO | CEO | CFO | COO )
    | client | sponsor | supervisor | advisor | mentor | coordinator | officer | minuting
    ) s? \b
    """,
    re.X | re.I,
)
ABSENT = expression(r"\b(?:regrets?|absent|apolog\w+|excused|not (?:present|attending|here)|away|no[ -]show)\b", re.I)

# Words that no name holds: what stands in lists of people beside the people, and where capitals are no sign of a name.
NOT_NAMES = frozenset(
    """
    http https none nobody nil n/a na tbd tba tbc unknown all everyone everybody anyone someone somebody team
    teams group groups board committee council quorum agenda item items action actions decision decisions note
    notes minutes meeting meetings attendees attendee attendance attending present presents participants
    participant regrets apologies absent absentees absences guests guest members member membership others
    other observers observer staff voting non-voting invited invitees introductions welcome discussion
    discussions update updates next steps step summary review reviews status topic topics date time location
    place venue zoom teams meet google slack discord skype webex online remote remotely call link links
    recording video phone open source project projects working sig wg tsc tac cpc tc pmc sprint retro planning
    standup january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues
    wed thu thur thurs fri sat sun today tomorrow yesterday week month year morning afternoon evening pm am
    utc gmt est pst cet edt pdt inc ltd llc corp corporation gmbh foundation university college school
    institute department dept software systems labs laboratory technologies technology consulting services
    society association company international research center centre the a an and or but if then this that
    these those it its we us our you your they them their he she his her i me my who what when where why how
    which there here is are was were be been has have had do does did will would should could can may must
    shall need needs please thanks thank yes no not maybe ok okay done todo to-do wip new old also for from
    with without at by of on to as about after before during until since per see add fix send ask check make
    create get set use using discuss discussed talk plan plans work works working report reports question
    questions answer issue issues risk risks goal goals idea ideas task tasks owner owners due deadline
    priority role roles name names title author authors chair chairs background overview context purpose
    introduction conclusion conclusions proposal proposals resolution resolved agreed approved motion motions
    vote votes second seconded moved call order old business news announcement announcements budget finance
    website design documentation docs testing tests release releases development frontend backend api data
    marketing sales engineering product support security legal community people person presenter presenters
    user users client clients customer customers student students developer developers designer manager only
    first last one two three four five six some any each every both few several many more most rest everything
    nothing something anything info information detail details example examples result results version
    """.split()
)  # fmt: skip
# ... of which these are given names or surnames as well, and pass within a name of two words.
ALSO_NAMES = frozenset(
    "may april june august will mark jan guest chair school order price young long college page read day king"
    " bishop".split()
)


def is_name(text: str) -> bool:
    """True where `text` is, by its words alone, a person's name: "Ana", "Ana Ruiz", "J. van der Berg", "Ann O'Neil"."""
    words = TITLE.sub("", text, count=1).split()
    if not 1 <= len(words) <= 5 or len(text) > 50:
        return False
    lone = len(words) == 1
    real = 0
    for at, word in enumerate(words):
        if at and word.lower() in PARTICLES and at + 1 < len(words):
            continue
        if re.fullmatch(r"[A-Z]\.", word) and not lone:
            continue
        if word.endswith(("'s", "’s")):  # "Ana's presentation"
            return False
        if not WORD.fullmatch(word) or not (word[0].isupper() or word[:2] in ("d'", "d’", "al", "O'")):
            return False
        lower = word.lower().rstrip(".")
        if lower in NOT_NAMES and (lone or lower not in ALSO_NAMES):
            return False
        real += len(lower) > 1
    if lone and (len(words[0]) < 2 or words[0].endswith(".") or words[0].isupper()):
        return False
    return real >= 1


def initials_of(name: str) -> str:
    """The capitals that begin the words of a name: "AR" for Ana Ruiz."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word and word[0].isalpha()).upper()


def is_initials(text: str) -> bool:
    """True where `text` is two to four capitals, with at most one small letter among them ("McC")."""
    return 2 <= len(text) <= 4 and text.isalpha() and text[0].isupper() and sum(c.islower() for c in text) <= 1


def person(entry: str, *, in_list: bool = False, line: int | None = None, present: bool | None = None) -> Person | None:
    """The person whom one entry of a list names, or None where it names none.

    Takes "Ana Ruiz (AR, Acme)", "Ana Ruiz, Acme", "Ana Ruiz - Chair", "Ana Ruiz @ana", "Ana Ruiz AR", an address, and
    "AR (Ana Ruiz)", "AR = Ana Ruiz", "@ana (Ana Ruiz)".
    """
    rest = entry.strip()
    if not rest or len(rest) > 160:
        return None
    email = None
    if found := EMAIL.search(rest):
        email = found[1]
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    asides = [aside.strip() for aside in ASIDE.findall(rest)]
    rest = ASIDE.sub(" ", rest)
    handles = [found[1] for found in HANDLE.finditer(rest)]
    rest = HANDLE.sub(" ", rest)
    before, after = _parted(_trimmed(rest))
    if (
        is_initials(before) and after and initials_of(_parted(_trimmed(after))[0])[:1] == before[0]
    ):  # "SO - Steve Olson"
        initials, (before, after) = [before], _parted(_trimmed(after))
    else:
        initials = []
    if len(after.split()) > 8:  # a sentence: what somebody says, not who somebody is
        return None
    role = next((part for part in (after, *asides) if part and len(part) < 40 and ROLE.search(part)), None)
    if ROLE.fullmatch(before) and after:  # "Chair: Ana"
        role, (before, after) = before, _parted(_trimmed(after))
    whole = next((aside for aside in asides if is_name(aside) and " " in aside), "")
    if whole and (not before if handles else before.isupper() and before == initials_of(whole)):
        initials, before = [before, *initials], whole  # "AR (Ana Ruiz)", "@ana (Ana Ruiz)"
    name, extra = _name_in(before, in_list)
    aliases = initials + handles + [found[1] for aside in asides for found in HANDLE.finditer(aside)]
    if not name:
        if not handles and not email:
            return None
        if before and not in_list:
            return None
        name = handles[0] if handles else (email or "")
    aliases += [word for word in extra if is_initials(word) or "_" in word]
    aliases += [word for aside in asides for word in re.split(r"[,;/]\s*", aside) if _is_alias(word.strip(), name)]
    if any(ABSENT.search(aside) for aside in (*asides, after)):
        present = False
    unique = tuple(dict.fromkeys(alias.strip() for alias in aliases if alias.strip() and alias.strip() != name))
    return Person(name, unique, present, _trimmed(role) if role else None, email, line)


def split_names(text: str) -> list[str]:
    """The entries of a list of people on one line: at semicolons, else at commas and "and", never inside brackets."""
    outside = _outside(text)
    if len(re.findall(r"\w,\w", outside)) >= 2 and re.search(r",\s", outside):  # "Ruiz,Ana, Lee,Bob"
        return [" ".join(reversed(part.split(","))) for part in re.split(r",\s+|;\s*", outside) if part.strip()]
    separators = ";" if re.search(r";\s", outside) else ",、"
    if separators == ";":
        groups = re.split(r";\s*", text)
        return [entry for group in groups for entry in (split_names(group) if _is_list(group) else [group])]
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if depth <= 0 and character in separators:
            parts.append(text[start:at])
            start = at + 1
            depth = 0
    parts.append(text[start:])
    return [
        piece
        for part in parts
        for piece in re.split(r"\s+(?:and|&|\+|~)\s+|^\s*and\s+|\s*\|\s*", part)
        if piece.strip()
    ]


def _is_list(group: str) -> bool:
    """True for "Ana Ruiz, Bob Lee (Acme)" and "Ana, Bob", and for three names and more; not for "Ana Ruiz, Acme"."""
    parts = [part.strip() for part in _outside(group).split(",") if part.strip()]
    if len(parts) != 2:
        return len(parts) > 2
    first, second = parts
    return is_name(second) and is_name(first) and (" " in first) == (" " in second)


def known_as(people: Iterable[Person]) -> dict[str, Person | None]:
    """Every form by which the notes may call a person, in small letters; None where two people share it."""
    forms: dict[str, Person | None] = {}
    for who in people:
        own = {who.name, *who.aliases, who.name.split()[0]}
        if len(who.name.split()) > 1:
            own |= {initials_of(who.name), who.name.split()[-1]}
        for form in {form.lower() for form in own}:
            forms[form] = None if form in forms else who
    return forms


def _outside(text: str) -> str:
    return ASIDE.sub(" ", text)


def _trimmed(text: str) -> str:
    """The text without bullets, marks and stops around it, and without "Mr" where the name can do without."""
    for _ in range(3):
        text = EDGE.sub("", text.strip())
    if len(text) > 4 and text.endswith(".") and not re.search(r"\b\w\.$", text):
        text = text[:-1]
    bare = TITLE.sub("", text, count=1)
    words = bare.split()
    return text if len(words) < 2 or len(words[0].rstrip(".")) < 2 else bare


def _parted(text: str) -> tuple[str, str]:
    """What stands before the first dash, colon, slash or "of", and what after it."""
    found = SEPARATOR.search(text)
    comma = text.find(",")
    if comma >= 0 and (not found or comma < found.start()):
        return _trimmed(text[:comma]), text[comma + 1 :].strip()
    if found and found.start():
        return _trimmed(text[: found.start()]), text[found.end() :].strip()
    return text, ""


def _name_in(text: str, in_list: bool) -> tuple[str, list[str]]:
    """The name that `text` is or begins with, and the words left over."""
    words = text.split()
    if (
        len(words) > 2
        and is_initials(words[-1])
        and words[-1].isupper()
        and initials_of(" ".join(words[:-1])) == words[-1]
    ):
        return (" ".join(words[:-1]), words[-1:]) if is_name(" ".join(words[:-1])) else ("", [])
    if is_name(text):
        return text, []
    for end in range(min(4, len(words) - 1), 1, -1):  # "Xin Qiu J&J", "Ana Ruiz joined at 10"
        if is_name(" ".join(words[:end])) and words[end].lower() not in PARTICLES:
            return " ".join(words[:end]), words[end:]
    if is_initials(text) and in_list:
        return text, []
    if in_list and len(words) == 1 and NICK.fullmatch(text) and text.lower() not in NOT_NAMES:
        return text, []
    if in_list and len(words) == 2 and all(word.isalpha() and word.lower() not in NOT_NAMES for word in words):
        return text, []  # typed without capitals, "ana ruiz"
    if (
        in_list
        and len(words) >= 2
        and is_name(words[0])
        and re.match(r"(?:joined|left|late|online|remote|phone|\d)", words[1])
    ):
        return words[0], words[1:]
    return "", []


def _is_alias(word: str, name: str) -> bool:
    if not word or " " in word or word.lower() in NOT_NAMES or ROLE.search(word):
        return False
    if is_initials(word):
        capitals = "".join(letter for letter in word if letter.isupper())
        return initials_of(name).startswith(capitals[:2]) or capitals[0] == name[0].upper() == capitals[0]
    if not NICK.fullmatch(word):
        return False
    small = name.lower()
    if word.upper() == initials_of(name) and len(word) > 1:
        return True
    return word.islower() and any(part[:3] and part[:3] in word for part in re.split(r"\W+", small) if len(part) >= 3)
