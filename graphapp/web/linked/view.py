"""What the plain page about anything shows: its statements by property, each with the sources that make it.

Things that people look for have pages of their own; this is the page of all the others, such as memberships, figures,
roles, schemes and graphs, so that every IRI can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad
from werkzeug.exceptions import NotFound

from graphapp.namespaces import PREFIXES, TC
from graphapp.store.engine import Term
from graphapp.store.terms import compact, shown
from graphapp.web.addresses import page_path
from graphapp.web.linked.sending import LARGE

MOST: Final = 10
"""Values of one property that the page about a thing shows; the page of the property has all."""
_NO_PART_OF_A_NAME: Final = re.compile(r"[^A-Za-z0-9]+")
_TYPE: Final = PREFIXES["rdf"] + "type"
_NAMES: Final = tuple(
    PREFIXES[prefix] + name
    for prefix, name in (("skos", "prefLabel"), ("dcterms", "title"), ("rdfs", "label"))
)


@dataclass(frozen=True)
class Named:
    """Something with a name: the text, its language where that is not the page's, and where it leads (empty: nowhere)."""

    text: str
    language: str = ""
    address: str = ""


@dataclass(frozen=True)
class Value:
    """A value of a property, and the graphs that state it."""

    named: Named
    sources: tuple[Named, ...]


@dataclass(frozen=True)
class Row:
    """A property and its values."""

    iri: str
    """IRI of the property."""
    property: Named
    values: tuple[Value, ...]
    inverse: bool
    part: str
    """What the page of its values alone is asked for by; see `graphapp.web.things.parts`."""


@dataclass(frozen=True)
class View:
    """What the page shows of a thing."""

    iri: str
    title: Named
    kinds: tuple[Named, ...]
    facts: tuple[Row, ...]
    """What is said of it."""
    mentions: tuple[Row, ...]
    """Of what else it is said, by property."""

    def part(self, name: str) -> Row | None:
        """Return the property whose values stand on the page of that name; None for no name. Raises ``NotFound``."""
        if not name:
            return None
        try:
            return next(row for row in (*self.facts, *self.mentions) if row.part == name)
        except StopIteration:
            raise NotFound from None


def view(iri: str, quads: Sequence[Quad], labels: Sequence[Quad], language: str, *, below: str = "") -> View:
    """Return what the page about ``iri`` shows of ``quads``; ``labels`` name properties and classes.

    Links lead ``below`` the path of a release, empty for the current one.
    """
    names = _Names([*quads, *labels], language, below)
    own = [quad for quad in quads if _is(quad.subject, iri)]
    to = [quad for quad in quads if _is(quad.object, iri) and not _is(quad.subject, iri)]
    kinds = dict.fromkeys(
        quad.object.value
        for quad in own
        if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode)
    )
    said = [quad for quad in own if quad.predicate.value != _TYPE]
    return View(
        iri,
        _title(iri, own, kinds, names),
        # Classes of other vocabularies say the same less readably; they are in the documents.
        tuple(names.of(NamedNode(kind)) for kind in [*filter(names.has, kinds)] or kinds),
        _rows(said, names, inverse=False),
        _rows(to, names, inverse=True),
    )


_ENDS: Final = tuple(
    PREFIXES[prefix] + name
    for prefix, name in (
        ("org", "member"),
        ("tc", "participant"),
        ("tc", "recipient"),
        ("tc", "thing"),
        ("rdf", "subject"),
        ("org", "role"),
        ("tc", "indicator"),
        ("rdf", "predicate"),
        ("org", "organization"),
        ("tc", "participatesIn"),
        ("tc", "fundingProgramme"),
        ("schema", "about"),
        ("rdf", "object"),
    )
)
"""Properties by whose values a statement with parts is called, as it has no name of its own."""


def _title(iri: str, own: Iterable[Quad], kinds: Iterable[str], names: _Names) -> Named:
    """Return the name of a thing, else its kind and what it connects, else its path."""
    if names.has(iri):
        return names.of(NamedNode(iri))
    ends: dict[str, Term] = {}
    for quad in own:
        if quad.predicate.value in _ENDS:
            ends.setdefault(quad.predicate.value, quad.object)
    kind = next((kind for kind in kinds if kind.startswith(TC) and kind != TC + "Assertion"), "")
    if not ends or not kind:
        return names.of(NamedNode(iri))
    parts = [names.of(ends[end]).text for end in _ENDS if end in ends]
    return Named(f"{names.of(NamedNode(kind)).text}: {' – '.join(parts)}")


def unnamed(quads: Iterable[Quad]) -> list[NamedNode]:
    """Return the properties and classes of statements, whose labels the document does not hold."""
    terms = {quad.predicate for quad in quads}
    terms |= {
        quad.object for quad in quads if quad.predicate.value == _TYPE and isinstance(quad.object, NamedNode)
    }
    return sorted(terms, key=str)


class _Names:
    """Names of terms in the language of a page, else in the other one."""

    def __init__(self, quads: Iterable[Quad], language: str, below: str) -> None:
        self._language, self._below = language, below
        self._known: dict[str, dict[str, str]] = {}
        for quad in quads:
            if quad.predicate.value in _NAMES and isinstance(quad.object, Literal):
                subject = self._known.setdefault(str(quad.subject), {})
                subject.setdefault(quad.object.language or "", quad.object.value)

    def has(self, iri: str) -> bool:
        return f"<{iri}>" in self._known

    def of(self, term: Term) -> Named:
        if isinstance(term, Literal):
            other = term.language if term.language and term.language != self._language else ""
            return Named(term.value, other or "", "")
        if not isinstance(term, NamedNode):
            return Named(shown(term))
        # Of an earlier release there is no page about all that was derived.
        path = "" if self._below and term.value in LARGE else page_path(term.value, self._language)
        elsewhere = term.value.startswith(("https://", "http://")) and term.value not in LARGE
        address = f"{self._below}{path}" if path else term.value if elsewhere else ""
        known: Mapping[str, str] = self._known.get(str(term), {})
        for language in (self._language, "", "de", "en"):
            if language in known:
                return Named(known[language], language if language != self._language else "", address)
        return Named(compact(term.value), "", address)


def _rows(quads: Iterable[Quad], names: _Names, *, inverse: bool) -> tuple[Row, ...]:
    found: dict[NamedNode, dict[Term, list[Term]]] = {}
    for quad in quads:
        value = quad.subject if inverse else quad.object
        if isinstance(quad.graph_name, NamedNode):
            found.setdefault(quad.predicate, {}).setdefault(value, []).append(quad.graph_name)
    rows = [
        Row(
            predicate.value,
            names.of(predicate),
            tuple(
                Value(named, tuple(names.of(graph) for graph in sorted(graphs, key=str)))
                for named, graphs in sorted(
                    ((names.of(value), graphs) for value, graphs in values.items()),
                    key=lambda pair: (pair[0].text.casefold(), pair[0].address, pair[0].language),
                )
            ),
            inverse,
            ("of-" if inverse else "")
            + _NO_PART_OF_A_NAME.sub("-", compact(predicate.value))[-50:].strip("-"),
        )
        for predicate, values in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.property.text.casefold(), row.property.address)))


def _is(term: object, iri: str) -> bool:
    return isinstance(term, NamedNode) and term.value == iri
