"""The standard security handler, revision 2 (ISO 32000-1, 7.6.3): enough to lock a small PDF."""

import hashlib
import re

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_PERMISSIONS = -4
_ID = bytes(range(16))


def md5(data):
    return hashlib.md5(data, usedforsecurity=False)


def rc4(key, data):
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def encrypted_pdf(data, password):
    """A PDF of `tests/parsers/pdf/making.py`, its streams encrypted with a password."""
    user = (password + _PADDING)[:32]
    owner_entry = rc4(md5(user).digest()[:5], user)
    key = md5(user + owner_entry + _PERMISSIONS.to_bytes(4, "little", signed=True) + _ID).digest()[
        :5
    ]
    user_entry = rc4(key, _PADDING)

    def locked(match):
        number = int(match[1]).to_bytes(3, "little") + b"\0\0"
        content = rc4(md5(key + number).digest()[:10], match[3])
        return b"%s 0 obj\n%sstream\n%s\nendstream" % (match[1], match[2], content)

    body = re.sub(
        rb"(\d+) 0 obj\n(<<[^\n]*?)stream\n(.*?)\nendstream", locked, data, flags=re.DOTALL
    )
    handler = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>/ID[<%s><%s>]" % (
        owner_entry.hex().encode(), user_entry.hex().encode(), _PERMISSIONS, _ID.hex().encode(), _ID.hex().encode(),
    )  # fmt: skip
    return body.replace(b"trailer<<", b"trailer<<" + handler)
