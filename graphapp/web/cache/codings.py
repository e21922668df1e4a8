"""Content codings: which one a request wants (RFC 9110, section 12.5.3), and how to write it."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

import brotli
import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

IDENTITY: Final = "identity"
SMALLEST: Final = 400
"""Bytes of the shortest body that is compressed: below, the answer fits into one packet as it is."""


def _zstd(body: bytes) -> bytes:
    # RFC 9659 limits the window that a browser must allow to 8 MiB; level 3 uses 2.
    return zstandard.ZstdCompressor(level=3).compress(body)


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=5))  # type: ignore[no-untyped-call]


def _gzip(body: bytes) -> bytes:
    # Without a time stamp, so that the same answer has the same bytes and one strong validator.
    return gzip.compress(body, 6, mtime=0)


_WRITERS: Final[Mapping[str, Callable[[bytes], bytes]]] = {"zstd": _zstd, "br": _brotli, "gzip": _gzip}
CODINGS: Final = (*_WRITERS, IDENTITY)
"""The codings there are, best first among those that a request likes equally."""
_TEXTUAL: Final = ("text/", "application/json", "application/xml", "application/javascript", "image/svg")
_TEXTUAL_SUFFIXES: Final = ("+json", "+xml", "n-triples", "n-quads", "trig", "sparql-query")


@lru_cache(maxsize=512)
def choose(accept_encoding: str | None) -> str:
    """Return the coding that the value of ``Accept-Encoding`` likes best; `IDENTITY` without the header.

    A coding with q=0 is never taken. `IDENTITY` is also what remains when nothing listed is there: the
    standard prefers an answer that is not understood to none.
    """
    if accept_encoding is None:
        return IDENTITY
    wanted = parse_accept_header(accept_encoding.replace("x-gzip", "gzip"), Accept)
    best, best_quality = IDENTITY, wanted.quality(IDENTITY)
    for coding in reversed(CODINGS[:-1]):
        quality = wanted.quality(coding)
        if quality > 0 and quality >= best_quality:
            best, best_quality = coding, quality
    return best


def compressible(content_type: str) -> bool:
    """Whether bodies of a media type shrink: texts do, pictures and archives have shrunk before."""
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type.startswith(_TEXTUAL) or media_type.endswith(_TEXTUAL_SUFFIXES)


def compress(body: bytes, coding: str) -> bytes:
    """Return the body in a coding of `CODINGS` other than `IDENTITY`."""
    return _WRITERS[coding](body)
