"""Settings: the only module that reads the environment.

Every setting is an environment variable ``GRAPHAPP_<NAME>``; the defaults serve a checkout of the project.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

PROJECT = Path(__file__).resolve().parent.parent
_MAP: Final = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/[^\s<>\"|\\^`;,']*")
_IRI: Final = re.compile(r'[a-z]+:[^\s<>"{}|\\^`]+')


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
    """How many processes ``graphapp serve`` answers requests with; they share the query workers."""
    cache_bytes: int = 64_000_000
    """Bytes of answers that each process keeps in memory; 0: none are kept."""
    query_workers: int = 0
    """How many queries are evaluated at once, each in a process of its own; 0: one more than there are cores."""
    query_seconds: int = 20
    """Seconds that the evaluation of a query may take; the ``timeout`` parameter lowers it."""
    query_memory: int = 512_000_000
    """Bytes of memory that a query may take beside the release."""
    worker_memory: int = 256_000_000
    """Bytes of the release that a query worker may have copied; one with more is replaced by a fresh one."""
    answer_bytes: int = 100_000_000
    """Bytes of the longest answer."""
    allocator: str = "auto"
    """What query workers take memory from: ``auto`` (mimalloc, where its package is installed), ``system`` (the C library's
    ``malloc``), or the absolute path of a library that is loaded for it."""
    queue: int = 32
    """How many queries may wait for a worker; one more is answered with 503."""
    client_header: str = ""
    """Header in which a trusted proxy names the client; empty: the peer is the client."""
    access_log: str = "off"
    """``on``: a line of JSON for each request on standard output; ``queries``: with the query string; ``off``."""
    engine: str = "auto"
    """Where the built-in engine has the release: ``memory``, ``disk``, or ``auto``: on disk above a size
    (`graphapp.store.disk.LARGE`), and until it is loaded. With ``memory``, a build makes no store on disk."""
    report_to: str = "mailto:?subject={subject}&body={body}"
    """Where a reported mistake goes: an address with ``{subject}`` and ``{body}``, of a mail or of a new issue."""
    keep_releases: int = 10
    """How many releases a build leaves there, the current one among them."""
    contact: str = "https://w3id.org/cluster-thueringen/about"
    """Address of who answers questions about the data (``mailto:`` or ``https:``), as the catalogue tells it."""
    publisher: str = "The Thuringian cluster graph contributors"
    """Name of who publishes the data, as the catalogue tells it."""
    contributor: str = ""
    """IRI by which GovData knows who delivers the catalogue (``dcatde:contributorID``); empty: none is told."""
    map_style: str = ""
    """Address of what lies under the map of ``/map``: a MapLibre style, or tiles with ``{z}``, ``{x}`` and ``{y}`` in it; empty:
    the project's own areas alone."""
    map_credit: str = ""
    """Credit line of the tiles of `map_style`, plain text; a style has its own."""
    endpoint: str = ""
    """URL of a SPARQL 1.1 server that answers the queries; empty: the current release."""

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

    def number(name: str, fallback: int, least: int = 0) -> int:
        text = env.get(name, "")
        if not text:
            return fallback
        try:
            value = int(text)
        except ValueError:
            raise ValueError(f"{name}={text!r} is no whole number") from None
        if value < least:
            raise ValueError(f"{name}={text!r} is less than {least}")
        return value

    def choice(name: str, fallback: str, choices: tuple[str, ...]) -> str:
        text = env.get(name, "") or fallback
        if text not in choices:
            raise ValueError(f"{name}={text!r} is none of {', '.join(choices)}")
        return text

    def library(name: str, fallback: str, words: tuple[str, ...]) -> str:
        text = env.get(name, "") or fallback
        if text not in words and not (Path(text).is_absolute() and Path(text).is_file()):
            raise ValueError(f"{name}={text!r} is neither {' nor '.join(words)} nor the path of a file")
        return text

    def address(name: str, fallback: str, schemes: tuple[str, ...]) -> str:
        text = env.get(name, "") or fallback
        scheme = text.partition(":")[0]
        if text and (scheme not in schemes or not _IRI.fullmatch(text)):
            raise ValueError(f"{name}={text!r} is no address that begins with {', '.join(schemes)}")
        return text

    def map_address() -> str:
        text = env.get("GRAPHAPP_MAP_STYLE", "")
        if text and not _MAP.fullmatch(text):
            raise ValueError(
                f"GRAPHAPP_MAP_STYLE={text!r} is no address of a style or of tiles (http or https)"
            )
        if "{z}" in text and not env.get("GRAPHAPP_MAP_CREDIT", "").strip():
            raise ValueError(
                f"GRAPHAPP_MAP_STYLE={text!r} are tiles: GRAPHAPP_MAP_CREDIT must say whose they are, "
                "such as “© OpenStreetMap contributors”"
            )
        return text

    return Settings(
        project=Path(env.get("GRAPHAPP_PROJECT") or default.project).resolve(),
        releases=Path(env.get("GRAPHAPP_RELEASES") or default.releases).resolve(),
        host=env.get("GRAPHAPP_HOST") or default.host,
        port=number("GRAPHAPP_PORT", default.port),
        max_request_bytes=number("GRAPHAPP_MAX_REQUEST_BYTES", default.max_request_bytes),
        workers=number("GRAPHAPP_WORKERS", default.workers),
        cache_bytes=max(0, number("GRAPHAPP_CACHE_BYTES", default.cache_bytes)),
        query_workers=number("GRAPHAPP_QUERY_WORKERS", default.query_workers),
        query_seconds=number("GRAPHAPP_QUERY_SECONDS", default.query_seconds, 1),
        query_memory=number("GRAPHAPP_QUERY_MEMORY", default.query_memory, 50_000_000),
        worker_memory=number("GRAPHAPP_WORKER_MEMORY", default.worker_memory),
        answer_bytes=number("GRAPHAPP_ANSWER_BYTES", default.answer_bytes, 1),
        allocator=library("GRAPHAPP_ALLOCATOR", default.allocator, ("auto", "system")),
        queue=number("GRAPHAPP_QUEUE", default.queue, 1),
        client_header=env.get("GRAPHAPP_CLIENT_HEADER") or default.client_header,
        access_log=choice("GRAPHAPP_ACCESS_LOG", default.access_log, ("off", "on", "queries")),
        engine=choice("GRAPHAPP_ENGINE", default.engine, ("auto", "memory", "disk")),
        report_to=env.get("GRAPHAPP_REPORT_TO") or default.report_to,
        keep_releases=number("GRAPHAPP_KEEP_RELEASES", default.keep_releases, 1),
        contact=address("GRAPHAPP_CONTACT", default.contact, ("mailto", "https", "http")),
        publisher=env.get("GRAPHAPP_PUBLISHER") or default.publisher,
        contributor=address("GRAPHAPP_CONTRIBUTOR", default.contributor, ("https", "http")),
        map_style=map_address(),
        map_credit=env.get("GRAPHAPP_MAP_CREDIT", "").strip(),
        endpoint=env.get("GRAPHAPP_ENDPOINT") or default.endpoint,
    )
