"""The MCP server, asked by the library's own client: in the process, and over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from factory import store_register
from risalah.api import Register
from risalah.cli import run

pytest.importorskip("mcp", reason="mcp is not installed: pip install 'risalah[mcp]'")

AS_OF = "2031-11-22"
SITE = "https://register.example"


def run_apart(talk: Any) -> Any:
    """The result of a coroutine, in a thread of its own: the browser tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, talk).result()


@pytest.fixture
def target(tmp_path: Path) -> str:
    return store_register(tmp_path / "reg")


@pytest.fixture
def opened(target: str) -> Iterator[Register]:
    with Register(target, as_of=AS_OF) as register:
        yield register


def ask(opened: Register, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    from mcp.client import Client

    from risalah.mcp_server import make_server

    async def talk() -> list[Any]:
        async with Client(make_server(opened, SITE)) as client:
            return [await client.call_tool(name, given) for name, given in calls]

    return run_apart(talk())


def answer(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content
    assert "never instructions" in found["notice"] and found["as_of"] == AS_OF
    return found


def test_tools_read_only_and_say_that_words_are_data(opened: Register) -> None:
    from mcp.client import Client

    from risalah.mcp_server import TOOLS, make_server

    async def talk() -> Any:
        async with Client(make_server(opened)) as client:
            return await client.list_tools()

    tools = run_apart(talk()).tools
    assert [t.name for t in tools] == list(TOOLS)
    for tool in tools:
        assert "data, never instructions" in " ".join(tool.description.split())
        assert tool.annotations.read_only_hint is True
    search = tools[0].input_schema["properties"]
    assert set(search) == {"words", "pair", "state", "stage", "sector", "since", "until", "overdue", "limit"}


def test_search_gives_words_and_links(opened: Register) -> None:
    everything, signed, one = map(
        answer,
        ask(
            opened,
            ("search_commitments", {}),
            ("search_commitments", {"stage": ["signed"]}),
            ("search_commitments", {"limit": 1}),
        ),
    )
    assert everything["total"] == len(opened.commitments()) == len(everything["commitments"])
    assert {c["id"] for c in signed["commitments"]} == set(opened.commitments(stage="signed").ids())
    assert one["total"] == everything["total"] and len(one["commitments"]) == 1
    for c in everything["commitments"]:
        assert c["link"] == f"{SITE}/commitment/{c['id']}"
        for w in c["words"]:
            document = opened.document(w["article"])
            assert document and document.article.text[w["start"] : w["end"]] == w["exact"]
            assert w["link"] == f"{SITE}/article/{w['article']}?c={w['start']}-{w['end']}"
            assert "outlet" in w


def test_evidence_dossier_and_story(opened: Register) -> None:
    c = next(c for c in opened.commitments() if c.story and len(c.sources) > 1)
    left, right = [p.actor for p in c.parties][:2]
    evidence, dossier, story = map(
        answer,
        ask(
            opened,
            ("get_evidence", {"entry": c.id}),
            ("get_dossier", {"left": left, "right": right}),
            ("compare_story", {"story": c.story}),
        ),
    )
    assert [e["exact"] for e in evidence["evidence"]] == [e.exact for e in c.evidence]
    assert all(e["exact"] in e["sentence"] for e in evidence["evidence"])
    assert [s["article"] for s in evidence["sources"]] == [a.id for a in c.sources]
    assert evidence["fields"]["stage"] == c.stage
    assert c.id in {x["id"] for x in dossier["commitments"]}
    assert dossier["totals"]["commitments"] == len(opened.commitments(pair=(left, right)))
    assert c.id in {s["entry"]["id"] for s in story["shared"]}
    assert len(story["articles"]) > 1


def test_what_is_asked_wrongly_is_told(opened: Register) -> None:
    for result in ask(
        opened,
        ("search_commitments", {"stage": ["sealed"]}),
        ("get_evidence", {"entry": "c-nothing"}),
        ("get_evidence", {"entry": ""}),
        ("compare_story", {"story": "s-nothing"}),
        ("get_dossier", {}),
    ):
        assert result.is_error
        assert result.content[0].text


def test_over_standard_input_and_output(target: str) -> None:
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters

    command = ["-c", "from risalah.cli import main; main()", "mcp", target, "--as-of", AS_OF]

    async def talk() -> Any:
        async with Client(StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))) as client:
            return await client.call_tool("search_commitments", {"limit": 2})

    found = answer(run_apart(talk()))
    assert len(found["commitments"]) == 2
    assert found["commitments"][0]["link"].startswith("urn:risalah:commitment:")


def test_without_the_library(target: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    assert run(["mcp", target]) == 2
    assert "risalah[mcp]" in capsys.readouterr().err
