"""The container of a Word document: zip members, parts and relationships, within limits.

Sizes in the zip are claims of a stranger: every member is inflated into a counted buffer and
checked against its CRC. ECMA-376 part 2 (Open Packaging Conventions) gives names and relations.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Element

from extractor.errors import EncryptedError, TooLargeError, UnreadableError
from extractor.model import Limits
from extractor.parsers.kinds import ZIP_ERRORS

_ENCRYPTED_FLAG = 0x1
_LOCAL_HEADER = 30
_CENTRAL_SIGNATURE = b"PK\x01\x02"
#: What one opening or closing tag and one attribute cost at most in libxml2's tree, in bytes, and
#: what a whole tree may cost: many tiny elements cost far more than their text.
_TAG_COST, _ATTRIBUTE_COST, _TREE_BYTES = 70, 200, 400 * 2**20
#: libxml2 stops here by itself unless it is told that the text may be huge.
_LXML_DEPTH = 256
_RESOURCE_LIMIT = etree.ErrorTypes.ERR_RESOURCE_LIMIT


class Relation(NamedTuple):
    """One relationship: what kind of part it leads to, and the part's name."""

    type: str
    target: str


class Package:
    """The parts of one document by name; names compare without case (part 2, §6.2.2.3)."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if data.count(_CENTRAL_SIGNATURE) > 2 * limits.container_members:
            raise _too_many(limits)
        self._data = data
        self._limits = limits
        self._inflated = 0
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                members = archive.infolist()
        except ZIP_ERRORS as error:
            raise UnreadableError(
                f"the zip container is cut or damaged ({error}); ask for the file again"
            ) from error
        if len(members) > limits.container_members:
            raise _too_many(limits)
        _refuse_overlap(members)
        self._members = {part_name(info.filename): info for info in members}
        if len(self._members) < len(members):
            raise UnreadableError("the zip container holds two parts of one name; ask for it again")

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            UnreadableError: there is no such part, or it is damaged.
            TooLargeError: it inflates to more than `member_bytes`, or all that was read to more
                than `container_bytes`.
        """
        info = self._members.get(name)
        if info is None:
            raise UnreadableError(f"the part {name} is missing; ask for the file again")
        content = self._inflate(info)
        self._inflated += len(content)
        if self._inflated > self._limits.container_bytes:
            raise TooLargeError(
                f"the file inflates to more than the limit container_bytes"
                f" ({self._limits.container_bytes})"
            )
        return content

    def parse(self, name: str) -> Element:
        """The root element of an XML part."""
        return parse_xml(self.read(name), name, self._limits)

    def relations(self, name: str) -> dict[str, Relation]:
        """The relationships of a part by id; those to the outside are left out."""
        folder, base = posixpath.split(name)
        part = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if part not in self._members:
            return {}
        relations = {}
        for node in self.parse(part):
            if node.get("TargetMode") == "External":
                continue
            target = part_name(node.get("Target", ""), folder)
            relations[node.get("Id", "")] = Relation(node.get("Type", ""), target)
        return relations

    def _inflate(self, info: zipfile.ZipInfo) -> bytes:
        """One member, counted while it is inflated."""
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise EncryptedError("the zip container is encrypted; save it without a password")
        damaged = UnreadableError(f"the part {info.filename} is damaged; ask for the file again")
        header = self._data[info.header_offset : info.header_offset + _LOCAL_HEADER]
        if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
            raise damaged
        name_size, extra_size = struct.unpack("<HH", header[26:30])
        start = info.header_offset + _LOCAL_HEADER + name_size + extra_size
        stored = memoryview(self._data)[start : start + info.compress_size]
        limit = self._limits.member_bytes
        if info.compress_type == zipfile.ZIP_STORED:
            content = bytes(stored[: limit + 1])
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            try:
                content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stored, limit + 1)
            except zlib.error as error:
                raise damaged from error
        else:
            raise damaged
        if len(content) > limit:
            raise TooLargeError(
                f"the part {info.filename} inflates to more than the limit member_bytes ({limit})"
            )
        if zlib.crc32(content) != info.CRC:
            raise damaged
        return content


def part_name(target: str, folder: str = "") -> str:
    """A part's name as it is looked up: from the root, no leading slash, one case."""
    name = target.replace("\\", "/")
    if "%" in name:
        name = unquote(name)
    name = name[1:] if name.startswith("/") else posixpath.join(folder, name)
    if "//" in name or "./" in name:
        name = posixpath.normpath(name).lstrip("./")
    return name.lstrip("/").casefold()


def parse_xml(data: bytes, name: str, limits: Limits) -> Element:
    """The root of an XML text: no DOCTYPE, no entities, nothing from outside, bounded memory."""
    if data.count(b"<") * _TAG_COST + data.count(b"=") * _ATTRIBUTE_COST > _TREE_BYTES:
        raise TooLargeError(
            f"the part {name} has too many elements for the limit member_bytes"
            f" ({limits.member_bytes})"
        )
    if b"<!DOCTYPE" in data:
        raise _doctype(name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if error.code == _RESOURCE_LIMIT:
            raise TooLargeError(
                f"the part {name} meets the XML reader's own limit on depth or text"
                f" (xml_depth, member_bytes): {error.msg}"
            ) from error
        raise UnreadableError(
            f"the part {name} is no XML: {error.msg}; ask for it again"
        ) from error
    except ValueError as error:
        raise UnreadableError(f"the part {name} is no XML: {error}; ask for it again") from error
    if root.getroottree().docinfo.doctype:
        raise _doctype(name)
    if limits.xml_depth < _LXML_DEPTH and _depth(root) > limits.xml_depth:
        raise TooLargeError(
            f"the part {name} is nested deeper than the limit xml_depth ({limits.xml_depth})"
        )
    return root


def _depth(root: Element) -> int:
    """The number of elements inside each other."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _refuse_overlap(members: list[zipfile.ZipInfo]) -> None:
    """Members that share bytes make small files inflate without end."""
    ordered = sorted(members, key=lambda info: info.header_offset)
    for info, following in pairwise(ordered):
        end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size
        if end > following.header_offset:
            raise UnreadableError("the parts of the zip container overlap; ask for the file again")


def _too_many(limits: Limits) -> TooLargeError:
    return TooLargeError(
        f"the zip container has more members than the limit container_members"
        f" ({limits.container_members})"
    )


def _doctype(name: str) -> UnreadableError:
    return UnreadableError(f"the part {name} has a DOCTYPE, which Word never writes; refused")
