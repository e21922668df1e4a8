"""No room on the disk: a long answer fails and says so, a build leaves the release before it, nothing else changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from http.client import IncompleteRead, RemoteDisconnected
from pathlib import Path
from typing import Final

import pytest

from tests.faults.clients import ANSWERED, EVERYTHING, ORDINARY, query
from tests.faults.conftest import LOW
from tests.live_server import serving

LONG: Final = f"SELECT ?s0 ?s1 ?s2 ?s3 {{ {EVERYTHING} }} LIMIT 90000"
"""An answer of several megabytes, which is kept in a file until it is read."""
SMALL_DISK: Final = 'mount -t tmpfs -o size={size} graphapp-test "$0" && exec "$@"'


def small_disk(folder: Path, size: str) -> list[str]:
    """A command that runs another one for which ``folder`` is a disk of ``size``; seen by nobody else."""
    return [
        "unshare",
        "--user",
        "--map-root-user",
        "--mount",
        "sh",
        "-c",
        SMALL_DISK.format(size=size),
        str(folder),
    ]


def can_mount(folder: Path) -> bool:
    if not shutil.which("unshare"):
        return False
    return (
        subprocess.run([*small_disk(folder, "1m"), "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.parametrize("full", ["before the answer", "while it comes", "a limit of the shell"])
def test_a_long_answer_without_room_is_an_error_and_others_are_answered(
    releases: Path, tmp_path: Path, full: str
) -> None:
    spool = tmp_path / "spool"
    spool.mkdir()
    within: Sequence[str]
    if full == "a limit of the shell":
        if not shutil.which("prlimit"):
            pytest.skip("there is no prlimit")
        within = ["prlimit", "--fsize=1500000", "--"]
    elif can_mount(spool):
        within = small_disk(spool, "64k" if full == "before the answer" else "2m")
    else:
        pytest.skip("no disk can be mounted here")
    settings = {**LOW, "TMPDIR": str(spool)}
    with serving(releases, tmp_path / "log.txt", settings, within) as url:
        for _ in range(6):
            try:
                answer = query(url, LONG, format="csv")
            except (IncompleteRead, RemoteDisconnected):
                # How much of it had left when the room ran out depends on who was quicker.
                assert full != "before the answer"
            else:
                assert answer.status == 503
                assert answer.headers["Retry-After"]
                assert answer.json()["type"] == "/about#problem-busy"
            assert query(url, ORDINARY).values("n") == ANSWERED
        short = query(url, LONG.replace("90000", "3000"), format="csv")
        assert short.body.count(b"\r\n") == 3001


BUILDS: Final = """
import os, sys
from pathlib import Path
from click.testing import CliRunner
from graphapp.build import release
from graphapp.cli import main
from tests.build.tiny import change, tiny_project

settings = tiny_project(Path(sys.argv[1]))
folder = Path(sys.argv[2])
os.environ.update(GRAPHAPP_PROJECT=str(settings.project), GRAPHAPP_RELEASES=str(folder))

def build():
    return CliRunner().invoke(main, ["build"])

assert build().exit_code == 0
before = release.current(folder)
change(settings, "data/more.trig", "<urn:g> { <urn:s> <urn:p> <urn:o> }")
with (folder / "filler").open("wb", buffering=0) as filler:
    try:
        while filler.write(b"x" * 512):
            pass
    except OSError:
        pass
failed = build()
assert failed.exit_code == 1, (failed.exit_code, failed.output, failed.exception)
assert "No space left" in failed.output, failed.output
assert release.current(folder) == before
release.verify(before)
(folder / "filler").unlink()
assert build().exit_code == 0
after = release.current(folder)
assert after != before
release.verify(after)
release.verify(before)
assert {path.name for path in folder.iterdir()} - {".lock"} == {"current", before.name, after.name}
"""


def test_a_build_on_a_full_disk_leaves_the_release_before_it_and_the_next_one_succeeds(
    tmp_path: Path,
) -> None:
    disk, project = tmp_path / "disk", tmp_path / "project"
    disk.mkdir()
    project.mkdir()
    if not can_mount(disk):
        pytest.skip("no disk can be mounted here")
    done = subprocess.run(
        [*small_disk(disk, "16m"), sys.executable, "-c", BUILDS, str(project), str(disk)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
