"""The store of the disk engine: derived from a release's data, beside it.

It is no part of the release: RocksDB writes other bytes each time, so the release's hash and checksums leave it out, and
it can be deleted and made anew at any time. Run as a program (``python -m graphapp.build.disk FOLDER``), it makes the
store of one release's folder; whoever forks afterwards lets that happen in another process, because RocksDB leaves
threads behind.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

from graphapp.build import release
from graphapp.store.disk import store_folder
from graphapp.store.reaching import PATTERNS, find
from graphapp.store.release import Release

SAMPLE: Final = 50_000
"""Quads among which the patterns are looked for that open all tables; one in a hundred thousand would do."""


class StoreTooLargeError(Exception):
    """A confined reader could not read all of the store."""


def make_store(folder: Path) -> Path:
    """Make the store of the release at ``folder`` unless it is there, and return where it is.

    To be called with the lock of the releases held. It is written under a temporary name, which the next build sweeps
    away if this one is killed, and renamed when it is on the disk. Raises ``OSError`` and `StoreTooLargeError`.
    """
    target = store_folder(folder)
    if target.is_dir():
        return target
    unfinished = Path(tempfile.mkdtemp(prefix=release.UNFINISHED, dir=folder.parent))
    unfinished.chmod(0o755)
    try:
        _load(Release(folder), unfinished)
        _reach(unfinished, Release(folder))
    except BaseException:
        shutil.rmtree(unfinished)
        raise
    # RocksDB has flushed its files itself.
    unfinished.rename(target)
    release.flush(folder)
    return target


def _reach(folder: Path, origin: Release) -> None:
    """Write the patterns that open all tables of the store at ``folder``. Raises `StoreTooLargeError` if some stay closed."""
    store = Store.read_only(str(folder))
    patterns, left = find(store, folder, _sample(origin))
    del store
    if left:
        raise StoreTooLargeError(
            f"The release is too large for the disk engine: {left} tables are not reached"
        )
    if patterns:
        (folder / PATTERNS).write_text("\n".join(patterns) + "\n", "utf-8")


def _sample(origin: Release) -> Iterator[bytes]:
    """Yield about `SAMPLE` lines of the release's N-Quads, evenly chosen, in an order of chance that is always the same."""
    with origin.quads() as quads:
        step = max(1, sum(1 for _ in quads) // SAMPLE)
    with origin.quads() as quads:
        lines = list(islice(quads, step // 2, None, step))
    random.Random(SAMPLE).shuffle(lines)  # noqa: S311
    yield from lines


def _load(origin: Release, target: Path) -> None:
    """Write the named graphs, and their merge as the default graph."""
    store = Store(str(target))
    with origin.quads() as quads:
        store.bulk_load(quads, RdfFormat.N_QUADS, lenient=True)
    with origin.triples() as triples:
        store.bulk_load(triples, RdfFormat.N_TRIPLES, lenient=True)
    store.optimize()
    store.flush()


def main(folder: str) -> int:
    """Make the store of one release. Returns the exit code."""
    origin = Path(folder)
    try:
        with release.locked(origin.parent, lambda: None):
            make_store(origin)
    except (OSError, SyntaxError, ValueError, StoreTooLargeError) as error:
        print(f"The store of {origin} cannot be made: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
