"""A header that does not keep the format is an error that names file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.catalogue import CatalogueError, UnknownQueryError, load
from graphapp.config import Settings

GOOD = """#@ title-de: Leitung
#@ title-en: Leaders
#@ description-de: Wer leitet das Netzwerk.
#@ description-en: Who leads the network.
#@ view: table
#@ question: 2, 3
#@ param: network | kind=thing:Network | label-de=Netzwerk | label-en=Network
#@ param: year | kind=year | label-de=Jahr | label-en=Year | optional
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT * {
  VALUES ?network { <https://w3id.org/cluster-thueringen/organisation/optonet> }
  VALUES ?year { UNDEF }
  ?network ?p ?year
}
"""


def write(folder: Path, text: str, name: str = "networks/leaders.rq") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_good_header_is_read(tmp_path: Path) -> None:
    query = load(write(tmp_path, GOOD)).find("leaders")
    assert query.name == "networks/leaders"
    assert query.title["de"] == "Leitung"
    assert query.title["en"] == "Leaders"
    assert query.questions == (2, 3)
    network, year = query.parameters
    assert network.class_iri == "https://w3id.org/cluster-thueringen/ontology#Network"
    assert network.default is not None
    assert network.default.value.endswith("/optonet")
    assert year.optional
    assert year.default is None


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("#@ title-en: Leaders\n", "", 7, "lacks “#@ title-en"),
        ("#@ title-en: Leaders", "#@ titel-en: Leaders", 2, "do you mean “title-en”"),
        ("#@ title-en: Leaders", "#@ title-en:", 2, "is empty"),
        ("#@ title-en: Leaders", "#@ title-de: Leaders", 2, "given twice"),
        ("#@ title-en: Leaders", "#@ nonsense", 2, "#@ key: value"),
        ("view: table", "view: pie", 5, "choose one of table"),
        ("question: 2, 3", "question: two", 6, "no number of a question"),
        ("kind=thing:Network", "kind=network", 7, "no kind of parameter"),
        ("kind=thing:Network", "kind=thing:nope:Network", 7, "prefix"),
        ("kind=thing:Network", "kind=year", 7, "is not of the kind"),
        ("label-en=Network", "label=Network", 7, "none of kind="),
        (" | label-en=Network", "", 7, "lacks label-en"),
        ("#@ param: year", "#@ param: ?year", 8, "without the question mark"),
        ("#@ param: year", "#@ param: month", 8, "no data block for “month”"),
        (" | optional", "", 8, "declare it optional"),
        ("{ UNDEF }", '{ "2014"^^xsd:gYear "2015"^^xsd:gYear }', 8, "one RDF term"),
        ("SELECT *", "#@ view: table\nSELECT *", 10, "move it to the top"),
        ("SELECT *", "SELEKT *", 10, "but found “SELEKT”"),
        ("?network ?p", "SERVICE <http://e/> {} ?network ?p", 8, "not served"),
    ],
)
def test_a_bad_header_names_file_line_and_way_out(
    tmp_path: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in GOOD
    with pytest.raises(CatalogueError) as caught:
        load(write(tmp_path, GOOD.replace(old, new, 1)))
    assert f"leaders.rq:{line}:" in str(caught.value), str(caught.value)
    assert message in str(caught.value)


def test_a_bare_name_belongs_to_one_query(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    with pytest.raises(CatalogueError, match="is taken by networks/leaders"):
        load(write(tmp_path, GOOD, "people/leaders.rq"))


def test_an_unknown_name_gets_near_ones(tmp_path: Path) -> None:
    with pytest.raises(UnknownQueryError) as caught:
        load(write(tmp_path, GOOD)).find("leader")
    assert "leaders" in caught.value.near[0]


def test_the_projects_own_catalogue_keeps_the_format() -> None:
    assert load(Settings().queries).find("catalogue/resolve").parameters
