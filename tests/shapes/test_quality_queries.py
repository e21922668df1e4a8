"""The promises of ``queries/quality/`` are kept, and a breach is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import NamedNode

from graphapp.build.validate.promises import Promise, breaches, read_promises
from graphapp.build.validate.unpublished import read_release
from graphapp.config import Settings
from graphapp.namespaces import BASE
from tests.shapes.examples import FOLDER, GOOD, store_of

EXPECT: Final = re.compile(r"^# expect: <(\S+)>$", re.MULTILINE)
PROMISES: Final = read_promises(Settings())
each_promise = pytest.mark.parametrize("promise", PROMISES, ids=[promise.name for promise in PROMISES])


@each_promise
def test_the_query_of_a_promise_finds_its_breach_and_nothing_else(promise: Promise) -> None:
    path = FOLDER / "broken-promises" / f"{promise.name}.trig"
    expected = {NamedNode(BASE + name) for name in EXPECT.findall(path.read_text(encoding="utf-8"))}
    found = breaches(store_of(GOOD, path), promise)
    assert expected
    assert {breach.focus for breach in found} == expected
    assert all(breach.graph.startswith(BASE + "source/") for breach in found)


@each_promise
def test_the_sound_example_keeps_the_promise(promise: Promise) -> None:
    assert not breaches(store_of(GOOD), promise)


def test_the_data_keep_every_promise(release: Path) -> None:
    store = read_release(release)
    assert {promise.name: list(breaches(store, promise)) for promise in PROMISES} == {
        promise.name: [] for promise in PROMISES
    }


def test_a_promise_without_a_message_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "queries" / "quality" / "promise-nothing.rq"
    file.parent.mkdir(parents=True)
    file.write_text("#@ title-de: Nichts\n#@ title-en: Nothing\n\nSELECT ?focus {}\n")
    with pytest.raises(ValueError, match=r"promise-nothing\.rq.*description-de"):
        read_promises(Settings(project=tmp_path))
