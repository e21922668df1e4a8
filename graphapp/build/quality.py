"""Validate before publishing: a violation stops the build, the rest is written down."""

from __future__ import annotations

import importlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from pyoxigraph import Store

from graphapp.build.errors import BuildError
from graphapp.config import Settings

SEVERITIES: Final = ("violation", "warning", "info")
"""The SHACL severities, worst first."""

SHOWN: Final = 20
"""How many violations the error message of a stopped build spells out."""


class Finding(Protocol):
    """One result of a check, as ``graphapp.build.validate`` returns it."""

    @property
    def severity(self) -> str:
        """One of ``SEVERITIES``."""
        ...

    def summary(self) -> str:
        """Return one line for a curator."""
        ...


@dataclass(frozen=True)
class Quality:
    """What the shapes said about a release that they let pass."""

    findings: tuple[tuple[str, str], ...]
    """Severity and summary, sorted."""

    def count(self, severity: str) -> int:
        """Return the number of findings of ``severity``."""
        return sum(1 for found, _ in self.findings if found == severity)

    def to_json(self) -> bytes:
        """Return the text of ``quality.json`` (UTF-8): counts by severity, then the findings."""
        document: dict[str, Any] = {severity: self.count(severity) for severity in SEVERITIES}
        document["findings"] = [{"severity": severity, "summary": text} for severity, text in self.findings]
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def assess(store: Store, settings: Settings) -> Quality:
    """Check ``store`` against the project's shapes.

    Raises ``BuildError`` that spells out the violations if there is one.
    """
    findings: Sequence[Finding] = ()
    if any(settings.shapes.glob("*.ttl")):
        findings = importlib.import_module("graphapp.build.validate").check_release(store, settings)
    quality = Quality(tuple(sorted((finding.severity, finding.summary()) for finding in findings)))
    violations = [text for severity, text in quality.findings if severity == "violation"]
    if violations:
        more = len(violations) - SHOWN
        lines = [f"  {text}" for text in violations[:SHOWN]]
        lines += [f"  … and {more} more"] if more > 0 else []
        raise BuildError(
            "\n".join(
                [f"the shapes are violated {len(violations)} times; `graphapp check` shows all", *lines]
            )
        )
    return quality
