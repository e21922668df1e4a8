"""Write ``docs/shapes.md``: what is checked, for curators. ``python -m graphapp.build.validate.shapes_page``."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

from graphapp.build.validate.finding import SEVERITIES, shortened
from graphapp.build.validate.promises import Promise, read_promises
from graphapp.build.validate.shapes_graph import Shape, read_shapes
from graphapp.config import Settings, from_environment

HEAD: Final = """\
# What is checked

Written by `python -m graphapp.build.validate.shapes_page` from `shapes/*.ttl` and `queries/quality/promise-*.rq`; edit those.

`graphapp check` prints what it finds with file, graph and line; `graphapp check --engine both` lets two independent engines
(pySHACL and rudof) read the shapes and says where they differ. A **violation** stops the build; a **warning** is to be mended;
an **info** says what would make the data better. Both go to the quality report of the release.

"""


def shapes_page(settings: Settings) -> str:
    """Return the page as Markdown: a section for each file of shapes, a row for each shape, then the promises."""
    shapes = read_shapes(settings.shapes).shapes.values()
    promises = read_promises(settings)
    parts = [HEAD, _counts(shapes, promises)]
    for file, members in groupby(shapes, key=lambda shape: shape.file):
        parts.append(_section(file, list(members)))
    parts.append(_promises(promises))
    return "\n".join(parts)


def page_of(settings: Settings) -> Path:
    """Return where the page lies."""
    return settings.project / "docs" / "shapes.md"


def _counts(shapes: Iterable[Shape], promises: tuple[Promise, ...]) -> str:
    every = list(shapes)
    constraints = sum(len(shape.constraints) for shape in every)
    severities = ", ".join(
        f"{sum(1 for shape in every if shape.severity == severity)} {severity}" for severity in SEVERITIES
    )
    return (
        f"{len(every)} shapes ({severities}) with {constraints} constraints, and {len(promises)} promises.\n"
    )


def _section(file: str, shapes: list[Shape]) -> str:
    lines = [
        f"## `shapes/{file}`\n",
        "| shape | looks at | asks for | severity | what to do | was zu tun ist |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for shape in shapes:
        cells = (
            f"`{shortened(shape.iri).removeprefix('shapes:')}`",
            f"{shape.title_en}: " + ", ".join(f"`{target}`" for target in shape.targets),
            _asks(shape),
            shape.severity,
            _prose(shape.message_en),
            _prose(shape.message_de),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


def _prose(message: str) -> str:
    return message.replace("<", "&lt;")


def _asks(shape: Shape) -> str:
    path = f"`{shape.path}`: " if shape.path else ""
    asked = (
        f"{constraint.parameter} {' and '.join(f'`{value}`' for value in constraint.values)}"
        for constraint in shape.constraints
    )
    return path + ", ".join(asked)


def _promises(promises: tuple[Promise, ...]) -> str:
    lines = [
        "## Promises: `queries/quality/promise-*.rq`\n",
        "What shapes cannot say is asked by queries that have to find nothing; a row is a violation.\n",
        "| promise | finds | what to do | was zu tun ist |",
        "| --- | --- | --- | --- |",
    ]
    for promise in promises:
        cells = (
            f"`{promise.name}`",
            promise.title_en,
            _prose(promise.message_en),
            _prose(promise.message_de),
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    settings = from_environment()
    page_of(settings).write_text(shapes_page(settings), encoding="utf-8")
