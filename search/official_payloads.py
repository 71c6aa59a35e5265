"""Answers about people, organisations and places as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.hits import Snippet
    from search.officials.changes import Change
    from search.officials.organisations import Organisation
    from search.officials.people.register import Person
    from search.officials.people.terms import Term
    from search.people import PeoplePage, Profile
    from search.sightings import SeenIn

JsonObject = dict[str, Any]


def succession(changes: Sequence[Change]) -> JsonObject:
    """Return what became what."""
    return {
        "schema": "timbao.succession/1",
        "changes": [_change(each) for each in changes],
    }


def _change(change: Change) -> JsonObject:
    return {
        "since": change.since.isoformat(),
        "old": _organisation(change.old),
        "new": _organisation(change.new),
        "source": change.source,
    }


def _organisation(named: Organisation) -> JsonObject:
    return {"name": named.name, "place": named.place, "kind": named.kind}


def people_page(page: PeoplePage) -> JsonObject:
    """Return who may be meant, each with posts, articles and those named beside them."""
    return {
        "schema": "timbao.official/1",
        "query": page.query,
        "by": page.by,
        "total": page.total,
        "took_ms": round(page.took_ms, 1),
        "people": [_profile(each) for each in page.profiles],
        "older": [_change(each) for each in page.older],
        "behind": page.behind,
    }


def people(found: Sequence[Person]) -> JsonObject:
    """Return a list of people."""
    return {
        "schema": "timbao.people/1",
        "people": [
            {**_person(each), "posts": [_term(term) for term in each.terms]} for each in found
        ],
    }


def _profile(profile: Profile) -> JsonObject:
    return {
        **_person(profile.person),
        "posts": [
            {
                **_term(each.fact),
                "article_id": each.article_id,
                "sentence": _snippet(each.sentence),
            }
            for each in profile.terms
        ],
        "awards": [
            {
                "name": each.fact.name,
                "first": each.fact.first or None,
                "last": each.fact.last or None,
                "articles": each.fact.articles,
                "article_id": each.article_id,
                "sentence": _snippet(each.sentence),
            }
            for each in profile.honours
        ],
        "seen_in": [_seen_in(each) for each in profile.articles],
        "beside": [
            {"id": each.id, "name": each.name, "articles": count} for each, count in profile.beside
        ],
    }


def _person(person: Person) -> JsonObject:
    return {
        "id": person.id,
        "name": person.name,
        "known": person.known,
        "articles": person.articles,
        "photos": person.photos,
        "first": person.first or None,
        "last": person.last or None,
    }


def _term(term: Term) -> JsonObject:
    return {
        "title": term.title,
        "organisation": _organisation(term.organisation),
        "former": term.former,
        "first": term.first or None,
        "last": term.last or None,
        "articles": term.articles,
    }


def _seen_in(seen: SeenIn) -> JsonObject:
    article = seen.article
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "url": article.url or None,
        "published": article.published.isoformat() if article.published else None,
        "sentence": _snippet(seen.sentence),
        "captions": [
            {
                "ordinal": caption.ordinal,
                "text": caption.text,
                "credit": caption.credit,
                "sentence": _snippet(sentence),
            }
            for caption, sentence in seen.photos
        ],
    }


def _snippet(snippet: Snippet | None) -> JsonObject | None:
    if snippet is None:
        return None
    return {
        "field": snippet.field,
        "text": snippet.text,
        "start": snippet.start,
        "marks": [[mark.start, mark.end] for mark in snippet.marks],
    }
