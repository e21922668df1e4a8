"""How the front, the pool and a worker talk: messages over Unix sockets that keep message boundaries.

A socket of type SEQPACKET delivers a message whole or not at all, so that a worker which is killed in the middle of an
answer leaves no half message behind, and whoever killed it can still say why on the same connection.

A connection carries one query after the other. What is said of one may still come when the front has its answer: the
worker is killed, or its query is begun again elsewhere, just after the answer left. So each message begins with the tag
that the front chose for the query, and what bears the tag of another query is not for this one.

Front to pool: `REQUEST` with a JSON header and, where it fits, the body. Worker to front: `WHOLE`, an answer that fits
into one message; or any number of `DATA`, then `END` or `FAILED` with a JSON object. `MORE` asks for a body that did not
fit. The pool itself sends `FAILED`, and `REPLY` to what it answers alone. Between worker and pool tags are empty.
"""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass
from typing import Any, Final

PIECE: Final = 60_000
"""Bytes of payload in one message; well below what a Unix socket takes at once (net.core.wmem_default)."""
LARGEST: Final = 1 << 17
"""Bytes to make room for when a message is received."""

_TAG: Final = 8
NO_TAG: Final = bytes(_TAG)
"""The tag where no query has to be told from another one."""

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
    """A message: what it is (one byte), what it holds, and of which query. ``kind`` is empty at the end of a connection."""

    kind: bytes
    content: bytes = b""
    tag: bytes = NO_TAG

    def json(self) -> dict[str, Any]:
        """Return the content as a JSON object. Raises ``ValueError``."""
        document = json.loads(self.content or b"{}")
        if not isinstance(document, dict):
            raise ValueError("not a JSON object")
        return document


def new_tag() -> bytes:
    """Return a tag that no other query has."""
    return os.urandom(_TAG)


def framed(kind: bytes, tag: bytes, content: bytes | bytearray = b"") -> bytes:
    """Return the bytes of a message."""
    return b"".join((kind, tag, content))


def encode(kind: bytes, tag: bytes, header: dict[str, Any], body: bytes = b"") -> bytes:
    """Return a message of a JSON header and a body."""
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join((kind, tag, head, b"\n", body))


def decode(received: bytes) -> Message:
    """Return the message that was received; one without a kind for no bytes."""
    return Message(received[:1], received[1 + _TAG :], received[1 : 1 + _TAG])


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
    return decode(received)


def send_body(connection: socket.socket, tag: bytes, body: bytes) -> None:
    """Send a body that did not fit beside its header. Raises ``OSError``."""
    for start in range(0, len(body), PIECE):
        connection.sendall(framed(DATA, tag, body[start : start + PIECE]))


def receive_body(connection: socket.socket, tag: bytes, length: int) -> bytes:
    """Ask for a body of ``length`` bytes and return it. Raises ``EOFError`` when the other side goes away."""
    connection.sendall(framed(MORE, tag))
    pieces: list[bytes] = []
    missing = length
    while missing > 0:
        message = receive(connection)
        if message.kind != DATA or message.tag != tag:
            raise EOFError("the rest of the question did not come")
        pieces.append(message.content)
        missing -= len(message.content)
    return b"".join(pieces)
