"""Cells and RDF literals: dates keep the precision that the document gives (XSD 1.1, 3.3)."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from graphapp.namespaces import PREFIXES

XSD: Final = PREFIXES["xsd"]
_DATE: Final = re.compile(r"^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


def is_date(text: str) -> bool:
    """Tell whether ``text`` is a year, a month or a day that exists, in ISO 8601."""
    match = _DATE.match(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def date_literal(text: str) -> Literal:
    """Return ``2012`` as xsd:gYear, ``2012-09`` as xsd:gYearMonth, ``2012-09-30`` as xsd:date."""
    kind = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return Literal(text, datatype=NamedNode(XSD + kind))


def decimal_literal(text: str) -> Literal:
    """Return a canonical decimal as xsd:decimal."""
    return Literal(text, datatype=NamedNode(XSD + "decimal"))
