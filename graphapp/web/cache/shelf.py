"""The kept answers: bounded in bytes, the least recently used leaves first, one release at a time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from graphapp.web.cache.codings import IDENTITY
from graphapp.web.cache.entries import Entry, Reply
from graphapp.web.cache.requests import Key

ReleaseOf = Callable[[], str | None]
"""Names the release that the application answers from *at this moment*; None when what it answers from can
change at any time. Called for every request, with a lock held: it must be quick and must not wait. A new
name may only be given once the application answers from the new release."""


@dataclass(frozen=True)
class Statistics:
    """Counts since the start (requests, answers), and what is held now (answers, bytes)."""

    hits: int = 0
    misses: int = 0
    collapsed: int = 0
    passed: int = 0
    stored: int = 0
    evicted: int = 0
    emptied: int = 0
    entries: int = 0
    bytes: int = 0


class Shelf:
    """Answers of the release that is served, at most ``limit`` bytes of them. May be used by many threads."""

    def __init__(self, limit: int, release: ReleaseOf) -> None:
        """Start empty."""
        self.limit = limit
        self._release_of = release
        self._release = release()
        self._entries: OrderedDict[Key, tuple[Entry, int]] = OrderedDict()
        self._lock = threading.Lock()
        self._bytes = self._hits = self._misses = self._stored = self._evicted = self._emptied = 0

    def get(
        self, key: Key, wanted: str | None = None, *, counted: bool = True
    ) -> tuple[str | None, Entry | None]:
        """Return the release that is served now and its answer, if it is kept and fresh.

        There is no answer for a request that ``wanted`` another release.
        """
        with self._lock:
            release = self._current()
            if wanted is not None and wanted != release:
                return release, None
            held = self._entries.get(key)
            if held is not None and _expired(held[0]):
                self._drop(key)
                held = None
            if held is None:
                self._misses += counted
                return release, None
            self._entries.move_to_end(key)
            self._hits += counted
            return release, held[0]

    def put(self, release: str | None, key: Key, entry: Entry) -> bool:
        """Keep an answer of ``release``; False when another is served by now or the answer is too large."""
        size = entry.size
        with self._lock:
            if self._current() != release or size > self.limit:
                return False
            self._drop(key)
            self._entries[key] = (entry, size)
            self._bytes += size
            self._stored += 1
            self._make_room()
            return True

    def add_variant(self, key: Key, entry: Entry, coding: str, reply: Reply) -> None:
        """Keep another variant of an answer, as long as the answer itself is kept."""
        with self._lock:
            held = self._entries.get(key)
            if held is None or held[0] is not entry or coding in entry.variants:
                return
            entry.variants[coding] = reply
            extra = 0 if reply is entry.variants[IDENTITY] else len(reply.body)
            self._entries[key] = (entry, held[1] + extra)
            self._bytes += extra
            self._make_room()

    def statistics(self) -> Statistics:
        """Return the counts of this shelf."""
        with self._lock:
            return Statistics(
                hits=self._hits,
                misses=self._misses,
                stored=self._stored,
                evicted=self._evicted,
                emptied=self._emptied,
                entries=len(self._entries),
                bytes=self._bytes,
            )

    def _current(self) -> str | None:
        release = self._release_of()
        if release != self._release:
            self._release = release
            self._entries.clear()
            self._bytes = 0
            self._emptied += 1
        return release

    def _drop(self, key: Key) -> None:
        held = self._entries.pop(key, None)
        if held is not None:
            self._bytes -= held[1]

    def _make_room(self) -> None:
        while self._bytes > self.limit:
            _, (_, size) = self._entries.popitem(last=False)
            self._bytes -= size
            self._evicted += 1


def _expired(entry: Entry) -> bool:
    return entry.expires is not None and time.monotonic() >= entry.expires
