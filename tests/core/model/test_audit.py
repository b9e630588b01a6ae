"""The audit: silent about sound models, plain about each thing that is lost in a merge."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graftwork_core.errors import BadInput
from graftwork_core.model.audit import AuditReport, Finding, Level, audit, carried_context
from graftwork_core.model.audit_words import FIXES, WORDS, fill
from graftwork_core.model.context import read_context, with_context
from tests.core.model.making import LLAMA, write_model
from tests.core.model.published import CONFIGS, GENERATION, HUGE, TOKENIZERS, WITHOUT_ROPE, llama

LONG = llama(1048576, rope_theta=3580165449.0, rope_scaling=None)
SHORT = llama(8192, rope_theta=500000.0, rope_scaling=None)
YARN = {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}


def written(
    folder: Path,
    config: dict[str, Any],
    limit: int | None = None,
    generation: dict[str, Any] | None = None,
    record: dict[str, Any] | None = None,
) -> Path:
    write_model(folder, config, tokenizer_config=None if limit is None else {"model_max_length": limit})
    for name, content in (("generation_config.json", generation), ("graftwork.json", record)):
        if content is not None:
            (folder / name).write_text(json.dumps(content))
    return folder


def ids(report: AuditReport) -> set[str]:
    return {finding.id for finding in report.findings}


def found(report: AuditReport, name: str) -> Finding:
    (finding,) = [finding for finding in report.findings if finding.id == name]
    return finding


@pytest.mark.parametrize("name", CONFIGS)
def test_no_warning_on_a_sound_model(name: str, tmp_path: Path) -> None:
    folder = written(tmp_path / name, CONFIGS[name], TOKENIZERS.get(name), GENERATION.get(name))

    report = audit(folder)

    assert not report.warnings, [finding.message for finding in report.warnings]
    assert not audit(folder, folder).warnings
    if name in WITHOUT_ROPE:
        assert report.findings == ()
        assert report.reach is None


@pytest.mark.parametrize("name", ["base", "long", "skill"])
def test_nothing_at_all_on_the_sample(name: str, sample: Path) -> None:
    assert audit(sample / name).findings == ()


def test_what_a_target_lacks_beside_its_donor(tmp_path: Path) -> None:
    report = audit(written(tmp_path / "target", SHORT), written(tmp_path / "donor", LONG))

    assert ids(report) == {"theta_left_behind", "window_left_behind"}
    theta = found(report, "theta_left_behind")
    assert theta.severity is Level.WARNING
    assert theta.values == {"theta": 500000.0, "wanted_theta": 3580165449.0, "reach": 18438, "wanted_reach": 1795662}
    for part in ("500,000", "3,580,165,449", "about 18,400"):
        assert part in theta.message
    assert theta.fix is not None
    assert theta.fix == found(report, "window_left_behind").fix
    assert "1,048,576" in theta.fix.label
    assert report.reach is not None
    assert report.wanted_reach is not None
    assert (report.reach.tokens, report.wanted_reach.tokens) == (18438, 1795662)


def test_an_adapters_settings_are_enough(tmp_path: Path) -> None:
    target = written(tmp_path / "target", SHORT)

    assert audit(target, adapter_context=read_context(LONG)).has("theta_left_behind")
    assert audit(target, adapter_context=read_context(SHORT)).findings == ()


def test_a_merged_model_remembers_what_its_adapter_brought(tmp_path: Path) -> None:
    record = {"context": {"changed": True, "donor": read_context(LONG).to_json()}}

    assert audit(written(tmp_path / "kept", SHORT, record=record)).has("theta_left_behind")
    assert audit(written(tmp_path / "carried", LONG, record=record)).findings == ()
    assert carried_context({"context": {"changed": False, "donor": {}}}) is None
    assert carried_context({"context": 3}) is None


@pytest.mark.parametrize("content", ['{"context": {"changed": true, "donor": []}}', "{", "[]"])
def test_a_damaged_record_is_a_note(content: str, tmp_path: Path) -> None:
    folder = written(tmp_path / "model", SHORT)
    (folder / "graftwork.json").write_text(content)

    (finding,) = audit(folder).findings
    assert (finding.id, finding.severity) == ("record_broken", Level.NOTE)
    assert str(tmp_path) not in finding.message


def test_scaling_that_was_lost(tmp_path: Path) -> None:
    donor = written(
        tmp_path / "donor", llama(131072, rope_theta=500000.0, rope_scaling=CONFIGS["llama-3.1"]["rope_scaling"])
    )

    report = audit(written(tmp_path / "target", SHORT), donor)

    assert ids(report) == {"scaling_left_behind", "window_left_behind"}
    assert found(report, "scaling_left_behind").values == {"scaling": "none", "wanted_scaling": "llama3 × 8 from 8192"}


def test_how_scaling_is_written_does_not_matter(tmp_path: Path) -> None:
    one = llama(
        131072, rope_theta=1e6, rope_scaling={"type": "yarn", "factor": 4, "original_max_position_embeddings": 32768}
    )
    other = llama(
        131072, rope_parameters={**YARN, "rope_theta": 1000000, "beta_fast": 32.0, "truncate": True, "mscale": None}
    )

    report = audit(written(tmp_path / "one", one), written(tmp_path / "other", other))

    assert report.findings == ()


def test_the_window_alone(tmp_path: Path) -> None:
    report = audit(written(tmp_path / "model", llama(8192, rope_theta=3580165449.0)), written(tmp_path / "donor", LONG))

    assert ids(report) == {"window_left_behind"}
    fix = found(report, "window_left_behind").fix
    assert fix is not None
    assert (fix.kind, fix.tokens) == ("window", 1048576)


def test_a_window_that_is_not_written_is_the_architectures(tmp_path: Path) -> None:
    silent = {key: value for key, value in LONG.items() if key != "max_position_embeddings"}

    report = audit(written(tmp_path / "model", silent), written(tmp_path / "donor", LONG))

    assert found(report, "window_left_behind").values == {"window": 2048, "wanted_window": 1048576}
    gemma = audit(
        written(tmp_path / "gemma", CONFIGS["gemma-3"]), written(tmp_path / "saved", CONFIGS["gemma-3-saved-by-5"])
    )
    assert "window_left_behind" not in ids(gemma)


LINEAR = {"type": "linear", "factor": 2.0}
NEW = {"rope_type": "default", "rope_theta": 3580165449.0}
PER_LAYER = CONFIGS["gemma-3-saved-by-5"]["text_config"]["rope_parameters"]


@pytest.mark.parametrize(
    ("rope", "variant", "theta"),
    [
        ({"rope_theta": 500000.0, "rope_parameters": NEW}, "", 3580165449.0),
        ({"rope_theta": 500000.0, "rope_scaling": LINEAR, "rope_parameters": NEW}, "shadowed", 500000.0),
        ({"rope_scaling": LINEAR, "rope_parameters": {**LINEAR, "rope_theta": 7e7}}, "shadowed", 10000.0),
        ({"rope_theta": 1e6, "rope_scaling": None, "rope_parameters": {**YARN, "rope_theta": 1e6}}, "", 1e6),
        ({"rope_theta": 7.0, "rope_parameters": PER_LAYER}, "", 1e6),
    ],
)
def test_keys_that_disagree_and_which_of_them_counts(
    rope: dict[str, Any], variant: str, theta: float, tmp_path: Path
) -> None:
    report = audit(written(tmp_path / "model", llama(32768, **rope)))

    finding = found(report, "keys_disagree")
    assert finding.severity is Level.WARNING
    assert finding.variant == variant
    assert report.theta == theta
    if "full_attention" not in rope["rope_parameters"]:
        assert report.theta == theta_in_transformers(llama(32768, **rope))
    assert finding.fix is None or finding.fix.is_guess


def theta_in_transformers(config: dict[str, Any]) -> float:
    import transformers

    read = transformers.AutoConfig.for_model(**json.loads(json.dumps(config)))
    theta: float = read.rope_parameters["rope_theta"]
    return theta


def test_new_keys_alone_are_a_note(tmp_path: Path) -> None:
    report = audit(written(tmp_path / "model", CONFIGS["llama-saved-by-5"]))

    assert ids(report) == {"old_keys_missing"}
    finding = found(report, "old_keys_missing")
    assert (finding.severity, finding.values) == (Level.NOTE, {"theta": 500000.0, "old_theta": 10000.0})
    assert finding.fix is not None
    assert not finding.fix.is_guess
    plain = llama(4096, rope_parameters={"rope_type": "default", "rope_theta": 10000.0})
    assert audit(written(tmp_path / "plain", plain)).findings == ()


def test_our_own_writing_has_nothing_to_be_said_against(tmp_path: Path) -> None:
    for name in ("llama-3", "llama-3.1", "llama-saved-by-5", "llama-3.1-saved-by-5", "qwen2.5-yarn"):
        for target in ("llama-2", "llama-3.1", "llama-saved-by-5"):
            merged = with_context(CONFIGS[target], read_context(CONFIGS[name]))
            found = ids(audit(written(tmp_path / name / target, merged)))
            assert not found & {"keys_disagree", "old_keys_missing", "theta_missing"}


def test_a_theta_that_is_missing(tmp_path: Path) -> None:
    short, long = llama(4096), llama(1048576, rope_scaling=None)

    assert found(audit(written(tmp_path / "short", short)), "theta_missing").severity is Level.NOTE
    report = audit(written(tmp_path / "long", long))
    assert found(report, "theta_missing").severity is Level.WARNING
    assert found(report, "theta_missing").values == {"theta": 10000.0, "window": 1048576}
    assert report.theta == theta_in_transformers(short) == 10000.0
    unknown = {"model_type": "unheard-of", "hidden_size": 64, "max_position_embeddings": 1048576}
    assert audit(written(tmp_path / "unknown", unknown)).findings == ()


def test_scaling_without_its_original_length(tmp_path: Path) -> None:
    yarn = {"type": "yarn", "factor": 4.0}

    report = audit(written(tmp_path / "model", llama(131072, rope_theta=1e6, rope_scaling=yarn)))

    finding = found(report, "original_length_missing")
    assert finding.severity is Level.WARNING
    assert finding.fix is not None
    assert (finding.fix.is_guess, finding.fix.tokens) == (True, 32768)
    odd = audit(written(tmp_path / "odd", llama(131071, rope_theta=1e6, rope_scaling=yarn)))
    assert found(odd, "original_length_missing").fix is None


def test_scaling_that_cannot_be_used(tmp_path: Path) -> None:
    report = audit(written(tmp_path / "model", llama(8192, rope_theta=1e6, rope_scaling={"type": "linear"})))

    assert "factor" in found(report, "scaling_incomplete").message
    assert report.reach is None


def test_a_window_far_beyond_the_reach(tmp_path: Path) -> None:
    report = audit(written(tmp_path / "model", llama(1048576, rope_theta=500000.0)))

    finding = found(report, "reach_below_window")
    assert (finding.severity, finding.variant) == (Level.WARNING, "far")
    assert "about 18,400" in finding.message
    mistral = audit(written(tmp_path / "mistral", CONFIGS["mistral-0.1"]))
    assert found(mistral, "reach_below_window").severity is Level.NOTE
    assert found(mistral, "sliding_window").variant == ""


def test_a_wanted_length(tmp_path: Path) -> None:
    model = written(tmp_path / "model", SHORT)

    assert audit(model, length=8192).findings == ()
    report = audit(model, length=1048576)
    assert found(report, "length_above_window").severity is Level.WARNING
    assert found(report, "reach_below_length").severity is Level.NOTE


@pytest.mark.parametrize(("donor", "severity"), [(False, Level.NOTE), (True, Level.WARNING)])
def test_limits_matter_where_a_longer_context_came_along(donor: bool, severity: Level, tmp_path: Path) -> None:
    model = written(tmp_path / "model", LONG, 4096, {"max_length": 4096})
    report = audit(model, written(tmp_path / "donor", LONG, HUGE) if donor else None)

    assert {finding.id: finding.severity for finding in report.findings} == {
        "tokenizer_limit": severity,
        "generation_limit": severity,
    }
    for finding in report.findings:
        assert finding.fix is not None
        assert finding.fix.tokens == 1048576
    assert audit(written(tmp_path / "sound", LONG, HUGE, {"max_length": 1048576})).findings == ()


def test_layers_that_see_less(tmp_path: Path) -> None:
    assert found(audit(written(tmp_path / "g", CONFIGS["gemma-3-1b"])), "sliding_window").variant == "mixed"
    assert "sliding_window" not in ids(audit(written(tmp_path / "q", CONFIGS["qwen2.5-1m"])))
    assert "sliding_window" not in ids(audit(written(tmp_path / "y", CONFIGS["yarn-mistral"])))
    widened = CONFIGS["mistral-0.1"] | {"sliding_window": None}
    report = audit(written(tmp_path / "m", CONFIGS["mistral-0.1"]), written(tmp_path / "w", widened))
    assert found(report, "length_keys_differ").values == {
        "key": "sliding_window",
        "value": "4096",
        "wanted_value": "not set",
    }


@pytest.mark.parametrize("name", ["phi-3-128k", "internlm2-dynamic"])
def test_frequencies_that_depend_on_the_length(name: str, tmp_path: Path) -> None:
    assert found(audit(written(tmp_path / name, CONFIGS[name])), "length_dependent").severity is Level.NOTE


@pytest.mark.parametrize("kind", ["nope", "alibi", "absolute"])
def test_positions_that_are_not_rotated(kind: str, tmp_path: Path) -> None:
    report = audit(written(tmp_path / "model", llama(1048576, position_embedding_type=kind)))

    assert (report.rope, report.reach, report.findings) == (None, None, ())


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    folder = written(tmp_path / "model", SHORT)
    (folder / "generation_config.json").write_text("{")
    (finding,) = audit(folder).findings
    assert finding.id == "generation_config_broken"
    assert str(tmp_path) not in finding.message
    (folder / "generation_config.json").write_text(json.dumps({"max_length": "many"}))
    assert audit(folder).findings == ()
    with pytest.raises(BadInput):
        audit(tmp_path / "nowhere")
    with pytest.raises(BadInput, match="rope_theta"):
        audit(written(tmp_path / "bad", llama(8192, rope_theta="x")))


def test_every_finding_can_be_said_in_another_language(tmp_path: Path) -> None:
    report = audit(
        written(tmp_path / "t", SHORT, 4096, {"max_length": 10}), written(tmp_path / "d", LONG), length=99999
    )

    assert len(report.findings) >= 5
    for finding in report.findings:
        assert finding.message == fill(WORDS[finding.key].message, finding.values)
        assert "{" not in finding.message + finding.advice
        content = finding.as_json()
        assert json.loads(json.dumps(content)) == content
        assert set(content) == {"id", "severity", "values", "message", "advice", "fix"}
        if finding.fix is not None:
            assert finding.fix.label == fill(FIXES[finding.fix.kind], finding.fix.values)
    severities = [finding.severity for finding in report.findings]
    assert severities == sorted(severities, key=lambda severity: severity is not Level.WARNING)
    assert json.loads(json.dumps(report.as_json()))["reach"] == 18438


def test_the_window_may_ask_for_it(modules_after: Callable[[str], set[str]]) -> None:
    imported = modules_after(
        "import graftwork_core.model.audit, graftwork_core.model.repair, graftwork_core.model.proposals"
    )
    assert not imported & {"torch", "transformers", "peft"}
    assert "numpy" in sys.modules


_values = st.none() | st.booleans() | st.integers(-5, 10**12) | st.floats() | st.text(max_size=4)
_rope = st.dictionaries(
    st.sampled_from(
        ["rope_type", "type", "factor", "rope_theta", "original_max_position_embeddings", "low_freq_factor",
         "high_freq_factor", "long_factor", "short_factor", "full_attention", "partial_rotary_factor"]
    ),
    _values | st.sampled_from(["yarn", "llama3", "linear", "dynamic", "longrope", "default"])
    | st.lists(_values, max_size=3)
    | st.dictionaries(st.sampled_from(["rope_theta", "rope_type"]), _values, max_size=2),
    max_size=6,
)  # fmt: skip
_config = st.dictionaries(
    st.sampled_from(
        ["rope_theta", "max_position_embeddings", "head_dim", "sliding_window", "layer_types", "partial_rotary_factor",
         "no_rope_layers", "model_type", "qk_rope_head_dim", "alibi", "use_sliding_window", "rotary_dim"]
    ),
    _values | st.lists(_values, max_size=3),
    max_size=6,
)  # fmt: skip


@settings(max_examples=100)
@given(_config, st.none() | _rope, st.none() | _rope, _values)
def test_any_config_is_audited_or_refused(
    tmp_path_factory: pytest.TempPathFactory, config: dict[str, Any], scaling: Any, parameters: Any, limit: Any
) -> None:
    folder, other = (tmp_path_factory.mktemp("model") for _ in range(2))
    content = LLAMA | config | {"rope_scaling": scaling, "rope_parameters": parameters}
    write_model(folder, content)
    (folder / "generation_config.json").write_text(json.dumps({"max_length": limit}))
    write_model(other, LONG)
    try:
        reports = [audit(folder), audit(folder, other), audit(other, folder)]
    except BadInput:
        return
    for report in reports:
        json.dumps(report.as_json())
        assert all(finding.message for finding in report.findings)
