"""The PowerPoint writer: slides, notes, masters and tables as XML, in parts of a package."""
