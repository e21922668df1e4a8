"""The release's file is the same however much of it is sorted at once."""

from __future__ import annotations

import zstandard
from pyoxigraph import Literal, NamedNode, Quad, Store

from graphapp.build.dump import dump


def test_runs_sorted_apart_are_merged_into_the_same_text() -> None:
    store = Store()
    store.extend(
        Quad(
            NamedNode(f"urn:s{number * 7919 % 5000}"),
            NamedNode("urn:p"),
            Literal(f"Zeile\n{number} ä"),
            NamedNode("urn:g"),
        )
        for number in range(5000)
    )
    at_once, in_runs = dump(store), dump(store, run=20_000)
    text = zstandard.ZstdDecompressor().decompress(at_once)
    assert zstandard.ZstdDecompressor().decompress(in_runs) == text
    assert text.splitlines() == sorted(text.splitlines())
    assert len(text.splitlines()) == 5000
    assert dump(store, run=20_000) == in_runs
