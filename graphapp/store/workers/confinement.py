"""What the kernel keeps a worker from: opening anything, taking more memory, outliving its parent."""

from __future__ import annotations

import contextlib
import ctypes
import math
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from graphapp.store.workers.limits import Limits

CONTROL: Final = 3
"""Descriptor of the socket to the pool."""
SIZES: Final = 4
"""Descriptor of ``/proc/self/statm``."""
PRIVATE: Final = 5
"""Descriptor of ``/proc/self/smaps_rollup``."""
CLIENT: Final = 6
"""Descriptor of the connection whose query is evaluated. It takes the last one that the process may have, so that
nothing can be opened while a query is evaluated: no file, no socket, no pipe."""
_AWAY: Final = 200
LONG: Final = 10
"""Niceness of a worker whose query is long."""
_PR_SET_PDEATHSIG: Final = 1
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Sizes:
    """Memory of this process, in bytes."""

    address_space: int
    resident: int


def sizes(descriptor: int = SIZES) -> Sizes:
    """Return what the open file ``/proc/self/statm`` says (proc_pid_statm(5))."""
    page = os.sysconf("SC_PAGE_SIZE")
    fields = os.pread(descriptor, 200, 0).split()
    return Sizes(int(fields[0]) * page, int(fields[1]) * page)


def private_bytes() -> int:
    """Return the memory that this process shares with no other: what it has copied or taken since it was forked."""
    lines = os.pread(PRIVATE, 4000, 0).splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(b"Private_"))


def confine(control: int, limits: Limits, source: Callable[[], _Made]) -> _Made:
    """Keep only standard streams, ``control`` (as `CONTROL`) and the sizes; set the limits of a worker for good.

    ``source`` is called in between, and what it returns is returned: what it opens stays open, and the memory it takes
    is not the queries'. Writes to the standard streams go nowhere.
    """
    die_with_parent()
    for known in (signal.SIGINT, signal.SIGCHLD, signal.SIGPIPE):
        signal.signal(known, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.set_wakeup_fd(-1)
    null = os.open(os.devnull, os.O_RDWR)
    statm = os.open("/proc/self/statm", os.O_RDONLY)
    rollup = os.open("/proc/self/smaps_rollup", os.O_RDONLY)
    # First away from the numbers that are given below, whatever they are now.
    moved = [os.dup2(number, _AWAY + number) for number in (null, null, null, control, statm, rollup)]
    for number, source_number in enumerate(moved):
        os.dup2(source_number, number)
    os.closerange(CLIENT, _highest())
    os.dup2(0, CLIENT)
    made = source()
    last = max(number for number in map(int, os.listdir("/proc/self/fd")) if _is_open(number))  # noqa: PTH208
    for number in range(CLIENT, last):
        if not _is_open(number):
            os.dup2(0, number)
    os.close(CLIENT)
    resource.setrlimit(resource.RLIMIT_NOFILE, (last + 1, last + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    most = sizes().address_space + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return made


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def limit_processor_time(seconds: float) -> None:
    """Let the kernel end this process (SIGXCPU) after so many more seconds of processor time.

    The pool ends a query long before; this is for a worker whose pool hangs.
    """
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def lower_priority(process: int) -> None:
    """Give a worker with a long query less of the processor than others get. On Linux each thread has a niceness of its own
    (setpriority(2)), and a query is evaluated in the second one.
    """
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process, LONG)
        for thread in os.listdir(f"/proc/{process}/task"):  # noqa: PTH208
            os.setpriority(os.PRIO_PROCESS, int(thread), LONG)


def processor_seconds(process: int) -> float:
    """Return the processor time that a process has used (proc_pid_stat(5)); infinite where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(") ")[2].split()
    except OSError:
        return math.inf
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def die_with_parent() -> None:
    """Let the kernel kill this process when the thread that forked it ends (prctl(2), PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _highest() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 65536 if soft == resource.RLIM_INFINITY else min(soft, 65536)
