"""One line in the log for every request."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("ragline.access")


class AccessLog:
    """Middleware that logs method, path and status: no query, no header, no body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            log.info("%s %s %d", scope["method"], scope["path"], status)
