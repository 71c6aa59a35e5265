"""Where things live: the data directory and the files in it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from search.errors import UsageError

DATA_VARIABLE = "TIMBAO_DATA"
#: Which engine keeps the index, whatever ``timbao.toml`` says.
ENGINE_VARIABLE = "TIMBAO_ENGINE"
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

    @property
    def configuration(self) -> Path:
        """The file in which a user chooses an engine, where there is one."""
        return self.root / "timbao.toml"

    @property
    def people(self) -> Path:
        """The SQLite file of who is mentioned where, made from the archive."""
        return self.root / "people.sqlite3"

    @property
    def decisions(self) -> Path:
        """The table in which a user says who is who, where there is one."""
        return self.root / "people.tsv"

    def indexes(self, engine: str) -> Path:
        """Return the folder of one engine's generations."""
        return self.root / engine


TOKEN_FILE_VARIABLE = "TIMBAO_TOKEN_FILE"  # noqa: S105 - the name of a variable
HOSTS_VARIABLE = "TIMBAO_ALLOWED_HOSTS"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What each process that serves is told, through the environment that it inherits.

    Where there is a ``token_file``, nobody is answered who does not have its token. ``hosts`` are
    the names under which the server is known, beside localhost and bare addresses.
    """

    data: DataDirectory
    token_file: Path | None = None
    hosts: tuple[str, ...] = ()

    def to_environment(self) -> dict[str, str]:
        """Return the variables that ``from_environment`` reads."""
        return {
            DATA_VARIABLE: str(self.data.root.absolute()),
            TOKEN_FILE_VARIABLE: str(self.token_file.absolute()) if self.token_file else "",
            HOSTS_VARIABLE: " ".join(self.hosts),
        }

    @classmethod
    def from_environment(cls) -> ServerSettings:
        """Return the settings of this process."""
        token_file = os.environ.get(TOKEN_FILE_VARIABLE)
        return cls(
            data=DataDirectory.resolve(),
            token_file=Path(token_file) if token_file else None,
            hosts=tuple(os.environ.get(HOSTS_VARIABLE, "").split()),
        )

    def token(self) -> str:
        """Return what the token file holds, nothing where there is none. Raises UsageError."""
        path = self.token_file
        if path is None:
            return ""
        try:
            token = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"Không đọc được mã truy cập ở {path}", f"cannot read the token in {path}"
            ) from error
        if not token:
            raise UsageError(f"Tệp {path} không có mã truy cập", f"there is no token in {path}")
        return token
