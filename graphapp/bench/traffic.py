"""Ordinary clients, who ask what people and programs ask, and note how long it takes and whether the answer is right."""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
import multiprocessing
import multiprocessing.connection
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode

from graphapp.bench.questions import Measured
from graphapp.bench.served import HOST

ADDRESS: Final = "127.0.0.2"
"""Where ordinary clients come from; abusers have other addresses, and so other shares of the server."""
PAGE: Final = "/de/"
_PATIENCE: Final = 60.0
"""Seconds without an answer after which a request has failed."""


@dataclass(frozen=True)
class Asked:
    """A request, and the digest of its right answer."""

    target: str
    accept: str
    digest: str = ""
    rows: str = ""
    """The same of the rows of an answer in JSON, whatever their order; empty for other answers."""

    def is_answered_by(self, body: bytes) -> bool:
        """Whether ``body`` is the right answer: rows that no ORDER BY sorts may come in any order."""
        return _digest(body) == self.digest or (bool(self.rows) and _rows_digest(body) == self.rows)

    def sent(self) -> bytes:
        """The bytes of the request."""
        return f"GET {self.target} HTTP/1.1\r\nHost: {HOST}\r\nAccept: {self.accept}\r\n\r\n".encode()


@dataclass
class Tally:
    """What ordinary clients saw."""

    seconds: list[float] = field(default_factory=list)
    """How long each right answer took."""
    refused: int = 0
    """Requests that were told to come again, that a limit ended (503, 504, 413), or that got no answer in a minute."""
    wrong: int = 0
    """Answers that were not the right one, or no answer: never to happen."""

    def percentile(self, share: float) -> float:
        """Return the time within which ``share`` of the right answers came; ``nan`` without any."""
        ordered = sorted(self.seconds)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


@dataclass(frozen=True)
class Seen:
    """What was seen in ``seconds``, of questions and of a page."""

    seconds: float
    questions: Tally
    page: Tally


def requests_for(questions: Sequence[Measured]) -> tuple[Asked, ...]:
    """Return the questions as requests to the endpoint."""
    return tuple(
        Asked(f"/sparql?{urlencode({'query': question.text})}", "application/sparql-results+json")
        for question in questions
    )


def page() -> Asked:
    """Return the request for the start page."""
    return Asked(PAGE, "text/html")


def answered(port: int, asked: Sequence[Asked]) -> tuple[Asked, ...]:
    """Ask each once, and return it with the digest of its answer. Raises ``RuntimeError`` for one without."""

    async def ask() -> tuple[Asked, ...]:
        reader, writer = await _connect(port)
        done = []
        for one in asked:
            writer.write(one.sent())
            status, body = await asyncio.wait_for(_answer(reader), _PATIENCE)
            if status != 200:
                raise RuntimeError(f"{one.target[:100]} is answered with {status}")
            done.append(Asked(one.target, one.accept, _digest(body), _rows_digest(body)))
        writer.close()
        return tuple(done)

    return asyncio.run(ask())


def observe(port: int, questions: Sequence[Asked], site: Asked, seconds: float, connections: int) -> Seen:
    """Ask the questions in turn over so many ``connections``, and the page over one more, in a process of its own.

    Each connection asks again as soon as it has its answer. Raises ``RuntimeError`` if that process fails.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(
        target=_observe, args=(sender, port, tuple(questions), site, seconds, connections), daemon=True
    )
    process.start()
    sender.close()
    try:
        seen = receiver.recv()
    except EOFError:
        raise RuntimeError("the ordinary clients failed; their message stands above") from None
    finally:
        process.join(5)
        process.kill()
    assert isinstance(seen, Seen)
    return seen


def _observe(  # noqa: PLR0917
    sender: multiprocessing.connection.Connection,
    port: int,
    questions: tuple[Asked, ...],
    site: Asked,
    seconds: float,
    connections: int,
) -> None:
    async def all_at_once() -> Seen:
        began = time.monotonic()
        until = began + seconds
        asked, pages = Tally(), Tally()
        clients = [
            _client(port, questions[number:] + questions[:number], until, asked)
            for number in range(connections)
        ]
        await asyncio.gather(*clients, _client(port, (site,), until, pages))
        return Seen(time.monotonic() - began, asked, pages)

    sender.send(asyncio.run(all_at_once()))


async def _client(port: int, asked: Sequence[Asked], until: float, tally: Tally) -> None:
    number = 0
    reader = writer = None
    fresh = True
    while time.monotonic() < until:
        one = asked[number % len(asked)]
        number += 1
        began = time.perf_counter()
        try:
            fresh = reader is None or writer is None
            if reader is None or writer is None:
                reader, writer = await _connect(port)
            writer.write(one.sent())
            status, body = await asyncio.wait_for(_answer(reader), _PATIENCE)
            taken = time.perf_counter() - began
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError) as error:
            # A connection that was kept open may be closed just when it is used again (RFC 9112, section 9.3.1).
            if isinstance(error, TimeoutError):
                tally.refused += 1
            elif fresh:
                tally.wrong += 1
            if writer is not None:
                writer.close()
            reader = writer = None
            await asyncio.sleep(0.1)
            continue
        if status == 200 and one.is_answered_by(body):
            tally.seconds.append(taken)
        elif status in (503, 504, 413):
            tally.refused += 1
            await asyncio.sleep(0.1)
        else:
            tally.wrong += 1
    if writer is not None:
        writer.close()


async def _connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(HOST, port, local_addr=(ADDRESS, 0), limit=1 << 20)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    """Read one answer; return its status and its body. Raises ``EOFError``, ``ValueError``."""
    lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    headers = {name: value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    pieces = []
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readuntil(b"\r\n"), 16):
            pieces.append((await reader.readexactly(size + 2))[:-2])
        await reader.readexactly(2)
    else:
        pieces.append(await reader.readexactly(int(headers.get("content-length", "0"))))
    return int(lines[0].split()[1]), b"".join(pieces)


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def _rows_digest(body: bytes) -> str:
    """Return a digest of the rows, and within a cell of the members of a list, in an order of their own."""
    try:
        rows = json.loads(body)["results"]["bindings"]
    except (ValueError, KeyError, TypeError):
        return ""
    cells = (sorted((name, sorted(term["value"])) for name, term in row.items()) for row in rows)
    return _digest(json.dumps(sorted(map(json.dumps, cells))).encode())
