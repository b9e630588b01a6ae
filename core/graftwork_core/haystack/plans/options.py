"""What a check and a sweep are asked to do. No torch, not even through others: the window makes these too."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from graftwork_core.adapter.patterns import is_pattern
from graftwork_core.adapter.use import AdapterUse
from graftwork_core.haystack.plans.plan import LONGEST, SHORTEST, Depth, Grading
from graftwork_core.haystack.plans.trial import Tier

Preset = Literal["quick", "standard", "gradient", "classic"]
Language = Literal["en", "zh"]
Export = Literal["html", "png", "svg", "csv", "questions", "json"]
SweepExport = Literal["html", "png", "svg", "csv", "scatter-png", "scatter-svg", "json"]
Length = Annotated[int, Field(ge=SHORTEST, le=LONGEST)]
Device = Annotated[str, Field(pattern=r"^(auto|cpu|mps|cuda(:\d+)?)$")]
Chunk = Annotated[int, Field(ge=16, le=2**20)]
Rank = Annotated[int, Field(ge=1, le=8192)]
Weight = Annotated[float, Field(allow_inf_nan=False)]

LOCAL: Final = "local"
MODULE_GROUPS: Final = ("all", "attention", "mlp")
_MOST_LENGTHS: Final = 200
_MOST_DEPTHS: Final = 101


class _Asked(BaseModel):
    """What a check and a sweep have in common: what is asked, and where the model runs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    out: Path
    preset: Preset | None = None
    lengths: tuple[Length, ...] | None = Field(default=None, min_length=1, max_length=_MOST_LENGTHS)
    longest: Length | None = None
    depths: Annotated[int, Field(ge=1, le=_MOST_DEPTHS)] | tuple[Depth, ...] | None = None
    repeats: int | None = Field(default=None, ge=1, le=500)
    grading: Grading | None = None
    text: tuple[Path, ...] = ()
    prompts: Path | None = None
    device: Device = "auto"
    chunk: Chunk | None = None
    max_new_tokens: int | None = Field(default=None, ge=1, le=32768)
    seed: int = Field(default=0, ge=0, lt=2**31)
    overwrite: bool = False

    @model_validator(mode="after")
    def _one_way_to_say_lengths(self) -> Self:
        if self.lengths is not None and self.longest is not None:
            raise ValueError("give either the lengths or the longest of them")
        return self

    @field_validator("lengths")
    @classmethod
    def _sorted(cls, lengths: tuple[int, ...] | None) -> tuple[int, ...] | None:
        return None if lengths is None else tuple(sorted(set(lengths)))

    @field_validator("depths")
    @classmethod
    def _sorted_depths(cls, depths: int | tuple[float, ...] | None) -> int | tuple[float, ...] | None:
        if not isinstance(depths, tuple):
            return depths
        if not 1 <= len(depths) <= _MOST_DEPTHS:
            raise ValueError(f"give 1 to {_MOST_DEPTHS} depths")
        return tuple(sorted(set(depths)))


