"""What an upload is asked to do."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from graftwork_core.errors import BadInput
from graftwork_core.hub.endpoint import check_address
from graftwork_core.hub.names import check_repo_id

MOST_CARD_CHARACTERS = 200_000
Transfer = Literal["lfs", "xet"]


class UploadOptions(BaseModel):
    """The choices of one upload. No token is among them, ever.

    Attributes:
        folder: A model's or an adapter's folder.
        repository: "owner/name".
        endpoint: Address of the Hub that it is meant for; it goes to no other. Empty: whichever is used then.
        private: Whether only its owner sees the repository.
        existing: Whether the repository may exist already; its older weights are replaced.
        licence: Short name; None takes the parents', when they agree.
        card: The whole README.md, when somebody edited it; None makes one of the folder's own.
        message: Of the commit.
        haystack: A finished check of this model, whose verdict and map go into the card.
        transfer: How large files travel: "lfs" resumes within a file, "xet" sends only what the Hub lacks.
        at_once: Large files sent at the same time.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: Path
    repository: str
    endpoint: str = ""
    private: bool = True
    existing: bool = False
    licence: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9.+-]{0,60}$")
    card: str | None = Field(default=None, max_length=MOST_CARD_CHARACTERS)
    message: str = Field(default="Upload with Graftwork", min_length=1, max_length=500)
    haystack: Path | None = None
    transfer: Transfer = "lfs"
    at_once: int = Field(default=2, ge=1, le=8)

    @field_validator("repository")
    @classmethod
    def _has_an_owner(cls, text: str) -> str:
        try:
            name = check_repo_id(text.strip().removeprefix("hf:"))
        except BadInput as error:
            raise ValueError(error.message.rstrip(".")) from error
        if "/" not in name:
            raise ValueError("it has no owner: write owner/name")
        return name

    @field_validator("endpoint")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        return check_address(text)

    @property
    def out(self) -> Path:
        """Where it goes."""
        return Path(f"hf:{self.repository}")

    @property
    def force(self) -> bool:
        """An upload goes on in spite of nothing."""
        return False
