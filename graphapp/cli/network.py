"""``graphapp export network``: a projection of the current release as a file."""

from __future__ import annotations

from pathlib import Path

import click

from graphapp import config
from graphapp.build.release import current
from graphapp.network.exporting import FORMS
from graphapp.network.graph import PROJECTIONS
from graphapp.network.reading import stored


@click.command()
@click.option("--projection", type=click.Choice(PROJECTIONS), default="whole", show_default=True)
@click.option(
    "--format",
    "form",
    type=click.Choice([form.name for form in FORMS]),
    help="Else what the name of the file ends with.",
)
@click.option(
    "--output",
    "-o",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to write it.",
)
def network(projection: str, form: str | None, file: Path) -> None:
    """Write a projection of the current release for Gephi, Cytoscape, R or Python.

    \b
    graphapp export network --projection networks -o networks.gexf
    graphapp export network --projection shared-projects --format edges.csv -o edges.csv
    """
    chosen = next((one for one in FORMS if one.name == form), None) or next(
        (one for one in FORMS if f".{file.name}".endswith(f".{one.name}")), None
    )
    if chosen is None:
        names = ", ".join(one.name for one in FORMS)
        raise click.BadParameter(
            f"{file.name} does not say a format; there are: {names}", param_hint="--format"
        )
    settings = config.from_environment()
    release = current(settings.releases)
    found = stored(release).get(projection) if release else None
    if found is None:
        raise click.ClickException(
            f"There are no projections in {settings.releases}; make them with: graphapp build"
        )
    columns = found.document()
    file.write_bytes(chosen.write(columns))
    click.echo(f"{len(columns['nodes']['id'])} nodes and {len(columns['edges']['source'])} edges in {file}")
