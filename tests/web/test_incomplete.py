"""A page that lacks what could not be asked at the moment is shown, and nobody keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graphapp.config import Settings
from graphapp.store.engine import BusyError, Question
from graphapp.store.formats import Format
from graphapp.store.memory import MemoryEngine
from graphapp.web import create_app
from graphapp.web.freshness import NEVER, RELEASE
from tests.small_release import quads


class Overloaded(MemoryEngine):
    """An engine whose queue is full at times."""

    release = "one"
    full = False

    def answer(self, question: Question, output: Format) -> Iterator[bytes]:
        """Answer, or refuse."""
        if self.full:
            raise BusyError(3, "The queue is full.", "Die Warteschlange ist voll.")
        return super().answer(question, output)


@pytest.mark.parametrize("path", ["/en/", "/de/", "/en/organisation/optonet"])
def test_what_lacks_something_is_not_kept_and_the_next_one_has_it(path: str) -> None:
    engine = Overloaded.of_quads(quads())
    assert isinstance(engine, Overloaded)
    client = create_app(replace(Settings(), cache_bytes=10_000_000), engine).test_client()
    engine.full = True
    lacking = client.get(path, headers={"Accept": "text/html"})
    assert lacking.headers["Cache-Control"] == NEVER
    engine.full = False
    whole = client.get(path, headers={"Accept": "text/html"})
    assert whole.headers["Cache-Control"] == RELEASE
    assert len(whole.data) > len(lacking.data)
    engine.full = True
    assert client.get(path, headers={"Accept": "text/html"}).data == whole.data


def test_the_start_page_asks_only_once_what_a_release_says() -> None:
    engine = Overloaded.of_quads(quads())
    assert isinstance(engine, Overloaded)
    client = create_app(replace(Settings(), cache_bytes=0), engine).test_client()
    german = client.get("/de/")
    engine.full = True
    assert client.get("/de/").data == german.data
    assert client.get("/en/").headers["Cache-Control"] == RELEASE
