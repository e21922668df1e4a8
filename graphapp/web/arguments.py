"""Read what an address says after its question mark, for pages with filters: what cannot be is a problem that says what can."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from graphapp.catalogue.query import Bilingual
from graphapp.web.problems import Problem, ProblemError

A_FIELD: Final = Bilingual("die Kennung eines Felds, etwa automobil", "the id of a field, such as automobil")
A_YEAR: Final = Bilingual("ein Jahr, etwa 2014", "a year, such as 2014")
A_PAGE: Final = Bilingual("eine Seitenzahl ab 1", "a page number from 1 on")
_PAGE: Final = "[1-9][0-9]{0,5}"
_SHOWN: Final = 40
"""Characters of a wrong value that are repeated."""


def wrong(name: str, given: str, wanted: Bilingual) -> ProblemError:
    """Return the error for a value of the argument ``name`` that is not what is ``wanted``."""
    shown = given[:_SHOWN]
    return ProblemError(
        Problem(
            "parameter",
            400,
            f"“{name}” is {wanted.en}, not “{shown}”.",
            german=f"„{name}“ ist {wanted.de}, nicht „{shown}“.",
        )
    )


def matching(
    arguments: Mapping[str, str], name: str, expression: str | re.Pattern[str], wanted: Bilingual
) -> str:
    """Return an argument without white space around it, empty if it is not given. Raises what `wrong` returns if it does not
    match ``expression`` whole. A form sends empty fields too; they say nothing.
    """
    given = arguments.get(name, "").strip()
    if given and not re.fullmatch(expression, given):
        raise wrong(name, given, wanted)
    return given


def choice(arguments: Mapping[str, str], name: str, choices: Sequence[str]) -> str:
    """Return an argument that is one of ``choices``, the first if it is not given. Raises what `wrong` returns."""
    given = arguments.get(name, "").strip() or choices[0]
    if given not in choices:
        raise wrong(name, given, one_of(choices))
    return given


def one_of(choices: Sequence[str]) -> Bilingual:
    """Return what a value that is one of ``choices`` is called."""
    named = [one for one in choices if one]
    return Bilingual(" oder ".join(named), " or ".join(named))


def page_number(arguments: Mapping[str, str]) -> int:
    """Return the argument ``page``, 1 if it is not given. Raises what `wrong` returns."""
    return int(matching(arguments, "page", _PAGE, A_PAGE) or 1)
