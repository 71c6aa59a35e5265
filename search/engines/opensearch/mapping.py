"""The fields of an index in a cluster: terms ready made, cut apart at spaces."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from search.engines.fields import ALT, GAP, TEXT
from search.engines.query_maker import Beside
from search.hits import OF_PEOPLE, Facet, Kind
from search.query.tree import Field
from search.vietnamese.analyzer import FINGERPRINT as ANALYSIS
from search.vietnamese.variants import name_groups

if TYPE_CHECKING:
    from search.engines.opensearch.connection import Connection

#: Raise it whenever an index built before can no longer be read.
_VERSION = "opensearch-3"
#: Changes whenever the terms of articles would be other ones.
FINGERPRINT = f"{_VERSION}+{ANALYSIS}+{zlib.crc32(repr(name_groups()).encode()):08x}"

#: Terms of one position stand side by side, with this between them: no term has it.
STACK = "|"
#: A field has so many terms for each of its syllables: Lucene counts all of them for the average
#: length of a field, and positions for the length of a document. Where they are fewer, fillers
#: make up for it; where a syllable has more, the next ones have fewer fillers.
STACKED = 4
FILLER = "."
#: BM25 with k1 of 1.2 and b of .75 where the average is STACKED times too high:
#: k1' = k1 (1 - b + STACKED b) and k1' b' = STACKED k1 b.
_K1, _B = 1.2, 0.75
_STACKED_K1 = _K1 * (1 - _B + STACKED * _B)
_STACKED_B = STACKED * _K1 * _B / _STACKED_K1

#: What joins the two keys of a pair, which must be one term.
PAIR_SIGN = "+"
#: What joins the key of a facet's value to the value as published.
VALUE_SIGN = "\x1f"

#: So many numbers are each part's own: documents of one score come in the order of theirs.
NUMBERS = 1 << 32

#: Facets that a document has values of.
FACETS = tuple(each for each in Facet if each not in OF_PEOPLE)
#: What is only kept, for whoever has no archive: an article as published, or what documents of
#: other kinds say, each with a ``key``.
KEPT = "kept"
#: A kind of its own: a term of the index, for what is looked for by its shape.
VOCABULARY = "term"


def column(kind: Kind, field: str) -> str:
    """Return the name of the field of a document: those of photos have statistics of their own."""
    return f"photo_{field}" if kind is Kind.CAPTION else str(field)


def joined(kind: Kind, beside: Beside) -> str:
    """Return the name of the field that holds all of a document's text as one."""
    name = column(kind, "text")
    return f"{name}_{beside}" if beside else name


def words_of(field: str) -> str:
    """Return the name of the field with the words of several syllables in an article's field."""
    return f"{field}_words"


def facet_field(facet: Facet) -> str:
    """Return the name of the field with the values of a facet."""
    return f"facet_{facet}"


def index_body(connection: Connection, home: str) -> dict[str, Any]:
    """Return settings and fields of a new index, which says who fills it."""
    return {
        "settings": {
            "number_of_shards": connection.shards,
            "number_of_replicas": connection.replicas,
            "refresh_interval": "-1",  # a commit shows everything together
            "similarity": {
                "default": {"type": "BM25", "k1": _K1, "b": _B},
                "stacked": {"type": "BM25", "k1": _STACKED_K1, "b": _STACKED_B},
            },
            "analysis": _ANALYSIS,
        },
        "mappings": {
            "dynamic": "strict",
            "_meta": {"fingerprint": FINGERPRINT, "home": home},
            "properties": _properties(),
        },
    }


_ANALYSIS = {
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": 100_000}},
    "filter": {
        "stacked": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": [f"([^{STACK}]+)"],
        }
    },
    "analyzer": {
        "stacked": {"type": "custom", "tokenizer": "spaces", "filter": ["stacked"]},
        "terms": {"type": "custom", "tokenizer": "spaces"},
    },
}
_STACKED_TEXT = {
    "type": "text",
    "analyzer": "stacked",
    "search_analyzer": "terms",
    "similarity": "stacked",
}
_TERMS = {"type": "text", "analyzer": "terms", "index_options": "freqs"}
_HELD = {"type": "text", "analyzer": "terms", "index_options": "docs", "norms": False}
_VALUE = {"type": "keyword"}


def _properties() -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": _VALUE,
        "article_id": _VALUE,
        "ordinal": {"type": "integer"},
        "number": {"type": "long"},
        "digest": _VALUE,
        "day": {"type": "integer"},
        "signature": {"type": "binary"},
        "bands": {"type": "keyword", "doc_values": False},
        "group": _VALUE,
        "named": _VALUE,
        "term": _VALUE,
        "folded": _VALUE,
        "key": _VALUE,
        KEPT: {"type": "object", "enabled": False},
        **{facet_field(facet): _VALUE for facet in FACETS},
    }
    for kind in Kind:
        found[joined(kind, Beside.NOTHING)] = {**_STACKED_TEXT, "index_options": "freqs"}
        found[joined(kind, Beside.PAIRS)] = found[joined(kind, Beside.WORDS)] = _TERMS
        for field in (*Field, ALT):
            text = {**_STACKED_TEXT, "position_increment_gap": GAP - 1}
            if field in TEXT[kind]:
                text["copy_to"] = joined(kind, Beside.NOTHING)
            found[column(kind, field)] = text
    for field in TEXT[Kind.ARTICLE]:
        found[words_of(field)] = {**_HELD, "copy_to": joined(Kind.ARTICLE, Beside.WORDS)}
    return found
