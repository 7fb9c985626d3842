"""The package of a PowerPoint file: read, checked against limits, and written, by python-pptx."""

from deck_builder.package.deferred import defer

# python-pptx imports these when it is imported itself, and a deck without pictures needs none of
# them: a tenth of the time that a short one takes.
for _name in ("urllib.request", "PIL.Image", "PIL.ImageFont"):
    defer(_name)
