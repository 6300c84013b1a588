"""Function words of a language as checked sets (patterns/grammar.yaml says what each is for)."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

from risalah.errors import ResourceError
from risalah.resources.language import Language

_TABLE = "patterns/grammar"
_MAPPINGS = ("numbers",)
_ORDERED = (
    *("both", "groups", "both_people", "that_state", "embassy", "between_states", "occasions", "untrue", "bodies_back"),
    *("prefixes", "pronoun_ends", "suffixes", "verb_beginnings", "passive_beginnings"),
    *(
        "denies",
        "is_denied",
        "unconfirms",
        "text_beginnings",
        "done_beginnings",
        "bare_endings",
        "thing_beginnings",
        "thing_ends",
    ),
)
_NAMES = {"with_": "with", "and_": "and", "while_": "while", "is_": "is"}  # Python's own words


@dataclass(frozen=True, slots=True)
class Grammar:
    """Closed classes of words, lower case. `numbers` gives number words their value, 0 for "several"."""

    oblique: frozenset[str]
    wars: frozenset[str]
    truces: frozenset[str]
    all_sides: frozenset[str]
    ends_at: frozenset[str]
    contrasts: frozenset[str]
    asked_nouns: frozenset[str]
    offered_nouns: frozenset[str]
    pronoun_ends: tuple[str, ...]
    besides_main: frozenset[str]
    company: frozenset[str]
    states_of_being: frozenset[str]
    before_doers: frozenset[str]
    company_openers: frozenset[str]
    faced: frozenset[str]
    made_up: frozenset[str]
    stands_in: frozenset[str]
    reported: frozenset[str]
    as_said: frozenset[str]
    is_quoted: frozenset[str]
    joins: frozenset[str]
    with_: frozenset[str]
    beside: frozenset[str]
    to: frozenset[str]
    agent: frozenset[str]
    source: frozenset[str]
    place: frozenset[str]
    inside: frozenset[str]
    and_: frozenset[str]
    relative: frozenset[str]
    manner: frozenset[str]
    things: frozenset[str]
    world: frozenset[str]
    fronts: frozenset[str]
    says_if: frozenset[str]
    diplomats: frozenset[str]
    people_there: frozenset[str]
    state_heads: frozenset[str]
    sequence: frozenset[str]
    point_heads: frozenset[str]
    doing_beginnings: frozenset[str]
    doing_endings: frozenset[str]
    is_: frozenset[str]
    process: frozenset[str]
    drafts: frozenset[str]
    objecting: frozenset[str]
    associations: frozenset[str]
    makes: frozenset[str]
    unmade: frozenset[str]
    takes_effect: frozenset[str]
    papers: frozenset[str]
    contains: frozenset[str]
    row_words: frozenset[str]
    rumours: frozenset[str]
    holds_for: frozenset[str]
    retells: frozenset[str]
    denies: tuple[str, ...]
    is_denied: tuple[str, ...]
    gathered: frozenset[str]
    means_that: frozenset[str]
    crowds: frozenset[str]
    ages: frozenset[str]
    stories: frozenset[str]
    local_heads: frozenset[str]
    performers: frozenset[str]
    efforts: frozenset[str]
    dates_from: frozenset[str]
    true_tales: frozenset[str]
    media_tell: frozenset[str]
    unconfirms: tuple[str, ...]
    polls: frozenset[str]
    until: frozenset[str]
    undertakes: frozenset[str]
    only_then: frozenset[str]
    when_words: frozenset[str]
    when_done: frozenset[str]
    then_words: frozenset[str]
    has_been: frozenset[str]
    is_not: frozenset[str]
    by_pact: frozenset[str]
    pact_nouns: frozenset[str]
    messages: frozenset[str]
    factions: frozenset[str]
    lower_levels: frozenset[str]
    which: frozenset[str]
    ahead: frozenset[str]
    ahead_of: frozenset[str]
    spells: frozenset[str]
    until_when: frozenset[str]
    from_when: frozenset[str]
    talks: frozenset[str]
    they: frozenset[str]
    mutual: frozenset[str]
    members: frozenset[str]
    about: frozenset[str]
    belongs: frozenset[str]
    abroad: frozenset[str]
    complementiser: frozenset[str]
    counterparts: frozenset[str]
    first_person: frozenset[str]
    pronouns: frozenset[str]
    both: tuple[str, ...]
    groups: tuple[str, ...]
    leads: frozenset[str]
    keeps: frozenset[str]
    intends: frozenset[str]
    weakens: frozenset[str]
    still: frozenset[str]
    not_conditions: frozenset[str]
    after_words: frozenset[str]
    periods: frozenset[str]
    coming: frozenset[str]
    assures: frozenset[str]
    while_: frozenset[str]
    says: frozenset[str]
    later_today: frozenset[str]
    clocks: frozenset[str]
    occasions: tuple[str, ...]
    adverbs: frozenset[str]
    private: frozenset[str]
    private_heads: frozenset[str]
    own_people: frozenset[str]
    of_state: frozenset[str]
    copulas: frozenset[str]
    judgements: frozenset[str]
    columns: frozenset[str]
    thinkers: frozenset[str]
    views: frozenset[str]
    home_powers: frozenset[str]
    origin: frozenset[str]
    private_offices: frozenset[str]
    fronts_many: frozenset[str]
    firms: frozenset[str]
    firm_marks: frozenset[str]
    bodies_back: tuple[str, ...]
    together: frozenset[str]
    not_acts: frozenset[str]
    untrue: tuple[str, ...]
    thanks: frozenset[str]
    because: frozenset[str]
    committees: frozenset[str]
    parliaments: frozenset[str]
    ratification: frozenset[str]
    adopts: frozenset[str]
    days: frozenset[str]
    states: frozenset[str]
    empty_objects: frozenset[str]
    cross_border: frozenset[str]
    outward: frozenset[str]
    domestic: frozenset[str]
    home_offices: frozenset[str]
    ordinals: frozenset[str]
    between_states: tuple[str, ...]
    carries: frozenset[str]
    bodies: frozenset[str]
    both_people: tuple[str, ...]
    own_state: frozenset[str]
    since: frozenset[str]
    goal: frozenset[str]
    aims: frozenset[str]
    sides: frozenset[str]
    met: frozenset[str]
    alters: frozenset[str]
    alters_of: frozenset[str]
    further: frozenset[str]
    also: frozenset[str]
    against: frozenset[str]
    meets: frozenset[str]
    government: frozenset[str]
    that_state: tuple[str, ...]
    embassy: tuple[str, ...]
    one_person: frozenset[str]
    plural: frozenset[str]
    home_missions: frozenset[str]
    promised_goods: frozenset[str]
    stays: frozenset[str]
    told: frozenset[str]
    besides: frozenset[str]
    between: frozenset[str]
    gives_to: frozenset[str]
    hosts: frozenset[str]
    undoes_change: frozenset[str]
    one: frozenset[str]
    pointing: frozenset[str]
    numbers: dict[str, int]
    small: frozenset[str]
    sets_up: frozenset[str]
    many: frozenset[str]
    lasting: frozenset[str]
    inclusive: frozenset[str]
    buying: frozenset[str]
    clubs: frozenset[str]
    summits: frozenset[str]
    along: frozenset[str]
    goes_on: frozenset[str]
    loose_ends: frozenset[str]
    each: frozenset[str]
    topics: frozenset[str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    verb_beginnings: tuple[str, ...]
    passive_beginnings: tuple[str, ...]
    text_beginnings: tuple[str, ...]
    done_beginnings: tuple[str, ...]
    bare_endings: tuple[str, ...]
    thing_beginnings: tuple[str, ...]
    thing_ends: tuple[str, ...]
    body_nouns: frozenset[str]
    then: frozenset[str]
    troops: frozenset[str]
    talk_nouns: frozenset[str]

    def root(self, word: str) -> str:
        """A rough root: the longest prefix and suffix cut where four letters are left, five letters kept.

        Enough to see that "memproduksi" and "produksi" are one word; no morphology.
        """
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= 4:
                word = word[len(prefix) :]
                break
        for suffix in self.suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= 4:
                word = word[: -len(suffix)]
                break
        return word[:5]

    def content_words(self, text: str) -> frozenset[str]:
        """The roots of the words of `text` that tell one object from another."""
        words = (m[0] for m in re.finditer(r"\w+", text.lower()))
        return frozenset(self.root(w) for w in words if w not in self.small and len(w) >= 3)


def load_grammar(language: Language) -> Grammar:
    """Read and check patterns/grammar.yaml. Raises ResourceError with file and line."""
    table = language.table(_TABLE)
    known = {_NAMES.get(f.name, f.name) for f in fields(Grammar)}
    if unknown := sorted(set(table) - known):
        raise ResourceError(f"unknown list {', '.join(unknown)}", path=language.path(_TABLE), line=table.line)
    values: dict[str, object] = {}
    for f in fields(Grammar):
        name = _NAMES.get(f.name, f.name)
        if f.name in _MAPPINGS:
            values[f.name] = {str(k): int(v) for k, v in language.mapping(_TABLE, name).items()}
        elif f.name in _ORDERED:
            values[f.name] = language.words(_TABLE, name)
        else:
            values[f.name] = frozenset(language.words(_TABLE, name))
    return Grammar(**values)  # type: ignore[arg-type]
