"""The fields of the index and how their words are made."""

from __future__ import annotations

from typing import Final

import tantivy

FORMAT: Final = 1
"""Version of the schema; an index of another one is made anew."""
STEMMERS: Final = {"stem_de": "german", "stem_en": "english"}
"""Analyzer → language of its Snowball stemmer."""
OPEN_END: Final = 9999
"""Year of the end of what has not ended."""


def schema() -> tantivy.Schema:
    """Return the schema.

    ``exact``: whole names, folded, without legal forms. ``name``: their words. ``stem``: their stems. ``former``: words
    of names that it had. ``related``: stems of what it has to do with. ``text_de``, ``text_en``: stems of descriptions.
    ``kind``, ``field``, ``district``, ``decade``: what results are narrowed by. ``weight``: what a score is multiplied
    with. ``shown``: JSON of what a result shows.
    """
    made = tantivy.SchemaBuilder()
    for exact in ("exact", "iri"):
        made.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    for name, analyzer in (
        ("name", "words"),
        ("former", "words"),
        ("stem", "stem_de"),
        ("related", "stem_de"),
        ("text_de", "stem_de"),
        ("text_en", "stem_en"),
    ):
        made.add_text_field(name, tokenizer_name=analyzer)
    for facet in ("kind", "field", "district", "decade"):
        made.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    for year in ("begin", "end"):
        made.add_integer_field(year, indexed=True, fast=True)
    made.add_float_field("weight", fast=True)
    made.add_bytes_field("shown", stored=True)
    return made.build()


def analyzers() -> dict[str, tantivy.TextAnalyzer]:
    """Return the analyzers by name. They take folded words with spaces between them."""

    def words() -> tantivy.TextAnalyzerBuilder:
        return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())

    made = {"words": words().build()}
    for name, language in STEMMERS.items():
        made[name] = words().filter(tantivy.Filter.stemmer(language)).build()
    return made
