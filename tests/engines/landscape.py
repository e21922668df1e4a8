"""The data of the engine tests: the project's own release, and graphs with what engines stumble over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import zstandard
from pyoxigraph import RdfFormat, Store

from graphapp.store.release import Release
from tests.engines.servers import MERGED, QUADS

TEST: Final = "https://example.org/engines/"
LONG: Final = "Das Netzwerk „Lünge & Söhne“ — 東京 😀\n\t\"'\\ " * 400
"""A literal of 15,000 characters."""
_TRIG: Final = f"""
@prefix : <{TEST}> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:one {{
  :thing :both "in both" ; :number 1 ; :decimal 12.50 ; :double 1.5e0 ; :year "1999"^^xsd:gYear ;
    :month "2013-07"^^xsd:gYearMonth ; :day "2021-01-28"^^xsd:date ; :moment "2021-01-28T12:00:00Z"^^xsd:dateTime ;
    :large 9007199254740993 ; :exact 0.12345678901234567890 ; :own "x"^^:type ; :sign "-5"^^xsd:integer .
  :thing :name "Größe"@de, "size"@en, "Grösse"@de-CH ; :plain "Größe" ; :odd "東京 😀 \\"quoted\\" \\\\ \\n\\t end" .
}}
:two {{
  :thing :both "in both" ; :number 2 .
  <{TEST}thing/ü> :path <{TEST}a%20b?x=1&y=2#z> .
}}
"""


def make(release: Path, folder: Path) -> Path:
    """Write the release of ``release`` and the graphs of the tests together as a release ``folder``, and return it."""
    extra = Store()
    extra.load(_TRIG.encode(), RdfFormat.TRIG)
    lines = (extra.dump(format=RdfFormat.N_QUADS) or b"") + _long()
    folder.mkdir()
    with (
        Release(release).quads() as quads,
        (folder / "data.nq.zst").open("wb") as target,
        zstandard.ZstdCompressor(level=1).stream_writer(target, closefd=False) as out,
    ):
        while piece := quads.read(1 << 20):
            out.write(piece)
        out.write(lines)
    (folder / "manifest.json").write_text(json.dumps({"hash": folder.name}))
    return folder


def unpack(release: Path, folder: Path) -> None:
    """Write the N-Quads of ``release``, and the merge of its graphs as N-Triples, as other servers load them."""
    with Release(release).quads() as quads, (folder / QUADS).open("wb") as target:
        while piece := quads.read(1 << 20):
            target.write(piece)
    with Release(release).triples() as triples, (folder / MERGED).open("wb") as target:
        target.writelines(dict.fromkeys(triples))


def _long() -> bytes:
    escaped = json.dumps(LONG, ensure_ascii=False)
    return f"<{TEST}thing> <{TEST}long> {escaped} <{TEST}one> .\n".encode()
