"""Queries that harm by their number or by the length of their answers, not by their evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

_FOLDER = Path(__file__).parent


def each_another(name: str) -> Iterator[str]:
    """Yield the text of a query of this folder without end, each with another comment, so that no cache knows it."""
    text = (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")
    return (f"{text}# {number}" for number in count())
