"""What README shows is what its commands print, asked of the real data."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.config import Settings
from tests.docs.consoles import Block, do_served, runnable

PAGE = (Settings().project / "README.md").read_text("utf-8")


def test_five_questions_have_answers() -> None:
    questions = PAGE.partition("## Five questions")[2].partition("\n## ")[0]
    assert questions.count("<!-- run -->") == 5
    assert questions.count("```console") == 5


@pytest.mark.parametrize("block", runnable(PAGE), ids=lambda block: f"line-{block.line}")
def test_a_console_block_shows_what_its_commands_print(
    block: Block, release: Path, real: str, tmp_path: Path
) -> None:
    environment = {"GRAPHAPP_RELEASES": str(release.parent), "COLUMNS": "100"}
    assert do_served(PAGE, block, tmp_path, real, **environment) == []
