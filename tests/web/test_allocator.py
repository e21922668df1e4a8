"""Memory that threads have freed goes back to the system."""

from __future__ import annotations

import subprocess
import sys

import pytest

THREADS = """
import sys, threading
from graphapp.bench.machine import resident_bytes
from graphapp.web.allocator import return_freed_memory
if not return_freed_memory():
    sys.exit(3)
before = resident_bytes()
def hold(meet):
    blocks = [bytes(1 << 20) for _ in range(4)]
    meet.wait()
for _ in range(3):
    meet = threading.Barrier(30)
    threads = [threading.Thread(target=hold, args=(meet,)) for _ in range(30)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
print(resident_bytes() - before)
"""


def test_what_thirty_threads_have_freed_does_not_stay_with_the_process() -> None:
    done = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=False)
    if done.returncode == 3:
        pytest.skip("not the C library of GNU")
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 20_000_000
