"""The catalogue keeps DCAT-AP.de, says the same in every format, and what it says of the files is true."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyshacl
import pytest
from flask.testing import FlaskClient
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, VOID

from graphapp.config import Settings, from_environment
from graphapp.web import create_app
from graphapp.web.harvest.catalogue import CATALOGUE
from tests.harvest.conftest import Shelf
from tests.linked.reading import TYPES, quads_of, without_own
from tests.protocol.http import ask
from tests.queries import asking
from tests.small_release import BASE

SHAPES: Final = Path(__file__).with_name("dcat-ap-de.ttl")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
"""With the terms of DCAT 3, which rdflib's own lacks."""
SPDX: Final = Namespace("http://spdx.org/rdf/terms#")
DCATDE: Final = Namespace("http://dcat-ap.de/def/dcatde/")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
WHOLE: Final = URIRef(BASE)


def graph(text: bytes | str) -> Graph:
    return Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def catalogue(url: str) -> Graph:
    return graph(ask(url, "/catalogue.ttl").body)


def problems(found: Graph) -> str:
    conforms, _, text = pyshacl.validate(found, shacl_graph=Graph().parse(SHAPES))
    return "" if conforms else text


def test_the_catalogue_keeps_dcat_ap_de(catalogue: Graph) -> None:
    assert problems(catalogue) == ""


def test_the_project_s_own_catalogue_keeps_dcat_ap_de(real: FlaskClient) -> None:
    assert problems(graph(real.get("/catalogue.ttl").text)) == ""


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found.remove((None, DCTERMS.license, None)),
        lambda found: found.remove((WHOLE, DCAT.theme, None)),
        lambda found: found.remove((None, DCAT.contactPoint, None)),
        lambda found: found.remove((None, SPDX.checksumValue, None)),
        lambda found: found.remove((None, VCARD.hasURL, None)),
        lambda found: found.remove((WHOLE, DCATDE.politicalGeocodingURI, None)),
        lambda found: found.remove((None, DCAT.endpointURL, None)),
        lambda found: found.remove((URIRef(CATALOGUE.value), DCTERMS.title, None)),
    ],
)
def test_a_catalogue_that_lacks_a_field_is_noticed(catalogue: Graph, spoil: Callable[[Graph], None]) -> None:
    lacking = Graph()
    for triple in catalogue:
        lacking.add(triple)
    spoil(lacking)
    assert len(lacking) < len(catalogue)
    assert problems(lacking) != ""


def test_every_format_says_the_same(url: str) -> None:
    told: dict[str, set[Quad]] = {}
    for extension, media_type in TYPES.items():
        answer = ask(url, f"/catalogue.{extension}")
        assert (answer.status, answer.type) == (200, media_type)
        told[extension] = {
            Quad(quad.subject, quad.predicate, quad.object)
            for quad in quads_of(answer.body, media_type)
            if not str(quad.subject).startswith(f"<{BASE}catalogue.")
        }
    assert all(quads == told["ttl"] for quads in told.values())
    assert len(told["ttl"]) > 200


def test_the_address_leads_to_a_document_or_to_the_page(url: str) -> None:
    for accept, target in (
        ("text/turtle", "/catalogue.ttl"),
        ("application/rdf+xml", "/catalogue.rdf"),
        ("text/html", "/en/downloads"),
    ):
        answer = ask(url, "/catalogue", headers={"Accept": accept, "Accept-Language": "en"})
        assert (answer.status, answer.headers["Location"]) == (303, target)
        assert "Accept" in answer.headers["Vary"]
    assert ask(url, "/catalogue", headers={"Accept": "image/png"}).status == 406


def test_what_is_said_of_each_file_is_true_and_its_address_is_answered_here(
    url: str, catalogue: Graph
) -> None:
    files = set(catalogue.subjects(DCAT.downloadURL))
    assert len(files) == 3 * 7, "those of the data set, and those of each of two releases"
    for file in files:
        address = str(catalogue.value(file, DCAT.downloadURL))
        answer = ask(url, "/" + address.removeprefix(BASE))
        assert answer.status == 200, address
        checksum = catalogue.value(file, SPDX.checksum)
        assert hashlib.sha256(answer.body).hexdigest() == str(catalogue.value(checksum, SPDX.checksumValue))
        assert str(len(answer.body)) == str(catalogue.value(file, DCAT.byteSize))


