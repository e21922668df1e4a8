"""Send documents, and whole graphs as they come."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from flask import request
from pyoxigraph import NamedNode
from werkzeug import Response

from graphapp.catalogue.blocks import fill
from graphapp.namespaces import GRAPH_CURRENT, GRAPH_INFERRED
from graphapp.store.engine import Question
from graphapp.store.formats import NTRIPLES, Format
from graphapp.web.asking import reader
from graphapp.web.delivery import deliver
from graphapp.web.linked.edition import Edition
from graphapp.web.linked.formats import NQUADS, TRIG

LARGE: Final = frozenset({GRAPH_INFERRED, GRAPH_CURRENT})
"""Graphs that are sent as they come from the engine, without labels and without a description of the document."""


def send(body: bytes, output: Format, edition: Edition) -> Response:
    """Return the answer with validators (RFC 9110, section 8.8); 304 when the client's copy is still good."""
    response = Response(body, content_type=output.content_type)
    response.set_etag(hashlib.blake2b(body, digest_size=16).hexdigest())
    if edition.made is not None:
        response.last_modified = edition.made
    return response.make_conditional(request)


def send_graph(graph: str, output: Format, edition: Edition) -> Response:
    """Return all triples of a graph. TriG and N-Quads are made of N-Triples, line by line: both hold those as they are."""
    text = fill(
        edition.catalogue.find("documents/whole-graph-as-triples").text, {"graph": [NamedNode(graph)]}
    )
    with_graph = output.name in (TRIG.name, NQUADS.name)
    chunks = edition.engine.answer(Question(text), NTRIPLES if with_graph else output)
    if output.name == NQUADS.name:
        chunks = _quads(chunks, f" <{graph}> .\n".encode())
    elif output.name == TRIG.name:
        chunks = _wrapped(chunks, f"<{graph}> {{\n".encode(), b"}\n")
    response = deliver(chunks, reader(), output.content_type)
    if edition.made is not None:
        response.last_modified = edition.made
    return response


def _quads(chunks: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """Give N-Triples as N-Quads. A line break stands nowhere but at the end of a statement."""
    begun = b""
    for chunk in chunks:
        *lines, begun = (begun + chunk).split(b"\n")
        if lines:
            yield b"".join(line.removesuffix(b" .") + end for line in lines)
    if begun:
        yield begun.removesuffix(b" .") + end


def _wrapped(chunks: Iterable[bytes], before: bytes, after: bytes) -> Iterator[bytes]:
    yield before
    yield from chunks
    yield after
