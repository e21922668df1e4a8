"""Write the projections of a release: a folder beside the data that is made from it.

Like the search index they are no part of the release's content: where nodes are drawn depends on the release before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Store

from graphapp.build.inputs import Inputs
from graphapp.build.offer import before
from graphapp.build.release import UNFINISHED
from graphapp.network import FOLDER, is_current, write
from graphapp.network.asking import QUERIES


def network_queries(inputs: Inputs) -> dict[str, str]:
    """Return the texts of the queries that projections are made from, by what they ask; none if the project lacks one."""
    files = {file.name: file.content.decode() for file in inputs.queries}
    texts = {name: files.get(f"queries/{query}.rq", "") for name, query in QUERIES.items()}
    return texts if all(texts.values()) else {}


def is_projected(folder: Path, queries: Mapping[str, str]) -> bool:
    """Say whether the release in ``folder`` has all the projections it can have: made by this program, or none where there
    are no ``queries`` for them.
    """
    return not queries or is_current(folder / FOLDER)


def project(folder: Path, queries: Mapping[str, str], store: Store) -> None:
    """Write the projections of the release in ``folder``, whose quads are in ``store``, in place of some that may be there.

    To be called with the lock of the folder of releases held.
    """
    releases, target = folder.parent, folder / FOLDER
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases))
    unfinished.chmod(0o755)
    older = before(releases, folder)
    write(unfinished, store, queries, folder.name, older / FOLDER if older else None)
    if target.exists():
        # Whoever serves the former files may have them open.
        target.rename(Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=releases)) / FOLDER)
    unfinished.rename(target)
