"""A page of a thing is short, however much there is to say about it: the rest stands on pages of its parts."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.things.test_pages import ONE_OF_EACH

SHORT = 60_000
"""Bytes of a page, uncompressed, without its pictures."""
DRAWN = 100_000
"""Bytes of a page with its pictures, which are part of it."""
HEAVIEST = (
    "organisation/nat",
    "organisation/medways",
    "organisation/elmug",
    "organisation/thzm",
    "organisation/theen",
    "organisation/infectognostics",
    "organisation/jena-digital",
    "organisation/jena-optronik",
    "organisation/fsu-jena",
    "organisation/leg-thueringen",
    "field/automobil",
    "field/life-sciences",
    "place/erfurt",
    "place/thueringen",
    "programme/efre-07-13-fue",
    "person/bodo-ramelow",
    "event/spie-photonics-west",
    "source/iof-standort",
)
PARTS = (
    "organisation/optonet?part=leaders",
    "organisation/optonet?part=group-relation",
    "organisation/optonet?part=names",
    "organisation/nat?part=members",
    "field/optik-optoelektronik?part=research-in-field",
    "place/jena?part=organisations-of-district",
    "place/thueringen?part=organisations-of-district&page=7",
    "programme/efre-07-13-fue?part=participants-of-programme&page=2",
    "topic/photonik?part=research-on-topic",
    "role/member",
    "indicator/members",
)
ANSWERS = {
    "networks/networks-in-field": SHORT,
    "networks/members": SHORT,
    "sources/what-a-source-says": SHORT,
    "support/programmes-for-cooperation": 80_000,
    "projects/funding-by-recipient": 90_000,
    # Fifty rows with lists of partners and of documents in each.
    "people/persons-connecting-organisations": 140_000,
    "research/possible-partners": 120_000,
}
"""Question → the most bytes of a page of its answer: fifty rows, which are as long as the question is wide."""
LONG = {
    # Every term has an address on this one page: its IRI ends with a number sign and its name.
    "ontology": 270_000,
    # Each question with what it asks and what it can be asked with.
    "queries": 160_000,
    # The table beside the picture has a row for every place or span that is drawn.
    "map": 160_000,
    "timeline": 80_000,
}
"""Page that is no thing's → the most bytes of it, and why it is long."""
_PICTURES = re.compile("<figure.*?</figure>|<svg.*?</svg>", re.DOTALL)


def _measured(client: FlaskClient, address: str) -> tuple[int, int]:
    """Return how many bytes a page has without its pictures, and with them."""
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 200, f"{address}: {answer.status}"
    return len(_PICTURES.sub("", answer.text).encode()), len(answer.text.encode())


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("thing", dict.fromkeys((*ONE_OF_EACH, *HEAVIEST, *PARTS)))
def test_a_page_of_a_thing_or_of_a_part_of_it_is_short(
    client: FlaskClient, thing: str, language: str
) -> None:
    words, whole = _measured(client, f"/{language}/{thing}")
    assert words <= SHORT
    assert whole <= DRAWN


@pytest.mark.parametrize("question", ANSWERS)
def test_a_page_of_an_answer_is_as_long_as_fifty_rows(client: FlaskClient, question: str) -> None:
    words, _ = _measured(client, f"/de/queries/{question}?format=html")
    assert words <= ANSWERS[question]


@pytest.mark.parametrize("path", LONG)
def test_pages_that_are_long_for_a_reason_grow_no_longer(client: FlaskClient, path: str) -> None:
    words, _ = _measured(client, f"/de/{path}")
    assert words <= LONG[path]
