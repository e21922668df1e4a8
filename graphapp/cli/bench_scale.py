"""``graphapp bench scale``: how build, load, memory and latency grow with the data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from rich.console import Console

from graphapp.build.errors import BuildError
from graphapp.cli.bench import publish
from graphapp.config import from_environment


@click.command()
@click.option(
    "--scales", default="1,10,100", show_default=True, help="Sizes, parted by commas; see synthesise."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Seed of the landscapes.")
@click.option("--runs", type=click.IntRange(1), default=5, show_default=True, help="Counted runs a question.")
@click.option("--timeout", type=float, default=60.0, show_default=True, help="Seconds that a run may take.")
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path),
              help="Folder for landscapes and releases, which stay there; a temporary one by default.")  # fmt: skip
@click.option(
    "--write", type=click.Path(dir_okay=False, path_type=Path), help="Page whose section is written."
)
def scale(
    *, scales: str, seed: int, runs: int, timeout: float, folder: Path | None, write: Path | None
) -> None:
    """Measure invented landscapes of several sizes: build, load, memory, latency, and how each grows.

    Scale 100 needs about 15 minutes of computing, 8 GB of memory and 2 GB of disk.
    """
    from graphapp.bench.latency import Effort
    from graphapp.bench.machine import describe
    from graphapp.bench.questions import measured
    from graphapp.bench.scale import measure_scale, section
    from graphapp.catalogue import CatalogueError, load
    from graphapp.synthesise.landscape import Plan
    from graphapp.synthesise.profile import read_profile

    settings = from_environment()
    say = Console(stderr=True).print
    try:
        profile = read_profile(settings.ontology, settings.data)
        wanted = [float(text) for text in scales.split(",")]
        with TemporaryDirectory(prefix="graphapp-scale-") as temporary:
            sizes = [
                measure_scale(
                    settings,
                    profile,
                    Plan(size, seed),
                    (folder or Path(temporary)).resolve() / f"scale-{size:g}",
                    effort=Effort(runs, timeout),
                    say=say,
                )
                for size in wanted
            ]
        text = section(
            datetime.now(UTC).date().isoformat(),
            f"graphapp bench scale --scales {scales} --seed {seed} --runs {runs} --timeout {timeout:g}",
            describe(),
            sizes,
            measured(load(settings.queries)),
        )
    except (BuildError, CatalogueError, OSError, RuntimeError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    publish(write, "graphapp bench scale", text)
