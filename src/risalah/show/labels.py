"""What codes and fields are called, in Indonesian and in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Literal

from risalah.errors import ConfigError, ResourceError
from risalah.resources.language import Language
from risalah.resources.learned import PREFIX
from risalah.resources.loader import DATA, Row, read_yaml

Lang = Literal["id", "en"]

LANGS: tuple[Lang, ...] = ("id", "en")

# The group of codebook.yaml that holds the values of a field, where it is not called like the field.
_GROUPS = {
    ("meeting", "kind"): "meeting_kind",
    ("meeting", "status"): "meeting_status",
    ("commitment", "kind"): "commitment_kind",
    ("quotation", "form"): "quotation_form",
    ("", "status"): "meeting_status",
    ("", "form"): "quotation_form",
    ("", "expected_stage"): "stage",
    ("", "sectors"): "sector",
    ("", "topics"): "sector",
}


class Labels:
    """Labels in one language (`lang` "id" or "en"), out of data/codebook.yaml and data/labels.yaml.

    A code without a label is shown as it is: a label is a help, never a gate.
    """

    def __init__(self, lang: str = "id") -> None:
        if lang not in LANGS:
            raise ConfigError(f"no labels in {lang!r}", remedy=f"use one of: {', '.join(LANGS)}")
        self.lang = lang

    def label(self, field: str, code: str | None, lang: str | None = None, *, type: str = "") -> str:
        """The label of a value of a field: `label("stage", "signed")`.

        `field` is a field of a record, or a group of codebook.yaml ("meeting_kind"). `type` (meeting, quotation,
        commitment) tells apart the fields `kind`. The empty text for None.
        """
        if code is None:
            return ""
        groups = _read_groups()
        group = _GROUPS.get((type, field)) or _GROUPS.get(("", field)) or field
        candidates = [group] if group != "kind" else ["commitment_kind", "meeting_kind"]
        for name in candidates:
            row = groups[name].get(code) if name in groups else None
            if row is not None:
                return str(row[lang or self.lang])
        return code

    def note(self, group: str, code: str) -> str | None:
        """What a value means where its label does not say it, or None."""
        groups = _read_groups()
        row = groups[group].get(code) if group in groups else None
        return str(row["note"]) if row is not None and row.get("note") else None

    def field(self, name: str) -> str:
        """The name of a field."""
        return self.label("field", name)

    def rule(self, name: str) -> str:
        """What a rule is called; its id where it has no name.

        "visit|verb" is a kind of meeting and a sign of it; "learned_pledged" a stage, or a trigger, that the model saw.
        """
        if name.startswith(PREFIX):
            return f"{self.label('rule', 'learned')}: {self.label('stage', name.removeprefix(PREFIX))}"
        kind, mark, sign = name.partition("|")
        return f"{self.label('meeting_kind', kind)}, {self.label('rule', sign)}" if mark else self.label("rule", name)

    def alternative(self, reason: str) -> str:
        """Why a value was not taken: "headline", or "governed:hope" with what the governing word says."""
        code, mark, effect = reason.partition(":")
        why = self.label("alternative", code)
        return f"{why} ({self.label('governor', effect)})" if mark and effect else why

    def office(self, name: str) -> str:
        """An office: in Indonesian as the roles of that language name it, else by its own (English) name."""
        label = self.label("office", name)
        return _read_offices().get(name, name) if self.lang == "id" and label == name else label

    def reason(self, text: str, say_day: Callable[[str], str] | None = None) -> str:
        """A sentence that the register keeps in English, such as the basis of an origin, in the reader's language.

        `say_day` prints the ISO days in it. A part that fits no template stays as it is.
        """
        parts = [self._translate(part) for part in text.split("; ")] if self.lang != "en" else [text]
        out = "; ".join(parts)
        return _DAY.sub(lambda m: say_day(m[0]), out) if say_day else out

    def _translate(self, part: str) -> str:
        points = _POINTS.search(part)
        body = part[: points.start()] if points else part
        said = _fill_template(body, self.lang)
        if said is None and ": " in body:
            why, _, detail = body.partition(": ")
            known = _fill_template(why, self.lang)
            said = f"{known}: {', '.join(map(self._say_code, detail.split(', ')))}" if known else None
        return (said if said is not None else body) + (points[0] if points else "")

    def _say_code(self, code: str) -> str:
        """A kind or sector that a reason names; anything else as it is."""
        kind = self.label("kind", code)
        return self.label("sector", code) if kind == code else kind

    def heading(self, name: str) -> str:
        """A heading."""
        return self.label("heading", name)

    def phrase(self, name: str) -> str:
        """A word or phrase of the display itself."""
        return self.label("phrase", name)


_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_POINTS = re.compile(r" \([+-][\d.]{1,9}\)$")
_LONGEST = 400
"""Characters of a sentence that is looked for among the templates: a longer one is none of ours."""


def _fill_template(text: str, lang: str) -> str | None:
    """`text` in `lang` by the template that it was made from, or None."""
    if len(text) > _LONGEST:
        return None
    for pattern, row in _read_templates():
        found = pattern.fullmatch(text)
        if found:
            return str(row[lang]).format(**found.groupdict())
    return None


@cache
def _read_templates() -> tuple[tuple[re.Pattern[str], Row], ...]:
    """Templates of sentences, those with more words of their own first."""
    rows = sorted(_read_groups()["reason"].values(), key=lambda r: -len(re.sub(r"\{\w+\}", "", r["en"])))
    return tuple((re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(r["en"]))), r) for r in rows)


@cache
def _read_offices() -> dict[str, str]:
    """Offices by the first Indonesian form of their role."""
    return {str(r["office"]): str(r["forms"][0]) for r in Language("id").table("roles")["roles"]}


@cache
def _read_groups() -> dict[str, Row]:
    """Every group of codes with its labels. Raises ResourceError where one has no label in a language."""
    out: dict[str, Row] = {}
    for file in ("codebook.yaml", "labels.yaml"):
        path = DATA / file
        for group, codes in read_yaml(path).items():
            if not isinstance(codes, Row):
                continue
            out[group] = codes
            for code, row in codes.items():
                if not isinstance(row, Row) or not all(isinstance(row.get(x), str) for x in LANGS):
                    line = row.line if isinstance(row, Row) else codes.line
                    raise ResourceError(f"{group}.{code} needs a label in id and en", path=path, line=line)
    return out
