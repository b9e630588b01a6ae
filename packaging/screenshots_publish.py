"""The pictures of account, upload and repositories in slots, against a Hub of its own on this machine."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graftwork.pages.graft import GraftPage
from graftwork.pages.settings import SettingsPage
from graftwork.pages.upload import UploadDialog
from graftwork.requests import UploadWish
from graftwork.widgets.hub_name import HubNameDialog
from graftwork_resources import sample_folder

if TYPE_CHECKING:
    from screenshots import Photographer

    from tests.hub_server import HubServer

_ME: Final = "hf_" + "example" * 5
_OTHER: Final = "hf_" + "another" * 5
_LAB: Final = "meadow-labs"


async def photograph_publish(who: Photographer, work: Path) -> None:
    """Go through the views."""
    # The Hub for tests lives with the tests, which are no package that is installed.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.hub_server import HubServer

    with HubServer() as hub:
        _fill(hub)
        for name in ("hub cache", "huggingface"):
            shutil.rmtree(work / name, ignore_errors=True)
        os.environ |= {"HF_ENDPOINT": hub.endpoint, "HF_HUB_OFFLINE": "0"}
        os.environ |= {"HF_HUB_CACHE": str(work / "hub cache"), "HF_HOME": str(work / "huggingface")}
        await _account(who, hub)
        await _slots(who, hub)
        await _upload(who, hub, _published(work))


async def _account(who: Photographer, hub: HubServer) -> None:
    window, hub_desk = who.window, who.application.services.hub
    window.show_page("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    card = page.account
    await who.until(lambda: card.who.text().startswith(("Nobody", "尚未")))
    await who.take("account-nobody")
    card.browser.click()
    await who.until(card.code.isVisible)
    await who.take("account-code")
    card.code.given_up.emit()
    card.paste.click()
    card.token.field.setText("hf_wrong" * 3)
    await who.take("account-token")
    card.token.keep.click()
    await who.until(lambda: card.said.isVisible() and not hub_desk._stops)
    await who.take("account-refused")
    for token in (_OTHER, _ME):
        card.paste.click()
        card.token.field.setText(token)
        card.token.keep.click()
        await who.until(lambda: card.said_icon.isVisible() and not hub_desk._stops)
        await who.quiet()
    await who.until(lambda: "meadow" in card.who.text())
    await who.take("account")


async def _slots(who: Photographer, hub: HubServer) -> None:
    window = who.window
    window.show_page("graft")
    page = window.page("graft")
    assert isinstance(page, GraftPage)
    page.ui.base.name_on_hub()
    dialog = window.findChildren(HubNameDialog)[-1]
    dialog.field.setText("meadow-labs/sprout base")
    await who.take("slots-name", over=dialog)
    dialog.close()
    for slot, name in ((page.base, "base"), (page.donor, "long"), (page.target, "skill")):
        slot.load(Path(f"hf:{_LAB}/sprout-{name}"))
    await who.until(lambda: page.ui.bar.run.isEnabled() and page.ahead._rehearsed is not None)
    await who.take("slots-hub")
    page.target.load(Path(f"hf:{_LAB}/sprout-gone"))
    await who.until(lambda: page.ui.target.state == "failed")
    await who.take("slots-failed")
    page.clear()


async def _upload(who: Photographer, hub: HubServer, folder: Path) -> None:
    services, window = who.application.services, who.window
    window.show_page("models")
    services.requests.upload.emit(UploadWish(folder, folder.parent / "check"))
    dialog = window.uploads.dialog
    assert isinstance(dialog, UploadDialog)
    ui = dialog.ui
    await who.until(ui.upload.isEnabled)
    await who.take("upload", over=dialog)
    ui.tabs.setCurrentIndex(1)
    await who.take("upload-map", over=dialog)
    ui.tabs.setCurrentIndex(2)
    await who.take("upload-files", over=dialog)
    ui.tabs.setCurrentIndex(0)
    ui.name.setText("sprout-taken")
    ui.name.textEdited.emit(ui.name.text())
    await who.until(ui.existing.isVisible)
    await who.take("upload-taken", over=dialog)
    ui.name.setText("sprout-grafted")
    ui.name.textEdited.emit(ui.name.text())
    await who.until(ui.upload.isEnabled)
    hub.misbehave("silence", "/upload/")
    ui.upload.click()
    await who.until(lambda: hub.log.all("/upload/"))
    with who.held():
        await who.take("upload-running", over=dialog)
    ui.cancel.click()
    await who.until(ui.resume.isVisible)
    await who.take("upload-stopped", over=dialog)
    hub.behave()
    ui.resume.click()
    await who.until(ui.copy.isVisible)
    await who.take("upload-done", over=dialog)
    dialog.close()


def _fill(hub: HubServer) -> None:
    from tests.hub_server import read_folder

    hub.content.add_person("meadow", _ME, orgs=(_LAB,))
    hub.content.add_person("orchard", _OTHER, role="read")
    for name, licence in (("base", "apache-2.0"), ("long", "mit"), ("skill", "apache-2.0")):
        files = read_folder(sample_folder() / name)
        files["README.md"] = f"---\nlicense: {licence}\n---\n\n# Sprout\n".encode()
        hub.add_model(f"{_LAB}/sprout-{name}", files)
    hub.add_model("meadow/sprout-taken", {"config.json": b"{}", "README.md": b"# Taken\n"})


def _published(work: Path) -> Path:
    """The sample's graft, as if it had been made of the repositories there."""
    folder = work / "sprout-grafted"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(work / "skill-long", folder)
    record = json.loads((folder / "graftwork.json").read_text())
    recipe = record["recipe"]
    recipe["target"]["name"] = f"{_LAB}/sprout-skill"
    for part in recipe["adapters"]:
        if isinstance(part.get("extracted"), dict):
            part["extracted"] |= {"base": f"{_LAB}/sprout-base", "donor": f"{_LAB}/sprout-long"}
    (folder / "graftwork.json").write_text(json.dumps(record))
    return folder
