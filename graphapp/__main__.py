"""Run the command line with ``python -m graphapp``."""

from graphapp.cli import main

if __name__ == "__main__":
    main()
