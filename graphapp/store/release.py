"""Find the release that is served: the folder that ``release/current`` points to."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import zstandard

from graphapp.store.engine import EngineUnavailableError

DATA: Final = "data.nq.zst"
MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class Release:
    """An immutable release: its folder, its name (the hash of its content) and its manifest."""

    folder: Path
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The hash by which the release is known."""
        return self.folder.name

    def quads(self) -> io.BufferedReader:
        """Open the N-Quads of all graphs, decompressed as they are read."""
        reader = zstandard.ZstdDecompressor().stream_reader((self.folder / DATA).open("rb"), closefd=True)
        return io.BufferedReader(reader, 1 << 20)


def current_release(releases: Path) -> Release:
    """Return the release that ``releases/current`` points to.

    The pointer is followed once, so that a newer release does not mix with this one. Raises
    `EngineUnavailableError` when there is none or when it is incomplete.
    """
    pointer = releases / "current"
    if not pointer.exists():
        raise EngineUnavailableError(f"There is no release at {pointer}; make one with: graphapp build")
    folder = pointer.resolve()
    if not (folder / DATA).is_file():
        raise EngineUnavailableError(f"The release {folder} has no {DATA}; make it anew with: graphapp build")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EngineUnavailableError(
            f"The manifest of the release {folder} cannot be read: {error}"
        ) from None
    return Release(folder, manifest)
