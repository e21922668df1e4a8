"""The search index of the release that is served, opened once in each process."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Final, cast

from flask import Flask, current_app

from graphapp.config import Settings
from graphapp.search import FOLDER, NoIndexError, SearchIndex
from graphapp.web.site import site

_EXTENSION: Final = "graphapp.search"
_LOG: Final = logging.getLogger(__name__)


class Indexes:
    """Opens the index of a release when it is first asked for; a release without one is remembered too."""

    def __init__(self, releases: Path) -> None:
        """Look for indexes in the folders of ``releases``."""
        self._releases = releases
        self._lock = threading.Lock()
        self._name = ""
        self._index: SearchIndex | None = None

    def of(self, release: str) -> SearchIndex | None:
        """Return the index of the release of that name; None if it has none, or if the name is empty."""
        with self._lock:
            if release != self._name:
                self._name, self._index = release, self._open(release)
            return self._index

    def _open(self, release: str) -> SearchIndex | None:
        if not release:
            return None
        try:
            return SearchIndex(self._releases / release / FOLDER)
        except NoIndexError as error:
            _LOG.warning("%s", error)
            return None


def install(app: Flask, settings: Settings) -> None:
    """Let `index` find the index in ``settings.releases``."""
    app.extensions[_EXTENSION] = Indexes(settings.releases)


def index() -> SearchIndex | None:
    """Return the index of what is served; None for a remote engine and for a release without one."""
    return cast("Indexes", current_app.extensions[_EXTENSION]).of(site().release)
