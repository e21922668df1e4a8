"""Another release becomes current while clients ask: none of them notices, and none gets a mixture."""

from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from graphapp.build.disk import make_store
from graphapp.store.disk import store_folder
from tests.faults.clients import ENDLESS, eventually, in_background, metric, pools_of, query, servers_of
from tests.live_server import serving
from tests.protocol.http import Answer, ask
from tests.small_release import BASE, TRIG, add_release, make_release, point

SETTINGS = {
    "GRAPHAPP_WORKERS": "2",
    "GRAPHAPP_QUERY_WORKERS": "2",
    "GRAPHAPP_CLIENT_HEADER": "X-Forwarded-For",
}
NAMES = f"SELECT ?n {{ <{BASE}this> <{BASE}named> ?n }}"
EVERY_GRAPH = f"SELECT (GROUP_CONCAT(?n) AS ?all) {{ {{ SELECT ?n {{ GRAPH ?g {{ ?s <{BASE}named> ?n }} }} ORDER BY ?n }} }}"
PAGE = f"/en/sparql?query={quote(NAMES)}"


COMPANIES = {"the-first-one": 3, "the-second-one": 40}


def named(name: str) -> str:
    """The text of a release that says its name twice, with its number of companies."""
    more = "".join(
        f'organisation:{name}{n} a tc:Company ; dcterms:identifier "{name}{n}" . '
        for n in range(COMPANIES[name])
    )
    return f'{TRIG} source:one {{ :this :named "{name}" . {more} }} source:two {{ :this :named "{name}" . }}'


class Releases:
    """A folder with two releases, and what the server that has it says."""

    def __init__(self, folder: Path) -> None:
        self.folder = make_release(folder, named("the-first-one"))
        second = add_release(folder, named("the-second-one"))
        self.names = {"the-first-one": (folder / "current").readlink().name, "the-second-one": second}
        self.triples = {
            name: len({quad.triple for quad in parse(named(name), RdfFormat.TRIG)}) for name in self.names
        }

    def serve(self, name: str) -> None:
        point(self.folder, self.names[name])

    def is_served(self, name: str, url: str) -> bool:
        return served(url).get("release") == self.names[name]

    def of(self, answer: Answer) -> str:
        """The release that an answer is from; it must be one."""
        assert answer.status == 200, answer.body
        text = answer.body.decode()
        told = {name for name in self.names if re.search(rf"\b{name}\b", text)}
        told |= {name for name, hashed in self.names.items() if hashed[:12] in text}
        assert len(told) == 1, text
        return told.pop()

    def start_page(self, url: str) -> str:
        """The release that the start page is from: by its foot, and by the numbers of companies and triples, which are two
        queries.
        """
        answer = ask(url, "/en/", headers={"Accept": "text/html"})
        release = self.of(answer)
        text = answer.body.decode()
        companies = re.search(r"<dt>Companies</dt><dd>(?:<a [^>]*>)?(\d+)<", text)
        assert companies is not None
        assert int(companies[1]) == COMPANIES[release] + 1
        assert f"{self.triples[release]} triples in" in text
        return release


def served(url: str) -> dict[str, str]:
    """What /readyz says of the release."""
    lines = ask(url, "/readyz").body.decode().splitlines()[1:]
    return dict(line.split(": ", 1) for line in lines)


@contextmanager
def asking(url: str, releases: Releases) -> Iterator[list[str]]:
    """Ask in the background all the time; gives the releases that the answers were from, in the end."""
    over = threading.Event()
    seen: list[str] = []

    def client(number: int) -> list[str]:
        mine = []
        address = f"203.0.113.{number}"
        while not over.is_set():
            mine.append(releases.of(query(url, NAMES, address, format="csv")))
            mine.append(releases.of(query(url, f"{EVERY_GRAPH} # {len(mine)}", address, format="csv")))
            mine.append(
                releases.of(ask(url, PAGE, headers={"Accept": "text/html", "X-Forwarded-For": address}))
            )
            mine.append(releases.start_page(url))
        return mine

    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(client, number) for number in range(4)]
        try:
            yield seen
        finally:
            over.set()
        for one in clients:
            seen.extend(one.result())


