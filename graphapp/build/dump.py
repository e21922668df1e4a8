"""The release's data as one canonical file: sorted N-Quads, compressed with Zstandard (RFC 8878)."""

from __future__ import annotations

import heapq
import io
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import zstandard
from pyoxigraph import RdfFormat, Store

LEVEL: Final = 9
"""Compression level; the next ones cost many times the time for a few per cent."""

RUN: Final = 256_000_000
"""Bytes of N-Quads that are sorted in memory at once, which takes about twice as much."""
_BUFFER: Final = 1 << 20
_LINES: Final = 10_000


def dump(store: Store, run: int = RUN) -> bytes:
    """Return the quads of ``store`` as compressed N-Quads; the same quads always give the same bytes.

    The store must be free of blank nodes, whose labels are of no order. ``run`` is the number of bytes of
    N-Quads that are sorted in memory at once; of more, sorted runs are written to temporary files and merged.
    """
    with TemporaryDirectory(prefix="graphapp-sort-") as folder:
        whole = Path(folder) / "quads.nq"
        store.dump(whole, format=RdfFormat.N_QUADS)
        size = whole.stat().st_size
        compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
        if size <= run:
            return compressor.compress(b"".join(sorted(whole.read_bytes().splitlines(keepends=True))))
        runs = list(_sorted_runs(whole, run))
        whole.unlink()
        compressed = io.BytesIO()
        with ExitStack() as stack:
            output = stack.enter_context(compressor.stream_writer(compressed, size=size, closefd=False))
            files = [stack.enter_context(path.open("rb", buffering=_BUFFER)) for path in runs]
            lines = heapq.merge(*files)
            while piece := b"".join(islice(lines, _LINES)):
                output.write(piece)
        return compressed.getvalue()


def _sorted_runs(whole: Path, run: int) -> Iterator[Path]:
    with whole.open("rb") as file:
        for number in count():
            lines = file.readlines(run)
            if not lines:
                return
            lines.sort()
            path = whole.with_name(f"run-{number}.nq")
            with path.open("wb") as output:
                output.writelines(lines)
            yield path


def open_dump(path: Path) -> AbstractContextManager[zstandard.ZstdDecompressionReader]:
    """Open a compressed N-Quads file for reading its text as bytes, a piece at a time."""
    return zstandard.ZstdDecompressor().stream_reader(path.open("rb"), closefd=True)
