"""Where things live: the data directory and the files in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

DATA_VARIABLE = "TIMBAO_DATA"
DEFAULT_DATA = Path("index_data")
#: What each process may take while it indexes, unless told otherwise.
MEMORY_MB = 512


@dataclass(frozen=True, slots=True)
class DataDirectory:
    """The one folder that holds an archive and the indexes built from it."""

    root: Path

    @classmethod
    def resolve(cls, given: Path | None = None) -> DataDirectory:
        """Return ``given``, else what TIMBAO_DATA names, else ``./index_data``."""
        return cls(given or Path(os.environ.get(DATA_VARIABLE) or DEFAULT_DATA))

    @property
    def archive(self) -> Path:
        """The SQLite file that is the truth."""
        return self.root / "archive.sqlite3"

    @property
    def lock(self) -> Path:
        """The file that whoever writes to this directory holds."""
        return self.root / "writer.lock"

    @property
    def succession(self) -> Path:
        """The table in which a user adds what became what, where there is one."""
        return self.root / "succession.tsv"

    def indexes(self, engine: str) -> Path:
        """Return the folder of one engine's generations."""
        return self.root / engine
