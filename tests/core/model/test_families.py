"""transformers itself says what it assumes where a config is silent."""

from __future__ import annotations

import pytest

from graftwork_core.model.families import DEFAULTS


@pytest.mark.parametrize("kind", DEFAULTS)
def test_the_defaults_are_those_of_transformers(kind: str) -> None:
    import transformers

    config = transformers.AutoConfig.for_model(kind).get_text_config()
    rope = config.rope_parameters
    whole = rope.get("full_attention", rope)

    assert (whole["rope_theta"], config.max_position_embeddings) == DEFAULTS[kind]
