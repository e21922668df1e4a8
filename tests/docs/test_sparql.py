"""What docs/sparql.md shows is what clients get, and its tables are complete."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from graphapp.config import Settings
from graphapp.store.formats import GRAPH_FORMATS, RESULT_FORMATS
from graphapp.web.problems import TITLES
from graphapp.web.wellformed import HEADERS, MAX_ADDRESS, MAX_HEADER
from tests.docs.consoles import Block, blocks, do_served, runnable
from tests.protocol.comunica import MODULES, node

PAGE = (Settings().project / "docs" / "sparql.md").read_text("utf-8")


@pytest.mark.parametrize("block", runnable(PAGE), ids=lambda block: f"line-{block.line}")
def test_a_client_gets_what_the_page_shows(block: Block, real: str, tmp_path: Path) -> None:
    programs = os.pathsep.join(
        [str(Path(sys.executable).parent), str(Path(node()).parent), os.environ["PATH"]]
    )
    assert do_served(PAGE, block, tmp_path, real, PATH=programs, NODE_PATH=str(MODULES)) == []


def test_every_client_that_is_not_marked_is_run() -> None:
    clients = PAGE.partition("## Clients")[2].partition("\n## ")[0]
    unmarked = re.findall(r"(?<!-->)\n```(\w+)\n", clients)
    assert unmarked == ["r"]
    assert len([block for block in blocks(clients) if block.what == "run"]) == 5


def test_every_kind_of_problem_stands_in_the_table_of_errors_and_no_other() -> None:
    table = PAGE.partition("## Errors")[2].partition("| --- | --- | --- |\n")[2].partition("\n\n")[0]
    kinds = [kind for line in table.splitlines() for kind in re.findall(r"`([\w-]+)`", line.split("|")[2])]
    assert sorted(kinds) == sorted(TITLES)


def test_every_format_stands_with_its_names() -> None:
    table = PAGE.partition("| query | `format=` | `Accept` |")[2].partition("\n\n")[0]
    for known in (*RESULT_FORMATS, *GRAPH_FORMATS):
        line = next(line for line in table.splitlines() if f"| `{known.name}`" in line)
        assert set(re.findall(r"`(\w+/[\w.+-]+)`", line)) == {known.media_type, *known.aliases}


def test_the_limits_of_addresses_and_headers_are_those_of_the_program() -> None:
    limits = PAGE.partition("## Limits")[2].partition("\n## ")[0]
    assert f"{MAX_ADDRESS:,}" in limits
    assert f"{MAX_HEADER:,}" in limits
    assert [name for name in HEADERS.values() if f"`{name}`" not in limits] == []
