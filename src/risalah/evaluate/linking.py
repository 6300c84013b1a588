"""What the suite `link` measures besides the gold's own register: sources counted, stories told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from risalah.config import Settings
from risalah.evaluate.ecbplus import measure_ecbplus
from risalah.evaluate.gold import GoldSet
from risalah.evaluate.language import DEFAULT_DATA
from risalah.evaluate.lifecycles import LIFECYCLES, measure_lifecycles, read_lifecycles
from risalah.evaluate.origin_groups import GROUPS, measure_origin_groups, read_groups
from risalah.evaluate.planted_conflicts import measure_conflicts
from risalah.evaluate.story_stream import measure_stream
from risalah.resources.linking import read_weights


def measure_linking(
    gold: GoldSet, documents: Mapping[str, Any], data: Path | None, settings: Settings, log: list[tuple[Any, ...]]
) -> dict[str, Any]:
    """The figures by name; one that has no data here says why. What failed goes to `log`."""
    data, weights = data or DEFAULT_DATA, read_weights()
    figures: dict[str, Any] = {}
    if GROUPS.is_file():
        figures |= measure_origin_groups(read_groups(), weights, settings, log)
    else:
        figures["origin_groups"] = {"why": "tests/sets/origins is not there (no checkout of the repository)"}
    if LIFECYCLES.is_dir():
        figures |= measure_lifecycles(read_lifecycles(), weights, settings, log)
        figures |= measure_conflicts(weights, settings, log)
    else:
        figures["lifecycle_links"] = {"why": "tests/sets/lifecycles is not there (no checkout of the repository)"}
    ecbplus = data / "eval" / "ecbplus" / "ecbplus_docs.json"
    if ecbplus.is_file():
        figures |= measure_ecbplus(ecbplus, weights)
    else:
        figures["ecbplus"] = {"why": f"{ecbplus} is not there"}
    if (data / "dev" / "stories" / "labels.tsv").is_file() and (data / "dev" / "press").is_dir():
        figures |= measure_stream(data, gold, documents, weights, settings)
    else:
        figures["stream_story"] = {"why": f"{data}/dev/press or its stories are not there"}
    return figures
