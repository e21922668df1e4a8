"""Take the people of ``data/withheld.csv`` out of the graph, before anything is derived from them.

Removed in every graph: the person, whatever states something about the person (tenures, participations and
other statement nodes, as a whole), and every single triple that leads to the person. What then still mentions
the name is redacted: in a text the name becomes ``[…]``, an IRI of the project loses the name, any other
address is cut before it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from graphapp.build.errors import InputError
from graphapp.build.inputs import InputFile
from graphapp.namespaces import BASE, PREFIXES

COLUMNS: Final = ("id", "date", "reason")
"""Columns of the list: the person's id, the day of the decision (YYYY-MM-DD), why (free text)."""

STATEMENT_KINDS: Final = frozenset(
    ("membership", "tenure", "participation", "grant", "observation", "statement", "address", "person")
)
"""Kinds of IRI whose node goes as a whole when it refers to a withheld person."""

REDACTED: Final = "[…]"
"""What stands in a text in place of a withheld name."""

NAMES: Final = tuple(
    NamedNode(PREFIXES[prefix] + local)
    for prefix, local in (
        ("schema", "name"),
        ("schema", "alternateName"),
        ("foaf", "name"),
        ("rdfs", "label"),
        ("skos", "prefLabel"),
        ("skos", "altLabel"),
        ("tc", "formerName"),
        ("tc", "laterName"),
    )
)
"""Properties that give a person's name."""

T = TypeVar("T")

_PERSON: Final = BASE + "person/"
_IDENTIFIER: Final = NamedNode(PREFIXES["dcterms"] + "identifier")
_REPLACED_BY: Final = NamedNode(PREFIXES["dcterms"] + "isReplacedBy")
_TITLES: Final = re.compile(r"^(?:(?:\w+\.(?:-\w+\.)?|Professor|Doktor|Herr|Frau)\s*)+")
_ADDRESS: Final = re.compile(r"https?://\S+")
_BETWEEN: Final = r"(?:[\W_]|%20)+"


@dataclass(frozen=True)
class Withheld:
    """One row of the list."""

    id: str
    line: int
    """Line of the file, from 1."""


@dataclass(frozen=True)
class Removal:
    """What was taken out."""

    people: int
    """Number of rows that found somebody."""
    quads: int
    """Number of quads removed or redacted."""
    unmatched: tuple[Withheld, ...]
    """Rows whose id nobody in the data has."""
    iris: frozenset[str] = frozenset()
    """IRIs that lead nowhere any more: of the people, whether found or not, of what stated something about them, and
    those that held a name."""


def read_withheld(file: InputFile | None) -> tuple[Withheld, ...]:
    """Read the list; no file is an empty list.

    Raises ``InputError`` with the line for a wrong header, an empty id or a date that is none.
    """
    if file is None:
        return ()
    rows = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise InputError(f"the first line must be {','.join(COLUMNS)}", file.name, 1)
    return tuple(_row(row, rows.line_num, file.name) for row in rows)


def withhold(store: Store, people: Iterable[Withheld]) -> Removal:
    """Remove ``people`` from every graph of ``store``."""
    found = {person: _iris(store, person.id) for person in people}
    unmatched = tuple(person for person, iris in found.items() if not iris)
    iris = set().union(*found.values())
    gone_iris = {_PERSON + person.id for person in found}
    if not iris:
        return Removal(0, 0, unmatched, frozenset(gone_iris))
    mentions = _Mentions(_name_patterns(store, iris))
    before = len(store)
    doomed = _doomed(store, iris)
    for node in doomed:
        for pattern in ((node, None, None, None), (None, node, None, None), (None, None, node, None)):
            for quad in list(store.quads_for_pattern(*pattern)):
                store.remove(quad)
    gone = before - len(store)
    replaced = [(quad, clean) for quad in store if (clean := mentions.redacted(quad)) != quad]
    for quad, _ in replaced:
        store.remove(quad)
    store.extend(clean for _, clean in replaced)
    for graph in {quad.graph_name for quad, _ in replaced}:
        if not any(True for _ in store.quads_for_pattern(None, None, None, graph)):
            store.remove_graph(graph)
    gone_iris |= {node.value for node in doomed}
    for quad, clean in replaced:
        for old, new in (
            (quad.subject, clean.subject),
            (quad.object, clean.object),
            (quad.graph_name, clean.graph_name),
        ):
            if old != new and isinstance(old, NamedNode) and _kind(old):
                gone_iris.add(old.value)
    return Removal(len(found) - len(unmatched), gone + len(replaced), unmatched, frozenset(gone_iris))


def withheld_file(iris: Iterable[str]) -> bytes:
    """Return the content of ``withheld.json``: SHA-256 (hex) of each IRI, so that the server can say that it is gone.

    A digest tells whoever asks for an IRI what the server's answer tells him, and names nobody to who does not.
    """
    digests = sorted(hashlib.sha256(iri.encode()).hexdigest() for iri in iris)
    return (json.dumps({"sha256": digests}, indent=1) + "\n").encode()


