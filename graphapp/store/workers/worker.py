"""What runs in a worker: take a query, evaluate it, write the answer to whoever asked, and tell the pool."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Final, NoReturn, Protocol

from graphapp.store.engine import QueryError, QuerySyntaxError, Question
from graphapp.store.formats import Format, by_code
from graphapp.store.workers import messages
from graphapp.store.workers.confinement import (
    CLIENT,
    CONTROL,
    confine,
    limit_processor_time,
    private_bytes,
    sizes,
)
from graphapp.store.workers.limits import WHOLE, Limits

GROWN: Final = 64 << 20
"""Bytes that a worker may have added to its address space when it takes the next query, which is to have its full share
of memory."""
_LOOK: Final = 8 << 20
"""Bytes of pages touched for the first time after which it is worth to count what is private, which takes a millisecond."""


class Evaluator(Protocol):
    """What a worker needs of an engine."""

    def write(self, question: Question, output: Format, sink: Sink) -> None:
        """Evaluate and serialise to ``sink``. Raises `QueryError`."""


class TooLargeError(Exception):
    """The answer is larger than allowed."""


class AbandonedError(Exception):
    """Nobody takes the answer any more."""


class Sink:
    """Takes an answer as it is serialised: keeps it back up to `WHOLE` bytes, sends what is more."""

    def __init__(self, client: socket.socket, tag: bytes, control: socket.socket, limit: int) -> None:
        """Send to ``client``, and tell ``control`` before the first byte of an unfinished answer leaves."""
        self._client = client
        self._tag = tag
        self._control = control
        self._limit = limit
        self._kept = bytearray()
        self.streaming = False
        self.size = 0
        """Bytes taken."""

    def write(self, data: bytes) -> int:
        """Take more of the answer. Raises `TooLargeError` and `AbandonedError`."""
        self.size += len(data)
        if self.size > self._limit:
            raise TooLargeError
        self._kept += data
        if not self.streaming and len(self._kept) > WHOLE:
            self._control.sendall(messages.framed(messages.STREAMING, messages.NO_TAG))
            self.streaming = True
        if self.streaming:
            self._send(messages.PIECE)
        return len(data)

    def flush(self) -> None:
        """Nothing is sent earlier for it."""

    def finish(self) -> bool:
        """Send what is kept back: the answer is complete. Whether that was all of it, in one message, which
        nothing has to follow.
        """
        if self.streaming or len(self._kept) > messages.PIECE:
            self._send(1)
            return False
        try:
            self._client.sendall(messages.framed(messages.WHOLE, self._tag, self._kept))
        except OSError as error:
            raise AbandonedError from error
        return True

    def _send(self, least: int) -> None:
        """Send full pieces, and the last one if it has ``least`` bytes."""
        while len(self._kept) >= least:
            try:
                self._client.sendall(messages.framed(messages.DATA, self._tag, self._kept[: messages.PIECE]))
            except OSError as error:
                # As an OSError, the engine would take it for its own.
                raise AbandonedError from error
            del self._kept[: messages.PIECE]


Source = Callable[[], Evaluator]
"""Gives the evaluator of a worker, in the worker: what is loaded already, or what it opens itself."""


def run(source: Source, control: int, limits: Limits) -> NoReturn:
    """Serve the pool at the other end of ``control``; to be called in a forked process. Never returns.

    All work is done in a second thread, for the sake of malloc: that gives it an arena of its own (malloc(3)), whose memory
    is fresh and lies together. The first thread's free pieces lie scattered between what the release was loaded into; to
    use them would copy pages that are shared with the pool, and a query would take up to half as long again.
    """
    try:
        gc.disable()
        confined: SimpleQueue[Evaluator] = SimpleQueue()
        thread = threading.Thread(target=_work, args=(confined, limits))
        thread.start()
        # Signals can be set in the first thread only.
        confined.put(confine(control, limits, source))
        thread.join()
    finally:
        os._exit(1)


def _work(confined: SimpleQueue[Evaluator], limits: Limits) -> NoReturn:
    status = 1
    try:
        _serve(confined.get(), limits)
        status = 0
    except MemoryError:
        os.kill(os.getpid(), signal.SIGABRT)
    finally:
        os._exit(status)


def _serve(evaluator: Evaluator, limits: Limits) -> None:
    control = socket.socket(fileno=CONTROL)
    fresh = _Freshness(limits)
    while True:
        received, descriptors, _, _ = socket.recv_fds(control, messages.LARGEST, 1)
        if not received:
            return
        if descriptors != [CLIENT]:
            raise RuntimeError(f"the connection came as {descriptors}, not as {CLIENT}")
        with socket.socket(fileno=CLIENT) as client:
            client.setblocking(True)
            began = time.process_time()
            told = _answer(evaluator, client, control, messages.decode(received), limits)
            told["used"] = time.process_time() - began
        gc.collect(0)
        told["reusable"], told["copied"] = fresh.lasts(), fresh.copied
        control.sendall(messages.encode(messages.DONE, messages.NO_TAG, told))


class _Freshness:
    """Whether a worker still shares enough with the pool to take another query."""

    def __init__(self, limits: Limits) -> None:
        self._born = sizes().address_space
        self._touched = _touched()
        self._limits = limits
        self.copied = 0
        """Bytes that it does not share, when they were last counted."""

    def lasts(self) -> bool:
        if sizes().address_space - self._born > GROWN:
            return False
        touched = _touched()
        if touched - self._touched < min(_LOOK, self._limits.copied):
            return True
        self._touched = touched
        self.copied = private_bytes()
        return self.copied <= self._limits.copied


def _touched() -> int:
    """Return the bytes of pages that this process has touched for the first time, or copied to write to them."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize()


