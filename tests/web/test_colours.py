"""The colours of the pages can be read, and the growth fields' told apart, by everybody, in light and dark."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Final

import pytest

from graphapp import config
from tests.web.colours import VISIONS, Lab, ciede2000, contrast, difference, seen

STYLES: Final = Path(config.__file__).parent / "frontend/src/styles"
TOKENS: Final = (STYLES / "tokens.css").read_text(encoding="utf-8")
PAIRS: Final = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);", TOKENS)
}
FIELDS: Final = {name: pair for name, pair in PAIRS.items() if name.startswith("field-")}
THEMES: Final = {"light": 0, "dark": 1}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_fields_can_be_told_apart(theme: str, vision: str) -> None:
    place = THEMES[theme]
    assert len(FIELDS) == 13
    near = {
        (one, other): round(
            difference(seen(FIELDS[one][place], vision), seen(FIELDS[other][place], vision)), 1
        )
        for one, other in itertools.combinations(FIELDS, 2)
    }
    assert {pair: value for pair, value in near.items() if value < 11} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "sheet"])
def test_the_colour_of_every_field_is_seen_on_every_ground(theme: str, ground: str) -> None:
    place = THEMES[theme]
    low = {name: contrast(pair[place], PAIRS[ground][place]) for name, pair in FIELDS.items()}
    assert {name: value for name, value in low.items() if value < 3} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["ground", "sheet", "head", "hover", "accent-soft"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent"])
def test_text_can_be_read_on_every_ground(theme: str, ground: str, ink: str) -> None:
    place = THEMES[theme]
    assert contrast(PAIRS[ink][place], PAIRS[ground][place]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("on-accent", "accent", 4.5),
        ("on-accent", "accent-strong", 4.5),
        ("ink", "mark", 4.5),
        ("wrong", "wrong-soft", 4.5),
        ("edge", "sheet", 3),
        ("edge", "ground", 3),
    ],
)
def test_what_carries_meaning_has_contrast(theme: str, ink: str, ground: str, least: float) -> None:
    place = THEMES[theme]
    assert contrast(PAIRS[ink][place], PAIRS[ground][place]) >= least


def test_every_colour_of_the_styles_is_a_token() -> None:
    """Elsewhere only black stands: in print, and in masks."""
    stray = {
        f"{path.name}: {colour}"
        for path in STYLES.glob("*.css")
        if path.name != "tokens.css"
        for colour in re.findall(r"#[0-9a-f]{3,8}\b|rgb\([^)]*\)", path.read_text(encoding="utf-8"))
        if colour != "#000"
    }
    assert stray == set()


def test_every_token_that_is_used_is_there() -> None:
    defined = set(re.findall(r"^\s*(--[\w-]+):", TOKENS, re.MULTILINE))
    used = {
        name
        for path in STYLES.glob("*.css")
        for name, fallback in re.findall(r"var\((--[\w-]+)(,)?", path.read_text(encoding="utf-8"))
        if not fallback
    }
    assert used - defined == set()


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (50, 0, -2.5), 4.3065),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ],
)
def test_the_measure_of_difference_is_ciede2000(one: Lab, other: Lab, known: float) -> None:
    """Pairs of the test data of Sharma, Wu and Dalal (2005)."""
    assert ciede2000(one, other) == pytest.approx(known, abs=1e-4)


def test_the_measure_of_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
