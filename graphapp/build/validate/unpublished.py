"""Get at the graph to check: from the files as they are now, or from a release."""

from __future__ import annotations

from pathlib import Path

import zstandard
from pyoxigraph import NamedNode, RdfFormat, Store

from graphapp.build.infer import derive, merge, unmerge
from graphapp.build.inputs import collect
from graphapp.build.read import read
from graphapp.build.release import DATA
from graphapp.build.withhold import read_withheld, withhold
from graphapp.config import Settings
from graphapp.namespaces import GRAPH_CURRENT, GRAPH_INFERRED


def assemble_unchecked(settings: Settings) -> Store:
    """Read, withhold and derive as a build does, and stop before the shapes have their say.

    Raises ``BuildError`` when a file is at fault.
    """
    inputs = collect(settings)
    store = Store()
    read(inputs, store, _silent)
    withhold(store, read_withheld(inputs.withheld))
    merge(store)
    derive(store, inputs.infer, NamedNode(GRAPH_INFERRED), _silent, repeat=False)
    derive(store, inputs.prefer, NamedNode(GRAPH_CURRENT), _silent, repeat=True)
    unmerge(store)
    return store


def read_release(folder: Path) -> Store:
    """Return the graph of a release folder, as the build wrote it.

    Raises ``OSError`` when the folder holds no data file.
    """
    store = Store()
    with (folder / DATA).open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as data:
        store.bulk_load(data, RdfFormat.N_QUADS)
    return store


def _silent(_: str) -> None:
    return None
