"""The description of the API for people: an own page, without scripts and without another site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an address: its name, what it takes, and what it means."""

    name: str
    takes: str
    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API."""

    path: str
    summary: str
    returns: str
    parameters: tuple[Parameter, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a shape."""

    name: str
    type: str
    text: str


@dataclass(frozen=True, slots=True)
class ApiPage:
    """The page at /api, and docs/reference/api.md."""

    about: str
    addresses: tuple[Address, ...]
    shapes: tuple[tuple[str, str, tuple[Field, ...]], ...]


def build_api(described: dict[str, Any]) -> ApiPage:
    """The page of an OpenAPI description."""
    base = described["servers"][0]["url"]
    addresses = [_read_address(base, path, at["get"]) for path, at in described["paths"].items() if "get" in at]
    shapes = [
        (name, _line(shape.get("description")), tuple(_read_fields(shape)))
        for name, shape in sorted(described["components"]["schemas"].items())
        if not name.startswith(("ListAnswer_", "ItemAnswer_"))
    ]
    return ApiPage(described["info"]["description"], tuple(addresses), tuple(shapes))


def _read_address(base: str, path: str, operation: dict[str, Any]) -> Address:
    parameters = [
        Parameter(p["name"], _name_type(p["schema"]), _line(p.get("description") or p["schema"].get("description")))
        for p in operation.get("parameters", ())
    ]
    returns = _name_type(operation["responses"]["200"]["content"]["application/json"]["schema"])
    example = "" if "{" in path else base + path + ("?q=vaksin" if path == "/search" else "")
    return Address(base + path, _line(operation.get("description")), returns, tuple(parameters), example)


def _read_fields(shape: dict[str, Any]) -> list[Field]:
    rows = shape.get("properties", {}).items()
    return [Field(name, _name_type(row), _line(row.get("description"))) for name, row in rows]


def _name_type(schema: dict[str, Any]) -> str:
    """A type in few words: "string", "list of Evidence", "When or null", the codes of an enumeration."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        for wrapper, word in (("ListAnswer_", "page of "), ("ItemAnswer_", "one ")):
            if name.startswith(wrapper):
                return word + name.removeprefix(wrapper).rstrip("_")
        return name
    if "enum" in schema:
        return " · ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if "anyOf" in schema:
        return " or ".join(_name_type(s) for s in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_name_type(schema.get('items', {}))}"
    if schema.get("format") == "date":
        return "day (2031-03-04)"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_name_type(schema['additionalProperties'])}"
    return str(schema.get("type") or "any")


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
