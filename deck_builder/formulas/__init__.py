"""Formulas: LaTeX read once (`parse`), shown as Office's own math (`omml`), as text (`plain`) and
as a picture (`picture`)."""
