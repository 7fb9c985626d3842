"""`deck-builder reference`."""

from __future__ import annotations

import click

from deck_builder.cli.report import as_json_text, reported_errors


@click.command()
@click.argument("topic", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print it for programs.")
def reference(topic: str | None, as_json: bool) -> None:
    """Print the format in short, with examples and the known names.

    With a TOPIC, such as ‘charts’, print that part alone.
    """
    from deck_builder.gallery import reference as pages

    with reported_errors():
        chosen = pages.topics() if topic is None else (pages.topic(topic),)
    if as_json:
        rows = [
            {
                "topic": one.name,
                "summary": one.summary,
                "text": one.text,
                "example": one.example,
                "names": {key: list(names) for key, names in one.names.items()},
            }
            for one in chosen
        ]
        click.echo(as_json_text(rows), nl=False)
        return
    click.echo("\n".join(one.page for one in chosen), nl=False)
