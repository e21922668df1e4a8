"""A request is answered from the release that it began with, and its answer is kept for that one only."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from werkzeug.test import create_environ, run_wsgi_app

from graphapp.web.cache import AnswerCache
from graphapp.web.cache.requests import RELEASE
from graphapp.web.cache.wsgi import Environ, StartResponse
from tests.cache.asking import FRESH, TEXT


class Served:
    """Serves one release, then another; answers with the one that a request is pinned to."""

    def __init__(self) -> None:
        self.release = "A"
        self.meanwhile: Callable[[], None] = lambda: None
        self.cache = AnswerCache(self._answer, 100_000, 1000, lambda: self.release)

    def _answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.meanwhile()
        start_response("200 OK", [FRESH, TEXT])
        return [environ[RELEASE].encode()]

    def ask(self, pinned: str, method: str = "GET") -> tuple[bytes, str]:
        environ = create_environ("/", method=method)
        environ[RELEASE] = pinned
        body, status, headers = run_wsgi_app(self.cache, environ)
        assert status == "200 OK"
        return b"".join(body), headers.get("Cache-Status", "")


def test_a_request_that_began_before_the_change_is_answered_from_its_release_and_not_kept() -> None:
    served = Served()
    assert served.ask("A")[0] == b"A"
    served.release = "B"
    assert served.ask("A") == (b"A", "")
    assert served.ask("B") == (b"B", "graphapp; fwd=miss")
    assert served.ask("A") == (b"A", "")
    assert served.ask("B") == (b"B", "graphapp; hit")


def test_an_answer_that_is_ready_after_the_change_is_not_kept_under_the_new_release() -> None:
    served = Served()

    def change() -> None:
        served.release = "B"

    served.meanwhile = change
    assert served.ask("A")[0] == b"A"
    assert served.ask("B") == (b"B", "graphapp; fwd=miss")


def test_after_a_change_there_and_back_each_release_has_its_own_answers() -> None:
    served = Served()
    served.release = "B"

    def back() -> None:
        served.release = "A"

    served.meanwhile = back
    assert served.ask("B")[0] == b"B"
    served.meanwhile = lambda: None
    assert served.ask("A") == (b"A", "graphapp; fwd=miss")
    assert served.ask("A") == (b"A", "graphapp; hit")
