"""A server on this machine that shows a talk while it is written, and a view for the speaker.

Only a page that knows the token in the address is answered, and only under the server's own name,
so that no other page in the browser can read the talk.
"""

from __future__ import annotations

import asyncio
import gc
import json
import secrets
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from deck_builder.fonts import font_files
from deck_builder.preview.live import Built, Choice, Shown, shown, update
from deck_builder.preview.live_page import live_page, speaker_page
from deck_builder.preview.watching import changes

Build = Callable[[Choice], Built]
Editor = Callable[[str], bool]
"""Opens a place, such as `talk.md:3:1`, and says whether it could."""
_HERE = Path(__file__).parent
_STATIC = {
    **dict.fromkeys(("builds.js", "gestures.js", "live.js", "speaker.js"), "text/javascript"),
    "live.css": "text/css",
}
_LONGEST_REQUEST = 4_096
_END = ""
_WHOLE = 50
"""Once in so many builds, all garbage is looked for."""
_PATIENCE = 15.0
"""Seconds after which a silent connection says that it is still there."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; "
        "base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Place(Struct, frozen=True):
    """Where a presentation is: the slide, from 0, the step, and whether the screen is black."""

    slide: int = 0
    step: int = 0
    black: bool = False


class Stage(Struct):
    """What is shown now, and who is told of changes. `themes` and `audiences` may be chosen."""

    build: Build
    themes: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    now: Shown = Shown()
    built: Built = Built(None, ())
    place: Place = Place()
    _listeners: set[asyncio.Queue[str]] = field(default_factory=set)
    _building: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def rebuild(self, choice: Choice | None = None) -> Built:
        """Build the deck, with another `choice` if there is one, and tell all that listen."""
        async with self._building:
            wanted = choice or self.now.choice
            built = await asyncio.to_thread(self.build, wanted)
            before = [slide.key for slide in self.now.slides]
            self.now = await asyncio.to_thread(shown, built, self.now, wanted)
            self.built = built
            self.tell({"update": update(self.now, before)})
        return built

    def tell(self, message: dict[str, object]) -> None:
        """Send a message to all that listen."""
        text = json.dumps(message)
        for listener in self._listeners:
            listener.put_nowait(text)

    def end(self) -> None:
        """Let all that listen go."""
        for listener in self._listeners:
            listener.put_nowait(_END)

    async def listen(self) -> AsyncIterator[str]:
        """Yield all that is there now, and then each message, as events of a stream."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield _event(json.dumps({"update": update(self.now, ()), "place": _place(self.place)}))
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), _PATIENCE)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if message == _END:
                    return
                yield _event(message)
        finally:
            self._listeners.discard(queue)


def _event(text: str) -> str:
    return f"data: {text}\n\n"


def _place(place: Place) -> dict[str, object]:
    return {"slide": place.slide, "step": place.step, "black": place.black}


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


def application(
    stage: Stage, token: str, hosts: frozenset[str], editor: Editor | None = None
) -> ASGIApp:
    """Return the server for `stage` under the `token`. `hosts` are the names, with ports, under
    which it may be asked for."""
    pages = _Pages(stage, editor)
    routes = [
        Route("/", pages.page),
        Route("/speaker", pages.speaker),
        Route("/static/{name}", pages.static),
        Route("/fonts/{name}", pages.font),
        Route("/events", pages.events),
        Route("/choose", pages.choose, methods=["POST"]),
        Route("/move", pages.move, methods=["POST"]),
        Route("/point", pages.point, methods=["POST"]),
        Route("/edit", pages.edit, methods=["POST"]),
    ]
    return _Guard(Starlette(routes=[Mount(f"/{token}", routes=routes)]), hosts)


