"""Templates of the user: what they cannot do, how their mistakes are reported, and what they change."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from places import ROOT
from plans import FULL

from extractor.cli.app import app
from extractor.model import Person, Recap, RecapError, Remark, RenderOptions
from extractor.output.mail.view import EmailView, Group, Yours
from extractor.output.open_questions import Ask
from extractor.output.plan_json import write_plan
from extractor.output.render import render
from extractor.output.templates import inline_styles, packaged_templates
from extractor.output.wording import Entry, Point

README = ROOT / "templates" / "README.md"


def with_template(folder: Path, text: str, name: str = "recap.txt.j2") -> RenderOptions:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return RenderOptions(templates=(str(folder),))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("one\ntwo\n{% if %}", 3, "Expected an expression", id="syntax"),
        pytest.param("{% for x in mail.groups %}", 1, "", id="no end"),
        pytest.param("one\n{{ mail.nonsense }}", 2, "nonsense", id="no such name"),
        pytest.param("\n\n{{ male }}", 3, "'male' is undefined", id="undefined"),
        pytest.param("{{ 1 / 0 }}", 1, "division by zero", id="arithmetic"),
        pytest.param("{{ mail.title + 1 }}", 1, "", id="kinds"),
        pytest.param("{{ ''.__class__.__mro__ }}", 1, "unsafe", id="sandbox"),
        pytest.param("{{ mail.title.__init__.__globals__ }}", 1, "unsafe", id="sandbox of values"),
        pytest.param("{% for x in range(10 ** 9) %}{% endfor %}", 1, "Range too big", id="endless"),
        pytest.param("x\n{% include '/etc/passwd' %}", 2, "there is no template", id="another file"),
        pytest.param("x\n{% include '../secret.txt' %}", 2, "there is no template", id="the folder above"),
        pytest.param("{% extends 'nobody.j2' %}", 1, "there is no template nobody.j2", id="no such base"),
    ],
)
def test_mistake_in_template_is_one_line_with_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    with pytest.raises(RecapError) as refusal:
        render(FULL, "text", with_template(tmp_path / "own", text))
    said = str(refusal.value)
    assert f"recap.txt.j2:{line}: " in said
    assert words in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("audience", ["team", "client"])
@pytest.mark.parametrize("note", ["", "Good to see you all & <thanks>."])
@pytest.mark.parametrize("sender", [None, Person("Ana Lopez")])
@pytest.mark.parametrize("reader", [None, "Bob Ray"])
@pytest.mark.parametrize(
    "recap",
    [
        Recap("-", None, None),
        Recap("weather.md", "Weather", date(2026, 3, 4), ("Ana Lopez", "Bob Ray"), next_meeting=date(2026, 3, 11)),
        Recap("x" * 200, "{{ 1 }}", None, ("Ana",), decisions=(Remark("It rains", 3, 3),)),
        FULL,
    ],
    ids=lambda recap: recap.title or "nothing",
)
def test_mail_without_jinja2_equals_its_template(
    tmp_path: Path, recap: Recap, audience: str, note: str, sender: Person | None, reader: str | None
) -> None:
    """A mail that lists nothing is made without Jinja2 and must equal the template; so must all others."""
    options = RenderOptions(audience=audience, note=note, sender=sender, reader=reader)
    own = with_template(tmp_path, '{% extends "original/recap.txt.j2" %}')
    assert render(recap, "text", options) == render(recap, "text", replace(options, templates=own.templates))


def test_template_cannot_change_the_recap(tmp_path: Path) -> None:
    with pytest.raises(RecapError):
        render(FULL, "text", with_template(tmp_path, "{{ mail.groups.append(1) }}"))


def test_template_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "recap.txt.j2").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(RecapError, match="is not UTF-8"):
        render(FULL, "text", RenderOptions(templates=(str(tmp_path),)))


def test_template_of_the_user_is_escaped_and_loads_nothing(tmp_path: Path) -> None:
    page = "<title>x</title><link rel='stylesheet' href='http://127.0.0.1:9/x.css'><p>{{ mail.note }}</p>"
    options = with_template(tmp_path, page, "recap.html.j2")
    document = render(FULL, "html", RenderOptions(templates=options.templates, note="<b>bold</b>"))
    assert "&lt;b&gt;bold&lt;/b&gt;" in document


def test_template_of_the_user_replaces_one_file(tmp_path: Path) -> None:
    options = with_template(tmp_path, "{{ mail.title }}: {{ mail.outcome }}")
    title = "Weekly sync: 8 actions, first due Fri 6 Mar, 1 overdue; 5 need an answer; 2 decisions"
    assert " ".join(render(FULL, "text", options).split("\n\n", 1)[1].split()) == title
    assert render(FULL, "html", options) == render(FULL, "html")


def test_template_of_the_user_replaces_one_block(tmp_path: Path) -> None:
    text = '{% extends "original/recap.txt.j2" %}{% block decisions %}NONE OF THAT{% endblock %}'
    document = render(FULL, "text", with_template(tmp_path, text))
    assert "NONE OF THAT" in document
    assert "DECISIONS" not in document
    assert "ACTIONS" in document


def test_css_rules_are_inlined_and_style_blocks_stay() -> None:
    document = inline_styles("<style>p { color: red } @media print { p { color: blue } }</style><p>x</p>")
    assert re.search(r'<p style="color:\s?red;?">x</p>', document)
    assert "@media print" in document


def test_every_value_of_templates_is_documented() -> None:
    words = README.read_text(encoding="utf-8")
    for kind in (EmailView, Group, Entry, Point, Ask, Yours):
        names = [*kind._fields, *(name for name, value in vars(kind).items() if isinstance(value, property))]
        for name in names:
            assert f"`{name}`" in words, f"{kind.__name__}.{name}"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments, prog_name="recap")


def test_templates_come_from_option_then_configuration_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    Path("plan.json").write_text(write_plan(FULL), encoding="utf-8")
    assert run("plan.json", "--templates", "nowhere").exit_code == 1
    own = tmp_path / "settings" / "recap" / "templates"
    own.mkdir(parents=True)
    (own / "recap.txt.j2").write_text("of the settings")
    assert "of the settings" in run("plan.json").stdout
    with_template(tmp_path / "mine", "mine")
    assert run("plan.json", "--templates", "mine").stdout.endswith("\n\nmine\n")
    (tmp_path / "mine" / "recap.txt.j2").write_text("\n{{ nobody }}")
    result = run("plan.json", "--templates", "mine")
    assert result.exit_code == 1
    assert re.fullmatch(r"recap: .*recap\.txt\.j2:2: 'nobody' is undefined; .*\n", result.stderr)


def test_templates_are_found_in_a_clone_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert packaged_templates() == ROOT / "templates"
    assert (packaged_templates() / "recap.html.j2").is_file()
