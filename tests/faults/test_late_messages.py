"""What still comes of a query that is answered is not taken for the answer to the next one on its connection."""

from __future__ import annotations

import json
import os
import secrets
import select
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from graphapp.store.engine import Question
from graphapp.store.formats import Format, by_code
from graphapp.store.isolated import IsolatedEngine
from graphapp.store.workers import messages, worker
from graphapp.store.workers.limits import Limits
from graphapp.store.workers.pool import Pool
from graphapp.store.workers.worker import Sink, body_of

PATIENCE = 20
JSON = by_code("json")


def listening() -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(f"\0graphapp-test-{secrets.token_hex(8)}")
    listener.listen(8)
    return listener


class Echo:
    """An engine that answers with the text of the query."""

    def write(self, question: Question, output: Format, sink: Sink) -> None:
        sink.write(question.text.encode())


@contextmanager
def pool_of(source: Callable[[], worker.Evaluator]) -> Iterator[str]:
    """The address of a pool with one worker, in a process of its own."""
    listener, (alive, ours) = listening(), os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ours)
        try:
            Pool(source, listener, alive, Limits(workers=1)).serve()
        finally:
            os._exit(0)
    os.close(alive)
    try:
        yield listener.getsockname().decode()
    finally:
        os.close(ours)
        listener.close()
        os.waitpid(process, 0)


def asked(engine: IsolatedEngine, text: str) -> str:
    return b"".join(engine.answer(Question(text), JSON)).decode()


def test_an_engine_passes_over_what_is_said_of_the_query_before() -> None:
    listener = listening()

    def late() -> None:
        """Answer once, and say more of that answer when the next question is there."""
        connection, _ = listener.accept()
        with connection:
            first = messages.receive(connection)
            connection.send(messages.framed(messages.WHOLE, first.tag, b"first"))
            second = messages.receive(connection)
            connection.send(messages.encode(messages.FAILED, first.tag, {"kind": "died"}))
            connection.send(messages.framed(messages.DATA, first.tag, b"first"))
            connection.send(messages.encode(messages.END, first.tag, {}))
            connection.send(messages.framed(messages.WHOLE, second.tag, b"second"))

    thread = threading.Thread(target=late)
    thread.start()
    engine = IsolatedEngine(listener.getsockname().decode(), Limits())
    assert [asked(engine, "ASK {}"), asked(engine, "ASK { ?s ?p ?o }")] == ["first", "second"]
    thread.join(PATIENCE)
    engine.close()
    listener.close()


def test_answers_keep_to_their_questions_where_each_worker_dies_once_it_has_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The pool hears of the death when the answer is taken and the next question is on its way."""
    monkeypatch.setattr(worker._Freshness, "lasts", lambda self: os._exit(1))
    with pool_of(Echo) as address:
        engine = IsolatedEngine(address, Limits())
        texts = [f"ASK {{ ?s ?p {n} }}" for n in range(40)]
        assert [asked(engine, text) for text in texts] == texts
        engine.close()


def test_the_rest_of_a_long_question_is_not_taken_from_the_next_one() -> None:
    with pool_of(Echo) as address:
        engine = IsolatedEngine(address, Limits())
        texts = [f"ASK {{ ?s ?p {n} }} # {'x' * (n % 2) * 200_000}" for n in range(10)]
        assert [asked(engine, text) for text in texts] == texts
        engine.close()


@pytest.mark.parametrize("kind", ["refused", "answered", "long", "status"])
def test_all_that_is_said_of_a_query_bears_its_tag(kind: str) -> None:
    said: dict[str, dict[str, Any]] = {
        "refused": {"size": 3},
        "answered": {},
        "long": {"inline": False},
        "status": {"do": "status"},
    }
    body = body_of(Question("ASK {}"))
    header = {
        **{"do": "query", "client": "", "id": "", "seconds": 5, "size": 10**6, "output": JSON.name},
        **{"inline": True, "length": len(body)},
        **said[kind],
    }
    with pool_of(Echo) as address, socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as front:
        front.settimeout(PATIENCE)
        front.connect(address)
        tag = messages.new_tag()
        front.send(messages.encode(messages.REQUEST, tag, header, body if header["inline"] else b""))
        message = messages.receive(front)
        if kind == "long":
            assert (message.kind, message.tag) == (messages.MORE, tag)
            messages.send_body(front, tag, body)
            message = messages.receive(front)
        assert message.tag == tag
        if kind in ("answered", "long"):
            assert (message.kind, message.content) == (messages.WHOLE, b"ASK {}")
        elif kind == "refused":
            assert message.json() == {"kind": "size", "size": 3}
        else:
            assert json.loads(message.content)["workers"] == 1
        assert select.select([front], [], [], 0.05)[0] == []
