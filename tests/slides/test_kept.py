"""What is kept while a deck is laid out is only kept to save time: another thread may clear it at
any moment."""

from __future__ import annotations

from typing import Any

import pytest

from deck_builder.blocks import code_rows, stack
from deck_builder.diagrams import fitted
from deck_builder.text import known
from tests.talks import laid_out

TEXT = """## A

> Words
>
> | a | b |
> |---|---|
> | 1 | 2 |

## B

```python {1}
print("and a line that is so long that it is wrapped where it stands in a column" * 2)
```

## C

```mermaid
flowchart LR
a[Begin] --> b[End]
```

## D

- One thing
- Another thing
- A third thing
"""


class Forgetful(dict[Any, Any]):
    """Keeps nothing."""

    def __setitem__(self, key: Any, value: Any) -> None:
        pass


@pytest.mark.parametrize(
    ("module", "name"),
    [(stack, "_HEIGHTS"), (code_rows, "_known"), (fitted, "_KNOWN"), (known, "_known")],
)
def test_a_deck_is_laid_out_the_same_where_nothing_stays_kept(
    module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = laid_out(TEXT).value
    kept = getattr(module, name)
    kept.clear()
    assert laid_out(TEXT).value == expected
    assert kept
    monkeypatch.setattr(module, name, Forgetful())
    assert laid_out(TEXT).value == expected
