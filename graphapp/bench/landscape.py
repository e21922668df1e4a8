"""A made-up network of any size in the form that the explorer reads, to measure how it is drawn: clusters of things, most ties
within them. The same seed gives the same network.
"""

from __future__ import annotations

import math
import random
from typing import Any, Final

from graphapp.network.graph import PROJECTIONS

FIELDS: Final = (
    "optik-optoelektronik",
    "kunststoff-keramik",
    "mikro-nanotechnik",
    "service-robotik",
    "life-sciences",
    "automobil",
)
_NEAR: Final = 0.85
"""Share of the ties that stay within a cluster."""


def made_up(things: int, ties: int, seed: int = 1) -> dict[str, Any]:
    """Return a network of so many things and ties, as ``/explore/whole.json`` has it."""
    dice = random.Random(seed)  # noqa: S311 (nothing here is secret)
    clusters = [(dice.uniform(-8000, 8000), dice.uniform(-8000, 8000)) for _ in range(max(1, things // 250))]
    cluster = [min(int(dice.expovariate(4) * len(clusters)), len(clusters) - 1) for _ in range(things)]
    members: list[list[int]] = [[] for _ in clusters]
    for thing, of in enumerate(cluster):
        members[of].append(thing)
    source, target = [], []
    for _ in range(ties):
        one = int(dice.random() ** 2 * things)
        near = members[cluster[one]]
        other = dice.choice(near) if dice.random() < _NEAR else dice.randrange(things)
        source.append(one)
        target.append(other if other != one else (one + 1) % things)
    degree = [0] * things
    for end in (*source, *target):
        degree[end] += 1
    named = [{"id": name, "de": name, "en": name} for name in FIELDS]
    places = [(clusters[of], dice.gauss(0, 1), dice.uniform(0, 2 * math.pi)) for of in cluster]
    return {
        "projection": PROJECTIONS[0],
        "release": f"made-up-{things}-{ties}-{seed}",
        "kinds": [{"id": "Organisation", "de": "Organisation", "en": "Organisation"}],
        "fields": named,
        "districts": [],
        "communities": [
            {"id": number, "de": f"Gruppe {number}", "en": f"Group {number}", "size": len(of)}
            for number, of in enumerate(members)
        ],
        "relations": [
            {"id": "member", "de": "gehört zu", "en": "belongs to", "inverseDe": "hat", "inverseEn": "has"}
        ],
        "measures": [
            {
                "id": "degree",
                "de": "Grad",
                "en": "Degree",
                "explainDe": "Zahl der Bindungen.",
                "explainEn": "Number of ties.",
            }
        ],
        "nodes": {
            "id": [f"organisation/t{number}" for number in range(things)],
            "de": [f"Organisation {number}" for number in range(things)],
            "en": [None] * things,
            "kind": [0] * things,
            "fields": [[of % len(FIELDS)] for of in cluster],
            "districts": [[]] * things,
            "begin": [dice.choice((None, *range(1990, 2024))) for _ in range(things)],
            "end": [None] * things,
            "community": cluster,
            "x": [round(x + 900 * far * math.cos(angle)) for (x, _), far, angle in places],
            "y": [round(y + 900 * far * math.sin(angle)) for (_, y), far, angle in places],
            "measures": {"degree": degree},
        },
        "edges": {
            "source": source,
            "target": target,
            "relation": [0] * ties,
            "weight": [1] * ties,
            "begin": [dice.choice((None, *range(1990, 2024))) for _ in range(ties)],
            "end": [None] * ties,
            "bridge": [],
        },
    }
