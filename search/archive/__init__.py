"""Where accepted articles are kept for good, and where the indexes built from them live."""
