"""`planextract review`: the page of a document, in which a person accepts and corrects values.

`desk` holds the documents and what was decided on them, `server` shows them on this machine only.
"""

from planextract.reviewing.desk import Desk
from planextract.reviewing.server import Server

__all__ = ["Desk", "Server"]
