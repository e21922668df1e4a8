"""What the query for a picture (``queries/explore/drawn-*.rq``) has to hold: the filters of the state as RDF terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.blocks import Value
from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.network.things import KINDS
from graphapp.web.explore.shown import NO_FIELD
from graphapp.web.explore.state import State

_PERSON: Final = "Person"
_NOTHING: Final = Literal("nothing")
"""What no thing is."""


def drawn(
    state: State, things: Sequence[NamedNode], sent: Mapping[str, Any]
) -> Mapping[str, Sequence[Value]]:
    """Return the values of the query's parameters: none where all are let through. ``sent``: the file of the network.

    ``things`` are named one by one where filters alone do not make the picture; then they are there whatever filters say, and
    only ties follow the years.
    """
    fields = [one["id"] for one in sent.get("fields", ())]
    districts = {one["id"] for one in sent.get("districts", ())}
    begin, end = _year(state.begin), _year(state.end)
    ties: dict[str, Sequence[Value]] = {
        "from": begin,
        "to": end,
        "undated": [Literal("yes")] if state.undated else [],
    }
    if things:
        return {**ties, "thing": things}
    return {
        **ties,
        "thingFrom": begin,
        "thingTo": end,
        "kind": _left([(kind, _class(kind)) for kind in KINDS], state),
        "field": _left(
            [*((name, NamedNode(f"{BASE}field/{name}")) for name in fields), (NO_FIELD, Literal(NO_FIELD))],
            state,
        ),
        "district": [NamedNode(BASE + state.district)] if state.district in districts else [],
    }


def _left(known: Sequence[tuple[str, Value]], state: State) -> list[Value]:
    """Return what is not left out; nothing where that is all of it, which is the same as no filter."""
    left = [term for name, term in known if name not in state.without]
    return [] if len(left) == len(known) else left or [_NOTHING]


def _class(kind: str) -> NamedNode:
    return NamedNode(PREFIXES["foaf"] + kind if kind == _PERSON else f"{TC}{kind}")


def _year(year: int | None) -> list[Value]:
    return [] if year is None else [Literal(str(year), datatype=NamedNode(PREFIXES["xsd"] + "gYear"))]
