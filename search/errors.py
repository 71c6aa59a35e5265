"""Everything that can go wrong, as one tree; each error carries its facts and says the way out.

SearchError
├── UsageError                a request that cannot be carried out as asked
│   ├── QueryError            a query that cannot be understood, with the place of the trouble
│   ├── SourceMissing         nothing at a path given to `timbao index`
│   ├── ArticleMissing        no article with that id
│   └── SuccessionUnreadable, ConfigurationWrong: see officials/changes.py, engines/configuration.py
├── ArchiveError              the archive cannot be used
│   ├── ArchiveMissing
│   ├── ArchiveDamaged
│   └── NewerSchema           written by a later version of Tìm Báo
├── StorageError              the disk refused: full, read-only, unreadable
│   └── NoSpace               it would, for a new index does not fit
├── EngineMissing, ClusterError: see search/engines/opensearch/errors.py
├── WorkerLost                the system ended a worker process
├── WriterBusy                another process is writing to the data directory
├── ModelUnreadable           pyvi's word model is not there, or not the one we know
├── Interrupted, InternalError: the user stopped the work; a bug
└── IndexTrouble              the index cannot be used; the archive can always build it again
    ├── IndexMissing
    ├── IndexDamaged
    └── IndexOutdated         built by another analyser or schema
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


#: Where it is set, an error comes with its traceback.
DEBUG_VARIABLE = "TIMBAO_DEBUG"


class SearchError(Exception):
    """Root of the tree. ``vi`` and ``en`` are the message in either language, one line each."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi = vi
        self.en = en
        super().__init__(en)

    @property
    def facts(self) -> dict[str, Any]:
        """What the error knows, as JSON values, for a program that reads ``--json``."""
        known = {name: value for name, value in vars(self).items() if name not in {"vi", "en"}}
        plain = (int, str, type(None))
        return {k: v if isinstance(v, plain) else str(v) for k, v in known.items()}


class UsageError(SearchError):
    """A request that cannot be carried out as asked."""


class QueryError(UsageError):
    """A query that cannot be understood. ``position`` is the offset of the trouble in ``query``."""

    def __init__(self, query: str, position: int, vi: str, en: str, literal: str = "") -> None:
        self.query = query
        self.position = position
        self.literal = literal
        way_vi = f"; thử tìm nguyên văn: {literal}" if literal else ""
        way_en = f"; to search for it literally: {literal}" if literal else ""
        super().__init__(vi + way_vi, en + way_en)


class SourceMissing(UsageError):
    """Nothing to read where the user pointed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Không có tệp hay thư mục nào ở {path}; xem lại đường dẫn",
            f"No file or folder at {path}; check the path",
        )


class ArticleMissing(UsageError):
    """No article with that id in the archive."""

    def __init__(self, article_id: str) -> None:
        self.article_id = article_id
        super().__init__(
            f"Không có bài nào mang mã {article_id}; mã hiện trong: timbao search … --json",
            f"No article has the id {article_id}; ids are shown by: timbao search … --json",
        )


class ArchiveError(SearchError):
    """The archive cannot be used."""


class ArchiveMissing(ArchiveError):
    """No archive in the data directory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Chưa có kho bài ở {path}; nạp bài bằng: timbao index ĐƯỜNG_DẪN",
            f"No archive at {path}; read articles with: timbao index PATH",
        )


class ArchiveDamaged(ArchiveError):
    """The archive file is not a sound SQLite database."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"Kho bài {path} bị hỏng ({reason}); hãy thay bằng bản sao lưu",
            f"The archive {path} is damaged ({reason}); put a backup in its place",
        )


class NewerSchema(ArchiveError):
    """The data directory was written by a later version."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"{path} có lược đồ số {found}, bản này chỉ biết đến số {known}; hãy nâng cấp Tìm Báo",
            f"{path} has schema {found}, this version knows up to {known}; upgrade Tìm Báo",
        )


class StorageError(SearchError):
    """The operating system refused to read or write."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"Không đọc hoặc ghi được {path}: {reason}; bài đã nhận vẫn còn nguyên",
            f"Cannot read or write {path}: {reason}; articles already accepted are safe",
        )


class NoSpace(StorageError):
    """A new index does not fit on the disk; sizes in bytes. Nothing was begun."""

    def __init__(self, path: Path, needed: int, free: int) -> None:
        self.needed = needed
        self.free = free
        super().__init__(path, f"{needed / 1e6:.0f} MB > {free / 1e6:.0f} MB")


class WorkerLost(SearchError):
    """The system ended one of the processes that index, most likely for want of memory."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        super().__init__(
            "Một tiến trình lập chỉ mục bị hệ thống dừng, có lẽ vì thiếu bộ nhớ; "
            "hãy chạy lại với --jobs hay --memory nhỏ hơn",
            "the system ended a process that indexes, most likely for want of memory; "
            "run again with less --jobs or --memory",
        )


class WriterBusy(SearchError):
    """Another process is writing to the data directory. ``holder`` is its id and since when."""

    def __init__(self, path: Path, holder: str) -> None:
        self.path = path
        self.holder = holder
        super().__init__(
            f"Tiến trình khác ({holder}) đang ghi vào {path.parent}; hãy đợi rồi chạy lại",
            f"Another process ({holder}) is writing to {path.parent}; wait, then run this again",
        )


class IndexTrouble(SearchError):
    """The index cannot be used; the archive can always build it again."""


class IndexMissing(IndexTrouble):
    """No index where one was expected."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"Chưa có chỉ mục ở {path}; dựng bằng: timbao rebuild",
            f"No index at {path}; build one with: timbao rebuild",
        )


class IndexDamaged(IndexTrouble):
    """The index is there but cannot be read."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"Chỉ mục {path} bị hỏng ({reason}); dựng lại bằng: timbao rebuild",
            f"The index {path} is damaged ({reason}); build it again with: timbao rebuild",
        )


class IndexOutdated(IndexTrouble):
    """The index was built by another analyser or schema than this version's."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(
            f"Chỉ mục {path} thuộc phiên bản khác ({reason}); dựng lại bằng: timbao rebuild",
            f"The index {path} is of another version ({reason}); rebuild with: timbao rebuild",
        )


class ModelUnreadable(SearchError):
    """pyvi is not installed, or its model is not the one this program knows."""

    def __init__(self, reason: str, path: Path | None = None) -> None:
        self.reason = reason
        self.path = path
        place = f" {path}" if path else ""
        super().__init__(
            f"Không đọc được mô hình tách từ của pyvi{place} ({reason}); "
            "cài lại bằng: pip install --force-reinstall pyvi==0.1.1",
            f"Cannot read pyvi's word model{place} ({reason}); "
            "install it again with: pip install --force-reinstall pyvi==0.1.1",
        )


class Interrupted(SearchError):
    """The user stopped the work."""

    def __init__(self) -> None:
        super().__init__(
            "Đã dừng; những gì đã nhận vẫn còn nguyên, chạy lại lệnh này để làm tiếp",
            "Interrupted; nothing accepted is lost, run the same command again to go on",
        )


class InternalError(SearchError):
    """A bug: an exception that nobody foresaw."""

    def __init__(self, error: Exception) -> None:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        super().__init__(
            f"Tìm Báo gặp lỗi ngoài dự kiến ({reason}); xem chi tiết: đặt {DEBUG_VARIABLE}=1",
            f"this is a bug in Tìm Báo ({reason}); for details set {DEBUG_VARIABLE}=1",
        )
