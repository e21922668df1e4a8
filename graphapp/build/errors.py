"""What stops a build."""

from __future__ import annotations


class BuildError(Exception):
    """The build cannot go on; the message tells a curator what to do. The previous release stays in place."""


class InputError(BuildError):
    """An input file is at fault.

    ``file`` is the path relative to the project, ``line`` and ``column`` count from 1 and are None when
    unknown. The text reads ``file:line:column: message``.
    """

    def __init__(self, message: str, file: str, line: int | None = None, column: int | None = None) -> None:
        """Name the file and, where known, the place in it."""
        self.file = file
        self.line = line
        self.column = column
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        super().__init__(f"{place}: {message}")
