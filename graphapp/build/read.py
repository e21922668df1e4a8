"""Read Turtle and TriG files into one store, each statement in its graph."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import IO, Final, TypeVar, cast

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from graphapp.build.errors import InputError
from graphapp.build.inputs import InputFile, Inputs
from graphapp.build.progress import Step
from graphapp.build.skolem import has_blank_node, skolemised
from graphapp.namespaces import GRAPH_CURRENT, GRAPH_INFERRED, GRAPH_ONTOLOGY, GRAPH_SHAPES

T = TypeVar("T")

RESERVED: Final = (GRAPH_ONTOLOGY, GRAPH_SHAPES, GRAPH_INFERRED, GRAPH_CURRENT)
"""Graphs that the build itself fills; no data file may write into them."""


def read(inputs: Inputs, store: Store, advance: Step) -> None:
    """Fill the empty ``store`` with the files of ``inputs``; ``advance`` gets the name of each file read.

    Raises ``InputError`` with file, line and column for a syntax error, and with file and line for a
    statement of data outside a named graph, in a graph of the build's own, or with a blank node.
    """
    for file in inputs.data:
        _syntax_checked(file, lambda file=file: store.load(file.content, RdfFormat.TRIG))  # type: ignore[misc]
        advance(file.name)
    _refuse_misplaced(inputs.data, store)
    for files, graph in ((inputs.ontology, GRAPH_ONTOLOGY), (inputs.shapes, GRAPH_SHAPES)):
        for file in files:
            store.extend(read_vocabulary(file, NamedNode(graph)))
            advance(file.name)


def read_vocabulary(file: InputFile, graph: NamedNode) -> list[Quad]:
    """Return the triples of a Turtle file as quads of ``graph``, blank nodes replaced by IRIs.

    Raises ``InputError`` with file, line and column for a syntax error.
    """
    triples = _syntax_checked(file, lambda: list(parse(file.content, RdfFormat.TURTLE)))
    stem = file.name.removesuffix(".ttl")
    return [Quad(q.subject, q.predicate, q.object, graph) for q in skolemised(triples, stem)]


def _syntax_checked(file: InputFile, action: Callable[[], T]) -> T:
    try:
        return action()
    except SyntaxError as error:
        raise InputError(error.msg, file.name, error.lineno, error.offset) from error


def _refuse_misplaced(files: Iterable[InputFile], store: Store) -> None:
    if any(True for _ in store.quads_for_pattern(None, None, None, DefaultGraph())):
        _blame(
            files,
            lambda quad: isinstance(quad.graph_name, DefaultGraph),
            "a triple stands outside a named graph; put it between its document's braces: <source/…> { … }",
        )
    for name in RESERVED:
        graph = NamedNode(name)
        if store.contains_named_graph(graph):
            _blame(
                files,
                lambda quad, graph=graph: quad.graph_name == graph,  # type: ignore[misc]
                f"<{name}> is filled by the build; put the statement into the graph of its document",
            )
    if any(has_blank_node(quad) for quad in store):
        _blame(files, has_blank_node, "a blank node; give the node an IRI, so that others can refer to it")


def _blame(files: Iterable[InputFile], guilty: Callable[[Quad], bool], message: str) -> None:
    for file in files:
        lines = _LineFeed(file.content)
        for quad in parse(cast("IO[bytes]", lines), RdfFormat.TRIG):
            if guilty(quad):
                raise InputError(message, file.name, lines.number)


class _LineFeed(io.RawIOBase):
    """Hands a file to the parser line by line; ``number`` is the line of the statement just parsed.

    The parser yields a statement as soon as it has read the line that completes it.
    """

    def __init__(self, content: bytes) -> None:
        self._lines = iter(content.splitlines(keepends=True))
        self.number = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next line whatever ``size`` asks for; empty at the end."""
        line = next(self._lines, b"")
        self.number += bool(line)
        return line
