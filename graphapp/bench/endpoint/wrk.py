"""Put load on a server with wrk (https://github.com/wg/wrk), and read what it prints."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from typing import Final

MISSING: Final = "The load generator wrk is not installed. On Debian and Ubuntu: apt-get install wrk"
ACCEPT: Final = "application/sparql-results+json"
THREADS: Final = 1
_UNITS: Final = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_TIME: Final = r"([0-9.]+)(us|ms|s|m|h)"
_GRACE: Final = 30.0
"""Seconds beyond the end of a run after which wrk counts as hanging."""


@dataclass(frozen=True)
class Load:
    """What a run showed. Times in seconds."""

    rate: float
    """Answers a second."""
    median: float
    p99: float
    answers: int
    failures: int = 0
    """Answers with a status of 400 or more, and connections that broke or timed out."""


def installed() -> bool:
    """Whether wrk can be run."""
    return shutil.which("wrk") is not None


def put_load(url: str, seconds: int, connections: int) -> Load:
    """Ask ``url`` from one thread over ``connections`` that are kept open, each asking again when it is answered.

    Raises ``RuntimeError`` when wrk fails.
    """
    command = ["wrk", f"-t{THREADS}", f"-c{connections}", f"-d{seconds}s", "--timeout", f"{seconds + 20}s"]
    try:
        done = subprocess.run(
            [*command, "--latency", "-H", f"Accept: {ACCEPT}", url],
            capture_output=True,
            text=True,
            timeout=seconds + _GRACE,
            check=True,
        )
    except FileNotFoundError:
        raise RuntimeError(MISSING) from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"wrk failed: {error.stdout}{error.stderr}") from None
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"wrk did not end within {seconds + _GRACE:g} seconds") from None
    return read(done.stdout)


def read(printed: str) -> Load:
    """Return what wrk printed with ``--latency``. Raises ``RuntimeError`` for anything else."""
    answers = re.search(r"^ *(\d+) requests in ", printed, re.MULTILINE)
    rate = re.search(r"^Requests/sec: +([0-9.]+)", printed, re.MULTILINE)
    if answers is None or rate is None:
        raise RuntimeError(f"wrk printed something else than expected:\n{printed}")
    failures = sum(int(count) for count in re.findall(r"Non-2xx or 3xx responses: (\d+)", printed))
    for errors in re.findall(r"Socket errors: (.*)", printed):
        failures += sum(int(count) for count in re.findall(r"\d+", errors))
    return Load(float(rate[1]), _percentile(printed, 50), _percentile(printed, 99), int(answers[1]), failures)


def _percentile(printed: str, percent: int) -> float:
    found = re.search(rf"^ +{percent}% +{_TIME}", printed, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"wrk printed no {percent}% of the latencies:\n{printed}")
    return float(found[1]) * _UNITS[found[2]]
