"""The build gives every release a search index, and withheld people are in none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graphapp.build.pipeline import build_release
from graphapp.build.search import QUERIES
from graphapp.config import Settings
from graphapp.namespaces import BASE
from graphapp.search import FOLDER, SearchIndex, Wanted, is_current
from tests.build.tiny import change, tiny_project


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The tiny project with the queries that an index is made from."""
    made = tiny_project(tmp_path)
    for name in QUERIES:
        path = f"catalogue/search-{name}.rq"
        change(made, f"queries/{path}", (Settings().queries / path).read_text(encoding="utf-8"))
    return made


def found(release: Path, text: str) -> list[str]:
    return [hit.iri.removeprefix(BASE) for hit in SearchIndex(release / FOLDER).search(Wanted(text)).hits]


def test_a_release_has_an_index_of_its_things_by_all_their_names(settings: Settings) -> None:
    release = build_release(settings).release
    assert found(release, "optonet")[0] == "organisation/optonet"
    assert found(release, "muster")[0] == "person/erika-muster"
    assert "person/e-muster" not in found(release, "muster")


def test_a_withheld_person_is_not_in_the_index(settings: Settings) -> None:
    change(settings, "data/withheld.csv", "id,date,reason\nerika-muster,2026-01-01,asked\n")
    release = build_release(settings).release
    assert found(release, "erika muster") == []
    assert found(release, "muster") == []


def test_an_index_that_is_missing_or_broken_is_made_again_and_the_release_stays_the_same(
    settings: Settings,
) -> None:
    first = build_release(settings)
    shutil.rmtree(first.release / FOLDER)
    second = build_release(settings)
    assert (second.fresh, second.release) == (False, first.release)
    (second.release / FOLDER / "about.json").write_text("{", encoding="utf-8")
    third = build_release(settings)
    assert (third.fresh, third.manifest) == (False, first.manifest)
    assert is_current(third.release / FOLDER)
    assert found(third.release, "jenoptik") == ["organisation/jenoptik"]


def test_a_project_without_the_queries_has_no_index(tmp_path: Path) -> None:
    assert not (build_release(tiny_project(tmp_path)).release / FOLDER).exists()
