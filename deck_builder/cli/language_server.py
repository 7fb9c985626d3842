"""The language server: what editors ask by the Language Server Protocol, over standard input and
output. What the answers are is in `api.editing`."""

from __future__ import annotations

import asyncio
import functools
import gc
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from deck_builder import __version__
from deck_builder.api.editing.checking import (
    Findings,
    checked,
    checked_theme,
    is_theme,
    moved,
    quickly_checked,
    updated,
)
from deck_builder.api.editing.completion import proposals
from deck_builder.api.editing.definition import definitions
from deck_builder.api.editing.desk import Desk
from deck_builder.api.editing.fixes import fixes
from deck_builder.api.editing.hover import help_at
from deck_builder.api.editing.renaming import renameable, renamed
from deck_builder.api.editing.symbols import folds, symbols
from deck_builder.base.diagnostics import DeckError, Diagnostic
from deck_builder.base.source import Source
from deck_builder.cli import protocol
from deck_builder.cli.report import with_summaries
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DECK_FILE

T = TypeVar("T")

_LOG = logging.getLogger(__name__)
# Seconds after the last keystroke until the text, the slides and the memory are looked at.
_SOON, _LATER, _IDLE = 0.005, 0.3, 3.0
_TRIGGERS = (".", "#", "{", "=", ":", "(", "@", '"', "/", " ", "`", ",", "<")
# A file of this name is about its folder, unless a talk names it.
_NO_TALK = "readme"
_FILES = "**/*.{md,markdown,yaml,yml,csv,tsv,json,xlsx,parquet,png,jpg,jpeg,svg,pptx,potx,bib}"
# Editors that show pictures in what they say of a word.
_SHOW_PICTURES = ("visual studio code", "vscodium", "cursor", "windsurf", "positron", "theia")


def serve(options: Options) -> None:
    """Answer one editor until it says goodbye."""
    server_for(options).start_io()


