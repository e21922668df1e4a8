"""``graphapp serve``: answer over HTTP with Granian."""

from __future__ import annotations

import ctypes
import dataclasses
import logging
import signal
import sys
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING, Final, NoReturn

import click

from graphapp.catalogue import CatalogueError, load
from graphapp.config import Settings, from_environment
from graphapp.store import limits_of, supervise
from graphapp.store.engine import EngineUnavailableError
from graphapp.store.workers.confinement import die_with_parent

if TYPE_CHECKING:
    from flask import Flask

    from graphapp.store.workers.supervisor import Supervisor

SPARE_THREADS: Final = 56
"""Threads of a process beside those whose queries run or wait: for pages and refusals, for as many slow readers as
`graphapp.web.delivery.Deliveries` lets in, and for as many slow writers as `graphapp.web.bodies.Places` does."""
HEADER_SECONDS: Final = 10
"""Seconds in which a request's header must have come, and that a connection is kept open between two requests."""
CONNECTIONS: Final = 4096
"""Connections that a process accepts; further ones wait in the kernel's queue."""
IDLE_SECONDS: Final = 600
"""Seconds after which a thread that has nothing to do ends. Granian 2.8 counts one that is about to end as idle: a request that
comes in that moment, while all others are busy, would wait for one of them, however long that takes. So they seldom end."""
_PR_SET_PDEATHSIG: Final = 1
_OWN_DESCRIPTORS: Final = 512
"""Descriptors of a process beside those of its connections: files, and sockets to the query workers."""


@click.command(short_help="Serve pages and the SPARQL endpoint.")
@click.option("--host", help="Address to listen on.  [default: GRAPHAPP_HOST or 127.0.0.1]")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: GRAPHAPP_PORT or 8000]"
)
@click.option("--workers", type=click.IntRange(1), help="Processes.  [default: GRAPHAPP_WORKERS or 1]")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Serve the current release: pages, the catalogue and the SPARQL endpoint.

    When another release becomes current, it is served from then on, without a restart and without a request that fails.
    Queries are evaluated in processes of their own (GRAPHAPP_QUERY_WORKERS), which all --workers share.
    """
    try:
        settings = from_environment()
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    _tell_of_releases()
    settings = dataclasses.replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        workers=workers or settings.workers,
    )
    try:
        # The pool opens the release while everything else is made ready.
        supervisor = None if settings.endpoint else supervise(settings)
    except EngineUnavailableError as error:
        raise click.ClickException(str(error)) from None
    # Until Granian listens to it, SIGTERM must not leave the workers behind.
    signal.signal(signal.SIGTERM, _stop)
    try:
        load(settings.queries)
        _run(settings, supervisor)
    except CatalogueError as error:
        raise click.ClickException(str(error)) from None
    finally:
        if supervisor is not None:
            supervisor.close()


def _run(settings: Settings, supervisor: Supervisor | None) -> None:
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    from graphapp.web.listening import raise_descriptor_limit

    server = Granian(
        "graphapp.web:create_app",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        # The connection that a request came on can be broken off only where it carries no other request.
        http=HTTPModes.http1,
        workers=settings.workers,
        blocking_threads=_threads(settings),
        blocking_threads_idle_timeout=IDLE_SECONDS,
        # Granian's backpressure counts open connections, also those whose request has not come yet.
        backlog=CONNECTIONS,
        backpressure=max(1, min(CONNECTIONS, raise_descriptor_limit() - _OWN_DESCRIPTORS)),
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        respawn_failed_workers=True,
        websockets=False,
    )
    if supervisor is not None:
        # In place of Granian's own, which would replace the processes that answer.
        server.on_startup(partial(signal.signal, signal.SIGHUP, lambda _signal, _frame: supervisor.look()))
    click.echo(f"Serving on http://{settings.host}:{settings.port}/ (stop with Ctrl-C)")
    server.serve(target_loader=partial(_application, settings, supervisor.address if supervisor else ""))


def _threads(settings: Settings) -> int:
    limits = limits_of(settings)
    return limits.workers + limits.queue + SPARE_THREADS


def _application(settings: Settings, address: str, _target: str) -> Flask:
    """Make the application in a worker process, with the settings of the command line."""
    # Granian listens to it only when the application is there; until then, its parent's handler would swallow it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    die_with_parent()
    from graphapp.web import create_app
    from graphapp.web.allocator import return_freed_memory
    from graphapp.web.listening import end_stalled_connections

    _end_with_parent()
    return_freed_memory()
    end_stalled_connections()
    if not address:
        return create_app(settings)
    from graphapp.store.following import FollowingEngine

    return create_app(settings, FollowingEngine(address, limits_of(settings)))


def _end_with_parent() -> None:
    """Let the kernel end this process when the one that started it is gone, however that ended (prctl(2)).

    It would go on unwatched, and keep the query workers, whose pipe to that process it has inherited.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _tell_of_releases() -> None:
    """Let what the program logs appear among Granian's lines, in their form."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("[%(levelname)s] %(message)s"))
    logger = logging.getLogger("graphapp")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
