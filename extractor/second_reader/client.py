"""Ask a server at the loopback address (llama.cpp, Ollama, LM Studio, vLLM), which runs a language model.

All of them know the path /v1/chat/completions of the OpenAI API. Only loopback addresses are connected to: no name is
looked up, no proxy is asked, no redirect is followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from extractor.common.escaping import printable
from extractor.model import RecapError
from extractor.second_reader.questions import Question

SECONDS = 180.0  # for one answer: some 800 tokens at 5 tokens a second
TRIES = 3
PAUSES = (0.5, 2.0)  # seconds before the second and the third try
MAX_BYTES = 2_000_000  # of an answer
LEFT_ALONE = 60.0  # seconds after a failure in which a server is not asked again
MAX_KEPT = 200  # answers; notes are read again to show them for review, and meeting by meeting
_BUSY = frozenset({429, 502, 503, 504})  # a server that loads its model answers 503
_NO_SCHEMA = frozenset({400, 404, 415, 422, 500, 501})  # of a server that does not know a form of the answer
_LOCAL = ("127.0.0.1", "::1")
_EXAMPLE = "http://127.0.0.1:8080"


class NoAnswer(Exception):
    """The server gave no answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Address:
    """The place of a server on this machine."""

    hosts: tuple[str, ...]  # numbers, to be tried in order
    port: int
    path: str

    def __str__(self) -> str:
        host = self.hosts[0] if len(self.hosts) == 1 else "localhost"
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"


def address(url: str) -> Address:
    """Return the address of a server. Raises RecapError unless it is "http://" and a loopback address."""
    shown = printable(url)[:80]
    try:
        parts = urlsplit(url if "//" in url else f"http://{url}")
        port = parts.port or 80
        host = parts.hostname or ""
    except ValueError as error:
        raise RecapError(f"--reader {shown} is not an address; write it as {_EXAMPLE}") from error
    if parts.scheme != "http" or parts.username or parts.password or parts.query or parts.fragment:
        raise RecapError(f"--reader {shown} is not the plain address of a server; write it as {_EXAMPLE}")
    path = parts.path.rstrip("/")
    if not path.isascii() or not path.isprintable() or " " in path:
        raise RecapError(f"--reader {shown} is not the plain address of a server; write it as {_EXAMPLE}")
    if not path.endswith("/chat/completions"):
        path += "/chat/completions" if path.endswith("/v1") else "/v1/chat/completions"
    return Address(_loopback(host, shown), port, path)


def _loopback(host: str, shown: str) -> tuple[str, ...]:
    if host == "localhost":
        return _LOCAL  # not looked up: a file of hosts may give it another address
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        number = None
    if number is None or not (number in ipaddress.ip_network("127.0.0.0/8") or number == ipaddress.ip_address("::1")):
        raise RecapError(f"--reader {shown} is not on this machine; recap asks only localhost, 127.0.0.1 or [::1]")
    return (str(number),)


@lru_cache(maxsize=8)
def client_for(url: str, model: str) -> Client:
    """Return the client of a server, the same one for all notes of a run. Raises RecapError as `address`."""
    return Client(url, model)


