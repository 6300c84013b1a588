"""The one way through: process(page, kit). Pure functions of one page, so that any engine can map them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from risalah import __version__
from risalah.annotate.annotator import Annotator
from risalah.annotate.hidden import Shadow, has_hidden
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

    def read(self, article: Article, *, keep_all: bool) -> Document:
        """The document of an article in this language. Cheap first: a page off topic is not even annotated."""
        if not keep_all:
            article = self.relevance.judge(article)
            if not article.relevant:
                return Document(article)
        return self.extractor.extract(self.annotator.annotate(article), keep_all=keep_all)


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

    @cached_property
    def fingerprint(self) -> str:
        """Version and the settings that change what is read."""
        s = self.settings
        return f"risalah {__version__} lang={s.lang} keep_all={s.keep_all}"


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
    """Clean, annotate and extract one page. Raises PageError where the page cannot be used."""
    article = kit.cleaner.clean(page)
    engine = kit.engines.get(article.lang)
    if engine is None:
        known = ", ".join(sorted(kit.engines))
        detail = (
            f"language {article.lang!r} has no engine yet (there is {known}); the page is kept, and not read further"
        )
        note = Failure("annotate", "language", detail, page.where, quarantined=False)
        return Document(replace(article, relevant=False, relevance=0.0), failures=(note,))
    if has_hidden(article.text):
        shadow = Shadow(article)
        return shadow.restore(engine.read(shadow.article, keep_all=kit.settings.keep_all), page.where)
    return engine.read(article, keep_all=kit.settings.keep_all)


def process_safely(page: Page | Failure, kit: Kit) -> Document:
    """As `process`, but what cannot be used gives a document with empty lists and the reason in `failures`."""
    if isinstance(page, Failure):
        return failed(page)
    try:
        return process(page, kit)
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
