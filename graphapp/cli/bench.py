"""``graphapp bench``: measure, and write a section of ``docs/benchmarks.md``; a subcommand writes its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from rich.console import Console

from graphapp.build.errors import BuildError
from graphapp.cli import LazyGroup
from graphapp.config import from_environment

COMMANDS: Final[dict[str, str]] = {
    "endpoint": "graphapp.cli.bench_endpoint:endpoint",
    "abuse": "graphapp.cli.abuse:abuse",
    "soak": "graphapp.cli.abuse:soak",
    "scale": "graphapp.cli.bench_scale:scale",
    "frames": "graphapp.cli.bench_frames:frames",
}
"""Subcommand → ``module:attribute`` of its click command."""


@click.group(cls=LazyGroup, targets=COMMANDS, invoke_without_command=True)
@click.pass_context
@click.option(
    "--write", type=click.Path(dir_okay=False, path_type=Path), help="Page whose section is written."
)
@click.option("--runs", type=click.IntRange(1), default=9, show_default=True, help="Counted runs a question.")
@click.option("--timeout", type=float, default=60.0, show_default=True, help="Seconds that a run may take.")
def bench(context: click.Context, write: Path | None, runs: int, timeout: float) -> None:
    """Measure build, checks, load time, memory and the latency of ten questions.

    Oxigraph and rdflib's own engine answer the same questions on the same release, one after the other. A
    subcommand measures something else and has options of its own.
    """
    if context.invoked_subcommand is not None:
        return
    from graphapp.bench.building import measure_build, measure_check
    from graphapp.bench.latency import Effort, measure
    from graphapp.bench.machine import describe
    from graphapp.bench.questions import measured
    from graphapp.bench.report import Figures, markdown
    from graphapp.catalogue import CatalogueError, load

    settings = from_environment()
    console = Console(stderr=True)
    say = console.print
    checks, engines = [], []
    try:
        questions = measured(load(settings.queries))
        with TemporaryDirectory(prefix="graphapp-bench-") as folder:
            say("Build")
            build = measure_build(replace(settings, releases=Path(folder)))
            release = build.made.release
            for engine in ("pyoxigraph", "rdflib"):
                say(f"Load and ask {engine}")
                engines.append(
                    measure(engine, release, questions, Effort(runs, timeout), lambda name: say(f"  {name}"))
                )
            for checker in ("pyrudof", "pyshacl"):
                say(f"Check with {checker}")
                checks.append(measure_check(settings, release, checker))
    except (BuildError, CatalogueError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    section = markdown(
        Figures(
            day=datetime.now(UTC).date(),
            command=_command(write, runs, timeout),
            machine=describe(),
            build=build,
            checks=tuple(checks),
            engines=(engines[0], engines[1]),
            questions=questions,
        )
    )
    publish(write, "graphapp bench", section)


def publish(page: Path | None, command: str, section: str) -> None:
    """Put ``section`` into ``page`` as that of ``command``, or print it if there is no page."""
    from graphapp.bench.page import write_section

    if page is None:
        click.echo(section, nl=False)
        return
    try:
        write_section(page, command, section)
    except ValueError as error:
        raise click.ClickException(f"{page}: {error}") from error
    click.echo(f"Wrote {page}")


def _command(write: Path | None, runs: int, timeout: float) -> str:
    """Write the command line that gives this section."""
    words = ["graphapp bench", f"--runs {runs}", f"--timeout {timeout:g}"]
    return " ".join([*words, *([f"--write {write}"] if write else [])])
