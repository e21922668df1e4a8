"""The formats of documents, and which one a request wants (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from typing import Final

from pyoxigraph import RdfFormat
from werkzeug.datastructures import MIMEAccept

from graphapp.store.formats import JSONLD, NTRIPLES, RDFXML, TURTLE, Format

_W3C: Final = "http://www.w3.org/ns/formats/"
TRIG: Final = Format(
    "trig",
    "TriG",
    "application/trig",
    "trig",
    _W3C + "TriG",
    rdf=RdfFormat.TRIG,
    aliases=("application/x-trig",),
)
NQUADS: Final = Format(
    "nquads",
    "N-Quads",
    "application/n-quads",
    "nq",
    _W3C + "N-Quads",
    rdf=RdfFormat.N_QUADS,
    aliases=("text/x-nquads",),
)
FORMATS: Final = (
    TURTLE,
    TRIG,
    JSONLD,
    NTRIPLES,
    NQUADS,
    RDFXML,
)
"""The formats of documents; the first is sent to who does not care."""
WITH_GRAPHS: Final = frozenset({TRIG.name, NQUADS.name, JSONLD.name})
"""Names of the formats that say for each statement which graph it stands in."""
HTML: Final = "html"
"""Extension of the page for people."""
EXTENSIONS: Final = (HTML, *(known.extension for known in FORMATS))
_PAGE_TYPES: Final = ("text/html", "application/xhtml+xml")


def by_extension(extension: str) -> Format:
    """Return the format that a file name's extension means. Raises ``KeyError``."""
    return {known.extension: known for known in FORMATS}[extension]


def split(path: str) -> tuple[str, str]:
    """Return the path without the extension of a document, and that extension; "" when it has none."""
    name, dot, extension = path.rpartition(".")
    return (name, extension) if dot and name and extension in EXTENSIONS else (path, "")


def named(text: str) -> str | None:
    """Return the extension that the ``format`` parameter means: its name, a media type or the extension itself."""
    wanted = text.strip().lower()
    if wanted in (HTML, *_PAGE_TYPES):
        return HTML
    for known in FORMATS:
        names = (known.name, known.extension, known.media_type, *known.aliases, *known.nicknames)
        if wanted in names:
            return known.extension
    return None


def wanted_extension(accept: MIMEAccept, *, page: bool = True, page_first: bool = False) -> str | None:
    """Return the extension of the document that is wanted most; None when none of them is acceptable.

    Of equals data come before the page (``page_first``: after it), and of data the first of `FORMATS`. Without ``page``
    there is none to choose.
    """
    if not accept:
        return HTML if page and page_first else FORMATS[0].extension
    offers = [
        (media_type, known.extension)
        for known in FORMATS
        for media_type in (known.media_type, *known.aliases)
    ]
    # An alias is offered after all proper types, so that a wildcard never chooses a format by its alias.
    offers.sort(key=lambda offer: offer[0] != by_extension(offer[1]).media_type)
    pages = [(media_type, HTML) for media_type in _PAGE_TYPES] if page else []
    offers = [*pages, *offers] if page_first else [*offers, *pages]
    best, chosen = 0.0, None
    for media_type, extension in offers:
        quality = quality_of(accept, media_type)
        if quality > best:
            best, chosen = quality, extension
    return chosen


def quality_of(accept: MIMEAccept, media_type: str) -> float:
    """Return the weight of a media type: that of the most specific range that covers it, 0 when none does."""
    kind = media_type.partition("/")[0]
    found: tuple[int, float] = (0, 0.0)
    for value, quality in accept:
        given = value.partition(";")[0].strip().lower()
        specific = {media_type: 3, f"{kind}/*": 2, "*/*": 1}.get(given, 0)
        if specific > found[0] or (specific == found[0] and specific and quality > found[1]):
            found = (specific, float(quality))
    return found[1]
