"""Show how far a build is: a bar on a terminal, one line a stage elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

STAGES: Final = {
    "read": "Read the files",
    "withhold": "Withhold people",
    "infer": "Derive statements",
    "prefer": "Prefer values",
    "write": "Sort and compress",
    "validate": "Validate",
    "publish": "Publish",
    "index": "Index for the search",
    "project": "Lay the networks out",
    "store": "Store for the disk engine",
    "offer": "Finish the downloads",
}
"""Stage → what a person reads, in their order."""


Step = Callable[[str], None]
"""Tells that a file is through."""

SLOW: Final = 5.0
"""Seconds after which a single file is worth a line."""


class Stages:
    """Measures the stages and, given a console, shows them there."""

    def __init__(self, console: Console | None = None) -> None:
        """Show the stages on ``console``; with None they are only measured."""
        self._console = console
        self.seconds: dict[str, float] = {}
        """Stage → duration of those that are through."""

    @contextmanager
    def stage(self, name: str, steps: int = 1) -> Iterator[Step]:
        """Run a stage of ``STAGES``; the value is called with a file's name after each of its ``steps``."""
        label = f"[{list(STAGES).index(name) + 1}/{len(STAGES)}] {STAGES[name]}"
        begun = time.perf_counter()
        with self._shown(label, steps) as show:
            yield self._slow_ones_told(show)
        self.seconds[name] = round(time.perf_counter() - begun, 3)

    def say(self, message: str) -> None:
        """Print a line, if anybody looks."""
        if self._console is not None:
            self._console.print(message, markup=False, highlight=False, soft_wrap=True)

    def _slow_ones_told(self, show: Step) -> Step:
        last = time.perf_counter()

        def step(item: str) -> None:
            nonlocal last
            taken, last = time.perf_counter() - last, time.perf_counter()
            if taken > SLOW:
                self.say(f"  {item} took {taken:.0f} s")
            show(item)

        return step

    @contextmanager
    def _shown(self, label: str, steps: int) -> Iterator[Step]:
        if self._console is None or not self._console.is_terminal:
            self.say(label)
            yield lambda _: None
            return
        columns = (
            TextColumn("{task.description:28}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        with Progress(*columns, console=self._console) as bar:
            task = bar.add_task(label, total=max(steps, 1))
            yield lambda _: bar.advance(task)
            bar.update(task, completed=max(steps, 1))
