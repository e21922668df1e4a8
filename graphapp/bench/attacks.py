"""What abusive clients do, each kind a coroutine that goes on until its time is over; always from other addresses."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import multiprocessing
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from graphapp.bench.flood import each_another
from graphapp.bench.hostile import hostile
from graphapp.bench.served import HOST

ADDRESS: Final = "127.0.0.3"
"""Where an abuser with one address comes from."""
_SEED: Final = 2012


@dataclass(frozen=True)
class Attack:
    """A kind of abuse."""

    name: str
    what: str
    run: Callable[[int, float], Awaitable[None]]
    """Takes the port and the (monotonic) time at which to end."""


async def _open(port: int, address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    return await asyncio.open_connection(HOST, port, local_addr=(address, 0))


async def _again(port: int, address: str, until: float, act: Callable[..., Awaitable[None]]) -> None:
    """Open a connection and do ``act(reader, writer)`` with it, again and again."""
    while time.monotonic() < until:
        writer = None
        with contextlib.suppress(OSError, EOFError, TimeoutError, ValueError):
            reader, writer = await _open(port, address)
            await asyncio.wait_for(act(reader, writer), max(0.1, until - time.monotonic()))
        if writer is not None:
            writer.close()
        await asyncio.sleep(0.05)


def _hostile_texts() -> Iterator[str]:
    """Yield hostile queries without end; each is new, so that nothing is known of it."""
    texts = [one.text for one in hostile()]
    for number in itertools.count(random.Random(_SEED).randrange(10**6)):  # noqa: S311
        yield f"{texts[number % len(texts)]}# {number}"


def _queries(addresses: int, connections: int) -> Callable[[int, float], Awaitable[None]]:
    async def run(port: int, until: float) -> None:
        texts = _hostile_texts()

        async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            target = f"/sparql?{urlencode({'query': next(texts)})}"
            writer.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
            while await reader.read(1 << 16):
                pass

        clients = [ADDRESS if addresses == 1 else f"127.0.3.{number + 1}" for number in range(addresses)]
        await asyncio.gather(
            *(_again(port, clients[number % addresses], until, ask) for number in range(connections))
        )

    return run


async def _five_hundred(port: int, until: float) -> None:
    """Five hundred clients of one address that ask small questions, each a new one, as fast as they can."""
    questions = each_another("small-question")

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = f"/sparql?{urlencode({'query': next(questions)})}"
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        while await reader.read(1 << 16):
            pass

    await asyncio.gather(*(_again(port, ADDRESS, until, ask) for _ in range(500)))


_HEAD: Final = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"


async def _slow_writers(port: int, until: float) -> None:
    """Two hundred clients of one address whose headers or bodies come a byte a second."""

    def slowly(begin: bytes) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(begin)
            while not reader.at_eof():
                writer.write(b"x")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(1000), 1)

        return send

    acts = [slowly(_HEAD + b"X-Slow: "), slowly(_HEAD + b"Content-Length: 100000\r\n\r\n")]
    await asyncio.gather(*(_again(port, ADDRESS, until, acts[number % 2]) for number in range(200)))


async def _slow_readers(port: int, until: float) -> None:
    """Forty clients of one address that ask for long answers and pages, and read a hundred bytes a second."""
    numbers, texts = itertools.count(), each_another("long-answer")

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = next(numbers)
        target = "/de/" if number % 2 else f"/sparql?{urlencode({'query': next(texts), 'format': 'csv'})}"
        writer.write(f"GET {target} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        while await reader.read(100):
            await asyncio.sleep(1)

    await asyncio.gather(*(_again(port, ADDRESS, until, ask) for _ in range(40)))


async def _noise(port: int, until: float) -> None:
    """Forty clients of one address that send bytes which are no HTTP, leave in the middle, or close one half."""
    chance = random.Random(_SEED)  # noqa: S311

    async def send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        kind = chance.randrange(3)
        if kind == 0:
            writer.write(chance.randbytes(5000) + b"\r\n\r\n")
            await reader.read(1000)
        elif kind == 1:
            writer.write(_HEAD + b"Content-Length: 1000\r\n\r\nASK")
        else:
            writer.write(f"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            writer.write_eof()
            await reader.read(1000)

    await asyncio.gather(*(_again(port, ADDRESS, until, send) for _ in range(40)))


ATTACKS: Final = (
    Attack(
        "hostile queries", "16 connections of one address ask endless and greedy queries", _queries(1, 16)
    ),
    Attack("hostile queries, 20 addresses", "the same from 20 addresses, 40 connections", _queries(20, 40)),
    Attack("500 clients", "500 connections of one address ask small questions, none twice", _five_hundred),
    Attack("slow writers", "200 connections send a byte a second", _slow_writers),
    Attack("slow readers", "40 connections read 100 bytes a second", _slow_readers),
    Attack("noise", "40 connections send what is no HTTP, leave early, or close one half", _noise),
)
"""The kinds of abuse."""


@contextlib.contextmanager
def under(attack: Attack | None, port: int, seconds: float) -> Iterator[None]:
    """Let an attack go on in a process of its own, ``seconds`` at most; None is no attack."""
    if attack is None:
        yield
        return
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_attack, args=(ATTACKS.index(attack), port, seconds), daemon=True)
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def _attack(number: int, port: int, seconds: float) -> None:
    async def run() -> None:
        await ATTACKS[number].run(port, time.monotonic() + seconds)

    asyncio.run(run())
