"""The application over the real release, as the pages of things have it."""

from tests.things.conftest import client, get, memory

__all__ = ["client", "get", "memory"]
