"""Keep what many threads have freed from staying with the process."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_M_MMAP_THRESHOLD: Final = -3
_M_ARENA_MAX: Final = -8
ARENAS: Final = 2
LARGE: Final = 256 << 10
"""Bytes from which on a block goes back to the system as soon as it is freed."""


def return_freed_memory() -> bool:
    """Let glibc's malloc use few arenas and return large blocks (mallopt(3)); whether it does.

    By default it gives a process eight arenas a core and raises the second limit by itself, up to 32 MB: threads that each have
    had an answer of a megabyte in hand then keep that memory for ever.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return bool(mallopt(_M_ARENA_MAX, ARENAS) and mallopt(_M_MMAP_THRESHOLD, LARGE))
