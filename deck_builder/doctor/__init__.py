"""What PowerPoint would repair or refuse in a file, found without PowerPoint."""

from deck_builder.doctor.examine import examine, examine_file
from deck_builder.doctor.findings import Finding, is_healthy

__all__ = ["Finding", "examine", "examine_file", "is_healthy"]
