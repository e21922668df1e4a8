"""What tests of several parts share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from graphapp.build.pipeline import build_release
from graphapp.config import Settings
from tests.live_server import serving


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a release of the project's own data, made once for all processes of a test run.

    The project's current release is taken when it is up to date; the checkout is not changed.
    """
    from graphapp.build.inputs import collect
    from graphapp.build.release import find
    from graphapp.network import FOLDER as NETWORK
    from graphapp.network import is_current as is_projected
    from graphapp.search import FOLDER, is_current

    settings = Settings()
    known = find(settings.releases, collect(settings).digest())
    if known is not None and is_current(known / FOLDER) and is_projected(known / NETWORK):
        return known
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    return build_release(replace(settings, releases=shared / "release")).release


@pytest.fixture(scope="session")
def real(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over the project's own data, without a slash at its end; one for each process of a test run."""
    folder = tmp_path_factory.mktemp("real")
    releases = folder / "release"
    shutil.copytree(release, releases / release.name, copy_function=_linked)
    (releases / "current").symlink_to(release.name)
    with serving(releases, folder / "log.txt") as address:
        yield address


def _linked(source: str, target: str) -> str:
    """Give a file of a release, which never changes, one more name, or copy it where the folders lie on different disks."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


LONGEST: Final = (
    "docs/test_curating",
    "shapes/test_findings",
    "cache/test_equal",
    "linked/test_walk",
    "browser/",
)
"""Parts of the names of the tests that take longest. They come first and in this order, so that no process waits for another's
at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first; the others keep their order."""
    items.sort(
        key=lambda item: next((at for at, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST))
    )
