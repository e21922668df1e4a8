"""Which release a document is written from, and where its documents stand on this site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graphapp.build.release import WITHHELD
from graphapp.catalogue import Catalogue
from graphapp.store.engine import Engine
from graphapp.store.release import MANIFEST
from graphapp.web.site import Site


@dataclass(frozen=True)
class Edition:
    """One release as it is asked: its engine, and the path below which its documents stand (empty for the current one)."""

    engine: Engine
    catalogue: Catalogue
    release: str = ""
    prefix: str = ""
    made: datetime | None = None
    """When the build ended (UTC); None where that is not known."""
    withheld: frozenset[str] = field(default=frozenset(), repr=False)
    """SHA-256 (hex) of the IRIs that were taken out."""

    def also_without(self, withheld: frozenset[str]) -> Edition:
        """Return the edition with more that is gone."""
        return replace(self, withheld=self.withheld | withheld)


def current(site: Site) -> Edition:
    """Return the edition of the release that is served."""
    return of_release(site, site.engine, site.release, "")


def of_release(site: Site, engine: Engine, release: str, prefix: str) -> Edition:
    """Return the edition of the release of that name, which ``engine`` answers from."""
    folder = site.settings.releases / release if release else site.settings.releases / "none"
    return Edition(
        engine,
        site.catalogue,
        release,
        prefix,
        made_at(folder),
        frozenset(str(digest) for digest in _read(folder / WITHHELD).get("sha256", ())),
    )


def made_at(folder: Path) -> datetime | None:
    """Return when the release in ``folder`` was made, to the second; None where its manifest does not say."""
    try:
        made = datetime.fromisoformat(str(_read(folder / MANIFEST).get("ended", "")))
    except ValueError:
        return None
    return made.astimezone(UTC).replace(microsecond=0)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}
