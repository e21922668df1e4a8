"""The lexer sees what the parser sees: forms, data sets, and every SERVICE clause."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, RdfFormat, Store

from graphapp.store.errors import QueryError, QueryRefusedError, QuerySyntaxError
from graphapp.store.lexer import DataSet, Form, check_federation, data_set, query_form, tokens

PROLOGUE = (
    "PREFIX : <http://127.0.0.1:1/> PREFIX ex: <http://127.0.0.1:1/> "
    "PREFIX service: <http://s/> PREFIX servicea: <http://s/> PREFIX trueservice: <http://s/>\n"
)


@given(st.text(max_size=200))
def test_the_tokens_of_any_text_joined_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", Form.SELECT),
        ("select?x{}", Form.SELECT),
        ("# ASK\nBASE <http://e/> PREFIX select: <ask#> aSk {}", Form.ASK),
        ("CONSTRUCT WHERE {}", Form.CONSTRUCT),
        ("PREFIX : <http://e/> DESCRIBE :x", Form.DESCRIBE),
    ],
)
def test_the_form_is_found_behind_the_prologue(text: str, form: Form) -> None:
    assert query_form(text) is form


@pytest.mark.parametrize("text", ["", "  # only a comment", "PREFIX : <http://e/>", "selekt * {}", "{}"])
def test_a_text_without_a_form_is_a_syntax_error_with_a_position(text: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        query_form(text)
    assert caught.value.line is not None


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "load <http://e/>",
        "PREFIX : <http://e/> DELETE WHERE {}",
        "CLEAR ALL",
    ],
)
def test_an_update_in_place_of_a_query_is_refused_as_such(text: str) -> None:
    with pytest.raises(QueryRefusedError, match="only reads"):
        query_form(text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SELECT * {}", DataSet()),
        ("SELECT * FROM <http://e/a> {}", DataSet(("http://e/a",))),
        (
            "SELECT * from<http://e/a>FROM NAMED <http://e/b> WHERE {}",
            DataSet(("http://e/a",), ("http://e/b",)),
        ),
        ("BASE <http://e/x/> ASK FROM <../a> {}", DataSet(("http://e/a",))),
        ("PREFIX ex: <http://e/> ASK FROM ex:a\\#b FROM ex: {}", DataSet(("http://e/a#b", "http://e/"))),
        ("ASK FROM <http://e/\\u0061> {}", DataSet(("http://e/a",))),
        ("CONSTRUCT { ?s ?p ?o } FROM <http://e/a> WHERE {}", DataSet(("http://e/a",))),
        ("# FROM <http://e/no>\nSELECT (' FROM <http://e/no> ' AS ?x) {}", DataSet()),
        ("SELECT * { ?from ?p 'FROM' }", DataSet()),
    ],
)
def test_the_data_set_of_a_query_is_read(text: str, named: DataSet) -> None:
    assert data_set(text) == named


HARMLESS = [
    "SELECT * { ?service ?p ?o }",
    "SELECT * { ?s ?p 'SERVICE <http://x/> {}' }",
    'SELECT * { ?s ?p """\nSERVICE <http://x/> {\n""" }',
    "SELECT * { ?s ?p <https://w3id.org/cluster-thueringen/service/export> }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {}",
    "PREFIX service: <http://s/> SELECT * { ?s service:p service:o }",
    "PREFIX service: <http://s/> SELECT * { GRAPH service:g { ?s ?p ?o } }",
    "PREFIX service: <http://s/> SELECT * FROM service:g { ?s ?p ?o }",
    "PREFIX ex: <http://s/> SELECT * { ?s ex:service ex:a\\#SERVICE }",
    "SELECT * { _:service ?p ?o }",
    "SELECT ?Service { ?Service ?p '''it's a \\'service\\' ''' }",
    "SELECT * { ?s ?p '\\u0053ervice' }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_the_word_service_in_names_strings_and_comments_is_no_federation(text: str) -> None:
    check_federation(text)
    Store().query(text)