class HaystackOptions(_Asked):
    """The choices of one check. What is None is the preset's to choose (`presets`).

    Attributes:
        model: The model's folder; for a server the folder with its tokenizer and config.
        out: The folder for the results; a run that was interrupted there goes on.
        adapters: Applied on the fly, unmerged (this computer's engine only).
        preset: "quick" when None: audit, smoke test, scan with near-duplicate keys; "standard" adds the
            confirmation; "gradient" is the published grid and grading; "classic" isolated needles.
        lengths: Prompt lengths in tokens.
        longest: Where the preset's own lengths end; the model's window when None.
        depths: How many, evenly spread, or each as a share from 0 to 1.
        repeats: Questions for each length and depth.
        seeds: Different haystacks in the confirmation.
        tier: How hard the needles of the scan are.
        grading: By likelihood, by what the model writes, or both.
        language: Of the built-in texts and needles.
        text: The user's own .txt and .md files or folders, as filler.
        task: A haystack description (YAML) instead of the built-in ones.
        template: Whether the model's chat template is used; where None, if it has one.
        answer_prefix: Whether the answer's beginning is given to the model.
        stop: Whether to stop after two lengths at which it is clear that the model fails.
        prompts: Further prompts with what a right reply contains (JSON lines): the skill that must not be lost.
        target: The model as it was before a graft: adds the control rows.
        donor: The fine-tune with the ability: one more control row.
        controls: With `adapters`: whether to ask the model without them, too, and with their context settings only.
        baseline: An earlier run's folder, or another model's, to compare with.
        engine: "local" or the address of a server.
        model_name: What the server calls the model.
        device: "auto", "cpu", "mps" or "cuda:N".
        chunk: Tokens worked on at once; the engine's choice when None.
        max_new_tokens: Where a written answer is cut; enough for the expected one when None.
        seed: The same seed gives the same questions.
        exports: What to write besides the results.
        card: Whether the verdict goes into the model's README; not with adapters, for they make another model of it.
        overwrite: Replace `out` when it exists.
    """

    model: Path
    adapters: tuple[AdapterUse, ...] = ()
    seeds: int | None = Field(default=None, ge=1, le=50)
    tier: Tier | None = None
    language: Language | None = None
    task: Path | None = None
    template: bool | None = None
    answer_prefix: bool | None = None
    stop: bool | None = None
    target: Path | None = None
    donor: Path | None = None
    controls: bool = False
    baseline: Path | None = None
    engine: str = Field(default=LOCAL, max_length=2000)
    model_name: str | None = Field(default=None, max_length=500)
    exports: tuple[Export, ...] = ("html", "png")
    card: bool = False

    @field_validator("engine")
    @classmethod
    def _address(cls, engine: str) -> str:
        if engine != LOCAL and not re.match(r"https?://[^/\s]+", engine):
            raise ValueError('an engine is "local" or the http address of a server')
        return engine.rstrip("/")

    @model_validator(mode="after")
    def _belongs_together(self) -> HaystackOptions:
        if self.engine != LOCAL:
            if self.adapters:
                raise ValueError("a server cannot apply adapters from here; start it with them, or use this computer")
            if self.target is not None or self.donor is not None or self.controls:
                raise ValueError("control rows run on this computer; compare two runs on a server with --baseline")
        if self.task is not None and self.text:
            raise ValueError("a task brings its own text; name the files in it, or leave one of the two out")
        if self.card and self.adapters:
            raise ValueError(
                "a card tells what its own model can do, and with adapters on the fly another one is checked; merge "
                "them and check what comes out, or leave the card out"
            )
        if self.controls and not self.adapters and self.target is None:
            raise ValueError("control rows need an adapter, or the target as it was before the graft")
        return self

    @property
    def has_controls(self) -> bool:
        """Whether more models than one are asked."""
        return self.controls or self.target is not None or self.donor is not None


class SweepOptions(_Asked):
    """The choices of a sweep: one check for each adapter weight, rank and group of modules, on the unmerged target.

    Attributes:
        target: The folder of the model that would receive.
        adapter: The adapter's folder.
        out: The folder for the results; a sweep that was interrupted there goes on.
        weights: How strongly the adapter goes in.
        ranks: Where it is cut; the adapter's own and powers of two below it when None.
        modules: Which of its modules are taken: "all", "attention", "mlp", or a regular expression on module names.
        languages: Of the built-in texts and needles.
        tasks: Haystack descriptions (YAML) instead of the built-in ones.
        preset: Packed questions ("quick") or isolated needles ("classic"); what the model can do when None.
        prompts: The skill guard: prompts with what a right reply contains (JSON lines).

    The others are explained at `HaystackOptions`.
    """

    target: Path
    adapter: Path
    weights: tuple[Weight, ...] = Field(default=(0.25, 0.5, 0.75, 1.0), min_length=1, max_length=50)
    ranks: tuple[Rank, ...] | None = Field(default=None, min_length=1, max_length=50)
    modules: tuple[str, ...] = Field(default=("all", "attention"), min_length=1, max_length=20)
    languages: tuple[Language, ...] = ("en",)
    tasks: tuple[Path, ...] = ()
    preset: Literal["quick", "classic"] | None = None
    exports: tuple[SweepExport, ...] = ("html", "png", "scatter-png")

    @field_validator("weights", "ranks", "modules", "languages", "tasks")
    @classmethod
    def _distinct(cls, values: tuple[object, ...] | None) -> tuple[object, ...] | None:
        return None if values is None else tuple(dict.fromkeys(values))

    @field_validator("modules")
    @classmethod
    def _expressions(cls, modules: tuple[str, ...]) -> tuple[str, ...]:
        for text in modules:
            if text not in MODULE_GROUPS and not is_pattern(text):
                raise ValueError(f"{text!r} is neither {', '.join(MODULE_GROUPS)} nor a regular expression")
        return modules

    @model_validator(mode="after")
    def _belongs_together(self) -> SweepOptions:
        if self.tasks and self.text:
            raise ValueError("a task brings its own text; name the files in it, or leave one of the two out")
        return self
