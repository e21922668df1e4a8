"""Make Tantivy's query of folded words and of what narrows them.

The scores of single terms are BM25's; those of beginnings, of similar words and of whole names are constants, set so that a
whole name beats a word of a name, that beats a beginning, and that beats what a description says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from tantivy import FieldType, Occur, Query, TextAnalyzer

from graphapp.search.schema import OPEN_END, schema

_SCHEMA = schema()


@dataclass(frozen=True)
class Words:
    """Folded words, and how a thing has to match them."""

    words: list[str]
    nearness: Literal["all", "begin", "similar", "some"]
    """``all``: each word, in a name or a text; ``begin``: the names' words begin with them; ``similar``: with typing
    mistakes; ``some``: at least one of them."""


class Narrowing(Protocol):
    """What narrows a search; see `graphapp.search.reading.Wanted`."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def district(self) -> str: ...  # noqa: D102
    @property
    def begin(self) -> int | None: ...  # noqa: D102
    @property
    def end(self) -> int | None: ...  # noqa: D102


def wanted_words(words: Words, analyzers: Mapping[str, TextAnalyzer]) -> Query:
    """Return the query for things that match ``words``."""
    one = {"all": _word, "some": _word, "begin": _beginning, "similar": _similar}[words.nearness]
    occur = Occur.Should if words.nearness == "some" else Occur.Must
    parts = [(occur, one(word, analyzers)) for word in words.words]
    better = [_constant(_prefix("exact", " ".join(words.words)), 8)]
    if len(words.words) > 1:
        phrase = Query.phrase_query(_SCHEMA, "name", list(words.words), slop=1)
        better.append(Query.boost_query(phrase, 0.6))
    needed = Query.boolean_query(parts)
    matched = Query.boolean_query([(Occur.Must, needed), *((Occur.Should, query) for query in better)])
    # A whole name is enough by itself: an identifier's words stand in no name.
    return Query.boolean_query([(Occur.Should, _whole_name(words.words)), (Occur.Should, matched)])


def narrowed(words: Query, by: Narrowing) -> Query:
    """Return ``words`` for things of the kind, field, district and period only; a period is met by what overlaps it."""
    parts = [(Occur.Must, words)]
    for facet, value in (("kind", by.kind), ("field", by.field), ("district", by.district)):
        if value:
            parts.append((Occur.Must, _silent(Query.term_query(_SCHEMA, facet, value, index_option="basic"))))
    if by.begin is not None:
        parts.append((Occur.Must, _silent(_years("end", by.begin, OPEN_END))))
    if by.end is not None:
        parts.append((Occur.Must, _silent(_years("begin", -OPEN_END, by.end))))
    return Query.boolean_query(parts) if len(parts) > 1 else words


def _word(word: str, analyzers: Mapping[str, TextAnalyzer]) -> Query:
    stems = {name: _stem(analyzers[name], word) for name in ("stem_de", "stem_en")}
    parts = [
        Query.boost_query(_term("name", word), 2.2),
        Query.boost_query(_term("former", word), 1.6),
        Query.boost_query(_term("stem", stems["stem_de"]), 1.5),
        Query.boost_query(_term("related", stems["stem_de"]), 0.7),
        Query.boost_query(_term("text_de", stems["stem_de"]), 0.6),
        Query.boost_query(_term("text_en", stems["stem_en"]), 0.6),
    ]
    if len(word) >= 3:
        parts.append(_constant(_prefix("name", word), 4))
        parts.append(_constant(_prefix("related", word), 1))
    return Query.disjunction_max_query(parts, 0.1)


def _beginning(word: str, _analyzers: Mapping[str, TextAnalyzer]) -> Query:
    parts = [
        Query.boost_query(_term("name", word), 2.2),
        _constant(_prefix("name", word), 6),
        _constant(_prefix("former", word), 4),
    ]
    return Query.disjunction_max_query(parts, 0.1)


def _similar(word: str, analyzers: Mapping[str, TextAnalyzer]) -> Query:
    parts = [_word(word, analyzers)]
    mistakes = 0 if len(word) < 4 else 1 if len(word) < 8 else 2
    for field, score in (("name", 5.0), ("former", 3.0), ("related", 1.5)):
        for distance in range(1, mistakes + 1):
            like = Query.fuzzy_term_query(_SCHEMA, field, word, distance, True, False)
            parts.append(_constant(like, score / distance))
    if mistakes and len(word) >= 5:
        parts.append(_constant(Query.fuzzy_term_query(_SCHEMA, "name", word, 1, True, True), 2))
    return Query.disjunction_max_query(parts, 0.1)


def _whole_name(words: list[str]) -> Query:
    name = Query.term_query(_SCHEMA, "exact", " ".join(words), index_option="basic")
    return _constant(name, 25)


def _term(field: str, word: str) -> Query:
    return Query.term_query(_SCHEMA, field, word)


def _prefix(field: str, word: str) -> Query:
    return Query.fuzzy_term_query(_SCHEMA, field, word, 0, True, True)


def _years(field: str, first: int, last: int) -> Query:
    return Query.range_query(_SCHEMA, field, FieldType.Integer, first, last)


def _constant(query: Query, score: float) -> Query:
    return Query.const_score_query(query, score)


def _silent(query: Query) -> Query:
    return _constant(query, 0)


def _stem(analyzer: TextAnalyzer, word: str) -> str:
    found = analyzer.analyze(word)
    return found[0] if found else word
