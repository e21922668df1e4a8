"""Hatchling's hook: a wheel or an archive of the sources is not made without the built front end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontEndHook(BuildHookInterface):
    """Refuses to package pages without style."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise ``FileNotFoundError`` unless the front end is built; an editable install builds it later."""
        manifest = Path(self.root) / "graphapp/web/static/assets/manifest.json"
        if version != "editable" and not manifest.is_file():
            raise FileNotFoundError(f"{manifest} is missing: run make build before packaging")
