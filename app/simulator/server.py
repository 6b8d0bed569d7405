"""HTTP: routes, the order of what is checked, and the thread that serves it all."""

import asyncio
import json
import logging
import socket
import threading
from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http import HTTPStatus

import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from app.simulator import smart_http
from app.simulator.call import Call, Endpoint, admit, bearer
from app.simulator.graphql import endpoint as graphql
from app.simulator.journal import DROPPED, Journal, Outage, outage_body, parsed, route_of
from app.simulator.limits import Limits, rate_limit
from app.simulator.pages import PAGES
from app.simulator.rest import ENDPOINTS
from app.simulator.state import Exchange, Grant
from app.simulator.store import Store
from app.simulator.webhooks import Hooks
from app.simulator.wire import Answer, Refusal, not_found

_log = logging.getLogger(__name__)

START_TIMEOUT = 10.0
_STOP_TIMEOUT = 15.0
_BY_NAME = "/repos/{owner}/{repo}"  # GitHub takes `/repositories/{id}` in its place, and redirects old names there
Work = Callable[[Call], Answer]


class Dropped(Response):
    """An answer that breaks off: headers, then a closed connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - Starlette's form
        """Promise a body and send none; the server closes the connection."""
        headers = [(b"content-length", b"1000"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if self.background is not None:
            await self.background()


class Server:
    """The HTTP side of one simulator."""

    def __init__(self, store: Store, hooks: Hooks, journal: Journal, limits: Limits) -> None:
        self._store = store
        self._hooks = hooks
        self._journal = journal
        self._limits = limits

    def application(self) -> Starlette:
        """The ASGI application."""
        return Starlette(
            routes=[*self._api(""), *self._api("/api/v3"), *self._graphql(), *self._pages(), *self._git()],
            exception_handlers={404: self._unknown, 405: self._unknown},
        )

    def _api(self, prefix: str) -> list[Route]:
        endpoints = (*ENDPOINTS, rate_limit(self._limits))
        return [
            Route(prefix + path, self._handler(self._rest(one)), methods=[one.method])
            for one in endpoints
            for path in dict.fromkeys((one.path, one.path.replace(_BY_NAME, "/repositories/{repository_id}", 1)))
        ]

    def _graphql(self) -> list[Route]:
        work = self._handler(self._query)
        return [Route(path, work, methods=["POST"]) for path in ("/graphql", "/api/graphql")]

    def _pages(self) -> list[Route]:
        return [Route(one.path, self._handler(self._page(one)), methods=[one.method]) for one in PAGES]

    def _git(self) -> list[Route]:
        return [
            Route("/{owner}/{repo}/info/refs", self._handler(self._advertise), methods=["GET"]),
            Route("/{owner}/{repo}/git-upload-pack", self._handler(self._upload_pack), methods=["POST"]),
            Route("/{owner}/{repo}/git-receive-pack", self._handler(self._receive_pack), methods=["POST"]),
        ]

    def _rest(self, endpoint: Endpoint) -> Work:
        def work(call: Call) -> Answer:
            with self._store.lock:
                admitted = admit(call, endpoint.access)
                headers = self._limits.spend("core", admitted.grant)
                if endpoint.method == "POST" and admitted.names_repository:
                    self._limits.create(admitted.grant)
                answer = endpoint.answer(admitted)
                if endpoint.method != "GET" and admitted.names_repository:
                    self._journal.wrote(admitted, answer.status)
            return replace(answer, headers={**headers, **answer.headers})

        return work

    def _page(self, endpoint: Endpoint) -> Work:
        def work(call: Call) -> Answer:
            with self._store.lock:
                return endpoint.answer(call)

        return work

    def _query(self, call: Call) -> Answer:
        with self._store.lock:
            admitted = admit(call, "token")
            headers = self._limits.spend("graphql", admitted.grant)
            answer = graphql.answer(admitted, self._limits.state("graphql", admitted.grant))
        return replace(answer, headers={**headers, **answer.headers})

    def _advertise(self, call: Call) -> Answer:
        name = f"{call.parameters['owner']}/{call.parameters['repo']}"
        return smart_http.advertise(self._store, name, call.query.get("service", ""), call.headers)

    def _upload_pack(self, call: Call) -> Answer:
        name = f"{call.parameters['owner']}/{call.parameters['repo']}"
        return smart_http.upload_pack(self._store, name, call.headers, call.body)

    def _receive_pack(self, call: Call) -> Answer:
        raise Refusal(403, f"Write access to {call.parameters['repo']} not granted.")

    async def _unknown(self, request: Request, _: Exception) -> Response:
        return await self._handler(self._no_route)(request)

    def _no_route(self, _: Call) -> Answer:
        raise not_found()

    def _handler(self, work: Work) -> Callable[[Request], Awaitable[Response]]:
        async def handle(request: Request) -> Response:
            body = await request.body()
            call = self._call(request, body)
            route = route_of(request.url.path, self._store)
            outage = self._journal.strike(request.method, route)
            if outage is not None and outage.when == "before":
                answer = _failed(outage)
            else:
                answer = await run_in_threadpool(self._answer, work, call)
                answer = answer if outage is None else _failed(outage)
            self._journal.note(_exchange(request, route, body, answer, injected=outage is not None))
            return _response(answer, BackgroundTask(self._hooks.flush))

        return handle

    def _answer(self, work: Work, call: Call) -> Answer:
        try:
            return work(call)
        except Refusal as refusal:
            answer = refusal.answer()
            limits = self._limits.headers("core", _grant(self._store, call))
            challenge = (
                {"WWW-Authenticate": 'Basic realm="GitHub"'} if refusal.status == HTTPStatus.UNAUTHORIZED else {}
            )
            return replace(answer, headers={**limits, **challenge, **answer.headers})
        except Exception:  # noqa: BLE001 - the edge: a mistake of the simulator, told to whoever reads its log
            _log.exception("the simulator failed to answer %s", call.url)
            return Refusal(500, "Server Error").answer()

    def _call(self, request: Request, body: bytes) -> Call:
        return Call(
            store=self._store,
            hooks=self._hooks,
            method=request.method,
            parameters={name: str(value) for name, value in request.path_params.items()},
            query=dict(request.query_params),
            headers=dict(request.headers),
            url=str(request.url.replace(query="")),
            body=body,
        )


def _grant(store: Store, call: Call) -> Grant | None:
    return store.grants.get(bearer(call.headers.get("authorization", "")))


def _failed(outage: Outage) -> Answer:
    body = outage.body if outage.body is not None else outage_body(outage.status)
    return Answer(body=body, status=outage.status, headers=outage.headers)


def _content(answer: Answer) -> bytes:
    if answer.content is not None:
        return answer.content
    return b"" if answer.status == HTTPStatus.NO_CONTENT else json.dumps(answer.body).encode()


def _response(answer: Answer, after: BackgroundTask) -> Response:
    """What is sent; `after` runs once it is sent, as GitHub's webhooks follow its answers."""
    if answer.status == DROPPED:
        return Dropped(background=after)
    return Response(_content(answer), answer.status, dict(answer.headers), answer.media_type, after)


