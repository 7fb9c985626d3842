"""A session in Neovim: `session.lua` plays it, and what happens is compared with the record here.

`NVIM` names the Neovim; without one, the test is skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.followed import ROOT
from tests.lsp.talk import written

NVIM = os.environ.get("NVIM") or shutil.which("nvim")
SCRIPT = Path(__file__).with_name("session.lua")
RECORD = """\
opened: ## Twice a day {#twice .incremental}
problems: 3:31 there is no layout called ‘conten’ (did you mean ‘content’?)
complete: content
actions: Write “content”
mended: ## Twice a day {#twice layout=content}
problems: none
symbols: What we see (0:08), Twice a day (2 · 0:08)
definition: deck.yaml
renamed: The {{ water }} rises, see [below](#twice) and [there](#the-moon).
"""


@pytest.mark.skipif(NVIM is None, reason="Neovim is not installed: apt-get install neovim")
def test_a_session_in_neovim(tmp_path: Path) -> None:
    folder = written(tmp_path / "talk")
    log = tmp_path / "log.txt"
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "SESSION_LOG": str(log),
        "SESSION_SERVER": f"{sys.executable} -m deck_builder lsp",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CACHE_HOME": str(tmp_path / "nvim-cache"),
    }
    assert NVIM is not None
    subprocess.run(
        [NVIM, "--headless", "-u", "NONE", "-i", "NONE", "-n", "-S", str(SCRIPT)],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert log.read_text(encoding="utf-8") == RECORD
