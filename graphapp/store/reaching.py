"""Patterns that reach every table of a store on disk.

RocksDB opens up to 16 tables of each index at once and others when a query needs them, which a confined process cannot do any
more: it may open nothing. So the build finds patterns that make RocksDB open the rest, and whoever opens the store asks them
before it is confined. A store of few tables needs none.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

PATTERNS: Final = "reach.txt"
"""The file, in the store's folder, with a pattern a line: a mask that tells which terms are given, and a quad that has them."""
_TABLES: Final = ".sst"
_MASKS: Final = ("spd", "pod", "sod", "spo", "po", "so", "spg", "pog", "sog", "g")
"""Given terms that lead to each of the engine's nine indexes (``d``: in the default graph, ``g``: in the quad's graph), and to
the list of its graphs.
"""


def open_all(store: Store, folder: Path) -> None:
    """Let RocksDB open every table of ``store``, which lies at ``folder``. Raises ``ValueError`` if the file cannot be read."""
    path = folder / PATTERNS
    if not path.is_file():
        return
    for line in path.read_text("utf-8").splitlines():
        mask, _, quad = line.partition(" ")
        ask(store, mask, next(iter(_quads([quad.encode()]))))


def ask(store: Store, mask: str, quad: Quad) -> None:
    """Look for the first quad with those terms of ``quad`` that ``mask`` names; with ``g`` alone, for its graph."""
    if mask == "g":
        next(iter(store.named_graphs()), None)
        return
    graph = DefaultGraph() if "d" in mask else quad.graph_name if "g" in mask else None
    subject = quad.subject if "s" in mask else None
    predicate = quad.predicate if "p" in mask else None
    next(iter(store.quads_for_pattern(subject, predicate, quad.object if "o" in mask else None, graph)), None)


def find(store: Store, folder: Path, lines: Iterable[bytes]) -> tuple[list[str], int]:
    """Return lines for `PATTERNS` that open what opening the store at ``folder`` does not, and the number of tables that stay
    closed with them. ``lines`` are N-Quads of the store, to choose from.
    """
    found: list[str] = []
    left = unopened(folder, descriptors())
    if not left:
        return found, 0
    before = len(descriptors())
    for line in lines:
        (quad,) = _quads([line])
        for mask in _MASKS:
            ask(store, mask, quad)
            if (now := len(descriptors())) == before:
                continue
            before, known = now, left
            left = unopened(folder, descriptors())
            if left != known:
                found.append(f"{mask} {line.decode().strip()}")
        if not left:
            break
    return found, left


def unopened(folder: Path, descriptors: Iterable[int]) -> int:
    """Return how many tables of the store at ``folder`` are open at none of the descriptors of this process."""
    opened = set()
    for number in descriptors:
        with contextlib.suppress(OSError):
            opened.add(Path(f"/proc/self/fd/{number}").readlink())
    return sum(path.resolve() not in opened for path in folder.iterdir() if path.suffix == _TABLES)


def descriptors() -> list[int]:
    """Return the descriptors of this process, and maybe one that is closed already."""
    return [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208


def _quads(lines: Iterable[bytes]) -> Iterator[Quad]:
    for line in lines:
        yield from parse(line, RdfFormat.N_QUADS, lenient=True)
