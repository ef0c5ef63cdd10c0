"""A server at the loopback address that answers as a test wants it: right, wrong, broken, slow, hostile."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


@dataclass
class Server:
    """A running server: its address, and what it was asked."""

    url: str
    asked: list[Body] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


def chat(content: object) -> bytes:
    """Return the body of a response in which a model says `content`, a text or what becomes JSON."""
    text = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


def item(line: int, quote: str, task: str = "", **fields: object) -> Body:
    """Return an entry of an answer."""
    return {
        "lines": [line],
        "quote": quote,
        "task": task or quote,
        "owners": [],
        "due": "",
        "due_from": "",
        "done": False,
    } | fields


@contextmanager
def serving(respond: Callable[[Body], tuple[int, bytes] | bytes]) -> Iterator[Server]:
    """Run a server whose responses a function makes of the requests: (status, body), or the body for status 200."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(body)
            server.paths.append(self.path)
            response = respond(body)
            status, data = response if isinstance(response, tuple) else (200, response)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "http://192.0.2.1/elsewhere")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server = Server(f"http://127.0.0.1:{http.server_address[1]}")
        thread = threading.Thread(target=http.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


@contextmanager
def raw_serving(handle: Callable[[Any], None]) -> Iterator[str]:
    """Run a server that a function makes speak, byte by byte: it is given the connected socket. Yield its address."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            with suppress(OSError):
                handle(self.request)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as tcp:
        tcp.daemon_threads = True
        tcp.block_on_close = False
        thread = threading.Thread(target=tcp.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{tcp.server_address[1]}"
        finally:
            tcp.shutdown()
            thread.join()
