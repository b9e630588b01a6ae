"""What a download is asked to do."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

from graftwork_core.hub.cache import CachedRepository
from graftwork_core.hub.endpoint import check_address
from graftwork_core.hub.names import HubName, is_commit, parse_name


class DownloadOptions(BaseModel):
    """The choices of one download.

    Attributes:
        repository: `hf:owner/name[@revision]`.
        endpoint: Address of the Hub that it is meant for; it comes from no other. Empty: whichever is used then.
        commit: The commit that the revision meant when the download was chosen; it stays this one when the
            download is resumed after somebody changed the repository. None: whatever the revision means then.
        folder: A folder of the user's; None is the cache that every Hugging Face tool shares.
        at_once: Files fetched at the same time.
        recheck: Whether files in the cache are read and checked even when Graftwork checked them before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    repository: str
    endpoint: str = ""
    commit: str | None = None
    folder: Path | None = None
    at_once: int = Field(default=3, ge=1, le=16)
    recheck: bool = False

    @field_validator("repository")
    @classmethod
    def _is_a_name(cls, text: str) -> str:
        from graftwork_core.errors import BadInput

        try:
            return str(parse_name(text))
        except BadInput as error:
            raise ValueError(error.message.rstrip(".")) from error

    @field_validator("commit")
    @classmethod
    def _is_a_commit(cls, text: str | None) -> str | None:
        if text is not None and not is_commit(text):
            raise ValueError("a commit has 40 hexadecimal digits")
        return text

    @field_validator("endpoint")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        return check_address(text)

    @property
    def name(self) -> HubName:
        """The repository, by name."""
        return parse_name(self.repository)

    @property
    def out(self) -> Path:
        """Where it lands: the folder, or the repository's place in the cache."""
        return self.folder or CachedRepository.of(self.name.repo_id).folder

    @property
    def force(self) -> bool:
        """A download goes on in spite of nothing."""
        return False
