"""The files a release is made of, taken once as a snapshot so that what is hashed is what is read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from graphapp import __version__, namespaces
from graphapp.build.errors import BuildError
from graphapp.config import Settings

ENGINES: Final = ("pyoxigraph", "pyrudof", "pyshacl", "rdflib", "zstandard")
"""Distributions whose version can change what a build writes."""

WITHHELD: Final = "withheld.csv"
"""Name of the list of withheld persons in the data folder."""


@dataclass(frozen=True)
class InputFile:
    """One file as it was when the build began."""

    name: str
    """Path relative to the project, with forward slashes."""
    content: bytes


@dataclass(frozen=True)
class Inputs:
    """All that a build reads; every tuple is ordered by name."""

    ontology: tuple[InputFile, ...]
    """Turtle files below ``ontology/``."""
    data: tuple[InputFile, ...]
    """TriG files below ``data/``."""
    shapes: tuple[InputFile, ...]
    """Turtle files in ``shapes/``."""
    queries: tuple[InputFile, ...]
    """Query files below ``queries/``; they count for the hash only."""
    infer: tuple[InputFile, ...]
    """CONSTRUCT files of ``ontology/rules/inferred/``."""
    prefer: tuple[InputFile, ...]
    """CONSTRUCT files of ``ontology/rules/current/``."""
    withheld: InputFile | None
    """``data/withheld.csv``, None if there is none."""

    def files(self) -> Iterator[InputFile]:
        """Yield every file once."""
        yield from self.ontology
        yield from self.data
        yield from self.shapes
        yield from self.queries
        yield from self.infer
        yield from self.prefer
        if self.withheld is not None:
            yield self.withheld

    def digest(self) -> str:
        """Return the input hash: SHA-256 (hex) of paths, contents, the build's own source and engines."""
        whole = hashlib.sha256()
        for name, content in sorted(_fingerprints(self)):
            whole.update(f"{name}\0{content}\n".encode())
        return whole.hexdigest()


def collect(settings: Settings) -> Inputs:
    """Read every input file of the project into memory.

    Raises ``BuildError`` when the project has no ontology and no data, which means that the path is wrong.
    """
    project = settings.project

    def take(folder: Path, pattern: str) -> tuple[InputFile, ...]:
        found = (path for path in folder.glob(pattern) if path.is_file())
        files = (InputFile(path.relative_to(project).as_posix(), path.read_bytes()) for path in found)
        return tuple(sorted(files, key=lambda file: file.name))

    withheld = settings.data / WITHHELD
    rules = settings.ontology / "rules"
    inputs = Inputs(
        ontology=take(settings.ontology, "**/*.ttl"),
        data=take(settings.data, "**/*.trig"),
        shapes=take(settings.shapes, "*.ttl"),
        queries=take(settings.queries, "**/*.rq"),
        infer=take(rules / "inferred", "*.rq"),
        prefer=take(rules / "current", "*.rq"),
        withheld=InputFile(withheld.relative_to(project).as_posix(), withheld.read_bytes())
        if withheld.is_file()
        else None,
    )
    if not inputs.ontology and not inputs.data:
        raise BuildError(
            f"{project} holds neither ontology/**/*.ttl nor data/**/*.trig: "
            "run the command in a checkout of the project or set GRAPHAPP_PROJECT to it"
        )
    return inputs


def engine_versions() -> dict[str, str]:
    """Return distribution → version of the libraries that shape a release."""
    return {name: version(name) for name in ENGINES}


def _fingerprints(inputs: Inputs) -> Iterator[tuple[str, str]]:
    for file in inputs.files():
        yield f"file {file.name}", hashlib.sha256(file.content).hexdigest()
    for path in (*Path(__file__).parent.glob("**/*.py"), Path(namespaces.__file__)):
        yield f"program {path.name}", hashlib.sha256(path.read_bytes()).hexdigest()
    yield "program version", __version__
    for name, number in engine_versions().items():
        yield f"library {name}", number
