"""The namespaces and the IRIs of the graph, in one place.

rdflib's own ``WGS`` and ``SDO`` constants are not used: rdflib 7.6 spells WGS84 with https, and the house decided for
``https://schema.org/``.
"""

from __future__ import annotations

from typing import Final

BASE: Final = "https://w3id.org/cluster-thueringen/"
ONTOLOGY: Final = BASE + "ontology"
TC: Final = ONTOLOGY + "#"

PREFIXES: Final[dict[str, str]] = {
    "tc": TC,
    "role": BASE + "role/",
    "indicator": BASE + "indicator/",
    "unit": BASE + "unit/",
    "code": BASE + "code/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "frapo": "http://purl.org/cerif/frapo/",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qb": "http://purl.org/linked-data/cube#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""Prefix → namespace, used alike by files, queries, pages and answers."""

GRAPH_ONTOLOGY: Final = BASE + "graph/ontology"
GRAPH_SHAPES: Final = BASE + "graph/shapes"
GRAPH_INFERRED: Final = BASE + "graph/inferred"
GRAPH_CURRENT: Final = BASE + "graph/current"
PAGED: Final = (
    "organisation",
    "person",
    "project",
    "programme",
    "field",
    "sector",
    "topic",
    "service",
    "event",
    "publication",
    "label",
    "place",
    "source",
)
"""First parts of the paths of things that have a page of their own; what else has an IRI is told on a plain one."""
