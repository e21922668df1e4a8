"""The engines of the suite, all over the same data. One more engine is one more entry of `ENGINES`."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from graphapp.config import Settings
from graphapp.store.engine import Engine
from graphapp.store.isolated import IsolatedEngine
from graphapp.store.memory import MemoryEngine
from graphapp.store.release import Release
from graphapp.store.remote import RemoteEngine
from graphapp.store.workers.limits import Limits
from tests.engines import landscape, servers
from tests.engines.comparing import answer

CATALOGUE: Final = Settings().queries / "catalogue"
ALIVE: Final = (CATALOGUE / "alive.rq").read_text("utf-8")
DOUBLED: Final = (CATALOGUE / "doubled.rq").read_text("utf-8")


@pytest.fixture(scope="session")
def everything(release: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The release of `landscape`, made once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "engines"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "release").exists():
            landscape.make(release, folder / "making").rename(folder / "release")
    return folder / "release"


@pytest.fixture(scope="session")
def memory(everything: Path) -> MemoryEngine:
    """The embedded engine, whose answers are the measure of the others."""
    return MemoryEngine.of_release(Release(everything))


@pytest.fixture(scope="session")
def expected(memory: MemoryEngine) -> Callable[..., Counter[Hashable]]:
    """What the embedded engine answers; it is asked each question once, however many engines are compared with it."""

    @cache
    def answered(text: str, *, loosely: bool = False) -> Counter[Hashable]:
        return answer(memory, text, loosely=loosely)

    return answered


@contextmanager
def _isolated(everything: Path) -> Iterator[Engine]:
    engine = IsolatedEngine.of_release(Release(everything), Limits(workers=2))
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _disk(everything: Path) -> Iterator[Engine]:
    with (everything.parent / "store.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Another process makes it: RocksDB's threads would not survive the fork of query workers.
        subprocess.run([sys.executable, "-m", "graphapp.build.disk", str(everything)], check=True)
    engine = IsolatedEngine.of_release(Release(everything), Limits(workers=2), "disk")
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _server(name: str, everything: Path) -> Iterator[Engine]:
    lacking = servers.missing(name)
    if lacking and os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)
    prepare: Callable[[Path], None] = lambda folder: landscape.unpack(everything, folder)  # noqa: E731
    with servers.shared(name, everything.parent / name, prepare) as endpoint:
        engine = RemoteEngine(endpoint, ALIVE, DOUBLED, 30.0)
        try:
            yield engine
        finally:
            engine.close()


ENGINES: Final = ("memory", "isolated", "disk", "oxigraph", "virtuoso")


@pytest.fixture(scope="session")
def engines(everything: Path, memory: MemoryEngine) -> Iterator[Callable[[str], Engine]]:
    """Starts an engine by its name, once."""
    with ExitStack() as stack:
        started: dict[str, Engine] = {"memory": memory}

        def start(name: str) -> Engine:
            if name not in started:
                embedded = {"isolated": _isolated, "disk": _disk}.get(name)
                context = embedded(everything) if embedded else _server(name, everything)
                started[name] = stack.enter_context(context)
            return started[name]

        yield start


@pytest.fixture(scope="session", params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of an engine."""
    return str(request.param)


@pytest.fixture
def engine(name: str, engines: Callable[[str], Engine]) -> Engine:
    """An engine over the data."""
    return engines(name)


@pytest.fixture
def remote(name: str, engine: Engine) -> RemoteEngine:
    """An engine that is a server of others."""
    if not isinstance(engine, RemoteEngine):
        pytest.skip(f"{name} is no server")
    return engine
