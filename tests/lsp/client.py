"""An editor that speaks the Language Server Protocol with `deck-builder lsp`, over pipes."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tests.followed import ROOT

PATIENCE = 60.0
"""Seconds after which an answer that does not come is a failure."""


class Editor:
    """An editor with the server that it has started in `folder`, which imports from the folders
    `packages`, too."""

    def __init__(
        self, folder: Path, *arguments: str, packages: tuple[str, ...] = (), **capabilities: Any
    ) -> None:
        self.folder = folder
        self.errors = (folder / "lsp-errors.txt").open("w", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "deck_builder", "lsp", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), *packages))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
        )
        self.problems: dict[str, list[Any]] = {}
        self.times: dict[str, int] = {}
        self.asked: list[Any] = []
        self._answers: queue.Queue[Any] = queue.Queue()
        self._number = 0
        self._versions: dict[str, int] = {}
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()
        given = {
            "processId": os.getpid(),
            "rootUri": folder.as_uri(),
            "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}},
            **capabilities,
        }
        self.server = self.ask("initialize", given)
        self.tell("initialized", {})

    def __enter__(self) -> Editor:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._listener.join()
        for one in (self.process.stdin, self.process.stdout, self.errors):
            if one is not None:
                one.close()

    def leave(self) -> int:
        """Say goodbye, and return the exit code of the server."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        return self.process.wait(PATIENCE)

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        """Send a request, and return its result; an error as a text."""
        self._number += 1
        self._send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        while True:
            answer = self._answers.get(timeout=PATIENCE)
            if answer["id"] == self._number:
                return answer["error"]["message"] if "error" in answer else answer["result"]

    def about(self, method: str, name: str, line: int, column: int, **more: Any) -> Any:
        """Ask about a place in the file `name`, counted from 0."""
        place = {"line": line, "character": column}
        params = {"textDocument": {"uri": self.uri(name)}, "position": place, **more}
        return self.ask(f"textDocument/{method}", params)

    def of_file(self, method: str, name: str, **more: Any) -> Any:
        """Ask about the file `name`."""
        params = {"textDocument": {"uri": self.uri(name)}, **more}
        return self.ask(f"textDocument/{method}", params)

    def uri(self, name: str) -> str:
        """The address of a file in the folder."""
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str) -> None:
        """Open a file with a text that may be another one than on the disk."""
        self._versions[name] = 0
        document = {"uri": self.uri(name), "languageId": "markdown", "version": 0, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, name: str, text: str) -> None:
        """Change the text of an open file."""
        self._versions[name] += 1
        document = {"uri": self.uri(name), "version": self._versions[name]}
        params = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.tell("textDocument/didChange", params)

    def until_codes(self, name: str, *codes: str) -> list[Any]:
        """Wait until the problems of a file have these codes and no others, and return them."""
        end = time.monotonic() + PATIENCE
        while [one["code"] for one in self.problems.get(self.uri(name), ())] != list(codes):
            assert time.monotonic() < end, self.problems
            assert self.process.poll() is None
            time.sleep(0.01)
        return self.problems.get(self.uri(name), [])

    def until_told(self, name: str, times: int) -> list[Any]:
        """Wait until the problems of a file were told so many times, and return them."""
        end = time.monotonic() + PATIENCE
        while self.times.get(self.uri(name), 0) < times:
            assert time.monotonic() < end, self.times
            time.sleep(0.001)
        return self.problems[self.uri(name)]

    def _send(self, message: Any) -> None:
        data = json.dumps(message).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.process.stdin.flush()

    def _listen(self) -> None:
        out = self.process.stdout
        assert out is not None
        while header := out.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = out.readline()
            message = json.loads(out.read(length))
            if message.get("method") == "textDocument/publishDiagnostics":
                params = message["params"]
                self.problems[params["uri"]] = params["diagnostics"]
                self.times[params["uri"]] = self.times.get(params["uri"], 0) + 1
            elif "id" in message and "method" not in message:
                self._answers.put(message)
            else:
                self.asked.append(message)
                if "id" in message:
                    self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
