"""The build gives every release its projections, and withheld people are in none."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from graphapp.build.pipeline import build_release
from graphapp.config import Settings
from graphapp.network import FOLDER, is_current
from graphapp.network.asking import QUERIES
from graphapp.network.reading import stored
from tests.build.tiny import change, tiny_project


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The tiny project with the queries that projections are made from."""
    made = tiny_project(tmp_path)
    for path in QUERIES.values():
        text = (Settings().queries / f"{path}.rq").read_text(encoding="utf-8")
        change(made, f"queries/{path}.rq", text)
    return made


def ids(release: Path) -> list[str]:
    return list(stored(release)["whole"].document()["nodes"]["id"])


def test_a_release_has_its_projections(settings: Settings) -> None:
    release = build_release(settings).release
    assert {"organisation/jenoptik", "organisation/optonet", "person/erika-muster"} <= set(ids(release))
    about = json.loads((release / FOLDER / "about.json").read_text())
    assert about["files"]["whole"]["nodes"] == len(ids(release))
    assert about["release"] == release.name


def test_a_withheld_person_is_in_none(settings: Settings) -> None:
    change(settings, "data/withheld.csv", "id,date,reason\nerika-muster,2026-01-01,asked\n")
    release = build_release(settings).release
    assert "person/erika-muster" not in ids(release)
    assert not any(b"Muster" in path.read_bytes() for path in (release / FOLDER).iterdir())


def test_projections_that_are_missing_or_broken_are_made_again_and_the_release_stays_the_same(
    settings: Settings,
) -> None:
    first = build_release(settings)
    before = (first.release / FOLDER / "whole.json").read_bytes()
    shutil.rmtree(first.release / FOLDER)
    second = build_release(settings)
    assert (second.fresh, second.release) == (False, first.release)
    (second.release / FOLDER / "about.json").write_text("{", encoding="utf-8")
    third = build_release(settings)
    assert (third.fresh, third.manifest) == (False, first.manifest)
    assert is_current(third.release / FOLDER)
    assert (third.release / FOLDER / "whole.json").read_bytes() == before


def test_nodes_start_where_the_release_before_had_them(settings: Settings) -> None:
    first = build_release(settings).release
    old = stored(first)["whole"].document()["nodes"]
    # As if somebody had drawn it elsewhere.
    path = first / FOLDER / "whole.json"
    moved = json.loads(path.read_text())
    moved["nodes"]["x"] = [x // 20 * 10 + 70 for x in moved["nodes"]["x"]]
    path.write_text(json.dumps(moved))
    file = settings.data / "optics.trig"
    change(settings, "data/optics.trig", file.read_text().replace("Jenoptik AG", "JENOPTIK AG"))
    second = build_release(settings)
    assert second.fresh
    new = stored(second.release)["whole"].document()["nodes"]
    assert new["id"] == old["id"]
    assert new["x"] == moved["nodes"]["x"]
    assert new["x"] != old["x"]


def test_a_project_without_the_queries_has_none(tmp_path: Path) -> None:
    assert not (build_release(tiny_project(tmp_path)).release / FOLDER).exists()
