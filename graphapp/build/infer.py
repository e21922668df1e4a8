"""Run the rules: SPARQL CONSTRUCT files over the union of all graphs, results into a graph of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, Store, Triple

from graphapp.build.errors import InputError
from graphapp.build.inputs import InputFile


def derive(
    store: Store, rules: Iterable[InputFile], graph: NamedNode, advance: Callable[[], None], *, repeat: bool
) -> int:
    """Run ``rules`` in their order into ``graph`` and return the number of triples there.

    Each rule sees what the ones before it derived. With ``repeat`` false, a triple that any graph of
    ``store`` already states is left out. Raises ``InputError`` for a file that is no CONSTRUCT query (with
    line and column when its syntax is wrong) or that makes blank nodes, which would differ from build to
    build.
    """
    for rule in rules:
        triples = _construct(store, rule)
        fresh = triples if repeat else [triple for triple in triples if not _stated(store, triple)]
        store.extend(Quad(triple.subject, triple.predicate, triple.object, graph) for triple in fresh)
        advance()
    return sum(1 for _ in store.quads_for_pattern(None, None, None, graph))


def _construct(store: Store, rule: InputFile) -> list[Triple]:
    try:
        answer = store.query(rule.content.decode(), use_default_graph_as_union=True)
    except SyntaxError as error:
        raise InputError(error.msg, rule.name, error.lineno, error.offset) from error
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: {error}", rule.name) from error
    if not isinstance(answer, QueryTriples):
        raise InputError("a rule is a CONSTRUCT query", rule.name)
    triples = list(answer)
    if any(isinstance(term, BlankNode) for triple in triples for term in (triple.subject, triple.object)):
        raise InputError("the rule makes blank nodes; build an IRI from the parts instead", rule.name)
    return triples


def _stated(store: Store, triple: Triple) -> bool:
    return any(True for _ in store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None))
