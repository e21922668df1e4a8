"""What the page on linked data shows is what its commands print, and the redirects it asks of w3id.org hold."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphapp.config import Settings
from graphapp.web.linked.formats import EXTENSIONS
from tests.docs.consoles import Block, blocks, do
from tests.live_server import serving

DOCS = Settings().project / "docs"
PAGE = (DOCS / "linked-data.md").read_text("utf-8")
BLOCKS = tuple(blocks(PAGE))


@pytest.fixture(scope="module")
def server(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the release."""
    with serving(release.parent, tmp_path_factory.mktemp("linked-data") / "server.log") as url:
        yield url


def test_the_page_has_examples() -> None:
    assert [block.what for block in BLOCKS].count("run") >= 5


@pytest.mark.parametrize(
    "block", [b for b in BLOCKS if b.what == "run"], ids=lambda block: f"line-{block.line}"
)
def test_a_console_block_shows_what_its_commands_print(block: Block, server: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    files = [b for b in BLOCKS if b.what == "file"]
    problems = [
        problem
        for part in (*files, block)
        for problem in do(
            replace(part, text=part.text.replace("http://127.0.0.1:8000", server)), tmp_path, environment
        )
    ]
    assert problems == [], "\n\n".join(problems)


def test_the_page_lists_every_format() -> None:
    assert set(re.findall(r"^\| `\.(\w+)` \|", PAGE, re.MULTILINE)) == set(EXTENSIONS)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "organisation/optonet",
        "tenure/a--b--c--2001..2016-12",
        "organisation/optonet.ttl",
        ".well-known/genid/x",
        "ontology",
    ],
)
def test_the_redirect_rule_for_w3id_keeps_the_whole_path(path: str) -> None:
    rule = re.search(
        r"^RewriteRule (\S+) (\S+) \[(.+)\]$", (DOCS / "operating.md").read_text("utf-8"), re.MULTILINE
    )
    assert rule is not None
    pattern, target, flags = rule.groups()
    found = re.match(pattern, path)
    assert found is not None
    assert target.replace("$1", found[1]) == f"https://cluster.example.org/{path}"
    assert {"R=302", "NE", "L"} <= set(flags.split(","))
