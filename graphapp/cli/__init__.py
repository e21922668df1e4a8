"""One command, ``graphapp``, whose subcommands are loaded only when they are asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, Final

import click

from graphapp import __version__

COMMANDS: Final[dict[str, str]] = {
    "import": "graphapp.cli.tables:import_tables",
    "export": "graphapp.cli.tables:export",
    "synthesise": "graphapp.cli.synthesise:synthesise",
    "check": "graphapp.cli.check:check",
    "build": "graphapp.cli.build:build",
    "serve": "graphapp.cli.serve:serve",
    "query": "graphapp.cli.query:query",
    "bench": "graphapp.cli.bench:bench",
    "picture": "graphapp.cli.picture:picture",
    "context": "graphapp.cli.context:context",
    "screenshots": "graphapp.cli.screenshots:screenshots",
}
"""Subcommand → ``module:attribute`` of its click command."""


class LazyGroup(click.Group):
    """A click group that imports a subcommand's module when it is invoked or its help is shown."""

    def __init__(self, *args: Any, targets: Mapping[str, str], **kwargs: Any) -> None:
        """Take the subcommands as name → ``module:attribute``; the rest is click's."""
        super().__init__(*args, **kwargs)
        self.targets = targets

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which data flows."""
        return list(self.targets)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command ``cmd_name``; None if there is none of that name."""
        target = self.targets.get(cmd_name)
        if target is None:
            return None
        module, attribute = target.split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=LazyGroup, targets=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="graphapp")
def main() -> None:
    """The Thuringian cluster graph: import tables, check, build, serve and query it."""
