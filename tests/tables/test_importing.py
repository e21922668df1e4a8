"""What an import promises: every row has one outcome, and a table is the truth for its documents."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest

from graphapp.namespaces import BASE, PREFIXES, TC
from graphapp.tables.importing import Report, WouldRemoveError, import_folder
from graphapp.tables.rows import TableError
from tests.tables.folder import beside, claim, entity, network, source, write


def problems(folder: Path, data: Path) -> list[str]:
    with pytest.raises(TableError) as caught:
        import_folder(folder, data)
    assert not list(data.glob("*/*.trig")), "nothing is written when a cell cannot be mapped"
    return [str(problem) for problem in caught.value.problems]


def quads(data: Path) -> list[ox.Quad]:
    return [quad for path in sorted(data.glob("*/*.trig")) for quad in ox.parse(path=str(path))]


def values(data: Path, subject: str, predicate: str) -> list[str]:
    prefix, _, local = predicate.partition(":")
    return sorted(
        str(q.object.value).removeprefix(BASE)
        for q in quads(data)
        if isinstance(q.subject, ox.NamedNode)
        and q.subject.value == BASE + subject
        and q.predicate.value == PREFIXES[prefix] + local
        and isinstance(q.object, ox.NamedNode | ox.Literal)
    )


def types(data: Path, name: str) -> list[str]:
    return sorted(
        q.subject.value.removeprefix(BASE)
        for q in quads(data)
        if isinstance(q.subject, ox.NamedNode) and q.object == ox.NamedNode(TC + name)
    )


def outcomes(report: Report) -> dict[str, int]:
    counted: dict[str, int] = {}
    for outcome in report.facts.outcomes:
        counted[outcome.what] = counted.get(outcome.what, 0) + 1
    return counted


def test_importing_twice_changes_nothing(tmp_path: Path, data: Path) -> None:
    folder = write(tmp_path / "in", "optik", **network())
    first = import_folder(folder, data)
    second = import_folder(folder, data)
    assert [p.name for p in first.written] == ["blatt.trig"]
    assert second.written == ()
    assert second.unchanged == 1


def test_a_changed_row_changes_few_lines(tmp_path: Path, data: Path) -> None:
    many = [claim("linse", "hasTopic", f"topic-{n}", as_of="2020") for n in range(40)]
    topics = [entity(f"topic-{n}", "topic") for n in range(40)]
    import_folder(write(tmp_path / "a", "optik", **network(claims=many, entities=topics)), data)
    before = (data / "optik" / "blatt.trig").read_text("utf-8").splitlines()
    many[7] = claim("linse", "hasTopic", "topic-7", as_of="2021")
    import_folder(
        write(tmp_path / "b", "optik", **network(claims=many, entities=topics)), data, replace_documents=True
    )
    after = (data / "optik" / "blatt.trig").read_text("utf-8").splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            claim("linze", "memberOf", "lichtnetz"),
            "claims.csv:3: subject: 'linze' is no known thing — add it",
        ),
        (
            claim("linse", "memberOff", "lichtnetz"),
            "property: 'memberOff' is no known property — did you mean memberOf",
        ),
        (
            claim("linse", "memberOf", "lichtnetz", as_of="2024-13"),
            "as_of: '2024-13' is no date — write 2024, 2024-09",
        ),
        (
            claim("linse", "memberOf", "lichtnetz", source="zeitung"),
            "source: 'zeitung' is not in sources.csv",
        ),
        (claim("linse", "employeeCount", "viele", "number", unit="persons"), "value: 'viele' is no number"),
        (
            claim("linse", "employeeCount", "5", "number", unit="Pferde"),
            "unit: employeeCount in Pferde is no known",
        ),
        (claim("linse", "memberOf", "7", "number"), "value_kind: memberOf takes entity, not number ('7')"),
        (
            claim("ada-muster", "headOf", "linse", valid_from="2020", valid_to="2019"),
            "valid_to: 2019 is before valid_from 2020",
        ),
        (claim("ada-muster", "holdsRole", "linse"), "role: holdsRole needs the role"),
        (
            claim("ada-muster", "holdsRole", "linse", role="ministr"),
            "role: 'ministr' is no role — did you mean minister",
        ),
        (
            claim("linse", "employeeCount", "5", "number", unit="persons", bound="at-leest"),
            "bound: 'at-leest' is no bound — did you mean at-least",
        ),
        (
            claim("linse", "subsidiaryOf", "lichtnetz", share="drei Viertel"),
            "share: 'drei Viertel' is no number",
        ),
        (claim("linse", "website", "linse.example", "url"), "value: 'linse.example' is no web address"),
    ],
)
def test_a_cell_that_cannot_be_mapped_is_named_with_file_line_column_and_the_way_out(
    tmp_path: Path, data: Path, row: dict[str, str], message: str
) -> None:
    folder = write(tmp_path / "in", "optik", **network(claims=[row]))
    (found,) = problems(folder, data)
    assert found.startswith("optik/claims.csv:3: ")
    assert message in found


def test_all_bad_cells_are_told_at_once(tmp_path: Path, data: Path) -> None:
    rows = [claim("x", "memberOf", "lichtnetz"), claim("linse", "nope", "lichtnetz")]
    folder = write(tmp_path / "in", "optik", **network(claims=rows, entities=[entity("Groß", "firm")]))
    assert len(problems(folder, data)) == 3


def test_a_missing_column_is_told_with_the_columns_that_a_table_needs(tmp_path: Path, data: Path) -> None:
    folder = write(tmp_path / "in", "optik", **network())
    path = folder / "optik" / "claims.csv"
    path.write_text(path.read_text("utf-8").replace("as_of", "asof", 1), "utf-8")
    (found,) = problems(folder, data)
    assert "as_of: column is missing" in found


def test_a_table_that_lacks_a_statement_of_its_document_needs_leave_to_remove_it(
    tmp_path: Path, data: Path
) -> None:
    member = claim("linse", "memberOf", "lichtnetz")
    import_folder(write(tmp_path / "a", "optik", **network(claims=[member])), data)
    less = write(tmp_path / "b", "optik", **network())
    with pytest.raises(WouldRemoveError) as caught:
        import_folder(less, data)
    assert [path.name for path in caught.value.lines] == ["blatt.trig"]
    assert types(data, "Membership") == ["membership/linse--lichtnetz"]
    import_folder(less, data, replace_documents=True)
    assert types(data, "Membership") == []


def test_a_small_folder_may_name_things_that_data_has_and_leaves_other_documents_alone(
    tmp_path: Path, data: Path
) -> None:
    import_folder(write(tmp_path / "a", "optik", **network()), data)
    before = (data / "optik" / "blatt.trig").read_bytes()
    rows = [claim("linse", "memberOf", "lichtnetz", source="neu")]
    import_folder(
        write(tmp_path / "b", "nachtrag", sources=[source("neu", published="2025")], claims=rows), data
    )
    assert (data / "optik" / "blatt.trig").read_bytes() == before
    assert types(data, "Membership") == ["membership/linse--lichtnetz"]


def test_two_rows_of_one_address_are_one_document_and_what_both_say_counts_once(
    tmp_path: Path, data: Path
) -> None:
    folder = write(
        tmp_path / "in", "a-thema", **network(claims=[claim("linse", "memberOf", "lichtnetz", as_of="2024")])
    )
    write(
        folder,
        "b-thema",
        sources=[source("seite", url="http://www.example.org/blatt/")],
        entities=[entity("linse", "company", "seite")],
        claims=[
            claim("linse", "memberOf", "lichtnetz", as_of="2024-05", note="founding member", source="seite")
        ],
    )
    report = import_folder(folder, data)
    assert len(report.facts.sources) == 1
    assert outcomes(report) == {"statement": 2, "duplicate": 1}
    assert values(data, "membership/linse--lichtnetz", "tc:attested") == ["2024-05"]
    assert values(data, "membership/linse--lichtnetz", "org:role") == ["role/founding-member"]


def test_merged_and_split_ids_keep_their_names_and_their_old_addresses(tmp_path: Path, data: Path) -> None:
    folder = write(
        tmp_path / "in",
        "optik",
        **network(
            entities=[
                entity("lichtnetz-ev", "initiative", name_de="Lichtnetz e.V."),
                entity("linse-nord", "company"),
            ],
            claims=[
                claim("linse", "memberOf", "lichtnetz-ev"),
                claim("linse", "employeeCount", "12", "number", unit="persons", note="Werk Nord"),
            ],
        ),
    )
    beside(folder, "merge", "id,canonical,type,reason", "lichtnetz-ev,lichtnetz,network,same association")
    beside(
        folder,
        "split",
        "id,topic,subject_or_value,source,new_id,reason",
        "linse,optik,subject:employeeCount,blatt,linse-nord,the northern works",
    )
    beside(folder, "names", "id,name_de,name_en", "lichtnetz,Lichtnetz Thüringen,Thuringian light network")
    import_folder(folder, data)
    assert types(data, "Membership") == ["membership/linse--lichtnetz"]
    assert values(data, "organisation/lichtnetz-ev", "dcterms:isReplacedBy") == ["organisation/lichtnetz"]
    assert "Lichtnetz e.V." in values(data, "organisation/lichtnetz", "skos:altLabel")
    assert types(data, "Figure") == ["observation/linse-nord--employees--undated--blatt"]


def test_a_split_rule_that_fits_no_row_is_an_error(tmp_path: Path, data: Path) -> None:
    folder = write(tmp_path / "in", "optik", **network())
    beside(
        folder,
        "split",
        "id,topic,subject_or_value,source,new_id,reason",
        "linse,optik,subject:memberOf,blatt,linse-nord,nothing",
    )
    (found,) = problems(folder, data)
    assert "fits no row" in found


def test_a_person_without_a_public_role_is_withheld_and_accounted_for(tmp_path: Path, data: Path) -> None:
    rows = [claim("berta-privat", "related", "linse")]
    report = import_folder(
        write(tmp_path / "in", "optik", **network(claims=rows, entities=[entity("berta-privat", "person")])),
        data,
    )
    assert outcomes(report) == {"statement": 1, "withheld": 1}
    assert "berta" not in "".join(p.read_text("utf-8") for p in data.glob("*/*.trig"))


@pytest.mark.parametrize(
    ("row", "node", "predicate", "expected"),
    [
        (
            claim(
                "lichtnetz",
                "memberCount",
                "30",
                "number",
                unit="members",
                as_of="2016",
                note="well over 30 members",
            ),
            "observation/lichtnetz--members--2016--blatt",
            "tc:bound",
            ["code/at-least"],
        ),
        (
            claim("linse", "employeeCount", "12", "number", unit="persons", note="with about 100 guests"),
            "observation/linse--employees--undated--blatt",
            "tc:bound",
            [],
        ),
        (
            claim("linse", "turnover", "4400000000", "number", unit="EUR", note="fast 4,4 Mrd. EUR"),
            "observation/linse--turnover--undated--blatt",
            "tc:bound",
            ["code/almost"],
        ),
        (
            claim("linse", "fundingAmount", "45000000", "number", unit="EUR", note="bis zu, über neun Jahre"),
            "grant/linse--45000000--blatt",
            "tc:bound",
            ["code/at-most"],
        ),
        (
            claim(
                "ada-muster", "boardMemberOf", "linse", note="title: Prof. Dr.; stellvertretende Vorsitzende"
            ),
            "tenure/ada-muster--deputy-chair--linse",
            "tc:honorific",
            ["Prof. Dr."],
        ),
        (
            claim("ada-muster", "chairOf", "linse", note="Aufsichtsratsvorsitzende"),
            "tenure/ada-muster--supervisory-board-chair--linse",
            "org:role",
            ["role/supervisory-board-chair"],
        ),
        (
            claim("linse", "subsidiaryOf", "lichtnetz", note="75 percent, before that 49 percent"),
            "statement/linse--subsidiary-of--lichtnetz",
            "tc:share",
            ["75"],
        ),
        (
            claim("linse", "activeInField", "field-optik"),
            "statement/linse--active-in-field--field-optik",
            "tc:basis",
            ["code/assigned"],
        ),
        (
            claim("linse", "memberOf", "lichtnetz", note="Gründungsmitglied"),
            "membership/linse--lichtnetz",
            "org:role",
            ["role/founding-member"],
        ),
    ],
)
def test_what_a_note_qualifies_can_be_queried_and_the_note_stays_whole(  # noqa: PLR0917
    tmp_path: Path, data: Path, row: dict[str, str], node: str, predicate: str, expected: list[str]
) -> None:
    import_folder(
        write(tmp_path / "in", "optik", **network(claims=[row], entities=[entity("field-optik", "field")])),
        data,
    )
    assert values(data, node, predicate) == expected
    assert values(data, node, "skos:note") == ([row["note"]] if row.get("note") else [])


def test_what_is_planned_is_described_and_not_asserted(tmp_path: Path, data: Path) -> None:
    rows = [claim("linse", "endDate", "2030", "year", note="geplantes Ende laut Liste")]
    import_folder(write(tmp_path / "in", "optik", **network(claims=rows)), data)
    assert values(data, "organisation/linse", "schema:endDate") == []
    assert values(data, "statement/linse--end-date--2030--planned", "tc:status") == ["code/planned"]
    assert values(data, "statement/linse--end-date--2030--planned", "rdf:object") == ["2030"]


def test_a_count_is_a_count_of_members_only_where_its_unit_says_so(tmp_path: Path, data: Path) -> None:
    rows = [
        claim("lichtnetz", "memberCount", "30", "number", unit="members"),
        claim("lichtnetz", "memberCount", "400", "number", unit="visitors"),
        claim("lichtnetz", "memberCount", "9", "number", unit="Kernpartner"),
    ]
    import_folder(write(tmp_path / "in", "optik", **network(claims=rows)), data)
    assert types(data, "Figure") == [
        "observation/lichtnetz--event-visitors--undated--blatt",
        "observation/lichtnetz--members--undated--blatt",
        "observation/lichtnetz--partners-core--undated--blatt",
    ]


def test_presence_at_an_event_is_not_partnership_in_a_project(tmp_path: Path, data: Path) -> None:
    rows = [claim("linse", "participatesIn", "messe"), claim("linse", "participatesIn", "vorhaben")]
    things = [entity("messe", "event"), entity("vorhaben", "project")]
    import_folder(write(tmp_path / "in", "optik", **network(claims=rows, entities=things)), data)
    assert values(data, "event/messe", "schema:attendee") == ["organisation/linse"]
    assert types(data, "Participation") == ["participation/linse--vorhaben"]


def test_both_directions_of_a_relation_are_one_statement(tmp_path: Path, data: Path) -> None:
    rows = [claim("linse", "coordinates", "vorhaben"), claim("vorhaben", "coordinatedBy", "linse")]
    report = import_folder(
        write(tmp_path / "in", "optik", **network(claims=rows, entities=[entity("vorhaben", "project")])),
        data,
    )
    assert outcomes(report) == {"statement": 2, "duplicate": 1}
    assert types(data, "Participation") == ["participation/linse--vorhaben--coordinator"]


def test_a_workbook_says_the_same_as_its_csv_tables(tmp_path: Path, data: Path) -> None:
    figures = [
        claim("linse", "foundedOn", "1990", "year"),
        claim("linse", "employeeCount", "12", "number", unit="persons"),
    ]
    tables = network(claims=figures)
    import_folder(write(tmp_path / "csv", "optik", **tables), data)
    expected = (data / "optik" / "blatt.trig").read_bytes()
    folder = tmp_path / "xlsx" / "optik"
    folder.mkdir(parents=True)
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name in ("sources", "entities", "claims"):
        with (tmp_path / "csv" / "optik" / f"{name}.csv").open(encoding="utf-8") as file:
            sheet = book.create_sheet(name)
            for line in file.read().splitlines():
                sheet.append([float(cell) if cell in ("1990", "12") else cell for cell in line.split(",")])
    book.save(folder / "optik.xlsx")
    assert import_folder(tmp_path / "xlsx", data).written == ()
    assert (data / "optik" / "blatt.trig").read_bytes() == expected
