"""Both files that recognition needs, from any articles: the lexicon, then the chain."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from search.officials.learning.mining import Counts, scored
from search.officials.learning.silver import examples
from search.officials.learning.training import train
from search.officials.passages import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from search.article import Article
    from search.officials.learning.silver import Example
    from search.officials.name_chain import NameChain
    from search.officials.name_lexicon import NameLexicon

#: Articles to train on, spread evenly over all; more change little.
MOST_ARTICLES = 20_000
#: Examples of one row of capitals: what is frequent must not outweigh what is new. A single word
#: is rather learnt by what stands around it, which takes more of them.
MOST_OF_A_ROW, MOST_OF_A_WORD = 20, 150


def learn(
    articles: Iterable[Article], progress: Callable[[int, int], None]
) -> tuple[NameLexicon, NameChain]:
    """Return lexicon and chain learnt from articles.

    Nothing of an article is kept but counts of its words. The same articles give the same files.
    ``progress`` is called with how many articles were counted, and 0.
    """
    counts = Counts()
    chosen: list[list[str]] = []
    step = 1
    for number, article in enumerate(articles):
        lines = paragraphs(article)
        for line in lines:
            counts.add(line)
        if number % step == 0:
            chosen.append(lines)
            if len(chosen) > MOST_ARTICLES:
                del chosen[1::2]
                step *= 2
        progress(number + 1, 0)
    lexicon = scored(counts)
    found = (example for lines in chosen for example in examples(lines, lexicon))
    return lexicon, train(few_of_each(found), lexicon)


def paragraphs(article: Article) -> list[str]:
    """Return an article's texts, a paragraph each, without repetitions."""
    lines = "\n".join(text for _, _, text in texts(article)).split("\n")
    return [line for line in dict.fromkeys(lines) if line.strip()]


def few_of_each(examples: Iterable[Example]) -> Iterator[Example]:
    """Yield the first examples of each row of capitals."""
    seen: Counter[tuple[str, ...]] = Counter()
    for example in examples:
        seen[example.row] += 1
        if seen[example.row] <= (MOST_OF_A_WORD if len(example.row) == 1 else MOST_OF_A_ROW):
            yield example
