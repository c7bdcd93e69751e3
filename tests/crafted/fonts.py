"""PDFs whose fonts claim widths and letters by the thousand million."""

from collections.abc import Callable

from crafted.pages import one_page, stream

CODES = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
    b"1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n"
)


def composite(encoding: bytes = b"/Identity-H", descendant: bytes = b"", more: bytes = b"") -> bytes:
    """A font of many thousand signs, such as Word makes for every language."""
    system = b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    told = b"/FontDescriptor<</Type/FontDescriptor/FontName/A/Flags 4>>"
    inner = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A%b%b%b>>" % (system, told, descendant)
    return b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding %b/DescendantFonts[%b]%b>>" % (
        encoding,
        inner,
        more,
    )


def simple_widths() -> bytes:
    differences = b"[" + b"0 /A 2000000000 /B " * 1_000 + b"]"
    said = b"/FirstChar 0/LastChar 2000000000/Widths[500]/Encoding<</Differences%b>>" % differences
    return one_page(font=b"<</Type/Font/Subtype/TrueType/BaseFont/A%b>>" % said)


def told(letters: bytes, contents: bytes = b"") -> bytes:
    """One page whose font says which letters its codes are."""
    return one_page(stream(letters), contents=contents, font=composite(more=b"/ToUnicode 6 0 R"))


CASES: dict[str, Callable[[], bytes]] = {
    "p30-font-W-range-2e9": lambda: one_page(font=composite(descendant=b"/W[0 2000000000 500]")),
    "p31-tounicode-bfrange-4e9": lambda: told(
        CODES + b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap"
    ),
    "p32-encoding-cidrange-4e9": lambda: one_page(
        stream(b"begincmap 1 begincidrange <00000000> <FFFFFFFF> 0 endcidrange endcmap"),
        font=composite(b"6 0 R"),
    ),
    "p33-cmap-path-traversal": lambda: one_page(font=composite(b"/#2Ftmp#2Fplanextract_evil")),
    "p34-usecmap-self": lambda: one_page(
        stream(b"begincmap /X usecmap endcmap", b"/Type/CMap/CMapName/X/UseCMap 6 0 R"),
        font=composite(b"6 0 R"),
    ),
    "p35-widths-huge": simple_widths,
    "p69-surrogate-names": lambda: told(
        b"begincmap 1 beginbfchar <FEFF> <D800> endbfchar endcmap",
        stream(b"BT /F1 12 Tf 72 700 Td <FEFFD800> Tj ET"),
    ),
}
