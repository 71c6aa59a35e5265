"""Every weight of the ranking, in one table.

Measured on three judged sets among 20,000 other articles, none of which has a title of its own
worth trusting, so that no weight of titles could be; ``docs/evaluation.md`` has the figures. The
order of things is that of the mix in which syllables, pairs of them and words each say a third.
"""

from __future__ import annotations

#: A match beside the text (credits, authors), or in an alt text that says something else than its
#: caption, against one in the text. A photo is not to count twice for having both.
BESIDE_WEIGHT = 0.3
ALT_WEIGHT = 0.1
#: That syllables stand in a row, or near each other, where that was asked: whatever matches does.
ROW_WEIGHT = 0.1

#: What one syllable of a query is worth, and how much more where no word of several holds it.
SYLLABLE_WEIGHT = 0.3
ALONE_WEIGHT = 0.5
#: Of a syllable typed without accents, the share for the spelling that is meant, if it is sure to
#: be; the rest is for any that it may stand for.
MEANT_SHARE = 0.5
#: Two syllables side by side, and a word of several syllables.
PAIR_WEIGHT = 0.3
#: Two that are less likely meant than this share of the likeliest two are not looked for.
LEAST_PAIR = 0.1
COMPOUND_WEIGHT = 0.4
#: A few syllables without accents as a row: what is meant by them may have been guessed wrong.
LOOSE_ROW_WEIGHT = 0.3
MIN_ROW, MAX_ROW = 3, 6
#: A capitalised syllable, where not most of the query is: a name, likely.
NAME_WEIGHT = 0.5
MOST_CAPITALS = 0.7
#: Of those, what a word that only asks weighs: “là ai”, “khi nào”.
QUESTION_WEIGHT = 0.3
#: Another way to write what was typed: an abbreviation for its long form, and the other way round.
OTHER_WEIGHT = 0.3

#: So many of the best are looked at again: where in them the query stands.
RERANKED = 200
#: The best passage of an article, and its title with its first syllables.
PASSAGE_WEIGHT = 0.5
OPENING_WEIGHT = 0.35
OPENING_SYLLABLES = 64
#: So many syllables of a query are looked for there.
MOST_CLUES = 40

#: Where recent articles are asked for first: the youngest there is scores so much more, and one
#: that is so many days older half as much more. Two that are as good come in the order of days;
#: one that is clearly better stays ahead.
RECENT_WEIGHT = 0.15
RECENT_HALF_LIFE = 365
