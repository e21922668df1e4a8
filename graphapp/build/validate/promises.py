"""What core SHACL cannot say: queries of ``queries/quality/`` that promise to find nothing.

A promise is a file ``promise-<name>.rq`` with the header of the catalogue. It selects ``?focus`` and, where
they are known, ``?graph`` and ``?value``; each row is a violation, and the description says what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, QuerySolutions, Store

from graphapp.build.validate.result import Term
from graphapp.config import Settings
from graphapp.namespaces import BASE

QUERY: Final = BASE + "query/quality/"
"""Start of the IRIs by which findings cite a promise."""


@dataclass(frozen=True)
class Promise:
    """A query that has to find nothing."""

    name: str
    title_de: str
    title_en: str
    message_de: str
    message_en: str
    text: str

    @property
    def iri(self) -> str:
        """Return the IRI that findings cite."""
        return QUERY + self.name


@dataclass(frozen=True)
class Breach:
    """One row of a promise's query."""

    promise: Promise
    focus: Term
    value: Term | None
    graph: str
    """IRI of the graph, empty if the query does not say it."""


def read_promises(settings: Settings) -> tuple[Promise, ...]:
    """Return the promises by name.

    Raises ``ValueError`` that names the file and the key when a header lacks one.
    """
    return tuple(_promise(path) for path in sorted((settings.queries / "quality").glob("promise-*.rq")))


def breaches(store: Store, promise: Promise) -> frozenset[Breach]:
    """Return the rows of ``promise`` over the union of all graphs of ``store``.

    Raises ``SyntaxError`` for a query that is none, ``ValueError`` for one that selects no ``?focus``.
    """
    answer = store.query(promise.text, use_default_graph_as_union=True)
    if not isinstance(answer, QuerySolutions):
        raise ValueError(f"{promise.name}: a promise is a SELECT query")
    names = {variable.value for variable in answer.variables}
    if "focus" not in names:
        raise ValueError(f"{promise.name}: a promise selects ?focus")
    return frozenset(_breach(promise, row, names) for row in answer)


def _breach(promise: Promise, row: QuerySolution, names: set[str]) -> Breach:
    terms = {name: row[name] for name in names}
    focus, value, graph = terms["focus"], terms.get("value"), terms.get("graph")
    if not isinstance(focus, NamedNode | BlankNode | Literal):
        raise ValueError(f"{promise.name}: ?focus is not bound in every row")
    return Breach(
        promise=promise,
        focus=focus,
        value=value if isinstance(value, NamedNode | BlankNode | Literal) else None,
        graph=graph.value if isinstance(graph, NamedNode) else "",
    )


def _promise(path: Path) -> Promise:
    text = path.read_text(encoding="utf-8")
    lines = (line.removeprefix("#@").partition(":") for line in text.splitlines() if line.startswith("#@"))
    header = {key.strip(): value.strip() for key, _, value in lines}
    for key in ("title-de", "title-en", "description-de", "description-en"):
        if not header.get(key):
            raise ValueError(f"{path}: the header has no line '#@ {key}: …'")
    return Promise(
        name=path.stem,
        title_de=header["title-de"],
        title_en=header["title-en"],
        message_de=header["description-de"],
        message_en=header["description-en"],
        text=text,
    )
