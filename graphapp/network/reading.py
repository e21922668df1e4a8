"""Read the projections of a release."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zstandard

from graphapp.network.graph import PROJECTIONS
from graphapp.network.writing import FOLDER, PACKED, about


@dataclass(frozen=True)
class Stored:
    """A projection in the folder of a release."""

    name: str
    path: Path
    etag: str
    """Changes with the file and with the program that reads and writes it."""

    def document(self) -> Mapping[str, Any]:
        """Return its columns, as `graphapp.network.document.document` made them."""
        found = json.loads(self.path.read_text("utf-8"))
        assert isinstance(found, dict)
        return found

    def file(self, form: str) -> bytes:
        """Return it as the build wrote it for other programs: ``form`` is the name of a `graphapp.network.exporting.Form`.

        Raises ``FileNotFoundError`` for a release of a program that did not write that.
        """
        packed = self.path.with_name(f"{self.name}.{form}{PACKED}").read_bytes()
        return zstandard.decompress(packed)


def stored(release: Path) -> dict[str, Stored]:
    """Return the projections of the release in that folder by name; none where they were not made."""
    folder = release / FOLDER
    made = about(folder)
    files = made.get("files", {})
    return {
        name: Stored(name, folder / f"{name}.json", f"{files[name]['sha256'][:24]}-{made['fingerprint'][:8]}")
        for name in PROJECTIONS
        if name in files
    }
