"""One event as several outlets tell it, side by side."""

from __future__ import annotations

from risalah.model.document import Document
from risalah.model.record import Quotation
from risalah.model.register import ArticleEntry, Entry
from risalah.show.values import cue_before
from risalah.show.web.context import Context
from risalah.show.web.desk import Desk
from risalah.show.web.pages import Line, StoryCell, StoryPage
from risalah.show.web.views.entry import view_conflict
from risalah.show.web.views.evidence import find_record, pin_record
from risalah.show.web.views.lines import view_entry, view_record

_SHOWN_FIELDS = ("stage", "status", "content", "when", "due", "amount")
"""The fields whose words tell the outlets apart at a glance, in order."""
_WORDS = 3


def build_story(desk: Desk, story_id: str, ctx: Context) -> StoryPage | None:
    """The page of a story, or None where there is none of that id."""
    story = desk.story(story_id)
    if story is None:
        return None
    articles = sorted(desk.articles(story.articles), key=lambda a: (a.published or "9999", a.id))
    documents = {a.id: d for a in articles if (d := desk.document(a.id))}
    found = {e.id: e for a in articles for e in desk.reader.entries_of_article(a.id)}
    shared: list[tuple[Line, tuple[StoryCell, ...]]] = []
    only: dict[str, list[Line]] = {}
    for entry in sorted(found.values(), key=lambda e: ("cmq".index(e.type[0]), e.id)):
        line = view_entry(desk, entry, ctx)
        inside = {r.article for r in entry.records} & set(documents)
        if len(inside) > 1:
            shared.append((line, tuple(_view_cell(entry, a, documents.get(a.id)) for a in articles)))
        else:
            home = next(iter(inside), "")
            records = [find_record(documents[home], r.id) for r in entry.records if r.article == home]
            told = next((r for r in records if r), None)
            text = documents[home].article.text if home else ""
            only.setdefault(home, []).append(view_record(line, told, text) if told else line)
    differing = []
    for entry in found.values():
        rows = tuple(view_conflict(desk, c, ctx) for c in entry.conflicts if c.grade != "agree")
        if rows:
            differing.append((view_entry(desk, entry, ctx), rows))
    return StoryPage(
        story=story,
        articles=tuple(articles),
        shared=tuple(shared),
        only=tuple((a, tuple(only[a.id])) for a in articles if a.id in only),
        conflicts=tuple(sorted(differing, key=lambda x: x[0].id)),
        sample=any(d.article.metadata.get("sample") for d in documents.values()),
    )


def _view_cell(entry: Entry, article: ArticleEntry, document: Document | None) -> StoryCell:
    """The words of one article on one entry."""
    words: dict[tuple[str, str], None] = {}
    stage = modality = ""
    for ref in entry.records:
        record = find_record(document, ref.id) if document and ref.article == article.id else None
        if record is None or document is None:
            continue
        if not stage:
            modality = str(getattr(record, "modality", ""))
        stage = stage or str(getattr(record, "stage", "") or getattr(record, "status", ""))
        text = document.article.text
        pins = pin_record(record, text)
        cue = cue_before(record.form, record.cue.of(text)) if isinstance(record, Quotation) and record.cue else ""
        for field in _SHOWN_FIELDS:
            words.update(dict.fromkeys((cue, p.exact) for p in pins if p.field == field))
    return StoryCell(article, tuple(words)[:_WORDS], stage, modality)
