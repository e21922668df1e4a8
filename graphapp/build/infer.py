"""Run the rules: SPARQL CONSTRUCT files over the merge of all graphs, results into a graph of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QueryTriples, Store, Triple

from graphapp.build.errors import InputError
from graphapp.build.inputs import InputFile
from graphapp.build.progress import Step

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
"""How Oxigraph's SPARQL parser tells line and column."""

BATCH: Final = 50_000
"""How many derived triples are held in memory at once."""

Term = NamedNode | BlankNode | Literal | Triple


def merge(store: Store) -> None:
    """Put the RDF merge of the named graphs into the default graph of ``store``, for the rules to see.

    Oxigraph's own union repeats a triple for every graph that states it, which would falsify what a rule
    counts.
    """
    store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in store)


def unmerge(store: Store) -> None:
    """Undo ``merge``."""
    store.clear_graph(DefaultGraph())


def derive(store: Store, rules: Iterable[InputFile], graph: NamedNode, advance: Step, *, repeat: bool) -> int:
    """Run ``rules`` in their order into ``graph`` and return how many triples that gave,
    one that comes in two batches of a rule counted twice if ``repeat`` is true.

    To be called after ``merge``; each rule sees what the ones before it derived. With ``repeat`` false, a
    triple that any graph already states is left out. Raises ``InputError`` for a file that is no CONSTRUCT
    query (with line and column when its syntax is wrong) or that makes blank nodes, which would differ from
    build to build.
    """
    total = 0
    for rule in rules:
        # What a query returns comes from the store as it was when the query began, whatever is added since.
        triples = _construct(store, rule)
        while batch := set(islice(triples, BATCH)):
            fresh = {triple for triple in batch if Quad(*_parts(triple)) not in store}
            store.extend(Quad(*_parts(triple)) for triple in fresh)
            kept = batch if repeat else fresh
            store.extend(Quad(*_parts(triple), graph) for triple in kept)
            total += len(kept)
        advance(rule.name)
    return total


def _construct(store: Store, rule: InputFile) -> Iterator[Triple]:
    """Yield what ``rule`` gives, some of it perhaps several times."""
    try:
        answer = store.query(rule.content.decode())
    except SyntaxError as error:
        position = _POSITION.fullmatch(error.msg)
        if position is None:
            raise InputError(error.msg, rule.name) from error
        raise InputError(position[3], rule.name, int(position[1]), int(position[2])) from error
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: {error}", rule.name) from error
    if not isinstance(answer, QueryTriples):
        raise InputError("a rule is a CONSTRUCT query", rule.name)
    for triple in answer:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise InputError("the rule makes blank nodes; build an IRI from the parts instead", rule.name)
        yield triple


def _parts(triple: Triple) -> tuple[NamedNode | BlankNode | Triple, NamedNode, Term]:
    return triple.subject, triple.predicate, triple.object
