"""The files are sent as RFC 9110 has it: media types, ranges, validators; and people find what each is good for."""

from __future__ import annotations

import hashlib

import html5lib
import pytest

from graphapp.downloads import kinds
from graphapp.downloads.files import offered
from tests.harvest.conftest import Shelf
from tests.protocol.http import ask


def test_every_file_is_sent_whole_with_its_type_its_name_and_its_checksum_as_validator(
    url: str, shelf: Shelf
) -> None:
    types = {kind.name: kind.media_type for kind in kinds.WHOLE}
    for name, file in offered(shelf.newer).items():
        answer = ask(url, f"/downloads/{name}")
        assert answer.status == 200, name
        assert answer.type == types.get(name, "text/csv")
        assert hashlib.sha256(answer.body).hexdigest() == file.sha256
        assert answer.headers["ETag"] == f'"{file.sha256}"'
        assert answer.headers["Content-Length"] == str(file.size)
        assert answer.headers["Last-Modified"] == "Sun, 01 Mar 2026 12:00:00 GMT"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=cluster-thueringen")
        assert answer.headers["Content-Encoding"] is None, (
            "the file is what was asked for, not a coding of it"
        )
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert 'rel="describedby"' in answer.headers["Link"]


def test_a_client_that_takes_codings_gets_the_same_bytes_of_a_packed_file(url: str, shelf: Shelf) -> None:
    name = kinds.TURTLE.name
    answer = ask(url, f"/downloads/{name}", headers={"Accept-Encoding": "gzip, br, zstd"})
    assert hashlib.sha256(answer.body).hexdigest() == offered(shelf.newer)[name].sha256


def test_a_part_of_a_file_is_sent_and_a_broken_download_goes_on(url: str, shelf: Shelf) -> None:
    path = f"/downloads/{kinds.NQUADS.name}"
    whole = (shelf.newer / kinds.FOLDER / kinds.NQUADS.name).read_bytes()
    part = ask(url, path, headers={"Range": "bytes=100-199"})
    assert (part.status, part.body) == (206, whole[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(whole)}"
    tag = str(part.headers["ETag"])
    rest = ask(url, path, headers={"Range": "bytes=200-", "If-Range": tag})
    assert (rest.status, rest.body) == (206, whole[200:])
    other = ask(url, path, headers={"Range": "bytes=200-", "If-Range": '"another"'})
    assert (other.status, other.body) == (200, whole)
    beyond = ask(url, path, headers={"Range": f"bytes={len(whole)}-"})
    assert beyond.status == 416


def test_a_copy_that_is_still_good_is_not_sent_again(url: str) -> None:
    path = f"/downloads/{kinds.TRIG.name}"
    tag = str(ask(url, path).headers["ETag"])
    again = ask(url, path, headers={"If-None-Match": tag})
    assert (again.status, again.body) == (304, b"")
    head = ask(url, path, method="HEAD")
    assert (head.status, head.body, head.headers["ETag"]) == (200, b"", tag)


def test_the_files_of_a_release_have_addresses_that_never_change(url: str, shelf: Shelf) -> None:
    older = ask(url, f"/downloads/{shelf.older.name}/{kinds.NQUADS.name}")
    assert older.status == 200
    assert older.body == (shelf.older / kinds.FOLDER / kinds.NQUADS.name).read_bytes()
    assert "immutable" in older.headers["Cache-Control"]
    newer = ask(url, f"/downloads/{shelf.newer.name}/{kinds.NQUADS.name}")
    assert newer.body == ask(url, f"/downloads/{kinds.NQUADS.name}").body != older.body


@pytest.mark.parametrize(
    "path",
    [
        "/downloads/nope.nq.gz",
        "/downloads/index.json",
        "/downloads/..%2Fmanifest.json",
        "/downloads/%2e%2e/manifest.json",
        "/downloads/current/cluster-thueringen.nq.gz",
        "/downloads/0123456789abcdef/cluster-thueringen.nq.gz",
    ],
)
def test_nothing_else_is_sent(url: str, path: str) -> None:
    assert ask(url, path).status == 404


def test_people_are_led_to_the_page_and_programs_to_the_catalogue(url: str) -> None:
    page = ask(url, "/downloads", headers={"Accept": "text/html", "Accept-Language": "de"})
    assert (page.status, page.headers["Location"]) == (303, "/de/downloads")
    program = ask(url, "/downloads", headers={"Accept": "application/ld+json"})
    assert (program.status, program.headers["Location"]) == (303, "/catalogue.jsonld")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_tells_of_every_file_what_it_is_good_for_its_size_and_its_checksum(
    url: str, shelf: Shelf, language: str
) -> None:
    body = ask(url, f"/{language}/downloads", headers={"Accept": "text/html"}).body.decode()
    html5lib.HTMLParser(strict=True).parse(body)
    for name, file in offered(shelf.newer).items():
        assert f'href="/downloads/{name}"' in body
        assert file.sha256 in body or name not in kinds.ABOUT
    for texts in kinds.ABOUT.values():
        assert texts[language] in body
    assert f"/downloads/{shelf.older.name}/{kinds.TRIG.name}" in body
    assert "CC BY 4.0" in body


def test_a_server_without_files_says_so(shelf: Shelf) -> None:
    from dataclasses import replace

    from graphapp.config import Settings
    from graphapp.store.memory import MemoryEngine
    from graphapp.web import create_app
    from tests.small_release import quads

    engine = MemoryEngine.of_quads(quads())
    client = create_app(replace(Settings(), cache_bytes=0, releases=shelf.releases), engine).test_client()
    assert "This server has no files" in client.get("/en/downloads").text
    assert client.get(f"/downloads/{kinds.TRIG.name}").status_code == 404
    assert client.get("/catalogue.ttl").status_code == 200
    assert client.get("/en/changes").status_code == 200
    assert client.get("/sitemap.xml").status_code == 200
