"""``graphapp build``: data → release."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console

from graphapp.build.errors import BuildError
from graphapp.build.pipeline import build_release
from graphapp.build.progress import Stages
from graphapp.config import from_environment


@click.command()
@click.option("--force", is_flag=True, help="Build even if a release of the same input is there.")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of releases; GRAPHAPP_RELEASES by default.",
)
def build(force: bool, output: Path | None) -> None:
    """Make a release of ontology/, data/, shapes/ and queries/, and let release/current point to it.

    Nothing changes when the input is at fault: the message names the file and the line.
    """
    settings = from_environment()
    if output is not None:
        settings = replace(settings, releases=output.resolve())
    try:
        outcome = build_release(settings, force=force, stages=Stages(Console(stderr=True)))
    except (BuildError, OSError) as error:
        raise click.ClickException(str(error)) from error
    counts = outcome.manifest.counts
    verb = "made" if outcome.fresh else "is up to date"
    click.echo(
        f"Release {outcome.manifest.release} {verb}: {counts.quads:,} quads in {counts.graphs:,} graphs, "
        f"{outcome.release}"
    )