class Server(LanguageServer):
    """A server with what it knows of the talks that are open."""

    def __init__(self, options: Options) -> None:
        super().__init__(
            "deck-builder", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self.desk = Desk(options)
        self.findings: dict[Path, Findings] = {}
        self.wants_pictures = False
        self.wants_markdown = True
        self._told: dict[Path, set[str]] = {}
        self._runs: dict[Path, asyncio.Task[None]] = {}
        # Each does one thing at a time: they keep what they need from one check to the next. What
        # the text tells need not wait for slides.
        self._texts, self._slides = ThreadPoolExecutor(1, "texts"), ThreadPoolExecutor(1, "slides")

    @property
    def positions(self) -> protocol.Positions:
        """How the editor counts."""
        return protocol.Positions(self.workspace.position_encoding)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log an error; the server goes on."""
        _LOG.error("%s", error, exc_info=error)

    def known_of(self, path: str) -> Findings:
        """Return what is known of the talk that the file at `path` is of."""
        return self.findings.get(self.talk_of(path), Findings())

    def talk_of(self, path: str) -> Path:
        """Return the talk that the file at `path` is of. A file that was read for one is of it."""
        if not path.endswith(".md"):
            for talk, known in self.findings.items():
                if os.path.abspath(path) in known.files:
                    return talk
        return self.desk.talk_of(path)

    def look(self, path: str) -> None:
        """Look at the talk of the file at `path`, when its author has paused."""
        self._look_at(self.talk_of(path))

    def close(self, path: str) -> None:
        """Let the file at `path` be that on the disk. Forget its talk if none of it is open: nobody
        tells any more what changes there."""
        talk = self.talk_of(path)
        self.desk.forget(path)
        if talk in map(self.talk_of, tuple(self.desk.texts)):
            self._look_at(talk)
            return
        if run := self._runs.pop(talk, None):
            run.cancel()
        self._learn(talk, Findings())
        del self.findings[talk], self._told[talk]
        self.desk.drop(talk)

    def _look_at(self, talk: Path) -> None:
        if talk.stem.lower() == _NO_TALK and talk.suffix:
            return
        if run := self._runs.get(talk):
            run.cancel()
        self._runs[talk] = asyncio.get_running_loop().create_task(self._check(talk))

    def look_at_all(self) -> None:
        """Look at all talks again: files have changed on the disk."""
        for path in tuple(self.desk.texts):
            self.look(path)

    async def _check(self, talk: Path) -> None:
        try:
            await asyncio.sleep(_SOON)
            text = self.desk.texts.get(str(talk))
            if text is not None and is_theme(str(talk), text):
                work = functools.partial(checked_theme, self.desk, str(talk))
                self._learn(talk, await _done(self._slides, work))
                return
            if talk.suffix in (".yaml", ".yml"):
                return
            last = self.findings.get(talk, Findings())
            quick = await _done(self._texts, lambda: quickly_checked(self.desk, talk))
            self._learn(talk, updated(last, quick, dict(self.desk.texts)))
            await asyncio.sleep(_LATER)
            me = asyncio.current_task()
            work = functools.partial(
                checked, self.desk, talk, quick, lambda: self._runs.get(talk) is me
            )
            self._learn(talk, await _done(self._slides, work))
            await asyncio.sleep(_IDLE)
            await _done(self._slides, gc.collect)
        # A fault must not end the server.
        except Exception:  # noqa: BLE001
            _LOG.exception("%s was not checked", talk)

    def _learn(self, talk: Path, found: Findings) -> None:
        self.findings[talk] = found
        self._publish(talk, found)

    def _publish(self, talk: Path, found: Findings) -> None:
        """Tell the editor all problems of a talk, and of files that have none any more."""
        home = str(talk / DECK_FILE if talk.is_dir() else talk)
        by_file: dict[str, list[Diagnostic]] = {}
        for one in with_summaries(found.problems):
            by_file.setdefault(os.path.abspath(one.path) if one.span else home, []).append(one)
        for path in sorted({*by_file, *self._told.get(talk, ())}):
            diagnostics = [
                protocol.diagnostic(one, self.positions) for one in by_file.get(path, ())
            ]
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(protocol.uri_of(path), diagnostics)
            )
        self._told[talk] = set(by_file)

    def problems_of(self, path: str) -> tuple[Diagnostic, ...]:
        """Return the problems in the file at `path`, where its text is now."""
        own = os.path.abspath(path)
        problems = (one for known in self.findings.values() for one in known.problems)
        inside = (one for one in problems if one.span and os.path.abspath(one.path) == own)
        return moved(inside, {own: self.desk.source(own).text})


async def _done(worker: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    # A thread of its own does not know which limits hold, and whether plug-ins are off.
    inside = functools.partial(copy_context().run, work)
    return await asyncio.get_running_loop().run_in_executor(worker, inside)


Answer = Callable[[Server, str, Any], Any]


def _path_of(uri: str) -> str:
    """The path of a document, empty for one that is no file, or that no file can have."""
    path = (uris.to_fs_path(uri) or "") if uri.startswith("file:") else ""
    try:
        return "" if b"\0" in os.fsencode(path) else path
    except UnicodeEncodeError:
        return ""


def _asked(server: Server, name: str, answer: Answer, options: Any = None) -> None:
    """Answer what is asked of a document. A fault is logged, and there is no answer."""

    def guarded(params: Any) -> Any:
        path = _path_of(params.text_document.uri)
        if not path:
            return None
        try:
            return answer(server, path, params)
        except DeckError as error:
            _LOG.info("%s", error)
        except Exception:  # noqa: BLE001
            _LOG.exception("%s was not answered", name)
        return None

    server.feature(name, options)(guarded)


def server_for(options: Options) -> Server:
    """Return a server for talks that are built with `options`."""
    server = Server(options)
    _asked(server, types.TEXT_DOCUMENT_DID_OPEN, _opened)
    _asked(server, types.TEXT_DOCUMENT_DID_CHANGE, _changed)
    _asked(server, types.TEXT_DOCUMENT_DID_SAVE, lambda server, path, _: server.look(path))
    _asked(server, types.TEXT_DOCUMENT_DID_CLOSE, _closed)
    triggers = types.CompletionOptions(trigger_characters=list(_TRIGGERS))
    _asked(server, types.TEXT_DOCUMENT_COMPLETION, _completion, triggers)
    _asked(server, types.TEXT_DOCUMENT_HOVER, _hover)
    _asked(server, types.TEXT_DOCUMENT_DEFINITION, _definition)
    _asked(server, types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols)
    _asked(server, types.TEXT_DOCUMENT_FOLDING_RANGE, _folds)
    quick_fixes = types.CodeActionOptions([types.CodeActionKind.QuickFix])
    _asked(server, types.TEXT_DOCUMENT_CODE_ACTION, _actions, quick_fixes)
    _asked(server, types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare_rename)
    names = types.RenameOptions(prepare_provider=True)
    server.feature(types.TEXT_DOCUMENT_RENAME, names)(functools.partial(_rename, server))
    server.feature(types.INITIALIZE)(functools.partial(_meet, server))
    server.feature(types.INITIALIZED)(functools.partial(_begin, server))
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(lambda _: server.look_at_all())
    return server


def _meet(server: Server, params: types.InitializeParams) -> None:
    """Note what the editor can show."""
    text = params.capabilities.text_document
    formats = text.hover.content_format if text and text.hover else None
    server.wants_markdown = types.MarkupKind.Markdown in (formats or ())
    client = params.client_info.name.lower() if params.client_info else ""
    server.wants_pictures = server.wants_markdown and client.startswith(_SHOW_PICTURES)


def _begin(server: Server, params: types.InitializedParams) -> None:
    """Ask the editor to tell of changes on the disk."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if watching and watching.dynamic_registration:
        watchers = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_FILES)])
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        wanted = types.Registration("files", method, watchers)
        server.client_register_capability(types.RegistrationParams([wanted]), lambda _: None)


