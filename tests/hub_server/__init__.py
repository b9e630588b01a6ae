"""A Hub for tests: a loopback server that speaks what the real client speaks, and misbehaves on command."""

from tests.hub_server.content import Content, Entry, Model, Person, front_matter, git_blob_id, read_folder
from tests.hub_server.log import Request, RequestLog
from tests.hub_server.server import HubServer

__all__ = [
    "Content", "Entry", "HubServer", "Model", "Person", "Request", "RequestLog", "front_matter", "git_blob_id",
    "read_folder",
]  # fmt: skip
