"""Descriptions name variables as files do; pages say what people see above the columns."""

from __future__ import annotations

import re

from graphapp.catalogue import load
from graphapp.catalogue.headings import Headings
from graphapp.catalogue.query import Bilingual
from graphapp.config import Settings

HEADINGS = Headings({"saidIn": Bilingual("Quelle vom", "Source of")})


def test_a_variable_in_quotation_marks_is_said_as_its_heading() -> None:
    assert (
        HEADINGS.spoken("„saidIn“ ist ein Tag; „other“ bleibt.", "de")
        == "„Quelle vom“ ist ein Tag; „other“ bleibt."
    )
    assert HEADINGS.spoken('“saidIn” and "saidIn" are days', "en") == '“Source of” and "Source of" are days'


def test_no_page_of_the_catalogue_shows_the_name_of_a_variable_in_its_description() -> None:
    catalogue = load(Settings().queries)
    for query in catalogue:
        for language in ("de", "en"):
            text = catalogue.headings.spoken(query.description[language], language)
            assert not re.search(r"[„“\"][a-z]+[A-Z]\w*[“”\"]", text), (query.name, text)
