"""On the page of a network a map shows where its members come from, and the table beside it says the same."""

from __future__ import annotations

from tests.things.conftest import XHTML, Get, section, words

SVG = "{http://www.w3.org/2000/svg}"


def test_the_dots_of_a_networks_map_are_the_places_of_its_table(get: Get) -> None:
    page = get("/en/organisation/nat")
    panel = section(page, "reach-of-network")
    spots = [
        words(spot)
        for spot in panel.iter(SVG + "circle")
        if spot.get("class") == "spot" and spot.get("cx") is not None
    ]
    whole = [get(f"/en/organisation/nat?part=reach-of-network&page={number}") for number in (1, 2)]
    rows = [[words(cell) for cell in row] for part in whole for row in part.iter(XHTML + "tr")]
    told = {f"{row[0]}: {row[2]}" for row in rows if row[0]}
    assert len(spots) > 10
    assert set(spots) <= told
    assert any(path.get("class") == "flow" for path in panel.iter(SVG + "path"))
    credit = next(link for link in panel.iter(XHTML + "a") if "GeoBasis-DE / BKG" in words(link))
    assert credit.get("href") == "/en/source/bkg-vg250-geometry"
