"""Make all files of a release."""

from __future__ import annotations

from pathlib import Path

from graphapp.downloads.dumps import write_union, write_with_graphs
from graphapp.downloads.files import write_index
from graphapp.downloads.tables import write_tables


def write_all(data: Path, folder: Path) -> None:
    """Write all files of the quads in ``data``, compressed N-Quads in their order, into ``folder``, and the list of them."""
    write_tables(data, folder)
    write_union(data, folder)
    write_with_graphs(data, folder)
    write_index(folder)
