"""The talk that is shown in the browser."""

AUDIENCES = "---\ntitle: The day\naudiences: {pupils: {}, experts: {}}\n---\n\n"
TALK = """\
# What we see

## Two things change

- The day is **longer** or shorter
- The noon sun is higher or lower

::: notes
Say both.
:::

## One after the other {.incremental}

- The first
- The second
- The third

## In numbers

| City | Hours |
|---|---:|
| Berlin | 16.6 |
| Cairo | 13.9 |

::: notes
The numbers are of June.
:::

## The last one {layout=statement}

It is the tilt: [first](#two-things-change).
"""
