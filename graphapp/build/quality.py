"""Validate before publishing: a violation stops the build, the rest is written down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Store

from graphapp.build.errors import BuildError
from graphapp.config import Settings

if TYPE_CHECKING:
    from graphapp.build.validate import Finding

SEVERITIES: Final = ("violation", "warning", "info")
"""The SHACL severities, worst first."""

SHOWN: Final = 20
"""How many violations the error message of a stopped build spells out."""


def assess(store: Store, settings: Settings) -> tuple[Finding, ...]:
    """Return the warnings and infos that the project's shapes and promises give for ``store``.

    Raises ``BuildError`` that spells out the violations if there is one.
    """
    if not any(settings.shapes.glob("*.ttl")):
        return ()
    from graphapp.build.validate import check_release

    findings = check_release(store, settings, "pyrudof")
    violations = [finding.summary() for finding in findings if finding.severity == "violation"]
    if violations:
        lines = [f"  {text}" for text in violations[:SHOWN]]
        if len(violations) > SHOWN:
            lines.append(f"  … and {len(violations) - SHOWN} more")
        headline = f"{len(violations)} violations; `graphapp check` shows all of them by shape"
        raise BuildError("\n".join([headline, *lines]))
    return findings


def report(findings: Sequence[Finding]) -> bytes:
    """Return the text of ``quality.json`` (UTF-8): counts by severity, then the findings in their order."""
    document: dict[str, Any] = {
        severity: sum(1 for finding in findings if finding.severity == severity) for severity in SEVERITIES
    }
    document["findings"] = [asdict(finding) for finding in findings]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
