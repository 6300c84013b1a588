"""Names and states of "ROLE STATE Name" in press text: 211 places checked by hand, floors of .95 and .97."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from measure_role_names import DATA, measure  # noqa: E402


@pytest.mark.shared
@pytest.mark.skipif(not (DATA / "dev" / "press").is_dir(), reason="the press pages of ../shared are not here")
def test_names_and_states_behind_roles() -> None:
    right, held, places, unseen = measure()
    assert places >= 200
    assert unseen >= 60
    assert right["names"] >= 0.95 * places
    assert right["states"] >= 0.97 * places
    assert held["names"] >= 0.95 * unseen
    assert held["states"] >= 0.97 * unseen
