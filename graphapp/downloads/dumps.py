"""Write the dumps in the formats of RDF, compressed with gzip (RFC 1952), which every tool that loads RDF reads."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

from pyoxigraph import RdfFormat, parse, serialize

from graphapp.downloads import kinds
from graphapp.downloads.lines import as_file, by_graph, read_lines, union
from graphapp.namespaces import PREFIXES

LEVEL: Final = 6


def write_with_graphs(data: Path, folder: Path) -> None:
    """Write N-Quads, TriG and JSON-LD of the quads in ``data``, a graph after the other, into ``folder``."""
    plain = folder / "quads.nq"
    with plain.open("wb") as ordered, compressed(folder / kinds.NQUADS.name) as file:
        for line in by_graph(read_lines(data), folder):
            ordered.write(line)
            file.write(line)
    for run in folder.glob("run-*"):
        run.unlink()
    for kind, output in ((kinds.TRIG, RdfFormat.TRIG), (kinds.JSONLD, RdfFormat.JSON_LD)):
        with plain.open("rb") as lines:
            _serialise(lines, RdfFormat.N_QUADS, folder / kind.name, output)
    plain.unlink()


def write_union(data: Path, folder: Path) -> None:
    """Write Turtle and RDF/XML of the union of all graphs in ``data``, each triple once, into ``folder``."""
    for kind, output in ((kinds.TURTLE, RdfFormat.TURTLE), (kinds.RDFXML, RdfFormat.RDF_XML)):
        _serialise(_triples(data), RdfFormat.N_TRIPLES, folder / kind.name, output)


@contextmanager
def compressed(path: Path) -> Iterator[IO[bytes]]:
    """Open a file whose content is compressed; its header holds neither name nor time."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed:
        yield cast("IO[bytes]", packed)


def _triples(data: Path) -> IO[bytes]:
    return as_file(union(read_lines(data)))


def _serialise(source: IO[bytes], given: RdfFormat, target: Path, wanted: RdfFormat) -> None:
    # What the build has written needs no look at every IRI and language tag again.
    statements = parse(source, given, lenient=True)
    if not given.supports_datasets:
        statements_of: Iterable[object] = (quad.triple for quad in statements)
    else:
        statements_of = statements
    with compressed(target) as file:
        serialize(statements_of, file, format=wanted, prefixes=PREFIXES)  # type: ignore[arg-type]
