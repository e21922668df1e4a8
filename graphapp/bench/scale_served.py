"""How the server fares with landscapes of several sizes: start, memory of its processes, pages and search."""

from __future__ import annotations

import statistics
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from graphapp.bench.flood import each_another
from graphapp.bench.latency import Effort
from graphapp.bench.served import HOST, Server, memory_of, serving
from graphapp.catalogue import Catalogue
from graphapp.config import Settings
from graphapp.namespaces import BASE
from graphapp.search import FOLDER, SearchIndex, Wanted
from graphapp.store.disk import Kind, kind_for
from graphapp.store.release import Release

CONNECTIONS: Final = 8
REST: Final = 15.0
"""Seconds after which workers have given back what they had copied."""
WORDS: Final = (
    "Optik",
    "Photonik",
    "Laser",
    "Sensorik",
    "Forschung",
    "Entwicklung",
    "Technik",
    "Messtechnik Jena",
    "Medizintechnik",
    "Erfurt",
)
"""What is searched for: words that many things share, which is the most work."""
_LOADING: Final = 300.0
_PARTING: Final = 5.0
"""Seconds in which what served the release before has ended."""
_ROUNDS: Final = 1
"""How often each question is asked by each connection."""


@dataclass(frozen=True)
class Searched:
    """Seconds that the index takes for each of `WORDS`, the median of several runs."""

    things: int
    found: int
    """Most results that a word has."""
    results: tuple[float, ...]
    """With all facets counted."""
    suggestions: tuple[float, ...]
    """For the first four letters of each word."""


@dataclass(frozen=True)
class ServedSize:
    """The server over one landscape, without the answer cache. Memory in bytes (PSS of all processes together)."""

    engine: Kind
    """What is chosen for its size."""
    first_answer: float
    """Seconds from the command to the answer to a query."""
    loaded: int
    """After the first answer."""
    asked: int
    """The most that was seen while ten questions were asked over `CONNECTIONS` connections."""
    rested: int
    """`REST` seconds after that."""
    pages: Mapping[str, float | None]
    """Page → seconds, the median; None where it is not answered with 200."""
    search: Searched


def pages_of(catalogue: Catalogue) -> dict[str, str]:
    """Return the pages that are timed, by what they show: of the network and the field that the first questions ask for."""
    pages = {
        "start page": "/de/",
        "list of all networks": "/de/networks",
        "page of results": "/de/search?q=optik",
    }
    for query in catalogue:
        for parameter in query.parameters:
            for name, of in (("page of a network", "Network"), ("page of a growth field", "Field")):
                value = parameter.default
                if parameter.of == of and isinstance(value, NamedNode) and query.questions:
                    pages.setdefault(name, "/de/" + value.value.removeprefix(BASE))
    return pages


def measure_served(
    made: Settings, catalogue: Catalogue, texts: Sequence[str], effort: Effort, rest: float = REST
) -> ServedSize:
    """Serve the current release of what was ``made``, with the engine that is chosen for its size, and look.

    ``texts`` are the questions of the load; pages and searches are timed as often as ``effort`` says. ``rest`` seconds are
    waited before the memory at rest is read. Raises ``RuntimeError`` when the server does not start.
    """
    timeout = effort.timeout
    release = (made.releases / "current").resolve()
    settings = {
        "GRAPHAPP_PROJECT": str(made.project),
        "GRAPHAPP_RELEASES": str(made.releases),
        "GRAPHAPP_CACHE_BYTES": "0",
        "GRAPHAPP_ENGINE": "auto",
        "GRAPHAPP_QUERY_SECONDS": f"{timeout:g}",
    }
    began = time.perf_counter()
    with serving(settings) as server:
        _get(server, _query(next(each_another("small-question"))), timeout)
        first_answer = time.perf_counter() - began
        engine = _settled(server, Release(release))
        time.sleep(min(_PARTING, rest))
        loaded = memory_of(server).all
        with _watching(server) as most, ThreadPoolExecutor(CONNECTIONS) as pool:
            for text in texts:
                list(
                    pool.map(lambda path: _get(server, path, timeout), [_query(text)] * CONNECTIONS * _ROUNDS)
                )
        time.sleep(rest)
        rested = memory_of(server).all
        pages = {
            name: _median(lambda path=path: _get(server, path, timeout), effort.runs)  # type: ignore[misc]
            for name, path in pages_of(catalogue).items()
        }
    search = _searched(SearchIndex(release / FOLDER), effort.runs)
    return ServedSize(engine, first_answer, loaded, max(most), rested, pages, search)