def _answer(
    evaluator: Evaluator,
    client: socket.socket,
    control: socket.socket,
    request: messages.Message,
    limits: Limits,
) -> dict[str, Any]:
    """Answer one query; return what the pool is told: ``outcome`` and ``bytes``."""
    began = time.perf_counter()
    header, body = messages.split(request.content)
    tag = request.tag
    most = min(limits.answer, header["size"])
    sink = Sink(client, tag, control, most)
    outcome, failure = "answered", {}
    try:
        limit_processor_time(header["seconds"])
        if not header["inline"]:
            body = messages.receive_body(client, tag, header["length"])
        question = question_of(body)
        evaluator.write(question, by_code(header["output"]), sink)
        if sink.finish():
            return {"outcome": outcome, "bytes": sink.size}
    except TooLargeError:
        outcome, failure = "size", {"kind": "size", "size": most}
    except QueryError as error:
        outcome, failure = "refused", described(error)
    except (AbandonedError, OSError, EOFError):
        return {"outcome": "abandoned", "bytes": sink.size}
    except (ValueError, KeyError, TypeError) as error:
        outcome, failure = "refused", {"kind": "evaluation", "message": str(error)[:500]}
    seconds = time.perf_counter() - began
    with contextlib.suppress(OSError):
        if failure:
            client.sendall(messages.encode(messages.FAILED, tag, failure))
        else:
            client.sendall(messages.encode(messages.END, tag, {"bytes": sink.size, "seconds": seconds}))
    return {"outcome": outcome, "bytes": sink.size}


def body_of(question: Question) -> bytes:
    """Return a question as the body of a request."""
    return json.dumps(
        {"text": question.text, "default": question.default_graphs, "named": question.named_graphs},
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")


def question_of(body: bytes) -> Question:
    """Return the question that `body_of` was given. Raises ``ValueError``, ``KeyError``."""
    told = json.loads(body.decode("utf-8", "surrogatepass"))
    return Question(told["text"], tuple(told["default"]), tuple(told["named"]))


def described(error: QueryError) -> dict[str, Any]:
    """Return an error as a worker tells it."""
    told: dict[str, Any] = {"kind": "evaluation", "message": str(error), "german": error.german}
    if isinstance(error, QuerySyntaxError):
        told.update(kind="syntax", line=error.line, column=error.column)
    return told
