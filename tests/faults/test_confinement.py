"""What a worker cannot do, even if a hostile query gets past every look at its text."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Store

from graphapp.build.disk import make_store
from graphapp.store.engine import EvaluationError, Question
from graphapp.store.formats import CSV, JSON, Format
from graphapp.store.isolated import IsolatedEngine
from graphapp.store.release import current_release
from graphapp.store.workers import messages
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.worker import Sink, Source, body_of, run
from tests.protocol.test_refusals import listening


@pytest.fixture(scope="module", params=["memory", "disk"])
def engine(releases: Path, request: pytest.FixtureRequest) -> Iterator[IsolatedEngine]:
    engine = IsolatedEngine.of_release(current_release(releases), Limits(workers=2, seconds=5), request.param)
    yield engine
    engine.close()


def test_a_worker_calls_no_other_address_even_if_the_engine_evaluates_service(engine: IsolatedEngine) -> None:
    with listening() as (port, arrived):
        address = f"http://127.0.0.1:{port}/"
        with pytest.raises(EvaluationError, match="Too many open files"):
            b"".join(
                engine.answer_unchecked(Question(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"), JSON)
            )
        with pytest.raises(EvaluationError):
            text = "SELECT * { SERVICE <http://localhost:80/> { ?s ?p ?o } }"
            b"".join(engine.answer_unchecked(Question(text), JSON))
        silent = f"SELECT * {{ SERVICE SILENT <{address}> {{ ?s ?p ?o }} }}"
        assert b"http" not in b"".join(engine.answer_unchecked(Question(silent), CSV))
        socket.create_connection(("127.0.0.1", port)).close()
        while not arrived:
            pass
    assert arrived == [b""]


class Tries:
    """An evaluator that tries what a query must not do, and answers with what happened."""

    def write(self, question: Question, output: Format, sink: Sink) -> None:
        del question, output
        attempts: dict[str, Callable[[], object]] = {
            "file": lambda: os.open("/etc/hostname", os.O_RDONLY),
            "directory": lambda: os.open("/", os.O_RDONLY),
            "socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
            "local socket": lambda: socket.socket(socket.AF_UNIX),
            "pipe": os.pipe,
            "copy": lambda: os.dup(2),
            "memory file": lambda: os.memfd_create("x"),
        }
        told = {}
        for name, attempt in attempts.items():
            try:
                attempt()
                told[name] = "done"
            except OSError as error:
                told[name] = os.strerror(error.errno or 0)
        told["descriptors"] = str(sum(_is_open(number) for number in range(1024)))
        sink.write(json.dumps(told).encode())


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


class TriesOverDisk(Tries):
    """The same with the files of a store open."""

    def __init__(self, folder: Path) -> None:
        self._store = Store.read_only(str(folder))


def sources(releases: Path) -> dict[str, tuple[Source, int]]:
    """Evaluators, and the descriptors that each has open while it evaluates."""
    folder = make_store(current_release(releases).folder)
    tables = len(list(folder.glob("*.sst")))
    return {"memory": (Tries, 7), "disk": (partial(TriesOverDisk, folder), 7 + tables)}


@pytest.mark.parametrize("kind", ["memory", "disk"])
def test_a_worker_opens_nothing_while_it_evaluates(releases: Path, kind: str) -> None:
    source, descriptors = sources(releases)[kind]
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    client, handed = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = os.fork()
    if process == 0:
        run(source, theirs.fileno(), Limits())
    theirs.close()
    body = body_of(Question("ASK {}"))
    header = {"seconds": 5, "size": 1000, "output": "json", "inline": True, "length": len(body)}
    try:
        for _ in range(2):
            tag = messages.new_tag()
            socket.send_fds(ours, [messages.encode(messages.REQUEST, tag, header, body)], [handed.fileno()])
            whole = messages.receive(client)
            assert (whole.kind, whole.tag) == (messages.WHOLE, tag)
            told = json.loads(whole.content)
            # A store holds a few more than its tables; there is none left that could be had.
            assert int(told.pop("descriptors")) in range(
                descriptors, descriptors + (5 if kind == "disk" else 1)
            )
            assert set(told.values()) == {"Too many open files"}
            assert messages.receive(ours).kind == messages.DONE
    finally:
        for end in (ours, client, handed):
            end.close()
        os.waitpid(process, 0)
