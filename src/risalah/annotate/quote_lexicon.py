"""The words of quotation (data/languages/<code>/quotations.yaml), compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from risalah.resources.language import Language

TABLE = "quotations"


def alternatives(words: Iterable[str]) -> str:
    """A regular-expression group of words, longest first; a blank in a word matches any run of blanks."""
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


class QuoteLexicon:
    """Compiled cues, verbs and stop words of one language. Raises ResourceError where a list is missing."""

    def __init__(self, language: Language) -> None:
        def words(key: str) -> tuple[str, ...]:
            return language.words(TABLE, key)

        self.verb_class: dict[str, str] = {}
        for kind, verbs in language.mapping(TABLE, "verbs").items():
            for verb in verbs:
                self.verb_class.setdefault(verb, kind)
        cues = words("cues")
        # "akunya", but not "tanya": the short cues that hold the clitic already.
        self.carrying = frozenset(w for w in cues if w.endswith("nya") and w.removesuffix("nya") in cues)
        self.weak = frozenset(words("weak_cues"))
        self.blockers = frozenset(words("blockers"))
        self.adverbs = frozenset(words("adverbs"))
        self.pronouns = frozenset(words("pronouns"))
        self.pairs = frozenset(words("pair_pronouns"))
        self.first_persons = frozenset(words("first_persons"))
        self.prepositions = frozenset(words("prepositions"))
        self.adjuncts = frozenset(words("adjunct_openers"))
        self.continuers = frozenset(words("continuers"))
        self.no_source = frozenset(words("no_source"))
        self.frames = frozenset(words("frame_openers"))
        self.quoting = frozenset(words("quoting_verbs"))
        self.views = frozenset(words("views"))
        self.days = frozenset(words("days"))
        self.need_complementiser = frozenset(words("need_complementiser"))
        self.via_skip = frozenset(words("via_skip"))
        self.documents = frozenset(words("documents"))
        self.denials = frozenset(words("denials"))
        flags = re.IGNORECASE
        verb = alternatives(self.verb_class)
        openers = alternatives(words("cue_openers"))
        self.cue = re.compile(
            rf"(?:{openers}\s+)*(?P<cue>(?P<short>{alternatives(cues)})(?P<nya>nya)?"
            rf"|(?P<passive>{alternatives(words('passive_cues'))})(?:\s+oleh)?)(?!\w)",
            flags,
        )
        # A verb may be glued to the name before it, where a page lost a blank ("Wirayudamengatakan").
        glued = alternatives(v for v in self.verb_class if len(v) >= 9 and v.startswith("me"))
        self.verb = re.compile(rf"(?:(?<![\w-])(?P<verb>{verb})|(?<=[a-z]{{3}})(?P<glued>{glued}))(?![\w-])", flags)
        self.according = re.compile(r"(?<!\w)menurut(?P<nya>nya)?(?!\w)", flags)
        self.complementiser = re.compile(rf"\s*,?\s*(?:{alternatives(words('complementisers'))})(?!\w)\s*", flags)
        self.clause_opener = re.compile(rf"{alternatives(words('clause_openers'))}(?!\w)", flags)
        self.thing = re.compile(rf"{alternatives(words('things'))}(?!\w)", flags)
        self.bare_request = re.compile(rf"{alternatives(words('bare_requests'))}(?!\w)", flags)
        self.speaker_noun = re.compile(rf"(?<!\w){alternatives(words('speaker_nouns'))}(?!\w)", flags)
        self.document = re.compile(rf"(?<!\w){alternatives(words('documents'))}(?!\w)", flags)
        self.not_before_predicate = frozenset(words("not_before_predicate"))
        self.predicate = re.compile("|".join(words("predicate_forms")))
        self.pure_complementisers = frozenset(words("pure_complementisers"))
        self.fronted = re.compile(
            rf"(?:{alternatives(words('back_verbs'))}|(?P<short>{alternatives(words('fronted_cues'))}))(?!\w)".replace(
                "(?:", "(?P<cue>", 1
            ),
            flags,
        )
        back = alternatives(words("back_verbs"))
        self.back_reference = re.compile(
            rf"(?:{alternatives(words('back_references'))}\s+(?:juga\s+|pula\s+)?{back}(?:\s+(?:langsung\s+)?oleh)?"
            rf"|demikian\s+(?:{back}(?:\s+oleh)?|{alternatives(cues)}))(?!\w)",
            flags,
        )
        self.same_view = re.compile(
            rf"(?:{alternatives(words('same_view'))})\s+(?:juga\s+)?(?:{back})(?:\s+oleh)?(?!\w)", flags
        )
        self.via = re.compile(rf"(?<!\w){alternatives(words('via'))}(?!\w)", flags)
