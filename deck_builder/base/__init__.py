"""What every stage stands on: lengths, sources, diagnostics, YAML, languages, files."""
