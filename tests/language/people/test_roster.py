"""The roster: words that name nobody first, then whom words mean, then who is learned from the text."""

from __future__ import annotations

import pytest

from extractor.language.people.roster import Roster
from extractor.language.people.roster_learning import learn
from extractor.model import Block, Kind, Person

PEOPLE = (
    Person("Ana Lopez", ("al_dev",), True, "Chair"),
    Person("Robert Stone", (), True),
    Person("Tiffany Wu", (), True),
    Person("Sam Teller", (), True),
    Person("Sam Okafor", (), True),
    Person("Jean-Luc Moreau", (), None, "Scribe"),
    Person("Cllr R. Moore", (), None),
)
ROSTER = Roster(PEOPLE, frozenset({"polish", "product"}))


@pytest.mark.parametrize(
    "words",
    ["", "Access", "GitHub", "Polish product pitch", "Onboarding", "Monday", "March", "TODO", "Next steps", "Slides",
     "the draft", "Docker", "Website redesign", "e-mail", "404", "https://example.org", "Continuation"],
)  # fmt: skip
def test_words_that_are_no_person(words: str) -> None:
    assert not ROSTER.is_person(words)
    assert not ROSTER.owners_only(words)


@pytest.mark.parametrize("words", ["Ana", "Robert Stone", "@al_dev", "@nobody-we-know", "Priya Raman", "Dr Rao", "TW"])
def test_words_that_are_a_person(words: str) -> None:
    assert ROSTER.is_person(words)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Ana Lopez", "Ana Lopez", id="whole"),
        pytest.param("Ana", "Ana Lopez", id="first name"),
        pytest.param("ana", "Ana Lopez", id="lower case"),
        pytest.param("Lopez", "Ana Lopez", id="last name"),
        pytest.param("Ms. Lopez", "Ana Lopez", id="title"),
        pytest.param("AL", "Ana Lopez", id="initials"),
        pytest.param("RM", "Cllr R. Moore", id="initials of a name with a title"),
        pytest.param("Ana L.", "Ana Lopez", id="first name and initial"),
        pytest.param("@al_dev", "Ana Lopez", id="handle"),
        pytest.param("Bob", "Robert Stone", id="nickname"),
        pytest.param("Tiff", "Tiffany Wu", id="short form"),
        pytest.param("Sam T", "Sam Teller", id="told apart by an initial"),
        pytest.param("JLM", "Jean-Luc Moreau", id="initials of a double name"),
        pytest.param("the chair", "Ana Lopez", id="role"),
        pytest.param("Scribe", "Jean-Luc Moreau", id="role without an article"),
        pytest.param("Priya", "Priya", id="somebody who is not on the roster"),
        pytest.param("the events team", "events team", id="a body"),
    ],
)
def test_words_mean_one_person(words: str, name: str) -> None:
    assert ROSTER.resolve(words) == (name,)
    assert ROSTER.doubt(words) is None


@pytest.mark.parametrize(
    ("words", "names"),
    [
        pytest.param("Ana and Tiff", ("Ana Lopez", "Tiffany Wu"), id="and"),
        pytest.param("Ana/Tiff", ("Ana Lopez", "Tiffany Wu"), id="slash"),
        pytest.param("Ana, Bob & Tiff", ("Ana Lopez", "Robert Stone", "Tiffany Wu"), id="comma and ampersand"),
        pytest.param("Ana + Ana Lopez", ("Ana Lopez",), id="same person twice"),
        pytest.param("@al_dev @zed", ("Ana Lopez", "zed"), id="handles"),
        pytest.param("Bob (2 days)", ("Robert Stone",), id="remark in brackets"),
        pytest.param("Ana and everyone", ("Ana Lopez", "all"), id="everyone"),
        pytest.param("Both of you, Ana and Bob", ("Ana Lopez", "Robert Stone"), id="both"),
    ],
)
def test_several_owners(words: str, names: tuple[str, ...]) -> None:
    assert ROSTER.resolve(words) == names


@pytest.mark.parametrize(
    ("words", "name"),
    [
        pytest.param("Mr K.", "Mr Kowalski", id="title and initial"),
        pytest.param("Sr O", "Sr Okonkwo", id="title of a ward"),
        pytest.param("Sr", "Sr Okonkwo", id="title alone"),
        pytest.param("Dr Z.", "Dr Z.", id="nobody of that letter"),
        pytest.param("Mr T.", "Mr T.", id="two of that letter"),
        pytest.param("Ms S.", "Ella Stein", id="a list without titles"),
    ],
)
def test_title_and_initial_mean_the_only_person_of_that_title(words: str, name: str) -> None:
    names = ("Mr Kowalski", "Sr Okonkwo", "Mr Tan", "Mr Thorn", "Dr Rao", "Ella Stein")
    roster = Roster(tuple(map(Person, names)))
    people = roster.known(words)
    assert [person.name for person in people] == ([name] if name in names else [])


