"""The Thuringian cluster graph: from curated TriG files to a served, immutable release."""

from importlib.metadata import version

__version__ = version("graphapp")
