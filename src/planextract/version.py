"""The version, on its own so that the command line and the build can read it without loading anything."""

__version__ = "0.1.0"
