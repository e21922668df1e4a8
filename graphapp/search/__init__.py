"""Full-text search over the things of a release: an index that the build writes and the pages read."""

from __future__ import annotations

from graphapp.search.entry import KINDS, Entry
from graphapp.search.reading import Facet, Found, Hit, SearchIndex, Wanted
from graphapp.search.writing import FOLDER, NoIndexError, fingerprint, is_current, write

__all__ = [
    "FOLDER",
    "KINDS",
    "Entry",
    "Facet",
    "Found",
    "Hit",
    "NoIndexError",
    "SearchIndex",
    "Wanted",
    "fingerprint",
    "is_current",
    "write",
]
