"""Releases on disk: immutable folders, and the ``current`` pointer that is moved in one step.

A release is written under a temporary name in the folder of releases, flushed to the disk, renamed to its id,
and only then does ``current`` (a symbolic link) point to it. A build that dies at any moment leaves the
pointer as it was.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from graphapp.build.manifest import Manifest

CURRENT: Final = "current"
"""Name of the pointer in the folder of releases."""
DATA: Final = "data.nq.zst"
"""The quads."""
MANIFEST: Final = "manifest.json"
"""The manifest."""
QUALITY: Final = "quality.json"
"""Warnings and infos of the shapes."""
WITHHELD: Final = "withheld.json"
"""Digests of the IRIs that were taken out."""

UNFINISHED: Final = ".building-"
"""How the names of what is being written begin; what a killed build leaves is found by it."""
_LOCK: Final = ".lock"


class DamagedReleaseError(Exception):
    """A release misses a file, or a file is not what the manifest says."""


@contextmanager
def locked(releases: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder's lock, so that one build at a time writes; ``waiting`` is called once if another holds
    it.

    The lock is the kernel's (flock): it is gone with the process that held it, however that ended.
    """
    releases.mkdir(parents=True, exist_ok=True)
    with (releases / _LOCK).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def current(releases: Path) -> Path | None:
    """Return the folder of the release that ``current`` points to, resolved; None if there is none."""
    pointer = releases / CURRENT
    return pointer.resolve() if (pointer / MANIFEST).is_file() else None


def verify(release: Path) -> Manifest:
    """Return the manifest of ``release`` after comparing every file with its checksum.

    Raises ``DamagedReleaseError`` that names the file.
    """
    try:
        manifest = Manifest.read(release / MANIFEST)
    except (OSError, ValueError) as error:
        raise DamagedReleaseError(f"{release / MANIFEST}: {error}") from error
    if manifest.release != release.name or manifest.named() != manifest:
        raise DamagedReleaseError(f"{release / MANIFEST} is not the manifest of {release.name}")
    for name, entry in manifest.files.items():
        try:
            with (release / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise DamagedReleaseError(f"{release / name}: {error}") from error
        if found != entry.sha256:
            raise DamagedReleaseError(f"{release / name} is damaged: its SHA-256 is not the manifest's")
    return manifest


def find(releases: Path, digest: str) -> Path | None:
    """Return an undamaged release made from the input of hash ``digest``, or None; the current one first."""
    pointed = current(releases)
    folders = [pointed] if pointed else []
    folders += sorted(path.parent for path in releases.glob(f"[!.]*/{MANIFEST}") if path.parent != pointed)
    for release in folders:
        with suppress(DamagedReleaseError):
            if verify(release).input == digest:
                return release
    return None


def sweep(releases: Path) -> None:
    """Delete what killed builds left behind. To be called with the lock held."""
    for path in releases.glob(f"{UNFINISHED}*"):
        if path.is_symlink() or path.is_file():
            path.unlink()
        else:
            shutil.rmtree(path)


def publish(releases: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Path:
    """Write a release and return its folder; to be called with the lock held. ``current`` does not move yet.

    An undamaged folder of the same id is kept as it is, a damaged one is replaced.
    """
    target = releases / manifest.release
    if target.is_dir():
        with suppress(DamagedReleaseError):
            verify(target)
            return target
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
    unfinished.chmod(0o755)
    for name, content in {**files, MANIFEST: manifest.to_json()}.items():
        _write(unfinished / name, content)
    flush(unfinished)
    if target.is_dir():
        target.rename(Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases)) / target.name)
    unfinished.rename(target)
    flush(releases)
    return target


def point(releases: Path, release: Path) -> None:
    """Let ``current`` point to ``release``, in one step. To be called with the lock held."""
    if current(releases) == release.resolve():
        return
    link = releases / f"{UNFINISHED}pointer"
    link.unlink(missing_ok=True)
    link.symlink_to(release.name)
    link.replace(releases / CURRENT)
    flush(releases)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def flush(folder: Path) -> None:
    """Bring the entries of a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
