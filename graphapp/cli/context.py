"""``graphapp context``: the JSON-LD context, from the ontology."""

from __future__ import annotations

from pathlib import Path

import click

from graphapp.config import from_environment
from graphapp.ontology.context import FILE, as_json
from graphapp.ontology.vocabulary import read_vocabulary


@click.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; ontology/context.jsonld by default.",
)
def context(output: Path | None) -> None:
    """Write the JSON-LD context of the model."""
    settings = from_environment()
    target = output or settings.ontology / FILE
    target.write_text(as_json(read_vocabulary(settings.ontology)), encoding="utf-8")
    click.echo(f"{target} written")
