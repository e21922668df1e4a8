"""``graphapp query``: ask a question of the catalogue, of the current release or of any endpoint."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator

import click
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from graphapp.catalogue import Catalogue, CatalogueError, CatalogueQuery, UnknownQueryError, load
from graphapp.catalogue.bind import ParameterError, ask_for
from graphapp.catalogue.things import Things
from graphapp.config import from_environment
from graphapp.store import open_engine
from graphapp.store.engine import Engine, QueryError, Question, ask, graph, select
from graphapp.store.formats import Kind, by_name, formats_for
from graphapp.store.terms import shown

NAMES = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "rdfxml", "jsonld")


@click.command(short_help="Ask a question of the catalogue.")
@click.argument("name", required=False)
@click.option(
    "--param", "-p", "params", multiple=True, metavar="KEY=VALUE", help="Set a parameter; repeatable."
)
@click.option("--format", "-f", "output", type=click.Choice(NAMES), default="table", show_default=True)
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the current release.")
@click.option("--list", "listing", is_flag=True, help="List the queries with their parameters.")
@click.option("--text", "only_text", is_flag=True, help="Print the SPARQL text with the parameters bound.")
def query(  # noqa: PLR0917
    name: str | None,
    params: tuple[str, ...],
    output: str,
    endpoint: str | None,
    listing: bool,
    only_text: bool,
) -> None:
    """Ask the catalogue's query NAME ("networks/leaders", or "leaders") and print the answer.

    \b
    graphapp query --list
    graphapp query leaders --param network=optonet
    graphapp query leaders -p network=optonet --format csv > leaders.csv
    graphapp query leaders --endpoint https://example.org/sparql
    """
    settings = from_environment()
    if endpoint:
        settings = dataclasses.replace(settings, endpoint=endpoint)
    try:
        catalogue = load(settings.queries)
        if listing or not name:
            _list(catalogue)
            return
        known = catalogue.find(name)
        engine = open_engine(settings)
        text = ask_for(known, _given(params), Things(engine, catalogue))
        if only_text:
            click.echo(text)
        elif output == "table":
            _table(engine, known, text)
        else:
            _write(engine, known, text, output)
    except (CatalogueError, UnknownQueryError, ParameterError, QueryError) as error:
        raise click.ClickException(str(error)) from None


def _given(params: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for param in params:
        key, equals, value = param.partition("=")
        if not equals:
            raise click.BadParameter(f"“{param}” is not KEY=VALUE", param_hint="--param")
        given[key.strip()] = value
    return given


def _list(catalogue: Catalogue) -> None:
    console = Console()
    for subject, queries in catalogue.by_subject().items():
        table = RichTable(title=subject, title_justify="left", box=None, pad_edge=False)
        for column in ("query", "title", "parameters"):
            table.add_column(column, overflow="fold")
        for known in queries:
            table.add_row(known.name, Text(known.title.en), " ".join(_signature(known)))
        console.print(table, "")


def _signature(known: CatalogueQuery) -> Iterator[str]:
    for parameter in known.parameters:
        default = shown(parameter.default) if parameter.default is not None else ""
        yield f"{parameter.name}={default}"


def _table(engine: Engine, known: CatalogueQuery, text: str) -> None:
    console = Console()
    question = Question(text)
    if known.kind is Kind.BOOLEAN:
        console.print("yes" if ask(engine, question) else "no")
        return
    if known.kind is Kind.GRAPH:
        triples = graph(engine, question)
        heads: tuple[str, ...] = ("subject", "predicate", "object")
        rows = [tuple(shown(term) for term in triple) for triple in triples]
    else:
        answer = select(engine, question)
        heads, rows = answer.variables, [tuple(shown(term) for term in row) for row in answer.rows]
    table = RichTable(title=Text(known.title.en), title_justify="left")
    for head in heads:
        table.add_column(Text(head), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
    console.print(f"{len(rows)} rows" if len(rows) != 1 else "1 row")


def _write(engine: Engine, known: CatalogueQuery, text: str, output: str) -> None:
    wanted = by_name(output, known.kind)
    if wanted is None:
        names = ", ".join(("table", *(known.name for known in formats_for(known.kind))))
        raise click.BadParameter(
            f"“{known.name}” answers with {'triples' if known.kind is Kind.GRAPH else 'solutions'}; "
            f"use {names}",
            param_hint="--format",
        )
    for chunk in engine.answer(Question(text), wanted):
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
