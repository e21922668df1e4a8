"""A withheld person is nowhere in a release."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from graphapp.build import release
from graphapp.build.dump import open_dump
from graphapp.build.inputs import InputFile
from graphapp.build.pipeline import build_release
from graphapp.build.withhold import Withheld, read_withheld, withhold
from graphapp.namespaces import BASE, PREFIXES
from tests.build.tiny import change, tiny_project

MEMBER = NamedNode(PREFIXES["org"] + "member")
NAME = NamedNode(PREFIXES["schema"] + "name")
ROW = "id,date,reason\n{},2026-01-31,asked for it\n"


def text_of(folder: Path) -> str:
    with open_dump(folder / release.DATA) as quads:
        data: bytes = quads.read()
    others = [path.read_text() for path in folder.iterdir() if path.suffix == ".json"]
    return "\n".join([data.decode(), *others])


@pytest.mark.parametrize("identifier", ["erika-muster", "e-muster"])
def test_nothing_with_the_iri_or_the_name_remains_anywhere_in_the_release(
    tmp_path: Path, identifier: str
) -> None:
    settings = tiny_project(tmp_path)
    assert "Muster" in text_of(build_release(settings).release)
    change(settings, "data/withheld.csv", ROW.format(identifier))
    text = text_of(build_release(settings).release)
    assert "muster" not in text.lower()
    assert "one of the founders" not in text
    assert "since 2010" not in text


def test_the_release_knows_by_digests_what_is_gone(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    change(settings, "data/withheld.csv", ROW.format("erika-muster") + "never-there,2026-01-31,asked\n")
    told = json.loads((build_release(settings).release / release.WITHHELD).read_text())
    gone = (
        "person/erika-muster",
        "person/e-muster",
        "person/never-there",
        "tenure/erika-muster--head--optonet",
        "statement/optonet--founder--erika-muster",
        "source/talk-by-erika-muster",
    )
    digests = [hashlib.sha256((BASE + path).encode()).hexdigest() for path in gone]
    assert told == {"sha256": sorted(digests)}


def test_everything_else_stays(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    change(settings, "data/withheld.csv", ROW.format("erika-muster"))
    made = build_release(settings)
    text = text_of(made.release)
    assert f'<{BASE}organisation/optonet> <https://schema.org/name> "OptoNet e. V."@de' in text
    assert f"<{BASE}membership/jenoptik--optonet>" in text
    assert '"Hans Beispiel"' in text
    assert '"A talk by […], 2012"@en' in text
    assert '"https://optonet.de/team/"' in text
    assert made.manifest.counts.graphs_by_kind["source"] == 2


def test_another_person_of_the_same_name_keeps_it(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    change(
        settings,
        "data/other.trig",
        f'<urn:g> {{ <{BASE}person/erika-muster-gera> <https://schema.org/name> "Erika Muster" }}',
    )
    change(settings, "data/withheld.csv", ROW.format("erika-muster"))
    text = text_of(build_release(settings).release)
    assert f'<{BASE}person/erika-muster-gera> <https://schema.org/name> "Erika Muster"' in text
    assert f"<{BASE}person/erika-muster>" not in text


def test_a_row_that_finds_nobody_is_told_and_stops_nothing() -> None:
    store = Store()
    store.load(b"<urn:g> { <urn:s> <urn:p> <urn:o> }", RdfFormat.TRIG)
    row = Withheld("nobody-here", 2)
    assert withhold(store, [row]).unmatched == (row,)
    assert len(store) == 1


def test_a_list_written_by_a_spreadsheet_is_read() -> None:
    content = '\ufeffid,date,reason\r\nerika-muster,2026-01-31,"asked,\r\nby letter"\r\n'.encode()
    assert [row.id for row in read_withheld(InputFile("data/withheld.csv", content))] == ["erika-muster"]


def test_any_person_of_the_real_data_can_be_withheld(release: Path) -> None:
    store = Store()
    with open_dump(release / "data.nq.zst") as quads:
        store.bulk_load(quads.read(), RdfFormat.N_QUADS)
    person = BASE + "person/"
    members = {quad.object for quad in store.quads_for_pattern(None, MEMBER, None, None)}
    people = sorted(
        node.value for node in members if isinstance(node, NamedNode) and node.value.startswith(person)
    )
    chosen = people[:: max(1, len(people) // 3)][:3]
    names = {
        quad.object.value
        for iri in chosen
        for quad in store.quads_for_pattern(NamedNode(iri), NAME, None, None)
        if isinstance(quad.object, Literal)
    }
    withhold(store, [Withheld(iri.removeprefix(person), number) for number, iri in enumerate(chosen, 2)])
    rest = store.dump(format=RdfFormat.N_QUADS) or b""
    assert names
    assert [iri for iri in chosen if f"<{iri}>".encode() in rest] == []
    assert [name for name in names if f"{name}".encode() in rest] == []
