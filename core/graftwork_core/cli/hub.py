"""`graftwork hub`: find, look at, fetch and publish models; accounts."""

from __future__ import annotations

import json as jsonlib
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graftwork_core.cli import arguments as arg
from graftwork_core.cli.running import Manner, do
from graftwork_core.cli.text import plain, say, tell
from graftwork_core.errors import BadInput
from graftwork_core.units import format_bytes, format_count, parse_count

if TYPE_CHECKING:
    from graftwork_core.hub.search import ModelRow
    from graftwork_core.jobs.spec import UploadJob

app = typer.Typer(
    help="Find, look at, fetch and publish models on the Hugging Face Hub.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(metavar="owner/name[@revision]", help="The repository.")]
_CHILDREN = 5


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A part of the name.")] = "",
    kind: Annotated[str, typer.Option(metavar="models|adapters|all", help="What to look for.")] = "models",
    author: Annotated[str, typer.Option(help="A user or organization.")] = "",
    architecture: Annotated[str, typer.Option(help="The model type, such as llama or qwen2.")] = "",
    base_model: Annotated[str, typer.Option(metavar="owner/name", help="What it was made from.")] = "",
    relation: Annotated[
        str | None, typer.Option(metavar="adapter|finetune|merge|quantized", help="How it was made from that.")
    ] = None,
    licence: Annotated[str, typer.Option("--licence", "--license", help="Its short name, such as apache-2.0.")] = "",
    gated: Annotated[bool | None, typer.Option("--gated/--open", help="Only gated, or only open ones.")] = None,
    least: Annotated[str | None, typer.Option("--min", metavar="N", help="Parameters at the least: 500M, 7B.")] = None,
    most: Annotated[str | None, typer.Option("--max", metavar="N", help="Parameters at the most.")] = None,
    sort: Annotated[str, typer.Option(metavar="trending|downloads|likes|modified|created")] = "trending",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Rows at the most.")] = 30,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
) -> None:
    """List models on the Hub."""
    from graftwork_core.hub.connect import connect
    from graftwork_core.hub.search import Listing, Query

    query = Query(
        text=text,
        kind=_one_of("--kind", kind, ("models", "adapters", "all")),
        author=author,
        architecture=architecture,
        base_model=base_model,
        relation=None if relation is None else _one_of("--relation", relation, _RELATIONS),
        licence=licence,
        gated=gated,
        least=None if least is None else parse_count(least),
        most=None if most is None else parse_count(most),
        sort=_one_of("--sort", sort, ("trending", "downloads", "likes", "modified", "created")),
    )
    rows: list[ModelRow] = []
    with connect() as session:
        listing = Listing(session, query, min(limit, 100))
        while len(rows) < limit and not listing.finished:
            rows += listing.next_page()
    _show_rows(rows[:limit], json=json, quiet=quiet)


@app.command()
def info(
    name: Name,
    card: Annotated[bool, typer.Option("--card", help="Print its model card as plain text.")] = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
) -> None:
    """Show what a repository is, what others made of it, and what a download would take."""
    from graftwork_core.hub.connect import connect
    from graftwork_core.hub.look import download_cost
    from graftwork_core.hub.names import parse_name
    from graftwork_core.hub.published import published_card
    from graftwork_core.hub.search import RELATIONS, children, look_at

    with connect() as session:
        cost, repository = download_cost(session, parse_name(name))
        row = look_at(session, repository.repo_id)
        text = published_card(session, repository).text if card else ""
        family = {relation: children(session, repository.repo_id, relation).next_page() for relation in RELATIONS}
    if json:
        content = {
            "type": "repository",
            "repository": repository.repo_id,
            "commit": repository.commit,
            **{key: value for key, value in asdict(row).items() if key != "repo_id"},
            "files": [{"name": file.path, "bytes": file.size, "hash": file.etag} for file in repository.files],
            "left_out": [{"name": path, "why": why} for path, why in repository.left_out],
            "download_bytes": cost.nbytes,
            "missing_bytes": cost.missing,
            "lands_in": str(cost.folder),
            "card": text,
            "children": {relation: [one.repo_id for one in rows] for relation, rows in family.items()},
        }
        typer.echo(jsonlib.dumps(content, ensure_ascii=False))
    elif not quiet:
        from graftwork_core.cli.tables import columns

        lines = [("repository", repository.repo_id), ("commit", repository.commit), *_facts(row)]
        lines += [("renamed", f"was {repository.renamed_from}")] if repository.renamed_from else []
        lines += [("download", f"{format_bytes(cost.missing)} of {format_bytes(cost.nbytes)}, into {cost.folder}")]
        for relation, rows in family.items():
            named = ", ".join(one.repo_id for one in rows[:_CHILDREN]) + (", …" if len(rows) > _CHILDREN else "")
            lines += [(f"{relation}s" if relation != "quantized" else relation, named)] if rows else []
        tell([*columns(lines), *([""] if text else []), *map(plain, text.splitlines())])


