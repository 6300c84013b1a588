"""How much of 2010-2026 do the tables of offices cover? Per state, organisation, and for Indonesia's cabinet.

  python tools/count_offices.py [--years 12] [--short]

A year counts for an office where a named person is known to have held it on at least half of its days; the last known
holder of a later day does not count. Where the head of state leads the government, he counts for both.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import date

from risalah.resources.actors import ActorTable

FIRST, LAST = 2010, 2026
CROWN = ("king", "queen", "emperor", "sultan", "emir", "grand duke", "pope", "supreme leader")
HEADS = (*CROWN, "head of state", "president", "acting president", "leader", "governor-general")
GOVERNMENT = ("prime minister", "chancellor", "head of government", "state counsellor")
# States whose head of state is the British monarch.
REALMS = ("AUS", "CAN", "NZL", "PNG", "SLB", "JAM", "BHS", "TUV")
# States without a prime minister over the leader (or in which the sultan or the president of the council is both).
LED_BY_HEAD = (
    *("IDN", "PHL", "BRN", "USA", "MEX", "BRA", "ARG", "CHL", "COL", "VEN", "ECU", "BOL", "URY", "PRY", "PAN", "CRI"),
    *("GTM", "DOM", "SUR", "CUB", "CYP", "CHE", "NGA", "GHA", "KEN", "ZAF", "ZMB", "AGO", "BWA", "NAM", "MWI", "ZWE"),
    *("TKM", "AFG", "MMR", "KIR", "NRU", "PLW", "MHL", "FSM", "MDV", "OMN", "SLV", "HND", "NIC", "LBR", "SLE", "GMB"),
    *("SSD", "SYC", "BEN", "PER", "LKA", "TUR", "SDN", "TJK", "COM", "IRN"),
)
ROLES = ("state", "government", "foreign")


def years(table: ActorTable, pairs: Iterable[tuple[str, str]]) -> set[int]:
    """The years of which at least half the days see a known holder of one of the (body, office) pairs."""
    days: set[int] = set()
    for body, office in pairs:
        for _, term in table.terms(body, office):
            end = term.last or term.known_to
            if term.first is not None and end is not None:
                first, last = max(term.first, date(FIRST, 1, 1)), min(end, date(LAST, 12, 31))
                days.update(range(first.toordinal(), last.toordinal() + 1))
    count: dict[int, int] = {}
    for n in days:
        year = date.fromordinal(n).year
        count[year] = count.get(year, 0) + 1
    return {year for year, n in count.items() if n >= 182}


def coverage(table: ActorTable, state: str) -> dict[str, int]:
    """Years covered of the head of state, the head of government and the foreign minister of a state."""
    heads = [(state, office) for office in HEADS]
    if state in REALMS:
        heads += [("GBR", office) for office in CROWN]
    leads = [(state, office) for office in GOVERNMENT]
    if state in LED_BY_HEAD:
        leads += heads
    pairs = (heads, leads, [(state, "foreign minister")])
    return {role: len(years(table, p)) for role, p in zip(ROLES, pairs, strict=True)}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=12, help="years of 17 that make an office covered")
    parser.add_argument("--short", action="store_true", help="only the totals")
    args = parser.parse_args()
    table = ActorTable()
    terms = [(p, t) for p in table.people.values() for t in p.tenures]
    bodies = sorted({t.body for _, t in terms})
    states = [b for b in bodies if b in table.states]
    full, one = [], []
    for state in states:
        row = coverage(table, state)
        (full if min(row.values()) >= args.years else one).append(state)
        if not args.short:
            mark = "" if state in full else "  <"
            print(f"{state}  " + "  ".join(f"{role} {n:2}" for role, n in row.items()) + mark)
    international = [b for b in bodies if b in table.organisations and table.organisations[b].country is None]
    cabinet = {t.office for _, t in terms if t.body == "IDN" and ("minister" in t.office or "secretary" in t.office)}
    ministers = {p.id for p, t in terms if t.body == "IDN" and t.office in cabinet}
    envoys = [(p.id, t.office) for p, t in terms if t.office.startswith(("ambassador", "permanent representative"))]
    print(f"states with a holder                  {len(states)}")
    print(f"all three offices over {args.years} of 17 years  {len(full)}")
    print(f"international organisations           {len(international)}")
    print(f"offices of Indonesia's cabinets       {len(cabinet)}, held by {len(ministers)} people")
    print(f"terms of ambassadors                  {len(envoys)}")
    print(f"people {len(table.people)}, terms {len(terms)}")


if __name__ == "__main__":
    main()
