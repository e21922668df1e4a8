"""``graphapp screenshots``: pictures of the pages of a running server."""

from __future__ import annotations

from pathlib import Path

import click

from graphapp.config import PROJECT


@click.command(short_help="Take pictures of the pages.")
@click.option(
    "--url", default="http://127.0.0.1:8000", show_default=True, help="Address of the running server."
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=PROJECT / "docs" / "screenshots",
    help="Folder for the pictures.  [default: docs/screenshots]",
)
@click.option(
    "--every",
    is_flag=True,
    help="Every kind of page in both languages, themes and widths, with contact-sheet.html; else those of the documentation.",
)
def screenshots(url: str, output: Path, every: bool) -> None:
    """Take pictures of the pages of the server at --url, with the system's Chromium or Playwright's.

    Needs Playwright, which is one of the development dependencies.
    """
    from graphapp.web.screenshots import DOCUMENTED, every_shot, take

    shots = tuple(every_shot()) if every else DOCUMENTED
    try:
        made = take(url.rstrip("/"), output, shots, lambda text: click.echo(text, err=True), sheet=every)
    except ImportError:
        raise click.ClickException("Playwright is not installed: run make build in a checkout") from None
    except Exception as error:
        from playwright.sync_api import Error

        if not isinstance(error, Error):
            raise
        raise click.ClickException(str(error).splitlines()[0]) from None
    size = sum(path.stat().st_size for path in made)
    click.echo(f"{len(made)} pictures, {size / 1e6:.1f} MB, in {output}")
