"""Nothing in a request makes the server call an address or read a file, and nothing changes the data."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.faults.clients import ANSWERED, ORDINARY, query
from tests.protocol.http import Answer, ask
from tests.protocol.test_refusals import listening

PASSWORDS = "file:///etc/passwd"
QUERIES = {
    "service": "SELECT * {{ SERVICE <{trap}> {{ ?s ?p ?o }} }}",
    "silent service": "SELECT * {{ SERVICE SILENT <{trap}> {{ ?s ?p ?o }} }}",
    "service of a variable": "SELECT * {{ VALUES ?where {{ <{trap}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
    "service after a comment": "SELECT * {{ #\nSERVICE#\n<{trap}>#\n{{ ?s ?p ?o }} }}",
    "service written otherwise": "SELECT * {{ sErViCe<{trap}>{{?s ?p ?o}} }}",
    "service in a subquery": "ASK {{ {{ SELECT * {{ OPTIONAL {{ SERVICE <{trap}> {{ ?s ?p ?o }} }} }} }} }}",
    "service in a filter": "ASK {{ FILTER NOT EXISTS {{ SERVICE <{trap}> {{ ?s ?p ?o }} }} }}",
    "service with a prefix": "PREFIX t: <{trap}> ASK {{ SERVICE t: {{ ?s ?p ?o }} }}",
    "service with a base": "BASE <{trap}> ASK {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "service in an escape": "ASK {{ \\u0053ERVICE <{trap}> {{ ?s ?p ?o }} }}",
    "from": "SELECT * FROM <{trap}> {{ ?s ?p ?o }}",
    "from named": "SELECT * FROM NAMED <{trap}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "from several": "SELECT * FROM <{trap}> FROM <{file}> {{ ?s ?p ?o }}",
    "a graph": "SELECT * {{ GRAPH <{trap}> {{ ?s ?p ?o }} }}",
    "a file as a graph": "SELECT * FROM <{file}> FROM NAMED <{file}> {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}",
    "describe": "DESCRIBE <{trap}> <{file}>",
    "load": "LOAD <{trap}>",
    "load a file": "LOAD <{file}> INTO GRAPH <urn:x>",
    "insert": "INSERT DATA {{ <urn:x> <urn:y> <urn:z> }}",
    "insert with a service": "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{trap}> {{ ?s ?p ?o }} }}",
    "drop": "DROP ALL",
    "a query and an update": "ASK {{}} ; LOAD <{trap}>",
}


def harmless(answer: Answer) -> bool:
    """Whether the answer is an error of the client or empty, and holds nothing of a file."""
    if b"root:" in answer.body:
        return False
    if answer.status in {400, 403}:
        return True
    found = answer.status == 200 and answer.type.endswith(("json", "n-triples", "turtle"))
    return found and (
        not answer.body.strip() or (b"bindings" in answer.body and not answer.json()["results"]["bindings"])
    )


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES)
def test_no_query_makes_the_server_open_anything(url: str, text: str) -> None:
    with listening() as (port, arrived):
        asked = text.format(trap=f"http://127.0.0.1:{port}/", file=PASSWORDS)
        answers = [
            query(url, asked),
            ask(url, method="POST", body={"query": asked}),
            ask(
                url, method="POST", body=asked.encode(), headers={"Content-Type": "application/sparql-query"}
            ),
            ask(url, method="POST", body={"update": asked}),
            ask(
                url, method="POST", body=asked.encode(), headers={"Content-Type": "application/sparql-update"}
            ),
            ask(url, method="POST", body={"query": asked, "update": asked}),
        ]
        assert [answer for answer in answers if not harmless(answer)] == []
        assert {answer.status for answer in answers[3:]} <= {400, 403}
        # The trap works: it sees who does come.
        socket.create_connection(("127.0.0.1", port)).close()
        while not arrived:
            pass
    assert arrived == [b""]
    assert query(url, ORDINARY).values("n") == ANSWERED


def test_no_parameter_makes_the_server_open_anything(url: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text("<urn:root> <urn:is> <urn:here> .\n")
    with listening() as (port, arrived):
        trap = f"http://127.0.0.1:{port}/"
        for iri in (
            trap,
            secret.as_uri(),
            PASSWORDS,
            f"jar:{trap}",
            str(secret),
            "../../../etc/passwd",
            "ftp://127.0.0.1/",
        ):
            for name in ("default-graph-uri", "named-graph-uri", "using-graph-uri", "using-named-graph-uri"):
                text = "SELECT * { { <urn:root> ?p ?o } UNION { GRAPH ?g { <urn:root> ?p ?o } } }"
                answer = ask(url, args={"query": text, name: iri})
                assert answer.status in {200, 400}
                assert b"urn:here" not in answer.body
        for path in (
            "/static/../../../etc/passwd",
            "/static/%2e%2e/%2e%2e/app.py",
            "/static//etc/passwd",
            f"/{trap}",
        ):
            assert ask(url, path).status in {301, 302, 303, 308, 400, 404}
        socket.create_connection(("127.0.0.1", port)).close()
        while not arrived:
            pass
    assert arrived == [b""]
