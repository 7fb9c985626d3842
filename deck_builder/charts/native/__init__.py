"""Charts as PowerPoint's own: chart XML, and the workbook that its data are edited in."""
