"""What the kernel is told of the connections that a server accepts."""

from __future__ import annotations

import contextlib
import os
import resource
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Final

STALLED: Final = 60
"""Seconds after which a connection ends whose client takes nothing of what is sent."""
_DESCRIPTORS: Final = Path("/proc/self/fd")
_MOST_DESCRIPTORS: Final = 65536
_PATIENCE: Final = 60.0


def raise_descriptor_limit() -> int:
    """Let this process and its children open as many files as the system lets them; return that number."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, _MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return wanted
    return wanted if soft == resource.RLIM_INFINITY else soft


def end_stalled_connections(seconds: int = STALLED) -> threading.Thread:
    """Let the kernel end connections whose client takes nothing for ``seconds`` (TCP_USER_TIMEOUT, tcp(7)).

    A server has no such deadline for what it has handed over to be sent. The option is set, as soon as this process listens,
    on its listening sockets, whose connections inherit it. Returns the thread that waits for that.
    """

    def work() -> None:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and not _set_on_listeners(seconds):
            time.sleep(0.05)

    thread = threading.Thread(target=work, name="listening", daemon=True)
    if sys.platform == "linux":
        thread.start()
    return thread


def _set_on_listeners(seconds: int) -> bool:
    """Set the option on this process's listening TCP sockets; whether there was one."""
    found = False
    for name in os.listdir(_DESCRIPTORS):  # noqa: PTH208
        with contextlib.suppress(OSError):
            if not os.readlink(_DESCRIPTORS / name).startswith("socket:"):  # noqa: PTH115
                continue
            with socket.socket(fileno=os.dup(int(name))) as copy:
                if (
                    copy.family in (socket.AF_INET, socket.AF_INET6)
                    and copy.type == socket.SOCK_STREAM
                    and copy.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
                ):
                    copy.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1000)
                    found = True
    return found
