# SPDX-License-Identifier: GPL-3.0-or-later
"""A small PDF with a text layer in any script: what gazettes print, without their paper."""
import zlib


def make(lines):
    """One page after another, 40 lines each."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", None, None, None, None, None]
    characters = sorted({character for line in lines for character in line})
    objects[2] = "<</Type/Font/Subtype/Type0/BaseFont/Twin/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>"
    objects[3] = ("<</Type/Font/Subtype/CIDFontType2/BaseFont/Twin/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                  "/Supplement 0>>/FontDescriptor 5 0 R/DW 500>>")
    objects[4] = ("<</Type/FontDescriptor/FontName/Twin/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800"
                  "/Descent -200/CapHeight 700/StemV 80>>")
    objects[5] = _stream(_to_unicode(characters))
    kids = []
    for at in range(0, len(lines), 40):
        objects.append(_stream(_page(lines[at:at + 40])))
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 1200 842]/Contents {len(objects)} 0 R"
                       "/Resources<</Font<</F 3 0 R>>>>>>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    return _file(objects)


def _page(lines):
    shown = [f"1 0 0 1 50 {800 - 18 * row} Tm <{line.encode('utf-16-be').hex()}> Tj" for row, line in enumerate(lines)]
    return "BT /F 10 Tf " + " ".join(shown) + " ET"


def _to_unicode(characters):
    ranges = "".join(f"<{ord(c):04x}> <{ord(c):04x}>\n" for c in characters)
    return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            + "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in _hundreds(ranges.splitlines(True)))
            + "endcmap end end")


def _hundreds(items):
    return [items[at:at + 100] for at in range(0, len(items), 100)]


def _stream(text):
    packed = zlib.compress(text.encode("latin-1"))
    return b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)


def _file(objects):
    out, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
