"""What the id of a person ends with: it names an article, so it means the same in every rebuild."""

from __future__ import annotations


def person_mark(article_id: str) -> str:
    """Return the end of the ids of the people whose first article has this id."""
    from hashlib import blake2b  # OpenSSL comes with it: 2 ms of a search that needs none

    return blake2b(article_id.encode(), digest_size=4).hexdigest()
