"""Whenever a build dies, the previous release is served and the next build succeeds."""

from __future__ import annotations

import array
import fcntl
import os
import random
import signal
import subprocess
import sys
import termios
import time
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from graphapp.build import release
from graphapp.build.pipeline import Outcome, build_release
from graphapp.build.progress import STAGES
from graphapp.config import Settings
from tests.build.tiny import change, tiny_project

COMMAND: Final = (sys.executable, "-m", "graphapp", "build")

PAGE: Final = 4096
"""The smallest buffer of a pipe on Linux, bytes."""

SUICIDAL: Final = """
import os, signal, sys
from pathlib import Path
releases, left = sys.argv[1], int(sys.argv[2])
def hook(event, args):
    global left
    touched = any(isinstance(a, (str, os.PathLike)) and os.fspath(a).startswith(releases) for a in args)
    if touched and (event.startswith("os.") or event == "open"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
from graphapp.cli import main
import graphapp.cli.build
sys.addaudithook(hook)
main(["build"])
"""
"""A build that kills itself before its n-th access to the folder of releases."""


def environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "GRAPHAPP_PROJECT": str(settings.project),
        "GRAPHAPP_RELEASES": str(settings.releases),
        "GRAPHAPP_ENGINE": settings.engine,
    }


@pytest.fixture
def served(tmp_path: Path) -> tuple[Settings, Outcome]:
    """A project with a release, whose data has changed since."""
    settings = tiny_project(tmp_path)
    before = build_release(settings)
    change(settings, "data/more.trig", "<urn:g> { <urn:s> <urn:p> <urn:o> }")
    return settings, before


def assert_served_and_buildable(settings: Settings, before: Outcome, *, moved: bool | None = False) -> None:
    """Check what ``current`` points to: not ``moved``, ``moved`` or (None) either, but always whole."""
    pointed = release.current(settings.releases)
    assert pointed is not None
    release.verify(pointed)
    if moved is not None:
        assert (pointed != before.release) is moved
    after = build_release(settings)
    assert release.current(settings.releases) == after.release != before.release
    assert release.verify(after.release) == after.manifest
    assert release.verify(before.release) == before.manifest
    visible = {path.name for path in settings.releases.iterdir()} - {".lock"}
    assert visible == {"current", before.release.name, after.release.name}


@pytest.mark.parametrize("stage", STAGES)
def test_a_build_killed_when_a_stage_begins_leaves_the_previous_release(
    served: tuple[Settings, Outcome], stage: str
) -> None:
    # The pipe has room for the lines of the stages before, so the build stands still in front of this one.
    settings, before = served
    settings = replace(settings, engine="auto")
    number = list(STAGES).index(stage)
    lines = [f"[{at + 1}/{len(STAGES)}] {title}\n" for at, title in enumerate(STAGES.values())]
    room = sum(len(line.encode()) for line in lines[:number])
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, PAGE)
    os.write(writer, b" " * (PAGE - room))
    process = subprocess.Popen(COMMAND, env=environment(settings), stderr=writer, stdout=subprocess.DEVNULL)
    os.close(writer)
    try:
        deadline = time.monotonic() + 30
        while waiting(reader) < PAGE and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.1)
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()
        os.close(reader)
    assert_served_and_buildable(settings, before)


def waiting(pipe: int) -> int:
    """Return the number of bytes in a pipe."""
    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def test_a_build_killed_before_any_of_its_file_operations_leaves_a_whole_release(tmp_path: Path) -> None:
    operations = 0
    while True:
        settings = tiny_project(tmp_path / str(operations))
        before = build_release(settings)
        change(settings, "data/more.trig", "<urn:g> { <urn:s> <urn:p> <urn:o> }")
        run = subprocess.run(
            [sys.executable, "-c", SUICIDAL, str(settings.releases), str(operations)],
            env=environment(settings),
            capture_output=True,
            check=False,
            timeout=60,
        )
        if run.returncode == 0:
            break
        assert run.returncode == -signal.SIGKILL, run.stderr.decode()
        assert_served_and_buildable(settings, before, moved=None)
        operations += 1
    assert operations > 10


@pytest.mark.parametrize("seed", range(6))
def test_a_build_killed_at_a_random_moment_leaves_a_whole_release(
    served: tuple[Settings, Outcome], seed: int
) -> None:
    settings, before = served
    process = subprocess.Popen(
        COMMAND, env=environment(settings), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert process.stderr is not None
    process.stderr.readline()
    time.sleep(random.Random(seed).uniform(0, 0.05))
    process.kill()
    process.wait()
    process.stderr.close()
    assert_served_and_buildable(settings, before, moved=None)


def test_two_builds_at_once_give_one_whole_release(served: tuple[Settings, Outcome]) -> None:
    settings, before = served
    builds = [
        subprocess.Popen(COMMAND, env=environment(settings), stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    answers = [build.communicate(timeout=60) for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], answers
    assert sum(b" made: " in out for out, _ in answers) == 1
    assert_served_and_buildable(settings, before, moved=True)


def test_a_build_that_finds_another_one_at_work_says_so_and_waits(served: tuple[Settings, Outcome]) -> None:
    settings, before = served
    with release.locked(settings.releases, lambda: None):
        process = subprocess.Popen(
            COMMAND, env=environment(settings), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        assert process.stderr is not None
        assert b"Another build works in" in process.stderr.readline()
        assert process.poll() is None
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert_served_and_buildable(settings, before, moved=True)
