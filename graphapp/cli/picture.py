"""``graphapp picture``: the model, drawn from the ontology."""

from __future__ import annotations

from pathlib import Path

import click

from graphapp.config import from_environment
from graphapp.ontology.drawing import svg
from graphapp.ontology.vocabulary import read_vocabulary

DEFAULT = Path("docs") / "model.svg"


@click.command()
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; docs/model.svg by default.",
)
def picture(output: Path | None) -> None:
    """Draw the classes and main properties of the ontology as SVG."""
    settings = from_environment()
    target = output or settings.project / DEFAULT
    target.write_text(svg(read_vocabulary(settings.ontology)), encoding="utf-8")
    click.echo(f"{target} written")