def _settled(server: Server, release: Release) -> Kind:
    """Wait until the release is served by the engine that suits its size; a small one is served from disk until it is loaded.
    Raises ``TimeoutError``.
    """
    kind = kind_for("auto", release)
    until = time.monotonic() + _LOADING
    while True:
        with suppress(KeyError):
            if server.metric(f'release_info{{release="{release.name}",engine="{kind}"}}'):
                break
        if time.monotonic() > until:
            raise TimeoutError(f"the release is not served from {kind} after {_LOADING:g} seconds")
        time.sleep(0.2)
    return kind


@contextmanager
def _watching(server: Server) -> Iterator[list[int]]:
    """Give a list to which the memory of the server is added ten times a second until the end of the block."""
    seen = [memory_of(server).all]
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.1):
            seen.append(memory_of(server).all)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def _query(text: str) -> str:
    return f"/sparql?{urlencode({'query': text})}"


def _get(server: Server, path: str, timeout: float) -> bool:
    """Ask, read the answer, and say whether it is a good one."""
    url = f"http://{HOST}:{server.port}{path}"
    accept = "application/sparql-results+json" if path.startswith("/sparql") else "text/html"
    request = urllib.request.Request(url, headers={"Accept": accept})
    try:
        with urllib.request.urlopen(request, timeout=2 * timeout) as answer:  # noqa: S310
            answer.read()
            return True
    except (urllib.error.URLError, OSError):
        return False


def _median(done: Callable[[], object], runs: int) -> float | None:
    """Return the median of the seconds, after a first run that does not count; None when one fails."""
    taken = []
    for _ in range(runs + 1):
        began = time.perf_counter()
        if not done():
            return None
        taken.append(time.perf_counter() - began)
    return statistics.median(taken[1:])


def _searched(index: SearchIndex, runs: int) -> Searched:
    found = [index.search(Wanted(word)).count for word in WORDS]
    results = [_median(lambda word=word: index.search(Wanted(word)), runs) for word in WORDS]  # type: ignore[misc]
    begun = [_median(lambda word=word: (index.suggest(word[:4]),), runs) for word in WORDS]  # type: ignore[misc]
    return Searched(
        index.things,
        max(found),
        tuple(taken for taken in results if taken is not None),
        tuple(taken for taken in begun if taken is not None),
    )


def rows(sizes: Sequence[ServedSize]) -> Iterator[tuple[str, Sequence[str | float | None]]]:
    """Yield each row of the table: what, and its value at each size; memory in MB, times of pages and searches in ms."""
    yield "engine that is chosen", [size.engine for size in sizes]
    yield "first answer, seconds", [size.first_answer for size in sizes]
    yield "memory of all processes, MB", [size.loaded / 1e6 for size in sizes]
    yield f"… while {CONNECTIONS} connections ask the ten questions", [size.asked / 1e6 for size in sizes]
    yield f"… {REST:g} seconds later", [size.rested / 1e6 for size in sizes]
    for name in sizes[0].pages:
        taken = [size.pages[name] for size in sizes]
        yield f"{name}, ms", [None if seconds is None else seconds * 1000 for seconds in taken]
    yield "things that can be searched", [size.search.things for size in sizes]
    yield "results of the commonest word", [size.search.found for size in sizes]
    for name, of in (("search with all facets", "results"), ("suggestions", "suggestions")):
        each = [getattr(size.search, of) for size in sizes]
        yield f"{name}: median of ten, ms", [statistics.median(taken) * 1000 for taken in each]
        yield f"{name}: slowest of ten, ms", [max(taken) * 1000 for taken in each]