def _exchange(request: Request, route: str, body: bytes, answer: Answer, *, injected: bool) -> Exchange:
    return Exchange(
        method=request.method,
        path=request.url.path,
        route=route,
        query=tuple(request.query_params.multi_items()),
        request_headers={name: value for name, value in request.headers.items() if name != "authorization"},
        request=parsed(body, request.headers),
        status=answer.status,
        response_headers={**answer.headers, "content-type": answer.media_type},
        response=parsed(_content(answer), {"content-type": answer.media_type}),
        injected=injected,
    )


class _Uvicorn(uvicorn.Server):
    """A server that says when it listens, and stops at once when told to."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self._loop = asyncio.get_running_loop()
        self.listening.set()

    async def main_loop(self) -> None:
        """Serve until told to stop; without this, uvicorn looks ten times a second."""
        counter = 0
        while not await self.on_tick(counter):
            counter += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), 0.1)

    def stop(self) -> None:
        """Stop, from any thread."""
        self.should_exit = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)


@contextmanager
def serving(application: ASGIApp, listener: socket.socket) -> Generator[None]:
    """Serve `application` on `listener` in a thread for the length of the block."""
    config = uvicorn.Config(
        application, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=5, ws="none"
    )
    server = _Uvicorn(config)
    thread = threading.Thread(target=server.run, args=([listener],), name="github-simulator", daemon=True)
    thread.start()
    try:
        if not server.listening.wait(START_TIMEOUT):
            raise TimeoutError(f"the simulator did not listen within {START_TIMEOUT:.0f} s")
        yield
    finally:
        server.stop()
        thread.join(_STOP_TIMEOUT)
        listener.close()
        if thread.is_alive():
            raise TimeoutError(f"the simulator did not stop within {_STOP_TIMEOUT:.0f} s")
