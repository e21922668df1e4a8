"""The release's data as one canonical file: sorted N-Quads, compressed with Zstandard (RFC 8878)."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import zstandard
from pyoxigraph import RdfFormat, Store

LEVEL: Final = 9
"""Compression level; the next ones cost many times the time for a few per cent."""


def dump(store: Store) -> bytes:
    """Return the quads of ``store`` as compressed N-Quads; the same quads always give the same bytes.

    The store must be free of blank nodes, whose labels are of no order.
    """
    lines = (store.dump(format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    lines.sort()
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(b"".join(lines))


def open_dump(path: Path) -> AbstractContextManager[zstandard.ZstdDecompressionReader]:
    """Open a compressed N-Quads file for reading its text as bytes, a piece at a time."""
    return zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True)
