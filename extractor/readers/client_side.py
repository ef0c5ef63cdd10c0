"""Find who the client is: the company and the people of the other side, as far as the notes say.

"Dana (Acme)" among those present, "Call with Acme", "Client: Acme". Also how the notes address people: "Ms Ferreira".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractor.common.lazy_regex import expression, screened
from extractor.model import Block, Person

MAX_TEXT = 2_000  # characters of a block that are searched
_SPACES = expression(r"\s+")
_TITLES = r"(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Herr|Frau|Mme|Mlle|Sr|Sra)"
_ORGANISATION = expression(
    rf"(?P<title>{_TITLES}\.?\s)?"
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+)(?P<family>(?:\s[A-ZÀ-ÖØ-Þ][\w'’-]+){0,2})\s?\((?:[^()]{0,40}[,;]\s?|the\s|from\s"
    r"|of\s|at\s)?"
    r"(?P<org>[A-ZÀ-ÖØ-Þ][\w&.'’-]+(?:\s(?:[A-ZÀ-ÖØ-Þ&][\w&.'’-]*|\d{1,4})){0,3}|(?i:client|customer|guest|supplier|vendor"
    r"|external|kunde))\)"
)
_PRESENT = expression(
    r"\W*(?:attend\w*|present|participants?|people|with|who|guests?|on the (?:call|line)|in the room|in attendance"
    r"|here|teilnehmer\w*|présents?)\b",
    re.I,
)
_CLIENT_FIELD = expression(
    r"\W*(?:client|customer|guests?|visitors?|kunde|external)(?:\s(?:name|side|team|present|attendees))?\s?[:=]\s+"
    r"(?P<names>.{1,200})",
    re.I,
)
_TITLE_CLIENT = screened(
    r"\b(?:(?:call|meeting|meet(?:ing)?|sync|kick-?off|review|catch-?up|workshop|demo|session|chat|talk|visit|1:1"
    r"|check-?in)"
    r"\s(?:with|at|for)|client:|customer:)\s(?P<org>(?-i:[A-ZÀ-ÖØ-Þ])(?-i:[\w&'’-]+))"
)
HEAD = 30  # blocks in which the notes say who the client is


@dataclass(frozen=True, slots=True)
class Client:
    """The names of the client's people and company, as an expression; None where the notes do not say."""

    names: re.Pattern[str] | None = None

    def plain(self, text: str) -> str:
        """Return a text with "client" in the place of each name of the client, and single blanks."""
        if "  " in text or not text.isprintable():  # most texts have single blanks already
            text = _SPACES.sub(" ", text)
        return self.names.sub("client", text) if self.names else text


NOBODY = Client()


def client_of(blocks: Sequence[Block]) -> Client:
    """Find the client: "Dana (Acme)" among those present, "Call with Acme", "Client: Acme"."""
    from extractor.language.people.name_lists import common_words

    names: set[str] = set()
    members: dict[str, set[str]] = {}  # people by their company
    known: set[str] = set()  # companies that the notes call the client, or name in their title
    head = " ".join(block.text[:300] for block in blocks[:1])
    for block in blocks[:HEAD]:
        if title := _TITLE_CLIENT.search(block.text[:300]):
            names.add(title["org"])
        if field := _CLIENT_FIELD.match(block.text[:300]):
            names |= {name.strip() for name in re.split(r"[,;/&()]|\band\b", field["names"]) if name.strip()}
        if "(" not in block.text:
            continue
        is_list = _PRESENT.match(block.text) is not None or any(map(_PRESENT.match, block.section))
        for company, people in _companies(block.text[:MAX_TEXT]):
            is_known = company.islower() or company in names or company in head
            is_name = company.split()[0].lower() not in common_words() or any(map(str.isdigit, company))
            if is_known or (is_list and len(company) > 3 and is_name):
                members.setdefault(company, set()).update(people)
                if is_known:
                    known.add(company)
    for company in known or members:
        names |= {company, *members[company]} if company[:1].isupper() else members[company]
    names |= {name.upper() for name in names}
    ordered = sorted((name for name in names if name[:1].isupper() and len(name) > 2), key=len, reverse=True)
    if not ordered:
        return NOBODY
    return Client(re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?:['’]s)?(?!\w)"))


def _companies(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the companies in brackets behind names, with the names: "Dana Reed, Tom Bell (Acme); Ana Lopez (Foxglove)".

    Where semicolons part the sides, all names of a side belong to the company at its end.
    """
    sides = text.split(";")
    is_by_side = len(sides) > 1 and all(side.rstrip(" .").endswith(")") for side in sides)
    for side in sides:
        found = list(_ORGANISATION.finditer(side))
        for person in found:
            full = person["name"] + person["family"]
            names: tuple[str, ...] = (person["name"], full, *([person["title"] + full] if person["title"] else []))
            if is_by_side and len(found) == 1:
                others = [name.strip() for name in side[: person.start()].rpartition(":")[2].split(",")]
                names += tuple(form for name in others if name for form in (name, name.split()[0]))
            yield person["org"], names


_FORM = expression(
    rf"\b(?P<title>{_TITLES})\.?\s(?:[A-ZÀ-ÖØ-Þ][\w'’-]+\s(?=[A-ZÀ-ÖØ-Þ]))?(?P<name>[A-ZÀ-ÖØ-Þ][\w'’-]+)"
)


def form_of(name: str, texts: Iterable[str]) -> str:
    """Return how texts address the person of this name: "Ms Ferreira" for Lucia Ferreira; "" where they do not."""
    family = (name.split() or [""])[-1]
    found = (form for text in texts for form in _FORM.finditer(text[:MAX_TEXT]) if form["name"] == family)
    return next((f"{form['title']} {form['name']}" for form in found), "")


def with_sides(people: Sequence[Person], blocks: Sequence[Block], client: Client) -> tuple[Person, ...]:
    """Return the people, with who belongs to the client, and how the notes address each: "Ms Ferreira", "Dr Holm".

    A title counts where one person only has the family name.
    """
    families = [person.name.split()[-1] for person in people if person.name.strip()]
    forms: dict[str, str] = {}
    for block in blocks:
        for found in _FORM.finditer(block.text[:MAX_TEXT]):
            if families.count(found["name"]) == 1:
                forms.setdefault(found["name"], f"{found['title']} {found['name']}")
    return tuple(
        replace(
            person,
            client=client.names is not None and client.names.fullmatch(person.name) is not None,
            form=forms.get((person.name.split() or [""])[-1], ""),
        )
        for person in people
    )
