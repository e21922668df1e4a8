"""A package has the built front end in it, or is not made."""

from __future__ import annotations

import importlib.util
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from graphapp.config import PROJECT


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """The hook, with a stand-in for hatchling, which only the build has."""
    interface = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = type("BuildHookInterface", (), {})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    for name in (
        "hatchling",
        "hatchling.builders",
        "hatchling.builders.hooks",
        "hatchling.builders.hooks.plugin",
    ):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    spec = importlib.util.spec_from_file_location("hatch_build", PROJECT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def started(hook: types.ModuleType, root: Path) -> Any:
    made = hook.FrontEndHook()
    made.root = str(root)
    return made


def test_the_front_end_is_built_with_the_node_on_the_path(
    hook: types.ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("node", "npm"):
        (tmp_path / name).write_text('#!/bin/sh\necho "$@" >> said\n')
        (tmp_path / name).chmod(0o755)
    folder = tmp_path / "graphapp/frontend"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path))
    started(hook, tmp_path).initialize("standard", {})
    assert [line.split()[1] for line in (folder / "said").read_text().splitlines()] == ["ci", "run"]


def test_without_node_nothing_is_packaged_but_an_editable_install_goes_on(
    hook: types.ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "npm_command", lambda: None)
    with pytest.raises(FileNotFoundError, match="make build"):
        started(hook, tmp_path).initialize("standard", {})
    started(hook, tmp_path).initialize("editable", {})
