"""What is known to differ: each entry is proved by the suite, and stands in docs/engines.md."""

from __future__ import annotations

from typing import Final

DIFFERENT: Final[dict[tuple[str, str], str]] = {
    ("oxigraph", "merge-of-from"): "a triple comes once for each of several FROM graphs that state it",
    ("virtuoso", "merge-of-from"): "a triple comes once for each of several FROM graphs that state it",
    ("virtuoso", "decimal-digits"): "a decimal has 15 digits or so",
    ("virtuoso", "large-integers"): "an integer of more than 15 digits or so comes back as a decimal",
    ("virtuoso", "booleans"): "the value of a comparison is an integer",
}
"""(engine, promise) → how the engine breaks it."""

REFUSED: Final = (
    "catalogue/network-bounds",
    "catalogue/search-names",
    "fields/bridges-of-field",
    "lists/facet-decade",
    "lists/things-of-class",
    "organisations/everything-about-organisation",
    "organisations/founded-since",
    "organisations/within-distance",
    "pages/map-projects",
    "pages/timeline-offices",
    "people/economy-ministries",
    "people/roles-of-person",
    "support/who-is-responsible",
)
"""Questions of the catalogue that Virtuoso 7.2.5 has no plan for, or fails at (it answers 400 or 500), or cuts off."""
OTHERWISE: Final = (
    "catalogue/network-labels",
    "catalogue/resolve",
    "catalogue/search-dates",
    "catalogue/state-map",
    "catalogue/statements",
    "documents/property-partitions",
    "documents/term-shapes",
    "documents/term-uses",
    "explore/statements-between",
    "fields/bridges",
    "fields/trendatlas-expectations",
    "harvest/structured-data",
    "networks/network-history",
    "networks/network-projects",
    "networks/networks-in-field",
    "networks/shared-topics",
    "organisations/largest-employers",
    "organisations/organisations-of-district",
    "pages/map-first-known",
    "pages/map-ground",
    "pages/timeline-things",
    "pages/view",
    "people/contacts-for-field",
    "people/economy-ministers",
    "people/heads-of-leg-and-thcm",
    "places/organisations-per-district",
    "places/research-and-industry-of-field",
    "projections/typed-whole",
    "projects/funding-flow",
    "projects/programmes-compared",
    "quality/evidence-for-organisation",
    "quality/outdated-things",
    "quality/vocabulary-in-use",
    "research/research-in-field",
    "support/programmes-for-cooperation",
    "support/services-by-theme",
)
"""Questions that Virtuoso 7.2.5 answers otherwise than the other engines."""
SLOW: Final = (
    "catalogue/model-edges",
    "explore/drawn-fields",
    "explore/drawn-networks",
    "explore/drawn-shared-networks",
    "explore/drawn-shared-projects",
    "explore/drawn-whole",
    "fields/expectations-and-later-figures",
    "fields/field-matrix-projects",
    "fields/size-of-fields",
    "people/persons-connecting-organisations",
    "projects/co-participation",
    "projects/programme",
    "quality/promise-links-lead-somewhere",
    "quality/promise-no-personal-data-in-texts",
    "quality/promise-one-document-a-graph",
    "quality/sources-disagree-on-dates",
    "quality/sources-disagree-on-figures",
    "research/companies-with-most-research",
    "research/possible-partners",
    "research/research-with-most-companies",
    "time/landscape-as-of",
    "time/timeline-of-organisation",
)
"""Questions over which Virtuoso 7.2.5 takes seconds or does not end: they are not asked in the tests."""
