"""Who is answered at all, and what every answer tells the browser not to do."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("style", "script", "img", "connect")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: It says nothing about the archive, and whoever watches the server has no token.
_OPEN_TO_ALL = "/healthz"


class Guard:
    """Refuses foreign Host names and, where there is a token, whoever has it not.

    A page elsewhere whose name is made to mean this machine (DNS rebinding) sends its own name as
    Host. A bare address cannot be made to mean another, so addresses are let through.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str], token: str) -> None:
        self._app = app
        self._hosts = {"localhost", *(name.lower() for name in hosts)}
        self._token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, as ASGI has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        answer = self._refusal(Headers(scope=scope), scope["path"]) or self._app
        await answer(scope, receive, guarded)

    def _refusal(self, headers: Headers, path: str) -> PlainTextResponse | None:
        if not self._known(headers.get("host", "")):
            said = "Máy chủ này không mang tên đó; xem --allow-host (unknown host name)\n"
            return PlainTextResponse(said, 421)
        if self._token and path != _OPEN_TO_ALL and not self._admitted(headers):
            asked = {"WWW-Authenticate": 'Basic realm="Tim Bao", charset="UTF-8"'}
            return PlainTextResponse("Cần mã truy cập (a token is needed)\n", 401, asked)
        return None

    def _known(self, host: str) -> bool:
        name = _without_port(host).lower()
        if name in self._hosts:
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True

    def _admitted(self, headers: Headers) -> bool:
        """Return whether the token comes as a bearer's, or as the password of any user."""
        kind, _, given = headers.get("authorization", "").partition(" ")
        presented = given.strip().encode("latin-1")  # the bytes that came
        if kind.lower() == "basic":
            try:
                presented = base64.b64decode(presented, validate=True).partition(b":")[2]
            except binascii.Error:
                return False
        elif kind.lower() != "bearer":
            return False
        return hmac.compare_digest(presented, self._token)


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
