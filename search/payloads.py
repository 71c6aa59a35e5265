"""Answers as JSON values: the keys that the command line and the HTTP API share."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.accepting import Report
    from search.analysis import AnalysedToken
    from search.archive.quarantine import QuarantineEntry
    from search.archive.runs import Run
    from search.article import Article
    from search.errors import SearchError
    from search.hits import CaptionHit, Expansion, Hit, Mark, ResultPage, SimilarPage, Suggestion
    from search.inspection import Finding, Status
    from search.query.lexicon import Abbreviation
    from search.sources.reader import Rejected

JsonObject = dict[str, Any]


def result_page(page: ResultPage) -> JsonObject:
    """Return a page of results."""
    return {
        "schema": "timbao.search/1",
        "query": page.query,
        "total": page.total,
        "results": page.results,
        "took_ms": round(page.took_ms, 1),
        "page": page.page,
        "pages": page.pages,
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {
            name: [{"value": value, "count": count} for value, count in counts]
            for name, counts in page.facets.items()
        },
        "expansions": [_expansion(each) for each in page.expansions],
        "suggestions": list(page.suggestions),
        "relaxed": asdict(page.relaxed) if page.relaxed else None,
        "capped": [asdict(each) for each in page.capped],
        "behind": page.behind,
        "people": [asdict(each) for each in page.named.shown] if page.named else [],
        "people_total": page.named.total if page.named else 0,
        "people_behind": page.people_behind,
    }


def similar(page: SimilarPage) -> JsonObject:
    """Return the articles most like one, and what it has in common with them."""
    return {
        "schema": "timbao.similar/1",
        "id": page.article.id,
        "title": page.article.title,
        "took_ms": round(page.took_ms, 1),
        "terms": list(page.terms),
        "hits": [_hit(hit) for hit in page.hits],
    }


def _expansion(wider: Expansion) -> JsonObject:
    before = wider.before.isoformat() if wider.before else None
    return {"typed": wider.typed, "meant": list(wider.meant), "before": before}


def _hit(hit: Hit) -> JsonObject:
    known: JsonObject = {
        "kind": hit.kind,
        "score": round(hit.score, 4),
        "title": hit.article.title,
        "url": hit.article.url or None,
        "source": hit.article.source,
        "published": hit.article.published.isoformat() if hit.article.published else None,
        "published_precision": hit.article.precision,
        "matched_in": list(hit.matched_in),
    }
    if hit.explanation:
        known["explanation"] = [
            {**asdict(each), "score": round(each.score, 4)} for each in hit.explanation
        ]
    if hit.kind is Kind.CAPTION:
        [photo] = hit.captions
        own_id = f"{hit.article.id}#{photo.ordinal}"
        return {"id": own_id, "article_id": hit.article.id, **known, **_caption(photo)}
    return {
        "id": hit.article.id,
        **known,
        "title_marks": _marks(hit.title_marks),
        "snippets": [{**asdict(each), "marks": _marks(each.marks)} for each in hit.snippets],
        "captions": [_caption(each) for each in hit.captions],
        "similar_copies": list(hit.copies),
    }


def _caption(photo: CaptionHit) -> JsonObject:
    return {
        "ordinal": photo.ordinal,
        "text": photo.text,
        "alt": photo.alt,
        "credit": photo.credit,
        "marks": _marks(photo.marks),
        "alt_marks": _marks(photo.alt_marks),
        "credit_marks": _marks(photo.credit_marks),
    }


def _marks(marks: Sequence[Mark]) -> list[list[int]]:
    return [[mark.start, mark.end] for mark in marks]


def article(whole: Article) -> JsonObject:
    """Return an article as its paper published it."""
    return {
        "schema": "timbao.article/1",
        "id": whole.id,
        "title": whole.title,
        "title_inferred": whole.title_inferred,
        "lead": whole.lead,
        "body": whole.body,
        "captions": [
            {"ordinal": each.ordinal, "text": each.text, "alt": each.alt, "credit": each.credit}
            for each in whole.captions
        ],
        "source": whole.source,
        "url": whole.url or None,
        "section": whole.section,
        "author": whole.author,
        "tags": list(whole.tags),
        "published": whole.published.isoformat() if whole.published else None,
        "published_precision": whole.precision,
        "extra": dict(whole.extra),
    }


def duplicates(groups: Iterable[Sequence[Article]]) -> JsonObject:
    """Return groups of near-copies."""
    return {
        "schema": "timbao.duplicates/1",
        "groups": [
            [
                {
                    "id": each.id,
                    "title": each.title,
                    "source": each.source,
                    "url": each.url or None,
                    "published": each.published.isoformat() if each.published else None,
                }
                for each in group
            ]
            for group in groups
        ],
    }


def report(done: Report, *, indexed: int, seconds: float, dry_run: bool = False) -> JsonObject:
    """Return what a run of indexing did."""
    return {
        "schema": "timbao.index/1",
        **done.counts(),
        "indexed": indexed,
        "seconds": round(seconds, 2),
        "dry_run": dry_run,
        "rejected": [_rejected(each) for each in done.rejected],
    }


def _rejected(each: Rejected | QuarantineEntry) -> JsonObject:
    return {
        "file": each.file,
        "line": each.line,
        "reason": each.en,
        "reason_vi": each.vi,
        "excerpt": each.excerpt,
    }


def rebuilding(*, rebuilt: bool, indexed: int, seconds: float) -> JsonObject:
    """Return what a rebuild did; not ``rebuilt`` where the index was sound and only followed."""
    done = {"rebuilt": rebuilt, "indexed": indexed, "seconds": round(seconds, 2)}
    return {"schema": "timbao.rebuild/1", **done}


def status(known: Status, quarantine: Iterable[QuarantineEntry]) -> JsonObject:
    """Return what archive and index hold."""
    return {
        "schema": "timbao.status/1",
        **asdict(known.counts),
        "engine": known.engine,
        "generation": known.generation or None,
        "built_at": known.built_at or None,
        "stale": known.stale,
        "behind": known.behind,
        "why_stale": known.why_stale,
        "repeated_lines": [asdict(each) for each in known.repeated],
        "quarantine": [{**_rejected(each), "noted_at": each.noted_at} for each in quarantine],
    }


def runs(known: Sequence[Run]) -> JsonObject:
    """Return the runs that changed the archive, the last one first."""
    return {"schema": "timbao.runs/1", "runs": [asdict(each) for each in known]}


def verification(
    findings: Sequence[Finding], articles: int, repaired: Sequence[Finding] = ()
) -> JsonObject:
    """Return what a comparison of archive and index found, and what of it is mended already."""
    return {
        "schema": "timbao.verify/1",
        "articles": articles,
        "findings": [_finding(each) for each in findings],
        "repaired": [_finding(each) for each in repaired],
    }


def _finding(each: Finding) -> JsonObject:
    return {"article_id": each.article_id, "reason": each.en, "reason_vi": each.vi}


def error(trouble: SearchError) -> JsonObject:
    """Return an error: its kind, its message in either language, and its facts."""
    return {
        "schema": "timbao.error/1",
        "error": type(trouble).__name__,
        "message": trouble.en,
        "message_vi": trouble.vi,
        # typer leaves a private note on every exception that passes through it
        **{name: fact for name, fact in trouble.facts.items() if not name.startswith("_")},
    }


def suggestions(typed: str, found: Sequence[Suggestion]) -> JsonObject:
    """Return what somebody may be about to type."""
    rows = [{**asdict(each), "article_id": each.article_id or None} for each in found]
    return {"schema": "timbao.suggest/1", "typed": typed, "suggestions": rows}


def analysis(tokens: Sequence[AnalysedToken]) -> JsonObject:
    """Return the tokens of a text; a token of the middle of a word has no word of its own."""
    return {"schema": "timbao.analysis/1", "tokens": [asdict(each) for each in tokens]}


def abbreviations(known: Sequence[Abbreviation]) -> JsonObject:
    """Return what abbreviations stand for."""
    return {"schema": "timbao.abbreviations/1", "abbreviations": [asdict(each) for each in known]}
