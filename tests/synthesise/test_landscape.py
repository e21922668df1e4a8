"""An invented landscape builds like the real one, comes out the same every time, and clones nobody."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graphapp.build.manifest import Manifest
from graphapp.build.pipeline import build_release
from graphapp.catalogue import load
from graphapp.catalogue.blocks import default_of
from graphapp.config import PROJECT, Settings
from graphapp.namespaces import PREFIXES
from graphapp.synthesise.landscape import Plan, synthesise
from graphapp.synthesise.profile import FRAME, Profile, local, read_profile

SCALE = 0.1
REAL = Settings()
NAME = PREFIXES["schema"] + "name"


@pytest.fixture(scope="module")
def landscape(profile: Profile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(profile, tmp_path_factory.mktemp("landscape"), SCALE)


@pytest.fixture(scope="module")
def profile() -> Profile:
    return read_profile(REAL.ontology, REAL.data)


@pytest.fixture(scope="module")
def built(landscape: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it, which fails at a violation of the shapes or a broken promise."""
    return build_release(Settings(project=landscape, releases=tmp_path_factory.mktemp("release"))).release


def written(profile: Profile, folder: Path, scale: float, seed: int = 1) -> Path:
    synthesise(REAL, profile, Plan(scale, seed), folder, lambda _through, _of: None)
    return folder


def fingerprint(folder: Path) -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            whole.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return whole.hexdigest()


def names(folder: Path) -> set[str]:
    return {
        quad.object.value
        for path in folder.rglob("*.trig")
        for quad in parse(path.read_bytes(), RdfFormat.TRIG)
        if quad.predicate.value == NAME and isinstance(quad.object, Literal)
    }


def test_it_passes_the_real_shapes_and_promises(built: Path) -> None:
    quality = json.loads((built / "quality.json").read_text(encoding="utf-8"))
    assert quality["violation"] == 0
    assert quality["info"] > 0


def test_equal_seeds_give_equal_bytes_and_others_do_not(
    landscape: Path, profile: Profile, tmp_path: Path
) -> None:
    again = written(profile, tmp_path / "again", SCALE)
    other = written(profile, tmp_path / "other", SCALE, seed=2)
    assert fingerprint(again / "data") == fingerprint(landscape / "data")
    assert fingerprint(again / "queries") == fingerprint(landscape / "queries")
    assert fingerprint(other / "data") != fingerprint(landscape / "data")


def test_it_has_every_kind_of_thing_that_the_real_one_has(built: Path, profile: Profile) -> None:
    things = Manifest.read(built / "manifest.json").counts.things
    found = {local(iri) for iri in things}
    kinds = {part for kind in profile.templates for part in kind.split("+")}
    assert kinds <= found
    assert {"Membership", "Tenure", "Participation", "Grant", "Figure", "Statement"} <= found


def test_its_kinds_are_as_frequent_as_the_real_ones(built: Path, profile: Profile) -> None:
    things = Manifest.read(built / "manifest.json").counts.things
    company, person = (
        things[PREFIXES["tc"] + "Company"],
        things[PREFIXES["foaf"] + "Person"],
    )
    real = {kind: len(listed) for kind, listed in profile.templates.items()}
    assert company / person == pytest.approx(real["Company"] / real["Person"], rel=0.1)


def test_nothing_but_places_fields_and_sectors_has_a_real_name(landscape: Path, profile: Profile) -> None:
    real = {
        said.object.value
        for listed in profile.templates.values()
        for template in listed
        for said in template.statements
        if said.predicate == NAME and said.subject == template.iri
    }
    framed = {
        quad.object.value
        for quad in profile.frame
        if quad.predicate.value == NAME and isinstance(quad.object, Literal)
    }
    assert len(real) > 1000
    assert names(landscape / "data") & real <= framed


def test_no_real_address_on_the_web_stands_for_an_invented_thing(landscape: Path) -> None:
    hosts = Counter(
        re.sub(r"^https?://([^/]+).*", r"\1", quad.object.value)
        for path in (landscape / "data").rglob("synthetic-*.trig")
        for quad in parse(path.read_bytes(), RdfFormat.TRIG)
        if quad.predicate.value in (PREFIXES["schema"] + "url", PREFIXES["schema"] + "sameAs")
        and isinstance(quad.object, NamedNode)
    )
    assert hosts
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_its_queries_ask_for_things_that_it_has(landscape: Path, profile: Profile) -> None:
    said = {
        quad.subject.value
        for path in (landscape / "data").rglob("*.trig")
        for quad in parse(path.read_bytes(), RdfFormat.TRIG)
        if isinstance(quad.subject, NamedNode)
    }
    real = {query.name: query for query in load(REAL.queries)}
    asked = 0
    for query in load(landscape / "queries"):
        for parameter in query.parameters:
            default = default_of(query.text, parameter.name)
            if isinstance(default, NamedNode):
                before = default_of(real[query.name].text, parameter.name)
                if before.value in profile.ranks if isinstance(before, NamedNode) else False:
                    asked += 1
                    assert default.value in said
    assert asked > 10


def test_a_landscape_twice_as_large_has_twice_as_many_things(
    profile: Profile, landscape: Path, tmp_path: Path
) -> None:
    def described(folder: Path) -> int:
        return sum(
            path.read_bytes().count(b"dcterms:identifier") for path in folder.rglob("synthetic-*.trig")
        )

    double = written(profile, tmp_path / "double", 2 * SCALE)
    assert described(double) == pytest.approx(2 * described(landscape), rel=0.1)


def test_links_are_as_unequally_spread_as_the_real_ones(profile: Profile, tmp_path: Path) -> None:
    """Compare the share of memberships that the tenth of organisations with most of them has."""

    def top(folder: Path) -> float:
        members: Counter[str] = Counter()
        for path in folder.rglob("*.trig"):
            for quad in parse(path.read_bytes(), RdfFormat.TRIG):
                if quad.predicate.value == PREFIXES["org"] + "organization" and isinstance(
                    quad.object, NamedNode
                ):
                    members[quad.object.value] += 1
        ranked = sorted(members.values(), reverse=True)
        return sum(ranked[: len(ranked) // 10]) / sum(ranked)

    assert top(written(profile, tmp_path, 0.5) / "data") == pytest.approx(top(PROJECT / "data"), abs=0.1)


def test_a_folder_with_other_things_in_it_is_left_alone(profile: Profile, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="name another folder"):
        written(profile, tmp_path, SCALE)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_frame_kinds_are_not_invented(profile: Profile) -> None:
    assert not FRAME & set(profile.templates)
