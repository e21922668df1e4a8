"""What changed with a release, to be read: on the page of changes, in the feed, and on the page of each thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graphapp.changes.summary import HOWS, Change, Changes, How, Statement, read_changes
from graphapp.namespaces import BASE
from graphapp.store.engine import QueryError
from graphapp.web.asking import connection, engine_for_request
from graphapp.web.freshness import incomplete
from graphapp.web.harvest.offers import Offer, offers
from graphapp.web.language import current_language
from graphapp.web.site import site
from graphapp.web.things.labels import Label, Labels, look_up

_KEPT: Final = "graphapp.changes"
"""Key in ``app.extensions`` of the summaries, by release."""
SHOWN: Final = 200
"""Things of each way of changing that the page names."""


@dataclass(frozen=True)
class Told:
    """A statement with its terms."""

    subject: NamedNode
    property: NamedNode
    value: NamedNode | Literal
    came: bool


@dataclass(frozen=True)
class ChangeOf:
    """What changed about a thing with the release that is served."""

    release: Offer
    change: Change
    statements: tuple[Told, ...]
    labels: Labels

    @property
    def how(self) -> How:
        """Whether the thing was added or changed."""
        return self.change.how


@dataclass(frozen=True)
class News:
    """A release that is kept, and what changed with it."""

    offer: Offer
    changes: Changes

    def things(self, how: How) -> list[tuple[str, Change]]:
        """Return the things that changed in that way, the project's own documents last, at most `SHOWN`."""
        found = [(iri, change) for iri, change in self.changes.things.items() if change.how == how]
        return sorted(found, key=lambda item: item[0].startswith(BASE + "source/"))[:SHOWN]


def install(app: Flask) -> None:
    """Make ``changes_of`` known to the templates."""
    app.jinja_env.globals["changes_of"] = changes_of


def news() -> tuple[News, ...]:
    """Return what changed with each release that is kept, the newest first; without those that nothing is known of."""
    found = []
    for offer in offers(site()):
        changes = _read(offer)
        if changes is not None:
            found.append(News(offer, changes))
    return tuple(found)


def changes_of(iri: str) -> ChangeOf | None:
    """Return what changed about a thing with the release that is served; None where nothing did or nothing is known.

    Templates call it with the IRI of their thing; the macro ``changes`` of ``_changes.html`` shows it.
    """
    served = site().release
    latest = next((one for one in news() if one.offer.release == served), None)
    change = latest.changes.things.get(iri) if latest else None
    if latest is None or change is None:
        return None
    statements = tuple(told(change))
    named = {iri, *(term.value for said in statements for term in _terms(said))}
    try:
        connection()
        labels = look_up(engine_for_request(page=True), site().catalogue, named)
    except QueryError:
        labels = Labels()
        incomplete()
    return ChangeOf(latest.offer, change, statements, labels)


def told(change: Change) -> Iterable[Told]:
    """Give the statements that came, then those that went."""
    for statements, came in ((change.added, True), (change.removed, False)):
        yield from _read_statements(statements, came=came)


def label_of(change: Change, iri: str) -> Label:
    """Return what a thing is called in the language of the page, as its release had it."""
    language = current_language()
    if language in change.label:
        return Label(change.label[language])
    return next((Label(text, known) for known, text in change.label.items()), Label(iri.removeprefix(BASE)))


def counts(changes: Changes) -> Sequence[tuple[How, int]]:
    """Return the number of things by the way in which they changed, without those of which there is none."""
    return [(how, changes.count(how)) for how in HOWS if changes.count(how)]


def _read_statements(statements: Iterable[Statement], *, came: bool) -> Iterable[Told]:
    text = "".join(f"{one.subject} {one.property} {one.value} .\n" for one in statements)
    for quad in parse(text, RdfFormat.N_TRIPLES, lenient=True):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield Told(quad.subject, quad.predicate, quad.object, came)


def _terms(said: Told) -> Iterable[NamedNode]:
    return [term for term in (said.subject, said.property, said.value) if isinstance(term, NamedNode)]


def _read(offer: Offer) -> Changes | None:
    kept: Mapping[str, Changes | None] = current_app.extensions.get(_KEPT, {})
    if offer.release not in kept:
        # A summary never changes once it is written; the releases that are kept are few.
        kept = {**kept, offer.release: read_changes(offer.folder)}
        current_app.extensions[_KEPT] = kept
    return kept[offer.release]
