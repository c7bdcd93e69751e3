"""What makes a zip of XML an .xlsx."""

from typing import Final

from planextract.readers.packages import Kind

S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

EXCEL: Final = Kind(".xlsx", "Excel")
