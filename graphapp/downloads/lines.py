"""The lines of a release's N-Quads: as triples of the union, by graph, and by subject. None of it is held in memory as a whole.

The file is sorted, so that the quads of a subject, and the graphs of a triple, follow each other.
"""

from __future__ import annotations

import heapq
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import zstandard

if TYPE_CHECKING:
    from typing_extensions import Buffer

RUN: Final = 128_000_000
"""Bytes that are sorted in memory at once; of more, sorted runs are written to temporary files and merged."""
_PIECE: Final = 1 << 20


def read_lines(data: Path) -> Iterator[bytes]:
    """Give the lines of a compressed N-Quads file, with their ends."""
    with (
        data.open("rb") as file,
        zstandard.ZstdDecompressor().stream_reader(file) as text,
        io.BufferedReader(cast("io.RawIOBase", text), _PIECE) as lines,
    ):
        yield from lines


def triple_of(line: bytes) -> bytes:
    """Return a line of N-Quads as one of N-Triples. An IRI holds no space, so the last one stands before the graph."""
    return line[: line.rfind(b" <")] + b" .\n"


def graph_of(line: bytes) -> bytes:
    """Return the graph of a line of N-Quads, in angle brackets."""
    return line[line.rfind(b" <") + 1 : -3]


def union(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Give each triple once, as N-Triples."""
    before = b""
    for line in lines:
        triple = triple_of(line)
        if triple != before:
            yield triple
            before = triple


def subject_groups(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[bytes]]]:
    """Give each subject, in angle brackets, with its lines."""
    subject, group = b"", list[bytes]()
    for line in lines:
        found = line[: line.find(b" ")]
        if found != subject:
            if group:
                yield subject, group
            subject, group = found, []
        group.append(line)
    if group:
        yield subject, group


def by_graph(lines: Iterable[bytes], folder: Path, run: int = RUN) -> Iterator[bytes]:
    """Give the lines ordered by graph, then as they stand; ``folder`` takes the temporary files."""
    paths: list[Path] = []
    keyed: list[bytes] = []
    size = 0
    numbers = count()
    for line in lines:
        keyed.append(graph_of(line) + b" " + line)
        size += len(keyed[-1])
        if size >= run:
            paths.append(_written(keyed, folder / f"run-{next(numbers)}"))
            keyed, size = [], 0
    keyed.sort()
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = [stack.enter_context(path.open("rb", _PIECE)) for path in paths]
        for line in heapq.merge(*runs, keyed) if runs else keyed:
            yield line[line.find(b" ") + 1 :]


def _written(lines: list[bytes], path: Path) -> Path:
    lines.sort()
    with path.open("wb", _PIECE) as file:
        file.writelines(lines)
    return path


class Text(io.RawIOBase):
    """Lines as a file that a parser reads."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Read what ``lines`` gives."""
        self._lines = iter(lines)
        self._ready = b""

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer and return how many bytes that were; 0 at the end."""
        view = memoryview(buffer).cast("B")
        if not self._ready:
            pieces: list[bytes] = []
            size = 0
            for line in self._lines:
                pieces.append(line)
                size += len(line)
                if size >= _PIECE:
                    break
            self._ready = b"".join(pieces)
        size = min(len(view), len(self._ready))
        view[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


def as_file(lines: Iterable[bytes]) -> IO[bytes]:
    """Return the lines as a file to be read."""
    return io.BufferedReader(Text(lines), _PIECE)
