"""Charts show the numbers that they are given: a matrix every pair twice, a flow as much out of a node as into it."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict

import pytest

from graphapp.web.charts.matrix import matrix
from graphapp.web.charts.sankey import GAP, HEIGHT, MOST, OTHERS, Flow, sankey


def flows(number: int, seed: int) -> list[Flow]:
    dice = random.Random(seed)
    keys = [[f"{column}-{n}" for n in range(size)] for column, size in enumerate((3, 20, 12, 4))]
    return [
        (tuple(dice.choice(of) for of in keys), round(dice.expovariate(1 / 50_000), 2)) for _ in range(number)
    ]


@pytest.mark.parametrize(("number", "seed"), [(1, 1), (40, 2), (400, 3)])
def test_what_flows_into_a_node_flows_out_of_it(number: int, seed: int) -> None:
    given = flows(number, seed)
    drawn = sankey(given)
    assert drawn is not None
    total = sum(amount for _, amount in given)
    into: dict[tuple[int, str], float] = defaultdict(float)
    out: dict[tuple[int, str], float] = defaultdict(float)
    for ribbon in drawn.ribbons:
        out[ribbon.source.column, ribbon.source.key] += ribbon.total
        into[ribbon.target.column, ribbon.target.key] += ribbon.total
    for node in drawn.nodes:
        key = node.column, node.key
        if node.column > 0:
            assert into[key] == pytest.approx(node.total)
        if node.column < 3:
            assert out[key] == pytest.approx(node.total)
    for column in range(4):
        of = [node for node in drawn.nodes if node.column == column]
        assert sum(node.total for node in of) == pytest.approx(total)
        assert sum(node.count for node in of) == len(given) == drawn.count
        assert len(of) <= MOST


def test_heights_are_in_proportion_in_every_column_and_nodes_do_not_overlap() -> None:
    drawn = sankey(flows(400, 4))
    assert drawn is not None
    scale = {round(node.height / node.total, 9) for node in drawn.nodes}
    assert max(scale) - min(scale) < 1e-6
    for column in range(4):
        of = sorted((node for node in drawn.nodes if node.column == column), key=lambda node: node.y)
        for upper, lower in itertools.pairwise(of):
            assert lower.y - upper.y - upper.height >= GAP - 0.1
        assert of[-1].y + of[-1].height <= HEIGHT + 0.1


def test_the_smaller_nodes_of_a_long_column_are_one_and_say_how_many_they_are() -> None:
    given: list[Flow] = [((f"funder-{n}", "field"), 1000.0 - n) for n in range(20)]
    drawn = sankey(given)
    assert drawn is not None
    (others,) = [node for node in drawn.nodes if node.key == OTHERS]
    assert (others.holds, others.count) == (20 - (MOST - 1), 20 - (MOST - 1))
    assert others.total == sum(1000 - n for n in range(MOST - 1, 20))
    assert sankey([]) is None


def test_a_matrix_is_symmetric_and_darker_where_there_is_more() -> None:
    drawn = matrix({("a", "b"): 5, ("a", "c"): 1, ("b", "d"): 9}, str)
    cells = {(cell.row, cell.column): cell for cell in drawn.cells}
    assert len(cells) == 4 * 3
    assert all(cells[one, other].number == cells[other, one].number for one, other in cells)
    assert cells["c", "d"].number == cells["c", "d"].shade == 0
    assert cells["a", "c"].shade < cells["a", "b"].shade < cells["b", "d"].shade
