"""How the front, the pool and a worker talk: messages over Unix sockets that keep message boundaries.

A socket of type SEQPACKET delivers a message whole or not at all, so that a worker which is killed in the middle of an
answer leaves no half message behind, and whoever killed it can still say why on the same connection.

Front to pool: `REQUEST` with a JSON header and, where it fits, the body. Worker to front: `WHOLE`, an answer that fits
into one message; or any number of `DATA`, then `END` or `FAILED` with a JSON object. `MORE` asks for a body that did not
fit. The pool itself sends `FAILED`, and `REPLY` to what it answers alone.
"""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass
from typing import Any, Final

PIECE: Final = 60_000
"""Bytes of payload in one message; well below what a Unix socket takes at once (net.core.wmem_default)."""
LARGEST: Final = 1 << 17
"""Bytes to make room for when a message is received."""

REQUEST: Final = b"Q"
WHOLE: Final = b"W"
DATA: Final = b"D"
END: Final = b"E"
FAILED: Final = b"X"
MORE: Final = b"M"
REPLY: Final = b"R"
STREAMING: Final = b"S"
"""Worker to pool: the first bytes are about to leave, so the query cannot be begun again."""
DONE: Final = b"F"
"""Worker to pool: the query is over; whether the worker can take another one."""


@dataclass(frozen=True)
class Message:
    """A message: what it is (one byte) and what it holds. ``kind`` is empty at the end of a connection."""

    kind: bytes
    content: bytes = b""

    def json(self) -> dict[str, Any]:
        """Return the content as a JSON object. Raises ``ValueError``."""
        document = json.loads(self.content or b"{}")
        if not isinstance(document, dict):
            raise ValueError("not a JSON object")
        return document


def encode(kind: bytes, header: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a message of a JSON header and a body."""
    return kind + json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + body


def split(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return header and body of what `encode` made. Raises ``ValueError``."""
    head, _, body = content.partition(b"\n")
    document = json.loads(head)
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document, body


def receive(connection: socket.socket) -> Message:
    """Return the next message; one without a kind when the other side is gone. Raises ``TimeoutError``."""
    try:
        received = connection.recv(LARGEST)
    except (ConnectionError, BrokenPipeError):
        return Message(b"")
    return Message(received[:1], received[1:])


def send_body(connection: socket.socket, body: bytes) -> None:
    """Send a body that did not fit beside its header. Raises ``OSError``."""
    for start in range(0, len(body), PIECE):
        connection.sendall(DATA + body[start : start + PIECE])


def receive_body(connection: socket.socket, length: int) -> bytes:
    """Ask for a body of ``length`` bytes and return it. Raises ``EOFError`` when the other side goes away."""
    connection.sendall(MORE)
    pieces: list[bytes] = []
    missing = length
    while missing > 0:
        message = receive(connection)
        if message.kind != DATA:
            raise EOFError("the rest of the question did not come")
        pieces.append(message.content)
        missing -= len(message.content)
    return b"".join(pieces)
