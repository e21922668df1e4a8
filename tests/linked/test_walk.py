"""A crawler that knows only the start page finds its way, and what it gathers is what the release says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Final

import pytest
import rdflib
import zstandard
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, Triple

from graphapp.namespaces import GRAPH_CURRENT, GRAPH_INFERRED
from tests.linked.reading import TYPES, Client, links, own_iris, quads_of, without_own
from tests.protocol.http import Answer
from tests.small_release import BASE

SAMPLE: Final = 500
RDFLIB: Final = {
    "ttl": "turtle",
    "jsonld": "json-ld",
    "rdf": "xml",
    "nt": "nt",
    "nq": "nquads",
    "trig": "trig",
}
LARGE: Final = (GRAPH_INFERRED, GRAPH_CURRENT)
"""Tested on their own: they are not walked into."""


@pytest.fixture(scope="module")
def store(release: Path) -> Store:
    """The release, loaded without the program's help."""
    loaded = Store()
    with (release / "data.nq.zst").open("rb") as file:
        loaded.bulk_load(zstandard.ZstdDecompressor().stream_reader(file), RdfFormat.N_QUADS)
    return loaded


class Frontier:
    """The addresses that were found and not visited; given out by turns, so that every kind of thing gets its share."""

    def __init__(self) -> None:
        self.seen: set[str] = set()
        self._waiting: dict[str, list[str]] = {}
        self._taken: Counter[str] = Counter()

    def add(self, iris: set[str]) -> None:
        for iri in sorted(iris - self.seen):
            self.seen.add(iri)
            self._waiting.setdefault(iri.removeprefix(BASE).partition("/")[0], []).append(iri)

    def __iter__(self) -> Iterator[str]:
        while kinds := [kind for kind, waiting in self._waiting.items() if waiting]:
            kind = min(kinds, key=lambda known: (self._taken[known], known))
            self._taken[kind] += 1
            yield self._waiting[kind].pop(0)

    @property
    def kinds(self) -> set[str]:
        return set(self._waiting)


def document(client: Client, iri: str, extension: str) -> Answer | None:
    """Follow the redirects from a thing to its document in one format, as a crawler does; None for what was merged."""
    answer = client.get("/" + iri.removeprefix(BASE), TYPES[extension])
    if answer.status == 301:
        return None
    for _ in range(2):
        if answer.status == 303:
            answer = client.get(answer.headers["Location"], TYPES[extension])
    assert answer.status == 200, (iri, extension, answer.status, answer.body[:300])
    assert answer.type == TYPES[extension]
    return answer


def dereference(client: Client, iri: str, extension: str) -> bytes:
    """Return the document about a thing in one format."""
    answer = document(client, iri, extension)
    assert answer is not None
    return answer.body


def alternate(client: Client, answer: Answer, extension: str) -> bytes:
    """Return the same document in another format, which the links of ``answer`` lead to."""
    found = {attributes["type"]: target for target, attributes in links(answer.headers)["alternate"]}
    other = client.get(found[TYPES[extension]], TYPES[extension])
    assert (other.status, other.type) == (200, TYPES[extension])
    return other.body


def merged(quads: set[Quad]) -> set[Triple]:
    return {quad.triple for quad in quads}


def test_from_the_start_page_a_crawler_gathers_what_the_release_says(real: str, store: Store) -> None:
    client = Client(real)
    start = client.get("/", "text/turtle")
    assert start.status == 303
    frontier = Frontier()
    description = client.get(start.headers["Location"], "text/turtle")
    frontier.add(
        {
            iri
            for iri in own_iris(quads_of(description.body, "text/turtle"))
            - {BASE, *(BASE + name for name in ("dataset", "dataset.ttl", "queries.ttl", "sparql"))}
            # A dump is a file of everything and no document about a thing.
            if not iri.startswith(f"{BASE}downloads/")
        }
    )
    frontier.seen |= {*LARGE}
    others = cycle(("ttl", "jsonld", "nt", "rdf", "nq"))
    gathered: set[Quad] = set()
    visited: list[str] = []
    for iri in frontier:
        first = document(client, iri, "trig")
        if first is None:
            continue
        whole = without_own(quads_of(first.body, first.type))
        for extension in (next(others), next(others)):
            body = alternate(client, first, extension)
            same = quads_of(body, TYPES[extension])
            if extension in ("jsonld", "nq"):
                assert without_own(same) == whole, (iri, extension)
            else:
                about_itself = {triple for triple in merged(same) if f".{extension}" in str(triple.subject)}
                assert merged(same) - about_itself == merged(whole), (iri, extension)
            if len(visited) % 10 == 0 and len(body) < 30_000:
                assert len(rdflib.Dataset().parse(data=body, format=RDFLIB[extension])) > 0
        gathered |= whole
        visited.append(iri)
        frontier.add(own_iris(whole))
        if len(visited) == SAMPLE:
            break
    client.close()
    assert len(visited) == SAMPLE
    assert len(frontier.kinds) > 25, frontier.kinds
    by_subject: dict[str, set[Quad]] = {iri: set() for iri in visited}
    for quad in gathered:
        by_subject.setdefault(quad.subject.value, set()).add(quad)  # type: ignore[union-attr]
    for iri in visited:
        assert by_subject[iri] == set(store.quads_for_pattern(NamedNode(iri), None, None, None)), iri
    assert [quad for quad in gathered if quad not in store] == []


@pytest.mark.parametrize("path", ["source/om-idw-1999-optonet", "source/curation"])
def test_the_document_of_a_source_holds_all_that_the_source_says(real: str, store: Store, path: str) -> None:
    client = Client(real)
    graph = NamedNode(BASE + path)
    held = quads_of(dereference(client, graph.value, "nq"), TYPES["nq"])
    client.close()
    assert set(store.quads_for_pattern(None, None, None, graph)) <= held


@pytest.mark.parametrize("extension", ["ttl", "nt", "nq", "trig"])
def test_a_large_graph_comes_whole(real: str, store: Store, extension: str) -> None:
    client = Client(real)
    held = quads_of(dereference(client, GRAPH_CURRENT, extension), TYPES[extension])
    client.close()
    said = set(store.quads_for_pattern(None, None, None, NamedNode(GRAPH_CURRENT)))
    assert held == said if extension in ("nq", "trig") else merged(held) == merged(said)


@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_the_document_of_a_namespace_describes_every_term_in_it(real: str, store: Store, name: str) -> None:
    client = Client(real)
    held = without_own(quads_of(dereference(client, BASE + name, "trig"), TYPES["trig"]))
    client.close()
    graph = NamedNode(f"{BASE}graph/{name}")
    terms = {
        quad
        for quad in store.quads_for_pattern(None, None, None, graph)
        if quad.subject.value.startswith(f"{BASE}{name}#")  # type: ignore[union-attr]
    }
    assert terms
    assert terms <= held
