"""SPARQL's tokens (SPARQL 1.1 Query Language, section 19.8): enough to see a query's form, data set and
SERVICE.

Oxigraph's parser knows no tokens. It reads ``trueSERVICE <x> {}`` as a literal and a SERVICE clause, and
``service:p {}`` as a call of ``:p`` even where ``service:`` is a declared prefix (both seen with pyoxigraph
0.5.13). `check_federation` therefore asks more than a tokeniser by the book would: every run of letters that
holds "service" outside a string, an IRI, a comment or a variable must be shown to be harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple
from urllib.parse import urljoin

from graphapp.store.errors import QueryRefusedError, QuerySyntaxError

_BASE_CHARS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_U = f"{_BASE_CHARS}_"
_MARKS = "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS = f"{_U}{_MARKS}-"
_PLX = r"(?:%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_UCHAR = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = rf"(?:\\[tbnrf\"'\\]|{_UCHAR})"
_PREFIX = rf"(?:[{_BASE_CHARS}](?:[{_CHARS}.]*[{_CHARS}])?)?:"
_LOCAL = rf"(?:[{_U}:0-9]|{_PLX})(?:(?:[{_CHARS}:]|{_PLX})|\.+(?=[{_CHARS}:%\\]))*"


class TokenKind(Enum):
    """The kinds of token; each value is the expression that finds it, tried in this order."""

    SPACE = r"[ \t\r\n]+"
    COMMENT = r"#[^\r\n]*"
    IRIREF = rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{_UCHAR})*>"
    STRING = (
        rf"'''(?:(?:''?)?(?:[^'\\]|{_ESCAPE}))*'''"
        rf'|"""(?:(?:""?)?(?:[^"\\]|{_ESCAPE}))*"""'
        rf"|'(?:[^'\\\r\n]|{_ESCAPE})*'"
        rf'|"(?:[^"\\\r\n]|{_ESCAPE})*"'
    )
    VARIABLE = rf"[?$][{_U}0-9][{_U}{_MARKS}]*"
    BLANK = rf"_:[{_U}0-9](?:[{_CHARS}.]*[{_CHARS}])?"
    PNAME = rf"{_PREFIX}(?:{_LOCAL})?"
    LANGTAG = r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*"
    NUMBER = r"(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+"
    WORD = r"[A-Za-z_][A-Za-z0-9_]*"
    PUNCTUATION = r"\^\^|&&|\|\||<=|>=|!=|[{}()\[\];,.|/^*+\-!?=<>&~]"
    UNKNOWN = r"[\s\S]"


_KINDS: Final = {kind.name: kind for kind in TokenKind}
_SERVICE: Final = re.compile("service", re.IGNORECASE | re.ASCII)
_FROM: Final = re.compile("from", re.IGNORECASE | re.ASCII)
_MEANINGLESS: Final = frozenset({"SPACE", "COMMENT"})
_TOKEN: Final = re.compile("|".join(f"(?P<{kind.name}>{kind.value})" for kind in TokenKind))


class Token(NamedTuple):
    """A token: its kind, its text as written, and where it begins (an index into the query)."""

    kind: TokenKind
    text: str
    start: int

    @property
    def end(self) -> int:
        """Index after the last character."""
        return self.start + len(self.text)

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords ``words`` (given in capitals), in any case of letters."""
        return self.kind is TokenKind.WORD and self.text.upper() in words


class Form(Enum):
    """The query forms of SPARQL 1.1 (section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


_FORMS: Final = {form.value for form in Form}
_UPDATES: Final = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_NO_UPDATE: Final = (
    "This endpoint only reads: updates (INSERT, DELETE, LOAD, CLEAR …) are not served.",
    "Dieser Endpunkt liest nur: Änderungen (INSERT, DELETE, LOAD, CLEAR …) werden nicht angeboten.",
)
_NO_SERVICE: Final = (
    "Federated queries are not served: a SERVICE clause (line {line}, column {column}) would make "
    "this server "
    "call another address. Ask the other endpoint yourself and join the answers, or run the query with your "
    "own engine over the data. (If no SERVICE is meant: put a full stop between a prefixed name "
    "and a brace.)",
    "Föderierte Abfragen werden nicht angeboten: Eine SERVICE-Klausel (Zeile {line}, Spalte {column}) ließe "
    "diesen Server eine andere Adresse aufrufen. Fragen Sie den anderen Endpunkt selbst und "
    "verbinden Sie die "
    "Antworten, oder nehmen Sie eine eigene Datenbank. (Ist kein SERVICE gemeint: Setzen Sie einen Punkt "
    "zwischen einen Namen mit Präfix und eine Klammer.)",
)


def tokens(text: str) -> Iterator[Token]:
    """Give every token of ``text``, white space and comments included: joined again, their texts are
    ``text``.
    """
    for match in _TOKEN.finditer(text):
        assert match.lastgroup is not None
        yield Token(_KINDS[match.lastgroup], match.group(), match.start())


def code(text: str) -> list[Token]:
    """Return the tokens that mean something: all but white space and comments."""
    return list(_code(text))


def _code(text: str) -> Iterator[Token]:
    """Give the same one by one, for who does not need all: a text of a megabyte has hundreds of thousands."""
    for match in _TOKEN.finditer(text):
        name = match.lastgroup
        if name not in _MEANINGLESS:
            assert name is not None
            yield Token(_KINDS[name], match.group(), match.start())


def _head(text: str) -> list[Token]:
    """Return the tokens up to the first brace; all that a prologue can have, and the form."""
    stream = []
    for token in _code(text):
        stream.append(token)
        if token.text == "{":
            break
    return stream


def position(text: str, index: int) -> tuple[int, int]:
    """Return line and column, both from 1, of the character at ``index``; lines end with a line feed."""
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def unescape(text: str) -> str:
    r"""Replace the codepoint escapes ``\uXXXX`` and ``\UXXXXXXXX`` (section 19.2)."""

    def character(match: re.Match[str]) -> str:
        number = int(match.group()[2:], 16)
        return chr(number) if number < 0x110000 else match.group()

    return re.sub(_UCHAR, character, text)


def query_form(text: str) -> Form:
    """Return the form of the query.

    Raises `QueryRefusedError` for an update and `QuerySyntaxError` where no form follows
    the prologue.
    """
    stream = _head(text)
    at = _after_prologue(stream)
    if at >= len(stream):
        raise _syntax(
            text,
            len(text),
            "The query ends before SELECT, ASK, CONSTRUCT or DESCRIBE.",
            "Die Abfrage endet vor SELECT, ASK, CONSTRUCT oder DESCRIBE.",
        )
    token = stream[at]
    # Oxigraph needs no white space after a keyword, so "SELECT?x" and even "SELECTDISTINCT" are read alike
    # here.
    word = token.text.upper()
    for form in Form:
        if token.kind is TokenKind.WORD and word.startswith(form.value):
            return form
    if token.kind is TokenKind.WORD and word in _UPDATES:
        raise QueryRefusedError(*_NO_UPDATE)
    if token.kind is TokenKind.PNAME and any(word.startswith(form.value) for form in Form):
        return next(form for form in Form if word.startswith(form.value))
    raise _syntax(
        text,
        token.start,
        f"Expected PREFIX, BASE, SELECT, ASK, CONSTRUCT or DESCRIBE, but found “{_shown(token.text)}”.",
        f"Erwartet: PREFIX, BASE, SELECT, ASK, CONSTRUCT oder DESCRIBE; gefunden: „{_shown(token.text)}“.",
    )


def check_federation(text: str) -> None:
    """Make sure that no engine, however it reads the text, finds a SERVICE clause in it.

    Raises `QueryRefusedError` where one stands or could be read, and `QuerySyntaxError` where a text that
    holds the word has a character that begins no token (what comes after it cannot be judged).
    """
    readings = {text, unescape(text)} if "\\" in text else {text}
    for reading in readings:
        if _SERVICE.search(reading):
            _check_reading(reading)


def _check_reading(text: str) -> None:
    # A long text has hundreds of thousands of tokens; only those around the word are looked at.
    declared = {name for name, _ in _prologue(_head(text))}
    words = (match.start() for match in _SERVICE.finditer(text))
    word = next(words, len(text))
    previous: re.Match[str] | None = None
    suspect: Token | None = None
    before: Token | None = None
    for match in _TOKEN.finditer(text):
        name = match.lastgroup
        if name in _MEANINGLESS:
            continue
        if suspect is not None:
            _check_token(text, suspect, before, _token(match), declared)
            suspect = None
        if name == "UNKNOWN":
            _check_token(text, _token(match), None, None, declared)
        end = match.end()
        if word < end:
            suspect, before = _token(match), _token(previous) if previous else None
            while word < end:
                word = next(words, len(text))
        previous = match
    if suspect is not None:
        _check_token(text, suspect, before, None, declared)


def _token(match: re.Match[str]) -> Token:
    return Token(_KINDS[match.lastgroup or ""], match.group(), match.start())


def _check_token(
    text: str, token: Token, previous: Token | None, following: Token | None, declared: set[str]
) -> None:
    if token.kind is TokenKind.UNKNOWN:
        raise _syntax(
            text,
            token.start,
            f"“{_shown(token.text)}” begins no word of SPARQL here.",
            f"Mit „{_shown(token.text)}“ beginnt hier kein Wort von SPARQL.",
        )
    if "service" in token.text.lower() and not _harmless(token, previous, following, declared):
        line, column = position(text, token.start)
        raise QueryRefusedError(*(told.format(line=line, column=column) for told in _NO_SERVICE))


def _harmless(token: Token, previous: Token | None, following: Token | None, declared: set[str]) -> bool:
    """Whether a token with "service" in it cannot begin a SERVICE clause, in a parser with or without
    tokens.
    """
    if token.kind in (TokenKind.IRIREF, TokenKind.STRING, TokenKind.VARIABLE, TokenKind.BLANK):
        return True
    if token.kind is not TokenKind.PNAME:
        return False
    prefix = token.text.partition(":")[0]
    if "service" not in prefix.lower():
        return True
    if previous is not None and previous.is_word("PREFIX"):
        return True
    opens = following is not None and following.text == "{"
    graph = previous is not None and previous.is_word("GRAPH", "FROM", "NAMED")
    return prefix in declared and (graph or not opens)


@dataclass(frozen=True)
class DataSet:
    """What FROM and FROM NAMED say, as absolute IRIs where the prologue allows it; both empty when there is
    none.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def data_set(text: str) -> DataSet:
    """Return the data set that the query itself names (section 13.2); clauses that cannot be read are left
    out.
    """
    if not _FROM.search(text):
        return DataSet()
    stream: list[Token] = []
    for token in _code(text):
        stream.append(token)
        if token.text == "{" and not _in_template(stream, len(stream) - 1):
            break
    prologue = dict(_prologue(stream))
    base = _base(stream)
    default: list[str] = []
    named: list[str] = []
    for index, token in enumerate(stream):
        if not token.is_word("FROM"):
            continue
        is_named = index + 1 < len(stream) and stream[index + 1].is_word("NAMED")
        at = index + (2 if is_named else 1)
        iri = _resolve(stream[at], prologue, base) if at < len(stream) else None
        if iri is not None:
            (named if is_named else default).append(iri)
    return DataSet(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))


def undeclared_prefix(text: str) -> Token | None:
    """Return the first prefixed name whose prefix the prologue does not declare, if there is one."""
    stream = code(text)
    declared = {name for name, _ in _prologue(stream)}
    names = (token for token in stream[_after_prologue(stream) :] if token.kind is TokenKind.PNAME)
    return next((token for token in names if token.text.partition(":")[0] not in declared), None)


def _in_template(stream: list[Token], index: int) -> bool:
    """Whether the brace at ``index`` opens CONSTRUCT's template, after which FROM may still come."""
    return index > 0 and stream[index - 1].is_word("CONSTRUCT")


def _after_prologue(stream: list[Token]) -> int:
    at = 0
    while at < len(stream):
        if stream[at].is_word("PREFIX"):
            at += 3
        elif stream[at].is_word("BASE", "VERSION"):
            at += 2
        else:
            break
    return at


def _prologue(stream: list[Token]) -> Iterator[tuple[str, str]]:
    """Give prefix → namespace for each PREFIX of the prologue, relative IRIs as they are."""
    for at in range(_after_prologue(stream) - 2):
        if stream[at].is_word("PREFIX") and at + 2 < len(stream):
            yield stream[at + 1].text.partition(":")[0], unescape(stream[at + 2].text[1:-1])


def _base(stream: list[Token]) -> str:
    base = ""
    for at in range(_after_prologue(stream) - 1):
        if stream[at].is_word("BASE") and at + 1 < len(stream):
            base = urljoin(base, unescape(stream[at + 1].text[1:-1]))
    return base


def _resolve(token: Token, prologue: dict[str, str], base: str) -> str | None:
    if token.kind is TokenKind.IRIREF:
        return urljoin(base, unescape(token.text[1:-1])) if base else unescape(token.text[1:-1])
    if token.kind is TokenKind.PNAME:
        prefix, _, local = token.text.partition(":")
        if prefix in prologue:
            return urljoin(base, prologue[prefix]) + re.sub(r"\\(.)", r"\1", local)
    return None


def _shown(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _syntax(text: str, index: int, message: str, german: str) -> QuerySyntaxError:
    line, column = position(text, index)
    return QuerySyntaxError(
        f"Line {line}, column {column}: {message}", f"Zeile {line}, Spalte {column}: {german}", line, column
    )
