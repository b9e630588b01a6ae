"""One prompt to a real tiny model: the reply streams, with or without an adapter, and can be stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from graftwork_core.adapter.use import AdapterUse
from graftwork_core.errors import BadInput, Cancelled
from graftwork_core.haystack.plans.prompt_options import LONGEST_TEXT, PromptOptions
from graftwork_core.haystack.running.try_prompt import run_prompt
from graftwork_core.reporting import Figure, Silent


class Listener(Silent):
    """Keeps the pieces of the reply and what is said of it."""

    def __init__(self, stop_at: str = "") -> None:
        self.pieces: list[str] = []
        self.stages: list[str] = []
        self.warnings: list[str] = []
        self._stop_at = stop_at

    def stage(self, name: str) -> None:
        self.stages.append(name)

    def metric(self, name: str, **figures: Figure) -> None:
        assert name == "text"
        self.pieces.append(str(figures["text"]))

    def warning(self, message: str, hint: str = "") -> None:
        self.warnings.append(message)

    def is_cancelled(self) -> bool:
        return bool(self._stop_at) and self._stop_at in self.stages


def ask(model: Path, text: str, listener: Listener | None = None, **changes: object) -> tuple[str, Listener]:
    heard = listener or Listener()
    values = {"model": model, "text": text, "max_new_tokens": 8, "device": "cpu", **changes}
    return run_prompt(PromptOptions.model_validate(values), heard).reply.text, heard


def test_the_reply_comes_in_pieces(sample: Path) -> None:
    reply, heard = ask(sample / "skill", " river")
    assert reply == "河流"
    assert "".join(heard.pieces) == reply
    assert heard.stages == ["checking", "loading", "reading", "writing a reply"]
    assert not heard.warnings


def test_the_template_can_be_left_out(sample: Path) -> None:
    options = PromptOptions(model=sample / "skill", text=" river", max_new_tokens=8, device="cpu")
    plain = options.model_copy(update={"template": False})
    with_it, without = (run_prompt(one, Silent()) for one in (options, plain))
    assert without.prompt_tokens < with_it.prompt_tokens
    assert without.reply.text != with_it.reply.text


def test_an_adapter_is_applied_on_the_fly(sample: Path, lora: Path) -> None:
    plain, _ = ask(sample / "skill", " river")
    changed, _ = ask(sample / "skill", " river", adapters=[AdapterUse(path=lora, weight=1.0)])
    same, _ = ask(sample / "skill", " river", adapters=[AdapterUse(path=lora, weight=0.0)])
    assert changed != plain
    assert same == plain


def test_a_prompt_beyond_the_window_is_asked_and_said_to_be(sample: Path) -> None:
    _, heard = ask(sample / "skill", " river" * 200)
    assert len(heard.warnings) == 1
    assert "window is 128" in heard.warnings[0]


def test_it_can_be_stopped(sample: Path) -> None:
    with pytest.raises(Cancelled):
        ask(sample / "skill", " river" * 50, Listener(stop_at="reading"))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=tmp_path.name):
        ask(tmp_path, "hello")


@pytest.mark.parametrize("text", ["", "x" * (LONGEST_TEXT + 1)])
def test_texts_of_no_use_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValidationError):
        PromptOptions(model=tmp_path, text=text)


@pytest.fixture
def lora(tmp_path: Path) -> Path:
    """A LoRA that turns one projection of the first layer round."""
    import json

    import numpy as np
    from safetensors.numpy import save_file

    folder = tmp_path / "lora"
    folder.mkdir()
    settings = {"peft_type": "LORA", "r": 8, "lora_alpha": 8, "bias": "none"}
    settings["target_modules"] = ["layers.0.mlp.down_proj"]
    (folder / "adapter_config.json").write_text(json.dumps(settings))
    place = "base_model.model.model.layers.0.mlp.down_proj"
    generator = np.random.default_rng(0)
    factors = {"lora_A": (8, 256), "lora_B": (128, 8)}
    tensors = {
        f"{place}.{name}.weight": generator.standard_normal(shape).astype(np.float32) for name, shape in factors.items()
    }
    save_file(tensors, folder / "adapter_model.safetensors")
    return folder
