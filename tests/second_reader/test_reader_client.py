"""The client: what it refuses to connect to, and servers that are away, slow, broken or hostile."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from servers import chat, raw_serving, serving

from extractor.model import RecapError
from extractor.second_reader import client
from extractor.second_reader.client import Client, NoAnswer, address
from extractor.second_reader.questions import ITEMS, Question

QUESTION = Question("Find the work.", "1| Ana sends it.", ITEMS, 1, 1)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "PAUSES", (0.0, 0.0))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org:8080",
        "http://10.0.0.1:8080",
        "http://0.0.0.0:8080",
        "http://192.168.0.7",
        "http://[2001:db8::1]:8080",
        "http://[::ffff:10.0.0.1]:8080",
        "http://127.0.0.1.example.org:8080",
        "http://localhost.example.org:8080",
        "http://127.1:8080",
        "http://2130706433:8080",
        "https://127.0.0.1:8080",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "http://user:secret@127.0.0.1:8080",
        "http://127.0.0.1:8080/?to=http://example.org",
        "http://127.0.0.1:8080/#x",
        "http://127.0.0.1:99999",
        "http://127.0.0.1:8080/\r\nHost: example.org",
        "http://",
        "",
        "8080",
    ],
)
def test_other_addresses_are_refused_in_one_line(url: str) -> None:
    with pytest.raises(RecapError) as refused:
        address(url)
    assert "\n" not in str(refused.value)
    assert "--reader" in str(refused.value)


@pytest.mark.parametrize(
    ("url", "shown", "path"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "/v1/chat/completions"),
        ("127.0.0.1:8080", "http://127.0.0.1:8080", "/v1/chat/completions"),
        ("http://127.8.0.9:1/", "http://127.8.0.9:1", "/v1/chat/completions"),
        ("http://localhost:11434/v1", "http://localhost:11434", "/v1/chat/completions"),
        ("http://[::1]:1234/v1/", "http://[::1]:1234", "/v1/chat/completions"),
        ("http://localhost/api/v1/chat/completions", "http://localhost:80", "/api/v1/chat/completions"),
    ],
)
def test_addresses_on_this_machine(url: str, shown: str, path: str) -> None:
    found = address(url)
    assert str(found) == shown
    assert found.path == path


def test_a_question_is_asked_once_with_fixed_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://192.0.2.1:1")
    with serving(lambda _: chat({"items": []})) as server:
        asking = Client(server.url, "small")
        assert asking.ask(QUESTION) == asking.ask(QUESTION) == '{"items": []}'
    assert server.paths == ["/v1/chat/completions"]
    (asked,) = server.asked
    assert asked["model"] == "small"
    assert (asked["temperature"], asked["seed"], asked["stream"]) == (0, 1, False)
    assert asked["messages"][1]["content"] == QUESTION.user
    assert asked["response_format"]["json_schema"]["schema"] == ITEMS


def test_a_server_without_forms_of_answers_is_asked_without() -> None:
    def respond(body: dict[str, Any]) -> tuple[int, bytes]:
        return (400, b'{"error": "unknown field"}') if "response_format" in body else (200, chat("[]"))

    with serving(respond) as server:
        asking = Client(server.url, "small")
        assert asking.ask(QUESTION) == "[]"
        asking.ask(Question("Find the work.", "2| Bob, too.", ITEMS, 2, 2))
    assert ["response_format" in body for body in server.asked] == [True, False, False]


def test_a_busy_server_is_asked_again() -> None:
    statuses = [503, 429, 200]
    with serving(lambda _: (statuses.pop(0), chat("[]"))) as server:
        assert Client(server.url, "small").ask(QUESTION) == "[]"
    assert statuses == []


@pytest.mark.parametrize(
    ("respond", "words"),
    [
        pytest.param(lambda _: (307, b""), "sends elsewhere (status 307)", id="redirect"),
        pytest.param(lambda _: (503, b'{"error": {"message": "Loading model"}}'), "503: Loading model", id="busy"),
        pytest.param(lambda _: (404, b'{"error": "model \\u001b[31m not found"}'), "404: model", id="no model"),
        pytest.param(lambda _: (401, b"\xff\xfe"), "status 401", id="no rights"),
        pytest.param(lambda _: b"<html>hello</html>", "is not that of a chat", id="page"),
        pytest.param(lambda _: b"[" * 100_000, "is not that of a chat", id="deep"),
        pytest.param(lambda _: b'{"choices": []}', "is not that of a chat", id="no choice"),
        pytest.param(lambda _: b'{"choices": [{"message": {"content": 7}}]}', "has no text", id="number"),
        pytest.param(lambda _: b" " * (client.MAX_BYTES + 1), "larger than 2 MB", id="large"),
    ],
)
def test_what_is_no_answer_is_one_line(respond: Callable[[dict[str, Any]], Any], words: str) -> None:
    with serving(respond) as server, pytest.raises(NoAnswer, match=words.replace("(", r"\(").replace(")", r"\)")) as no:
        Client(server.url, "small").ask(QUESTION)
    assert str(no.value).isprintable()


def test_nothing_answers() -> None:
    with serving(lambda _: b"") as server:
        pass
    with pytest.raises(NoAnswer, match="is the server running"):
        Client(server.url, "small").ask(QUESTION)


def test_a_server_that_failed_is_left_alone_for_a_while() -> None:
    with serving(lambda _: (500, b"")) as server:
        asking = Client(server.url, "small")
        for _ in range(3):
            with pytest.raises(NoAnswer):
                asking.ask(QUESTION)
    assert len(server.asked) == 2  # with and without a form of the answer


def _says_nothing(_: Any) -> None:
    time.sleep(2)


def _drips(socket: Any) -> None:
    for letter in b"HTTP/1.1 200 OK\r\n" * 20:
        socket.sendall(bytes([letter]))
        time.sleep(0.02)


def _drips_its_body(socket: Any) -> None:
    socket.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(100):
        socket.sendall(b" ")
        time.sleep(0.02)


@pytest.mark.parametrize("handle", [_says_nothing, _drips, _drips_its_body])
def test_a_slow_server_is_given_up_in_time(handle: Callable[[Any], None]) -> None:
    with raw_serving(handle) as url:
        before = time.monotonic()
        with pytest.raises(NoAnswer, match="did not answer within 0"):
            Client(url, "small", seconds=0.2).ask(QUESTION)
        assert time.monotonic() - before < 1


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"hello\r\n\r\n", id="no http"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{}", id="cut"),
        pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", id="broken chunks"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300 + b"\r\n", id="many headers"),
        pytest.param(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", id="long header"),
    ],
)
def test_a_broken_response_is_one_line(data: bytes) -> None:
    with raw_serving(lambda socket: socket.sendall(data)) as url, pytest.raises(NoAnswer) as no:
        Client(url, "small", seconds=2).ask(QUESTION)
    assert str(no.value).isprintable()


def test_the_key_of_a_question_does_not_depend_on_the_model() -> None:
    assert QUESTION.key == Question("Find the work.", "1| Ana sends it.", ITEMS, 1, 1).key
    assert QUESTION.key != Question("Find the work.", "1| Ana sends it!", ITEMS, 1, 1).key
    assert json.dumps(QUESTION.body("a")) != json.dumps(QUESTION.body("b"))
