"""Sums of money as people write them: ``1.234.567 €`` in German, ``€1,234,567`` in English."""

from __future__ import annotations

from babel import Locale
from babel.numbers import format_compact_currency, format_currency, is_currency


def currency_of(unit: str) -> str:
    """Return the currency (ISO 4217) that a unit is, by its code or the last part of its IRI; empty for any other unit."""
    code = unit.rpartition("/")[2].upper()
    return code if is_currency(code) else ""


def money(number: float, currency: str, language: str) -> str:
    """Return a sum in full, with cents only where it has some."""
    pattern = Locale.parse(language).currency_formats["standard"].pattern
    if number == round(number):
        pattern = pattern.replace(".00", "")
    return str(format_currency(number, currency, pattern, locale=language, currency_digits=False))


def short_money(number: float, currency: str, language: str) -> str:
    """Return a sum as a legend says it: without cents, from a million on in millions."""
    if abs(number) >= 1_000_000:
        return str(format_compact_currency(number, currency, locale=language, fraction_digits=1))
    return money(round(number), currency, language)
