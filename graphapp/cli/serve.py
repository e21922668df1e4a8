"""``graphapp serve``: answer over HTTP with Granian."""

from __future__ import annotations

import dataclasses
from functools import partial
from typing import TYPE_CHECKING

import click

from graphapp.catalogue import CatalogueError, load
from graphapp.config import Settings, from_environment
from graphapp.store.engine import EngineUnavailableError
from graphapp.store.release import current_release

if TYPE_CHECKING:
    from flask import Flask


@click.command(short_help="Serve pages and the SPARQL endpoint.")
@click.option("--host", help="Address to listen on.  [default: GRAPHAPP_HOST or 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: GRAPHAPP_PORT or 8000]"
)
@click.option("--workers", type=click.IntRange(1), help="Processes.  [default: GRAPHAPP_WORKERS or 1]")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the current release: pages, the catalogue and the SPARQL endpoint."""
    settings = from_environment()
    settings = dataclasses.replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        workers=workers or settings.workers,
    )
    try:
        load(settings.queries)
        if not settings.endpoint:
            current_release(settings.releases)
    except (CatalogueError, EngineUnavailableError) as error:
        raise click.ClickException(str(error)) from None
    _run(settings)


def _run(settings: Settings) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        "graphapp.web:create_app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        websockets=False,
    )
    click.echo(f"Serving on http://{settings.host}:{settings.port}/ (stop with Ctrl-C)")
    server.serve(target_loader=partial(_application, settings))


def _application(settings: Settings, _target: str) -> Flask:
    """Make the application in a worker process, with the settings of the command line."""
    from graphapp.web import create_app

    return create_app(settings)
