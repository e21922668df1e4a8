"""The front end's files: their names hold a hash of their content, and Vite's manifest says which belong to a page."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flask import Flask

FOLDER: Final = Path(__file__).parent / "static" / "assets"
"""Where ``make build`` puts the built front end."""
ADDRESS: Final = "/static/assets/"
"""Where it is served."""
MANIFEST: Final = "manifest.json"
_FONT: Final = "instrument-sans-latin-wght-normal.woff2"
"""The font of every page, which the browser may fetch before it has read the styles."""
_LOG: Final = logging.getLogger(__name__)


class NotBuiltError(Exception):
    """The front end has not been built, or its manifest cannot be read."""


@dataclass(frozen=True)
class Files:
    """Addresses of the files that a page loads."""

    scripts: tuple[str, ...] = ()
    """ES modules, the page's own first, then what it imports, to be fetched ahead."""
    styles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Assets:
    """The built front end, by its manifest (https://vite.dev/guide/backend-integration)."""

    manifest: Mapping[str, Any]

    @classmethod
    def read(cls, folder: Path = FOLDER) -> Assets:
        """Read the manifest in ``folder``. Raises `NotBuiltError`."""
        path = folder / MANIFEST
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise NotBuiltError(
                f"The front end is not built ({error}): run make build. Pages have no style and no script until then."
            ) from error
        return cls(manifest)

    def of(self, name: str) -> Files:
        """Return the files of the entry ``src/<name>.ts``. Raises ``KeyError`` if there is no such entry."""
        scripts: list[str] = []
        styles: list[str] = []
        waiting = [f"src/{name}.ts"]
        seen: set[str] = set()
        while waiting:
            key = waiting.pop(0)
            if key in seen:
                continue
            seen.add(key)
            chunk = self.manifest[key]
            scripts.append(ADDRESS + chunk["file"])
            styles += [ADDRESS + style for style in chunk.get("css", ())]
            waiting += chunk.get("imports", ())
        return Files(tuple(scripts), tuple(dict.fromkeys(styles)))

    @property
    def font(self) -> str:
        """Address of the font of every page; empty if the manifest names none."""
        return next(
            (ADDRESS + chunk["file"] for key, chunk in self.manifest.items() if key.endswith(_FONT)), ""
        )


def install(app: Flask, folder: Path = FOLDER) -> None:
    """Let the templates of ``app`` ask for ``assets``; without a built front end it is None and the log says so."""
    assets: Assets | None
    try:
        assets = Assets.read(folder)
    except NotBuiltError as error:
        _LOG.error("%s", error)
        assets = None
    app.jinja_env.globals["assets"] = assets
