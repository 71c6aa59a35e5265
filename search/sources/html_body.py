"""Find the element of a page that holds its article: much text, few links, a telling name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from search.sources.html_tree import BLOCKS, NEVER_TEXT, is_hidden, is_named, text_of, walk

if TYPE_CHECKING:
    from search.sources.html_tree import Element

SHORTEST_PARAGRAPH = 40  # characters outside links; less may be a label of the page
MOST_NOISE = 0.4  # of the page's text; what holds more is no addition to it, whatever its name
MOST_NOISE_BESIDE_TITLE = 0.8  # the same, of what does not hold the page's first heading
NEAR = (1.0, 0.5, 0.25)  # what a paragraph adds to its parent and to those above it
NAMED = 2.0  # how much a telling name is worth
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
FEW_LINKED = 4  # headings that are links; a box beside an article may have one
CARRIERS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"))


class Body(NamedTuple):
    """Where an article stands: its element, the characters in it, what does not belong to it."""

    element: Element
    weight: int
    noise: frozenset[Element]


def find_body(root: Element) -> Body | None:
    """Return where the article of a page is; None where the page has no paragraph."""
    own = _paragraphs(root, frozenset())
    noise = _noise(root, own)
    score: dict[Element, float] = {}
    for block, weight in _paragraphs(root, noise).items():
        place = block.getparent() if block.tag in CARRIERS else block
        for share in NEAR:
            if place is None:
                break
            score[place] = score.get(place, 0.0) + share * weight
            place = place.getparent()
    if not score:
        return None
    best = max(score, key=lambda element: score[element] * _worth(element))
    return Body(best, _totals(best, _paragraphs(best, noise)).get(best, 0), noise)


def _worth(element: Element) -> float:
    return NAMED if element.tag == "article" or is_named(element, "html_body") else 1.0


def _noise(root: Element, own: dict[Element, int]) -> frozenset[Element]:
    """Return the topmost elements that are no part of an article, by tag, name or style."""
    totals = _totals(root, own)
    total = totals.get(root, 0)
    title = next((each for each in root.iter("h1") if text_of(each)), None)
    around = frozenset(() if title is None else title.iterancestors())
    found: set[Element] = set()
    for event, element, walker in walk(root):
        if event != "start":
            continue
        apart = element.tag in NEVER_TEXT
        beside = title is not None and element not in around
        most = MOST_NOISE_BESIDE_TITLE if beside else MOST_NOISE
        if not apart and element.tag in BLOCKS and totals.get(element, 0) <= most * total:
            apart = is_hidden(element) or is_named(element, "html_noise") or _is_list(element)
        if apart:
            found.add(element)
            walker.skip_subtree()
    return frozenset(found)


def _is_list(element: Element) -> bool:
    """Whether it is an aside of other articles: without their links, a box of this one."""
    if element.tag != "aside":
        return False
    linked = (each for each in element.iter(*HEADINGS) if each.find(".//a[@href]") is not None)
    return sum(1 for _ in linked) >= FEW_LINKED


def _paragraphs(root: Element, noise: frozenset[Element]) -> dict[Element, int]:
    """Return the characters outside links of each block with enough of them directly in it."""
    lengths: dict[Element, int] = {}
    blocks: list[Element] = [root]
    links = 0
    for event, element, walker in walk(root):
        is_block = element.tag in BLOCKS
        if event == "start":
            links += element.tag == "a"
            if is_block:
                blocks.append(element)
            if element.tag in NEVER_TEXT or element in noise:
                walker.skip_subtree()
                continue
            text = element.text
        else:
            links -= element.tag == "a"
            if is_block:
                blocks.pop()
            text = element.tail if element is not root else None
        if text and not links:
            lengths[blocks[-1]] = lengths.get(blocks[-1], 0) + len(text.strip())
    return {block: length for block, length in lengths.items() if length >= SHORTEST_PARAGRAPH}


def _totals(root: Element, own: dict[Element, int]) -> dict[Element, int]:
    """Return the characters of the paragraphs in each element."""
    totals: dict[Element, int] = {}
    open_counts = [0]
    for event, element, _ in walk(root):
        if event == "start":
            open_counts.append(own.get(element, 0))
        else:
            count = open_counts.pop()
            totals[element] = count
            open_counts[-1] += count
    return totals
