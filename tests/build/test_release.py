"""A release is a function of its input, immutable, and can be verified."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from graphapp.build import release
from graphapp.build.dump import open_dump
from graphapp.build.pipeline import build_release
from graphapp.changes.summary import FILE
from graphapp.downloads.kinds import FOLDER
from tests.build.tiny import change, tiny_project


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a release and its downloads, without the manifest and what changed, which tell of other times."""
    paths = [*folder.iterdir(), *(folder / FOLDER).iterdir()]
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in paths
        if path.is_file() and path.name not in (release.MANIFEST, FILE)
    }


def test_the_same_input_gives_the_same_id_and_the_same_bytes_in_another_place(tmp_path: Path) -> None:
    first = build_release(tiny_project(tmp_path / "one"))
    second = build_release(tiny_project(tmp_path / "two"))
    assert first.release.parent != second.release.parent
    assert first.manifest.release == second.manifest.release
    assert content(first.release) == content(second.release)


def test_the_order_in_which_a_file_states_things_does_not_matter_for_the_data(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    before = content(build_release(settings).release)
    text = (settings.project / "data/optics.trig").read_text()
    prefixes, first, second = text.split("\n\n")
    change(settings, "data/optics.trig", f"{prefixes}\n\n{second}\n{first}\n")
    after = build_release(settings)
    assert after.fresh
    assert content(after.release) == before


@pytest.mark.parametrize(
    "name",
    [
        "ontology/tiny.ttl",
        "ontology/rules/current/10-labels.rq",
        "data/withheld.csv",
        "queries/networks/all.rq",
    ],
)
def test_a_change_of_any_input_file_makes_another_release(tmp_path: Path, name: str) -> None:
    settings = tiny_project(tmp_path)
    before = build_release(settings)
    path = settings.project / name
    addition = "erika-muster,2026-01-31,asked for it\n" if name.endswith(".csv") else "# more\n"
    path.write_text(path.read_text() + addition)
    after = build_release(settings)
    assert after.fresh
    assert after.manifest.release != before.manifest.release


def test_a_second_build_of_unchanged_input_takes_the_release_that_is_there(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    first = build_release(settings)
    second = build_release(settings)
    assert (first.fresh, second.fresh) == (True, False)
    assert first.release == second.release


def test_going_back_to_an_earlier_input_points_to_the_earlier_release(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    earlier = build_release(settings)
    query = settings.project / "queries/networks/all.rq"
    text = query.read_text()
    query.write_text(text + "LIMIT 1\n")
    assert build_release(settings).release != earlier.release
    query.write_text(text)
    back = build_release(settings)
    assert (back.fresh, back.release) == (False, earlier.release)
    assert release.current(settings.releases) == earlier.release


def test_force_builds_again_and_leaves_the_folder_as_it_is(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    first = build_release(settings)
    times = {path.name: path.stat().st_mtime_ns for path in first.release.iterdir()}
    again = build_release(settings, force=True)
    assert again.fresh
    assert {path.name: path.stat().st_mtime_ns for path in again.release.iterdir()} == times


@pytest.mark.parametrize("name", [release.DATA, release.QUALITY, release.WITHHELD, release.MANIFEST])
def test_a_damaged_release_is_noticed_and_made_anew(tmp_path: Path, name: str) -> None:
    settings = tiny_project(tmp_path)
    made = build_release(settings)
    whole = (made.release / name).read_bytes()
    (made.release / name).write_bytes(whole[:-5])
    with pytest.raises(release.DamagedReleaseError, match=name):
        release.verify(made.release)
    again = build_release(settings)
    assert again.fresh
    assert release.verify(again.release).release == made.manifest.release
    assert not list(settings.releases.glob(".building-*/*.zst"))


def test_the_manifest_counts_what_the_data_file_holds(tmp_path: Path) -> None:
    made = build_release(tiny_project(tmp_path))
    store = Store()
    with open_dump(made.release / release.DATA) as quads:
        store.bulk_load(quads.read(), RdfFormat.N_QUADS)
    counts = made.manifest.counts
    assert counts.quads == len(store) == sum(counts.quads_by_kind.values())
    assert counts.graphs == len(list(store.named_graphs())) == sum(counts.graphs_by_kind.values())
    assert counts.graphs_by_kind == {"current": 1, "inferred": 1, "ontology": 1, "source": 2}
    assert counts.things_of("Network") == 1
    assert counts.things_of("Organisation") == 2


def test_the_data_file_is_sorted_and_free_of_blank_nodes_and_default_graph(tmp_path: Path) -> None:
    made = build_release(tiny_project(tmp_path))
    with open_dump(made.release / release.DATA) as quads:
        lines = quads.read().splitlines()
    assert lines == sorted(set(lines))
    assert all(line.startswith(b"<") and line.endswith(b"> .") and b" _:" not in line for line in lines)


def test_the_manifest_tells_times_versions_and_the_length_of_each_stage(tmp_path: Path) -> None:
    made = build_release(tiny_project(tmp_path))
    document = json.loads((made.release / release.MANIFEST).read_text())
    assert document["started"] <= document["ended"]
    assert set(document["libraries"]) >= {"pyoxigraph", "pyshacl", "zstandard"}
    assert list(document["seconds"]) == ["read", "withhold", "infer", "prefer", "write", "validate"]
    assert release.verify(made.release) == made.manifest


def test_a_folder_without_a_project_is_refused_with_the_way_out(tmp_path: Path) -> None:
    from graphapp.build.errors import BuildError

    settings = replace(tiny_project(tmp_path), project=tmp_path / "elsewhere")
    with pytest.raises(BuildError, match="GRAPHAPP_PROJECT"):
        build_release(settings)
