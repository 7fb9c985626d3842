"""Templates: a company's own PowerPoint file read as a theme, by the roles of its layouts."""
