"""Compare two releases: two sorted files of quads, read side by side a subject at a time.

What is compared is the union of the sources: what the rules derive follows from it, and a statement that one more source
makes is no other statement. A statement with parts (a membership, a grant) changes the things that it connects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, RdfFormat, parse

from graphapp.changes.summary import Change, Changes, How, Statement
from graphapp.downloads.lines import graph_of, read_lines, subject_groups, triple_of
from graphapp.namespaces import (
    BASE,
    GRAPH_CURRENT,
    GRAPH_INFERRED,
    GRAPH_ONTOLOGY,
    GRAPH_SHAPES,
    PAGED,
    PREFIXES,
)

MOST_THINGS: Final = 5000
"""Things whose change is described; more are only counted."""
MOST_STATEMENTS: Final = 20
"""Statements that are named of one thing, of those that came and of those that went; more are only counted."""
ENDS: Final = tuple(
    f" <{PREFIXES[prefix]}{name}> ".encode()
    for prefix, name in (
        ("org", "member"),
        ("org", "organization"),
        ("tc", "participant"),
        ("tc", "participatesIn"),
        ("tc", "recipient"),
        ("tc", "thing"),
        ("rdf", "subject"),
        ("rdf", "object"),
    )
)
"""Properties by which a statement with parts leads to the things that it connects."""
_DERIVED: Final = frozenset(
    f"<{graph}>".encode() for graph in (GRAPH_INFERRED, GRAPH_CURRENT, GRAPH_ONTOLOGY, GRAPH_SHAPES)
)
_CURRENT: Final = f"<{GRAPH_CURRENT}>".encode()
_LABELS: Final = tuple(
    f"<{PREFIXES[prefix]}{name}>".encode() for prefix, name in (("skos", "prefLabel"), ("dcterms", "title"))
)
_OWN: Final = b"<" + BASE.encode()


@dataclass
class _Told:
    """What was found of one thing."""

    how: How = "changed"
    added: list[bytes] = field(default_factory=list)
    removed: list[bytes] = field(default_factory=list)
    more: int = 0

    def note(self, triples: Iterable[bytes], *, came: bool) -> None:
        known = self.added if came else self.removed
        for triple in triples:
            if len(known) < MOST_STATEMENTS:
                known.append(triple)
            else:
                self.more += 1


def compare(older: Path, newer: Path, names: tuple[str, str], *, discreet: bool = False) -> Changes:
    """Return what changed from the compressed N-Quads ``older`` to ``newer``, releases of these ``names``.

    With ``discreet``, what went is counted and not named: it is what must be forgotten.
    """
    told: dict[str, _Told] = defaultdict(_Told)
    came, went = 0, 0
    for subject, before, after in _side_by_side(_groups(older), _groups(newer)):
        old, new = _said(before), _said(after)
        if old == new:
            continue
        added, removed = sorted(new - old), sorted(old - new)
        came, went = came + len(added), went + len(removed)
        own = _thing(subject)
        for iri in [own] if own else sorted(_connected(old | new)):
            told[iri].note(added, came=True)
            told[iri].note(removed, came=False)
        if own and not (old and new):
            told[own].how = "added" if new else "removed"
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for iri, change in told.items():
        counts[change.how][_kind(iri)] += 1
    shown = {iri: of for iri, of in sorted(told.items()) if not (discreet and of.how == "removed")}
    kept = dict(list(shown.items())[:MOST_THINGS])
    labels = _labels(older, {iri for iri, of in kept.items() if of.how == "removed"})
    labels |= _labels(newer, {iri for iri, of in kept.items() if of.how != "removed"})
    return Changes(
        names[1],
        names[0],
        {
            iri: Change(
                of.how,
                labels.get(iri, {}),
                _statements(of.added),
                () if discreet else _statements(of.removed),
                of.more + (len(of.removed) if discreet else 0),
            )
            for iri, of in kept.items()
        },
        {how: dict(sorted(kinds.items())) for how, kinds in sorted(counts.items())},
        came,
        went,
    )


Group = tuple[bytes, list[bytes]]


def _groups(data: Path) -> Iterator[Group]:
    return subject_groups(read_lines(data))


def _side_by_side(
    older: Iterator[Group], newer: Iterator[Group]
) -> Iterator[tuple[bytes, list[bytes], list[bytes]]]:
    """Give each subject with its lines in both files, which are sorted alike."""
    old, new = next(older, None), next(newer, None)
    while old is not None or new is not None:
        # The files are sorted by whole lines, in which a space follows the subject.
        if new is None or (old is not None and old[0] + b" " < new[0] + b" "):
            assert old is not None
            yield old[0], old[1], []
            old = next(older, None)
        elif old is None or new[0] + b" " < old[0] + b" ":
            yield new[0], [], new[1]
            new = next(newer, None)
        else:
            yield old[0], old[1], new[1]
            old, new = next(older, None), next(newer, None)


def _said(lines: Iterable[bytes]) -> set[bytes]:
    return {triple_of(line) for line in lines if graph_of(line) not in _DERIVED}


def _thing(subject: bytes) -> str:
    """Return the IRI of a thing that has a page; empty for others."""
    if not subject.startswith(_OWN) or b"#" in subject:
        return ""
    iri = subject[1:-1].decode()
    return iri if _kind(iri) in PAGED else ""


def _kind(iri: str) -> str:
    return iri.removeprefix(BASE).partition("/")[0]


def _connected(triples: Iterable[bytes]) -> set[str]:
    found = set()
    for triple in triples:
        for end in ENDS:
            at = triple.find(end)
            # A text that holds the property's IRI stands behind the real property.
            if at == triple.find(b"> ") + 1:
                found.add(_thing(triple[at + len(end) : -3]))
    return found - {""}


def _labels(data: Path, wanted: set[str]) -> dict[str, dict[str, str]]:
    """Return language → label of the things, as the rules prefer them, else the titles of documents."""
    found: dict[str, dict[str, str]] = {}
    if not wanted:
        return found
    for line in read_lines(data):
        end = line.find(b" ")
        property_ = line[end + 1 : line.find(b" ", end + 1)]
        if property_ not in _LABELS or line[1 : end - 1].decode() not in wanted:
            continue
        if property_ == _LABELS[0] and graph_of(line) != _CURRENT:
            continue
        for quad in parse(line, RdfFormat.N_QUADS, lenient=True):
            if isinstance(quad.object, Literal):
                of = found.setdefault(line[1 : end - 1].decode(), {})
                of.setdefault(quad.object.language or "de", quad.object.value)
    return found


def _statements(triples: Iterable[bytes]) -> tuple[Statement, ...]:
    return tuple(
        Statement(str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in parse(b"".join(triples), RdfFormat.N_TRIPLES, lenient=True)
    )
