"""``graphapp bench frames``: how smoothly the network explorer moves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console

from graphapp.cli.bench import publish
from graphapp.config import from_environment


@click.command(short_help="Measure the frames of the network explorer.")
@click.option(
    "--things",
    type=click.IntRange(10),
    default=10_000,
    show_default=True,
    help="Things of the made-up network.",
)
@click.option("--ties", type=click.IntRange(10), default=50_000, show_default=True, help="Its ties.")
@click.option(
    "--rounds", type=click.IntRange(1), default=3, show_default=True, help="Times that both pages are panned."
)
@click.option("--frames", type=click.IntRange(10), default=12, show_default=True, help="Frames of a round.")
@click.option(
    "--write", type=click.Path(dir_okay=False, path_type=Path), help="Page whose section is written."
)
def frames(things: int, ties: int, rounds: int, frames: int, write: Path | None) -> None:
    """Pan a made-up network in the explorer and in a page with Sigma alone, in turn, in headless Chromium.

    Needs Playwright, which is one of the development dependencies, and a release.
    """
    from graphapp.bench.frames import measure
    from graphapp.bench.frames_report import markdown
    from graphapp.bench.machine import describe

    console = Console(stderr=True)
    try:
        figures = measure(
            from_environment().releases, things, ties, rounds=rounds, frames=frames, told=console.print
        )
    except ImportError:
        raise click.ClickException("Playwright is not installed: run make build in a checkout") from None
    except RuntimeError as error:
        raise click.ClickException(str(error)) from error
    options = f"--things {things} --ties {ties} --rounds {rounds} --frames {frames}"
    command = f"graphapp bench frames {options}" + (f" --write {write}" if write else "")
    publish(write, "graphapp bench frames", markdown(figures, datetime.now(UTC).date(), command, describe()))
