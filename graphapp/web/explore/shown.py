"""The things of a network as a list, for pages without scripts: the same rules as ``frontend/src/explore/visible.ts``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphapp.web.explore.state import State

ON_A_PAGE: Final = 100
NO_FIELD: Final = "none"
Named = Mapping[str, Any]
"""``id``, ``de`` and ``en`` of a kind, a field, a district or a measure."""


@dataclass(frozen=True)
class Row:
    """A thing of the list; ``value`` is that of the measure by which the list is ordered."""

    id: str
    name: Mapping[str, str]
    kind: Named
    fields: tuple[Named, ...]
    districts: tuple[Named, ...]
    begin: int | None
    value: float


@dataclass(frozen=True)
class Shown:
    """A page of the list, and how many things and ties the state leaves."""

    state: State
    rows: tuple[Row, ...]
    count: int
    ties: int
    measures: Sequence[Named]
    districts: Sequence[Named]
    leavable: Sequence[Named]
    """The kinds and fields that can be left out; without a name: things without a field."""

    @property
    def page(self) -> int:
        """Number of the page, from 1."""
        return self.state.page

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return max(1, -(-self.count // ON_A_PAGE))

    def address(self, page: int) -> str:
        """Return the query of the address of another page."""
        return self.state.address(page)


def listed(sent: Mapping[str, Any], state: State) -> Shown:
    """Return the page of the list of the network ``sent`` (its file) that ``state`` asks for."""
    nodes, edges = sent["nodes"], sent["edges"]
    tie_holds = [_holds(begin, end, state) for begin, end in zip(edges["begin"], edges["end"], strict=True)]
    dated: set[int] = set()
    for tie, held in enumerate(tie_holds):
        if held and edges["begin"][tie] is not None:
            dated |= {edges["source"][tie], edges["target"][tie]}
    kept = [
        place
        for place in range(len(nodes["id"]))
        if _wanted(sent, place, state) and _exists(nodes, place, state, dated)
    ]
    known = set(kept)
    ties = sum(
        1
        for tie, held in enumerate(tie_holds)
        if held and edges["source"][tie] in known and edges["target"][tie] in known
    )
    values = nodes["measures"].get(state.size) or nodes["measures"]["degree"]
    kept.sort(key=lambda place: (-(values[place] or 0), place))
    first = (state.page - 1) * ON_A_PAGE
    rows = tuple(_row(sent, place, values) for place in kept[first : first + ON_A_PAGE])
    no_field = {"id": NO_FIELD, "de": "", "en": ""}
    leavable = (*sent["kinds"], *sent["fields"], no_field)
    return Shown(state, rows, len(kept), ties, sent["measures"], sent["districts"], leavable)


def _holds(begin: int | None, end: int | None, state: State) -> bool:
    if state.begin is None and state.end is None:
        return True
    if end is not None and state.begin is not None and end < state.begin:
        return False
    if begin is None:
        return state.undated
    return state.end is None or begin <= state.end


def _exists(nodes: Mapping[str, Any], place: int, state: State, dated: set[int]) -> bool:
    begin, end = nodes["begin"][place], nodes["end"][place]
    if _holds(begin, end, state):
        return True
    ended = end is not None and state.begin is not None and end < state.begin
    return begin is None and not ended and place in dated


def _wanted(sent: Mapping[str, Any], place: int, state: State) -> bool:
    nodes, without = sent["nodes"], state.without
    fields = [sent["fields"][field]["id"] for field in nodes["fields"][place]]
    districts = [sent["districts"][district]["id"] for district in nodes["districts"][place]]
    asked = any(one["id"] == state.district for one in sent["districts"])
    return (
        sent["kinds"][nodes["kind"][place]]["id"] not in without
        and f"c{sent['communities'][nodes['community'][place]]['id']}" not in without
        and (any(field not in without for field in fields) if fields else NO_FIELD not in without)
        and (not asked or state.district in districts)
    )


def _row(sent: Mapping[str, Any], place: int, values: Sequence[float]) -> Row:
    nodes = sent["nodes"]
    german, english = nodes["de"][place], nodes["en"][place]
    return Row(
        nodes["id"][place],
        {"de": german, "en": english or german},
        sent["kinds"][nodes["kind"][place]],
        tuple(sent["fields"][field] for field in nodes["fields"][place]),
        tuple(sent["districts"][district] for district in nodes["districts"][place]),
        nodes["begin"][place],
        values[place] or 0,
    )
