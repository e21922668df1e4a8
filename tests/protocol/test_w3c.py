"""The cases of the W3C's tests of the SPARQL 1.1 Protocol, by their names there, asked of the small release.

The W3C's server fetches the graphs that a request names; here they are named graphs of the release. Updates are refused
as a whole, so every update of the list is a negative case here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import pytest

from tests.protocol.http import ask
from tests.small_release import BASE

ONE, TWO, CURATION = BASE + "source/one", BASE + "source/two", BASE + "source/curation"
FORM, DIRECT, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
BOTH: Final = f"ASK {{ <{ONE}> a ?t . <{TWO}> a ?u }}"
NAMED: Final = f"ASK {{ GRAPH ?g {{ <{ONE}> a ?t }} GRAPH ?h {{ <{TWO}> a ?u }} }}"
FULL: Final = f"ASK {{ ?x <http://purl.org/dc/terms/isReplacedBy> ?y {NAMED[5:]}"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Query:
    """A request that is answered, and the truth it is answered with."""

    args: Pairs = field(default_factory=list)
    body: bytes | Pairs | None = None
    type: str = ""
    truth: bool = True


def graphs(default: list[str] | None = None, named: list[str] | None = None) -> Pairs:
    return [("default-graph-uri", iri) for iri in default or []] + [
        ("named-graph-uri", iri) for iri in named or []
    ]


ANSWERED: Final = {
    "query_get": Query([("query", "ASK {}")]),
    "query_post_form": Query(graphs([ONE]), [("query", "ASK {}")]),
    "query_post_direct": Query(graphs([ONE]), b"ASK {}", DIRECT),
    "query_dataset_default_graphs_get": Query([("query", BOTH), *graphs([ONE, TWO])]),
    "query_dataset_default_graphs_get, one of them": Query([("query", BOTH), *graphs([ONE])], truth=False),
    "query_dataset_default_graphs_post": Query(graphs([ONE, TWO]), BOTH.encode(), DIRECT),
    "query_dataset_default_graphs_post, one of them": Query(
        graphs([TWO]), BOTH.encode(), DIRECT, truth=False
    ),
    "query_dataset_default_graphs_post, in a form": Query([], [("query", BOTH), *graphs([ONE, TWO])]),
    "query_dataset_default_graphs_post, beside a form": Query(graphs([ONE]), [("query", BOTH)], truth=False),
    "query_dataset_named_graphs_get": Query([("query", NAMED), *graphs(named=[ONE, TWO])]),
    "query_dataset_named_graphs_get, one of them": Query(
        [("query", NAMED), *graphs(named=[ONE])], truth=False
    ),
    "query_dataset_named_graphs_get, in no default graph": Query(
        [("query", BOTH), *graphs(named=[ONE, TWO])], truth=False
    ),
    "query_dataset_named_graphs_post": Query(graphs(named=[ONE, TWO]), NAMED.encode(), DIRECT),
    "query_dataset_named_graphs_post, in a form": Query([], [("query", NAMED), *graphs(named=[ONE, TWO])]),
    "query_dataset_full": Query(graphs([CURATION], [ONE, TWO]), FULL.encode(), DIRECT),
    "query_dataset_full, another default graph": Query(
        graphs([ONE], [ONE, TWO]), FULL.encode(), DIRECT, truth=False
    ),
    "query_multiple_dataset": Query(
        graphs([ONE, TWO]), BOTH.replace("ASK", f"ASK FROM <{CURATION}>").encode(), DIRECT
    ),
    "query_multiple_dataset, the other way": Query(
        graphs([CURATION]),
        BOTH.replace("ASK", f"ASK FROM <{ONE}> FROM <{TWO}>").encode(),
        DIRECT,
        truth=False,
    ),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_a_query_is_answered(url: str, name: str) -> None:
    query = ANSWERED[name]
    answer = ask(
        url,
        method="GET" if query.body is None else "POST",
        args=query.args,
        body=query.body,
        headers={"Content-Type": query.type} if query.type else {},
    )
    assert answer.status == 200, answer.body
    assert answer.json()["boolean"] is query.truth


@pytest.mark.parametrize(
    ("name", "text", "types"),
    [
        ("query_content_type_select", "SELECT (1 AS ?value) {}", {"application/sparql-results+json"}),
        ("query_content_type_ask", "ASK {}", {"application/sparql-results+json"}),
        ("query_content_type_describe", "DESCRIBE <http://example.org/>", {"text/turtle"}),
        ("query_content_type_construct", "CONSTRUCT { <s> <p> 1 } WHERE {}", {"text/turtle"}),
    ],
)
def test_the_type_of_an_answer_is_that_of_its_form(url: str, name: str, text: str, types: set[str]) -> None:
    if name == "query_content_type_construct":
        text = text.replace("<s> <p>", "<http://e/s> <http://e/p>")
    answer = ask(url, method="POST", body={"query": text})
    assert (answer.status, answer.type in types) == (200, True)


@dataclass(frozen=True)
class Bad:
    """A request that is refused, and the statuses that say why."""

    status: int
    kind: str
    method: str = "POST"
    args: Pairs = field(default_factory=list)
    body: bytes | Pairs | None = None
    type: str = ""


INSERT: Final = "INSERT DATA { <http://e/s> <http://e/p> 1 }"
REFUSED: Final = {
    "bad_query_method": Bad(405, "method", "PUT", [("query", "ASK {}")]),
    "bad_multiple_queries": Bad(400, "request", "GET", [("query", "ASK {}"), ("query", "SELECT * {}")]),
    "bad_multiple_queries, in a form": Bad(400, "request", body=[("query", "ASK {}"), ("query", "ASK {}")]),
    "bad_multiple_queries, address and form": Bad(
        400, "request", args=[("query", "ASK {}")], body=[("query", "ASK {}")]
    ),
    "bad_multiple_queries, address and body": Bad(
        400, "request", args=[("query", "ASK {}")], body=b"ASK {}", type=DIRECT
    ),
    "bad_query_wrong_media_type": Bad(415, "unsupported-media-type", body=b"ASK {}", type="text/plain"),
    "bad_query_missing_form_type": Bad(415, "unsupported-media-type", body=b"query=ASK%20%7B%7D"),
    "bad_query_missing_direct_type": Bad(415, "unsupported-media-type", body=b"ASK {}"),
    "bad_query_non_utf8": Bad(
        415, "unsupported-media-type", body="ASK {}".encode("utf-16"), type=DIRECT + "; charset=UTF-16"
    ),
    "bad_query_non_utf8, in a form": Bad(
        415, "unsupported-media-type", body=b"query=ASK%20%7B%7D", type=FORM + "; charset=UTF-16"
    ),
    "bad_query_non_utf8, unsaid": Bad(400, "request", body="ASK {} # ä".encode("latin-1"), type=DIRECT),
    "bad_query_non_utf8, unsaid in a form": Bad(
        400, "request", body=b"query=ASK%20%7B%7D%20%23%E4", type=FORM
    ),
    "bad_query_syntax": Bad(400, "syntax", "GET", [("query", "ASK {")]),
    "no query in a form": Bad(400, "request", body=[("format", "json")]),
    "a query in the address of a form": Bad(
        400, "request", args=[("query", "ASK {}")], body=[("format", "json")]
    ),
    "bad_update_get": Bad(403, "refused", "GET", [("update", INSERT)]),
    "bad_multiple_updates": Bad(
        403, "refused", body=[("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")]
    ),
    "query and update": Bad(403, "refused", body=[("query", "ASK {}"), ("update", INSERT)]),
    "bad_update_wrong_media_type": Bad(415, "unsupported-media-type", body=b"CLEAR NAMED", type="text/plain"),
    "bad_update_missing_form_type": Bad(415, "unsupported-media-type", body=b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8": Bad(
        403, "refused", body="CLEAR NAMED".encode("utf-16"), type=UPDATE + "; charset=UTF-16"
    ),
    "bad_update_syntax": Bad(403, "refused", body=[("update", "CLEAR XYZ")]),
    "bad_update_dataset_conflict": Bad(
        403, "refused", body=[("using-named-graph-uri", ONE), ("update", f"WITH <{ONE}> DELETE WHERE {{}}")]
    ),
    "update_post_form": Bad(403, "refused", body=[("update", INSERT)]),
    "update_post_direct": Bad(403, "refused", body=INSERT.encode(), type=UPDATE),
    "update_base_uri": Bad(403, "refused", body=b"BASE <http://e/> " + INSERT.encode(), type=UPDATE),
    "update_dataset_default_graph": Bad(
        403, "refused", args=[("using-graph-uri", ONE)], body=INSERT.encode(), type=UPDATE
    ),
    "update_dataset_default_graphs": Bad(403, "refused", body=[("using-graph-uri", ONE), ("update", INSERT)]),
    "update_dataset_named_graphs": Bad(
        403, "refused", body=[("using-named-graph-uri", ONE), ("update", INSERT)]
    ),
    "update_dataset_full": Bad(
        403, "refused", body=[("using-graph-uri", ONE), ("using-named-graph-uri", TWO), ("update", INSERT)]
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_request_is_refused(url: str, name: str) -> None:
    bad = REFUSED[name]
    answer = ask(
        url,
        method=bad.method,
        args=bad.args,
        body=bad.body,
        headers={"Content-Type": bad.type} if bad.type else {},
    )
    assert (answer.status, answer.type) == (bad.status, "application/problem+json")
    assert answer.json()["type"] == f"/about#problem-{bad.kind}"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_refused_update_has_changed_nothing(url: str) -> None:
    ask(url, method="POST", body={"update": INSERT})
    assert ask(url, args={"query": "ASK { <http://e/s> ?p ?o }"}).json()["boolean"] is False
