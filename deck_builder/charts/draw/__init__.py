"""How charts look: matplotlib, in the colours and fonts of the theme."""