@pytest.mark.parametrize("words", ["me", "Me", "myself", "me and Ana"])
def test_the_writer_may_be_an_owner(words: str) -> None:
    assert ROSTER.owners_only(words)


def test_a_nick_keeps_its_underscore() -> None:
    roster = Roster((Person("sgp_"), Person("ana")))
    assert roster.resolve("sgp_") == ("sgp_",)
    assert roster.resolve("_ana_") == ("ana",)  # emphasis


@pytest.mark.parametrize("words", ["all", "everyone", "Everybody", "the whole team", "we all", "Team"])
def test_words_mean_everybody(words: str) -> None:
    assert ROSTER.resolve(words) == ("all",)


@pytest.mark.parametrize("words", ["??", "?", "nobody", "TBD", "n/a", "-", "unassigned", "someone", "Who?", ""])
def test_words_mean_nobody(words: str) -> None:
    assert ROSTER.resolve(words) == ()
    assert ROSTER.doubt(words) is None


@pytest.mark.parametrize(("words", "both"), [("Sam", "Sam Teller or Sam Okafor"), ("Ana and Sam", "Sam Teller or")])
def test_a_name_that_two_people_share_stays_as_written_with_a_doubt(words: str, both: str) -> None:
    assert ROSTER.resolve(words)[-1] == "Sam"
    doubt = ROSTER.doubt(words)
    assert doubt is not None
    assert both in doubt


@pytest.mark.parametrize(
    ("words", "speaker", "names"),
    [
        pytest.param("I", None, (), id="no speaker"),
        pytest.param("I", "Tiff", ("Tiffany Wu",), id="I"),
        pytest.param("Ana and I", "Bob", ("Ana Lopez", "Robert Stone"), id="somebody and I"),
        pytest.param("me", "@al_dev", ("Ana Lopez",), id="me"),
    ],
)
def test_i_means_the_speaker(words: str, speaker: str | None, names: tuple[str, ...]) -> None:
    assert ROSTER.resolve(words, speaker) == names


def test_i_means_the_writer_of_the_notes_where_nobody_speaks() -> None:
    roster = Roster((Person("Ana Lopez", role="Notes"), Person("Bob Stone")))
    assert roster.resolve("I") == ("Ana Lopez",)
    assert roster.resolve("I", "Bob") == ("Bob Stone",)


@pytest.mark.parametrize("word", ["so", "to", "al", "it"])
def test_initials_must_be_in_capitals(word: str) -> None:
    roster = Roster((Person("Steve Olson"), Person("Tom Ode"), Person("Ada Lane"), Person("Ira Tate")))
    assert roster.known(word) == ()
    assert len(roster.known(word.upper())) == 1


def test_words_that_the_notes_write_in_lower_case_are_no_names() -> None:
    def line(text: str) -> Block:
        return Block(Kind.PARAGRAPH, text, 1, 1)

    roster = learn((line("We glimmer here."), line("they glimmer again"), line("Then glimmer: done.")), ())
    assert not roster.is_person("Glimmer")
    assert learn((line("Zorana will call the bank."),), ()).called == {"zorana": "Zorana"}


def roster_of_list(*lines: str, title: str = "Action items") -> Roster:
    """Return the roster of notes that are one list."""
    return learn([Block(Kind.BULLET, text, at, at, section=(title,)) for at, text in enumerate(lines, 1)], ())


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Slides: draft them", "Website: mend it", "Docs: read them"), id="topics before a colon"),
        pytest.param(("Zorana: draft them", "Mend the website", "Read the docs"), id="name in one line only"),
        pytest.param(("Onboarding - draft it", "Marketing - mend it"), id="topics before a dash"),
        pytest.param(("Draft it (TBD)", "Mend it (TBA)"), id="nobody yet"),
    ],
)
def test_list_without_names(lines: tuple[str, ...]) -> None:
    assert not {"slides", "website", "zorana", "onboarding", "tbd"} & set(roster_of_list(*lines).called)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Zorana: draft it", "Bo: mend it", "Lin: read it"), id="before a colon"),
        pytest.param(("zorana to draft it", "bo to mend it", "lin to read it"), id="before to, in lower case"),
        pytest.param(("Draft it, Zorana", "Mend it, Bo", "Read it, Lin"), id="at the end"),
        pytest.param(("ZORANA - draft it", "BO - mend it", "LIN - read it"), id="before a dash, in capitals"),
        pytest.param(("Draft it (zorana)", "Mend it (bo)", "Read it (lin)"), id="in brackets, in lower case"),
    ],
)
def test_names_at_the_same_place_of_each_line_of_a_list(lines: tuple[str, ...]) -> None:
    assert {name.casefold() for name in roster_of_list(*lines).called} == {"zorana", "bo", "lin"}
    assert not roster_of_list(*lines, title="Agenda").called.keys() & {"bo"}


