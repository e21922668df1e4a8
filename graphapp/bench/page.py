"""``docs/benchmarks.md``: a page of sections, each written by one command and replaced by it alone.

A section stands between two comments that name its command; what stands outside of them is kept as it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

TITLE: Final = """\
# Benchmarks

Each section names the command that measured it and wrote it; the others stay as they are. The figures are of
one run on one machine: their ratios say more than they do.
"""


def with_section(page: str, command: str, text: str) -> str:
    """Return ``page`` with ``text`` as the section of ``command`` (such as ``graphapp bench scale``).

    A section of that command is replaced where it stands; a new one comes last. An empty page gets a title.
    Raises ``ValueError`` when the comment that ends the section is missing.
    """
    begin, end = f"<!-- {command}: begin -->\n", f"<!-- {command}: end -->\n"
    section = f"{begin}\n{text.strip()}\n\n{end}"
    before, found, rest = page.partition(begin)
    if not found:
        return f"{page or TITLE}\n{section}"
    _, ended, after = rest.partition(end)
    if not ended:
        raise ValueError(f"the section of {command} has no end: the line {end.strip()} is missing")
    return before + section + after


def write_section(path: Path, command: str, text: str) -> None:
    """Put ``text`` into the page ``path`` as the section of ``command``; the page is made if it is missing.

    Raises ``ValueError`` like ``with_section``, and nothing is written then.
    """
    page = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(with_section(page, command, text), encoding="utf-8")
