"""Competency question 48, what a source says: facts that were looked up in the sources' tables by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.namespaces import PREFIXES
from tests.queries.asking import ask, holds

ARCHIVE = "src-archive-tmw"
SCHEMA, ORG = PREFIXES["schema"], PREFIXES["org"]
FACTS = (
    (ARCHIVE, {"subject": "organisation/tmwat", "property": f"{SCHEMA}dissolutionDate", "value": "2014-11"}),
    (
        ARCHIVE,
        {"subject": "organisation/tmwwdg", "property": "ontology#successorOf", "value": "organisation/tmwat"},
    ),
    (ARCHIVE, {"property": f"{ORG}member", "value": "person/hans-juergen-schulz"}),
    ("src-tab-grw", {"subject": "programme/grw-thueringen", "value": "organisation/thueringer-aufbaubank"}),
    (
        "ta-2017-06-24-lnt",
        {"subject": "organisation/lnt", "property": f"{SCHEMA}foundingDate", "value": "2008"},
    ),
)
"""A document and a row of what it says."""


@pytest.mark.parametrize(("source", "cells"), FACTS)
def test_source_says_what_was_read_in_it(release: Path, source: str, cells: dict[str, str]) -> None:
    rows = ask(release, "what-a-source-says", source=f"source/{source}")
    assert holds(rows, **cells)
    assert holds(rows, subject=f"source/{source}", value="ontology#SourceDocument")


def test_source_does_not_say_what_another_says(release: Path) -> None:
    rows = ask(release, "what-a-source-says", source=f"source/{ARCHIVE}")
    assert not holds(rows, subject="organisation/tmwllr")
    assert not holds(rows, value="person/colette-boos-john")
