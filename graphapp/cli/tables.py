"""``graphapp import`` and ``graphapp export``: fact tables to ``data/`` and back, and networks."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from graphapp import config
from graphapp.cli.network import network
from graphapp.tables import code_lists, exporting, importing, report
from graphapp.tables import curation as curation_tables
from graphapp.tables.rows import TableError
from graphapp.tables.values import is_date

_SHOWN = 40


@click.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--replace", "replace_documents", is_flag=True, help="Let statements go that the tables no longer have."
)
@click.option(
    "--retrieved", default="", metavar="DATE", help="When documents without a date were read (ISO 8601)."
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the account as CSV.",
)
def import_tables(folder: Path, replace_documents: bool, retrieved: str, report_file: Path | None) -> None:
    """Write the fact tables in FOLDER (CSV or XLSX) into data/.

    A table is the truth for the documents it names. Every cell that cannot be mapped is shown with file, line and column,
    and then nothing is written.
    """
    settings, console = config.from_environment(), Console(stderr=True)
    if retrieved and not is_date(retrieved):
        raise click.BadParameter(f"{retrieved!r} is no ISO 8601 date", param_hint="--retrieved")
    bar = Progress(
        TextColumn("{task.description:>8}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
    )
    try:
        with bar:
            task = bar.add_task("read")

            def step(stage: str, done: int, count: int) -> None:
                bar.update(task, description=stage, completed=done, total=count)

            done = importing.import_folder(
                folder, settings.data, replace_documents=replace_documents, retrieved=retrieved, step=step
            )
    except TableError as error:
        for problem in error.problems[:_SHOWN]:
            console.print(str(problem), style="red", soft_wrap=True, markup=False, highlight=False)
        more = len(error.problems) - _SHOWN
        console.print(
            f"{error}{f', {more} more than shown' if more > 0 else ''}. Nothing was written.", style="bold"
        )
        sys.exit(1)
    except importing.WouldRemoveError as error:
        for path, lines in sorted(error.lines.items())[:_SHOWN]:
            console.print(
                f"{path.relative_to(settings.project)}: {lines} line{'s' * (lines != 1)}", markup=False
            )
        console.print(
            f"{error}: the tables lack what data/ has for these documents. Nothing was written. Add the rows "
            "(`graphapp export --format tables` has them), or say --replace.",
            style="bold",
        )
        sys.exit(1)
    schemes = code_lists.write(
        curation_tables.load(settings.data / "curation"), settings.ontology / "schemes"
    )
    if report_file:
        report.write(done.facts, report_file)
    _show(Console(), done, len(schemes))


def _show(console: Console, done: importing.Report, schemes: int) -> None:
    facts, what = done.facts, Counter(outcome.what for outcome in done.facts.outcomes)
    table = Table("", "rows in", "in the graph", title="Import")
    table.add_row("documents", str(facts.source_rows), str(len(facts.sources)))
    table.add_row("things", str(facts.entity_rows), str(len({row.id for row in facts.entities})))
    table.add_row("claims", str(len(facts.outcomes)), str(what["statement"]))
    console.print(table)
    console.print(
        f"{what['duplicate']} claims said twice by one document, {what['withheld']} withheld (persons without a public role); "
        f"{len(done.written)} files written, {done.unchanged} unchanged, {len(done.removed)} removed"
        + (f", {schemes} code lists written" if schemes else "")
        + "."
    )


class _Exports(click.Group):
    """What is exported; tables, where nothing else is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        named = not args or args[0] in (*self.commands, *self.get_help_option_names(ctx))
        return super().parse_args(ctx, args if named else ["tables", *args])


@click.group(cls=_Exports)
def export() -> None:
    """Write the fact tables, or a network.

    \b
    graphapp export FOLDER         the same as: graphapp export tables FOLDER
    graphapp export network …      see: graphapp export network --help
    """


export.add_command(network)


@export.command("tables")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["tables", "xlsx"]),
    default="tables",
    help="CSV tables or workbooks.",
)
@click.option(
    "--topic", "topics", multiple=True, metavar="NAME", help="Only this folder of data/; may be repeated."
)
def export_tables(folder: Path, form: str, topics: tuple[str, ...]) -> None:
    """Write data/ as fact tables into FOLDER; importing them gives the same data/."""
    settings = config.from_environment()
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = exporting.export_tables(
            settings.data, folder, "xlsx" if form == "xlsx" else "csv", frozenset(topics)
        )
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--topic") from None
    rows = ", ".join(f"{count} {name}" for name, count in done.rows.items())
    click.echo(f"{rows} in {len(done.files)} files below {folder}")
