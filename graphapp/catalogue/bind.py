"""Turn the parameters that a person wrote into RDF terms, and a catalogue query into the question that is
asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode

from graphapp.catalogue.blocks import Value, fill
from graphapp.catalogue.period import Period
from graphapp.catalogue.query import Bilingual, CatalogueQuery, Parameter
from graphapp.namespaces import PREFIXES

_XSD: Final = PREFIXES["xsd"]
_YEAR: Final = re.compile(r"-?[0-9]{4}")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,30})?")
MAX_TEXT: Final = 1000
"""Longest value of a parameter, in characters."""


class ParameterError(ValueError):
    """A value that a parameter cannot have. ``message`` names the parameter and the way out, in both
    languages.
    """

    def __init__(self, parameter: str, message: Bilingual, near: tuple[str, ...] = ()) -> None:
        """Remember the parameter's name, the message, and values that would do."""
        super().__init__(message.en)
        self.parameter = parameter
        self.message = message
        self.near = near


class Finder(Protocol):
    """Finds things of the release by what people call them."""

    def find(self, parameter: Parameter, text: str) -> NamedNode:
        """Return the thing of the parameter's class that ``text`` names. Raises `ParameterError`."""


def ask_for(query: CatalogueQuery, given: Mapping[str, str], finder: Finder) -> str:
    """Return the text of ``query`` with the parameters ``given`` bound; the others keep the file's default.

    An empty value leaves an optional parameter open, and is as good as none for any other. Raises
    `ParameterError` for a parameter that the query does not have or a value that it cannot take; what
    ``finder`` raises passes.
    """
    names = [parameter.name for parameter in query.parameters]
    values: dict[str, tuple[Value, ...]] = {}
    for name, text in given.items():
        parameter = query.parameter(name)
        if parameter is None:
            has = ", ".join(names)
            raise ParameterError(
                name,
                Bilingual(
                    f"Die Abfrage „{query.name}“ hat keinen Parameter „{name}“; sie hat: {has or 'keinen'}.",
                    f"The query “{query.name}” has no parameter “{name}”; it has: {has or 'none'}.",
                ),
                tuple(names),
            )
        if text.strip():
            values[name] = (to_term(parameter, text.strip(), finder),)
        elif parameter.optional:
            values[name] = ()
    return fill(query.text, values)


def to_term(parameter: Parameter, text: str, finder: Finder) -> Value:
    """Return the RDF term that ``text`` means for ``parameter``. Raises `ParameterError`."""
    if len(text) > MAX_TEXT:
        raise ParameterError(
            parameter.name,
            Bilingual(
                f"Der Wert von „{parameter.name}“ ist länger als {MAX_TEXT} Zeichen.",
                f"The value of “{parameter.name}” is longer than {MAX_TEXT} characters.",
            ),
        )
    if parameter.kind == "thing":
        return finder.find(parameter, text)
    if parameter.kind == "string":
        return Literal(text)
    if parameter.kind == "choice":
        if text not in parameter.choices:
            listed = ", ".join(parameter.choices)
            raise _wrong(
                parameter, text, f"wählen Sie: {listed}", f"choose one of: {listed}", parameter.choices
            )
        return Literal(text)
    if parameter.kind == "date":
        return _date(parameter, text)
    return _number(parameter, text)


def _date(parameter: Parameter, text: str) -> Literal:
    """Return the text of a date of any precision: that is how it is compared with others of any precision."""
    try:
        Period.read(text)
    except ValueError:
        raise _wrong(
            parameter,
            text,
            "ein Jahr, ein Monat oder ein Tag, z. B. 2014, 2014-03 oder 2014-03-31",
            "a year, a month or a day, e.g. 2014, 2014-03 or 2014-03-31",
        ) from None
    return Literal(text)


def _number(parameter: Parameter, text: str) -> Literal:
    if parameter.kind == "year":
        if not _YEAR.fullmatch(text):
            raise _wrong(
                parameter, text, "ein Jahr hat vier Ziffern, z. B. 2014", "a year has four digits, e.g. 2014"
            )
        return Literal(text, datatype=NamedNode(_XSD + "gYear"))
    if not _NUMBER.fullmatch(text):
        raise _wrong(parameter, text, "eine Zahl, z. B. 25", "a number, e.g. 25")
    if parameter.kind == "integer":
        if "." in text:
            raise _wrong(parameter, text, "eine ganze Zahl, z. B. 25", "a whole number, e.g. 25")
        return Literal(text, datatype=NamedNode(_XSD + "integer"))
    return Literal(text, datatype=NamedNode(_XSD + "decimal"))


def _wrong(parameter: Parameter, text: str, de: str, en: str, near: tuple[str, ...] = ()) -> ParameterError:
    shown = text if len(text) <= 60 else text[:59] + "…"
    return ParameterError(
        parameter.name,
        Bilingual(
            f"„{shown}“ geht nicht als „{parameter.name}“ ({parameter.label.de}): {de}.",
            f"“{shown}” will not do as “{parameter.name}” ({parameter.label.en}): {en}.",
        ),
        near,
    )
