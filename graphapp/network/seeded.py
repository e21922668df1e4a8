"""Let igraph draw the same random numbers every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import igraph

SEED: Final = 2012


@contextmanager
def seeded() -> Iterator[None]:
    """Give igraph a generator of its own with a fixed seed; Python's generator stays as it is."""
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)
