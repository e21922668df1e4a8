"""Where a finding stands: the named graph that says it, its file and the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from graphapp.build.validate.result import Term
from graphapp.config import Settings
from graphapp.namespaces import BASE, GRAPH_ONTOLOGY, PREFIXES

SOURCE: Final = BASE + "source/"
"""Start of the IRIs of documents, which are those of the graphs of data."""

BEGINNING: Final = re.compile(r"\s*(?:GRAPH\s+)?(<[^>\s]*>|[A-Za-z][\w-]*:[\w.-]*[\w-])")
"""An IRI or prefixed name at the beginning of a line of TriG or Turtle."""


@dataclass(frozen=True)
class Place:
    """A named graph, the file that holds it and a line in it; what is unknown is empty or None."""

    graph: str = ""
    file: str = ""
    line: int | None = None


class Locator:
    """Finds the places of one store in the files of one project; keeps the files it has read."""

    def __init__(self, store: Store, settings: Settings) -> None:
        """Look up which file holds which graph; a file of the ontology that is no Turtle is left out."""
        self._store = store
        self._project = settings.project
        self._lines: dict[Path, dict[str, int]] = {}
        self._graphs = _files_of_graphs(store, sorted(settings.data.glob("**/*.trig")))
        self._terms: dict[str, Path] = {}
        for path in sorted(settings.ontology.glob("**/*.ttl")):
            for subject in _subjects(path):
                self._terms.setdefault(subject, path)

    def locate(self, focus: Term, path: str = "", value: Term | None = None, graph: str = "") -> Place:
        """Return the first place, by IRI of the graph, that says what was found.

        ``graph`` names the graph if it is known. Else graphs of data come first: one with the triple
        ``focus path value``, else with ``focus path``, else with ``focus`` as subject, else as object. What
        only the build derived leads to where the focus node is stated. ``path`` is a property's IRI or empty.
        """
        candidates = [graph] if graph else list(self._candidates(focus, path, value))
        for name in candidates:
            if name.startswith(SOURCE):
                return self._place(name, self._graphs.get(name), focus)
            if name == GRAPH_ONTOLOGY and isinstance(focus, NamedNode) and focus.value in self._terms:
                return self._place(name, self._terms[focus.value], focus)
        return Place(candidates[0] if candidates else "")

    def _candidates(self, focus: Term, path: str, value: Term | None) -> Iterator[str]:
        match = self._store.quads_for_pattern
        if not isinstance(focus, Literal):
            if path and value is not None:
                yield from _names(quad.graph_name for quad in match(focus, NamedNode(path), value, None))
            if path:
                yield from _names(quad.graph_name for quad in match(focus, NamedNode(path), None, None))
            yield from _names(quad.graph_name for quad in match(focus, None, None, None))
        yield from _names(quad.graph_name for quad in match(None, None, focus, None))

    def _place(self, graph: str, file: Path | None, focus: Term) -> Place:
        if file is None:
            return Place(graph)
        return Place(graph, file.relative_to(self._project).as_posix(), self._line(file, focus))

    def _line(self, file: Path, focus: Term) -> int | None:
        """Return the first line of ``file`` that begins with ``focus``, from 1; None if no line does."""
        if not isinstance(focus, NamedNode):
            return None
        if file not in self._lines:
            self._lines[file] = _beginnings(file)
        lines = self._lines[file]
        return min((lines[text] for text in _spellings(focus.value) if text in lines), default=None)


def _beginnings(file: Path) -> dict[str, int]:
    """Return IRI or prefixed name → the first line that begins with it."""
    found: dict[str, int] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        token = BEGINNING.match(line)
        if token:
            found.setdefault(token[1], number)
    return found


def _names(graphs: Iterable[object]) -> list[str]:
    return sorted({graph.value for graph in graphs if isinstance(graph, NamedNode)})


def _spellings(iri: str) -> list[str]:
    starts = ((prefix, start) for prefix, start in PREFIXES.items() if iri.startswith(start))
    short = [f"{prefix}:{iri.removeprefix(start)}" for prefix, start in starts if iri != start]
    return [f"<{iri}>", f"<{iri.removeprefix(BASE)}>", *short]


def _files_of_graphs(store: Store, paths: Sequence[Path]) -> dict[str, Path]:
    """Return graph → file: the file that is named after the graph, else the one that is found to hold it."""
    named = {SOURCE + path.stem: path for path in paths}
    graphs = {name.value for name in store.named_graphs() if isinstance(name, NamedNode)}
    found = {graph: path for graph, path in named.items() if graph in graphs}
    for graph, path in named.items():
        if graph not in graphs:
            for quad in _quads(path, RdfFormat.TRIG):
                if isinstance(quad.graph_name, NamedNode):
                    found.setdefault(quad.graph_name.value, path)
    return found


def _subjects(path: Path) -> set[str]:
    subjects = (quad.subject for quad in _quads(path, RdfFormat.TURTLE))
    return {subject.value for subject in subjects if isinstance(subject, NamedNode)}


def _quads(path: Path, syntax: RdfFormat) -> list[Quad]:
    try:
        return list(parse(path.read_bytes(), syntax))
    except SyntaxError:
        return []
