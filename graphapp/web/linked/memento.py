"""Documents and pages of earlier releases (Memento, RFC 7089): ``/release/<release>/<path>``, TimeGate and TimeMap.

The original resource is a thing, a document or a page at its own path; its mementos are the same path in each release
that is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from flask import current_app, redirect, request
from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.http import http_date

from graphapp.namespaces import BASE
from graphapp.web.addresses import page_path, thing_iri
from graphapp.web.language import LANGUAGES
from graphapp.web.linked import edition as editions
from graphapp.web.linked import requests, signposting
from graphapp.web.linked.archive import Archive, Kept, kept
from graphapp.web.linked.document import NAMESPACES, gather, labels_of
from graphapp.web.linked.edition import Edition
from graphapp.web.linked.finding import find
from graphapp.web.linked.formats import split
from graphapp.web.linked.plain import plain_page
from graphapp.web.linked.sending import LARGE
from graphapp.web.linked.signposting import LINK_FORMAT, Link
from graphapp.web.linked.view import unnamed, view
from graphapp.web.linked.views import (
    LONGEST,
    answer,
    blueprint,
    current_edition,
    gone,
    is_withheld,
    with_links,
)
from graphapp.web.problems import Problem, ProblemError
from graphapp.web.site import site

EXTENSION: Final = "graphapp.archive"
"""Key of the `Archive` in ``app.extensions``."""


@blueprint.record_once
def _install(state: object) -> None:
    state.app.extensions[EXTENSION] = Archive()  # type: ignore[attr-defined]


@blueprint.get("/release/<release>/<path:path>")
def memento(release: str, path: str) -> Response:
    """Answer for an IRI or a document from a release that is kept, with its ``Memento-Datetime``.

    404 with the list of the releases that are kept when this one is not.
    """
    known, releases = _kept(release, path)
    here, iri = current_edition(), thing_iri(split(path)[0])
    if iri in LARGE and known.name != here.release:
        raise NotFound
    with _edition(known, {iri, thing_iri(path), NAMESPACES.get(iri, iri)}, here) as edition:
        response = answer(path, edition)
    response.headers["Memento-Datetime"] = http_date(known.made)
    return with_links(response, _around(path, releases))


@blueprint.get("/release/<release>/<any(de, en):language>/<path:path>")
def release_page(release: str, language: str, path: str) -> Response:
    """Show what a release that is kept says of anything that has an IRI, with the sources; ``as-of`` as for documents.

    ``part`` shows all values of one property, page by page. Its links stay in the release. Search engines are asked not to
    keep it. 404 as `memento` has it.
    """
    if len(path) > LONGEST:
        raise NotFound
    known, releases = _kept(release, f"{language}/{path}")
    here, iri, asked = current_edition(), thing_iri(path), requests.period()
    with _edition(known, {iri, NAMESPACES.get(iri, iri)}, here) as edition:
        found = find(iri, edition.engine, edition.catalogue)
        if found.replaced_by or found.version_of:
            local = page_path(found.replaced_by or found.version_of, language) or "/"
            return redirect(f"{edition.prefix}{local}{_search()}", 301 if found.replaced_by else 303)
        if is_withheld(iri, edition):
            raise gone(path)
        if not found.exists or iri in LARGE:
            raise NotFound
        quads = gather(found, edition, asked)
    # What properties and classes are called is told in the words of today.
    shown = view(iri, quads, labels_of(unnamed(quads), here), language, below=edition.prefix)
    current = f"{page_path(iri, language)}{requests.search(asked)}"
    html = plain_page(shown, language, asked, edition.prefix, of_release=known, current_page=current)
    response = Response(html, mimetype="text/html")
    response.last_modified = known.made
    response.headers["Memento-Datetime"] = http_date(known.made)
    response.headers["X-Robots-Tag"] = "noindex"
    return with_links(response, _around(f"{language}/{path}", releases))


def _kept(release: str, path: str) -> tuple[Kept, Sequence[Kept]]:
    """Return the release of that name, and all that are kept. Raises `ProblemError` (404) when it is not."""
    releases = kept(site().settings.releases)
    known = next((one for one in releases if one.name == release), None)
    if known is None:
        raise _not_kept(release, path, releases)
    return known, releases


@contextmanager
def _edition(known: Kept, wanted: set[str], here: Edition) -> Iterator[Edition]:
    """Give the edition of a release that is kept, with what it says of ``wanted`` at least."""
    prefix = f"/release/{known.name}"
    if known.name == here.release:
        yield editions.of_release(site(), here.engine, known.name, prefix)
        return
    archive: Archive = current_app.extensions[EXTENSION]
    with archive.excerpt(known, wanted, here.withheld) as engine:
        yield editions.of_release(site(), engine, known.name, prefix).also_without(here.withheld)


@blueprint.get("/timegate/<path:path>")
def time_gate(path: str) -> Response:
    """Lead to the release that was current at ``Accept-Datetime`` (302); without that header to the newest one."""
    _known(path)
    releases = kept(site().settings.releases)
    if not releases:
        raise _not_kept("", path, releases)
    wanted = request.headers.get("Accept-Datetime", "")
    moment = _read(wanted) if wanted else datetime.now(UTC)
    chosen = [one for one in releases if one.made <= moment] or [releases[0]]
    response = redirect(f"/release/{chosen[-1].name}/{_quoted(path)}{_search()}", 302)
    response.vary.update(["Accept-Datetime"])
    return with_links(response, _around(path, releases))


@blueprint.get("/timemap/<path:path>")
def time_map(path: str) -> Response:
    """List the mementos of a thing or document, the oldest first (``application/link-format``, RFC 6690)."""
    _known(path)
    releases = kept(site().settings.releases)
    root = request.url_root.rstrip("/")
    local = f"/{_quoted(path)}{_search()}"
    span = (
        (("from", http_date(releases[0].made)), ("until", http_date(releases[-1].made))) if releases else ()
    )
    links = [
        Link(f"{root}{local}", "original"),
        Link(f"{root}/timegate{local}", "timegate"),
        Link(f"{root}/timemap{local}", "self", (("type", LINK_FORMAT), *span)),
        *_mementos(releases, f"{root}/release", local),
    ]
    return Response(",\n".join(map(str, links)) + "\n", content_type=LINK_FORMAT)


def _around(path: str, releases: Sequence[Kept]) -> list[Link]:
    local = f"/{_quoted(path)}{_search()}"
    ends = [*_mementos(releases, "/release", local)]
    return [
        Link(local, "original"),
        *signposting.of_time(local),
        *(ends[:1] + ends[-1:] if len(ends) > 1 else ends),
    ]


def _mementos(releases: Sequence[Kept], below: str, local: str) -> Iterable[Link]:
    for number, one in enumerate(releases):
        place = [
            name for name, is_it in (("first", not number), ("last", number == len(releases) - 1)) if is_it
        ]
        yield Link(
            f"{below}/{one.name}{local}",
            " ".join([*place, "memento"]),
            (("datetime", http_date(one.made)),),
        )


def _known(path: str) -> None:
    """Raise for what the current release knows nothing of."""
    here = current_edition()
    language, _, rest = path.partition("/")
    path = rest if language in LANGUAGES else path
    names = {split(path)[0], path} if len(path) <= LONGEST else set()
    if not any(
        found.exists or found.replaced_by or found.iri in NAMESPACES
        for name in names
        if (found := find(thing_iri(name), here.engine, here.catalogue))
    ):
        raise NotFound


def _read(text: str) -> datetime:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        raise ProblemError(
            Problem(
                "request",
                400,
                f"Accept-Datetime is no HTTP date: “{text[:60]}”; write: Thu, 31 May 2007 20:35:00 GMT.",
                german=f"Accept-Datetime ist kein HTTP-Datum: „{text[:60]}“; schreiben Sie: Thu, 31 May 2007 20:35:00 GMT.",
            )
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _not_kept(release: str, path: str, releases: Sequence[Kept]) -> ProblemError:
    names = ", ".join(one.name for one in releases) or "–"
    shown = release[:64]
    return ProblemError(
        Problem(
            "not-found",
            404,
            f"The release “{shown}” is not kept here; kept are: {names}.",
            {
                "releases": [
                    {
                        "release": one.name,
                        "made": http_date(one.made),
                        "url": f"/release/{one.name}/{path[:200]}",
                    }
                    for one in releases
                ]
            },
            f"Das Release „{shown}“ ist hier nicht aufbewahrt; aufbewahrt sind: {names}.",
        )
    )


def _quoted(path: str) -> str:
    return thing_iri(path).removeprefix(BASE)


def _search() -> str:
    return requests.search(requests.period())
