"""The one way through: process(page, kit). Pure functions of one page, so that any engine can map them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from time import process_time

from risalah import __version__
from risalah.alarm import OutOfTime, limit_time
from risalah.annotate.annotator import Annotator
from risalah.annotate.hidden import Shadow, has_hidden
from risalah.cascade import Cascade, describe_language
from risalah.clean import Cleaner
from risalah.config import Settings
from risalah.errors import ConfigError, EvidenceError, PageError
from risalah.extract.extractor import Extractor
from risalah.extract.proposing import Proposer
from risalah.extract.relevance import RelevanceReader
from risalah.model.article import Article, Page
from risalah.model.document import Document, Failure
from risalah.model.ids import digest
from risalah.resources.actors import ActorTable
from risalah.resources.language import Language
from risalah.resources.outlets import OutletTable

ENGINES = ("id",)
"""Languages that are read. A page in another one is kept and listed."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What reads one language."""

    annotator: Annotator
    extractor: Extractor
    relevance: RelevanceReader

    def read(self, article: Article, *, keep_all: bool, clock: StageClock) -> Document:
        """The document of an article in this language. Cheap first: a page off topic is not even annotated."""
        if not keep_all:
            article = self.relevance.judge(article)
            clock.note("relevance")
            if not article.relevant:
                return Document(article)
        annotated = self.annotator.annotate(article)
        clock.note("annotate")
        document = self.extractor.extract(annotated, keep_all=keep_all)
        clock.note("extract")
        return document


class StageClock:
    """Processor time of the stages of one page, in seconds."""

    __slots__ = ("_last", "seconds")

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = process_time()

    def note(self, stage: str) -> None:
        """All time since the last note was spent in `stage`."""
        now = process_time()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._last
        self._last = now


class Kit:
    """All that a worker loads once: language engines, outlets, actors. `fingerprint` names version and settings."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.actors = ActorTable()
        self.outlets = OutletTable()
        self.engines = {}
        languages = {code: Language(code) for code in ENGINES}
        proposers = make_proposers(self.settings)
        for code, language in languages.items():
            relevance = RelevanceReader(language, self.actors)
            extractor = Extractor(language, relevance, proposers)
            self.engines[code] = Engine(Annotator(language, self.actors), extractor, relevance)
        self.cleaner = Cleaner(self.outlets, languages)
        readers = {code: engine.relevance for code, engine in self.engines.items()}
        self.cascade = Cascade(readers, self.outlets, self.settings.review_every)

    @property
    def page_seconds(self) -> int | None:
        """Seconds that one page may take; None where a language model is asked, which has limits of its own."""
        return None if self.settings.extractor == "llm" else self.settings.page_seconds

    @cached_property
    def fingerprint(self) -> str:
        """Version and the settings that change what is read."""
        s = self.settings
        return f"risalah {__version__} lang={s.lang} keep_all={s.keep_all}"


def load_kit(settings: Settings) -> Kit:
    """The kit of this process for these settings, loaded once; anew where an extractor beside the rules keeps count."""
    plain = settings.extractor == "rules" and not settings.import_langextract
    return _keep_kit(settings) if plain else Kit(settings)


@lru_cache(maxsize=2)
def _keep_kit(settings: Settings) -> Kit:
    return Kit(settings)


EXTRACTORS = ("rules", "llm")
"""What the setting `extractor` takes. The rules always read; what else is asked is added to them."""


def make_proposers(settings: Settings) -> list[Proposer]:
    """The extractors besides the rules that the settings ask for; none by default.

    Raises ConfigError where one cannot work: an unknown name, no endpoint, no key, an unreadable file.
    """
    if settings.extractor not in EXTRACTORS:
        raise ConfigError(f"{settings.extractor!r} is no extractor", remedy=f"use {' or '.join(EXTRACTORS)}")
    out: list[Proposer] = []
    if settings.import_langextract:
        from risalah.extract.langextract import LangExtractProposer

        out.append(LangExtractProposer(Path(settings.import_langextract)))
    if settings.extractor == "llm":
        from risalah.extract.llm import Endpoint, LlmClient, LlmProposer

        endpoint = Endpoint(
            base_url=settings.llm_base_url or "",
            model=settings.llm_model or "",
            key_env=settings.llm_key_env or "",
            timeout=settings.llm_timeout,
            budget=settings.llm_budget,
            max_tokens=settings.llm_max_tokens,
            max_calls=max(1, settings.llm_max_calls // settings.jobs),
            concurrency=settings.llm_concurrency,
            json_mode=settings.llm_json,
        )
        out.append(LlmProposer(LlmClient(endpoint)))
    return out


def process(page: Page, kit: Kit) -> Document:
    """Look at, clean, annotate and extract one page. Raises PageError where the page cannot be used."""
    clock = StageClock()
    return replace(_process(page, kit, clock), seconds=clock.seconds)


def _process(page: Page, kit: Kit, clock: StageClock) -> Document:
    keep_all = kit.settings.keep_all
    if not keep_all and page.kind == "html":
        dropped = kit.cascade.look(page)
        clock.note("look")
        if dropped is not None:
            return dropped
    article = kit.cleaner.clean(page)
    clock.note("clean")
    return read_article(article, kit, page.where, clock)


def read_article(article: Article, kit: Kit, where: str, clock: StageClock | None = None) -> Document:
    """Annotate and extract an article that is clean; `where` names it in what is set aside."""
    clock = clock or StageClock()
    keep_all = kit.settings.keep_all
    engine = kit.engines.get(article.lang)
    if engine is None:
        note = describe_language(article.lang, kit.engines, where)
        return Document(replace(article, relevant=False, relevance=0.0), failures=(note,))
    if has_hidden(article.text):
        shadow = Shadow(article)
        return shadow.restore(engine.read(shadow.article, keep_all=keep_all, clock=clock), where)
    return engine.read(article, keep_all=keep_all, clock=clock)


def process_safely(page: Page | Failure, kit: Kit) -> Document:
    """As `process`, but what cannot be used gives a document with empty lists and the reason in `failures`."""
    if isinstance(page, Failure):
        return failed(page)
    try:
        with limit_time(kit.page_seconds):
            return process(page, kit)
    except OutOfTime:
        detail = f"not read within {kit.page_seconds} s (report this page, or raise the setting page_seconds)"
        return failed(Failure("process", "time", detail, page.where), page)
    except PageError as e:
        return failed(Failure(e.step, e.reason, str(e), page.where), page)
    except EvidenceError:
        raise
    except Exception as e:
        # One page never stops a run: what it broke is listed with its place, and is a bug to report.
        return failed(Failure("bug", type(e).__name__, f"{e} (please report this page)", page.where), page)


def failed(failure: Failure, page: Page | None = None) -> Document:
    """The empty document of a page that could not be used."""
    article = Article(
        id="sha256:" + digest(failure.where, page.url if page else None),
        text="",
        lang="und",
        url=page.url if page else None,
        outlet=page.outlet if page else None,
        source_id=page.source_id if page else None,
        relevant=False,
        relevance=0.0,
    )
    return Document(article, failures=(failure,))


def process_many(pages: Iterable[Page | Failure], kit: Kit) -> Iterator[Document]:
    """The documents of many pages, in their order."""
    return (process_safely(page, kit) for page in pages)
