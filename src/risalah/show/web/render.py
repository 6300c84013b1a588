"""From a page dataclass to HTML: the template environment and the helpers that templates may call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from risalah.model.codebook import HIGH_STAGES, LADDER, rank
from risalah.show.labels import Labels
from risalah.show.web import formats
from risalah.show.web.access.rules import find_visitor
from risalah.show.web.endings import list_formats
from risalah.show.web.interface import LANGUAGES, UiLang, choose_language, load_interface, load_state_names
from risalah.show.web.pictures.axis import Tick
from risalah.show.web.pictures.pips import draw_pips, family

HERE = Path(__file__).resolve().parent


class Ui:
    """What a template says and links: words, labels, dates and addresses in the reader's language."""

    def __init__(self, lang: UiLang, *, explicit: bool, as_of: date, path: str = "/", query: Any = ()) -> None:
        self.lang = lang
        self.as_of = as_of
        self.sample = False
        self.curates = False
        self.reads = False
        self.curates = False
        self.path = path
        self._explicit = explicit
        self._query = [(k, v) for k, v in query if k != "lang"]
        self._words = load_interface()
        self._labels = Labels(lang)

    def t(self, key: str, **values: object) -> str:
        """An interface string."""
        return self._words.say(key, self.lang, **values)

    def field(self, name: str) -> str:
        """The name of a field; the field's own name where the interface has none (a newer register)."""
        return self.t(f"field.{name}") if f"field.{name}" in self._words.strings else name.replace("_", " ")

    def count(self, name: str, n: object = None) -> str:
        """The name of a figure of a build, of which there are `n`."""
        return self.t(f"count.{name}", n=n) if f"count.{name}" in self._words.strings else name.replace("_", " ")

    def parts(self, inferred: Iterable[str]) -> str:
        """The parts of a date that were worked out: "tahun, bulan"."""
        known = {"year", "month", "day"}
        return ", ".join(self.t(f"format.{x}") if x in known else x for x in inferred)

    def state(self, code: str) -> str:
        """The name of a state."""
        return load_state_names().get(code, {}).get(self.lang, code)

    def label(self, group: str, code: str | None) -> str:
        """A codebook value in words."""
        return self._words.label(group, code, self.lang)

    def reason(self, text: str) -> str:
        """A sentence of the register (why articles have one origin) in the reader's language."""
        return self._labels.reason(text, self.iso)

    def rule(self, name: str) -> str:
        """What a rule is called."""
        return self._labels.rule(name)

    def office(self, name: str) -> str:
        """What an office is called."""
        return self._labels.office(name)

    def office_flag(self, code: str) -> str:
        """Why an office is doubted, or who says otherwise."""
        return self._labels.label("office_flag", code)

    def when(self, row: dict[str, Any] | None) -> str:
        """A date object in words."""
        return formats.format_when(row, self.lang, self._words)

    def iso(self, text: str | None) -> str:
        """An ISO day or moment in words."""
        return formats.format_iso(text, self.lang, self._words)

    def amount(self, row: dict[str, Any] | None) -> str:
        """An amount in words."""
        return formats.format_amount(row, self.lang, self._words)

    def number(self, value: float) -> str:
        """A number with the separators of the language."""
        return formats.format_number(value, self.lang)

    def since(self, day: str) -> str:
        """The time from an ISO day to the day of judgement."""
        return formats.format_span(date.fromisoformat(day[:10]), self.as_of, self.lang, self._words)

    def value(self, field: str, value: Any) -> str:
        """Any value of a field in words: a code by its label, a date or amount as printed elsewhere."""
        if isinstance(value, list | tuple):
            return ", ".join(self.value(field, v) for v in value)
        if isinstance(value, dict):
            if "edtf" in value or "precision" in value:
                return self.when(value)
            if "value" in value:
                return self.amount(value)
            if "name" in value:
                return ", ".join(x for x in (value["name"], self.state(value.get("country") or "")) if x)
            return " ".join(str(v) for v in value.values() if v)
        if field == "kind" and isinstance(value, str):
            known = self._labels.label("kind", value)
            return known if known != value else self.label("commitment_kind", value)
        group = _GROUPS.get(field)
        return self.label(group, value) if group and isinstance(value, str) else "" if value is None else str(value)

    def link(self, path: str, **query: object) -> str:
        """An address of ours; a language that was asked for goes along."""
        fragment = str(query.pop("fragment", ""))
        rows = [(k, str(v)) for k, v in query.items() if v not in (None, "", False)]
        if self._explicit:
            rows.append(("lang", self.lang))
        # Every id goes into a path through here: "?" or "#" in one must not begin a query of its own.
        safe = quote(path, safe="/:~@!$&'()*+,;=-._")
        return safe + ("?" + urlencode(rows) if rows else "") + ("#" + quote(fragment, safe="=-") if fragment else "")

    def switch(self, lang: str) -> str:
        """This page in another language."""
        return quote(self.path, safe="/:~@!$&'()*+,;=-._") + "?" + urlencode([*self._query, ("lang", lang)])

    def with_query(self, **changes: object) -> str:
        """This page with parts of its query changed, or taken out where empty; always its first page."""
        rows = {k: v for k, v in self._query if k != "page"}
        return self.link(self.path, **{**rows, **changes})

    def tick(self, tick: Tick) -> str:
        """The name of a day on an axis: "2031", "Mar 2031"."""
        if tick.unit == "year":
            return str(tick.day.year)
        return f"{formats.month_name(tick.day.month, self.lang, self._words)[:3]} {tick.day.year}"

    def formats(self) -> list[tuple[str, str]]:
        """What else this page can be had as: (name of the format, address), under the same filters."""
        rows = [(k, v) for k, v in self._query if k != "page"]
        tail = "?" + urlencode(rows) if rows else ""
        path = quote(self.path, safe="/:~@!$&'()*+,;=-._")
        return [(name, path + ending + tail) for name, ending in list_formats(self.path)]

    def page_link(self, page: int) -> str:
        """Another page of this list, with the same filters."""
        rows = [(k, v) for k, v in self._query if k != "page"]
        return self.link(self.path, **dict(rows), page=page if page > 1 else None)


