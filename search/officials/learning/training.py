"""Train the chain on silver labels, with CRFsuite."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.officials.name_chain import LABELS, NameChain
from search.officials.name_features import BIAS, Seen, row_features

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.officials.learning.silver import Example
    from search.officials.name_chain import Weights
    from search.officials.name_lexicon import NameLexicon

#: The chance that training hides the words of a row, and apart from that its scores.
HIDDEN = 0.5
#: What is taken from the weight of "no name" after training, for silver labels know fewer names
#: than there are: rows that nobody knows were left out, and most of them are people.
UNKNOWN_NAMES = 0.2
_SETTINGS = {"c1": 0.5, "c2": 0.02, "max_iterations": 100, "feature.minfreq": 2}


def train(examples: Iterable[Example], lexicon: NameLexicon) -> NameChain:
    """Return the chain that fits the examples best. The same examples give the same chain.

    Raises UsageError where CRFsuite is not installed.
    """
    try:
        import pycrfsuite
    except ImportError as error:
        raise UsageError(
            "Chưa cài python-crfsuite; cài bằng: pip install 'timbao[train]'",
            "python-crfsuite is not installed; install it with: pip install 'timbao[train]'",
        ) from error

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_SETTINGS)
    chance = random.Random(3)  # noqa: S311 - the same at every run
    for example in examples:
        seen = Seen(words=chance.random() >= HIDDEN, scores=chance.random() >= HIDDEN)
        features = row_features(example.row, (example.left, example.right), lexicon, seen)
        trainer.append(features, labels(example))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "names.crfsuite"
        trainer.train(str(path))
        return _read(path, lexicon)


def labels(example: Example) -> list[str]:
    """Return the label of each word of an example."""
    found = ["O"] * len(example.row)
    for start, end in example.names:
        found[start:end] = ["B"] + ["I"] * (end - start - 1)
    return found


def _read(path: Path, lexicon: NameLexicon) -> NameChain:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with tagger.open(str(path)):
        info = tagger.info()
    states: dict[str, list[float]] = {}
    for (feature, label), weight in info.state_features.items():
        states.setdefault(feature, [0.0] * len(LABELS))[LABELS.index(label)] = weight
    if BIAS in states:
        states[BIAS][0] -= UNKNOWN_NAMES
    steps = [[info.transitions.get((before, after), 0.0) for after in LABELS] for before in LABELS]
    return NameChain(
        {name: _three(row) for name, row in states.items()}, map(_three, steps), lexicon
    )


def _three(weights: list[float]) -> Weights:
    outside, begin, inside = weights
    return outside, begin, inside
