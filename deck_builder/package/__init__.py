"""The package of a PowerPoint file: read, checked against limits, and written, by python-pptx."""
