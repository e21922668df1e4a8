"""``graphapp bench endpoint``: this program's endpoint beside other servers, under the same load."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click
from rich.console import Console

from graphapp.cli.bench import publish
from graphapp.config import from_environment


@click.command()
@click.option(
    "--write", type=click.Path(dir_okay=False, path_type=Path), help="Page whose section is written."
)
@click.option(
    "--seconds", type=click.IntRange(1), default=8, show_default=True, help="Load for each question."
)
@click.option(
    "--connections", type=click.IntRange(1), default=8, show_default=True, help="Connections of wrk."
)
@click.option("--timeout", type=float, default=20.0, show_default=True, help="Seconds for a single answer.")
@click.option("--only", multiple=True, help="Measure only this server; may be given several times.")
def endpoint(
    write: Path | None, seconds: int, connections: int, timeout: float, only: tuple[str, ...]
) -> None:
    """Put wrk's load on this program, Oxigraph's server, Virtuoso and rdflib-endpoint, one after the other.

    All answer ten questions of the catalogue on the current release, on this machine. Servers that are not
    installed are left out; wrk must be there.
    """
    from graphapp.bench.endpoint import wrk
    from graphapp.bench.endpoint.measure import Effort, ServerFigures, measure
    from graphapp.bench.endpoint.page import Figures, markdown
    from graphapp.bench.endpoint.questions import bound
    from graphapp.bench.endpoint.servers import all_servers
    from graphapp.bench.machine import describe
    from graphapp.catalogue import CatalogueError, UnknownQueryError, load
    from graphapp.catalogue.bind import ParameterError
    from graphapp.store.engine import QueryError
    from graphapp.store.memory import MemoryEngine
    from graphapp.store.release import current_release

    if not wrk.installed():
        raise click.ClickException(wrk.MISSING)
    servers = all_servers()
    unknown = set(only) - {server.key for server in servers}
    if unknown:
        known = ", ".join(server.key for server in servers)
        raise click.ClickException(f"There is no server {', '.join(sorted(unknown))}; there are: {known}")
    settings = from_environment()
    say = Console(stderr=True).print
    effort = Effort(seconds, connections, timeout)
    figures = []
    try:
        release = current_release(settings.releases)
        questions = bound(load(settings.queries), MemoryEngine.of_release(release))
        for server in servers:
            say(server.title + (f": {server.missing}" if server.missing else ""))
            if only and server.key not in only:
                figures.append(ServerFigures(server))
            else:
                figures.append(measure(server, release, questions, effort, say))
    except (CatalogueError, UnknownQueryError, ParameterError, QueryError, RuntimeError) as error:
        raise click.ClickException(str(error)) from error
    section = markdown(
        Figures(
            day=datetime.now(UTC).date(),
            command=_command(write, effort.seconds, effort.connections, effort.timeout, only),
            machine=describe(),
            versions=_versions(),
            release=release.name,
            quads=int(release.manifest["counts"]["quads"]),
            effort=effort,
            questions=questions,
            servers=tuple(figures),
        )
    )
    publish(write, "graphapp bench endpoint", section)


def _versions() -> dict[str, str]:
    """Return server → version, of those that are there."""
    found = {}
    for name in ("granian", "oxigraph", "rdflib-endpoint", "uvicorn"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    for command, word, name in (
        (("virtuoso-t", "-?"), "Version ", "Virtuoso"),
        (("wrk", "-v"), "wrk ", "wrk"),
    ):
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
        except OSError:
            continue
        _, _, after = (said.stdout + said.stderr).partition(word)
        if after:
            found[name] = after.split()[0]
    return found


def _command(
    write: Path | None, seconds: int, connections: int, timeout: float, only: tuple[str, ...]
) -> str:
    """Write the command line that gives this section."""
    words = ["graphapp bench endpoint", f"--seconds {seconds}", f"--connections {connections}"]
    words += [f"--timeout {timeout:g}", *(f"--only {key}" for key in only)]
    return " ".join([*words, *([f"--write {write}"] if write else [])])
