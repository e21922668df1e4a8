"""Which allocator the pool and its workers take memory from, and how it is set: variables of their environment."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from typing import Final

from graphapp.store.disk import Kind

AUTO: Final = "auto"
"""mimalloc, where its package is installed and the environment names no other library."""
SYSTEM: Final = "system"
"""The C library's ``malloc``."""
_TUNABLES: Final = {
    "memory": "glibc.malloc.hugetlb=1:glibc.malloc.tcache_count=100",
    "disk": "glibc.malloc.tcache_count=100",
}
"""How the C library's malloc works there (GNU C Library manual, "Memory Allocation Tunables"), by the engine. With huge
pages, a process of 290 MB is forked in 1 ms in place of 20, because there is one entry to copy for 512 pages; from disk, the
pool is small, and what its workers take would only be rounded up. A thread keeps 100 free pieces of each size up to 1 kB at
hand in place of 7, as a query takes and frees more than that at a time."""
_PRELOAD: Final = "LD_PRELOAD"


def environment(choice: str, kind: Kind, inherited: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a pool of an engine on ``kind``, from that of this process.

    ``choice`` is `AUTO`, `SYSTEM` or the path of a library with ``malloc`` and its kin, loaded before all others (ld.so(8)).
    mimalloc takes address space by 32 MiB in place of 1 GiB (``MIMALLOC_ARENA_RESERVE``), because a worker's is limited.
    """
    set_here = {"GLIBC_TUNABLES": _TUNABLES[kind], "MIMALLOC_ARENA_RESERVE": "32768", **inherited}
    library = choice if choice not in (AUTO, SYSTEM) else ""
    if choice == AUTO and _PRELOAD not in inherited:
        library = mimalloc()
    if library:
        set_here[_PRELOAD] = library
    elif choice == SYSTEM:
        set_here.pop(_PRELOAD, None)
    return set_here


def give_back() -> None:
    """Give what loading has freed back to the system, where mimalloc is loaded: a tenth to a quarter of the memory."""
    collect = getattr(ctypes.CDLL(None), "mi_collect", None)
    if collect is not None:
        collect(ctypes.c_bool(True))


def mimalloc() -> str:
    """Return the path of the library in the package ``cmeel-mimalloc``; empty if that is not installed, as beside Linux."""
    try:
        found = files("cmeel-mimalloc") or []
    except PackageNotFoundError:
        return ""
    return next((str(Path(file.locate()).resolve()) for file in found if file.name == "libmimalloc.so"), "")
