"""The application over a small release, as it is served: with its cache, its pool left out."""

from __future__ import annotations

import pytest
from flask import Flask

from graphapp.config import Settings
from graphapp.store.memory import MemoryEngine
from graphapp.web import create_app
from tests.small_release import quads


@pytest.fixture(scope="session")
def app() -> Flask:
    """The application."""
    return create_app(Settings(), MemoryEngine.of_quads(quads()))
