"""What an invented landscape shares with the real one: places, fields, sectors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graphapp.namespaces import BASE, PREFIXES
from graphapp.synthesise.dice import Dice
from graphapp.synthesise.profile import TYPE, Profile, Statement

DOCUMENT: Final = BASE + "source/landscape-frame"
"""The document that describes the frame."""
_NAME: Final = PREFIXES["schema"] + "name"
_PLACE: Final = PREFIXES["tc"] + "Place"
_AGS: Final = PREFIXES["tc"] + "ags"
_INSIDE: Final = PREFIXES["schema"] + "containedInPlace"
_DISTRICT: Final = 5
"""Digits of a district's official key; a municipality's has more."""


@dataclass(frozen=True)
class Frame:
    """The things that are the same in every landscape, or as many of them as a small one needs."""

    statements: tuple[Statement, ...]
    things: frozenset[str]
    places: frozenset[str]
    """All real places, whether they are kept or not."""
    lived_in: tuple[str, ...]
    """Kept places, each as often as something real is said to lie there."""
    names: dict[str, str]
    """Place → its German name."""
    by_name: dict[str, str]

    def place_like(self, real: str, dice: Dice) -> str:
        """Return ``real`` in half of the cases, if it is kept, else a place that is as likely as it is used."""
        return real if real in self.things and dice.percent(50) else dice.one_of(self.lived_in)

    def locality_like(self, name: str, dice: Dice) -> str:
        """Return the name of a place like that of ``name``; a place outside the frame stays."""
        place = self.by_name.get(name)
        return self.names[self.place_like(place, dice)] if place else name


def frame_of(profile: Profile, share: float) -> Frame:
    """Keep the fields and sectors, the districts and what is around them, and ``share`` of the other places.

    Of the other places the most used come first; with a place come those it lies in. ``share`` above 1 is 1.
    """
    about: dict[str, list[Quad]] = defaultdict(list)
    for quad in profile.frame:
        assert isinstance(quad.subject, NamedNode)
        about[quad.subject.value].append(quad)
    places = {iri for iri, quads in about.items() if (TYPE, _PLACE) in _pairs(quads)}
    used = Counter(profile.places)
    ranked = sorted(places, key=lambda iri: (-used[iri], iri))
    kept = set(about) - places
    kept |= {iri for iri in places if any(len(text) <= _DISTRICT for text in _values(about[iri], _AGS))}
    for iri in ranked[: max(1, round(len(places) * min(1.0, share)))]:
        while iri in about and iri not in kept:
            kept.add(iri)
            iri = min(_values(about[iri], _INSIDE), default="")  # noqa: PLW2901
    for iri in list(kept):
        kept |= _above(iri, about)
    names = {iri: name for iri in sorted(kept & places) if (name := _german(about[iri]))}
    return Frame(
        statements=tuple(_statements(about, kept, profile.vocabulary)),
        things=frozenset(kept),
        places=frozenset(places),
        lived_in=tuple(iri for iri in profile.places if iri in names) or tuple(sorted(names)),
        names=names,
        by_name={name: iri for iri, name in names.items()},
    )


def _above(iri: str, about: dict[str, list[Quad]]) -> set[str]:
    found: set[str] = set()
    queue = [iri]
    while queue:
        for whole in _values(about.get(queue.pop(), []), _INSIDE):
            if whole in about and whole not in found:
                found.add(whole)
                queue.append(whole)
    return found


def _statements(
    about: dict[str, list[Quad]], kept: set[str], vocabulary: frozenset[str]
) -> Iterator[Statement]:
    said = set()
    for iri in sorted(kept):
        for quad in about[iri]:
            value = quad.object
            assert isinstance(value, NamedNode | Literal)
            inside = isinstance(value, NamedNode) and value.value.startswith(BASE)
            if inside and value.value not in kept and value.value not in vocabulary:
                continue
            if (iri, quad.predicate.value, value) not in said:
                said.add((iri, quad.predicate.value, value))
                yield Statement(DOCUMENT, iri, quad.predicate.value, value)


def _pairs(quads: list[Quad]) -> set[tuple[str, str]]:
    return {(quad.predicate.value, quad.object.value) for quad in quads if isinstance(quad.object, NamedNode)}


def _values(quads: list[Quad], predicate: str) -> list[str]:
    return [
        quad.object.value
        for quad in quads
        if quad.predicate.value == predicate and isinstance(quad.object, NamedNode | Literal)
    ]


def _german(quads: list[Quad]) -> str:
    names = [
        quad.object.value
        for quad in quads
        if quad.predicate.value == _NAME and isinstance(quad.object, Literal) and quad.object.language == "de"
    ]
    return min(names, default="")
