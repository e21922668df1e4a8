"""The contact sheet has every kind of page, and every page of it is there."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graphapp.web.screenshots import KINDS, every_shot

PAGES = (
    *("start", "search", "list", "questions", "question", "explore", "sparql", "map", "timeline", "charts"),
    *(
        "network",
        "company",
        "person",
        "project",
        "field",
        "place",
        "topic",
        "programme",
        "event",
        "publication",
    ),
    *("source", "downloads", "changes", "about", "missing"),
)


def test_every_kind_of_page_is_in_it() -> None:
    assert set(PAGES) <= {shot.kind for shot in every_shot()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_is_there_in_both_languages(client: FlaskClient, kind: str) -> None:
    for language in ("de", "en"):
        answer = client.get(f"/{language}{KINDS[kind]}", headers={"Accept": "text/html"})
        assert answer.status_code == (404 if kind == "missing" else 200)
        assert answer.mimetype == "text/html"
