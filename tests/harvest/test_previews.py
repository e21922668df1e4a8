"""The images beside links: of the size that social networks ask for, the same for the same thing, whatever its name."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from graphapp.config import Settings
from graphapp.web.previews.colours import FIELDS
from graphapp.web.previews.drawing import GROUND, SIZE, Card, draw
from tests.harvest.shelf import HOSTILE
from tests.protocol.http import ask


def opened(body: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(body))
    image.load()
    return image.convert("RGB")


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Jena",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3,
        "x" * 10_000,
        "Wort " * 2_000,
        HOSTILE,
        "Žďár nad Sázavou Łódź Győr",
        "\u202e\u200f\u0000\n\t",
        "日本語のタイトル 🙂",
        "–" * 400,
    ],
)
def test_any_title_fits_into_the_image(title: str) -> None:
    image = opened(draw(Card(title, "Netzwerk · " * 30, "Thüringer Clustergraph")))
    assert image.size == SIZE == (1200, 630)
    # Nothing reaches the right or the lower margin.
    ground = tuple(bytes.fromhex(GROUND[1:]))
    assert {image.getpixel((x, y)) for x in range(1150, 1200) for y in range(0, 630, 5)} == {ground}
    assert {image.getpixel((x, y)) for x in range(30, 1200, 5) for y in range(600, 630)} == {ground}


def test_the_same_card_gives_the_same_bytes_and_another_title_others() -> None:
    card = Card("OptoNet e. V.", "Netzwerk", "Thüringer Clustergraph", ("#33326c",))
    assert draw(card) == draw(card) != draw(Card("medways e. V.", card.kind, card.site, card.colours))


def test_the_colours_of_the_fields_stand_at_the_edge() -> None:
    image = opened(draw(Card("x", "y", "z", ("#33326c", "#6e0338"))))
    assert image.getpixel((5, 10)) == (0x33, 0x32, 0x6C)
    assert image.getpixel((5, 620)) == (0x6E, 0x03, 0x38)


def test_every_growth_field_of_the_data_that_has_a_colour_is_in_the_data() -> None:
    text = "".join(path.read_text("utf-8") for path in sorted(Settings().data.glob("*/*.trig")))
    assert [name for name in FIELDS if f"field/{name}" not in text and f"field:{name}" not in text] == []


def test_a_thing_has_an_image_in_each_language_and_the_site_too(url: str) -> None:
    seen = set()
    for path in (
        "/preview/de.png",
        "/preview/en.png",
        "/preview/de/organisation/optonet.png",
        "/preview/en/organisation/optonet.png",
    ):
        answer = ask(url, path)
        assert (answer.status, answer.type) == (200, "image/png")
        assert struct.unpack(">II", answer.body[16:24]) == SIZE
        assert len(answer.body) < 60_000
        seen.add(answer.body)
        again = ask(url, path, headers={"If-None-Match": str(answer.headers["ETag"])})
        assert again.status == 304
    assert len(seen) == 4


@pytest.mark.parametrize(
    "path",
    [
        "/preview/fr.png",
        "/preview/de/organisation/nope.png",
        "/preview/de/organisation/optonet.svg",
        "/preview/de/" + "x" * 1500 + ".png",
        "/preview/de/%3Cscript%3E.png",
        "/preview/de/.png",
    ],
)
def test_what_is_not_there_has_no_image(url: str, path: str) -> None:
    answer = ask(url, path)
    assert answer.status == 404
    assert answer.type == "application/problem+json", "for a program that names no type; JSON is never run"
