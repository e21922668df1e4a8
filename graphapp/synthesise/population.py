"""Which invented things there are: blocks of up to the size of the real landscape, so that one is written at
a time and any thing can be named without having been written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from graphapp.namespaces import BASE
from graphapp.synthesise.dice import Dice
from graphapp.synthesise.profile import ORDERED, Profile, Template
from graphapp.synthesise.words import NameForm, name_of, slug

NEIGHBOURS: Final = 80
"""Percentage of links that stay within a block, as the real ones mostly stay within a field or district."""
JITTER: Final = 2
"""By how many ranks a thing may differ from the real one whose place it takes."""


@dataclass(frozen=True)
class Thing:
    """An invented thing."""

    block: int
    kind: str
    index: int
    """Its place in kind and block, from 0; the most linked ones come first."""
    template: Template
    names: NameForm
    id: str
    """What its IRI ends with."""

    @property
    def iri(self) -> str:
        """Return its IRI."""
        return f"{BASE}{self.template.segment}/{self.id}"


@dataclass
class Population:
    """All invented things of a landscape."""

    profile: Profile
    share: float
    """Size of the landscape, the real one being 1."""
    seed: int
    _known: dict[tuple[int, str, int], Thing] = field(default_factory=dict)

    @property
    def blocks(self) -> int:
        """Return the number of blocks."""
        return max(1, -int(-self.share // 1))

    def size(self, block: int, real: int) -> int:
        """Return how many of ``real`` things or documents a block has; over all blocks, their share.

        The first block has at least one.
        """
        part = real * self.share / self.blocks
        return max(int((block + 1) * part) - int(block * part), int(block == 0))

    def thing(self, block: int, kind: str, index: int) -> Thing:
        """Return a thing; ``index`` is below ``size``."""
        key = block, kind, index
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 100_000:
                self._known.clear()
            found = self._known[key] = self._made(block, kind, index)
        return found

    def partner(self, of: Thing, real: str, predicate: str, dice: Dice) -> Thing | None:
        """Return a thing to which ``of`` is linked by ``predicate`` where its template is linked to ``real``.

        It stands about as high in its kind as the real one, and is another than ``of``. A property that must
        not lead back leads towards things with shorter chains. None if there is no such thing.
        """
        kind, rank = self.profile.ranks[real]
        number = len(self.profile.templates[kind])
        block = of.block if dice.percent(NEIGHBOURS) else dice.below(self.blocks)
        size = self.size(block, number)
        if size == 0:
            block, size = 0, self.size(0, number)
        begin = min(size - 1, (2 * rank + 1) * size // (2 * number))
        begin = min(size - 1, max(0, begin + dice.between(-1, 1)))
        for distance in range(size):
            for index in {begin + distance, begin - distance}:
                if 0 <= index < size and (block, kind, index) != (of.block, of.kind, of.index):
                    found = self.thing(block, kind, index)
                    if _in_order(of.template, found.template, predicate):
                        return found
        return None

    def counterpart(self, real: str) -> Thing | None:
        """Return the thing of the first block that stands where ``real`` does; None if that is no thing."""
        if real not in self.profile.ranks:
            return None
        kind, rank = self.profile.ranks[real]
        number = len(self.profile.templates[kind])
        return self.thing(0, kind, min(self.size(0, number) - 1, rank * self.size(0, number) // number))

    def _made(self, block: int, kind: str, index: int) -> Thing:
        real = self.profile.templates[kind]
        dice = Dice(self.seed, "thing", block, kind, index)
        rank = (2 * index + 1) * len(real) // (2 * self.size(block, len(real)))
        rank += dice.between(-JITTER, JITTER) if index else 0
        template = real[min(len(real) - 1, max(0, rank))]
        names = name_of(kind.partition("+")[0], dice)
        initials = "".join(part[0].lower() for part in kind.split("+"))
        return Thing(block, kind, index, template, names, f"{slug(names[0])}-{initials}{block}-{index}")


def _in_order(one: Template, other: Template, predicate: str) -> bool:
    if predicate == RELATED:
        return one.depths[ORDERED[BROADER]] == other.depths[ORDERED[BROADER]]
    group = ORDERED.get(predicate)
    return group is None or other.depths[group] < one.depths[group]


BROADER: Final = "http://www.w3.org/2004/02/skos/core#broader"
RELATED: Final = "http://www.w3.org/2004/02/skos/core#related"
"""Two related concepts must not stand above one another (SKOS Reference, S27)."""
