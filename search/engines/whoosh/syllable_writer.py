"""Write the three fields of a text: syllables with positions, pairs of them, and words."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.whoosh.dictionary import Members, TermDictionary
from search.engines.whoosh.field_writer import FieldWriter
from search.engines.whoosh.pair_dictionary import PairDictionary
from search.engines.whoosh.postings import PostingRun
from search.engines.whoosh.schema import compounds, pairs
from search.engines.whoosh.sorting import counted, narrow, stable_order
from search.vietnamese.number_columns import runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from search.engines.documents import FieldColumns
    from search.engines.whoosh.array_file_writer import ArrayFileWriter
    from search.engines.whoosh.key_groups import KeyGroups
    from search.vietnamese.vocabulary import Vocabulary

About = dict[str, dict[str, Any]]

#: Syllables that are repeated for their groups at a time.
_AT_ONCE = 1 << 20


def write_words(
    file: ArrayFileWriter,
    base: str,
    documents: int,
    columns: FieldColumns,
    vocabulary: Vocabulary,
) -> About:
    """Write the words of several syllables beside a field; return what opening needs."""
    numbers = np.flatnonzero(np.bincount(columns.words, minlength=len(vocabulary.words)))
    if not len(numbers):
        return {}
    words = [vocabulary.words[number].encode() for number in numbers.tolist()]
    order = sorted(range(len(words)), key=words.__getitem__)
    ranks = np.zeros(len(vocabulary.words), np.int32)
    ranks[numbers[order]] = np.arange(len(words), dtype=np.int32)
    name = compounds(base)
    TermDictionary.write(file, name, [words[at] for at in order])
    terms = ranks[columns.words]
    firsts = np.append(0, np.cumsum(np.bincount(terms, minlength=len(words))))
    held = columns.word_documents[stable_order(terms)]
    writer = FieldWriter(file, name, documents, most_position=None)
    writer.add(counted(firsts, held))
    return {name: writer.finish(np.bincount(columns.word_documents, minlength=documents))}


class SyllableWriter:
    """Writes the syllables of one field, and the pairs of them that stand side by side."""

    def __init__(
        self, file: ArrayFileWriter, name: str, documents: int, columns: FieldColumns
    ) -> None:
        self._file = file
        self._name = name
        self._documents = documents
        self._columns = columns
        self._with_parts()

    def _with_parts(self) -> None:
        """Put the words in hashtags into the columns, after the hashtag, at its position."""
        columns = self._columns
        after, keys = columns.part_rows, columns.part_keys
        if len(after):  # a hashtag can have the same word twice, or itself for one
            fresh = np.unique(np.stack([after, keys]), axis=1)
            after, keys = fresh[:, columns.keys[fresh[0]] != fresh[1]]
        self._keys = np.insert(columns.keys, after + 1, keys) if len(after) else columns.keys
        self._held = columns.documents
        self._places = columns.positions
        if len(after):
            self._held = np.insert(self._held, after + 1, columns.documents[after])
            self._places = np.insert(self._places, after + 1, columns.positions[after])
        self._parts: dict[int, list[int]] = {}
        for row, key in zip(after.tolist(), keys.tolist(), strict=True):
            self._parts.setdefault(row, []).append(key)

    def write(self, vocabulary: Vocabulary, groups: KeyGroups) -> About:
        """Write terms, postings, positions and pairs; return what opening needs."""
        self._number_terms(vocabulary, groups)
        lengths = np.bincount(self._columns.documents, minlength=self._documents)
        writer = FieldWriter(
            self._file,
            self._name,
            self._documents,
            most_position=int(self._places.max(initial=0)),
        )
        groups_run = self._groups_run()  # sorting these takes most memory: nothing else is held yet
        run = self._merged(self._keys_run(), groups_run)
        del groups_run
        writer.add(run)
        del run
        about = writer.finish(lengths)
        return {self._name: about, **self._write_pairs()}

    def _number_terms(self, vocabulary: Vocabulary, groups: KeyGroups) -> None:
        """Give all terms their places in the dictionary, keys and groups of keys together."""
        used = np.flatnonzero(np.bincount(self._keys, minlength=len(vocabulary.keys)))
        of_keys, of_groups = groups.of(used)
        used_groups = np.unique(of_groups)
        terms = [vocabulary.keys[key].encode() for key in used.tolist()]
        terms += [groups.terms[group] for group in used_groups.tolist()]
        order = sorted(range(len(terms)), key=terms.__getitem__)
        places = np.empty(len(terms), np.int64)
        places[order] = np.arange(len(terms))
        self._term_count = len(terms)
        #: The place of every key and of every group in the dictionary, in their own order.
        self._key_terms = np.sort(places[: len(used)])
        self._group_terms = np.sort(places[len(used) :])
        # keys and groups are numbered apart while they are sorted: fewer bits, fewer passes
        ranks = np.zeros(len(vocabulary.keys), np.int32)
        ranks[used] = np.searchsorted(self._key_terms, places[: len(used)])
        group_ranks = np.zeros(len(groups.terms), np.int32)
        group_ranks[used_groups] = np.searchsorted(self._group_terms, places[len(used) :])
        self._ranks = ranks = narrow(ranks)
        members = np.argsort(ranks[of_keys], kind="stable")
        member_ranks = ranks[of_keys][members]
        self._groups_of = narrow(group_ranks[of_groups][members])
        counts = np.bincount(member_ranks, minlength=len(used))
        self._group_counts = counts
        self._first_groups = np.cumsum(counts) - counts
        TermDictionary.write(self._file, self._name, [terms[at] for at in order])
        by_group = np.lexsort((member_ranks, self._groups_of))
        Members.write(
            self._file,
            self._name,
            self._group_terms[self._groups_of[by_group]],
            self._key_terms[member_ranks[by_group]],
        )

    def _keys_run(self) -> PostingRun:
        terms = self._ranks[self._keys]
        counts = np.bincount(terms, minlength=len(self._key_terms))
        order = stable_order(terms)
        del terms
        held, places = self._held[order], self._places[order]
        del order
        run = counted(np.append(0, np.cumsum(counts)), held)
        return replace(run, positions=places, position_counts=run.frequencies)

    def _groups_run(self) -> PostingRun:
        """Return the postings of groups: those of their members, added up."""
        blocks = range(0, len(self._keys), _AT_ONCE)
        parts = [self._grouped(slice(at, at + _AT_ONCE)) for at in blocks]
        terms = np.concatenate([terms for terms, _ in parts])
        held = np.concatenate([held for _, held in parts])
        del parts
        sizes = np.bincount(terms, minlength=len(self._group_terms))
        order = stable_order(terms)
        del terms
        held = held[order]
        del order
        return counted(np.append(0, np.cumsum(sizes)), held)

    def _grouped(self, rows: slice) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return every group of some syllables, and the document of each."""
        ranks = self._ranks[self._keys[rows]]
        counts = self._group_counts[ranks]
        terms = self._groups_of[runs(self._first_groups[ranks], counts)]
        return terms, np.repeat(self._held[rows], counts)

    def _merged(self, keys: PostingRun, groups: PostingRun) -> PostingRun:
        """Return the postings of all terms in the order of the dictionary."""
        counts = np.zeros(self._term_count, np.int64)
        counts[self._key_terms] = np.diff(keys.firsts)
        counts[self._group_terms] = np.diff(groups.firsts)
        firsts = np.append(0, np.cumsum(counts))
        is_key = np.zeros(self._term_count, np.bool_)
        is_key[self._key_terms] = True
        of_keys = np.repeat(is_key, counts)
        documents = np.empty(len(of_keys), keys.documents.dtype)
        frequencies = np.empty(len(of_keys), keys.frequencies.dtype)
        for chosen, run in ((of_keys, keys), (~of_keys, groups)):
            documents[chosen] = run.documents
            frequencies[chosen] = run.frequencies
        return PostingRun(firsts, documents, frequencies, keys.positions, frequencies * of_keys)

    def _write_pairs(self) -> About:
        """Write the pairs of keys that stand side by side."""
        first, second, held = self._pairs()
        if not len(first):
            return {}
        order = stable_order(second).astype(np.uint32)  # half of what it would take while waiting
        order = order[stable_order(first[order])]
        first = first[order]
        second = second[order]
        held = held[order]
        del order
        starts = np.ones(len(held), np.bool_)
        starts[1:] = (first[1:] != first[:-1]) | (second[1:] != second[:-1])
        begins = np.flatnonzero(starts)
        name = pairs(self._name)
        PairDictionary.write(
            self._file,
            name,
            self._key_terms[first[begins]],
            self._key_terms[second[begins]],
        )
        del first, second, starts
        writer = FieldWriter(self._file, name, self._documents, most_position=None)
        writer.add(counted(np.append(begins, len(held)), held))
        about = writer.finish(np.bincount(held, minlength=self._documents))
        return {name: {**about, "pairs_of": self._name}}

    def _pairs(self) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Return the ranks of both keys of every pair, and its document, in order of documents."""
        columns = self._columns
        ranks = self._ranks[columns.keys]
        begins = columns.followed[:-1]
        first, second, held = ranks[:-1][begins], ranks[1:][begins], columns.documents[:-1][begins]
        more = [pair for row in self._rows_with_parts() for pair in self._pairs_with_parts(row)]
        if not more:
            return first, second, held
        extra = np.array(more, np.int64)
        first = np.append(first, self._ranks[extra[:, 0]])
        second = np.append(second, self._ranks[extra[:, 1]])
        held = np.append(held, columns.documents[extra[:, 2]])
        order = np.argsort(held, kind="stable")
        return first[order], second[order], held[order]

    def _rows_with_parts(self) -> list[int]:
        """Return the rows that begin a pair with the word of a hashtag in it."""
        rows = {row for each in self._parts for row in (each - 1, each) if row >= 0}
        return sorted(row for row in rows if self._columns.followed[row])

    def _pairs_with_parts(self, row: int) -> list[tuple[int, int, int]]:
        keys = self._columns.keys
        here, there = ([int(keys[at]), *self._parts.get(at, ())] for at in (row, row + 1))
        return [(one, two, row) for one, two in list(product(here, there))[1:]]
