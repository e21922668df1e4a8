"""Draw an image of 1200 × 630 pixels with a title, what kind of thing it is, and the colour of its growth field."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

SIZE: Final = (1200, 630)
MARGIN: Final = 72
GROUND: Final = "#f7f8f6"
INK: Final = "#182226"
QUIET: Final = "#53616a"
ACCENT: Final = "#0b5563"
LINES: Final = 4
"""Lines of a title at most; a longer one ends with an ellipsis."""
LONGEST: Final = 300
"""Characters of a text that are looked at; more never fit."""
TITLE_SIZES: Final = (84, 72, 62, 54)
"""Sizes of the title in pixels; the first in which it fits into its lines is taken."""
_FONTS: Final = Path(__file__).parent / "fonts"
_FILES: Final = (
    _FONTS / "instrument-sans-latin-wght-normal.woff2",
    _FONTS / "instrument-sans-latin-ext-wght-normal.woff2",
)
_LATIN_RANGES: Final = ((0x20, 0x7E), (0xA0, 0xFF), (0x2000, 0x206F))
_LATIN_MORE: Final = "ıŒœˆ˚˜€™↑↓−∕"
"""Characters of the first file, with those ranges; others are looked for in the second."""
_TIES: Final = (("e. V.", "e.\u00a0V."), ("z. B.", "z.\u00a0B."), (" & ", "\u00a0& "), (" – ", "\u00a0– "))
"""What must not be torn apart at the end of a line."""


@dataclass(frozen=True)
class Card:
    """What an image says."""

    title: str
    kind: str
    site: str
    colours: tuple[str, ...] = ()
    """Colours of the fields that the thing belongs to, ``#rrggbb``; of none: the site's own."""


@dataclass(frozen=True)
class Style:
    """How a text is written: its size in pixels, its weight (400 to 700) and its colour."""

    size: int
    weight: int
    colour: str


def draw(card: Card) -> bytes:
    """Return the image as PNG; the same card gives the same bytes."""
    image = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(image)
    _stripe(pen, card.colours or (ACCENT,))
    _write(pen, (MARGIN, MARGIN), _shortened(_readable(card.kind), 34, 600, _room()), Style(34, 600, ACCENT))
    size, lines = _arranged(card.title)
    top = MARGIN + 84
    for number, line in enumerate(lines):
        _write(pen, (MARGIN, top + round(number * size * 1.12)), line, Style(size, 700, INK))
    _mark(image, (MARGIN, SIZE[1] - MARGIN - 40), 44)
    _write(pen, (MARGIN + 64, SIZE[1] - MARGIN - 36), card.site, Style(32, 500, QUIET))
    out = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _room() -> int:
    return SIZE[0] - 2 * MARGIN


def _arranged(title: str) -> tuple[int, list[str]]:
    """Return the size of the title and its lines."""
    text = " ".join(_readable(title).split())[:LONGEST]
    for torn, tied in _TIES:
        text = text.replace(torn, tied)
    for size in TITLE_SIZES:
        lines = list(_wrapped(text, size))
        if len(lines) <= (LINES if size < TITLE_SIZES[1] else LINES - 1):
            return size, lines
    kept = lines[: LINES - 1]
    return size, [*kept, _shortened(" ".join(lines[LINES - 1 :]), size, 700, _room(), always=True)]


def _readable(text: str) -> str:
    """Return the text without what is no character to be seen, and without marks that would turn the direction of writing."""
    return "".join(one for one in text if one.isprintable() or one.isspace())


def _wrapped(text: str, size: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        for piece in _pieces(word, size):
            longer = f"{line} {piece}" if line else piece
            if line and _width(longer, size, 700) > _room():
                yield line
                line = piece
            else:
                line = longer
    if line:
        yield line


def _pieces(word: str, size: int) -> Iterator[str]:
    """Give a word that is longer than a line in pieces that fit: after a hyphen or slash where there is one."""
    while _width(word, size, 700) > _room():
        end = len(word) - 1
        while end > 1 and _width(word[:end] + "-", size, 700) > _room():
            end -= 1
        natural = max(word.rfind(mark, 1, end) for mark in "-/–")
        cut = natural + 1 if natural > 0 else end
        yield word[:cut] + ("" if natural > 0 else "-")
        word = word[cut:]
    yield word


def _shortened(text: str, size: int, weight: int, room: int, *, always: bool = False) -> str:
    text = text[:LONGEST]
    if not always and _width(text, size, weight) <= room:
        return text
    while text and _width(text + "…", size, weight) > room:
        text = text[:-1].rstrip()
    # Whole words, unless that would leave half a line.
    whole = text.rpartition(" ")[0]
    text = whole if len(whole) > len(text) * 0.6 else text
    return text.rstrip(" ,;:–-") + "…"


def _write(pen: ImageDraw.ImageDraw, at: tuple[int, int], text: str, style: Style) -> None:
    left = float(at[0])
    for run, font in _runs(text, style.size, style.weight):
        # Both files have one base line.
        pen.text((left, at[1] + style.size), run, style.colour, font, anchor="ls")
        left += font.getlength(run)


def _width(text: str, size: int, weight: int) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, size, weight))


def _runs(text: str, size: int, weight: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
    run, number = "", 0
    for character in text:
        latin = any(first <= ord(character) <= last for first, last in _LATIN_RANGES)
        wanted = 0 if latin or character in _LATIN_MORE else 1
        if run and wanted != number:
            yield run, _font(number, size, weight)
            run = ""
        run, number = run + character, wanted
    if run:
        yield run, _font(number, size, weight)


@lru_cache(maxsize=64)
def _font(number: int, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(_FILES[number]), size)
    font.set_variation_by_axes([weight])
    return font


def _stripe(pen: ImageDraw.ImageDraw, colours: tuple[str, ...]) -> None:
    height = SIZE[1] / len(colours)
    for number, colour in enumerate(colours):
        pen.rectangle((0, round(number * height), 23, round((number + 1) * height)), colour)


def _mark(image: Image.Image, at: tuple[int, int], size: int) -> None:
    """Draw the site's mark, four times as large and then made smaller, so that its edges are smooth."""
    scale = size * 4 / 32
    large = Image.new("RGB", (size * 4, size * 4), GROUND)
    pen = ImageDraw.Draw(large)
    points = [(8, 22), (16, 8), (25, 17), (8, 22)]
    pen.line([(x * scale, y * scale) for x, y in points], ACCENT, round(2 * scale))
    for x, y, radius in ((16, 8, 4), (8, 22, 5), (25, 17, 3)):
        pen.ellipse([(value) * scale for value in (x - radius, y - radius, x + radius, y + radius)], ACCENT)
    image.paste(large.resize((size, size), Image.Resampling.LANCZOS), at)
