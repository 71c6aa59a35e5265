"""Tìm Báo: full-text search for Vietnamese regional news, articles and photo captions."""
