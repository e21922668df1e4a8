"""The lexer against Oxigraph's parser: what it lets through never calls out, and what is sound it lets through."""

from __future__ import annotations

import socket
from functools import lru_cache
from typing import Final

import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from pyoxigraph import Store

from graphapp.store.engine import kind_of
from graphapp.store.errors import QueryError, QueryRefusedError
from graphapp.store.formats import Kind
from tests.fuzz.effort import examples

WHERE: Final = "http://127.0.0.1:1/"
PROLOGUE: Final = f"PREFIX ex: <{WHERE}> PREFIX : <{WHERE}> PREFIX x: <http://e/service#>\n"
SPACE: Final = st.sampled_from([" ", "\n", "\t", " # SERVICE <x> {\n", "\r\n", "  "])
TERM: Final = st.sampled_from(
    [
        "?s",
        "$service",
        "ex:a",
        ":b",
        "ex:service",
        "x:",
        "<http://e/service>",
        "'service'",
        '"""SERVICE <x> {"""',
        "true",
    ]
)
VERB: Final = st.sampled_from(
    ["a", "?p", "ex:p", ":service", "ex:p/:q", "^ex:p", "(ex:p|:q)*", "!ex:p", "<http://e/p>"]
)
VALUE: Final = st.sampled_from(
    ["?o", "1", "-1.5e3", "'x'@de", "'1'^^ex:t", "'''it''s {'''", "_:service", "[]", "ex:o", "<e:o>"]
)


def _triple(space: str, subject: str, verb: str, value: str) -> str:
    return f"{subject}{space}{verb}{space}{value}{space}.{space}"


TRIPLE: Final = st.builds(_triple, SPACE, TERM.filter(lambda term: term[0] not in "'\"t"), VERB, VALUE)
HARMLESS: Final = st.recursive(
    TRIPLE,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.builds("OPTIONAL{{{}}} ".format, inner),
        st.builds("{{{}}} UNION {{{}}} ".format, inner, inner),
        st.builds("MINUS {{{}}} ".format, inner),
        st.builds("GRAPH ?g {{{}}} ".format, inner),
        st.builds("graph<http://e/service>{{{}}} ".format, inner),
        st.builds("FILTER NOT EXISTS {{{}}} ".format, inner),
        st.builds("FILTER(EXISTS{{{}}}&&?s!='SERVICE <x> {{') ".format, inner),
        st.builds("{{SELECT ?s{{{}}}LIMIT 1}} ".format, inner),
        st.just("BIND(STR(?s) AS ?service1) "),
        st.just("VALUES ?v {'service' <http://e/> UNDEF} "),
    ),
    max_leaves=6,
)
HEADS: Final = st.sampled_from(
    [
        ("SELECT * {", Kind.SOLUTIONS),
        ("select?s where{", Kind.SOLUTIONS),
        ("SELECT (COUNT(*)AS?n) FROM<http://e/service>{", Kind.SOLUTIONS),
        ("ASK{", Kind.BOOLEAN),
        ("ASK FROM NAMED ex:service WHERE {", Kind.BOOLEAN),
        ("CONSTRUCT{?s ex:service ?o}WHERE{", Kind.GRAPH),
        ("CONSTRUCT WHERE{", Kind.GRAPH),
        ("DESCRIBE ?s{", Kind.GRAPH),
    ]
)
CALLS: Final = st.sampled_from(
    [
        "SERVICE ex:a {?a ?b ?c}",
        "service<http://127.0.0.1:1/>{}",
        "SERVICE SILENT :x{?a ?b ?c}",
        "SerVice #\n?s{?a ?b ?c}",
        "SERVICE\rex:a{}",
    ]
)


@lru_cache(maxsize=1)
def store() -> Store:
    return Store()


def accepted(text: str) -> bool:
    """Whether Oxigraph reads the text as a query. What it would call has no listener."""
    try:
        store().query(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):  # it was about to call, or did not know whom
        return True
    return True


def test_nothing_listens_where_the_calls_go() -> None:
    with pytest.raises(OSError, match=r"."), socket.create_connection(("127.0.0.1", 1), timeout=1):
        pass


@examples(500)
@given(HEADS, HARMLESS)
def test_what_oxigraph_reads_without_a_call_passes(head: tuple[str, Kind], body: str) -> None:
    text = f"{PROLOGUE}{head[0]}{body}}}"
    sound = accepted(text)
    event(f"sound: {sound}")
    if sound:
        assert kind_of(text) is head[1]


@examples(500)
@given(
    HEADS,
    HARMLESS,
    CALLS,
    HARMLESS,
    st.sampled_from(["{}", "OPTIONAL{{{}}}", "FILTER NOT EXISTS {{{}}}", "{{{}}}"]),
)
def test_a_call_anywhere_is_refused(
    head: tuple[str, Kind], before: str, call: str, after: str, around: str
) -> None:
    text = f"{PROLOGUE}{head[0]}{before}{around.format(call)}{after}}}"
    sound = accepted(text)
    event(f"sound: {sound}")
    if sound:
        with pytest.raises(QueryRefusedError):
            kind_of(text)


@examples(400)
@given(HEADS, HARMLESS, st.data())
def test_one_wrong_character_makes_neither_a_call_nor_a_crash(
    head: tuple[str, Kind], body: str, data: st.DataObject
) -> None:
    text = f"{PROLOGUE}{head[0]}{body}SERVICE ex:a {{}} }}"
    at = data.draw(st.integers(len(PROLOGUE), len(text)))
    wrong = data.draw(
        st.one_of(st.characters(), st.sampled_from(["{", "}", "'", '"', "#", "<", "\\u0053", "\0", "\ufeff"]))
    )
    changed = text[:at] + wrong + text[at + data.draw(st.integers(0, 3)) :]
    if any("\ud800" <= character <= "\udfff" for character in changed):
        return
    try:
        kind_of(changed)
    except QueryError:
        return
    try:
        list(store().query(changed))  # type: ignore[arg-type]
    except (SyntaxError, TypeError):
        return
    except (OSError, RuntimeError) as error:
        pytest.fail(f"Oxigraph would have called for {changed!r}: {error}")


@examples(300)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        kind_of(text)
    except QueryError as error:
        assert str(error)
        assert error.german
