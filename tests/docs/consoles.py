"""Do what a page of the documentation shows: write its files, run its commands, compare what they print.

A fenced block is done when an HTML comment stands on the line before it:

- ``<!-- file: PATH -->``: the block is written to that file;
- ``<!-- run -->``: a console block; after each line ``$ COMMAND`` stands what it prints, standard error first;
- ``<!-- run with PATH: OLD => NEW -->``: the same, while OLD stands as NEW in that file.

In what is printed, ``…`` stands for anything within a line, and a line that is only ``…`` for any lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

_BLOCK = re.compile(
    r"^<!-- (?P<what>file|run)(?:: | with )?(?P<rest>[^\n]*?) ?-->\n```\w*\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)

SERVER: Final = "http://127.0.0.1:8000"
"""The server that pages ask."""


@dataclass(frozen=True)
class Block:
    """One marked block: what to do with it, the rest of its mark, its text, and the line on which it begins."""

    what: str
    rest: str
    text: str
    line: int


def blocks(page: str) -> Iterator[Block]:
    """Yield the marked blocks of a page in their order."""
    for match in _BLOCK.finditer(page):
        yield Block(match["what"], match["rest"], match["text"], page[: match.start()].count("\n") + 2)


def commands(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield (command, lines that it prints) of a console block.

    A command goes on after a backslash, or on a line that begins with ``> ``, as a shell shows it.
    """
    command, printed = "", list[str]()
    for line in re.sub(r"\\\n", "", text).splitlines():
        if line.startswith("$ "):
            if command:
                yield command, printed
            command, printed = line[2:], []
        elif line.startswith("> ") and not printed:
            command += f"\n{line[2:]}"
        else:
            printed.append(line)
    if command:
        yield command, printed


def runnable(page: str) -> list[Block]:
    """Return the blocks of a page that are run."""
    return [block for block in blocks(page) if block.what == "run"]


def do_served(page: str, block: Block, folder: Path, url: str, **environment: str) -> list[str]:
    """Write the files of a page and do one of its blocks, with the program's commands in the path and ``environment`` beside
    this process's, asking the server at ``url`` in place of the one that a page names. Return what is wrong.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    files = [known for known in blocks(page) if known.what == "file"]
    return [
        problem
        for part in (*files, block)
        for problem in do(
            replace(part, text=part.text.replace(SERVER, url)),
            folder,
            {**os.environ, "PATH": path, **environment},
        )
    ]


def do(block: Block, folder: Path, environment: Mapping[str, str]) -> list[str]:
    """Do a block in ``folder``; return what is wrong (nothing if all is printed as shown)."""
    if block.what == "file":
        target = folder / block.rest
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, encoding="utf-8")
        return []
    if not block.rest:
        return _run(block, folder, environment)
    name, _, change = block.rest.partition(": ")
    old, _, new = change.partition(" => ")
    target = folder / name
    before = target.read_text(encoding="utf-8")
    assert old in before, f"line {block.line}: {name} does not hold {old!r}"
    target.write_text(before.replace(old, new), encoding="utf-8")
    try:
        return _run(block, folder, environment)
    finally:
        target.write_text(before, encoding="utf-8")


def _run(block: Block, folder: Path, environment: Mapping[str, str]) -> list[str]:
    wrong = []
    for command, expected in commands(block.text):
        done = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=folder,
            env=dict(environment),
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        printed = [line.rstrip() for line in (done.stderr + done.stdout).splitlines()]
        if not fits(printed, expected):
            shown, real = "\n".join(expected), "\n".join(printed)
            wrong.append(
                f"line {block.line}: $ {command}\n--- the page shows\n{shown}\n--- it prints\n{real}"
            )
    return wrong


def fits(printed: list[str], expected: list[str]) -> bool:
    """Say whether the lines are as expected, ``…`` standing for anything. Blank lines do not count."""
    pattern = ""
    for line in expected:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        elif line.strip():
            pattern += ".*".join(re.escape(part) for part in line.rstrip().split("…")) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed if line.strip())) is not None
