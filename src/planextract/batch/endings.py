"""How a child says with its exit status why it came to its end."""

TOO_MUCH = 65
"""Its results are past `Limits.result_bytes`."""

BROKEN = 70
"""An exception of our own, outside any document."""

OUT_OF_MEMORY = 71

NO_ROOM = 74
"""The disk that results are written to is full."""