@app.command()
def download(
    name: Name,
    folder: Annotated[
        Path | None, typer.Option(help="A new folder for it.  [default: the Hub's cache]", show_default=False)
    ] = None,
    recheck: Annotated[bool, typer.Option("--recheck", help="Read and check also what was checked before.")] = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Fetch a model or an adapter; goes on where an interrupted download stopped."""
    from graftwork_core.hub.download import pinned
    from graftwork_core.jobs.spec import DownloadJob

    job = arg.job_from("download", repository=name, folder=folder, recheck=recheck)
    assert isinstance(job, DownloadJob)
    do(DownloadJob(pinned(job.options)), Manner(json, quiet, dry_run))


@app.command()
def upload(
    folder: Annotated[Path, typer.Argument(help="The folder of a merged model or an adapter.")],
    repository: Annotated[str, typer.Argument(metavar="owner/name", help="Where it goes.")],
    public: Annotated[bool, typer.Option("--public", help="Let everybody see it.  [default: private]")] = False,
    existing: Annotated[bool, typer.Option("--existing", help="The repository may exist already.")] = False,
    licence: Annotated[
        str | None,
        typer.Option("--licence", "--license", help="Its short name; the parents' when left out.", show_default=False),
    ] = None,
    card: Annotated[
        Path | None, typer.Option(help="A README.md of your own instead of the made one.", show_default=False)
    ] = None,
    haystack_run: Annotated[
        Path | None,
        typer.Option("--haystack", help="A finished check, whose verdict goes into the card.", show_default=False),
    ] = None,
    message: Annotated[str, typer.Option(help="Of the commit.")] = "Upload with Graftwork",
    transfer: Annotated[
        str, typer.Option(metavar="lfs|xet", help="lfs goes on within a file; xet sends only what the Hub lacks.")
    ] = "lfs",
    show_card: Annotated[bool, typer.Option("--show-card", help="Print the card that would be published.")] = False,
    json: arg.Json = False,
    quiet: arg.Quiet = False,
    dry_run: arg.DryRun = False,
) -> None:
    """Publish a model or an adapter: one commit, compared with what was sent; goes on where it was interrupted."""
    from graftwork_core.jobs.spec import UploadJob

    job = arg.job_from(
        "upload",
        folder=folder,
        repository=repository,
        private=not public,
        existing=existing,
        licence=licence,
        card=None if card is None else _read_card(card),
        haystack=haystack_run,
        message=message,
        transfer=transfer,
    )
    assert isinstance(job, UploadJob)
    if show_card:
        _show_card(job)
    else:
        do(job, Manner(json, quiet, dry_run))


@app.command()
def login(
    paste: Annotated[
        bool, typer.Option("--paste", help="Read a token from the keyboard or stdin instead of using the browser.")
    ] = False,
    json: arg.Json = False,
) -> None:
    """Log in, in the browser or with a token. The token is kept where Hugging Face's own tools keep it."""
    from graftwork_core.hub.account import begin_device_login, finish_device_login, log_in
    from graftwork_core.hub.connect import connect

    with connect(anonymous=True) as session:
        if paste:
            identity = log_in(session, _read_secret(f"Token for {session.endpoint.host}: "))
        else:
            waiting = begin_device_login(session)
            say(f"Open {waiting.page} and type this code: {waiting.code}", "Waiting for it; Ctrl-C to give up.")
            identity, _ = finish_device_login(session, waiting)
        _show_identity(identity.name, session.endpoint.url, identity.role, identity.orgs, json=json)


@app.command()
def whoami(
    all_accounts: Annotated[bool, typer.Option("--all", help="List every stored account.")] = False,
    json: arg.Json = False,
) -> None:
    """Say whom the active token belongs to. Exit status 1 when nobody is logged in."""
    from graftwork_core.hub import account, tokens
    from graftwork_core.hub.connect import connect

    if all_accounts:
        for one in tokens.accounts():
            line = f"{'*' if one.active else ' '} {one.name}  {one.endpoint}"
            typer.echo(jsonlib.dumps({"type": "account", **asdict(one)}) if json else plain(line))
        return
    with connect() as session:
        identity = account.whoami(session)
        if identity is None:
            say(f"Nobody is logged in at {session.endpoint.host}.", "Log in: graftwork hub login")
            raise typer.Exit(1)
        _show_identity(identity.name, session.endpoint.url, identity.role, identity.orgs, json=json)


@app.command()
def switch(account: Annotated[str, typer.Argument(help="Its name, as `whoami --all` lists it.")]) -> None:
    """Make another stored account the active one."""
    from graftwork_core.hub import tokens

    tokens.switch(account)


@app.command()
def logout(
    account: Annotated[str | None, typer.Argument(help="Its name; the active one when left out.")] = None,
    all_accounts: Annotated[bool, typer.Option("--all", help="Forget every account.")] = False,
) -> None:
    """Forget an account's token on this machine. It stays valid until it is revoked on the Hub."""
    from graftwork_core.hub import tokens

    named = account or next((one.name for one in tokens.accounts() if one.active), None)
    if named is None and not all_accounts:
        raise BadInput("Nobody is logged in.", "`graftwork hub whoami --all` lists the stored accounts.")
    for name in tokens.forget(None if all_accounts else named):
        typer.echo(plain(f"Forgot the token of {name}."))


@app.command()
def clean(yes: Annotated[bool, typer.Option("--yes", help="Remove them.")] = False, json: arg.Json = False) -> None:
    """List what broken downloads left behind; with --yes, remove it."""
    from graftwork_core.hub.leftovers import find_leftovers, remove_leftovers

    found = find_leftovers()
    for one in found:
        line = f"{format_bytes(one.nbytes):>10}  {one.reason}  {one.file}"
        typer.echo(jsonlib.dumps({"type": "leftover", **asdict(one), "file": str(one.file)}) if json else plain(line))
    if yes:
        freed, failed = remove_leftovers(found)
        say(f"Freed {format_bytes(freed)}.", *failed)
    elif not json:
        total = format_bytes(sum(one.nbytes for one in found))
        say(f"{len(found)} files, {total}; nothing was removed." if found else "Nothing is left behind.")


@app.command()
def endpoint(
    address: Annotated[
        str | None, typer.Argument(metavar="URL|default", help="A mirror or a Hub of your own; shown when left out.")
    ] = None,
) -> None:
    """Show or set which Hub is used. HF_ENDPOINT, where it is set, goes before."""
    from dataclasses import replace

    from graftwork_core.hub.connect import configured_endpoint
    from graftwork_core.hub.endpoint import parse_endpoint
    from graftwork_core.hub.settings import read_settings, write_settings

    if address is not None:
        chosen = "" if address == "default" else parse_endpoint(address).url
        write_settings(replace(read_settings(), endpoint=chosen))
    typer.echo(configured_endpoint().url)


_RELATIONS = ("adapter", "finetune", "merge", "quantized")


def _one_of(option: str, text: str, choices: tuple[str, ...]) -> Any:
    if text not in choices:
        raise BadInput(f"{option} {text!r} is none of {', '.join(choices)}.", "Choose one of them.")
    return text


def _show_rows(rows: list[ModelRow], *, json: bool, quiet: bool) -> None:
    from graftwork_core.cli.tables import columns

    if json:
        for row in rows:
            typer.echo(jsonlib.dumps({"type": "model_row", **asdict(row)}, ensure_ascii=False))
    elif quiet:
        tell(plain(row.repo_id) for row in rows)
    elif not rows:
        typer.echo("Nothing was found.")
    else:
        cells = [("repository", "parameters", "type", "downloads", "changed", "licence", "gated")]
        cells += [
            (
                row.repo_id,
                format_count(row.parameters) if row.parameters else "",
                row.dtype,
                format_count(row.downloads) if row.downloads is not None else "",
                row.modified[:10],
                row.licence,
                row.gated,
            )
            for row in rows
        ]
        tell(columns(cells))


def _facts(row: ModelRow) -> list[tuple[str, str]]:
    size = f"{format_count(row.parameters)} ({row.dtype})" if row.parameters else ""
    base = f"{row.relation or 'made'} of {', '.join(row.base_models)}" if row.base_models else ""
    facts = [
        ("parameters", size),
        ("architecture", row.architecture),
        ("licence", row.licence),
        ("gated", row.gated),
        ("base", base),
        ("changed", row.modified[:10]),
        ("downloads", format_count(row.downloads) if row.downloads is not None else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _show_identity(name: str, url: str, role: str, orgs: tuple[str, ...], *, json: bool) -> None:
    if json:
        content = {"type": "identity", "name": name, "endpoint": url, "role": role, "organizations": list(orgs)}
        typer.echo(jsonlib.dumps(content, ensure_ascii=False))
        return
    extra = f" (token: {role})" if role else ""
    typer.echo(plain(f"{name} at {url}{extra}" + (f", member of {', '.join(orgs)}" if orgs else "")))


def _read_card(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror or error}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not UTF-8 text.", "Save it as UTF-8.") from error


def _show_card(job: UploadJob) -> None:
    from graftwork_core.hub.connect import connect
    from graftwork_core.hub.upload import draft_card
    from graftwork_core.jobs.verdicts import verdict_for

    with connect() as session:
        draft = draft_card(session, job.options, verdict_for(job.options))
    tell(map(plain, draft.text.splitlines()))
    say(*draft.notes)


def _read_secret(prompt: str) -> str:
    """A secret from the keyboard, unseen, or from a pipe: never from the arguments, which everybody can list."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(prompt)
    return sys.stdin.readline()
