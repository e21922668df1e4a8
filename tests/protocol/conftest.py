"""The real server over a small release, shared by the tests of the protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.live_server import serving
from tests.small_release import make_release


@pytest.fixture(scope="session")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over the small release, without a slash at its end."""
    folder = tmp_path_factory.mktemp("served")
    with serving(make_release(folder / "release"), folder / "log.txt") as address:
        yield address
