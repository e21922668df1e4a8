"""The list of a release's files, with sizes and checksums."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from graphapp.downloads.kinds import FOLDER, WHOLE

INDEX: Final = "index.json"
"""Name of the list; it is written last."""
FORMAT: Final = 1
"""Version of the files' layout; raised when they are to be made anew."""


@dataclass(frozen=True)
class Offered:
    """A file that is offered."""

    name: str
    size: int
    """Bytes."""
    sha256: str


def write_index(folder: Path) -> None:
    """Write the list of the files in ``folder``."""
    files = [
        Offered(path.name, path.stat().st_size, _digest(path))
        for path in sorted(folder.iterdir())
        if path.name != INDEX
    ]
    document = {"format": FORMAT, "files": [asdict(file) for file in files]}
    (folder / INDEX).write_text(json.dumps(document, indent=1) + "\n", "utf-8")


def offered(release: Path) -> dict[str, Offered]:
    """Return the files of the release in that folder by name: those of the whole data first; none where they were not made."""
    try:
        document = json.loads((release / FOLDER / INDEX).read_text("utf-8"))
        if document["format"] != FORMAT:
            return {}
        files = {entry["name"]: Offered(**entry) for entry in document["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    whole = [kind.name for kind in WHOLE if kind.name in files]
    return {name: files[name] for name in (*whole, *sorted(files.keys() - set(whole)))}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
