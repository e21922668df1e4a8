"""Queries that would bring an unguarded endpoint down, each a file with what it does and how it must end.

They are no questions of the catalogue. The tests ask them all, `graphapp.bench.abuse` measures what others notice of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent
_HEADER: Final = re.compile(r"#@ (\w+): (.*)")
ENDS: Final = ("time", "memory", "size", "refused")
"""How a hostile query can end: a limit of `graphapp.store.workers.limits.Limits`, or refused before it is evaluated."""


@dataclass(frozen=True)
class Hostile:
    """A hostile query."""

    name: str
    text: str
    what: str
    """What it does, a sentence."""
    ends: str
    """One of `ENDS`: which limit strikes first, on a machine that has nothing else to do."""


def hostile() -> tuple[Hostile, ...]:
    """Return the hostile queries, by name. Raises ``ValueError`` for a file without its header."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.rq")))


def _read(path: Path) -> Hostile:
    text = path.read_text(encoding="utf-8")
    told = {found[1]: found[2] for line in text.splitlines() if (found := _HEADER.fullmatch(line))}
    if told.get("ends") not in ENDS or not told.get("what"):
        raise ValueError(f"{path.name}: a line “#@ ends: …” or “#@ what: …” is missing")
    return Hostile(path.stem, text, told["what"], told["ends"])
