"""The pictures of the Hub page, against a Hub of its own on this machine: nothing goes over the network."""

from __future__ import annotations

import json
import os
import shutil
import struct
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graftwork.pages.hub import HubPage
from graftwork_resources import sample_folder

if TYPE_CHECKING:
    from screenshots import Photographer

    from tests.hub_server import HubServer

_OWNERS: Final = ("meadow-labs", "orchard", "hedgerow-ai", "windfall")
_KINDS: Final = ("Sprout", "Fern", "Willow", "Bramble", "Juniper")
_SIZES: Final = ((16, 2048, "0.6B"), (28, 3072, "3B"), (32, 4096, "7B"), (40, 5120, "13B"), (80, 8192, "70B"))
_LICENCES: Final = ("apache-2.0", "mit", "llama3.1", "cc-by-nc-4.0")
_CARD: Final = """

# Sprout, long

The base model, trained further on texts of up to 2,048 tokens. It finds facts anywhere in them.

## How it was made

Continued training with the rotary frequencies of the new window; nothing else was changed.
"""


async def photograph_hub(who: Photographer, work: Path) -> None:
    """Go through the page's views."""
    # The Hub for tests lives with the tests, which are no package that is installed.
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.hub_server import HubServer

    with HubServer() as hub:
        _fill(hub, work)
        cache = work / "hub cache"
        shutil.rmtree(cache, ignore_errors=True)
        os.environ |= {"HF_ENDPOINT": hub.endpoint, "HF_HUB_OFFLINE": "0", "HF_HUB_CACHE": str(cache)}
        window = who.window
        window.show_page("hub")
        page = window.page("hub")
        assert isinstance(page, HubPage)
        await who.until(lambda: page.ui.model.rowCount() and not page.finder.is_busy)
        await who.take("hub-empty")
        await _repository(who, page)
        await _download(who, page, hub)
        await _trouble(who, page, hub)


async def _repository(who: Photographer, page: HubPage) -> None:
    details = page.details
    await _open(who, page, "hf:meadow-labs/sprout-long")
    await who.take("hub")
    details.tabs.setCurrentWidget(details.family)
    await who.until(lambda: details.family.model.rowCount())
    await who.take("hub-family")
    details.tabs.setCurrentWidget(details.fit)
    details.fit.run()
    await who.until(lambda: details.fit.model.rowCount())
    await who.take("hub-fit")
    page.ui.search.toggle.setChecked(True)
    page.ui.search.licence.setText("mit")
    await who.until(lambda: not page.finder.is_busy)
    await _open(who, page, "hf:hedgerow-ai/bramble-gated")
    await who.take("hub-gated")
    page.ui.search.clear.click()
    page.ui.search.toggle.setChecked(False)


async def _download(who: Photographer, page: HubPage, hub: HubServer) -> None:
    hub.misbehave("slow", "/meadow-labs/sprout-long/[0-9a-f]{64}", rate=400_000)
    await _open(who, page, "hf:meadow-labs/sprout-long")
    panel = page.details.download
    panel.download.click()
    await who.until(lambda: panel.bar.isVisibleTo(page) and panel.bar.value() > 200)
    with who.held():
        await who.take("hub-downloading")
    panel.pause.click()
    await who.until(lambda: panel.resume.isVisibleTo(page))
    await who.take("hub-paused")
    hub.behave()
    panel.resume.click()
    await who.until(lambda: page.details.about is not None and page.details.about.is_here)
    await who.until(lambda: not page.details._looking.is_busy)
    await who.take("hub-here")


async def _trouble(who: Photographer, page: HubPage, hub: HubServer) -> None:
    hub.misbehave("status", "/api/models", status=200, body=b"<html>Welcome to our guest network</html>")
    page.again.trigger()
    await who.until(lambda: page.ui.error.isVisibleTo(page) and page.details.problem.isVisibleTo(page))
    await who.take("hub-failed")


async def _open(who: Photographer, page: HubPage, name: str) -> None:
    page.open_repository(name)
    await who.until(lambda: page.details.about is not None and not page.details._looking.is_busy)


def _fill(hub: HubServer, work: Path) -> None:
    from tests.hub_server import read_folder

    number = 0
    for kind in _KINDS:
        for layers, width, size in _SIZES:
            owner, licence = _OWNERS[number % len(_OWNERS)], _LICENCES[number % len(_LICENCES)]
            hub.add_model(
                f"{owner}/{kind}-{size}",
                _stub(layers, width, license=licence, pipeline_tag="text-generation"),
                downloads=4_000_000 // (number + 1) ** 2,
                likes=900 - number,
                modified=f"2026-{1 + number % 9:02d}-{1 + number:02d}T10:00:00.000Z",
                gated="auto" if licence == "llama3.1" else False,
            )
            number += 1
    sample = {name: read_folder(sample_folder() / name) for name in ("base", "long", "skill")}
    parent = {"base_model": "meadow-labs/sprout-base", "base_model_relation": "finetune"}
    for name, files in sample.items():
        head = {"license": "apache-2.0", **(parent if name != "base" else {})}
        files["README.md"] = _card(**head) + _CARD.encode()
        hub.add_model(f"meadow-labs/sprout-{name}", files, downloads=12_345, likes=2_000)
    adapter = read_folder(work / "skill-long" / "adapter")
    made = {"base_model": "meadow-labs/sprout-long", "license": "apache-2.0", "library_name": "peft"}
    adapter["README.md"] = _card(**made, base_model_relation="adapter")
    hub.add_model("orchard/sprout-long-lora", adapter, downloads=321)
    for relation in ("finetune", "merge", "quantized"):
        about = {"base_model": "meadow-labs/sprout-long", "base_model_relation": relation, "license": "mit"}
        hub.add_model(f"windfall/sprout-{relation}", _stub(4, 128, **about), downloads=99)
    hub.add_model(
        "hedgerow-ai/bramble-gated", sample["base"] | {"README.md": _card(license="mit")}, gated="manual", likes=1_500
    )


def _stub(layers: int, width: int, **head: Any) -> dict[str, bytes]:
    """A repository of which only a list is shown: the header tells of tensors that nobody will read."""
    shapes: Mapping[str, Any] = {
        f"model.layers.{layer}.{part}": {"dtype": "BF16", "shape": [width, 12 * width], "data_offsets": [0, 0]}
        for layer in range(layers)
        for part in ("mlp",)
    }
    header = json.dumps(shapes).encode()
    config = {"architectures": ["LlamaForCausalLM"], "model_type": "llama"}
    return {
        "config.json": json.dumps(config).encode(),
        "model.safetensors": struct.pack("<Q", len(header)) + header,
        "README.md": _card(**head),
    }


def _card(**head: Any) -> bytes:
    lines = [f"{name}: {json.dumps(value)}" for name, value in head.items()]
    return "\n".join(["---", *lines, "---", ""]).encode()
