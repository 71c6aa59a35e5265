"""The default engine: Whoosh 2.7.4. Nothing outside this folder names it."""
