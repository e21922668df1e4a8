"""Identical requests that come together run once: the first leads, the others wait for its answer."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from graphapp.web.cache.entries import Entry

PATIENCE: Final = 60.0
"""Seconds that a request waits for another one's answer before it runs for itself."""


@dataclass
class Flight:
    """One run of the application that others wait for."""

    landed: threading.Event = field(default_factory=threading.Event)
    entry: Entry | None = None

    def wait(self) -> Entry | None:
        """Return the leader's answer; None when it has none to share, or takes too long."""
        return self.entry if self.landed.wait(PATIENCE) else None


class Flights:
    """The runs under way, by key."""

    def __init__(self) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._flying: dict[Hashable, Flight] = {}

    def join(self, key: Hashable) -> tuple[Flight, bool]:
        """Return the flight of a key and whether the caller leads it. A leader must call `land`."""
        with self._lock:
            flight = self._flying.get(key)
            if flight is not None:
                return flight, False
            flight = self._flying[key] = Flight()
            return flight, True

    def land(self, key: Hashable, entry: Entry | None) -> None:
        """Give the answer to who waits, or let them run for themselves."""
        with self._lock:
            flight = self._flying.pop(key)
        flight.entry = entry
        flight.landed.set()
