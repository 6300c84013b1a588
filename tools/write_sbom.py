"""Write a bill of materials (CycloneDX 1.6, JSON) of risalah as it is installed.

python tools/write_sbom.py OUT [SITE_PACKAGES]

Packages with version and licence and who needs whom, vendored files and models with their hashes. The same installation
gives the same bytes: there is no time in it, and its serial number is made of its content.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.packages import Package, list_packages

import risalah

PACKAGE = Path(risalah.__file__).parent
_SPDX_ID = re.compile(r"[A-Za-z0-9.+-]+")


def describe(where: str | None = None) -> dict[str, Any]:
    """The bill as an object, of the environment whose site-packages are at `where` (without it, this one)."""
    packages = list_packages(where=where)
    root = packages["risalah"]
    parts = [_describe_package(p) for p in packages.values() if p.name != "risalah"]
    own = [*_list_vendored(), *_list_models()]
    needs = [
        {"ref": _ref(p), "dependsOn": [_ref(packages[n]) for n in p.needs if n in packages]} for p in packages.values()
    ]
    needs[list(packages).index("risalah")]["dependsOn"] += [c["bom-ref"] for c in own]  # type: ignore[operator]
    bill: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**_describe_package(root), "type": "application"}},
        "components": parts + own,
        "dependencies": needs + [{"ref": c["bom-ref"]} for c in own],
    }
    body = json.dumps(bill, sort_keys=True).encode()
    return {**bill, "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, hashlib.sha256(body).hexdigest())}"}


def _ref(package: Package) -> str:
    return f"pkg:pypi/{package.name}@{package.version}"


def _describe_package(package: Package) -> dict[str, Any]:
    row: dict[str, Any] = {
        "type": "library",
        "bom-ref": _ref(package),
        "name": package.name,
        "version": package.version,
        "purl": _ref(package),
    }
    return row | _describe_licence(package.licence)


def _describe_licence(licence: str) -> dict[str, Any]:
    """An SPDX identifier or expression where it is one, else the words as a name; nothing where nothing is stated."""
    if licence == "not stated":
        return {}
    known = {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "ISC", "PSF-2.0", "MPL-2.0", "0BSD", "CC-BY-SA-4.0"}
    if licence in known:
        return {"licenses": [{"license": {"id": licence}}]}
    words = [w for w in re.split(r"[\s()]+", licence) if w not in ("", "AND", "OR", "WITH")]
    if len(words) > 1 and all((_SPDX_ID.fullmatch(w) and "-" in w) or w in known for w in words):
        return {"licenses": [{"expression": licence}]}
    return {"licenses": [{"license": {"name": licence}}]}


def _list_vendored() -> list[dict[str, Any]]:
    folder = PACKAGE / "show" / "web" / "static" / "vendor"
    out = []
    for row in json.loads((folder / "VENDOR.lock").read_text(encoding="utf-8")):
        purl = f"pkg:npm/{row['name']}@{row['version']}"
        files = [
            {
                "type": "file",
                "name": f"show/web/static/vendor/{n}",
                "hashes": [_hash(folder / n)],
                "bom-ref": f"{purl}#{n}",
            }
            for n in sorted(row["files"])
        ]
        part = {"type": "library", "bom-ref": purl, "name": row["name"], "version": row["version"], "purl": purl}
        out.append({**part, **_describe_licence(row["licence"]), "components": files})
    return out


def _list_models() -> list[dict[str, Any]]:
    folder = PACKAGE / "data" / "languages" / "id" / "models"
    out = []
    for card in sorted(folder.glob("*.md")):
        places = (folder / f"{card.stem}.crfsuite", folder / f"{card.stem}.tsv", folder.parent / f"{card.stem}.tsv")
        file = next(f for f in places if f.is_file())
        name = file.relative_to(PACKAGE).as_posix()
        out.append({
            "type": "machine-learning-model",
            "bom-ref": f"risalah:{name}",
            "name": name,
            "version": risalah.__version__,
            "hashes": [_hash(file)],
            "description": card.read_text(encoding="utf-8").splitlines()[0].lstrip("# "),
        })  # fmt: skip
    return out


def _hash(file: Path) -> dict[str, str]:
    return {"alg": "SHA-512", "content": hashlib.sha512(file.read_bytes()).hexdigest()}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("give the file to write: python tools/write_sbom.py dist/risalah.cdx.json [SITE_PACKAGES]")
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        json.dumps(describe(sys.argv[2] if len(sys.argv) > 2 else None), indent=1, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    print(target)