def _row(row: dict[str, str | None], line: int, file: str) -> Withheld:
    identifier = (row["id"] or "").strip()
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", identifier):
        raise InputError(
            f"{identifier!r} is no id of a person; write what follows person/ in the IRI", file, line
        )
    try:
        date.fromisoformat((row["date"] or "").strip())
    except ValueError:
        raise InputError(f"{row['date']!r} is no date of the form YYYY-MM-DD", file, line) from None
    return Withheld(identifier, line)


def _iris(store: Store, identifier: str) -> set[NamedNode]:
    """Find the IRIs of a person by local name, identifier and merged ids."""
    candidates: set[NamedNode] = {NamedNode(_PERSON + identifier)}
    for quad in store.quads_for_pattern(None, _IDENTIFIER, Literal(identifier), None):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_PERSON):
            candidates.add(quad.subject)
    queue = list(candidates)
    while queue:
        iri = queue.pop()
        merged = {quad.object for quad in store.quads_for_pattern(iri, _REPLACED_BY, None, None)}
        merged |= {quad.subject for quad in store.quads_for_pattern(None, _REPLACED_BY, iri, None)}
        new = {node for node in merged if isinstance(node, NamedNode)} - candidates
        candidates |= new
        queue += new
    known = any(
        True
        for iri in candidates
        for pattern in ((iri, None, None, None), (None, None, iri, None))
        for _ in store.quads_for_pattern(*pattern)
    )
    return candidates if known else set()


def _doomed(store: Store, iris: set[NamedNode]) -> set[NamedNode]:
    """Return ``iris`` and, again and again, the statement nodes that refer to one of them."""
    doomed = set(iris)
    queue = list(iris)
    while queue:
        node = queue.pop()
        for quad in store.quads_for_pattern(None, None, node, None):
            subject = quad.subject
            if isinstance(subject, NamedNode) and subject not in doomed and _kind(subject) in STATEMENT_KINDS:
                doomed.add(subject)
                queue.append(subject)
    return doomed


def _kind(iri: NamedNode) -> str:
    return iri.value.removeprefix(BASE).partition("/")[0] if iri.value.startswith(BASE) else ""


def _name_patterns(store: Store, iris: set[NamedNode]) -> set[str]:
    """Return regular expressions for the names and the local names of ``iris``; none for a single word."""
    words = [iri.value.removeprefix(_PERSON).split("-") for iri in iris]
    for iri in iris:
        for name in NAMES:
            for quad in store.quads_for_pattern(iri, name, None, None):
                if isinstance(quad.object, Literal):
                    bare = re.split(r"[\s,]+", _TITLES.sub("", quad.object.value).strip())
                    words += [bare, [bare[-1], *bare[:-1]]]
    return {_BETWEEN.join(map(re.escape, parts)) for parts in words if len(parts) > 1 and all(parts)}


class _Mentions:
    """Takes names out of literals and IRIs."""

    def __init__(self, patterns: set[str]) -> None:
        longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
        self._name = re.compile(
            rf"(?<![^\W_])(?:{'|'.join(longest_first) or '(?!)'})(?![^\W_])", re.IGNORECASE
        )

    def redacted(self, quad: Quad) -> Quad:
        """Return ``quad`` without the names, or as it is. Other people of the same name keep theirs."""
        return Quad(
            self._iri(quad.subject),
            quad.predicate,
            self._value(quad),
            self._iri(quad.graph_name),
        )

    def _value(self, quad: Quad) -> NamedNode | BlankNode | Literal | Triple:
        value, subject = quad.object, quad.subject
        if not isinstance(value, Literal):
            return self._iri(value)
        hit = self._name.search(value.value)
        person = isinstance(subject, NamedNode) and _kind(subject) == "person"
        if hit is None or (person and quad.predicate in NAMES):
            return value
        is_address = _ADDRESS.fullmatch(value.value)
        text = _cut(value.value, hit) if is_address else self._name.sub(REDACTED, value.value)
        if value.language:
            return Literal(text, language=value.language)
        return Literal(text, datatype=value.datatype)

    def _iri(self, term: T) -> T | NamedNode:
        if not isinstance(term, NamedNode) or _kind(term) == "person":
            return term
        hit = self._name.search(term.value)
        if hit is None:
            return term
        if not _kind(term):
            return NamedNode(_cut(term.value, hit))
        mark = hashlib.sha256(term.value.encode()).hexdigest()[:8]
        return NamedNode(self._name.sub(f"withheld-{mark}", term.value))


def _cut(address: str, hit: re.Match[str]) -> str:
    """Return ``address`` up to the last slash before ``hit``."""
    return address[: address.rfind("/", 0, hit.start()) + 1]
