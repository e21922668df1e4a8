"""What the variables of the catalogue are called on pages: ``queries/columns.csv``."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graphapp.catalogue.query import Bilingual

FILE: Final = "columns.csv"
"""Name of the file in the folder of queries: columns ``variable``, ``de``, ``en``."""
_QUOTED: Final = re.compile(r"""([„“"])([a-z][A-Za-z0-9]*)([“”"])""")


@dataclass(frozen=True)
class Headings:
    """The heading of each variable; its name where there is none."""

    names: Mapping[str, Bilingual] = field(default_factory=dict)

    def __getitem__(self, variable: str) -> Bilingual:
        """Return the heading of ``variable`` in both languages."""
        return self.names.get(variable, Bilingual(variable, variable))

    def spoken(self, text: str, language: str) -> str:
        """Return a description with the headings of the variables that it names in quotation marks, as people see them."""
        return _QUOTED.sub(
            lambda found: (
                found[1] + self[found[2]][language] + found[3] if found[2] in self.names else found[0]
            ),
            text,
        )


def read_headings(folder: Path) -> Headings:
    """Read the headings of the catalogue in ``folder``; raises ``ValueError`` that names the line of a name that is given twice
    or lacks a language.
    """
    names: dict[str, Bilingual] = {}
    path = folder / FILE
    if not path.is_file():
        return Headings()
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            variable, de, en = row.get("variable"), row.get("de"), row.get("en")
            if not variable or not de or not en:
                raise ValueError(f"{path}:{number}: a heading has a variable, a German and an English name")
            if variable in names:
                raise ValueError(f"{path}:{number}: “{variable}” has a heading already; keep one")
            names[variable] = Bilingual(de, en)
    return Headings(names)
