"""The data blocks of a query (``VALUES ?x { … }``, SPARQL 1.1 Query Language, section 10): read and refilled.

Blocks are found among the query's tokens, and what is put into them is a serialised RDF term; so no value,
however hostile, can end its block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from graphapp.store.lexer import Token, TokenKind, code

Value = NamedNode | Literal
"""A term that a parameter can have."""


@dataclass(frozen=True)
class Block:
    """A data block of a single variable: the variable's name, and where its contents begin and end in the
    text.
    """

    variable: str
    start: int
    end: int
    tokens: tuple[Token, ...]


def blocks(text: str) -> Iterator[Block]:
    """Give every data block of a single variable, in order."""
    stream = code(text)
    for index in range(len(stream) - 3):
        keyword, variable, brace = stream[index : index + 3]
        if not (keyword.is_word("VALUES") and variable.kind is TokenKind.VARIABLE and brace.text == "{"):
            continue
        inside: list[Token] = []
        for token in stream[index + 3 :]:
            if token.text == "}":
                yield Block(variable.text[1:], brace.end, token.start, tuple(inside))
                break
            inside.append(token)


def default_of(text: str, variable: str) -> Value | None:
    """Return the term in the first data block of ``variable``, or None if that is UNDEF.

    Raises ``LookupError`` without such a block, ``ValueError`` if it holds anything but one term or UNDEF.
    """
    block = next((found for found in blocks(text) if found.variable == variable), None)
    if block is None:
        raise LookupError(variable)
    if len(block.tokens) == 1 and block.tokens[0].is_word("UNDEF"):
        return None
    # One term is written alike in SPARQL and in Turtle; a Turtle document around it is read by a Turtle
    # parser.
    prologue = "".join(f"@prefix {name}: {iri} .\n" for name, iri in _prefixes(text).items())
    turtle = f"{prologue}<x:s> <x:p> {text[block.start : block.end]} ."
    try:
        terms = [triple.object for triple in parse(turtle, format=RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise ValueError(f"not one RDF term: {error.msg}") from None
    if len(terms) != 1 or not isinstance(terms[0], NamedNode | Literal):
        raise ValueError("not one RDF term")
    return terms[0]


def fill(text: str, values: Mapping[str, Sequence[Value]]) -> str:
    """Return ``text`` with every data block of a variable in ``values`` holding those terms; UNDEF for none.

    Raises ``LookupError`` for a variable that has no data block.
    """
    found = [block for block in blocks(text) if block.variable in values]
    missing = set(values) - {block.variable for block in found}
    if missing:
        raise LookupError(", ".join(sorted(missing)))
    for block in reversed(found):
        terms = " ".join(str(term) for term in values[block.variable]) or "UNDEF"
        text = f"{text[: block.start]} {terms} {text[block.end :]}"
    return text


def _prefixes(text: str) -> dict[str, str]:
    stream = code(text)
    return {
        stream[at + 1].text[:-1]: stream[at + 2].text
        for at in range(len(stream) - 2)
        if stream[at].is_word("PREFIX") and stream[at + 2].kind is TokenKind.IRIREF
    }
