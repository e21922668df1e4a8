"""What changed from release to release is told whole where it is little, bounded where it is much, and not at all where it must
be forgotten.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib
import pytest

from graphapp.build import release
from graphapp.build.keeping import kept
from graphapp.build.offer import before, is_offered
from graphapp.build.pipeline import build_release
from graphapp.changes import comparing
from graphapp.changes.comparing import compare
from graphapp.changes.summary import FILE, Changes, read_changes
from graphapp.config import from_environment
from graphapp.downloads.kinds import FOLDER
from graphapp.store.release import DATA
from tests.build.tiny import change, tiny_project
from tests.harvest.conftest import Shelf
from tests.protocol.http import ask
from tests.small_release import BASE

ATOM = "{http://www.w3.org/2005/Atom}"
OPTONET, JENOPTIK = f"{BASE}organisation/optonet", f"{BASE}organisation/jenoptik"


def changes(shelf: Shelf) -> Changes:
    found = read_changes(shelf.newer)
    assert found is not None
    return found


def test_things_that_came_changed_and_went_are_told_apart(shelf: Shelf) -> None:
    found = changes(shelf)
    assert (found.previous, found.release) == (shelf.older.name, shelf.newer.name)
    assert {iri.removeprefix(BASE): change.how for iri, change in found.things.items()} == {
        "organisation/optonet": "changed",
        "organisation/jenoptik": "changed",
        "organisation/neu": "added",
        "organisation/alt": "removed",
        "source/three": "removed",
    }
    assert found.counts == {
        "added": {"organisation": 1},
        "changed": {"organisation": 2},
        "removed": {"organisation": 1, "source": 1},
    }
    assert found.total == 5
    assert found.things[f"{BASE}organisation/alt"].label == {"de": "Alt GmbH"}, "as the older release had it"
    assert found.things[f"{BASE}source/three"].label == {"de": "Dritte Quelle"}


def test_a_statement_with_parts_changes_the_things_that_it_connects(shelf: Shelf) -> None:
    found = changes(shelf)
    node = f"<{BASE}membership/jenoptik--optonet>"
    for iri in (OPTONET, JENOPTIK):
        assert node in {statement.subject for statement in found.things[iri].added}
    assert not any(node in iri for iri in found.things)


def test_what_the_rules_derive_is_no_change(shelf: Shelf) -> None:
    properties = {
        statement.property for of in changes(shelf).things.values() for statement in (*of.added, *of.removed)
    }
    assert not any("within" in name or "prefLabel" in name for name in properties)


def test_a_release_compared_with_itself_changes_nothing(release: Path) -> None:
    found = compare(release / DATA, release / DATA, ("a", "b"))
    assert (found.things, found.counts, found.added, found.removed) == ({}, {}, 0, 0)


def test_many_changes_are_counted_and_few_of_them_named(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_THINGS", 2)
    monkeypatch.setattr(comparing, "MOST_STATEMENTS", 1)
    few = compare(shelf.older / DATA, shelf.newer / DATA, ("a", "b"))
    whole = changes(shelf)
    assert few.counts == whole.counts
    assert len(few.things) == 2
    for iri, change_ in few.things.items():
        full = whole.things[iri]
        named = len(change_.added) + len(change_.removed)
        assert len(change_.added) <= 1
        assert named + change_.more == len(full.added) + len(full.removed) + full.more


def test_what_must_be_forgotten_is_counted_and_not_named(shelf: Shelf) -> None:
    found = compare(shelf.older / DATA, shelf.newer / DATA, ("a", "b"), discreet=True)
    assert found.counts == changes(shelf).counts
    text = found.to_json().decode()
    assert "Alt GmbH" not in text
    assert "organisation/alt" not in text
    assert "Dritte Quelle" not in text


def test_a_summary_is_read_as_it_was_written(shelf: Shelf, tmp_path: Path) -> None:
    found = changes(shelf)
    (tmp_path / FILE).write_bytes(found.to_json())
    assert read_changes(tmp_path) == found


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "things": {"x": {}}}'])
def test_a_summary_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text)
    assert read_changes(tmp_path) is None


def test_a_build_tells_what_changed_since_the_release_before(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    first = build_release(settings)
    assert read_changes(first.release) is None
    assert is_offered(first.release)
    text = (settings.project / "data/optics.trig").read_text()
    change(settings, "data/optics.trig", text.replace("Jenoptik AG", "JENOPTIK AG"))
    second = build_release(settings)
    found = read_changes(second.release)
    assert found is not None
    assert found.previous == first.release.name
    assert {iri: of.how for iri, of in found.things.items()} == {JENOPTIK: "changed"}
    told = found.things[JENOPTIK]
    assert [statement.value for statement in told.added] == ['"JENOPTIK AG"@de']
    assert [statement.value for statement in told.removed] == ['"Jenoptik AG"@de']
    assert before(settings.releases, second.release) == first.release


def test_who_is_withheld_is_not_told_by_what_is_no_longer_said(tmp_path: Path) -> None:
    settings = tiny_project(tmp_path)
    build_release(settings)
    change(settings, "data/withheld.csv", "id,date,reason\nerika-muster,2026-01-31,asked\n")
    second = build_release(settings)
    found = read_changes(second.release)
    assert found is not None
    assert found.removed > 0
    text = (second.release / FILE).read_text()
    assert "Muster" not in text
    assert "muster" not in text
    for path in (second.release / FOLDER).iterdir():
        if path.suffix in (".csv", ".json"):
            assert "Muster" not in path.read_text("utf-8"), path.name


def test_downloads_that_are_missing_are_made_again_without_a_new_release(tmp_path: Path) -> None:
    import shutil

    settings = tiny_project(tmp_path)
    first = build_release(settings)
    whole = {path.name: path.read_bytes() for path in (first.release / FOLDER).iterdir()}
    shutil.rmtree(first.release / FOLDER)
    second = build_release(settings)
    assert (second.fresh, second.release) == (False, first.release)
    assert {path.name: path.read_bytes() for path in (first.release / FOLDER).iterdir()} == whole


def test_a_build_keeps_so_many_releases_and_always_the_current_one(tmp_path: Path) -> None:
    settings = replace(tiny_project(tmp_path), keep_releases=2)
    made = []
    for number in range(4):
        change(settings, "data/more.trig", f"<urn:g> {{ <urn:s> <urn:p> <urn:o{number}> }}")
        made.append(build_release(settings).release)
        assert release.current(settings.releases) == made[-1]
    assert kept(settings.releases) == made[-2:]
    assert {path.name for path in settings.releases.iterdir()} == {
        ".lock",
        "current",
        *(p.name for p in made[-2:]),
    }
    change(settings, "data/more.trig", "<urn:g> { <urn:s> <urn:p> <urn:o2> }")
    back = build_release(replace(settings, keep_releases=1))
    assert (back.fresh, back.release) == (False, made[2])
    assert kept(settings.releases) == [made[2]], "the newer one goes, for the older one is current again"


def test_at_least_one_release_is_kept() -> None:
    assert from_environment({"GRAPHAPP_KEEP_RELEASES": "3"}).keep_releases == 3
    with pytest.raises(ValueError, match="GRAPHAPP_KEEP_RELEASES"):
        from_environment({"GRAPHAPP_KEEP_RELEASES": "0"})


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_feed_keeps_atom_and_names_releases_and_things(url: str, shelf: Shelf, language: str) -> None:
    answer = ask(url, f"/{language}/changes.atom")
    assert (answer.status, answer.type) == (200, "application/atom+xml")
    feed = ET.fromstring(answer.body)
    assert feed.tag == f"{ATOM}feed"
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == language
    for name in ("id", "title", "updated", "author"):
        assert feed.find(ATOM + name) is not None
    assert feed.findtext(f"{ATOM}updated") == "2026-03-01T12:00:00Z"
    relations = {link.attrib["rel"]: link.attrib["href"] for link in feed.findall(f"{ATOM}link")}
    assert relations["self"] == f"{url}/{language}/changes.atom"
    entries = feed.findall(f"{ATOM}entry")
    ids = [str(entry.findtext(f"{ATOM}id")) for entry in entries]
    assert len(set(ids)) == len(ids)
    assert ids[0] == f"{BASE}catalogue#release-{shelf.newer.name}"
    assert {one.partition("#")[0] for one in ids[1:]} == {OPTONET, JENOPTIK, f"{BASE}organisation/neu"}
    for entry in entries:
        for name in ("title", "updated", "summary"):
            assert entry.findtext(ATOM + name)
        (link,) = entry.findall(f"{ATOM}link")
        target = link.attrib["href"].removeprefix(url)
        assert ask(url, target.partition("#")[0], headers={"Accept": "text/html"}).status == 200


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_of_changes_leads_to_what_is_there_and_names_what_went(url: str, language: str) -> None:
    answer = ask(url, f"/{language}/changes", headers={"Accept": "text/html"})
    body = answer.body.decode()
    html5lib.HTMLParser(strict=True).parse(body)
    assert f'href="/{language}/organisation/optonet"' in body
    assert "Alt GmbH" in body
    assert f'href="/{language}/organisation/alt"' not in body
    assert f'href="/{language}/changes.atom"' in body
    redirect = ask(url, "/changes", headers={"Accept-Language": language})
    assert (redirect.status, redirect.headers["Location"]) == (303, f"/{language}/changes")


def test_the_page_of_a_thing_says_what_changed_about_it_and_others_say_nothing(url: str) -> None:
    body = ask(url, "/de/organisation/optonet", headers={"Accept": "text/html"}).body.decode()
    section = body[body.index('id="changes"') : body.index("</section>", body.index('id="changes"'))]
    assert "Geändert mit dem Datenstand vom 1. März 2026" in section
    assert "<ins>" in section
    assert 'href="/de/place/jena"' in section
    html5lib.HTMLParser(strict=True).parse(body)
    new = ask(url, "/en/organisation/neu", headers={"Accept": "text/html"}).body.decode()
    assert "New with the release of" in new
    unchanged = ask(url, "/de/organisation/medways", headers={"Accept": "text/html"}).body.decode()
    assert 'id="changes"' not in unchanged


def test_the_summary_is_json_that_other_programs_can_read(shelf: Shelf) -> None:
    document = json.loads((shelf.newer / FILE).read_text("utf-8"))
    assert document["format"] == 1
    assert document["previous"] == shelf.older.name
