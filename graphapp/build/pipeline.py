"""The build from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Store

from graphapp import __version__
from graphapp.build import release
from graphapp.build.disk import StoreTooLargeError, make_store
from graphapp.build.dump import dump
from graphapp.build.infer import derive, merge, unmerge
from graphapp.build.inputs import Inputs, collect, engine_versions
from graphapp.build.keeping import prune
from graphapp.build.manifest import FORMAT, Counts, FileEntry, Manifest
from graphapp.build.network import is_projected, network_queries, project
from graphapp.build.offer import is_offered, offering, tell_changes
from graphapp.build.progress import Stages
from graphapp.build.quality import assess, report
from graphapp.build.read import read
from graphapp.build.search import index, is_indexed, load, search_queries
from graphapp.build.withhold import read_withheld, withheld_file, withhold
from graphapp.config import Settings
from graphapp.namespaces import GRAPH_CURRENT, GRAPH_INFERRED
from graphapp.store.disk import store_folder


@dataclass(frozen=True)
class Outcome:
    """What a build came to."""

    release: Path
    """The folder that ``current`` now points to."""
    manifest: Manifest
    fresh: bool
    """False when a release of the same input was there already."""


def build_release(settings: Settings, *, force: bool = False, stages: Stages | None = None) -> Outcome:
    """Make a release of ``settings.project`` in ``settings.releases`` and let ``current`` point to it.

    A release of the same input is taken as it is unless ``force`` is set. Only one build at a time works in a
    folder of releases; a second one waits. Raises ``BuildError`` when the input is at fault: nothing has
    changed then.
    """
    stages = stages or Stages()
    releases = settings.releases
    with release.locked(
        releases, lambda: stages.say(f"Another build works in {releases}; waiting for its end")
    ):
        release.sweep(releases)
        inputs = collect(settings)
        digest = inputs.digest()
        known = None if force else release.find(releases, digest)
        if known is not None:
            _store(known, settings, stages)
            _search_and_networks(known, inputs, stages)
            if not is_offered(known):
                with stages.stage("offer"), offering(releases, known / release.DATA) as offer:
                    offer.finish(known)
            release.point(releases, known)
            prune(releases, settings.keep_releases)
            release.sweep(releases)
            return Outcome(known, Manifest.read(known / release.MANIFEST), fresh=False)
        started = _now()
        store, gone = assemble(inputs, stages)
        with stages.stage("write"):
            counts = Counts.of(store)
            data = dump(store)
        # The downloads are made beside the validation, which needs one core only.
        with offering(releases, data) as offer:
            with stages.stage("validate"):
                findings = assess(store, settings)
            files = {release.DATA: data, release.QUALITY: report(findings), release.WITHHELD: gone}
            manifest = Manifest(
                format=FORMAT,
                release="",
                input=digest,
                program=__version__,
                libraries=engine_versions(),
                counts=counts,
                files={name: FileEntry.of(content) for name, content in files.items()},
                started=started,
                ended=_now(),
                seconds=dict(stages.seconds),
            ).named()
            with stages.stage("publish"):
                folder = release.publish(releases, manifest, files)
            _search_and_networks(folder, inputs, stages, store)
            del store
            _store(folder, settings, stages)
            with stages.stage("offer"):
                if not is_offered(folder):
                    offer.finish(folder)
                tell_changes(releases, folder)
        release.point(releases, folder)
        prune(releases, settings.keep_releases)
        release.sweep(releases)
        return Outcome(folder, manifest, fresh=True)


def _search_and_networks(folder: Path, inputs: Inputs, stages: Stages, store: Store | None = None) -> None:
    """Make the index and the projections, unless they are there; ``store`` has the release's quads, if they are at hand."""
    indexed, projected = search_queries(inputs), network_queries(inputs)
    if not is_indexed(folder, indexed):
        with stages.stage("index"):
            store = store or load(folder)
            index(folder, indexed, store)
    if not is_projected(folder, projected):
        with stages.stage("project"):
            project(folder, projected, store or load(folder))


def _store(folder: Path, settings: Settings, stages: Stages) -> None:
    """Make the store of the disk engine, unless it is there or not wanted."""
    if settings.engine == "memory" or store_folder(folder).is_dir():
        return
    with stages.stage("store"):
        try:
            make_store(folder)
        except StoreTooLargeError as error:
            stages.say(f"{error}; it can be served from memory, or by another server")


def assemble(inputs: Inputs, stages: Stages) -> tuple[Store, bytes]:
    """Read, withhold and derive; return the whole graph and the content of ``withheld.json``.

    Raises ``BuildError`` when a file is at fault.
    """
    store = Store()
    with stages.stage("read", len(inputs.data) + len(inputs.ontology) + len(inputs.shapes)) as advance:
        read(inputs, store, advance)
    with stages.stage("withhold"):
        removal = withhold(store, read_withheld(inputs.withheld))
        for row in removal.unmatched:
            stages.say(f"data/withheld.csv:{row.line}: nobody in the data has the id {row.id}")
    with stages.stage("infer", len(inputs.infer)) as advance:
        merge(store)
        derive(store, inputs.infer, NamedNode(GRAPH_INFERRED), advance, repeat=False)
    with stages.stage("prefer", len(inputs.prefer)) as advance:
        derive(store, inputs.prefer, NamedNode(GRAPH_CURRENT), advance, repeat=True)
        unmerge(store)
    return store, withheld_file(removal.iris)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
