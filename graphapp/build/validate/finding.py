"""What a check says: a finding, in words for a curator and in terms for a machine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from graphapp.namespaces import BASE, PREFIXES

Severity = Literal["violation", "warning", "info"]
Language = Literal["de", "en"]

SEVERITIES: Final[tuple[Severity, ...]] = ("violation", "warning", "info")
"""Worst first. A violation stops the build, the others go to the quality report."""


SHAPES: Final = BASE + "shapes#"
"""Namespace of the shapes."""

NAMES: Final = {**PREFIXES, "shapes": SHAPES}
"""Prefix → namespace, by which findings are shortened."""


@dataclass(frozen=True)
class Finding:
    """One result of a check (SHACL 1.0, section 3.6.2), with the place where a curator mends it."""

    severity: Severity
    shape: str
    """IRI of the shape that was violated, or of the query that returned a row."""
    component: str
    """IRI of the constraint component; empty for a query."""
    focus: str
    """The focus node: an IRI, or a literal in N-Triples."""
    path: str
    """The property path, shortened by the project's prefixes (SPARQL 1.1 syntax); empty for a node shape."""
    value: str
    """The value at fault: an IRI, or a literal in N-Triples; empty if there is none."""
    message_de: str
    message_en: str
    graph: str
    """IRI of the named graph that says it; empty if no graph does."""
    file: str
    """The file below the project that holds that graph, with forward slashes; empty if there is none."""
    line: int | None
    """Line of ``file`` where the statements of the focus node begin, from 1; None if unknown."""

    def message(self, language: Language = "en") -> str:
        """Return what to do, in German or English."""
        return self.message_de if language == "de" else self.message_en

    @property
    def place(self) -> str:
        """Return ``file:line``, or the graph where no file is known."""
        if not self.file:
            return shortened(self.graph)
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def summary(self, language: Language = "en") -> str:
        """Return one line for a curator: place, thing, value, what to do and the shape's name."""
        where = f"{self.place}: " if self.place else ""
        value = f" = {shortened(self.value)}" if self.value and self.value != self.focus else ""
        path = f" {self.path}{value}" if self.path else ""
        return f"{where}{shortened(self.focus)}{path}: {self.message(language)} [{shortened(self.shape)}]"


def shortened(term: str) -> str:
    """Return an IRI by its prefix (``tc:Network``) or its path below the base; other terms as they are."""
    starts = ((prefix, start) for prefix, start in NAMES.items() if term.startswith(start))
    prefix, start = max(starts, key=lambda pair: len(pair[1]), default=("", ""))
    local = term.removeprefix(start)
    if start and local and "/" not in local:
        return f"{prefix}:{local}"
    return term.removeprefix(BASE) or term
