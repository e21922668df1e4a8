"""A project whose data/ holds only the real curation tables, for small imports."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graphapp.config import PROJECT

ALWAYS = ("indicators.csv", "units-list.csv", "units.csv", "grants.csv")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder with the real indicators and units, and no row-level curation."""
    target = tmp_path / "project" / "data" / "curation"
    target.mkdir(parents=True)
    for name in ALWAYS:
        shutil.copy(PROJECT / "data" / "curation" / name, target / name)
    return target.parent
