"""Make what stands beside the data of a release and is derived from it: the downloads, and what changed.

Neither is part of the manifest and of the release's id: both can be made anew at any time, and what changed depends on the
release before.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from graphapp.build.errors import BuildError
from graphapp.build.keeping import kept
from graphapp.build.release import DATA, UNFINISHED, WITHHELD
from graphapp.changes.comparing import compare
from graphapp.changes.summary import FILE, read_changes
from graphapp.downloads.files import offered
from graphapp.downloads.kinds import FOLDER

SMALL: Final = 200_000
"""Bytes of compressed quads up to which the files are made without a process of their own, which takes longer to start."""


class Offer:
    """Files of a release in the making."""

    def __init__(self, releases: Path, data: bytes | Path) -> None:
        """Begin: beside this process if the data are many. ``data`` are the compressed quads or their file."""
        size = len(data) if isinstance(data, bytes) else data.stat().st_size
        # Many files stay on the disk of the releases; few are made elsewhere and moved.
        self._folder = (
            Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
            if size > SMALL
            else Path(tempfile.mkdtemp(prefix="graphapp-downloads-"))
        )
        self._files = self._folder / FOLDER
        self._files.mkdir()
        self._data = data if isinstance(data, Path) else self._folder / DATA
        if isinstance(data, bytes):
            self._data.write_bytes(data)
        self._process: subprocess.Popen[bytes] | None = None
        if size > SMALL:
            command = [sys.executable, "-m", "graphapp.downloads", str(self._data), str(self._files)]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def finish(self, release: Path) -> None:
        """Wait for the files, and put them into the folder of the release in place of others. Raises ``BuildError``."""
        if self._process is None:
            from graphapp.downloads.making import write_all

            write_all(self._data, self._files)
        else:
            _, errors = self._process.communicate()
            if self._process.returncode:
                last = errors.decode(errors="replace").strip().rpartition("\n")[2]
                raise BuildError(f"the downloads could not be made: {last}")
        target = release / FOLDER
        if target.exists():
            target.rename(Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=release.parent)) / FOLDER)
        shutil.move(self._files, target)

    def abandon(self) -> None:
        """End what is still under way, and delete what was written and not moved."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def offering(releases: Path, data: bytes | Path) -> Iterator[Offer]:
    """Begin to make the files of a release, and end that when the block ends before they are finished."""
    offer = Offer(releases, data)
    try:
        yield offer
    finally:
        offer.abandon()


def is_offered(release: Path) -> bool:
    """Return whether the files of the release are there."""
    return bool(offered(release))


def tell_changes(releases: Path, release: Path) -> None:
    """Compare the release with the one made before it, if that is kept, and write what changed beside its data."""
    older = before(releases, release)
    if older is None:
        return
    known = read_changes(release)
    if known is not None and known.previous == older.name:
        return
    # Who was withheld since must not be told by what is no longer said.
    discreet = not _withheld(release) <= _withheld(older)
    changes = compare(older / DATA, release / DATA, (older.name, release.name), discreet=discreet)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases)) / FILE
    unfinished.write_bytes(changes.to_json())
    unfinished.rename(release / FILE)


def before(releases: Path, release: Path) -> Path | None:
    """Return the folder of the newest release that was made before this one; None if none is kept."""
    older: Path | None = None
    for folder in kept(releases):
        if folder == release:
            return older
        older = folder
    return None


def _withheld(release: Path) -> frozenset[str]:
    with suppress(OSError, ValueError, KeyError, TypeError):
        return frozenset(json.loads((release / WITHHELD).read_text("utf-8"))["sha256"])
    return frozenset()
