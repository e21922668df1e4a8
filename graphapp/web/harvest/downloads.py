"""``/downloads``: the files of the releases, and the page that says what each is good for."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, redirect, render_template, request, send_file
from werkzeug import Response
from werkzeug.exceptions import NotFound

from graphapp.downloads.kinds import ABOUT, CSV, STEM, TABLE_CLASSES, WHOLE, table_name
from graphapp.namespaces import BASE
from graphapp.web import freshness
from graphapp.web.harvest.offers import Offer, offers, served_offer
from graphapp.web.language import preferred_language
from graphapp.web.linked.formats import HTML, wanted_extension
from graphapp.web.site import site

blueprint = Blueprint("downloads", __name__)
_MEDIA_TYPES: Final = {kind.name: kind.media_type for kind in WHOLE}
TABLES: Final = {table_name(name): name for name in TABLE_CLASSES}
"""File name of a single table → its name."""


@blueprint.get("/downloads")
def downloads() -> Response:
    """Lead people to the page in their language (303), and programs that want RDF to the catalogue."""
    wanted = wanted_extension(request.accept_mimetypes, page_first=True) or HTML
    target = f"/{preferred_language()}/downloads" if wanted == HTML else f"/catalogue.{wanted}"
    response = redirect(target, 303)
    response.vary.update(["Accept", "Accept-Language", "Cookie"])
    return response


@blueprint.get("/downloads/<name>")
def current_file(name: str) -> Response:
    """Send a file of the release that is served: a dump, a table or the workbook; ranges and validators as RFC 9110 has them."""
    return _send(served_offer(site()), name)


@blueprint.get("/downloads/<release>/<name>")
def file(release: str, name: str) -> Response:
    """Send a file of a release that is kept; it never changes."""
    response = _send(next((offer for offer in offers(site()) if offer.release == release), None), name)
    response.headers["Cache-Control"] = freshness.IMMUTABLE
    return response


@blueprint.get("/<any(de, en):language>/downloads")
def page(language: str) -> str:
    """Show the files, their sizes and checksums, how to load them, their licence, and the releases that are kept."""
    del language
    found = offers(site())
    current = served_offer(site())
    return render_template(
        "downloads.html",
        current=current,
        older=[
            offer
            for offer in found
            if offer is not current and offer.release != site().release and offer.files
        ],
        whole=[kind for kind in WHOLE if current and kind.name in current.files],
        about=ABOUT,
        tables=[name for name in TABLES if current and name in current.files],
        stem=STEM,
        base=BASE,
    )


def _send(offer: Offer | None, name: str) -> Response:
    known = offer.files.get(name) if offer else None
    if offer is None or known is None or not offer.path(name).is_file():
        raise NotFound
    table = name in TABLES
    response = send_file(
        offer.path(name),
        mimetype=f"{CSV}; header=present" if table else _MEDIA_TYPES.get(name),
        as_attachment=True,
        download_name=f"{STEM}-{name}" if table else name,
        conditional=True,
        etag=known.sha256,
        last_modified=offer.made,
    )
    response.headers["Cache-Control"] = freshness.RELEASE
    response.headers["Link"] = (
        '</catalogue>; rel="describedby", <https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    )
    return response
