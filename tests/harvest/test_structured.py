"""The data blocks for search engines are sound JSON-LD that says what the release says, and nothing in a text can end one."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import html5lib
import pytest
from flask.testing import FlaskClient
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from graphapp.namespaces import PREFIXES, TC
from graphapp.web.harvest.structured import types_of
from tests.harvest.shelf import HOSTILE
from tests.protocol.http import ask
from tests.small_release import BASE

SCHEMA: Final = Namespace("https://schema.org/")
CONTEXT: Final = {
    "@vocab": "https://schema.org/",
    **{
        name: {"@type": "@id"}
        for name in ("url", "sameAs", "license", "mainEntityOfPage", "contentUrl", "item")
    },
    "itemListElement": {"@container": "@list"},
}
"""What stands behind ``https://schema.org`` as far as the blocks use it, so that nothing is fetched."""
ORGANISATION: Final = PREFIXES["org"] + "Organization"


def blocks(page: str) -> list[dict[str, Any]]:
    """Return the data blocks of a page as a browser finds them."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    return [
        json.loads(script.text or "")
        for script in document.iter("script")
        if script.attrib.get("type") == "application/ld+json"
    ]


def read(page: str) -> Graph:
    """Return the one block of a page as a graph."""
    (block,) = blocks(page)
    assert block.pop("@context") == "https://schema.org"
    return Graph().parse(data=json.dumps({"@context": CONTEXT, **block}), format="json-ld")


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return answer.text


@pytest.mark.parametrize(
    ("path", "of"),
    [
        ("organisation/optonet", "Organization"),
        ("organisation/buw-architektur-urbanistik", "CollegeOrUniversity"),
        ("person/nora-kirsten", "Person"),
        ("project/wachstumskern-fo-plus-2", "ResearchProject"),
        ("event/elmug-klausur-2025", "Event"),
        ("place/jena", "Place"),
        ("field/automobil", "DefinedTerm"),
    ],
)
def test_a_thing_is_told_with_its_type_its_name_and_its_way(real: FlaskClient, path: str, of: str) -> None:
    found = real.get(f"/de/{path}", headers={"Accept": "text/html"})
    if found.status_code == 404:
        pytest.fail(f"{path} is not in the data any more; name another thing")
    told = read(found.text)
    thing = URIRef(BASE + path)
    assert (thing, RDF.type, SCHEMA[of]) in told
    assert told.value(thing, SCHEMA.name)
    assert told.value(thing, SCHEMA.mainEntityOfPage) == URIRef(f"http://localhost/de/{path}")
    (crumbs,) = told.subjects(RDF.type, SCHEMA.BreadcrumbList)
    steps = list(Collection(told, told.value(crumbs, SCHEMA.itemListElement)))  # type: ignore[arg-type]
    assert [int(str(told.value(step, SCHEMA.position))) for step in steps] == list(range(1, len(steps) + 1))
    assert told.value(steps[-1], SCHEMA.item) == URIRef(f"http://localhost/de/{path}")
    for step in steps:
        address = str(told.value(step, SCHEMA.item)).removeprefix("http://localhost")
        assert real.get(address, headers={"Accept": "text/html"}).status_code == 200


def test_an_organisation_is_told_with_preferred_values_and_in_the_language_of_the_page(
    real: FlaskClient,
) -> None:
    optonet = URIRef(f"{BASE}organisation/optonet")
    german, english = (read(page(real, f"/{language}/organisation/optonet")) for language in ("de", "en"))
    assert german.value(optonet, SCHEMA.foundingDate) == Literal("1999-06")
    location = german.value(optonet, SCHEMA.location)
    assert location == URIRef(f"{BASE}place/jena")
    assert german.value(optonet, SCHEMA.description) != english.value(optonet, SCHEMA.description)


def test_a_person_is_told_in_the_public_role_and_without_a_way_to_reach_them(real: FlaskClient) -> None:
    told = read(page(real, "/de/person/nora-kirsten"))
    person = URIRef(f"{BASE}person/nora-kirsten")
    assert told.value(person, SCHEMA.affiliation) == URIRef(f"{BASE}organisation/optonet")
    assert told.value(person, SCHEMA.jobTitle)
    known = {str(name).removeprefix(SCHEMA) for name in told.predicates(person)}
    assert not known & {"email", "telephone", "address", "birthDate", "location"}


def test_start_and_downloads_describe_the_data_set(real: FlaskClient) -> None:
    for path in ("/en/", "/en/downloads"):
        told = read(page(real, path))
        data_set = URIRef(BASE)
        assert (data_set, RDF.type, SCHEMA.Dataset) in told
        assert told.value(data_set, SCHEMA.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
        length = len(str(told.value(data_set, SCHEMA.description)))
        assert 50 <= length <= 5000, "what search engines for data sets ask for"
    files = list(told.objects(data_set, SCHEMA.distribution))
    assert len(files) == 7
    for file in files:
        address = str(told.value(file, SCHEMA.contentUrl)).removeprefix("http://localhost")
        assert real.head(address).status_code == 200
    assert (URIRef(f"{BASE}catalogue"), RDF.type, SCHEMA.DataCatalog) in told


@pytest.mark.parametrize("path", ["/de/about", "/en/queries", "/de/networks", "/en/sparql", "/de/changes"])
def test_every_other_page_says_that_it_is_part_of_the_site(real: FlaskClient, path: str) -> None:
    told = read(page(real, path))
    this = URIRef(f"http://localhost{path}")
    assert (this, RDF.type, SCHEMA.WebPage) in told
    assert (told.value(this, SCHEMA.isPartOf), RDF.type, SCHEMA.WebSite) in told
    assert not str(told.value(this, SCHEMA.name)).endswith("–")


def test_a_text_cannot_end_the_block_or_the_head(url: str) -> None:
    for path in ("/en/organisation/optonet", "/de/organisation/neu"):
        body = ask(url, path, headers={"Accept": "text/html"}).body.decode()
        assert "<script>alert" not in body
        (block,) = blocks(body)
        texts = json.dumps(block, ensure_ascii=False)
        assert json.dumps(HOSTILE, ensure_ascii=False).strip('"') in texts, "the text is there, and whole"
        document = html5lib.parse(body, namespaceHTMLElements=False)
        properties = {
            meta.attrib.get("property"): meta.attrib["content"]
            for meta in document.iter("meta")
            if "content" in meta.attrib
        }
        assert {"og:title", "og:description", "og:image", "og:url", "og:locale"} <= set(properties)


def test_links_for_social_networks_name_the_page_and_an_image_that_is_there(url: str) -> None:
    for path in ("/de/organisation/optonet", "/en/downloads", "/de/"):
        body = ask(url, path, headers={"Accept": "text/html"}).body.decode()
        properties = dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', body))
        assert properties["og:url"] == url + path
        assert properties["og:locale"] == ("de_DE" if path.startswith("/de") else "en_GB")
        image = ask(url, properties["og:image"].removeprefix(url))
        assert (image.status, image.type) == (200, "image/png")


@pytest.mark.parametrize(
    ("classes", "types"),
    [
        ([TC + "Network", ORGANISATION], ("Organization",)),
        ([TC + "Project"], ("ResearchProject",)),
        ([TC + "Project", PREFIXES["schema"] + "Project"], ("ResearchProject",)),
        (
            [TC + "University", ORGANISATION, PREFIXES["schema"] + "CollegeOrUniversity"],
            ("CollegeOrUniversity",),
        ),
        ([PREFIXES["foaf"] + "Person"], ("Person",)),
        ([], ("Thing",)),
    ],
)
def test_classes_lead_to_the_nearest_type(classes: list[str], types: tuple[str, ...]) -> None:
    assert types_of(classes) == types
