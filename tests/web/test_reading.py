"""The query string means what it means to the standard library."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, quote_plus, unquote

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from graphapp.web.reading import decoded, pairs

WRITTEN = st.text(st.sampled_from("%=&+ \n\r_aA0fF3dD9é€\x00;#?"), max_size=30)


@given(WRITTEN)
def test_what_is_written_by_hand_is_read_alike(query: str) -> None:
    assert decoded(query) == unquote(query, "utf-8", "werkzeug.url_quote")
    assert pairs(query) == parse_qsl(query, keep_blank_values=True, errors="werkzeug.url_quote")


@given(st.text(max_size=60), st.sampled_from([quote, quote_plus]))
def test_what_is_quoted_is_read_back(text: str, encode: object) -> None:
    assert callable(encode)
    assert pairs(f"query={encode(text)}&b") == [("query", text), ("b", "")]


@pytest.mark.parametrize(
    "text", ["%", "%%", "%4", "%zz", "%41%", "%=41", "=41", "%0A", "%3D3D", "%ff", "%C3%A4", "a%0D%0Ab "]
)
def test_half_escapes_and_signs_of_the_other_coding_stay_as_they_are(text: str) -> None:
    assert decoded(text) == unquote(text, "utf-8", "werkzeug.url_quote")


def test_a_query_in_the_address_arrives_as_it_was_written(client: FlaskClient) -> None:
    text = 'ASK { VALUES ?x { "ä=%41+b&c" } }'
    assert client.get(f"/sparql?query={quote(text, safe='')}", headers={"Accept": "text/csv"}).data == b"true"
