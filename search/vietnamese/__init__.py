"""Text to tokens: the analysis of Vietnamese that indexing, searching and marking share."""