@pytest.mark.parametrize("cache", ["0", "4000000"], ids=["uncached", "cached"])
def test_a_release_that_becomes_current_under_load_is_served_and_no_request_fails_or_mixes(
    tmp_path: Path, cache: str
) -> None:
    releases = Releases(tmp_path / "release")
    settings = {**SETTINGS, "GRAPHAPP_CACHE_BYTES": cache}
    with serving(releases.folder, tmp_path / "log.txt", settings) as url:
        with asking(url, releases) as seen:
            for name in ("the-second-one", "the-first-one", "the-second-one"):
                releases.serve(name)
                eventually(partial(releases.is_served, name, url), 30)
        assert set(seen) == {"the-first-one", "the-second-one"}
        # Both of the processes that answer have followed.
        eventually(lambda: {releases.of(query(url, NAMES)) for _ in range(20)} == {"the-second-one"}, 10)
        assert metric(url, "releases_changed_total") == 3
        assert (
            metric(url, f'release_info{{release="{releases.names["the-second-one"]}",engine="memory"}}') == 1
        )
        # What came before has ended, and its queries are still counted.
        eventually(lambda: len(pools_of(url)) == 1, 10)
        assert metric(url, 'queries_total{outcome="answered"}') >= 10
        assert metric(url, 'queries_total{outcome="died"}') == 0
        about = ask(url, "/en/about", headers={"Accept": "text/html"}).body.decode()
        assert releases.names["the-second-one"] in about
        assert "(memory)" in about
        assert "Served since" in about


def test_a_query_that_began_before_is_answered_from_its_release_and_then_the_pool_ends(
    tmp_path: Path,
) -> None:
    releases = Releases(tmp_path / "release")
    settings = {**SETTINGS, "GRAPHAPP_QUERY_SECONDS": "6", "GRAPHAPP_CACHE_BYTES": "0"}
    with serving(releases.folder, tmp_path / "log.txt", settings) as url, ThreadPoolExecutor(1) as pool:
        slow = in_background(pool, url, ENDLESS, queryId="slow")
        eventually(lambda: metric(url, "queries_running") == 1)
        releases.serve("the-second-one")
        eventually(partial(releases.is_served, "the-second-one", url), 20)
        if not slow.done():
            assert len(pools_of(url)) == 2
            assert metric(url, "queries_running") == 1
            # It is still the client's own, at whichever process that answers.
            assert ask(url, "/sparql/running/slow", method="DELETE").status in (204, 404)
        assert slow.result().status in (409, 504)
        eventually(lambda: len(pools_of(url)) == 1, 10)


def test_a_broken_release_is_refused_and_the_one_before_goes_on(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "release")
    broken = releases.folder / "broken"
    broken.mkdir()
    log = tmp_path / "log.txt"
    with serving(releases.folder, log, SETTINGS) as url:
        with asking(url, releases) as seen:
            point(releases.folder, "broken")
            eventually(lambda: metric(url, "releases_refused_total") == 1, 20)
            (releases.folder / "garbage").mkdir()
            (releases.folder / "garbage" / "data.nq.zst").write_bytes(b"no data at all")
            (releases.folder / "garbage" / "manifest.json").write_text("{}")
            point(releases.folder, "garbage")
            eventually(lambda: metric(url, "releases_refused_total") == 2, 20)
            (releases.folder / "current").unlink()
            eventually(lambda: metric(url, "releases_refused_total") == 3, 20)
            assert served(url)["release"] == releases.names["the-first-one"]
        assert set(seen) == {"the-first-one"}
        assert log.read_text().count("A release is refused") == 3
        releases.serve("the-second-one")
        eventually(partial(releases.is_served, "the-second-one", url), 20)


def test_the_change_from_disk_to_memory_is_not_seen_by_anybody(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "release")
    for name in releases.names.values():
        make_store(releases.folder / name)
    log = tmp_path / "log.txt"
    with serving(releases.folder, log, {**SETTINGS, "GRAPHAPP_CACHE_BYTES": "0"}) as url:
        with asking(url, releases) as seen:
            eventually(lambda: served(url).get("engine") == "memory", 20)
            releases.serve("the-second-one")
            eventually(lambda: served(url) | {"since": ""} == _of(releases, "the-second-one", "memory"), 20)
        assert set(seen) == {"the-first-one", "the-second-one"}
        text = log.read_text()
        assert text.index(f"{releases.names['the-second-one']} is served (disk)") < text.index(
            f"{releases.names['the-second-one']} is served (memory)"
        )
        assert metric(url, "releases_changed_total") == 1


def test_a_store_that_cannot_be_opened_is_passed_over_for_memory(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "release")
    store_folder(releases.folder / releases.names["the-first-one"]).mkdir()
    with serving(releases.folder, tmp_path / "log.txt", SETTINGS) as url:
        eventually(lambda: served(url).get("engine") == "memory", 30)
        assert releases.of(query(url, NAMES)) == "the-first-one"


def _of(releases: Releases, name: str, engine: str) -> dict[str, str]:
    return {"release": releases.names[name], "engine": engine, "since": ""}


def test_sighup_looks_for_a_release_and_replaces_no_process(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "release")
    with serving(releases.folder, tmp_path / "log.txt", SETTINGS) as url:
        before = servers_of(url)
        releases.serve("the-second-one")
        os.kill(before[0], signal.SIGHUP)
        eventually(partial(releases.is_served, "the-second-one", url), 20)
        assert servers_of(url) == before
