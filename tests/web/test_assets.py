"""The pages load the front end's files by the names of its manifest, and say so when there are none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask, render_template_string

from graphapp.web import assets
from graphapp.web.assets import ADDRESS, FOLDER, Assets, Files, NotBuiltError


@pytest.fixture
def built(tmp_path: Path) -> Path:
    chunks = {
        "src/map.ts": {
            "file": "map-aaaaaaaa.js",
            "isEntry": True,
            "imports": ["_shared.js"],
            "css": ["map.css"],
        },
        "_shared.js": {
            "file": "shared-bbbbbbbb.js",
            "imports": ["src/map.ts"],
            "css": ["map.css", "base.css"],
        },
    }
    (tmp_path / assets.MANIFEST).write_text(json.dumps(chunks), encoding="utf-8")
    return tmp_path


def test_a_page_loads_its_entry_and_what_that_imports_each_once(built: Path) -> None:
    files = Assets.read(built).of("map")
    assert files == Files(
        (ADDRESS + "map-aaaaaaaa.js", ADDRESS + "shared-bbbbbbbb.js"),
        (ADDRESS + "map.css", ADDRESS + "base.css"),
    )


def test_an_unknown_entry_is_no_empty_page(built: Path) -> None:
    with pytest.raises(KeyError):
        Assets.read(built).of("nothing")


@pytest.mark.parametrize("text", [None, "{", ""])
def test_what_is_not_built_says_how_to_build_it(
    tmp_path: Path, text: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    if text is not None:
        (tmp_path / assets.MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(NotBuiltError, match="run make build"):
        Assets.read(tmp_path)
    app = Flask(__name__)
    assets.install(app, tmp_path)
    assert "run make build" in caplog.text
    with app.app_context():
        assert render_template_string("{{ 'styled' if assets else 'bare' }}") == "bare"


def test_the_built_front_end_is_whole_and_small() -> None:
    """Every file of the manifest is there, hashed, and holds no address of another host."""
    known = Assets.read()
    site = known.of("site")
    names = [address.removeprefix(ADDRESS) for address in (*site.scripts, *site.styles, known.font)]
    assert len(names) >= 3
    for name in names:
        assert re.fullmatch(r"[\w-]+-[\w-]{8}\.(js|css|woff2)", name)
        assert (FOLDER / name).is_file()
    for name in (name for name in names if not name.endswith("woff2")):
        text = (FOLDER / name).read_text(encoding="utf-8")
        assert re.findall(r"https?://[\w.-]+", text) == []
    assert (FOLDER / (site.scripts[0].removeprefix(ADDRESS) + ".map")).is_file()
