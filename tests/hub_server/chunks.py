"""The Hub's chunk store, as far as an upload speaks to it: xorbs of compressed chunks, shards that say what files are.

Formats: https://huggingface.co/docs/xet (xorb, shard, api).
"""

from __future__ import annotations

import hashlib
import struct
import time
from collections.abc import Iterator

from tests.hub_server.content import Content
from tests.hub_server.reading import Reading
from tests.hub_server.web import Answer, Call, Router, as_json, refusal

TOKEN = "xet-token-of-the-store"
_ENTRY = 48
_HAS_VERIFICATION, _HAS_METADATA = 1 << 31, 1 << 30


class Chunks:
    """The store, and the Hub's route to it."""

    def __init__(self, content: Content, reading: Reading) -> None:
        self.content = content
        self.reading = reading
        self.store_url = ""
        self.xorbs: dict[str, bytes] = {}

    def register_on_hub(self, router: Router) -> None:
        router.add(
            "GET", r"/api/models/([\w.-]+/[\w.-]+)/xet-write-token/(\w+)", self.reading._guarded(self.write_token)
        )

    def register(self, router: Router) -> None:
        router.add("GET", r"/xet/v1/chunks/.*", lambda call: refusal(404, "not here"))
        router.add("POST", r"/xet/v1/xorbs/default/(\w{64})", self.keep_xorb)
        router.add("POST", r"/xet/v1/shards", self.keep_shard)

    def write_token(self, call: Call, repo_id: str, revision: str) -> Answer:
        model = self.reading.model(call, repo_id)
        person = self.reading.person(call)
        if person is None or not person.may_write(model.author):
            return refusal(403, "You don't have the rights to write there.")
        return as_json({"accessToken": TOKEN, "exp": int(time.time()) + 3600, "casUrl": self.store_url})

    def keep_xorb(self, call: Call, name: str) -> Answer:
        if call.request.token != TOKEN:
            return refusal(401, "Not the store's token.")
        is_new = name not in self.xorbs
        self.xorbs[name] = call.body
        return as_json({"was_inserted": is_new})

    def keep_shard(self, call: Call) -> Answer:
        for sha256, segments in _files(call.body):
            content = b"".join(
                chunk for xorb, first, last in segments for chunk in list(_chunks(self.xorbs[xorb]))[first:last]
            )
            if sha256 != hashlib.sha256(content).hexdigest():
                return refusal(400, "The chunks do not have the announced sha256.")
            self.content.large[sha256] = content
        return as_json({"result": 1})


def _files(shard: bytes) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """sha256 and (xorb, first chunk, behind the last chunk) of every file in a shard."""
    at = _ENTRY  # the header
    while shard[at : at + 32] != b"\xff" * 32:
        flags, count = struct.unpack_from("<II", shard, at + 32)
        at += _ENTRY
        segments = []
        for number in range(count):
            entry = at + number * _ENTRY
            first, last = struct.unpack_from("<II", shard, entry + 40)
            segments.append((_name(shard[entry : entry + 32]), first, last))
        at += count * _ENTRY * (2 if flags & _HAS_VERIFICATION else 1)
        if flags & _HAS_METADATA:
            yield _name(shard[at : at + 32]), segments
            at += _ENTRY


def _name(raw: bytes) -> str:
    """A hash as text: four numbers of 64 bits, each with its lowest byte first."""
    return "".join(raw[start : start + 8][::-1].hex() for start in range(0, 32, 8))


def _chunks(xorb: bytes) -> Iterator[bytes]:
    at = 0
    while at + 8 <= len(xorb) and xorb[at] == 0:
        packed = int.from_bytes(xorb[at + 1 : at + 4], "little")
        scheme, size = xorb[at + 4], int.from_bytes(xorb[at + 5 : at + 8], "little")
        content = xorb[at + 8 : at + 8 + packed]
        yield _unpacked(content, scheme, size)
        at += 8 + packed


def _unpacked(content: bytes, scheme: int, size: int) -> bytes:
    if scheme == 0:
        return content
    plain = _lz4_frame(content)
    if scheme == 2:  # bytes 0, 4, 8 …, then 1, 5, 9 …, and so on
        groups, at = [], 0
        for group in range(4):
            length = (size - group + 3) // 4
            groups.append(plain[at : at + length])
            at += length
        mixed = bytearray(size)
        for group, part in enumerate(groups):
            mixed[group::4] = part
        plain = bytes(mixed)
    assert len(plain) == size
    return plain


def _lz4_frame(frame: bytes) -> bytes:
    """https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md, without checking checksums."""
    assert frame[:4] == b"\x04\x22\x4d\x18"
    flags = frame[4]
    at = 6 + (8 if flags & 8 else 0) + (4 if flags & 1 else 0) + 1
    plain = bytearray()
    while size := int.from_bytes(frame[at : at + 4], "little"):
        block = frame[at + 4 : at + 4 + (size & 0x7FFFFFFF)]
        if size & 0x80000000:
            plain += block
        else:
            _lz4_block(block, plain)
        at += 4 + len(block) + (4 if flags & 16 else 0)
    return bytes(plain)


def _lz4_block(block: bytes, plain: bytearray) -> None:
    at = 0
    while at < len(block):
        token = block[at]
        at += 1
        length, at = _length(block, at, token >> 4)
        plain += block[at : at + length]
        at += length
        if at >= len(block):
            return
        offset = int.from_bytes(block[at : at + 2], "little")
        length, at = _length(block, at + 2, token & 15)
        for _ in range(length + 4):
            plain.append(plain[-offset])


def _length(block: bytes, at: int, length: int) -> tuple[int, int]:
    if length == 15:
        while True:
            length += block[at]
            at += 1
            if block[at - 1] != 255:
                break
    return length, at
