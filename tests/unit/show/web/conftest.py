"""A register of our own text behind a test client; another one whose every name is hostile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from factory import ferry_report, make_documents, make_register, plain_report, signing_report
from risalah.model.document import Document, Failure
from risalah.model.register import Register
from risalah.show.web import create_app
from risalah.store import open_store

AS_OF = date(2031, 11, 22)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"


@dataclass
class Case:
    """What a test of the pages needs."""

    client: TestClient
    documents: list[Document]
    register: Register
    target: str

    def paths(self) -> list[str]:
        """Every page of the register."""
        fixed = ["/", "/commitments", "/meetings", "/stories", "/pairs", "/search?q=feri", "/data", "/about"]
        fixed += ["/quarantine", "/pair/IDN/NZL", "/quotations", "/people", "/sectors", "/map", "/network", "/slips"]
        fixed += ["/corrections", "/state/IDN", "/state/SGP", "/organisation/ASEAN", "/sector/trade"]
        fixed += ["/pair/IDN/NZL?sector=finance&from=2031", "/commitments?overdue=1&q=feri"]
        fixed += [f"/{e.type}/{e.id}" for e in self.register.entries()]
        fixed += [f"/story/{s.id}" for s in self.register.stories]
        fixed += [f"/article/{d.article.id}" for d in self.documents]
        return fixed + [f"/person/{a['id']}" for a in self.register.actors]


def write_case(target: Path, documents: list[Document], register: Register, **settings: object) -> Case:
    with open_store(target, create=True) as store:
        run = store.start_run("test")
        store.write_documents(documents, run)
        store.write_register(register)
        store.record_failures([Failure("read", "empty", "The file is empty.", f"inbox/{HOSTILE}.html")], run)
        store.finish_run(run, {"pages": 6, "articles": 5, "set_aside": {"read:empty": 1}})
    app = create_app(str(target), as_of=AS_OF, **settings)  # type: ignore[arg-type]
    return Case(TestClient(app, base_url="http://127.0.0.1"), documents, register, str(target))


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    documents = make_documents()
    return write_case(tmp_path_factory.mktemp("web") / "register", documents, make_register(documents))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Case:
    documents = [
        ferry_report(HOSTILE, "2031-03-04T09:30:00+07:00"),
        ferry_report("javascript:alert(3)", "2031-03-04T14:00:00+07:00", stage="planned"),
        ferry_report("pos.example", "2031-03-05", via=(HOSTILE,)),
        signing_report(),
        plain_report(),
    ]
    bad = replace(documents[1].article, url="javascript:alert(4)", byline=(HOSTILE,))
    documents[1] = replace(documents[1], article=bad)
    register = make_register(documents)
    actors = tuple({**a, "name": HOSTILE, "aliases": [HOSTILE], "office": HOSTILE} for a in register.actors)
    commitments = tuple(
        replace(
            c,
            value={**c.value, "title": HOSTILE, "kind": HOSTILE},
            history=({"stage": HOSTILE, "as_of": "2031-03-04", "articles": [documents[0].article.id]},),
        )
        for c in register.commitments
    )
    register = replace(register, actors=actors, commitments=commitments)
    return write_case(tmp_path_factory.mktemp("hostile") / "register", documents, register)


@pytest.fixture
def make_case(tmp_path: Path) -> Iterator[Callable[..., Case]]:
    """Another register: `make_case(documents, register, full_text=False)`."""

    def make(documents: list[Document], register: Register, **settings: object) -> Case:
        return write_case(tmp_path / "register", documents, register, **settings)

    yield make
