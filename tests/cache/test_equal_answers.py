"""Whatever is asked, in whatever order: with the cache the answers are those without it (RFC 9111, section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from graphapp.config import Settings
from graphapp.store.memory import MemoryEngine
from graphapp.web import create_app
from graphapp.web.cache import AnswerCache
from graphapp.web.cache.wsgi import Environ, StartResponse, WSGIApplication
from tests.cache.asking import Answer, ask
from tests.small_release import BASE, TRIG, quads

NEXT: Final = TRIG.replace("memberCount 42", "memberCount 43").replace('"OptoNet"@en', '"OptoNet renamed"@en')
COUNTS: Final = f"SELECT ?s ?n {{ ?s <{BASE}ontology#memberCount> ?n }} ORDER BY ?n ?s"
QUERIES: Final = (
    COUNTS,
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "ASK { ?s ?p 43 }",
    f"CONSTRUCT WHERE {{ <{BASE}organisation/medways> <{BASE}ontology#memberCount> ?n }}",
    "SELECT",
    "SELECT * { SERVICE <http://e/> { ?s ?p ?o } }",
)
PATHS: Final = (
    "/",
    "/de/",
    "/en/",
    "/about",
    "/en/about",
    "/queries",
    "/de/queries",
    "/queries?format=json",
    "/sparql",
    "/en/sparql",
    "/nothing-here",
    "/sparql/nothing-here",
    "/queries/nothing/here",
    "/de/nothing-here",
    "/static/mark.svg",
    "/static/nothing.css",
    "/healthz",
    "/language/en?to=/en/",
    *(f"/sparql?{urlencode({'query': query})}" for query in QUERIES),
    *(f"/de/sparql?{urlencode({'query': query})}" for query in QUERIES[:3]),
    f"/sparql?{urlencode({'query': COUNTS, 'format': 'csv', 'download': '1'})}",
    f"/sparql?{urlencode({'query': COUNTS, 'queryId': 'x'})}",
)
ACCEPT: Final = (
    None,
    "*/*",
    "text/html",
    "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    "text/csv",
    "application/sparql-results+xml, text/turtle;q=0.5",
    "text/turtle",
    "image/png",
)
LANGUAGES: Final = (None, "de", "en-GB,en;q=0.8", "fr, en;q=0.2")
COOKIES: Final = (None, "language=de", "language=en", "session=secret", "language=xx; a=b", 'a="language=en"')
ENCODINGS: Final = (
    None,
    "",
    "gzip, deflate, br, zstd",
    "br;q=0.5, gzip;q=0.9",
    "zstd;q=0, *;q=0.3",
    "identity, gzip;q=0.1",
)
LONG_AGO: Final = "Sat, 01 Jan 2000 00:00:00 GMT"
FAR_OFF: Final = "Fri, 01 Jan 2100 00:00:00 GMT"
_UNTIL: Final = re.compile(r"Expires=[^;]+")
_SECONDS: Final = re.compile(rb"[\d.,]+ (?=Sekunden|seconds)")
_OF_THE_CACHE: Final = {"etag", "content-encoding", "content-length", "age", "cache-status", "vary", "date"}


@lru_cache(maxsize=2)
def application(release: str) -> WSGIApplication:
    """The application over one of two releases, without a cache."""
    engine = MemoryEngine.of_quads(quads({"one": TRIG, "two": NEXT}[release]))
    engine.release = release
    app: WSGIApplication = create_app(Settings(cache_bytes=0), engine).wsgi_app
    return app


@dataclass
class Switch:
    """Serves one release, then another."""

    release: str = "one"

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        return application(self.release)(environ, start_response)


@dataclass(frozen=True)
class Asked:
    """One request."""

    path: str
    method: str
    headers: tuple[tuple[str, str], ...]
    host: str
    body: bytes = b""

    def of(self, app: WSGIApplication, **more: str) -> Answer:
        headers = dict(self.headers) | {name.replace("_", "-"): value for name, value in more.items()}
        return ask(
            app, self.path, method=self.method, headers=headers, host=self.host, data=self.body or None
        )


HEADERS: Final = {
    "Accept": ACCEPT,
    "Accept-Language": LANGUAGES,
    "Cookie": COOKIES,
    "Accept-Encoding": ENCODINGS,
}
HOSTS: Final = ("localhost", "graph.example.org")
FORM: Final = "application/x-www-form-urlencoded"
POSTS: Final = (
    *(("application/sparql-query", query.encode()) for query in QUERIES),
    # As long as the first, and another question.
    ("application/sparql-query", COUNTS.replace("?n ?s", "?s ?n").encode()),
    ("application/sparql-query; charset=iso-8859-1", COUNTS.encode()),
    *((FORM, urlencode({"query": query}).encode()) for query in QUERIES),
    (FORM, urlencode({"query": COUNTS, "format": "csv"}).encode()),
    (FORM, urlencode({"update": "CLEAR ALL"}).encode()),
    ("text/plain", COUNTS.encode()),
)
POST_PATHS: Final = ("/sparql", "/de/sparql", f"/sparql?default-graph-uri={BASE}source/one", "/de/")


@st.composite
def requests(draw: st.DrawFn) -> Asked:
    sent = {name: draw(st.sampled_from(values)) for name, values in HEADERS.items()}
    asked = Asked(
        draw(st.sampled_from(PATHS)),
        draw(st.sampled_from(("GET", "GET", "HEAD"))),
        tuple((name, value) for name, value in sent.items() if value is not None),
        draw(st.sampled_from(HOSTS)),
    )
    return posted(draw, asked) if draw(st.booleans()) else asked


def posted(draw: st.DrawFn, asked: Asked) -> Asked:
    """Return a POST with the negotiating headers of another request."""
    kind, body = draw(st.sampled_from(POSTS))
    headers = (
        *((name, value) for name, value in asked.headers if name != "Content-Type"),
        ("Content-Type", kind),
    )
    return replace(asked, path=draw(st.sampled_from(POST_PATHS)), method="POST", headers=headers, body=body)


def changed(asked: Asked, what: str) -> list[Asked]:
    """Return requests that differ in one thing only: a header, the host, the method or the body."""
    if what in HEADERS:
        others = tuple(pair for pair in asked.headers if pair[0] != what)
        return [
            replace(asked, headers=others if value is None else (*others, (what, value)))
            for value in HEADERS[what]
        ]
    if what == "host":
        return [replace(asked, host=host) for host in HOSTS]
    if asked.method == "POST":
        return [replace(asked, body=body) for kind, body in POSTS if ("Content-Type", kind) in asked.headers]
    return [replace(asked, method=method) for method in ("GET", "HEAD", "GET")]


class Comparison(RuleBasedStateMachine):
    """Asks the same of both, and remembers validators."""

    @initialize(limit=st.sampled_from((100_000, 200_000, 4_000_000)))
    def start(self, limit: int) -> None:
        self.switch = Switch()
        self.limit = limit
        self.cached = AnswerCache(self.switch, limit, 1_000_000, lambda: self.switch.release)
        self.asked: list[Asked] = []
        self.seen: list[tuple[Asked, str]] = []
        self.bodies: dict[tuple[str, str], bytes] = {}
        self.codings: dict[str, str] = {}

    @rule(asked=requests())
    def ask(self, asked: Asked) -> None:
        self._compare(asked)

    @rule(asked=requests())
    def ask_a_little_differently(self, asked: Asked) -> None:
        for what in (*HEADERS, "host", "method or body"):
            for other in changed(asked, what):
                self._compare(other)

    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        if self.asked:
            self._compare(data.draw(st.sampled_from(self.asked)))

    @rule(data=st.data(), weak=st.booleans(), others=st.booleans())
    def revalidate(self, data: st.DataObject, weak: bool, others: bool) -> None:
        if not self.seen:
            return
        asked, etag = data.draw(st.sampled_from(self.seen))
        sent = f"W/{etag}" if weak else etag
        answer = asked.of(self.cached, If_None_Match=f'"other", {sent}' if others else sent)
        plain = asked.of(self.switch)
        if answer.status == 304:
            assert answer.headers["ETag"] == etag
            assert answer.body == b""
            assert plain.status == 200
            get = replace(asked, method="GET").of(self.switch)
            assert masked(get.body) == self.bodies[etag, asked.path]
        else:
            assert answer.headers.get("ETag") != etag
            self._same(asked, answer, plain)

    @rule(
        data=st.data(),
        wanted=st.sampled_from(("{}", '"other", {}', "W/{}", '"other"', "*", None)),
        since=st.sampled_from((None, LONG_AGO, FAR_OFF, "no date")),
        known=st.booleans(),
    )
    def ask_under_a_condition(
        self, data: st.DataObject, wanted: str | None, since: str | None, known: bool
    ) -> None:
        """If-Match, If-Unmodified-Since, then If-None-Match (RFC 9110, section 13.2.2)."""
        if not self.seen:
            return
        asked, etag = data.draw(st.sampled_from(self.seen))
        conditions = {
            "If_Match": wanted and wanted.format(etag),
            "If_Unmodified_Since": since,
            "If_None_Match": etag if known else None,
        }
        now = asked.of(self.cached)
        # An answer that is too long to be kept may have no validator; what a request names is another one then.
        conditional = asked.method != "POST" and now.status == 200
        answer = asked.of(self.cached, **{name: value for name, value in conditions.items() if value})
        if conditional and is_refused(now, etag, wanted, since):
            assert answer.status == 412
            assert answer.headers["Cache-Control"] == "no-store"
            assert "ETag" not in answer.headers
            assert (answer.body == b"") == (asked.method == "HEAD")
        elif known and now.headers.get("ETag") == etag:
            # So too where an answer is too long to be kept and has a validator of its own.
            assert (answer.status, answer.headers["ETag"], answer.body) == (304, etag, b"")
        else:
            self._same(asked, answer, asked.of(self.switch))

    @rule(release=st.sampled_from(("one", "two")))
    def serve(self, release: str) -> None:
        self.switch.release = release

    def _compare(self, asked: Asked) -> None:
        self.asked.append(asked)
        answer, plain = asked.of(self.cached), asked.of(self.switch)
        self._same(asked, answer, plain)
        etag = answer.headers.get("ETag")
        if etag and asked.method == "GET":
            known = self.bodies.setdefault((etag, asked.path), masked(plain.body))
            assert known == masked(plain.body), "one validator for two answers"
            coding = answer.headers.get("Content-Encoding", "identity")
            assert self.codings.setdefault(etag, coding) == coding, "one strong validator for two codings"
            self.seen.append((asked, etag))

    def _same(self, asked: Asked, answer: Answer, plain: Answer) -> None:
        assert answer.status == plain.status
        assert masked(answer.decoded) == masked(plain.body)
        for name in {key.lower() for key in (*answer.headers.keys(), *plain.headers.keys())} - _OF_THE_CACHE:
            given, expected = (
                [_UNTIL.sub("", value) for value in which.headers.getlist(name)] for which in (answer, plain)
            )
            assert given == expected, name
        vary = {name.lower() for name in answer.headers.get("Vary", "").split(", ")} - {"accept-encoding", ""}
        assert vary == {name.lower() for name in plain.headers.get("Vary", "").split(", ")} - {""}
        if asked.method != "HEAD" and "Content-Length" in answer.headers:
            assert int(answer.headers["Content-Length"]) == len(answer.body)
        assert self.cached.statistics().bytes <= self.limit


def is_refused(now: Answer, etag: str, wanted: str | None, since: str | None) -> bool:
    """Whether an answer is not the one that a request with these conditions is about."""
    if wanted is not None:
        return wanted != "*" and ("{}" not in wanted or "W/" in wanted or now.headers.get("ETag") != etag)
    return since == LONG_AGO and "Last-Modified" in now.headers


def masked(body: bytes) -> bytes:
    """Return a page without the time that its query took, which is another one each time."""
    return _SECONDS.sub(b"", body)


Comparison.TestCase.settings = settings(
    max_examples=16, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
TestTheAnswersWithAndWithoutTheCacheAreEqual = Comparison.TestCase
