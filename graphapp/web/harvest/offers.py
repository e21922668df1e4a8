"""The releases that are kept, with what each offers for download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from graphapp.downloads.files import Offered, offered
from graphapp.downloads.kinds import FOLDER
from graphapp.web.linked.archive import kept
from graphapp.web.site import Site


@dataclass(frozen=True)
class Offer:
    """What a release offers: its name, when it was made (UTC), its folder, and its files by name."""

    release: str
    made: datetime
    folder: Path
    files: Mapping[str, Offered]

    def path(self, name: str) -> Path:
        """Return where a file lies."""
        return self.folder / FOLDER / name


def offers(site: Site) -> tuple[Offer, ...]:
    """Return the releases that are kept and not newer than the one that is served, the newest first."""
    found = [
        Offer(one.name, one.made, one.folder, offered(one.folder)) for one in kept(site.settings.releases)
    ]
    served = next((offer.made for offer in found if offer.release == site.release), None)
    shown = [offer for offer in found if served is None or offer.made <= served]
    return tuple(sorted(shown, key=lambda offer: offer.made, reverse=True)) if site.release else ()


def served_offer(site: Site) -> Offer | None:
    """Return what the release that is served offers; None where there is none (a remote engine)."""
    return next((offer for offer in offers(site) if offer.release == site.release), None)
