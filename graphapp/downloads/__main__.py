"""``python -m graphapp.downloads DATA FOLDER``: write all files of the quads in DATA, compressed N-Quads, into FOLDER.

The build runs it beside itself. It ends with the process that started it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from pathlib import Path

from graphapp.downloads.making import write_all

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Write the files."""
    parent = os.getppid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            return
    write_all(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
