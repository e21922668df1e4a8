"""The release of the project's own data, named by its folder once for all tests of the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.store.memory import MemoryEngine
from tests.queries import asking


@pytest.fixture(scope="session")
def memory(release: Path) -> MemoryEngine:
    """The engine that holds the release, for tests that write a query of their own."""
    return asking.engine(release)
