"""The people file: mistakes, which are refused with their place, then what is read."""

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
    ("name", "text", "message"),
    [
        pytest.param("people.toml", "[[people]\n", "people.toml: ", id="broken TOML"),
        pytest.param("people.toml", "people = 3\n", "start each person with [[people]]", id="people is no list"),
        pytest.param("people.toml", "me = 3\n", "“me” is not text", id="me is no text"),
        pytest.param(
            "people.toml", '[[people]]\nemail = "ana@example.org"\n', "people[0] has no name", id="TOML without a name"
        ),
        pytest.param(
            "people.toml",
            '[[people]]\nname = "Ana"\nemail = "ana at x"\n',
            "people[0]: ana at x is not an e-mail address",
            id="TOML with a broken address",
        ),
        pytest.param(
            "people.toml",
            '[[people]]\nname = "Ana"\naliases = "A"\n',
            "aliases is not a list",
            id="aliases are no list",
        ),
        pytest.param("people.toml", b"\xff\xfe\xff", "is not UTF-8", id="not UTF-8"),
        pytest.param("people.csv", "who,mail\nAna,x\n", "does not name the columns", id="other columns"),
        pytest.param("people.csv", "", "does not name the columns", id="empty CSV"),
        pytest.param(
            "people.csv",
            "name,email\nAna,ana@example.org\n,bob@example.org\n",
            "people.csv:3 has no name",
            id="CSV without a name",
        ),
        pytest.param(
            "people.csv",
            'name,email\nAna,"ana@example.org\nBcc: x"\n',
            "is not an e-mail address",
            id="header injection",
        ),
    ],
)
def test_mistake_in_people_file_is_one_line_with_its_place(
    tmp_path: Path, name: str, text: str | bytes, message: str
) -> None:
    with pytest.raises(RecapError) as refusal:
        read_people(written(tmp_path, name, text))
    assert message in str(refusal.value)
    assert len(str(refusal.value).splitlines()) == 1


def test_people_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecapError, match=r"people\.csv is too large; the limit is 5,000,000 bytes"):
        read_people(written(tmp_path, "people.csv", b"x" * 5_000_001))


def test_missing_people_file_is_refused(tmp_path: Path) -> None:
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
def test_people_file_is_read(tmp_path: Path, name: str, text: str, book: AddressBook) -> None:
    assert read_people(written(tmp_path, name, text)) == book


def test_people_file_of_the_configuration_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert read_people(None) == AddressBook()
    (tmp_path / "recap").mkdir()
    written(tmp_path / "recap", "people.toml", '[[people]]\nname = "Bob Stone"\nemail = "bob@example.org"\n')
    assert read_people(None).people == (BOB,)


@pytest.mark.parametrize(
    ("said", "me", "sender"),
    [
        pytest.param(None, None, None, id="nobody"),
        pytest.param("", "Ana", None, id="nobody, though the file has me"),
        pytest.param(None, "Ana", ANA, id="me of the file"),
        pytest.param("Bob", "Ana", BOB, id="known name"),
        pytest.param("Eve", None, Person("Eve"), id="unknown name"),
        pytest.param("Eve <eve@example.org>", None, Person("Eve", email="eve@example.org"), id="name and address"),
        pytest.param("ana@example.org", None, Person("Ana Lopez", email="ana@example.org"), id="known address"),
        pytest.param("Eve\nBcc: x", None, Person("Eve Bcc: x"), id="header injection"),
    ],
)
def test_sender_is_an_address_a_known_name_or_any_name(said: str | None, me: str | None, sender: Person | None) -> None:
    assert sender_of(said, AddressBook((ANA, BOB), me)) == sender


@pytest.mark.parametrize("said", ["eve@", "Eve <eve>@x", "Eve <eve@exa mple.org>", "Ana"])
def test_unclear_or_broken_sender_is_refused(said: str) -> None:
    with pytest.raises(RecapError):
        sender_of(said, AddressBook((ANA, Person("Ana Lima", email="lima@example.org"))))


GOOGLE = """First Name,Middle Name,Last Name,Nickname,Organization Name,E-mail 1 - Label,E-mail 1 - Value
Ana,Maria,Lopez,anita,,* ,ana@example.org ::: ana@home.example
,,,,Acme Ltd,,sales@acme.example
Bob,,Stone,,,,not an address
"""
OUTLOOK = (
    "First Name,Middle Name,Last Name,Title,E-mail Address,E-mail 2 Address\r\n"
    "Zoë,,Björk,,/o=ExchangeLabs/cn=zoe,zoe@example.org\r\n"
    '"Bob",,Stone,"Chair\r\nof all",bob@example.org,\r\n'
)


def test_contacts_of_google_are_people_and_companies_are_none(tmp_path: Path) -> None:
    people = read_people(written(tmp_path, "contacts.csv", GOOGLE)).people
    assert people == (Person("Ana Lopez", ("anita",), email="ana@example.org"), Person("Bob Stone"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_contacts_of_outlook_are_people(tmp_path: Path, encoding: str) -> None:
    people = read_people(written(tmp_path, "contacts.csv", OUTLOOK.encode(encoding))).people
    assert people == (Person("Zoë Björk", email="zoe@example.org"), Person("Bob Stone", email="bob@example.org"))


@pytest.mark.parametrize("at", [20, 60, 95, 110, 140, 180])
def test_contacts_that_are_cut_never_give_a_broken_address(tmp_path: Path, at: int) -> None:
    try:
        people = read_people(written(tmp_path, "contacts.csv", GOOGLE[:at])).people
    except RecapError as error:
        assert "\n" not in str(error)
    else:
        assert all(person.email in (None, "ana@example.org") for person in people)


def test_line_breaks_in_the_names_of_contacts_do_not_reach_a_header(tmp_path: Path) -> None:
    text = 'First Name,Last Name,E-mail Address\n"Ana\r\nBcc: eve@example.org",Lopez,"ana@example.org\r\nBcc: x@y.z"\n'
    (person,) = read_people(written(tmp_path, "contacts.csv", text)).people
    assert person.email is None
    assert "\n" not in person.name and "\r" not in person.name


@pytest.mark.parametrize(
    "key", ["qiet_until = 2026-03-23", "quiet-until = 2026-03-23", "no_nudge = true", "emial = 'a@b.org'"]
)
def test_misspelt_key_is_refused(tmp_path: Path, key: str) -> None:
    path = tmp_path / "people.toml"
    path.write_text(f'[[people]]\nname = "Ana Lopez"\n{key}\n', encoding="utf-8")
    with pytest.raises(RecapError, match="did you mean"):
        read_people(path)


def test_other_keys_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text('[[people]]\nname = "Ana Lopez"\nphone = "123"\nteam = "sales"\n', encoding="utf-8")
    assert [person.name for person in read_people(path).people] == ["Ana Lopez"]
