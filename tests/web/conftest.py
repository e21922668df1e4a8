"""The application over a small release, without a network in between."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graphapp.config import Settings
from graphapp.store.memory import MemoryEngine
from graphapp.web import create_app
from tests.small_release import quads


@pytest.fixture(scope="session")
def app() -> Flask:
    """The application."""
    return create_app(Settings(), MemoryEngine.of_quads(quads()))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client without cookies of an earlier test."""
    return app.test_client()
