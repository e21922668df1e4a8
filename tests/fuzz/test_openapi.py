"""Schemathesis: what the description of the routes promises is what they do, for sound requests and for bad ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import schemathesis
from flask import Flask
from hypothesis import given
from schemathesis import Case
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.routing import Map

from graphapp.build.network import project
from graphapp.build.search import QUERIES as SEARCHED
from graphapp.build.search import index
from graphapp.build.search import load as load_quads
from graphapp.catalogue import load
from graphapp.config import Settings
from graphapp.network.asking import QUERIES as PROJECTED
from graphapp.store.memory import MemoryEngine
from graphapp.store.release import current_release
from graphapp.web import create_app
from graphapp.web.openapi.routes import ROUTES
from tests.fuzz.effort import examples
from tests.small_release import make_release, quads

EXAMPLES: Final = 3
"""Requests of each kind to each operation."""
CHECKS: Final[list[Any]] = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def unserved() -> Flask:
    """The application as it is described, over nothing that has to be made first."""
    return create_app(Settings(), MemoryEngine.of_quads(quads()))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application over a small release with an index for the search and projections for the explorer."""
    return over_release(tmp_path_factory.mktemp("fuzz"))


def over_release(folder: Path) -> Flask:
    settings = Settings(releases=make_release(folder / "release"))
    release = current_release(settings.releases)
    store = load_quads(release.folder)
    index(release.folder, texts({name: f"catalogue/search-{name}" for name in SEARCHED}), store)
    project(release.folder, texts(PROJECTED), store)
    return create_app(settings, MemoryEngine.of_release(release))


def texts(queries: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of queries by what they are called there."""
    return {name: (Settings().queries / f"{path}.rq").read_text("utf-8") for name, path in queries.items()}


def described() -> dict[str, Any]:
    document: dict[str, Any] = unserved().test_client().get("/openapi.json").get_json()
    return document


@pytest.fixture(scope="module")
def operations(served: Flask) -> dict[str, Any]:
    """The operations by their labels."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", served)
    found = (result.ok() for result in schema.get_all_operations() if isinstance(result, Ok))
    return {operation.label: operation for operation in found}


DESCRIBED: Final = {
    f"{method.upper()} {path}": operation
    for path, methods in described()["paths"].items()
    for method, operation in methods.items()
}
ALIKE: Final = {
    str({key: value for key, value in operation.items() if key != "operationId"}): (label, operation)
    for label, operation in sorted(DESCRIBED.items(), reverse=True)
}
"""One of the operations that are described alike, such as the lists of the kinds."""
CASES: Final = [
    pytest.param(label, mode, id=f"{label} {kind}")
    for label, operation in sorted(ALIKE.values(), key=lambda case: case[0])
    for mode, kind in ((GenerationMode.POSITIVE, "sound"), (GenerationMode.NEGATIVE, "bad"))
    # Schemathesis leaves out the address of the description; what takes no parameters cannot be asked wrongly.
    if label != "GET /openapi.json"
    and (kind == "sound" or any(parameter["in"] == "query" for parameter in operation["parameters"]))
]


def test_every_route_is_described_no_more_and_no_less(served: Flask) -> None:
    routes: Map = served.url_map
    rules = {
        (rule.rule, method)
        for rule in routes.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    adapter = routes.bind("localhost")
    reached = set()
    for label in DESCRIBED:
        method, path = label.split(" ")
        for place in DESCRIBED[label]["parameters"]:
            if place["in"] == "path" and "enum" in place["schema"]:
                path = path.replace(f"{{{place['name']}}}", place["schema"]["enum"][0])
        rule, _ = adapter.match(path, method, return_rule=True)
        reached.add((rule.rule, method))
    assert reached == rules
    assert set(ROUTES) == {rule.endpoint for rule in routes.iter_rules()}


def test_every_query_of_the_catalogue_is_described_with_its_parameters() -> None:
    for query in load(Settings().queries):
        operation = DESCRIBED[f"GET /queries/{query.name}"]
        assert operation["summary"] == query.title.en
        own = [parameter["name"] for parameter in operation["parameters"]]
        assert own == [
            *(parameter.name for parameter in query.parameters),
            "format",
            "download",
            "timeout",
            "queryId",
            "page",
        ]


def test_operations_have_names_of_their_own_and_say_what_they_do() -> None:
    names = [operation["operationId"] for operation in DESCRIBED.values()]
    assert len(names) == len(set(names))
    assert [name for name, operation in DESCRIBED.items() if len(operation["summary"]) < 10] == []


def test_the_description_is_found_from_the_start_page_and_the_service_description(served: Flask) -> None:
    client = served.test_client()
    for path in ("/", "/de/", "/en/about", "/queries", "/sparql"):
        links = client.get(path).headers.getlist("Link")
        assert '</openapi.json>; rel="service-desc"; type="application/json"' in links, path
    assert 'href="/openapi.json"' in client.get("/en/about").text
    assert b"openapi.json" in client.get("/sparql", headers={"Accept": "text/turtle"}).data
    assert client.get("/openapi.json").headers["Access-Control-Allow-Origin"] == "*"


def test_what_is_fuzzed_has_a_search_and_projections(served: Flask) -> None:
    client = served.test_client()
    for path in ("/search?q=opto&format=json", "/de/suggest?q=opto", "/explore/networks.json"):
        assert client.get(path).status_code == 200, path


def never_our_fault(_context: Any, response: Response, _case: Case[Any]) -> None:
    """No 5xx but the documented limits, and those say when to come again."""
    assert response.status_code < 500 or response.status_code in (503, 504), response.text
    if response.status_code == 503:
        assert "retry-after" in response.headers
        assert "/about#problem-busy" in response.text


@pytest.mark.parametrize(("label", "mode"), CASES)
def test_an_operation_answers_as_it_is_described(
    operations: dict[str, Any], label: str, mode: GenerationMode
) -> None:
    operation = operations[label]

    @examples(EXAMPLES)
    @given(operation.as_strategy(mode))
    def ask(case: Case[Any]) -> None:
        case.call_and_validate(headers={"Accept-Encoding": "identity"}, checks=[never_our_fault, *CHECKS])

    ask()
