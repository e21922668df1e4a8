"""Identical requests that come together run once: the first leads, the others wait for its answer."""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Final

from graphapp.web.cache.entries import Entry

PATIENCE: Final = 60.0
"""Seconds that a request waits for another one's answer before it runs for itself."""
SEATS: Final = 16
"""How many requests may wait at once. Each holds a thread of the server, so there must be threads left to answer
others; whoever finds no seat runs for itself, and the engine's own limits decide."""


@dataclass
class Flight:
    """One run of the application that others wait for."""

    landed: threading.Event = field(default_factory=threading.Event)
    entry: Entry | None = None


class Flights:
    """The runs under way, by key. At most ``seats`` requests wait for them."""

    def __init__(self, seats: int = SEATS) -> None:
        """Start with none."""
        self._lock = threading.Lock()
        self._flying: dict[Hashable, Flight] = {}
        self._seats = seats

    def lead(self, key: Hashable) -> bool:
        """Begin a flight, unless one is under way; whether the caller leads it and so must call `land`."""
        with self._lock:
            if key in self._flying:
                return False
            self._flying[key] = Flight()
            return True

    def wait(self, key: Hashable) -> Entry | None:
        """Return the answer of the flight under way. None when it has landed already, has nothing to share,
        takes too long, or has no seat left.
        """
        with self._lock:
            flight = self._flying.get(key)
            if flight is None or not self._seats:
                return None
            self._seats -= 1
        try:
            return flight.entry if flight.landed.wait(PATIENCE) else None
        finally:
            with self._lock:
                self._seats += 1

    def land(self, key: Hashable, entry: Entry | None) -> None:
        """Give the answer to who waits, or let them run for themselves."""
        with self._lock:
            flight = self._flying.pop(key)
        flight.entry = entry
        flight.landed.set()
