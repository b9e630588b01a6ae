"""Empty slots offer what the library has that belongs to the others."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from graftwork.pages.graft import GraftPage
from graftwork.requests import SlotName
from graftwork.services import Services
from graftwork.suggestions import Picked, suggest
from graftwork_core.library.entry import Entry, Kind
from tests.gui.fakes import until

LLAMA = "LlamaForCausalLM"


def entry(name: str, kind: Kind = Kind.MODEL, base: str = "", size: int = 1000) -> Entry:
    path = Path("/models") / name.replace("/", "--")
    return Entry(path, path.parent, kind, name, base=base, architecture=LLAMA, parameters=size)


BASE = entry("meta/llama")
LONG, CODE, CHAT = (entry(f"org/{name}", base="meta/llama") for name in ("long", "code", "chat"))
LORA = entry("org/lora", Kind.ADAPTER, base="meta/llama", size=10)
ALL = (BASE, LONG, CODE, CHAT, LORA)
MODELS = (SlotName.BASE, SlotName.DONOR, SlotName.TARGET)


def told(picked: Picked, *wanted: SlotName) -> dict[SlotName, list[str]]:
    return {slot: [chip.name for chip in chips] for slot, chips in suggest(ALL, picked, wanted).items()}


def test_a_donors_card_names_the_base_and_its_kin_are_targets() -> None:
    found = suggest(ALL, Picked(donor=LONG.path), MODELS)
    assert [(chip.path, chip.name) for chip in found[SlotName.BASE]] == [(BASE.path, "meta/llama")]
    assert found[SlotName.BASE][0].why == "The card of org/long names it as its base."
    assert [chip.name for chip in found[SlotName.TARGET]] == ["org/chat", "org/code"]
    assert found[SlotName.TARGET][0].why == "Its card names the same base."


def test_a_base_has_its_fine_tunes_and_nothing_is_offered_twice() -> None:
    assert told(Picked(base=BASE.path), *MODELS)[SlotName.DONOR] == ["org/chat", "org/code", "org/long"]
    found = told(Picked(base=BASE.path, donor=LONG.path, target=CHAT.path), *MODELS)
    assert found == {SlotName.DONOR: ["org/code"], SlotName.TARGET: ["org/code"]}


def test_adapters_and_targets_find_each_other() -> None:
    assert told(Picked(target=CHAT.path), SlotName.ADAPTER) == {SlotName.ADAPTER: ["org/lora"]}
    found = told(Picked(adapters=(LORA.path,)), SlotName.TARGET)
    assert found[SlotName.TARGET][0] == "meta/llama"


def test_what_is_broken_or_unknown_suggests_nothing(tmp_path: Path) -> None:
    assert suggest(ALL, Picked(donor=tmp_path / "nowhere"), MODELS) == {}
    assert suggest((), Picked(donor=LONG.path), MODELS) == {}


def test_ten_thousand_entries_are_no_matter() -> None:
    many = (*ALL, *(entry(f"org/model-{number}", base=f"org/base-{number % 99}") for number in range(10_000)))
    begun = time.thread_time()
    found = suggest(many, Picked(donor=LONG.path), MODELS)
    assert time.thread_time() - begun < 2.0
    assert found[SlotName.BASE][0].name == "meta/llama"


async def test_a_suggestion_under_an_empty_slot_is_one_click(
    page: GraftPage, services: Services, copy_of: Callable[[str, str], Path], tmp_path: Path
) -> None:
    base, donor, target = copy_of("base", "lib/tiny"), copy_of("long", "lib/long"), copy_of("skill", "lib/skill")
    for folder in (donor, target):
        (folder / "README.md").write_text("---\nbase_model: tiny\n---\n")
    services.library.add(tmp_path / "lib")
    await until(lambda: len(services.library.entries) == 3)
    page.donor.load(donor)
    chips = page.ui.base._chips
    await until(lambda: chips.buttons and page.ui.target._chips.buttons)
    button = chips.buttons[0]
    assert button.accessibleName() == "Base: take tiny"
    assert "names it as its base" in button.accessibleDescription()
    assert chips.isVisibleTo(page)
    button.click()
    page.ui.target._chips.buttons[0].click()
    await until(lambda: page.ui.bar.run.isEnabled())
    assert (page.base.path, page.target.path) == (base, target)
    await until(lambda: not page.ui.base._chips.buttons)
