"""The real server with low limits, for tests that overstep them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live_server import serving
from tests.small_release import make_release

LOW = {
    "GRAPHAPP_CACHE_BYTES": "0",
    "GRAPHAPP_ENGINE": "memory",
    "GRAPHAPP_CLIENT_HEADER": "X-Forwarded-For",
    "GRAPHAPP_QUERY_WORKERS": "3",
    "GRAPHAPP_QUERY_SECONDS": "4",
    "GRAPHAPP_QUERY_MEMORY": "100000000",
    "GRAPHAPP_ANSWER_BYTES": "20000000",
    "GRAPHAPP_QUEUE": "6",
}


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small release."""
    return make_release(tmp_path_factory.mktemp("faults") / "release")


@pytest.fixture(scope="session", params=["memory", "disk"])
def url(
    tmp_path_factory: pytest.TempPathFactory, releases: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """Address of a server with low limits, without a slash at its end; one for each engine."""
    settings = {**LOW, "GRAPHAPP_ENGINE": request.param}
    with serving(releases, tmp_path_factory.mktemp("log") / "log.txt", settings) as address:
        yield address
