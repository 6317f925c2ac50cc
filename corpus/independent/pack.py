"""Turns parts into a Word package whose bytes are the same on every run."""

import io
import zipfile
from dataclasses import dataclass, field

CT = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WHEN = (2023, 10, 16, 9, 30, 0)


@dataclass(frozen=True)
class Package:
    """One document: its main part and the parts that hang on it.

    `parts` maps a kind ("styles", "settings", "header", …) to XML; `main` is the main part's path.
    `sdk` writes the content types and targets as System.IO.Packaging does; `stored` does not
    deflate; `bom` begins the main part with a byte-order mark.
    """

    document: str
    parts: dict[str, str] = field(default_factory=dict)
    main: str = "word/document.xml"
    strict: bool = False
    sdk: bool = False
    stored: bool = False
    bom: bool = False
    core: str = ""

    def build(self) -> bytes:
        """Return the bytes of the package."""
        folder, _, name = self.main.rpartition("/")
        office = STRICT_OFFICE if self.strict else OFFICE
        files = {"_rels/.rels": self._root(office)}
        if self.core:
            files["docProps/core.xml"] = DECLARATION + self.core
        files[self.main] = ("\ufeff" if self.bom else "") + DECLARATION + self.document
        for kind, xml in self.parts.items():
            files[f"{folder}/{kind}.xml"] = DECLARATION + xml
        if self.parts:
            files[f"{folder}/_rels/{name}.rels"] = self._links(office)
        types = DECLARATION + self._types(folder)
        ordered = files | {"[Content_Types].xml": types}
        if not self.sdk:
            ordered = {"[Content_Types].xml": types} | files
        return zipped({k: v.encode() for k, v in ordered.items()}, stored=self.stored)

    def _types(self, folder: str) -> str:
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        main = WML + "document.main+xml"
        xml = main if self.sdk else "application/xml"
        out = f'<Types xmlns="{CT}"><Default Extension="xml" ContentType="{xml}"/>'
        out += f'<Default Extension="rels" ContentType="{rels}"/>'
        if not self.sdk:
            out += f'<Override PartName="/{self.main}" ContentType="{main}"/>'
        for kind in self.parts:
            out += f'<Override PartName="/{folder}/{kind}.xml" ContentType="{WML}{kind}+xml"/>'
        if self.core:
            core = "application/vnd.openxmlformats-package.core-properties+xml"
            out += f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>'
        return out + "</Types>"

    def _root(self, office: str) -> str:
        lead = "/" if self.sdk else ""
        out = DECLARATION + f'<Relationships xmlns="{RELS}">'
        if self.core:
            kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata"
            out += f'<Relationship Id="rId2" Type="{kind}/core-properties" Target="docProps/core.xml"/>'
        out += (
            f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="{lead}{self.main}"/>'
        )
        return out + "</Relationships>"

    def _links(self, office: str) -> str:
        out = DECLARATION + f'<Relationships xmlns="{RELS}">'
        for number, kind in enumerate(self.parts, 1):
            out += f'<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{kind}.xml"/>'
        return out + "</Relationships>"


def zipped(files: dict[str, bytes], *, stored: bool = False) -> bytes:
    """Return a zip of the files, in their order, all of one date."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def rezipped(data: bytes) -> bytes:
    """Return the same package with one date on every entry (for what python-docx saved)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})