def test_the_releases_are_a_series_in_which_each_leads_to_the_one_before(
    catalogue: Graph, shelf: Shelf
) -> None:
    series = URIRef(f"{BASE}catalogue#releases")
    newer, older = (URIRef(f"{BASE}catalogue#release-{one.name}") for one in (shelf.newer, shelf.older))
    assert set(catalogue.subjects(DCAT.inSeries, series)) == {newer, older}
    assert catalogue.value(newer, DCAT.prev) == older
    assert catalogue.value(older, DCAT.prev) is None
    assert (series, DCAT.first, older) in catalogue
    assert (series, DCAT.last, newer) in catalogue
    assert (WHOLE, DCAT.hasCurrentVersion, newer) in catalogue


def test_publisher_contact_and_contributor_are_those_of_the_settings(shelf: Shelf, release: Path) -> None:
    settings = from_environment(
        {
            "GRAPHAPP_CONTACT": "mailto:graph@example.org",
            "GRAPHAPP_PUBLISHER": "Example e. V.",
            "GRAPHAPP_CONTRIBUTOR": "http://dcat-ap.de/def/contributors/example",
        }
    )
    settings = replace(settings, cache_bytes=0, releases=release.parent)
    found = graph(create_app(settings, asking.engine(release)).test_client().get("/catalogue.ttl").text)
    assert problems(found) == ""
    contact = found.value(WHOLE, DCAT.contactPoint)
    assert found.value(contact, VCARD.hasEmail) == URIRef("mailto:graph@example.org")
    assert str(found.value(contact, VCARD.fn)) == "Example e. V."
    assert found.value(WHOLE, DCATDE.contributorID) == URIRef("http://dcat-ap.de/def/contributors/example")


@pytest.mark.parametrize("value", ["graph@example.org", "javascript:alert(1)", "mailto:a b", "https://x/<y>"])
def test_a_contact_that_is_no_address_is_refused_with_its_name(value: str) -> None:
    with pytest.raises(ValueError, match="GRAPHAPP_CONTACT"):
        from_environment({"GRAPHAPP_CONTACT": value})


def test_the_period_is_that_of_the_data(real: FlaskClient) -> None:
    found = graph(real.get("/catalogue.ttl").text)
    period = found.value(WHOLE, DCTERMS.temporal)
    assert "1800" < str(found.value(period, DCAT.startDate)) < "1990"
    assert "2020" < str(found.value(period, DCAT.endDate)) < "2100"


def test_void_counts_properties_and_leads_to_the_dumps(real: FlaskClient, release: Path) -> None:
    found = graph(real.get("/dataset.ttl").text)
    parts = set(found.objects(WHOLE, VOID.propertyPartition))
    counted = {found.value(part, VOID.property): int(str(found.value(part, VOID.triples))) for part in parts}
    triples = {quad.triple for quad in parse(_dump(real), RdfFormat.TURTLE)}
    assert sum(counted.values()) == len(triples) == int(str(found.value(WHOLE, VOID.triples)))
    assert counted[RDF.type] == sum(triple.predicate.value == str(RDF.type) for triple in triples)
    dumps = {str(dump).removeprefix(BASE) for dump in found.objects(WHOLE, VOID.dataDump)}
    assert len(dumps) == 5
    assert all(real.head(f"/{dump}").status_code == 200 for dump in dumps)


def _dump(client: FlaskClient) -> bytes:
    import gzip

    return gzip.decompress(client.get("/downloads/cluster-thueringen.ttl.gz").data)


def test_the_document_describes_itself_too(url: str) -> None:
    quads = quads_of(ask(url, "/catalogue.nq").body, TYPES["nq"])
    assert quads - without_own(quads)


def test_the_defaults_can_be_shown() -> None:
    assert Settings().contact.startswith("https://")
