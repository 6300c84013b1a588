"""`risalah explain` of an entry, a story, an article, and of two entries held against each other."""

from __future__ import annotations

import json

import pytest

from risalah.cli import run
from risalah.errors import ConfigError
from risalah.show.explain import explain
from risalah.show.explain_story import explain_story
from risalah.store import open_store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = str(tmp_path_factory.mktemp("explain") / "register")
    assert run(["demo", target]) == 0
    return target


def explained(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    capsys.readouterr()
    assert run(["explain", *arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_every_count_lists_what_it_counted(sample: str) -> None:
    with open_store(sample, read_only=True) as store:
        for entry in store.entries():
            counts = explain(store, entry.id)["counts"]
            for name in ("articles", "outlets", "origins", "speakers"):
                assert len(counts[name]["of"]) == counts[name]["count"], (entry.id, name)
            shown = set(counts["articles"]["of"]) | {c["article"] for c in counts["copies"]}
            assert shown == {r.article for r in entry.records}


def test_every_story_gives_each_article_its_origin(sample: str) -> None:
    with open_store(sample, read_only=True) as store:
        for story in store.stories():
            found = explain_story(store, story)
            assert {a["article"] for a in found["articles"]} == set(story.articles)
            assert len({a["origin"] for a in found["articles"]}) == story.origins
            assert all(a["basis"] for a in found["articles"])


def test_entries_of_several_records_weigh_as_one(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(sample, read_only=True) as store:
        joined = [e for e in store.entries() if len({r.article for r in e.records}) > 1]
    assert joined
    for entry in joined[:4]:
        found = explained(capsys, sample, entry.id, entry.id)
        best = found["weighings"][0]
        assert found["one"] and best["verdict"] == "same" and best["score"] >= best["same_from"]


def test_two_entries_say_why_they_are_two(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(sample, read_only=True) as store:
        first, second = store.entries(type="commitment")[:2]
        meeting = store.entries(type="meeting")[0]
    found = explained(capsys, sample, first.id, second.id)
    assert not found["one"] and found["same_type"]
    assert all(w["verdict"] != "same" for w in found["weighings"])
    assert found["weighings"][0]["reasons"]
    assert not explained(capsys, sample, first.id, meeting.id)["same_type"]
    assert run(["explain", sample, first.id, second.id, "--ui", "id"]) == 0
    said = capsys.readouterr().out
    assert "Keduanya dua entri." in said and "ragu mulai" in said


def test_an_article_and_a_story_by_their_ids(sample: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(sample, read_only=True) as store:
        story = next(s for s in store.stories() if len(s.articles) > 1)
    for key in (story.id, story.articles[0], story.articles[0][:20], story.articles[0].removeprefix("sha256:")[:12]):
        assert explained(capsys, sample, key)["id"] == story.id
    assert run(["explain", sample, story.id, "--ui", "en"]) == 0
    assert f"{story.outlets} outlets" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["s-0000000000000000"], ["zzz"], ["zzz", "yyy"], ["m-0", "--ui", "fr"]])
def test_what_is_not_there_is_said(sample: str, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", sample, *arguments]) == ConfigError("").exit_code
    said = capsys.readouterr().err
    assert said.startswith("risalah: ") and "(" in said, "the message and how to mend it"
