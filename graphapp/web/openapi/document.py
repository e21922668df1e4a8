"""The OpenAPI document: paths from the URL map, queries from the catalogue, the rest from `.routes`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from werkzeug.routing import Map, Rule

from graphapp import __version__
from graphapp.catalogue import CatalogueQuery
from graphapp.web.citing import CITE
from graphapp.web.citing import FORMATS as CITATIONS
from graphapp.web.openapi.parameters import in_query, of_query
from graphapp.web.openapi.responses import COMMON, RESPONSES, SCHEMAS, answers, reference
from graphapp.web.openapi.routes import ASKING, ROUTES, TAGS, UNKNOWN, Route
from graphapp.web.references import WITHOUT

_PLACE: Final = re.compile(r"<(?:(?P<converter>[^:<>]+):)?(?P<name>\w+)>")
_IMPLIED: Final = frozenset({"HEAD", "OPTIONS"})
_QUERY: Final = "queries.query"
_CITE: Final = in_query(
    CITE, "Gives a reference in place of the page.", {"type": "string", "enum": [*CITATIONS]}
)
_CITATIONS: Final = {
    kind: {"schema": {"type": "array" if "json" in kind else "string"}} for kind in CITATIONS.values()
}
_DESCRIPTION: Final = (
    "Sourced facts on the cluster networks, companies, research institutes and projects of Thuringia. The SPARQL "
    "endpoint follows the SPARQL 1.1 Protocol, of which this document holds a summary; every question of the "
    "catalogue is an address of its own.\n\nEvery address that answers GET answers HEAD and OPTIONS too. `Accept` or "
    "the parameter `format` chooses the format; who accepts `text/html` is led to a page in German or English. Errors "
    "are `application/problem+json` (RFC 9457)."
)


def document(
    routes: Map, views: Mapping[str, Callable[..., Any]], catalogue: Iterable[CatalogueQuery]
) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of an application with these ``routes`` and ``views``.

    A route that `.routes` does not know is described by its address and the docstring of its view alone.
    """
    queries = tuple(catalogue)
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(routes.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - _IMPLIED):
            if rule.endpoint == _QUERY and "language" not in rule.arguments:
                for query in queries:
                    path = f"/queries/{query.name}"
                    paths.setdefault(path, {})[method.lower()] = _of_query(query, path, method)
            for address in _spelled_out(rule.rule):
                path = _PLACE.sub(r"{\g<name>}", address)
                operation = _operation(rule, address, path, method, views[rule.endpoint])
                paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The Thuringian cluster graph",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": "CC BY 4.0 (data)", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": paths,
        "components": {"schemas": SCHEMAS, "responses": RESPONSES},
    }


def _spelled_out(address: str) -> Iterable[str]:
    """Return one address for each choice of a place but the language: OpenAPI knows no two paths that differ in a name only."""
    for place in _PLACE.finditer(address):
        if place["name"] != "language" and (choices := _choices(place)):
            return [address.replace(place[0], choice) for choice in choices]
    return [address]


def _operation(rule: Rule, address: str, path: str, method: str, view: Callable[..., Any]) -> dict[str, Any]:
    route = ROUTES.get(rule.endpoint, UNKNOWN)
    page = route.answers.get("200", {}).get("content", {})
    if (
        method == "GET"
        and "language" in rule.arguments
        and "text/html" in page
        and rule.endpoint not in WITHOUT
    ):
        told = {**route.answers["200"], "content": {**page, **_CITATIONS}}
        route = replace(route, answers={**route.answers, "200": told}, parameters=(*route.parameters, _CITE))
    described = {
        "tags": [route.tag],
        "operationId": _identifier(method, path),
        "summary": route.summary or _first_line(view),
        "parameters": [*_places(address), *route.parameters],
        # Whatever has a place in its path can be asked with something that is not there.
        "responses": _responses(route, method, *(("404",) if rule.arguments else ())),
    }
    if method == "POST" and route.body:
        described["requestBody"] = {"required": True, "content": dict(route.body)}
    return described


def _of_query(query: CatalogueQuery, path: str, method: str) -> dict[str, Any]:
    return {
        "tags": [ROUTES[_QUERY].tag],
        "operationId": _identifier(method, path),
        "summary": query.title.en,
        "description": query.description.en,
        "parameters": [*(of_query(parameter) for parameter in query.parameters), *ASKING],
        "responses": _responses(
            Route("", answers=answers(query.kind), problems=ROUTES[_QUERY].problems), method
        ),
    }


def _responses(route: Route, method: str, *more: str) -> dict[str, Any]:
    problems = {*COMMON, *route.problems, *more, *(("415",) if method == "POST" and route.body else ())}
    return {**{status: reference(status) for status in sorted(problems)}, **route.answers}


def _choices(place: re.Match[str]) -> list[str]:
    """Return what may stand in a place; nothing if that is open."""
    converter = place["converter"] or ""
    return [choice.strip() for choice in converter[4:-1].split(",")] if converter.startswith("any(") else []


def _places(address: str) -> list[dict[str, Any]]:
    """Return the parameters in the path of ``address``."""
    found = []
    for place in _PLACE.finditer(address):
        schema: dict[str, Any] = {"type": "string", "minLength": 1}
        if choices := _choices(place):
            schema["enum"] = choices
        parameter = {"name": place["name"], "in": "path", "required": True, "schema": schema}
        if place["converter"] == "path":
            parameter["description"] = "May hold slashes."
        found.append(parameter)
    return found


def _identifier(method: str, path: str) -> str:
    return (
        "-".join([method.lower(), *re.findall(r"[\w-]+", path)]) if path != "/" else f"{method.lower()}-root"
    )


def _first_line(view: Callable[..., Any]) -> str:
    return (view.__doc__ or "").strip().partition("\n")[0].replace("``", "`")
