"""New values in place of those of a template: names, dates, numbers, addresses on the web."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from graphapp.synthesise.words import NameForm

_NUMERALS: Final = ("II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def name_variant(names: NameForm, number: int, language: str | None, kind: str) -> str:
    """Return a thing's name of its own for each ``number``: the first is its name, then come variants.

    ``kind`` is the local name of the property; ``language`` is None for an abbreviation.
    """
    german, english, short = names
    text = short if kind == "shortName" else english if language == "en" else german
    if number == 0:
        return text
    numeral = _NUMERALS[number - 1] if number <= len(_NUMERALS) else str(number + 1)
    return f"{text} {numeral}"


def shifted(date: str, years: int) -> str:
    """Return a date (year, month or day) some years later; what was 29 February becomes 28 February."""
    moved = f"{int(date[:4]) + years:04}{date[4:]}"
    return moved[:-2] + "28" if moved.endswith("-02-29") else moved


def scaled(number: str, percent: int) -> str:
    """Return ``percent`` of a number, rounded to as many decimal places as it has; zero and one stay."""
    value = Decimal(number)
    if value in (0, 1):
        return number
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    places = Decimal(1).scaleb(min(0, exponent))
    return f"{(value * percent / 100).quantize(places, ROUND_HALF_EVEN):f}"


def website(name: str, own: bool, number: int) -> str:
    """Return an address that leads nowhere (RFC 2606, section 2): a thing's own, or an entry on it elsewhere."""
    return (
        f"https://{name.replace('.', '-')[:60].strip('-')}.example/{number}"
        if own
        else f"https://register.example/{name}/{number}"
    )
