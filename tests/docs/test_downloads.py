"""What the page on downloads shows is what its commands print, and it names every file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graphapp.config import Settings
from graphapp.downloads.kinds import WHOLE
from tests.docs.consoles import Block, do_served, runnable

PAGE = (Settings().project / "docs/downloads.md").read_text("utf-8")


@pytest.mark.parametrize("block", runnable(PAGE), ids=lambda block: f"line-{block.line}")
def test_a_console_block_shows_what_its_commands_print(block: Block, real: str, tmp_path: Path) -> None:
    assert do_served(PAGE, block, tmp_path, real) == []


def test_the_page_lists_every_file_of_the_whole_data() -> None:
    named = re.findall(r"^\| `(cluster-thueringen[^`]+)` \|", PAGE, re.MULTILINE)
    assert sorted(named) == sorted(kind.name for kind in WHOLE)
