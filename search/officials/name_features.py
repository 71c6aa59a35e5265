"""What speaks for and against a person in a row of capitals: the features of the chain.

They come in parts, each of which depends on little, so that recognition can add up the weights of
a part once and remember them: what is inside the row, what stands left and right of it, both
sides together, and the words at its two borders.
"""

from __future__ import annotations

from bisect import bisect
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from search.officials.capitals import EDGE
from search.officials.entries import entries, family_names
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.officials.name_lexicon import Likeness, NameLexicon

Context = tuple[str, str]

#: The feature of all words.
BIAS = "bias"
STEPS = (-2, -1, 1, 2)
LONGEST = 5  # words of a row; longer ones are all alike
_SCORES = (-0.7, -0.3, 0.0, 0.3, 0.6, 1.0)
_SHARES = (0.004, 0.02, 0.06, 0.2)
SIDES = (-2.0, -1.0, -0.3, 0.3, 1.0, 2.0, 3.0)
BOTH_SIDES = (-3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 4.0)


class Seen(NamedTuple):
    """What the chain may see of a row: the words themselves, the lexicon's scores of them."""

    words: bool = True
    scores: bool = True


#: Recognition looks at everything.
EVERYTHING = Seen()


class Side(NamedTuple):
    """The features that one side of a row gives its nearest word, the next, and all others."""

    nearest: list[str]
    second: list[str]
    others: list[str]


@lru_cache(maxsize=1 << 16)
def word_features(word: str) -> tuple[str, ...]:
    """Return what the letters of a word tell, whichever word it is."""
    found = ["vi" if is_syllable(word) else "fo", f"len{min(len(word), 6)}"]
    if word in family_names():
        found.append("family")
    if word.lower() in entries("honorifics"):
        found.append("honorific")  # Ông at the beginning of a sentence
    if word in {"Văn", "Thị"}:
        found.append("middle")
    if "." in word:
        found.append("initials")
    elif len(word) == 1:
        found.append("letter")
    if "-" in word:
        found.append("hyphen")
    return tuple(found)


def inner_features(row: Sequence[str], lexicon: NameLexicon, seen: Seen) -> list[list[str]]:
    """Return the features of each word of a row that nothing around the row changes.

    Training hides words or scores at times, so that the chain learns to do without.
    """
    shared = _shared(row, lexicon)
    if seen.scores:
        shared.append(_score("F", " ".join(row), lexicon))
    known = known_beginning(row)
    found = []
    for at, word in enumerate(row):
        features = [*shared, *word_features(word), *_place_in_row(row, at, lexicon)]
        if word.lower() in lexicon.common:
            features += ["common", "common first" if at == 0 else "common later"]
        if known:
            features.append("in known" if at < known else f"behind known{min(at - known, 1)}")
        if seen.scores:
            features.append(_score("S", " ".join(row[at:]), lexicon))
            features.append(_score("P", " ".join(row[: at + 1]), lexicon))
            features.append(_score("1", word, lexicon))
        if seen.words:
            features += _words(row, at)
        found.append(features)
    return found


def _shared(row: Sequence[str], lexicon: NameLexicon) -> list[str]:
    """Return the features that all words of a row have."""
    count = min(len(row), LONGEST)
    places = lexicon.word_places
    shared = [BIAS, f"n{count}"]
    script = "vi" if all(map(is_syllable, row)) else "foreign"
    shared.append(script)
    if row[0] in family_names():
        shared.append(f"opens{count}")
    if count > 1:
        ends = f"ends{count}{places.first.get(row[0], 0)}{places.last.get(row[-1], 0)}"
        shared += [ends, ends + script, f"pair{count}{places.given.get(' '.join(row[-2:]), 0)}"]
    return shared


def _place_in_row(row: Sequence[str], at: int, lexicon: NameLexicon) -> list[str]:
    """Return the features of a word's place, and of the words beside it but for what they are."""
    places, word, last = lexicon.word_places, row[at], len(row) - 1
    features = ["first" if at == 0 else "later", "last" if at == last else "more"]
    features.append(f"head{places.first.get(word, 0)}{places.last.get(word, 0)}")
    if at < last:
        given = places.given.get(f"{word} {row[at + 1]}", 0)
        features.append(f"given+{given}{at == last - 1}")
    if at:
        features.append(f"given-{places.given.get(f'{row[at - 1]} {word}', 0)}{at == last}")
    for step in STEPS:
        if 0 <= at + step <= last:
            features += [f"{each}{step}" for each in word_features(row[at + step])]
    return features


