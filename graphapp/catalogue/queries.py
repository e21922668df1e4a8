"""The whole catalogue: every query file below a folder, found by name."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graphapp.catalogue.header import CatalogueError, read_query
from graphapp.catalogue.headings import Headings, read_headings
from graphapp.catalogue.query import CatalogueQuery, Panel


class UnknownQueryError(LookupError):
    """There is no query of that name. ``near`` lists the names that are most like it."""

    def __init__(self, name: str, near: tuple[str, ...]) -> None:
        """Remember the name that was asked for and those like it."""
        hint = f"; do you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"There is no query “{name}” in the catalogue{hint}")
        self.name = name
        self.near = near

    def __str__(self) -> str:
        """Return the message without the quotation marks that ``LookupError`` kin would add."""
        return str(self.args[0])


@dataclass(frozen=True)
class Catalogue:
    """All queries by ``<subject>/<name>``, in alphabetical order."""

    queries: Mapping[str, CatalogueQuery]
    headings: Headings = field(default_factory=Headings)

    def __iter__(self) -> Iterator[CatalogueQuery]:
        """Give every query."""
        return iter(self.queries.values())

    def __len__(self) -> int:
        """Return the number of queries."""
        return len(self.queries)

    def find(self, name: str) -> CatalogueQuery:
        """Return the query of that full or bare name. Raises `UnknownQueryError`."""
        if name in self.queries:
            return self.queries[name]
        for query in self:
            if query.bare_name == name:
                return query
        names = [*self.queries, *(query.bare_name for query in self)]
        near = difflib.get_close_matches(name, names, 3)
        near += [query.name for query in self if name and name in query.name][:3]
        raise UnknownQueryError(name, tuple(dict.fromkeys(near))[:3])

    def panels(self, classes: Collection[str]) -> list[tuple[Panel, CatalogueQuery]]:
        """Return what the page of a thing of these classes (IRIs) shows, in its order; each query once."""
        found: dict[str, tuple[Panel, CatalogueQuery]] = {}
        for query in self:
            for panel in query.panels:
                if panel.class_iri in classes:
                    found.setdefault(query.name, (panel, query))
        return sorted(found.values(), key=lambda pair: (pair[0].order, pair[1].name))

    def by_subject(self) -> dict[str, list[CatalogueQuery]]:
        """Return the queries of each subject; numbered questions first, in their order."""
        groups: dict[str, list[CatalogueQuery]] = {}
        for query in sorted(self, key=lambda known: (known.questions or (1000,), known.name)):
            groups.setdefault(query.subject, []).append(query)
        return groups


def load(folder: Path) -> Catalogue:
    """Read every ``<subject>/<name>.rq`` below ``folder``.

    Raises `CatalogueError` for the first file that does not keep the format or whose bare name is taken, and ``ValueError``
    for a heading that is not sound.
    """
    queries: dict[str, CatalogueQuery] = {}
    taken: dict[str, str] = {}
    for path in sorted(folder.glob("*/*.rq")):
        name = f"{path.parent.name}/{path.stem}"
        if path.stem in taken:
            raise CatalogueError(
                path, 1, f"the name “{path.stem}” is taken by {taken[path.stem]}; rename one of them"
            )
        taken[path.stem] = name
        queries[name] = read_query(path, name)
    return Catalogue(queries, read_headings(folder))
