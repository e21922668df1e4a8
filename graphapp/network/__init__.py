"""Projections of the graph to networks, with measures, communities and layouts, made by the build for browsers and programs."""

from __future__ import annotations

from graphapp.network.graph import PROJECTIONS
from graphapp.network.writing import FOLDER, is_current, write

__all__ = ["FOLDER", "PROJECTIONS", "is_current", "write"]
