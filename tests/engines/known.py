"""What is known to differ: each entry is proved by the suite, and stands in docs/engines.md."""

from __future__ import annotations

from typing import Final

DIFFERENT: Final[dict[tuple[str, str], str]] = {
    ("oxigraph", "merge-of-from"): "a triple comes once for each of several FROM graphs that state it",
    ("virtuoso", "merge-of-from"): "a triple comes once for each of several FROM graphs that state it",
    ("virtuoso", "decimal-digits"): "a decimal has 15 digits or so",
    ("virtuoso", "booleans"): "the value of a comparison is an integer",
}
"""(engine, promise) → how the engine breaks it."""
