"""The walk through docs/curating.md is done as a curator would, and prints what the page shows."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from graphapp.config import Settings
from graphapp.tables.reference import with_tables
from graphapp.tables.rows import ClaimRow, EntityRow, SourceRow, columns, required_columns
from tests.docs.consoles import blocks, commands, do, fits

PROJECT = Settings().project
PAGE = (PROJECT / "docs" / "curating.md").read_text("utf-8")


@pytest.fixture
def checkout(tmp_path: Path, release: Path) -> Path:
    """A copy of what a curator works in, with a release of it."""
    copy = tmp_path / "checkout"
    for name in ("data", "ontology", "shapes", "queries"):
        shutil.copytree(PROJECT / name, copy / name)
    shutil.copytree(release, copy / "release" / release.name)
    (copy / "release" / "current").symlink_to(release.name)
    return copy


def test_the_walk_prints_what_the_page_shows(checkout: Path) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "GRAPHAPP_PROJECT": str(checkout),
        "GRAPHAPP_RELEASES": str(checkout / "release"),
    }
    done = [problem for block in blocks(PAGE) for problem in do(block, checkout, environment)]
    assert done == [], "\n\n".join(done)


def test_the_tables_of_kinds_and_properties_are_current() -> None:
    assert with_tables(PAGE) == PAGE, "run: python -m graphapp.tables.reference"


@pytest.mark.parametrize("row", [SourceRow, EntityRow, ClaimRow])
def test_every_column_is_explained(row: type[SourceRow] | type[EntityRow] | type[ClaimRow]) -> None:
    tables = PAGE.partition("## The tables")[2]
    assert [name for name in columns(row) if f"`{name}`" not in tables] == []


def test_optional_columns_are_called_so() -> None:
    tables = PAGE.partition("### claims")[2]
    optional = tables.partition("All further columns are *optional*")[2].partition("<!-- properties")[0]
    assert {name for name in columns(ClaimRow) if f"| `{name}` |" in optional} == {*columns(ClaimRow)} - {
        *required_columns(ClaimRow)
    }


def test_three_dots_stand_for_anything_and_nothing_else_does() -> None:
    assert fits(["a", "12 rows"], ["a", "… rows"])
    assert fits(["x", "y", "end"], ["…", "end"])
    assert not fits(["a", "b"], ["a"])
    assert list(commands("$ one \\\n  two\nout\n$ three\n")) == [("one   two", ["out"]), ("three", [])]
