"""Schemathesis: what the description of the routes promises is what they do, for sound requests and for bad ones."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

import pytest
import schemathesis
from flask import Flask
from hypothesis import given
from schemathesis import Case
from schemathesis.core.transport import Response
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.routing import Map

from graphapp.catalogue import load
from graphapp.config import Settings
from graphapp.store.memory import MemoryEngine
from graphapp.web import create_app
from graphapp.web.openapi.routes import ROUTES
from tests.fuzz.effort import examples
from tests.small_release import quads

EXAMPLES: Final = 3
"""Requests of each kind to each operation."""
CHECKS: Final[list[Any]] = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@lru_cache(maxsize=1)
def served() -> Flask:
    return create_app(Settings(), MemoryEngine.of_quads(quads()))


def described() -> dict[str, Any]:
    document: dict[str, Any] = served().test_client().get("/openapi.json").get_json()
    return document


@lru_cache(maxsize=1)
def operations() -> dict[str, Any]:
    schema = schemathesis.openapi.from_wsgi("/openapi.json", served())
    return {operation.label: operation for operation in (found.ok() for found in schema.get_all_operations())}


LABELS: Final = sorted(
    f"{method.upper()} {path}" for path, methods in described()["paths"].items() for method in methods
)


def never_our_fault(_context: Any, response: Response, _case: Case) -> None:
    """No 5xx but the documented limits, and those say when to come again."""
    assert response.status_code < 500 or response.status_code in (503, 504), response.text
    if response.status_code == 503:
        assert "retry-after" in response.headers


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["sound", "bad"])
@pytest.mark.parametrize("label", LABELS)
def test_an_operation_answers_as_it_is_described(label: str, mode: GenerationMode) -> None:
    operation = operations()[label]

    @examples(EXAMPLES)
    @given(operation.as_strategy(mode))
    def ask(case: Case) -> None:
        case.call_and_validate(checks=[never_our_fault, *CHECKS])

    ask()
