"""One client has so many requests under way, and no more."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.test import Client

from graphapp.web.crowd import Crowd


def test_requests_beyond_the_share_are_refused_and_those_of_others_are_not() -> None:
    inside, go = threading.Semaphore(0), threading.Event()

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            inside.release()
            assert go.wait(30)
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    crowd = Crowd(app, 2, lambda environ: environ["REMOTE_ADDR"])

    def ask(address: str, path: str = "/") -> int:
        return Client(crowd).get(path, environ_overrides={"REMOTE_ADDR": address}).status_code

    with ThreadPoolExecutor(2) as pool:
        slow = [pool.submit(ask, "a", "/slow") for _ in range(2)]
        for _ in slow:
            inside.acquire()
        assert ask("a") == 503
        assert ask("a", "/healthz") == 200
        assert ask("b") == 200
        go.set()
        assert [one.result() for one in slow] == [200, 200]
    assert ask("a") == 200
    refused = Client(Crowd(app, 0, lambda environ: "a")).get("/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
    assert refused.get_json()["type"] == "/about#problem-busy"
