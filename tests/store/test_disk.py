"""The embedded engine on disk: the same answers as in memory, a store that is made whole or not at all."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from graphapp.build.disk import make_store
from graphapp.build.pipeline import build_release
from graphapp.build.release import UNFINISHED
from graphapp.config import Settings
from graphapp.store import open_engine
from graphapp.store.disk import LARGE, DiskEngine, has_store, kind_for, store_folder
from graphapp.store.engine import EngineUnavailableError, Question, kind_of
from graphapp.store.formats import formats_for
from graphapp.store.isolated import IsolatedEngine
from graphapp.store.memory import MemoryEngine
from graphapp.store.reaching import PATTERNS, descriptors, find, open_all, unopened
from graphapp.store.release import Release, current_release
from graphapp.store.workers.limits import Limits
from tests.build.tiny import tiny_project
from tests.small_release import BASE, make_release, quads

SUICIDAL = """
import os, signal, sys
releases, left = sys.argv[1], int(sys.argv[2])
def hook(event, args):
    global left
    touched = any(isinstance(a, (str, os.PathLike)) and os.fspath(a).startswith(releases) for a in args)
    if touched and (event.startswith("os.") or event == "open"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
from graphapp.build.disk import main
sys.addaudithook(hook)
sys.exit(main(sys.argv[3]))
"""
"""Makes a store and kills itself before its n-th access to the folder of releases."""
ONE, TWO = BASE + "source/one", BASE + "source/two"
QUESTIONS = (
    Question("SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"),
    Question("SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"),
    Question(f"SELECT (COUNT(*) AS ?n) FROM <{ONE}> FROM <{TWO}> {{ ?s a ?class }}"),
    Question(f"SELECT (COUNT(*) AS ?n) FROM NAMED <{ONE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}"),
    Question("SELECT (COUNT(*) AS ?n) { ?s a ?class }", (ONE, TWO)),
    Question("SELECT (COUNT(*) AS ?n) { ?s a ?class }", (), (ONE,)),
    Question("ASK { ?s ?p 90 }"),
    Question(f"CONSTRUCT WHERE {{ <{BASE}organisation/medways> a ?n }}"),
)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A small release with its store."""
    release = current_release(make_release(tmp_path_factory.mktemp("disk") / "release"))
    make_store(release.folder)
    return release


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text[:40])
def test_the_answers_are_those_of_the_engine_in_memory(release: Release, question: Question) -> None:
    disk, memory = DiskEngine.of_release(release), MemoryEngine.of_quads(quads())
    for output in formats_for(kind_of(question.text)):
        assert b"".join(disk.answer(question, output)) == b"".join(memory.answer(question, output))
    assert disk.ready()


def test_isolated_workers_answer_from_disk(release: Release) -> None:
    engine = IsolatedEngine.of_release(release, Limits(workers=2), "disk")
    try:
        memory = MemoryEngine.of_quads(quads())
        for question in QUESTIONS:
            output = formats_for(kind_of(question.text))[0]
            assert b"".join(engine.answer(question, output)) == b"".join(memory.answer(question, output))
    finally:
        engine.close()


def test_a_store_that_is_missing_is_made_when_the_release_is_served_from_disk(tmp_path: Path) -> None:
    release = current_release(make_release(tmp_path / "release"))
    engine = IsolatedEngine.of_release(release, Limits(workers=1), "disk")
    try:
        output = formats_for(kind_of("ASK {}"))[0]
        assert b"true" in b"".join(engine.answer(Question("ASK { ?s ?p 90 }"), output))
    finally:
        engine.close()
    assert has_store(release)


def test_the_store_of_another_version_is_left_alone_and_not_opened(tmp_path: Path) -> None:
    release = current_release(make_release(tmp_path / "release"))
    older = release.folder / "oxigraph-0.0.1"
    older.mkdir()
    assert not has_store(release)
    with pytest.raises(EngineUnavailableError, match="graphapp build"):
        DiskEngine.of_release(release)
    make_store(release.folder)
    assert has_store(release)
    assert older.is_dir()


def test_a_build_makes_the_store_and_makes_it_anew_when_it_is_missing(tmp_path: Path) -> None:
    settings = replace(tiny_project(tmp_path), engine="auto")
    outcome = build_release(settings)
    store_folder(outcome.release).rename(tmp_path / "away")
    again = build_release(settings)
    assert (again.release, again.fresh) == (outcome.release, False)
    assert DiskEngine.of_release(Release(again.release)).ready()


