"""Draw the picture of the model as SVG 1.1: one file, light and dark, readable without it by title and description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from graphapp.ontology.layout import HEAD, INDENT, KIND, PRINT, Box, Layout, Line, Point, lay_out
from graphapp.ontology.picture import FAMILIES, Entry, links, nodes
from graphapp.ontology.vocabulary import Vocabulary

_CORNER: Final = 6
_LEGEND: Final = 26


def svg(vocabulary: Vocabulary) -> str:
    """Return the picture of the model as an SVG document."""
    layout = lay_out(nodes(vocabulary), links())
    rows = -(-len(FAMILIES) // 3)
    height = layout.height + rows * _LEGEND + 34
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.width:g} {height:g}" '
        f'role="img" aria-labelledby="title desc" font-family="system-ui, -apple-system, \'Segoe UI\', Roboto, '
        f"'Helvetica Neue', Arial, sans-serif\">",
        '<title id="title">The model of the Thuringian cluster graph</title>',
        f'<desc id="desc">{escape(_description(vocabulary))}</desc>',
        f"<style>{_style()}</style>",
        f'<rect class="paper" width="{layout.width:g}" height="{height:g}" rx="10"/>',
        *(_line(line, layout) for line in layout.lines),
        *(part for box in layout.boxes for part in _box(box)),
        *_legend(layout),
        "</svg>",
    ]
    return "\n".join(out) + "\n"


def _style() -> str:
    def families(dark: bool) -> str:
        return "".join(f"--{f.name}:{f.dark if dark else f.light};" for f in FAMILIES)

    rules = "".join(f".{f.name}{{--c:var(--{f.name})}}" for f in FAMILIES)
    return (
        f":root{{--paper:#fff;--box:#fbfcfe;--ink:#1b2330;--quiet:#566072;{families(dark=False)}}}"
        "@media (prefers-color-scheme:dark){"
        f":root{{--paper:#12161d;--box:#1a202a;--ink:#e8ecf3;--quiet:#a4aec0;{families(dark=True)}}}}}"
        f"{rules}.paper{{fill:var(--paper)}}.box{{fill:var(--box);stroke:var(--c);stroke-width:1.5}}"
        ".bar{fill:var(--c)}.line{fill:none;stroke:var(--c);stroke-width:1.5}"
        ".rule{stroke:var(--c);stroke-width:.7;opacity:.45}"
        ".tip{fill:var(--c)}.en{fill:var(--ink);font-size:15px;font-weight:600}"
        ".de{fill:var(--ink);font-size:13px}.kind{fill:var(--ink);font-size:12.5px}"
        ".strong{font-weight:600}.small{fill:var(--quiet);font-size:11px}"
        ".label{fill:var(--ink);font-size:12.5px}.key{fill:var(--ink);font-size:13px}"
    )


def _description(vocabulary: Vocabulary) -> str:
    names = {node.iri: node.head.english for node in nodes(vocabulary)}
    kinds = [kind.english for node in nodes(vocabulary) for kind in node.kinds]
    lines = "; ".join(f"{names[link.subject]} {link.label} {names[link.value]}" for link in links())
    return (
        f"Boxes are classes: {', '.join(names.values())}. Kinds of organisations: {', '.join(kinds)}. "
        f"Arrows are properties: {lines}."
    )


def _box(box: Box) -> Iterator[str]:
    family, head = box.node.family, box.node.head
    yield f'<g class="{family}">'
    yield (
        f'<rect class="box" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" rx="7"/>'
        f'<rect class="bar" x="{box.x:g}" y="{box.y + 8:g}" width="4" height="{box.height - 16:g}" rx="2"/>'
    )
    text = HEAD + 2 + PRINT * len(head.above)
    y = box.y + (0 if box.node.kinds else (box.height - text) / 2)
    x = box.x + 14
    yield f'<text class="en" x="{x:g}" y="{y + 20:g}">{escape(head.english)}</text>'
    yield f'<text class="de" x="{x:g}" y="{y + 38:g}">{escape(head.german)}</text>'
    for row, above in enumerate(head.above):
        yield f'<text class="small" x="{x:g}" y="{y + 54 + PRINT * row:g}">{escape(above)}</text>'
    y += text + 4
    for kind in box.node.kinds:
        yield from _kind(kind, x, y, box.x + box.width - 12)
        y += KIND
    yield "</g>"


def _kind(kind: Entry, x: float, y: float, end: float) -> Iterator[str]:
    x += INDENT * kind.depth
    yield f'<path class="rule" d="M{x:g} {y:g}H{end:g}"/>'
    yield (
        f'<text class="kind" x="{x:g}" y="{y + 15:g}"><tspan class="strong">{escape(kind.english)}</tspan>'
        + (f" {escape(kind.german)}" if kind.german != kind.english else "")
        + "</text>"
    )
    if kind.above:
        yield f'<text class="small" x="{x:g}" y="{y + 28:g}">{escape(" ".join(kind.above))}</text>'


def _line(line: Line, layout: Layout) -> str:
    family = next(box.node.family for box in layout.boxes if box.node.iri == line.link.value)
    (x, y), tip = line.points[-1], line.points[-2]
    back = -1 if x > tip[0] else 1
    end: Point = (x + back * 6, y)
    anchor = "end" if line.label_ends else "start"
    return (
        f'<g class="{family}"><path class="line" d="{_path((*line.points[:-1], end))}"/>'
        f'<path class="tip" d="M{x:g} {y:g}l{back * 8} -4.5v9z"/>'
        f'<text class="label" x="{line.label[0]:g}" y="{line.label[1]:g}" text-anchor="{anchor}">'
        f"{escape(line.link.label)}</text></g>"
    )


def _path(points: tuple[Point, ...]) -> str:
    """Write a path of right angles with round corners."""
    (x, y), corners = points[0], points[1:-1]
    parts = [f"M{x:g} {y:g}"]
    for before, corner, after in zip(points, corners, points[2:], strict=False):
        near, far = _towards(corner, before), _towards(corner, after)
        parts.append(f"L{near[0]:g} {near[1]:g}Q{corner[0]:g} {corner[1]:g} {far[0]:g} {far[1]:g}")
    parts.append(f"L{points[-1][0]:g} {points[-1][1]:g}")
    return "".join(parts)


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = abs(dx) + abs(dy)
    share = min(_CORNER, length / 2) / length if length else 0
    return corner[0] + dx * share, corner[1] + dy * share


def _legend(layout: Layout) -> Iterator[str]:
    step = (layout.width - 48) / 3
    for i, family in enumerate(FAMILIES):
        x, y = 24 + step * (i % 3), layout.height + 8 + _LEGEND * (i // 3)
        yield (
            f'<g class="{family.name}"><rect class="bar" x="{x:g}" y="{y:g}" width="14" height="14" rx="3"/>'
            f'<text class="key" x="{x + 22:g}" y="{y + 12:g}">{escape(family.label)}</text></g>'
        )
    y = layout.height + 8 + _LEGEND * -(-len(FAMILIES) // 3)
    yield (
        f'<text class="small" x="24" y="{y + 10:g}">⊑ is below (rdfs:subClassOf). Names without a prefix are the '
        "project’s own (tc:). Every assertion may carry dates, a bound, a status, a share, a note.</text>"
    )
