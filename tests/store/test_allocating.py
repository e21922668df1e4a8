"""Which allocator query workers get: the package's, the system's, or one that is named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graphapp.config import from_environment
from graphapp.store.workers.allocating import environment, mimalloc

linux = pytest.mark.skipif(sys.platform != "linux", reason="the allocator is preloaded on Linux only")


@linux
def test_mimalloc_comes_with_the_program_and_is_preloaded() -> None:
    given = environment("auto", "memory", {"PATH": "/bin"})
    assert given["LD_PRELOAD"] == mimalloc()
    assert Path(mimalloc()).is_file()
    assert given["PATH"] == "/bin"


@linux
def test_a_process_with_that_environment_has_the_library_in_its_memory() -> None:
    look = "import pathlib; print('libmimalloc' in pathlib.Path('/proc/self/maps').read_text())"
    for choice, preloaded in (("auto", "True"), ("system", "False"), (mimalloc(), "True")):
        done = subprocess.run(
            [sys.executable, "-c", look],
            env=environment(choice, "disk", {}),
            capture_output=True,
            text=True,
            check=True,
        )
        assert (done.stdout.strip(), done.stderr) == (preloaded, "")


def test_what_the_operator_preloads_or_tunes_stays() -> None:
    inherited = {
        "LD_PRELOAD": "/lib/mine.so",
        "GLIBC_TUNABLES": "glibc.malloc.check=3",
        "MIMALLOC_ARENA_RESERVE": "1",
    }
    assert environment("auto", "memory", inherited) == inherited
    assert "LD_PRELOAD" not in environment("system", "memory", inherited)


def test_the_setting_takes_two_words_or_the_path_of_a_file(tmp_path: Path) -> None:
    library = tmp_path / "liballoc.so"
    library.touch()
    for value in ("auto", "system", str(library)):
        assert from_environment({"GRAPHAPP_ALLOCATOR": value}).allocator == value
    for value in ("jemalloc", "libjemalloc.so.2", str(tmp_path / "none.so")):
        with pytest.raises(ValueError, match="GRAPHAPP_ALLOCATOR"):
            from_environment({"GRAPHAPP_ALLOCATOR": value})
