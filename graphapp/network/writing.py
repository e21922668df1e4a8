"""Write the projections of a release: a folder of JSON files, the same for other programs, and what they were made by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import zstandard
from pyoxigraph import Store

from graphapp.network.exporting import FORMS

FOLDER: Final = "network"
"""Name of the folder in that of a release."""
PACKED: Final = ".zst"
"""End of the names of the files for other programs, which are kept compressed."""
LEVEL: Final = 9
ABOUT: Final = "about.json"
"""What the files were made by; written last."""


def fingerprint() -> str:
    """Return what the files depend on besides the data: the program that writes them and igraph's version."""
    whole = hashlib.sha256(version("igraph").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def about(folder: Path) -> Mapping[str, Any]:
    """Return what the files in ``folder`` were made by; nothing where they are not complete."""
    try:
        known = json.loads((folder / ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def is_current(folder: Path) -> bool:
    """Say whether ``folder`` holds all files as this program writes them."""
    return about(folder).get("fingerprint") == fingerprint()


def write(folder: Path, store: Store, texts: Mapping[str, str], release: str, before: Path | None) -> None:
    """Write the projections of the data in ``store`` into the empty ``folder``.

    ``texts``: the queries' texts; ``before``: the folder of the former release's projections, where nodes start.
    """
    # Only the build needs what computes; a server that reads the files does without those libraries' memory.
    from graphapp.network.asking import read_projections
    from graphapp.network.document import document
    from graphapp.network.layout import VERSION

    usable = before is not None and about(before).get("layout") == VERSION
    projections, lexicon = read_projections(store, texts)
    files = {}
    for projection in projections:
        former = _former(before / f"{projection.name}.json") if before is not None and usable else None
        columns = document(projection, lexicon, release, former)
        content = json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()
        (folder / f"{projection.name}.json").write_bytes(content)
        for form in FORMS:
            packed = zstandard.compress(form.write(columns), LEVEL)
            (folder / f"{projection.name}.{form.name}{PACKED}").write_bytes(packed)
        files[projection.name] = {
            "nodes": len(projection.things),
            "edges": len(projection.ties),
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }
    made = {"fingerprint": fingerprint(), "layout": VERSION, "release": release, "files": files}
    (folder / ABOUT).write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def _former(path: Path) -> Mapping[str, Any] | None:
    try:
        known = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return known if isinstance(known, dict) else None
