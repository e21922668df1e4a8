"""Each constraint fires where it should, nowhere else, and in both engines."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from graphapp.build.validate import engine_pyrudof, engine_pyshacl
from graphapp.build.validate.parts import reach
from graphapp.build.validate.result import Result
from graphapp.build.validate.shapes_graph import Constraint, Shapes, read_shapes
from graphapp.config import Settings
from tests.shapes.examples import GOOD, Broken, broken_examples, store_of

EXAMPLES = broken_examples()


@dataclass(frozen=True)
class Both:
    """What the two engines find in all broken examples, read together with the sound one."""

    pyshacl: frozenset[Result]
    pyrudof: frozenset[Result]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return read_shapes(Settings().shapes)


@pytest.fixture(scope="module")
def found(shapes: Shapes) -> Both:
    store = store_of(GOOD, *(example.path for example in EXAMPLES))
    return Both(engine_pyshacl.run(store, shapes), engine_pyrudof.run(store, shapes))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.path.stem for example in EXAMPLES])
def test_a_broken_example_breaks_its_constraint_and_no_other(example: Broken, found: Both) -> None:
    own = example.own_nodes()
    expected = {(example.shape, Constraint(example.parameter, ()).component, example.severity)}
    for results in (found.pyshacl, found.pyrudof):
        here = [result for result in results if result.focus in own]
        assert {(result.shape, result.component, result.severity) for result in here} == expected


def test_both_engines_find_the_same_in_the_broken_examples(found: Both) -> None:
    assert found.pyshacl == found.pyrudof


@pytest.mark.parametrize("parts", [2, 7])
def test_data_in_parts_gives_the_same_results(shapes: Shapes, found: Both, parts: int) -> None:
    store = store_of(GOOD, *(example.path for example in EXAMPLES))
    assert engine_pyrudof.run(store, shapes, parts) == found.pyrudof


def test_the_shapes_let_the_data_be_cut_into_parts(shapes: Shapes) -> None:
    """A shape that looks at more of a value than its class would make every build hold all data at once."""
    assert reach(shapes.graph).divisible


def test_the_sound_example_is_clean(shapes: Shapes, found: Both) -> None:
    store = store_of(GOOD)
    assert not engine_pyshacl.run(store, shapes)
    assert not engine_pyrudof.run(store, shapes)
    own = {node for example in EXAMPLES for node in example.own_nodes()}
    assert not [result for result in found.pyshacl if result.focus not in own]


def test_every_constraint_has_an_example_that_breaks_it(shapes: Shapes) -> None:
    broken = {(example.shape, example.parameter) for example in EXAMPLES}
    stated = {
        (shape.iri, constraint.parameter)
        for shape in shapes.shapes.values()
        for constraint in shape.constraints
    }
    assert stated == broken


def test_the_shapes_are_sound_shacl_themselves(shapes: Shapes) -> None:
    assert not engine_pyshacl.run(store_of(GOOD), shapes, meta=True)
