"""Where the things of the graph stand on this site: their IRIs are canonical, the links to them local.

The IRI ``https://w3id.org/cluster-thueringen/organisation/optonet`` is answered under any host at ``/organisation/optonet``,
which leads (303) to a document: the page ``/de/organisation/optonet``, or the data ``/organisation/optonet.ttl``.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote

from graphapp.namespaces import BASE

_SAFE: Final = "/:@!$&'()*+,;=~-._"
"""What may stand in a path as it is (RFC 3986, section 3.3)."""


def local_path(iri: str) -> str | None:
    """Return the path of a thing's IRI on this site, with its fragment; None for an IRI that is not the graph's own."""
    if not iri.startswith(BASE):
        return None
    rest, hash_, fragment = iri.removeprefix(BASE).partition("#")
    return "/" + quote(rest, _SAFE + "%") + hash_ + quote(fragment, _SAFE + "%")


def page_path(iri: str, language: str) -> str | None:
    """Return the path of the page about a thing in ``language``; None for an IRI that is not the graph's own."""
    path = local_path(iri)
    return None if path is None else f"/{language}{path}"


def document_path(iri: str, extension: str) -> str | None:
    """Return the path of the data about a thing in the format of ``extension``, such as ``ttl``; None as above."""
    path = local_path(iri)
    return None if path is None else f"{path.partition('#')[0]}.{extension}"


def thing_iri(path: str) -> str:
    """Return the IRI of what stands at ``path`` (without language and extension), such as ``organisation/optonet``."""
    return BASE + quote(unquote(path.strip("/")), _SAFE)