_GROUPS = {
    "stage": "stage",
    "expected_stage": "stage",
    "modality": "modality",
    "outcome": "outcome",
    "schedule": "schedule",
    "horizon": "horizon",
    "sectors": "sector",
    "topics": "sector",
    "status": "meeting_status",
    "setting": "setting",
    "form": "quotation_form",
    "speaker_basis": "speaker_basis",
    "kind": "commitment_kind",
}


def is_web(url: str | None) -> bool:
    """May this address of an article be a link? Only http and https: `javascript:` is text."""
    return bool(url) and str(url).lower().startswith(("https://", "http://"))


@lru_cache(maxsize=1)
def load_environment() -> Environment:
    """The templates: everything is escaped, an unknown name is an error."""
    env = Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(LADDER=LADDER, HIGH=HIGH_STAGES, rank=rank, languages=LANGUAGES, family=family, pips=draw_pips)
    env.tests["web"] = is_web
    return env


def read_ui(request: Request, as_of: date) -> Ui:
    """The language and the addresses of this request."""
    asked = request.query_params.get("lang")
    lang = choose_language(asked, request.headers.get("accept-language"))
    explicit = asked in LANGUAGES
    ui = Ui(lang, explicit=explicit, as_of=as_of, path=request.url.path, query=request.query_params.multi_items())
    ui.reads = bool(getattr(request.app.state, "reads", False))
    ui.curates = bool(getattr(request.app.state, "curates", False)) and find_visitor(request).may("curator")
    return ui


def render_page(ui: Ui, template: str, page: object, *, status: int = 200, extra: str = "") -> HTMLResponse:
    """The HTML of `page`. The language varies with the browser's wish, and caches must know it."""
    html = load_environment().get_template(template).render(page=page, ui=ui, t=ui.t, section=extra)
    headers = {"Content-Language": ui.lang, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
    return HTMLResponse(html, status_code=status, headers=headers)
