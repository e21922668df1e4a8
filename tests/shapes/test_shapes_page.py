"""The documentation of the shapes is made from the shapes."""

from __future__ import annotations

from graphapp.build.validate.shapes_graph import read_shapes
from graphapp.build.validate.shapes_page import page_of, shapes_page
from graphapp.config import Settings


def test_the_page_of_the_shapes_is_current() -> None:
    settings = Settings()
    stands = page_of(settings).read_text(encoding="utf-8")
    assert stands == shapes_page(settings), "run: python -m graphapp.build.validate.shapes_page"


def test_every_message_tells_what_to_do_in_both_languages() -> None:
    for shape in read_shapes(Settings().shapes).shapes.values():
        assert len(shape.message_de) > 20, shape.iri
        assert len(shape.message_en) > 20, shape.iri
        assert shape.title_de != shape.group, shape.iri
