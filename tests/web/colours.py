"""Colours as people see them: contrast (WCAG 2.2), difference (CIEDE2000) and colour vision (Machado et al. 2009)."""

from __future__ import annotations

import math
from typing import Final

Rgb = tuple[float, float, float]
"""Linear red, green and blue between 0 and 1."""
Lab = tuple[float, float, float]
"""Lightness (0 to 100), a and b of CIELAB for the white of sRGB (D65)."""

VISIONS: Final[dict[str, tuple[Rgb, Rgb, Rgb]]] = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Matrices over linear RGB, for the full loss of one kind of cone."""
_XYZ: Final = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)


def linear(colour: str) -> Rgb:
    """Return ``#rrggbb`` without the gamma of sRGB."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2, from 1 to 21."""
    low, high = sorted(_times((_XYZ[1],), linear(colour))[0] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def seen(colour: str, vision: str) -> Rgb:
    """Return the colour as somebody with that vision sees it."""
    red, green, blue = (min(max(part, 0), 1) for part in _times(VISIONS[vision], linear(colour)))
    return red, green, blue


def difference(one: Rgb, other: Rgb) -> float:
    """Return the difference of two colours by CIEDE2000; about 1 can just be seen."""
    return ciede2000(_lab(one), _lab(other))


def ciede2000(one: Lab, other: Lab) -> float:
    """Return the difference of two colours by ISO/CIE 11664-6."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    hue = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    middle = (h1 + h2 + (360 if abs(h1 - h2) > 180 else 0)) / 2
    t = 1 - sum(
        weight * math.cos(math.radians(angle))
        for weight, angle in (
            (0.17, middle - 30),
            (-0.24, 2 * middle),
            (-0.32, 3 * middle + 6),
            (0.20, 4 * middle - 63),
        )
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -math.sin(math.radians(60 * math.exp(-(((middle - 275) / 25) ** 2))))
    rotation *= 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, hue / sh
    return math.sqrt(dl * dl + dc * dc + dh * dh + rotation * dc * dh)


def _lab(colour: Rgb) -> Lab:
    white = _times(_XYZ, (1, 1, 1))
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (value / full for value, full in zip(_times(_XYZ, colour), white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: tuple[Rgb, ...], vector: Rgb) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]
