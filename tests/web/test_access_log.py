"""The access log: a line of JSON for each request, without the text of queries unless asked for."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from werkzeug.test import Client

from graphapp.web.access_log import AccessLog


def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    yield b"one"
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("cut off")
    yield b"two"


def lines(output: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.getvalue().splitlines()]


def test_a_line_tells_who_asked_what_and_how_it_went_but_no_query() -> None:
    output = io.StringIO()
    Client(AccessLog(application, output=output)).get(
        "/spärql?query=secret", headers={"User-Agent": "x"}, buffered=True
    )
    (line,) = lines(output)
    assert "secret" not in output.getvalue()
    assert line["path"] == "/spärql"
    assert (line["method"], line["status"], line["bytes"], line["complete"]) == ("GET", 200, 6, True)
    assert line["agent"] == "x"
    assert line["seconds"] >= 0
    assert line["time"].endswith("+00:00")


def test_queries_are_logged_where_they_are_asked_for() -> None:
    output = io.StringIO()
    Client(AccessLog(application, queries=True, output=output)).get("/sparql?query=secret", buffered=True)
    assert lines(output)[0]["query"] == "query=secret"


def test_an_answer_that_fails_on_its_way_is_told_as_incomplete() -> None:
    output = io.StringIO()
    answer = AccessLog(application, output=output)(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/broken"}, lambda *_: lambda _: None
    )
    with pytest.raises(RuntimeError):
        list(answer)
    answer.close()  # type: ignore[attr-defined]
    assert lines(output)[0]["complete"] is False


def test_a_line_break_in_a_path_forges_no_line() -> None:
    output = io.StringIO()
    Client(AccessLog(application, output=output)).get("/a%0A%7B%22forged%22%3A1%7D", buffered=True)
    assert len(lines(output)) == 1
