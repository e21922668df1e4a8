"""What the endpoint does not do, and how it says so (SPARQL 1.1 Protocol, section 2.1.6; RFC 9457)."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.protocol.http import Answer, ask
from tests.store.test_lexer import FEDERATED

DIRECT = {"Content-Type": "application/sparql-query"}


def problem(answer: Answer, status: int, kind: str) -> dict[str, object]:
    assert answer.status == status, answer.body
    assert answer.type == "application/problem+json"
    document = dict(answer.json())
    assert document["status"] == status
    assert document["type"] == f"/about#problem-{kind}"
    assert document["title"]
    assert document["detail"]
    return document


def test_a_syntax_error_has_line_and_column(url: str) -> None:
    document = problem(ask(url, args={"query": "SELECT *\nWHERE { ä ?p ?o }"}), 400, "syntax")
    assert (document["line"], document["column"]) == (2, 9)


def test_the_query_comes_exactly_once(url: str) -> None:
    problem(ask(url, args=[("query", "ASK {}"), ("query", "ASK {}")]), 400, "request")
    problem(ask(url, method="POST", body={"nothing": "x"}), 400, "request")
    problem(ask(url, method="POST", args={"query": "ASK {}"}, body={"a": "b"}), 400, "request")


def test_an_empty_query_is_a_syntax_error(url: str) -> None:
    problem(ask(url, args={"query": ""}), 400, "syntax")
    problem(ask(url, method="POST", body=b"", headers=DIRECT), 400, "syntax")


def test_a_body_that_is_not_utf8_is_refused(url: str) -> None:
    problem(ask(url, method="POST", body=b"ASK { ?s ?p '\xe4' }", headers=DIRECT), 400, "request")
    latin = {"Content-Type": "application/sparql-query; charset=iso-8859-1"}
    problem(ask(url, method="POST", body=b"ASK {}", headers=latin), 415, "unsupported-media-type")


def test_a_format_that_is_not_there_gets_the_list_of_those_that_are(url: str) -> None:
    for answer in (
        ask(url, args={"query": "ASK {}"}, headers={"Accept": "image/png"}),
        ask(url, args={"query": "ASK {}"}, headers={"Accept": "text/turtle"}),
        ask(url, args={"query": "ASK {}", "format": "pdf"}),
    ):
        document = problem(answer, 406, "not-acceptable")
        names = [offer["format"] for offer in document["alternatives"]]  # type: ignore[attr-defined]
        assert names == ["json", "xml", "csv", "tsv"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_another_method_is_answered_with_those_allowed(url: str, method: str) -> None:
    answer = ask(url, method=method, body=b"x")
    problem(answer, 405, "method")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("media_type", ["text/plain", "application/json", "multipart/form-data", ""])
def test_another_media_type_is_unsupported(url: str, media_type: str) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    problem(ask(url, method="POST", body=b"ASK {}", headers=headers), 415, "unsupported-media-type")


def test_a_long_body_is_too_large(url: str) -> None:
    long = b"ASK {} #" + b"x" * 1_000_001
    problem(ask(url, method="POST", body=long, headers=DIRECT), 413, "too-large")
    problem(ask(url, method="POST", body={"query": long.decode()}), 413, "too-large")


@pytest.mark.parametrize(
    "sent",
    [
        {"method": "POST", "body": {"update": "CLEAR ALL"}},
        {"method": "POST", "body": b"CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}},
        {"args": {"update": "CLEAR ALL"}},
    ],
)
def test_updates_are_forbidden(url: str, sent: dict[str, object]) -> None:
    problem(ask(url, **sent), 403, "refused")  # type: ignore[arg-type]
    assert ask(url, args={"query": "ASK { ?s ?p ?o }"}).json()["boolean"] is True


@pytest.mark.parametrize("text", ["INSERT DATA { <a:a> <a:b> 1 }", "DROP ALL", "LOAD <http://127.0.0.1:1/>"])
def test_an_update_sent_as_a_query_is_refused(url: str, text: str) -> None:
    problem(ask(url, args={"query": text}), 400, "refused")


def test_a_graph_that_is_no_iri_is_an_error(url: str) -> None:
    problem(ask(url, args={"query": "ASK {}", "default-graph-uri": "no iri"}), 400, "syntax")


def test_the_next_query_is_answered_after_an_error(url: str) -> None:
    ask(url, args={"query": "SELECT"})
    assert ask(url, args={"query": "ASK {}"}).json()["boolean"] is True


@contextmanager
def listening() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on a port of this machine; give the port and the list of what arrives."""
    arrived: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        stop = threading.Event()

        def accept() -> None:
            while not stop.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    arrived.append(connection.recv(2000))

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield server.getsockname()[1], arrived
        finally:
            stop.set()
            thread.join()


def test_the_listener_of_the_next_test_hears_a_connection() -> None:
    with listening() as (port, arrived):
        with socket.create_connection(("127.0.0.1", port)) as client:
            client.sendall(b"hello")
        threading.Event().wait(0.5)
    assert arrived == [b"hello"]


def test_no_spelling_of_service_or_load_makes_the_server_call_another_address(url: str) -> None:
    with listening() as (port, arrived):
        address = f"http://127.0.0.1:{port}/"
        prologue = (
            f"PREFIX here: <{address}> PREFIX : <{address}> PREFIX ex: <http://e/> PREFIX service: "
            "<http://e/> "
            "PREFIX serviceSILENT: <http://e/> PREFIX trueservice: <http://e/> "
        )
        texts = [f"{prologue}SELECT * {pattern.replace('%s', address)}" for pattern in FEDERATED]
        texts += [f"LOAD <{address}>", f"LOAD SILENT <{address}> INTO GRAPH <http://e/g>"]
        for text in texts:
            for answer in (
                ask(url, args={"query": text}),
                ask(url, method="POST", body={"query": text, "default-graph-uri": address}),
                ask(url, method="POST", body=text.encode(), headers=DIRECT),
            ):
                assert answer.status == 400, (text, answer.body)
        for text in (
            f"SELECT * FROM <{address}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{address}> {{ ?s ?p ?o }}",
        ):
            assert ask(url, args={"query": text}).status == 200
        assert ask(url, args={"query": "ASK {}", "default-graph-uri": address}).status == 200
        threading.Event().wait(0.5)
    assert arrived == []
