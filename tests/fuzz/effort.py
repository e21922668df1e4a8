"""How hard the fuzzers try: the same examples in every run of the test suite, others and more with ``FUZZ=20``."""

from __future__ import annotations

import os
from typing import Final

from hypothesis import HealthCheck, settings

FACTOR: Final = int(os.environ.get("FUZZ", "0"))
"""Times as many examples, chosen at random; 0: the usual number, the same in every run."""


def examples(number: int) -> settings:
    """Return settings with ``number`` examples, times `FACTOR`."""
    return settings(
        max_examples=number * max(1, FACTOR),
        derandomize=not FACTOR,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