class _Pages(Struct, frozen=True):
    """What is under each address."""

    stage: Stage
    editor: Editor | None

    async def page(self, request: Request) -> Response:
        return _html(live_page(self.stage.themes, self.stage.audiences))

    async def speaker(self, request: Request) -> Response:
        return _html(speaker_page())

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            return PlainTextResponse("not found", 404, _HEADERS)
        return FileResponse(_HERE / name, media_type=_STATIC[name], headers=_HEADERS)

    async def font(self, request: Request) -> Response:
        path = font_files().get(request.path_params["name"])
        if path is None:
            return PlainTextResponse("not found", 404, _HEADERS)
        headers = {**_HEADERS, "Cache-Control": "max-age=86400"}
        return FileResponse(path, media_type="font/ttf", headers=headers)

    async def events(self, request: Request) -> Response:
        return StreamingResponse(
            self.stage.listen(), media_type="text/event-stream", headers=_HEADERS
        )

    async def choose(self, request: Request) -> Response:
        asked = await _asked(request)
        theme, audience = str(asked.get("theme", "")), str(asked.get("audience", ""))
        minutes = asked.get("minutes", 0)
        is_known = theme in ("", *self.stage.themes) and audience in ("", *self.stage.audiences)
        if not is_known or not isinstance(minutes, (int, float)) or not 0 <= minutes <= 10_000:
            return PlainTextResponse("unknown choice", 400, _HEADERS)
        await self.stage.rebuild(Choice(theme, audience, float(minutes)))
        return JSONResponse({}, headers=_HEADERS)

    async def move(self, request: Request) -> Response:
        asked = await _asked(request)
        slide, step = asked.get("slide", 0), asked.get("step", 0)
        if not isinstance(slide, int) or not isinstance(step, int):
            return PlainTextResponse("no such place", 400, _HEADERS)
        self.stage.place = Place(max(0, slide), max(0, step), bool(asked.get("black")))
        told = _place(self.stage.place) | {"from": str(asked.get("from", ""))[:40]}
        self.stage.tell({"place": told})
        return JSONResponse({}, headers=_HEADERS)

    async def point(self, request: Request) -> Response:
        """Show the pointer at a place, as shares of the width and height of the slide; without one,
        hide it."""
        asked = await _asked(request)
        x, y = asked.get("x"), asked.get("y")
        is_place = _is_share(x) and _is_share(y)
        self.stage.tell({"point": [x, y] if is_place else None})
        return JSONResponse({}, headers=_HEADERS)

    async def edit(self, request: Request) -> Response:
        asked = await _asked(request)
        place = str(asked.get("place", ""))
        opened = self.editor is not None and await asyncio.to_thread(self.editor, place)
        return JSONResponse({"opened": opened}, headers=_HEADERS)


def _is_share(value: object) -> bool:
    """Whether a value is a number from 0 to 1."""
    return isinstance(value, int | float) and 0 <= value <= 1


def _html(text: str) -> Response:
    return Response(text, media_type="text/html", headers=_HEADERS)


async def _asked(request: Request) -> dict[str, Any]:
    """The JSON object that a request holds; empty when it holds anything else."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_REQUEST:
            return {}
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class _Guard:
    """Answers only requests under the server's own name that come from its own pages."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_own(scope):
            await PlainTextResponse("not found", 404, _HEADERS)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1").lower()
        origin = headers.get(b"origin")
        if host not in self._hosts:
            # A name that leads here, and that another page has chosen.
            return False
        if origin is not None and origin.decode("latin-1").lower() != f"http://{host}":
            return False
        return headers.get(b"sec-fetch-site", b"none") in (b"none", b"same-origin")


async def follow(stage: Stage, say: Callable[[Built], None]) -> None:
    """Rebuild `stage` whenever something has changed that it was made from; `say` is told of each
    build. It ends when it is cancelled. Raises DeckError where files cannot be watched."""
    builds = 0
    async for _ in changes(lambda: stage.built.watched):
        if not await asyncio.to_thread(stage.built.holds):
            say(await stage.rebuild())
            await asyncio.to_thread(_collect_garbage, whole=builds % _WHOLE == 0)
            builds += 1


def _collect_garbage(whole: bool) -> None:
    """Collect garbage when nobody waits: the program runs without, since a single build needs none.
    Unless the `whole` is looked through, what was there after the build before is not."""
    if whole:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
