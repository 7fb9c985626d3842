"""A batch as JSON."""

from __future__ import annotations

import json

from deck_builder.base.diagnostics import in_order, values_of
from deck_builder.batch.job import Outcome
from deck_builder.batch.reports.model import Report, State, state_of


def json_report(report: Report) -> str:
    """Return an object with an object for each deck."""
    values = {
        "decks": [_deck(outcome) for outcome in report.outcomes],
        "totals": {
            **{state.value: report.count(state) for state in State},
            "left": report.left,
            "seconds": round(report.seconds, 3),
        },
    }
    return json.dumps(values, ensure_ascii=False, indent=2) + "\n"


def _deck(outcome: Outcome) -> dict[str, object]:
    job, figures = outcome.job, outcome.figures
    return {
        "name": job.name,
        "talk": job.talk.as_posix(),
        "audience": job.options.audience,
        "theme": job.options.theme,
        "output": job.output.as_posix(),
        "state": state_of(outcome).value,
        "slides": figures.slides if figures else None,
        "words": figures.words if figures else None,
        "minutes": figures.minutes if figures else None,
        "bytes": outcome.size,
        "seconds": round(outcome.seconds, 3),
        "diagnostics": [values_of(found) for found in in_order(outcome.diagnostics)],
    }
