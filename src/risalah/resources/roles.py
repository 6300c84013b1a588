"""The roles of a language: which words introduce a person, and the office that they name."""

from __future__ import annotations

from dataclasses import dataclass

from risalah.errors import ResourceError
from risalah.resources.forms import FormTable
from risalah.resources.language import Language

SCOPES = ("state", "envoy", "body", "group")


@dataclass(frozen=True, slots=True)
class Role:
    """A role. `office` is English; `scope` says whose office it is (see roles.yaml); `alone`: the bare word may stand
    for its holder; `open`: further words of a portfolio may follow; `country` where the form itself names the state;
    `capital`: only with a capital.
    """

    office: str
    scope: str
    open: bool = False
    alone: bool = False
    country: str | None = None
    capital: bool = False


class RoleTable:
    """All roles of a language. Raises ResourceError where roles.yaml is wrong."""

    def __init__(self, language: Language) -> None:
        path, table = language.path("roles"), language.table("roles")
        self.forms: FormTable[Role] = FormTable(any_case=True)
        for row in table.get("roles") or ():
            if row.get("scope") not in SCOPES:
                raise ResourceError(f"scope must be one of {', '.join(SCOPES)}", path=path, line=row.line)
            forms = row.get("forms")
            if not row.get("office") or not isinstance(forms, list) or not forms:
                raise ResourceError("a role needs an office and a list of forms", path=path, line=row.line)
            role = Role(
                row["office"],
                row["scope"],
                bool(row.get("open")),
                bool(row.get("alone")),
                row.get("country"),
                bool(row.get("capital")),
            )
            for form in forms:
                if not isinstance(form, str):
                    raise ResourceError(f"the form {form!r} is not text", path=path, line=row.line)
                known = self.forms.get(form)
                if known is not None and known.office != role.office:
                    raise ResourceError(f"{form!r} is {known.office} as well", path=path, line=row.line)
                self.forms.add(form, role)

        def words(key: str) -> frozenset[str]:
            return frozenset(w.lower() for w in language.words("roles", key))

        self.office_words = words("office_words")
        self.joiners = words("joiners")
        self.former = words("former")
        self.titles = words("titles")
        self.not_holder_before = words("not_holder_before")
        self.name_like = words("name_like")
        self.toward = words("toward")
        self.from_owner = words("from_owner")
        self.in_place = words("in_place")
        self.portfolio_joiners = words("portfolio_joiners")
        self.seat_before = words("seat_before")
        self.new_when_small = words("new_when_small")
        self.area_words = words("area_words")
        self.numerals = words("numerals")
        self.services = words("services")
        letters = language.words("roles", "excellency")
        if len(letters) not in (0, 2):
            raise ResourceError("excellency must be two letters or none", path=path, line=table.line)
        self.his, self.excellency = letters or ("", "")
        self.links_to_role = words("links_to_role")
        self.before_linked_role = words("before_linked_role") | self.former
        self.newly = language.words("roles", "newly")
        self.namely = words("namely")
        self.called = words("called")
        self.demonstratives = words("demonstratives")
        self.single_offices = words("single_offices")
        self.offices_abroad = words("offices_abroad")
        self.honorifics = words("honorifics")
        self.titles_with_state = words("titles_with_state")
        self.delegations = words("delegations")
        self.led = words("led")
        self.palaces = words("palaces")
        self.led_links = words("led_links")
        self.leads = words("leads")
        self.origins = words("origins")
        self.private_offices = words("private_offices")
        self.shared_offices = words("shared_offices")
        self.foreign_offices = words("foreign_offices")
        self.general_offices = {
            str(title): frozenset(offices) for title, offices in language.mapping("roles", "general_offices").items()
        }
