"""The service description (SPARQL 1.1 Service Description) of the endpoint."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin

from pyoxigraph import Literal, NamedNode, Triple, serialize

from graphapp.namespaces import PREFIXES
from graphapp.store.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from graphapp.store.workers.limits import Limits
from graphapp.web.site import Site

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = PREFIXES["void"]
_DCTERMS: Final = PREFIXES["dcterms"]
_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")
_INTEGER: Final = NamedNode(PREFIXES["xsd"] + "integer")


def service_description(endpoint: str, site: Site, output: Format) -> bytes:
    """Return the description of the service at the URL ``endpoint`` in a graph format.

    Raises `graphapp.store.engine.QueryError` when the engine cannot count its triples.
    """
    assert output.rdf is not None
    body = serialize(
        _triples(endpoint, site),
        format=output.rdf,
        prefixes={"sd": SD, "void": _VOID, "dcterms": _DCTERMS, "formats": "http://www.w3.org/ns/formats/"},
    )
    return body or b""


def _triples(endpoint: str, site: Site) -> list[Triple]:
    service, data_set, default = (
        NamedNode(f"{endpoint}#{part}") for part in ("service", "dataset", "default")
    )
    size, _ = site.size

    def sd(name: str) -> NamedNode:
        return NamedNode(SD + name)

    triples = [
        Triple(service, _TYPE, sd("Service")),
        Triple(service, sd("endpoint"), NamedNode(endpoint)),
        Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        Triple(service, sd("feature"), sd("UnionDefaultGraph")),
        Triple(
            service,
            sd("defaultEntailmentRegime"),
            NamedNode("http://www.w3.org/ns/entailment/Simple"),
        ),
        Triple(
            service, NamedNode(PREFIXES["rdfs"] + "seeAlso"), NamedNode(urljoin(endpoint, "/openapi.json"))
        ),
        Triple(
            service, NamedNode(PREFIXES["rdfs"] + "seeAlso"), NamedNode(urljoin(endpoint, "/queries.ttl"))
        ),
        Triple(
            service, NamedNode(_DCTERMS + "title"), Literal("Thüringer Clustergraph: SPARQL", language="de")
        ),
        Triple(
            service, NamedNode(_DCTERMS + "title"), Literal("Thuringian cluster graph: SPARQL", language="en")
        ),
        Triple(service, sd("defaultDataset"), data_set),
        Triple(data_set, _TYPE, sd("Dataset")),
        Triple(data_set, sd("defaultGraph"), default),
        Triple(
            data_set,
            NamedNode(_DCTERMS + "license"),
            NamedNode("https://creativecommons.org/licenses/by/4.0/"),
        ),
        Triple(default, _TYPE, sd("Graph")),
        Triple(default, NamedNode(_VOID + "triples"), Literal(str(size), datatype=_INTEGER)),
        Triple(
            default,
            NamedNode(_DCTERMS + "description"),
            Literal("Die Vereinigung aller benannten Graphen; jedes Tripel einmal.", language="de"),
        ),
        Triple(
            default,
            NamedNode(_DCTERMS + "description"),
            Literal("The union of all named graphs, each triple once.", language="en"),
        ),
    ]
    if site.limits is not None:
        triples += _limits(service, site.limits)
    formats = (*RESULT_FORMATS, *GRAPH_FORMATS)
    return triples + [Triple(service, sd("resultFormat"), NamedNode(known.w3c)) for known in formats]


def _limits(service: NamedNode, limits: Limits) -> list[Triple]:
    """Say what a query may take, in words: no vocabulary in use has terms for it."""
    seconds, megabytes, most = f"{limits.seconds:g}", f"{limits.memory / 1e6:g}", f"{limits.answer / 1e6:g}"
    told = {
        "en": f"Limits of a query: {seconds} seconds (lower with the parameter timeout), {megabytes} MB of memory, "
        f"an answer of {most} MB. {limits.workers} queries run at once, {limits.client_workers} of one address, "
        f"{limits.long_workers} of those that take over {limits.short:g} s; {limits.queue} more wait, "
        f"{limits.client_queue} of one address, for {limits.wait:g} seconds. Beyond that: 503, 504 or 413, as "
        "application/problem+json.",
        "de": f"Grenzen einer Abfrage: {seconds} Sekunden (weniger mit dem Parameter timeout), {megabytes} MB Speicher, "
        f"eine Antwort von {most} MB. {limits.workers} Abfragen laufen zugleich, {limits.client_workers} von einer "
        f"Adresse, {limits.long_workers} von denen, die über {limits.short:g} s dauern; {limits.queue} weitere warten, "
        f"{limits.client_queue} von einer Adresse, {limits.wait:g} Sekunden lang. Darüber hinaus: 503, 504 oder 413, als "
        "application/problem+json.",
    }
    comment = NamedNode(PREFIXES["rdfs"] + "comment")
    return [Triple(service, comment, Literal(text, language=language)) for language, text in told.items()]