def _words(row: Sequence[str], at: int) -> list[str]:
    """Return the features that are a word itself, and its neighbours in the row."""
    lower = row[at].lower()
    features = [f"w={lower}", f"suf={lower[-3:]}"]
    if at:
        features.append(f"b-{row[at - 1].lower()}|{lower}")
    if at < len(row) - 1:
        features.append(f"b+{lower}|{row[at + 1].lower()}")
    near = [step for step in STEPS if 0 <= at + step < len(row)]
    features += [f"w{step}={row[at + step].lower()}" for step in near]
    return features


def may_begin(row: Sequence[str], lexicon: NameLexicon) -> list[bool]:
    """Return for each word of a row whether a name may begin with it.

    Within a row it may behind an honorific (``Ông``), a country or place (``Mỹ Donald Trump``), a
    word that opened the sentence (``Theo``), and with a family name that two words follow.
    """
    known = known_beginning(row)
    given = lexicon.word_places.given
    allowed = [True]
    for at in range(1, len(row)):
        before = row[at - 1].lower()
        opened = at == 1 and before in lexicon.common
        allowed.append(
            at == known
            or before in entries("honorifics")
            or (opened and f"{row[0]} {row[1]}" not in given)
            or (row[at] in family_names() and len(row) - at > 2)  # noqa: PLR2004
        )
    return allowed


def known_beginning(row: Sequence[str]) -> int:
    """Return how many words a country or place takes at the beginning of a longer row, or 0.

    ``Mỹ Donald Trump`` begins with one; ``Mỹ Hạnh`` and ``Gia Cát Lượng`` are names as they stand.
    """
    for size in range(min(len(row) - 1, 3), 0, -1):
        name = " ".join(row[:size])
        if name in entries("well_known_others") or (size > 1 and name in entries("places")):
            rest = row[size:]
            return 0 if len(rest) == 1 and is_syllable(rest[0]) else size
    return 0


def _score(kind: str, row: str, lexicon: NameLexicon) -> str:
    return score_feature(kind, lexicon.rows.get(row))


def score_feature(kind: str, known: Likeness | None) -> str:
    """Return the feature of what the lexicon knows of a row, or of a part of it."""
    if known is None:
        return f"{kind}?"
    return f"{kind}{bisect(_SCORES, known.score)}{bisect(_SHARES, known.share)}"


def left_features(context: Context, lexicon: NameLexicon) -> Side:
    """Return what the two words before a row tell of it."""
    far, near = context
    shared = [f"l{bisect(SIDES, lexicon.left(context))}"]
    if near == EDGE:
        shared.append("opening")
    elif near in entries("honorifics"):
        shared.append("hon")
    elif f"{far} {near}" in entries("honorific_pairs"):
        shared.append("role")
    shared.append("lw" if near[:1].isalpha() else f"l:{near}")
    nearest = [f"{each}/1" for each in shared]
    nearest += [f"w-1={near}", f"w-2={far}", f"w-2-1={far} {near}"]
    return Side(nearest, [f"{each}/2" for each in shared] + [f"w-2={near}"], shared)


def right_features(context: Context, lexicon: NameLexicon) -> Side:
    """Return what the two words behind a row tell of it."""
    near, far = context
    shared = [f"r{bisect(SIDES, lexicon.right(context))}"]
    shared.append("rw" if near[:1].isalpha() else f"r:{near}")
    nearest = [f"{each}/1" for each in shared]
    nearest += [f"w1={near}", f"w2={far}", f"w1+2={near} {far}"]
    return Side(nearest, [f"{each}/2" for each in shared] + [f"w2={near}"], shared)


def both_sides(odds: float) -> str:
    """Return the feature of all words of a row, given the log-odds of its two sides added up."""
    return f"lr{bisect(BOTH_SIDES, odds)}"


def border_features(before: str, first: str) -> str:
    """Return the feature of a row's first word beside the one before it."""
    return f"b-{before}|{first.lower()}"


def behind_features(last: str, after: str, lexicon: NameLexicon) -> list[str]:
    """Return the features of a row's last word beside the one behind it."""
    lower = last.lower()
    found = [f"b+{lower}|{after}"]
    if (lower, after) in lexicon.compounds:
        found.append("compound")
    return found


def row_features(
    row: Sequence[str], sides: tuple[Context, Context], lexicon: NameLexicon, seen: Seen
) -> list[list[str]]:
    """Return all features of each word of a row, as training needs them."""
    left, right = sides
    found = inner_features(row, lexicon, seen)
    together = both_sides(lexicon.left(left) + lexicon.right(right))
    on_left, on_right = left_features(left, lexicon), right_features(right, lexicon)
    last = len(row) - 1
    for at, features in enumerate(found):
        features.extend((together, *on_left[min(at, 2)], *on_right[min(last - at, 2)]))
    behind = behind_features(row[-1], right[0], lexicon)
    if seen.words:
        found[0].append(border_features(left[1], row[0]))
        found[-1] += behind
    else:
        found[-1] += behind[1:]
    return found
