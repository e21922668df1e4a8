"""The web application: SPARQL endpoint, query catalogue and pages."""

from __future__ import annotations

from wsgiref.types import WSGIEnvironment

from flask import Flask

from graphapp.catalogue import load
from graphapp.config import Settings, from_environment
from graphapp.store import open_public_engine
from graphapp.store.engine import Engine
from graphapp.store.following import FollowingEngine
from graphapp.store.workers.limits import Limits
from graphapp.web import (
    access_log,
    assets,
    caching,
    freshness,
    health,
    language,
    linked,
    network,
    openapi,
    pages,
    problems,
    queries,
    references,
    reporting,
    running,
    search,
    searching,
    security,
    sparql,
    timeless,
    wellformed,
)
from graphapp.web.asking import client_of
from graphapp.web.bodies import WholeBodies
from graphapp.web.charts import views as charts
from graphapp.web.crowd import ROOM, Crowd
from graphapp.web.display import install as install_display
from graphapp.web.editor import labels, terms
from graphapp.web.explore import views as explore
from graphapp.web.harvest import changing, describing, downloads, feed, sitemaps, structured
from graphapp.web.lists import views as lists
from graphapp.web.maps import views as maps
from graphapp.web.pinning import Pinning
from graphapp.web.previews import views as previews
from graphapp.web.reading import Request
from graphapp.web.site import EXTENSION, Site
from graphapp.web.things import views as things
from graphapp.web.timelines import views as timelines


def create_app(settings: Settings | None = None, engine: Engine | None = None) -> Flask:
    """Make the WSGI application.

    ``settings`` default to the environment's; ``engine`` to the one the settings ask for, which starts
    query workers of its own for the current release. Raises `graphapp.store.engine.EngineUnavailableError` without a release and
    `graphapp.catalogue.CatalogueError` for a query file that does not keep the format.
    """
    settings = settings or from_environment()
    app = Flask(__name__, static_folder="static", static_url_path="/static")
    app.request_class = Request
    app.config["MAX_CONTENT_LENGTH"] = settings.max_request_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.max_request_bytes
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    here = Site(settings, engine or open_public_engine(settings), load(settings.queries))
    app.extensions[EXTENSION] = here
    for part in (language, security, freshness, references, problems, assets, timeless):
        part.install(app)
    install_display(app)
    searching.install(app, settings)
    structured.install(app)
    changing.install(app)
    for blueprint in (
        health.blueprint,
        sparql.blueprint,
        running.blueprint,
        labels.blueprint,
        terms.blueprint,
        queries.blueprint,
        search.blueprint,
        network.blueprint,
        pages.blueprint,
        openapi.blueprint,
        linked.blueprint,
        things.blueprint,
        lists.blueprint,
        maps.blueprint,
        timelines.blueprint,
        charts.blueprint,
        explore.blueprint,
        reporting.blueprint,
        downloads.blueprint,
        describing.blueprint,
        sitemaps.blueprint,
        feed.blueprint,
        previews.blueprint,
    ):
        app.register_blueprint(blueprint)
    _guard(app, here)
    wellformed.install(app)
    if settings.access_log != access_log.OFF:
        queries_too = settings.access_log == access_log.QUERIES
        app.wsgi_app = access_log.AccessLog(app.wsgi_app, queries=queries_too)  # type: ignore[method-assign]
    return app


def _guard(app: Flask, here: Site) -> None:
    """Put in front of the application what answers, reads or refuses a request before it costs anything."""
    settings = here.settings

    def client(environ: WSGIEnvironment) -> str:
        return client_of(environ, settings.client_header)

    limits = here.limits or Limits()
    share = limits.client_workers + limits.client_queue + ROOM
    app.wsgi_app = Crowd(app.wsgi_app, share, client)  # type: ignore[method-assign]
    caching.install(app, settings, here.engine)
    if isinstance(here.engine, FollowingEngine):
        app.wsgi_app = Pinning(app.wsgi_app, here, here.engine)  # type: ignore[method-assign]
    whole = WholeBodies(app.wsgi_app, settings.max_request_bytes, client, here.taken)
    app.wsgi_app = whole  # type: ignore[method-assign]
