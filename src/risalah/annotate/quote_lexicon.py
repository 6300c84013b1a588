"""The words of quotation (data/languages/<code>/quotations.yaml), compiled."""

from __future__ import annotations

import re

from risalah.resources.language import Language, any_of

TABLE = "quotations"


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
        clitics = words("clitics")
        # "akunya", but not "tanya": the short cues that hold the clitic already.
        self.carrying = frozenset(w for w in cues for c in clitics if w.endswith(c) and w.removesuffix(c) in cues)
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
        self.that_words = frozenset(words("that_words"))
        self.that = re.compile(rf"\b{any_of(self.that_words)}\b")
        self.plain_verb = language.word(TABLE, "plain_verb")
        self.dated = self.days | frozenset(words("day_adverbs"))
        self.passed_adverbs = self.adverbs - frozenset(words("content_adverbs"))
        self.frame_ends = frozenset(words("frame_ends"))
        self.thing_verbs = frozenset(words("thing_verbs"))
        self.demonstratives = frozenset(words("demonstratives"))
        self.not_pointed = frozenset(words("not_pointed"))
        self.envoy_ends = frozenset(words("envoy_ends"))
        self.envoy_prepositions = frozenset(words("envoy_prepositions"))
        self.issuer_stops = self.prepositions - frozenset(words("issuer_prepositions"))
        self.body_nouns = frozenset(words("body_nouns"))
        self.owner_nouns = frozenset(words("owner_nouns"))
        flags = re.IGNORECASE
        verb = any_of(self.verb_class)
        openers = any_of(words("cue_openers"))
        clitic = rf"(?P<clitic>{any_of(clitics)})"
        agent = rf"(?:\s+{any_of(words('agent_words'))})"
        also = rf"(?:{any_of(words('also'))}\s+)"
        self.cue = re.compile(
            rf"(?:{openers}\s+)*(?P<cue>(?P<short>{any_of(cues)}){clitic}?"
            rf"|(?P<passive>{any_of(words('passive_cues'))}){agent}?)(?!\w)",
            flags,
        )
        # A verb may be glued to the name before it, where a page lost a blank ("Wirayudamengatakan").
        active = language.words("names", "active_beginnings")
        glued = any_of(v for v in self.verb_class if len(v) >= 9 and v.startswith(active))
        self.verb = re.compile(rf"(?:(?<![\w-])(?P<verb>{verb})|(?<=[a-z]{{3}})(?P<glued>{glued}))(?![\w-])", flags)
        self.according = re.compile(rf"(?<!\w){any_of(words('according'))}{clitic}?(?!\w)", flags)
        self.complementiser = re.compile(rf"\s*,?\s*(?:{any_of(words('complementisers'))})(?!\w)\s*", flags)
        self.clause_opener = re.compile(rf"{any_of(words('clause_openers'))}(?!\w)", flags)
        self.thing = re.compile(rf"{any_of(words('things'))}(?!\w)", flags)
        self.bare_request = re.compile(rf"{any_of(words('bare_requests'))}(?!\w)", flags)
        self.speaker_noun = re.compile(rf"(?<!\w){any_of(words('speaker_nouns'))}(?!\w)", flags)
        self.document = re.compile(rf"(?<!\w){any_of(words('documents'))}(?!\w)", flags)
        self.not_before_predicate = frozenset(words("not_before_predicate"))
        signs = [row["pattern"] for row in language.mapping(TABLE, "predicate_signs").values()]
        self.predicate = re.compile("|".join((any_of(words("predicate_words")), *signs)))
        self.pure_complementisers = frozenset(words("pure_complementisers"))
        self.fronted = re.compile(
            rf"(?:{any_of(words('back_verbs'))}|(?P<short>{any_of(words('fronted_cues'))}))(?!\w)".replace(
                "(?:", "(?P<cue>", 1
            ),
            flags,
        )
        back = any_of(words("back_verbs"))
        direct = rf"(?:\s+(?:{any_of(words('agent_adverbs'))}\s+)?{any_of(words('agent_words'))})"
        self.back_reference = re.compile(
            rf"(?:{any_of(words('back_references'))}\s+{also}?{back}{direct}?"
            rf"|{any_of(words('thus'))}\s+(?:{back}{agent}?|{any_of(cues)}))(?!\w)",
            flags,
        )
        self.same_view = re.compile(rf"(?:{any_of(words('same_view'))})\s+{also}?(?:{back}){agent}?(?!\w)", flags)
        post = any_of(words("post_prepositions"))
        pointing = any_of(self.demonstratives)
        # The end of a phrase that points back over a place: "mantan duta besar [di Kota Bening itu]".
        self.deictic_tail = re.compile(rf"\s+{post}\s+(?:[\w-]+\s+){{1,5}}{pointing}(?=\s*[.,])")
        # A comma before an apposition, a short place before it or not.
        self.comma = re.compile(rf"(\s+{post}\s+[^,.;:\"“”\n]{{2,50}})?\s*,\s*")
        self.envoy = re.compile(rf"(?:{any_of(words('former'))}\s+)?{any_of(words('envoys'))}\b", flags)
        self.joined = re.compile(rf"\s*(?:,|,?\s*{any_of(words('joint'))})\s*(?:[a-z]+\s+){{0,3}}")
        # A cue that no list has: '..." selorohnya.'
        self.unlisted_cue = re.compile(rf"([a-z]{{3,}}{any_of(clitics)})(?=\s*(?:[.,;]|$|\n))")
        self.word_signs = {
            str(name): re.compile(row["pattern"]) for name, row in language.mapping(TABLE, "word_signs").items()
        }
        # A full stop that ends a sentence, inside speech as well: not behind an initial, a short word or a title.
        titles = "".join(rf"(?<!\b{re.escape(t)})" for t in words("stopped_titles"))
        self.sentence_end = re.compile(
            rf"(?<![\s.][A-Z])(?<!\b[A-Z][a-z]){titles}[.!?…]+(?:\s*[)”\"])?\s+(?=[(]?\s*[A-Z0-9])"
        )
        self.via = re.compile(rf"(?<!\w){any_of(words('via'))}(?!\w)", flags)
