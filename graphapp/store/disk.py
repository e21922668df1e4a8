"""The embedded engine on disk: Oxigraph over RocksDB, opened for reading only.

The store is derived from a release's data and lies in the release's folder, under the version of the engine that made
it, because only that version is sure to read it. `graphapp.build.disk` makes it; once it has its name it never changes,
so any number of processes may have it open.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import pyoxigraph
from pyoxigraph import Store

from graphapp.store.engine import EngineUnavailableError
from graphapp.store.memory import MemoryEngine
from graphapp.store.reaching import open_all
from graphapp.store.release import Release

Kind = Literal["memory", "disk"]
"""Where an embedded engine has the release."""
LARGE: Final = 1_500_000
"""Quads above which ``auto`` leaves a release on disk: in memory, so many take 1.1 GB, and a minute to load."""


class DiskEngine(MemoryEngine):
    """A release on disk. Its default graph is stored too, as in memory, so that both give the same answers."""

    @classmethod
    def of_release(cls, release: Release) -> DiskEngine:
        """Open the store of a release. Raises `EngineUnavailableError` when there is none, or when it cannot be read."""
        folder = store_folder(release.folder)
        if not folder.is_dir():
            raise EngineUnavailableError(f"There is no {folder}; make it with: graphapp build")
        try:
            store = Store.read_only(str(folder))
            open_all(store, folder)
        except (OSError, ValueError) as error:
            raise EngineUnavailableError(f"The store {folder} cannot be opened: {error}") from error
        return cls(store, release.name)

    def ready(self) -> bool:
        """Whether the store answers; it is not counted, which would read all of it."""
        return next(iter(self._store), None) is not None


def store_folder(release: Path) -> Path:
    """Return where the store of a release's folder lies, for the engine of this version."""
    return release / f"oxigraph-{pyoxigraph.__version__}"


def has_store(release: Release) -> bool:
    """Whether a release can be opened on disk."""
    return store_folder(release.folder).is_dir()


def kind_for(setting: str, release: Release) -> Kind:
    """Return the engine for a release: ``setting`` if it names one, else by the number of quads in the manifest."""
    if setting == "memory":
        return "memory"
    if setting == "disk":
        return "disk"
    counts = release.manifest.get("counts")
    quads = counts.get("quads", 0) if isinstance(counts, dict) else 0
    return "disk" if quads > LARGE else "memory"
