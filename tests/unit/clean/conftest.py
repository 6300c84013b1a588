from __future__ import annotations

import pytest

from risalah.clean import Cleaner
from risalah.resources.outlets import OutletTable


@pytest.fixture(scope="session")
def outlets() -> OutletTable:
    return OutletTable()


@pytest.fixture(scope="session")
def cleaner(outlets: OutletTable) -> Cleaner:
    return Cleaner(outlets)