class Client:
    """A server and the model that is asked.

    It remembers its answers, whether the server takes a form of the answer, and why it failed: then it is left alone
    for a while, so that a folder of notes does not wait for each of them.
    """

    def __init__(self, url: str, model: str, seconds: float = SECONDS) -> None:
        self.address = address(url)
        self._model = model
        self._seconds = seconds
        self._takes_schema = True
        self._failed = ""
        self._failed_at = 0.0
        self._answers: dict[str, str] = {}

    def ask(self, question: Question) -> str:
        """Return the words that the model answers. Raises NoAnswer."""
        if self._failed and time.monotonic() - self._failed_at < LEFT_ALONE:
            raise NoAnswer(self._failed)
        key = question.key
        if key not in self._answers:
            try:
                answer = self._ask(question)
            except NoAnswer as error:
                self._failed, self._failed_at = str(error), time.monotonic()
                raise
            if len(self._answers) >= MAX_KEPT:
                self._answers.clear()
            self._answers[key] = answer
        return self._answers[key]

    def _ask(self, question: Question) -> str:
        for number in range(TRIES):
            try:
                status, data = self._post(question)
            except TimeoutError as error:
                raise NoAnswer(f"it did not answer within {self._seconds:g} seconds") from error
            except (ConnectionRefusedError, PermissionError) as error:
                raise NoAnswer("nothing answers at this address; is the server running?") from error
            except (OSError, http.client.HTTPException) as error:
                trouble = f"the connection failed ({_reason(error)})"
            else:
                if status == 200:
                    return _words(data)
                if status in _NO_SCHEMA and self._takes_schema:
                    self._takes_schema = False
                    return self._ask(question)
                trouble = _refusal(status, data)
                if status not in _BUSY:
                    raise NoAnswer(trouble)
            if number < TRIES - 1:
                time.sleep(PAUSES[number])
        raise NoAnswer(trouble)

    def _post(self, question: Question) -> tuple[int, bytes]:
        """Send the question; return the status and the body of the response.

        A timer ends the connection, whatever the server does: one that sends a byte now and then never lets a read
        time out.
        """
        body = json.dumps(question.body(self._model, with_schema=self._takes_schema)).encode()
        connection = _Connection(self.address, self._seconds)
        timer = threading.Timer(self._seconds, connection.abort)
        timer.daemon = True
        timer.start()
        try:
            connection.request("POST", self.address.path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.read(MAX_BYTES + 1)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if connection.aborted:
                raise TimeoutError from error
            if isinstance(error, ValueError):  # a response that http.client cannot read, or a socket closed meanwhile
                raise http.client.HTTPException("the response is broken") from error
            raise
        finally:
            timer.cancel()
            connection.close()
            if connection.aborted:
                raise TimeoutError


class _Connection(http.client.HTTPConnection):
    """A connection to a loopback address and no other."""

    def __init__(self, address: Address, seconds: float) -> None:
        super().__init__(address.hosts[0], address.port, timeout=seconds)
        self._hosts = address.hosts
        self.aborted = False

    def connect(self) -> None:
        """Connect to the first of the addresses that answers."""
        for host in self._hosts:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            try:
                self.sock = socket.socket(family, socket.SOCK_STREAM)
                self.sock.settimeout(self.timeout)
                self.sock.connect((host, self.port))
                return
            except OSError:
                self.close()
                if host == self._hosts[-1]:
                    raise

    def abort(self) -> None:
        """End the connection, so that what waits for it goes on with an error."""
        self.aborted = True
        if (sock := self.sock) is not None:
            try:
                sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                sock.close()


def _words(data: bytes) -> str:
    """Return the words of the model in the body of a response. Raises NoAnswer if it holds none."""
    if len(data) > MAX_BYTES:
        raise NoAnswer(f"its answer is larger than {MAX_BYTES // 1_000_000} MB")
    try:
        content = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise NoAnswer("its answer is not that of a chat; is this the address of a language model?") from error
    if not isinstance(content, str):
        raise NoAnswer("its answer has no text")
    return content


def _refusal(status: int, data: bytes) -> str:
    """Return why a server refused: the status, and its own message where it has one."""
    if 300 <= status < 400:
        return f"it sends elsewhere (status {status}), which is not followed"
    try:
        error = json.loads(data[:10_000])["error"]
        message = error["message"] if isinstance(error, dict) else error
    except (ValueError, LookupError, TypeError, RecursionError):
        message = ""
    words = printable(message)[:120] if isinstance(message, str) else ""
    return f"it answers with status {status}" + (f": {words}" if words else "")


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "the response is broken" if isinstance(error, http.client.HTTPException) else type(error).__name__
