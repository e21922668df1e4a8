"""A release in a store of RocksDB, as an engine that reads from disk has it."""

from __future__ import annotations

import time
from multiprocessing import get_context
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from graphapp.store.release import Release


def store_folder(release: Path) -> Path:
    """Return where the store of a release's folder lies."""
    return release / f"oxigraph-{pyoxigraph.__version__}"


def make_store(release: Path) -> float:
    """Make the store of ``release`` in a process of its own unless it is there; return the seconds it took.

    RocksDB leaves threads behind, hence the process. Raises ``RuntimeError`` when it fails.
    """
    begun = time.perf_counter()
    if not store_folder(release).is_dir():
        process = get_context("spawn").Process(target=_make, args=(release,))
        process.start()
        process.join()
        if process.exitcode:
            raise RuntimeError(f"the store of {release} cannot be made; the message stands above")
    return time.perf_counter() - begun


def _make(release: Path) -> None:
    origin, target = Release(release), store_folder(release)
    unfinished = target.with_name(f"{target.name}.unfinished")
    store = Store(str(unfinished))
    with origin.quads() as quads:
        store.bulk_load(quads, RdfFormat.N_QUADS, lenient=True)
    with origin.triples() as triples:
        store.bulk_load(triples, RdfFormat.N_TRIPLES, lenient=True)
    store.optimize()
    store.flush()
    del store
    unfinished.rename(target)
