"""The projections of the project's own data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Store

from graphapp.build.search import load
from graphapp.network.graph import PROJECTIONS
from graphapp.network.reading import stored

Columns = Mapping[str, Any]


@pytest.fixture(scope="session")
def documents(release: Path) -> dict[str, Columns]:
    """The columns of each projection."""
    found = {name: known.document() for name, known in stored(release).items()}
    assert sorted(found) == sorted(PROJECTIONS)
    return found


@pytest.fixture(scope="session")
def store(release: Path) -> Store:
    """The quads of the release."""
    return load(release)
