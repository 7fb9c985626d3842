"""Slides as pictures: the laid out deck as SVG, HTML, PNG and PDF."""
