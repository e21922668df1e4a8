"""What README shows is what its commands print, asked of the real data."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphapp.config import Settings
from tests.docs.consoles import Block, blocks, do
from tests.live_server import serving

PAGE = (Settings().project / "README.md").read_text("utf-8")
BLOCKS = tuple(blocks(PAGE))


@pytest.fixture(scope="module")
def server(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the release."""
    with serving(release.parent, tmp_path_factory.mktemp("readme") / "server.log") as url:
        yield url


def test_five_questions_have_answers() -> None:
    questions = PAGE.partition("## Five questions")[2].partition("\n## ")[0]
    assert questions.count("<!-- run -->") == 5
    assert questions.count("```console") == 5


@pytest.mark.parametrize(
    "block", [b for b in BLOCKS if b.what == "run"], ids=lambda block: f"line-{block.line}"
)
def test_a_console_block_shows_what_its_commands_print(
    block: Block, release: Path, server: str, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "GRAPHAPP_RELEASES": str(release.parent),
        "COLUMNS": "100",
    }
    files = [b for b in BLOCKS if b.what == "file"]
    problems = [
        problem for part in (*files, block) for problem in do(_served(part, server), tmp_path, environment)
    ]
    assert problems == [], "\n\n".join(problems)


def _served(block: Block, url: str) -> Block:
    return replace(block, text=block.text.replace("http://127.0.0.1:8000", url))
