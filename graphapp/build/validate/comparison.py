"""Whether two independent engines found the same."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from graphapp.build.validate.finding import shortened
from graphapp.build.validate.result import Result

SHOWN = 20


@dataclass(frozen=True)
class Difference:
    """The results that only one of the engines reports."""

    only_pyshacl: frozenset[Result]
    only_pyrudof: frozenset[Result]

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self.only_pyshacl or self.only_pyrudof)

    def lines(self) -> list[str]:
        """Return one line a result, sorted: the engine, focus node, shape, component and value."""
        return [
            f"only {engine}: {_text(result)}"
            for engine, results in (("pyshacl", self.only_pyshacl), ("pyrudof", self.only_pyrudof))
            for result in sorted(results, key=_text)
        ]


class EnginesDisagreeError(Exception):
    """pySHACL and rudof report different results: one is wrong, or a shape can be read in two ways."""

    def __init__(self, difference: Difference) -> None:
        """Keep the difference and spell out its first lines."""
        self.difference = difference
        lines = difference.lines()
        more = [f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
        super().__init__("\n  ".join(["the engines disagree:", *lines[:SHOWN], *more]))


def compare(pyshacl: Set[Result], pyrudof: Set[Result]) -> Difference:
    """Return what the two sets of results do not share."""
    return Difference(frozenset(pyshacl - pyrudof), frozenset(pyrudof - pyshacl))


def _text(result: Result) -> str:
    component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    value = "" if result.value is None else f" value {result.value}"
    return f"{result.severity} {result.focus} {shortened(result.shape)} {component}{value}"
