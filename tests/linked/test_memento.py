"""Documents of earlier releases, and the way to them by time (RFC 7089)."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import Quad

from graphapp.config import Settings
from graphapp.web.linked.archive import Archive, kept
from graphapp.web.linked.document import gather
from graphapp.web.linked.edition import Edition
from graphapp.web.linked.finding import find
from tests.linked.conftest import MORE
from tests.linked.reading import TYPES, links, quads_of
from tests.live_server import serving
from tests.protocol.http import ask
from tests.small_release import BASE, TRIG, make_release

BROWSER = {"Accept": "text/html", "Accept-Language": "de"}
OPTONET = "/organisation/optonet.ttl"
OLD_MADE, NEW_MADE = "Sun, 01 Feb 2026 09:00:00 GMT", "Sun, 01 Mar 2026 12:00:00 GMT"


@dataclass(frozen=True)
class Served:
    """A server of two releases: its URL and their names."""

    url: str
    old: str
    new: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("memento")
    releases = folder / "release"
    names = []
    before = TRIG.replace("tc:memberCount 90", "tc:memberCount 80")
    for trig, made in (
        (before + MORE, "2026-02-01T09:00:00+00:00"),
        (TRIG + MORE, "2026-03-01T12:00:00+00:00"),
    ):
        (releases / "current").unlink(missing_ok=True)
        current = make_release(releases, trig) / "current"
        (current / "manifest.json").write_text(json.dumps({"ended": made}), "utf-8")
        names.append(current.resolve().name)
    digest = hashlib.sha256(f"{BASE}person/example".encode()).hexdigest()
    (current / "withheld.json").write_text(json.dumps({"sha256": [digest]}), "utf-8")
    with serving(releases, folder / "log.txt") as url:
        yield Served(url, *names)


def counts(body: bytes) -> set[str]:
    return {
        quad.object.value  # type: ignore[union-attr]
        for quad in quads_of(body, "text/turtle")
        if quad.predicate.value.endswith("#memberCount")
    }


def test_each_release_answers_with_what_it_said(served: Served) -> None:
    assert counts(ask(served.url, OPTONET).body) == {"90", "100"}
    new = ask(served.url, f"/release/{served.new}{OPTONET}")
    assert (counts(new.body), new.headers["Memento-Datetime"]) == ({"90", "100"}, NEW_MADE)
    old = ask(served.url, f"/release/{served.old}{OPTONET}")
    assert (counts(old.body), old.headers["Memento-Datetime"]) == ({"80", "100"}, OLD_MADE)
    assert "Memento-Datetime" not in ask(served.url, OPTONET).headers


def test_what_is_negotiated_in_a_release_stays_in_it(served: Served) -> None:
    for name in (served.old, served.new):
        answer = ask(
            served.url, f"/release/{name}/organisation/optonet", headers={"Accept": "application/trig"}
        )
        assert (answer.status, answer.headers["Location"]) == (
            303,
            f"/release/{name}/organisation/optonet.trig",
        )
        merged = ask(served.url, f"/release/{name}/organisation/optonet-ev.nt")
        assert (merged.status, merged.headers["Location"]) == (
            301,
            f"/release/{name}/organisation/optonet.nt",
        )
        assert ask(served.url, f"/release/{name}/organisation/nobody.ttl").status == 404
        assert ask(served.url, f"/release/{name}/ontology.ttl").status == 200
        assert ask(served.url, f"/release/{name}{OPTONET}?as-of=2007").status == 200
        assert ask(served.url, f"/release/{name}{OPTONET}?as-of=x").status == 400


def test_a_page_of_a_release_says_what_was_known_then_and_what_state_it_is(served: Served) -> None:
    page = f"/en{OPTONET.removesuffix('.ttl')}"
    old = ask(served.url, f"/release/{served.old}{page}", headers=BROWSER)
    text = old.body.decode()
    assert (old.status, old.headers["Memento-Datetime"]) == (200, OLD_MADE)
    assert f"state of release {served.old[:12]} of February 1, 2026" in " ".join(text.split())
    assert "<dd>80" in text
    assert "<dd>90" in ask(served.url, f"/release/{served.new}{page}", headers=BROWSER).body.decode()
    assert f'<a href="{page}">To the current page</a>' in text
    assert old.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text
    german = ask(
        served.url, f"/release/{served.old}{page.replace('/en/', '/de/')}", headers=BROWSER
    ).body.decode()
    assert "Dies ist der Stand des Release" in german


def test_the_links_of_a_page_of_a_release_stay_in_it(served: Served) -> None:
    page = f"/release/{served.old}/en{OPTONET.removesuffix('.ttl')}"
    text = ask(served.url, page, headers=BROWSER).body.decode()
    main = text[text.index("<main") : text.index("</main>")]
    links = set(re.findall(r'href="(/[^"]*)"', main)) - {
        f"/en{OPTONET.removesuffix('.ttl')}",
        f"/timemap/en{OPTONET.removesuffix('.ttl')}",
    }
    assert len(links) > 5
    assert {link for link in links if not link.startswith(f"/release/{served.old}/")} == set()
    for link in links:
        # Of the field nothing is said in that release but that it is named.
        known = {"optik": 404, "optonet-ev": 301}.get(link.rpartition("/")[2], 200)
        assert ask(served.url, link, headers=BROWSER).status == known, link
    assert f'hreflang="de" href="/release/{served.old}/de{OPTONET.removesuffix(".ttl")}"' in text


def test_browsers_are_led_to_the_page_of_the_release(served: Served) -> None:
    for name in (served.old, served.new):
        for ending in ("", ".html"):
            answer = ask(served.url, f"/release/{name}/organisation/optonet{ending}", headers=BROWSER)
            assert (answer.status, answer.headers["Location"]) == (
                303,
                f"/release/{name}/de/organisation/optonet",
            )
        merged = ask(served.url, f"/release/{name}/de/organisation/optonet-ev", headers=BROWSER)
        assert (merged.status, merged.headers["Location"]) == (
            301,
            f"/release/{name}/de/organisation/optonet",
        )
        assert ask(served.url, f"/release/{name}/de/organisation/nobody", headers=BROWSER).status == 404
        assert ask(served.url, f"/release/{name}/de/organisation/optonet?as-of=x").status == 400
    assert ask(served.url, "/release/0000000000000000/de/organisation/optonet").status == 404
    assert ask(served.url, f"/release/{served.old}/de/person/example", headers=BROWSER).status == 410


def test_a_page_leads_to_its_earlier_states_and_they_to_each_other(served: Served) -> None:
    page = f"/de{OPTONET.removesuffix('.ttl')}"
    found = links(ask(served.url, page, headers=BROWSER).headers)
    assert found["timegate"][0][0] == f"/timegate{page}"
    found = links(ask(served.url, f"/release/{served.old}{page}", headers=BROWSER).headers)
    assert found["original"] == [(page, {})]
    assert found["timegate"] == [(f"/timegate{page}", {})]
    assert found["first"] == [(f"/release/{served.old}{page}", {"datetime": OLD_MADE})]
    gate = ask(served.url, f"/timegate{page}", headers={"Accept-Datetime": OLD_MADE})
    assert (gate.status, gate.headers["Location"]) == (302, f"/release/{served.old}{page}")
    assert ask(served.url, f"/timemap{page}").status == 200


def test_a_memento_links_to_the_original_its_timegate_and_its_timemap(served: Served) -> None:
    for path in (f"/release/{served.old}{OPTONET}", f"/timegate{OPTONET}"):
        found = links(ask(served.url, path).headers)
        assert found["original"] == [(OPTONET, {})]
        assert found["timemap"][0][0] == f"/timemap{OPTONET}"
        assert found["first"] == [(f"/release/{served.old}{OPTONET}", {"datetime": OLD_MADE})]
        assert found["last"] == [(f"/release/{served.new}{OPTONET}", {"datetime": NEW_MADE})]
        assert found["memento"] == found["first"] + found["last"]
    for path in (OPTONET, OPTONET.removesuffix(".ttl")):
        found = links(ask(served.url, path).headers)
        assert found["timegate"] == [(f"/timegate{path}", {})]
        assert found["timemap"] == [(f"/timemap{path}", {"type": "application/link-format"})]


@pytest.mark.parametrize(
    ("moment", "which"),
    [
        ("", "new"),
        ("Thu, 01 Jan 2026 00:00:00 GMT", "old"),
        (OLD_MADE, "old"),
        ("Sun, 01 Mar 2026 11:59:59 GMT", "old"),
        (NEW_MADE, "new"),
        ("Tue, 01 Jan 2030 00:00:00 GMT", "new"),
    ],
)
def test_the_timegate_leads_to_what_was_current_then(served: Served, moment: str, which: str) -> None:
    answer = ask(served.url, f"/timegate{OPTONET}", headers={"Accept-Datetime": moment} if moment else {})
    assert answer.status == 302
    assert answer.headers["Location"] == f"/release/{getattr(served, which)}{OPTONET}"
    assert "accept-datetime" in answer.headers["Vary"].lower()


def test_the_timegate_refuses_what_is_no_date_and_what_it_does_not_know(served: Served) -> None:
    answer = ask(served.url, f"/timegate{OPTONET}", headers={"Accept-Datetime": "last week"})
    assert (answer.status, answer.type) == (400, "application/problem+json")
    for service in ("timegate", "timemap"):
        assert ask(served.url, f"/{service}/organisation/nobody").status == 404


def test_the_timemap_lists_the_releases_that_are_kept(served: Served) -> None:
    answer = ask(served.url, f"/timemap{OPTONET}")
    assert (answer.status, answer.type) == (200, "application/link-format")
    listed = [
        re.fullmatch(r'<([^>]+)>; rel="([^"]+)"(.*?),?', line) for line in answer.body.decode().splitlines()
    ]
    found = {match[2]: match[1] for match in listed if match}
    assert found == {
        "original": served.url + OPTONET,
        "timegate": f"{served.url}/timegate{OPTONET}",
        "self": f"{served.url}/timemap{OPTONET}",
        "first memento": f"{served.url}/release/{served.old}{OPTONET}",
        "last memento": f"{served.url}/release/{served.new}{OPTONET}",
    }


def test_a_release_that_is_not_kept_is_not_found_and_those_kept_are_told(served: Served) -> None:
    for name in ("0000000000000000", "current", "..", "%2e%2e"):
        answer = ask(served.url, f"/release/{name}{OPTONET}")
        assert answer.status == 404
    told = ask(served.url, f"/release/0000000000000000{OPTONET}").json()["releases"]
    assert [release["release"] for release in told] == [served.old, served.new]


def test_who_was_withheld_since_is_gone_from_older_releases_too(served: Served) -> None:
    assert ask(served.url, f"/release/{served.old}/person/example.ttl").status == 410
    answer = ask(served.url, f"/release/{served.old}/organisation/optonet.ttl")
    assert b"person/example" not in answer.body


@pytest.mark.parametrize(
    "path",
    [
        "organisation/optonet",
        "place/jena",
        "source/om-idw-1999-optonet",
        "indicator/members",
        "shapes",
        "unit/persons",
    ],
)
def test_an_excerpt_of_a_file_gives_the_same_document_as_the_whole_release(
    release: Path, path: str, whole: Edition
) -> None:
    (known,) = (one for one in kept(release.parent) if one.name == release.name)
    iris = {BASE + path, f"{BASE}graph/{path}"}
    with Archive().excerpt(known, iris, frozenset()) as engine:
        edition = Edition(engine, whole.catalogue)
        assert set(document_of(path, edition)) == set(document_of(path, whole))


def document_of(path: str, edition: Edition) -> list[Quad]:
    found = find(BASE + path, edition.engine, edition.catalogue)
    quads = gather(found, edition)
    assert quads
    return quads


@pytest.fixture(scope="module")
def whole(release: Path) -> Edition:
    from graphapp.catalogue import load
    from graphapp.store.memory import MemoryEngine
    from graphapp.store.release import Release

    return Edition(MemoryEngine.of_release(Release(release)), load(Settings().queries), release.name)


def test_the_types_of_documents_are_those_of_their_readers() -> None:
    from graphapp.web.linked.formats import FORMATS

    assert {known.extension: known.media_type for known in FORMATS} == TYPES
