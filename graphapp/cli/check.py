"""``graphapp check``: what a curator still has to mend, with file, line and the way out."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path
from typing import Final, get_args

import click
from pyoxigraph import Store
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from graphapp.build.errors import BuildError
from graphapp.build.validate.comparison import EnginesDisagreeError
from graphapp.build.validate.finding import Finding, Language, shortened
from graphapp.build.validate.release_check import Engine, check_release
from graphapp.build.validate.report_formats import FORMATS
from graphapp.build.validate.unpublished import assemble_unchecked, read_release
from graphapp.config import Settings, from_environment

SHOWN: Final = 5
"""How many findings of a shape the table shows unless all are asked for."""

WIDE: Final = 240
"""Columns of the table where no terminal has a width, so that a line stays a line."""

COLOURS: Final = {"violation": "red", "warning": "yellow", "info": "cyan"}


@click.command()
@click.option("--engine", type=click.Choice(get_args(Engine)), default="pyshacl", show_default=True,
              help="Which SHACL engine reads the shapes; both: compare them.")  # fmt: skip
@click.option("--format", "output", type=click.Choice(["table", *FORMATS]), default="table",
              show_default=True, help="How to write the findings.")  # fmt: skip
@click.option("--lang", type=click.Choice(get_args(Language)), default="en", show_default=True,
              help="Language of the messages in the table.")  # fmt: skip
@click.option("--release", type=click.Path(exists=True, file_okay=False, path_type=Path), default=None,
              help="Check this release folder instead of ontology/ and data/.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=f"Show all findings, not {SHOWN} a shape.")
def check(engine: Engine, output: str, lang: Language, release: Path | None, everything: bool) -> None:
    """Check the data against shapes/ and the promises of queries/quality/.

    Exit code 0: no violation; 1: a violation; 2: a file cannot be read, or the engines disagree.
    """
    settings = from_environment()
    try:
        findings = check_release(_store(settings, release), settings, engine)
    except (BuildError, EnginesDisagreeError, ValueError) as error:
        click.echo(error, err=True)
        sys.exit(2)
    if output == "table":
        _print_table(
            Console(width=None if sys.stdout.isatty() else WIDE),
            findings,
            lang,
            None if everything else SHOWN,
        )
        if engine == "both":
            click.echo("Both engines agree.")
    else:
        click.echo(FORMATS[output](findings), nl=False)
    sys.exit(int(any(finding.severity == "violation" for finding in findings)))


def _store(settings: Settings, release: Path | None) -> Store:
    return assemble_unchecked(settings) if release is None else read_release(release)


def _print_table(console: Console, findings: tuple[Finding, ...], lang: Language, limit: int | None) -> None:
    for (severity, shape), group in groupby(findings, key=lambda finding: (finding.severity, finding.shape)):
        members = list(group)
        colour = COLOURS[severity]
        table = Table(
            title=f"[{colour}]{severity}[/] [bold]{escape(shortened(shape))}[/]: {len(members)}",
            caption=escape(members[0].message(lang)),
            title_justify="left",
            caption_justify="left",
            box=None,
            expand=False,
        )
        table.add_column("file", overflow="fold")
        table.add_column("graph", overflow="fold")
        table.add_column("focus", overflow="fold")
        table.add_column("path and value", overflow="fold")
        for finding in members[:limit]:
            table.add_row(*(escape(cell) for cell in _cells(finding)))
        console.print(table)
        if limit is not None and len(members) > limit:
            console.print(f"  … and {len(members) - limit} more (--all shows them)", highlight=False)
        console.print()
    console.print(_total(findings), highlight=False)


def _cells(finding: Finding) -> tuple[str, str, str, str]:
    place = finding.place if finding.file else ""
    value = "" if finding.value == finding.focus else shortened(finding.value)
    return place, shortened(finding.graph), shortened(finding.focus), f"{finding.path} {value}".strip()


def _total(findings: tuple[Finding, ...]) -> str:
    counts = {name: sum(1 for finding in findings if finding.severity == name) for name in COLOURS}
    return ", ".join(f"{count} {name}{'s' if count != 1 else ''}" for name, count in counts.items())
