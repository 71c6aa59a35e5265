"""Which engine a data directory is to have, and where a cluster is: ``timbao.toml``."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from search.errors import UsageError
from search.settings import ENGINE_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.engine import Engine
    from search.engines.opensearch.connection import Connection
    from search.settings import DataDirectory

ENGINES = ("whoosh", "opensearch")


class ConfigurationWrong(UsageError):
    """``timbao.toml`` cannot be read, or says what cannot be."""

    def __init__(self, path: Path, reason_vi: str, reason_en: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason_vi}", f"{path}: {reason_en}")


def engine_of(data: DataDirectory) -> Engine:
    """Return the engine chosen by TIMBAO_ENGINE, else in ``timbao.toml``, else Whoosh.

    Engines are imported here, since a command that needs none is to be quick. Raises
    ConfigurationWrong, EngineMissing.
    """
    table = _table(data)
    chosen = os.environ.get(ENGINE_VARIABLE) or table.get("engine", ENGINES[0])
    if chosen not in ENGINES:
        known = ", ".join(ENGINES)
        raise ConfigurationWrong(
            data.configuration,
            f"không có bộ máy {chosen!r}; có: {known}",
            f"no engine {chosen!r}; there are: {known}",
        )
    if chosen == "opensearch":
        from search.engines.opensearch.engine import OpenSearchEngine

        return OpenSearchEngine(_connection(data, table.get("opensearch", {})))
    from search.engines.whoosh.engine import WhooshEngine

    return WhooshEngine()


def _table(data: DataDirectory) -> dict[str, Any]:
    if not data.configuration.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(data.configuration.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationWrong(
            data.configuration, f"không đọc được ({error})", f"cannot be read ({error})"
        ) from error


def _connection(data: DataDirectory, table: dict[str, Any]) -> Connection:
    """Return where the cluster is. A value must be of the type of the one it replaces."""
    from search.engines.opensearch.connection import Connection

    usual = Connection()
    known = {each.name: getattr(usual, each.name) for each in fields(Connection)}
    given: dict[str, Any] = {}
    for name, value in table.items():
        listed = isinstance(known.get(name), tuple) and isinstance(value, list)
        given[name] = tuple(value) if listed else value
        if type(given[name]) is not type(known.get(name)) or not all(
            isinstance(each, str) for each in (value if listed else ())
        ):
            names = ", ".join(known)
            raise ConfigurationWrong(
                data.configuration,
                f"[opensearch] {name} không đúng; có thể đặt: {names}",
                f"[opensearch] {name} is not right; what can be set: {names}",
            )
    return Connection(**given)
