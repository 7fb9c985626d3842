"""Formulas: LaTeX parsed once (`parse`), then written as Office Math (`omml`), MathML (`mathml`),
text (`plain`) or a picture (`picture`)."""
