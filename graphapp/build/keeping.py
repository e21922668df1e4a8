"""Which releases are kept, and which go."""

from __future__ import annotations

import tempfile
from pathlib import Path

from graphapp.build.manifest import Manifest
from graphapp.build.release import DATA, MANIFEST, UNFINISHED, current


def kept(releases: Path) -> list[Path]:
    """Return the folders of the releases that are there, the oldest first; those without a readable manifest are left out."""
    found: list[tuple[str, str, Path]] = []
    for path in releases.glob(f"[!.]*/{MANIFEST}"):
        folder = path.parent
        if folder.is_symlink() or not (folder / DATA).is_file():
            continue
        try:
            found.append((Manifest.read(path).ended, folder.name, folder))
        except (OSError, ValueError):
            continue
    return [folder for _, _, folder in sorted(found)]


def prune(releases: Path, most: int) -> list[Path]:
    """Take away the oldest releases so that ``most`` are left, never the current one; return what was taken away.

    To be called with the lock held. The folders are renamed at once, and deleted by the next build's sweep.
    """
    pointed = current(releases)
    others = [folder for folder in kept(releases) if folder.resolve() != pointed]
    superfluous = others[: max(0, len(others) - (most - 1))]
    for folder in superfluous:
        folder.rename(Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases)) / folder.name)
    return superfluous
