"""The sample's own words: its tiny models know few others, so they are asked in these."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from graftwork import paths
from graftwork.haystack.form import Hay, HaystackForm, Manner


def suited(form: HaystackForm, models: Iterable[Path | None]) -> HaystackForm:
    """The form, with the sample's description in its language when a model comes with Graftwork.

    A description of one's own, or text files, are left alone. Without such a model, the sample's description goes.

    Args:
        form: What the page asks for.
        models: The models that are chosen.
    """
    ours = form.hay is Hay.TASK and form.task is not None and paths.is_shipped(form.task)
    words = _sample() / "prompts.jsonl"
    if any(model is not None and paths.is_shipped(model) for model in models):
        if form.hay is Hay.BUILT_IN or ours:
            manner = form.manner if ours else Manner.CLASSIC
            task, guard = _description(form.language), form.prompts or words
            return replace(form, hay=Hay.TASK, task=task, manner=manner, prompts=guard)
    elif ours:
        prompts = None if form.prompts == words else form.prompts
        return replace(form, hay=Hay.BUILT_IN, task=None, prompts=prompts)
    return form


def in_its_language(form: HaystackForm) -> HaystackForm:
    """The form, with the sample's description in the language that is chosen, where it has the sample's."""
    if form.hay is Hay.TASK and form.task is not None and paths.is_shipped(form.task):
        return replace(form, task=_description(form.language))
    return form


def _description(language: str) -> Path:
    return _sample() / f"haystack.{language}.yaml"


def _sample() -> Path:
    from graftwork_resources import sample_folder

    return sample_folder()
