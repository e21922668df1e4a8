"""What docs/network.md shows is what programs get, and its tables are complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphapp.config import Settings
from graphapp.network.asking import QUERIES
from graphapp.network.explained import MEASURES, RELATIONS
from graphapp.network.exporting import FORMS
from graphapp.network.graph import PROJECTIONS
from graphapp.network.measures import EXACT, SAMPLED
from tests.docs.consoles import Block, do_served, runnable

PAGE = (Settings().project / "docs/network.md").read_text("utf-8")


@pytest.mark.parametrize("block", runnable(PAGE), ids=lambda block: f"line-{block.line}")
def test_a_program_gets_what_the_page_shows(block: Block, real: str, release: Path, tmp_path: Path) -> None:
    assert do_served(PAGE, block, tmp_path, real, GRAPHAPP_RELEASES=str(release.parent)) == []


def table(heading: str) -> list[str]:
    """The names in the first column of the first table below a heading."""
    part = re.split(r"\n##+ ", PAGE.partition(f"# {heading}\n")[2])[0]
    cells = [row.split(" | ")[0] for row in re.findall(r"^\| (`.*)", part, re.MULTILINE)]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_every_projection_relation_and_measure_stands_in_its_table_and_no_other() -> None:
    assert table("Projections") == list(PROJECTIONS)
    assert sorted(table("Relations of the whole")) == sorted(
        relation for relation in RELATIONS if not relation.startswith("shared-")
    )
    assert table("Measures") == [*MEASURES, "bridge"]
    assert all(f"`{QUERIES[name]}`" in PAGE for name in PROJECTIONS)
    assert all(relation in PAGE for relation in RELATIONS if relation.startswith("shared-"))


def test_every_format_has_an_address() -> None:
    assert [form.name for form in FORMS if f".{form.name}`" not in PAGE] == []


def test_the_page_says_when_paths_are_sampled() -> None:
    assert f"more than {EXACT:,} nodes estimated from the paths of {SAMPLED:,} of them" in PAGE
