"""Validate a whole graph before it is published: shapes, read by two engines, and promises of queries."""

from __future__ import annotations

from graphapp.build.validate.comparison import EnginesDisagreeError
from graphapp.build.validate.finding import SEVERITIES, Finding, Severity
from graphapp.build.validate.release_check import Engine, check_release

__all__ = ["SEVERITIES", "Engine", "EnginesDisagreeError", "Finding", "Severity", "check_release"]
