"""What the page on downloads shows is what its commands print, and it names every file."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphapp.config import Settings
from graphapp.downloads.kinds import WHOLE
from tests.docs.consoles import Block, blocks, do
from tests.live_server import serving

PAGE = (Settings().project / "docs/downloads.md").read_text("utf-8")
BLOCKS = tuple(blocks(PAGE))


@pytest.fixture(scope="module")
def server(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the release."""
    with serving(release.parent, tmp_path_factory.mktemp("downloads") / "server.log") as url:
        yield url


@pytest.mark.parametrize(
    "block", [b for b in BLOCKS if b.what == "run"], ids=lambda block: f"line-{block.line}"
)
def test_a_console_block_shows_what_its_commands_print(block: Block, server: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    problems = [
        problem
        for part in (*(b for b in BLOCKS if b.what == "file"), block)
        for problem in do(
            replace(part, text=part.text.replace("http://127.0.0.1:8000", server)), tmp_path, environment
        )
    ]
    assert problems == [], "\n\n".join(problems)


def test_the_page_lists_every_file_of_the_whole_data() -> None:
    named = re.findall(r"^\| `(cluster-thueringen[^`]+)` \|", PAGE, re.MULTILINE)
    assert sorted(named) == sorted(kind.name for kind in WHOLE)