FEDERATED = [
    "{ SERVICE <%s> { ?s ?p ?o } }",
    "{ service <%s> { ?s ?p ?o } }",
    "{ SeRvIcE SILENT <%s> { ?s ?p ?o } }",
    "{SERVICE<%s>{}}",
    "{ SERVICE # a comment\n # another\r <%s> { ?s ?p ?o } }",
    "{ #\rSERVICE <%s> { ?s ?p ?o } }",
    "{ VALUES ?e { <%s> } SERVICE ?e { ?s ?p ?o } }",
    "{ { SELECT * { OPTIONAL { SERVICE <%s> { ?s ?p ?o } } } } }",
    "{ FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "{ ?s ?p ex:a\\#b SERVICE <%s> { ?a ?b ?c } }",
    "{ ?s ?p ex:a\\#SERVICE . SERVICE <%s> { ?a ?b ?c } }",
    "{ ?s ?p '#' SERVICE <%s> { ?a ?b ?c } }",
    "{ ?s ?p '\\'' SERVICE <%s> { ?a ?b ?c } }",
    "{ ?s ?p '''a''' SERVICE <%s> { ?a ?b ?c } }",
    "{ ?s ?p trueSERVICE <%s> { ?a ?b ?c } }",
    "{ ?s ?p 1SERVICE <%s> { ?a ?b ?c } }",
    "{ \\u0053ERVICE <%s> { ?s ?p ?o } }",
    "{ S\\u0045RVICE <%s> { ?s ?p ?o } }",
    "{ SERV\\U00000049CE <%s> { ?s ?p ?o } }",
    "{ SERVICE here:x { ?s ?p ?o } }",
    "{ SERVICEhere:x { ?s ?p ?o } }",
    "{ service:x { ?s ?p ?o } }",
    "{ serviceSILENT:x { ?s ?p ?o } }",
    "{ ?s ?p trueservice:x { ?s ?p ?o } }",
    "{ service:x # a comment\n{ ?s ?p ?o } }",
]
"""Spellings of a SERVICE clause; several are read as one by Oxigraph although the standard's tokens say
otherwise.
"""


@pytest.mark.parametrize("pattern", FEDERATED)
def test_every_spelling_of_a_service_clause_is_seen(pattern: str) -> None:
    prologue = "PREFIX here: <http://127.0.0.1:1/> PREFIX : <http://127.0.0.1:1/> PREFIX ex: <http://e/> "
    prologue += (
        "PREFIX service: <http://e/> PREFIX serviceSILENT: <http://e/> PREFIX trueservice: <http://e/> "
    )
    with pytest.raises(QueryError):
        check_federation(prologue + "SELECT * " + pattern.replace("%s", "http://127.0.0.1:1/"))


FRAGMENTS = [
    *(
        "service",
        "SERVICE",
        "silent",
        " ",
        "\n",
        "#",
        "\r",
        "{",
        "}",
        "{}",
        "?s",
        "?p",
        "?o",
        "$x",
        "true",
        "false",
    ),
    *(
        "1",
        ".",
        "1.5",
        "1e5",
        "ex:",
        "ex:a",
        ":",
        ":p",
        "service:",
        "servicea:",
        "_:b",
        "<http://127.0.0.1:1/>",
        "<",
    ),
    *(
        ">",
        "'",
        '"',
        "'''",
        '"""',
        "\\",
        "\\#",
        "\\-",
        "\\u0053",
        "%41",
        "%4",
        "-",
        "--",
        "ltr",
        "@en",
        "·",
        "ä",
        "(",
    ),
    *(
        ")",
        ",",
        ";",
        "?",
        "*",
        "|",
        "/",
        "^",
        "graph ",
        "optional ",
        "union",
        "minus",
        "filter",
        "not exists",
    ),
    *(
        "values ?s ",
        "undef",
        "bind",
        "lateral ",
        "from",
        "named",
        "<http://e/service/x>",
        "'service'",
        "?service",
    ),
]
HEADS = ["{?s ?p ", "{", "{optional {", "{filter not exists {", "{?s ?p ?o . "]
TAILS = [" ex:a {}}", "ex:a{}}", ":p{}}", "?o {}}", "<http://127.0.0.1:1/>{}}", "}"]


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(HEADS),
    st.lists(st.sampled_from(FRAGMENTS), max_size=5),
    st.sampled_from(["service", "SERVICE", ""]),
    st.lists(st.sampled_from(FRAGMENTS), max_size=2),
    st.sampled_from(TAILS),
)
def test_what_passes_the_check_never_makes_oxigraph_call(
    head: str, middle: list[str], word: str, after: list[str], tail: str
) -> None:
    body = head + "".join(middle) + word + "".join(after) + tail
    body += "}" * max(0, body.count("{") - body.count("}"))
    text = f"{PROLOGUE}SELECT * {body}"
    try:
        check_federation(text)
    except QueryError:
        return
    store = Store()
    store.load(b"<http://e/a> <http://e/b> true, 1 .", RdfFormat.TURTLE)
    try:
        results = store.query(text)
        assert isinstance(results, QuerySolutions)
        list(results)
    except SyntaxError:
        return
    except OSError as error:  # port 1 is refused by Oxigraph's HTTP client: it was about to call
        pytest.fail(f"Oxigraph would have called for {text!r}: {error}")