def test_people_of_the_roster_may_be_written_in_lower_case() -> None:
    lines = [Block(Kind.BULLET, "zorana to call the bank", 1, 1), Block(Kind.BULLET, "mark the date", 2, 2)]
    roster = learn(lines, (Person("Zorana Wu"), Person("Mark Lee")))
    assert roster.is_person("zorana")
    assert not roster.is_person("mark")


@pytest.mark.parametrize(
    ("words", "name"),
    [("R", "R"), ("Rich", "Rich"), ("Z", "Zorana"), ("Zor", "Zorana"), ("zor", "zor"), ("Zorana Wu", "Zorana Wu")],
)
def test_short_form_of_a_name_that_the_text_uses(words: str, name: str) -> None:
    called = {"zorana": "Zorana", "richel": "Richel", "richard": "Richard"}
    assert Roster((), called=called).resolve(words) == (name,)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the chairs", "chairs"),
        ("Designer", "Designer"),
        ("PM", "Kim Lee"),
        ("Backend Dev", "Ana Lopez"),
        ("the Company Secretary", "Tom Ode"),
    ],
)
def test_role_means_the_person_who_holds_it(words: str, name: str) -> None:
    people = (
        Person("Kim Lee", role="Project Manager"),
        Person("Ana Lopez", role="Backend Developer"),
        Person("Tom Ode", role="secretary"),
    )
    assert Roster(people).resolve(words) == (name,)


def test_names_alone_below_the_entries_of_a_list_are_learned() -> None:
    blocks = []
    for entry, name in (("Data dictionary", "Zorana"), ("Style guide", "Ramin"), ("Sign-off", "Lindiwe")):
        blocks.append(Block(Kind.BULLET, entry, 1, 1))
        blocks.append(Block(Kind.BULLET, name, 1, 1, parent=len(blocks) - 1))
    assert {"zorana", "ramin", "lindiwe"} <= learn(blocks, ()).called.keys()


def test_i_means_the_person_who_signed_the_notes() -> None:
    lines = [Block(Kind.PARAGRAPH, "I will call the bank.", 1, 1), Block(Kind.PARAGRAPH, "-- Ana", 2, 2)]
    assert learn(lines, (Person("Ana Lopez"), Person("Bob Stone"))).resolve("I") == ("Ana Lopez",)


def test_rosters_with_the_same_words_do_not_share_answers() -> None:
    assert Roster((Person("Ana Lopez"),)).known("Ana") != Roster((Person("Ana Ruiz"),)).known("Ana")


NAMED = tuple(
    Person(name, role=role)
    for name, role in (
        ("Dirk van der Berg", None),
        ("María de la Cruz", None),
        ("Mary Ann Cotton", None),
        ("Nguyễn Văn An", None),
        ("王小明", None),
        ("Cllr Mrs D Clement", None),
        ("J Smith", "Chair"),
        ("Public Works Director Olsen", None),
        ("Chukwuemeka Eze", None),
    )
)


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        pytest.param("van", "van", id="a particle"),
        pytest.param("明", "明", id="one sign of a name"),
        pytest.param("van der Berg", "Dirk van der Berg", id="surname with particles"),
        pytest.param("de la Cruz", "María de la Cruz", id="surname with particles, without accents"),
        pytest.param("Mary Ann", "Mary Ann Cotton", id="two given names"),
        pytest.param("An", "Nguyễn Văn An", id="given name last"),
        pytest.param("小明", "王小明", id="given name in a script without capitals"),
        pytest.param("Cllr Mrs Clement", "Cllr Mrs D Clement", id="two titles"),
        pytest.param("the Chairman", "J Smith", id="chairman for chair"),
        pytest.param("Director Olsen", "Public Works Director Olsen", id="the office in short"),
        pytest.param("Emeka", "Chukwuemeka Eze", id="the end of a long first name"),
    ],
)
def test_part_of_a_name_means_its_person(said: str, owner: str) -> None:
    assert Roster(NAMED).resolve(said) == (owner,)
