"""What the page on linked data shows is what its commands print, and the redirects it asks of w3id.org hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphapp.config import Settings
from graphapp.web.linked.formats import EXTENSIONS
from tests.docs.consoles import Block, do_served, runnable

DOCS = Settings().project / "docs"
PAGE = (DOCS / "linked-data.md").read_text("utf-8")


def test_the_page_has_examples() -> None:
    assert len(runnable(PAGE)) >= 5


@pytest.mark.parametrize("block", runnable(PAGE), ids=lambda block: f"line-{block.line}")
def test_a_console_block_shows_what_its_commands_print(block: Block, real: str, tmp_path: Path) -> None:
    assert do_served(PAGE, block, tmp_path, real) == []


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
