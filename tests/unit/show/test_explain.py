"""Every value is explained by its rule and words, every merge by its judgement, every origin by its basis."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from rich.console import Console

from factory import make_documents, make_register
from risalah.errors import ConfigError
from risalah.show.explain import explain, explain_entry
from risalah.store import Store, open_store


@pytest.fixture
def store(target: str):
    with open_store(target, create=True) as s:
        s.write_documents(make_documents())
        s.write_register(make_register())
        yield s


def test_explanation(store: Store) -> None:
    entry = store.entries(kind="mou")[0]
    found = explain(store, entry.id[:9])
    assert json.loads(json.dumps(found)) == found
    fields = {f["field"]: f for f in found["fields"]}
    assert {x["rule"] for x in fields["stage"]["said"]} == {"stage.finalising", "stage.planned", "stage.signed"}
    assert {x["value"] for x in fields["stage"]["said"]} == {"finalising", "planned", "signed"}
    assert fields["outcome"]["basis"] == "none" and fields["due"]["basis"] == "words"
    texts = {d.article.id: d.article.text for d in store.documents()}
    for row in found["fields"]:
        assert all(texts[x["article"]][x["start"] : x["end"]] == x["exact"] for x in row["said"])
    assert [j["verdict"] for j in found["judgements"]] == ["same", "different"]
    assert {o["basis"] for o in found["origins"]} == {"own report", "credits Kabar and shares its wording"}
    assert len(found["conflicts"]) == 2


@pytest.mark.parametrize(
    ("ui", "words"),
    [
        (
            "id",
            [
                "aturan stage.signed ← warta.example c1",
                "nilai 7.5",
                "kind mou +2.0",
                "salinan dari",
                "tanpa kata sendiri",
            ],
        ),
        ("en", ["rule stage.signed ← warta.example c1", "score 7.5", "copy of", "no words of its own"]),
    ],
)
def test_printed(store: Store, ui: str, words: list[str]) -> None:
    console = Console(file=StringIO(), width=160)
    explain_entry(store, store.entries(kind="mou")[0].id, console, lang=ui)
    assert isinstance(console.file, StringIO)
    text = console.file.getvalue()
    assert all(w in text for w in words)


def test_every_entry_can_be_explained(store: Store) -> None:
    console = Console(file=StringIO(), width=80)
    for entry in store.entries():
        assert any(f["basis"] == "words" for f in explain(store, entry.id)["fields"])
        explain_entry(store, entry.id, console)


def test_unknown(store: Store) -> None:
    with pytest.raises(ConfigError, match="no entry with the id"):
        explain(store, "zzz")
