"""Modules that a library imports are loaded when something in them is used, and not before."""

import subprocess
import sys

import pytest

LATE = ("ssl", "http.client", "PIL.ExifTags")


def said(code: str) -> str:
    """Return what a new Python says, which has imported what packs a deck."""
    code = f"import sys\nimport deck_builder.package.assemble\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_what_packs_a_deck_loads_nothing_for_the_network_or_for_pictures() -> None:
    assert said(f"print([one for one in {LATE} if one in sys.modules])") == "[]"


@pytest.mark.parametrize(
    "code",
    [
        "import urllib.request; print(urllib.request.urlopen.__module__)",
        "from urllib.request import urlopen; print(urlopen.__module__)",
        "import urllib; print(urllib.request.urlopen.__module__)",
        "import xml.sax.saxutils as one; print(one.urllib.request.urlopen.__module__)",
    ],
)
def test_each_kind_of_import_finds_the_module(code: str) -> None:
    assert said(code) == "urllib.request"


def test_a_name_that_was_imported_before_the_module_was_loaded_is_the_module() -> None:
    code = """
        from PIL import Image as before
        picture = before.new("RGB", (2, 3))
        from PIL import Image
        print(isinstance(picture, Image.Image), isinstance(picture, before.Image), picture.size)
    """
    assert said("\n".join(map(str.strip, code.split("\n")))) == "True True (2, 3)"


def test_what_is_not_in_the_module_is_an_error_as_usual() -> None:
    code = "import urllib.request\nprint(hasattr(urllib.request, 'nothing_like_it'))"
    assert said(code) == "False"