def test_a_build_for_memory_alone_makes_no_store(tmp_path: Path) -> None:
    settings = replace(tiny_project(tmp_path), engine="memory")
    assert not has_store(Release(build_release(settings).release))


def test_a_maker_killed_before_any_of_its_file_operations_leaves_no_half_store(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    release = Release(build_release(settings).release)
    operations = 0
    while True:
        command = [
            sys.executable,
            "-c",
            SUICIDAL,
            str(settings.releases),
            str(operations),
            str(release.folder),
        ]
        killed = subprocess.run(command, capture_output=True, check=False, timeout=60)
        if killed.returncode == 0:
            break
        assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
        if has_store(release):
            # It is whole: only the flush of the folder was to come.
            assert DiskEngine.of_release(release).ready()
            shutil.rmtree(store_folder(release.folder))
        operations += 1
    assert operations > 5
    assert DiskEngine.of_release(release).ready()
    assert list(settings.releases.glob(f"{UNFINISHED}*"))
    build_release(settings)
    assert not list(settings.releases.glob(f"{UNFINISHED}*"))


def test_all_tables_of_a_store_are_opened_with_it(release: Release) -> None:
    folder = store_folder(release.folder)
    assert unopened(folder, ()) == len(list(folder.glob("*.sst"))) > 0
    engine = DiskEngine.of_release(release)
    assert unopened(folder, range(1024)) == 0
    engine.close()


def test_the_engine_is_chosen_by_the_setting_and_then_by_the_size(tmp_path: Path) -> None:
    def of(quads: int) -> Release:
        return Release(tmp_path, {"counts": {"quads": quads}})

    assert kind_for("auto", of(LARGE)) == "memory"
    assert kind_for("auto", of(LARGE + 1)) == "disk"
    assert kind_for("memory", of(LARGE + 1)) == "memory"
    assert kind_for("disk", of(1)) == "disk"
    assert kind_for("auto", Release(tmp_path, {})) == "memory"


def test_a_command_opens_the_store_where_there_is_one(release: Release) -> None:
    releases = release.folder.parent
    assert isinstance(open_engine(Settings(releases=releases)), DiskEngine)
    assert not isinstance(open_engine(Settings(releases=releases, engine="memory")), DiskEngine)


def _many_tables(folder: Path) -> list[bytes]:
    """Write a store whose indexes that begin with the object have more tables than RocksDB opens at once; return its quads."""
    store = Store(str(folder))
    lines = []
    for part in range(40):
        piece = [f'<{BASE}{part}/{n}> <{BASE}p> "{part:03}{n:03}" <{BASE}g> .\n'.encode() for n in range(50)]
        store.bulk_load(b"".join(piece), RdfFormat.N_QUADS)
        lines += piece
    store.flush()
    return lines


def test_patterns_are_found_that_open_the_tables_which_opening_the_store_does_not(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    lines = _many_tables(folder)
    with_patterns = (
        "import sys; from pathlib import Path; from pyoxigraph import Store; "
        "from graphapp.store.reaching import descriptors, open_all, unopened; folder = Path(sys.argv[1]); "
        "store = Store.read_only(str(folder)); before = unopened(folder, descriptors()); open_all(store, folder); "
        "print(before > 0, unopened(folder, descriptors()))"
    )
    finding = (
        "import sys; from pathlib import Path; from pyoxigraph import Store; "
        "from graphapp.store.reaching import PATTERNS, find; folder = Path(sys.argv[1]); "
        "found, left = find(Store.read_only(str(folder)), folder, sys.stdin.buffer); "
        "(folder / PATTERNS).write_text(chr(10).join(found), 'utf-8'); print(len(found) > 0, left)"
    )
    for program, given in ((finding, b"".join(lines)), (with_patterns, b"")):
        done = subprocess.run(
            [sys.executable, "-c", program, str(folder)], input=given, capture_output=True, check=True
        )
        assert done.stdout.split() == [b"True", b"0"]


def test_a_store_of_few_tables_needs_no_patterns(release: Release) -> None:
    folder = store_folder(release.folder)
    store = Store.read_only(str(folder))
    assert find(store, folder, [b"not looked at"]) == ([], 0)
    assert not (folder / PATTERNS).exists()
    open_all(store, folder)
    assert unopened(folder, descriptors()) == 0
