"""The endpoints are measured as the page says: real servers, the same data, real load where wrk is installed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graphapp.bench.endpoint import wrk
from graphapp.bench.endpoint.asking import Answered, ask
from graphapp.bench.endpoint.measure import Effort, Result, ServerFigures, measure
from graphapp.bench.endpoint.page import Figures, markdown
from graphapp.bench.endpoint.process import proportional_bytes
from graphapp.bench.endpoint.questions import QUESTIONS, Asked
from graphapp.bench.endpoint.servers import Server, all_servers
from graphapp.bench.endpoint.targets import verdicts
from graphapp.bench.machine import describe
from graphapp.catalogue import load
from graphapp.config import PROJECT
from graphapp.store.release import Release, current_release
from tests.small_release import make_release

NAMES = Asked(
    "names", "Names", "SELECT ?g ?s ?o { GRAPH ?g { ?s <http://purl.org/dc/terms/identifier> ?o } }"
)
AGREED = Asked("agreed", "Said by two", "SELECT ?o { ?s <http://purl.org/dc/terms/identifier> ?o }")
PRINTED = """\
Running 2s test @ http://127.0.0.1:8000/sparql
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   249.11us  172.63us   4.22ms   94.35%
    Req/Sec    33.38k     2.19k   36.96k    75.00%
  Latency Distribution
     50%  {median}
     75%  255.00us
     90%  353.00us
     99%    1.02ms
  66529 requests in 2.01s, 102.28MB read
{errors}Requests/sec:  33171.64
Transfer/sec:     51.00MB
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    yield current_release(make_release(tmp_path_factory.mktemp("release")))


@pytest.mark.parametrize(
    ("printed", "seconds"), [("218.00us", 218e-6), ("1.02ms", 1.02e-3), ("1.39s", 1.39), ("1.02m", 61.2)]
)
def test_what_wrk_prints_is_read(printed: str, seconds: float) -> None:
    load = wrk.read(PRINTED.format(median=printed, errors=""))
    assert (load.rate, load.answers, load.failures) == (33171.64, 66529, 0)
    assert load.median == pytest.approx(seconds)
    assert load.p99 == pytest.approx(1.02e-3)


def test_answers_that_failed_under_load_are_counted() -> None:
    errors = "  Socket errors: connect 1, read 2, write 0, timeout 4\n  Non-2xx or 3xx responses: 10\n"
    assert wrk.read(PRINTED.format(median="1.00ms", errors=errors)).failures == 17


def test_what_is_not_of_wrk_is_not_taken_for_figures() -> None:
    with pytest.raises(RuntimeError, match="unable to connect"):
        wrk.read("unable to connect to 127.0.0.1:8000 Connection refused")


def test_the_questions_are_those_of_the_catalogue_with_parameters_that_they_have() -> None:
    catalogue = load(PROJECT / "queries")
    assert len(QUESTIONS) == 10
    for name, given in QUESTIONS:
        assert set(given) <= {parameter.name for parameter in catalogue.find(name).parameters}


@pytest.mark.parametrize("server", all_servers(), ids=lambda server: server.key)
def test_every_server_gives_each_triple_once_and_every_named_graph(
    server: Server, release: Release, tmp_path: Path
) -> None:
    if server.missing:
        pytest.skip(server.missing)
    with server.start(release, tmp_path) as served:
        named, union = (ask(served.asked(asked.query_string), 20) for asked in (NAMES, AGREED))
        # To Virtuoso, the union is one more named graph.
        expected = (7 + 6 if server.key == "virtuoso" else 7, 6)
        assert (named.rows, union.rows) == expected, (named, union)
        assert served.first_answer > 0
        assert served.memory == pytest.approx(proportional_bytes(served.process), rel=0.5)
        assert served.memory > 1_000_000
        served.restart()
        assert ask(served.asked(AGREED.query_string), 20).rows == 6
    assert ask(served.asked(AGREED.query_string), 5).rows is None


@pytest.mark.skipif(not wrk.installed(), reason=wrk.MISSING)
def test_a_server_is_measured_and_the_page_says_so(release: Release) -> None:
    servers = all_servers()
    refused = Asked("refused", "No query", "SELECT nonsense")
    told: list[str] = []
    figures = tuple(
        measure(server, release, (AGREED, refused), Effort(1, 2, 10.0), told.append)
        if server.key == "warm"
        else ServerFigures(server)
        for server in servers
    )
    warm = figures[1]
    answered, failed = warm.results
    assert answered.first.rows == 6
    assert answered.load is not None
    assert answered.load.answers > 10
    assert answered.load.failures == 0
    assert (failed.load, failed.first.failure) == (None, "status 400")
    assert len(told) == 2
    page = markdown(
        Figures(
            date(2026, 1, 2),
            "graphapp bench endpoint",
            describe(),
            {},
            release.name,
            17,
            Effort(),
            (AGREED, refused),
            figures,
        )
    )
    assert "| Said by two | `agreed` | 6 |" in page
    assert "| No query | `refused` |  | status 400 |" in page


def test_targets_are_judged_by_the_figures() -> None:
    rates = {"cold": 900.0, "warm": 30000.0, "oxigraph": 1000.0, "virtuoso": 200.0}
    figures = {}
    for server in all_servers():
        key = server.key
        load = wrk.Load(rates[key], 0.005, 0.01, 100) if key in rates else None
        first = Answered(0.003, 5) if load else Answered(20.0, None, failure="over 20 s")
        figures[key] = ServerFigures(server, 1.5, 1, 450_000_000, (Result("one", first, load, load),))
    judged = [(verdict.measured, verdict.met) for verdict in verdicts(figures)]
    assert judged == [
        ("30", True),
        ("30", True),
        ("150", True),
        ("6e+05", True),
        ("0.9", True),
        ("–", None),
        ("1.50 s", True),
        ("450 MB warm, 450 MB cold", False),
    ]


def test_a_failing_question_says_why() -> None:
    answered = ask("http://127.0.0.1:9/sparql", 2)
    assert (answered.rows, answered.failure) == (None, "fails (URLError)")
