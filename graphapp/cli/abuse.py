"""``graphapp bench abuse`` and ``graphapp bench soak``: what the server holds."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from graphapp.config import from_environment

_WRITE = click.option(
    "--write", type=click.Path(dir_okay=False, path_type=Path), help="Page whose section is written."
)


@click.command(short_help="Measure what ordinary clients notice of abusive ones.")
@_WRITE
@click.option("--seconds", type=click.FloatRange(1), default=10.0, show_default=True, help="For each kind.")
def abuse(write: Path | None, seconds: float) -> None:
    """Measure what ordinary clients notice while others abuse the server, kind by kind.

    The current release is served on a free loopback port; clients have addresses of the loopback network.
    """
    from graphapp.bench.abuse import markdown, measure_abuse
    from graphapp.bench.machine import describe
    from graphapp.bench.questions import measured
    from graphapp.catalogue import CatalogueError, load
    from graphapp.cli.bench import publish

    console = Console(stderr=True)
    try:
        rows = measure_abuse(measured(load(from_environment().queries)), seconds, console.print)
    except (CatalogueError, RuntimeError, TimeoutError) as error:
        raise click.ClickException(str(error)) from error
    command = _command("abuse", f"--seconds {seconds:g}", write)
    publish(write, "graphapp bench abuse", markdown(rows, describe(), datetime.now(UTC).date(), command))


@click.command(short_help="Watch the memory under mixed traffic.")
@_WRITE
@click.option("--minutes", type=click.FloatRange(0.2), default=10.0, show_default=True, help="How long.")
def soak(write: Path | None, minutes: float) -> None:
    """Watch the memory of all processes under ordinary and abusive traffic.

    Exit code 1 when memory grows beyond noise after a warm-up of a quarter of the time, or an ordinary client
    gets a wrong answer.
    """
    from graphapp.bench.machine import describe
    from graphapp.bench.questions import measured
    from graphapp.bench.soak import markdown, measure_soak
    from graphapp.catalogue import CatalogueError, load
    from graphapp.cli.bench import publish

    console = Console(stderr=True)
    try:
        figures = measure_soak(measured(load(from_environment().queries)), minutes * 60, console.print)
    except (CatalogueError, RuntimeError, TimeoutError) as error:
        raise click.ClickException(str(error)) from error
    command = _command("soak", f"--minutes {minutes:g}", write)
    publish(write, "graphapp bench soak", markdown(figures, describe(), datetime.now(UTC).date(), command))
    if figures.failures:
        for failure in figures.failures:
            click.echo(failure, err=True)
        sys.exit(1)


def _command(name: str, option: str, write: Path | None) -> str:
    return " ".join([f"graphapp bench {name}", option, *([f"--write {write}"] if write else [])])
