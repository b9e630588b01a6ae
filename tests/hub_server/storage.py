"""The content network: large files behind signed addresses on another origin."""

from __future__ import annotations

import hashlib

from tests.hub_server.content import Content
from tests.hub_server.web import Answer, Call, Router, refusal


class Storage:
    """Reads and writes of large files; knows no tokens, only signatures."""

    def __init__(self, content: Content) -> None:
        self.content = content

    def register(self, router: Router) -> None:
        router.add("GET HEAD", r"/[\w.-]+/[\w.-]+/([0-9a-f]{64})", self.read)
        router.add("PUT", r"/upload/([0-9a-f]{64})", self.write)
        router.add("PUT", r"/upload/([0-9a-f]{64}/\d+)", self.write_part)

    def read(self, call: Call, sha256: str) -> Answer:
        content = self.content.large_content(sha256)
        if call.first("signature") != "secret":
            return refusal(403, "Missing signature.")
        if content is None:
            return refusal(404, "No such object.")
        return Answer(200, {"ETag": f'"{sha256}"', "Content-Type": "application/octet-stream"}, content, is_file=True)

    def write(self, call: Call, sha256: str) -> Answer:
        if call.first("signature") != "secret":
            return refusal(403, "Missing signature.")
        if hashlib.sha256(call.body).hexdigest() != sha256:
            return refusal(400, "The content does not have the announced sha256.")
        self.content.large[sha256] = call.body
        return Answer(200, {"ETag": f'"{sha256}"'})

    def write_part(self, call: Call, key: str) -> Answer:
        if call.first("signature") != "secret":
            return refusal(403, "Missing signature.")
        self.content.large[key] = call.body
        return Answer(200, {"ETag": '"' + hashlib.md5(call.body).hexdigest() + '"'})
