"""Settings: the only module that reads the environment.

Every setting is an environment variable ``GRAPHAPP_<NAME>``; the defaults serve a checkout of the project.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Settings:
    """Where things lie and how the program behaves. Paths are absolute."""

    project: Path = PROJECT
    """The checkout: the folder that holds ``ontology/``, ``data/``, ``shapes/`` and ``queries/``."""
    releases: Path = field(default_factory=lambda: PROJECT / "release")
    """The folder of releases, with its ``current`` pointer."""
    host: str = "127.0.0.1"
    """Address on which ``graphapp serve`` listens."""
    port: int = 8000
    """Port on which ``graphapp serve`` listens."""
    max_request_bytes: int = 1_000_000
    """Longest request body that is read; a longer one is answered with 413."""
    workers: int = 1
    """How many processes ``graphapp serve`` answers with; each holds the release once."""
    cache_bytes: int = 64_000_000
    """Bytes of answers that each process keeps in memory; 0: none are kept."""
    endpoint: str = ""
    """URL of a SPARQL 1.1 server that answers the queries; empty: the current release, in memory."""

    @property
    def ontology(self) -> Path:
        """Folder of the vocabulary, its concept schemes and rules."""
        return self.project / "ontology"

    @property
    def data(self) -> Path:
        """Folder of the TriG files, one named graph a source document."""
        return self.project / "data"

    @property
    def shapes(self) -> Path:
        """Folder of the SHACL shapes, one file a class."""
        return self.project / "shapes"

    @property
    def queries(self) -> Path:
        """Folder of the query catalogue."""
        return self.project / "queries"


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from ``environment`` (the process's own by default).

    Raises ``ValueError`` that names the variable when a value cannot be read.
    """
    env = os.environ if environment is None else environment
    default = Settings()

    def number(name: str, fallback: int) -> int:
        text = env.get(name, "")
        if not text:
            return fallback
        try:
            return int(text)
        except ValueError:
            raise ValueError(f"{name}={text!r} is no whole number") from None

    return Settings(
        project=Path(env.get("GRAPHAPP_PROJECT") or default.project).resolve(),
        releases=Path(env.get("GRAPHAPP_RELEASES") or default.releases).resolve(),
        host=env.get("GRAPHAPP_HOST") or default.host,
        port=number("GRAPHAPP_PORT", default.port),
        max_request_bytes=number("GRAPHAPP_MAX_REQUEST_BYTES", default.max_request_bytes),
        workers=number("GRAPHAPP_WORKERS", default.workers),
        cache_bytes=max(0, number("GRAPHAPP_CACHE_BYTES", default.cache_bytes)),
        endpoint=env.get("GRAPHAPP_ENDPOINT") or default.endpoint,
    )
