"""A rehearsal: timed, recorded and compared with the plan."""
