"""Every dump says what the release says, the tables hold what people look for, and the same data give the same bytes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pyoxigraph import Quad, RdfFormat, Triple, parse

from graphapp.downloads import kinds
from graphapp.downloads.files import INDEX, offered
from graphapp.downloads.lines import by_graph, graph_of, read_lines
from graphapp.downloads.making import write_all
from graphapp.store.release import DATA
from tests.harvest.conftest import Shelf
from tests.harvest.shelf import HOSTILE
from tests.small_release import BASE

WITH_GRAPHS = {
    kinds.TRIG: RdfFormat.TRIG,
    kinds.NQUADS: RdfFormat.N_QUADS,
    kinds.JSONLD: RdfFormat.JSON_LD,
}
MERGED = {kinds.TURTLE: RdfFormat.TURTLE, kinds.RDFXML: RdfFormat.RDF_XML}


def quads(release: Path) -> set[Quad]:
    return set(parse(b"".join(read_lines(release / DATA)), RdfFormat.N_QUADS))


def file(release: Path, kind: kinds.Kind) -> Path:
    return release / kinds.FOLDER / kind.name


@pytest.mark.parametrize("kind", WITH_GRAPHS, ids=lambda kind: kind.label)
def test_a_dump_with_graphs_holds_every_statement_in_its_graph(shelf: Shelf, kind: kinds.Kind) -> None:
    read = list(parse(gzip.decompress(file(shelf.newer, kind).read_bytes()), WITH_GRAPHS[kind]))
    assert set(read) == quads(shelf.newer)
    assert len(read) == len(set(read))


@pytest.mark.parametrize("kind", MERGED, ids=lambda kind: kind.label)
def test_a_dump_of_the_union_holds_every_triple_once(shelf: Shelf, kind: kinds.Kind) -> None:
    read = [
        quad.triple for quad in parse(gzip.decompress(file(shelf.newer, kind).read_bytes()), MERGED[kind])
    ]
    triples: set[Triple] = {quad.triple for quad in quads(shelf.newer)}
    assert set(read) == triples
    assert len(read) == len(triples) < len(quads(shelf.newer))


def test_the_project_s_own_dump_holds_every_statement(release: Path) -> None:
    lines = gzip.decompress(file(release, kinds.NQUADS).read_bytes()).splitlines(keepends=True)
    assert sorted(lines) == list(read_lines(release / DATA))
    graphs = [graph_of(line) for line in lines]
    assert graphs == sorted(graphs)


def test_the_same_data_give_the_same_bytes(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    write_all(shelf.newer / DATA, tmp_path / "again")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in (shelf.newer / kinds.FOLDER).iterdir()}


def test_lines_are_ordered_by_graph_in_parts_as_at_once(release: Path, tmp_path: Path) -> None:
    lines = [line for _, line in zip(range(20_000), read_lines(release / DATA), strict=False)]
    in_parts = list(by_graph(iter(lines), tmp_path, run=500_000))
    assert len(list(tmp_path.glob("run-*"))) > 3
    assert in_parts == sorted(lines, key=lambda line: (graph_of(line), line))


def test_the_list_tells_size_and_checksum_of_every_file(shelf: Shelf) -> None:
    folder = shelf.newer / kinds.FOLDER
    known = offered(shelf.newer)
    assert set(known) == {path.name for path in folder.iterdir()} - {INDEX}
    assert list(known)[: len(kinds.WHOLE)] == [kind.name for kind in kinds.WHOLE]
    for name, entry in known.items():
        content = (folder / name).read_bytes()
        assert (entry.size, entry.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_list_that_cannot_be_read_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / kinds.FOLDER).mkdir()
    assert offered(tmp_path) == {}
    for text in ("", "{}", '{"format": 0, "files": []}', '{"format": 1, "files": [{"name": "x"}]}', "[]"):
        (tmp_path / kinds.FOLDER / INDEX).write_text(text)
        assert offered(tmp_path) == {}


def rows(release: Path, name: str) -> list[dict[str, str]]:
    with (release / kinds.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def test_a_table_has_a_row_for_each_thing_with_labels_iris_and_sources(shelf: Shelf) -> None:
    networks = {row["id"]: row for row in rows(shelf.newer, "network")}
    assert set(networks) == {"optonet", "medways", "neu"}, "what was merged into another is left out"
    optonet = networks["optonet"]
    assert optonet["iri"] == f"{BASE}organisation/optonet"
    assert (optonet["label_de"], optonet["label_en"]) == ("OptoNet e. V.", "OptoNet")
    assert optonet["memberCount"] == "100 | 90", "where sources differ, both values stand"
    assert (optonet["seat"], optonet["seat_iri"]) == ("Jena", f"{BASE}place/jena")
    assert optonet["url"] == "https://optonet-ev.de/"
    assert optonet["sources"] == "one | two"
    assert optonet["description_en"] == HOSTILE
    (membership,) = rows(shelf.newer, "membership")
    assert (membership["member"], membership["organization"]) == ("Jenoptik AG", "OptoNet e. V.")
    assert membership["attested"] == "2012"


def test_what_only_the_rules_derive_is_in_no_table(shelf: Shelf) -> None:
    (jenoptik,) = rows(shelf.newer, "company")
    assert not any("within" in name for name in jenoptik)


def test_the_preferred_value_stands_in_place_of_those_of_the_sources(release: Path) -> None:
    optonet = next(row for row in rows(release, "network") if row["id"] == "optonet")
    assert optonet["foundingDate"] == "1999-06"


def test_the_project_s_own_tables_hold_all_that_is_counted(release: Path) -> None:
    things = json.loads((release / "manifest.json").read_text())["counts"]["things"]
    for name in ("figure", "membership", "tenure", "participation", "grant", "source"):
        assert len(rows(release, name)) == things[kinds.TABLE_CLASSES[name]], name
    people = rows(release, "person")
    assert len({row["iri"] for row in people}) == len(people) > 1000
    assert not any("mail" in name.lower() or "phone" in name.lower() for name in people[0])


def test_the_zip_file_holds_the_tables_and_describes_every_column(shelf: Shelf) -> None:
    with zipfile.ZipFile(file(shelf.newer, kinds.TABLES)) as packed:
        assert packed.testzip() is None
        described = json.loads(packed.read("csv-metadata.json"))
        assert described["@context"][0] == "http://www.w3.org/ns/csvw"
        tables = {table["url"]: table["tableSchema"]["columns"] for table in described["tables"]}
        assert set(packed.namelist()) == {"csv-metadata.json", *tables}
        for name, columns in tables.items():
            content = packed.read(name)
            assert content == (shelf.newer / kinds.FOLDER / name).read_bytes()
            heading = next(csv.reader(io.StringIO(content.decode())))
            assert heading == [column["name"] for column in columns]
            assert len(set(heading)) == len(heading)


def test_the_workbook_holds_the_same_rows_and_no_formula(shelf: Shelf) -> None:
    book = openpyxl.load_workbook(file(shelf.newer, kinds.WORKBOOK))
    assert [f"{name}.csv" for name in book.sheetnames] == [
        kinds.table_name(name) for name in kinds.TABLE_CLASSES if f"{name}.csv" in offered(shelf.newer)
    ]
    for name in book.sheetnames:
        with (shelf.newer / kinds.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as table:
            wanted = list(csv.reader(table))
        found = [[cell.value or "" for cell in row] for row in book[name].iter_rows()]
        assert found == wanted
        assert {cell.data_type for row in book[name].iter_rows() for cell in row} <= {"s", "n"}
    cells = [cell for row in book["network"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in cells] == ["s"]
