"""An upload: a model or adapter to a repository, private unless the user says otherwise, in one commit, compared."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graftwork_core.errors import BadInput, Cancelled, GraftworkError, OutputExists
from graftwork_core.hub import publishing
from graftwork_core.hub.account import Identity, whoami
from graftwork_core.hub.card import Licence, choose_licence, make_card
from graftwork_core.hub.connect import connect
from graftwork_core.hub.download import pause_teller
from graftwork_core.hub.errors import MissingRepository, TokenRejected
from graftwork_core.hub.lfs import LfsTransfer, ask_for_actions
from graftwork_core.hub.lineage import Kind, Lineage, Parent, read_lineage
from graftwork_core.hub.outgoing import MAP_NAME, OutgoingFile, hash_files, kind_of, list_files
from graftwork_core.hub.privacy import refuse_private
from graftwork_core.hub.repository import Repository
from graftwork_core.hub.retrying import QUICK, STEADFAST, Patience
from graftwork_core.hub.search import look_at
from graftwork_core.hub.session import HubSession
from graftwork_core.hub.transfers import Transfers
from graftwork_core.hub.upload_options import UploadOptions
from graftwork_core.hub.upload_state import UploadState
from graftwork_core.preflight import Preflight
from graftwork_core.provenance import CARD_NAME
from graftwork_core.reporting import Reporter, stop_if_cancelled


@dataclass(frozen=True, slots=True)
class Verdict:
    """A haystack check for the card.

    Attributes:
        add_to: Puts its section into a card.
        heatmap: Its map, a PNG.
    """

    add_to: Callable[[bytes], bytes]
    heatmap: bytes


@dataclass(frozen=True, slots=True)
class Draft:
    """A card before it is published, and what its author should know.

    Attributes:
        text: The whole README.md.
        licence: What it is published under, and whether the parents agree.
        base_models: The parents that are on the Hub.
        notes: One sentence each.
    """

    text: str
    licence: Licence
    base_models: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UploadResult:
    """A finished upload.

    Attributes:
        repository: "owner/name".
        page: Its address.
        commit: The commit that holds everything.
        private: Whether only its owner sees it, as the Hub says.
        files: How many files were published.
        nbytes: Their bytes.
        sent: Bytes that travelled in this run.
        seconds: How long this run took.
        warnings: What the user should know.
    """

    repository: str
    page: str
    commit: str
    private: bool
    files: int
    nbytes: int
    sent: int
    seconds: float
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {**asdict(self), "out": self.page, "kind": "upload"}


def draft_card(session: HubSession, options: UploadOptions, verdict: Verdict | None = None) -> Draft:
    """The card as it would be published, for a preview; asks the Hub for the parents' licences.

    Raises:
        BadInput: When the folder holds no model and no adapter.
        GraftworkError: When the Hub cannot be asked.
    """
    kind, lineage = kind_of(options.folder), read_lineage(options.folder)
    licences, on_the_hub = _ask_parents(session, lineage)
    licence = choose_licence(options.licence, licences)
    if options.card is not None:
        text = options.card
    else:
        own = options.folder / CARD_NAME
        said = own.read_text(encoding="utf-8", errors="replace") if own.is_file() else ""
        text = make_card(
            said, kind=kind, lineage=lineage, on_the_hub=on_the_hub, licence=licence, repository=options.repository
        )
    if verdict is not None:
        text = verdict.add_to(text.encode()).decode()
    local = [parent.name for parent in lineage.parents if parent not in on_the_hub]
    notes = [licence.conflict] if licence.conflict else []
    notes += [f"{name} is not on the Hub, so the card tells of it in its text." for name in local]
    return Draft(text, licence, tuple(parent.name for parent in on_the_hub), tuple(notes))


def check(options: UploadOptions, verdict: Verdict | None = None) -> Preflight:
    """What would be published, and whether it can be; nothing is sent but questions.

    Raises:
        GraftworkError: When it cannot be.
    """
    with connect(meant=options.endpoint, patience=QUICK) as session:
        identity = _identity(session)
        publishing.refuse_foreign_owner(identity, options.repository)
        draft, files = prepare(session, options, verdict)
        found = publishing.find_repository(session, options.repository)
        _refuse_existing(options, found, created_here=False)
        publishing.validate_card(session, draft.text)
    sizes = {name: len(one) if isinstance(one, bytes) else one.stat().st_size for name, one in files.items()}
    seen = "private" if options.private else "public"
    is_there = "exists" if found is not None else "would be made"
    return Preflight(
        out=options.out,
        reads=((options.folder, sum(sizes.values())),),
        writes=tuple(sizes.items()),
        disk_needed=0,
        disk_free=0,
        memory_needed=64 << 20,
        seconds=None,
        resumes=False,
        notes=(f"{options.repository} {is_there}, {seen}, as {identity.name}.", *draft.notes),
    )


def upload(
    options: UploadOptions, reporter: Reporter, verdict: Verdict | None = None, patience: Patience = STEADFAST
) -> UploadResult:
    """Publish a folder. Nothing is visible before the one commit at the end, and that is compared before it is done.

    Raises:
        BadInput: The folder holds no model, or something private; or another Hub is used than was meant.
        OutputExists: The repository exists, and nobody said that it may.
        NotAllowed: This account may not publish there.
        ChangedMeanwhile: Somebody else changed the repository while the files were sent.
        Damaged: The Hub has something else than was sent.
        GraftworkError: The Hub cannot be asked, or refuses.
        Cancelled: The user stopped it; the next run does not send again what has arrived.
    """
    started = time.monotonic()
    reporter.stage("checking")
    is_cancelled, tell = reporter.is_cancelled, pause_teller(reporter)
    with connect(meant=options.endpoint, patience=patience, is_cancelled=is_cancelled, tell=tell) as session:
        identity = _identity(session)
        publishing.refuse_foreign_owner(identity, options.repository)
        draft, contents = prepare(session, options, verdict)
        for note in draft.notes:
            reporter.warning(note)
        publishing.validate_card(session, draft.text)
        files = _hash(contents, reporter)
        state = UploadState(session.endpoint.url, options.repository)
        try:
            final, sent = _publish(session, options, identity, files, state, reporter)
        except GraftworkError:
            if state.created_here:
                page = session.endpoint.page(options.repository)
                reporter.warning(f"{options.repository} was made for this upload, and is empty so far.", f"See {page}")
            raise
        state.remove()
    return UploadResult(
        repository=options.repository,
        page=session.endpoint.page(options.repository),
        commit=final.commit,
        private=final.private,
        files=len(files),
        nbytes=sum(file.size for file in files),
        sent=sent,
        seconds=time.monotonic() - started,
        warnings=draft.notes,
    )


def _publish(
    session: HubSession,
    options: UploadOptions,
    identity: Identity,
    files: Sequence[OutgoingFile],
    state: UploadState,
    reporter: Reporter,
) -> tuple[Repository, int]:
    """Everything that is sent: the repository as it is afterwards, and the bytes of large files that travelled."""
    repository = _open_repository(session, options, identity, state)
    large = publishing.ask_modes(session, options.repository, files)
    reporter.stage("uploading")
    sent = _send(session, options, [file for file in files if file.name in large], state, reporter)
    reporter.stage("publishing")
    stop_if_cancelled(reporter)
    removed = publishing.stale_files(repository, files)
    made = publishing.commit(session, options.repository, repository.commit, options.message, files, large, removed)
    reporter.stage("verifying")
    final = publishing.read_back(session, options.repository, made, files, large)
    if options.private and not final.private:
        raise OutputExists(
            f"{options.repository} was made public by somebody while the files were sent.",
            "Look at its settings on the Hub.",
        )
    return final, sent


def _identity(session: HubSession) -> Identity:
    identity = whoami(session)
    if identity is None:
        raise TokenRejected(f"Nobody is logged in at {session.endpoint.host}.", "Log in: graftwork hub login.")
    return identity


def prepare(
    session: HubSession, options: UploadOptions, verdict: Verdict | None = None
) -> tuple[Draft, dict[str, Path | bytes]]:
    """The card as it would be published, and every file by its name in the repository.

    Raises:
        BadInput: When the folder holds no model and no adapter, or something private is in a file.
        GraftworkError: When the Hub cannot be asked for the parents' licences.
    """
    kind: Kind = kind_of(options.folder)
    contents: dict[str, Path | bytes] = {**list_files(options.folder, kind)}
    draft = draft_card(session, options, verdict)
    contents[CARD_NAME] = draft.text.encode()
    if verdict is not None:
        contents[MAP_NAME] = verdict.heatmap
    refuse_private(contents.items())
    return draft, dict(sorted(contents.items()))


def _ask_parents(session: HubSession, lineage: Lineage) -> tuple[dict[str, str], list[Parent]]:
    """Name → licence of every parent, and those that are on the Hub. Local names are not asked for."""
    licences: dict[str, str] = {}
    there: list[Parent] = []
    for parent in lineage.parents:
        licences[parent.name] = ""
        if not parent.may_be_on_the_hub:
            continue
        try:
            licences[parent.name] = look_at(session, parent.name).licence
        except (MissingRepository, BadInput):
            continue
        there.append(parent)
    return licences, there


def _hash(contents: dict[str, Path | bytes], reporter: Reporter) -> tuple[OutgoingFile, ...]:
    total = sum(one.stat().st_size for one in contents.values() if isinstance(one, Path))
    reporter.stage("hashing")

    def on_piece(done: int) -> None:
        stop_if_cancelled(reporter)
        reporter.progress(done, total)

    return hash_files(contents, on_piece)


def _refuse_existing(options: UploadOptions, found: Repository | None, *, created_here: bool) -> None:
    if found is None or created_here:
        return
    if not options.existing:
        seen = "" if found.private else ", and is public"
        raise OutputExists(
            f"{options.repository} exists already{seen}.", "Choose another name, or say that it may (--existing)."
        )
    if options.private and not found.private:
        raise OutputExists(
            f"{options.repository} exists and is public, and you asked for a private one.",
            "Choose another name, or say that it is to be public (--public).",
        )


def _open_repository(session: HubSession, options: UploadOptions, identity: Identity, state: UploadState) -> Repository:
    found = publishing.find_repository(session, options.repository)
    _refuse_existing(options, found, created_here=state.created_here)
    if found is None:
        if publishing.create_repository(session, options.repository, identity, private=options.private):
            state.mark_created()
        else:  # somebody made it since
            _refuse_existing(options, publishing.find_repository(session, options.repository), created_here=False)
    ours = state.created_here
    return publishing.ensure_visibility(session, options.repository, private=options.private, ours=ours)


def _send(
    session: HubSession,
    options: UploadOptions,
    files: Sequence[OutgoingFile],
    state: UploadState,
    reporter: Reporter,
) -> int:
    """Bring the large files to the storage; returns the bytes that travelled."""
    transfers = Transfers(reporter, [(file.name, file.size) for file in files])
    if options.transfer == "xet" and files:
        from graftwork_core.hub.xet import send_by_xet

        send_by_xet(session, options.repository, files, transfers)
        return transfers.received
    actions = ask_for_actions(session, options.repository, files)
    stop = threading.Event()
    asked = session.manners.is_cancelled
    own = session.with_cancel(lambda: stop.is_set() or asked())
    transfer = LfsTransfer(own, options.repository, state, transfers)
    waiting = []
    for file in {file.sha256: file for file in files}.values():
        action = actions[file.sha256]
        if action is None:
            transfers.have(file.name, file.size)
            transfers.state(file.name, "done")
        else:
            waiting.append((file, action))
    failures: list[GraftworkError] = []
    with ThreadPoolExecutor(options.at_once, thread_name_prefix="upload") as threads:
        for done in as_completed([threads.submit(transfer.send, file, action) for file, action in waiting]):
            error = done.exception()
            if error is not None:
                stop.set()
                if not isinstance(error, GraftworkError):
                    raise error
                failures.append(error)
    real = [error for error in failures if not isinstance(error, Cancelled)] or failures
    if real:
        raise real[0]
    for file in files:  # those with the same content as another one, too
        transfers.have(file.name, file.size)
    return transfers.received
