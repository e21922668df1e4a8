"""The promise of the tables: what goes out as a spreadsheet comes back as the same files."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest

from graphapp.config import PROJECT
from graphapp.tables import code_lists
from graphapp.tables import curation as curation_tables
from graphapp.tables.exporting import export_tables
from graphapp.tables.from_rdf import read_data
from graphapp.tables.importing import import_folder

DATA = PROJECT / "data"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    export_tables(DATA, folder)
    return folder


def test_exporting_and_importing_all_of_the_data_changes_no_file(tables: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    report = import_folder(tables, copy)
    assert report.written == ()
    assert report.removed == ()
    assert report.unchanged == len([p for p in DATA.glob("*/*.trig") if p.parent.name != "geometry"])


def test_an_empty_data_folder_filled_from_the_exported_tables_is_the_same_to_the_byte(
    tables: Path, tmp_path: Path
) -> None:
    target = tmp_path / "data"
    (target / "curation").mkdir(parents=True)
    for path in (DATA / "curation").glob("*.csv"):
        shutil.copy(path, target / "curation" / path.name)
    import_folder(tables, target)
    here = {
        p.relative_to(DATA): p.read_bytes() for p in DATA.glob("*/*") if p.suffix in (".trig", ".geojson")
    }
    there = {
        p.relative_to(target): p.read_bytes() for p in target.glob("*/*") if p.suffix in (".trig", ".geojson")
    }
    assert there.keys() == here.keys()
    assert [str(name) for name, content in here.items() if there[name] != content] == []


def test_the_workbook_of_a_topic_comes_back_as_the_same_files(tmp_path: Path) -> None:
    export_tables(DATA, tmp_path / "books", "xlsx", frozenset(["memberships"]))
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    report = import_folder(tmp_path / "books", copy)
    assert report.written == ()
    assert report.unchanged == len([*(DATA / "memberships").glob("*.trig")])


def test_the_account_of_the_import_says_what_became_of_every_row() -> None:
    with (PROJECT / "docs" / "import-account.csv").open(encoding="utf-8") as file:
        account = list(csv.DictReader(file))
    for line in account:
        parts = [int(line[name]) for name in ("statements", "duplicates", "withheld")]
        assert int(line["rows"]) == sum(parts), line
    given = sum(int(line["rows"]) for line in account if not line["property"].startswith("(curation)"))
    assert given == 26_997
    stated = Counter[str]()
    for line in account:
        stated[line["stated_as"]] += int(line["statements"])
    data = read_data(DATA)
    held = Counter(claim.property for claim in data.claims)
    cells = {name for name in stated if stated[name] != held[name]}
    assert cells == {"website"}, "a website that a claim gives may stand in the row of its thing"
    websites = {(e.source, e.website) for e in data.entities if e.website}
    assert len(websites) + held["website"] >= stated["website"]


def test_the_code_lists_are_those_of_the_curation_tables() -> None:
    curation = curation_tables.load(DATA / "curation")
    schemes = PROJECT / "ontology" / "schemes"
    assert (schemes / "indicators.ttl").read_text("utf-8") == code_lists.indicators(curation)
    assert (schemes / "units.ttl").read_text("utf-8") == code_lists.units(curation)