def _opened(server: Server, path: str, params: types.DidOpenTextDocumentParams) -> None:
    server.desk.note(path, params.text_document.text)
    server.look(path)


def _changed(server: Server, path: str, params: types.DidChangeTextDocumentParams) -> None:
    server.desk.note(path, params.content_changes[-1].text)
    server.look(path)


def _closed(server: Server, path: str, params: types.DidCloseTextDocumentParams) -> None:
    server.close(path)


def _place(server: Server, path: str, position: types.Position) -> tuple[Source, int]:
    source = server.desk.source(path)
    return source, server.positions.offset(source, position)


def _completion(server: Server, path: str, params: types.CompletionParams) -> types.CompletionList:
    source, offset = _place(server, path, params.position)
    return protocol.completion(proposals(server.desk, path, offset), source, server.positions)


def _hover(server: Server, path: str, params: types.HoverParams) -> types.Hover | None:
    source, offset = _place(server, path, params.position)
    known = server.known_of(path)
    found = help_at(server.desk, path, offset, known, server.wants_pictures)
    if found is None:
        return None
    return protocol.hover(found, source, server.positions, server.wants_markdown)


def _definition(server: Server, path: str, params: types.DefinitionParams) -> list[types.Location]:
    _, offset = _place(server, path, params.position)
    return [
        protocol.location(place, server.desk.source(place.path), server.positions)
        for place in definitions(server.desk, path, offset)
    ]


def _symbols(
    server: Server, path: str, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol]:
    source, known = server.desk.source(path), server.known_of(path)
    found = symbols(server.desk, path, known)
    return [protocol.symbol(one, source, server.positions) for one in found]


def _folds(server: Server, path: str, params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    return [protocol.folding(one) for one in folds(server.desk, path)]


def _actions(server: Server, path: str, params: types.CodeActionParams) -> list[types.CodeAction]:
    source, positions = server.desk.source(path), server.positions
    first = positions.offset(source, params.range.start)
    last = positions.offset(source, params.range.end)
    found = []
    for problem in server.problems_of(path):
        if problem.span is None or problem.span.end < first or problem.span.start > last:
            continue
        fitting = fixes(problem)
        for fix in fitting:
            sources = {one.path: server.desk.source(one.path) for one in fix.edits}
            found.append(
                types.CodeAction(
                    fix.title,
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[protocol.diagnostic(problem, positions)],
                    is_preferred=len(fitting) == 1,
                    edit=protocol.workspace_edit(fix.edits, sources, positions),
                )
            )
    return found


def _prepare_rename(
    server: Server, path: str, params: types.PrepareRenameParams
) -> types.Range | None:
    source, offset = _place(server, path, params.position)
    place = renameable(server.desk, path, offset)
    return server.positions.stretch(source, place.start, place.end) if place else None


def _rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    path = _path_of(params.text_document.uri)
    if not path:
        return None
    _, offset = _place(server, path, params.position)
    try:
        edits = renamed(server.desk, path, offset, params.new_name)
    except DeckError as error:
        raise JsonRpcInvalidParams(error.message) from error
    sources = {one.path: server.desk.source(one.path) for one in edits}
    return protocol.workspace_edit(edits, sources, server.positions)
