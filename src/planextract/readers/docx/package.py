"""What makes a zip of XML a .docx."""

from typing import Final

from planextract.readers.packages import Kind

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

WORD: Final = Kind(".docx", "Word")
