"""Measure the build, the checks and the engines on the project's own data, for ``docs/benchmarks.md``."""
