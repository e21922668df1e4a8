"""``graphapp synthesise``: a landscape N times as large, invented, with the real one's structure."""

from __future__ import annotations

from pathlib import Path

import click

from graphapp.config import from_environment


@click.command()
@click.option("--scale", type=click.FloatRange(0.01, 1000), default=1.0, show_default=True,
              help="1 gives a release of about 100,000 quads, 100 one of about 10 million.")  # fmt: skip
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Another number gives another landscape."
)
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True,
              help="Folder to write: empty, new, or a landscape written before.")  # fmt: skip
def synthesise(scale: float, seed: int, out: Path) -> None:
    """Invent a landscape with the ontology, the kinds of things and the skew of the project's data.

    The folder is built and served like the project: GRAPHAPP_PROJECT names it, GRAPHAPP_RELEASES a folder for
    its releases. The same project, scale and seed always give the same files.
    """
    from graphapp.synthesise.landscape import Plan
    from graphapp.synthesise.landscape import synthesise as write
    from graphapp.synthesise.profile import read_profile

    def advance(through: int, of: int) -> None:
        if of > 1:
            click.echo(f"Block {through} of {of}", err=True)

    try:
        settings = from_environment()
        profile = read_profile(settings.ontology, settings.data)
        written = write(settings, profile, Plan(scale, seed), out.resolve(), advance)
    except (OSError, SyntaxError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Wrote {written.triples:,} triples in {written.documents:,} documents to {out}")
