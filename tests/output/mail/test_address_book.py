"""The people file: what is refused, with its place; then what is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.model import Person, RecapError
from extractor.output.mail.address_book import AddressBook, read_people, sender_of

ANA = Person("Ana Lopez", ("AL", "anita"), email="ana@example.org")
BOB = Person("Bob Stone", email="bob@example.org")


def written(folder: Path, name: str, text: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("people.toml", "[[people]\n", "people.toml: "),
        ("people.toml", "people = 3\n", "begin each person with [[people]]"),
        ("people.toml", "me = 3\n", "“me” is no text"),
        ("people.toml", '[[people]]\nemail = "ana@example.org"\n', "people[0] has no name"),
        ("people.toml", '[[people]]\nname = "Ana"\nemail = "ana at x"\n', "people[0]: ana at x is no e-mail address"),
        ("people.toml", '[[people]]\nname = "Ana"\naliases = "A"\n', "the aliases are no list"),
        ("people.toml", b"\xff\xfe\xff", "is not UTF-8"),
        ("people.csv", "who,mail\nAna,x\n", "there are no columns name and email"),
        ("people.csv", "", "there are no columns name and email"),
        ("people.csv", "name,email\nAna,ana@example.org\n,bob@example.org\n", "people.csv:3 has no name"),
        ("people.csv", 'name,email\nAna,"ana@example.org\nBcc: x"\n', "is no e-mail address"),
    ],
)
def test_what_is_refused(tmp_path: Path, name: str, text: str | bytes, words: str) -> None:
    with pytest.raises(RecapError) as refusal:
        read_people(written(tmp_path, name, text))
    assert words in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecapError, match=r"nobody\.toml cannot be read"):
        read_people(tmp_path / "nobody.toml")


@pytest.mark.parametrize(
    ("name", "text", "book"),
    [
        pytest.param("people.toml", "", AddressBook(), id="empty"),
        pytest.param(
            "people.toml",
            'me = "Ana"\n[[people]]\nname = "Ana Lopez"\nemail = "ana@example.org"\naliases = ["AL", "anita"]\n'
            '[[people]]\nname = "Bob Stone"\nemail = "bob@example.org"\n',
            AddressBook((ANA, BOB), "Ana"),
            id="TOML",
        ),
        pytest.param(
            "people.csv",
            "\ufeffName,Email,Aliases\r\nAna Lopez,ana@example.org,AL; anita\r\n\r\nBob Stone, bob@example.org ,\r\n",
            AddressBook((ANA, BOB)),
            id="CSV",
        ),
        pytest.param(
            "people.csv",
            "e-mail;name;aliases\nana@example.org;Ana Lopez;AL\n",
            AddressBook((Person("Ana Lopez", ("AL",), email="ana@example.org"),)),
            id="CSV of another country",
        ),
        pytest.param("people.csv", "name,email\nEve,\n", AddressBook((Person("Eve"),)), id="no address"),
    ],
)
def test_what_is_read(tmp_path: Path, name: str, text: str, book: AddressBook) -> None:
    assert read_people(written(tmp_path, name, text)) == book


def test_the_file_in_the_configuration_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_people(None) == AddressBook()
    (tmp_path / "recap").mkdir()
    written(tmp_path / "recap", "people.toml", '[[people]]\nname = "Bob Stone"\nemail = "bob@example.org"\n')
    assert read_people(None).people == (BOB,)


@pytest.mark.parametrize(
    ("said", "me", "sender"),
    [
        (None, None, None),
        ("", "Ana", None),
        (None, "Ana", ANA),
        ("Bob", "Ana", BOB),
        ("Eve", None, Person("Eve")),
        ("Eve <eve@example.org>", None, Person("Eve", email="eve@example.org")),
        ("ana@example.org", None, Person("Ana Lopez", email="ana@example.org")),
        ("Eve\nBcc: x", None, Person("Eve Bcc: x")),
    ],
)
def test_who_signs(said: str | None, me: str | None, sender: Person | None) -> None:
    assert sender_of(said, AddressBook((ANA, BOB), me)) == sender


@pytest.mark.parametrize("said", ["eve@", "Eve <eve>@x", "Eve <eve@exa mple.org>", "Ana"])
def test_who_cannot_sign(said: str) -> None:
    with pytest.raises(RecapError):
        sender_of(said, AddressBook((ANA, Person("Ana Lima", email="lima@example.org"))))
