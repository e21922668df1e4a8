"""The picture of the model is drawn from the ontology, true to the data, and nothing in it overlaps."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from graphapp.cli import main
from graphapp.config import Settings
from graphapp.namespaces import BASE
from graphapp.ontology.drawing import svg
from graphapp.ontology.layout import LABEL, Layout, lay_out
from graphapp.ontology.picture import MAIN, links, nodes
from graphapp.ontology.vocabulary import OwnClass, Vocabulary, expand
from tests.queries import asking

FILE = Settings().project / "docs" / "model.svg"


@pytest.fixture(scope="module")
def layout(vocabulary: Vocabulary) -> Layout:
    """The geometry of the picture."""
    return lay_out(nodes(vocabulary), links())


def test_the_picture_is_current(vocabulary: Vocabulary) -> None:
    assert FILE.read_text("utf-8") == svg(vocabulary), "run: graphapp picture"


def test_the_command_draws_the_picture(tmp_path: Path) -> None:
    target = tmp_path / "model.svg"
    assert CliRunner().invoke(main, ["picture", "--output", str(target)]).exit_code == 0
    assert target.read_text("utf-8") == FILE.read_text("utf-8")


def test_every_class_is_in_the_picture_in_both_languages(vocabulary: Vocabulary) -> None:
    texts = {
        "".join(node.itertext()).strip() for node in ET.parse(FILE).iter("{http://www.w3.org/2000/svg}text")
    }
    drawn = " ".join(texts)
    assert [own.name for own in vocabulary.classes if own.label["en"] not in drawn] == []
    assert [own.name for own in vocabulary.classes if own.label["de"] not in drawn] == []


def test_the_picture_has_a_title_a_description_and_a_dark_scheme() -> None:
    root = ET.parse(FILE).getroot()
    names = [child.tag.removeprefix("{http://www.w3.org/2000/svg}") for child in root]
    assert names[:2] == ["title", "desc"]
    assert root.attrib["role"] == "img"
    assert "prefers-color-scheme:dark" in FILE.read_text("utf-8")


def test_boxes_labels_and_lines_do_not_overlap(layout: Layout) -> None:
    boxes = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in layout.boxes]
    labels = []
    for line in layout.lines:
        (x, y), width = line.label, len(line.link.label) * LABEL
        labels.append(
            (x - width if line.label_ends else x, y - 11, x if line.label_ends else x + width, y + 3)
        )
    for a, b in combinations([*boxes, *labels], 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)
    for line in layout.lines:
        x, low, high = line.points[1][0], *sorted((line.points[1][1], line.points[2][1]))
        assert all(not (l < x < r and low < b and t < high) for l, t, r, b in [*boxes, *labels]), line  # noqa: E741


def test_lines_to_two_boxes_never_lie_on_each_other(layout: Layout) -> None:
    for a, b in combinations(layout.lines, 2):
        if a.link.value != b.link.value:
            for (p, q), (r, s) in ((x, y) for x in _parts(a.points) for y in _parts(b.points)):
                for here, along in ((0, 1), (1, 0)):
                    if p[here] == q[here] == r[here] == s[here]:
                        one, two = sorted((p[along], q[along])), sorted((r[along], s[along]))
                        assert one[1] <= two[0] or two[1] <= one[0], (a, b)


def _parts(points: tuple[tuple[float, float], ...]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return list(pairwise(points))


@pytest.mark.parametrize(("subject", "prop", "value"), MAIN)
def test_a_drawn_property_is_as_the_ontology_says(
    vocabulary: Vocabulary, subject: str, prop: str, value: str
) -> None:
    own = next((p for p in vocabulary.properties if p.iri == expand(prop)), None)
    if own is not None:
        assert expand(subject) in own.subjects
        assert expand(value) in own.values


def test_every_drawn_property_is_used_so_by_the_data(release: Path) -> None:
    rows = asking.ask(release, "catalogue/model-edges")
    counts = {(row["class"], row["property"], row["valueClass"]): int(row["triples"]) for row in rows}
    drawn = [(_short(subject), _short(prop), _short(value)) for subject, prop, value in MAIN]
    assert [edge for edge in drawn if counts.get(edge, 0) < 3] == []


def _short(name: str) -> str:
    return expand(name).removeprefix(BASE)


def test_a_class_that_belongs_to_no_family_is_named() -> None:
    stray = OwnClass(BASE + "ontology#Stray", {"de": "x", "en": "x"}, {}, (), ())
    with pytest.raises(LookupError, match="tc:Stray"):
        nodes(Vocabulary((stray,), ()))
