"""Keep what a client has not taken yet in a file, so that a slow reader holds no worker and no memory."""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Final

CHUNK: Final = 1 << 16
"""Bytes given out at once."""
PATIENCE: Final = 60.0
"""Seconds in which a client must have taken the next chunk."""


class Spool:
    """Reads chunks as fast as they come, in a thread of its own, and gives them out as slowly as they are wanted."""

    def __init__(
        self, gathered: Iterable[bytes], chunks: Iterator[bytes], stalled: Callable[[], object]
    ) -> None:
        """Begin to read; ``stalled`` is called when nothing was taken for `PATIENCE` seconds.

        ``chunks`` is closed by the thread that reads it, when it ends or when `close` was called.
        """
        self._file = tempfile.TemporaryFile(prefix="graphapp-", buffering=0)  # noqa: SIM115
        self._chunks = chunks
        self._stalled = stalled
        self._changed = threading.Condition()
        self._written = 0
        self._taken = 0
        self._over = False
        self._closed = False
        self._error: BaseException | None = None
        for chunk in gathered:
            self._write(chunk)
        threading.Thread(target=self._read, name="spool", daemon=True).start()

    def whole(self) -> int:
        """Wait until all is there; return the number of bytes. Raises what reading raised."""
        with self._changed:
            self._changed.wait_for(lambda: self._over)
            if self._error is not None:
                raise self._error
            return self._written

    def take(self) -> bytes:
        """Return the next bytes, empty at the end. Raises what reading raised, as soon as it did."""
        with self._changed:
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._over or self._written > self._taken)
            if self._error is not None:
                raise self._error
            size = min(CHUNK, self._written - self._taken)
            piece = os.pread(self._file.fileno(), size, self._taken)
            self._taken += len(piece)
            self._changed.notify_all()
            return piece

    def close(self) -> None:
        """Let go of everything; the thread ends soon."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            if self._over:
                self._file.close()

    def _write(self, chunk: bytes) -> None:
        view = memoryview(chunk)
        while view:
            done = os.pwrite(self._file.fileno(), view, self._written)
            view = view[done:]
            with self._changed:
                self._written += done
                self._changed.notify_all()

    def _read(self) -> None:
        try:
            for chunk in self._chunks:
                self._write(chunk)
                if self._closed:
                    break
        except BaseException as error:
            self._error = error
        finally:
            close = getattr(self._chunks, "close", None)
            if close is not None:
                with contextlib.suppress(Exception):
                    close()
            with self._changed:
                self._over = True
                self._changed.notify_all()
        self._watch()

    def _watch(self) -> None:
        """Wait for the client to take what is there."""
        with self._changed:
            while not self._closed:
                before = self._taken
                if not self._changed.wait(PATIENCE) and self._taken == before and not self._closed:
                    self._changed.release()
                    try:
                        self._stalled()
                    finally:
                        self._changed.acquire()
            self._file.close()
