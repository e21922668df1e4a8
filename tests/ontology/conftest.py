"""The vocabulary, read once for all tests of it."""

from __future__ import annotations

import pytest

from graphapp.config import Settings
from graphapp.ontology.vocabulary import Vocabulary, read_vocabulary


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The project's own classes and properties."""
    return read_vocabulary(Settings().ontology)
