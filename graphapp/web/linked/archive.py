"""The releases that are kept, and what one of them says about a thing, read from its file.

Only the current release is loaded. Of another one, the lines that a document needs are taken from its sorted N-Quads:
those that mention the thing, those about what stands in these, and labels. That takes a few tenths of a second and, while
it lasts, the size of the file in memory; so it is done for one request at a time.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import zstandard

from graphapp.namespaces import BASE, PREFIXES
from graphapp.store.engine import BusyError, EngineUnavailableError
from graphapp.store.memory import MemoryEngine
from graphapp.store.release import DATA, MANIFEST
from graphapp.web.linked.edition import made_at

WAIT: Final = 10.0
"""Seconds that a request waits for its turn."""
_NAME: Final = re.compile(r"[0-9a-f]{8,64}")
_OWN: Final = re.compile(rb"<(" + re.escape(BASE.encode()) + rb"[^>]*)>")
_LABELS: Final = tuple(
    f" <{PREFIXES[prefix]}{name}> ".encode()
    for prefix, name in (("skos", "prefLabel"), ("dcterms", "title"), ("rdfs", "label"))
)


@dataclass(frozen=True, order=True)
class Kept:
    """A release that is kept: when it was made (UTC), and its name."""

    made: datetime
    name: str
    folder: Path = field(compare=False)


def kept(releases: Path) -> tuple[Kept, ...]:
    """Return the releases in the folder that are whole and say when they were made, the oldest first."""
    found = [
        Kept(made, path.parent.name, path.parent)
        for path in releases.glob(f"*/{MANIFEST}")
        if not path.parent.is_symlink()
        and _NAME.fullmatch(path.parent.name)
        and (path.parent / DATA).is_file()
        and (made := made_at(path.parent)) is not None
    ]
    return tuple(sorted(found))


class Archive:
    """Reads releases that are not loaded, one request at a time."""

    def __init__(self) -> None:
        """Begin with nobody waiting."""
        self._turn = threading.Lock()

    @contextmanager
    def excerpt(self, release: Kept, iris: Iterable[str], withheld: frozenset[str]) -> Iterator[MemoryEngine]:
        """Give an engine over what ``release`` says about ``iris`` and what these lead to.

        Statements that name an IRI whose digest is in ``withheld`` are left out. Raises
        `graphapp.store.engine.BusyError` when others come first for too long, and
        `graphapp.store.engine.EngineUnavailableError` for a release that cannot be read.
        """
        if not self._turn.acquire(timeout=WAIT):
            raise BusyError(
                int(WAIT),
                "Other requests read older releases at this moment.",
                "Andere Anfragen lesen gerade ältere Releases.",
            )
        try:
            lines = _about(_Lines(_decompress(release.folder / DATA)), iris)
            clean = b"".join(line for line in sorted(lines) if not _names(line, withheld))
            engine = MemoryEngine.of_quads(clean)
        except (OSError, ValueError, SyntaxError, zstandard.ZstdError) as error:
            raise EngineUnavailableError(f"The release {release.name} cannot be read: {error}") from error
        finally:
            self._turn.release()
        try:
            yield engine
        finally:
            engine.close()


class _Lines:
    """Sorted N-Quads as one piece of bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def of_subject(self, iri: bytes) -> Iterator[bytes]:
        """Give the lines whose subject is ``iri``."""
        prefix = b"<" + iri + b"> "
        at = self._first(prefix)
        while self._data.startswith(prefix, at):
            end = self._data.index(b"\n", at) + 1
            yield self._data[at:end]
            at = end

    def mentioning(self, iri: bytes) -> Iterator[bytes]:
        """Give the lines in which ``iri`` stands anywhere."""
        term = b"<" + iri + b">"
        at = self._data.find(term)
        while at >= 0:
            end = self._data.index(b"\n", at) + 1
            yield self._data[self._data.rfind(b"\n", 0, at) + 1 : end]
            at = self._data.find(term, end)

    def _first(self, prefix: bytes) -> int:
        """Return where the first line begins that is not before ``prefix`` in the order of bytes."""
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            begin = self._data.rfind(b"\n", 0, middle) + 1
            end = self._data.find(b"\n", middle)
            end = len(self._data) if end < 0 else end
            if self._data[begin : begin + len(prefix)] < prefix:
                low = end + 1
            else:
                high = begin
        return low


def _decompress(path: Path) -> bytes:
    with path.open("rb") as file:
        data: bytes = zstandard.ZstdDecompressor().stream_reader(file).read()
    return data


def _about(data: _Lines, iris: Iterable[str]) -> set[bytes]:
    lines = {line for iri in iris for line in data.mentioning(iri.encode())}
    near = {iri for line in lines for iri in _OWN.findall(line)}
    lines.update(line for iri in near for line in data.of_subject(iri))
    named = {iri for line in lines for iri in _OWN.findall(line)} - near
    lines.update(
        line for iri in named for line in data.of_subject(iri) if any(label in line for label in _LABELS)
    )
    return lines


def _names(line: bytes, withheld: frozenset[str]) -> bool:
    return bool(withheld) and any(hashlib.sha256(iri).hexdigest() in withheld for iri in _OWN.findall(line))
