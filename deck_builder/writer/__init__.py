"""The PowerPoint writer; only what stands in this package knows PowerPoint."""
