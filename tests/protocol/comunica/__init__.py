"""Comunica, as ``make comunica`` installs it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
MODULES: Final = FOLDER / "node_modules"


def node() -> str:
    """Return the path of Node.js. Raises ``RuntimeError`` when it or Comunica is not installed."""
    found = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if found is None or not (MODULES / "@comunica" / "query-sparql").is_dir():
        raise RuntimeError("Comunica is not installed: run make comunica")
    return found
