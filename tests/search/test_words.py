"""Words are the same however they are written, and what was found is marked as it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.search.folding import bare_name, fold, query_words, words, words_and_compounds
from graphapp.search.marking import excerpt, marked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Universität", "universitaet"),
        ("Universität", "UNIVERSITAT"),
        ("Straße", "STRASSE"),
        ("Größe", "groesse"),
        ("Žižkov", "zizkov"),
        ("Café", "cafe"),
    ],
)
def test_spellings_of_a_word_are_one_word(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_a_hyphenated_word_is_found_in_parts_and_as_a_whole() -> None:
    assert words_and_compounds("Jena-Optronik GmbH") == ["jena", "optronik", "gmbh", "jenaoptronik"]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("OptoNet e.V.", "optonet"),
        ("OptoNet e. V.", "optonet"),
        ("Jena-Optronik GmbH", "jena optronik"),
        ("Carl Zeiss AG", "carl zeiss"),
        ("AG", "ag"),
    ],
)
def test_a_name_is_the_same_without_its_legal_form(name: str, bare: str) -> None:
    assert bare_name(name) == bare


def test_small_words_are_left_out_of_a_search_that_has_others() -> None:
    assert query_words("Wer leitet das OptoNet?") == ["leitet", "optonet"]
    assert query_words("die") == ["die"]
    assert query_words(" … ") == []


def test_the_words_that_were_found_are_marked() -> None:
    assert list(marked("Universität Jena", ["universitat", "je"])) == [
        ("Universität", True),
        (" ", False),
        ("Je", True),
        ("na", False),
    ]


@given(st.text(), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marking_changes_no_letter(text: str, found: list[str]) -> None:
    wanted = [word for part in found for word in words(part)]
    assert "".join(part for part, _ in marked(text, wanted)) == text


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs"))))
def test_a_word_can_be_searched_as_it_stands_in_the_index(text: str) -> None:
    assert set(query_words(text, 1000)) <= set(words(text))


def test_an_umlaut_of_two_characters_is_the_same_as_one() -> None:
    assert fold("U\u0308berlingen") == fold("Überlingen") == fold("Ueberlingen")


def test_an_excerpt_holds_the_word_that_was_found() -> None:
    text = "Anfang " * 60 + "Photonik am Ende des Satzes " + "und weiter " * 40
    assert "Photonik" in excerpt(text, ["photonik"])
    assert len(excerpt(text, ["photonik"])) < 260
    assert excerpt("kurz", ["photonik"]) == "kurz"
