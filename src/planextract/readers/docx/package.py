"""What makes a zip of XML a .docx."""

from typing import Final

from planextract.readers.packages import Kind

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"

WORD: Final = Kind(".docx", "Word")
