"""What the program has is documented."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

import click
import pytest

from graphapp import config
from graphapp.cli import COMMANDS, main
from graphapp.cli.bench import COMMANDS as MEASUREMENTS

PROJECT = Path(config.__file__).parents[1]
OPERATING = (PROJECT / "docs/operating.md").read_text(encoding="utf-8")
CONFIG = Path(config.__file__).read_text(encoding="utf-8")
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]


def test_every_setting_stands_in_the_table_of_settings_and_no_other() -> None:
    read = set(re.findall(r'"(GRAPHAPP_[A-Z_]+)"', CONFIG))
    documented = set(re.findall(r"^\| `(GRAPHAPP_[A-Z_]+)` \|", OPERATING, re.MULTILINE))
    assert read
    assert documented == read


def _documented_default(cell: str) -> str:
    """Return the default that a cell of the table tells."""
    return {"empty": "", "cores + 1": "0"}.get(cell, cell.strip("`"))


def test_every_setting_has_the_default_that_the_table_says() -> None:
    rows = re.findall(r"^\| `GRAPHAPP_([A-Z_]+)` \| (.+?) \|", OPERATING, re.MULTILINE)
    told = {name.lower(): _documented_default(cell) for name, cell in rows}
    settings = config.from_environment({})
    assert settings == config.Settings()
    folders = {"project": PROJECT, "releases": PROJECT / "release"}
    assert (told.pop("project"), told.pop("releases")) == (
        "the checkout",
        "release/` in the checkout",
    )
    assert {name: getattr(settings, name) for name in folders} == folders
    assert told == {name: str(getattr(settings, name)) for name in told}
    assert {field.name for field in dataclasses.fields(settings)} == {*told, *folders}


def test_every_subcommand_of_a_group_stands_in_the_table_and_no_other() -> None:
    context = click.Context(main)
    groups = {name: main.get_command(context, name) for name in COMMANDS}
    subcommands = {
        f"{name} {sub}"
        for name, group in groups.items()
        if isinstance(group, click.Group)
        for sub in group.list_commands(context)
    }
    assert subcommands
    rows = re.findall(r"^\| `graphapp .*$", OPERATING, re.MULTILINE)
    told = set(re.findall(r"`graphapp ([a-z]+ [a-z]+)", "\n".join(rows)))
    assert told == subcommands


def test_every_option_of_serve_is_documented() -> None:
    serve = main.get_command(click.Context(main), "serve")
    assert serve is not None
    options = {text for option in serve.params for text in option.opts}
    (row,) = re.findall(r"^\| `graphapp serve` \|.*$", OPERATING, re.MULTILINE)
    assert set(re.findall(r"`(--[a-z]+)`", row)) == options


def test_make_bench_runs_every_measurement() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    recipe = makefile.partition("\nbench:")[2].partition("\n\n")[0]
    ran = re.findall(r"graphapp bench ?([a-z]*) --write docs/benchmarks.md", recipe)
    assert sorted(ran) == sorted(["", *MEASUREMENTS])


def test_every_command_stands_in_the_table_of_commands_and_no_other() -> None:
    documented = set(re.findall(r"^\| `graphapp ([a-z]+)[^`]*` \|", OPERATING, re.MULTILINE))
    assert documented == set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_shows_exists(page: Path) -> None:
    command = r"(?:`|^\s*(?:\$ )?)(?:\.venv/bin/)?graphapp ([a-z]+)"
    assert set(re.findall(command, page.read_text("utf-8"), re.MULTILINE)) <= set(COMMANDS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_links_to_exists(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help


def test_every_make_target_that_a_page_shows_exists() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for page in PAGES:
        shown = set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
        assert shown <= targets, page.name


def test_every_dependency_has_a_reason_in_the_decisions() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    decisions = (PROJECT / "docs/decisions.md").read_text(encoding="utf-8")
    required = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[^\w-]", requirement)[0] for requirement in required]
    assert [name for name in names if f"| {name} |" not in decisions and f"**{name}**" not in decisions] == []


def test_the_lock_file_names_no_other_index_than_the_public_one() -> None:
    lock = (PROJECT / "uv.lock").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^/\"]+|file:[^\"]+", lock)) == {
        "https://pypi.org",
        "https://files.pythonhosted.org",
    }
