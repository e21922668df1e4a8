"""A real server over two small releases, and the application over the project's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient

from graphapp.build.offer import is_offered
from graphapp.config import Settings
from graphapp.web import create_app
from tests.harvest.shelf import two_releases
from tests.live_server import serving
from tests.queries import asking


class Shelf(NamedTuple):
    """The releases on the disk."""

    releases: Path
    older: Path
    newer: Path


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Two releases."""
    return Shelf(*two_releases(tmp_path_factory.mktemp("shelf")))


@pytest.fixture(scope="session")
def url(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over them, without a slash at its end."""
    with serving(shelf.releases, tmp_path_factory.mktemp("served") / "log.txt") as address:
        yield address


@pytest.fixture(scope="session")
def real(release: Path) -> FlaskClient:
    """A client of the application over the project's own release."""
    assert is_offered(release)
    settings = replace(Settings(), cache_bytes=0, releases=release.parent)
    return create_app(settings, asking.engine(release)).test_client()
