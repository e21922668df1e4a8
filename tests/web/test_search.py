"""The search as people and machines ask for it, without a network in between."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from graphapp.build.search import QUERIES, index
from graphapp.config import Settings
from graphapp.store.memory import MemoryEngine
from graphapp.store.release import current_release
from graphapp.web import create_app
from tests.small_release import make_release
from tests.web.scripts import foreign_scripts

HOSTILE = "<script>alert(1)</script>\"'&"
BROWSER = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def searching(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of an application over the small release with its index."""
    from pyoxigraph import RdfFormat, Store

    releases = make_release(tmp_path_factory.mktemp("searched") / "release")
    release = current_release(releases)
    store = Store()
    store.bulk_load(release.quads(), RdfFormat.N_QUADS)
    folder = Settings().queries / "catalogue"
    index(
        release.folder, {name: (folder / f"search-{name}.rq").read_text("utf-8") for name in QUERIES}, store
    )
    app = create_app(Settings(releases=releases), MemoryEngine.of_release(release))
    return app.test_client()


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_page_shows_what_was_found_and_what_narrows_it(searching: FlaskClient, language: str) -> None:
    answer = searching.get(f"/{language}/search?q=optonet", headers=BROWSER)
    assert answer.status_code == 200
    assert f'href="/{language}/organisation/optonet"' in answer.text
    assert 'value="optonet"' in answer.text
    assert f"/{language}/search?q=optonet&amp;kind=Network" in answer.text


def test_without_a_language_a_person_is_led_to_theirs(searching: FlaskClient) -> None:
    answer = searching.get("/search?q=jena", headers=BROWSER | {"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/en/search?q=jena")


def test_nothing_asked_for_is_a_page_with_a_field(searching: FlaskClient) -> None:
    answer = searching.get("/de/search", headers=BROWSER)
    assert answer.status_code == 200
    assert 'type="search"' in answer.text


def test_nothing_found_is_said(searching: FlaskClient) -> None:
    assert "Nothing found" in searching.get("/en/search?q=quantenradar", headers=BROWSER).text


def test_hostile_words_are_shown_and_not_run(searching: FlaskClient) -> None:
    for path in (f"/de/search?q={quote(HOSTILE)}", f"/de/search?q=medways&field={quote(HOSTILE)}"):
        text = searching.get(path, headers=BROWSER).text
        assert foreign_scripts(text) == []
        assert "alert(1)" in text


def test_hostile_labels_are_shown_and_not_run(searching: FlaskClient) -> None:
    text = searching.get("/de/search?q=medways", headers=BROWSER).text
    assert "<e. V.>" not in text
    assert "&lt;" in text


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {}])
def test_a_machine_gets_json(searching: FlaskClient, headers: dict[str, str]) -> None:
    answer = searching.get("/search?q=optonet" + ("" if headers else "&format=json"), headers=headers)
    assert answer.mimetype == "application/json"
    document = answer.get_json()
    assert document["results"][0]["iri"].endswith("organisation/optonet")
    assert document["results"][0]["url"] == "http://localhost/organisation/optonet"
    assert document["results"][0]["formerNames"] == []
    assert {"value": "Network", "label": {}, "count": 1} in document["facets"]["kind"]
    assert document["next"] is None


@pytest.mark.parametrize(
    "wrong", ["kind=Nope", "from=never", "to=20000", "page=0", "page=x", "page=501", "from=-1"]
)
def test_a_value_that_makes_no_sense_is_an_error_that_says_so(searching: FlaskClient, wrong: str) -> None:
    answer = searching.get(f"/search?q=jena&{wrong}&format=json")
    assert answer.status_code == 400
    assert answer.get_json()["parameter"] == wrong.partition("=")[0]
    assert searching.get(f"/de/search?q=jena&{wrong}", headers=BROWSER).status_code == 400


def test_suggestions_are_in_the_language_of_their_address(searching: FlaskClient) -> None:
    said = [searching.get(f"/{language}/suggest?q=opton").get_json() for language in ("de", "en")]
    assert [one["suggestions"][0] for one in said] == [
        {"address": "/de/organisation/optonet", "label": "OptoNet e. V.", "kind": "Netzwerk", "detail": ""},
        {"address": "/en/organisation/optonet", "label": "OptoNet", "kind": "Network", "detail": ""},
    ]
    assert searching.get("/de/suggest").get_json() == {"suggestions": []}


def test_an_id_that_was_merged_finds_the_survivor(searching: FlaskClient) -> None:
    found = searching.get("/search?q=optonet-ev&format=json").get_json()["results"]
    assert [result["iri"].rpartition("/")[2] for result in found][:1] == ["optonet"]
    assert all(not result["iri"].endswith("optonet-ev") for result in found)


def test_a_browser_can_add_the_search(searching: FlaskClient) -> None:
    answer = searching.get("/en/opensearch.xml")
    assert answer.mimetype == "application/opensearchdescription+xml"
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    root = ElementTree.fromstring(answer.text)
    assert len(root.findtext("o:ShortName", "", names)) <= 16
    urls = {url.get("type"): url.get("template", "") for url in root.findall("o:Url", names)}
    page = searching.get(urls["text/html"].replace("{searchTerms}", "optonet").replace("{startPage?}", "1"))
    assert "organisation/optonet" in page.text
    suggested = searching.get(urls["application/x-suggestions+json"].replace("{searchTerms}", "opto"))
    assert suggested.mimetype == "application/x-suggestions+json"
    words, labels, kinds, addresses = suggested.get_json(force=True)
    assert (words, labels[0], kinds[0]) == ("opto", "OptoNet", "Network")
    assert addresses[0] == "http://localhost/en/organisation/optonet"


def test_without_an_index_the_search_says_so_and_the_rest_works(client: FlaskClient) -> None:
    page = client.get("/de/search?q=jena", headers=BROWSER)
    assert page.status_code == 503
    assert "Suchindex" in page.text
    assert client.get("/search?q=jena&format=json").get_json()["status"] == 503
    assert client.get("/de/suggest?q=jena").get_json() == {"suggestions": []}
    assert client.get("/de/", headers=BROWSER).status_code == 200


def test_an_index_of_another_program_is_not_read(tmp_path: Path) -> None:
    releases = make_release(tmp_path / "release")
    folder = current_release(releases).folder / "search"
    folder.mkdir()
    (folder / "about.json").write_text("{}", encoding="utf-8")
    app = create_app(Settings(releases=releases), MemoryEngine.of_release(current_release(releases)))
    assert app.test_client().get("/de/search?q=jena", headers=BROWSER).status_code == 503
