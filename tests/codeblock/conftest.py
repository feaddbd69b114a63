"""A real tokenizer, a real small model, and a real architecture of toy size."""

from pathlib import Path

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerBase

from codeblock import LanguageModel, load_model, load_tokenizer


@pytest.fixture(scope="session")
def model_cache(request: pytest.FixtureRequest) -> Path | None:
    """Where the embedded model is unpacked, for many test runs; None (pytest without its cache) is the user's cache."""
    cache = getattr(request.config, "cache", None)
    return None if cache is None else Path(cache.mkdir("codeblock-models"))


@pytest.fixture(scope="session")
def tokenizer(model_cache: Path | None) -> PreTrainedTokenizerBase:
    """The embedded model's own tokenizer."""
    return load_tokenizer(cache=model_cache)


@pytest.fixture(scope="session")
def embedded(model_cache: Path | None) -> LanguageModel:
    """The embedded model in bfloat16."""
    return load_model(dtype=torch.bfloat16, cache=model_cache)


@pytest.fixture(scope="session")
def tiny_directory(tokenizer: PreTrainedTokenizerBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Llama of random weights and toy size, with the real tokenizer, as a directory that `load_model` reads."""
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.pad_token_id,
    )
    place = tmp_path_factory.mktemp("tiny-model")
    LlamaForCausalLM(config).save_pretrained(place)
    tokenizer.save_pretrained(place)
    return place


@pytest.fixture
def tiny(tiny_directory: Path) -> LanguageModel:
    """A fresh copy of the toy model."""
    return load_model(str(tiny_directory))
