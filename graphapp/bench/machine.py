"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
import resource
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from graphapp.build.inputs import engine_versions


@dataclass(frozen=True)
class Machine:
    """A computer and the software on it."""

    processor: str
    cores: int
    """Cores that this process may use."""
    memory: float
    """GB (10⁹ bytes)."""
    system: str
    python: str
    libraries: dict[str, str]
    """Distribution → version."""


def describe() -> Machine:
    """Describe this machine."""
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return Machine(
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory=pages * size / 1e9,
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        libraries={"graphapp": version("graphapp"), **engine_versions()},
    )


def resident_bytes() -> int:
    """Return the memory that this process holds now (on Linux), or has held at most (elsewhere)."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(_value(status.read_text().splitlines(), "VmRSS").split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * resident_unit()


def resident_unit() -> int:
    """Return of how many bytes the system's ``ru_maxrss`` counts."""
    return 1 if sys.platform == "darwin" else 1024


def _processor() -> str:
    listing = Path("/proc/cpuinfo")
    if listing.is_file() and (name := _value(listing.read_text().splitlines(), "model name")):
        return name
    return platform.processor() or platform.machine()


def _value(lines: Iterable[str], key: str) -> str:
    """Return what follows ``key`` and a colon in the first line that begins with it; empty if none does."""
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(key))
    return next(found, "")
