"""Find the release that is served: the folder that ``release/current`` points to."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import zstandard

from graphapp.store.engine import EngineUnavailableError

if TYPE_CHECKING:
    from typing_extensions import Buffer

CURRENT: Final = "current"
"""Name of the link to the release that is served."""
DATA: Final = "data.nq.zst"
MANIFEST: Final = "manifest.json"
_PIECE: Final = 1 << 20
_END: Final = b"> .\n"
"""How a line of N-Quads ends. A line break stands nowhere else: within literals it is escaped."""


@dataclass(frozen=True)
class Release:
    """An immutable release: its folder, its name (the hash of its content) and its manifest."""

    folder: Path
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The hash by which the release is known."""
        return self.folder.name

    def verify(self) -> None:
        """Compare the data with the checksum in the manifest, if that has one.

        Raises `EngineUnavailableError` when they are not what was built.
        """
        entry = self.manifest.get("files", {}).get(DATA)
        try:
            with (self.folder / DATA).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise EngineUnavailableError(f"The release {self.folder} cannot be read: {error}") from None
        if entry is not None and entry["sha256"] != found:
            raise EngineUnavailableError(
                f"The release {self.folder} is damaged: {DATA} is not what was built"
            )

    def quads(self) -> io.BufferedReader:
        """Open the N-Quads of all graphs, decompressed as they are read."""
        return io.BufferedReader(self._open(), _PIECE)

    def triples(self) -> io.BufferedReader:
        """Open the same as N-Triples: every line without its graph, so that a triple comes once for each."""
        return io.BufferedReader(_WithoutGraphs(self._open()), _PIECE)

    def _open(self) -> zstandard.ZstdDecompressionReader:
        return zstandard.ZstdDecompressor().stream_reader((self.folder / DATA).open("rb"), closefd=True)


class _WithoutGraphs(io.RawIOBase):
    """N-Quads, whose every line ends with the IRI of a graph, read as N-Triples."""

    def __init__(self, quads: zstandard.ZstdDecompressionReader) -> None:
        self._quads = quads
        self._begun = b""
        """The beginning of a line whose end has not come."""
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer).cast("B")
        while not self._ready:
            piece = self._quads.read(_PIECE)
            if not piece:
                break
            *lines, self._begun = (self._begun + piece).split(_END)
            self._ready = b"".join([line[: line.rfind(b" <")] + b" .\n" for line in lines])
        size = min(len(view), len(self._ready))
        view[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def close(self) -> None:
        self._quads.close()  # type: ignore[no-untyped-call]
        super().close()


def current_release(releases: Path) -> Release:
    """Return the release that ``releases/current`` points to.

    The pointer is followed once, so that a newer release does not mix with this one. Raises
    `EngineUnavailableError` when there is none or when it is incomplete.
    """
    pointer = releases / CURRENT
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
