"""The sample's records are what they were when someone last read them. `make golden` writes them anew."""

from __future__ import annotations

from golden.write import HERE, make


def test_the_sample_gives_the_records_that_were_reviewed() -> None:
    found = make()
    assert {p.name for p in HERE.glob("*.json")} == set(found)
    changed = [name for name, content in found.items() if (HERE / name).read_text(encoding="utf-8") != content]
    assert not changed, f"records changed on {', '.join(changed)}: run `make golden` and read the difference"
