"""Each command of the benchmark replaces its own section of the page and leaves the others alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp import config
from graphapp.bench.page import TITLE, with_section, write_section

PAGE = Path(config.__file__).parents[1] / "docs/benchmarks.md"


def test_sections_are_added_and_replaced_one_by_one(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    write_section(page, "graphapp bench", "## One\n\nfirst\n")
    write_section(page, "graphapp bench scale", "## Two\n\nsecond\n")
    before = page.read_text()
    write_section(page, "graphapp bench", "## One\n\nmeasured again\n")
    assert page.read_text() == before.replace("first", "measured again")
    assert page.read_text().startswith(TITLE)
    assert page.read_text().index("## One") < page.read_text().index("## Two")


def test_words_around_the_sections_are_kept() -> None:
    page = with_section("# Mine\n\nBefore.\n", "graphapp bench", "old") + "\nAfter.\n"
    assert with_section(page, "graphapp bench", "new") == page.replace("old", "new")


def test_a_section_without_an_end_is_not_guessed_at(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- graphapp bench: begin -->\nHere somebody deleted a line.\n")
    with pytest.raises(ValueError, match="end -->"):
        write_section(page, "graphapp bench", "new")
    assert "deleted" in page.read_text()


def test_the_published_page_holds_the_section_of_the_plain_command() -> None:
    page = PAGE.read_text(encoding="utf-8")
    begin, end = "<!-- graphapp bench: begin -->\n\n", "\n\n<!-- graphapp bench: end -->"
    section = page.partition(begin)[2].partition(end)[0]
    assert "`graphapp bench --runs" in section
    assert with_section(page, "graphapp bench", section) == page
