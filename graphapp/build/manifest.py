"""The manifest of a release: what it was made from, what it holds, and how its files can be verified."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Store

from graphapp.namespaces import (
    BASE,
    GRAPH_CURRENT,
    GRAPH_INFERRED,
    GRAPH_ONTOLOGY,
    GRAPH_SHAPES,
    PREFIXES,
)

FORMAT: Final = 1
"""Version of the manifest's layout; raised when a reader of the former one would fail."""

KINDS: Final = {
    GRAPH_ONTOLOGY: "ontology",
    GRAPH_SHAPES: "shapes",
    GRAPH_INFERRED: "inferred",
    GRAPH_CURRENT: "current",
}
"""Graph → kind; every other graph is of the kind ``source``."""

_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")


@dataclass(frozen=True)
class FileEntry:
    """One file of a release."""

    sha256: str
    size: int
    """Bytes."""

    @classmethod
    def of(cls, content: bytes) -> FileEntry:
        """Describe a file of ``content``."""
        return cls(hashlib.sha256(content).hexdigest(), len(content))


@dataclass(frozen=True)
class Counts:
    """What a release holds."""

    quads: int
    graphs: int
    quads_by_kind: dict[str, int]
    """Kind of graph (``source`` and the values of ``KINDS``) → quads."""
    graphs_by_kind: dict[str, int]
    """Kind of graph → graphs."""
    things: dict[str, int]
    """IRI of a class → things of that class, each counted once; ontology and shapes left out."""

    @classmethod
    def of(cls, store: Store) -> Counts:
        """Count ``store``."""
        by_graph = Counter(quad.graph_name.value for quad in store)
        quads: Counter[str] = Counter()
        graphs: Counter[str] = Counter()
        for graph, number in by_graph.items():
            kind = KINDS.get(graph, "source")
            quads[kind] += number
            graphs[kind] += 1
        classes = {quad.object for quad in store.quads_for_pattern(None, _TYPE, None, None)}
        things = {kind.value: _instances(store, kind) for kind in classes if isinstance(kind, NamedNode)}
        return cls(
            sum(by_graph.values()),
            len(by_graph),
            dict(sorted(quads.items())),
            dict(sorted(graphs.items())),
            {kind: number for kind, number in sorted(things.items()) if number},
        )

    def things_of(self, local_name: str) -> int:
        """Return the number of things of the project's own class ``local_name`` (``Network`` …)."""
        return self.things.get(f"{BASE}ontology#{local_name}", 0)


def _instances(store: Store, kind: NamedNode) -> int:
    """Count the things of one class; one at a time, as those of all classes would take too much memory."""
    apart = (NamedNode(GRAPH_ONTOLOGY), NamedNode(GRAPH_SHAPES))
    quads = store.quads_for_pattern(None, _TYPE, kind, None)
    return len({str(quad.subject) for quad in quads if quad.graph_name not in apart})


@dataclass(frozen=True)
class Manifest:
    """The content of ``manifest.json``."""

    format: int
    release: str
    """The id: the first 16 hex digits of the SHA-256 over all that the manifest says besides id and times."""
    input: str
    """The input hash, see ``Inputs.digest``."""
    program: str
    """Version of graphapp."""
    libraries: dict[str, str]
    """Distribution → version."""
    counts: Counts
    files: dict[str, FileEntry]
    """File name → checksum and size."""
    started: str
    """Time (ISO 8601, UTC) at which the build began."""
    ended: str
    """Time at which all files but the manifest were written."""
    seconds: dict[str, float]
    """Stage → duration."""

    def named(self) -> Manifest:
        """Return the manifest with the id that its content asks for."""
        timeless = {
            key: value
            for key, value in asdict(self).items()
            if key not in ("release", "started", "ended", "seconds")
        }
        text = json.dumps(timeless, sort_keys=True, ensure_ascii=False)
        return replace(self, release=hashlib.sha256(text.encode()).hexdigest()[:16])

    def to_json(self) -> bytes:
        """Return the text of ``manifest.json``, UTF-8."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest; raises ``OSError`` or ``ValueError`` if missing, broken or of another format."""
        document = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise ValueError(f"{path} is no manifest of format {FORMAT}")
        try:
            counts = Counts(**document.pop("counts"))
            files = {name: FileEntry(**entry) for name, entry in document.pop("files").items()}
            return cls(**document, counts=counts, files=files)
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path} is not complete: {error}") from error
