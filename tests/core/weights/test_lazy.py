"""Files that are elsewhere: headers are trusted with the size their source tells, bytes come from the source alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from graftwork_core.errors import BadInput
from graftwork_core.weights import lazy
from graftwork_core.weights.header import TensorInfo, read_header
from graftwork_core.weights.identity import content_hash, identify
from graftwork_core.weights.layout import OutputTensor, lay_out
from graftwork_core.weights.reader import Reader
from graftwork_core.weights.writer import CheckpointWriter


class Elsewhere:
    """A source that has the whole file at another place."""

    def __init__(self, whole: Path) -> None:
        self._whole = whole
        self.told: list[str] = []

    def size(self, file: Path) -> int | None:
        return self._whole.stat().st_size if file.suffix == ".safetensors" else None

    def read_into(self, view: memoryview, file: Path, offset: int) -> None:
        self.told.append(f"piece {len(view)}")
        view[:] = self._whole.read_bytes()[offset : offset + len(view)]

    def whole(self, file: Path) -> Path:
        self.told.append("whole")
        return self._whole

    def announce(self, tensors: Sequence[TensorInfo]) -> None:
        self.told.append("announced " + " ".join(tensor.name for tensor in tensors))

    def finished(self, tensor: TensorInfo) -> Path | None:
        self.told.append(f"finished {tensor.name}")
        return self._whole

    def identity(self, file: Path) -> Mapping[str, str | int] | None:
        return {"file": file.name, "bytes": 1, "sha256": "known"}

    def digest(self, file: Path) -> tuple[str, str] | None:
        return None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of which only the header is here."""
    whole = tmp_path / "whole.safetensors"
    save_file({"one": np.arange(64, dtype=np.float32).reshape(8, 8), "two": np.ones(3, np.float32)}, whole)
    stub = tmp_path / "here" / "model.safetensors"
    stub.parent.mkdir()
    stub.write_bytes(whole.read_bytes()[: read_header(whole).nbytes])
    return stub


@pytest.fixture
def source(file: Path) -> Iterator[Elsewhere]:
    made = Elsewhere(file.parent.parent / "whole.safetensors")
    lazy.register(file.parent, made)
    yield made
    lazy.unregister(file.parent, made)


def test_without_its_source_a_stub_is_a_broken_file(file: Path) -> None:
    with pytest.raises(BadInput, match="truncated"):
        read_header(file)


def test_a_look_takes_pieces(file: Path, source: Elsewhere) -> None:
    (one,) = [tensor for tensor in read_header(file).tensors if tensor.name == "one"]
    content = bytearray(32)
    with Reader() as reader:
        reader.read_into(memoryview(content), one, 32)
    assert np.frombuffer(content, np.float32).tolist() == list(range(8, 16))
    assert source.told == ["piece 32"]


def open_files() -> list[str]:
    """The files that this process has open; where the system does not tell, the question answers itself."""
    links = Path("/proc/self/fd")
    if not links.is_dir():
        pytest.skip("this system does not tell open files")
    return [os.readlink(link) for link in links.iterdir() if os.path.lexists(link)]


def test_announced_tensors_are_read_from_the_whole_file(file: Path, source: Elsewhere) -> None:
    one, two = sorted(read_header(file).tensors, key=lambda tensor: tensor.name)
    content = bytearray(one.nbytes)
    whole = file.parent.parent / "whole.safetensors"
    with Reader() as reader:
        reader.announce([one, two])
        reader.read_into(memoryview(content), one)
        assert any(str(whole) == link for link in open_files())
        reader.finished(one)
        assert not any(str(whole) == link for link in open_files())
    assert np.frombuffer(content, np.float32).tolist() == list(range(64))
    assert source.told[0] == "announced one two"
    assert source.told[-1] == "finished one"
    assert not [told for told in source.told if told.startswith("piece")]


def test_copies_are_made_from_the_whole_file(file: Path, source: Elsewhere, tmp_path: Path) -> None:
    layout = lay_out([[OutputTensor("one", "F32", (8, 8))]])
    one = next(tensor for tensor in read_header(file).tensors if tensor.name == "one")
    out = tmp_path / "out"
    out.mkdir()
    with Reader() as reader, CheckpointWriter(out, layout) as writer:
        reader.announce([one])
        writer.copy("one", one, reader)
    made = out / "model.safetensors"
    assert made.read_bytes()[read_header(made).nbytes :] == np.arange(64, dtype=np.float32).tobytes()


def test_the_source_knows_the_identity(file: Path, source: Elsewhere) -> None:
    with Reader() as reader:
        (known,) = identify([read_header(file)], reader)
    assert known == {"file": "model.safetensors", "bytes": 1, "sha256": "known"}
    assert source.told == []


def test_gits_name_of_a_content(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"hello\n")
    assert content_hash(tmp_path / "x", "git") == "ce013625030ba8dba906f756967f9e9ca394464a"  # git hash-object


def test_who_closes_a_look_leaves_the_others_theirs(file: Path, source: Elsewhere) -> None:
    other = Elsewhere(file.parent.parent / "whole.safetensors")
    lazy.register(file.parent, other)
    assert lazy.source_of(file) is other
    lazy.unregister(file.parent, other)
    assert lazy.source_of(file) is source
    lazy.register(file.parent, other)
    lazy.unregister(file.parent, source)
    assert lazy.source_of(file) is other
    lazy.unregister(file.parent, other)
    assert not lazy.is_elsewhere(file)
