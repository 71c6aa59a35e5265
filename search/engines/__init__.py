"""Where the index is kept: one Protocol, and an engine behind it in each folder."""
