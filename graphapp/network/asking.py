"""Make the projections from the answers to the catalogue's queries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from graphapp.namespaces import BASE
from graphapp.network.graph import Projection, Tie
from graphapp.network.things import Lexicon
from graphapp.network.times import FORMER, OPEN, Said, Span, span, widest

QUERIES: Final = {
    "whole": "projections/typed-whole",
    "shared-networks": "projections/organisations-by-network",
    "shared-projects": "projections/organisations-by-project",
    "networks": "projections/networks-interlocked",
    "fields": "projections/fields-by-organisation",
    "assertions": "catalogue/network-assertions",
    "bounds": "catalogue/network-bounds",
    "said": "catalogue/network-said",
    "things": "catalogue/search-things",
    "dates": "catalogue/search-dates",
    "labels": "catalogue/network-labels",
    "of-field": "catalogue/network-fields",
    "of-district": "catalogue/network-districts",
    "thirteen": "catalogue/field-tiles",
}
"""What is asked → name of the query."""
_OF_PROPERTY: Final = {
    "isPartOf": "part",
    "subsidiaryOf": "subsidiary",
    "shareholderOf": "shareholder",
    "successorOf": "successor",
    "founder": "founder",
    "initiator": "founder",
    "host": "operator",
    "operator": "operator",
    "funder": "funder",
    "fundingProgramme": "programme",
    "field": "field",
    "topic": "topic",
    "cooperatesWith": "cooperates",
}
_INVERSE: Final = {"mergedInto": "successor", "renamedTo": "successor"}
_Row = tuple[str, ...]
_Key = tuple[str, str, str]


class Asked:
    """Asks the queries over the union of all graphs."""

    def __init__(self, store: Store, texts: Mapping[str, str]) -> None:
        self._store, self._texts = store, texts
        self._answers: dict[str, list[_Row]] = {}

    def terms(self, query: str) -> Iterator[tuple[NamedNode | Literal | None, ...]]:
        """Yield the rows of an answer."""
        solutions = self._store.query(self._texts[query], use_default_graph_as_union=True)
        assert isinstance(solutions, QuerySolutions)
        for solution in solutions:
            row = tuple(solution)
            # A blank node has no page and no name.
            if all(cell is None or isinstance(cell, NamedNode | Literal) for cell in row):
                yield row

    def __call__(self, query: str) -> list[_Row]:
        """Return the rows as texts in their order: paths of things, values of literals, empty where nothing is bound."""
        if query not in self._answers:
            rows = self.terms(query)
            self._answers[query] = sorted(
                tuple("" if cell is None else _path(cell.value) for cell in row) for row in rows
            )
        return self._answers[query]


def read_projections(store: Store, texts: Mapping[str, str]) -> tuple[list[Projection], Lexicon]:
    """Return the projections of the data in ``store``, and what their things are called. ``texts``: those of `QUERIES`."""
    ask = Asked(store, texts)
    lexicon = Lexicon.read(ask)
    times = _times(ask)
    ties = {
        "whole": [
            Tie(thing, other, relation, 1, times.get((thing, relation, other), Span()))
            for thing, relation, other in ask("whole")
        ],
        "shared-networks": _shared(
            ((a, b, "shared-networks", via) for a, b, via in ask("shared-networks")), times, "member"
        ),
        "shared-projects": _shared(
            ((a, b, "shared-projects", via) for a, b, via in ask("shared-projects")),
            times,
            "project",
            lexicon,
        ),
        "networks": _shared(ask("networks"), times, "interlock"),
        "fields": _shared(
            ((a, b, "shared-organisations", via) for a, b, via in ask("fields")), times, "field"
        ),
    }
    return [_projection(name, found, lexicon) for name, found in ties.items()], lexicon


def _projection(name: str, ties: Iterable[Tie], lexicon: Lexicon) -> Projection:
    known = sorted(tie for tie in ties if lexicon.knows(tie.source) and lexicon.knows(tie.target))
    paths = sorted({path for tie in known for path in (tie.source, tie.target)})
    return Projection(name, tuple(lexicon.thing(path) for path in paths), tuple(known))


def _shared(
    rows: Iterable[_Row], times: Mapping[_Key, Span], of: str, lexicon: Lexicon | None = None
) -> list[Tie]:
    """Gather what pairs share: (one, other, relation, what they share)."""
    shared: dict[_Key, dict[str, Span]] = defaultdict(dict)
    for a, b, relation, via in rows:
        one, other = (_time(path, via, relation, times, of) for path in (a, b))
        held = one.both(other)
        if held is None:
            # One had left before the other came.
            continue
        if lexicon is not None:
            held = held.both(lexicon.span(via)) or held
        shared[a, b, relation][via] = held
    return [
        Tie(a, b, relation, len(spans), widest(spans.values())) for (a, b, relation), spans in shared.items()
    ]


def _time(path: str, via: str, relation: str, times: Mapping[_Key, Span], of: str) -> Span:
    match of, relation:
        case "field", _:
            keys = [(via, "field", path)]
        case "project", _:
            keys = [(path, "coordinates", via), (path, "participates", via)]
        case "interlock", "shared-topics":
            keys = [(path, "topic", via)]
        case "interlock", "shared-people":
            keys = [(via, "leads", path), (via, "role", path)]
        case "interlock", _:
            keys = [(via, "member", path)]
        case _:
            keys = [(path, "member", via)]
    return widest(times[key] for key in keys if key in times)


def _times(ask: Asked) -> dict[_Key, Span]:
    bounds: dict[str, dict[str, str]] = defaultdict(dict)
    for assertion, sort, value in ask("bounds"):
        bounds[assertion][sort] = value
    said: dict[_Key, list[Said]] = defaultdict(list)
    for thing, relation, other, assertion in ask("assertions"):
        known = bounds[assertion]
        status = known.get("status", "").rpartition("/")[2]
        if status in OPEN:
            continue
        key = (*sorted((thing, other)),) if relation == "cooperates" else (thing, other)
        said[key[0], relation, key[1]].append(
            Said(
                _year(known.get("from")),
                _year(known.get("to")),
                _year(known.get("attestedFrom") or known.get("said")),
                _year(known.get("attestedTo") or known.get("said")),
                over=status == FORMER,
                post=relation == "leads" and "current" not in known,
            )
        )
    for thing, of, other, first, last in ask("said"):
        name = of.rpartition("#")[2].rpartition("/")[2]
        one, two = (other, thing) if name in _INVERSE else (thing, other)
        relation = _INVERSE.get(name) or _OF_PROPERTY[name]
        if relation == "cooperates":
            one, two = sorted((one, two))
        if not any(known.begin for known in said[one, relation, two]):
            said[one, relation, two].append(Said(seen=_year(first), seen_last=_year(last)))
    return {key: span(known) for key, known in said.items()}


def _year(text: str | None) -> int | None:
    found = re.match(r"\d{4}", text or "")
    return int(found[0]) if found else None


def _path(iri: str) -> str:
    return iri.removeprefix(BASE)
