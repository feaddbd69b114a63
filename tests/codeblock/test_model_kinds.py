"""Models that are not plain ones: adapters, quantised weights, GGUF files; scored as they are."""

import shutil
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import peft
import pytest
import torch
from transformers import PreTrainedModel, PreTrainedTokenizerBase, TorchAoConfig

from codeblock import (
    EMBEDDED_MODEL,
    LanguageModel,
    ModelError,
    load_model,
    load_tokenizer,
    score_in_shards,
    score_tokens,
)
from codeblock.models import _find_embedded

ROWS = [np.arange(5, 60, dtype=np.int32), np.arange(90, 50, -1, dtype=np.int32)]
WANTED = [np.arange(len(row)) % 3 > 0 for row in ROWS]


def whole_logprobs(model: Any, row: np.ndarray) -> np.ndarray:
    with torch.inference_mode():
        logits = model(input_ids=torch.tensor(row[None], dtype=torch.long)).logits[0].float()
    return torch.log_softmax(logits, -1)[range(len(row) - 1), row[1:]].numpy()


def check_scores(model: PreTrainedModel) -> list[np.ndarray]:
    """Scores are those of the whole model asked row by row; and they are kept, and found again."""
    found = score_tokens(model, ROWS, WANTED)
    for row, flags, scores in zip(ROWS, WANTED, found, strict=True):
        assert scores[1:][flags[1:]] == pytest.approx(whole_logprobs(model, row)[flags[1:]], abs=2e-3)
    return found


def test_an_adapter(tiny: LanguageModel, tiny_directory: Path, tmp_path: Path) -> None:
    plain = score_tokens(tiny.model, ROWS, WANTED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # peft asks transformers by names that it has given up
        adapted: Any = peft.get_peft_model(tiny.model, peft.LoraConfig(r=2, target_modules="all-linear"))
    for name, weight in adapted.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.5)
    adapted.eval()
    found = check_scores(adapted)
    assert np.nanmax(np.abs(found[0] - plain[0])) > 1e-2
    adapted.save_pretrained(tmp_path)
    tiny.tokenizer.save_pretrained(tmp_path)
    again = load_model(str(tmp_path)).model  # by the name of its base in the adapter's settings
    for one, other in zip(score_tokens(again, ROWS, WANTED), found, strict=True):
        assert np.allclose(one, other, atol=1e-5, equal_nan=True)


def test_quantised_weights(tiny_directory: Path, tmp_path: Path) -> None:
    # Not among the requirements of the tests: transformers would import it everywhere, which takes seconds.
    quantization = pytest.importorskip("torchao.quantization", reason="torchao is not installed")
    settings = TorchAoConfig(quantization.Int8WeightOnlyConfig())
    model = load_model(str(tiny_directory), quantization_config=settings, device_map="cpu").model
    found = check_scores(model)
    plain = score_tokens(load_model(str(tiny_directory)).model, ROWS, WANTED)
    assert 0 < np.nanmax(np.abs(found[0] - plain[0])) < 0.1
    kept = score_in_shards(model, ROWS, WANTED, tmp_path)
    other = load_model(str(tiny_directory)).model
    other.model.layers[0].mlp.up_proj.weight.data += 1e-2
    other.save_pretrained(tmp_path / "other")
    load_tokenizer(str(tiny_directory)).save_pretrained(tmp_path / "other")
    score_in_shards(
        load_model(str(tmp_path / "other"), quantization_config=settings, device_map="cpu").model,
        ROWS,
        WANTED,
        tmp_path / "shards",
    )
    score_in_shards(model, ROWS, WANTED, tmp_path / "shards")
    assert len(list((tmp_path / "shards").iterdir())) == 2  # other weights are other work
    assert all(np.array_equal(a, b, equal_nan=True) for a, b in zip(kept, found, strict=True))


def test_a_quantised_model_without_its_package(
    tiny_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "quantised"
    shutil.copytree(tiny_directory, place)
    config = (place / "config.json").read_text()
    quantised = '"quantization_config": {"quant_method": "gptq", "bits": 4},\n  "vocab_size"'
    (place / "config.json").write_text(config.replace('"vocab_size"', quantised))
    with pytest.raises(ModelError, match=r"a package that it needs is not installed .*; install it, or give the model"):
        load_model(str(place))


def test_a_gguf_file_is_named_like_a_model(model_cache: Path | None, tokenizer: PreTrainedTokenizerBase) -> None:
    """The embedded model's own file, which is unpacked already: to the same place."""
    found = load_tokenizer(str(_find_embedded()), cache=model_cache)
    assert found.name_or_path == load_tokenizer(EMBEDDED_MODEL, cache=model_cache).name_or_path
    assert found("def f():")["input_ids"] == tokenizer("def f():")["input_ids"]
