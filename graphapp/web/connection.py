"""The connection of a request: whether the client is still there, and how to break it off.

WSGI (PEP 3333) tells an application neither. Granian, moreover, ends the body in good order when the application's
iterator raises, so that a client would take a cut-off answer for a whole one (seen with Granian 2.8). So the socket is
looked up among those of this process, as only its kernel knows them: it comes from the address that the request comes
from, has received bytes when the request began or before, and has sent none since (``TCP_INFO``, tcp(7)).

Where that does not lead to exactly one socket (another system, another request from that address that waits and has not
found its own yet), nothing is guessed: the answer is then sent when it is complete.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Final

_INFO: Final = struct.Struct("=44xI4xI72xQ")
"""Of ``struct tcp_info`` (linux/tcp.h): tcpi_last_data_sent, tcpi_last_data_recv, tcpi_bytes_received."""
_ROUNDING: Final = 10
"""Milliseconds that the kernel's times may be off."""
_LOOKS: Final = 10
_PAUSE: Final = 0.02
"""How often, and after how many seconds each, to look whether the server has sent what it was given."""
_DESCRIPTORS: Final = Path("/proc/self/fd")
_LEFT: Final = select.POLLRDHUP if sys.platform == "linux" else 0


@dataclass
class Taken:
    """The sockets that requests under way have found to be theirs, by inode."""

    inodes: set[int] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Connection:
    """The connection of one request, as far as it can be known."""

    def __init__(self, address: str, taken: Taken) -> None:
        """Take the address of the peer, in the moment when the request begins."""
        self._address = _plain(address)
        self._taken = taken
        self._began = time.monotonic()
        self._socket: socket.socket | None = None
        self._inode = 0
        self._released = False
        self._vanished = False
        self._lock = threading.RLock()

    def find(self) -> bool:
        """Look for the socket, if it is not known yet; whether it is. To be called before anything is sent."""
        with self._lock:
            if self._socket is None and not self._released and self._address and _LEFT:
                self._look()
            return self._socket is not None

    def _look(self) -> None:
        elapsed = (time.monotonic() - self._began) * 1000
        with self._taken.lock:
            found: list[socket.socket] = []
            connected = _connected(self._address)
            # The server closes the socket of a client that goes at once, before it was looked for.
            self._vanished = not connected
            for candidate in connected:
                if _inode(candidate) not in self._taken.inodes and _waits(candidate, elapsed):
                    found.append(candidate)
                else:
                    candidate.close()
            if len(found) == 1:
                self._socket = found.pop()
                self._inode = _inode(self._socket)
                self._taken.inodes.add(self._inode)
            for candidate in found:
                candidate.close()

    def gone(self) -> bool:
        """Whether the client is known to have gone away, or nothing more is sent to it."""
        with self._lock:
            if self._released:
                return True
            if not self.find() or self._socket is None:
                return self._vanished
            poll = select.poll()
            poll.register(self._socket, _LEFT)
            return bool(poll.poll(0))

    def break_off(self) -> None:
        """End the connection at once, so that the client sees that its answer is not complete."""
        with self._lock:
            if self._released:
                return
            for _ in range(_LOOKS if self._socket is not None else 0):
                assert self._socket is not None
                if _has_sent(self._socket, time.monotonic() - self._began):
                    _end(self._socket)
                    return
                time.sleep(_PAUSE)
            # Not sure any more. An error too many does less harm than half an answer that looks whole.
            for candidate in _connected(self._address):
                _end(candidate)
                candidate.close()

    def release(self) -> None:
        """Forget the socket; the server keeps it."""
        with self._lock:
            self._released = True
            if self._socket is not None:
                with self._taken.lock:
                    self._taken.inodes.discard(self._inode)
                self._socket.close()
                self._socket = None


def end_those_that_wait(address: str, seconds: float, most: int, taken: Taken) -> int:
    """End the connections from ``address`` whose request came, in part, ``seconds`` ago or earlier and has no answer yet.

    Those that requests have found to be theirs are left alone. If there are more than ``most``, it is not sure which ones are
    meant, and none is ended. Returns how many were.
    """
    found = []
    with taken.lock:
        for candidate in _connected(_plain(address)):
            if _inode(candidate) in taken.inodes or not _waits_since(candidate, seconds):
                candidate.close()
            else:
                found.append(candidate)
        ended = 0 < len(found) <= most
        for candidate in found:
            if ended:
                _end(candidate)
            candidate.close()
    return len(found) if ended else 0


def _connected(address: str) -> list[socket.socket]:
    """Return copies of the TCP sockets of this process whose peer has the address."""
    # By inode: the listing names its own descriptor too, which a copy may take in the meantime.
    found: dict[int, socket.socket] = {}
    for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208
        with contextlib.suppress(OSError, ValueError):
            if not os.readlink(_DESCRIPTORS / name).startswith("socket:"):  # noqa: PTH115
                continue
            candidate = socket.socket(fileno=os.dup(int(name)))
            if candidate.family in (socket.AF_INET, socket.AF_INET6) and candidate.type == socket.SOCK_STREAM:
                with contextlib.suppress(OSError):
                    if _plain(candidate.getpeername()[0]) == address and _inode(candidate) not in found:
                        found[_inode(candidate)] = candidate
                        continue
            candidate.close()
    return list(found.values())


@dataclass(frozen=True)
class _Traffic:
    """What the kernel knows of a connection."""

    sent: int
    """Milliseconds since data were last sent, or since the connection was made."""
    received: int
    """Milliseconds since data were last received, or since the connection was made."""
    bytes_received: int


def _traffic(candidate: socket.socket) -> _Traffic:
    """Raises ``OSError`` and ``struct.error`` where the kernel does not tell."""
    return _Traffic(*_INFO.unpack(candidate.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _INFO.size)))


def _waits(candidate: socket.socket, elapsed: float) -> bool:
    """Whether a request may wait here for its answer that came no later than ours, ``elapsed`` milliseconds ago.

    The socket of our own request always does, so if there is only one, it is that.
    """
    try:
        traffic = _traffic(candidate)
    except (OSError, struct.error):
        return True
    return traffic.bytes_received > 0 and traffic.sent >= traffic.received >= elapsed - _ROUNDING


def _waits_since(candidate: socket.socket, seconds: float) -> bool:
    try:
        traffic = _traffic(candidate)
    except (OSError, struct.error):
        return True
    answered = traffic.sent < traffic.received
    return traffic.bytes_received > 0 and not answered and traffic.sent >= seconds * 1000 - _ROUNDING


def _has_sent(candidate: socket.socket, elapsed: float) -> bool:
    with contextlib.suppress(OSError, struct.error):
        return _traffic(candidate).sent < elapsed * 1000
    return False


def _end(candidate: socket.socket) -> None:
    with contextlib.suppress(OSError):
        candidate.shutdown(socket.SHUT_RDWR)


def _inode(candidate: socket.socket) -> int:
    return os.fstat(candidate.fileno()).st_ino


@lru_cache(maxsize=1024)
def _plain(address: str) -> str:
    """Return an address in one spelling, IPv4 as such; empty if it is none."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(parsed, "ipv4_mapped", None)
    return str(mapped or parsed)
